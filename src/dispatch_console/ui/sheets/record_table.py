"""What a table of the records sheet is: how its rows are found and look, what can be typed, and which command saves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dispatch_console.commands.registry import Command
from dispatch_console.domain.refused import Refused
from dispatch_console.ui.bridge import Bridge
from dispatch_console.words import N_, _

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: its label, what stands in it for a record; options make a row of choices; only may be "new" or "seen"."""

    id: str
    word: str
    of: Callable[[Any], str] = lambda _record: ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    only: str = ""
    wide: bool = False
    echo: Callable[[str], str] | None = None
    preview: Callable[[Any, Values, str], str] | None = None  # what is typed in plain words: record, all values, this one
    offers: Callable[[Any], tuple[tuple[str, str], ...]] | None = None  # options that stand in the desk, asked of it


@dataclass(frozen=True, slots=True)
class Table:
    """One table: how its rows are found and look, its fields, and what saves them."""

    id: str
    word: str
    glyph: str
    source: str  # the table of the file, for the history
    ask: Callable[[Bridge, str], Sequence[Any]]
    key: Callable[[Any], Any]
    title: Callable[[Any], str]
    detail: Callable[[Any], str]
    right: Callable[[Any], str]
    entries: tuple[Entry, ...]
    change: Callable[[Any, Values, Values], Command] | None = None  # record, all values, those that were changed
    new: Callable[[Any, Values], Command] | None = None  # the record beside which it was begun, all values
    tells: Callable[[Any], Sequence[tuple[str, str]]] = lambda _record: ()  # label and words under the fields
    why_not: str = ""  # why nothing can be changed here
    room: str = ""  # under which heading it stands
    may_be_for: bool = False  # a new row may be for the customer or machine that was in front
    of_customer: bool = False  # its rows belong to a customer; the one in front before stays in front


def offered(table: Table, asked: Any) -> Table:
    """The same table with the options that stand in the desk now; `asked` is who can be asked."""
    if not any(e.offers for e in table.entries):
        return table
    return replace(table, entries=tuple(replace(e, options=e.offers(asked)) if e.offers else e for e in table.entries))


def day_text(day: dt.date | None) -> str:
    """A day as it is typed."""
    return "" if day is None else day.isoformat()


def read_day(typed: str) -> dt.date | None:
    """A day as typed, or None; raises Refused for what is no day."""
    try:
        return dt.date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError as wrong:
        raise Refused(N_("{text} is no day. A day is written 2026-03-02."), text=typed.strip()) from wrong


def read_minutes(typed: str) -> int:
    """Whole minutes; raises Refused otherwise."""
    if not typed.strip().isdigit():
        raise Refused(N_("{text} is no number of minutes."), text=typed.strip() or "—")
    return int(typed.strip())


def read_number(typed: str) -> int | None:
    """A whole number, or none; raises Refused otherwise."""
    if typed.strip() and not typed.strip().isdigit():
        raise Refused(N_("{text} is no number."), text=typed.strip())
    return int(typed) if typed.strip() else None


def read_percent(typed: str) -> int:
    """A percentage as typed, with or without its sign; nothing is nought."""
    return read_number(typed.replace("%", "").replace("％", "")) or 0


def spoken(minutes: int) -> str:
    """A length of time in words."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} min", n=rest)
    return _("{n} h", n=hours) if not rest else _("{hours} h {minutes} min", hours=hours, minutes=rest)


def filtered(rows: Any, text: str, words: Callable[[Any], str]) -> Sequence[Any]:
    """The rows in whose words the text stands."""
    wanted = text.strip().lower()
    return [r for r in rows if not wanted or wanted in words(r).lower()]
