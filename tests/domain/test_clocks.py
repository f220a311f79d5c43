import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch_console.domain import calendars, clocks, durations
from dispatch_console.domain.clocks import ClockRule, FactEvent, FixedPromise, Level
from dispatch_console.domain.moment import at

DAY = dt.date(2026, 3, 2)
ALWAYS = calendars.around_the_clock()
ON_SITE = ClockRule(
    "on_site",
    240,
    "24x365",
    frozenset({"registered", "reopened"}),
    frozenset({"arrived"}),
    frozenset(
        {
            ("wait_customer_started", "wait_customer_ended", "appointed"),
            ("wait_part_started", "part_arrived"),
            ("quoted", "consented", "refused_quote"),
        }
    ),
)


def t(hour, minute=0, day=DAY):
    return at(day, hour, minute)


def e(kind, hour, minute=0, recorded=None, reason="", day=DAY):
    when = t(hour, minute, day)
    return FactEvent(kind, when, recorded or when, recorded or when, reason)


def read(*events, now, rule=ON_SITE, calendar=ALWAYS):
    return clocks.run(rule, events, calendar, now)


def test_without_a_start_there_is_no_clock():
    assert read(e("arrived", 9), now=t(10)) is None


@pytest.mark.requirement("R116")
def test_four_hours_from_registration():
    r = read(e("registered", 8, 4), now=t(9, 4))
    assert (r.due_at, r.level, r.used_minutes, r.left_minutes) == (t(12, 4), Level.FINE, 60, 180)
    assert r.words == durations.left_words(180 * 60) and str(r.words) == "3 h 00 left"
    assert r.fraction_used == 0.25 and r.warned == ()


def test_the_example_of_the_job_card():
    r = read(
        e("registered", 8, 4),
        e("wait_customer_started", 8, 4, reason="customer sets the time"),
        e("appointed", 8, 20),
        e("arrived", 10, 5),
        now=t(10, 42),
    )
    assert r.due_at == t(12, 20) and r.stopped_at == t(10, 5) and r.level is Level.KEPT
    assert str(r.sentence) == "Paused 16 min (customer sets the time). 10:05 arrived: stopped."


def test_a_backdated_arrival_keeps_the_promise_after_all():
    register = e("registered", 8, 4)
    assert read(register, now=t(12, 42)).level is Level.LATE
    late_entry = e("arrived", 12, 0, recorded=t(12, 40))
    assert read(register, late_entry, now=t(12, 42)).level is Level.KEPT


def test_late_is_told_in_minutes():
    r = read(e("registered", 6), now=t(10, 38))
    assert r.left_minutes == -38 and str(r.words) == "38 min late" and r.fraction_used == 1.0


def test_while_paused_nothing_is_due_and_the_used_time_stands():
    r = read(e("registered", 8), e("wait_part_started", 9, reason="fuser unit"), now=t(15))
    assert r.due_at is None and r.level is Level.PAUSED and r.used_minutes == 60 and r.left_minutes == 180
    assert str(r.words) == "paused: fuser unit"
    assert str(r.sentence) == "Paused since 09:00: fuser unit. Stops at: arrived."


def test_overlapping_pauses_are_counted_once():
    r = read(
        e("registered", 8),
        e("wait_part_started", 9),
        e("wait_customer_started", 9, 30),
        e("part_arrived", 10),
        e("wait_customer_ended", 11),
        now=t(12),
    )
    assert len(r.paused_spans) == 1 and r.due_at == t(14) and r.used_minutes == 120


def test_a_promise_broken_before_the_pause_stays_late():
    r = read(e("registered", 4), e("wait_part_started", 9), now=t(10))
    assert r.level is Level.LATE


def test_an_arrival_after_the_due_time_is_kept_late():
    r = read(e("registered", 4), e("arrived", 8, 10), now=t(10))
    assert r.level is Level.BROKEN and r.left_minutes == -10 and str(r.words) == "was 10 min late"


def test_reopening_starts_the_promise_anew():
    r = read(e("registered", 4), e("arrived", 6), e("reopened", 9), now=t(10))
    assert r.started_at == t(9) and r.running


def test_an_event_still_to_come_is_not_counted():
    assert read(e("registered", 8), e("arrived", 11), now=t(10)).running


@pytest.mark.requirement("R31")
def test_a_check_due_after_hours_moves_to_the_next_opening():
    rule = ClockRule(
        "phone_check",
        120,
        "phone",
        frozenset({"phone_solved"}),
        frozenset({"phone_checked_ok"}),
        real_time=True,
    )
    r = read(e("phone_solved", 21, 0), now=t(21, 30), rule=rule, calendar=calendars.every_day())
    assert r.due_at == t(8, 0, DAY + dt.timedelta(days=1))
    assert str(r.words) == "10 h 30 left"


@pytest.mark.requirement("R127")
def test_a_quality_call_is_due_by_the_end_of_the_next_working_day():
    rule = ClockRule(
        "quality_call", 0, "weekdays", frozenset({"report_typed"}), frozenset({"quality_called"}),
        working_days=1, until_minute=17 * 60,
    )  # fmt: skip
    friday = dt.date(2026, 3, 6)
    r = read(
        e("report_typed", 16, day=friday), now=t(18, 0, friday), rule=rule, calendar=calendars.weekdays()
    )
    assert r.due_at == t(17, 0, dt.date(2026, 3, 9)) and str(r.words) == "2 days left"


@pytest.mark.requirement("R123")
@pytest.mark.parametrize(
    ("minutes", "level"), [(7, Level.FINE), (8, Level.SOON), (15, Level.SOON), (16, Level.LATE)]
)
def test_fifteen_minutes_on_site(minutes, level):
    rule = ClockRule("escalation", 15, "24x365", frozenset({"arrived"}), frozenset({"escalated", "done"}))
    assert read(e("arrived", 10), now=t(10, minutes), rule=rule).level is level


@pytest.mark.parametrize(
    ("length", "soon"), [(15, 7.5), (40, 20), (60, 30), (120, 30), (240, 48), (300, 60), (1440, 60)]
)
def test_soon_begins_as_designed(length, soon):
    assert clocks.soon_minutes(length) == soon


@pytest.mark.requirement("R126")
def test_a_complaint_is_due_at_once():
    rule = ClockRule(
        "complaint_told", 0, "24x365", frozenset({"complaint_made"}), frozenset({"complaint_told"})
    )
    assert str(read(e("complaint_made", 10), now=t(10), rule=rule).words) == "now"
    assert read(e("complaint_made", 10), now=t(10, 1), rule=rule).level is Level.LATE


def test_hours_that_do_not_count_are_left_out_and_shown():
    r = read(
        e("registered", 16),
        now=t(10, 0, DAY + dt.timedelta(days=1)),
        rule=ON_SITE,
        calendar=calendars.weekdays(),
    )
    assert r.due_at == t(12, 0, DAY + dt.timedelta(days=1)) and r.used_minutes == 120 and len(r.pieces) == 2


@pytest.mark.requirement("R124")
def test_an_appointment_warns_half_an_hour_ahead():
    promise = FixedPromise("appointment", t(8, 20), t(10), frozenset({"arrived"}), warn_minutes=30)
    assert clocks.run_fixed(promise, [], t(9, 29)).level is Level.FINE
    assert clocks.run_fixed(promise, [], t(9, 30)).level is Level.SOON
    assert clocks.run_fixed(promise, [], t(10, 5)).level is Level.LATE
    assert clocks.run_fixed(promise, [e("arrived", 10, 5)], t(10, 6)).level is Level.BROKEN
    assert clocks.run_fixed(promise, [e("arrived", 10)], t(10, 6)).level is Level.KEPT


def test_the_most_urgent_clock_is_the_one_due_first_and_paused_ones_come_last():
    late = read(e("registered", 4), now=t(10))
    fine = read(e("registered", 9), now=t(10))
    paused = read(e("registered", 3), e("quoted", 3, 30), now=t(10))
    kept = read(e("registered", 8), e("arrived", 9), now=t(10))
    assert clocks.most_urgent([kept, paused, fine, late]) is late
    assert clocks.most_urgent([kept, paused]) is paused
    assert clocks.most_urgent([kept]) is None


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (65, "1 h 05 left"),
        (9, "9 min left"),
        (0.5, "now"),
        (-0.5, "now"),
        (-38, "38 min late"),
        (-65, "1 h 05 late"),
        (2880, "2 days left"),
        (2879, "47 h 59 left"),
    ],
)
def test_left_time_is_told_as_designed(minutes, words):
    assert str(durations.left_words(minutes * 60)) == words


@settings(max_examples=60)
@given(st.integers(0, 600), st.integers(0, 400), st.integers(0, 900), st.integers(1, 600))
def test_a_pause_moves_the_due_time_by_its_open_length(offset, pause, length, minutes):
    calendar = calendars.weekdays()
    rule = ClockRule("x", minutes, "w", frozenset({"a"}), frozenset({"z"}), frozenset({("p", "q")}))
    start = t(9)
    begin = start + dt.timedelta(minutes=offset)
    end = begin + dt.timedelta(minutes=length)
    events = [FactEvent(k, m, m, m) for k, m in (("a", start), ("p", begin), ("q", end))]
    now = end + dt.timedelta(minutes=pause)
    r = clocks.run(rule, events, calendar, now)
    plain = calendars.add_minutes(calendar, start, minutes)
    assert r is not None and r.due_at is not None
    cut = calendars.minutes_between(calendar, begin, end) if begin < plain else 0
    used_at_due = calendars.minutes_between(calendar, start, r.due_at) - cut
    assert used_at_due == minutes or plain <= begin
    assert (r.level is Level.LATE) == (now > r.due_at)


def counted_by_hand(rule, events, calendar, now):
    """The same clock counted minute by minute: used minutes, and the minute in which the promise ran out."""
    used, due, waits, running = 0, None, set(), False
    minute = min(e.happened_at for e in events)
    ends = {p[0]: set(p[1:]) for p in rule.pauses}
    while minute <= now:
        for event in clocks.in_order(events):
            if event.happened_at == minute:
                running = (running or event.kind in rule.starts) and event.kind not in rule.stops
                waits -= {w for w in waits if event.kind in ends[w]}
                waits |= {event.kind} & set(ends)
        if used == rule.minutes and due is None:
            due = minute
        if minute < now and running and not waits and calendars.pieces(calendar, minute, minute + STEP):
            used += 1
        minute += STEP
    return used, due, bool(waits), running


STEP = dt.timedelta(minutes=1)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("pqrsz"), st.integers(1, 700)), max_size=6),
    st.integers(1, 400),
    st.integers(1, 800),
    st.booleans(),
)
def test_the_clock_agrees_with_counting_minute_by_minute(happened, minutes, until, office):
    calendar = calendars.weekdays() if office else ALWAYS
    rule = ClockRule(
        "x", minutes, "c", frozenset("a"), frozenset("z"), frozenset({("p", "q"), ("r", "s")}), again=False
    )
    start = t(8)
    events = [FactEvent("a", start, start, start)]
    events += [FactEvent(k, start + m * STEP, start + m * STEP, start + m * STEP) for k, m in happened]
    now = start + until * STEP
    reading = clocks.run(rule, events, calendar, now)
    used, due, waiting, running = counted_by_hand(rule, events, calendar, now)
    assert reading is not None
    assert reading.used_minutes == used and reading.running is running
    if running and waiting:
        assert reading.due_at is None
    elif due is not None and used == minutes and not office:
        assert reading.due_at == due


@pytest.mark.requirement("R116")
@pytest.mark.parametrize(("used", "warned"), [(119, ()), (120, (50,)), (191, (50,)), (192, (50, 80)), (240, (50, 80))])
def test_a_promise_warns_at_half_and_at_four_fifths(used, warned):
    assert read(e("registered", 8), now=t(8) + used * STEP).warned == warned


@pytest.mark.parametrize(("used", "level"), [(191, Level.FINE), (192, Level.SOON), (240, Level.SOON), (241, Level.LATE)])
def test_four_hours_are_soon_from_their_last_fifth_on(used, level):
    assert read(e("registered", 8), now=t(8) + used * STEP).level is level


def test_just_under_an_hour_is_soon_from_its_half_on():
    assert clocks.soon_minutes(59) == 29.5 and clocks.soon_minutes(61) == 30


def test_a_days_promise_without_working_days_is_due_the_same_day():
    rule = ClockRule("hand_over", 0, "weekdays", frozenset({"x"}), frozenset({"y"}), until_minute=18 * 60)
    assert read(e("x", 9), now=t(10), rule=rule, calendar=calendars.weekdays()).due_at == t(18)


QUALITY = ClockRule(
    "quality_call", 0, "weekdays", frozenset({"report_typed"}), frozenset({"quality_called"}),
    frozenset({("wait_customer_started", "wait_customer_ended")}), working_days=1, until_minute=17 * 60,
)  # fmt: skip


@pytest.mark.requirement("R127")
def test_a_customer_away_until_wednesday_is_called_on_thursday():
    wednesday = dt.date(2026, 3, 4)
    events = [e("report_typed", 9), e("wait_customer_started", 10), e("wait_customer_ended", 11, day=wednesday)]
    r = read(*events, now=t(12, day=wednesday), rule=QUALITY, calendar=calendars.weekdays())
    assert r.due_at == t(17, day=dt.date(2026, 3, 5)) and r.left_minutes == 29 * 60
    late = read(*events, now=t(18, day=dt.date(2026, 3, 6)), rule=QUALITY, calendar=calendars.weekdays())
    assert late.due_at == t(17, day=dt.date(2026, 3, 5)) and late.level is Level.LATE
    waiting = read(*events[:2], now=t(12), rule=QUALITY, calendar=calendars.weekdays())
    assert waiting.due_at is None and waiting.level is Level.PAUSED
    assert waiting.left_minutes == (t(17, day=dt.date(2026, 3, 3)) - t(9)) // STEP - 60


@pytest.mark.requirement("R127")
def test_a_days_promise_counts_the_night_too():
    tuesday = dt.date(2026, 3, 3)
    r = read(e("report_typed", 16), now=t(10, day=tuesday), rule=QUALITY, calendar=calendars.weekdays())
    assert r.used_minutes == 18 * 60 and r.left_minutes == 7 * 60


def test_time_left_of_an_office_promise_is_told_in_office_minutes():
    r = read(e("registered", 16), now=t(16, 30), calendar=calendars.weekdays())
    assert r.left_minutes == 210 and r.due_at == t(12, day=dt.date(2026, 3, 3))


def test_a_promise_overdue_before_the_pause_stays_as_late_as_it_was():
    assert read(e("registered", 4), e("wait_part_started", 9), now=t(10)).left_minutes == -60


def test_a_pause_that_begins_when_nothing_is_left_is_a_pause():
    r = read(e("registered", 4), e("wait_part_started", 8), now=t(10))
    assert r.level is Level.PAUSED and r.left_minutes == 0


@pytest.mark.requirement("R116")
def test_an_arrival_in_the_last_minute_is_kept_and_its_words_say_so():
    r = read(e("registered", 4), e("arrived", 8), now=t(10))
    assert r.level is Level.KEPT and str(r.words) == "kept"
    assert str(r.sentence) == "08:00 arrived: stopped."


@pytest.mark.requirement("R116")
def test_what_stops_a_promise_is_told_while_it_runs():
    assert str(read(e("registered", 8), now=t(9)).sentence) == "Stops at: arrived."
    cancelled_too = dataclasses.replace(ON_SITE, stops=frozenset({"arrived", "cancelled", "closed"}))
    assert str(read(e("registered", 8), now=t(9), rule=cancelled_too).sentence) == "Stops at: arrived."
    only_ends = dataclasses.replace(ON_SITE, stops=frozenset({"closed"}))
    assert str(read(e("registered", 8), now=t(9), rule=only_ends).sentence) == "Stops at: closed."


def test_the_same_reason_twice_is_told_once():
    r = read(
        e("registered", 8),
        e("wait_part_started", 9, reason="fuser unit"),
        e("part_arrived", 9, 10),
        e("wait_customer_started", 9, 20, reason="in a meeting"),
        e("wait_customer_ended", 9, 30),
        e("wait_part_started", 9, 40, reason="fuser unit"),
        e("part_arrived", 9, 50),
        e("wait_part_started", 10, reason="fuser unit"),
        e("part_arrived", 10, 10),
        now=t(11),
    )
    assert str(r.sentence) == "Paused 40 min (fuser unit, in a meeting). Stops at: arrived."


def test_the_pause_that_stands_is_told_not_the_one_before():
    r = read(
        e("registered", 8),
        e("wait_customer_started", 8, 10, reason="in a meeting"),
        e("wait_customer_ended", 8, 40),
        e("wait_part_started", 9, reason="fuser unit"),
        now=t(10),
    )
    assert r.level is Level.PAUSED and r.due_at is None and r.used_minutes == 30
    assert str(r.words) == "paused: fuser unit"
    assert str(r.sentence) == "Paused since 09:00: fuser unit. Stops at: arrived."


def test_of_two_pauses_over_one_another_the_one_that_still_stands_is_told():
    meeting, part = e("wait_customer_started", 9, reason="in a meeting"), e("wait_part_started", 9, 10)
    ready = e("wait_customer_ended", 9, 30)
    assert str(read(e("registered", 8), meeting, part, ready, now=t(10)).words) == "paused: waiting for a part"
    part_first = e("wait_part_started", 9, reason="fuser unit")
    later = [e("wait_customer_started", 9, 10, reason="in a meeting"), ready]
    assert str(read(e("registered", 8), part_first, *later, now=t(10)).words) == "paused: fuser unit"
    both = [part_first, e("wait_customer_started", 9, 10, reason="in a meeting")]
    assert str(read(e("registered", 8), *both, now=t(10)).words) == "paused: fuser unit"


def test_a_pause_within_a_pause_ends_with_the_longer_one():
    r = read(
        e("registered", 8),
        e("wait_part_started", 9),
        e("wait_customer_started", 9, 10),
        e("wait_customer_ended", 9, 20),
        e("part_arrived", 10),
        now=t(11),
    )
    assert len(r.paused_spans) == 1 and r.due_at == t(13)
    assert str(r.sentence) == "Paused 1 h (waiting for a part). Stops at: arrived."
    quoted_meanwhile = read(
        e("registered", 8), e("quoted", 9), e("consented", 9, 10), e("wait_part_started", 9, reason="fuser unit"),
        e("part_arrived", 10), now=t(11),
    )  # fmt: skip
    assert str(quoted_meanwhile.sentence) == "Paused 1 h (fuser unit). Stops at: arrived."
    assert [(s.start, s.end) for s in quoted_meanwhile.paused_spans] == [(t(9), t(10))]
    together = read(
        e("registered", 8), e("wait_part_started", 9, reason="fuser unit"), e("quoted", 9, 30), e("consented", 10), e("part_arrived", 10),
        now=t(11),
    )  # fmt: skip
    assert str(together.sentence) == "Paused 1 h (fuser unit). Stops at: arrived."


def test_pauses_that_touch_are_one_and_pauses_apart_are_two():
    touching = [e("wait_part_started", 9), e("part_arrived", 10), e("wait_customer_started", 10), e("wait_customer_ended", 11)]
    assert [(s.start, s.end) for s in read(e("registered", 8), *touching, now=t(12)).paused_spans] == [(t(9), t(11))]
    apart = [*touching[:2], e("wait_customer_started", 10, 1), e("wait_customer_ended", 11)]
    last = [e("quoted", 11), e("consented", 11, 30)]
    spans = read(e("registered", 8), *apart, *last, now=t(12)).paused_spans
    assert [(s.start, s.end) for s in spans] == [(t(9), t(10)), (t(10, 1), t(11, 30))]


def test_only_the_part_of_a_pause_within_the_promise_counts():
    before = read(e("wait_part_started", 7, reason="fuser unit"), e("registered", 8), now=t(9))
    assert before.paused_spans[0].start == t(8) and before.used_minutes == 0
    over = read(e("wait_part_started", 7), e("registered", 8), e("part_arrived", 8, 30), now=t(9))
    assert str(over.sentence) == "Paused 30 min (waiting for a part). Stops at: arrived."
    past = read(e("registered", 8), e("wait_part_started", 9), e("arrived", 9, 30), e("part_arrived", 10), now=t(11))
    assert str(past.sentence) == "Paused 30 min (waiting for a part). 09:30 arrived: stopped."
    ended = read(e("wait_part_started", 6), e("part_arrived", 7), e("registered", 8), now=t(9))
    assert ended.paused_spans == () and ended.used_minutes == 60
    after = read(e("registered", 8), e("arrived", 9), e("wait_part_started", 9, 30), now=t(10))
    assert after.paused_spans == () and after.level is Level.KEPT
    nothing = read(e("registered", 8), e("wait_part_started", 9), e("part_arrived", 9), now=t(10))
    assert nothing.paused_spans == ()


@pytest.mark.requirement("R116")
def test_a_promise_begins_once_and_anew_only_after_it_ended():
    assert read(e("registered", 8), e("reopened", 9), now=t(10)).started_at == t(8)
    once = dataclasses.replace(ON_SITE, again=False)
    r = read(e("registered", 4), e("arrived", 6), e("reopened", 9), now=t(10), rule=once)
    assert r.started_at == t(4) and not r.running
    twice = read(e("registered", 4), e("arrived", 6), e("arrived", 7), now=t(10))
    assert twice.stopped_at == t(6)


@pytest.mark.requirement("R59")
@pytest.mark.requirement("R124")
def test_an_appointment_is_stopped_only_by_what_fulfils_it_and_only_after_it_was_made():
    promise = FixedPromise("appointment", t(8, 20), t(10), frozenset({"arrived"}))
    assert clocks.run_fixed(promise, [e("arrived", 8)], t(9)).running
    assert clocks.run_fixed(promise, [e("customer_called", 9)], t(9, 10)).running
    assert clocks.run_fixed(promise, [e("arrived", 9, 30)], t(9, 10)).running
    assert clocks.run_fixed(promise, [e("arrived", 8, 20)], t(9)).stopped_at == t(8, 20)
    assert clocks.run_fixed(promise, [e("arrived", 9)], t(9)).stopped_at == t(9)


@pytest.mark.requirement("R124")
def test_an_appointment_is_counted_from_when_it_was_made():
    promise = FixedPromise("appointment", t(8, 20), t(10), frozenset({"arrived"}))
    r = clocks.run_fixed(promise, [], t(9, 20))
    assert (r.length_minutes, r.used_minutes, r.left_minutes) == (100, 60, 40)
    assert clocks.run_fixed(promise, [], t(8)).used_minutes == 0
    assert clocks.run_fixed(promise, [], t(10)).level is Level.SOON
    assert clocks.run_fixed(promise, [], t(10)).left_minutes == 0
    agreed_late = FixedPromise("appointment", t(10, 20), t(10), frozenset({"arrived"}))
    assert clocks.run_fixed(agreed_late, [], t(10, 30)).length_minutes == 0


@pytest.mark.requirement("R124")
@pytest.mark.parametrize(("minute", "level"), [(29, Level.FINE), (30, Level.SOON)])
def test_an_appointment_is_soon_half_an_hour_ahead_when_nothing_else_is_said(minute, level):
    promise = FixedPromise("appointment", t(8), t(10), frozenset({"arrived"}))
    assert clocks.run_fixed(promise, [], t(9, minute)).level is level


def test_begun_minutes_are_not_counted_neither_left_nor_late():
    promise = FixedPromise("call_back", t(8), t(10), frozenset({"called_back"}))
    ninety = dt.timedelta(seconds=90)
    assert clocks.run_fixed(promise, [], t(10) - ninety).left_minutes == 1
    assert clocks.run_fixed(promise, [], t(10) + ninety).left_minutes == -1


@pytest.mark.requirement("R126")
def test_a_promise_without_length_is_used_up_at_once():
    rule = ClockRule("complaint_told", 0, "24x365", frozenset({"complaint_made"}), frozenset({"complaint_told"}))
    assert read(e("complaint_made", 10), now=t(10), rule=rule).fraction_used == 1.0


@pytest.mark.requirement("R116")
def test_of_two_running_clocks_the_one_due_first_is_shown_whichever_began_first():
    long, short = read(e("registered", 8), now=t(11)), read(
        e("arrived", 10), now=t(11), rule=ClockRule("escalation", 15, "24x365", frozenset({"arrived"}), frozenset({"done"}))
    )
    assert clocks.most_urgent([long, short]) is short


@pytest.mark.requirement("R116")
def test_of_two_paused_clocks_the_one_that_began_first_is_shown():
    waits = e("wait_part_started", 10)
    visit = read(e("registered", 9), waits, now=t(11))
    plan = read(e("registered", 8), waits, now=t(11), rule=dataclasses.replace(ON_SITE, kind="plan"))
    assert clocks.most_urgent([visit, plan]) is plan


def test_a_pause_after_another_lasts_as_long_as_the_longest_of_those_within_it():
    first = [e("quoted", 8, 10), e("consented", 8, 20)]
    second = [e("wait_part_started", 9), e("wait_customer_started", 9, 10), e("wait_customer_ended", 9, 50), e("part_arrived", 9, 30)]
    spans = read(e("registered", 8), *first, *second, now=t(12)).paused_spans
    assert [(s.start, s.end) for s in spans] == [(t(8, 10), t(8, 20)), (t(9), t(9, 50))]
    standing = read(e("registered", 8), *first, *second[1:3], e("wait_part_started", 9, 30, reason="fuser unit"), now=t(12))
    assert [(s.start, s.end) for s in standing.paused_spans] == [(t(8, 10), t(8, 20)), (t(9, 10), None)]
    assert str(standing.words) == "paused: fuser unit"
