"""Periods: where they begin, what came before, and their pieces."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from dispatch_console.domain.periods import before, last_ones, name_of, pieces, span_of, year_before

DAY = dt.date(2026, 2, 14)


def told(span):
    return tuple(map(str, span))


@pytest.mark.parametrize(
    ("period", "name", "earlier"),
    [("day", "2026-02-14", "2026-02-13"), ("week", "2026-W07", "2026-02-02"), ("month", "2026-02", "2026-01-01"),
     ("quarter", "2026-Q1", "2025-10-01"), ("year", "2026", "2025-01-01")],
)  # fmt: skip
def test_every_period_has_a_name_and_one_before_it(period, name, earlier):
    span = span_of(period, DAY)
    assert name_of(period, span) == name and str(before(period, span)[0]) == earlier
    assert before(period, span)[1] == span[0] - dt.timedelta(days=1)


def test_a_year_and_a_period_that_there_is_not():
    assert told(span_of("year", DAY)) == ("2026-01-01", "2026-12-31")
    with pytest.raises(ValueError, match="decade"):
        span_of("decade", DAY)


@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_the_pieces_of_a_period_fill_it_without_gap_or_overlap(period):
    span = span_of(period, DAY)
    found = pieces(period, span)
    assert found[0][0] == span[0] and found[-1][1] == span[1]
    assert all(later[0] == earlier[1] + dt.timedelta(days=1) for earlier, later in pairwise(found))
    assert len(found) == {"month": 5, "quarter": 3, "year": 4}[period]


def test_a_week_is_shown_among_the_four_up_to_it():
    assert [told(s)[0] for s in pieces("week", span_of("week", DAY))] == ["2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09"]
    assert len(last_ones("month", span_of("month", DAY), 6)) == 6


def test_the_year_before_a_leap_day_begins_in_march():
    assert told(year_before(span_of("day", dt.date(2028, 2, 29)))) == ("2027-03-01", "2028-02-28")
    assert told(year_before(span_of("month", DAY))) == ("2025-02-01", "2026-01-31")
