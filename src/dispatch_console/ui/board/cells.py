"""What a line of the job board says and how it is drawn."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain.jobs import STATUS_WORDS
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.board import BoardRow
from dispatch_console.queries.rows import CLOCK_WORDS, Flag, span_words
from dispatch_console.ui import paint
from dispatch_console.ui.lists import Cell
from dispatch_console.ui.paint import text
from dispatch_console.ui.row_table import Column, RowTable
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.vocabulary import FLAG_CHIPS, FLAG_WORDS, STATUS_ICONS
from dispatch_console.words import N_, _


def level_of(row: BoardRow, now: Moment) -> str:
    """late, soon, fine, paused, or nothing."""
    level = row.clock.level(now)
    return str(level) if level else ""


def clock_words(row: BoardRow, now: Moment) -> str:
    """Arrive ▲ 38 min late."""
    words = row.clock.words(now)
    shape = paint.MARKS.get(level_of(row, now), "")
    return " ".join(filter(None, (str(row.clock.word), shape, str(words) if words else "")))


def flag_words(flag: Flag) -> str:
    """Urged 2."""
    word = FLAG_WORDS[flag.kind]
    return _(word, n=flag.count) if "{n}" in word else _(word)


def customer_words(row: BoardRow, now: Moment) -> str:
    """The customer and the flags."""
    return " ".join([str(row.customer), *(flag_words(f) for f in row.flags)])


def columns(zone: ZoneInfo) -> tuple[Column[BoardRow], ...]:
    """The columns from left to right."""

    def agreed(row: BoardRow, now: Moment) -> str:
        if row.agreed_from is not None:
            return span_words(row.agreed_from, row.agreed_until or row.agreed_from, now, zone)
        return row.wish or "—"

    return (
        Column("clock", N_("Promise"), clock_words),
        Column("status", N_("Status"), lambda row, now: _(STATUS_WORDS[row.status])),
        Column("customer", N_("Customer"), customer_words),
        Column("machine", N_("Machine"), lambda row, now: row.machine),
        Column("fault", N_("Fault"), lambda row, now: row.fault),
        Column("technician", N_("Technician"), lambda row, now: row.technician or _("none")),
        Column("agreed", N_("Agreed"), agreed),
        Column("number", N_("No."), lambda row, now: row.number[4:]),
    )


def promise_width() -> float:
    """The longest promise word of the language."""
    return max(advance(_(word), SMALL) for word in CLOCK_WORDS.values()) + 8


def clock_width() -> float:
    """The longest clock of the language."""
    longest = (_("{h} h {m:02d} left", h=23, m=55), _("{h} h {m:02d} late", h=23, m=55))
    return max(px(116), max(advance(words, BODY, True) for words in longest) + px(30))


def status_width() -> float:
    """The longest status of the language."""
    return max(advance(_(word), SMALL) for word in STATUS_WORDS.values()) + px(16) + 14 + 14


class BoardCell(Cell):
    """One cell of the board."""

    def draw(
        self, p: QPainter, r: QRectF, row: Any, column: str, words: str, selected: bool, model: RowTable[Any]
    ) -> None:
        """The clock and the status are shapes, the rest plain words."""
        now, cy = model.now, r.center().y() - 0.5
        inside = r.adjusted(6, 0, -6, 0)
        level = level_of(row, now)
        if column == "clock":
            lead = promise_width()
            text(p, QRectF(r.left() + 10, r.top(), lead, r.height()), str(row.clock.word), "text2", SMALL)
            said = row.clock.words(now)
            if said is not None:
                block = QRectF(r.left() + 10 + lead, r.top() + 3, r.width() - 18 - lead, r.height() - 6)
                paint.clock(p, block, level, str(said), row.clock.fraction(now))
        elif column == "status":
            paint.chip(p, inside.left(), cy, words, str(row.turn), STATUS_ICONS[str(row.status)])
        elif column == "customer":
            self._customer(p, inside, cy, row, level == "late")
        else:
            quiet = {"machine": "text2", "agreed": "text2", "number": "text3"}.get(column, "text")
            if column == "technician" and not row.technician:
                quiet = "text3"
            text(p, inside, words, quiet, SMALL if column in ("machine", "number") else BODY)

    def _customer(self, p: QPainter, r: QRectF, cy: float, row: BoardRow, late: bool) -> None:
        """The name stays whole; flags shrink to glyph and number when they do not fit."""
        name = str(row.customer)
        room = r.width() - advance(name, BODY, late) - 6
        chips = [(*FLAG_CHIPS[f.kind], flag_words(f), f"{f.count}" if f.count else "") for f in row.flags]
        wanted = sum(paint.chip_width(words, kind, glyph) + 4 for kind, glyph, words, _short in chips)
        short = wanted > room
        while short and chips and sum(paint.chip_width(s, k, g) + 4 for k, g, _w, s in chips) > room:
            chips.pop()  # the name goes first; the flags are in the tooltip too
        width = sum(paint.chip_width(s if short else w, k, g) + 4 for k, g, w, s in chips)
        x = r.left() + text(p, r.adjusted(0, 0, -width - 4, 0), name, "text", BODY, late) + 6
        for kind, glyph, words, number in chips:
            x = paint.chip(p, x, cy, number if short else words, kind, glyph, 18) + 4
