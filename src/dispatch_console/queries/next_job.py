"""What a technician who has become free does next, and why: a new urgent job first, then his own visit, then what waits, then
the nearest upkeep that is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.durations import age_words
from dispatch_console.domain.jobs import Status
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.plans import MAKES_JOB
from dispatch_console.queries.dispatching import same_district, zones
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer, Machine, Site
from dispatch_console.store.tables.jobs import Job, Visit
from dispatch_console.store.tables.people import Person
from dispatch_console.store.tables.plans import Plan
from dispatch_console.words import N_, Said, say

J, V, C, H, P, L, M = (table_of(t) for t in (Job, Visit, Customer, Site, Person, Plan, Machine))
WAITING = (Status.TO_DISPATCH.value, Status.TO_AGREE.value)
PRESSING = ("urgent", "critical")
SOON = dt.timedelta(minutes=60)  # ours: an urgent job is offered when his own next visit is at least so far away, or none


@dataclass(frozen=True, slots=True)
class NextOffer:
    """One job for one technician. planned_from is set when it is his own next visit; moments are UTC.

    A planned day that is due has a plan_id and no job yet: SettlePlanDay makes it.
    """

    job_id: int | None
    number: str
    customer: NameText
    fault: str
    planned_from: Moment | None
    reason: Said
    plan_id: int | None = None


_OWN = (
    sa.select(V.c.job_id, V.c.planned_from, J.c.number, J.c.fault, J.c.contact_name, C.c.name)
    .select_from(V.join(J, J.c.id == V.c.job_id).outerjoin(C, C.c.id == J.c.customer_id))
    .where(V.c.technician_id == sa.bindparam("id"), sa.text("visit.is_live = 1"))
    .order_by(V.c.planned_from)
    .limit(1)
)
_OPEN = (
    sa.select(J.c.id, J.c.number, J.c.fault, J.c.contact_name, J.c.priority, J.c.due_at, J.c.due_sort, J.c.agreed_from, C.c.name, H.c.district)
    .select_from(J.outerjoin(C, C.c.id == J.c.customer_id).outerjoin(H, H.c.id == J.c.site_id))
    .where(sa.text("job.is_open = 1"), J.c.status.in_(WAITING))
    .order_by(J.c.due_sort, J.c.id)
    .limit(100)
)
_HOMES = H.alias("homes")
_HOME = sa.select(sa.func.min(_HOMES.c.id)).where(_HOMES.c.customer_id == C.c.id, _HOMES.c.active).correlate(C).scalar_subquery()
_DUE = (
    sa.select(L.c.id, L.c.name, L.c.next_on, L.c.lead_days, L.c.person_id, C.c.name.label("customer"), H.c.district)
    .select_from(
        L.outerjoin(M, M.c.id == L.c.machine_id).join(C, C.c.id == sa.func.coalesce(L.c.customer_id, M.c.customer_id))
        .outerjoin(H, H.c.id == sa.func.coalesce(M.c.site_id, _HOME))
    )
    .where(L.c.active, L.c.kind.in_(sorted(MAKES_JOB)), L.c.next_on <= sa.bindparam("furthest"))
    .order_by(L.c.next_on, L.c.id)
    .limit(500)
)  # fmt: skip
LONGEST_LEAD = dt.timedelta(days=366)


@query(reads=("job", "visit", "customer", "site", "person", "zone", "plan", "machine"))
class NextJob(Query[NextOffer | None]):
    """The next job of a technician who is free (R73, R74, R186): an urgent one that nobody has, his own next visit, else what
    waits, else a planned day of upkeep, training or revisit that is due and nobody else's.

    Among those that wait: pressing ones, then those due first; his own district breaks a tie. Among planned days: his own,
    those in his district, those due first.
    """

    technician_id: int


@answers
def next_job(question: NextJob, reading: Reading) -> NextOffer | None:
    """The offer with its reason, or None when nothing waits."""
    person = reading.first(sa.select(P.c.district).where(P.c.id == question.technician_id))
    if person is None:
        return None
    near = zones(reading)
    own = reading.first(_OWN, id=question.technician_id)
    today = local(reading.now, reading.zone).date()
    waiting = [r for r in reading.all(_OPEN) if r.agreed_from is None or local(r.agreed_from, reading.zone).date() <= today]
    waiting.sort(key=lambda r: (r.priority not in PRESSING, r.due_sort, not _near(r, person.district, near), r.id))
    first = waiting[0] if waiting else None
    pressing = first is not None and (first.priority in PRESSING or (first.due_at is not None and first.due_at <= reading.now))
    if own is not None and not (pressing and own.planned_from >= reading.now + SOON):
        start = local(own.planned_from, reading.zone)
        reason = say("his own visit at {time}", time=f"{start:%H:%M}" if start.date() == today else f"{start:%m-%d %H:%M}")
        return NextOffer(own.job_id, own.number, NameText(own.name or own.contact_name), own.fault, own.planned_from, reason)
    if first is None:
        return _planned(question.technician_id, person, reading, today, near)
    return NextOffer(first.id, first.number, NameText(first.name or first.contact_name), first.fault, None, _why(first, person, reading.now, near))


def _planned(technician_id: int, person: Any, reading: Reading, today: dt.date, near: Sequence[set[str]]) -> NextOffer | None:
    """The planned day that is nearest to him (R186)."""
    due = [r for r in reading.all(_DUE, furthest=today + LONGEST_LEAD)
           if r.next_on - dt.timedelta(days=r.lead_days) <= today and r.person_id in (None, technician_id)]  # fmt: skip
    if not due:
        return None
    due.sort(key=lambda r: (r.person_id is None, not _near(r, person.district, near), r.next_on, r.id))
    first = due[0]
    reason = say("{what} is planned for {day}", what=first.name, day=f"{first.next_on:%m-%d}")
    if first.person_id is not None:
        reason = say("{first}, {second}", first=reason, second=Said(N_("his own round")))
    elif _near(first, person.district, near):
        reason = say("{first}, {second}", first=reason, second=Said(N_("in his district")))
    return NextOffer(None, "", NameText(first.customer), first.name, None, reason, first.id)


def _near(row: Any, district: str, near: Sequence[set[str]]) -> bool:
    return bool(row.district and same_district(row.district, district, near))


def _why(row: Any, person: Any, now: Moment, near: Sequence[set[str]]) -> Said:
    pieces: list[Said] = []
    if row.priority in PRESSING:
        pieces.append(Said(N_("urgent")))
    if row.due_at is not None:
        pieces.append(say("late, due {time}", time=age_words(row.due_at, now)) if row.due_at <= now else say("waits longest"))
    if _near(row, person.district, near):
        pieces.append(Said(N_("in his district")))
    found = pieces[0] if pieces else Said(N_("nobody has it yet"))
    for more in pieces[1:]:
        found = say("{first}, {second}", first=found, second=more)
    return found
