"""What a day of the roster counts for, and how it was kept."""

import datetime as dt

import pytest

from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.shifts import (
    BY_LETTER,
    SHIFTS,
    Came,
    counted,
    counted_minutes,
    hours_typed,
    kept_day,
    minute_of,
    minute_words,
    shift,
    short_of,
    usual_hours,
    week_of,
)

DAY = dt.date(2026, 3, 2)
SETTINGS = {"day_start": "08:30", "closing_time": "17:30", "straight_to_site": "08:45", "phone_hours_from": "08:00", "phone_hours_until": "22:00"}


def t(hour, minute=0):
    return at(DAY, hour, minute)


def kept(kind="work", now=(20, 0), **came):
    return kept_day(kind, t(8, 30), t(17, 30), t(8, 45), Came(**came), t(*now))


def test_each_kind_has_a_letter_of_its_own_and_says_whether_he_goes_out():
    assert len(BY_LETTER) == len(SHIFTS) == 9
    assert {s.kind for s in SHIFTS.values() if not s.goes_out} == {"rest", "leave", "sick", "training", "out_of_town"}
    with pytest.raises(Refused):
        shift("asleep")


@pytest.mark.requirement("R90", "R91", "R92", "R95")
@pytest.mark.parametrize(
    ("kind", "hours", "counts"),
    [("work", (510, 1050), 480), ("early", (450, 990), 480), ("straight", (510, 1050), 480), ("on_duty", (480, 1320), 480),
     ("training", (510, 1050), 480), ("out_of_town", (510, 1050), 480), ("rest", (0, 0), 0), ("leave", (0, 0), 0), ("sick", (0, 0), 0)],
)  # fmt: skip
def test_the_usual_hours_come_from_the_settings_and_count_without_the_break(kind, hours, counts):
    assert usual_hours(kind, SETTINGS) == hours and counted_minutes(kind, *hours) == counts


def test_settings_that_are_no_time_leave_the_usual_ones():
    assert usual_hours("work", {"day_start": "früh"}) == (510, 1050)
    assert (minute_of("24:00", 7), minute_of("8:60", 7), minute_of("23:59", 7), minute_of("0:00", 7)) == (7, 7, 1439, 0)
    assert (minute_words(525), minute_words(600)) == ("8:45", "10:00")


def test_a_short_day_has_no_break_and_a_long_one_is_eight_hours():
    assert counted_minutes("work", 510, 870) == 360 and counted_minutes("work", 510, 871) == 301 and counted_minutes("work", 510, 510) == 0
    assert counted(t(8), t(14)) == 360 and counted(t(8), t(14, 1)) == 301 and counted(t(9), t(8)) == 0


@pytest.mark.parametrize(("text", "hours"), [("830-1730", (510, 1050)), ("8:30–17:30", (510, 1050)), ("0900~1200", (540, 720))])
def test_hours_as_typed(text, hours):
    assert hours_typed(text) == hours


@pytest.mark.parametrize("text", ["", "8-9", "1730-830", "830-830", "2500-2600", "früh"])
def test_what_are_no_hours_is_refused(text):
    with pytest.raises(Refused):
        hours_typed(text)


@pytest.mark.requirement("R90")
def test_who_reports_in_by_the_minute_is_present_and_a_minute_later_late():
    assert kept(reported_at=t(8, 30)).mark == "present" and kept(reported_at=t(8, 30)).late_minutes == 0
    late = kept(reported_at=t(8, 31))
    assert (late.mark, late.late_minutes, late.came_at) == ("late", 1, t(8, 31))
    assert kept(now=(8, 30)).mark == "waiting" and kept(now=(8, 31)).mark == "missing"


@pytest.mark.requirement("R91")
def test_straight_to_the_customer_counts_by_the_arrival_before_a_quarter_to_nine():
    assert kept("straight", on_site_at=t(8, 45)).mark == "straight"
    assert (kept("straight", on_site_at=t(8, 50)).mark, kept("straight", on_site_at=t(8, 50)).late_minutes) == ("straight_late", 5)
    assert kept("straight", now=(8, 45), straight_at=t(8)).mark == "waiting" and kept("straight", now=(8, 46), straight_at=t(8)).mark == "missing"
    assert kept("work", straight_at=t(8), on_site_at=t(8, 40)).mark == "straight"  # said so by telephone, though planned for the office
    assert kept("work", straight_at=t(8), reported_at=t(8, 20), on_site_at=t(10)).mark == "present"


@pytest.mark.requirement("R92")
def test_not_back_by_closing_is_seen_unless_it_was_agreed_with_the_supervisor():
    assert kept(now=(17, 31), reported_at=t(8)).not_back and not kept(now=(17, 30), reported_at=t(8)).not_back
    assert not kept(reported_at=t(8), agreed=True).not_back and not kept(reported_at=t(8), left_at=t(17)).not_back
    assert not kept("on_duty", reported_at=t(8)).not_back


def test_leave_and_rest_are_off_and_training_and_out_of_town_away():
    assert [kept(k).mark for k in ("rest", "leave", "sick")] == ["off"] * 3
    assert kept("training").mark == "away" == kept("out_of_town").mark and kept("training").worked_minutes == 480


def test_worked_minutes_run_from_coming_to_leaving_to_closing_or_to_now():
    assert kept(reported_at=t(8, 30), left_at=t(12)).worked_minutes == 210
    assert kept(reported_at=t(8, 30)).worked_minutes == 480 and kept(now=(10, 30), reported_at=t(8, 30)).worked_minutes == 120


def test_a_week_begins_on_monday_and_few_people_are_seen():
    assert week_of(dt.date(2026, 3, 8)) == DAY == week_of(DAY)
    assert short_of((5, 4, 6), 5) == (False, True, False)


@pytest.mark.requirement("R90", "R91", "R92", "R95")
def test_without_settings_the_hours_are_those_of_the_manuals():
    assert [usual_hours(k, {}) for k in ("work", "early", "on_duty", "rest")] == [(510, 1050), (450, 990), (480, 1320), (0, 0)]
    odd = {"day_start": "x:30", "closing_time": "17:y", "phone_hours_from": "8", "phone_hours_until": "24:10"}
    assert [usual_hours(k, odd) for k in ("work", "on_duty")] == [(510, 1050), (480, 1320)]


@pytest.mark.requirement("R90")
def test_lateness_is_whole_minutes_and_who_is_away_is_never_late():
    assert [kept(reported_at=t(9, m)).late_minutes for m in (28, 29, 30)] == [58, 59, 60]
    assert kept("training", reported_at=t(11)).late_minutes == 0 and kept("out_of_town").came_at is None
    assert kept("training", reported_at=t(11)).came_at == t(11)


@pytest.mark.requirement("R90")
def test_at_the_very_end_of_the_day_the_shift_is_counted_to_its_end_and_before_to_now():
    assert kept(now=(17, 30), reported_at=t(8, 30)).worked_minutes == 480 == kept(now=(17, 31), reported_at=t(8, 30)).worked_minutes
    assert kept(now=(17, 29), reported_at=t(8, 30)).worked_minutes == 479


def test_rest_and_leave_count_nothing_whatever_hours_stand_there_and_only_they_and_the_away_are_not_sent():
    from dispatch_console.domain.shifts import AWAY

    assert [counted_minutes(k, 510, 1050) for k in ("rest", "leave", "sick")] == [0, 0, 0]
    assert frozenset({"rest", "leave", "sick", "training", "out_of_town"}) == AWAY
    assert shift("early").letter == "z" and counted_minutes("work", 600, 510) == 0 and minute_words(1439) == "23:59" and hours_typed("0000 - 0001") == (0, 1)


@pytest.mark.parametrize("text", ["83-1730", "12345-1730", "x-1730", "830-x"])
def test_hours_are_three_or_four_digits(text):
    with pytest.raises(Refused):
        hours_typed(text)


@pytest.mark.requirement("R90")
def test_a_day_of_which_nothing_is_known_has_no_times_at_all():
    from dispatch_console.domain.shifts import DayKept

    assert kept("leave") == DayKept("off", None, 0, 0, False) and kept() == DayKept("missing", None, 0, 0, False)
