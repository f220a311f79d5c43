"""Typing narrows a list: the box it is typed into, and what counts as a match; Esc shows all again."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dispatch_console.domain.names import search_keys
from dispatch_console.ui import theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.lay import row
from dispatch_console.ui.lists import ListView
from dispatch_console.ui.paint import box, draw_icon, ready
from dispatch_console.ui.theme import SMALL, px
from dispatch_console.ui.widgets import Empty
from dispatch_console.words import _

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@cache
def _initials(name: str) -> tuple[str, ...]:
    return search_keys(name).initials


def matches(typed: str, words: str, name: str) -> bool:
    """Whether the typed letters stand in the words, or begin in the initials of the name."""
    typed = typed.strip().lower()
    return not typed or typed in words.lower() or (typed.isascii() and any(typed in i for i in _initials(name)))


class FilterBox(QWidget):
    """A small field with a funnel: blue while it narrows the list; Esc clears it, Down and Enter go to the list."""

    changed = Signal(str)
    cleared = Signal()
    onward = Signal()

    def __init__(self, name: str, wide: int = 0) -> None:
        super().__init__()
        self._wide = wide
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(_("Filter  Ctrl+F"))
        self.edit.setFrame(False)
        self.edit.setAccessibleName(name)
        self.edit.textChanged.connect(self.changed)
        self.edit.textChanged.connect(lambda _typed: self.update())
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        self.edit.setFont(theme.font(SMALL))
        self.setFixedHeight(px(24))
        if self._wide:
            self.setFixedWidth(px(self._wide))

    @property
    def filtered(self) -> bool:
        """Whether something is typed."""
        return bool(self.edit.text())

    def begin(self, typed: str = "") -> None:
        """The keyboard goes here; what was typed before is typed over, a first letter is taken along."""
        self.edit.setFocus()
        if typed:
            self.edit.insert(typed)
        else:
            self.edit.selectAll()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the field takes what the funnel leaves."""
        self.edit.setGeometry(px(24), 2, max(10, self.width() - px(28)), self.height() - 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Esc, Down, Enter; the ring follows the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.cleared.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, *ENTER):
                self.onward.emit()
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: ring and funnel."""
        p = ready(QPainter(self))
        focus = self.edit.hasFocus()
        box(p, QRectF(self.rect()), "surface", "accent" if focus or self.filtered else "edge", 5, 2 if focus else 1)
        draw_icon(p, 6, self.height() / 2, "filter-outline", "accent" if self.filtered else "text3", 13)


class Lines(QWidget):
    """A list with its empty state, and a filter over it that is there only while it is used."""

    filter_changed = Signal(str)

    def __init__(self, view: ListView, empty: Empty, name: str, way_picked: Callable[[str], None]) -> None:
        super().__init__()
        self.list, self.empty = view, empty
        self._empty = (empty.glyph, empty.head, empty.line, empty.ways)
        self._way_picked = way_picked
        self.filter = FilterBox(name)
        self._bar = row((self.filter, 1), margins=(10, 2, 10, 4))
        self._bar.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(view)
        self._stack.addWidget(empty)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._bar)
        body.addWidget(self._stack, 1)
        self.filter.changed.connect(self._typed)
        self.filter.cleared.connect(self.clear_filter)
        self.filter.onward.connect(self._onward)
        empty.way_picked.connect(self._way)
        view.installEventFilter(self)
        self.setFocusProxy(view)

    @property
    def typed(self) -> str:
        """What the list is narrowed to."""
        return self.filter.edit.text()

    def begin_filter(self, typed: str = "") -> None:
        """Ctrl+F, or a first letter."""
        self._bar.show()
        self.filter.begin(typed)

    def clear_filter(self) -> None:
        """Esc: all lines again, and the keyboard in them."""
        self.filter.edit.clear()
        self._bar.hide()
        self._stack.setCurrentWidget(self.list if self.list.table.rowCount() else self.empty)
        self.list.setFocus()

    def look(self) -> None:
        """The list, or why there is nothing in it."""
        if self.list.table.rowCount():
            self._stack.setCurrentWidget(self.list)
            return
        if self.typed:
            said = _('Nothing matches "{filter}"', filter=self.typed)
            self.empty.tell("filter-outline", said, "", (("clear", _("Show all"), "Esc"),))
        else:
            self.empty.tell(*self._empty)
        self._stack.setCurrentWidget(self.empty)

    def _typed(self, typed: str) -> None:
        self.filter_changed.emit(typed)

    def _onward(self) -> None:
        if not self.list.table.rowCount():
            return
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self.list.selectRow(0)
        if not self.filter.filtered:
            self._bar.hide()

    def _way(self, way: str) -> None:
        if way == "clear":
            self.clear_filter()
        else:
            self._way_picked(way)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Esc in the narrowed list shows all."""
        escape = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and self.filter.filtered:
            self.clear_filter()
            return True
        return False
