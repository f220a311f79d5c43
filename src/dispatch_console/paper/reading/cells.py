"""Understands one cell of a list by the form of its field: a telephone, a moment, an amount, a status, a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dispatch_console.paper.reading import days, values
from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.reading.values import AMBIGUOUS, Read, Unread, When
from dispatch_console.words import N_, Said

LEADING_ZEROS = N_("This stood as a number; zeros at its beginning may be lost.")
NO_STATUS = N_('Whether "{word}" means open or closed is not known.')


@dataclass(frozen=True, slots=True)
class Cell:
    """What has been understood of a row so far: values, doubts, and the words behind a status."""

    read: dict[str, Read]
    doubts: dict[str, Said]
    raw: dict[str, str]


Reader = Callable[[str, Raw, str, When, Cell], None]  # field, cell, its text, what is known of days, the row


def _text(name: str, _raw: Raw, text: str, _when: When, into: Cell) -> None:
    into.read[name] = text


def _phone(name: str, raw: Raw, _text: str, _when: When, into: Cell) -> None:
    first, *more = values.phones(raw)
    into.read[name] = first
    if more and name == "phone":
        into.read.setdefault("phone_2", "、".join(more))
    elif more:
        into.read[name] = "、".join([first, *more])


def _moment(name: str, raw: Raw, _text: str, when: When, into: Cell) -> None:
    into.read[name] = days.called(raw, when)


def _when(name: str, raw: Raw, text: str, when: When, into: Cell) -> None:
    """An agreed time may be told in words: 下午, 明天上午."""
    try:
        into.read[name] = days.called(raw, when)
    except Unread as reason:
        if reason.msgid == AMBIGUOUS:
            raise
        into.read[name] = text


def _later(name: str, raw: Raw, text: str, when: When, into: Cell) -> None:
    """What followed a call; a time alone stays one, its day is that of the call."""
    alone = days.time_only(raw)
    if alone is not None:
        into.read[name] = f"{alone:%H:%M}"
    else:
        _when(name, raw, text, when, into)


def _day(name: str, raw: Raw, _text: str, when: When, into: Cell) -> None:
    into.read[name] = days.day(raw, when)


def _number(name: str, raw: Raw, _text: str, _when: When, into: Cell) -> None:
    into.read[name] = values.number(raw)


def _minutes(name: str, raw: Raw, _text: str, _when: When, into: Cell) -> None:
    into.read[name] = values.minutes(raw)


def _status(name: str, raw: Raw, text: str, _when: When, into: Cell) -> None:
    closed = values.is_closed(raw)
    into.raw[name] = text
    if closed is None:
        into.doubts[name] = Said(NO_STATUS, {"word": text})
    else:
        into.read[name] = "closed" if closed else "open"


def _serial(name: str, raw: Raw, text: str, _when: When, into: Cell) -> None:
    if isinstance(raw, float) and abs(raw) >= 1e15:
        raise Unread(values.DIGITS_LOST, repr(raw))
    into.read[name] = values.narrow(text).strip()
    if isinstance(raw, (int, float)):
        into.doubts[name] = Said(LEADING_ZEROS)


READERS: dict[str, Reader] = {
    "text": _text, "phone": _phone, "moment": _moment, "when": _when, "later": _later, "date": _day,
    "money": _number, "count": _number, "minutes": _minutes, "status": _status, "serial": _serial,
}  # fmt: skip
