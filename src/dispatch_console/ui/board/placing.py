"""A visit in hand over the timeline: where it would go, what lies in its way there, and the free hours of a technician."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dispatch_console.domain.moment import Moment

if TYPE_CHECKING:
    from dispatch_console.queries.roster import VisitBlock

STEP = dt.timedelta(minutes=5)
SHORTEST_GAP = dt.timedelta(minutes=30)
LENGTH = 60  # minutes of a visit that nobody has planned yet
Span = tuple[Moment, Moment]


@dataclass(frozen=True, slots=True)
class InHand:
    """A visit taken up: nothing is changed by it. technician_id is 0 beside the rows; `was` is None for a job that nobody has."""

    job_id: int
    customer: str
    minutes: int
    technician_id: int
    start: Moment
    was: tuple[int, Moment] | None = None
    under_way: bool = False

    @property
    def end(self) -> Moment:
        """When it would be over."""
        return self.start + dt.timedelta(minutes=self.minutes)

    @property
    def only_time(self) -> bool:
        """Whether the same man goes, at another time."""
        return self.was is not None and self.was[0] == self.technician_id

    @property
    def stays(self) -> bool:
        """Whether it lies where it lay."""
        return self.was == (self.technician_id, self.start)

    def at(self, start: Moment, day: Span) -> InHand:
        """At this time on the next five minutes: within the day, and never before its beginning."""
        first, last = day
        inside = max(first, min(on_step(start), last - dt.timedelta(minutes=self.minutes)))
        return replace(self, start=inside)

    def with_man(self, technician_id: int) -> InHand:
        """In the row of this technician."""
        return replace(self, technician_id=technician_id)


def on_step(moment: Moment) -> Moment:
    """The nearest five minutes."""
    past = dt.timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
    return moment - past + (STEP if past * 2 >= STEP else dt.timedelta())


def next_step(moment: Moment) -> Moment:
    """The five minutes that come next: before them no visit can begin."""
    near = on_step(moment)
    return near if near >= moment else near + STEP


def in_the_way(hand: InHand, blocks: Iterable[VisitBlock]) -> list[tuple[VisitBlock, int]]:
    """The visits that the whole span of this one touches, each with the minutes of overlap."""
    found = []
    for block in blocks:
        both = min(hand.end, block.planned_until) - max(hand.start, block.planned_from)
        if block.shape != "d" and block.job_id != hand.job_id and both > dt.timedelta():
            found.append((block, int(both.total_seconds() // 60)))
    return found


def gaps(taken: Iterable[Span], day: Span) -> list[Span]:
    """What is free of a day beside what is taken, if it is half an hour at least."""
    found: list[Span] = []
    free, last = day
    for start, end in (*sorted(taken), (last, last)):
        if min(start, last) - free >= SHORTEST_GAP:
            found.append((free, min(start, last)))
        free = max(free, end)
    return found


def next_man(order: Sequence[int], at: int, step: int) -> int:
    """The technician above or below; at the end the same one."""
    here = order.index(at) if at in order else -1 if step > 0 else len(order)
    return order[max(0, min(len(order) - 1, here + step))] if order else 0
