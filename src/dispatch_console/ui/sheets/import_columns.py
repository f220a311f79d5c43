"""The columns of a list from outside: what stands over each, which of our fields it is, and a key for every field."""

from __future__ import annotations

import string
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.paper import DayQuestion, Heading
from dispatch_console.press.field_words import word_of
from dispatch_console.ui import theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import RIGHT, box, mark, ready, text
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.words import _

KEYS = "0" + string.digits[1:] + string.ascii_lowercase  # 0 is "not read"
TILE, GAP, LINE = 92, 4, 42


class ColumnStrip(QWidget):
    """A tile for each column; ←→ goes from one to the next, Enter or a letter says which field it is, digits answer.

    Amber asks, a dashed tile is not read. While a field is chosen the fields stand below with their keys.
    """

    means = Signal(str, str)  # heading, field ("" for none)
    answered = Signal(str, str)  # field, order of day and month
    left = Signal()  # on to the rows
    up = Signal()  # to what stands above

    def __init__(self) -> None:
        super().__init__()
        self.headings: tuple[Heading, ...] = ()
        self.fields: tuple[str, ...] = ()
        self.questions: tuple[DayQuestion, ...] = ()
        self.said = ""
        self.at, self.pick = 0, -1  # the column in hand; the field in hand while one is chosen
        self._first = 0
        self._tiles: list[tuple[QRectF, int]] = []
        self._fields: list[tuple[QRectF, int]] = []
        self.setAccessibleName(_("Columns of the file"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def show_columns(
        self, headings: Sequence[Heading], fields: Sequence[str], questions: Sequence[DayQuestion], said: str
    ) -> None:
        """Become these columns; the one in hand stays when its heading is still there."""
        now = self.headings[self.at].name if self.at < len(self.headings) else ""
        self.headings, self.fields, self.questions, self.said = tuple(headings), tuple(fields), tuple(questions), said
        asked = next((n for n, h in enumerate(self.headings) if self.asks(h)), 0)
        self.at = next((n for n, h in enumerate(self.headings) if h.name == now), asked)
        self.pick = -1
        self._fix()
        self._tell()

    def asks(self, heading: Heading) -> bool:
        """Whether something is asked about this column."""
        return any(q.field == heading.field for q in self.questions)

    @property
    def choices(self) -> tuple[str, ...]:
        """What a column may be, "" for not read first; each with its key of KEYS."""
        return ("", *self.fields)[: len(KEYS)]

    @property
    def question(self) -> str:
        """The first question in one line, with both readings."""
        if not self.questions:
            return ""
        q = self.questions[0]
        ways = "  ".join(f"{n} = {day:%Y-%m-%d}" for n, (_order, day) in enumerate(q.readings, 1))
        letters = next((h.letters for h in self.headings if h.field == q.field), "")
        return _("Column {letters} {shown}: day or month first? {ways}", letters=letters, shown=q.shown, ways=ways)

    # ---- hands ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the keys of the tiles, or of the fields while one is chosen."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not self.headings or not plain or not (self._choosing(event) if self.pick >= 0 else self._moving(event)):
            super().keyPressEvent(event)
        self._tell()

    def _moving(self, event: QKeyEvent) -> bool:
        key, typed = event.key(), event.text().lower()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.at = max(0, min(len(self.headings) - 1, self.at + (1 if key == Qt.Key.Key_Right else -1)))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.at = 0 if key == Qt.Key.Key_Home else len(self.headings) - 1
        elif key == Qt.Key.Key_Down:
            self.left.emit()
        elif key == Qt.Key.Key_Up:
            self.up.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take(0)
        elif typed.isdigit() and self.questions and 1 <= int(typed) <= len(self.questions[0].readings):
            self.answered.emit(self.questions[0].field, self.questions[0].readings[int(typed) - 1][0])
        elif typed and typed in KEYS[: len(self.choices)]:
            self._take(KEYS.index(typed))
        else:
            return False
        self.update()
        return True

    def _choosing(self, event: QKeyEvent) -> bool:
        key, typed = event.key(), event.text().lower()
        across = self._across()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -across, Qt.Key.Key_Down: across}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self.pick)
        elif key == Qt.Key.Key_Escape:
            self._close()
        elif key in steps:
            to = self.pick + steps[Qt.Key(key)]
            self.pick = to if 0 <= to < len(self.choices) else self.pick
        elif typed and typed in KEYS[: len(self.choices)]:
            self._take(KEYS.index(typed))
        else:
            return False
        self.update()
        return True

    def _open(self) -> None:
        field = self.headings[self.at].field or ""
        self.pick = self.choices.index(field) if field in self.choices else 0
        self._fix()

    def _close(self) -> None:
        self.pick = -1
        self._fix()

    def _take(self, which: int) -> None:
        heading, field = self.headings[self.at], self.choices[which]
        self._close()
        if (heading.field or "") != field:
            self.means.emit(heading.name, field)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on a column opens its fields, one on a field takes it."""
        for place, n in self._fields:
            if place.contains(event.position()):
                self._take(n)
                return
        for place, n in self._tiles:
            if place.contains(event.position()):
                self.at = n
                self._open()
                return

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: no ring; what was not chosen stays as it was."""
        self._close()

    # ---- its look ----

    def _tell(self) -> None:
        if self.headings:
            h = self.headings[self.at]
            field = self.choices[self.pick] if self.pick >= 0 else h.field or ""
            self.setAccessibleDescription(f"{h.letters} {h.name}: {word_of(field)} {self.question}")

    def _across(self) -> int:
        return max(1, int((self.width() - 24) // px(136)))

    def _fix(self) -> None:
        rows = -(-len(self.choices) // self._across()) if self.pick >= 0 else 0
        self.setFixedHeight(px(LINE) + 8 + px(24) + (px(28) * rows + 6 if rows else 0))
        self.update()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: more or fewer fields beside one another."""
        self._fix()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the tiles, the line of words, the fields while one is chosen."""
        p = ready(QPainter(self))
        self._paint_tiles(p)
        y = px(LINE) + 6
        asked = self.question
        keep = advance(asked, SMALL) + 16 if asked else 0
        hint = self.said or _("←→ column, Enter or a letter says what it is, 0 leaves it out")
        text(p, QRectF(12, y, max(0, self.width() - 24 - keep), px(24)), hint, "text3", SMALL)
        text(p, QRectF(12, y, self.width() - 24, px(24)), asked, "risk_tx", SMALL, True, RIGHT)
        if self.pick >= 0:
            self._paint_fields(p, y + px(26))

    def _paint_tiles(self, p: QPainter) -> None:
        fits = max(1, int((self.width() - 24 + GAP) // (px(TILE) + GAP)))
        wide = (self.width() - 24 + GAP) / min(fits, max(len(self.headings), 1)) - GAP
        wide = min(wide, px(150))
        self._first = max(0, min(self._first, len(self.headings) - fits))
        self._first = self.at if self.at < self._first else max(self._first, self.at - fits + 1)
        self._tiles = []
        for k, h in enumerate(self.headings[self._first : self._first + fits]):
            n = self._first + k
            r = QRectF(12 + k * (wide + GAP), 4, wide, px(LINE))
            self._tiles.append((r, n))
            asks, here = self.asks(h), n == self.at and self.hasFocus()
            edge = "accent" if here else "risk_edge" if asks else "line"
            box(p, r, "risk_bg" if asks else "sunken" if h.field else None, edge, 5, 2 if here else 1, dash=not h.field and not here)
            inside = r.adjusted(7, 1, -6, 0)
            token = "risk_tx" if asks else "text3"
            text(p, QRectF(inside.left(), r.top() + 1, inside.width() - (px(12) if asks else 0), r.height() / 2), f"{h.letters} {h.name}", token, SMALL)
            text(p, QRectF(inside.left(), r.center().y() - 1, inside.width(), r.height() / 2), word_of(h.field or ""),
                 token if asks or not h.field else "text", BODY if h.field else SMALL)  # fmt: skip
            if asks:
                mark(p, r.right() - px(14), r.top() + px(11), "soon", "risk_tx", 8)
        if (more := len(self.headings) - self._first - fits) and more > 0:
            text(p, QRectF(self.width() - px(60), -2, px(54), px(10)), f"+{more} →", "text3", SMALL, False, RIGHT)

    def _paint_fields(self, p: QPainter, top: float) -> None:
        across = self._across()
        wide = (self.width() - 24) / across
        taken = {h.field for h in self.headings if h.field}
        self._fields = []
        for n, field in enumerate(self.choices):
            r = QRectF(12 + n % across * wide, top + n // across * px(28), wide - 4, px(25))
            self._fields.append((r, n))
            on = n == self.pick
            box(p, r, "accent_bg" if on else None, "accent" if on else "line", 5, 2 if on else 1)
            text(p, r.adjusted(7, 0, 0, 0), KEYS[n], "text3", SMALL)
            token = "accent" if on else "text3" if field in taken or not field else "text"
            text(p, r.adjusted(px(20), 0, -4, 0), word_of(field), token, BODY, on)
