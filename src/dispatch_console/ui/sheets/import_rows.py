"""The rows of an import as a table: taken or not, what becomes of each, whose it is, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.desk.import_plan import Plan, RowPlan
from dispatch_console.domain.moment import Moment
from dispatch_console.ui.paint import MIDDLE, box, draw_icon, text
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.words import N_, _

DECISIONS: tuple[tuple[str, str, str, str], ...] = (  # decision, word, chip, glyph
    ("added", N_("New"), "ours", "plus"), ("updated", N_("Changed"), "key", "not-equal-variant"),
    ("same", N_("Same"), "done", "equal"), ("refused", N_("Not taken"), "risk", "alert"),
)  # fmt: skip
WORDS = {d: (w, c, g) for d, w, c, g in DECISIONS}
Row = tuple[int, RowPlan]  # its place in the plan, and what becomes of it


def row_table(now: Moment) -> FactTable:
    """The empty table; its rows are of any number."""
    columns = [
        FactColumn("taken", N_("Take"), _taken, 40),
        FactColumn("line", N_("Row"), lambda r: Look(str(r[1].line), None, "text3", SMALL), 48),
        FactColumn("decision", N_("Outcome"), _decision, 102),
        FactColumn("what", N_("Whose"), lambda r: Look(r[1].what or _("(empty)"), None, "text3" if r[1].decision == "same" else "text"), 156),
        FactColumn("machine", N_("Machine"), _shown(0), 110, gives=1),
        FactColumn("fault", N_("Fault"), _shown(1), 166),
        FactColumn("at", N_("Time"), _shown(2), 92, gives=2),
        FactColumn("why", N_("Why, and what to look at"), _why),
    ]
    return FactTable(columns, lambda r: r[0], now, _("Rows of the file"), long=True)


def empty_columns(plan: Plan) -> list[str]:
    """The columns in which no row of this plan has anything to say."""
    gone = [name for n, name in enumerate(("machine", "fault", "at")) if n not in plan.said]
    return gone if plan.choosable else ["taken", *gone]


def _decision(row: Row) -> Look:
    word, kind, glyph = WORDS[row[1].decision]
    return Look(_(word), None, chip=(kind, glyph))


def _shown(n: int) -> Callable[[Row], Look]:
    def look(row: Row) -> Look:
        return Look(row[1].shown[n], None, "text3" if row[1].decision == "same" else "text")

    return look


def _why(row: Row) -> Look:
    r = row[1]
    parts = ([r.reason] if r.reason else []) + [*r.doubts, *r.says]
    if not parts and r.chosen is not None and r.candidates[r.chosen].reason is not None:
        return Look(str(r.candidates[r.chosen].reason), None, "text2", SMALL)
    return Look(" ".join(str(x) for x in parts), None, "risk_tx" if r.reason or r.doubts else "text2", SMALL)


def _taken(row: Row) -> Look:
    r = row[1]
    able = bool(r.meant) or r.undecided
    on = r.decision in ("added", "updated")

    def draw(p: QPainter, rect: QRectF) -> None:
        place = QRectF(rect.left() + 1, rect.center().y() - px(8), px(16), px(16))
        if not able:
            text(p, place, "—", "text3", BODY, False, MIDDLE)
            return
        box(p, place, "accent" if on else "surface", "accent" if on else "edge", 4)
        if on:
            draw_icon(p, place.left() + px(1), place.center().y(), "check", "surface", 14)

    return Look("", None, draw=draw, spoken=_("taken") if on else _("left out") if able else "")
