"""What the records sheet shows: customers, machines and clock rules as they can be changed, and how they came to be so."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.find import key_prefixes
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.audit import AuditEntry, AuditRow
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Contact, Customer, Machine, PhoneNumber, Site
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.policies import ClockRule, ServicePolicy

C, T, N, S, M, J = (table_of(t) for t in (Customer, Contact, PhoneNumber, Site, Machine, Job))
R, P, E, A = table_of(ClockRule), table_of(ServicePolicy), table_of(AuditEntry), table_of(AuditRow)
_KEYS = "SELECT row_id,customer_id FROM find_key WHERE subject=? AND shape=? AND key>=? AND key<? ORDER BY key,row_id LIMIT ?"
_TOP = "\U0010ffff"


def _found(reading: Reading, text: str, subjects: tuple[str, ...], limit: int) -> list[int]:
    """Rows of the first subject that a few letters or digits mean; of the others their customers."""
    ids: dict[int, None] = {}
    for shape, prefix in key_prefixes(text):
        for subject in subjects:
            for row in reading.connection.exec_driver_sql(_KEYS, (subject, shape, prefix, prefix + _TOP, limit)):
                whose = row[0] if subject == subjects[0] else row[1]
                if whose is not None:
                    ids[int(whose)] = None
    return list(ids)


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """One customer as the office keeps him."""

    id: int
    name: NameText
    code: str
    kind: str
    note: str
    people: tuple[NameText, ...]
    phones: tuple[PhoneText, ...]
    addresses: tuple[AddressText, ...]
    machines: int
    policy: str = ""  # the set of promises that holds for him; empty: the usual one


@query(reads=("service_policy", "customer", "contact", "phone_number", "site", "machine", "find_key"))
class CustomerRecords(Query[tuple[CustomerRecord, ...]]):
    """Customers by initials, name or tail of a number; without a text by name (R201)."""

    text: str = ""
    limit: int = 200


@answers
def customer_records(question: CustomerRecords, reading: Reading) -> tuple[CustomerRecord, ...]:
    """Rows by name."""
    wanted = sa.select(C).where(C.c.merged_into_id.is_(None)).order_by(C.c.name, C.c.id).limit(question.limit)
    text = question.text.strip()
    if text:
        ids = _found(reading, text, ("customer", "contact", "phone_number"), question.limit)
        wanted = wanted.where(sa.or_(C.c.id.in_(ids), C.c.name.contains(text, autoescape=True)))
    rows = reading.all(wanted)
    ids = [r.id for r in rows]
    people, phones, places = (
        _by_customer(reading, sa.select(t.c.customer_id, t.c[column]).where(t.c.customer_id.in_(ids)).order_by(t.c.id))
        for t, column in ((T, "name"), (N, "raw"), (S, "address"))
    )
    counted: sa.Select[Any] = sa.select(M.c.customer_id, sa.func.count()).where(M.c.customer_id.in_(ids), M.c.replaced_by_id.is_(None))
    tally: list[Any] = list(reading.all(counted.group_by(M.c.customer_id)))
    machines = {r[0]: int(r[1]) for r in tally}
    policies = {r.id: r.name for r in reading.all(sa.select(P)) if not r.is_default}
    return tuple(
        CustomerRecord(
            r.id, NameText(r.name), r.code, r.kind, r.note, tuple(map(NameText, people.get(r.id, ()))),
            tuple(map(PhoneText, phones.get(r.id, ()))), tuple(map(AddressText, places.get(r.id, ()))), machines.get(r.id, 0),
            policies.get(r.policy_id, ""),
        )
        for r in rows
    )  # fmt: skip


def _by_customer(reading: Reading, statement: sa.Select[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    pairs: list[Any] = list(reading.all(statement))
    for customer_id, words in pairs:
        found.setdefault(customer_id, []).append(words)
    return found


@dataclass(frozen=True, slots=True)
class MachineRecord:
    """One machine and what its warranty rests on; days are local."""

    id: int
    customer_id: int
    customer: NameText
    brand: str
    model: str
    serial: str
    category: str
    bought_on: dt.date | None
    installed_on: dt.date | None
    warranty_until: dt.date | None
    warranty_basis: str
    channel: str


@query(reads=("machine", "customer", "find_key"))
class MachineRecords(Query[tuple[MachineRecord, ...]]):
    """Machines by serial or its tail, or by their customer; without a text by customer (R5, R7)."""

    text: str = ""
    limit: int = 200


@answers
def machine_records(question: MachineRecords, reading: Reading) -> tuple[MachineRecord, ...]:
    """Rows by customer and model."""
    wanted = (
        sa.select(M, C.c.name).select_from(M.join(C, C.c.id == M.c.customer_id)).where(M.c.replaced_by_id.is_(None))
        .order_by(C.c.name, M.c.model, M.c.id).limit(question.limit)
    )  # fmt: skip
    text = question.text.strip()
    if text:
        machines = _found(reading, text, ("machine",), question.limit)
        customers = _found(reading, text, ("customer", "contact", "phone_number"), question.limit)
        wanted = wanted.where(
            sa.or_(M.c.id.in_(machines), M.c.customer_id.in_(customers), C.c.name.contains(text, autoescape=True),
                   M.c.model.contains(text, autoescape=True))
        )  # fmt: skip
    return tuple(
        MachineRecord(
            r.id, r.customer_id, NameText(r.name), r.brand, r.model, r.serial, r.category, r.bought_on, r.installed_on,
            r.warranty_until, r.warranty_basis, r.channel,
        )
        for r in reading.all(wanted)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """One promise of a policy, and the open jobs that wait on it now."""

    id: int
    policy: str
    kind: str
    minutes: int
    calendar: str
    working_days: int
    requirement: str
    moves: tuple[str, ...]  # numbers of open jobs whose clock in front is this one


@query(reads=("clock_rule", "service_policy", "job"))
class RuleRecords(Query[tuple[RuleRecord, ...]]):
    """The promises of every policy, the shortest first (R116–R122)."""


@answers
def rule_records(question: RuleRecords, reading: Reading) -> tuple[RuleRecord, ...]:
    """By policy, then by kind as seeded."""
    moves: dict[tuple[int, str], list[str]] = {}
    opened = sa.select(J.c.policy_id, J.c.clock_kind, J.c.number).where(J.c.is_open.is_(True)).order_by(J.c.number)
    waiting: list[Any] = list(reading.all(opened))
    for policy_id, kind, number in waiting:
        moves.setdefault((policy_id, kind), []).append(number)
    rows = reading.all(sa.select(R, P.c.name).select_from(R.join(P, P.c.id == R.c.policy_id)).order_by(P.c.id, R.c.id))
    return tuple(
        RuleRecord(
            r.id, r.name, r.kind, r.minutes, r.calendar, r.working_days, r.requirement,
            tuple(moves.get((r.policy_id, r.kind), ())),
        )
        for r in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Who changed which columns of a row, when; `new` when the row came to be."""

    at: Moment
    actor: str
    command: str
    new: bool
    columns: tuple[str, ...]


@query(reads=("audit_entry", "audit_row"))
class RecordHistory(Query[tuple[HistoryLine, ...]]):
    """How a row came to be as it is, newest first (R111)."""

    table: str = "customer"
    row_id: int = 1
    limit: int = 8


@answers
def record_history(question: RecordHistory, reading: Reading) -> tuple[HistoryLine, ...]:
    """Lines."""
    rows = reading.all(
        sa.select(E.c.at, E.c.actor, E.c.command, A.c.before, A.c.after)
        .select_from(A.join(E, E.c.id == A.c.entry_id))
        .where(A.c.table_name == question.table, A.c.row_id == question.row_id)
        .order_by(A.c.id.desc())
        .limit(question.limit)
    )
    return tuple(HistoryLine(r.at, r.actor, r.command, r.before is None, _columns(r.after)) for r in rows)


def _columns(after: object) -> tuple[str, ...]:
    image = json.loads(after) if isinstance(after, str) else after
    return tuple(image) if isinstance(image, dict) else ()
