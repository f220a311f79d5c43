"""What is due by plan: duties of the office, visits, upkeep; customers whom nobody spoke to for too long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta

from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, at, from_stored, local, stored
from dispatch_console.domain.plans import words
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer, Machine
from dispatch_console.store.tables.people import Person
from dispatch_console.store.tables.plans import Plan
from dispatch_console.words import Said

L, C, M, P = table_of(Plan), table_of(Customer), table_of(Machine), table_of(Person)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with the first day that nothing became of yet; days are local."""

    id: int
    kind: str
    name: str
    rule: str
    rule_words: Said
    starts_on: dt.date
    lead_days: int
    customer_id: int | None
    customer: NameText
    machine_id: int | None
    machine: str
    serial: str
    person: NameText
    next_on: dt.date | None
    active: bool
    requirement: str
    every_count: int | None = None


@query(reads=("plan", "customer", "machine", "person"))
class Plans(Query[tuple[PlanRow, ...]]):
    """Plans, the first due first; due leaves out what is further ahead than its lead (R185, R186)."""

    due: bool = False
    limit: int = 500


_PLANS = (
    sa.select(L, C.c.name.label("customer"), M.c.brand, M.c.model, M.c.serial, P.c.name.label("person"))
    .select_from(
        L.outerjoin(C, C.c.id == L.c.customer_id).outerjoin(M, M.c.id == L.c.machine_id).outerjoin(P, P.c.id == L.c.person_id)
    )
    .order_by(L.c.next_on.is_(None), L.c.next_on, L.c.id)
)  # fmt: skip


@answers
def plans(question: Plans, reading: Reading) -> tuple[PlanRow, ...]:
    """Rows."""
    wanted = _PLANS.limit(question.limit)
    if question.due:
        today = local(reading.now, reading.zone).date()
        wanted = wanted.where(L.c.next_on.is_not(None), L.c.next_on <= today + dt.timedelta(days=366))
        rows = [r for r in reading.all(wanted) if r.next_on - dt.timedelta(days=r.lead_days) <= today]
    else:
        rows = reading.all(wanted)
    return tuple(
        PlanRow(
            r.id, r.kind, r.name, r.rule, words(r.rule), r.starts_on, r.lead_days, r.customer_id, NameText(r.customer or ""), r.machine_id,
            " ".join(filter(None, (r.brand, r.model))), r.serial or "", NameText(r.person or ""), r.next_on, r.active, r.requirement, r.every_count,
        )
        for r in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SilentCustomer:
    """A customer whom nobody spoke to for longer than the firm wants; what to know before calling him (R187)."""

    customer_id: int
    name: NameText
    kind: str
    last_at: Moment | None
    machines: int
    open_jobs: int


@query(reads=("customer", "call", "machine", "job", "setting"))
class SilentCustomers(Query[tuple[SilentCustomer, ...]]):
    """Key customers without a word for a month, others for a quarter, as set; the longest silence first (R130, R185).

    kind is key or ordinary.
    """

    kind: str = "key"
    limit: int = 100


_SILENT = """\
SELECT c.id, c.name, c.kind, (SELECT max(k.started_at) FROM call k WHERE k.customer_id = c.id) AS last_at,
       (SELECT count(*) FROM machine m WHERE m.customer_id = c.id AND m.active = 1 AND m.replaced_by_id IS NULL),
       (SELECT count(*) FROM job j WHERE j.customer_id = c.id AND j.is_open = 1)
FROM customer c WHERE c.kind = :kind AND c.merged_into_id IS NULL AND coalesce(last_at, '') < :since
ORDER BY last_at, c.id LIMIT :n
"""


@answers
def silent_customers(question: SilentCustomers, reading: Reading) -> tuple[SilentCustomer, ...]:
    """Rows."""
    name, usual = ("key_contact_months", 1) if question.kind == "key" else ("ordinary_contact_months", 3)
    kept = reading.rows("SELECT CAST(json_extract(value, '$') AS INTEGER) FROM setting WHERE name = :name", name=name)
    months = int(kept[0][0]) if kept and kept[0][0] else usual
    since = at(local(reading.now, reading.zone).date() - relativedelta(months=months), 0, zone=reading.zone)
    return tuple(
        SilentCustomer(row_id, NameText(told), kind, from_stored(last) if last else None, machines, jobs)
        for row_id, told, kind, last, machines, jobs in reading.rows(_SILENT, kind=question.kind, since=stored(since), n=question.limit)
    )
