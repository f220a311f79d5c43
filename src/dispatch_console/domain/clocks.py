"""How long until a promise is due, told from what happened and when; nothing here is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from dispatch_console.domain import calendars, durations, kinds
from dispatch_console.domain.calendars import WorkCalendar
from dispatch_console.domain.moment import SHANGHAI, Moment, local
from dispatch_console.words import Said, say

_MINUTE = dt.timedelta(minutes=1)
_ZERO = dt.timedelta(0)
BEFORE_AGREED = dt.timedelta(minutes=30)
_ENDS_ALL = frozenset({"sent_in", "refused_quote", "slip_lost", "cancelled", "rejected", "referred", "closed", "replaced", "recalled", "reopened"})


class Level(StrEnum):
    """How a clock is shown: quiet while fine, tinted when soon, filled when late."""

    FINE = "fine"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One promise as policy: how many minutes of which calendar, from which event to which (R116 and others).

    `pauses` holds tuples of the kind that stops the clock and the kinds that let it run again.
    `real_time` counts every minute and moves a due time outside the calendar to the next opening (R31).
    `until_minute` makes it a day's promise: due at that minute of the day, `working_days` later (R127).
    `again` lets a start event after a stop begin a new run.
    """

    kind: str
    minutes: int
    calendar: str
    starts: frozenset[str]
    stops: frozenset[str]
    pauses: frozenset[tuple[str, ...]] = frozenset()
    warn_at: tuple[int, ...] = (50, 80)
    real_time: bool = False
    working_days: int = 0
    until_minute: int | None = None
    again: bool = True
    requirement: str = ""


@dataclass(frozen=True, slots=True)
class FixedPromise:
    """A promise with an agreed moment: an appointment (R59), a call-back at half past eleven."""

    kind: str
    made_at: Moment
    due_at: Moment
    stops: frozenset[str]
    warn_minutes: int = BEFORE_AGREED // _MINUTE


@dataclass(frozen=True, slots=True)
class FactEvent:
    """What happened, with its three times: happened, reported, recorded."""

    kind: str
    happened_at: Moment
    reported_at: Moment
    recorded_at: Moment
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PausedSpan:
    """Time cut out of a promise; `end` is None while it still stands.

    Of pauses that run into one another the one that ends last is named.
    """

    start: Moment
    end: Moment | None
    reason: str
    kind: str

    def why(self) -> Said:
        """What the clock waits for: the reason given, else the event that stopped it."""
        return Said(self.reason) if self.reason else kinds.event_words(self.kind)


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A clock read at one moment. Minutes are whole; `left_minutes` is negative once late."""

    kind: str
    started_at: Moment
    start_kind: str
    due_at: Moment | None
    stopped_at: Moment | None
    stop_kind: str
    paused_spans: tuple[PausedSpan, ...]
    level: Level
    length_minutes: int
    used_minutes: int
    left_minutes: int
    left_seconds: int
    fraction_used: float
    warned: tuple[int, ...]
    pieces: tuple[tuple[Moment, Moment], ...]
    left: dt.timedelta
    stops: frozenset[str]
    zone: ZoneInfo

    @property
    def words(self) -> Said:
        """What the clock says in a few words; made when asked for, since deriving a job asks for no words."""
        return _words(self.level, self.left, self.paused_spans)

    @property
    def sentence(self) -> Said:
        """What paused it and for how long, what stopped or will stop it."""
        return _stop_sentence(self.stops, self.stopped_at, self.stop_kind, self.paused_spans, self.zone)

    @property
    def running(self) -> bool:
        """True until the promise is fulfilled."""
        return self.stopped_at is None


def soon_minutes(promise_minutes: int) -> float:
    """From how many minutes before the end a clock is "soon": 20 % or 30 min (half under 1 h), at most 60."""
    return min(60.0, max(promise_minutes * 0.2, min(30.0, promise_minutes / 2)))


def level_of(left: dt.timedelta, promise_minutes: int) -> Level:
    """Late, soon or fine from the time left of a running promise."""
    if left < _ZERO:
        return Level.LATE
    return Level.SOON if left <= soon_minutes(promise_minutes) * _MINUTE else Level.FINE


def in_order(events: Iterable[FactEvent]) -> list[FactEvent]:
    """Events by when they happened, then when they were written down; a back-dated one falls into place."""
    return sorted(events, key=lambda e: (e.happened_at, e.recorded_at))


def run(
    rule: ClockRule,
    events: Iterable[FactEvent],
    calendar: WorkCalendar,
    now: Moment,
    zone: ZoneInfo = SHANGHAI,
) -> ClockReading | None:
    """Read one clock from the events up to now (R114-R127); None when nothing has started it.

    Only `happened_at` counts, so a late entry moves the due time to where it always was.
    Late is counted in real time from the due moment; time left in minutes of the calendar.
    """
    past = [e for e in in_order(events) if e.happened_at <= now]
    found = _find_run(rule, past)
    if found is None:
        return None
    start, stop = found
    end = stop.happened_at if stop else now
    spans = _spans(rule, past, start.happened_at, stop.happened_at if stop else None)
    paused_now = bool(spans) and spans[-1].end is None
    runs = _running(start.happened_at, end, spans)
    counting = _counting(rule, calendar)
    counted = tuple(p for a, b in runs for p in calendars.pieces(counting, a, b, zone))
    used = sum((b - a for a, b in counted), _ZERO)
    due = _due(rule, calendar, start.happened_at, end, spans, zone)
    if rule.until_minute is None:
        promised = rule.minutes * _MINUTE
    else:
        promised = due - start.happened_at
    left = promised - used
    if not paused_now and (end > due or rule.until_minute is not None or rule.real_time):
        left = due - end
    return _reading(
        rule, start, stop, None if paused_now else due, spans, promised, used, left, counted, zone
    )


def run_fixed(
    promise: FixedPromise, events: Iterable[FactEvent], now: Moment, zone: ZoneInfo = SHANGHAI
) -> ClockReading:
    """Read a promise that has an agreed moment; soon from `warn_minutes` before it (R59, R124)."""
    stop = next(
        (e for e in in_order(events) if e.kind in promise.stops and promise.made_at <= e.happened_at <= now),
        None,
    )
    end = stop.happened_at if stop else now
    left = promise.due_at - end
    length = max(promise.due_at - promise.made_at, _ZERO)
    used = max(end - promise.made_at, _ZERO)
    if stop:
        level = Level.KEPT if left >= _ZERO else Level.BROKEN
    elif left < _ZERO:
        level = Level.LATE
    else:
        level = Level.SOON if left <= promise.warn_minutes * _MINUTE else Level.FINE
    return ClockReading(
        promise.kind, promise.made_at, "", promise.due_at, stop.happened_at if stop else None,
        stop.kind if stop else "", (), level, length // _MINUTE, used // _MINUTE, _whole(left),
        int(left.total_seconds()), _fraction(used, length), (), ((promise.made_at, end),),
        left, promise.stops, zone,
    )  # fmt: skip


def warn_moments(
    rule: ClockRule | None, reading: ClockReading, calendar: WorkCalendar, now: Moment, zone: ZoneInfo = SHANGHAI
) -> tuple[tuple[int, Moment], ...]:
    """When a running clock warns: each per cent of its policy, and 100 when it is due; an agreed time half an hour before.

    A point that has passed is given as now. A clock that is paused or has stopped warns of nothing.
    """
    due = reading.due_at
    if due is None or not reading.running:
        return ()
    if rule is None:
        return (80, due - BEFORE_AGREED), (100, due)
    promised = due - reading.started_at if rule.until_minute is not None else rule.minutes * _MINUTE
    used = sum((end - start for start, end in reading.pieces), _ZERO)
    points = tuple((per_cent, _ahead(rule, calendar, now, promised * per_cent / 100 - used, zone)) for per_cent in rule.warn_at)
    return *((per_cent, at) for per_cent, at in points if at < due), (100, due)


def _ahead(rule: ClockRule, calendar: WorkCalendar, now: Moment, ahead: dt.timedelta, zone: ZoneInfo) -> Moment:
    """So much of the clock's own time from now on; now itself when it lies behind."""
    return calendars.add_time(_counting(rule, calendar), now, max(ahead, _ZERO), zone)


def most_urgent(readings: Iterable[ClockReading]) -> ClockReading | None:
    """The clock to show for a job (R116): the running one due first, then a paused one; None when all are done."""
    open_ones = [r for r in readings if r.running]
    return min(open_ones, key=lambda r: (r.due_at is None, r.due_at or r.started_at, r.kind), default=None)


def _find_run(rule: ClockRule, events: Sequence[FactEvent]) -> tuple[FactEvent, FactEvent | None] | None:
    start: FactEvent | None = None
    stop: FactEvent | None = None
    for event in events:
        if event.kind in rule.starts and (start is None or (stop is not None and rule.again)):
            start, stop = event, None
        elif event.kind in rule.stops and start is not None and stop is None:
            stop = event
    return None if start is None else (start, stop)


def _spans(
    rule: ClockRule, events: Sequence[FactEvent], start: Moment, stop: Moment | None
) -> tuple[PausedSpan, ...]:
    single: list[tuple[Moment, Moment | None, str, str]] = []
    for begin_kind, *end_kinds in sorted(rule.pauses):
        begin: FactEvent | None = None
        for event in events:
            if event.kind == begin_kind and begin is None:
                begin = event
            elif event.kind in end_kinds and begin is not None:
                single.append((begin.happened_at, event.happened_at, begin.reason, begin_kind))
                begin = None
        if begin is not None:
            single.append((begin.happened_at, stop, begin.reason, begin_kind))
    clipped = []
    for low, high, reason, kind in single:
        low = max(low, start)
        high = min(high, stop) if high is not None and stop is not None else high
        if high is None or low < high:
            clipped.append((low, high, reason, kind))
    return _merged(sorted(clipped, key=lambda s: s[0]))


def _merged(single: Sequence[tuple[Moment, Moment | None, str, str]]) -> tuple[PausedSpan, ...]:
    spans: list[PausedSpan] = []
    for low, high, reason, kind in single:
        last = spans[-1] if spans else None
        if last is None or (last.end is not None and last.end < low):
            spans.append(PausedSpan(low, high, reason, kind))
        elif last.end is not None and (high is None or last.end < high):
            spans[-1] = PausedSpan(last.start, high, reason, kind)
    return tuple(spans)


def _running(start: Moment, end: Moment, spans: Sequence[PausedSpan]) -> list[tuple[Moment, Moment]]:
    runs = []
    for span in spans:
        if start < span.start:
            runs.append((start, min(span.start, end)))
        start = end if span.end is None else max(start, span.end)
    if start < end:
        runs.append((start, end))
    return runs


def _counting(rule: ClockRule, calendar: WorkCalendar) -> WorkCalendar:
    every_minute = rule.real_time or rule.until_minute is not None
    return calendars.around_the_clock() if every_minute else calendar


def _due(
    rule: ClockRule,
    calendar: WorkCalendar,
    start: Moment,
    end: Moment,
    spans: Sequence[PausedSpan],
    zone: ZoneInfo,
) -> Moment:
    """When the promise falls due, as if a pause that still stands ended at `end`."""
    if rule.until_minute is not None:
        base = max([start, *(s.end or end for s in spans)])
        day = calendars.add_working_days(calendar, local(base, zone).date(), rule.working_days)
        return calendars.at_minute(day, rule.until_minute, zone)
    counting = _counting(rule, calendar)
    left = rule.minutes * _MINUTE
    for span in spans:
        here = calendars.open_time(counting, start, span.start, zone)
        if here >= left:
            break
        left -= here
        start = max(start, span.end or end)
    due = calendars.add_time(counting, start, left, zone)
    return calendars.next_open(calendar, due, zone) if rule.real_time else due


def _reading(
    rule: ClockRule,
    start: FactEvent,
    stop: FactEvent | None,
    due: Moment | None,
    spans: tuple[PausedSpan, ...],
    promised: dt.timedelta,
    used: dt.timedelta,
    left: dt.timedelta,
    counted: tuple[tuple[Moment, Moment], ...],
    zone: ZoneInfo,
) -> ClockReading:
    length = promised // _MINUTE
    fraction = _fraction(used, promised)
    if stop:
        level = Level.KEPT if left >= _ZERO else Level.BROKEN
    elif due is None:
        level = Level.LATE if left < _ZERO else Level.PAUSED
    else:
        level = level_of(left, length)
    return ClockReading(
        rule.kind, start.happened_at, start.kind, due, stop.happened_at if stop else None,
        stop.kind if stop else "", spans, level, length, used // _MINUTE, _whole(left),
        int(left.total_seconds()), fraction, tuple(p for p in rule.warn_at if fraction * 100 >= p), counted,
        left, rule.stops, zone,
    )  # fmt: skip


def _fraction(used: dt.timedelta, promised: dt.timedelta) -> float:
    return 1.0 if promised <= _ZERO else min(1.0, used / promised)


def _whole(left: dt.timedelta) -> int:
    return int(left / _MINUTE)  # towards nought: a begun minute is neither left nor late


def _words(level: Level, left: dt.timedelta, spans: Sequence[PausedSpan]) -> Said:
    if level is Level.KEPT:
        return durations.kept_words()
    if level is Level.BROKEN:
        return durations.broken_words(left.total_seconds())
    if level is Level.PAUSED:
        return durations.paused_words(spans[-1].why())
    return durations.left_words(left.total_seconds())


def _stop_sentence(
    stops: frozenset[str], stopped_at: Moment | None, stop_kind: str, spans: Sequence[PausedSpan], zone: ZoneInfo
) -> Said:
    """One sentence: what paused the clock and for how long, what stopped or will stop it."""
    if stopped_at:
        end = say("{time} {event}: stopped.", time=_time(stopped_at, zone), event=kinds.event_words(stop_kind))
    else:
        hoped = sorted(stops - _ENDS_ALL) or sorted(stops)  # that a cancelled job owes nothing is not said
        end = say("Stops at: {events}.", events=_listed([kinds.event_words(k) for k in hoped]))
    if not spans:
        return end
    if spans[-1].end is None:
        pause = say(
            "Paused since {time}: {reason}.", time=_time(spans[-1].start, zone), reason=spans[-1].why()
        )
    else:
        total = sum((s.end - s.start for s in spans if s.end is not None), _ZERO) // _MINUTE
        reasons = _listed([s.why() for s in spans])
        pause = say("Paused {length} ({reasons}).", length=durations.length_words(total), reasons=reasons)
    return say("{pause} {end}", pause=pause, end=end)


def _listed(words: Sequence[Said]) -> Said | str:
    told: Said | str = ""
    seen: list[str] = []
    for word in words:
        if word.msgid in seen:
            continue
        seen.append(word.msgid)
        told = say("{first}, {second}", first=told, second=word) if told else word
    return told


def _time(value: Moment, zone: ZoneInfo) -> str:
    return f"{local(value, zone):%H:%M}"
