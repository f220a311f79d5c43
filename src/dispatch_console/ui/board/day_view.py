"""The day as a picture: what nobody has yet at the left, the technicians and their hours at the right, and where all of it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from dispatch_console.domain.durations import length_words
from dispatch_console.domain.moment import Moment, at, local
from dispatch_console.queries.board import BoardRow
from dispatch_console.ui import paint, theme
from dispatch_console.ui.board.cells import level_of
from dispatch_console.ui.board.placing import InHand, Span, gaps, next_step
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import MIDDLE, box, draw_icon, hatch, mark, ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, advance, color, px
from dispatch_console.words import _

if TYPE_CHECKING:
    from dispatch_console.queries.roster import TechnicianRow, VisitBlock

FIRST, LAST = 8, 18.5  # hours shown
TRAY, HEAD = 196, 26
NOBODY_YET = frozenset({"registered", "decide", "to_agree", "to_dispatch"})
SHAPES = {  # a visit's status: chip, glyph
    "collecting": ("technician", "toolbox-outline"), "en_route": ("technician", "car-side"),
    "working": ("technician", "wrench"), "planned": ("technician", "calendar-check"),
    "issued": ("technician", "clipboard-arrow-right"), "accepted": ("technician", "clipboard-arrow-right"),
    "picked_up": ("workshop", "tow-truck"), "nobody_there": ("else", "door-closed"),
}  # fmt: skip
LIVE_NOW = frozenset({"collecting", "en_route", "working"})
AWAY = frozenset({"absent", "out_of_town", "ended"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that can be picked: a job of the tray or a visit, and where it is drawn."""

    job_id: int
    place: QRectF
    words: str
    in_tray: bool
    technician_id: int = 0
    visit: VisitBlock | None = None


class DayView(QWidget):
    """Technicians by hours, a tray of jobs beside them; what is in hand stays faint where it lay."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self.hand: InHand | None = None
        self._people: tuple[TechnicianRow, ...] = ()
        self._waiting: tuple[BoardRow, ...] = ()
        self._now: Moment | None = None
        self.pieces: tuple[Piece, ...] = ()
        self.at = -1
        theme.look.changed.connect(self._place)

    def show_people(self, people: Sequence[TechnicianRow], jobs: Sequence[BoardRow], now: Moment) -> None:
        """These people and jobs, now."""
        self._people = tuple(sorted(people, key=lambda p: p.id))
        self._waiting = tuple(j for j in jobs if str(j.status) in NOBODY_YET)
        self._now = now
        self._place()

    def draw_over(self, p: QPainter) -> None:
        """What lies over the day; nothing here."""

    def drawn(self) -> str:
        """The pieces as text, one a line; then what is free."""
        free = [
            f"{man.name} · {local(start, self._zone):%H:%M}–{local(end, self._zone):%H:%M} · {self._free_words(start, end)}"
            for man in self._people for start, end in self._gaps(man)
        ]  # fmt: skip
        return "\n".join([*(piece.words for piece in self.pieces), *free])

    @staticmethod
    def _free_words(start: Moment, end: Moment) -> str:
        return _("{n} free", n=length_words((end - start) // dt.timedelta(minutes=1)))

    # ---- the day ----

    def _at(self, hour: float) -> Moment:
        assert self._now is not None
        return at(local(self._now, self._zone).date(), int(hour), round(hour % 1 * 60), zone=self._zone)

    def _day(self) -> Span:
        """When a visit may lie: from the next five minutes on to the end of the hours shown."""
        assert self._now is not None
        return max(next_step(self._now), self._at(FIRST)), self._at(LAST)

    def _gaps(self, man: TechnicianRow) -> list[Span]:
        if str(man.state) in AWAY:
            return []
        taken = [(b.planned_from, b.planned_until) for b in man.blocks if b.shape != "d"]
        return gaps([*taken, (self._at(12), self._at(13))], (self._day()[0], self._at(18)))

    # ---- where things stand ----

    def _left(self) -> float:
        names = max((advance(p.name, BODY) for p in self._people), default=40)
        return px(TRAY) + names + 16

    def where(self, moment: Moment) -> float:
        """Where a moment stands."""
        here = local(moment, self._zone)
        return self._x(here.hour + here.minute / 60)

    def _x(self, hour: float) -> float:
        left = self._left()
        return left + (min(max(hour, FIRST), LAST) - FIRST) / (LAST - FIRST) * (self.width() - left - 10)

    def _row_height(self) -> float:
        return min(float(px(42)), (self.height() - px(HEAD) - 8) / max(1, len(self._people)))

    def _place(self) -> None:
        if self._now is None:
            return
        pieces: list[Piece] = []
        y = float(px(HEAD) + 2)
        for job in self._waiting:
            words = f"{job.fault} · {job.customer} · {job.clock.words(self._now) or ''}"
            pieces.append(Piece(job.id, QRectF(10, y, px(TRAY) - 22, px(58)), words, True))
            y += px(64)
        height = self._row_height()
        for n, person in enumerate(self._people):
            top = px(HEAD) + n * height
            for block in person.blocks:
                left, right = self.where(block.planned_from), self.where(block.planned_until)
                place = QRectF(left, top + 4, max(10.0, right - left - 2), height - 8)
                start, end = local(block.planned_from, self._zone), local(block.planned_until, self._zone)
                words = f"{person.name} · {start:%H:%M}–{end:%H:%M} · {block.customer} · {block.fault}"
                pieces.append(Piece(block.job_id, place, words, False, person.id, block))
        self.pieces = tuple(pieces)
        self.update()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: everything takes its place again."""
        self._place()

    def _row_of(self, technician_id: int) -> int | None:
        return next((n for n, man in enumerate(self._people) if man.id == technician_id), None)

    def _man(self, technician_id: int) -> TechnicianRow | None:
        return next((man for man in self._people if man.id == technician_id), None)

    # ---- drawing ----

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: tray, hours, lunch, now, blocks."""
        if self._now is None:
            return
        p = ready(QPainter(self))
        head, height = px(HEAD), self._row_height()
        end = head + height * len(self._people)
        label = _("To dispatch: {n}", n=len(self._waiting))
        text(p, QRectF(12, 0, px(TRAY) - 16, head), label, "text2", SMALL)
        now = self.where(self._now)
        to = self._row_of(self.hand.technician_id) if self.hand is not None else None
        if to is not None:
            p.fillRect(QRectF(px(TRAY), head + to * height, self.width() - 10 - px(TRAY), height), color("accent_bg"))
        noon = QRectF(self._x(12), head, self._x(13) - self._x(12), end - head)
        hatch(p, noon, "line")
        for hour in range(FIRST, int(LAST) + 1):
            x = self._x(hour)
            paint.line(p, x, head, x, end)
            if not -px(24) < now - x < px(66):  # there the time of now stands
                text(p, QRectF(x + 4, 0, px(44), head), f"{hour:02d}:00", "text3", SMALL)
        paint.line(p, now, head - 6, now, end, "accent", 2)
        at_ = 0
        for job, piece in zip(self._waiting, self.pieces, strict=False):
            self._faint(p, job.id)
            self._tray_job(p, job, piece.place, at_ == self.at)
            at_ += 1
        p.setOpacity(1)
        for n, person in enumerate(self._people):
            top = head + n * height
            paint.line(p, px(TRAY), top, self.width() - 10, top)
            away = str(person.state) in ("absent", "out_of_town")
            name = QRectF(px(TRAY) + 4, top, self._left() - px(TRAY) - 6, height)
            text(p, name, person.name, "text3" if away else "text", BODY, n == to)
            if away and not person.blocks:
                off = QRectF(self._x(FIRST), top + 4, self._x(18) - self._x(FIRST), height - 8)
                hatch(p, off, "edge", 90)
                text(p, off, person.note, "text3", SMALL, False, MIDDLE)
            for start, until in self._gaps(person):
                words, gap = self._free_words(start, until), QRectF(self.where(start), top, self.where(until) - self.where(start), height)
                if (wide := advance(words, SMALL) + px(8)) < gap.width():
                    ground = QRectF(gap.center().x() - wide / 2, gap.center().y() - px(8), wide, px(16))
                    p.fillRect(ground, color("accent_bg" if n == to else "surface"))
                    text(p, gap, words, "text3", SMALL, False, MIDDLE)
            for block in person.blocks:
                self._faint(p, block.job_id)
                self._block(p, block, self.pieces[at_].place, at_ == self.at)
                at_ += 1
            p.setOpacity(1)
        tag = QRectF(now - px(21), 4, px(42), px(18))
        box(p, tag, "accent", None, 4)
        text(p, tag, f"{local(self._now, self._zone):%H:%M}", "on_accent", SMALL, True, MIDDLE)
        self.draw_over(p)

    def _faint(self, p: QPainter, job_id: int) -> None:
        """What is in hand is still seen where it lay."""
        p.setOpacity(0.45 if self.hand is not None and self.hand.job_id == job_id else 1)

    def _tray_job(self, p: QPainter, job: BoardRow, place: QRectF, on: bool) -> None:
        if place.bottom() > self.height():
            return
        box(p, place, "accent_bg" if on else "sunken", "accent" if on else "line", 6, 2 if on and self.hasFocus() else 1)
        parts = [(str(job.customer), "text", BODY, True), (job.fault, "text2", SMALL)]
        runs(p, place.left() + 9, place.top() + 4, place.width() - 14, px(22), parts)
        assert self._now is not None
        said = job.clock.words(self._now)
        if said is not None:
            block = QRectF(place.left() + 8, place.top() + px(29), place.width() - 16, px(23))
            paint.clock(p, block, level_of(job, self._now), str(said), job.clock.fraction(self._now))

    def _block(self, p: QPainter, block: VisitBlock, place: QRectF, on: bool) -> None:
        chip, glyph = SHAPES.get(str(block.status), ("done", "check-bold"))
        fill, ink, _edge = paint.KINDS[chip]
        live = str(block.status) in LIVE_NOW
        edge = "accent" if on else ink if live else "line"
        box(p, place, fill or "sunken", edge, 4, 2 if on else 1.4 if live else 1)
        name = str(block.customer)
        with_glyph = place.width() > advance(name, SMALL) + px(26)
        if with_glyph:
            draw_icon(p, place.left() + 5, place.center().y(), glyph, ink, 12)
        if place.width() > px(24):
            text(p, place.adjusted(px(20) if with_glyph else 5, 0, -2, 0), name, ink if fill else "text3", SMALL)
        assert self._now is not None
        if block.shape != "d" and block.planned_until < self._now and str(block.status) != "working":
            late = self.where(block.planned_until)
            p.fillRect(QRectF(late, place.bottom() - 3, self.where(self._now) - late, 4), color("over"))
            mark(p, late - 5, place.bottom() - 1, "over", "over", 10)
