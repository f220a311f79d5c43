"""The key card: every key of the window on one page (F1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QScrollArea

from dispatch_console.domain.callin import MOVE_OF, MOVE_WORDS, Move
from dispatch_console.ui.actions import ACTIONS, JOB_GROUPS, Keys
from dispatch_console.ui.paint import RIGHT, text
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.widgets import Painted, SlimBar
from dispatch_console.words import N_, _, language

LINE, LEAST_LINE, GAP = 21, 14, 0.5  # px from line to line at best and at least; between two groups, in lines
MOST_COLUMNS = 6
CALL_IN = N_("Call-in line")
ORDER: tuple[tuple[str, str], ...] = (
    ("calls", N_("Calls")), *((f"jobs{n}", word) for n, word in enumerate(JOB_GROUPS)), ("", CALL_IN), ("people", N_("People")),
    ("forms", N_("Forms")), ("reports", N_("Reports")), ("file", N_("File")), ("view", N_("View")), ("help", N_("Everywhere")),
)  # fmt: skip
TOGETHER = {  # several keys of one kind, told in one line at the place of the first
    "go_calls": (("go_calls", "go_card", "go_roster", "go_board", "go_owed"), "Ctrl+1…5", N_("Go to a panel")),
    "larger": (("larger", "smaller"), "Ctrl+= −", N_("Larger, smaller")),
    "reset_layout": (("reset_layout", "keep_layout", "next_layout"), "Ctrl+Shift+0 9 8", N_("Layouts")),
    "undo": (("undo", "redo"), "Ctrl+Z Y", N_("Undo, redo")),
    "key_card": (("key_card", "handbook"), "F1, Ctrl+F1", N_("Keys, handbook")),
}
MORE_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", N_("next field; open")), ("Ctrl+Enter", N_("save the form")),
    ("Esc", N_("back, step by step")), ("Tab", N_("next field, next panel")),
    ("1 2 3", N_("take a numbered way out")), ("← →", N_("board: next filter")), ("-15  1420", N_("when it happened")),
    ("Ctrl+V", N_("attach what was copied")), ("Alt+J", N_("in a call: urgent")), ("Alt+K", N_("in a call: channel")),
)  # fmt: skip
OWED_KEYS = (("Alt+1…6", N_("Do what is owed"), ""), ("Alt+Shift+1…6", N_("Put off what is owed"), N_("Put it off")))


class Line(NamedTuple):
    """A key and its words, in full and short; lit when it can be used now. Without a key it is the name of a group."""

    key: str
    word: str
    short: str = ""
    lit: bool = True


class KeyCard(Sheet):
    """All keys, group by group, no group broken; what the open job and the lists allow now is dark, the rest is grey."""

    def __init__(self, keys: Keys, why_not: Callable[[str], str | None] = lambda _id: None) -> None:
        super().__init__("keyboard-outline", _("Key card"), "", _("Grey: not now. Ctrl+K finds all by their words"))
        self._keys, self._why_not = keys, why_not
        self.page = Painted(0, self._draw)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setVerticalScrollBar(SlimBar(self._area))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._area.viewport().installEventFilter(self)
        self._area.setWidget(self.page)
        self.page.setAutoFillBackground(False)
        self.body.addWidget(self._area, 1)
        self.foot([None])
        self._groups = list(self.groups())

    def groups(self) -> Iterator[list[Line]]:
        """Each group: its name, then its keys with their words."""
        for menu, word in ORDER:
            name = Line("", _(word))
            if not menu:
                yield [name, *(Line(self._letters(move), _(said)) for move, said in MOVE_WORDS.items())]
                continue
            lines = list(self._of(menu))
            lines += [Line(key, _(said), _(short) if short else "") for key, said, short in OWED_KEYS] if menu == "view" else []
            lines += [Line(key, _(said)) for key, said in MORE_KEYS] if menu == "help" else []
            yield [name, *lines]

    def _of(self, menu: str) -> Iterator[Line]:
        told = {a for ids, keys, _word in TOGETHER.values() if self._as_made(ids) for a in ids}
        for a in ACTIONS:
            if menu != (f"jobs{a.group}" if a.menu == "jobs" else a.menu):
                continue
            if a.id in TOGETHER and a.id in told:
                yield Line(TOGETHER[a.id][1], _(TOGETHER[a.id][2]))
            elif a.id not in told:
                yield Line(self._keys.of(a.id), _(a.word), _(a.short) if a.short else "", self._why_not(a.id) is None)

    def _as_made(self, ids: tuple[str, ...]) -> bool:
        return all(self._keys.of(a.id) == a.key for a in ACTIONS if a.id in ids)

    def _letters(self, move: Move) -> str:
        return " ".join(sorted((w for w, m in MOVE_OF.items() if m is move), key=len)[:2])

    def _width(self) -> float:
        return self._area.viewport().width() - px(12)

    def _columns(self) -> int:
        return min(MOST_COLUMNS, max(2, int(self._width() // px(180 if language() == "zh_CN" else 190))))

    def _packed(self) -> list[list[list[Line]]]:
        """The groups in as many columns as there is room for, the highest of them as low as it can be."""
        sizes = [len(g) + GAP for g in self._groups]
        height = max(sizes)
        while True:
            columns: list[list[list[Line]]] = [[]]
            used = 0.0
            for group, size in zip(self._groups, sizes, strict=True):
                if used + size > height:
                    columns.append([])
                    used = 0.0
                columns[-1].append(group)
                used += size
            if len(columns) <= self._columns():
                return columns
            height += GAP

    def _lines(self) -> float:
        return max(sum(len(g) + GAP for g in column) for column in self._packed())

    def _step(self) -> float:
        """From line to line: what the height gives, so that the card is whole; a little more air when it must scroll."""
        room = (self._area.viewport().height() - px(8)) / self._lines()
        return px(LINE - 2) if room < px(LEAST_LINE) else min(room, px(LINE))

    @property
    def whole(self) -> bool:
        """Whether every key is seen without scrolling."""
        return self._area.viewport().height() >= self.page.minimumHeight()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the room for the keys has another size."""
        if event.type() == QEvent.Type.Resize and watched is self._area.viewport():
            self.page.setMinimumHeight(int(self._lines() * self._step() + px(8)))
        return False

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
        packed, step = self._packed(), self._step()
        width = self._width() / max(len(packed), 1)
        for at, column in enumerate(packed):
            left, y = r.left() + px(14) + at * width, r.top() + px(6)
            for group in column:
                for line in group:
                    self._draw_line(p, QRectF(left, y, width - px(20), step), line)
                    y += step
                y += step * GAP

    def _draw_line(self, p: QPainter, r: QRectF, line: Line) -> None:
        if not line.key:
            text(p, r, line.word, "text", BODY, True)
            return
        used = text(p, r, line.key, "text2" if line.lit else "text3", SMALL, False, RIGHT)
        room = r.width() - used - px(8)
        word = line.short if line.short and advance(line.word, SMALL) > room else line.word
        text(p, QRectF(r.left(), r.top(), room, r.height()), word, "text" if line.lit else "text3", SMALL)
