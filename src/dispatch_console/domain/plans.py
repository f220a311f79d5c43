"""What comes again and again: on which days a rule falls, and how the rule is said (RFC 5545, by dateutil)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from dateutil.rrule import rrulestr

from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_, Said, say

KINDS: dict[str, str] = {
    "office": N_("Office duty"), "training": N_("Training"), "contact": N_("Contact"), "revisit": N_("Revisit"),
    "maintenance": N_("Maintenance"),
}  # fmt: skip
MAKES_JOB = frozenset({"revisit", "maintenance", "training"})
_PARTS = re.compile(r"^(?:FREQ|INTERVAL|BYMONTHDAY|BYMONTH|BYDAY|BYSETPOS)=[A-Z0-9,+-]+$|^COUNT=1$")
FURTHEST = dt.timedelta(days=3660)
_TYPED = re.compile(r"^\s*(?:(\d+)\s*)?([dwmqy天日周月季年])(?:\s*(-?\d{1,2}))?\s*$", re.IGNORECASE)
_FREQ = {"d": "DAILY", "天": "DAILY", "日": "DAILY", "w": "WEEKLY", "周": "WEEKLY", "m": "MONTHLY", "月": "MONTHLY", "q": "MONTHLY",
         "季": "MONTHLY", "y": "YEARLY", "年": "YEARLY"}  # fmt: skip


def checked(rule: str) -> str:
    """A rule as it is kept (R185); raises Refused for one that is none."""
    plain = rule.strip().upper()
    if not all(_PARTS.match(part) for part in plain.split(";")):
        raise Refused(N_("{rule} is no rule of days."), rule=rule.strip() or "—")
    try:
        rrulestr(plain, dtstart=dt.datetime.min)  # noqa: DTZ901 - days without a clock
    except (ValueError, TypeError) as wrong:
        raise Refused(N_("{rule} is no rule of days."), rule=rule.strip()) from wrong
    return plain


def typed(text: str) -> str:
    """A rule as typed (R130, R131, R185): 30d, 2w, m10 (the 10th of each month), 3m, q-1 (the last day of a quarter), y; or an RRULE itself."""
    found = _TYPED.match(text)
    if found is None:
        return checked(text)
    count, unit, day = int(found[1] or 1), found[2].lower(), found[3]
    quarter = unit in ("q", "季")
    if not 1 <= count <= (1 if quarter else 366) or (day is not None and not (1 <= int(day) <= 31 or -28 <= int(day) <= -1)):
        raise Refused(N_("{rule} is no rule of days."), rule=text.strip())
    rule = f"FREQ={_FREQ[unit]}"
    if count > 1:
        rule += f";INTERVAL={count}"
    if quarter:
        rule += ";BYMONTH=3,6,9,12"
    if day is not None:
        rule += f";BYMONTHDAY={day}"
    return checked(rule)


def as_typed(rule: str) -> str:
    """A rule (R185) as one would type it, m10 or q-1; a rule that cannot be typed so short stays as it is kept."""
    parts = dict(p.split("=") for p in rule.split(";"))
    unit = "q" if "BYMONTH" in parts else {"DAILY": "d", "WEEKLY": "w", "MONTHLY": "m", "YEARLY": "y"}.get(parts["FREQ"], "")
    short = f"{parts.get('INTERVAL', '')}{unit}{parts.get('BYMONTHDAY', '')}"
    try:
        return short if typed(short) == rule else rule
    except Refused:
        return rule


def days(rule: str, starts_on: dt.date, after: dt.date | None = None) -> Iterator[dt.date]:
    """The days of a rule (R131, R185) after a day, else from its start on; local days, some ten years at most."""
    every = rrulestr(rule, dtstart=dt.datetime.combine(starts_on, dt.time()))
    ends = (after or starts_on) + FURTHEST
    for moment in every if after is None else every.xafter(dt.datetime.combine(after, dt.time())):
        if moment.date() > ends:
            return
        yield moment.date()


ONCE = "FREQ=DAILY;COUNT=1"


def every_months(months: int) -> str:
    """The rule of so many months (R185)."""
    return "FREQ=MONTHLY" if months == 1 else f"FREQ=MONTHLY;INTERVAL={months}"


def spread(first: dt.date, months: int, count: int) -> Iterator[dt.date]:
    """So many first days over the months of one round (R185): none on a weekend, none after the 28th, so that every month has it."""
    for n in range(count):
        day = first + dt.timedelta(days=n * months * 28 // count)
        while day.weekday() > 4 or day.day > 28:
            day += dt.timedelta(days=1)
        yield day


def due_by_count(counter: int, base: int | None, every: int) -> bool:
    """Whether a machine has made so many sheets since its last upkeep (R186)."""
    return base is not None and counter - base >= every


def next_day(rule: str, starts_on: dt.date, after: dt.date | None) -> dt.date | None:
    """The first of those days (R131, R185); None when there is none."""
    return next(days(rule, starts_on, after), None)


def words(rule: str) -> Said:
    """The rule said (R185): every 3 months, on day 10."""
    parts = dict(p.split("=") for p in rule.split(";"))
    if parts.get("COUNT") == "1":
        return say("once")
    every = int(parts.get("INTERVAL", "1"))
    freq = {"DAILY": N_("every {n} days"), "WEEKLY": N_("every {n} weeks"), "MONTHLY": N_("every {n} months"), "YEARLY": N_("every {n} years")}
    one = {"DAILY": N_("every day"), "WEEKLY": N_("every week"), "MONTHLY": N_("every month"), "YEARLY": N_("every year")}
    said = Said(one.get(parts["FREQ"], parts["FREQ"])) if every == 1 else Said(freq.get(parts["FREQ"], parts["FREQ"]), {"n": every})
    if parts.get("BYMONTH") == "3,6,9,12":
        said = Said(N_("every quarter"))
    day = parts.get("BYMONTHDAY")
    if day is None:
        return said
    return say("{every}, on its last day", every=said) if day == "-1" else say("{every}, on day {day}", every=said, day=day)
