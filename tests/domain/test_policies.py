import datetime as dt

import pytest

from dispatch_console import places
from dispatch_console.domain import calendars, clocks, kinds
from dispatch_console.domain.calendars import read_holidays
from dispatch_console.domain.moment import at
from dispatch_console.domain.policies import Form, read_calendars, read_policies, rules_of

DATA = places.resources() / "data"
POLICIES = read_policies((DATA / "policies.csv").read_text("utf-8"))
HOLIDAYS = read_holidays((DATA / "holidays_cn.csv").read_text("utf-8"))
CALENDARS = read_calendars((DATA / "calendars.csv").read_text("utf-8"), HOLIDAYS)
STANDARD = {p.rule.kind: p for p in POLICIES if p.policy == "standard"}


@pytest.mark.parametrize(
    ("kind", "minutes", "requirement"),
    [
        ("on_site", 240, "R116"),
        ("first_response", 120, "R114"),
        ("plan", 120, "R115"),
        ("phone_check", 120, "R113"),
        ("escalation", 15, "R123"),
        ("complaint_told", 0, "R126"),
        ("door_wait", 5, "R65"),
    ],
)
def test_the_manuals_numbers_are_seeded_with_their_requirement(kind, minutes, requirement):
    assert STANDARD[kind].rule.minutes == minutes and requirement in STANDARD[kind].requirement


def test_every_event_and_calendar_of_a_policy_is_known():
    known = [k for words in kinds.EVENTS.values() for k in words]
    assert len(known) == len(set(known))
    for p in POLICIES:
        used = p.rule.starts | p.rule.stops | {k for pause in p.rule.pauses for k in pause}
        assert used <= set(known), p.rule.kind
        assert p.rule.calendar in CALENDARS and p.rule.kind in kinds.CLOCKS
        assert p.rule.starts or p.form is Form.FIXED
        assert p.requirement.startswith("R") or p.ours


@pytest.mark.requirement("R117")
def test_a_contract_changes_its_own_clock_and_keeps_the_others():
    rows = {p.rule.kind: p.rule.minutes for p in rules_of(POLICIES, "contract_12h")}
    assert rows["on_site"] == 720 and rows["plan"] == 120
    assert {p.rule.kind for p in rules_of(POLICIES, "unknown")} == set(STANDARD)


def test_the_seeded_calendars_are_the_ones_of_the_rules():
    assert CALENDARS["working_days"] == calendars.chinese_working_days(HOLIDAYS)
    assert CALENDARS["phone"] == calendars.every_day() and CALENDARS["24x365"].always_open


@pytest.mark.requirement("R176")
def test_a_report_of_the_last_working_day_before_the_festival_is_called_after_it():
    when = at(dt.date(2026, 2, 14), 16)
    event = clocks.FactEvent("report_typed", when, when, when)
    rule = STANDARD["quality_call"].rule
    reading = clocks.run(rule, [event], CALENDARS[rule.calendar], when)
    assert reading is not None and reading.due_at == at(dt.date(2026, 2, 24), 17)


def test_the_sentence_names_what_is_hoped_for_and_not_every_way_to_end():
    when = at(dt.date(2026, 3, 2), 8, 4)
    rule = STANDARD["on_site"].rule
    reading = clocks.run(
        rule, [clocks.FactEvent("registered", when, when, when)], CALENDARS[rule.calendar], when
    )
    assert reading is not None and str(reading.sentence) == "Stops at: arrived, solved by phone."


def test_a_phone_solution_that_did_not_hold_starts_the_promise_again():
    first, second, third = (at(dt.date(2026, 3, 2), h) for h in (8, 9, 11))
    events = [
        clocks.FactEvent(kind, when, when, when)
        for kind, when in (("registered", first), ("phone_solved", second), ("phone_checked_bad", third))
    ]
    rule = STANDARD["on_site"].rule
    reading = clocks.run(rule, events, CALENDARS[rule.calendar], third)
    assert reading is not None and reading.due_at == at(dt.date(2026, 3, 2), 15)


HEAD = "policy,subject,kind,form,minutes,calendar,starts,stops,pauses,warn_at,warn_minutes,working_days,until,again,requirement,ours,note"


@pytest.mark.requirement("R116")
def test_a_row_of_a_policy_is_read_field_by_field():
    (p,) = read_policies(f"{HEAD}\nstandard,job,on_site,open,240,24x365,a|b,c,p>q>r s>t,50|80,,,,yes,R116,,四小时\n")
    assert (p.policy, p.subject, p.form, p.warn_minutes, p.ours, p.note) == ("standard", "job", Form.OPEN, 0, False, "四小时")
    assert p.rule == clocks.ClockRule(
        "on_site", 240, "24x365", frozenset("ab"), frozenset("c"), frozenset({("p", "q", "r"), ("s", "t")}), requirement="R116"
    )
    (day,) = read_policies(f"{HEAD}\nx,job,quality_call,day,0,weekdays,a,c,,,15,2,17:30,no,,yes,\n")
    assert (day.warn_minutes, day.ours, day.requirement) == (15, True, "")
    rule = day.rule
    assert (rule.until_minute, rule.working_days, rule.again, rule.real_time, rule.warn_at) == (17 * 60 + 30, 2, False, False, ())
    (real,) = read_policies(f"{HEAD}\nx,job,phone_check,real,120,phone,a,c,,,,,17:30,yes,R31,,\n")
    assert real.rule.real_time and real.rule.until_minute is None


@pytest.mark.requirement("R116")
@pytest.mark.parametrize("pause", ["p", "p>", ">q"])
def test_a_pause_that_nothing_ends_is_refused(pause):
    with pytest.raises(ValueError):
        read_policies(f"{HEAD}\nstandard,job,on_site,open,240,24x365,a,c,{pause},,,,,yes,R116,,\n")


@pytest.mark.requirement("R29")
def test_a_working_day_made_up_for_a_holiday_has_the_hours_of_a_monday():
    text = "name,mon,tue,wed,thu,fri,sat,sun,holidays\nx,540-1020,600-1020,,,,,,yes\n"
    saturday, monday = dt.date(2026, 2, 14), dt.date(2026, 2, 16)
    days = [calendars.Holiday(saturday, False, "春节"), calendars.Holiday(monday, True, "春节")]
    found = read_calendars(text, days)["x"]
    assert found.hours_of(saturday) == ((540, 1020),) and found.hours_of(monday) == ()
