"""Contracts and service packages: put in, changed, called off, and held against a job."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from dispatch_console.commands.customers import policy_of
from dispatch_console.commands.facts import fact, job_row
from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain import contracts as rules
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.store.contracts import contract, contracts_of
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.contracts import Contract, ContractItem
from dispatch_console.store.tables.customers import Customer, Machine
from dispatch_console.store.tables.jobs import Job
from dispatch_console.words import N_

_C, _M, _I = table_of(Customer), table_of(Machine), table_of(ContractItem)


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R222")
class SaveContract(Command):
    """Put in a contract or a package, or change it: whose, from when to when, what it covers and takes off (R222, R223).

    covers holds serial numbers of the customer's machines, or models with a number ("MP 3055 x2"); empty covers every
    machine. Percents are 0 to 100; visits None means as many as are needed.
    """

    number: str
    starts_on: dt.date
    ends_on: dt.date
    customer_id: int | None = None
    kind: str = "contract"
    name: str = ""
    visits: int | None = None
    part_off_percent: int = 0
    labour_off_percent: int = 0
    visit_off_percent: int = 0
    policy: str = ""
    covers: tuple[str, ...] = ()
    ended_on: dt.date | None = None
    note: str = ""
    contract_id: int | None = None


@does
def save_contract(command: SaveContract, work: Work) -> dict[str, int]:
    """The contract's row."""
    if not command.number.strip():
        raise Refused(N_("A contract needs its number."))
    if command.kind not in rules.KINDS:
        raise Refused(N_("{kind} is no kind of contract."), kind=command.kind)
    if command.ends_on < command.starts_on:
        raise Refused(N_("The contract ends before it begins."))
    if command.visits is not None and command.visits < 0:
        raise Refused(N_("There are no fewer visits than none."))
    percents = (command.part_off_percent, command.labour_off_percent, command.visit_off_percent)
    if any(not 0 <= p <= 100 for p in percents):
        raise Refused(N_("A deduction lies between 0 and 100 percent."))
    values: dict[str, Any] = {
        "number": command.number.strip(), "kind": command.kind, "name": command.name.strip(), "starts_on": command.starts_on,
        "ends_on": command.ends_on, "ended_on": command.ended_on, "visits": command.visits, "part_off_percent": percents[0],
        "labour_off_percent": percents[1], "visit_off_percent": percents[2], "policy_id": policy_of(work, command.policy),
        "note": command.note.strip(),
    }  # fmt: skip
    if command.contract_id is None:
        if command.customer_id is None or work.first(_C.select().where(_C.c.id == command.customer_id)) is None:
            raise Refused(N_("Whose contract is it?"))
        contract_id, customer_id = work.add(Contract, customer_id=command.customer_id, **values), command.customer_id
    else:
        contract_id = command.contract_id
        work.change(Contract, contract_id, **values)
        customer_id = int(work.value(sa.select(table_of(Contract).c.customer_id).where(table_of(Contract).c.id == contract_id)))
    _cover(work, contract_id, customer_id, command.covers)
    return {"contract_id": contract_id}


def _cover(work: Work, contract_id: int, customer_id: int, covers: tuple[str, ...]) -> None:
    """What the contract covers, when it differs from what stands there."""
    wanted = [_item(work, customer_id, text) for text in covers if text.strip()]
    rows = work.all(_I.select().where(_I.c.contract_id == contract_id).order_by(_I.c.id))
    if [(r.machine_id, r.model, r.quantity) for r in rows] == wanted:
        return
    work.connection.execute(_I.delete().where(_I.c.contract_id == contract_id))
    for machine_id, model, quantity in wanted:
        work.add(ContractItem, contract_id=contract_id, machine_id=machine_id, model=model, quantity=quantity)


def _item(work: Work, customer_id: int, text: str) -> tuple[int | None, str, int]:
    plain = text.strip()
    machine = work.value(
        sa.select(_M.c.id).where(_M.c.customer_id == customer_id, sa.func.upper(_M.c.serial) == plain.upper())
    )
    if machine is not None:
        return int(machine), "", 1
    model, mark, count = plain.replace("×", "x").rpartition(" x")
    if not mark:
        return None, plain, 1
    if not count.strip().isdigit() or int(count) < 1:
        raise Refused(N_("{text}: how many? Written MP 3055 x2."), text=plain)
    return None, model.strip(), int(count)


def holding(work: Work, customer_id: int | None, machine_id: int | None, on_day: dt.date) -> rules.Contract | None:
    """The contract that holds for a customer's machine on a day, or None (R222)."""
    if customer_id is None:
        return None
    found = contracts_of(work.connection, customer_id)
    return rules.best(found, on_day, machine_id, _model(work, machine_id)) if found else None


def _model(work: Work, machine_id: int | None) -> str:
    if machine_id is None:
        return ""
    return str(work.value(sa.select(_M.c.model).where(_M.c.id == machine_id)) or "")


@command(undo=UNDO, requirement="R223")
class UseContract(Command):
    """A job goes on a contract or package, or on none: its visit is counted, the bill is reduced (R43, R222, R223).

    The promises of the contract hold from then on; taken off it the job keeps those it has.
    """

    job_id: int
    contract_id: int | None = None


@does
def use_contract(command: UseContract, work: Work) -> dict[str, Any]:
    """The job's number and the contract's."""
    row = job_row(work, command.job_id)
    if command.contract_id == row.contract_id:
        raise Refused(N_("This job is on it already.") if command.contract_id is not None else N_("This job is on no contract."))
    note, values = "", {"contract_id": command.contract_id}
    if command.contract_id is not None:
        found = contract(work.connection, command.contract_id)
        theirs = {c.id for c in contracts_of(work.connection, row.customer_id)} if row.customer_id is not None else set()
        if found is None or found.id not in theirs:
            raise Refused(N_("That is no contract of this customer."))
        day = local(row.registered_at, work.zone).date()
        reason = rules.why_not(found, day, row.machine_id, _model(work, row.machine_id))
        if reason is not None:
            raise Refused(reason.msgid, **reason.values)
        note = found.name
        values |= {"policy_id": found.policy_id} if found.policy_id is not None else {}
    work.change(Job, command.job_id, **values)
    fact(work, command.job_id, "contract_used" if command.contract_id is not None else "contract_off", note=note, channel="system")
    return {"job_id": command.job_id, "contract_id": command.contract_id}
