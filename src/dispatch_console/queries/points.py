"""Points: the month's sheet, a person's ledger, and what is still to be audited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain import points
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, at, local
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.points import job_facts, point_rules
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.days import Grade, PointEntry, PointQuestion, PointRule
from dispatch_console.store.tables.jobs import Job, Visit
from dispatch_console.store.tables.papers import RepairReport
from dispatch_console.store.tables.people import Person
from dispatch_console.store.tables.quality import QualityCheck
from dispatch_console.words import N_, Said, told

P, L, G, R, J, C, V, U, Q, X = (
    table_of(t)
    for t in (Person, PointEntry, Grade, RepairReport, Job, Customer, Visit, PointRule, PointQuestion, QualityCheck)
)


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """One technician's month; points in tenths."""

    person_id: int
    code: str
    name: str
    grade: str
    jobs: int
    returns: int
    hours: int
    value: int
    newness: int
    difficulty: int
    bonus: int
    minus: int
    total: int
    standard: int


@query(reads=("person", "point_entry", "point_rule", "grade"))
class PointsSheet(Query[tuple[PersonMonth, ...]]):
    """A month's points of every technician, by kind of rule (R192). month is its first day."""

    month: dt.date


def month_span(month: dt.date) -> tuple[dt.date, dt.date]:
    """From the first of a month to the first of the next."""
    first = month.replace(day=1)
    return first, (first + dt.timedelta(days=32)).replace(day=1)


@answers
def points_sheet(question: PointsSheet, reading: Reading) -> tuple[PersonMonth, ...]:
    """Rows by staff number."""
    first, following = month_span(question.month)
    kinds = {(r.code, r.version): r.kind for r in reading.all(sa.select(U.c.code, U.c.version, U.c.kind))}
    standard = {r.code: r.standard_tenths for r in reading.all(sa.select(G))}
    rows = []
    for p in reading.all(sa.select(P).where(P.c.role == "technician").order_by(P.c.code)):
        entries = reading.all(
            sa.select(L).where(L.c.person_id == p.id, L.c.counted_on >= first, L.c.counted_on < following)
        )
        if not entries and not p.active:
            continue
        sums = {"hours": 0, "value": 0, "newness": 0, "difficulty": 0, "bonus": 0, "minus": 0}
        for e in entries:
            column = _COLUMN.get(kinds.get((e.rule_code, e.rule_version), ""), "bonus")
            sums["minus" if e.points_tenths < 0 else column] += e.points_tenths
        rows.append(
            PersonMonth(
                p.id, p.code, p.name, p.grade, len({e.report_id for e in entries if e.report_id}),
                sum(1 for e in entries if kinds.get((e.rule_code, e.rule_version)) == "rework"),
                sums["hours"], sums["value"], sums["newness"], sums["difficulty"], sums["bonus"], sums["minus"],
                sum(e.points_tenths for e in entries), standard.get(p.grade, 0),
            )
        )  # fmt: skip
    return tuple(rows)


_COLUMN = {"hours": "hours", "fee_root": "value", "newness": "newness", "difficulty": "difficulty"}


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry: rule, version, arithmetic, evidence, points in tenths."""

    id: int
    counted_on: dt.date
    number: str
    form_number: str
    rule: str
    version: int
    arithmetic: Said
    points: int
    counter_of: int | None


@query(reads=("point_entry", "job", "repair_report"))
class PointLedger(Query[tuple[LedgerLine, ...]]):
    """A person's entries of a month with their working (R192)."""

    person_id: int
    month: dt.date


@answers
def point_ledger(question: PointLedger, reading: Reading) -> tuple[LedgerLine, ...]:
    """Lines in the order they were booked."""
    first, following = month_span(question.month)
    rows = reading.all(
        sa.select(L, J.c.number, R.c.form_number)
        .select_from(L.outerjoin(J, J.c.id == L.c.job_id).outerjoin(R, R.c.id == L.c.report_id))
        .where(L.c.person_id == question.person_id, L.c.counted_on >= first, L.c.counted_on < following)
        .order_by(L.c.id)
    )
    return tuple(
        LedgerLine(
            r.id, r.counted_on, r.number or "", r.form_number or "", r.rule_code, r.rule_version, told(r.arithmetic),
            r.points_tenths, r.counter_of_id,
        )
        for r in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToAudit:
    """A typed report that nobody has audited yet; fees in fen."""

    report_id: int
    job_id: int
    number: str
    customer: NameText
    technician: str
    method: str
    fee_fen: int
    typed_at: Moment


@query(reads=("repair_report", "job", "customer", "visit", "person"))
class ReportsToAudit(Query[tuple[ToAudit, ...]]):
    """Reports waiting for the audit that makes their points count (R192)."""


@answers
def reports_to_audit(question: ReportsToAudit, reading: Reading) -> tuple[ToAudit, ...]:
    """Oldest first."""
    rows = reading.all(
        sa.select(R, J.c.number, C.c.name, P.c.name.label("technician"))
        .select_from(
            R.join(J, J.c.id == R.c.job_id)
            .outerjoin(C, C.c.id == J.c.customer_id)
            .outerjoin(V, V.c.id == R.c.visit_id)
            .outerjoin(P, P.c.id == V.c.technician_id)
        )
        .where(R.c.audited_at.is_(None))
        .order_by(R.c.id)
    )
    return tuple(
        ToAudit(
            r.id, r.job_id, r.number, NameText(r.name or ""), r.technician or "", r.method,
            r.fee_visit_fen + r.fee_labour_fen + r.fee_parts_fen, r.typed_at,
        )
        for r in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One version of a rule of the points, in plain words; points in tenths."""

    id: int
    code: str
    version: int
    kind: str
    parameters: tuple[tuple[str, int], ...]
    words: Said
    valid_from: dt.date | None
    valid_until: dt.date | None
    in_force: bool


@query(reads=("point_rule",))
class PointRules(Query[tuple[RuleVersion, ...]]):
    """Every version of every rule of the points, those in force today first (R192)."""


@answers
def point_rule_versions(question: PointRules, reading: Reading) -> tuple[RuleVersion, ...]:
    """Those in force, then the older ones, by code and version."""
    today = local(reading.now, reading.zone).date()
    known = point_rules(reading.connection)
    now = {(r.code, r.version) for r in points.in_force(known, today)}
    ids = {(r.code, r.version): r.id for r in reading.all(sa.select(U.c.id, U.c.code, U.c.version))}
    rows = [
        RuleVersion(ids[(r.code, r.version)], r.code, r.version, str(r.kind), tuple(r.parameters.items()), points.rule_words(r.kind, r.parameters),
                    r.valid_from, r.valid_until, (r.code, r.version) in now)
        for r in known
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (not r.in_force, ids[(r.code, r.version)] if r.in_force else 0, r.code, -r.version)))


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A grade: standard points of a month in tenths, fen for a point."""

    id: int
    code: str
    name: str
    standard_tenths: int
    fen_per_point: int


@query(reads=("grade",))
class Grades(Query[tuple[GradeRow, ...]]):
    """The grades of the technicians (R192, R193)."""


@answers
def grades(question: Grades, reading: Reading) -> tuple[GradeRow, ...]:
    """By code."""
    return tuple(GradeRow(r.id, r.code, r.name, r.standard_tenths, r.fen_per_point) for r in reading.all(sa.select(G).order_by(G.c.code)))


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A technician's question about an entry, and its answer."""

    id: int
    entry_id: int
    question: str
    asked_at: Moment
    asked_by: str
    answer: str
    answered_at: Moment | None
    answered_by: str


@query(reads=("point_question", "point_entry"))
class PointQuestions(Query[tuple[QuestionRow, ...]]):
    """Questions about points, the oldest unanswered first (R111, R192)."""

    person_id: int | None = None
    open_only: bool = False


@answers
def point_questions(question: PointQuestions, reading: Reading) -> tuple[QuestionRow, ...]:
    """Of one person's entries, or of all."""
    where = [L.c.person_id == question.person_id] if question.person_id is not None else []
    if question.open_only:
        where.append(Q.c.answered_at.is_(None))
    rows = reading.all(
        sa.select(Q).select_from(Q.join(L, L.c.id == Q.c.entry_id)).where(*where).order_by(Q.c.answered_at.is_not(None), Q.c.id)
    )
    return tuple(QuestionRow(r.id, r.entry_id, r.question, r.asked_at, r.asked_by, r.answer, r.answered_at, r.answered_by) for r in rows)


@query(reads=("point_entry",))
class PointMonths(Query[tuple[tuple[dt.date, int], ...]]):
    """A person's points month by month, the last six up to this one (R192): first day and tenths."""

    person_id: int
    month: dt.date
    months: int = 6


@answers
def point_months(question: PointMonths, reading: Reading) -> tuple[tuple[dt.date, int], ...]:
    """Oldest first."""
    firsts = [question.month.replace(day=1)]
    while len(firsts) < question.months:
        firsts.append((firsts[-1] - dt.timedelta(days=1)).replace(day=1))
    rows = reading.all(
        sa.select(L.c.counted_on, L.c.points_tenths).where(
            L.c.person_id == question.person_id, L.c.counted_on >= firsts[-1], L.c.counted_on < month_span(question.month)[1]
        )
    )
    sums = dict.fromkeys(firsts, 0)
    for row in rows:
        sums[row.counted_on.replace(day=1)] += row.points_tenths
    return tuple((first, sums[first]) for first in reversed(firsts))


@dataclass(frozen=True, slots=True)
class Changed:
    """What a person's month would be under a changed rule: tenths before and after, and the yuan of the difference in fen."""

    person_id: int
    name: str
    before: int
    after: int
    fen: int


@query(reads=("point_rule", "point_entry", "repair_report", "job", "visit", "event", "price_item", "person", "grade", "quality_check"))
class WhatIf(Query[tuple[Changed, ...]]):
    """A month reckoned again with one rule changed; nothing is booked (R192). values as in SavePointRule."""

    month: dt.date
    code: str
    values: tuple[str, ...] = ()


@answers
def what_if(question: WhatIf, reading: Reading) -> tuple[Changed, ...]:
    """Every technician by staff number; bonuses and counter-entries stay as they are, and every other rule, too."""
    first, following = month_span(question.month)
    known = point_rules(reading.connection)
    old = next((r for r in points.in_force(known, following - dt.timedelta(days=1)) if r.code == question.code), None)
    if old is None:
        raise Refused(N_("No rule {code} holds in that month."), code=question.code)
    new = points.PointRule(old.code, old.version, old.kind, {**old.parameters, **points.checked_parameters(old.kind, points.read_values(question.values))})
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    for person, facts in _reckoned(reading, known, old, first, following):
        for kept, rule in ((before, old), (after, new)):
            kept[person] = kept.get(person, 0) + points.total_tenths(points.score(facts, [rule]))
    worth = {r.code: r.fen_per_point for r in reading.all(sa.select(G))}
    people = reading.all(sa.select(P.c.id, P.c.name, P.c.grade).where(P.c.role == "technician", P.c.active).order_by(P.c.code))
    return tuple(
        Changed(p.id, p.name, before.get(p.id, 0), after.get(p.id, 0), (after.get(p.id, 0) - before.get(p.id, 0)) * worth.get(p.grade, 0) // 10)
        for p in people
    )


def _reckoned(
    reading: Reading, known: Sequence[points.PointRule], rule: points.PointRule, first: dt.date, following: dt.date
) -> Iterator[tuple[int, points.JobFacts]]:
    """Who is reckoned by this kind of rule in a month, and from what: work audited, machines come back, calls of the customer."""
    if rule.kind is points.RuleKind.QUALITY:
        yield from _scored(reading, first, following)
        return
    if rule.kind is points.RuleKind.COMPLAINT:
        yield from _upheld(reading, rule, first, following)
        return
    rework = {r.code for r in known if r.kind is points.RuleKind.REWORK}
    booked: dict[int, list[Any]] = {}
    for entry in reading.all(sa.select(L).where(L.c.counted_on >= first, L.c.counted_on < following, L.c.report_id.is_not(None)).order_by(L.c.id)):
        if entry.counter_of_id is None:
            booked.setdefault(entry.report_id, []).append(entry)
    for report_id, entries in booked.items():
        back = sum(e.rule_code in rework for e in entries)
        report = reading.first(sa.select(R).where(R.c.id == report_id, R.c.visit_id.is_not(None)))
        if report is None or not (back if rule.kind is points.RuleKind.REWORK else back < len(entries)):
            continue
        facts = job_facts(reading.connection, report)
        yield entries[0].person_id, replace(facts, rework_count=back)


def _upheld(reading: Reading, rule: points.PointRule, first: dt.date, following: dt.date) -> Iterator[tuple[int, points.JobFacts]]:
    """The complaints of a month in which the customer was right, each booked when it was answered, with or without a report."""
    given_back = L.alias("given_back")
    booked = (
        sa.select(L.c.person_id, sa.func.count().label("n"))
        .where(L.c.counted_on >= first, L.c.counted_on < following, L.c.rule_code == rule.code, L.c.counter_of_id.is_(None))
        .where(~sa.exists().where(given_back.c.counter_of_id == L.c.id))
        .group_by(L.c.person_id, L.c.job_id)
    )  # fmt: skip
    for row in reading.all(booked):
        yield row.person_id, points.JobFacts(job_kind="", repaired=False, upheld_complaints=row.n)


def _scored(reading: Reading, first: dt.date, following: dt.date) -> Iterator[tuple[int, points.JobFacts]]:
    """The quality calls of a month with scores, for who did the work."""
    start, end = at(first, 0, zone=reading.zone), at(following, 0, zone=reading.zone)
    rows = reading.all(
        sa.select(X.c.timely, X.c.skill, X.c.attitude, X.c.charge, V.c.technician_id)
        .select_from(X.join(R, R.c.job_id == X.c.job_id).join(V, V.c.id == R.c.visit_id))
        .where(X.c.tried_at >= start, X.c.tried_at < end)
        .order_by(X.c.id)
    )
    for row in rows:
        scores = [s for s in row[:4] if s is not None]
        if scores:
            yield row.technician_id, points.JobFacts(job_kind="", repaired=False, quality_percent=sum(scores) * 100 // (4 * len(scores)))
