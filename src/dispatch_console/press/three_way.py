"""Printed, returned, present: what a value that came back on paper does to the one that stands here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from dispatch_console.commands.registry import Command
from dispatch_console.desk.import_plan import MASKED, Change
from dispatch_console.words import N_, Said

TAKEN = N_("taken from the paper")
BLANK = N_("a blank wipes nothing")
BOTH, OTHERWISE = N_("both were changed: 1 or 2"), N_("told on paper only; not taken in")
OPEN_VALUES = N_("Both sides were changed. Say which counts.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row of a form asks for when it is taken: its key and who makes the command of the values that count."""

    key: str
    make: Callable[[Mapping[str, Any]], Command]
    values: Mapping[str, Any]


def change_of(name: str, printed: str | None, back: str, present: str, *, hidden: bool, taken: bool) -> Change | None:
    """The three values of a field and which counts; None when nothing is to be said."""

    def made(takes: str, verdict: str) -> Change:
        return Change(name, printed, back, present, takes, Said(verdict))

    same = plain(back) == plain(present)
    if hidden:
        return made("present", MASKED) if taken else None
    if not back:
        return made("present", BLANK) if taken and (present or printed) else None
    if same or (printed is not None and plain(back) == plain(printed)):
        return None
    if not taken:
        return made("present", OTHERWISE)
    if not present or (printed is not None and plain(printed) == plain(present)):
        return made("back", TAKEN)
    return made("", BOTH)


def plain(text: str) -> str:
    """Without signs and the precision of zeros: 171,905 is 171905, 380.00 is 380."""
    try:
        return f"{Decimal(text.replace(',', '').replace(' ', '')).normalize():f}"
    except InvalidOperation:
        return re.sub(r"[\W_]+", "", text).casefold()
