"""The worksheets of a workbook that was read: which one it was, and another is read with one key."""

from __future__ import annotations

import string
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.ui import theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import RIGHT, box, ready, text
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.words import _

KEYS = string.digits[1:] + string.ascii_lowercase
GAP, WIDEST = 4, 150


class WorksheetStrip(QWidget):
    """A tile for each worksheet that holds something, in one line that moves on; the one that was read is outlined.

    ←→ goes from one to the next, Enter or its key reads it, ↓ goes on to the columns.
    """

    picked = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheets: tuple[str, ...] = ()
        self.now = ""  # the one that was read
        self.at = self._first = 0
        self._tiles: list[tuple[QRectF, int]] = []
        self.setAccessibleName(_("Worksheet"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def show_sheets(self, sheets: Sequence[str], now: str) -> None:
        """Become these worksheets, of which one was read."""
        self.sheets, self.now = tuple(sheets), now
        self.at = self.sheets.index(now) if now in self.sheets else 0
        self._tell()

    def _fix(self) -> None:
        self.setFixedHeight(px(34))

    def _tell(self) -> None:
        if self.sheets:
            self.setAccessibleDescription(_("Worksheet {name} of {known}.", name=self.sheets[self.at], known="、".join(self.sheets)))
        self.update()

    # ---- hands ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: ←→, Home and End, Enter or a key reads, ↓ goes on."""
        key, typed = event.key(), event.text().lower()
        last = len(self.sheets) - 1
        steps = {Qt.Key.Key_Left: self.at - 1, Qt.Key.Key_Right: self.at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key in steps:
            self.at = max(0, min(last, steps[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self.at)
        elif key == Qt.Key.Key_Down:
            self.left.emit()
        elif typed and typed in KEYS[: len(self.sheets)]:
            self._take(KEYS.index(typed))
        else:
            super().keyPressEvent(event)
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on a tile reads that worksheet."""
        for place, n in self._tiles:
            if place.contains(event.position()):
                self._take(n)
                return

    def _take(self, n: int) -> None:
        self.at = n
        if self.sheets[n] == self.now:
            self.left.emit()
        else:
            self.picked.emit(self.sheets[n])

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: no ring; the one that was read is in hand again."""
        self.show_sheets(self.sheets, self.now)

    # ---- its look ----

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the word, the tiles, how many more there are."""
        p = ready(QPainter(self))
        h = px(26)
        x = 12 + text(p, QRectF(12, 5, self.width(), h), _("Worksheet"), "text2", SMALL) + 8
        hint = _("Enter or its key reads it") if self.hasFocus() else _("Ctrl+E, then ↑: another worksheet")
        wide = [min(px(WIDEST), advance(s, BODY, True) + px(32)) for s in self.sheets]
        all_ = sum(wide) + GAP * len(wide)
        keep = advance(hint, SMALL) + 16 if x + all_ + advance(hint, SMALL) + 28 < self.width() else px(44)
        room = self.width() - 12 - keep - x
        self._scroll(wide, room)
        self._tiles = []
        for n in range(self._first, len(self.sheets)):
            if x + wide[n] > self.width() - 12 - keep and n > self._first:
                break
            r = QRectF(x, 5, wide[n], h)
            self._tiles.append((r, n))
            on, here = self.sheets[n] == self.now, n == self.at and self.hasFocus()
            box(p, r, "accent_bg" if on else None, "accent" if on or here else "line", 5, 2 if here else 1)
            key = KEYS[n] if self.hasFocus() and n < len(KEYS) else ""
            text(p, r.adjusted(9, 0, -9 - (px(14) if key else 0), 0), self.sheets[n], "accent" if on else "text2", BODY, on)
            text(p, r.adjusted(0, 0, -8, 0), key, "accent" if on else "text3", SMALL, False, RIGHT)
            x += wide[n] + GAP
        more = len(self.sheets) - self._first - len(self._tiles)
        if keep == px(44):
            hint = f"+{more} →" if more else f"← +{self._first}" if self._first else ""
        text(p, QRectF(0, 5, self.width() - 12, h), hint, "text3", SMALL, False, RIGHT)

    def _scroll(self, wide: Sequence[float], room: float) -> None:
        """The first tile that is shown: so far on that the one in hand is seen."""
        self._first = min(self._first, self.at)
        while self._first < self.at and sum(wide[self._first : self.at + 1]) + GAP * (self.at - self._first) > room:
            self._first += 1
