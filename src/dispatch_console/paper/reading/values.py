"""Understands what people type into lists: telephones that became numbers, days in many hands, full-width
digits.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import moment
from dispatch_console.paper.numfmt import moment_of
from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.safe_text import safe_text
from dispatch_console.words import N_

Read = str | int | Decimal | dt.datetime | dt.date | None

DIGITS_LOST = N_("Excel has turned this number into {shown}; its last digits are lost.")
NO_DATE = N_("This is not a date that can be understood: {shown}.")
NO_DAY = N_("This time has no day: {shown}.")
AMBIGUOUS = N_("Day or month? {shown} can be read both ways.")
NO_NUMBER = N_("This is not a number: {shown}.")
SERIALS = (20_000.0, 80_000.0)  # days that a workbook's number may mean in a date column: 1954 to 2119


class Unread(Exception):
    """One cell that cannot be understood: the reason as a msgid, and what stands there."""

    def __init__(self, msgid: str, shown: str) -> None:
        super().__init__(msgid)
        self.msgid, self.shown = msgid, shown


@dataclass(frozen=True, slots=True)
class When:
    """What is known about the day of a list: its day from the title, today, the desk's zone, day or month first."""

    today: dt.date
    zone: ZoneInfo
    day: dt.date | None = None
    month_first: bool | None = None  # of days like 3/4/2026; None when the column does not tell


def words(value: Raw) -> str:
    """The text of any cell: whole numbers without .0, blanks at the ends gone, inner ones single."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        number = Decimal(repr(value))
        return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, dt.date):
        return value.isoformat()
    text = safe_text(str(value)).replace("\t", " ")
    return "\n".join(
        re.sub(r"[ \u00a0\u3000]+", " ", line).strip() for line in text.strip().split("\n")
    ).strip()


def narrow(text: str) -> str:
    """Full-width digits and signs as narrow ones, for reading a number or a date; never for names."""
    return unicodedata.normalize("NFKC", text)


def phone(value: Raw) -> str:
    """A telephone number as text; one that became a number is restored. Raises Unread when digits are
    lost.
    """
    if isinstance(value, float) and (value != int(value) or abs(value) >= 1e15):
        raise Unread(DIGITS_LOST, repr(value))
    text = narrow(words(value)).replace("—", "-").replace("–", "-").strip("'’`")
    if re.fullmatch(r"\d+\.0+", text):
        text = text.partition(".")[0]
    if found := re.fullmatch(r"(\d(?:\.(\d+))?)[eE]\+?(\d{1,2})", text):
        if len(found.group(2) or "") != int(found.group(3)):
            raise Unread(DIGITS_LOST, text)
        text = f"{Decimal(text):f}"
    return text


def phones(value: Raw) -> list[str]:
    """The numbers in one cell, when several stand there divided by a stroke, a comma or a new line."""
    text = phone(value)
    parts = [p.strip() for p in re.split(r"[/、;,\n]| {2,}", text)]
    many = [p for p in parts if len(re.sub(r"\D", "", p)) >= 7]
    return many if len(many) > 1 and len(many) == len([p for p in parts if p]) else [text]


def number(value: Raw) -> Decimal:
    """An amount or a count; strips ￥, 元 and thousands commas. Raises Unread."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(str(value))
    text = re.sub(r"[¥￥元,\s]|人民币|RMB|CNY", "", narrow(words(value)), flags=re.I)
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise Unread(NO_NUMBER, words(value)) from None
    if not found.is_finite():
        raise Unread(NO_NUMBER, words(value))
    return found


def day(value: Raw, when: When) -> dt.date:
    """A day. Raises Unread."""
    found = _moment(value, when)
    return found.date()


def called(value: Raw, when: When) -> dt.datetime:
    """An aware UTC moment from what stands in a date column; a bare day is its midnight. Raises Unread."""
    return moment(_moment(value, when).replace(tzinfo=when.zone))


def _moment(value: Raw, when: When) -> dt.datetime:
    if isinstance(value, dt.datetime):
        if value.year <= 1900 and when.day:  # a bare time, shown by a workbook as a day long ago
            return dt.datetime.combine(when.day, value.time())
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, (dt.time, dt.timedelta)):
        return _on_day(words(value), when)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if SERIALS[0] <= value < SERIALS[1]:
            return moment_of(float(value))
        if 0 < value < 1:
            return _on_day(f"{moment_of(float(value)):%H:%M}", when)
    return _spelled(narrow(words(value)).strip(), when)


_TIME = (
    r"(?:(上午|下午|早上|中午|晚上|AM|PM|am|pm)\s*)?(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?"
    r"(?:\s*[:分]\s*\d{1,2}(?:\.\d+)?\s*秒?)?\s*(AM|PM|am|pm)?"
)
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*日?号?(?:[\sT]*(?:星期.|周.)?\s*{_TIME})?"
)
_COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})(?:\s*(?:{_TIME}|(\d{{2}})(\d{{2}})))?")
_NO_YEAR = re.compile(rf"(\d{{1,2}})\s*(月|/|-|\.)\s*(\d{{1,2}})\s*日?号?(?:\s*{_TIME})?")
_DAY_LAST = re.compile(rf"(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{4}})(?:\s+{_TIME})?")
_ONLY_TIME = re.compile(_TIME)


def month_first(texts: Iterable[str]) -> bool | None:
    """Whether the days of a column stand as month/day (True) or day/month; None when nothing in it tells."""
    firsts, seconds = False, False
    for text in texts:
        found = _DAY_LAST.fullmatch(text)
        if found:
            firsts = firsts or int(found.group(1)) > 12
            seconds = seconds or int(found.group(2)) > 12
    return seconds if firsts != seconds else None


def _spelled(text: str, when: When) -> dt.datetime:
    if found := _YEAR_FIRST.fullmatch(text):
        y, m, d, *clock = found.groups()
        return _made(text, int(y), int(m), int(d), clock)
    if (found := _COMPACT.fullmatch(text)) and 1900 < int(found.group(1)) < 2200:
        y, m, d, *clock = found.groups()
        if clock[4]:
            clock = [None, clock[4], clock[5], None]
        return _made(text, int(y), int(m), int(d), clock[:4])
    if found := _DAY_LAST.fullmatch(text):
        a, b, y, *clock = found.groups()
        either = int(a) <= 12 and int(b) <= 12 and a != b
        if either and when.month_first is None:
            raise Unread(AMBIGUOUS, text)
        day_first = int(a) > 12 or (either and not when.month_first)
        m, d = (int(b), int(a)) if day_first else (int(a), int(b))
        return _made(text, int(y), m, d, clock)
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
        hour, minute = _clock(clock)
        return dt.datetime.combine(dt.date(y, m, d), dt.time(hour, minute))
    except ValueError:
        raise Unread(NO_DATE, text) from None


def _clock(clock: list[str | None]) -> tuple[int, int]:
    before, hours, minutes, after = clock
    if hours is None:
        return 0, 0
    hour, half = int(hours), (before or after or "").lower()
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    elif half == "中午" and hour < 3:
        hour += 12
    return hour, int(minutes or 0)


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
