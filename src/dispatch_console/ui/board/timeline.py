"""The day as a timeline: a visit is taken up by key or mouse, moved over the hours, and placed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QToolTip

from dispatch_console.domain.moment import Moment
from dispatch_console.queries.board import BoardRow
from dispatch_console.queries.rows import span_words
from dispatch_console.ui.board import ghost
from dispatch_console.ui.board.day_view import AWAY, FIRST, HEAD, LAST, LIVE_NOW, TRAY, DayView
from dispatch_console.ui.board.placing import LENGTH, InHand, in_the_way, next_man
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.theme import px
from dispatch_console.words import _

if TYPE_CHECKING:
    from dispatch_console.queries.dispatching import Candidate
    from dispatch_console.queries.roster import TechnicianRow, VisitBlock

Men = Mapping[int, "Candidate"]
Asked = tuple[Men, Moment | None]  # who could go, and until when arrival is promised
GRIP = dt.timedelta(minutes=10)  # of a job without a time: so far behind its beginning the mouse holds it


class Timeline(DayView):
    """Technicians by hours. Arrows go from piece to piece, Enter opens; on a job of the tray Enter dispatches it.

    Dragged, or moved with Shift and the arrows, a visit is in hand: placing it (Enter) only tells what is wanted.
    """

    job_picked = Signal(int)
    job_opened = Signal(int)
    dispatch_wanted = Signal(int)
    placed = Signal(object)  # what was in hand
    let_loose = Signal()

    def __init__(self, zone: ZoneInfo, ask_men: Callable[[int], Asked]) -> None:
        super().__init__(zone)
        self._ask_men = ask_men
        self.said = ""  # why something cannot be taken up or placed, until the next key
        self._men: Men = {}
        self._promise: Moment | None = None
        self._held_at: tuple[int, QPointF] | None = None  # the piece under the pressed mouse
        self._mouse: QPointF | None = None  # while it is the mouse that moves
        self._grip = GRIP
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Timeline"))

    def show_day(self, people: Sequence[TechnicianRow], jobs: Sequence[BoardRow], now: Moment) -> None:
        """Show this day."""
        picked = self.pieces[self.at].job_id if 0 <= self.at < len(self.pieces) else 0
        self.show_people(people, jobs, now)
        if self.hand is not None and not any(p.job_id == self.hand.job_id for p in self.pieces):
            self.let_go()
        self.at = next((n for n, piece in enumerate(self.pieces) if piece.job_id == picked), -1)
        self.setAccessibleDescription(self.drawn())

    # ---- in hand ----

    def draw_over(self, p: QPainter) -> None:
        """What is in hand, and what is said of it."""
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
