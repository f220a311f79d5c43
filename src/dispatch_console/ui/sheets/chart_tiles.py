"""The pictures of the statistics, three beside one another: arrows go over the bars across them, the chosen one is tinted and blue."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.queries.statistics import FORMS, TITLES, Bar, Tile
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import RIGHT, box, line, ready, text
from dispatch_console.ui.sheets.chart_paint import Place, draw_tile, legend, value_words, whole_words
from dispatch_console.ui.theme import BODY, SMALL, advance, color, px
from dispatch_console.words import _

BESIDE, ROOM = 3, 252  # pictures beside one another; the least width of one at 100 per cent
HIGH = 164  # the least height of a picture at 100 per cent
SIDEWAYS = ("columns", "line", "pairs")  # their bars stand beside one another


class ChartTiles(QWidget):
    """Every picture of a period; picked tells the bar under the cursor, opened that its list is wanted."""

    picked = Signal(object, object)  # Tile, Bar
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tiles: tuple[Tile, ...] = ()
        self.at = (0, 0)  # picture, bar
        self._top = 0  # the first line of pictures that is seen
        self._places: list[tuple[QRectF, int, int]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Charts"))

    def sizeHint(self) -> QSize:
        """Qt: two lines of pictures."""
        return QSize(px(ROOM) * BESIDE, px(HIGH) * 2)

    def minimumSizeHint(self) -> QSize:
        """Qt: one line of pictures."""
        return QSize(px(ROOM), px(HIGH))

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Other pictures; the cursor stays on its bar where it is still there, else it goes to the first that is warned of."""
        was = self.current()
        self.tiles = tuple(tiles)
        self.at = self._same(was) or self._first()
        self._see()
        self._tell()

    def _same(self, was: tuple[Tile, Bar] | None) -> tuple[int, int] | None:
        found = [(t, b) for t, tile in enumerate(self.tiles) for b, bar in enumerate(tile.bars) if was and (tile.kind, str(bar.label)) == (was[0].kind, str(was[1].label))]
        return found[0] if found else None

    def _first(self) -> tuple[int, int]:
        """What is warned of; else the model that came back most; else the newest point or the first bar."""
        warned = [(t, b) for t, tile in enumerate(self.tiles) for b, bar in enumerate(tile.bars) if bar.tested is not None and bar.tested.warned]
        back = [(t, 0) for t, tile in enumerate(self.tiles) if tile.kind == "models"]
        newest = [(0, len(t.bars) - 1) for t in self.tiles[:1] if FORMS[t.kind] in ("line", "pairs")]
        return next(iter([*warned, *back, *newest]), (0, 0))

    def current(self) -> tuple[Tile, Bar] | None:
        """The picture and the bar under the cursor."""
        if not self.tiles:
            return None
        tile = self.tiles[min(self.at[0], len(self.tiles) - 1)]
        return tile, tile.bars[min(self.at[1], len(tile.bars) - 1)]

    def select(self, kind: str, label: str = "") -> None:
        """Go to a bar by its picture and name."""
        for t, tile in enumerate(self.tiles):
            if tile.kind == kind:
                self._go(t, next((b for b, bar in enumerate(tile.bars) if str(bar.label) == label), 0))

    def described(self) -> str:
        """The bar under the cursor in words, for screen readers and tests."""
        now = self.current()
        if now is None:
            return _("Nothing happened in this time.")
        tile, bar = now
        return f"{_(TITLES[tile.kind])} · {bar.label} · {value_words(tile.kind, bar)}"

    # ---- the keyboard ----

    @property
    def beside(self) -> int:
        """How many pictures stand beside one another: three, or two where there is no room."""
        return max(1, min(BESIDE, self.width() // px(ROOM)))

    @property
    def _seen(self) -> int:
        return max(1, self.height() // px(HIGH))

    @property
    def _lines(self) -> int:
        return -(-len(self.tiles) // self.beside)

    def _go(self, tile: int, bar: int) -> None:
        if self.tiles:
            tile = max(0, min(tile, len(self.tiles) - 1))
            self.at = tile, max(0, min(bar, len(self.tiles[tile].bars) - 1))
            self._see()
            self._tell()

    def _see(self) -> None:
        line_no = self.at[0] // self.beside
        self._top = max(0, min(max(self._top, line_no - self._seen + 1), line_no, max(0, self._lines - self._seen)))
        self.update()

    def _tell(self) -> None:
        now = self.current()
        self.setAccessibleDescription(self.described())
        self.picked.emit(*(now or (None, None)))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows, Enter, Home, End, PgUp, PgDn."""
        key, plain = event.key(), event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        if not plain or not self.tiles:
            super().keyPressEvent(event)
        elif key in steps:
            self._step(*steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._go(self.at[0] + (self.beside if key == Qt.Key.Key_PageDown else -self.beside), 0)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else len(self.tiles) - 1, 0)
        else:
            super().keyPressEvent(event)

    def _step(self, across: int, down: int) -> None:
        """Along the bars of a picture; over its edge into the next one that way."""
        tile, bar = self.at
        here = self.tiles[tile]
        sideways = FORMS[here.kind] in SIDEWAYS
        along = across if sideways else down
        if along and 0 <= bar + along < len(here.bars):
            self._go(tile, bar + along)
            return
        column = tile % self.beside
        to = tile + across if across else tile + down * self.beside
        if not 0 <= to < len(self.tiles) or (across and not 0 <= column + across < self.beside):
            return
        there = self.tiles[to]
        from_end = FORMS[there.kind] in SIDEWAYS if across < 0 else FORMS[there.kind] not in SIDEWAYS and down < 0
        beside = across and FORMS[there.kind] not in SIDEWAYS and not sideways
        self._go(to, len(there.bars) - 1 if from_end else bar if beside else 0)

    # ---- the mouse ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click picks a bar."""
        self.setFocus()
        found = next(((t, b) for r, t, b in self._places if r.contains(QPointF(event.position()))), None)
        if found is not None:
            self._go(*found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: into the list."""
        self.opened.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: other lines of pictures."""
        step = -1 if event.angleDelta().y() > 0 else 1
        self._top = max(0, min(self._top + step, self._lines - self._seen))
        self.update()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the title of the picture in use is blue."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: no longer."""
        self.update()

    # ---- drawing ----

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the pictures that are seen, divided by rules."""
        p = ready(QPainter(self))
        self._places = []
        wide, high = self.width() / self.beside, self.height() / min(self._seen, max(1, self._lines))
        shown = list(enumerate(self.tiles))[self._top * self.beside : (self._top + self._seen) * self.beside]
        for n, (at, tile) in enumerate(shown):
            r = QRectF(n % self.beside * wide, n // self.beside * high, wide, high)
            if n % self.beside:
                line(p, r.left() + 0.5, r.top() + px(8), r.left() + 0.5, r.bottom() - px(6))
            if n >= self.beside:
                line(p, r.left() + px(10), r.top() + 0.5, r.right() - px(10), r.top() + 0.5)
            self._draw(p, r.adjusted(px(12), px(4), -px(14), -px(6)), at, tile)
        if self._lines > self._seen:
            self._scroll(p)

    def _draw(self, p: QPainter, r: QRectF, at: int, tile: Tile) -> None:
        chosen = self.at[1] if at == self.at[0] else None
        head = QRectF(r.left(), r.top(), r.width(), px(26))
        title = _(TITLES[tile.kind])
        width = advance(title, BODY, True)
        text(p, head, title, "accent" if chosen is not None and self.hasFocus() else "text", BODY, True)
        room = head.adjusted(width + px(10), 0, 0, 0)
        used = legend(p, room, tile)
        words = whole_words(tile)
        for said in (words, words.partition("=")[2].strip(), words.partition(",")[0].partition("，")[0]):
            if said and advance(said, SMALL) + used + px(6) <= room.width():
                text(p, room.adjusted(0, 0, -used, 0), said, "text3", SMALL, False, RIGHT)
                break
        body = r.adjusted(0, px(28), 0, 0)
        found: list[Place] = draw_tile(p, body, tile, chosen)
        self._places += [(place, at, bar) for place, bar in found]

    def _scroll(self, p: QPainter) -> None:
        """A thin bar at the right says that there are more lines."""
        whole = QRectF(self.width() - px(5), px(6), px(3), self.height() - px(12))
        box(p, whole, "track", None, 1)
        part = whole.height() / self._lines
        p.fillRect(QRectF(whole.left(), whole.top() + self._top * part, whole.width(), part * self._seen), color("bar"))
