"""Two entries of one customer become one; nothing is lost, and one undo parts them again."""

from __future__ import annotations

import sqlalchemy as sa

from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import Base, table_of
from dispatch_console.store.tables.customers import Customer, PhoneNumber
from dispatch_console.words import N_

_C, _N = table_of(Customer), table_of(PhoneNumber)


def _belonging() -> tuple[sa.Table, ...]:
    """Every table with a column customer_id that is a customer of ours; keys of the search follow by themselves."""
    return tuple(t for t in Base.metadata.sorted_tables if "customer_id" in t.c and t.c.customer_id.foreign_keys)


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R201")
class MergeCustomers(Command):
    """Two entries mean one customer: all that hangs on the one that goes is hung on the one that stays (R4, R201).

    The one that goes keeps its row and points to the other, so that old papers still lead to it. A number that both
    have is kept once.
    """

    goes_id: int
    stays_id: int


@does
def merge_customers(command: MergeCustomers, work: Work) -> dict[str, int]:
    """The customer that stays, and how many rows were hung over."""
    if command.goes_id == command.stays_id:
        raise Refused(N_("A customer is not merged with itself."))
    rows = {r.id: r for r in work.all(_C.select().where(_C.c.id.in_((command.goes_id, command.stays_id))))}
    for wanted in (command.goes_id, command.stays_id):
        if wanted not in rows:
            raise Refused(N_("There is no customer {number}."), number=wanted)
        if rows[wanted].merged_into_id is not None:
            raise Refused(N_("{name} was merged before."), name=rows[wanted].name)
    goes, stays = rows[command.goes_id], rows[command.stays_id]
    twice = sa.select(_N.c.digits).where(_N.c.customer_id == stays.id)
    work.connection.execute(_N.delete().where(_N.c.customer_id == goes.id, _N.c.digits.in_(twice)))
    moved = 0
    for table in _belonging():
        moved += work.connection.execute(
            sa.update(table).where(table.c.customer_id == goes.id).values(customer_id=stays.id)
        ).rowcount
    note = "\n".join(filter(None, (stays.note, goes.note)))
    kind = "key" if "key" in (stays.kind, goes.kind) else stays.kind
    work.change(Customer, stays.id, code=stays.code or goes.code, note=note, kind=kind, policy_id=stays.policy_id or goes.policy_id)
    work.connection.execute(sa.update(_C).where(_C.c.merged_into_id == goes.id).values(merged_into_id=stays.id))
    work.change(Customer, goes.id, merged_into_id=stays.id)
    return {"customer_id": int(stays.id), "rows": moved}
