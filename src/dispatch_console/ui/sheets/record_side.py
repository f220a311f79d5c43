"""What stands beside the records: the rail of their tables, and below the form how a record came to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dispatch_console.queries.upkeep import RecordHistory
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.lay import column
from dispatch_console.ui.paint import RIGHT, box, runs, text
from dispatch_console.ui.sheets.record_table import Table
from dispatch_console.ui.sheets.records import COLUMNS
from dispatch_console.ui.sheets.sheet import group
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.widgets import Painted
from dispatch_console.words import _

RAIL = 124
LINE_HIGH, HEAD_HIGH = 25, 24  # lower where the window is low
SHOWN = 200  # a list that is longer has no number beside its table
INTO_LIST = (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Rail(Painted):
    """The tables under the words of their rooms; ↑↓ bring one to the front, → goes into its list."""

    wanted = Signal(int)
    left = Signal()

    def __init__(self, tables: Sequence[Table]) -> None:
        super().__init__(0, self._paint_rail)
        self.tables, self.at, self.rows = tuple(tables), 0, 0
        self.places: list[QRectF] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(px(RAIL))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by ← from the list; Tab goes on among the fields
        self.setAccessibleName(_("Tables"))
        self.clicked.connect(self._clicked)

    def show_at(self, at: int, rows: int) -> None:
        """This table is in front, with so many rows."""
        self.at, self.rows = at, rows
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows and Enter."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not (step or event.key() in INTO_LIST):
            super().keyPressEvent(event)
        elif step:
            self.wanted.emit(self.at + step)
        else:
            self.left.emit()

    def _clicked(self, at: QPoint) -> None:
        for n, place in enumerate(self.places):
            if place.contains(at.toPointF()):
                self.wanted.emit(n)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show the ring."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: hide the ring."""
        self.update()

    def _paint_rail(self, p: QPainter, r: QRectF) -> None:
        box(p, r, "sunken", None, 0)
        self.places = []
        rooms = len({t.room for t in self.tables})
        high = min(px(LINE_HIGH), (r.height() - 8 - rooms * px(HEAD_HIGH)) / len(self.tables))
        y, room = 4.0, ""
        for n, table in enumerate(self.tables):
            if table.room != room:
                room = table.room
                text(p, QRectF(12, y + px(4), r.width() - 16, px(HEAD_HIGH) - 4), _(room), "text3", SMALL)
                y += px(HEAD_HIGH)
            on = n == self.at
            place = QRectF(6, y, r.width() - 12, high - 1)
            if on:
                box(p, place, "accent_bg", "accent" if self.hasFocus() else None, 5, 2)
            end = text(p, place.adjusted(8, 0, -4, 0), _(table.word), "accent" if on else "text2", BODY, on)
            if on and self.rows < SHOWN and end + advance(str(self.rows), SMALL) + 20 < place.width():
                text(p, place.adjusted(0, 0, -8, 0), str(self.rows), "accent", SMALL, False, RIGHT)
            self.places.append(place)
            y += high
        if y + px(24) < r.height():
            text(p, QRectF(12, r.height() - px(26), r.width() - 14, px(22)), "Ctrl+Tab", "text3", SMALL)


class Story(QWidget):
    """How a record came to be: when, what of it, who; the newest first, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str, str]] = []
        self._head, self._body = group(_("How it came to be"), "", 30), Painted(0, self._draw)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column(self._head, (self._body, 1)))

    def tell(self, bridge: Bridge, table: Table, record: Any) -> None:
        """Of this record; of nothing when there is none, or none with a number of its own."""
        row_id = getattr(record, "id", None)
        self.lines = []
        if isinstance(row_id, int):
            for line in bridge.ask(RecordHistory(table=table.source, row_id=row_id)):
                words = _("put in") if line.new else "、".join(_(COLUMNS[c]) for c in line.columns if c in COLUMNS)
                at = line.at.astimezone(bridge.zone)
                self.lines.append((f"{at:%Y-%m-%d %H:%M}", words or _("looked after"), line.actor))
        self._head.setVisible(bool(self.lines))
        self._body.update()

    def _draw(self, p: QPainter, r: QRectF) -> None:
        for n, (at, words, who) in enumerate(self.lines):
            if (n + 1) * px(24) > r.height():
                break
            runs(p, 14, n * px(24), r.width() - 28, px(24), [(at, "text3", SMALL), (words, "text", BODY), (who, "text3", SMALL)], 12)
