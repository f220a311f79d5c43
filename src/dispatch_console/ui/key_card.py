"""The key card: every key of the window on one page (F1)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain.callin import MOVE_OF, MOVE_WORDS, Move
from dispatch_console.ui.actions import ACTIONS, MENUS, Keys
from dispatch_console.ui.paint import chip, runs, text
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import Painted
from dispatch_console.words import N_, _

CALL_IN = N_("Call-in line")
MORE_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", N_("next field; in lists: open")), ("Ctrl+Enter", N_("save from anywhere in a form")),
    ("Esc", N_("back: overlay, filter, then the panel before")), ("Tab", N_("next field, then the next panel")),
    ("1 2 3", N_("take a numbered way out")), ("-15  1420  昨1740", N_("when it happened")),
)  # fmt: skip


class KeyCard(Sheet):
    """All keys, group by group."""

    def __init__(self, keys: Keys) -> None:
        super().__init__("keyboard-outline", _("Key card"), "", _("Every key can be changed; all are in Ctrl+K too"))
        self._keys = keys
        self.page = Painted(0, self._draw)
        self.body.addWidget(self.page, 1)
        self.foot([None])

    def groups(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Each group's name and its keys with their words."""
        for menu, word in MENUS:
            found = [(self._keys.of(a.id), _(a.word)) for a in ACTIONS if a.menu == menu]
            if menu == "view":
                found.append(("Alt+1…6", _("Do what is owed")))
            if found:
                yield _(word), found
        yield _(CALL_IN), [(self._letters(move), _(word)) for move, word in MOVE_WORDS.items()]
        yield _("Everywhere"), [(key, _(word)) for key, word in MORE_KEYS]

    def _letters(self, move: Move) -> str:
        return " ".join(sorted((w for w, m in MOVE_OF.items() if m is move), key=len)[:3])

    def _draw(self, p: QPainter, r: QRectF) -> None:
        columns = max(2, int(r.width() // px(310)))
        width = r.width() / columns
        line = px(22)
        x, y = r.left() + 16, r.top() + 8
        for name, keys in self.groups():
            if y + line * 3 > r.bottom():
                x, y = x + width, r.top() + 8
            text(p, QRectF(x, y, width - 20, line), name, "text", BODY, True)
            y += line
            for key, word in keys:
                if y + line > r.bottom():
                    x, y = x + width, r.top() + 8
                end = chip(p, x, y + line / 2, key, "key", None, 18)
                left = max(end + 8, x + px(108))
                runs(p, left, y, x + width - 24 - left, line, [(word, "text2", SMALL)])
                y += line
            y += 10
