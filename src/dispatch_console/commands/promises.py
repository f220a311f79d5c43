"""Promises: what was said to a customer that has a time and an owner, and how it ended."""

from __future__ import annotations

from typing import Any

from dispatch_console.commands.facts import promise
from dispatch_console.commands.registry import TOLD, UNDO, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.jobs import Promise
from dispatch_console.words import N_


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
