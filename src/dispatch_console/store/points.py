"""What points are counted from, read from the file: a report, its price, its visit, what came before and after."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from dispatch_console.domain import points
from dispatch_console.domain.moment import from_stored, local
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import PointEntry, PointRule
from dispatch_console.store.tables.jobs import Event, Job, Visit
from dispatch_console.store.tables.papers import RepairReport
from dispatch_console.store.tables.policies import PriceItem

REPORT, ENTRY, JOB, VISIT, PRICE, RULE, EVENT = (
    table_of(t) for t in (RepairReport, PointEntry, Job, Visit, PriceItem, PointRule, Event)
)
BY_WORK = "work"  # the setting points_count: on the day of the work; else in the month of the audit


def point_rules(connection: sa.Connection) -> list[points.PointRule]:
    """Every version of every rule."""
    return [
        points.PointRule(r.code, r.version, points.RuleKind(r.kind), json.loads(r.parameters), r.valid_from, r.valid_until)
        for r in connection.execute(RULE.select().order_by(RULE.c.version, RULE.c.id))
    ]


def price_of(connection: sa.Connection, code: str) -> Any:
    """The newest line of the price list of this code, or None."""
    if not code:
        return None
    return connection.execute(PRICE.select().where(PRICE.c.code == code).order_by(PRICE.c.version.desc()).limit(1)).first()


def job_facts(connection: sa.Connection, report: Any, bonus_tenths: int = 0, bonus_reason: str = "", repaired: bool = True) -> points.JobFacts:
    """What a report earns points from (forms.md 4); fees in fen, points in tenths."""
    job = connection.execute(JOB.select().where(JOB.c.id == report.job_id)).first()
    price = price_of(connection, report.price_code)
    return points.JobFacts(
        job_kind=job.service_type if job is not None else "repair",
        hours_tenths=price.hours_tenths if price else 0,
        difficulty_tenths=price.difficulty_tenths if price else 0,
        newness_tenths=price.newness_tenths if price else 0,
        fee_fen=report.fee_labour_fen + report.fee_visit_fen,
        repaired=repaired,
        bonus_tenths=bonus_tenths,
        bonus_reason=bonus_reason,
        same_fault_again=_same_again(connection, report, job),
        on_time=_on_time(connection, report),
    )


def technician_of(connection: sa.Connection, report: Any) -> int:
    """Who did the work of a report."""
    return int(connection.execute(sa.select(VISIT.c.technician_id).where(VISIT.c.id == report.visit_id)).scalar_one())


def _same_again(connection: sa.Connection, report: Any, job: Any) -> bool:
    """The same man, the same machine, within the repeat's chain: the fault counts once (forms.md 4.2)."""
    if job is None or job.repeat_of_id is None or report.visit_id is None:
        return False
    mine = ENTRY.select().where(ENTRY.c.job_id == job.repeat_of_id, ENTRY.c.person_id == technician_of(connection, report))
    return connection.execute(mine).first() is not None


def _on_time(connection: sa.Connection, report: Any) -> bool:
    """He arrived before the end of the agreed time."""
    visit = connection.execute(VISIT.select().where(VISIT.c.id == report.visit_id)).first()
    arrived = connection.execute(
        sa.select(sa.func.min(EVENT.c.happened_at)).where(EVENT.c.visit_id == report.visit_id, EVENT.c.kind == "arrived")
    ).scalar()
    if visit is None or arrived is None:
        return False
    return bool((from_stored(arrived) if isinstance(arrived, str) else arrived) <= visit.planned_until)


def counted_day(by: str, report: Any, audited: dt.date, zone: ZoneInfo) -> dt.date:
    """On which day a report's points count: of the work, or of the audit."""
    done = report.completed_at or report.typed_at
    return local(done, zone).date() if by == BY_WORK and done is not None else audited
