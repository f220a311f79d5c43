"""Days, weeks, months, quarters and years: where one begins, which came before, and the pieces that a picture shows."""

from __future__ import annotations

import datetime as dt

PERIODS = ("day", "week", "month", "quarter", "year")
Span = tuple[dt.date, dt.date]  # first and last day, both included
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def span_of(period: str, day: dt.date) -> Span:
    """The first and last day of the period in which a day lies; weeks begin on Monday. Raises ValueError."""
    if period == "day":
        return day, day
    if period == "week":
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=6)
    if period not in _MONTHS:
        raise ValueError(period)
    months = _MONTHS[period]
    first = day.replace(day=1, month=(day.month - 1) // months * months + 1)
    return first, (first + dt.timedelta(days=31 * months)).replace(day=1) - dt.timedelta(days=1)


def before(period: str, span: Span) -> Span:
    """The period just before."""
    return span_of(period, span[0] - dt.timedelta(days=1))


def after(period: str, span: Span) -> Span:
    """The period just after."""
    return span_of(period, span[1] + dt.timedelta(days=1))


def last_ones(period: str, span: Span, count: int) -> tuple[Span, ...]:
    """So many periods up to this one, the oldest first."""
    found = [span]
    while len(found) < count:
        found.append(before(period, found[-1]))
    return tuple(reversed(found))


def pieces(period: str, span: Span) -> tuple[Span, ...]:
    """What a period is shown by: the weeks of a month, the months of a quarter, the quarters of a year;
    a day or a week among the four up to it.
    """
    if period in ("day", "week"):
        return last_ones(period, span, 4)
    smaller = {"month": "week", "quarter": "month", "year": "quarter"}[period]
    found, day = [], span[0]
    while day <= span[1]:
        first, last = span_of(smaller, day)
        found.append((max(first, span[0]), min(last, span[1])))
        day = last + dt.timedelta(days=1)
    return tuple(found)


def year_before(span: Span) -> Span:
    """The twelve months up to the day before: a thing's own past."""
    first = span[0]
    back = first.replace(year=first.year - 1) if (first.month, first.day) != (2, 29) else dt.date(first.year - 1, 3, 1)
    return back, first - dt.timedelta(days=1)


def name_of(period: str, span: Span) -> str:
    """2026-03-02, 2026-W10, 2026-03, 2026-Q1, 2026."""
    first = span[0]
    if period == "week":
        year, week, _day = first.isocalendar()
        return f"{year}-W{week:02d}"
    return {
        "day": f"{first:%Y-%m-%d}", "month": f"{first:%Y-%m}", "quarter": f"{first.year}-Q{(first.month + 2) // 3}", "year": f"{first.year}",
    }[period]  # fmt: skip
