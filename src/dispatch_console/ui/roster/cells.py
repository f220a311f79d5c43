"""What a line of the roster says and how it is drawn: name, state, what he owes; now, next, the day's blocks."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain.durations import length_words
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.visits import DAY_WORDS
from dispatch_console.queries.roster import TechnicianRow
from dispatch_console.ui import paint
from dispatch_console.ui.lists import Cell
from dispatch_console.ui.paint import RIGHT, box, mark, runs, text
from dispatch_console.ui.row_table import Column, RowTable
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.vocabulary import DAY_CHIPS
from dispatch_console.words import N_, _

BLOCK_FILL = {"d": "bar", "n": "accent"}


def short_district(district: str) -> str:
    """徐汇 for 徐汇区、静安区: the first of his districts, without the suffix."""
    first = re.split(r"[、，, /]", district)[0]
    return first.removesuffix("新区").removesuffix("区") if len(first) > 2 else first


def since_words(row: TechnicianRow, now: Moment) -> str:
    """37 min."""
    if row.since is None:
        return ""
    return str(length_words(max(0, int((now - row.since).total_seconds() // 60))))


def row_words(row: TechnicianRow, now: Moment) -> str:
    """The whole line, as tests and screen readers have it."""
    following = f"→ {row.next_words}" if row.next_words else ""
    owes = f"{paint.MARKS.get(row.owes_level, '')} {row.owes}" if row.owes else ""
    state = _(DAY_WORDS[row.state])
    return " · ".join(filter(None, (row.name, state, since_words(row, now), row.now_words, following, owes)))


def tip(row: TechnicianRow, now: Moment) -> str:
    """Initials, number, skills, note."""
    lines = (f"{row.name} {row.initials} {row.district}", row.mobile.shown if row.mobile.isdigit() else row.mobile,
             " ".join(row.skills), row.note, row_words(row, now))  # fmt: skip
    return "\n".join(line for line in lines if line)


def columns() -> tuple[Column[TechnicianRow], ...]:
    """One column that says all."""
    return (Column("technician", N_("Technician"), row_words, tip),)


class TechnicianCell(Cell):
    """One technician: two lines, or one when space is short."""

    def draw(
        self, p: QPainter, r: QRectF, row: Any, column: str, words: str, selected: bool, model: RowTable[Any]
    ) -> None:
        """Line 1 name, state, debt; line 2 where he is from, now and next, the day in blocks."""
        chip, glyph = DAY_CHIPS[str(row.state)]
        off, one_line = chip == "done", r.height() < px(36)
        y1 = r.center().y() - 0.5 if one_line else r.top() + px(12)
        y2 = r.top() + r.height() - px(10)
        half = px(10)
        name_width = max(advance("mmm 徐汇 ", SMALL), advance("欧阳海", BODY, True)) + 8
        x = r.left() + 10
        text(p, QRectF(x, y1 - half, name_width - 4, 2 * half), row.name, "text3" if off else "text", BODY, not off)
        owes = str(row.owes) if row.owes else ""
        loud = row.owes_level == "over"
        owes_width = advance(owes, SMALL, loud) + px(22) if owes else 4
        right = r.right() - 8
        if owes:
            token = "over_tx" if loud else "risk_tx"
            text(p, QRectF(right - owes_width, y1 - half, owes_width, 2 * half), owes, token, SMALL, loud, RIGHT)
            mark(p, right - owes_width + px(6), y1, row.owes_level, token, 8)
        x += name_width
        state = _(DAY_WORDS[row.state])
        if x + paint.chip_width(state, chip, glyph) > right - owes_width - 4:
            state = ""  # chip or debt, not both: the glyph stays
        end = paint.chip(p, x, y1, state, chip, glyph, 18)
        since = since_words(row, model.now)
        if advance(since, SMALL) > right - owes_width - end - 8:
            since = ""  # half a time says nothing
        shown = [(since, "text3", SMALL)] + ([(row.now_words, "text2", SMALL)] if one_line else [])
        runs(p, end + 6, y1 - half, right - owes_width - end - 8, 2 * half, shown)
        if one_line:
            return
        second = f"{row.initials.split()[0] if row.initials else ''} {short_district(row.district)}".strip()
        text(p, QRectF(r.left() + 10, y2 - half, name_width, 2 * half), second, "text3", SMALL)
        left = right - len(row.blocks) * px(11) + 3
        following = f"→ {row.next_words}" if row.next_words else ""
        parts = [(row.now_words or row.note, "text2", SMALL), (following, "text3", SMALL)]
        runs(p, x, y2 - half, left - x - 8, 2 * half, parts)
        side = px(8)
        for block in row.blocks:
            place = QRectF(left, y2 - side / 2, side, side)
            box(p, place, BLOCK_FILL.get(block.shape), "edge" if block.shape == "p" else None, 2)
            left += px(11)
