"""What may be chosen on a repair report, as it stands on the paper, and the table of its parts."""

from __future__ import annotations

from dispatch_console.commands.papers import Part
from dispatch_console.domain.moment import Moment
from dispatch_console.ui.sheets.quote_parts import yuan
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.words import N_, _

PAYMENTS = (
    ("免费", N_("Free of charge")), ("现金", N_("Cash")), ("转账", N_("By transfer")), ("扫码", N_("By phone code")), ("挂账", N_("On account")),
)  # fmt: skip
RESULTS = (
    ("", N_("Not said")), ("solved", N_("Solved")), ("watched", N_("Watched")), ("again", N_("Comes again")), ("taken_in", N_("Taken in")),
    ("waiting_part", N_("Waits for a part")), ("unsolved", N_("Unsolved")),
)  # fmt: skip
CHECKS = (
    ("已当面试机", N_("Tested before the customer")), ("已说明原因", N_("Cause explained")), ("旧件已交还", N_("Old parts given back")),
    ("现场已清理", N_("Place cleaned")), ("副本已留存", N_("Copy kept")),
)  # fmt: skip


def part_table(now: Moment) -> FactTable:
    """The parts of a report; an old part without a number was not handed back."""
    return FactTable([
        FactColumn("name", N_("Part name"), lambda x: Look(x.name)), FactColumn("old", N_("Old no."), lambda x: Look(x.old_serial or "—", None, "text2"), 120, gives=2),
        FactColumn("new", N_("New no."), lambda x: Look(x.new_serial), 120), FactColumn("n", N_("Qty"), lambda x: Look(str(x.quantity)), 48, True),
        FactColumn("price", N_("Unit price"), lambda x: Look(yuan(x.price_fen)), 80, True, 1),
        FactColumn("back", N_("Old part"), _back, 140),
    ], lambda x: (x.name, x.new_serial), now, _("Parts"), height=26)  # fmt: skip


def _back(part: Part) -> Look:
    if part.old_serial:
        return Look(_("handed back"), None, chip=("plain", "check"))
    return Look(_("not handed back"), None, chip=("risk", "package-variant"))
