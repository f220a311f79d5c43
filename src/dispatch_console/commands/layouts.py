"""What the columns of other people's lists mean, remembered by their headings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from dispatch_console.commands.registry import UNDO, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import ListLayout
from dispatch_console.words import N_

LAYOUT = table_of(ListLayout)
DAY_ORDERS = ("mdy", "dmy", "ymd")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMeans:
    """One column: its heading, and the field that it is; empty when it is not read."""

    heading: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOrder:
    """In which order the days of a field are written: mdy, dmy, ymd."""

    field: str
    order: str


@command(undo=UNDO, requirement="R217")
class RememberLayout(Command):
    """Remember what the columns of a list with these headings mean, for the next one of its kind (R217)."""

    form: str
    layout: str
    columns: tuple[ColumnMeans, ...] = ()
    days: tuple[DayOrder, ...] = ()


@does
def remember_layout(command: RememberLayout, work: Work) -> dict[str, Any]:
    """The row; what was known of this layout is replaced. Raises Refused for one field in two columns."""
    fields = [c.field for c in command.columns if c.field]
    twice = next((f for f in fields if fields.count(f) > 1), None)
    if twice is not None:
        raise Refused(N_("Two columns cannot both be {field}."), field=twice)
    wrong = next((d.order for d in command.days if d.order not in DAY_ORDERS), None)
    if wrong is not None:
        raise Refused(N_("{order} is no order of day, month and year. Known: {known}."), order=wrong, known=", ".join(DAY_ORDERS))
    kept = {"columns": {c.heading: c.field for c in command.columns}, "days": {d.field: d.order for d in command.days}}
    values = {"mapping": json.dumps(kept, ensure_ascii=False, sort_keys=True), "used_at": work.now, "used_by": work.actor}
    there = work.first(LAYOUT.select().where(LAYOUT.c.form == command.form, LAYOUT.c.layout == command.layout))
    if there is not None:
        work.change(ListLayout, there.id, **values)
        return {"layout_id": int(there.id)}
    return {"layout_id": work.add(ListLayout, form=command.form, layout=command.layout, **values)}
