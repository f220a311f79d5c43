"""The technicians: state now, present and next job, load of the day, what each owes us."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.moment import Moment, at, local
from dispatch_console.domain.shifts import AWAY
from dispatch_console.domain.visits import DayState, VisitStatus
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.jobs import Job, Visit
from dispatch_console.store.tables.people import Page, Person, PersonEvent, PersonSkill, RosterDay
from dispatch_console.words import N_, Said

P, V, J, C = table_of(Person), table_of(Visit), table_of(Job), table_of(Customer)
G, R, E, S = table_of(Page), table_of(RosterDay), table_of(PersonEvent), table_of(PersonSkill)


@dataclass(frozen=True, slots=True)
class VisitBlock:
    """One block of a technician's day: d done, n now, p planned. Moments are UTC."""

    visit_id: int
    job_id: int
    shape: str
    planned_from: Moment
    planned_until: Moment
    customer: NameText
    fault: str
    number: str
    status: VisitStatus


@dataclass(frozen=True, slots=True)
class TechnicianRow:
    """One technician as the dispatcher sees him now."""

    id: int
    name: str
    initials: str
    district: str
    mobile: PhoneText
    skills: tuple[str, ...]
    state: DayState
    since: Moment | None
    now_job_id: int | None
    now_words: str
    next_words: str
    blocks: tuple[VisitBlock, ...]
    owes: Said | None
    owes_level: str  # "", risk, over
    note: str


@query(reads=("person", "visit", "job", "customer", "page", "roster_day", "person_event", "person_skill"))
class Roster(Query[tuple[TechnicianRow, ...]]):
    """Technicians of a local day (today by default): who owes us first, then free, busy, absent (R90–R95)."""

    on_day: dt.date | None = None


_PEOPLE = sa.select(P).where(P.c.role == "technician", P.c.active).order_by(P.c.code)
_SKILLS = sa.select(S.c.person_id, S.c.skill).order_by(S.c.id)
_SHOWN = (
    sa.select(
        V.c.id, V.c.job_id, V.c.technician_id, V.c.planned_from, V.c.planned_until, V.c.status, V.c.is_live, V.c.since,
        C.c.name.label("customer"), J.c.contact_name, J.c.fault, J.c.number, J.c.escalated, J.c.status.label("job_status"),
    )
    .select_from(V.join(J, J.c.id == V.c.job_id).outerjoin(C, C.c.id == J.c.customer_id))
)  # fmt: skip
_VISITS = (  # three ways in, each by its own index: of the day, live, done with the slip still out
    _SHOWN.where(V.c.planned_from >= sa.bindparam("start"), V.c.planned_from < sa.bindparam("end")),
    _SHOWN.where(sa.text("visit.is_live = 1")),
    _SHOWN.where(V.c.id.in_(sa.select(J.c.visit_id).where(sa.text("job.is_open = 1"), J.c.status == "work_done"))),
)
_OFF = {k: DayState.OUT_OF_TOWN if k == "out_of_town" else DayState.ABSENT for k in AWAY}
_GONE = {VisitStatus.RECALLED, VisitStatus.REASSIGNED, VisitStatus.RESCHEDULED, VisitStatus.OBJECTED}
_ORDER = {"over": 0, "risk": 1, "": 2}
_BUSY = {DayState.FREE: 0, DayState.PAGE_OPEN: 1, DayState.COLLECTING: 2, DayState.EN_ROUTE: 2, DayState.WORKING: 2}


@answers
def roster(question: Roster, reading: Reading) -> tuple[TechnicianRow, ...]:
    """Rows in the order of the panel."""
    day = question.on_day or local(reading.now, reading.zone).date()
    start, end = at(day, 0, zone=reading.zone), at(day + dt.timedelta(days=1), 0, zone=reading.zone)
    visits: dict[int, list[Any]] = {}
    of_day, live, unreturned = _VISITS
    found = {
        r.id: r for r in (*reading.all(of_day, start=start, end=end), *reading.all(live), *reading.all(unreturned))
    }
    for row in sorted(found.values(), key=lambda r: (r.planned_from, r.id)):
        visits.setdefault(row.technician_id, []).append(row)
    skills: dict[int, list[str]] = {}
    for row in reading.all(_SKILLS):
        skills.setdefault(row.person_id, []).append(row.skill)
    pages = {r.person_id: r for r in reading.all(sa.select(G).where(G.c.called_back_at.is_(None)).order_by(G.c.id))}
    days = {r.person_id: r for r in reading.all(sa.select(R).where(R.c.on_day == day))}
    came: dict[int, list[Any]] = {}
    for row in reading.all(
        sa.select(E).where(E.c.happened_at >= start, E.c.happened_at < end).order_by(E.c.happened_at)
    ):
        came.setdefault(row.person_id, []).append(row)
    rows = [
        _technician(
            reading,
            p,
            visits.get(p.id, []),
            skills.get(p.id, []),
            pages.get(p.id),
            days.get(p.id),
            came.get(p.id, []),
            start,
            end,
        )
        for p in reading.all(_PEOPLE)
    ]
    return tuple(sorted(rows, key=lambda r: (_ORDER[r.owes_level], _BUSY.get(r.state, 3), r.id)))


def _technician(
    reading: Reading, p: Any, visits: list[Any], skills: list[str], page: Any, day: Any, came: list[Any],
    start: Moment, end: Moment,
) -> TechnicianRow:  # fmt: skip
    today = [v for v in visits if start <= v.planned_from < end and VisitStatus(v.status) not in _GONE]
    under = next((v for v in visits if v.status in ("collecting", "en_route", "working")), None)
    waiting = [v for v in visits if v.is_live and (under is None or v.id != under.id)]
    state, since = _state(under, page, day, came, today)
    owes, level = _owes(reading.now, visits, under, page)
    now_words = f"{_who(under)} {under.fault}".strip() if under else (day.note if day and day.kind in AWAY else "")
    following = waiting[0] if waiting else None
    next_words = ""
    if following is not None:
        next_words = f"{local(following.planned_from, reading.zone):%H:%M} {_who(following)}"
    blocks = tuple(
        VisitBlock(
            v.id, v.job_id, "n" if under is not None and v.id == under.id else "p" if v.is_live else "d",
            v.planned_from, v.planned_until, NameText(_who(v)), v.fault, v.number, VisitStatus(v.status),
        )
        for v in today
    )  # fmt: skip
    return TechnicianRow(
        p.id, p.name, p.initials, p.district, PhoneText(p.mobile), tuple(skills), state, since,
        under.job_id if under else None, now_words, next_words, blocks, owes, level, day.note if day else "",
    )  # fmt: skip


def _who(visit: Any) -> str:
    return str(visit.customer or visit.contact_name or visit.number)


def _state(under: Any, page: Any, day: Any, came: list[Any], today: list[Any]) -> tuple[DayState, Moment | None]:
    if day is not None and day.kind in _OFF:
        return _OFF[day.kind], None
    if came and came[-1].kind == "left_for_home":
        return DayState.ENDED, came[-1].happened_at
    if under is not None:
        return DayState(under.status), under.since
    if page is not None:
        return DayState.PAGE_OPEN, page.sent_at
    ended = [v.since for v in today if not v.is_live and v.since is not None]
    if came or ended:
        return DayState.FREE, max([*ended, *(c.happened_at for c in came)])
    return DayState.NOT_REPORTED, None


def _owes(now: Moment, visits: list[Any], under: Any, page: Any) -> tuple[Said | None, str]:
    """What he owes us, the worst first: an answer of his supervisor, an arrival, a call back, slips (R94, R101)."""
    if under is not None and under.escalated:
        return Said(N_("escalation open")), "over"
    for v in visits:
        if v.is_live and v.status != "working" and v.planned_until < now:
            return Said(N_("owes arrival")), "over"
    if page is not None:
        return Said(N_("owes call back")), "over" if now - page.sent_at > dt.timedelta(minutes=15) else "risk"
    slips = sum(1 for v in visits if v.job_status == "work_done" and not v.is_live)
    if slips:
        return Said(N_("owes {n} slips") if slips != 1 else N_("owes 1 slip"), {"n": slips}), "risk"
    return None, ""
