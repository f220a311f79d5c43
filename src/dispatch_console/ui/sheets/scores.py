"""The customer's four scores, typed as four digits in a row; a space leaves one open."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.ui import theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import MIDDLE, RIGHT, box, ready, text
from dispatch_console.ui.theme import SMALL, advance, px
from dispatch_console.words import N_, _

NAMES = (N_("In time"), N_("Craft"), N_("Manner"), N_("Charge"))
BEST = 4


class Scores(QWidget):
    """Timely, skill, attitude, charge: 1 to 4 each, 4 is best."""

    entered = Signal()
    changed = Signal()

    def __init__(self, label_width: int = 58) -> None:
        super().__init__()
        self.values: list[int | None] = [None] * len(NAMES)
        self.at = 0
        self._label_width = label_width
        self._places: list[tuple[QRectF, int, int]] = []
        self.setAccessibleName(_("Four scores"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        self.setFixedHeight(px(32) * self._rows())
        self.update()

    def _rows(self) -> int:
        """One row, or two where the names are long: nothing of it is cut."""
        need = self._label_width + 8 + sum(advance(_(name), SMALL, True) + 6 + px(22) * BEST + px(12) for name in NAMES)
        return 1 if not self.width() or need - px(12) <= self.width() else 2

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: as many rows as it takes."""
        self._fix()

    def show_values(self, values: list[int | None]) -> None:
        """Show these without telling anybody."""
        self.values = list(values)
        self.update()

    def _set(self, at: int, value: int | None) -> None:
        self.values[at] = value
        self.setAccessibleDescription(" ".join(str(v or "-") for v in self.values))
        self.changed.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: digits and spaces in a row; Backspace goes back; Enter goes on."""
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self.at = max(0, self.at - 1)
            if event.key() == Qt.Key.Key_Backspace:
                self._set(self.at, None)
            self.update()
        elif event.key() == Qt.Key.Key_Right:
            self.at = min(len(NAMES) - 1, self.at + 1)
            self.update()
        elif (typed.isdigit() and 1 <= int(typed) <= BEST) or typed == " ":
            self._set(self.at, int(typed) if typed != " " else None)
            self.at += 1
            if self.at == len(NAMES):
                self.at = len(NAMES) - 1
                self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click scores; on the same again it is open."""
        for place, at, value in self._places:
            if place.contains(event.position()):
                self.at = at
                self._set(at, None if self.values[at] == value else value)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: begin at the first."""
        self.at = 0
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: hide the ring."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: four names, four boxes each."""
        p = ready(QPainter(self))
        h, rows = px(32), self._rows()
        half = len(NAMES) // rows
        text(p, QRectF(0, 0, self._label_width, h), _("Four scores"), "text2", SMALL, False, RIGHT)
        x, y = float(self._label_width + 8), 0.0
        second = max(advance(_(name), SMALL, True) for name in NAMES) + 6
        self._places = []
        for at, name in enumerate(NAMES):
            if at and at % half == 0:
                x, y = float(self._label_width + 8), y + h
            on = self.hasFocus() and at == self.at
            words = _(name)
            text(p, QRectF(x, y, 80, h), words, "accent" if on else "text2", SMALL, on)
            x += advance(words, SMALL, True) + 6 if rows == 1 else second
            for value in range(1, BEST + 1):
                place = QRectF(x, y + (h - px(20)) / 2, px(20), px(20))
                chosen = self.values[at] == value
                box(p, place, "accent_bg" if chosen else None, "accent" if chosen or on else "line", 4, 1.5 if chosen else 1)
                text(p, place, str(value), "accent" if chosen else "text3", SMALL, chosen, MIDDLE)
                self._places.append((place, at, value))
                x += px(22)
            x += px(12)


