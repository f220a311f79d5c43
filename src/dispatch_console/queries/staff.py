"""The staff file, what is lent to whom, what revisits brought home."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.papers import Survey
from dispatch_console.store.tables.people import Person, StaffRecord, Tool, ToolLoan

P, F, T, L, Y, C, J = (table_of(t) for t in (Person, StaffRecord, Tool, ToolLoan, Survey, Customer, Job))
SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A line of the staff file; amount in fen. expires: it ends within thirty days, or has ended."""

    id: int
    person_id: int
    person: str
    kind: str
    on_day: dt.date
    title: str
    number: str
    result: str
    valid_until: dt.date | None
    measure: str
    amount_fen: int
    decided_by: str
    note: str
    expires: bool


@query(reads=("staff_record", "person"))
class StaffFile(Query[tuple[StaffLine, ...]]):
    """Certificates, training, exams, praise, breaches and accidents, the newest first (R93, R97, R99, R193)."""

    person_id: int | None = None
    expiring: bool = False


@answers
def staff_file(question: StaffFile, reading: Reading) -> tuple[StaffLine, ...]:
    """Those of one person, or of all; only what expires when that is asked."""
    by = local(reading.now, reading.zone).date() + SOON
    where = [F.c.person_id == question.person_id] if question.person_id is not None else []
    rows = reading.all(
        sa.select(F, P.c.name.label("person")).select_from(F.join(P, P.c.id == F.c.person_id)).where(*where).order_by(F.c.on_day.desc(), F.c.id.desc())
    )
    found = (
        StaffLine(r.id, r.person_id, r.person, r.kind, r.on_day, r.title, r.number, r.result, r.valid_until, r.measure, r.amount_fen,
                  r.decided_by, r.note, r.valid_until is not None and r.valid_until <= by)
        for r in rows
    )  # fmt: skip
    return tuple(r for r in found if r.expires or not question.expiring)


@dataclass(frozen=True, slots=True)
class ToolRow:
    """A tool, kit or document; with whom it is now (the loan, since when, until when); value in fen."""

    id: int
    code: str
    name: str
    kind: str
    contents: tuple[str, ...]
    value_fen: int
    active: bool
    note: str
    loan_id: int | None
    holder_id: int | None
    holder: str
    out_at: Moment | None
    due_on: dt.date | None
    late: bool


@query(reads=("tool", "tool_loan", "person"))
class Tools(Query[tuple[ToolRow, ...]]):
    """What is lent and who has it (R166, R167, R169)."""


@answers
def tools(question: Tools, reading: Reading) -> tuple[ToolRow, ...]:
    """By number; what is out and late first."""
    today = local(reading.now, reading.zone).date()
    rows = reading.all(
        sa.select(T, L.c.id.label("loan_id"), L.c.person_id, L.c.out_at, L.c.due_on, P.c.name.label("holder"))
        .select_from(T.outerjoin(L, sa.and_(L.c.tool_id == T.c.id, L.c.back_at.is_(None))).outerjoin(P, P.c.id == L.c.person_id))
        .order_by(T.c.code)
    )
    found = [
        ToolRow(r.id, r.code, r.name, r.kind, tuple(c for c in r.contents.split("|") if c), r.value_fen, r.active, r.note, r.loan_id,
                r.person_id, r.holder or "", r.out_at, r.due_on, r.due_on is not None and r.due_on < today)
        for r in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda r: not r.late))


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One loan from out to back; compensation in fen."""

    id: int
    tool: str
    code: str
    person: str
    out_at: Moment
    due_on: dt.date | None
    back_at: Moment | None
    state: str
    missing: str
    report: str
    compensation_fen: int
    decided_by: str
    paid_at: Moment | None


@query(reads=("tool", "tool_loan", "person"))
class Loans(Query[tuple[LoanRow, ...]]):
    """The lending register, the newest first (R166, R168); open ones only when asked."""

    person_id: int | None = None
    open_only: bool = False


@answers
def loans(question: Loans, reading: Reading) -> tuple[LoanRow, ...]:
    """Of one person, or of all."""
    where = [L.c.person_id == question.person_id] if question.person_id is not None else []
    if question.open_only:
        where.append(sa.or_(L.c.back_at.is_(None), sa.and_(L.c.compensation_fen > 0, L.c.paid_at.is_(None))))
    rows = reading.all(
        sa.select(L, T.c.name.label("tool"), T.c.code, P.c.name.label("person"))
        .select_from(L.join(T, T.c.id == L.c.tool_id).join(P, P.c.id == L.c.person_id))
        .where(*where)
        .order_by(L.c.id.desc())
    )
    return tuple(
        LoanRow(r.id, r.tool, r.code, r.person, r.out_at, r.due_on, r.back_at, r.state, r.missing, r.report, r.compensation_fen,
                r.decided_by, r.paid_at)
        for r in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """What a revisit or survey brought home, and which department was told."""

    id: int
    kind: str
    customer_id: int
    customer: NameText
    job_number: str
    on_day: dt.date
    quality: str
    consumption: str
    need: str
    competitors: str
    opinion: str
    passed_to: str
    passed_at: Moment | None


@query(reads=("survey", "customer", "job"))
class Surveys(Query[tuple[SurveyRow, ...]]):
    """What was collected on revisits, the newest first (R156, R191, R203)."""

    customer_id: int | None = None
    limit: int = 500


@answers
def surveys(question: Surveys, reading: Reading) -> tuple[SurveyRow, ...]:
    """Of one customer, or of all."""
    where = [Y.c.customer_id == question.customer_id] if question.customer_id is not None else []
    rows = reading.all(
        sa.select(Y, C.c.name.label("customer"), J.c.number)
        .select_from(Y.join(C, C.c.id == Y.c.customer_id).outerjoin(J, J.c.id == Y.c.job_id))
        .where(*where)
        .order_by(Y.c.on_day.desc(), Y.c.id.desc())
        .limit(question.limit)
    )
    return tuple(
        SurveyRow(r.id, r.kind, r.customer_id, NameText(r.customer), r.number or "", r.on_day, r.quality, r.consumption, r.need,
                  r.competitors, r.opinion, r.passed_to, r.passed_at)
        for r in rows
    )  # fmt: skip
