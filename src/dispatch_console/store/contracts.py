"""Reads contracts with what they cover and how many visits were used, for commands and queries alike."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from dispatch_console.domain.contracts import Contract, Covered
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.contracts import Contract as ContractRow
from dispatch_console.store.tables.contracts import ContractItem
from dispatch_console.store.tables.jobs import Job

_C, _I, _J = table_of(ContractRow), table_of(ContractItem), table_of(Job)
_OF_CUSTOMER = sa.select(_C).where(_C.c.customer_id == sa.bindparam("customer")).order_by(_C.c.id)
_ONE = sa.select(_C).where(_C.c.id == sa.bindparam("id"))
_ITEMS = sa.select(_I).where(_I.c.contract_id.in_(sa.bindparam("ids", expanding=True))).order_by(_I.c.id)
_USED = (
    sa.select(_J.c.contract_id, sa.func.count())
    .where(_J.c.contract_id.in_(sa.bindparam("ids", expanding=True)), _J.c.status.not_in(("cancelled", "rejected", "referred", "phone_solved")))
    .group_by(_J.c.contract_id)
)  # fmt: skip


def contracts_of(connection: sa.Connection, customer_id: int) -> list[Contract]:
    """Every contract of a customer, ended ones too."""
    return read(connection, connection.execute(_OF_CUSTOMER, {"customer": customer_id}).all())


def contract(connection: sa.Connection, contract_id: int) -> Contract | None:
    """One contract by its row, or None."""
    return next(iter(read(connection, connection.execute(_ONE, {"id": contract_id}).all())), None)


def read(connection: sa.Connection, rows: Sequence[sa.Row[tuple[object, ...]]]) -> list[Contract]:
    """The contracts of these rows. A job counts as a visit used unless it never needed one."""
    ids = [r.id for r in rows]
    if not ids:
        return []
    covers: dict[int, list[Covered]] = {}
    for item in connection.execute(_ITEMS, {"ids": ids}):
        covers.setdefault(item.contract_id, []).append(Covered(item.machine_id, item.model, item.quantity))
    used: dict[int, int] = {row[0]: int(row[1]) for row in connection.execute(_USED, {"ids": ids})}
    return [
        Contract(
            r.id, r.name or r.number, r.starts_on, r.ends_on, r.ended_on, r.visits, used.get(r.id, 0), tuple(covers.get(r.id, ())),
            r.part_off_percent, r.labour_off_percent, r.visit_off_percent, r.policy_id,
        )
        for r in rows
    ]  # fmt: skip
