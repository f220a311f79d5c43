"""The evening: what a closed day left behind, what is handed over, who goes straight to a customer in the morning."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.jobs import STATUS_WORDS, Status
from dispatch_console.domain.kinds import clock_words
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.shifts import minute_of, minute_words
from dispatch_console.queries.days import day_span
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.calls import Call
from dispatch_console.store.tables.customers import Customer, Machine
from dispatch_console.store.tables.days import DayClose, DayPaper
from dispatch_console.store.tables.jobs import Job, Promise, Visit
from dispatch_console.store.tables.people import Person, RosterDay
from dispatch_console.words import N_, Said

D, A, J, C, M, P, V, R, O, K = (
    table_of(t) for t in (DayClose, DayPaper, Job, Customer, Machine, Person, Visit, RosterDay, Promise, Call)
)


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed day: when, by whom, the audit's head, what was said."""

    on_day: dt.date
    closed_at: Moment
    closed_by: str
    audit_head: str
    remarks: str
    papers: int


@query(reads=("day_close", "day_paper"))
class ClosedDay(Query[Closed | None]):
    """A day that was closed (R196), or the last one before today when none is named."""

    on_day: dt.date | None = None


@answers
def closed_day(question: ClosedDay, reading: Reading) -> Closed | None:
    """The day, or None."""
    kept = sa.select(sa.func.count()).where(A.c.day_close_id == D.c.id).correlate(D).scalar_subquery()
    wanted = sa.select(D, kept.label("papers")).order_by(D.c.on_day.desc()).limit(1)
    row = reading.first(wanted if question.on_day is None else wanted.where(D.c.on_day == question.on_day))
    return None if row is None else Closed(row.on_day, row.closed_at, row.closed_by, row.audit_head, row.remarks, row.papers)


@dataclass(frozen=True, slots=True)
class DayPaperRow:
    """A paper of a closed day as it was kept."""

    form: str
    content: str
    digest: str


@query(reads=("day_close", "day_paper"))
class DayPapers(Query[tuple[DayPaperRow, ...]]):
    """The papers of a closed day as they were that evening (R196)."""

    on_day: dt.date


@answers
def day_papers(question: DayPapers, reading: Reading) -> tuple[DayPaperRow, ...]:
    """In the order in which they were made."""
    rows = reading.all(sa.select(A).select_from(A.join(D, D.c.id == A.c.day_close_id)).where(D.c.on_day == question.on_day).order_by(A.c.id))
    return tuple(DayPaperRow(r.form, r.content, r.digest) for r in rows)


@query(reads=("export_log",))
class TimesOut(Query[int]):
    """How often something left the desk under this name (R218); a form that comes out again is marked as such (R69)."""

    form: str


@answers
def times_out(question: TimesOut, reading: Reading) -> int:
    """So many times."""
    return int(reading.rows("SELECT count(*) FROM export_log WHERE form = :form", form=question.form)[0][0])


@dataclass(frozen=True, slots=True)
class HandOverLine:
    """Something that is still owed when the day ends: what, to whom, until when, by whom."""

    words: Said
    who: NameText
    number: str
    due_at: Moment | None
    owner: str


@query(reads=("job", "customer", "person", "promise", "call"))
class HandedOver(Query[tuple[HandOverLine, ...]]):
    """What goes over to the next desk (R86, R183): open jobs with their clock, promises, calls to be called back."""

    on_day: dt.date


@answers
def handed_over(question: HandedOver, reading: Reading) -> tuple[HandOverLine, ...]:
    """By when it is due."""
    _, end = day_span(question.on_day, reading)
    who = sa.func.coalesce(C.c.name, sa.func.nullif(J.c.contact_name, ""), J.c.number).label("who")
    jobs = (
        sa.select(J.c.number, J.c.clock_kind, J.c.due_at, J.c.owner, P.c.name.label("technician"), who)
        .select_from(J.outerjoin(C, C.c.id == J.c.customer_id).outerjoin(P, P.c.id == J.c.technician_id))
        .where(sa.text("job.is_open = 1"), J.c.registered_at < end)
        .order_by(J.c.due_sort, J.c.id)
    )
    lines = [HandOverLine(clock_words(r.clock_kind or "open"), NameText(r.who), r.number, r.due_at, r.technician or r.owner) for r in reading.all(jobs)]
    promises = (
        sa.select(O.c.said, O.c.owner, O.c.due_at, J.c.number, sa.func.coalesce(C.c.name, "").label("who"))
        .select_from(O.outerjoin(J, J.c.id == O.c.job_id).outerjoin(C, C.c.id == sa.func.coalesce(O.c.customer_id, J.c.customer_id)))
        .where(O.c.ended_at.is_(None), O.c.made_at < end)
    )
    lines += [HandOverLine(Said(r.said), NameText(r.who or r.owner), r.number or "", r.due_at, r.owner) for r in reading.all(promises)]
    missed = sa.select(K.c.number, K.c.call_back_due_at, C.c.name).select_from(K.outerjoin(C, C.c.id == K.c.customer_id)).where(
        K.c.call_back_due_at.is_not(None), K.c.started_at < end
    )
    lines += [HandOverLine(Said(N_("Call back")), NameText(r.name or r.number), "", r.call_back_due_at, "") for r in reading.all(missed)]
    last = dt.datetime.max.replace(tzinfo=dt.UTC)
    return tuple(sorted(lines, key=lambda x: (x.due_at or last, x.number)))


@dataclass(frozen=True, slots=True)
class StraightLine:
    """Who goes straight to which customer in the morning; by is the hour of the house (R91)."""

    technician: str
    by: str
    customer: NameText
    address: AddressText
    phone: PhoneText
    fault: str
    number: str


@query(reads=("roster_day", "person", "visit", "job", "customer", "setting"))
class StraightTomorrow(Query[tuple[StraightLine, ...]]):
    """Whoever is planned to go straight to site on a day, with his first visit (R91)."""

    on_day: dt.date


@answers
def straight_tomorrow(question: StraightTomorrow, reading: Reading) -> tuple[StraightLine, ...]:
    """By staff number; one without a visit stands there, too."""
    start, end = day_span(question.on_day, reading)
    by = minute_words(minute_of(_setting(reading, "straight_to_site"), 525))
    planned = sa.select(P.c.id, P.c.name).select_from(R.join(P, P.c.id == R.c.person_id)).where(
        R.c.on_day == question.on_day, R.c.kind == "straight"
    )
    first = (
        sa.select(J.c.number, J.c.address, J.c.phone, J.c.fault, sa.func.coalesce(C.c.name, J.c.contact_name).label("customer"))
        .select_from(V.join(J, J.c.id == V.c.job_id).outerjoin(C, C.c.id == J.c.customer_id))
        .where(V.c.technician_id == sa.bindparam("who"), V.c.is_live, V.c.planned_from >= start, V.c.planned_from < end)
        .order_by(V.c.planned_from)
        .limit(1)
    )
    found = []
    for person in reading.all(planned.order_by(P.c.code)):
        job: Any = reading.first(first, who=person.id)
        if job is None:
            found.append(StraightLine(person.name, by, NameText(""), AddressText(""), PhoneText(""), "", ""))
        else:
            found.append(StraightLine(person.name, by, NameText(job.customer or ""), AddressText(job.address), PhoneText(job.phone), job.fault, job.number))
    return tuple(found)


def _setting(reading: Reading, name: str) -> str:
    rows = reading.rows("SELECT json_extract(value, '$') FROM setting WHERE name = :name", name=name)
    return str(rows[0][0]) if rows else ""


@dataclass(frozen=True, slots=True)
class PaperJob:
    """An open job as it stands on the paper for a day without the computer."""

    number: str
    status: Said
    customer: NameText
    contact: NameText
    phone: PhoneText
    address: AddressText
    machine: str
    fault: str
    technician: str
    agreed_from: Moment | None
    promise: Said
    due_at: Moment | None


@query(reads=("job", "customer", "machine", "person"))
class PaperBoard(Query[tuple[PaperJob, ...]]):
    """Every open job with what is needed to go on by hand (R86): whole numbers and addresses, recorded when it is printed."""


@answers
def paper_board(question: PaperBoard, reading: Reading) -> tuple[PaperJob, ...]:
    """The most urgent first."""
    rows = reading.all(
        sa.select(J, C.c.name.label("customer"), M.c.brand, M.c.model, P.c.name.label("technician"))
        .select_from(
            J.outerjoin(C, C.c.id == J.c.customer_id).outerjoin(M, M.c.id == J.c.machine_id).outerjoin(P, P.c.id == J.c.technician_id)
        )
        .where(sa.text("job.is_open = 1"))
        .order_by(J.c.due_sort, J.c.id)
    )  # fmt: skip
    return tuple(
        PaperJob(
            r.number, Said(STATUS_WORDS[Status(r.status)]), NameText(r.customer or ""), NameText(r.contact_name), PhoneText(r.phone),
            AddressText(r.address), " ".join(filter(None, (r.brand, r.model))), r.fault, r.technician or "", r.agreed_from,
            clock_words(r.clock_kind) if r.clock_kind else Said(""), r.due_at,
        )
        for r in rows
    )  # fmt: skip
