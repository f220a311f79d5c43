"""The promises of the house as rows: how long, by which calendar, from which event to which, and why."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dispatch_console.domain.calendars import Holiday, Piece, WorkCalendar
from dispatch_console.domain.clocks import ClockRule


class Form(StrEnum):
    """How a due time is found: open minutes, real minutes moved into hours, a day, an agreed moment."""

    OPEN = "open"
    REAL = "real"
    DAY = "day"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Policy:
    """One row of policies.csv; `subject` tells whose events feed it, `warn_minutes` is for agreed moments."""

    policy: str
    subject: str
    form: Form
    rule: ClockRule
    warn_minutes: int
    ours: bool
    note: str

    @property
    def requirement(self) -> str:
        """The R-number that the value comes from; empty for a default of ours."""
        return self.rule.requirement


def read_policies(text: str) -> tuple[Policy, ...]:
    """Read policies.csv (R116-R122); sets are parted by |, pauses (begin>end>end) by spaces. Raises ValueError."""
    found = []
    for row in csv.DictReader(text.splitlines()):
        form = Form(row["form"])
        rule = ClockRule(
            kind=row["kind"],
            minutes=int(row["minutes"]),
            calendar=row["calendar"],
            starts=_set(row["starts"]),
            stops=_set(row["stops"]),
            pauses=frozenset(_pause(p) for p in row["pauses"].split()),
            warn_at=tuple(int(p) for p in row["warn_at"].split("|") if p),
            real_time=form is Form.REAL,
            working_days=int(row["working_days"] or 0),
            until_minute=_minute(row["until"]) if form is Form.DAY else None,
            again=row["again"] == "yes",
            requirement=row["requirement"],
        )
        found.append(
            Policy(
                row["policy"],
                row["subject"],
                form,
                rule,
                int(row["warn_minutes"] or 0),
                row["ours"] == "yes",
                row["note"],
            )
        )
    return tuple(found)


def rules_of(policies: Iterable[Policy], policy: str, standard: str = "standard") -> tuple[Policy, ...]:
    """The rows of a customer's policy: its own, and the standard ones for all other clocks (R116-R119)."""
    rows = tuple(policies)
    own = {p.rule.kind: p for p in rows if p.policy == policy}
    usual = {p.rule.kind: p for p in rows if p.policy == standard}
    return tuple((usual | own).values())


def read_calendars(text: str, holidays: Iterable[Holiday]) -> dict[str, WorkCalendar]:
    """Read calendars.csv (name, mon..sun as 540-1020 parted by |, holidays yes/no). Raises ValueError."""
    days = tuple(holidays)
    found = {}
    for row in csv.DictReader(text.splitlines()):
        weekly = tuple(_hours(row[d]) for d in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
        looks = row["holidays"] == "yes"
        made_up = weekly[0]
        found[row["name"]] = WorkCalendar(
            row["name"],
            weekly,
            {h.day: () if h.off else made_up for h in days} if looks else {},
            frozenset(h.day.year for h in days) if looks else frozenset(),
            holidays=looks,
        )
    return found


def _hours(text: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for piece in text.split("|"):
        if piece:
            begin, _, end = piece.partition("-")
            found.append((int(begin), int(end)))
    return tuple(found)


def _set(text: str) -> frozenset[str]:
    return frozenset(k for k in text.split("|") if k)


def _pause(text: str) -> tuple[str, ...]:
    kinds = tuple(text.split(">"))
    if len(kinds) < 2 or not all(kinds):
        raise ValueError(text)
    return kinds


def _minute(text: str) -> int:
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)
