"""The day as a timeline: what nobody has yet at the left, the technicians and their hours at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from dispatch_console.domain.durations import length_words
from dispatch_console.domain.moment import Moment, at, local
from dispatch_console.queries.board import BoardRow
from dispatch_console.queries.rows import span_words
from dispatch_console.ui import paint, theme
from dispatch_console.ui.board import ghost
from dispatch_console.ui.board.cells import level_of
from dispatch_console.ui.board.placing import LENGTH, InHand, Span, gaps, in_the_way, next_man, next_step
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import MIDDLE, box, draw_icon, hatch, mark, ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, advance, color, px
from dispatch_console.words import _

if TYPE_CHECKING:
    from dispatch_console.queries.dispatching import Candidate
    from dispatch_console.queries.roster import TechnicianRow, VisitBlock

Men = Mapping[int, "Candidate"]
Asked = tuple[Men, Moment | None]  # who could go, and until when arrival is promised
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
GRIP = dt.timedelta(minutes=10)  # of a job without a time: so far behind its beginning the mouse holds it


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that can be picked: a job of the tray or a visit, and where it is drawn."""

    job_id: int
    place: QRectF
    words: str
    in_tray: bool
    technician_id: int = 0
    visit: VisitBlock | None = None


class Timeline(QWidget):
    """Technicians by hours. Arrows go from piece to piece, Enter opens; on a job of the tray Enter dispatches it.

    Dragged, or moved with Shift and the arrows, a visit is in hand: placing it (Enter) only tells what is wanted.
    """

    job_picked = Signal(int)
    job_opened = Signal(int)
    dispatch_wanted = Signal(int)
    placed = Signal(object)  # what was in hand
    let_loose = Signal()

    def __init__(self, zone: ZoneInfo, ask_men: Callable[[int], Asked]) -> None:
        super().__init__()
        self._zone, self._ask_men = zone, ask_men
        self.hand: InHand | None = None
        self.said = ""  # why something cannot be taken up or placed, until the next key
        self._men: Men = {}
        self._promise: Moment | None = None
        self._held_at: tuple[int, QPointF] | None = None  # the piece under the pressed mouse
        self._mouse: QPointF | None = None  # while it is the mouse that moves
        self._grip = GRIP
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
        if self.hand is not None and not any(p.job_id == self.hand.job_id for p in self.pieces):
            self.let_go()
        self.at = next((n for n, piece in enumerate(self.pieces) if piece.job_id == picked), -1)
        self.setAccessibleDescription(self.drawn())

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
        self._draw_hand(p)

    def _faint(self, p: QPainter, job_id: int) -> None:
        """What is in hand is still seen where it lay."""
        p.setOpacity(0.45 if self.hand is not None and self.hand.job_id == job_id else 1)

    def _draw_hand(self, p: QPainter) -> None:
        inside, lines = QRectF(self.rect()), self.tip()
        over = self.pieces[self.at].place if 0 <= self.at < len(self.pieces) else QRectF(px(TRAY), px(HEAD), 1, 1)
        if self.hand is not None:
            if self._mouse is not None:
                over = QRectF(self._mouse, self._mouse).adjusted(0, -4, 1, 14)
            if (n := self._row_of(self.hand.technician_id)) is not None:
                left, right = self.where(self.hand.start), self.where(self.hand.end)
                over = QRectF(left, px(HEAD) + n * self._row_height() + 3, max(12.0, right - left), self._row_height() - 6)
                ghost.draw(p, over, self.hand, self.in_the_way(), self.where, self._zone)
        if lines:
            ghost.draw_tip(p, over, inside, lines)

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

    # ---- in hand ----

    def _row_of(self, technician_id: int) -> int | None:
        return next((n for n, man in enumerate(self._people) if man.id == technician_id), None)

    def _man(self, technician_id: int) -> TechnicianRow | None:
        return next((man for man in self._people if man.id == technician_id), None)

    def in_the_way(self) -> list[tuple[VisitBlock, int]]:
        """The visits that what is in hand would lie on, each with the minutes."""
        man = self._man(self.hand.technician_id) if self.hand is not None else None
        return in_the_way(self.hand, man.blocks) if self.hand is not None and man is not None else []

    def tip(self) -> list[ghost.Line]:
        """What is said beside what is in hand, or why nothing is."""
        if self.said:
            return [(self.said, "risk_tx", True)]
        if self.hand is None:
            return []
        man = self._man(self.hand.technician_id)
        found = self._men.get(self.hand.technician_id)
        why = ghost.reasons(self.hand, found, self._promise) if found is not None else ""
        job = next((j for j in self._waiting if j.id == self.hand.job_id and j.agreed_from is not None), None)
        if job is not None and job.agreed_from is not None and self._now is not None:
            span = span_words(job.agreed_from, job.agreed_until or job.agreed_from, self._now, self._zone)
            why = "  ".join(filter(None, (f"{_('Agreed')} {span}", why)))
        return ghost.tip(self.hand, man.name if man is not None else "", self.in_the_way(), why, self._zone)

    def take_up(self, number: int) -> bool:
        """Take a piece in hand; False, with the reason, when it cannot be moved any more."""
        piece, (first, _last) = self.pieces[number], self._day()
        block = piece.visit
        if block is not None and block.shape == "d":
            return self._tell(_("This visit is over; it stays where it is."))
        if block is None:
            job = next(j for j in self._waiting if j.id == piece.job_id)
            agreed = job.agreed_from if job.agreed_from is not None and job.agreed_from < self._at(LAST) else None
            hand = InHand(job.id, str(job.customer), LENGTH, 0, first).at(agreed or first, self._day())
        else:
            minutes = (block.planned_until - block.planned_from) // dt.timedelta(minutes=1)
            was = (piece.technician_id, block.planned_from)
            hand = InHand(block.job_id, str(block.customer), minutes, piece.technician_id, block.planned_from, was,
                          str(block.status) in LIVE_NOW)  # fmt: skip
        self._men, self._promise = self._ask_men(piece.job_id)
        self.at, self.said = number, ""
        self._show(hand)
        return True

    def take_job(self, job_id: int, mouse: QPointF) -> None:
        """A job of the list is dragged: it is in hand here from now on."""
        here = [n for n, piece in enumerate(self.pieces) if piece.job_id == job_id]
        number = next((n for n in here if (v := self.pieces[n].visit) is None or v.shape != "d"), -1)
        if number < 0:
            self._tell(_("This job has no visit to place today."))
        elif self.take_up(number):
            self._grip = GRIP
            self._follow(mouse)

    def let_go(self) -> None:
        """Nothing is in hand any more; all lies where it lay."""
        self.hand, self._mouse, self._held_at, self._men = None, None, None, {}
        self.setAccessibleDescription(self.drawn())
        self.unsetCursor()
        self.update()
        self.let_loose.emit()

    def _tell(self, why: str) -> bool:
        self.said = why
        self.setAccessibleDescription(why)
        self.update()
        return False

    def _show(self, hand: InHand) -> None:
        self.hand, self.said = hand, ""
        self.setAccessibleDescription("\n".join(words for words, _token, _bold in self.tip()))
        self.update()

    def _drop(self) -> None:
        """Tell what is wanted. What cannot be is said in place; back where it lay, nothing is wanted."""
        hand = self.hand
        assert hand is not None
        man = self._man(hand.technician_id)
        found = self._men.get(hand.technician_id)
        by_mouse = self._mouse is not None
        if man is not None and (str(man.state) in AWAY or (found is not None and found.why_not is not None)):
            why = str(found.why_not) if found is not None and found.why_not is not None else man.note
            self._tell(_("{name} cannot go: {why}. Nothing was placed.", name=man.name, why=why))
        elif hand.under_way and hand.only_time and not hand.stays:
            self._tell(_("{name} is on his way or there: the time stays.", name=man.name if man is not None else ""))
        elif man is not None and not hand.stays:
            self.let_go()
            self.placed.emit(hand)
            return
        if by_mouse or man is None or hand.stays:
            self.let_go()

    def _nudge(self, minutes: int, rows: int) -> None:
        """Move what is in hand by minutes or to another row; the first time it is taken up."""
        if self.hand is None and not (0 <= self.at < len(self.pieces) and self.take_up(self.at)):
            return
        assert self.hand is not None
        order = [man.id for man in self._people if str(man.state) not in AWAY]
        hand = self.hand
        if rows or not hand.technician_id:
            hand = hand.with_man(next_man(order, hand.technician_id, rows or 1))
        if minutes:
            hand = hand.at(hand.start + dt.timedelta(minutes=minutes), self._day())
        elif rows:
            hand = hand.at(hand.start, self._day())
        self._show(hand)

    def _moment_at(self, x: float) -> Moment:
        left = self._left()
        hours = (x - left) / max(1.0, self.width() - left - 10) * (LAST - FIRST)
        return self._at(FIRST) + dt.timedelta(hours=max(0.0, min(hours, LAST - FIRST)))

    def _follow(self, mouse: QPointF) -> None:
        """What is in hand goes where the mouse is."""
        assert self.hand is not None
        self._mouse = mouse
        row = int((mouse.y() - px(HEAD)) // max(1.0, self._row_height()))
        over = mouse.x() >= px(TRAY) and mouse.y() >= px(HEAD) and 0 <= row < len(self._people)
        moved = self.hand.with_man(self._people[row].id if over else 0)
        self._show(moved.at(self._moment_at(mouse.x()) - self._grip, self._day()) if over else moved)
        self.setCursor(Qt.CursorShape.ClosedHandCursor if over else Qt.CursorShape.ForbiddenCursor)

    # ---- picking ----

    def _pick(self, at_: int) -> None:
        if 0 <= at_ < len(self.pieces):
            self.at = at_
            self.update()
            self.job_picked.emit(self.pieces[at_].job_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows pick, Enter opens or dispatches; with Shift the arrows take up and move, then Enter places and Esc leaves."""
        way = {
            Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Up: (0, -1),
        }.get(Qt.Key(event.key()))  # fmt: skip
        told, self.said = self.said, ""
        held = event.modifiers()
        if way is not None and (self.hand is not None or held & Qt.KeyboardModifier.ShiftModifier):
            self._nudge(way[0] * (30 if held & Qt.KeyboardModifier.ControlModifier else 5), way[1])
        elif way is not None:
            self._pick(max(0, min(len(self.pieces) - 1, self.at + way[0] + way[1])))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hand is not None:
            self._drop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self.at < len(self.pieces):
            piece = self.pieces[self.at]
            (self.dispatch_wanted if piece.in_tray else self.job_opened).emit(piece.job_id)
        elif event.key() == Qt.Key.Key_Escape and (self.hand is not None or told):
            self.let_go()
        else:
            super().keyPressEvent(event)

    def _under(self, event: QMouseEvent) -> int:
        return next((n for n, piece in enumerate(self.pieces) if piece.place.contains(event.position())), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click picks; from here a piece is dragged."""
        self.let_go()
        self.said = ""
        found = self._under(event)
        self._pick(found)
        if event.button() == Qt.MouseButton.LeftButton and found >= 0:
            self._held_at = (found, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: what is in hand is placed."""
        self._held_at = None
        if self.hand is not None and self._mouse is not None:
            self._drop()
        elif self.said:
            self.let_loose.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: a double click opens."""
        if (found := self._under(event)) >= 0:
            self.job_opened.emit(self.pieces[found].job_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: a held piece is dragged; what is too narrow to say is said here."""
        if self._held_at is not None and self.hand is None:
            self._begin_drag(event.position())
        elif self.hand is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event.position())
        elif self.hand is None and (found := self._under(event)) >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self.pieces[found].words, self)

    def _begin_drag(self, mouse: QPointF) -> None:
        assert self._held_at is not None
        number, pressed = self._held_at
        if (mouse - pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._held_at = None
        piece = self.pieces[number]
        if self.take_up(number):
            held = self._moment_at(pressed.x()) - piece.visit.planned_from if piece.visit is not None else GRIP
            self._grip = max(dt.timedelta(), held)
            self._follow(mouse)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: no ring."""
        self.update()
