"""What the firm keeps for itself: models, zones, promises, calendars, rules of the house; and how a row came to be so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.calendars import hours_words
from dispatch_console.domain.house_rules import HOUSE_RULES, WARN
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.audit import AuditEntry, AuditRow, Setting
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.contracts import Contract
from dispatch_console.store.tables.customers import Customer, ProductModel
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.people import Zone
from dispatch_console.store.tables.policies import Calendar, ClockRule, ServicePolicy

J, O, Z, R, P, E, A, W, Y, C, K = (
    table_of(t)
    for t in (Job, ProductModel, Zone, ClockRule, ServicePolicy, AuditEntry, AuditRow, Setting, Calendar, Customer, Contract)
)


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """A model that is served; months of warranty None as the firm's setting says."""

    id: int
    model: str
    brand: str
    category: str
    warranty_months: int | None
    note: str


@query(reads=("product_model",))
class ModelRecords(Query[tuple[ModelRecord, ...]]):
    """The models that are served (R38, R46)."""


@answers
def model_records(question: ModelRecords, reading: Reading) -> tuple[ModelRecord, ...]:
    """Rows by model."""
    return tuple(
        ModelRecord(r.id, r.model, r.brand, r.category, r.warranty_months, r.note)
        for r in reading.all(sa.select(O).order_by(O.c.model))
    )


@dataclass(frozen=True, slots=True)
class ZoneRecord:
    """A zone and its districts."""

    id: int
    name: str
    districts: str


@query(reads=("zone",))
class ZoneRecords(Query[tuple[ZoneRecord, ...]]):
    """Districts that count as near to one another (R76, R235)."""


@answers
def zone_records(question: ZoneRecords, reading: Reading) -> tuple[ZoneRecord, ...]:
    """Rows by name."""
    return tuple(ZoneRecord(r.id, r.name, r.districts) for r in reading.all(sa.select(Z).order_by(Z.c.name)))


@dataclass(frozen=True, slots=True)
class PolicyRecord:
    """A set of promises: for whom it holds now."""

    id: int
    name: str
    usual: bool
    promises: int
    customers: int
    contracts: int
    open_jobs: int


@query(reads=("service_policy", "clock_rule", "customer", "contract", "job"))
class PolicyRecords(Query[tuple[PolicyRecord, ...]]):
    """The sets of promises, the usual one first (R29, R116–R122)."""


@answers
def policy_records(question: PolicyRecords, reading: Reading) -> tuple[PolicyRecord, ...]:
    """As they came to be, the usual one first."""

    def count(table: sa.Table, *where: Any) -> Any:
        return sa.select(sa.func.count()).where(table.c.policy_id == P.c.id, *where).correlate(P).scalar_subquery()

    counts = (count(R).label("promises"), count(C).label("customers"), count(K).label("contracts"),
              count(J, J.c.is_open.is_(True)).label("open_jobs"))  # fmt: skip
    rows = reading.all(sa.select(P.c.id, P.c.name, P.c.is_default, *counts).order_by(P.c.is_default.desc(), P.c.id))
    return tuple(PolicyRecord(r.id, r.name, r.is_default, r.promises, r.customers, r.contracts, r.open_jobs) for r in rows)


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """One promise of a policy, and the open jobs that wait on it now."""

    id: int
    policy: str
    kind: str
    minutes: int
    calendar: str
    working_days: int
    warn_at: tuple[int, ...]
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
            r.id, r.name, r.kind, r.minutes, r.calendar, r.working_days, tuple(int(p) for p in r.warn_at), r.requirement,
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


@dataclass(frozen=True, slots=True)
class RuleOfTheHouse:
    """A rule of the house and whether it only warns or is enforced."""

    name: str
    wants: str
    mode: str
    requirement: str


@query(reads=("setting",))
class HouseRules(Query[tuple[RuleOfTheHouse, ...]]):
    """The rules that somebody may have a reason to break: each warns, or is enforced where the firm says so."""


@answers
def house_rules(question: HouseRules, reading: Reading) -> tuple[RuleOfTheHouse, ...]:
    """In their order."""
    kept = {r.name: str(json.loads(r.value)) for r in reading.all(sa.select(W).where(W.c.name.startswith("rule_", autoescape=True)))}
    return tuple(RuleOfTheHouse(r.name, r.wants, kept.get(r.setting, WARN), r.requirement) for r in HOUSE_RULES.values())


@dataclass(frozen=True, slots=True)
class CalendarRecord:
    """A working calendar: seven texts of hours from Monday on, and the open jobs whose clock in front counts by it."""

    id: int
    name: str
    weekly: tuple[str, ...]
    follows_holidays: bool
    moves: tuple[str, ...]


@query(reads=("calendar", "clock_rule", "job"))
class CalendarRecords(Query[tuple[CalendarRecord, ...]]):
    """The working calendars, and the open jobs that a change of each would move (R29)."""


@answers
def calendar_records(question: CalendarRecords, reading: Reading) -> tuple[CalendarRecord, ...]:
    """Rows as seeded."""
    moves: dict[str, list[str]] = {}
    waiting = (
        sa.select(R.c.calendar, J.c.number).select_from(J.join(R, sa.and_(R.c.policy_id == J.c.policy_id, R.c.kind == J.c.clock_kind)))
        .where(J.c.is_open.is_(True)).order_by(J.c.number)
    )  # fmt: skip
    for row in reading.all(waiting):
        moves.setdefault(row.calendar, []).append(row.number)
    return tuple(
        CalendarRecord(r.id, r.name, tuple(hours_words(day) for day in json.loads(r.weekly)), r.follows_holidays, tuple(moves.get(r.name, ())))
        for r in reading.all(sa.select(Y).order_by(Y.c.id))
    )
