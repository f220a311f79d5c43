"""Closing the day: what is open goes into the hand-over, the audit's head onto the report."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from dispatch_console.commands.registry import CLOSED, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.store import audit
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import DayClose, DayPaper
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


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """A paper of the day: its form and what stands on it, as text."""

    form: str
    content: str


@command(undo=CLOSED, requirement="R196")
class KeepPapers(Command):
    """Keep the papers of a closed day as they were that evening; once kept they never change (R196)."""

    on_day: dt.date
    papers: tuple[KeptPaper, ...]


@does
def keep_papers(command: KeepPapers, work: Work) -> dict[str, int]:
    """How many were kept."""
    table = table_of(DayClose)
    day = work.first(table.select().where(table.c.on_day == command.on_day))
    if day is None:
        raise Refused(N_("{day} is not closed yet."), day=str(command.on_day))
    kept = table_of(DayPaper)
    if not command.papers or work.first(kept.select().where(kept.c.day_close_id == day.id)) is not None:
        raise Refused(N_("The papers of {day} are kept already."), day=str(command.on_day))
    for made in command.papers:
        digest = hashlib.sha256(made.content.encode()).hexdigest()
        work.add(DayPaper, day_close_id=day.id, form=made.form, content=made.content, digest=digest)
    return {"papers": len(command.papers)}
