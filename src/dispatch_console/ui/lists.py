"""How a list is drawn: its selected row on a tint with a blue edge, thin rules, quiet headings."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from dispatch_console.ui import paint, theme
from dispatch_console.ui.paint import text
from dispatch_console.ui.row_table import ROW_ROLE, RowTable
from dispatch_console.ui.theme import SMALL, color, px
from dispatch_console.ui.widgets import SlimBar

Index = QModelIndex | QPersistentModelIndex


class Cell(QStyledItemDelegate):
    """Paints the selection itself, so that the colours of the row stay readable on it."""

    rule = True

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: tint, edge, content, rule."""
        p.save()
        paint.ready(p)
        r = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            p.fillRect(r, color("accent_bg"))
            if index.column() == 0:
                p.fillRect(QRectF(r.left(), r.top(), 3, r.height()), color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            p.fillRect(r, color("hover"))
        if self.rule:
            paint.line(p, r.left(), r.bottom() - 0.5, r.right(), r.bottom() - 0.5)
        model = index.model()
        if isinstance(model, RowTable):
            self.draw(p, r, index.data(ROW_ROLE), model.columns[index.column()].id, str(index.data()), selected, model)
        p.restore()

    def draw(
        self, p: QPainter, r: QRectF, row: Any, column: str, words: str, selected: bool, model: RowTable[Any]
    ) -> None:
        """Draw one cell; a panel's own delegate says how."""
        text(p, r.adjusted(6, 0, -6, 0), words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: rows take their height from the view."""
        return QSize(10, px(28))


class Head(QHeaderView):
    """Quiet headings."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHighlightSections(False)
        self._fix()
        theme.look.changed.connect(self._fix)

    def _fix(self) -> None:
        self.setFixedHeight(px(24))

    def paintSection(self, p: QPainter, rect: QRect, at: int) -> None:
        """Qt: a word and a rule."""
        p.fillRect(rect, color("surface"))
        paint.line(p, rect.left(), rect.bottom(), rect.right() + 1, rect.bottom())
        words = str(self.model().headerData(at, Qt.Orientation.Horizontal) or "")
        text(p, QRectF(rect).adjusted(6 if at else 10, 0, -4, 0), words, "text3", SMALL)


class ListView(QTableView):
    """A list of one panel: whole rows, arrows and Enter, its scroll bar quiet."""

    row_opened = Signal(object)
    row_picked = Signal(object)
    typed = Signal(str)

    def __init__(self, model: RowTable[Any], cell: Cell, name: str, *, height: int = 28, headed: bool = True) -> None:
        super().__init__()
        self._height = height
        self.setModel(model)
        self._cell = cell
        cell.setParent(self)
        self.setItemDelegate(cell)
        self.setHorizontalHeader(Head())
        self.horizontalHeader().setVisible(headed)
        self.verticalHeader().setVisible(False)
        self.setShowGrid(False)
        self.setAccessibleName(name)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBar(SlimBar(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.selectionModel().currentRowChanged.connect(self._picked)
        theme.look.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Take heights in the size in use; panels add their widths."""
        self.verticalHeader().setMinimumSectionSize(10)
        self.verticalHeader().setDefaultSectionSize(px(self._height))

    def set_row_height(self, height: int) -> None:
        """Another row height at 100 per cent."""
        if height != self._height:
            self._height = height
            self.measure()

    @property
    def table(self) -> RowTable[Any]:
        """The rows shown."""
        model: QAbstractItemModel = self.model()
        assert isinstance(model, RowTable)
        return model

    def current_row(self) -> Any:
        """The row under the cursor, or None."""
        index = self.currentIndex()
        return self.table.row(index) if index.isValid() else None

    def select_key(self, key: Any) -> bool:
        """Put the cursor on the row with this key; False when it is not here."""
        at = self.table.find(key)
        if at is None:
            return False
        self.selectRow(at)
        self.scrollTo(self.model().index(at, 0))
        return True

    def keep_place(self) -> tuple[Any, int] | None:
        """Who is selected and at which height, to be given to `restore_place`."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.table.key_at(index.row()), self.rowViewportPosition(index.row())

    def restore_place(self, kept: tuple[Any, int] | None) -> None:
        """The selected row stays at its height under the eye."""
        if kept is None:
            return
        at = self.table.find(kept[0])
        if at is not None and (moved := self.rowViewportPosition(at) - kept[1]):
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def _picked(self, index: QModelIndex, before: QModelIndex) -> None:
        self.row_picked.emit(self.table.row(index) if index.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens; a letter goes to the filter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (row := self.current_row()) is not None:
                self.row_opened.emit(row)
            return
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and event.text() and event.text().isprintable():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: a double click opens, as Enter does."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.row_opened.emit(self.table.row(index))

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: nothing is under the mouse any more."""
        self.viewport().update()
        super().leaveEvent(event)

    def stretch(self, column: str) -> None:
        """Which column takes what is left over."""
        at = next(i for i, c in enumerate(self.table.columns) if c.id == column)
        self.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
