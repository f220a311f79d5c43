"""Lists from outside taken in: every row is accounted for, the same row twice adds nothing, one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from dispatch_console.commands import calls as call_rules
from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.customers import (
    AddCustomer,
    MachineFacts,
    add_contact,
    add_customer,
    add_machine,
    add_phone,
    add_site,
)
from dispatch_console.commands.facts import fact
from dispatch_console.commands.people import AddPerson, add_person
from dispatch_console.commands.registry import UNDO, Command, Undo, command, does, spec_of
from dispatch_console.commands.setup import add_price
from dispatch_console.commands.work import Work
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.events import Channel
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.calls import Call
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.days import ImportBatch, ImportRow
from dispatch_console.store.tables.jobs import Job, Visit
from dispatch_console.store.tables.people import Person, PersonSkill
from dispatch_console.words import N_

IMPORTED = Undo(False, N_("An import is corrected row by row, so that every row stays accounted for."))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """Which file it was and what became of its rows: read = added + updated + same + refused."""

    form: str
    file_name: str
    sha256: str
    read: int
    same: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One row of a phone register as it was understood; moments are UTC, rows are known by number or typed."""

    line: int
    key: str
    kind: CallKind
    called_at: Moment
    number: PhoneText = PhoneText("")
    caller_name: NameText = NameText("")
    customer_id: int | None = None
    customer_name: NameText = NameText("")
    machine_id: int | None = None
    model: str = ""
    serial: str = ""
    address: AddressText = AddressText("")
    fault: str = ""
    wish: str = ""
    handling: str = ""
    technician_id: int | None = None
    arrived_at: Moment | None = None
    completed_at: Moment | None = None
    attach_to_line: int | None = None
    job_id: int | None = None
    still_to_ask: tuple[str, ...] = ()


def open_batch(work: Work, command_uid: UUID, facts: FileFacts, added: int, updated: int = 0) -> int:
    """The import's own row with its equation; raises Refused when it does not hold."""
    if facts.read != added + updated + facts.same + facts.refused:
        raise Refused(N_("The import does not add up: {read} read, {rest} accounted for."), read=facts.read,
                      rest=added + updated + facts.same + facts.refused)  # fmt: skip
    return work.add(
        ImportBatch, uid=command_uid, form=facts.form, file_name=facts.file_name, sha256=facts.sha256, at=work.now,
        by=work.actor, read=facts.read, added=added, updated=updated, same=facts.same, refused=facts.refused,
    )  # fmt: skip


def note_row(work: Work, batch_id: int, form: str, line: int, key: str, subject: str, row_id: int | None) -> None:
    """Remember a row by its key, so that it is known when it comes again."""
    work.add(
        ImportRow,
        batch_id=batch_id,
        form=form,
        row_key=key,
        line=line,
        decision="added",
        subject=subject,
        row_id=row_id,
    )


@command(undo=IMPORTED, requirement="R3")
class ImportRegister(Command):
    """Take a phone register in: calls, the jobs they made, and what became of those (R3, R8, R108)."""

    file: FileFacts
    rows: tuple[RegisterEntry, ...]


@does
def import_register(command: ImportRegister, work: Work) -> dict[str, Any]:
    """How many rows were added, and the jobs by line."""
    batch_id = open_batch(work, command.uid, command.file, len(command.rows))
    jobs: dict[int, int] = {}
    for row in command.rows:
        call_id, job_id = _take_in(work, command.uid, row, jobs)
        note_row(work, batch_id, command.file.form, row.line, row.key, "call", call_id)
        if job_id is not None:
            jobs[row.line] = job_id
    return {"batch_id": batch_id, "added": len(command.rows), "jobs": {str(k): v for k, v in jobs.items()}}


def _take_in(work: Work, batch: UUID, row: RegisterEntry, jobs: dict[int, int]) -> tuple[int, int | None]:
    uid = uuid5(batch, f"{row.key}:{row.line}")
    attached = jobs.get(row.attach_to_line or 0) or row.job_id
    entry = RegisterCall(
        uid=uid, kind=row.kind, number=row.number, caller_name=row.caller_name, customer_id=row.customer_id,
        customer_name=row.customer_name, machine_id=row.machine_id, model=row.model, serial=row.serial,
        address=row.address, said=row.fault, wish=row.wish, answer=row.handling, channel="paper",
        started_at=row.called_at, still_to_ask=row.still_to_ask, register_line=str(row.line), job_id=attached,
    )  # fmt: skip
    if attached is not None:
        call_id = _attach(work, entry, row, attached)
        job_id: int | None = attached
    else:
        done = call_rules.register_call(entry, work)
        call_id, job_id = int(done["call_id"]), done.get("job_id")
    if job_id is not None and row.kind is not CallKind.COMPLAINT:
        _progress(work, uid, row, job_id)
    return call_id, job_id


def _attach(work: Work, entry: RegisterCall, row: RegisterEntry, job_id: int) -> int:
    """One call written down twice, an urging, a report: a line of the log that points to the job."""
    call_id = work.add(
        Call, uid=entry.uid, direction="in", channel="paper", number=row.number, digits="", caller_name=row.caller_name,
        customer_id=row.customer_id, machine_id=row.machine_id, person_id=row.technician_id, job_id=job_id,
        kind=row.kind.value, outcome="attached", said=row.fault, answer=row.handling, started_at=row.called_at,
        ended_at=row.called_at, taken_by=work.actor, still_to_ask=(), register_line=str(row.line),
    )  # fmt: skip
    if row.kind is CallKind.URGE:
        fact(work, job_id, "urged", happened_at=row.called_at, reported_at=row.called_at, note=row.fault,
             channel=Channel.PAPER, checked=False)  # fmt: skip
    return call_id


def _progress(work: Work, uid: UUID, row: RegisterEntry, job_id: int) -> None:
    """What the register says became of the job: who went, when he arrived, when it was done."""

    def told(kind: str, at: Moment, **more: Any) -> None:
        fact(work, job_id, kind, happened_at=at, reported_at=max(at, row.called_at), channel=Channel.PAPER, checked=False,
             **more)  # fmt: skip

    if row.technician_id is not None:
        start = row.arrived_at or row.called_at
        end = row.completed_at or start + dt.timedelta(minutes=60)
        told("appointed", row.called_at)
        work.change(Job, job_id, agreed_from=start, agreed_until=end)
        visit_id = work.add(
            Visit, uid=uid, job_id=job_id, technician_id=row.technician_id, planned_from=start, planned_until=end
        )
        told("planned", row.called_at, visit_id=visit_id)
        told("issued", row.called_at, visit_id=visit_id)
        if row.arrived_at is not None:
            told("arrived", row.arrived_at, visit_id=visit_id)
        if row.completed_at is not None:
            told("done", row.completed_at, visit_id=visit_id, note=row.handling)
    if row.completed_at is not None:
        told("closed", row.completed_at, reason=N_("from the register"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerEntry:
    """One row of a customer list."""

    line: int
    key: str
    code: str = ""
    name: NameText
    contact: NameText = NameText("")
    position: str = ""
    phones: tuple[PhoneText, ...] = ()
    address: AddressText = AddressText("")
    district: str = ""
    kind: str = "ordinary"
    customer_id: int | None = None  # known already: what is new is added
    rename: bool = False  # his name here gives way to this one


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineEntry:
    """One row of a machine list; whose it is, by the customer's code or name."""

    line: int
    key: str
    customer_code: str = ""
    customer_name: NameText = NameText("")
    machine: MachineFacts


@command(undo=IMPORTED, requirement="R201")
class ImportCustomers(Command):
    """Take customers and machines in from a list (R201)."""

    file: FileFacts
    customers: tuple[CustomerEntry, ...] = ()
    machines: tuple[MachineEntry, ...] = ()


@does
def import_customers(command: ImportCustomers, work: Work) -> dict[str, Any]:
    """How many were added and updated."""
    updated = sum(1 for c in command.customers if c.customer_id is not None)
    total = len(command.customers) + len(command.machines)
    batch_id = open_batch(work, command.uid, command.file, total - updated, updated)
    for row in command.customers:
        customer_id = row.customer_id
        if customer_id is None:
            made = add_customer(
                AddCustomer(
                    name=row.name, code=row.code, kind=row.kind, contact=row.contact, position=row.position,
                    phones=row.phones, address=row.address, district=row.district,
                ),
                work,
            )  # fmt: skip
            customer_id = made["customer_id"]
        else:
            if row.rename:
                work.change(Customer, customer_id, name=row.name)
            contact_id = add_contact(work, customer_id, row.contact, row.position)
            for raw in row.phones:
                add_phone(work, customer_id, raw, contact_id)
            add_site(work, customer_id, row.address)
        note_row(work, batch_id, command.file.form, row.line, row.key, "customer", customer_id)
    owners = _owners(work) if command.machines else {}
    for machine in command.machines:
        customer_id = _whose(owners, machine)
        machine_id = add_machine(work, customer_id, None, machine.machine)
        note_row(work, batch_id, command.file.form, machine.line, machine.key, "machine", machine_id)
    return {"batch_id": batch_id, "added": total - updated, "updated": updated}


def _owners(work: Work) -> dict[tuple[str, str], list[int]]:
    """The customers by their codes and by their names, asked once for all machines of a command."""
    table = table_of(Customer)
    owners: dict[tuple[str, str], list[int]] = {}
    for row in work.all(table.select().where(table.c.merged_into_id.is_(None))):
        for known in (("code", row.code), ("name", row.name)):
            owners.setdefault(known, []).append(row.id)
    return owners


def _whose(owners: dict[tuple[str, str], list[int]], row: MachineEntry) -> int:
    found = owners.get(("code", row.customer_code) if row.customer_code else ("name", row.customer_name), [])
    if len(found) != 1:
        raise Refused(N_("Line {line}: whose machine is it? {name} is not one customer."), line=row.line,
                      name=row.customer_code or row.customer_name)  # fmt: skip
    return found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """One row of a staff list; skills as word and level."""

    line: int
    key: str
    code: str
    name: NameText
    role: str = "technician"
    mobile: PhoneText = PhoneText("")
    district: str = ""
    grade: str = ""
    skills: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()


@command(undo=IMPORTED, requirement="R96")
class ImportPeople(Command):
    """Take staff in from a list (R96, R233)."""

    file: FileFacts
    rows: tuple[PersonEntry, ...]


@does
def import_people(command: ImportPeople, work: Work) -> dict[str, Any]:
    """How many were added."""
    batch_id = open_batch(work, command.uid, command.file, len(command.rows))
    people = table_of(Person)
    for row in command.rows:
        if work.first(people.select().where(people.c.code == row.code)) is not None:
            raise Refused(N_("The staff number {code} is taken."), code=row.code)
        made = add_person(
            AddPerson(
                name=row.name, code=row.code, role=row.role, district=row.district, mobile=row.mobile, grade=row.grade
            ),
            work,
        )
        for skill, level in zip(row.skills, row.levels, strict=True):
            work.add(PersonSkill, person_id=made["person_id"], skill=skill, level=level)
        note_row(work, batch_id, command.file.form, row.line, row.key, "person", made["person_id"])
    return {"batch_id": batch_id, "added": len(command.rows)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceEntry:
    """One line of a price list; fen, percent, tenths of a point."""

    line: int
    key: str
    code: str
    category: str
    name: str
    kind: str
    unit: str
    list_fen: int
    float_low_pct: int = 0
    float_high_pct: int = 0
    hours_tenths: int = 0
    difficulty_tenths: int = 0
    newness_tenths: int = 0


@command(undo=IMPORTED, requirement="R42")
class ImportPrices(Command):
    """Take a new version of the unified price list in (R42)."""

    file: FileFacts
    version: str
    rows: tuple[PriceEntry, ...]


@does
def import_prices(command: ImportPrices, work: Work) -> dict[str, Any]:
    """How many lines."""
    batch_id = open_batch(work, command.uid, command.file, len(command.rows))
    for row in command.rows:
        names = ("code", "category", "name", "kind", "unit", "list_fen", "float_low_pct", "float_high_pct",
                 "hours_tenths", "difficulty_tenths", "newness_tenths")  # fmt: skip
        price_id = add_price(work, command.version, {n: getattr(row, n) for n in names})
        note_row(work, batch_id, command.file.form, row.line, row.key, "price_item", price_id)
    return {"batch_id": batch_id, "added": len(command.rows)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry:
    """One row of a table of the records: the very command that its form would have given."""

    line: int
    new: bool
    save: Command


@command(undo=UNDO, requirement="R217")
class TakeRecords(Command):
    """Take a table of the records back in from Excel (R201, R217): all of its rows in one transaction, or none."""

    file: FileFacts
    rows: tuple[RecordEntry, ...]


@does
def take_records(command: TakeRecords, work: Work) -> dict[str, Any]:
    """How many were added and changed; a row that a rule refuses is named by its line."""
    added = sum(row.new for row in command.rows)
    batch_id = open_batch(work, command.uid, command.file, added, len(command.rows) - added)
    for row in command.rows:
        spec = spec_of(type(row.save))
        assert spec.undo.possible, spec.name
        try:
            spec.handler(row.save, work)
        except Refused as no:
            raise Refused(N_("Row {line}: {why}"), line=row.line, why=no.said) from no
        work.finish()
    return {"batch_id": batch_id, "added": added, "updated": len(command.rows) - added}
