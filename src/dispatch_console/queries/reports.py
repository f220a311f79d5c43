"""Typing a returned report: which job a paper belongs to, and what points it would earn before anybody audits it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain import points
from dispatch_console.domain.moment import local
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import PointRule
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.papers import FormIssue
from dispatch_console.store.tables.policies import PriceItem
from dispatch_console.words import Said

J, F, U, I = table_of(Job), table_of(FormIssue), table_of(PointRule), table_of(PriceItem)


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
    found = reading.value(sa.select(F.c.job_id).where(F.c.number == typed, F.c.job_id.is_not(None)).order_by(F.c.id.desc()))
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
