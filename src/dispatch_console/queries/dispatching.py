"""Who should go: every technician with the reasons for and against, in an order that is said and not hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.shifts import minute_words, usual_hours
from dispatch_console.domain.visits import DayState
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.roster import Roster, TechnicianRow, VisitBlock, roster
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Machine, Site
from dispatch_console.store.tables.jobs import Job, Visit
from dispatch_console.store.tables.people import PersonSkill, RosterDay, Zone
from dispatch_console.words import N_, Said, say

J, V, M, H, S, D, Z = (table_of(t) for t in (Job, Visit, Machine, Site, PersonSkill, RosterDay, Zone))
STEP = dt.timedelta(minutes=5)
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
CATEGORIES = {  # a skill as the list of technicians writes it; the letter of a fault code
    "copier": ("复印机", "C"), "printer": ("打印机", "P"), "computer": ("电脑", "K"), "air_conditioner": ("空调", "A"),
}  # fmt: skip
_OFF = {"leave": N_("leave"), "training": N_("training"), "out_of_town": N_("out of town")}


@dataclass(frozen=True, slots=True)
class Overlap:
    """A visit that lies in the way, and by how many minutes."""

    number: str
    customer: NameText
    planned_from: Moment
    planned_until: Moment
    minutes: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One technician for a job. level is 0 where the skill is missing, None where none is asked; moments are UTC."""

    id: int
    name: str
    initials: str
    district: str
    state: DayState
    since: Moment | None
    now_words: str
    why_not: Said | None  # cannot go at all
    skill: str
    level: int | None
    same_district: bool
    machine_visits: int
    model_visits: int
    visits_today: int
    minutes_today: int
    next_from: Moment | None
    next_who: NameText
    earliest_at: Moment
    until_at: Moment
    late_minutes: int | None  # against the promise: below nought is in time
    overlap: Overlap | None
    blocks: tuple[VisitBlock, ...]
    phone_off: Said | None = None  # he need not answer now (R95)

    @property
    def keeps(self) -> bool:
        """Whether he can be there in time."""
        return self.late_minutes is None or self.late_minutes <= 0


@query(
    reads=("person", "visit", "job", "customer", "page", "roster_day", "person_event", "person_skill", "machine", "site", "zone", "setting")
)  # fmt: skip
class Candidates(Query[tuple[Candidate, ...]]):
    """Technicians for a job (R55, R56, R68, R75, R76, R96): keeps the promise, can do it, same district, load; who cannot go comes last.

    planned_from asks about that time; without it each one's earliest free time counts.
    """

    job_id: int
    minutes: int = 60
    planned_from: Moment | None = None
    promise_at: Moment | None = None


@answers
def candidates(question: Candidates, reading: Reading) -> tuple[Candidate, ...]:
    """Rows, the best first."""
    job = reading.first(
        sa.select(J.c.machine_id, J.c.fault_code, J.c.visit_id, M.c.model, M.c.category, H.c.district)
        .select_from(J.outerjoin(M, M.c.id == J.c.machine_id).outerjoin(H, H.c.id == J.c.site_id))
        .where(J.c.id == question.job_id)
    )
    if job is None:
        return ()
    length = dt.timedelta(minutes=max(5, question.minutes))
    category = job.category or next((c for c, (_w, k) in CATEGORIES.items() if job.fault_code[:1] == k), "")
    skills = {(r.person_id, r.skill): r.level for r in reading.all(sa.select(S))}
    asked = {r.skill for r in reading.all(sa.select(S.c.skill).distinct())}
    word = next((w for w in (category, CATEGORIES.get(category, ("", ""))[0]) if w and w in asked), "")
    day = local(question.planned_from or reading.now, reading.zone).date()
    off = {r.person_id: r for r in reading.all(sa.select(D).where(D.c.on_day == day))}
    near, silent = zones(reading), phone_off(reading)
    rows = [
        replace(_candidate(question, reading, person, job, length, word, skills, off.get(person.id), near), phone_off=silent)
        for person in roster(Roster(on_day=day), reading)
    ]
    return tuple(sorted(rows, key=_rank))


def phone_off(reading: Reading) -> Said | None:
    """Why a technician need not answer his phone now: it is outside the hours in which it must be reachable (R95)."""
    told = dict(reading.rows("SELECT name, json_extract(value, '$') FROM setting WHERE name IN ('phone_hours_from', 'phone_hours_until')"))
    begin, end = usual_hours("on_duty", told)
    now = local(reading.now, reading.zone)
    if begin <= now.hour * 60 + now.minute < end:
        return None
    return say(N_("phones are on {begin}–{end} only"), begin=minute_words(begin), end=minute_words(end))


def _rank(c: Candidate) -> tuple[Any, ...]:
    return (c.why_not is not None, not c.keeps, c.level == 0, -(c.level or 0), not c.same_district, c.minutes_today, c.id)


def _candidate(
    question: Candidates, reading: Reading, person: TechnicianRow, job: Any, length: dt.timedelta, skill: str,
    skills: dict[tuple[int, str], int], day: Any, near: Sequence[set[str]],
) -> Candidate:  # fmt: skip
    own = question.job_id
    live = [b for b in person.blocks if b.shape != "d" and b.job_id != own]
    earliest = _first_gap(live, reading.now, length)
    start = question.planned_from or earliest
    end = start + length
    over = max(
        (
            Overlap(b.number, b.customer, b.planned_from, b.planned_until,
                    int((min(end, b.planned_until) - max(start, b.planned_from)).total_seconds() // 60))
            for b in live if b.planned_from < end and b.planned_until > start
        ), key=lambda o: o.minutes, default=None,
    )  # fmt: skip
    why = None
    if day is not None and day.kind in _OFF:
        why = Said(_OFF[day.kind])
    elif person.state is DayState.ENDED:
        why = Said(N_("gone home"))
    later = [b for b in live if b.planned_from >= reading.now]
    return Candidate(
        person.id, person.name, person.initials, person.district, person.state, person.since, person.now_words, why,
        skill, skills.get((person.id, skill), 0) if skill else None,
        bool(job.district and same_district(job.district, person.district, near)),
        _count(reading, person.id, V.c.job_id.in_(sa.select(J.c.id).where(J.c.machine_id == job.machine_id)), own)
        if job.machine_id else 0,
        _count(reading, person.id, V.c.job_id.in_(
            sa.select(J.c.id).join(M, M.c.id == J.c.machine_id).where(M.c.model == job.model)), own) if job.model else 0,
        len(person.blocks),
        sum(int((b.planned_until - b.planned_from).total_seconds() // 60) for b in person.blocks),
        later[0].planned_from if later else None, later[0].customer if later else NameText(""),
        earliest, earliest + length,
        None if question.promise_at is None else int((start - question.promise_at).total_seconds() // 60), over,
        person.blocks,
    )  # fmt: skip


def _bare(districts: str) -> set[str]:
    return {part.rstrip("区").removesuffix("新") for part in districts.split()}


def zones(reading: Reading) -> tuple[set[str], ...]:
    """The districts of each zone; a zone's name means all of them (R76, R235)."""
    return tuple(_bare(r.districts) | _bare(r.name) for r in reading.all(sa.select(Z)))


def same_district(one: str, other: str, near: Sequence[set[str]] = ()) -> bool:
    """Whether a place lies in a technician's district or in one of its zone; he may have several (R76, R235)."""
    here, his = _bare(one), _bare(other)
    return bool(here & his) or any(zone & here and zone & his for zone in near)


def _count(reading: Reading, person_id: int, where: Any, own: int) -> int:
    statement = sa.select(sa.func.count()).select_from(V).where(V.c.technician_id == person_id, V.c.job_id != own, where)
    return int(reading.value(statement) or 0)


def _first_gap(live: list[VisitBlock], now: Moment, length: dt.timedelta) -> Moment:
    """The first time from now on into which a visit of this length fits, on the next five minutes."""
    start = now
    for block in sorted(live, key=lambda b: b.planned_from):
        if block.planned_until <= start and block.shape != "n":
            continue
        if block.shape == "n":  # he is there now: free when it is planned to end, or in a quarter of an hour
            start = max(block.planned_until, now + 3 * STEP)
        elif block.planned_from < start + length:
            start = max(start, block.planned_until)
    past = (start - EPOCH) % STEP
    return start if not past else start - past + STEP
