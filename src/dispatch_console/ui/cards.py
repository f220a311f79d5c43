"""Large numbered choices under one another, each with a sign, a word and what it means: for the few first decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.ui import theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import box, chip, draw_icon, ready, text
from dispatch_console.ui.theme import HEAD, SMALL, px

HEIGHT, GAP = 66, 8


@dataclass(frozen=True, slots=True)
class BigPick:
    """One choice: its sign, its word, what it means."""

    glyph: str
    word: str
    detail: str


class BigPicker(QWidget):
    """A digit takes a choice at once; arrows move, Enter takes the one in the frame."""

    chosen = Signal(int)

    def __init__(self, name: str, picks: Sequence[BigPick]) -> None:
        super().__init__()
        self.picks = tuple(picks)
        self.at = 0
        self.setAccessibleName(name)
        self.setAccessibleDescription(" ".join(f"{n} {p.word}" for n, p in enumerate(self.picks, 1)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        self.setFixedHeight((px(HEIGHT) + GAP) * len(self.picks) + GAP)
        self.update()

    def choose(self, at: int) -> None:
        """Take a choice."""
        if 0 <= at < len(self.picks):
            self.at = at
            self.update()
            self.chosen.emit(at)

    def place(self, at: int) -> QRectF:
        """Where a choice stands."""
        return QRectF(12, GAP + at * (px(HEIGHT) + GAP), self.width() - 24, px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: digits, arrows, Enter."""
        typed = event.text()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.at = max(0, min(len(self.picks) - 1, self.at + step))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self.at)
        elif typed.isdigit() and 1 <= int(typed) <= len(self.picks):
            self.choose(int(typed) - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click takes."""
        for at in range(len(self.picks)):
            if self.place(at).contains(event.position()):
                self.choose(at)
                return

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show the ring."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: hide the ring."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: sign, word, meaning, digit."""
        p = ready(QPainter(self))
        for at, pick in enumerate(self.picks):
            b = self.place(at)
            on = at == self.at and self.hasFocus()
            box(p, b, "accent_bg" if on else "surface", "accent" if on else "line", 8, 2 if on else 1)
            draw_icon(p, b.left() + px(16), b.center().y(), pick.glyph, "accent" if on else "text2", 26)
            left = b.left() + px(58)
            width = b.width() - px(58) - px(52)
            text(p, QRectF(left, b.top() + px(9), width, px(24)), pick.word, "text", HEAD, True)
            text(p, QRectF(left, b.top() + px(34), width, px(22)), pick.detail, "text2", SMALL)
            chip(p, b.right() - px(38), b.center().y(), str(at + 1), "key", None, 22)
