"""On which days a rule falls, and how it is typed and said."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest

from dispatch_console.domain.plans import (
    ONCE,
    as_typed,
    checked,
    days,
    due_by_count,
    every_months,
    next_day,
    spread,
    typed,
    words,
)
from dispatch_console.domain.refused import Refused

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("short", "rule", "said"),
    [
        ("30d", "FREQ=DAILY;INTERVAL=30", "every 30 days"), ("2周", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"), ("M10", "FREQ=MONTHLY;BYMONTHDAY=10", "every month, on day 10"),
        ("月-1", "FREQ=MONTHLY;BYMONTHDAY=-1", "every month, on its last day"), ("q-1", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "every quarter, on its last day"),
        ("y", "FREQ=YEARLY", "every year"), ("季1", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=1", "every quarter, on day 1"), ("366天", "FREQ=DAILY;INTERVAL=366", "every 366 days"),
        ("m31", "FREQ=MONTHLY;BYMONTHDAY=31", "every month, on day 31"), ("m1", "FREQ=MONTHLY;BYMONTHDAY=1", "every month, on day 1"), ("m-28", "FREQ=MONTHLY;BYMONTHDAY=-28", "every month, on day -28"),
        ("2y", "FREQ=YEARLY;INTERVAL=2", "every 2 years"), ("w", "FREQ=WEEKLY", "every week"), ("2日", "FREQ=DAILY;INTERVAL=2", "every 2 days"), ("3M", "FREQ=MONTHLY;INTERVAL=3", "every 3 months"),
        ("q", "FREQ=MONTHLY;BYMONTH=3,6,9,12", "every quarter"), ("月", "FREQ=MONTHLY", "every month"), ("年", "FREQ=YEARLY", "every year"),
        ("d", "FREQ=DAILY", "every day"), ("freq=monthly;interval=2", "FREQ=MONTHLY;INTERVAL=2", "every 2 months"),
    ],
)  # fmt: skip
def test_a_rule_as_it_is_typed_kept_and_said(short, rule, said):
    assert typed(short) == rule and str(words(rule)) == said


@pytest.mark.parametrize("wrong", ["", "oft", "0d", "367d", "m32", "m0", "m-29", "FREQ=MONTHLY;DTSTART=2026", "FREQ=NEVER", "FREQ=DAILY;INTERVAL=X", "2q", "m10;COUNT=3", "FREQ=DAILY;COUNT=3", "INTERVAL=2"])
def test_what_is_no_rule_is_refused(wrong):
    with pytest.raises(Refused):
        typed(wrong)
    with pytest.raises(Refused):
        checked(wrong)


@pytest.mark.requirement("R131")
def test_the_days_of_a_rule_at_the_ends_of_months_and_quarters():
    assert list(islice(days(typed("m-1"), D("2026-01-05"), D("2026-01-31")), 3)) == [D("2026-02-28"), D("2026-03-31"), D("2026-04-30")]
    assert next_day(typed("q-1"), D("2026-03-02"), None) == D("2026-03-31")
    assert next_day(typed("q-1"), D("2026-03-02"), D("2026-03-31")) == D("2026-06-30")
    assert next_day(typed("m10"), D("2026-03-10"), None) == D("2026-03-10")
    assert next_day("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", D("2026-01-01"), None) is None


@pytest.mark.requirement("R185")
def test_what_was_typed_is_named_in_the_refusal_and_the_days_end_after_ten_years():
    with pytest.raises(Refused, match=r"^oft is no rule of days"):
        typed(" oft ")
    with pytest.raises(Refused, match=r"^— is no rule of days"):
        typed("  ")
    assert next_day(typed("d"), D("2026-03-02"), D("2026-03-05")) == D("2026-03-06")
    assert len(list(days("FREQ=DAILY", D("2026-01-01"), D("2026-02-01")))) == 3660


@pytest.mark.requirement("R185")
@pytest.mark.parametrize("short", ["30d", "2w", "m10", "m-1", "q-1", "q", "y", "3m", "2m15"])
def test_a_rule_is_shown_as_it_was_typed(short):
    assert as_typed(typed(short)) == short


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYDAY=1MO", "FREQ=HOURLY", "FREQ=MONTHLY;BYMONTHDAY=10,20", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1"])
def test_a_rule_too_long_to_type_stays_as_it_is_kept(rule):
    assert as_typed(rule) == rule


@pytest.mark.requirement("R185")
def test_the_28th_is_a_first_day_the_29th_is_not_and_each_place_in_the_round_is_its_own_day():
    assert list(spread(dt.date(2026, 4, 28), 3, 1)) == [dt.date(2026, 4, 28)]
    assert list(spread(dt.date(2026, 4, 29), 3, 1)) == [dt.date(2026, 5, 1)]  # a Wednesday the 29th goes over the 30th to Friday
    one_a_day = list(spread(dt.date(2026, 1, 5), 3, 84))
    assert (one_a_day[9], one_a_day[28]) == (dt.date(2026, 1, 14), dt.date(2026, 2, 2))


@pytest.mark.requirement("R185")
def test_first_days_are_spread_over_the_round_and_none_is_on_a_weekend_or_after_the_28th():
    days = list(spread(dt.date(2026, 3, 1), 3, 200))
    assert len(days) == 200 and days == sorted(days) and days[0] == dt.date(2026, 3, 2)
    assert all(d.weekday() < 5 and d.day <= 28 for d in days) and days[-1] <= dt.date(2026, 6, 1)
    assert max(days.count(d) for d in set(days)) <= 14
    assert (every_months(1), every_months(3)) == ("FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3")


@pytest.mark.requirement("R186")
def test_upkeep_by_the_counter_is_due_from_the_sheet_on():
    assert [due_by_count(n, 1000, 500) for n in (1499, 1500)] == [False, True] and not due_by_count(9999, None, 1)


def test_what_happens_once_says_so():
    assert str(words(checked(ONCE))) == "once" and next_day(ONCE, dt.date(2026, 3, 2), dt.date(2026, 3, 2)) is None
