"""Lists of the points that leave the desk as Excel, with the working of every entry; each is recorded with its purpose."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from pathlib import Path

from dispatch_console import paper
from dispatch_console.commands.papers import RecordExport
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import Column
from dispatch_console.queries.points import PointLedger
from dispatch_console.words import N_, _


def export_ledger(desk: Desk, person_id: int, name: str, month: dt.date, path: Path, purpose: str) -> int:
    """A person's entries of a month with rule, version, arithmetic and points (R192, R218); gives their number.

    Raises Refused without a purpose, StoreTrouble when the file cannot be written whole.
    """
    if not purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    rows = desk.ask(PointLedger(person_id=person_id, month=month))
    columns = [Column(_(word), mm, kind) for word, mm, kind in (
        (N_("Day"), 24.0, "date"), (N_("No."), 34.0, "text"), (N_("Slip"), 24.0, "text"), (N_("Rule"), 26.0, "text"), (N_("Version"), 16.0, "count"),
        (N_("Arithmetic"), 90.0, "text"), (N_("Points"), 18.0, "points"), (N_("Running total"), 22.0, "points"))]  # fmt: skip
    total = 0
    lines = []
    for row in rows:
        total += row.points
        lines.append((row.counted_on, row.number, row.form_number, row.rule, row.version, str(row.arithmetic), Decimal(row.points) / 10, Decimal(total) / 10))
    said = f"{name} · {month:%Y-%m} · {local(desk.clock(), desk.zone):%Y-%m-%d %H:%M} · {desk.actor}"
    paper.write_list(path, _("Points"), columns, lines, said=said, zone=desk.zone)
    desk.do(RecordExport(form="points_ledger", purpose=purpose.strip(), rows=len(rows), sha256=hashlib.sha256(path.read_bytes()).hexdigest()))
    return len(rows)
