"""The roster by week, who is late this morning, the attendance of a month: planned days beside what people really did."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.calendars import WorkCalendar, weekdays
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.moment import Moment, at, local
from dispatch_console.domain.shifts import (
    SHIFTS,
    Came,
    DayKept,
    counted_minutes,
    kept_day,
    minute_of,
    usual_hours,
    week_of,
)
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.facts import calendars_of
from dispatch_console.store.tables.audit import Setting
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.jobs import Event, Job, Visit
from dispatch_console.store.tables.people import (
    Person,
    PersonEvent,
    PersonSkill,
    RosterDay,
    StaffRecord,
    Tool,
    ToolLoan,
)

P, R, E, V, S, W, K, J, C, F, T, L = (
    table_of(t) for t in (Person, RosterDay, PersonEvent, Visit, Setting, Event, PersonSkill, Job, Customer, StaffRecord, Tool, ToolLoan)
)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One person's day in the roster; planned says whether somebody set it. Minutes are of the local day."""

    on_day: dt.date
    kind: str
    note: str
    starts_minute: int
    ends_minute: int
    planned: bool
    working_day: bool

    @property
    def counted(self) -> int:
        """Working minutes that count."""
        return counted_minutes(self.kind, self.starts_minute, self.ends_minute)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A technician's week from Monday on; holds is what is lent to him, expires which certificate ends within the month."""

    person_id: int
    code: str
    name: str
    district: str
    grade: str
    skills: tuple[tuple[str, int], ...]
    days: tuple[PlannedCell, ...]
    holds: tuple[str, ...]
    expires: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """Planned working minutes of the week."""
        return sum(d.counted for d in self.days)


@query(reads=("person", "roster_day", "person_skill", "setting", "calendar", "calendar_day", "tool", "tool_loan", "staff_record"))
class RosterWeek(Query[tuple[WeekRow, ...]]):
    """The roster of a week, technician by technician (R90–R92, R96, R97, R98, R166). from_day is any day of it."""

    from_day: dt.date


def _settings(reading: Reading) -> dict[str, str]:
    return {r.name: str(json.loads(r.value)) for r in reading.all(sa.select(S))}


def _working(reading: Reading) -> WorkCalendar:
    found = calendars_of(reading.connection)
    return found.get("working_days") or weekdays()


def _people(reading: Reading) -> list[Any]:
    return reading.all(sa.select(P).where(P.c.role == "technician", P.c.active).order_by(P.c.code))


@answers
def roster_week(question: RosterWeek, reading: Reading) -> tuple[WeekRow, ...]:
    """Rows by staff number."""
    monday = week_of(question.from_day)
    days = [monday + DAY * n for n in range(7)]
    set_days = {(r.person_id, r.on_day): r for r in reading.all(sa.select(R).where(R.c.on_day >= monday, R.c.on_day < monday + DAY * 7))}
    settings = _settings(reading)
    working = _working(reading)
    skills: dict[int, list[tuple[str, int]]] = {}
    for row in reading.all(sa.select(K).order_by(K.c.person_id, K.c.level.desc(), K.c.id)):
        skills.setdefault(row.person_id, []).append((row.skill, row.level))
    holds: dict[int, list[str]] = {}
    for row in reading.all(sa.select(L.c.person_id, T.c.name).select_from(L.join(T, T.c.id == L.c.tool_id)).where(L.c.back_at.is_(None)).order_by(L.c.id)):
        holds.setdefault(row.person_id, []).append(row.name)
    ends: dict[int, list[str]] = {}
    soon = sa.select(F.c.person_id, F.c.title).where(F.c.kind == "certificate", F.c.valid_until.is_not(None), F.c.valid_until < monday + DAY * 37)
    for row in reading.all(soon.order_by(F.c.valid_until)):
        ends.setdefault(row.person_id, []).append(row.title)

    def cell(person_id: int, day: dt.date) -> PlannedCell:
        found = set_days.get((person_id, day))
        if found is not None:
            return PlannedCell(day, found.kind, found.note, found.starts_minute, found.ends_minute, True, working.is_working(day))
        kind = "work" if working.is_working(day) else "rest"
        return PlannedCell(day, kind, "", *usual_hours(kind, settings), False, working.is_working(day))

    return tuple(
        WeekRow(p.id, p.code, p.name, p.district, p.grade, tuple(skills.get(p.id, ())), tuple(cell(p.id, d) for d in days),
                tuple(holds.get(p.id, ())), tuple(ends.get(p.id, ())))
        for p in _people(reading)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptRow:
    """How one person kept one day: the plan and what became of it; where is the customer he went straight to."""

    person_id: int
    code: str
    name: str
    mobile: PhoneText
    kind: str
    note: str
    kept: DayKept
    where: NameText
    said: str  # what he said when he reported


@query(reads=("person", "roster_day", "person_event", "visit", "event", "job", "customer", "setting", "calendar", "calendar_day"))
class Attendance(Query[tuple[KeptRow, ...]]):
    """Attendance of a local day (today by default): who is in, late, straight to site, missing, not back (R90–R93)."""

    on_day: dt.date | None = None


@answers
def attendance(question: Attendance, reading: Reading) -> tuple[KeptRow, ...]:
    """Rows by staff number."""
    day = question.on_day or local(reading.now, reading.zone).date()
    return tuple(_kept_rows(reading, day, day + DAY)[day])


def not_back(reading: Reading, day: dt.date) -> list[KeptRow]:
    """Who is not back after closing, without his supervisor's word (R92)."""
    return [r for r in _kept_rows(reading, day, day + DAY)[day] if r.kept.not_back]


def _kept_rows(reading: Reading, first: dt.date, following: dt.date) -> dict[dt.date, list[KeptRow]]:
    """Every day from first to before following."""
    zone, settings = reading.zone, _settings(reading)
    start, end = at(first, 0, zone=zone), at(following, 0, zone=zone)
    planned = {(r.person_id, r.on_day): r for r in reading.all(sa.select(R).where(R.c.on_day >= first, R.c.on_day < following))}
    working = _working(reading)
    came: dict[tuple[int, dt.date], list[Any]] = {}
    for row in reading.all(sa.select(E).where(E.c.happened_at >= start, E.c.happened_at < end).order_by(E.c.happened_at, E.c.id)):
        came.setdefault((row.person_id, local(row.happened_at, zone).date()), []).append(row)
    on_site: dict[tuple[int, dt.date], Any] = {}
    arrivals = (
        sa.select(V.c.technician_id, W.c.happened_at, sa.func.coalesce(C.c.name, J.c.contact_name, J.c.number).label("where"))
        .select_from(W.join(V, V.c.id == W.c.visit_id).join(J, J.c.id == V.c.job_id).outerjoin(C, C.c.id == J.c.customer_id))
        .where(W.c.kind == "arrived", W.c.happened_at >= start, W.c.happened_at < end)
        .order_by(W.c.happened_at)
    )
    for row in reading.all(arrivals):
        on_site.setdefault((row.technician_id, local(row.happened_at, zone).date()), row)
    straight = minute_of(settings.get("straight_to_site", ""), 525)
    found: dict[dt.date, list[KeptRow]] = {}
    people = _people(reading)
    day = first
    while day < following:
        found[day] = []
        for p in people:
            plan = planned.get((p.id, day))
            kind = plan.kind if plan is not None else "work" if working.is_working(day) else "rest"
            begin, until = (plan.starts_minute, plan.ends_minute) if plan is not None else usual_hours(kind, settings)
            events, site = came.get((p.id, day), []), on_site.get((p.id, day))
            kept = kept_day(kind, _at(day, begin, zone), _at(day, until, zone), _at(day, straight, zone), _came(events, site), reading.now)
            said = next((e.note for e in events if e.note), "")
            found[day].append(KeptRow(p.id, p.code, p.name, PhoneText(p.mobile), kind, plan.note if plan else "", kept,
                                      NameText(site.where if site is not None else ""), said))  # fmt: skip
        day += DAY
    return found


def _at(day: dt.date, minute: int, zone: Any) -> Moment:
    return at(day, minute // 60 % 24, minute % 60, zone)


def _came(events: Sequence[Any], site: Any) -> Came:
    def first(kind: str) -> Moment | None:
        return next((e.happened_at for e in events if e.kind == kind), None)

    left = [e.happened_at for e in events if e.kind == "left_for_home"]
    return Came(first("reported_in"), first("straight_to_site"), site.happened_at if site is not None else None,
                left[-1] if left else None, first("agreed_with_supervisor") is not None)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One technician's month: a mark for each day, and the sums. Minutes are of work and of lateness."""

    code: str
    name: str
    marks: tuple[str, ...]  # as in DayKept.mark; the kind of an off day; empty for days to come
    due_days: int
    kept_days: int
    late_times: int
    late_minutes: int
    missing: int
    straight: int
    leave: int
    sick: int
    training: int
    out_of_town: int
    on_duty: int
    not_back: int
    minutes: int


@query(reads=("person", "roster_day", "person_event", "visit", "event", "job", "customer", "setting", "calendar", "calendar_day"))
class AttendanceMonth(Query[tuple[AttendanceRow, ...]]):
    """The attendance sheet of a month, up to today (R90–R93, R193). month is its first day."""

    month: dt.date


@answers
def attendance_month(question: AttendanceMonth, reading: Reading) -> tuple[AttendanceRow, ...]:
    """Rows by staff number."""
    first = question.month.replace(day=1)
    following = (first + DAY * 32).replace(day=1)
    today = local(reading.now, reading.zone).date()
    until = min(following, today + DAY)
    days = _kept_rows(reading, first, until) if until > first else {}
    whole = (following - first).days
    rows = []
    for n, person in enumerate(_people(reading)):
        mine = [rows_of[n] for rows_of in days.values()]
        kinds = Counter(r.kind for r in mine)
        marks = [r.kept.mark if r.kept.mark not in ("off", "away") else r.kind for r in mine]
        rows.append(
            AttendanceRow(
                person.code, person.name, (*marks, *("" for _ in range(whole - len(marks)))),
                sum(SHIFTS[r.kind].counts for r in mine),
                sum(r.kept.mark in ("present", "late", "straight", "straight_late", "away") for r in mine),
                sum(r.kept.late_minutes > 0 for r in mine), sum(r.kept.late_minutes for r in mine),
                sum(r.kept.mark == "missing" for r in mine), sum(r.kept.mark in ("straight", "straight_late") for r in mine),
                kinds["leave"], kinds["sick"], kinds["training"], kinds["out_of_town"], kinds["on_duty"],
                sum(r.kept.not_back for r in mine), sum(r.kept.worked_minutes for r in mine),
            )
        )  # fmt: skip
    return tuple(rows)
