"""Customers as the office keeps them: who they are, their people, places, machines and contracts, and who is there twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.grams import gram_query
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.queries.find import gram_ids, key_prefixes
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.contracts import read as read_contracts
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.contracts import Contract, ContractItem
from dispatch_console.store.tables.customers import Contact, Customer, Machine, PhoneNumber, Site
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.policies import ServicePolicy

C, T, N, S, M, J, G, I, P = (
    table_of(t) for t in (Customer, Contact, PhoneNumber, Site, Machine, Job, Contract, ContractItem, ServicePolicy)
)
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


def _customers(reading: Reading, text: str, limit: int) -> Any:
    """The condition that a row's customer (C) is meant by a text."""
    return sa.or_(
        C.c.id.in_(_found(reading, text, ("customer", "contact", "phone_number"), limit)), C.c.name.contains(text, autoescape=True)
    )  # fmt: skip


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
    contracts: int = 0


@query(reads=("service_policy", "customer", "contact", "phone_number", "site", "machine", "contract", "find_key"))
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
        wanted = wanted.where(_customers(reading, text, question.limit))
    rows = reading.all(wanted)
    ids = [r.id for r in rows]
    people, phones, places = (
        _by_customer(reading, sa.select(t.c.customer_id, t.c[column]).where(t.c.customer_id.in_(ids)).order_by(t.c.id))
        for t, column in ((T, "name"), (N, "raw"), (S, "address"))
    )
    machines = _counted(reading, M, ids, M.c.replaced_by_id.is_(None), M.c.active)
    contracts = _counted(reading, G, ids)
    policies = {r.id: r.name for r in reading.all(sa.select(P)) if not r.is_default}
    return tuple(
        CustomerRecord(
            r.id, NameText(r.name), r.code, r.kind, r.note, tuple(map(NameText, people.get(r.id, ()))),
            tuple(map(PhoneText, phones.get(r.id, ()))), tuple(map(AddressText, places.get(r.id, ()))), machines.get(r.id, 0),
            policies.get(r.policy_id, ""), contracts.get(r.id, 0),
        )
        for r in rows
    )  # fmt: skip


def _counted(reading: Reading, table: sa.Table, ids: Iterable[int], *more: Any) -> dict[int, int]:
    """How many rows of a table each customer has."""
    rows: Any = reading.all(sa.select(table.c.customer_id, sa.func.count()).where(table.c.customer_id.in_(ids), *more).group_by(table.c.customer_id))
    return {row[0]: int(row[1]) for row in rows}


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
    network: str
    address: AddressText
    active: bool


@query(reads=("machine", "customer", "site", "find_key"))
class MachineRecords(Query[tuple[MachineRecord, ...]]):
    """Machines by serial or its tail, or by their customer; without a text by customer (R5, R7)."""

    text: str = ""
    limit: int = 200


@answers
def machine_records(question: MachineRecords, reading: Reading) -> tuple[MachineRecord, ...]:
    """Rows by customer and model."""
    wanted = (
        sa.select(M, C.c.name, S.c.address).select_from(M.join(C, C.c.id == M.c.customer_id).outerjoin(S, S.c.id == M.c.site_id)).where(M.c.replaced_by_id.is_(None))
        .order_by(C.c.name, M.c.model, M.c.id).limit(question.limit)
    )  # fmt: skip
    text = question.text.strip()
    if text:
        machines = _found(reading, text, ("machine",), question.limit)
        wanted = wanted.where(
            sa.or_(M.c.id.in_(machines), _customers(reading, text, question.limit), M.c.model.contains(text, autoescape=True))
        )
    return tuple(
        MachineRecord(
            r.id, r.customer_id, NameText(r.name), r.brand, r.model, r.serial, r.category, r.bought_on, r.installed_on,
            r.warranty_until, r.warranty_basis, r.channel, r.network, AddressText(r.address or ""), r.active,
        )
        for r in reading.all(wanted)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A person at a customer's, with the numbers that are his."""

    id: int
    customer_id: int
    customer: NameText
    name: NameText
    position: str
    mood: str
    phones: tuple[PhoneText, ...]
    active: bool


@query(reads=("contact", "customer", "phone_number", "find_key"))
class ContactRecords(Query[tuple[ContactRecord, ...]]):
    """People at customers', by their customer's or their own name or number (R5, R25)."""

    text: str = ""
    limit: int = 200


@answers
def contact_records(question: ContactRecords, reading: Reading) -> tuple[ContactRecord, ...]:
    """Rows by customer and name."""
    wanted = _beside(T, T.c.name)
    text = question.text.strip()
    if text:
        own = _found(reading, text, ("contact",), question.limit)
        wanted = wanted.where(sa.or_(T.c.id.in_(own), _customers(reading, text, question.limit)))
    rows = reading.all(wanted.limit(question.limit))
    phones: dict[int, list[PhoneText]] = {}
    for number in reading.all(sa.select(N.c.contact_id, N.c.raw).where(N.c.contact_id.in_([r.id for r in rows])).order_by(N.c.id)):
        phones.setdefault(number.contact_id, []).append(PhoneText(number.raw))
    return tuple(
        ContactRecord(r.id, r.customer_id, NameText(r.customer), NameText(r.name), r.position, r.mood, tuple(phones.get(r.id, ())), r.active)
        for r in rows
    )


def _beside(table: sa.Table, order: Any) -> Any:
    """The rows of a table with their customer's name, those still in use first."""
    return (
        sa.select(table, C.c.name.label("customer")).select_from(table.join(C, C.c.id == table.c.customer_id))
        .where(C.c.merged_into_id.is_(None)).order_by(C.c.name, table.c.active.desc(), order, table.c.id)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """An address of a customer."""

    id: int
    customer_id: int
    customer: NameText
    address: AddressText
    district: str
    access_note: str
    active: bool


@query(reads=("site", "customer", "find_key"))
class SiteRecords(Query[tuple[SiteRecord, ...]]):
    """Addresses, by their customer or by their words (R4, R76)."""

    text: str = ""
    limit: int = 200


@answers
def site_records(question: SiteRecords, reading: Reading) -> tuple[SiteRecord, ...]:
    """Rows by customer."""
    wanted = _beside(S, S.c.address)
    text = question.text.strip()
    if text:
        grams = gram_query(text)
        own = gram_ids(reading.connection, "site", grams, question.limit) if grams and len(text) > 1 else []
        wanted = wanted.where(sa.or_(S.c.id.in_(own), _customers(reading, text, question.limit)))
    return tuple(
        SiteRecord(r.id, r.customer_id, NameText(r.customer), AddressText(r.address), r.district, r.access_note, r.active)
        for r in reading.all(wanted.limit(question.limit))
    )


@dataclass(frozen=True, slots=True)
class ContractRecord:
    """A contract or package: what it covers as it is typed, how many visits are used."""

    id: int
    customer_id: int
    customer: NameText
    number: str
    kind: str
    name: str
    starts_on: dt.date
    ends_on: dt.date
    ended_on: dt.date | None
    visits: int | None
    used: int
    part_off_percent: int
    labour_off_percent: int
    visit_off_percent: int
    policy: str
    covers: tuple[str, ...]
    note: str


@query(reads=("contract", "contract_item", "customer", "machine", "service_policy", "job", "find_key"))
class ContractRecords(Query[tuple[ContractRecord, ...]]):
    """Contracts and packages by their customer or number; those that end first come first (R222, R223)."""

    text: str = ""
    limit: int = 200


@answers
def contract_records(question: ContractRecords, reading: Reading) -> tuple[ContractRecord, ...]:
    """Rows by the day they end."""
    wanted = sa.select(G, C.c.name.label("customer")).select_from(G.join(C, C.c.id == G.c.customer_id))
    text = question.text.strip()
    if text:
        wanted = wanted.where(sa.or_(_customers(reading, text, question.limit), G.c.number.contains(text, autoescape=True)))
    rows = reading.all(wanted.order_by(G.c.ends_on, G.c.id).limit(question.limit))
    known = {c.id: c for c in read_contracts(reading.connection, rows)}
    policies = {r.id: r.name for r in reading.all(sa.select(P))}
    covers: dict[int, list[str]] = {}
    for item in reading.all(
        sa.select(I, M.c.serial).select_from(I.outerjoin(M, M.c.id == I.c.machine_id)).where(I.c.contract_id.in_([r.id for r in rows])).order_by(I.c.id)
    ):
        words = item.serial if item.machine_id is not None else f"{item.model} x{item.quantity}" if item.quantity > 1 else item.model
        covers.setdefault(item.contract_id, []).append(words)
    return tuple(
        ContractRecord(
            r.id, r.customer_id, NameText(r.customer), r.number, r.kind, r.name, r.starts_on, r.ends_on, r.ended_on, r.visits,
            known[r.id].used, r.part_off_percent, r.labour_off_percent, r.visit_off_percent, policies.get(r.policy_id, ""),
            tuple(covers.get(r.id, ())), r.note,
        )
        for r in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DoubleRecord:
    """Two entries that may mean one customer, and what they share; the older one comes first."""

    first_id: int
    first: NameText
    second_id: int
    second: NameText
    shared: tuple[PhoneText, ...]
    jobs: tuple[int, int]

    @property
    def id(self) -> tuple[int, int]:
        """Both rows."""
        return self.first_id, self.second_id


@query(reads=("customer", "phone_number", "job", "find_key"))
class DoubleRecords(Query[tuple[DoubleRecord, ...]]):
    """Customers who may be there twice: one name or one number; with a text all that it means, two by two (R4, R201)."""

    text: str = ""
    limit: int = 100


_SAME_NAME = (
    "SELECT min(row_id), max(row_id) FROM find_key WHERE subject='customer' AND shape='n' "
    "GROUP BY key HAVING count(*) > 1 LIMIT ?"
)
_SAME_NUMBER = (
    "SELECT min(customer_id), max(customer_id) FROM phone_number GROUP BY digits HAVING count(DISTINCT customer_id) > 1 LIMIT ?"
)


@answers
def double_records(question: DoubleRecords, reading: Reading) -> tuple[DoubleRecord, ...]:
    """Pairs; those who share a number come first."""
    text = question.text.strip()
    pairs: dict[tuple[int, int], None] = {}
    if text:
        found = reading.all(sa.select(C.c.id).where(C.c.merged_into_id.is_(None), _customers(reading, text, 8)).order_by(C.c.id).limit(8))
        ids = [int(r.id) for r in found]
        pairs = {(a, b): None for n, a in enumerate(ids) for b in ids[n + 1 :]}
    else:
        for sql in (_SAME_NUMBER, _SAME_NAME):
            for low, high in reading.connection.exec_driver_sql(sql, (question.limit,)):
                pairs[int(low), int(high)] = None
    wanted = {i for pair in pairs for i in pair}
    names = {r.id: r.name for r in reading.all(sa.select(C.c.id, C.c.name).where(C.c.id.in_(wanted), C.c.merged_into_id.is_(None)))}
    numbers = _by_customer(reading, sa.select(N.c.customer_id, N.c.digits).where(N.c.customer_id.in_(wanted)))
    jobs = _counted(reading, J, wanted)
    return tuple(
        DoubleRecord(
            a, NameText(names[a]), b, NameText(names[b]),
            tuple(PhoneText(d) for d in numbers.get(a, ()) if d in numbers.get(b, ())), (jobs.get(a, 0), jobs.get(b, 0)),
        )
        for a, b in pairs if a in names and b in names
    )[: question.limit]  # fmt: skip
