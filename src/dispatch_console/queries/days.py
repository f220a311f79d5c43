"""The day's end: what is open, the figures of the daily report, the daily work log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.moment import Moment, at, local
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.weeks import not_back
from dispatch_console.store.facts import facts_of, read_policies
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.calls import Call
from dispatch_console.store.tables.customers import Customer, Machine
from dispatch_console.store.tables.days import DayClose, PointEntry
from dispatch_console.store.tables.jobs import Event, Job, Promise, Visit
from dispatch_console.store.tables.papers import FormIssue, RepairReport
from dispatch_console.store.tables.people import Person, RosterDay
from dispatch_console.store.tables.quality import Complaint
from dispatch_console.words import N_, Said

J, C, M, P, V, E = (table_of(t) for t in (Job, Customer, Machine, Person, Visit, Event))
K, R, F, X, O, D, L, S = (
    table_of(t) for t in (Call, RepairReport, FormIssue, Complaint, Promise, DayClose, PointEntry, RosterDay)
)


def day_span(day: dt.date, reading: Reading) -> tuple[Moment, Moment]:
    """From midnight to midnight of a local day."""
    return at(day, 0, zone=reading.zone), at(day + dt.timedelta(days=1), 0, zone=reading.zone)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One job in the daily work log: minutes on site, fees in fen, points in tenths."""

    number: str
    customer: NameText
    model: str
    fault: str
    method: str
    technician: str
    dispatched_at: Moment | None
    arrived_at: Moment | None
    completed_at: Moment | None
    minutes: int | None
    result: Said
    fee_parts_fen: int
    fee_labour_fen: int
    fee_total_fen: int
    points_tenths: int


@query(reads=("visit", "job", "customer", "machine", "person", "event", "repair_report", "point_entry"))
class DailyLog(Query[tuple[LogLine, ...]]):
    """Every visit of a local day with its times, result, fees and points (R117, R192)."""

    on_day: dt.date


_LOG = (
    sa.select(
        V.c.id, V.c.status, V.c.job_id, J.c.number, C.c.name.label("customer"), J.c.contact_name, M.c.brand, M.c.model,
        J.c.fault, P.c.name.label("technician"), V.c.planned_from,
    )
    .select_from(
        V.join(J, J.c.id == V.c.job_id)
        .join(P, P.c.id == V.c.technician_id)
        .outerjoin(C, C.c.id == J.c.customer_id)
        .outerjoin(M, M.c.id == J.c.machine_id)
    )
    .where(
        V.c.planned_from >= sa.bindparam("start"),
        V.c.planned_from < sa.bindparam("end"),
        V.c.status.not_in(("recalled", "reassigned", "rescheduled", "objected")),
    )
    .order_by(V.c.planned_from, V.c.id)
)  # fmt: skip
_EVENTS = sa.select(E.c.kind, E.c.happened_at, E.c.id, E.c.corrects_id).where(E.c.visit_id == sa.bindparam("id"))
_REPORT = sa.select(R).where(R.c.visit_id == sa.bindparam("id")).order_by(R.c.id.desc()).limit(1)
_POINTS = sa.select(sa.func.coalesce(sa.func.sum(L.c.points_tenths), 0)).where(L.c.report_id == sa.bindparam("id"))
RESULTS = {
    "done": N_("solved"),
    "slip_returned": N_("solved"),
    "checked": N_("solved"),
    "partly": N_("not finished"),
    "picked_up": N_("taken to the workshop"),
    "nobody_there": N_("nobody there"),
    "refused": N_("refused at the door"),
}


@answers
def daily_log(question: DailyLog, reading: Reading) -> tuple[LogLine, ...]:
    """Lines by planned time."""
    start, end = day_span(question.on_day, reading)
    return tuple(_log_line(reading, v) for v in reading.all(_LOG, start=start, end=end))


def _log_line(reading: Reading, v: Any) -> LogLine:
    events = reading.all(_EVENTS, id=v.id)
    corrected = {e.corrects_id for e in events}
    when: dict[str, Moment] = {}
    for e in sorted(events, key=lambda e: (e.happened_at, e.id)):
        if e.id not in corrected:
            when.setdefault(e.kind, e.happened_at)
    report = reading.first(_REPORT, id=v.id)
    arrived = when.get("arrived") or (report.arrived_at if report else None)
    completed = next((when[k] for k in ("done", "partly_done", "picked_up") if k in when), None)
    completed = completed or (report.completed_at if report else None)
    minutes = int((completed - arrived).total_seconds() // 60) if arrived and completed else None
    labour = report.fee_labour_fen + report.fee_visit_fen if report else 0
    parts = report.fee_parts_fen if report else 0
    return LogLine(
        v.number, NameText(v.customer or v.contact_name or ""), " ".join(filter(None, (v.brand, v.model))), v.fault,
        report.method if report else "", v.technician, when.get("issued") or when.get("planned"), arrived, completed,
        minutes, Said(RESULTS.get(v.status, N_("open"))), parts, labour, parts + labour,
        int(reading.value(_POINTS, id=report.id)) if report else 0,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TechnicianDay:
    """One technician's day in the report."""

    code: str
    name: str
    shift: str
    jobs: int
    done: int
    late: int
    points_tenths: int


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One job carried over to tomorrow."""

    number: str
    customer: NameText
    reason: str  # the job's status
    next_at: Moment | None
    owner: str


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The figures of the daily report; the sheet checks itself: before + new - done = open."""

    on_day: dt.date
    calls: int
    calls_phone: int
    calls_jobs: int
    calls_missed: int
    calls_repair: int
    calls_question: int
    calls_complaint: int
    calls_checked: int
    jobs_before: int
    jobs_new: int
    jobs_ended: int
    jobs_open: int
    jobs_in_time: int
    jobs_late: int
    jobs_repaired_24h: int
    jobs_again: int
    jobs_parts: int
    jobs_pickup: int
    jobs_maintenance: int
    jobs_missed: int
    technicians: tuple[TechnicianDay, ...]
    open_jobs: tuple[OpenLine, ...]
    complaints: tuple[str, ...]
    quality_due: int
    forms_back: int
    forms_out: int
    closed_by: str
    remarks: str
    audit_head: str


@query(
    reads=("call", "job", "event", "visit", "person", "customer", "complaint", "form_issue", "point_entry", "day_close",
           "roster_day")
)  # fmt: skip
class DailyReport(Query[DayFigures]):
    """The figures of a local day (R196)."""

    on_day: dt.date


def _count(reading: Reading, table: Any, *where: Any) -> int:
    return int(reading.value(sa.select(sa.func.count()).select_from(table).where(*where)) or 0)


@answers
def daily_report(question: DailyReport, reading: Reading) -> DayFigures:
    """The figures."""
    start, end = day_span(question.on_day, reading)
    calls = (K.c.started_at >= start, K.c.started_at < end)
    heard = (*calls, K.c.direction == "in", K.c.kind != "call_in")  # technicians' reports are no calls of users
    new = (J.c.registered_at >= start, J.c.registered_at < end)
    ended = (J.c.closed_at >= start, J.c.closed_at < end)
    arrived = (J.c.arrived_at >= start, J.c.arrived_at < end)
    close = reading.first(sa.select(D).where(D.c.on_day == question.on_day))
    still = (J.c.registered_at < end, sa.or_(J.c.closed_at.is_(None), J.c.closed_at >= end))
    before = (J.c.registered_at < start, sa.or_(J.c.closed_at.is_(None), J.c.closed_at >= start))
    late = _late(reading, start, end)
    arrivals = _count(reading, J, *arrived)
    complaints = reading.all(sa.select(X).where(X.c.received_at >= start, X.c.received_at < end).order_by(X.c.id))
    back = (F.c.returned_at >= start, F.c.returned_at < end)
    return DayFigures(
        question.on_day, _count(reading, K, *heard), _count(reading, K, *heard, K.c.outcome == "phone_solved"),
        _count(reading, K, *heard, K.c.outcome == "registered"), _count(reading, K, *calls, K.c.direction == "missed"),
        _count(reading, K, *heard, K.c.kind == "repair"), _count(reading, K, *heard, K.c.kind == "enquiry"),
        _count(reading, K, *heard, K.c.kind == "complaint"),
        _count(reading, E, E.c.kind.like("phone_checked%"), E.c.recorded_at >= start, E.c.happened_at >= start, E.c.happened_at < end),
        _count(reading, J, *before), _count(reading, J, *new), _count(reading, J, *ended), _count(reading, J, *still),
        arrivals - late, late,
        _count(reading, J, J.c.done_at >= start, J.c.done_at < end,
               sa.func.julianday(J.c.done_at) - sa.func.julianday(J.c.registered_at) <= 1),
        _count(reading, J, *new, J.c.repeat_of_id.is_not(None)), _count(reading, J, J.c.status == "waiting_part"),
        _count(reading, J, J.c.status == "in_workshop"),
        _count(reading, J, J.c.service_type == "maintenance", J.c.done_at >= start, J.c.done_at < end),
        _count(reading, E, E.c.kind == "nobody_there", E.c.recorded_at >= start, E.c.happened_at >= start, E.c.happened_at < end),
        _technicians(reading, question.on_day, start, end), _open_jobs(reading, still),
        tuple(f"{x.said}（{x.told_to or '—'}）" for x in complaints), _count(reading, J, J.c.status == "quality_due"),
        _count(reading, F, *back), _count(reading, F, F.c.status.in_(("printed", "issued"))),
        close.closed_by if close else "", close.remarks if close else "", close.audit_head if close else "",
    )  # fmt: skip


def _late(reading: Reading, start: Moment, end: Moment) -> int:
    """Arrivals after the on-site promise (R116): counted from the explained clock of each job that arrived."""
    rows = reading.all(sa.select(J.c.id, J.c.policy_id).where(J.c.arrived_at >= start, J.c.arrived_at < end))
    book = read_policies(reading.connection)
    facts = facts_of(reading.connection, [r.id for r in rows])
    late = 0
    for row in rows:
        for clock in book.clocks(row.policy_id, facts[row.id], reading.now, reading.zone):
            if clock.kind == "on_site" and clock.stopped_at and clock.due_at and clock.stopped_at > clock.due_at:
                late += 1
    return late


def _technicians(reading: Reading, day: dt.date, start: Moment, end: Moment) -> tuple[TechnicianDay, ...]:
    found = []
    shifts = {r.person_id: r.kind for r in reading.all(sa.select(S).where(S.c.on_day == day))}
    for person in reading.all(sa.select(P).where(P.c.role == "technician", P.c.active).order_by(P.c.code)):
        mine = reading.all(
            sa.select(V.c.status, V.c.planned_until, V.c.id).where(
                V.c.technician_id == person.id, V.c.planned_from >= start, V.c.planned_from < end,
                V.c.status.not_in(("recalled", "reassigned", "rescheduled", "objected")),
            )
        )  # fmt: skip
        worked = [v for v in mine if v.status in ("done", "slip_returned", "checked", "picked_up")]
        late = 0
        for v in mine:
            arrival = reading.value(
                sa.select(sa.func.min(E.c.happened_at)).where(E.c.visit_id == v.id, E.c.kind == "arrived")
            )
            late += bool(arrival and arrival > v.planned_until)
        points = reading.value(
            sa.select(sa.func.coalesce(sa.func.sum(L.c.points_tenths), 0)).where(
                L.c.person_id == person.id, L.c.counted_on == day
            )
        )
        found.append(
            TechnicianDay(
                person.code, person.name, shifts.get(person.id, "work"), len(mine), len(worked), late, int(points)
            )
        )
    return tuple(found)


def _open_jobs(reading: Reading, still: Any) -> tuple[OpenLine, ...]:
    rows = reading.all(
        sa.select(
            J.c.number, C.c.name, J.c.contact_name, J.c.status, J.c.agreed_from, J.c.owner, P.c.name.label("tech")
        )
        .select_from(J.outerjoin(C, C.c.id == J.c.customer_id).outerjoin(P, P.c.id == J.c.technician_id))
        .where(*still)
        .order_by(J.c.due_sort, J.c.id)
    )
    return tuple(
        OpenLine(r.number, NameText(r.name or r.contact_name or ""), r.status, r.agreed_from, r.tech or r.owner)
        for r in rows
    )


@dataclass(frozen=True, slots=True)
class ToClose:
    """One thing to look at before the day is closed; action opens its place, done ones stay listed."""

    kind: str
    words: Said
    count: int
    who: tuple[str, ...]
    job_ids: tuple[int, ...]


@query(reads=("job", "customer", "visit", "promise", "form_issue", "complaint", "call", "person", "repair_report", "roster_day", "person_event", "event",
              "setting", "calendar", "calendar_day"))  # fmt: skip
class DayCheck(Query[tuple[ToClose, ...]]):
    """What is open before the day is closed (R86, R183, R196)."""

    on_day: dt.date


@answers
def day_check(question: DayCheck, reading: Reading) -> tuple[ToClose, ...]:
    """Kinds in a fixed order, those with nothing open too."""
    _, end = day_span(question.on_day, reading)
    names = sa.select(J.c.id, sa.func.coalesce(C.c.name, J.c.contact_name, J.c.number).label("who")).select_from(
        J.outerjoin(C, C.c.id == J.c.customer_id)
    )

    def jobs(*where: Any) -> list[tuple[int, str]]:
        return [(int(r.id), NameText(r.who)) for r in reading.all(names.where(*where).order_by(J.c.id))]

    lists: list[tuple[str, str, list[tuple[int, str]]]] = [
        ("complaint", N_("complaints not told upward"), [
            (int(r.job_id or 0), r.said) for r in reading.all(sa.select(X).where(X.c.told_at.is_(None)))
        ]),
        ("visit", N_("visits without completion"), jobs(J.c.status.in_(
            ("dispatched", "collecting", "en_route", "working")
        ))),
        ("late", N_("promises overdue"), jobs(sa.text("job.is_open = 1"), J.c.due_at < min(reading.now, end))),
        ("promise", N_("promises to keep"), [
            (int(r.job_id or 0), NameText(r.said)) for r in reading.all(sa.select(O).where(O.c.ended_at.is_(None), O.c.due_at < end).order_by(O.c.due_at))
        ]),
        ("report", N_("reports not returned"), jobs(J.c.status == "work_done")),
        ("audit", N_("reports not audited"), jobs(J.c.id.in_(sa.select(R.c.job_id).where(R.c.audited_at.is_(None))))),
        ("quality", N_("quality calls due"), jobs(J.c.status == "quality_due", J.c.due_at < end)),
        ("missed", N_("missed calls not called back"), [
            (0, PhoneText(r.number)) for r in reading.all(sa.select(K).where(K.c.call_back_due_at.is_not(None)))
        ]),
        ("back", N_("technicians not back"), [(0, NameText(r.name)) for r in not_back(reading, question.on_day)]),
        ("slip", N_("machines taken in without a slip"), jobs(
            J.c.status == "in_workshop",
            J.c.id.not_in(sa.select(F.c.job_id).where(F.c.kind == "pickup_slip", F.c.job_id.is_not(None))),
        )),
    ]  # fmt: skip
    return tuple(
        ToClose(kind, Said(words), len(found), tuple(w for _, w in found), tuple(i for i, _ in found if i))
        for kind, words, found in lists
    )


@dataclass(frozen=True, slots=True)
class Today:
    """The counts of the status bar."""

    calls: int
    new_jobs: int
    done: int
    late: int
    open_drafts: int


@query(reads=("call", "job"))
class TodayCounts(Query[Today]):
    """Calls, new jobs, done and late of the running day."""


@answers
def today_counts(question: TodayCounts, reading: Reading) -> Today:
    """The counts."""
    start, end = day_span(local(reading.now, reading.zone).date(), reading)
    drafts = reading.connection.exec_driver_sql("SELECT count(*) FROM draft").scalar_one()
    return Today(
        _count(reading, K, K.c.started_at >= start, K.c.started_at < end, K.c.direction == "in"),
        _count(reading, J, J.c.registered_at >= start, J.c.registered_at < end),
        _count(reading, J, J.c.done_at >= start, J.c.done_at < end),
        _count(reading, J, sa.text("job.is_open = 1"), J.c.due_at < reading.now),
        int(drafts),
    )
