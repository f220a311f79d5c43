"""Understands days and times as they are written in many hands: serials, words, two-digit years, day or month first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from dispatch_console.domain.moment import moment
from dispatch_console.paper.numfmt import moment_of
from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.reading.values import AMBIGUOUS, NO_DATE, NO_DAY, Unread, When, narrow, words

SERIALS = (20_000.0, 80_000.0)  # days that a workbook's number may mean in a date column: 1954 to 2119
SINCE_1904 = 1462  # days between the two systems
YEARS_BACK = 10  # a call or visit is not older, where a two-digit year could be read twice


def day(value: Raw, when: When) -> dt.date:
    """A day. Raises Unread."""
    if type(value) is dt.date:
        return value
    return _moment(value, when).date()


def called(value: Raw, when: When) -> dt.datetime:
    """An aware UTC moment from what stands in a date column; a bare day is its midnight. Raises Unread."""
    return moment(_moment(value, when).replace(tzinfo=when.zone))


def time_only(value: Raw) -> dt.time | None:
    """A time of day that stands without any day, or None."""
    if isinstance(value, dt.time):
        return value
    if isinstance(value, float) and 0 <= value < 1:
        return moment_of(value).time()
    text = _counted(narrow(words(value)).strip()) if isinstance(value, str) else ""
    found = _ONLY_TIME.fullmatch(text)
    if found is None:
        return None
    try:
        return dt.time(*_clock(text, list(found.groups())))
    except ValueError:
        return None


def _moment(value: Raw, when: When) -> dt.datetime:
    if isinstance(value, dt.datetime):
        if value.year <= 1900 and when.day:  # a bare time, shown by a workbook as a day long ago
            return dt.datetime.combine(when.day, value.time())
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, (dt.time, dt.timedelta)):
        return _on_day(words(value), when)
    if isinstance(value, str):
        text = narrow(words(value)).strip()
        if not _SERIAL.fullmatch(text):
            return _spelled(_counted(text), when)
        value = float(text)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        days = value + SINCE_1904 if when.epoch_1904 and value >= 1 else value
        if SERIALS[0] <= days < SERIALS[1]:
            return moment_of(float(days))
        if 0 < value < 1:
            return _on_day(f"{moment_of(float(value)):%H:%M}", when)
    return _spelled(narrow(words(value)).strip(), when)


_HALF = "上午|下午|早上|早晨|清晨|凌晨|中午|午后|傍晚|晚上|夜里|AM|PM|am|pm|a.m.|p.m."
_TIME = (
    rf"(?:({_HALF})\s*)?(\d{{1,2}})\s*[:时点]\s*(\d{{1,2}}|半|一刻|三刻|整)?\s*分?"
    rf"(?:\s*[:分]\s*\d{{1,2}}(?:\.\d+)?\s*秒?)?\s*(AM|PM|am|pm|a\.m\.|p\.m\.)?"
)
_WEEKDAY = r"(?:\s*[(]?(?:星期.|周.)[)]?)?"
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{_WEEKDAY}(?:[\sT,]*{_TIME})?(?:Z|\+00:00)?"
)
_COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})(?:\s*(?:{_TIME}|(\d{{2}})(\d{{2}})))?")
_NO_YEAR = re.compile(rf"(\d{{1,2}})\s*(月|/|-|\.)\s*(\d{{1,2}})\s*[日号]?{_WEEKDAY}(?:\s*{_TIME})?")
_DAY_LAST = re.compile(rf"(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{4}})(?:[\s,]+{_TIME})?")
_SHORT = re.compile(rf"'?(\d{{1,2}})\s*([-/.年])\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{_WEEKDAY}(?:[\s,]*{_TIME})?")
_ONLY_TIME = re.compile(_TIME)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?|0\.\d{3,}")
_NUMERAL = re.compile(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九两零〇]?)(?=[月日号点时分])")
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "": 0}


def _counted(text: str) -> str:
    """A time told with Chinese numerals in digits: 三月二日 上午九点半."""
    if text.isascii() or not re.search("[一二三四五六七八九十两]", text):
        return text

    def one(found: re.Match[str]) -> str:
        tens, ten, ones = found.groups()
        if not any(found.groups()):
            return ""
        if not ten:
            return str(_DIGITS[tens] * 10 + _DIGITS[ones]) if tens and ones else str(_DIGITS[tens or ones])
        return str((_DIGITS[tens] or 1) * 10 + _DIGITS[ones])

    return _NUMERAL.sub(one, text)


def readings(text: str, today: dt.date, past: bool = False) -> dict[str, dt.date]:
    """In which orders of day, month and year a text is a day, and which; empty for every other style.

    `past` tells that the column holds what has happened: then of a two-digit year a day that lies ahead, or long
    ago, is no reading while another one is left.
    """
    if found := _DAY_LAST.fullmatch(text):
        a, b, year = int(found.group(1)), int(found.group(2)), int(found.group(3))
        tries = {"mdy": (year, a, b), "dmy": (year, b, a)}
        past = False
    elif (found := _SHORT.fullmatch(text)) and len(found.group(1)) + len(found.group(4)) >= 3:
        a, b, c = int(found.group(1)), int(found.group(3)), int(found.group(4))
        tries = {"ymd": (_year(a, today), b, c)}
        if found.group(2) != "年":
            tries |= {"mdy": (_year(c, today), a, b), "dmy": (_year(c, today), b, a)}
    else:
        return {}
    days: dict[str, dt.date] = {}
    for order, (y, m, d) in tries.items():
        if 1 <= m <= 12 and 1 <= d <= 31 and d <= _length(y, m):
            days[order] = dt.date(y, m, d)
    likely = {o: d for o, d in days.items() if today.year - YEARS_BACK <= d.year and d <= today + dt.timedelta(days=1)}
    return likely if past and likely else days


def _length(year: int, month: int) -> int:
    return (dt.date(year + month // 12, month % 12 + 1, 1) - dt.date(year, month, 1)).days


def _year(two: int, today: dt.date) -> int:
    return 2000 + two if 2000 + two <= today.year + 20 else 1900 + two


def orders(texts: Iterable[str], today: dt.date, past: bool) -> tuple[set[str], str]:
    """The orders in which a whole column can be read, and a text that can be read in several ways ("" for none).

    No order at all: the column is written in two hands, and only what is clear by itself can be read.
    """
    left: set[str] | None = None
    example = ""
    for text in texts:
        found = readings(text, today, past)
        if not found:
            continue
        left = set(found) if left is None else left & set(found)
        if not example and len(set(found.values())) > 1:
            example = text
    return (left or set()), example


def _spelled(text: str, when: When) -> dt.datetime:
    if found := _YEAR_FIRST.fullmatch(text):
        y, m, d, *clock = found.groups()
        return _made(text, int(y), int(m), int(d), clock)
    if (found := _COMPACT.fullmatch(text)) and 1900 < int(found.group(1)) < 2200:
        y, m, d, *clock = found.groups()
        if clock[4]:
            clock = [None, clock[4], clock[5], None]
        return _made(text, int(y), int(m), int(d), clock[:4])
    if days := readings(text, when.today):
        different = set(days.values())
        if len(different) > 1 and when.order not in days:
            raise Unread(AMBIGUOUS, text)
        chosen = days[when.order] if when.order in days else different.pop()
        found = _DAY_LAST.fullmatch(text) or _SHORT.fullmatch(text)
        return _made(text, chosen.year, chosen.month, chosen.day, list(found.groups()[-4:]) if found else [None] * 4)
    if found := _NO_YEAR.fullmatch(text):
        m, _sign, d, *clock = found.groups()
        near = when.day or when.today
        guess = _made(text, near.year, int(m), int(d), clock)
        ahead = (guess.date() - near).days > 183  # 12 月 in a list of January was last year
        return _made(text, near.year - 1, int(m), int(d), clock) if ahead else guess
    if _ONLY_TIME.fullmatch(text):
        return _on_day(text, when)
    raise Unread(NO_DATE, text)


def _made(text: str, y: int, m: int, d: int, clock: list[str | None]) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date(y, m, d), dt.time(*_clock(text, clock)))
    except ValueError:
        raise Unread(NO_DATE, text) from None


_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}


def _clock(text: str, clock: list[str | None]) -> tuple[int, int]:
    before, hours, minutes, after = clock
    if hours is None:
        return 0, 0
    hour, half = int(hours), (before or after or "").lower().replace(".", "")
    if half in ("下午", "晚上", "傍晚", "夜里", "午后", "pm") and hour < 12:
        hour += 12
    elif half in ("am", "凌晨") and hour == 12:
        hour = 0
    elif half == "中午" and hour < 3:
        hour += 12
    elif half in ("晚上", "夜里") and hour == 12:  # midnight, but of which day?
        raise Unread(AMBIGUOUS, text)
    return hour, _QUARTERS[minutes] if minutes in _QUARTERS else int(minutes or 0)


def _on_day(text: str, when: When) -> dt.datetime:
    found = _ONLY_TIME.fullmatch(text)
    if when.day is None or found is None:
        raise Unread(NO_DAY if found else NO_DATE, text)
    return _made(text, when.day.year, when.day.month, when.day.day, list(found.groups()))


def day_in(text: str, when: When) -> dt.date | None:
    """The day that a title tells (登记日期 2026-03-02, 2026年3月2日), or None."""
    found = re.search(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}", narrow(text))
    if not found:
        return None
    try:
        return _spelled(found.group().replace(" ", ""), when).date()
    except Unread:
        return None
