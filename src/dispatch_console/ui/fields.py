"""What is typed into: a field with its label and one calm line below, and a row of choices with digits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from dispatch_console.ui import theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import LEFT, MIDDLE, RIGHT, box, draw_icon, ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, advance, px, whole_facts

BESIDE = 6  # so many segments stand in one line, whatever it costs; more may take two


class Field(QWidget):
    """A right-aligned label, an input with a quiet word inside at its right, and room for one calm line."""

    entered = Signal()
    edited = Signal(str)

    def __init__(self, label: str, *, hint: str = "", after: str = "", label_width: float | None = None) -> None:
        super().__init__()
        self.label, self.after, self.error = label, after, ""
        self._shown = ""
        self._label_width = None if label_width is None else label_width / px(1000)  # of the size in use, to grow with the letters
        self.edit = QLineEdit(self)
        self.edit.setFrame(False)
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(label or hint)
        self.edit.returnPressed.connect(self.entered)
        self.edit.textEdited.connect(self.edited)
        self.edit.textChanged.connect(lambda _typed: self._lay_out() if self.after else None)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        self.edit.setFont(theme.font(BODY))
        self.setFixedHeight(px(32) + (px(20) if self.error else 0))
        self._lay_out()

    def say_after(self, after: str) -> None:
        """A quiet word inside the input: what was understood."""
        if after != self.after:
            self.after = after
            self._lay_out()
            self.update()

    def say_error(self, error: str) -> None:
        """One calm amber line under the input; empty takes it away."""
        if error != self.error:
            self.error = error
            self._fix()
            self.update()

    def _left(self) -> float:
        if not self.label:
            return 0
        return (advance(self.label, SMALL) if self._label_width is None else self._label_width * px(1000)) + 8

    def _lay_out(self) -> None:
        left = self._left()
        room = self.width() - left - 5
        keep = min(max(px(44), advance(self.edit.text(), BODY) + 12), max(room - 6, 0))  # what is typed is never covered
        self._shown = whole_facts(self.after, room - keep - 14, SMALL) if self.after else ""
        if advance(self._shown, SMALL) > room - keep - 8 or self._shown in ("…", "⋯"):
            self._shown = ""
        right = advance(self._shown, SMALL) + 14 if self._shown else 6
        width = max(20, round(room - right))
        self.edit.setGeometry(round(left + 4), px(4), width, px(24))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the input takes what is left."""
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the ring follows the keyboard; a field in which nothing was typed leaves Undo and Redo to the desk."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            takes_back = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if takes_back and not self.edit.isUndoAvailable() and not self.edit.isRedoAvailable():
                event.ignore()
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: label, input, word, line."""
        p = ready(QPainter(self))
        left = self._left()
        h = px(32)
        if self.label:
            text(p, QRectF(0, 0, left - 8, h), self.label, "text2", SMALL, False, RIGHT)
        r = QRectF(left, 2, self.width() - left, h - 4)
        focus = self.edit.hasFocus()
        edge, width = ("risk_edge", 2) if self.error else ("accent", 2) if focus else ("edge", 1)
        box(p, r, "surface", edge, 5, width)
        if self._shown:
            text(p, r.adjusted(0, 0, -8, 0), self._shown, "text3", SMALL, False, RIGHT)
        if self.error:
            draw_icon(p, left + 1, h + px(9), "alert", "risk_tx", 13)
            text(p, QRectF(left + px(18), h - 1, self.width() - left - px(20), px(20)), self.error, "risk_tx", SMALL)


class Choice(QWidget):
    """Segments with digits: a digit or ←→ chooses; Enter goes on. What does not fit beside the others goes below them."""

    entered = Signal()
    chosen = Signal(str)
    relined = Signal()  # more or fewer lines than before
    beside = BESIDE  # so many stand in one line, however narrow it is

    def __init__(self, label: str, options: Sequence[tuple[str, str]], value: str = "") -> None:
        super().__init__()
        self.label, self.options = label, tuple(options)
        self.value = value or self.options[0][0]
        self._places: list[QRectF] = []
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        wide = [advance(w, BODY, True) + 34 for _, w in self.options]
        few = len(wide) <= self.beside
        self.setMinimumWidth(round(self._lead() + (sum(wide) if few else max(wide))))
        self._lay_out()

    def _lead(self) -> float:
        return advance(self.label, SMALL) + 8 if self.label else 0.0

    def _lay_out(self) -> None:
        """Where each segment stands; as many lines as they need, with room for the digits."""
        self._places = []
        x, line = self._lead(), 0
        for n, (_value, words) in enumerate(self.options, 1):
            digit = advance(f"{n}", SMALL) + 6 if self.hasFocus() else 0
            w = advance(words, BODY, True) + 18 + digit
            if n > 1 and len(self.options) > self.beside and x + w > self.width():
                x, line = self._lead(), line + 1
            self._places.append(QRectF(x, line * px(30) + px(3), w, px(26)))
            x += w + 4
        height = px(32) + line * px(30)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.relined.emit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: more or fewer lines."""
        self._lay_out()

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Other options than before; what was chosen stays when it is still among them."""
        if tuple(options) != self.options:
            self.options = tuple(options)
            if self.value not in dict(self.options):
                self.value = self.options[0][0]
            self._fix()
            self.update()

    def is_on(self, value: str) -> bool:
        """Whether this one is chosen."""
        return value == self.value

    def choose(self, value: str) -> None:
        """Take one of the options."""
        if value != self.value and value in [v for v, _ in self.options]:
            self.value = value
            self.setAccessibleDescription(dict(self.options)[value])
            self.chosen.emit(value)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: digits, arrows, Enter."""
        at = [v for v, _ in self.options].index(self.value)
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Right:
            self.choose(self.options[min(at + 1, len(self.options) - 1)][0])
        elif event.key() == Qt.Key.Key_Left:
            self.choose(self.options[max(at - 1, 0)][0])
        elif typed.isdigit() and 1 <= int(typed) <= len(self.options):
            self.choose(self.options[int(typed) - 1][0])
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click chooses."""
        for place, (value, _) in zip(self._places, self.options, strict=False):
            if place.contains(event.position()):
                self.choose(value)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show the ring."""
        self._lay_out()
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: hide the ring."""
        self._lay_out()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: label and segments."""
        p = ready(QPainter(self))
        if self.label:
            text(p, QRectF(0, 0, 200, px(32)), self.label, "text2", SMALL, False, LEFT)
        for n, (place, (value, words)) in enumerate(zip(self._places, self.options, strict=True), 1):
            on = self.is_on(value)
            digit = f"{n}" if self.hasFocus() else ""
            ring = 2 if on and self.hasFocus() else 1
            box(p, place, "accent_bg" if on else None, "accent" if on else "line", 5, ring)
            if digit:
                parts = [(words, "accent" if on else "text2", BODY, on), (digit, "accent" if on else "text3", SMALL)]
                runs(p, place.left() + 9, place.top(), place.width(), place.height(), parts)
            else:
                text(p, place, words, "accent" if on else "text2", BODY, on, MIDDLE)
