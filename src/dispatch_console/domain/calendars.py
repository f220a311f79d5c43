"""Which hours count: the working calendars by which a promise to a customer runs."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI, UTC, Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_, Said, say

Piece = tuple[int, int]
"""Open hours of a day: start and end in minutes after local midnight, the end not included."""

DAY = 24 * 60
ALL_DAY: tuple[Piece, ...] = ((0, DAY),)
OFFICE: tuple[Piece, ...] = ((9 * 60, 17 * 60),)
PHONE: tuple[Piece, ...] = ((8 * 60, 22 * 60),)
_LONGEST_SEARCH = 3660  # days; a calendar shut for ten years never opens
_ZERO = dt.timedelta(0)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day of the State Council's yearly notice: off, or a working day made up at a weekend."""

    day: dt.date
    off: bool
    name: str


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Weekly hours (Monday first) and the days that differ from them (R29).

    `known_years` are the years whose public holidays are in `exceptions`; a calendar that
    does not look at holidays leaves it empty and `holidays` false.
    """

    name: str
    weekly: tuple[tuple[Piece, ...], ...]
    exceptions: Mapping[dt.date, tuple[Piece, ...]] = field(default_factory=dict, hash=False)
    known_years: frozenset[int] = frozenset()
    holidays: bool = False

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise ValueError("a week has seven days")
        for day in (*self.weekly, *self.exceptions.values()):
            last = 0
            for begin, end in day:
                if not last <= begin < end <= DAY:
                    raise ValueError(f"hours out of order in {self.name}: {begin}-{end}")
                last = end

    @property
    def always_open(self) -> bool:
        """True when every minute of every day counts."""
        return not self.exceptions and all(day == ALL_DAY for day in self.weekly)

    def hours_of(self, day: dt.date) -> tuple[Piece, ...]:
        """The open hours of a local day, in minutes after midnight."""
        special = self.exceptions.get(day)
        return self.weekly[day.weekday()] if special is None else special

    def is_working(self, day: dt.date) -> bool:
        """True when the day has any open hour."""
        return bool(self.hours_of(day))

    def missing_years(self, first: dt.date, last: dt.date) -> tuple[int, ...]:
        """Years between two days whose public holidays are not known (R29); empty when all are."""
        if not self.holidays:
            return ()
        return tuple(y for y in range(first.year, last.year + 1) if y not in self.known_years)

    def why_doubtful(self, first: dt.date, last: dt.date) -> Said | None:
        """The warning to show when a due time was counted without the year's holidays."""
        missing = self.missing_years(first, last)
        if not missing:
            return None
        years = ", ".join(str(y) for y in missing)
        return say(
            "The public holidays of {years} are not entered yet: Monday to Friday were counted.", years=years
        )


def around_the_clock(name: str = "24x365") -> WorkCalendar:
    """24 hours on 365 days (R29)."""
    return WorkCalendar(name, (ALL_DAY,) * 7)


def every_day(name: str = "phone", hours: tuple[Piece, ...] = PHONE) -> WorkCalendar:
    """The same hours each day, weekends and holidays too; by default 8-22, the phone hours (R95)."""
    return WorkCalendar(name, (hours,) * 7)


def weekdays(name: str = "weekdays", hours: tuple[Piece, ...] = OFFICE) -> WorkCalendar:
    """Monday to Friday without a look at holidays; by default 9-17 (R29)."""
    return WorkCalendar(name, (hours,) * 5 + ((),) * 2)


def chinese_working_days(
    holidays: Iterable[Holiday], name: str = "working_days", hours: tuple[Piece, ...] = OFFICE
) -> WorkCalendar:
    """Monday to Friday, less the public holidays, plus the working days made up for them (R29)."""
    days = tuple(holidays)
    return WorkCalendar(
        name,
        (hours,) * 5 + ((),) * 2,
        {h.day: () if h.off else hours for h in days},
        frozenset(h.day.year for h in days),
        holidays=True,
    )


def read_holidays(text: str) -> tuple[Holiday, ...]:
    """Read holidays_cn.csv (R29; date, kind off or work, name). Raises ValueError for a bad kind or date."""
    found = []
    for row in csv.DictReader(text.splitlines()):
        if row["kind"] not in ("off", "work"):
            raise ValueError(row["kind"])
        found.append(Holiday(dt.date.fromisoformat(row["date"]), row["kind"] == "off", row["name"]))
    return tuple(found)


def _wall(day: dt.date, minute: int, zone: ZoneInfo) -> Moment:
    day += dt.timedelta(days=minute // DAY)
    return dt.datetime(day.year, day.month, day.day, minute % DAY // 60, minute % 60, tzinfo=zone).astimezone(
        UTC
    )


def _open_days(cal: WorkCalendar, day: dt.date) -> Iterator[dt.date]:
    """The working days from a day on, without end. Raises ValueError when the calendar never opens."""
    last = day
    while (day - last).days < _LONGEST_SEARCH:
        if cal.is_working(day):
            last = day
            yield day
        day += dt.timedelta(days=1)
    raise ValueError(f"the calendar {cal.name} never opens")


def _open_from(cal: WorkCalendar, start: Moment, zone: ZoneInfo) -> Iterator[tuple[Moment, Moment]]:
    """Open spans from a moment on, without end. Raises ValueError when the calendar never opens."""
    for day in _open_days(cal, local(start, zone).date()):
        for begin, end in cal.hours_of(day):
            until = _wall(day, end, zone)
            if until > start:
                yield max(start, _wall(day, begin, zone)), until


def add_time(cal: WorkCalendar, start: Moment, amount: dt.timedelta, zone: ZoneInfo = SHANGHAI) -> Moment:
    """The moment at which so much open time has passed since start; start itself for nothing.

    Raises ValueError for a negative amount or a calendar that never opens.
    """
    if amount < _ZERO:
        raise ValueError("time runs forward")
    if amount == _ZERO or cal.always_open:
        return start + amount
    for begin, end in _open_from(cal, start, zone):
        if amount <= end - begin:
            return begin + amount
        amount -= end - begin
    raise AssertionError  # the iterator has no end


def add_minutes(cal: WorkCalendar, start: Moment, minutes: int, zone: ZoneInfo = SHANGHAI) -> Moment:
    """The moment at which so many open minutes have passed since start (R29, R116)."""
    return add_time(cal, start, dt.timedelta(minutes=minutes), zone)


def pieces(
    cal: WorkCalendar, a: Moment, b: Moment, zone: ZoneInfo = SHANGHAI
) -> tuple[tuple[Moment, Moment], ...]:
    """The open spans between two moments, in order, to explain how a due time came about."""
    if b <= a:
        return ()
    if cal.always_open:
        return ((a, b),)
    found = []
    day, last = local(a, zone).date(), local(b, zone).date()
    while day <= last:
        for begin, end in cal.hours_of(day):
            low, high = max(a, _wall(day, begin, zone)), min(b, _wall(day, end, zone))
            if low < high:
                found.append((low, high))
        day += dt.timedelta(days=1)
    return tuple(found)


def open_time(cal: WorkCalendar, a: Moment, b: Moment, zone: ZoneInfo = SHANGHAI) -> dt.timedelta:
    """How much open time lies between two moments; nothing when b is not after a."""
    return sum((end - begin for begin, end in pieces(cal, a, b, zone)), _ZERO)


def minutes_between(cal: WorkCalendar, a: Moment, b: Moment, zone: ZoneInfo = SHANGHAI) -> int:
    """Whole open minutes between two moments; 0 when b is not after a."""
    return open_time(cal, a, b, zone) // dt.timedelta(minutes=1)


def next_open(cal: WorkCalendar, t: Moment, zone: ZoneInfo = SHANGHAI) -> Moment:
    """The moment itself when open, else the next opening (R31). Raises ValueError when there is none."""
    if cal.always_open:
        return t
    return next(_open_from(cal, t, zone))[0]


def next_working_day(cal: WorkCalendar, day: dt.date) -> dt.date:
    """The first working day after the given one (R127). Raises ValueError when there is none."""
    return add_working_days(cal, day, 1)


def add_working_days(cal: WorkCalendar, day: dt.date, count: int) -> dt.date:
    """The day that lies so many working days after the given one (R121); the day itself for 0.

    Raises ValueError for a negative count or a calendar without working days.
    """
    if count < 0:
        raise ValueError("time runs forward")
    days = _open_days(cal, day + dt.timedelta(days=1))
    for _ in range(count):
        day = next(days)
    return day


def at_minute(day: dt.date, minute: int, zone: ZoneInfo = SHANGHAI) -> Moment:
    """The moment of a local day so many minutes after its midnight (1440 is the next midnight)."""
    return _wall(day, minute, zone)


_HOURS = re.compile(r"^(\d{1,2})[:：]?(\d{2})\s*[-–—~至]\s*(\d{1,2})[:：]?(\d{2})$")


def read_hours(text: str) -> tuple[Piece, ...]:
    """The open hours of a day as typed: 08:30-12:00, 13:00-17:30; empty is closed. Raises Refused."""
    found: list[Piece] = []
    for piece in filter(None, (p.strip() for p in re.split(r"[,，、;；]", text))):
        match = _HOURS.match(piece)
        if match is None:
            raise Refused(N_("{text} are no hours. Written 08:30-12:00, 13:00-17:30."), text=piece)
        begin, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        if not 0 <= begin < end <= 1440 or (found and begin < found[-1][1]) or int(match[2]) > 59 or int(match[4]) > 59:
            raise Refused(N_("{text} are no hours. Written 08:30-12:00, 13:00-17:30."), text=piece)
        found.append((begin, end))
    return tuple(found)


def hours_words(pieces: Sequence[Sequence[int]]) -> str:
    """The open hours of a day as they are typed."""
    return ", ".join(f"{a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}" for a, b in pieces)
