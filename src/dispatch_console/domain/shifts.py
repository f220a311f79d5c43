"""What a technician does on a day: day shift, early, straight to the customer, on duty, rest, leave, training, out of town."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_

LUNCH, LUNCH_AFTER, FULL_DAY = (
    60,
    6 * 60,
    8 * 60,
)  # minutes: a break in a day longer than six hours; more than eight do not count


@dataclass(frozen=True, slots=True)
class Shift:
    """A kind of day: the letter that types it, its words, whether he can be sent, whether it is work that counts."""

    kind: str
    letter: str
    words: str
    goes_out: bool
    counts: bool
    why: str = ""  # why he is not sent


SHIFTS: Mapping[str, Shift] = {
    s.kind: s
    for s in (
        Shift("work", "r", N_("Day shift"), True, True),
        Shift("early", "z", N_("Early shift"), True, True),
        Shift("straight", "d", N_("Straight to site"), True, True),
        Shift("on_duty", "v", N_("On call"), True, True),
        Shift("rest", "x", N_("Day off"), False, False, N_("day off")),
        Shift("leave", "n", N_("Leave"), False, False, N_("leave")),
        Shift("sick", "b", N_("Sick leave"), False, False, N_("sick leave")),
        Shift("training", "p", N_("Training"), False, True, N_("training")),
        Shift("out_of_town", "w", N_("Out of town"), False, True, N_("out of town")),
    )
}
BY_LETTER: Mapping[str, Shift] = {s.letter: s for s in SHIFTS.values()}
AWAY = frozenset(k for k, s in SHIFTS.items() if not s.goes_out)
EARLIER = 60  # minutes that the early shift begins and ends before the day shift


def shift(kind: str) -> Shift:
    """The shift of this kind; raises Refused for a kind that is none."""
    found = SHIFTS.get(kind)
    if found is None:
        raise Refused(N_("{kind} is no kind of day. Known: {known}."), kind=kind, known=", ".join(SHIFTS))
    return found


def minute_of(text: str, otherwise: int) -> int:
    """The minute of the day of 08:45; `otherwise` when it is no time."""
    hour, _, minute = text.strip().partition(":")
    if hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60:
        return int(hour) * 60 + int(minute)
    return otherwise


def usual_hours(kind: str, settings: Mapping[str, str]) -> tuple[int, int]:
    """Begin and end of a kind of day in minutes, by the firm's settings (R90, R91, R92, R95); (0, 0) when there are none."""
    begin, end = minute_of(settings.get("day_start", ""), 510), minute_of(settings.get("closing_time", ""), 1050)
    if kind == "on_duty":
        return minute_of(settings.get("phone_hours_from", ""), 480), minute_of(
            settings.get("phone_hours_until", ""), 1320
        )
    if kind == "early":
        return begin - EARLIER, end - EARLIER
    return (begin, end) if kind in ("work", "straight", "training", "out_of_town") else (0, 0)


def counted_minutes(kind: str, begin: int, end: int) -> int:
    """Working minutes of a planned day: without the break, at most eight hours; nothing for leave and rest."""
    if not SHIFTS[kind].counts or end <= begin:
        return 0
    length = end - begin - (LUNCH if end - begin > LUNCH_AFTER else 0)
    return min(length, FULL_DAY)


def hours_typed(text: str) -> tuple[int, int]:
    """Begin and end as typed (830-1730, 8:30-17:30); raises Refused."""
    plain = text.strip().replace("：", ":").replace("—", "-").replace("–", "-").replace("~", "-")
    first, _, last = plain.partition("-")
    found = []
    for part in (first, last):
        part = part.strip()
        if part.isdigit() and len(part) in (3, 4):
            part = f"{part[:-2]}:{part[-2:]}"
        found.append(minute_of(part, -1))
    if min(found) < 0 or found[0] >= found[1]:
        raise Refused(N_('"{text}" are no hours: type 830-1730.'), text=text.strip())
    return found[0], found[1]


def minute_words(minute: int) -> str:
    """8:30."""
    return f"{minute // 60}:{minute % 60:02d}"


@dataclass(frozen=True, slots=True)
class Came:
    """What is known of a person's day: when he first reported or arrived, when he left; moments are UTC."""

    reported_at: Moment | None = None  # at the office or by telephone
    straight_at: Moment | None = None  # said that he goes straight to the customer
    on_site_at: Moment | None = None  # first arrival at a customer
    left_at: Moment | None = None
    agreed: bool = False  # staying out over closing time was agreed with the supervisor (R92)


@dataclass(frozen=True, slots=True)
class DayKept:
    """How a day was kept. mark is one of present, late, straight, straight_late, missing, waiting, away, off."""

    mark: str
    came_at: Moment | None = None
    late_minutes: int = 0
    worked_minutes: int = 0
    not_back: bool = False


def kept_day(kind: str, begins_at: Moment, ends_at: Moment, straight_by: Moment, came: Came, now: Moment) -> DayKept:
    """How a person kept his day (R90–R93): reported in on time, straight to the customer before the hour, back or agreed.

    begins_at and ends_at are those of his shift, straight_by is until when who goes straight must be on site (R91).
    """
    if kind in ("rest", "leave", "sick"):
        return DayKept("off")
    if kind in ("training", "out_of_town"):
        return DayKept("away", came.reported_at, 0, counted(begins_at, ends_at))
    straight = kind == "straight" or (came.straight_at is not None and came.reported_at is None)
    arrived = came.on_site_at if straight else _first(came.reported_at, came.on_site_at)
    by = straight_by if straight else begins_at
    if arrived is None:
        return DayKept("waiting" if now <= by else "missing")
    late = max(0, int((arrived - by).total_seconds() // 60))
    until = came.left_at or (ends_at if now >= ends_at else now)
    worked = counted(min(arrived, until), until)
    not_back = now > ends_at and came.left_at is None and not came.agreed and kind != "on_duty"
    mark = ("straight_late" if late else "straight") if straight else ("late" if late else "present")
    return DayKept(mark, arrived, late, worked, not_back)


def counted(begin: Moment, end: Moment) -> int:
    """Minutes between, without the break of a long day."""
    length = max(0, int((end - begin).total_seconds() // 60))
    return length - LUNCH if length > LUNCH_AFTER else length


def _first(*moments: Moment | None) -> Moment | None:
    known = [m for m in moments if m is not None]
    return min(known) if known else None


def short_of(counts: Sequence[int], wanted: int) -> tuple[bool, ...]:
    """On which days fewer can go out than are wanted."""
    return tuple(c < wanted for c in counts)


def week_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())
