import datetime as dt

import pytest

from dispatch_console.paper.reading.days import called
from dispatch_console.paper.reading.values import Unread, When, number, phone, phones, words
from tests.paper.lists import ZONE

WHEN = When(dt.date(2026, 3, 3), ZONE, dt.date(2026, 3, 2))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (13748896332.0, "13748896332"),
        (13748896332, "13748896332"),
        ("13748896332.0", "13748896332"),
        ("１３７４８８９６３３２", "13748896332"),
        ("1.3748896332E10", "13748896332"),
        ("021-6245 8837转801", "021-6245 8837转801"),
        (" 0512－62887741 ", "0512-62887741"),
        ("'00139", "00139"),
    ],
)
def test_a_telephone_that_became_a_number_is_restored(raw, text):
    assert phone(raw) == text


@pytest.mark.parametrize("raw", ["1.38E+10", "1.38001E10", 13800138000.1, 1.5e20])
def test_a_telephone_whose_digits_are_lost_is_not_guessed(raw):
    with pytest.raises(Unread):
        phone(raw)


def test_two_telephones_in_one_cell_are_two():
    assert phones("021-62458837/13900174420") == ["021-62458837", "13900174420"]
    assert phones("62458837-801") == ["62458837-801"]


@pytest.mark.parametrize(
    ("raw", "local"),
    [
        ("2026.03.02 8:04", "2026-03-02 08:04"),
        ("3月2日 08:04", "2026-03-02 08:04"),
        ("2014/6/4 16:09:04", "2014-06-04 16:09"),
        ("2014-06-05 22:37:54", "2014-06-05 22:37"),
        ("2020.07.13", "2020-07-13 00:00"),
        ("2026年3月2日 下午3时05分", "2026-03-02 15:05"),
        ("08:31", "2026-03-02 08:31"),
        ("８：３１", "2026-03-02 08:31"),
        (dt.time(8, 31), "2026-03-02 08:31"),
        (46083.336111111, "2026-03-02 08:04"),
        (0.354861111, "2026-03-02 08:31"),
        ("20260302 0804", "2026-03-02 08:04"),
        ("11/22/2026 4:09:04 PM", "2026-11-22 16:09"),
        ("22-11-2026", "2026-11-22 00:00"),
        ("12月30日", "2025-12-30 00:00"),
        (dt.date(2026, 3, 2), "2026-03-02 00:00"),
        ("2026-03-02T08:04:00", "2026-03-02 08:04"),
    ],
)
def test_a_day_is_understood_in_many_hands(raw, local):
    assert f"{called(raw, WHEN).astimezone(ZONE):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize("raw", ["03/04/2026", "昨天", "2026-13-01", "2026-02-30", 5.0, "24:61"])
def test_a_day_that_could_be_two_or_none_is_left_to_the_reader(raw):
    with pytest.raises(Unread):
        called(raw, WHEN)


def test_a_time_without_any_day_is_left_to_the_reader():
    with pytest.raises(Unread):
        called("08:31", When(WHEN.today, ZONE, None))


@pytest.mark.parametrize(
    ("raw", "amount"), [("￥1,850.00", "1850.00"), ("80 元", "80"), (80.5, "80.5"), ("-3", "-3")]
)
def test_an_amount_is_read_through_its_signs(raw, amount):
    assert str(number(raw)) == amount


def test_an_amount_in_words_is_not_guessed():
    with pytest.raises(Unread):
        number("免费")


def test_numbers_in_text_columns_lose_no_digit_and_gain_none():
    assert [words(v) for v in (2308.0, 0.1, 1e15, "  a　 b ", True, None)] == [
        "2308",
        "0.1",
        "1000000000000000",
        "a b",
        "是",
        "",
    ]
