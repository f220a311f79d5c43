"""A sheet: one work surface for every larger task, right of the phone; the phone and the owed strip stay free."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dispatch_console.ui import paint, theme
from dispatch_console.ui.paint import RIGHT, box, draw_icon, ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import KeyButton
from dispatch_console.words import _


class Sheet(QWidget):
    """Head 44 (what, for whom, facts), body, foot 45 (the filled button first, Esc last). Never a window, never modal.

    Subclass it: put widgets into `body`, give `foot` the buttons. `left` is told when it closes.
    """

    left = Signal()

    def __init__(self, glyph: str, title: str, whom: str = "", fact: str = "") -> None:
        super().__init__()
        self.glyph, self.title, self.whom, self.fact = glyph, title, whom, fact
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._all = QVBoxLayout(self)
        self._all.setSpacing(0)
        middle, self._foot = QWidget(), QWidget()
        self.body = QVBoxLayout(middle)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.foot_line = QHBoxLayout(self._foot)
        self.foot_line.setContentsMargins(12, 8, 12, 8)
        self.foot_line.setSpacing(6)
        self._all.addWidget(middle, 1)
        self._all.addWidget(self._foot)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        self._all.setContentsMargins(9, 7 + px(44), 9, 10)
        self.update()

    def foot(self, buttons: Sequence[KeyButton | None]) -> None:
        """The buttons: the filled one first, a None is a spring; Esc is added last."""
        for button in buttons:
            if button is None:
                self.foot_line.addStretch(1)
            else:
                self.foot_line.addWidget(button)
        if None not in buttons:
            self.foot_line.addStretch(1)
        away = KeyButton(_("Back"), "Esc", "ghost")
        away.clicked.connect(self.go_back)
        self.foot_line.addWidget(away)

    def leave(self) -> None:
        """Close; what is typed is the subclass's to keep."""
        self.hide()
        self.left.emit()

    def go_back(self) -> None:
        """Esc: leave; a sheet that was opened out of another returns to it."""
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: surface, head, rules."""
        p = ready(QPainter(self))
        r = QRectF(self.rect()).adjusted(8, 6, -8, -10)
        paint.shadow(p, r)
        box(p, r, "surface", "edge", 10)
        cy = r.top() + px(22)
        draw_icon(p, r.left() + 13, cy, self.glyph, "accent", 18)
        parts = [(self.title, "accent", BODY, True), (self.whom, "text", theme.HEAD, True)]
        runs(p, r.left() + px(39), cy - px(14), r.width() * 0.6, px(28), parts, 14)
        text(p, QRectF(r.left(), cy - px(14), r.width() - 14, px(28)), self.fact, "text3", SMALL, False, RIGHT)
        paint.line(p, r.left() + 1, r.top() + px(44) - 0.5, r.right() - 1, r.top() + px(44) - 0.5)
        if self.foot_line.count():
            y = self._foot.geometry().top() - 0.5
            paint.line(p, r.left() + 1, y, r.right() - 1, y)
