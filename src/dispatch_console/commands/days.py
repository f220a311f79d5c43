"""Closing the day: what is open goes into the hand-over, the audit's head onto the report."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from dispatch_console.commands.registry import CLOSED, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.store import audit
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import DayClose
from dispatch_console.words import N_


@command(undo=CLOSED, requirement="R196")
class CloseDay(Command):
    """Close a local day: remarks, what is handed over, and the audit's head for the printed report (R196)."""

    on_day: dt.date
    remarks: str = ""
    handed_over: tuple[str, ...] = ()


@does
def close_day(command: CloseDay, work: Work) -> dict[str, Any]:
    """The day's row and the audit's head."""
    if command.on_day > local(work.now, work.zone).date():
        raise Refused(N_("A day still to come cannot be closed."))
    table = table_of(DayClose)
    there = work.first(table.select().where(table.c.on_day == command.on_day))
    if there is not None:
        raise Refused(N_("{day} was closed by {name} already."), day=str(command.on_day), name=there.closed_by)
    head = audit.head(work.connection)
    day_id = work.add(
        DayClose, on_day=command.on_day, closed_at=work.now, closed_by=work.actor, audit_head=head,
        remarks=command.remarks, handed_over=json.dumps(command.handed_over, ensure_ascii=False),
    )  # fmt: skip
    return {"day_close_id": day_id, "audit_head": head}
