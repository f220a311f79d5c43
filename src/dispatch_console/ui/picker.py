"""Numbered choices under one another: a digit or an arrow chooses, Enter goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.ui import theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import RIGHT, box, ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, px

LINE = 25


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice: a fact, its detail, and at the right why it may be the one."""

    word: str
    detail: str = ""
    why: str = ""


class Picker(QWidget):
    """Choices with their digits; the chosen one is tinted and outlined."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, name: str, *, left: int = 52) -> None:
        super().__init__()
        self.picks: tuple[Pick, ...] = ()
        self.at = 0
        self._left = left
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self.hide()

    def show_picks(self, picks: Sequence[Pick], at: int = 0) -> None:
        """Offer these, once it lies in its form; nothing to choose from hides it."""
        self.picks, self.at = tuple(picks), at
        self._fix()
        self.setVisible(bool(picks))
        self.setAccessibleDescription(" ".join(f"{n} {p.word}" for n, p in enumerate(self.picks, 1)))

    def _fix(self) -> None:
        self.setFixedHeight(px(LINE) * len(self.picks) + 4 if self.picks else 0)
        self.update()

    def choose(self, at: int) -> None:
        """Take a choice."""
        if 0 <= at < len(self.picks):
            self.at = at
            self.chosen.emit(at)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: digits, arrows, Enter."""
        typed = event.text()
        if typed.isdigit() and 1 <= int(typed) <= len(self.picks):
            self.choose(int(typed) - 1)
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.choose(self.at)
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.at = max(0, min(len(self.picks) - 1, self.at + step))
            self.update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click takes a choice."""
        self.choose(int(event.position().y() // px(LINE)))

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show the ring."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: hide the ring."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: one line a choice."""
        p = ready(QPainter(self))
        for n, pick in enumerate(self.picks):
            r = QRectF(self._left, n * px(LINE) + 1, self.width() - self._left, px(LINE) - 2)
            on = n == self.at
            if on:
                box(p, r, "accent_bg", "accent" if self.hasFocus() else None, 5, 2 if self.hasFocus() else 1)
            text(p, r.adjusted(8, 0, 0, 0), str(n + 1), "accent" if self.hasFocus() else "text3", SMALL)
            why = theme.advance(pick.why, SMALL) + 14 if pick.why else 0
            parts = [(pick.word, "text", BODY, on), (pick.detail, "text2", SMALL)]
            runs(p, r.left() + 24, r.top(), r.width() - 34 - why, r.height(), parts, 8)
            text(p, r.adjusted(0, 0, -8, 0), pick.why, "text2", SMALL, False, RIGHT)
