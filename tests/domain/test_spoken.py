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
