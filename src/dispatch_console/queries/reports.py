"""Beside a form: which job a paper belongs to, what points a report would earn, what the same model fetched before."""

from __future__ import annotations

import datetime as dt
import json
import statistics
from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain import points
from dispatch_console.domain.moment import local
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Machine
from dispatch_console.store.tables.days import PointRule
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.money import Quote
from dispatch_console.store.tables.papers import FormIssue
from dispatch_console.store.tables.policies import PriceItem
from dispatch_console.words import Said

J, F, U, I = table_of(Job), table_of(FormIssue), table_of(PointRule), table_of(PriceItem)
Q, M = table_of(Quote), table_of(Machine)
MARKET_DAYS = 90  # ours: older quotes say little (dialogs.md 4)


REPORTED_ON = ("work_order", "repair_report")  # each kind of paper counts for itself: a pick-up slip may have the same number


@query(reads=("form_issue", "job", "find_key"))
class JobOfPaper(Query[int | None]):
    """Which job a sheet of paper belongs to: by its number, or by the job's number as printed (R108)."""

    number: str


@answers
def job_of_paper(question: JobOfPaper, reading: Reading) -> int | None:
    """The job's row, or None."""
    typed = question.number.strip().upper()
    if not typed:
        return None
    if typed.isdigit():
        typed = typed.zfill(7)
    papers = sa.select(F.c.job_id).where(F.c.number == typed, F.c.job_id.is_not(None), F.c.kind.in_(REPORTED_ON))
    found = reading.value(papers.order_by(F.c.kind.desc(), F.c.id.desc()))
    if found is None and "-" in typed:
        tail = typed[::-1]  # the index holds job numbers backwards
        found = reading.connection.exec_driver_sql(
            "SELECT row_id FROM find_key WHERE shape='j' AND key>=? AND key<? ORDER BY row_id DESC LIMIT 1",
            (tail, tail + "\U0010ffff"),
        ).scalar()
    return int(found) if found is not None else None


@dataclass(frozen=True, slots=True)
class Earned:
    """One term of the reckoning; tenths of a point."""

    rule: str
    version: int
    arithmetic: Said
    tenths: int


@query(reads=("point_rule", "price_item", "job"))
class PointsPreview(Query[tuple[Earned, ...]]):
    """What a report would earn by today's rules, line by line; it counts only when audited (R192). Fee in fen."""

    job_id: int
    price_code: str = ""
    fee_fen: int = 0
    repaired: bool = True


@answers
def points_preview(question: PointsPreview, reading: Reading) -> tuple[Earned, ...]:
    """The lines."""
    today = local(reading.now, reading.zone).date()
    newest: dict[str, points.PointRule] = {}
    for r in reading.all(sa.select(U).order_by(U.c.version)):
        rule = points.PointRule(
            r.code, r.version, points.RuleKind(r.kind), json.loads(r.parameters), r.valid_from, r.valid_until
        )
        if rule.valid_on(today):
            newest[rule.code] = rule
    price = reading.first(sa.select(I).where(I.c.code == question.price_code).order_by(I.c.version.desc()).limit(1))
    kind = reading.value(sa.select(J.c.service_type).where(J.c.id == question.job_id))
    facts = points.JobFacts(
        job_kind=kind or "repair", hours_tenths=price.hours_tenths if price else 0,
        difficulty_tenths=price.difficulty_tenths if price else 0, newness_tenths=price.newness_tenths if price else 0,
        fee_fen=question.fee_fen, repaired=question.repaired,
    )  # fmt: skip
    return tuple(Earned(x.rule, x.version, x.arithmetic, x.tenths) for x in points.score(facts, newest.values()))


@dataclass(frozen=True, slots=True)
class Market:
    """What was asked for the same model lately, and what this customer paid last; amounts in fen."""

    asked: int
    agreed: int
    least_fen: int
    most_fen: int
    median_fen: int
    last_fen: int | None
    last_on: dt.date | None


@query(reads=("quote", "job", "machine"))
class QuoteMarket(Query[Market | None]):
    """The quotes of the last ninety days for this job's model, and this customer's last one (R42)."""

    job_id: int


@answers
def quote_market(question: QuoteMarket, reading: Reading) -> Market | None:
    """The figures; None when there were none."""
    job = reading.first(
        sa.select(J.c.customer_id, M.c.model).select_from(J.outerjoin(M, M.c.id == J.c.machine_id)).where(J.c.id == question.job_id)
    )
    if job is None:
        return None
    since = reading.now - dt.timedelta(days=MARKET_DAYS)
    of_others = sa.select(Q.c.total_fen, Q.c.answer, Q.c.told_at).join(J, J.c.id == Q.c.job_id).where(Q.c.job_id != question.job_id)
    same = reading.all(
        of_others.join(M, M.c.id == J.c.machine_id).where(M.c.model == job.model, Q.c.told_at >= since)
    ) if job.model else []  # fmt: skip
    last = reading.first(
        of_others.where(J.c.customer_id == job.customer_id, Q.c.answer == "yes").order_by(Q.c.told_at.desc())
    )
    if not same and last is None:
        return None
    sums = sorted(int(r.total_fen) for r in same) or [0]
    return Market(
        len(same), sum(1 for r in same if r.answer == "yes"), sums[0], sums[-1], int(statistics.median(sums)),
        int(last.total_fen) if last is not None else None,
        local(last.told_at, reading.zone).date() if last is not None else None,
    )  # fmt: skip
