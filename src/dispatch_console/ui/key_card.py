"""The key card: every key of the window on one page (F1)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QScrollArea

from dispatch_console.domain.callin import MOVE_OF, MOVE_WORDS, Move
from dispatch_console.ui.actions import ACTIONS, MENUS, Keys
from dispatch_console.ui.paint import chip, runs, text
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import Painted, SlimBar
from dispatch_console.words import N_, _, language

LINE = 20
CALL_IN = N_("Call-in line")
MORE_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", N_("next field; in lists: open")), ("Ctrl+Enter", N_("save from anywhere in a form")),
    ("Esc", N_("back: overlay, filter, then the panel before")), ("Tab", N_("next field, then the next panel")),
    ("1 2 3", N_("take a numbered way out")), ("← →", N_("on the board: the next filter")), ("-15  1420  昨1740", N_("when it happened")),
    ("Ctrl+V", N_("on the job card: attach what was copied")),
)  # fmt: skip


class KeyCard(Sheet):
    """All keys, group by group."""

    def __init__(self, keys: Keys) -> None:
        super().__init__("keyboard-outline", _("Key card"), "", _("Ctrl+K finds them by their words, too"))
        self._keys = keys
        self.page = Painted(0, self._draw)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setVerticalScrollBar(SlimBar(self._area))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._area.viewport().installEventFilter(self)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setWidget(self.page)
        self.page.setAutoFillBackground(False)
        self.body.addWidget(self._area, 1)
        self.foot([None])

    def groups(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Each group's name and its keys with their words."""
        for menu, word in MENUS:
            found = [(self._keys.of(a.id), _(a.word)) for a in ACTIONS if a.menu == menu]
            if menu == "view":
                found += [("Alt+1…6", _("Do what is owed")), ("Alt+Shift+1…6", _("Put off what is owed"))]
            if found:
                yield _(word), found
        yield _(CALL_IN), [(self._letters(move), _(word)) for move, word in MOVE_WORDS.items()]
        yield _("Everywhere"), [(key, _(word)) for key, word in MORE_KEYS]

    def _letters(self, move: Move) -> str:
        return " ".join(sorted((w for w, m in MOVE_OF.items() if m is move), key=len)[:3])

    def _columns(self) -> int:
        return max(2, self._area.viewport().width() // px(240 if language() == "zh_CN" else 310))

    def _places(self, height: float) -> tuple[int, list[tuple[int, float, str, str]]]:
        """Column, height, key and word of every line when a column is so high; and how many columns that takes."""
        at, y, line = 0, 8.0, px(LINE)
        found: list[tuple[int, float, str, str]] = []
        for name, keys in self.groups():
            if y + line * 3 > height:
                at, y = at + 1, 8.0
            found.append((at, y, "", name))
            y += line
            for key, word in keys:
                if y + line > height:
                    at, y = at + 1, 8.0
                found.append((at, y, key, word))
                y += line
            y += 8
        return at + 1, found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the room for the keys has another size."""
        if event.type() == QEvent.Type.Resize and watched is self._area.viewport():
            self._measure()
        return False

    def _measure(self) -> None:
        """As high as all keys need in the columns that there is room for; the rest scrolls."""
        height = self._area.viewport().height()
        while self._places(height)[0] > self._columns() and height < 5000:
            height += px(LINE)
        self.page.setMinimumHeight(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows and pages scroll."""
        bar = self._area.verticalScrollBar()
        steps = {Qt.Key.Key_Down: px(LINE), Qt.Key.Key_Up: -px(LINE), Qt.Key.Key_PageDown: bar.pageStep(),
                 Qt.Key.Key_PageUp: -bar.pageStep()}  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def _draw(self, p: QPainter, r: QRectF) -> None:
        width, line = r.width() / self._columns(), px(LINE)
        for at, y, key, word in self._places(r.height())[1]:
            x = r.left() + 16 + at * width
            if not key:
                text(p, QRectF(x, y, width - 20, line), word, "text", BODY, True)
                continue
            left = max(chip(p, x, y + line / 2, key, "key", None, 17) + 8, x + px(104))
            runs(p, left, y, r.left() + (at + 1) * width - left, line, [(word, "text2", SMALL)])
