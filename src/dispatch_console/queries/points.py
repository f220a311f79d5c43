"""Points: the month's sheet, a person's ledger, and what is still to be audited."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.days import Grade, PointEntry, PointRule
from dispatch_console.store.tables.jobs import Job, Visit
from dispatch_console.store.tables.papers import RepairReport
from dispatch_console.store.tables.people import Person
from dispatch_console.words import Said, told

P, L, G, R, J, C, V, U = (
    table_of(t) for t in (Person, PointEntry, Grade, RepairReport, Job, Customer, Visit, PointRule)
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
