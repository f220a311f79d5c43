"""When the running clocks of open jobs warn: the points of their policy, and the breach."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain.events import last_of
from dispatch_console.domain.jobs import AFTER_WORK
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.rows import CLOCK_WORDS
from dispatch_console.store.facts import facts_of, read_policies
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.jobs import Event, Job
from dispatch_console.words import Said

J, E = table_of(Job), table_of(Event)
Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class WarnPoint:
    """One clock of one job reaches so many per cent of its promise; 100 is the breach. Moments are UTC."""

    job_id: int
    kind: str
    word: Said
    started_at: Moment
    minutes: int
    per_cent: int
    at: Moment

    @property
    def clock(self) -> tuple[int, str, Moment]:
        """Which run of which clock of which job."""
        return self.job_id, self.kind, self.started_at


@query(reads=("job", "event"))
class OpenJobs(Query[dict[int, Stamp]]):
    """Every open job with a stamp that changes when its clocks may have changed (R124)."""


@query(reads=("job", "event", "clock_rule", "calendar", "calendar_day"))
class WarnPoints(Query[tuple[WarnPoint, ...]]):
    """When the running clocks of these jobs warn (R124): at the points of the policy in force, and when they are due."""

    job_ids: tuple[int, ...] = ()


_STAMPS = (
    sa.select(J.c.id, J.c.policy_id, J.c.agreed_from, J.c.status, sa.select(sa.func.max(E.c.id)).where(E.c.job_id == J.c.id).scalar_subquery())
    .where(sa.text("job.is_open = 1"))
)  # fmt: skip


@answers
def open_jobs(question: OpenJobs, reading: Reading) -> dict[int, Stamp]:
    """The stamps by job."""
    return {row[0]: tuple(row[1:]) for row in reading.all(_STAMPS)}


@answers
def warn_points(question: WarnPoints, reading: Reading) -> tuple[WarnPoint, ...]:
    """Points in no order."""
    book, facts = read_policies(reading.connection), facts_of(reading.connection, question.job_ids)
    found = []
    for job in reading.all(sa.select(J.c.id, J.c.policy_id, J.c.agreed_from, J.c.status).where(J.c.id.in_(question.job_ids))):
        told = facts[job.id]
        appointed = last_of(told, "appointed", "appointment_changed")
        agreed = None
        if job.agreed_from is not None and appointed is not None and job.status not in AFTER_WORK:
            agreed = (appointed.happened_at, job.agreed_from)
        for clock, points in book.warnings(job.policy_id, told, reading.now, reading.zone, agreed):
            word = Said(CLOCK_WORDS.get(clock.kind, clock.kind))
            found += [
                WarnPoint(job.id, clock.kind, word, clock.started_at, clock.length_minutes, per_cent, at)
                for per_cent, at in points
            ]
    return tuple(found)
