"""What screens show of a clock, a flag and a choice: small frozen pieces that several answers share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dispatch_console.domain import kinds
from dispatch_console.domain.clocks import Level, level_of
from dispatch_console.domain.durations import left_words, paused_words
from dispatch_console.domain.moment import Moment
from dispatch_console.words import N_, Said

CLOCK_WORDS: Mapping[str, str] = {  # the word before the block: which promise
    "on_site": N_("Arrive"),
    "first_response": N_("Respond"),
    "plan": N_("Plan"),
    "phone_check": N_("Check"),
    "escalation": N_("Escalate"),
    "escalation_answer": N_("Answer"),
    "complaint_told": N_("Complaint"),
    "quality_call": N_("Quality"),
    "door_wait": N_("Door"),
    "repair": N_("Repaired"),
    "report_back": N_("Slip"),
    "page_call_back": N_("Page"),
    "part_told": N_("Part in"),
    "appointment": N_("Visit"),
    "machine_return": N_("Return"),
}
PAUSE_WORDS: Mapping[str, str] = {
    "wait_customer_started": N_("customer"),
    "wait_part_started": N_("part"),
    "quoted": N_("consent"),
    "approval_asked": N_("approval"),
}


@dataclass(frozen=True, slots=True)
class ClockCell:
    """The one clock of a row: what it counts and when it is due; level and words follow from now."""

    kind: str
    started_at: Moment | None
    due_at: Moment | None
    paused_for: str = ""

    @property
    def word(self) -> Said:
        """Which promise it is."""
        return Said(CLOCK_WORDS.get(self.kind, self.kind))

    def level(self, now: Moment) -> Level | None:
        """Late, soon, fine or paused; None when nothing is promised."""
        if self.due_at is None:
            return Level.PAUSED if self.kind else None
        return level_of(self.due_at - now, self.length_minutes)

    @property
    def length_minutes(self) -> int:
        """From start to due, in minutes."""
        if self.due_at is None or self.started_at is None:
            return 0
        return int((self.due_at - self.started_at).total_seconds() // 60)

    def words(self, now: Moment) -> Said | None:
        """`38 min late`, `1 h 05 left`, `paused: part`."""
        if self.due_at is None:
            if not self.kind:
                return None
            return paused_words(Said(PAUSE_WORDS.get(self.paused_for, self.paused_for or N_("waiting"))))
        return left_words((self.due_at - now).total_seconds())

    def fraction(self, now: Moment) -> float:
        """How much of the time is used, 0 to 1."""
        if self.due_at is None or self.started_at is None or self.due_at <= self.started_at:
            return 1.0
        return min(1.0, max(0.0, (now - self.started_at) / (self.due_at - self.started_at)))


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark after the customer's name: complaint, escalated, urged n, repeat n, key."""

    kind: str
    count: int = 0


def flags_of(complaint: bool, escalated: bool, urged: int, repeats: int, key: bool, major: bool) -> tuple[Flag, ...]:
    """The flags in their fixed order (design.md 6)."""
    found = []
    if complaint:
        found.append(Flag("complaint"))
    if escalated:
        found.append(Flag("escalated"))
    if major:
        found.append(Flag("major"))
    if urged:
        found.append(Flag("urged", urged))
    if repeats > 1:
        found.append(Flag("repeat", repeats))
    if key:
        found.append(Flag("key"))
    return tuple(found)


def event_words(kind: str) -> Said:
    """An event's kind in words."""
    return Said(EXTRA_EVENTS[kind]) if kind in EXTRA_EVENTS else kinds.event_words(kind)


EXTRA_EVENTS: Mapping[str, str] = {
    "withdrawn": N_("withdrawn"),
}


def span_words(start: Moment, end: Moment, now: Moment, zone: dt.tzinfo) -> str:
    """An agreed time for a row: 10:00–10:30, 明 08:20, 03-04 10:00."""
    here, there, until = now.astimezone(zone), start.astimezone(zone), end.astimezone(zone)
    days = (there.date() - here.date()).days
    day = "" if days == 0 else "明 " if days == 1 else f"{there:%m-%d} "
    if until.date() == there.date() and until > there:
        return f"{day}{there:%H:%M}–{until:%H:%M}"
    return f"{day}{there:%H:%M}"
