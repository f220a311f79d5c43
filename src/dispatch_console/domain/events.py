"""A fact about a job or a visit: what happened, when it happened, when it was told, when it was written down."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class Channel(enum.StrEnum):
    """How a fact reached the desk (requirements 5.1)."""

    PHONE_IN = "phone_in"
    PHONE_OUT = "phone_out"
    PAPER = "paper"
    IN_PERSON = "in_person"
    GUESS = "guess"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Fact:
    """One event as the rules see it; moments are UTC."""

    id: int
    kind: str
    happened_at: dt.datetime
    reported_at: dt.datetime
    recorded_at: dt.datetime
    visit_id: int | None = None
    reason: str = ""
    by: str = ""
    note: str = ""
    channel: str = ""
    corrects_id: int | None = None


def standing(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that count, in the order in which they happened (R86): corrected ones are left out."""
    every = list(facts)
    corrected = {f.corrects_id for f in every if f.corrects_id is not None}
    return sorted((f for f in every if f.id not in corrected), key=lambda f: (f.happened_at, f.id))


def last_of(facts: Sequence[Fact], *kinds: str) -> Fact | None:
    """The newest fact of these kinds, or None."""
    return next((f for f in reversed(facts) if f.kind in kinds), None)
