"""Today's calls, one line each: when, which way, who, what, and what still has to be done."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain.calls import KIND_WORDS, OUTCOME_WORDS, CallKind, Outcome
from dispatch_console.domain.kinds import EVENTS
from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.queries.call_log import CallRow
from dispatch_console.ui import paint
from dispatch_console.ui.lists import Cell
from dispatch_console.ui.paint import RIGHT, draw_icon, text
from dispatch_console.ui.row_table import Column, RowTable
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.vocabulary import CALL_ICONS, CHANNEL_ICONS
from dispatch_console.words import N_, _

LOUD = {"complaint": "over", "attached": "risk", "missed": "ours"}


def who_words(row: CallRow) -> str:
    """The name, or the number grouped for the eye."""
    if row.who:
        return str(row.who)
    number = row.number
    return number if "*" in number else PhoneText(number).shown or str(number)


def what_words(row: CallRow) -> str:
    """What was said, a technician's report in words."""
    head, _space, rest = row.what.partition(" ")
    for words in EVENTS.values():
        if head in words:
            return f"{_(words[head])} {rest}".strip()
    return row.what


def outcome_words(row: CallRow) -> str:
    """Registered 010, Call back."""
    known = {str(o): w for o, w in OUTCOME_WORDS.items()}
    word = _(known.get(row.outcome, row.outcome))
    return f"{word} {row.job_number[-3:]}" if row.job_number else word


def loudness(row: CallRow) -> str:
    """The chip of an outcome that still needs something, or nothing."""
    return LOUD.get(row.outcome, "") if row.needs or row.outcome in ("complaint", "attached") else ""


def line_words(row: CallRow, zone: ZoneInfo) -> str:
    """The whole line in words."""
    return " ".join((f"{local(row.started_at, zone):%H:%M}", who_words(row), what_words(row), outcome_words(row)))


def columns(zone: ZoneInfo) -> tuple[Column[CallRow], ...]:
    """One column that says all."""

    def words(row: CallRow, now: Moment) -> str:
        return line_words(row, zone)

    def tip(row: CallRow, now: Moment) -> str:
        kinds = {str(k): w for k, w in KIND_WORDS.items()}
        lines = [_(kinds.get(row.kind, row.kind)), who_words(row), row.number, what_words(row), row.taken_by]
        return "\n".join(filter(None, map(str, lines)))

    return (Column("call", N_("Call"), words, tip),)


class CallCell(Cell):
    """One line of the log."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone

    def draw(
        self, p: QPainter, r: QRectF, row: Any, column: str, words: str, selected: bool, model: RowTable[Any]
    ) -> None:
        """Time, direction, who, what, outcome."""
        cy, h = r.center().y(), r.height()
        x = r.left() + 10
        text(p, QRectF(x, r.top(), px(40), h), f"{local(row.started_at, self._zone):%H:%M}", "text2", SMALL)
        x += advance("00:00", SMALL) + 8
        missed = row.outcome == str(Outcome.MISSED)
        draw_icon(p, x, cy, CHANNEL_ICONS.get(row.channel) or CALL_ICONS.get(row.direction, "phone"), "risk_tx" if missed else "text3", 14)
        x += px(20)
        outcome, kind = outcome_words(row), loudness(row)
        width = paint.chip_width(outcome, kind) if kind else advance(outcome, SMALL)
        end = r.right() - width - 10
        x += text(p, QRectF(x, r.top(), max(20.0, end - 6 - x), h), who_words(row), "text", BODY) + 8
        if end - 8 - x > 40:
            text(p, QRectF(x, r.top(), end - 8 - x, h), what_words(row), "text3", SMALL)
        if kind:
            paint.chip(p, end, cy - 0.5, outcome, kind)
        else:
            text(p, QRectF(end, r.top(), width + 1, h), outcome, "text2", SMALL, False, RIGHT)


REPORTS = frozenset({str(CallKind.CALL_IN)})
