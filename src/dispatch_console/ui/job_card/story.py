"""The story of a job, newest first: when it happened, what, by whom, and when we heard of it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain import kinds
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.warranty import BASIS_WORDS, Basis
from dispatch_console.queries.card import EventLine
from dispatch_console.ui import paint
from dispatch_console.ui.lists import Cell
from dispatch_console.ui.paint import RIGHT, box, draw_icon, text
from dispatch_console.ui.row_table import Column, RowTable
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.vocabulary import EVENT_ICONS, LET_DOWN
from dispatch_console.words import N_, _

LATE_RECORD = dt.timedelta(minutes=2)
CODES = {  # what a fact keeps as a code, in words
    "free": N_("Free of charge"), "fee": N_("With a fee"), "in": N_("In warranty"), "out": N_("Out of warranty"),
    "unknown": N_("Warranty unknown"), "none": "", "planned": N_("from a plan"), "part": N_("Part"), "time": N_("Time"),
    "remote": N_("Remotely"), "phone": N_("Telephone"), "send_in": N_("Send in"), **kinds.GROUNDS, **kinds.POLICIES,
    "workshop": N_("To workshop"), "customer": N_("Customer"), "escalation": N_("Needs help"), "other": "",
    **kinds.QUALITY_RESULTS, "given_up": N_("Not reached"), **{str(b): w for b, w in BASIS_WORDS.items() if b is not Basis.NONE},
    "goes at once": N_("goes at once"),
}  # fmt: skip


def late_words(row: EventLine, zone: ZoneInfo) -> str:
    """Told 10:19 · noted 10:20, when we heard of it more than two minutes later."""
    late = max(row.reported_at, row.recorded_at) - row.happened_at
    if late <= LATE_RECORD:
        return ""
    told, noted = local(row.reported_at, zone), local(row.recorded_at, zone)
    return _("told {told} · noted {noted}", told=f"{told:%H:%M}", noted=f"{noted:%H:%M}")


def what_words(row: EventLine) -> str:
    """Li Qiang arrived."""
    words = str(row.words)
    return f"{row.technician} {words}" if row.technician and row.technician not in row.detail else words


def note_words(row: EventLine) -> str:
    """The reason and the note, each once."""
    if row.kind == "decided":
        pieces = [*row.reason.split(), *row.detail.split()]
    else:
        pieces = [row.reason, row.detail]
    said = [_(CODES[piece]) if piece in CODES else piece for piece in pieces]
    return " · ".join(dict.fromkeys(filter(None, said)))


def time_words(row: EventLine, now: Moment, zone: ZoneInfo) -> str:
    """10:05, or 03-01 for another day."""
    here = local(row.happened_at, zone)
    return f"{here:%H:%M}" if here.date() == local(now, zone).date() else f"{here:%m-%d}"


def columns(zone: ZoneInfo) -> tuple[Column[EventLine], ...]:
    """One column that says all."""

    def words(row: EventLine, now: Moment) -> str:
        corrected = _("corrected") if row.corrected_by else ""
        facts = (time_words(row, now, zone), what_words(row), note_words(row), late_words(row, zone), row.by, corrected)
        return " · ".join(filter(None, facts))

    def tip(row: EventLine, now: Moment) -> str:
        times = [local(m, zone) for m in (row.happened_at, row.reported_at, row.recorded_at)]
        said = _(
            "happened {a}\ntold {b}\nnoted {c}", a=f"{times[0]:%m-%d %H:%M}", b=f"{times[1]:%m-%d %H:%M}",
            c=f"{times[2]:%m-%d %H:%M}",
        )  # fmt: skip
        return f"{words(row, now)}\n{said}"

    return (Column("event", N_("Story"), words, tip),)


class EventCell(Cell):
    """One fact; a corrected one is greyed and says so."""

    rule = False

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone

    def draw(
        self, p: QPainter, r: QRectF, row: Any, column: str, words: str, selected: bool, model: RowTable[Any]
    ) -> None:
        """Time in bold, a line through the day, what, note, by whom."""
        gone = row.corrected_by is not None
        rail = r.left() + px(64)
        paint.line(p, rail, r.top(), rail, r.bottom(), "line", 1.5)
        cy = r.top() + px(12)
        box(p, QRectF(rail - px(9), cy - px(9), px(18), px(18)), "sunken", "line", px(9))
        token = "over_tx" if row.kind in LET_DOWN and not gone else "text2"
        draw_icon(p, rail - px(6), cy, EVENT_ICONS.get(row.kind, "circle-small"), token, 12)
        top, half = r.top() + 2, px(20)
        time = time_words(row, model.now, self._zone)
        text(p, QRectF(r.left() + 6, top, px(64) - px(9) - 10, half), time, "text3" if gone else "text", BODY, True, RIGHT)
        x = rail + px(18)
        by = min(advance(row.by, SMALL), px(100))
        text(p, QRectF(r.right() - by - 8, top, by + 1, half), row.by, "text3", SMALL, False, RIGHT)
        what = what_words(row) + (f" ({_('corrected')})" if gone else "")
        text(p, QRectF(x, top, r.right() - by - 16 - x, half), what, "text3" if gone else "text", BODY)
        late = late_words(row, self._zone)
        if late:
            x = paint.chip(p, x, r.top() + px(29), late, "plain", "history", 17) + 6
        text(p, QRectF(x, r.top() + px(20), r.right() - x - 8, px(18)), note_words(row), "text3", SMALL)
