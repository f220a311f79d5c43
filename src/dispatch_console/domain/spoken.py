"""Times as people say and type them: when something happened (-15, 1420, 昨 1740) and when a visit suits."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from dispatch_console.domain.calendars import DAY, at_minute
from dispatch_console.domain.moment import SHANGHAI, Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_, Said, say

_NOW = ("", "现在", "刚才", "now", ".")
_AGO = re.compile(r"^(?:-\s*(\d{1,4})\s*(?:分钟?|m)?|(\d{1,4})\s*分钟?前)$")
_HOURS_AGO = re.compile(r"^(?:-\s*(\d{1,2})(?:\s*[h时]|小时|:(\d{2}))|(\d{1,2})\s*个?小时前)$")
_DAY_BEFORE = re.compile(r"^(?:今天?|昨天?|前天?|今日|昨日|前日|(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?)\s*")
_BACK = {"今": 0, "昨": 1, "前": 2}
_TIME = re.compile(r"^(?:(\d{1,2})[:.点时](\d{1,2})?(?::\d{2})?分?|(\d{1,2})(\d{2}))$")
_HALF = re.compile(r"^(\d{1,2})[点时](半|一刻|三刻)$")
_HALF_DAY = re.compile(r"^(早上|上午|中午|下午|傍晚|晚上|晚|早|am|pm)\s*(?=\d)")
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def parse_happened(text: str, now: Moment, zone: ZoneInfo = SHANGHAI) -> Moment:
    """When something happened, as typed: -15, 1420, 14:20, 昨 1740, 3-1 1740; empty is now (R102).

    Raises Refused for what cannot be read and for a moment still to come.
    """
    typed = unicodedata.normalize("NFKC", text).strip().lower()
    here = local(now, zone)
    if typed in _NOW:
        return now
    back = _minutes_back(typed)
    if back is not None:
        return now - dt.timedelta(minutes=back)
    day, rest = _day_of(typed, here.date())
    minute = _minute_of(rest)
    if day is None or minute is None:
        raise Refused(N_('"{text}" is no time: type -15, 1420 or 昨 1740.'), text=text.strip())
    found = at_minute(day, minute, zone)
    if found > now:
        raise Refused(
            N_("{time} is still to come: now it is {now}. For yesterday put 昨 before it."),
            time=f"{local(found, zone):%H:%M}",
            now=f"{here:%H:%M}",
        )
    return found


def _minutes_back(typed: str) -> int | None:
    found = _AGO.match(typed)
    if found:
        return int(found.group(1) or found.group(2))
    found = _HOURS_AGO.match(typed)
    if found:
        return int(found.group(1) or found.group(3)) * 60 + int(found.group(2) or 0)
    return None


def _day_of(typed: str, today: dt.date) -> tuple[dt.date | None, str]:
    found = _DAY_BEFORE.match(typed)
    if not found or (found.end() == len(typed)):
        return today, typed
    word, rest = found.group(), typed[found.end() :]
    if word[0] in _BACK:
        return today - dt.timedelta(days=_BACK[word[0]]), rest
    return _date_of(word, today), rest


def _date_of(word: str, today: dt.date) -> dt.date | None:
    numbers = [int(n) for n in re.findall(r"\d+", word)]
    try:
        if len(numbers) == 3:
            return dt.date(*numbers)
        day = dt.date(today.year, *numbers)
        return day if day <= today else dt.date(today.year - 1, *numbers)
    except ValueError:
        return None


def _minute_of(typed: str) -> int | None:
    half = _HALF_DAY.match(typed)
    if half:
        minute = _minute_of(typed[half.end() :])
        late = half.group(1) in ("下午", "晚上", "晚", "傍晚", "pm")
        return minute + 12 * 60 if minute is not None and late and minute < 12 * 60 else minute
    found = _HALF.match(typed)
    if found:
        hour, minute = int(found.group(1)), _QUARTERS[found.group(2)]
    else:
        found = _TIME.match(typed)
        if not found:
            return None
        hour, minute = int(found.group(1) or found.group(3)), int(found.group(2) or found.group(4) or 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


# ---- wishes: when the customer would like us to come ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wish:
    """When a visit suits (R53): from and until, or one exact time (then both are the same), and its echo."""

    from_at: Moment
    until_at: Moment
    echo: Said

    @property
    def exact(self) -> bool:
        """True when one time was named."""
        return self.from_at == self.until_at


_NOON = 11 * 60 + 30
_PARTS: tuple[tuple[str, int, int], ...] = (
    ("一早|早上|早晨|清早", 8 * 60, 10 * 60),
    ("上午|上半天", 8 * 60, 12 * 60),
    ("中午", _NOON, 13 * 60 + 30),
    ("下午|下半天|午后", 13 * 60, 18 * 60),
    ("傍晚", 17 * 60, 19 * 60),
    ("晚上|夜里|晚间", 18 * 60, 21 * 60),
    ("全天|一天|整天|随时|都可以?|都行", 8 * 60, 18 * 60),
)
_FORWARD = {"今": 0, "明": 1, "后": 2, "大后": 3}
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_CLOCK = r"(\d{1,2})(?:[:点时](?:(\d{1,2})分?|(半|一刻|三刻))?)?钟?"
_RANGE = re.compile(rf"^{_CLOCK}\s*[-–~至到]\s*(?:上午|下午|晚上)?{_CLOCK}$")
_AFTER = re.compile(rf"^{_CLOCK}\s*(?:以后|之后|后|过后|起)$")
_BEFORE = re.compile(rf"^{_CLOCK}\s*(?:以前|之前|前)$")
_POINT = re.compile(rf"^{_CLOCK}\s*(?:左右|整)?$")
_POLITE = re.compile(r"^(?:希望|最好|尽量|想要?|约|请|定在|改到|改)+\s*(?=\S)")
_WEEK = re.compile(r"^(本|这|下)个?(?:周|星期|礼拜)(?:内|里|之内|都可以?)?$")
_BARE = re.compile(r"^\d{1,2}$")


def parse_wish(text: str, now: Moment, zone: ZoneInfo = SHANGHAI) -> Wish | None:
    """Read a spoken wish (R53): 今天下午2点后, 明天上午, 下周三下午3点, 后天9点半, 周五; None when not understood.

    A wish is never refused: what is not understood stays as text. One that lies wholly in the past is
    not understood either.
    """
    plain = _POLITE.sub("", unicodedata.normalize("NFKC", text).strip().lower())
    plain = re.sub(r"^(\d{1,2})[-/](\d{1,2})\s+", r"\1月\2日", plain)
    typed = _arabic(plain.replace(" ", ""))
    today = local(now, zone).date()
    week = _WEEK.match(typed)
    if week:
        return _whole_week(week.group(1), today, now, zone)
    day, rest = _wished_day(typed, today)
    if not rest and day is not None:
        return _wish(day, 8 * 60, 18 * 60, "whole", now, zone)
    part, rest = _part_of(rest)
    named = day is not None or part is not None
    found = _clock_of(rest, part, named)
    if found is None:
        return None
    begin, end, kind = found
    if day is None:
        day = today
    return _wish(day, begin, end, kind, now, zone)


def _arabic(text: str) -> str:
    """Chinese numerals before 点, 时 or 分 and after 点 as digits; 周三 and 星期三 stay."""

    def number(found: re.Match[str]) -> str:
        word = found.group()
        if "十" not in word:
            return "".join(str(_NUMERALS[c]) for c in word)
        tens, _, ones = word.partition("十")
        return str((_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0))

    text = re.sub(r"(?<![周期拜])[零一二两三四五六七八九十]{1,3}(?=[点时月日号天])", number, text)
    return re.sub(r"(?<=[点时])[零一二三四五六七八九十]{1,3}(?=$|分|[^刻])", number, text)


def _wished_day(typed: str, today: dt.date) -> tuple[dt.date | None, str]:
    found = re.match(r"^(大后|今|明|后)(?:天|日|(?=[早上下中晚]))", typed)
    if found:
        rest = typed[found.end() :]
        rest = re.sub(r"^(早|晚)(?!上|晨|间)", r"\1上", rest)
        return today + dt.timedelta(days=_FORWARD[found.group(1)]), rest
    found = re.match(r"^(\d)天[后内]", typed)
    if found:
        return today + dt.timedelta(days=int(found.group(1))), typed[found.end() :]
    found = re.match(r"^(下下|下|本|这)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])", typed)
    if found:
        return _weekday(found.group(1) or "", found.group(2), today), typed[found.end() :]
    found = re.match(
        r"^(?:(\d{1,2})[-/月])?(\d{1,2})[日号]|^(\d{1,2})[-/](\d{1,2})(?!\d)(?=$|[上下中早晚])", typed
    )
    if found:
        month = int(found.group(1) or found.group(3) or 0)
        return _next_date(month, int(found.group(2) or found.group(4)), today), typed[found.end() :]
    return None, typed


def _weekday(which: str, word: str, today: dt.date) -> dt.date:
    number = "一二三四五六日".find(word.replace("天", "日"))
    number = int(word) - 1 if number < 0 else number
    monday = today - dt.timedelta(days=today.weekday())
    weeks = {"下": 1, "下下": 2}.get(which, 0)
    day = monday + dt.timedelta(days=number, weeks=weeks)
    return day + dt.timedelta(weeks=1) if not which and day < today else day


def _next_date(month: int, number: int, today: dt.date) -> dt.date | None:
    for ahead in range(13):
        year, at = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if month in (0, at + 1):
            try:
                day = dt.date(year, at + 1, number)
            except ValueError:
                continue
            if day >= today:
                return day
    return None


def _part_of(rest: str) -> tuple[tuple[int, int] | None, str]:
    for words, begin, end in _PARTS:
        found = re.match(rf"^(?:{words})", rest)
        if found:
            return (begin, end), rest[found.end() :]
    return None, rest


def _clock_of(rest: str, part: tuple[int, int] | None, named: bool) -> tuple[int, int, str] | None:
    rest = re.sub(r"(?:吧|可以|方便|来|都可以?|都行)+$", "", rest)
    if not rest:
        return (*part, "range") if part else None
    if _BARE.match(rest) and not named:
        return None
    last = part[1] if part else 18 * 60
    for pattern, kind in ((_AFTER, "after"), (_BEFORE, "before"), (_POINT, "point")):
        found = pattern.match(rest)
        if found:
            minute = _spoken_minute(found.groups(), part)
            if minute is None:
                return None
            if kind == "after":
                return minute, max(last, minute + 60) if minute < 22 * 60 else DAY, kind
            if kind == "before":
                return min(part[0] if part else 8 * 60, minute), minute, kind
            return minute, minute, kind
    found = _RANGE.match(rest)
    if found:
        begin = _spoken_minute(found.groups(), part)
        end = _spoken_minute(found.groups()[3:], part)
        if begin is not None and end is not None:
            end = end + 12 * 60 if end <= begin and end < 12 * 60 else end
            return (begin, end, "range") if begin < end else None
    return None


def _spoken_minute(groups: tuple[Any, ...], part: tuple[int, int] | None) -> int | None:
    """The minute of the day of hour, minutes and quarter; a bare 3 and a 3 at noon are in the afternoon."""
    hour = int(groups[0])
    minute = _QUARTERS[groups[2]] if groups[2] else int(groups[1] or 0)
    if hour > 24 or minute > 59:
        return None
    if hour < 12:
        begins = part[0] if part else _NOON
        unsaid = begins == _NOON and 1 <= hour <= 6
        hour += 12 if begins > _NOON or unsaid else 0
    return min(hour * 60 + minute, DAY)


def _wish(day: dt.date, begin: int, end: int, kind: str, now: Moment, zone: ZoneInfo) -> Wish | None:
    first, last = at_minute(day, begin, zone), at_minute(day, end, zone)
    if last < now:
        return None
    values = {"day": _day_words(day, local(now, zone).date()), "from": _hhmm(begin), "until": _hhmm(end)}
    said = {
        "whole": say("{day}, any time", day=values["day"]),
        "after": say("{day} after {time}", day=values["day"], time=values["from"]),
        "before": say("{day} before {time}", day=values["day"], time=values["until"]),
        "point": say("{day} {time}", day=values["day"], time=values["from"]),
        "range": say("{day} {begin}–{end}", day=values["day"], begin=values["from"], end=values["until"]),
    }
    return Wish(first, last, said[kind])


def _whole_week(which: str, today: dt.date, now: Moment, zone: ZoneInfo) -> Wish | None:
    monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=which == "下")
    first, last = max(monday, today), monday + dt.timedelta(days=6)
    echo = say("{first} to {last}", first=_day_words(first, today), last=_day_words(last, today))
    end = at_minute(last, 18 * 60, zone)
    return Wish(at_minute(first, 8 * 60, zone), end, echo) if end >= now else None


def _day_words(day: dt.date, today: dt.date) -> Said:
    weekday = Said(WEEKDAYS[day.weekday()])
    if day.isocalendar()[:2] == today.isocalendar()[:2]:
        return weekday
    date = f"{day:%m-%d}" if day.year == today.year else day.isoformat()
    return say("{date} {weekday}", date=date, weekday=weekday)


def _hhmm(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
