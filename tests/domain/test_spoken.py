import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch_console.domain.moment import at, local
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.spoken import parse_happened, parse_wish

MONDAY = dt.date(2026, 3, 2)
NOW = at(MONDAY, 10, 42)


@pytest.mark.requirement("R102")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "03-02 10:42"),
        ("现在", "03-02 10:42"),
        ("-15", "03-02 10:27"),
        ("－１５", "03-02 10:27"),
        ("15分钟前", "03-02 10:27"),
        ("-1h", "03-02 09:42"),
        ("-1:30", "03-02 09:12"),
        ("1005", "03-02 10:05"),
        ("905", "03-02 09:05"),
        ("10:05", "03-02 10:05"),
        ("10：05", "03-02 10:05"),
        ("9点半", "03-02 09:30"),
        ("9点", "03-02 09:00"),
        ("昨 1740", "03-01 17:40"),
        ("昨天17:40", "03-01 17:40"),
        ("前天 0800", "02-28 08:00"),
        ("2-27 1740", "02-27 17:40"),
        ("2月27日 17:40", "02-27 17:40"),
        ("2.25 下午3点05", "02-25 15:05"),
        ("昨天下午3点半", "03-01 15:30"),
        ("2026.02.24 08:40", "02-24 08:40"),
        ("2026/2/24 8:47:00", "02-24 08:47"),
        ("2026-02-24 15:40", "02-24 15:40"),
    ],
)
def test_typed_times_of_a_report(typed, told):
    assert f"{local(parse_happened(typed, NOW)):%m-%d %H:%M}" == told


@pytest.mark.parametrize("typed", ["abc", "2560", "9960", "昨", "昨天", "13-40 1200", "-"])
def test_what_is_no_time_is_refused_with_a_reason(typed):
    with pytest.raises(Refused) as no:
        parse_happened(typed, NOW)
    assert typed.strip() in str(no.value)


def test_a_report_is_never_in_the_future():
    with pytest.raises(Refused) as no:
        parse_happened("1420", NOW)
    assert str(no.value) == "14:20 is still to come: now it is 10:42. For yesterday put 昨 before it."


@pytest.mark.requirement("R53")
@pytest.mark.parametrize(
    ("said", "begin", "end", "echo"),
    [
        ("今天下午2点后", "03-02 14:00", "03-02 18:00", "Mon after 14:00"),
        ("今天下午两点以后", "03-02 14:00", "03-02 18:00", "Mon after 14:00"),
        ("明天上午", "03-03 08:00", "03-03 12:00", "Tue 08:00–12:00"),
        ("明早", "03-03 08:00", "03-03 10:00", "Tue 08:00–10:00"),
        ("下周三下午3点", "03-11 15:00", "03-11 15:00", "03-11 Wed 15:00"),
        ("后天9点半", "03-04 09:30", "03-04 09:30", "Wed 09:30"),
        ("后天九点半", "03-04 09:30", "03-04 09:30", "Wed 09:30"),
        ("周五", "03-06 08:00", "03-06 18:00", "Fri, any time"),
        ("星期五十点二十分", "03-06 10:20", "03-06 10:20", "Fri 10:20"),
        ("下午", "03-02 13:00", "03-02 18:00", "Mon 13:00–18:00"),
        ("下午都可", "03-02 13:00", "03-02 18:00", "Mon 13:00–18:00"),
        ("3点", "03-02 15:00", "03-02 15:00", "Mon 15:00"),
        ("明天14:30", "03-03 14:30", "03-03 14:30", "Tue 14:30"),
        ("明天12点前", "03-03 08:00", "03-03 12:00", "Tue before 12:00"),
        ("明天下午2点到4点", "03-03 14:00", "03-03 16:00", "Tue 14:00–16:00"),
        ("周三9-11点", "03-04 09:00", "03-04 11:00", "Wed 09:00–11:00"),
        ("3月8日上午", "03-08 08:00", "03-08 12:00", "Sun 08:00–12:00"),
        ("15号下午", "03-15 13:00", "03-15 18:00", "03-15 Sun 13:00–18:00"),
        ("今晚8点", "03-02 20:00", "03-02 20:00", "Mon 20:00"),
        ("希望明天上午", "03-03 08:00", "03-03 12:00", "Tue 08:00–12:00"),
        ("03-04 10:00", "03-04 10:00", "03-04 10:00", "Wed 10:00"),
        ("本周内", "03-02 08:00", "03-08 18:00", "Mon to Sun"),
        ("下周", "03-09 08:00", "03-15 18:00", "03-09 Mon to 03-15 Sun"),
        ("11:00–11:30", "03-02 11:00", "03-02 11:30", "Mon 11:00–11:30"),
        ("3月1日", "03-01 08:00", "03-01 18:00", "2027-03-01 Mon, any time"),
        ("大后天中午", "03-05 11:30", "03-05 13:30", "Thu 11:30–13:30"),
    ],
)
def test_spoken_wishes_with_their_echo(said, begin, end, echo):
    wish = parse_wish(said, NOW)
    assert wish is not None
    told = [f"{local(m):%m-%d %H:%M}" for m in (wish.from_at, wish.until_at)]
    assert (*told, str(wish.echo)) == (begin, end, echo)


@pytest.mark.parametrize("said", ["", "尽快", "等电话", "今天上午8点", "25点", "30", "2月30日"])
def test_what_is_not_understood_stays_text(said):
    assert parse_wish(said, NOW) is None


@settings(max_examples=150)
@given(st.text(alphabet="今明后天周下三五上午中晚点半0123456789:-前后分号月到 ", max_size=10))
def test_nothing_said_breaks_it(said):
    wish = parse_wish(said, NOW)
    assert wish is None or wish.from_at <= wish.until_at
    with contextlib.suppress(Refused):
        assert parse_happened(said, NOW) <= NOW


@pytest.mark.requirement("R102")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1042", "2026-03-02 10:42"),
        ("今 0900", "2026-03-02 09:00"),
        ("今天9点", "2026-03-02 09:00"),
        ("9.30", "2026-03-02 09:30"),
        ("9点一刻", "2026-03-02 09:15"),
        ("9点三刻", "2026-03-02 09:45"),
        ("1小时前", "2026-03-02 09:42"),
        ("2 个小时前", "2026-03-02 08:42"),
        ("3-2 0900", "2026-03-02 09:00"),
        ("3-3 0900", "2025-03-03 09:00"),
        ("昨 2330", "2026-03-01 23:30"),
        ("昨 1759", "2026-03-01 17:59"),
        ("昨天上午9点", "2026-03-01 09:00"),
        ("昨天下午 3点", "2026-03-01 15:00"),
        ("昨天下午12点", "2026-03-01 12:00"),
        ("昨天下午12:05", "2026-03-01 12:05"),
        ("昨天下午13点", "2026-03-01 13:00"),
        ("昨天傍晚6点", "2026-03-01 18:00"),
        ("昨天晚8点", "2026-03-01 20:00"),
        ("昨天晚上11:50", "2026-03-01 23:50"),
        ("昨天晚上11点半", "2026-03-01 23:30"),
        ("昨天 pm 3:00", "2026-03-01 15:00"),
    ],
)
def test_other_ways_to_say_when_it_happened(typed, told):
    assert f"{local(parse_happened(typed, NOW)):%Y-%m-%d %H:%M}" == told


@pytest.mark.requirement("R102")
@pytest.mark.parametrize("typed", ["昨 2400", "昨 2500", "昨 1760", "昨 2560", "昨天24点"])
def test_an_hour_or_a_minute_that_no_clock_shows_is_refused(typed):
    with pytest.raises(Refused) as no:
        parse_happened(typed, NOW)
    assert "is no time" in str(no.value)


@pytest.mark.requirement("R53")
def test_one_time_named_is_exact_and_a_span_is_not():
    assert parse_wish("3点", NOW).exact is True and parse_wish("下午", NOW).exact is False


WEDNESDAY = at(dt.date(2026, 3, 4), 10, 42)


def wished(said, now=NOW):
    wish = parse_wish(said, now)
    return wish and tuple(f"{local(m):%m-%d %H:%M}" for m in (wish.from_at, wish.until_at))


@pytest.mark.requirement("R53")
@pytest.mark.parametrize(
    ("said", "begin", "end"),
    [
        ("明天早上", "03-03 08:00", "03-03 10:00"),
        ("明天傍晚", "03-03 17:00", "03-03 19:00"),
        ("明天晚上", "03-03 18:00", "03-03 21:00"),
        ("明天全天", "03-03 08:00", "03-03 18:00"),
        ("随时", "03-02 08:00", "03-02 18:00"),
        ("明天10", "03-03 10:00", "03-03 10:00"),
        ("下午3", "03-02 15:00", "03-02 15:00"),
        ("后天十一点", "03-04 11:00", "03-04 11:00"),
        ("后天二十点", "03-04 20:00", "03-04 20:00"),
        ("明天0点", "03-03 00:00", "03-03 00:00"),
        ("明天1点", "03-03 13:00", "03-03 13:00"),
        ("明天6点", "03-03 18:00", "03-03 18:00"),
        ("明天7点", "03-03 07:00", "03-03 07:00"),
        ("明天早上6点", "03-03 06:00", "03-03 06:00"),
        ("明天中午12点", "03-03 12:00", "03-03 12:00"),
        ("明天中午11点", "03-03 11:00", "03-03 11:00"),
        ("明天中午1点", "03-03 13:00", "03-03 13:00"),
        ("明天中午2点", "03-03 14:00", "03-03 14:00"),
        ("明天下午12点", "03-03 12:00", "03-03 12:00"),
        ("明天晚上11点", "03-03 23:00", "03-03 23:00"),
        ("明天10:59", "03-03 10:59", "03-03 10:59"),
        ("10:42", "03-02 10:42", "03-02 10:42"),
        ("明天14点后", "03-03 14:00", "03-03 18:00"),
        ("明天17:30后", "03-03 17:30", "03-03 18:30"),
        ("明天21:59后", "03-03 21:59", "03-03 22:59"),
        ("明天22点后", "03-03 22:00", "03-04 00:00"),
        ("明天24点前", "03-03 08:00", "03-04 00:00"),
        ("明天7点前", "03-03 07:00", "03-03 07:00"),
        ("明天下午4点前", "03-03 13:00", "03-03 16:00"),
        ("明天10点到8点", "03-03 10:00", "03-03 20:00"),
        ("明天9点到9点", "03-03 09:00", "03-03 21:00"),
        ("明天11:55到11:50", "03-03 11:55", "03-03 23:50"),
        ("3天后上午", "03-05 08:00", "03-05 12:00"),
        ("3月2日下午", "03-02 13:00", "03-02 18:00"),
        ("2日下午", "03-02 13:00", "03-02 18:00"),
        ("3/8下午", "03-08 13:00", "03-08 18:00"),
        ("4-8", "04-08 08:00", "04-08 18:00"),
        ("31号", "03-31 08:00", "03-31 18:00"),
        ("周一下午", "03-02 13:00", "03-02 18:00"),
        ("周3下午", "03-04 13:00", "03-04 18:00"),
        ("周1下午", "03-02 13:00", "03-02 18:00"),
        ("下下周一", "03-16 08:00", "03-16 18:00"),
        ("本周五", "03-06 08:00", "03-06 18:00"),
    ],
)
def test_other_ways_to_say_when_it_suits(said, begin, end):
    assert wished(said) == (begin, end)


@pytest.mark.requirement("R53")
@pytest.mark.parametrize(
    "said", ["明天10:60", "明天25点", "明天9点到25点", "明天25点到9点", "明天15:00到15:00", "明天12:30到12:05", "明天12:30到12:00", "4月31日"]
)
def test_hours_that_no_clock_shows_are_not_understood(said):
    assert parse_wish(said, NOW) is None


@pytest.mark.requirement("R53")
def test_a_weekday_that_is_over_is_the_next_one_unless_this_week_is_said():
    assert wished("周一", WEDNESDAY) == ("03-09 08:00", "03-09 18:00")
    assert wished("周三", WEDNESDAY) == ("03-04 08:00", "03-04 18:00")
    assert wished("下周一", WEDNESDAY) == ("03-09 08:00", "03-09 18:00")
    assert parse_wish("本周一", WEDNESDAY) is None
    assert wished("本周", WEDNESDAY) == ("03-04 08:00", "03-08 18:00")
    assert wished("下周", WEDNESDAY) == ("03-09 08:00", "03-15 18:00")


@pytest.mark.requirement("R53")
def test_a_wish_that_ends_this_minute_still_stands():
    sunday = at(dt.date(2026, 3, 8), 18)
    assert wished("本周", sunday) == ("03-08 08:00", "03-08 18:00")
    assert parse_wish("本周", sunday + dt.timedelta(minutes=1)) is None


@pytest.mark.requirement("R53")
def test_the_echo_names_the_last_minute_of_the_day_and_the_year_that_is_meant():
    assert str(parse_wish("明天23:59", NOW).echo) == "Tue 23:59"
    thursday = at(dt.date(2026, 12, 31), 10)
    assert str(parse_wish("明天上午", thursday).echo) == "Fri 08:00–12:00"
    assert str(parse_wish("12月30日", thursday).echo) == "2027-12-30 Thu, any time"
