"""Lists that are printed: whom to call about quality on a day, and what is to be maintained in a month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain import plans as plan_rules
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.days import day_span
from dispatch_console.queries.points import month_span
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer, Machine, PhoneNumber, Site
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.people import Person
from dispatch_console.store.tables.plans import Plan, PlanDay
from dispatch_console.store.tables.quality import QualityCheck

J, C, M, P, Q = (table_of(t) for t in (Job, Customer, Machine, Person, QualityCheck))
L, Y, S, N = (table_of(t) for t in (Plan, PlanDay, Site, PhoneNumber))


@dataclass(frozen=True, slots=True)
class QualityCallLine:
    """A job to be called about, or called about that day; scores 1 to 4."""

    number: str
    customer: NameText
    contact: NameText
    phone: PhoneText
    model: str
    technician: str
    completed_at: Moment | None
    tried_at: Moment | None
    tried_by: str
    channel: str
    result: str
    running_well: bool | None
    rates: tuple[int | None, int | None, int | None, int | None]
    opinion: str


@query(reads=("job", "customer", "machine", "person", "quality_check"))
class QualityCallSheet(Query[tuple[QualityCallLine, ...]]):
    """The quality calls of a local day, those still to be made first (R127, R156, R176-R182)."""

    on_day: dt.date


_JOBS = (
    sa.select(
        J.c.id, J.c.number, J.c.contact_name, J.c.phone, J.c.done_at, C.c.name.label("customer"), M.c.brand, M.c.model,
        P.c.name.label("technician"),
    )
    .select_from(
        J.outerjoin(C, C.c.id == J.c.customer_id).outerjoin(M, M.c.id == J.c.machine_id)
        .outerjoin(P, P.c.id == J.c.technician_id)
    )
)  # fmt: skip
_DUE = _JOBS.where(J.c.status == "quality_due").order_by(J.c.done_at, J.c.id)
_TRIED = (
    _JOBS.join(Q, Q.c.job_id == J.c.id)
    .add_columns(Q.c.tried_at, Q.c.tried_by, Q.c.channel, Q.c.result, Q.c.running_well, Q.c.timely, Q.c.skill,
                 Q.c.attitude, Q.c.charge, Q.c.opinion)
    .where(Q.c.tried_at >= sa.bindparam("start"), Q.c.tried_at < sa.bindparam("end"))
    .order_by(Q.c.tried_at, Q.c.id)
)  # fmt: skip


@answers
def quality_call_sheet(question: QualityCallSheet, reading: Reading) -> tuple[QualityCallLine, ...]:
    """Lines."""
    start, end = day_span(question.on_day, reading)
    tried = reading.all(_TRIED, start=start, end=end)
    called = {r.id for r in tried}
    due = [_line(r, None) for r in reading.all(_DUE) if r.id not in called]
    return (*due, *(_line(r, r) for r in tried))


def _line(r: Any, check: Any) -> QualityCallLine:
    rates = (check.timely, check.skill, check.attitude, check.charge) if check is not None else (None,) * 4
    return QualityCallLine(
        r.number, NameText(r.customer or r.contact_name or ""), NameText(r.contact_name), PhoneText(r.phone),
        " ".join(filter(None, (r.brand, r.model))), r.technician or "", r.done_at,
        check.tried_at if check is not None else None, check.tried_by if check is not None else "",
        check.channel if check is not None else "", check.result if check is not None else "",
        check.running_well if check is not None else None, rates, check.opinion if check is not None else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MaintenanceLine:
    """A day on which a machine is to be maintained, and what became of it: done, skipped, moved, job or empty."""

    plan_on: dt.date
    customer: NameText
    address: AddressText
    phone: PhoneText
    model: str
    serial: str
    name: str
    technician: str
    how: str


@query(reads=("plan", "plan_day", "customer", "machine", "person", "site", "phone_number"))
class MaintenanceMonth(Query[tuple[MaintenanceLine, ...]]):
    """What is to be maintained in a month, day by day (R186, R189). month is its first day."""

    month: dt.date


_PLANS = (
    sa.select(
        L, C.c.name.label("customer"), M.c.brand, M.c.model, M.c.serial, M.c.site_id, P.c.name.label("technician"),
        sa.select(N.c.raw).where(N.c.customer_id == L.c.customer_id).order_by(N.c.id).limit(1).scalar_subquery().label("phone"),
        sa.select(S.c.address).where(S.c.customer_id == L.c.customer_id)
        .order_by(S.c.id != sa.func.coalesce(M.c.site_id, 0), S.c.id).limit(1).scalar_subquery().label("address"),
    )
    .select_from(
        L.outerjoin(C, C.c.id == L.c.customer_id).outerjoin(M, M.c.id == L.c.machine_id)
        .outerjoin(P, P.c.id == L.c.person_id)
    )
    .where(L.c.kind == "maintenance", L.c.active)
    .order_by(L.c.id)
)  # fmt: skip
_BECAME = sa.select(Y.c.plan_id, Y.c.due_on, Y.c.how, Y.c.moved_to).where(
    sa.or_(
        sa.and_(Y.c.due_on >= sa.bindparam("first"), Y.c.due_on < sa.bindparam("after")),
        sa.and_(Y.c.moved_to >= sa.bindparam("first"), Y.c.moved_to < sa.bindparam("after")),
    )
)


@answers
def maintenance_month(question: MaintenanceMonth, reading: Reading) -> tuple[MaintenanceLine, ...]:
    """Lines by day; a day that was moved stands on its new day."""
    first, after = month_span(question.month)
    became = {(r.plan_id, r.due_on): r for r in reading.all(_BECAME, first=first, after=after)}
    lines: list[MaintenanceLine] = []
    for plan in reading.all(_PLANS):
        ruled = plan_rules.days(plan.rule, plan.starts_on, first - dt.timedelta(days=1))
        due = set(takewhile(lambda day: day < after, ruled))
        due |= {day for plan_id, day in became if plan_id == plan.id}
        for day in due:
            row = became.get((plan.id, day))
            on = row.moved_to if row is not None and row.how == "moved" and row.moved_to else day
            if first <= on < after:
                lines.append(_maintenance(plan, on, row.how if row is not None else ""))
    return tuple(sorted(lines, key=lambda x: (x.plan_on, x.customer, x.serial)))


def _maintenance(plan: Any, on: dt.date, how: str) -> MaintenanceLine:
    return MaintenanceLine(
        on, NameText(plan.customer or ""), AddressText(plan.address or ""), PhoneText(plan.phone or ""),
        " ".join(filter(None, (plan.brand, plan.model))), plan.serial or "", plan.name, plan.technician or "", how,
    )  # fmt: skip
