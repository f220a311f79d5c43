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


@pytest.mark.requirement("R29")
def test_a_day_has_twenty_four_hours_and_ends_at_the_next_midnight():
    assert cal.around_the_clock().hours_of(D(2026, 3, 1)) == ((0, 1440),)
    assert cal.at_minute(D(2026, 3, 2), 1440) == at(D(2026, 3, 3), 0)
    assert cal.at_minute(D(2026, 3, 2), 1439) == at(D(2026, 3, 2), 23, 59)


@pytest.mark.requirement("R95")
def test_the_phone_is_answered_from_eight_to_ten_at_night():
    assert cal.add_minutes(cal.every_day(), at(D(2026, 3, 2), 21, 59), 2) == at(D(2026, 3, 3), 8, 1)
    assert cal.next_open(cal.every_day(), at(D(2026, 3, 2), 22)) == at(D(2026, 3, 3), 8)


@pytest.mark.requirement("R29")
@pytest.mark.parametrize("hours", [((600, 600),), ((540, 720), (660, 1020)), ((-1, 60),), ((540, 1441),)])
def test_hours_that_are_empty_overlap_or_leave_the_day_are_refused(hours):
    with pytest.raises(ValueError):
        cal.WorkCalendar("bad", (hours,) + ((),) * 6)


def test_a_week_has_seven_days():
    with pytest.raises(ValueError):
        cal.WorkCalendar("six", (cal.OFFICE,) * 6)


@pytest.mark.requirement("R29")
def test_always_open_means_every_minute_of_every_day():
    assert cal.around_the_clock().always_open is True
    assert cal.WorkCalendar("monday", (cal.ALL_DAY,) + ((),) * 6).always_open is False
    assert cal.WorkCalendar("but new year", (cal.ALL_DAY,) * 7, {D(2026, 1, 1): ()}).always_open is False


def test_calendars_can_be_kept_apart_in_a_set():
    assert len({WORKING, cal.weekdays(), cal.weekdays()}) == 2


def test_a_calendar_that_looks_at_no_holidays_misses_none():
    assert cal.weekdays().missing_years(D(2026, 1, 1), D(2030, 1, 1)) == ()


@pytest.mark.requirement("R29")
def test_nothing_to_wait_for_is_due_at_once_also_on_a_sunday():
    sunday = at(D(2026, 3, 1), 12)
    assert cal.add_time(cal.weekdays(), sunday, dt.timedelta(0)) == sunday
    assert cal.add_working_days(cal.weekdays(), D(2026, 3, 1), 0) == D(2026, 3, 1)
    assert cal.next_open(cal.around_the_clock(), sunday) == sunday


def test_time_runs_forward():
    with pytest.raises(ValueError):
        cal.add_minutes(cal.around_the_clock(), at(D(2026, 3, 2), 9), -1)
    with pytest.raises(ValueError):
        cal.add_working_days(cal.weekdays(), D(2026, 3, 2), -1)


def test_at_the_closing_minute_the_office_is_shut():
    assert cal.next_open(cal.weekdays(), at(D(2026, 3, 2), 17)) == at(D(2026, 3, 3), 9)
    assert cal.pieces(cal.weekdays(), at(D(2026, 3, 2), 17), at(D(2026, 3, 3), 9)) == ()


def test_between_a_moment_and_itself_lies_nothing():
    for calendar in (cal.around_the_clock(), cal.weekdays()):
        assert cal.pieces(calendar, at(D(2026, 3, 2), 10), at(D(2026, 3, 2), 10)) == ()


def test_an_opening_is_looked_for_over_ten_years_and_no_longer():
    monday = D(2026, 3, 2)

    def opens_after(days):
        return cal.WorkCalendar("rare", ((),) * 7, {monday + dt.timedelta(days=days): cal.OFFICE})

    assert cal.next_working_day(opens_after(3660), monday) == monday + dt.timedelta(days=3660)
    with pytest.raises(ValueError):
        cal.next_working_day(opens_after(3661), monday)


@pytest.mark.requirement("R29")
def test_a_notice_with_an_unknown_kind_of_day_is_refused():
    with pytest.raises(ValueError):
        cal.read_holidays("date,kind,name\n2026-05-01,holiday,劳动节\n")


@pytest.mark.requirement("R121")
def test_three_thousand_working_days_are_counted_through():
    assert cal.add_working_days(cal.weekdays(), D(2026, 3, 2), 3000) == D(2026, 3, 2) + dt.timedelta(days=4200)
