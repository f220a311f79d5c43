import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch_console import places
from dispatch_console.domain import calendars as cal
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused

HOLIDAYS = cal.read_holidays((places.resources() / "data" / "holidays_cn.csv").read_text("utf-8"))
WORKING = cal.chinese_working_days(HOLIDAYS)
D = dt.date


@pytest.mark.requirement("R29")
def test_a_promise_of_two_hours_at_half_past_four_ends_next_morning():
    assert cal.add_minutes(cal.weekdays(), at(D(2026, 3, 3), 16, 30), 120) == at(D(2026, 3, 4), 10, 30)


def test_a_promise_that_fits_ends_at_the_closing_minute_itself():
    assert cal.add_minutes(cal.weekdays(), at(D(2026, 3, 3), 16, 0), 60) == at(D(2026, 3, 3), 17)


@pytest.mark.requirement("R29")
def test_the_spring_festival_is_skipped_and_the_saturday_after_it_is_worked():
    assert cal.next_working_day(WORKING, D(2026, 2, 14)) == D(2026, 2, 24)
    assert WORKING.is_working(D(2026, 2, 14)) and WORKING.is_working(D(2026, 2, 28))
    assert not WORKING.is_working(D(2026, 3, 1))
    assert cal.add_working_days(WORKING, D(2026, 2, 27), 2) == D(2026, 3, 2)


def test_every_off_day_that_is_made_up_balances_within_the_year():
    assert sum(h.off for h in HOLIDAYS if h.day.year == 2025) == 28
    assert sum(h.off for h in HOLIDAYS if h.day.year == 2026) == 33
    assert all(h.day.weekday() >= 5 for h in HOLIDAYS if not h.off)


def test_a_year_without_a_notice_is_said():
    assert WORKING.missing_years(D(2026, 12, 30), D(2027, 1, 4)) == (2027,)
    assert "2027" in str(WORKING.why_doubtful(D(2026, 12, 30), D(2027, 1, 4)))
    assert cal.weekdays().why_doubtful(D(2030, 1, 1), D(2030, 1, 2)) is None


def test_before_eight_the_phone_opens_at_eight():
    phone = cal.every_day()
    assert cal.next_open(phone, at(D(2026, 3, 1), 23, 5)) == at(D(2026, 3, 2), 8)
    assert cal.next_open(phone, at(D(2026, 3, 2), 8, 5)) == at(D(2026, 3, 2), 8, 5)


def test_pieces_show_how_the_time_was_counted():
    found = cal.pieces(cal.weekdays(), at(D(2026, 3, 6), 16), at(D(2026, 3, 9), 10))
    assert found == (
        (at(D(2026, 3, 6), 16), at(D(2026, 3, 6), 17)),
        (at(D(2026, 3, 9), 9), at(D(2026, 3, 9), 10)),
    )


def test_a_calendar_that_never_opens_says_so():
    shut = cal.WorkCalendar("shut", ((),) * 7)
    with pytest.raises(ValueError):
        cal.add_minutes(shut, at(D(2026, 3, 6), 16), 1)
    with pytest.raises(ValueError):
        cal.next_working_day(shut, D(2026, 3, 6))


def test_hours_out_of_order_are_refused():
    with pytest.raises(ValueError):
        cal.WorkCalendar("bad", (((600, 500),),) + ((),) * 6)


@settings(max_examples=80)
@given(st.integers(0, 60 * 24 * 30), st.integers(1, 5000), st.sampled_from([0, 1, 2, 3]))
def test_the_minutes_to_the_due_time_are_the_minutes_promised(offset, minutes, which):
    calendar = [cal.around_the_clock(), cal.weekdays(), cal.every_day(), WORKING][which]
    start = at(D(2026, 2, 1), 0) + dt.timedelta(minutes=offset)
    assert cal.minutes_between(calendar, start, cal.add_minutes(calendar, start, minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [("", ()), ("0830-1200", ((510, 720),)), (" 08:30-12:00，13:00至17:30 ", ((510, 720), (780, 1050))), ("0:00-24:00", ((0, 1440),)), ("9:00—17:00;18:00-19:00", ((540, 1020), (1080, 1140)))],
)
def test_hours_of_a_day_as_they_are_typed(typed, pieces):
    assert cal.read_hours(typed) == pieces
    assert cal.read_hours(cal.hours_words(pieces)) == pieces


@pytest.mark.parametrize("wrong", ["morning", "12:00-08:00", "08:00-08:00", "08:00-24:01", "08:60-10:00", "08:00-10:60", "08:00-12:00, 11:00-13:00"])
def test_hours_that_are_none_are_refused(wrong):
    with pytest.raises(Refused, match="no hours"):
        cal.read_hours(wrong)
