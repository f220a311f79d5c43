"""How long, how late and how long ago, in the words that the board and the echo use."""

from __future__ import annotations

import datetime as dt

from dispatch_console.domain.moment import Moment
from dispatch_console.words import Said, say

HOUR = 60
TWO_DAYS = 48 * HOUR
DAY = 24 * HOUR


def left_words(seconds: float) -> Said:
    """Time left of a promise (late when negative): days from 48 h, hours from 1 h, below 1 min "now"."""
    minutes = int(abs(seconds) // 60)
    if minutes < 1:
        return say("now")
    if seconds < 0:
        if minutes >= TWO_DAYS:
            return say("{n} days late", n=minutes // DAY)
        if minutes >= HOUR:
            return say("{h} h {m:02d} late", h=minutes // HOUR, m=minutes % HOUR)
        return say("{n} min late", n=minutes)
    if minutes >= TWO_DAYS:
        return say("{n} days left", n=minutes // DAY)
    if minutes >= HOUR:
        return say("{h} h {m:02d} left", h=minutes // HOUR, m=minutes % HOUR)
    return say("{n} min left", n=minutes)


def paused_words(reason: Said | str) -> Said:
    """A clock that stands still, with its reason."""
    return say("paused: {reason}", reason=reason)


def kept_words() -> Said:
    """A promise that was kept."""
    return say("kept")


def broken_words(seconds_late: float) -> Said:
    """A promise that was fulfilled too late, by how much."""
    return say("was {late}", late=left_words(-abs(seconds_late)))


def length_words(minutes: int) -> Said:
    """A length of time, such as the length of a promise: 15 min, 4 h, 1 h 05, 5 days."""
    if minutes >= TWO_DAYS and minutes % DAY == 0:
        return say("{n} days", n=minutes // DAY)
    if minutes >= HOUR and minutes % HOUR == 0:
        return say("{h} h", h=minutes // HOUR)
    if minutes >= HOUR:
        return say("{h} h {m:02d}", h=minutes // HOUR, m=minutes % HOUR)
    return say("{n} min", n=minutes)


def age_words(then: Moment, now: Moment) -> Said:
    """How long ago something happened: now, 5 min ago, 1 h 05 ago, 2 days ago."""
    minutes = max(0, (now - then) // dt.timedelta(minutes=1))
    if minutes < 1:
        return say("now")
    if minutes >= TWO_DAYS:
        return say("{n} days ago", n=minutes // DAY)
    if minutes >= HOUR:
        return say("{h} h {m:02d} ago", h=minutes // HOUR, m=minutes % HOUR)
    return say("{n} min ago", n=minutes)
