"""A list that keeps its place: a row stays selected by who it is, and only what changed is drawn again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView

from dispatch_console.domain.moment import Moment
from dispatch_console.words import _

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its heading and what it says of a row at a moment; level is "", late, soon, ..."""

    id: str
    word: str
    text: Callable[[T, Moment], str]
    tip: Callable[[T, Moment], str] | None = None


class RowTable(QAbstractTableModel, Generic[T]):
    """Frozen rows as a table; `set_rows` turns old into new by the fewest signals."""

    def __init__(
        self, columns: Sequence[Column[T]], key: Callable[[T], Hashable], now: Moment, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self.now = now
        self._rows: list[T] = []
        self._said: list[tuple[str, ...]] = []

    @property
    def rows(self) -> tuple[T, ...]:
        """The rows in their order."""
        return tuple(self._rows)

    def row(self, index: Index) -> T:
        """The row behind an index."""
        return self._rows[index.row()]

    def find(self, key: Hashable) -> int | None:
        """Where the row with this key stands."""
        return next((i for i, row in enumerate(self._rows) if self._key(row) == key), None)

    def key_at(self, place: int) -> Hashable:
        """Who stands there."""
        return self._key(self._rows[place])

    def set_rows(self, rows: Sequence[T], now: Moment, *, in_order: bool = True) -> None:
        """Become these rows; what stays keeps its identity, so selection and scroll stay too.

        Without in_order known rows stay where they are (somebody is typing) and only their words change.
        """
        self.now = now
        wanted = {self._key(row): row for row in rows}
        for at in reversed(range(len(self._rows))):
            if self._key(self._rows[at]) not in wanted:
                self.beginRemoveRows(NOWHERE, at, at)
                del self._rows[at], self._said[at]
                self.endRemoveRows()
        if not in_order:
            known = [self._key(row) for row in self._rows]
            rows = [wanted[k] for k in known] + [row for row in rows if self._key(row) not in set(known)]
        for at, row in enumerate(rows):
            self._place(at, row)

    def _place(self, at: int, row: T) -> None:
        key = self._key(row)
        here = next((i for i in range(at, len(self._rows)) if self._key(self._rows[i]) == key), None)
        if here is None:
            self.beginInsertRows(NOWHERE, at, at)
            self._rows.insert(at, row)
            self._said.insert(at, self._words(row))
            self.endInsertRows()
            return
        if here != at:
            self.beginMoveRows(NOWHERE, here, here, NOWHERE, at)
            self._rows.insert(at, self._rows.pop(here))
            self._said.insert(at, self._said.pop(here))
            self.endMoveRows()
        changed = self._rows[at] != row
        self._rows[at] = row
        self._tell(at, all_of_it=changed)

    def tick(self, now: Moment) -> None:
        """Time went on: cells whose words changed are drawn again, no others."""
        self.now = now
        for at in range(len(self._rows)):
            self._tell(at)

    def _tell(self, at: int, *, all_of_it: bool = False) -> None:
        new = self._words(self._rows[at])
        old, self._said[at] = self._said[at], new
        places = [c for c in range(len(new)) if all_of_it or old[c] != new[c]]
        if places:
            self.dataChanged.emit(self.index(at, places[0]), self.index(at, places[-1]))

    def _words(self, row: T) -> tuple[str, ...]:
        return tuple(column.text(row, self.now) for column in self.columns)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: what a cell says; tests, screen readers and exports read this, not the picture."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said[index.row()][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            column = self.columns[index.column()]
            row = self._rows[index.row()]
            return column.tip(row, self.now) if column.tip else self._said[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: the headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].word)
        return None


def drawn(view: QAbstractItemView | QAbstractItemModel, *ids: str) -> str:
    """A list as text, one line a row: "00001 | 佳图 | 李强 | 12:45"; only these columns when ids are given."""
    model = view.model() if isinstance(view, QAbstractItemView) else view
    places = list(range(model.columnCount()))
    if ids and isinstance(model, RowTable):
        order = {column.id: place for place, column in enumerate(model.columns)}
        places = [order[name] for name in ids]
    lines = []
    for at in range(model.rowCount()):
        cells = [str(model.index(at, c).data() or "") for c in places]
        lines.append(" | ".join(cells))
    return "\n".join(lines)


class LongTable(RowTable[T]):
    """A list of very many rows: shown anew as a whole, and a row says its words only when it is looked at."""

    def set_rows(self, rows: Sequence[T], now: Moment, *, in_order: bool = True) -> None:
        """Become these rows at once."""
        self.now = now
        self.beginResetModel()
        self._rows, self._said = list(rows), []
        self.endResetModel()

    def change_row(self, at: int, row: T) -> None:
        """One row became another."""
        self._rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def tick(self, now: Moment) -> None:
        """Time went on: these rows do not tell of time."""
        self.now = now

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: what a cell says, asked when it is looked at."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns[index.column()].text(row, self.now)
        return None
