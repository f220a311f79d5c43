"""Promises: what was said to a customer that has a time and an owner, and how it ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.facts import promise
from dispatch_console.commands.registry import TOLD, UNDO, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.jobs import Promise, Snooze
from dispatch_console.words import N_

LONGEST = 240  # ours, in minutes: what is put off longer is forgotten


@command(undo=UNDO, requirement="R19")
class MakePromise(Command):
    """Write down something said to a customer that has a time and an owner (R107, R19)."""

    said: str
    due_at: Moment
    job_id: int | None = None
    customer_id: int | None = None
    kind: str = "said"
    owner: str = ""


@does
def make_promise(command: MakePromise, work: Work) -> dict[str, Any]:
    """The promise's number."""
    if not command.said.strip():
        raise Refused(N_("Write down what was promised."))
    return {
        "promise_id": promise(
            work, command.kind, command.said.strip(), command.due_at, job_id=command.job_id,
            customer_id=command.customer_id, owner=command.owner,
        )
    }  # fmt: skip


@command(undo=TOLD, requirement="R107")
class EndPromise(Command):
    """A promise was kept, broken, or the customer released us from it (R107)."""

    promise_id: int
    how: str = "kept"


@does
def end_promise(command: EndPromise, work: Work) -> dict[str, Any]:
    """The promise's number."""
    table = table_of(Promise)
    row = work.first(table.select().where(table.c.id == command.promise_id))
    if row is None or row.ended_at is not None:
        raise Refused(N_("This promise has ended already."))
    if command.how not in ("kept", "broken", "released"):
        raise Refused(N_("{how} is no end of a promise."), how=command.how)
    work.change(Promise, command.promise_id, ended_at=work.now, ended_how=command.how)
    return {"promise_id": command.promise_id}


@command(undo=UNDO, requirement="R107")
class PutOff(Command):
    """Put something owed off for some minutes, with the reason; it comes back by itself (R107, R171).

    owed_key is that of queries.owed; a complaint that the superior does not know of cannot be put off.
    """

    owed_key: str
    reason: str
    minutes: int = 15


@does
def put_off(command: PutOff, work: Work) -> dict[str, Any]:
    """The row."""
    if command.owed_key.startswith("complaint:"):
        raise Refused(N_("A complaint is told to the superior at once; it cannot be put off (R171)."))
    if command.owed_key.partition(":")[0] not in ("clock", "promise", "call", "page", "plan"):
        raise Refused(N_("There is no such entry."))
    if not command.reason.strip():
        raise Refused(N_("This needs a reason."))
    if not 1 <= command.minutes <= LONGEST:
        raise Refused(N_("At most {n} minutes."), n=LONGEST)
    until = work.now + dt.timedelta(minutes=command.minutes)
    return {
        "snooze_id": work.add(Snooze, owed_key=command.owed_key, until_at=until, reason=command.reason.strip(), made_at=work.now,
                              made_by=work.actor)
    }  # fmt: skip
