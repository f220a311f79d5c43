"""Who a caller is: customer, machines, open jobs and the last visit before the next field."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain import phones, warranty
from dispatch_console.domain.jobs import TURN, Status, Turn
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment, at, local
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.rows import ClockCell
from dispatch_console.store.facts import warranty_facts
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.calls import Call
from dispatch_console.store.tables.customers import Contact, Customer, Machine, PhoneNumber, Site
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.people import Person

K, C, M, J, P = table_of(Call), table_of(Customer), table_of(Machine), table_of(Job), table_of(Person)
N, T, S = table_of(PhoneNumber), table_of(Contact), table_of(Site)


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


@query(reads=("phone_number", "customer", "contact", "site", "machine", "job", "person", "call"))
class CallerCard(Query[tuple[Caller, ...]]):
    """Who is calling: by exact number, or by customer; several when a number is shared (R4, R5)."""

    number: PhoneText = PhoneText("")
    customer_id: int | None = None


_BY_NUMBER = sa.select(N.c.customer_id, N.c.contact_id).where(N.c.digits == sa.bindparam("digits")).limit(5)
_CUSTOMER = sa.select(C.c.id, C.c.name, C.c.kind, C.c.note).where(C.c.id == sa.bindparam("id"))
_PEOPLE = (
    sa.select(T.c.id, T.c.name, T.c.position, N.c.digits)
    .select_from(T.outerjoin(N, sa.and_(N.c.customer_id == T.c.customer_id, N.c.contact_id == T.c.id)))  # by its index
    .where(T.c.customer_id == sa.bindparam("id"))
    .order_by(T.c.id)
    .limit(8)
)
_SITE = sa.select(S.c.address).where(S.c.customer_id == sa.bindparam("id")).order_by(S.c.id).limit(1)
_MACHINES = sa.select(M).where(M.c.customer_id == sa.bindparam("id"), M.c.replaced_by_id.is_(None)).limit(12)
_JOBS = (
    sa.select(
        J.c.id, J.c.number, J.c.status, J.c.fault, P.c.name.label("technician"), J.c.registered_at, J.c.done_at,
        J.c.clock_kind, J.c.clock_started_at, J.c.due_at, J.c.paused_for, J.c.machine_id, J.c.urged, J.c.is_open,
        J.c.service_type,
    )
    .select_from(J.outerjoin(P, P.c.id == J.c.technician_id))
    .where(J.c.customer_id == sa.bindparam("id"))
    .order_by(J.c.is_open.desc(), J.c.registered_at.desc())
    .limit(12)
)  # fmt: skip
_TODAY = sa.select(sa.func.count()).select_from(K).where(
    K.c.customer_id == sa.bindparam("id"), K.c.started_at >= sa.bindparam("since")
)  # fmt: skip


@answers
def caller_card(question: CallerCard, reading: Reading) -> tuple[Caller, ...]:
    """Callers, usually one."""
    found: list[tuple[int, int | None]] = []
    if question.customer_id is not None:
        found = [(question.customer_id, None)]
    else:
        digits = phones.parse(question.number).digits
        if digits:
            for row in reading.all(_BY_NUMBER, digits=digits):
                if row.customer_id not in [f[0] for f in found]:
                    found.append((row.customer_id, row.contact_id))
    return tuple(c for c in (_caller(reading, *f) for f in found) if c is not None)


def _caller(reading: Reading, customer_id: int, contact_id: int | None) -> Caller | None:
    row = reading.first(_CUSTOMER, id=customer_id)
    if row is None:
        return None
    people = tuple(
        PersonLine(r.id, NameText(r.name), r.position, PhoneText(r.digits or ""))
        for r in reading.all(_PEOPLE, id=customer_id)
    )
    today = local(reading.now, reading.zone).date()
    machines = tuple(_machine(r, today) for r in reading.all(_MACHINES, id=customer_id))
    jobs = reading.all(_JOBS, id=customer_id)
    repairs = [j for j in jobs if j.service_type == "repair" and j.done_at is not None]
    days = min(((today - local(j.done_at, reading.zone).date()).days for j in repairs), default=None)
    return Caller(
        row.id, NameText(row.name), row.kind, row.note,
        next((p for p in people if p.id == contact_id), people[0] if people else None), people,
        AddressText(reading.value(_SITE, id=customer_id) or ""), machines,
        tuple(_job(j) for j in jobs if j.is_open), tuple(_job(j) for j in jobs if not j.is_open),
        int(reading.value(_TODAY, id=customer_id, since=at(today, 0, zone=reading.zone)) or 0),
        days if days is not None and days <= 30 else None,
    )  # fmt: skip


def _machine(row: Any, today: dt.date) -> MachineLine:
    verdict = warranty.verdict(warranty_facts(row), today)
    return MachineLine(
        row.id, " ".join(filter(None, (row.brand, row.model))), row.serial, str(verdict.state), verdict.until,
        str(verdict.basis),
    )  # fmt: skip


def _job(r: Any) -> JobLine:
    status = Status(r.status)
    return JobLine(
        r.id, r.number, status, TURN[status], r.fault, r.technician or "", r.registered_at, r.done_at,
        ClockCell(r.clock_kind, r.clock_started_at, r.due_at, r.paused_for), r.machine_id, r.urged,
    )  # fmt: skip
