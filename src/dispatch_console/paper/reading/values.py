"""Understands what people type into lists: telephones that became numbers, amounts, lengths of time, full-width
digits.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.safe_text import safe_text
from dispatch_console.words import N_

Read = str | int | Decimal | dt.datetime | dt.date | None

DIGITS_LOST = N_("Excel has turned this number into {shown}; its last digits are lost.")
NO_DATE = N_("This is not a date that can be understood: {shown}.")
NO_DAY = N_("This time has no day: {shown}.")
AMBIGUOUS = N_("Day or month? {shown} can be read both ways.")
NO_NUMBER = N_("This is not a number: {shown}.")
NO_LENGTH = N_("This is not a length of time: {shown}.")


class Unread(Exception):
    """One cell that cannot be understood: the reason as a msgid, and what stands there."""

    def __init__(self, msgid: str, shown: str) -> None:
        super().__init__(msgid)
        self.msgid, self.shown = msgid, shown


@dataclass(frozen=True, slots=True)
class When:
    """What is known about the days of a list: its day from the title, today, the desk's zone, and in which order
    day, month and year stand in days like 3/4/2026 or 26.3.4 (mdy, dmy, ymd; "" when nothing tells).
    """

    today: dt.date
    zone: ZoneInfo
    day: dt.date | None = None
    order: str = ""
    epoch_1904: bool = False


def words(value: Raw) -> str:
    """The text of any cell: whole numbers without .0, blanks at the ends gone, inner ones single."""
    if isinstance(value, str):
        text = value.strip()
        if text.isprintable() and "  " not in text and "\u3000" not in text and "\u00a0" not in text:
            return text
        return _tidy(text)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        number = Decimal(repr(value))
        return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    if isinstance(value, dt.datetime):
        shown = value.isoformat(" ", "minutes")[:16]
        return shown[:10] if shown.endswith("00:00") and value.time() == dt.time() else shown
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _tidy(text: str) -> str:
    text = safe_text(text).replace("\t", " ")
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.strip().split("\n")).strip()


_BLANKS = re.compile("[ \u00a0\u3000]+")


def narrow(text: str) -> str:
    """Full-width digits and signs as narrow ones, for reading a number or a date; never for names."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def phone(value: Raw) -> str:
    """A telephone number as text; one that became a number is restored. Raises Unread when digits are
    lost.
    """
    if isinstance(value, float):
        if not value.is_integer() or abs(value) >= 1e15:
            raise Unread(DIGITS_LOST, repr(value))
        return str(int(value))
    text = narrow(words(value))
    if text.isdigit():
        return text
    text = text.replace("—", "-").replace("–", "-").strip("'’`")
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
    if text.isdigit():
        return [text]
    parts = [p.strip() for p in re.split(r"[/、;,\n]| {2,}", text)]
    many = [p for p in parts if len(re.sub(r"\D", "", p)) >= 7]
    return many if len(many) > 1 and len(many) == len([p for p in parts if p]) else [text]


def number(value: Raw) -> Decimal:
    """An amount or a count; strips ￥, 元, 台 and thousands commas. Raises Unread."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(int(value)) if float(value).is_integer() and abs(value) < 2**53 else Decimal(str(value))
    text = re.sub(r"[¥￥元,\s]|人民币|RMB|CNY|(?<=\d)[台个件次张只套]$", "", narrow(words(value)), flags=re.I)
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise Unread(NO_NUMBER, words(value)) from None
    if not found.is_finite():
        raise Unread(NO_NUMBER, words(value))
    return found


_LENGTH = re.compile(
    r"(?:(\d+(?:\.\d+)?)\s*(?:天|d|days?))?\s*(?:(\d+(?:\.\d+)?)\s*(?:个?半?小时|个?钟头|时|h|hrs?|hours?))?\s*"
    r"(?:(\d+(?:\.\d+)?)\s*(?:分钟|分|m|min|mins|minutes?))?\s*(?:(\d+)\s*(?:秒|s))?",
    re.I,
)


def minutes(value: Raw) -> int:
    """A length of time in minutes: 4小时4分钟, 1.5小时, 90分, 1:30, or a bare number of minutes. Raises Unread."""
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, (dt.time, dt.datetime)):
        days = max((value.date() - dt.date(1899, 12, 31)).days, 0) if isinstance(value, dt.datetime) else 0
        return days * 1440 + value.hour * 60 + value.minute
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return round(value)
    text = re.sub(r"\s+", "", narrow(words(value)))
    if text in ("半小时", "半个小时", "半个钟头"):
        return 30
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return round(float(text))
    if found := re.fullmatch(r"(\d{1,3}):([0-5]\d)(?::[0-5]\d)?", text):
        return int(found.group(1)) * 60 + int(found.group(2))
    half = 30 if re.search(r"\d个?半(?:小时|钟头)", text) else 0
    found = _LENGTH.fullmatch(text)
    if found is None or not any(found.groups()):
        raise Unread(NO_LENGTH, words(value))
    day, hour, minute, second = (float(g or 0) for g in found.groups())
    return round(day * 1440 + hour * 60 + half + minute + second / 60)


CLOSED = {
    "closed", "close", "done", "completed", "complete", "finished", "resolved", "solved", "已完成", "完成",
    "已解决", "解决", "已关闭", "关闭", "已结案", "结案", "已办结", "办结", "已修复", "修复", "已处理", "处理完成", "完工", "已完工", "已结束",
    "结束", "是",
}  # fmt: skip
OPEN = {
    "open", "opened", "new", "pending", "assigned", "started", "inprogress", "working", "unresolved",
    "waiting", "onhold", "待解决", "未解决", "未完成", "待完成", "处理中", "进行中", "待处理", "未处理", "维修中", "待维修", "待派工",
    "已派工", "已派单", "待件", "待备件", "观察", "待回访", "未关闭", "打开", "新建", "已受理", "受理中", "跟进中", "否",
}  # fmt: skip


def is_closed(value: Raw) -> bool | None:
    """Whether a status word says that the matter is closed (Closed, 已完成) or open (In Progress, 待解决); None for
    a word that nobody knows.
    """
    word = re.sub(r"[\s_\-]", "", narrow(words(value))).casefold()
    return True if word in CLOSED else False if word in OPEN else None
