"""What an action on a job is about, and how the answers to its questions are read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dispatch_console.commands.registry import Command
from dispatch_console.domain import spoken
from dispatch_console.domain.durations import age_words
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.visits import DAY_WORDS
from dispatch_console.queries.card import Card, EventLine
from dispatch_console.queries.roster import TechnicianRow
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.words import N_, _


@dataclass(frozen=True, slots=True)
class Case:
    """What an action is about: the job, who could go, and now."""

    card: Card
    people: tuple[TechnicianRow, ...]
    now: Moment
    zone: ZoneInfo
    event: EventLine | None = None
    policies: tuple[str, ...] = ()  # the sets of promises of the desk


@dataclass(frozen=True, slots=True)
class Way:
    """One action on a job. Without questions it is done at once; said is told afterwards."""

    asks: Callable[[Case], Sequence[Asked]]
    command: Callable[[Case, Answers], Command]


# ---- reading what was typed ----

_FROM_TO = re.compile(r"^(.*?)(\d{1,2})[:：]?(\d{2})\s*[-–—~到至]\s*(\d{1,2})[:：]?(\d{2})$")


def whole_name(name: str) -> str:
    """A name to begin with; half a name, shown to visitors, is never written down."""
    return "" if "*" in name else str(name)


def happened(case: Case, typed: str) -> Moment:
    """When it happened: empty is now; raises Refused."""
    return spoken.parse_happened(typed, case.now, case.zone)


def when_asked(case: Case, word: str = N_("When")) -> Asked:
    """A question for the time of something that happened."""

    def read(typed: str) -> str:
        found = happened(case, typed)
        return "= " + _("{time} ({age})", time=f"{local(found, case.zone):%H:%M}", age=age_words(found, case.now))

    return Asked("when", word, "", _("now, -15, 1420"), read=read)


def span(now: Moment, zone: ZoneInfo, typed: str) -> tuple[Moment, Moment]:
    """An agreed time as spoken or typed (明天下午2点, 1430, 1430-1500, 明天 0930-1000); raises Refused."""
    plain = typed.strip()
    both = _FROM_TO.match(plain)
    if both is not None:
        ends = (f"{both[1]}{both[2]}:{both[3]}", f"{both[1]}{both[4]}:{both[5]}")
        found = [spoken.parse_wish(words, now, zone) for words in ends]
        if found[0] is not None and found[1] is not None and found[0].from_at < found[1].from_at:
            return found[0].from_at, found[1].from_at
    if plain.isdigit() and len(plain) in (3, 4):
        plain = f"{plain[:-2]}:{plain[-2:]}"
    wish = spoken.parse_wish(plain, now, zone)
    if wish is None:
        raise Refused(N_('"{text}" is no time to come: type 1430, 明天上午 or 周三下午3点.'), text=typed.strip())
    until = wish.until_at if not wish.exact else wish.from_at + dt.timedelta(minutes=30)
    return wish.from_at, until


def span_asked(case: Case, value: str = "") -> Asked:
    """A question for a time to come."""

    def read(typed: str) -> str:
        if not typed.strip():
            return ""
        start, end = (local(m, case.zone) for m in span(case.now, case.zone, typed))
        return f"= {start:%m-%d %H:%M}–{end:%H:%M}"

    return Asked("span", N_("Time"), value, _("1430, tomorrow morning"), read=read, wide=2)


def technician(case: Case, typed: str) -> TechnicianRow:
    """Who is meant by initials, a name or its beginning; raises Refused."""
    plain = typed.strip().lower()
    exact = [p for p in case.people if plain in p.initials.split() or plain == p.name]
    begun = [p for p in case.people if p.name.startswith(plain) or any(i.startswith(plain) for i in p.initials.split())]
    for found in (exact, begun) if plain else ():
        if len(found) == 1:
            return found[0]
        if found:
            names = " ".join(p.name for p in found)
            raise Refused(N_("Several people match {typed}: {people}."), typed=plain, people=names)
    raise Refused(N_("Nobody matches {typed}."), typed=typed.strip() or "—")


def technician_asked(case: Case, value: str = "") -> Asked:
    """A question for a technician."""

    def read(typed: str) -> str:
        if not typed.strip():
            return ""
        found = technician(case, typed)
        return f"= {found.name} · {_(DAY_WORDS[found.state])} {found.next_words}".rstrip()

    free = " ".join(p.initials.split()[0] for p in case.people if str(p.state) == "free" and p.initials)
    return Asked("who", N_("Who"), value, _("initials; free: {free}", free=free or "—"), read=read, wide=2)


def minutes(typed: str, default: int = 60) -> int:
    """A length in minutes; raises Refused."""
    if not typed.strip():
        return default
    if not typed.strip().isdigit():
        raise Refused(N_('"{text}" is no number of minutes.'), text=typed.strip())
    return int(typed)


def day(case: Case, typed: str) -> dt.date | None:
    """A day to come, or none."""
    if not typed.strip():
        return None
    return local(span(case.now, case.zone, typed)[0], case.zone).date()
