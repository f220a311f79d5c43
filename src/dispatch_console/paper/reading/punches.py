"""Reads what a time clock writes: a line a person and a column a day, stamps run together such as 08:1018:20; or a line a stamp."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.reading.outside import Raw, read_rows
from dispatch_console.words import N_, Said

STAMP = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
NAMES = ("姓名", "员工姓名", "名字", "name", "employee")
CODES = ("工号", "编号", "员工编号", "登记号码", "考勤号码", "no", "no.", "id")
DATES = ("日期", "考勤日期", "date")
TIMES = ("时间", "打卡时间", "签到时间", "刷卡时间", "日期时间", "time", "datetime")
_MONTH = re.compile(r"(20\d{2})\s*[-年./]\s*(\d{1,2})")
_DAY = re.compile(r"^(\d{1,2})(?:\s*[日号])?(?:\D.*)?$")
_DATE = re.compile(r"(20\d{2})\D+(\d{1,2})\D+(\d{1,2})")


@dataclass(frozen=True, slots=True)
class PunchDay:
    """One person's stamps of one day, in order; unread is what could not be understood."""

    line: int
    name: str
    code: str
    on_day: dt.date
    stamps: tuple[dt.time, ...]
    unread: Said | None = None


@dataclass(frozen=True, slots=True)
class PunchSheet:
    """All days of a time clock's list."""

    days: tuple[PunchDay, ...]
    sha256: str


def stamps_of(text: str) -> tuple[dt.time, ...] | None:
    """The times that stand in a cell, also run together (08:1018:20) or over lines; None when something else stands there (R90)."""
    plain = unicodedata.normalize("NFKC", text)
    found, rest = [], STAMP.sub(" ", plain)
    for hour, minute in STAMP.findall(plain):
        if int(hour) > 23 or int(minute) > 59:
            return None
        found.append(dt.time(int(hour), int(minute)))
    return None if re.sub(r"[\s,;，；、/\-|]+", "", rest) else tuple(sorted(found))


def read_punches(path: Path, *, today: dt.date, cancelled: Callable[[], bool] | None = None) -> PunchSheet:
    """Read a time clock's list (xlsx, xls, csv, ods) in a process of its own (R90).

    The month is taken from the titles or the file's name; without one it is the last month of which today knows all named days.
    Raises Refused for a file that is no such list.
    """
    sheet = read_rows(path, cancelled=cancelled)
    rows = [(line, tuple(_text(c) for c in cells), cells) for line, cells in sheet.rows]
    days = _as_stamps(rows) or _as_month(rows, path.name, today)
    if not days:
        raise Refused(N_("This is no list of a time clock: a name and days, or a name and times, are missing."))
    return PunchSheet(tuple(days), sheet.sha256)


Row = tuple[int, tuple[str, ...], tuple[Raw, ...]]


def _text(cell: Raw) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    if isinstance(cell, dt.timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip()


def _column(heads: Sequence[str], words: Sequence[str]) -> int:
    return next((n for n, h in enumerate(heads) if re.sub(r"[\s*:]", "", h).casefold() in words), -1)


def _as_stamps(rows: Sequence[Row]) -> list[PunchDay]:
    """A line a stamp: name, date and time."""
    for at, (_line, heads, _cells) in enumerate(rows[:15]):
        name, day, time = _column(heads, NAMES), _column(heads, DATES), _column(heads, TIMES)
        if name < 0 or time < 0:
            continue
        code = _column(heads, CODES)
        kept: dict[tuple[str, dt.date], tuple[int, str, list[dt.time]]] = {}
        unread = []
        for line, cells, _raw in rows[at + 1 :]:
            who = cells[name] if name < len(cells) else ""
            said = " ".join(cells[n] for n in (day, time) if 0 <= n < len(cells))
            found = _DATE.search(said)
            stamps = stamps_of(_DATE.sub(" ", said)) if found else None
            if not who and not said.strip():
                continue
            if found is None or not stamps:
                unread.append(PunchDay(line, who, "", dt.date.min, (), Said(N_('The time "{text}" cannot be read.'), {"text": said})))
                continue
            on_day = dt.date(*(int(x) for x in found.groups()))
            number = cells[code] if 0 <= code < len(cells) else ""
            kept.setdefault((who, on_day), (line, number, []))[2].extend(stamps)
        return [PunchDay(line, who, number, on_day, tuple(sorted(stamps))) for (who, on_day), (line, number, stamps) in kept.items()] + unread
    return []


def _as_month(rows: Sequence[Row], file_name: str, today: dt.date) -> list[PunchDay]:
    """A line a person, a column a day of the month."""
    for at, (_line, heads, _cells) in enumerate(rows[:15]):
        days = _day_columns(heads)
        if len(days) < 7:
            continue
        first = _month_of([" ".join(cells) for _l, cells, _r in rows[: at + 1]], file_name, today, max(days.values()))
        name, code = _column(heads, NAMES), _column(heads, CODES)
        name = name if name >= 0 else min(days) - 1
        found = []
        for line, cells, _raw in rows[at + 1 :]:
            who = cells[name] if 0 <= name < len(cells) else ""
            if not who:
                continue
            number = cells[code] if 0 <= code < len(cells) else ""
            for column, day in days.items():
                said = cells[column] if column < len(cells) else ""
                on_day = _day_of(first, day)
                if not said or on_day is None:
                    continue
                stamps = stamps_of(said)
                why = None if stamps else Said(N_('The time "{text}" cannot be read.'), {"text": said})
                found.append(PunchDay(line, who, number, on_day, stamps or (), why))
        return found
    return []


def _day_columns(heads: Sequence[str]) -> Mapping[int, int]:
    """Columns headed 1, 2日, 3 周三 and so on, rising."""
    found: dict[int, int] = {}
    for column, head in enumerate(heads):
        if (match := _DAY.match(head.strip())) and 1 <= int(match[1]) <= 31 and int(match[1]) > max(found.values(), default=0):
            found[column] = int(match[1])
    return found


def _month_of(titles: Sequence[str], file_name: str, today: dt.date, last_day: int) -> dt.date:
    for text in (*titles, file_name):
        if (match := _MONTH.search(text)) and 1 <= int(match[2]) <= 12:
            return dt.date(int(match[1]), int(match[2]), 1)
    first = today.replace(day=1)
    return first if last_day <= today.day else (first - dt.timedelta(days=1)).replace(day=1)


def _day_of(first: dt.date, day: int) -> dt.date | None:
    try:
        return first.replace(day=day)
    except ValueError:
        return None
