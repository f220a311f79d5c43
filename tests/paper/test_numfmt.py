import datetime as dt
from decimal import Decimal

import pytest

from dispatch_console.paper.numfmt import moment_of, serial, shown

WHEN = dt.datetime(2026, 3, 2, 8, 4)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (Decimal("1234.5"), "#,##0.00_)", "1,234.50 "),
        (-9.9, "0.0_)", "-9.9 "),
        (0, "0_)", "0 "),
        (12, "0", "12"),
        (0.5, "0%", "50%"),
        (13900174420, "General", "13900174420"),
        (WHEN, "yyyy-mm-dd hh:mm", "2026-03-02 08:04"),
        (WHEN, "hh:mm", "08:04"),
        (WHEN, 'yyyy"年"m"月"d"日"', "2026年3月2日"),
        (WHEN.date(), "yyyy\\-mm\\-dd", "2026-03-02"),
        ("=1+1", "@", "=1+1"),
        (None, "0", ""),
    ],
)
def test_a_cell_shows_what_its_format_says(value, code, text):
    assert shown(value, code) == text


def test_a_moment_comes_back_from_its_number_to_the_second():
    assert moment_of(serial(WHEN)) == WHEN
