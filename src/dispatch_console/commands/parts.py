"""Parts: what a job waits for, let out of the store, bought, arrived and told to the customer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.facts import end_promises, fact, job_row, promise
from dispatch_console.commands.registry import TOLD, UNDO, Command, Role, command, does
from dispatch_console.commands.rules import broken
from dispatch_console.commands.work import Work
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.papers import PartRequest
from dispatch_console.words import N_

PARTS = table_of(PartRequest)


@command(undo=UNDO, requirement="R159")
class WaitForPart(Command):
    """A part is missing: apologise, stop the clock, promise to call when it arrives (R77, R159)."""

    job_id: int
    part: str
    expected_on: dt.date | None = None


@does
def wait_for_part(command: WaitForPart, work: Work) -> dict[str, Any]:
    """The request's number."""
    fact(work, command.job_id, "wait_part_started", reason=command.part)
    return {"part_request_id": ask_part(work, command.job_id, command.part, command.expected_on)}


def ask_part(work: Work, job_id: int, part: str, expected_on: dt.date | None) -> int:
    """Write down the part that a job waits for; raises Refused without its name."""
    if not part.strip():
        raise Refused(N_("Which part is missing?"))
    return work.add(PartRequest, job_id=job_id, part=part.strip(), asked_at=work.now, expected_on=expected_on)


@command(undo=UNDO, requirement="R159")
class PartArrived(Command):
    """The part is here: the customer is to be called at once (R159)."""

    job_id: int


@does
def part_arrived(command: PartArrived, work: Work) -> dict[str, Any]:
    """The promise to call the customer."""
    fact(work, command.job_id, "part_arrived")
    end_promises(work, command.job_id, "part_due")
    warned: dict[str, Any] = {}
    for row in work.all(PARTS.select().where(PARTS.c.job_id == command.job_id, PARTS.c.arrived_at.is_(None))):
        work.change(PartRequest, row.id, arrived_at=work.now)
        if not row.approved_by and not row.ordered_at:
            warned = broken(work, "part_leave", command.job_id)
    due = work.now + dt.timedelta(minutes=30)  # ours: "at once"
    return {
        "promise_id": promise(
            work, "tell_part", N_("Tell the customer that the part is here"), due, job_id=command.job_id
        ),
        **warned,
    }


@command(undo=TOLD, requirement="R159")
class TellPartArrived(Command):
    """The customer was told that the part is here (R159)."""

    job_id: int
    words: str = ""


@does
def tell_part_arrived(command: TellPartArrived, work: Work) -> dict[str, Any]:
    """The job's number."""
    fact(work, command.job_id, "customer_told_part", note=command.words, channel="phone_out")
    end_promises(work, command.job_id, "tell_part")
    for row in work.all(PARTS.select().where(PARTS.c.job_id == command.job_id, PARTS.c.customer_told_at.is_(None))):
        work.change(PartRequest, row.id, customer_told_at=work.now)
    return {"job_id": command.job_id}


def _waited_for(work: Work, job_id: int) -> Any:
    """The newest part that a job waits for; raises Refused when there is none."""
    job_row(work, job_id)
    row = work.first(
        PARTS.select().where(PARTS.c.job_id == job_id, PARTS.c.arrived_at.is_(None)).order_by(PARTS.c.id.desc()).limit(1)
    )
    if row is None:
        raise Refused(N_("This job waits for no part."))
    return row


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R162")
class LetPartOut(Command):
    """A part may be drawn from the store: whose leave, on which analysis of the fault (R162)."""

    job_id: int
    approved_by: NameText
    analysis: str


@does
def let_part_out(command: LetPartOut, work: Work) -> dict[str, int]:
    """The request's number."""
    row = _waited_for(work, command.job_id)
    if not command.approved_by.strip() or not command.analysis.strip():
        raise Refused(N_("A part leaves the store on an analysis and somebody's leave: write down both (R162)."))
    if row.approved_at is not None:
        raise Refused(N_("{name} gave leave already."), name=row.approved_by)
    work.change(PartRequest, row.id, approved_by=command.approved_by.strip(), approved_at=work.now)
    fact(work, command.job_id, "part_let_out", reason=command.approved_by.strip(), note=command.analysis.strip(), channel="in_person")
    return {"part_request_id": int(row.id)}


@command(undo=UNDO, requirement="R160")
class OrderPart(Command):
    """A part that is not in the store was bought: where, and when it is to come (R160)."""

    job_id: int
    ordered_from: str
    expected_on: dt.date | None = None


@does
def order_part(command: OrderPart, work: Work) -> dict[str, int]:
    """The request's number; the day it is to come becomes a promise of ours."""
    row = _waited_for(work, command.job_id)
    if not command.ordered_from.strip():
        raise Refused(N_("Where was it ordered?"))
    expected = command.expected_on or row.expected_on
    work.change(PartRequest, row.id, ordered_from=command.ordered_from.strip(), ordered_at=work.now, expected_on=expected)
    fact(work, command.job_id, "part_ordered", reason=command.ordered_from.strip(), note=row.part, channel="phone_out")
    if expected is not None:
        end_promises(work, command.job_id, "part_due", "released")
        due = dt.datetime.combine(expected, dt.time(17, 0), work.zone)
        promise(work, "part_due", row.part, due, job_id=command.job_id)
    return {"part_request_id": int(row.id)}
