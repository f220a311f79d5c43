"""The day as a timeline: what nobody has yet at the left, the technicians and their hours at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from dispatch_console.domain.moment import Moment, local
from dispatch_console.queries.board import BoardRow
from dispatch_console.ui import paint, theme
from dispatch_console.ui.board.cells import level_of
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


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that can be picked: a job of the tray or a visit, and where it is drawn."""

    job_id: int
    place: QRectF
    words: str
    in_tray: bool


class Timeline(QWidget):
    """Technicians by hours. Arrows go from piece to piece, Enter opens; on a job of the tray Enter dispatches it."""

    job_picked = Signal(int)
    job_opened = Signal(int)
    dispatch_wanted = Signal(int)

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._people: tuple[TechnicianRow, ...] = ()
        self._waiting: tuple[BoardRow, ...] = ()
        self._now: Moment | None = None
        self.pieces: tuple[Piece, ...] = ()
        self.at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Timeline"))
        theme.look.changed.connect(self._place)

    def show_day(self, people: Sequence[TechnicianRow], jobs: Sequence[BoardRow], now: Moment) -> None:
        """Show this day."""
        picked = self.pieces[self.at].job_id if 0 <= self.at < len(self.pieces) else 0
        self._people = tuple(sorted(people, key=lambda p: p.id))
        self._waiting = tuple(j for j in jobs if str(j.status) in NOBODY_YET)
        self._now = now
        self._place()
        self.at = next((n for n, piece in enumerate(self.pieces) if piece.job_id == picked), -1)
        self.setAccessibleDescription(self.drawn())

    def drawn(self) -> str:
        """The pieces as text, one a line."""
        return "\n".join(piece.words for piece in self.pieces)

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
                pieces.append(Piece(block.job_id, place, words, False))
        self.pieces = tuple(pieces)
        self.update()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: everything takes its place again."""
        self._place()

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
            self._tray_job(p, job, piece.place, at_ == self.at)
            at_ += 1
        for n, person in enumerate(self._people):
            top = head + n * height
            paint.line(p, px(TRAY), top, self.width() - 10, top)
            away = str(person.state) in ("absent", "out_of_town")
            name = QRectF(px(TRAY) + 4, top, self._left() - px(TRAY) - 6, height)
            text(p, name, person.name, "text3" if away else "text", BODY)
            if away and not person.blocks:
                off = QRectF(self._x(FIRST), top + 4, self._x(18) - self._x(FIRST), height - 8)
                hatch(p, off, "edge", 90)
                text(p, off, person.note, "text3", SMALL, False, MIDDLE)
            for block in person.blocks:
                self._block(p, block, self.pieces[at_].place, at_ == self.at)
                at_ += 1
        tag = QRectF(now - px(21), 4, px(42), px(18))
        box(p, tag, "accent", None, 4)
        text(p, tag, f"{local(self._now, self._zone):%H:%M}", "on_accent", SMALL, True, MIDDLE)

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

    # ---- picking ----

    def _pick(self, at_: int) -> None:
        if 0 <= at_ < len(self.pieces):
            self.at = at_
            self.update()
            self.job_picked.emit(self.pieces[at_].job_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows pick, Enter opens or dispatches."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in step:
            self._pick(max(0, min(len(self.pieces) - 1, self.at + step[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self.at < len(self.pieces):
            piece = self.pieces[self.at]
            (self.dispatch_wanted if piece.in_tray else self.job_opened).emit(piece.job_id)
        else:
            super().keyPressEvent(event)

    def _under(self, event: QMouseEvent) -> int:
        return next((n for n, piece in enumerate(self.pieces) if piece.place.contains(event.position())), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click picks."""
        self._pick(self._under(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: a double click opens."""
        if (found := self._under(event)) >= 0:
            self.job_opened.emit(self.pieces[found].job_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: what is too narrow to say is said here."""
        found = self._under(event)
        if found >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self.pieces[found].words, self)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: no ring."""
        self.update()
