"""One point in time, always aware; and the one clock, given to whoever needs it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

Moment = dt.datetime  # aware, UTC inside the program and in the file; minutes and days are told in the desk's zone

UTC = dt.UTC
SHANGHAI = ZoneInfo("Asia/Shanghai")

Clock = Callable[[], Moment]


def moment(value: dt.datetime) -> Moment:
    """Return the value as an aware UTC moment, cut to whole milliseconds; raises ValueError for one without a zone."""
    if value.tzinfo is None:
        raise ValueError("a moment needs a zone")
    utc = value.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def parse_moment(text: str, zone: ZoneInfo = SHANGHAI) -> Moment:
    """Read an ISO stamp; one without an offset is local to the zone. Raises ValueError."""
    value = dt.datetime.fromisoformat(text)
    return moment(value if value.tzinfo else value.replace(tzinfo=zone))


def stored(value: Moment) -> str:
    """The text kept in the file: 2026-03-02T00:04:00.000Z, so that text order is time order."""
    if value.tzinfo is not UTC:
        value = moment(value)
    return f"{value.isoformat(timespec='milliseconds')[:-6]}Z"


def from_stored(text: str) -> Moment:
    """Read back what `stored` wrote."""
    return dt.datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> Moment | None:
    """Read back what `stored` wrote, or that nothing was."""
    return None if text is None else dt.datetime.fromisoformat(text)


def local(value: Moment, zone: ZoneInfo = SHANGHAI) -> dt.datetime:
    """The same moment told in the desk's zone."""
    return value.astimezone(zone)


def at(day: dt.date, hour: int, minute: int = 0, zone: ZoneInfo = SHANGHAI) -> Moment:
    """A moment from a local day and time."""
    return moment(dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone))


def system_clock() -> Moment:
    """The one place that reads the computer's clock; everybody else is given one."""
    return moment(dt.datetime.now(UTC))


def standing(value: Moment) -> Clock:
    """A clock that stands still (a verb under --now, tests)."""
    return lambda: value


def running_from(value: Moment) -> Clock:
    """A clock that starts at the given moment and runs on (the window under --now)."""
    start = time.monotonic()
    return lambda: moment(value + dt.timedelta(seconds=time.monotonic() - start))
