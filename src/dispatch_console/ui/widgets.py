"""The small parts every panel is built from: its surface, its title, buttons that show their key, empty states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QMenuBar,
    QPushButton,
    QScrollBar,
    QSizePolicy,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from dispatch_console.ui import paint, theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import MIDDLE, RIGHT, box, draw_icon, ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, advance, px


class Panel(QWidget):
    """The surface of a panel: rounded below, and above too where no title bar sits on it."""

    def __init__(self, *, top: bool = False, margins: tuple[int, int, int, int] = (1, 0, 1, 6)) -> None:
        super().__init__()
        self._top = top
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(0)

    def put(self, *widgets: QWidget, stretch: int = 0) -> None:
        """Put widgets under one another."""
        for widget in widgets:
            self.body.addWidget(widget, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the surface."""
        p = ready(QPainter(self))
        box(p, QRectF(self.rect()).adjusted(0, 0 if self._top else -12, 0, 0), "surface", "line", 8)


@dataclass(frozen=True, slots=True)
class Tab:
    """One word in a title that can be clicked: a counted filter or a view; kind is "", over, risk or |."""

    id: str
    label: str
    count: int | None = None
    kind: str = ""
    on: bool = False

    @property
    def words(self) -> str:
        """The label with its count."""
        return self.label if self.count is None else f"{self.label} {self.count}"


class TitleBar(QWidget):
    """A panel's name, its counted filters, its key; blue when the panel has the keyboard."""

    tab_picked = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, glyph: str, title: str, key: str = "") -> None:
        super().__init__()
        self.glyph, self.title, self.key = glyph, title, key
        self.note = ""
        self.tabs: tuple[Tab, ...] = ()
        self.active = False
        self._places: list[tuple[QRectF, str]] = []
        self._extra: QWidget | None = None
        self.setFixedHeight(px(32))
        self.setAccessibleName(title)
        theme.look.changed.connect(self._resize)

    def _resize(self) -> None:
        self.setFixedHeight(px(32))
        self._place_extra()

    def show_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show these filters."""
        if tuple(tabs) != self.tabs:
            self.tabs = tuple(tabs)
            self.update()

    def show_note(self, note: str) -> None:
        """Show a quiet count beside the title."""
        if note != self.note:
            self.note = note
            self.setToolTip(note)
            self.update()

    def set_active(self, active: bool) -> None:
        """Blue while the panel has the keyboard."""
        if active != self.active:
            self.active = active
            self.update()

    def hold(self, widget: QWidget) -> None:
        """Keep a small widget (a filter field) at the right of the title."""
        self._extra = widget
        widget.setParent(self)
        self._place_extra()

    def _place_extra(self) -> None:
        if self._extra is not None:
            w = self._extra.width()
            right = self.width() - 38 - advance(self.key, SMALL) - 10
            self._extra.move(round(right - w), (self.height() - self._extra.height()) // 2)
            self.update()

    @guarded
    def resizeEvent(self, event: QEvent) -> None:
        """Qt: keep the field at its place."""
        self._place_extra()

    def sizeHint(self) -> QSize:
        """Qt: 32 high."""
        return QSize(100, px(32))

    def minimumSizeHint(self) -> QSize:
        """Qt: a title never sets its panel's width."""
        return QSize(60, px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: icon, title, filters, key."""
        p = ready(QPainter(self))
        r = QRectF(self.rect())
        mid = r.height() / 2
        box(p, r.adjusted(0, 0, 0, 12), "surface", "line", 8)
        token = "accent" if self.active else "text"
        draw_icon(p, 11, mid, self.glyph, "accent" if self.active else "text2", 16)
        lead = 17 + px(16)
        x = lead + text(p, r.adjusted(lead, 0, -60, 0), self.title, token, BODY, True) + 10
        right = r.right() - 10
        draw_icon(p, right - 16, mid, "dots-horizontal", "text3", 16)
        right -= 24
        if self.key:
            w = advance(self.key, SMALL)
            text(p, QRectF(right - w - 2, 0, w + 2, r.height()), self.key, "text3", SMALL)
            right -= w + 10
        if self._extra is not None and self._extra.isVisibleTo(self):
            right = self._extra.geometry().left() - 8.0
        self._places = []
        for tab in self.tabs:
            if tab.kind == "|":
                p.fillRect(QRectF(x + 6, mid - 7, 1, 14), theme.color("edge"))
                x += 13
                continue
            w = advance(tab.words, SMALL, tab.on) + 16
            if x + w > right:
                break
            place = QRectF(x, mid - px(10), w, px(20))
            if tab.on:
                box(p, place, "accent_bg", None, 4)
            quiet = {"over": "over_tx", "risk": "risk_tx"}.get(tab.kind, "text2") if tab.count != 0 else "text3"
            text(p, place, tab.words, "accent" if tab.on else quiet, SMALL, tab.on, MIDDLE)
            self._places.append((place, tab.id))
            x += w + 2
        if self.note and right - x > 30:
            text(p, QRectF(x, 0, right - x, r.height()), theme.whole_facts(self.note, right - x, SMALL), "text3", SMALL)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on a filter chooses it; elsewhere the panel may be dragged."""
        for place, tab_id in self._places:
            if place.contains(event.position()):
                self.tab_picked.emit(tab_id)
                event.accept()
                return
        if event.position().x() > self.width() - 32:
            self.menu_wanted.emit(event.globalPosition().toPoint())
            event.accept()
            return
        event.ignore()


class KeyButton(QPushButton):
    """A label, then its key in a quieter tone: the button teaches the keyboard."""

    def __init__(self, label: str, key: str = "", kind: str = "plain", glyph: str | None = None, h: int = 30) -> None:
        super().__init__(label)
        self.key, self.kind, self.glyph, self._h = key.replace("Ctrl+Return", "Ctrl+↵"), kind, glyph, h
        self.quiet = False  # a main action whose panel has not the keyboard is only outlined
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(label)
        self.setAccessibleDescription(key)
        self.setToolTip(f"{label}  {key}" if key else label)

    def _word_width(self) -> int:
        glyph = px(20) if self.glyph else 0
        return round(advance(self.text(), BODY, self.kind == "primary")) + glyph + 21

    def sizeHint(self) -> QSize:
        """Qt: word and key."""
        return QSize(self._word_width() + (round(advance(self.key, SMALL)) + 9 if self.key else 0), px(self._h))

    def minimumSizeHint(self) -> QSize:
        """Qt: too narrow, quiet buttons and two-key chords give up their key, never the word."""
        if self.kind in ("primary", "accent") or (self.kind != "ghost" and "+" not in self.key):
            return self.sizeHint()
        return QSize(self._word_width(), px(self._h))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: one of four weights: filled, outlined in blue, outlined, bare."""
        p = ready(QPainter(self))
        r = QRectF(self.rect())
        fill, edge, ink, key_ink = {
            "primary": ("accent", None, "on_accent", "on_accent"),
            "accent": ("surface", "accent", "accent", "accent"),
            "ghost": (None, None, "text2", "text3"),
        }.get("accent" if self.quiet else self.kind, ("surface", "edge", "text", "text3"))
        if not self.isEnabled():
            fill, edge, ink, key_ink = "sunken", "line", "text3", "text3"
        elif self.underMouse() and fill != "accent":
            fill = "hover"
        box(p, r, fill, edge, 6)
        if self.hasFocus():
            box(p, r, None, "accent", 6, 2)
        x: float = 10
        if self.glyph:
            draw_icon(p, x, r.center().y(), self.glyph, ink, 16)
            x += px(20)
        x += text(p, r.adjusted(x, 0, -4, 0), self.text(), ink, BODY, self.kind == "primary")
        if self.key and r.width() - x - 12 >= advance(self.key, SMALL):
            text(p, r.adjusted(x + 8, 0, -4, 0), self.key, key_ink, SMALL)


class SlimBar(QScrollBar):
    """A scroll bar that is only there when looked for."""

    def sizeHint(self) -> QSize:
        """Qt: 10 wide."""
        return QSize(10, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: one rounded handle."""
        p = ready(QPainter(self))
        p.fillRect(self.rect(), theme.color("surface"))
        full = self.maximum() - self.minimum() + self.pageStep()
        if full <= self.pageStep():
            return
        y = self.height() * (self.value() - self.minimum()) / full
        h = max(24.0, self.height() * self.pageStep() / full - 2)
        box(p, QRectF(3, min(y + 1, self.height() - h), 5, h), "edge" if self.underMouse() else "line", None, 2.5)


class FlatBar(QToolBar):
    """A tool bar without a bevel, holding one widget."""

    def __init__(self, name: str, content: QWidget, height: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setVisible(False)
        self._height = height
        self.setFixedHeight(px(height))
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addWidget(content)
        theme.look.changed.connect(self._fix)

    def _fix(self) -> None:
        self.setFixedHeight(px(self._height))

    def set_height(self, height: int) -> None:
        """Another height at 100 per cent."""
        self._height = height
        self.setFixedHeight(px(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: nothing; the window's colour shows."""


class FlatMenu(QMenuBar):
    """The menu bar as plain words."""

    def sizeHint(self) -> QSize:
        """Qt: as wide as its words, never narrower than Fusion puts them (14 a word); asking the style costs 3 ms."""
        each = max(px(18), 16)
        return QSize(round(sum(advance(a.text().replace("&", "")) + each for a in self.actions())) + 8, px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the words, the one in use on a tint."""
        p = ready(QPainter(self))
        for action in self.actions():
            r = QRectF(self.actionGeometry(action))
            if action is self.activeAction():
                box(p, r, "hover", None, 5)
            line = QRectF(r.left(), 0, r.width(), self.height())  # on the base line of the whole top
            text(p, line, action.text().replace("&", ""), "text", BODY, False, MIDDLE)


class Painted(QWidget):
    """A widget whose whole content is one paint function; fixed height, or free when 0."""

    clicked = Signal(QPoint)

    def __init__(self, h: int, draw: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__()
        self._draw, self._h = draw, h
        self._fix()
        theme.look.changed.connect(self._fix)

    def _fix(self) -> None:
        if self._h:
            self.setFixedHeight(px(self._h))
        self.update()

    def set_height(self, h: int) -> None:
        """Another height at 100 per cent."""
        if h != self._h:
            self._h = h
            self._fix()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: what the function draws."""
        self._draw(ready(QPainter(self)), QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: tell where it was clicked."""
        self.clicked.emit(event.position().toPoint())


class Empty(QWidget):
    """What will stand here, one sentence, and at most two ways to fill it with their keys."""

    way_picked = Signal(str)

    def __init__(self, glyph: str, head: str, line: str, ways: Sequence[tuple[str, str, str]] = ()) -> None:
        super().__init__()
        self.glyph, self.head, self.line, self.ways = glyph, head, line, tuple(ways)
        self._places: list[tuple[QRectF, str]] = []
        self.setAccessibleName(head)

    def tell(self, glyph: str, head: str, line: str, ways: Sequence[tuple[str, str, str]] = ()) -> None:
        """Say something else; ways are action, word, key."""
        self.glyph, self.head, self.line, self.ways = glyph, head, line, tuple(ways)
        self.setAccessibleName(head)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: in the middle of the panel."""
        p = ready(QPainter(self))
        r = QRectF(self.rect())
        y = r.center().y() - px(46)
        draw_icon(p, r.center().x() - px(16), y, self.glyph, "edge", 32)
        text(p, QRectF(r.left(), y + px(20), r.width(), px(24)), self.head, "text", BODY, True, MIDDLE)
        for words in theme.wrapped(self.line, r.width() - 24, pt=SMALL) if self.line else ():
            text(p, QRectF(r.left() + 12, y + px(43), r.width() - 24, px(20)), words, "text3", SMALL, False, MIDDLE)
            y += px(19)
        y -= px(19)
        widths = [advance(f"{word}  {key}", SMALL) + 18 for _, word, key in self.ways]
        x = r.center().x() - (sum(widths) - 18) / 2
        self._places = []
        for (action, word, key), width in zip(self.ways, widths, strict=True):
            runs(p, x, y + px(66), width, px(22), [(word, "accent", SMALL), (key, "text3", SMALL)])
            self._places.append((QRectF(x, y + px(66), width, px(22)), action))
            x += width

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on a way takes it."""
        for place, action in self._places:
            if place.contains(event.position()):
                self.way_picked.emit(action)


def section(title: str, note: Callable[[], str], h: int = 27) -> Painted:
    """A head inside a panel: a bold word and a quiet count, with a rule above."""

    def draw(p: QPainter, r: QRectF) -> None:
        runs(p, r.left() + 10, r.top(), r.width() - 20, r.height(), [(title, "text", BODY, True), (note(), "text3", SMALL)], 12)
        paint.line(p, r.left(), r.top() + 0.5, r.right(), r.top() + 0.5)

    return Painted(h, draw)


__all__ = [
    "RIGHT", "Empty", "FlatBar", "FlatMenu", "KeyButton", "Painted", "Panel", "SlimBar", "Tab", "TitleBar",
    "section",
]  # fmt: skip
