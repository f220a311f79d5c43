"""Who a caller is: customer, machines, open jobs and the last visit before the next field."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from dispatch_console.domain import phones, warranty
from dispatch_console.domain.jobs import TURN, Status, Turn
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment, at, from_stored, local, moment_or_none, stored
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.rows import ClockCell
from dispatch_console.store.facts import WARRANTY_MONTHS, warranty_facts


@dataclass(frozen=True, slots=True)
class MachineLine:
    """A machine of the caller's with its verdict. Days are local."""

    id: int
    model: str
    serial: str
    verdict: str  # in, out, unknown
    until: dt.date | None
    basis: str


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job of the caller's."""

    id: int
    number: str
    status: Status
    turn: Turn
    fault: str
    technician: str
    registered_at: Moment
    done_at: Moment | None
    clock: ClockCell
    machine_id: int | None
    urged: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of the caller's firm and a number."""

    id: int | None
    name: NameText
    position: str
    phone: PhoneText


@dataclass(frozen=True, slots=True)
class Caller:
    """All that is known of a caller: shown before the next field is reached."""

    customer_id: int
    name: NameText
    kind: str
    note: str
    contact: PersonLine | None
    people: tuple[PersonLine, ...]
    address: AddressText
    machines: tuple[MachineLine, ...]
    open_jobs: tuple[JobLine, ...]
    last_jobs: tuple[JobLine, ...]
    calls_today: int
    repeat_days: int | None  # days since the last repair, when within thirty


@query(reads=("phone_number", "customer", "contact", "site", "machine", "product_model", "setting", "job", "person", "call"))
class CallerCard(Query[tuple[Caller, ...]]):
    """Who is calling: by exact number, or by customer; several when a number is shared (R4, R5)."""

    number: PhoneText = PhoneText("")
    customer_id: int | None = None


_BY_NUMBER = "SELECT customer_id, contact_id FROM phone_number WHERE digits = :digits LIMIT 5"
_CUSTOMER = "SELECT id, name, kind, note FROM customer WHERE id = :id"
_PEOPLE = """\
SELECT t.id, t.name, t.position, n.digits
FROM contact t LEFT JOIN phone_number n ON n.customer_id = t.customer_id AND n.contact_id = t.id
WHERE t.customer_id = :id AND t.active = 1 ORDER BY t.id LIMIT 8
"""
_SITE = "SELECT address FROM site WHERE customer_id = :id ORDER BY active DESC, id LIMIT 1"
_MACHINES = f"""\
SELECT id, brand, model, serial, bought_on, installed_on, warranty_until, warranty_basis, channel,
{WARRANTY_MONTHS.format(machine="machine")}
FROM machine WHERE customer_id = :id AND replaced_by_id IS NULL AND active = 1 LIMIT 12
"""
_JOBS = """\
SELECT j.id, j.number, j.status, j.fault, p.name, j.registered_at, j.done_at, j.clock_kind, j.clock_started_at, j.due_at,
       j.paused_for, j.machine_id, j.urged, j.is_open, j.service_type
FROM job j LEFT JOIN person p ON p.id = j.technician_id
WHERE j.customer_id = :id ORDER BY j.is_open DESC, j.registered_at DESC LIMIT 12
"""
_TODAY = "SELECT count(*) FROM call WHERE customer_id = :id AND started_at >= :since"


class _Machine(NamedTuple):
    id: int
    brand: str
    model: str
    serial: str
    bought_on: dt.date | None
    installed_on: dt.date | None
    warranty_until: dt.date | None
    warranty_basis: str
    channel: str
    months: int


class _Job(NamedTuple):
    id: int
    number: str
    status: str
    fault: str
    technician: str | None
    registered_at: str
    done_at: str | None
    clock_kind: str
    clock_started_at: str | None
    due_at: str | None
    paused_for: str
    machine_id: int | None
    urged: int
    is_open: int
    service_type: str


@answers
def caller_card(question: CallerCard, reading: Reading) -> tuple[Caller, ...]:
    """Callers, usually one."""
    found: dict[int, int | None] = {}
    if question.customer_id is not None:
        found = {question.customer_id: None}
    elif digits := phones.parse(question.number).digits:
        for customer_id, contact_id in reading.rows(_BY_NUMBER, digits=digits):
            found.setdefault(customer_id, contact_id)
    return tuple(c for c in (_caller(reading, *f) for f in found.items()) if c is not None)


def _caller(reading: Reading, customer_id: int, contact_id: int | None) -> Caller | None:
    own = reading.rows(_CUSTOMER, id=customer_id)
    if not own:
        return None
    ((_id, name, kind, note),) = own
    people = tuple(
        PersonLine(id_, NameText(who), position, PhoneText(digits or ""))
        for id_, who, position, digits in reading.rows(_PEOPLE, id=customer_id)
    )
    today = local(reading.now, reading.zone).date()
    machines = tuple(_machine(row, today) for row in reading.rows(_MACHINES, id=customer_id))
    jobs = [_Job(*row) for row in reading.rows(_JOBS, id=customer_id)]
    repairs = [from_stored(j.done_at) for j in jobs if j.service_type == "repair" and j.done_at is not None]
    days = min(((today - local(done, reading.zone).date()).days for done in repairs), default=None)
    sites = reading.rows(_SITE, id=customer_id)
    ((calls,),) = reading.rows(_TODAY, id=customer_id, since=stored(at(today, 0, zone=reading.zone)))
    return Caller(
        customer_id, NameText(name), kind, note,
        next((p for p in people if p.id == contact_id), people[0] if people else None), people,
        AddressText(sites[0][0] if sites else ""), machines,
        tuple(_job(j) for j in jobs if j.is_open), tuple(_job(j) for j in jobs if not j.is_open), calls,
        days if days is not None and days <= 30 else None,
    )  # fmt: skip


def _machine(row: tuple[Any, ...], today: dt.date) -> MachineLine:
    id_, brand, model, serial, bought, installed, until, basis, channel, months = row
    machine = _Machine(id_, brand, model, serial, _day(bought), _day(installed), _day(until), basis, channel, months)
    verdict = warranty.verdict(warranty_facts(machine), today)
    return MachineLine(
        id_, " ".join(filter(None, (brand, model))), serial, str(verdict.state), verdict.until, str(verdict.basis)
    )


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _job(j: _Job) -> JobLine:
    status = Status(j.status)
    return JobLine(
        j.id, j.number, status, TURN[status], j.fault, j.technician or "", from_stored(j.registered_at),
        moment_or_none(j.done_at),
        ClockCell(j.clock_kind, moment_or_none(j.clock_started_at), moment_or_none(j.due_at), j.paused_for), j.machine_id,
        j.urged,
    )  # fmt: skip
