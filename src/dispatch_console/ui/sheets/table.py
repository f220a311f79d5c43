"""A table in a sheet: cells of one or two lines, the fact above and its evidence below; sums stand right."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from dispatch_console.domain.moment import Moment
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.lists import Cell, Head, ListView
from dispatch_console.ui.paint import LEFT, RIGHT, chip, line, mark, text
from dispatch_console.ui.row_table import Column, LongTable, RowTable
from dispatch_console.ui.theme import BODY, SMALL, advance, color, px
from dispatch_console.words import _


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell shows: a fact, its detail below, their colours, a chip or a mark instead of plain words."""

    words: str
    sub: str | None = None
    token: str = "text"
    pt: float = BODY
    bold: bool = False
    sub_token: str = "text3"
    chip: tuple[str, str] | None = None  # kind, glyph
    mark: str = ""
    draw: Callable[[QPainter, QRectF], None] | None = None
    spoken: str = ""  # what a picture says

    @property
    def plain(self) -> str:
        """For tests and screen readers."""
        return " · ".join(filter(None, (self.words, self.sub or "", self.spoken)))


@dataclass(frozen=True, slots=True)
class FactColumn:
    """One column: heading, what it shows of a row, width at 100 per cent (0 takes what is left), summed or not."""

    id: str
    word: str
    look: Callable[[Any], Look]
    width: int = 0
    numeric: bool = False
    gives: int = 0  # when there is no room for the names: 1 goes first, 0 never


class FactCell(Cell):
    """Draws looks."""

    def __init__(self, columns: Sequence[FactColumn], height: int) -> None:
        super().__init__()
        self._columns = {c.id: (n, c) for n, c in enumerate(columns)}
        self._height = height

    def draw(
        self, p: QPainter, r: QRectF, row: Any, column: str, words: str, selected: bool, model: RowTable[Any]
    ) -> None:
        """One or two lines."""
        n, spec = self._columns[column]
        look = spec.look(row)
        i = r.adjusted(12 if n == 0 else 6, 0, -6, 0)
        if look.draw is not None:
            look.draw(p, i)
        align = RIGHT if spec.numeric else LEFT
        two = look.sub is not None
        cy = i.center().y()
        a = QRectF(i.left(), cy - px(19), i.width(), px(20)) if two else i
        if look.mark:
            mark(p, i.left(), a.center().y(), look.mark, look.token, 8)
            a = a.adjusted(px(13), 0, 0, 0)
        if look.chip is not None:
            chip(p, i.left(), a.center().y() - (0 if two else 0.5), look.words, look.chip[0], look.chip[1] or None,
                 18 if two else 20)  # fmt: skip
        elif look.words:
            text(p, a, look.words, look.token, look.pt, look.bold, align)
        if two:
            text(p, QRectF(i.left(), cy - 1, i.width(), px(18)), look.sub or "", look.sub_token, SMALL, False, align)


class FactHead(Head):
    """Headings stand as their column does."""

    def __init__(self, columns: Sequence[FactColumn]) -> None:
        super().__init__()
        self._columns = tuple(columns)

    def paintSection(self, p: QPainter, rect: QRect, at: int) -> None:
        """Qt: a word and a rule."""
        p.fillRect(rect, color("surface"))
        line(p, rect.left(), rect.bottom(), rect.right() + 1, rect.bottom())
        r = QRectF(rect).adjusted(12 if at == 0 else 6, 0, -6, 0)
        text(p, r, _(self._columns[at].word), "text3", SMALL, False, RIGHT if self._columns[at].numeric else LEFT)


class FactTable(ListView):
    """A list of frozen rows in a sheet; arrows move, Enter opens, digits and letters are told by `typed`."""

    def __init__(
        self, columns: Sequence[FactColumn], key: Callable[[Any], Hashable], now: Moment, name: str, *, height: int = 28,
        headed: bool = True, long: bool = False,
    ) -> None:  # fmt: skip
        self._facts = tuple(columns)
        self._needed: dict[str, float] = {}
        self._hidden: frozenset[int] = frozenset()  # those that give way stay hidden, whatever room there is

        def words(column: FactColumn) -> Callable[[Any, Moment], str]:
            return lambda row, _now: column.look(row).plain

        made: type[RowTable[Any]] = LongTable if long else RowTable
        model = made([Column(c.id, c.word, words(c)) for c in columns], key, now)
        super().__init__(model, FactCell(columns, height), name, height=height, headed=headed)
        model.setParent(self)
        self.setHorizontalHeader(FactHead(columns))
        self.horizontalHeader().setVisible(headed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.measure()

    @property
    def facts(self) -> tuple[FactColumn, ...]:
        """Its columns."""
        return self._facts

    def measure(self) -> None:
        """Widths and heights in the size in use."""
        super().measure()
        if not hasattr(self, "_facts"):
            return
        header = self.horizontalHeader()
        header.setMinimumSectionSize(20)
        for at, column in enumerate(self._facts):
            if column.width:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(at, self._wide(at))
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the column that takes what is left keeps room for a name; others go before it."""
        super().resizeEvent(event)
        giving = sorted((c.gives, at) for at, c in enumerate(self._facts) if c.gives and at not in self._hidden)
        if not giving:
            return
        fixed = {at: self._wide(at) for at, c in enumerate(self._facts) if c.width and at not in self._hidden}
        room = self.viewport().width() - px(84)
        for _order, at in giving:
            over = sum(fixed.values()) > room
            self.setColumnHidden(at, over)
            if over:
                fixed.pop(at)

    def _wide(self, at: int) -> int:
        column = self._facts[at]
        if column.id in self._needed:
            return round(min(px(column.width), self._needed[column.id]))
        word = advance(_(column.word), SMALL) + px(20 if at == 0 else 14)  # the head of another language is longer
        return round(max(px(column.width), word if column.word else 0))

    def show_rows(self, rows: Sequence[Any], now: Moment) -> None:
        """Become these rows; the cursor stays on its row, or goes to the first."""
        self.table.set_rows(rows, now)
        if rows and not self.currentIndex().isValid():
            self.selectRow(0)

    def fit_column(self, column_id: str) -> None:
        """A column as wide as its rows need, at most its own width; gone when they have nothing to say in it."""
        at, column = next((n, c) for n, c in enumerate(self._facts) if c.id == column_id)
        most = max((advance(look.words, look.pt, look.bold) for look in map(column.look, self.table.rows) if look.words), default=0.0)
        self._needed[column_id] = most + px(16)
        self.setColumnHidden(at, not most)
        self.setColumnWidth(at, self._wide(at))

    def hide_columns(self, hidden: Sequence[str]) -> None:
        """Hide columns when there is no room for them, or nothing to say in them."""
        self._hidden = frozenset(at for at, column in enumerate(self._facts) if column.id in hidden)
        for at in range(len(self._facts)):
            self.setColumnHidden(at, at in self._hidden)
