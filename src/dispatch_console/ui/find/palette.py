"""The find box: type initials, a tail of a number or a few words; actions, jobs, customers, machines, people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dispatch_console.domain.names import search_keys
from dispatch_console.queries.find import Find, Hit
from dispatch_console.ui import paint, theme
from dispatch_console.ui.actions import ACTIONS, Keys
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.paint import RIGHT, box, draw_icon, ready, runs, text
from dispatch_console.ui.theme import BODY, HEAD, SMALL, advance, px
from dispatch_console.words import N_, _, language

GROUPS = {"action": N_("Actions"), "job": N_("Jobs"), "customer": N_("Customers"), "machine": N_("Machines"),
          "person": N_("Technicians")}  # fmt: skip
ICONS = {"job": "clipboard-text", "customer": "account-group", "machine": "printer", "person": "account-hard-hat"}
PER_GROUP = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the palette: what it is, its words, the initials with the matched letters, its key or detail."""

    group: str
    id: str
    row_id: int
    customer_id: int | None
    icon: str
    title: str
    before: str
    matched: str
    after: str
    detail: str


@cache
def initials(words: str) -> tuple[str, ...]:
    """The initials of words, all readings."""
    return search_keys(words).initials


def matched_initials(title: str, typed: str) -> tuple[str, str, str]:
    """The initials cut at the letters that were typed: ("dy", "pg", "d")."""
    plain = typed.lower()
    for found in initials(title) if plain.isascii() and plain.isalpha() else ():
        at = found.find(plain)
        if at >= 0:
            return found[:at], found[at : at + len(plain)], found[at + len(plain) :]
    return "", "", ""


class Palette(QWidget):
    """A child of the window over its own place; Enter opens, Tab goes to the next group, Esc goes back."""

    action_picked = Signal(str)
    job_picked = Signal(int)
    customer_picked = Signal(int)
    person_picked = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget, bridge: Bridge, keys: Keys, why_not: Callable[[str], str | None]) -> None:
        super().__init__(parent)
        self.bridge, self._keys, self._why_not = bridge, keys, why_not
        self.lines: tuple[Line, ...] = ()
        self.at = 0
        self._before: QWidget | None = None
        self._places: list[QRectF] = []
        self.input = QLineEdit(self)
        self.input.setFrame(False)
        self.input.setAccessibleName(_("Find and commands"))
        self.input.setFont(theme.font(HEAD))
        self.input.installEventFilter(self)
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._search_soon)
        self.input.textChanged.connect(lambda _typed: self._soon.start())
        self.setFocusProxy(self.input)
        self.hide()

    # ---- opening and leaving ----

    def open_over(self, place: QPoint) -> None:
        """Open over its own place and take the keyboard, remembering where it was."""
        now = self.window().focusWidget()
        if not self.isVisible():
            self._before = now
        self.resize(px(620), px(420))
        self.move(max(0, place.x() - 8), max(0, place.y() - 6))
        self.input.setFont(theme.font(HEAD))
        self.input.setGeometry(px(48), px(14), self.width() - px(340), px(34))
        self.search()
        self.show()
        self.raise_()
        self.input.setFocus()
        self.input.selectAll()

    def leave(self) -> None:
        """Close and give the keyboard back to where it was."""
        self.hide()
        self.input.clear()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self.left.emit()

    # ---- searching ----

    def _search_soon(self) -> None:
        if self.bridge.open and self.isVisible():
            self.search()

    def search(self) -> None:
        """Show what matches what is typed."""
        typed = self.input.text().strip()
        hits = self._found(typed)
        lines = [*self._actions(typed), *(self._hit(h, typed) for h in hits)]
        kept: list[Line] = []
        for group in GROUPS:
            kept += [line for line in lines if line.group == group][: PER_GROUP if typed else 9]
        self.lines = tuple(kept)
        self.at = 0
        self.setAccessibleDescription(self.drawn())
        self.update()

    def _found(self, typed: str) -> tuple[Hit, ...]:
        return self.bridge.ask(Find(text=typed)) if typed else ()

    def _actions(self, typed: str) -> list[Line]:
        found: list[tuple[int, Line]] = []
        plain = typed.lower()
        for action in ACTIONS:
            if action.id == "find_too" or (action.id.startswith(("owed_", "find")) and action.id != "owed_first"):
                continue
            word = _(action.word)
            before, matched, after = matched_initials(word, typed) if typed and language() == "zh_CN" else ("", "", "")
            rank = 0 if matched and not before else 1 if matched else 2 if plain and plain in word.lower() else 3
            if plain and action.word.lower().startswith(plain):
                rank = min(rank, 1)
            if rank == 3 and plain:
                continue
            if self._why_not(action.id) is not None:
                if not plain:
                    continue
                rank += 4
            line = Line(
                "action", action.id, 0, None, action.icon, word, before, matched, after, self._keys.of(action.id)
            )
            found.append((rank, line))
        return [line for _rank, line in sorted(found, key=lambda pair: pair[0])]

    def _hit(self, hit: Hit, typed: str) -> Line:
        before, matched, after = matched_initials(str(hit.title), typed)
        title = f"{hit.title} {hit.detail}".strip() if hit.group != "job" else f"{hit.title}"
        detail = hit.detail if hit.group == "job" else ""
        return Line(
            hit.group, "", hit.row_id, hit.customer_id, ICONS.get(hit.group, "magnify"), title, before, matched, after, detail
        )

    def drawn(self) -> str:
        """The lines as text."""
        return "\n".join(f"{_(GROUPS[line.group])} | {line.title} | {line.detail}" for line in self.lines)

    # ---- choosing ----

    def take(self) -> None:
        """Enter: open the line under the cursor."""
        if self._soon.isActive():
            self._soon.stop()
            self.search()
        if not self.lines:
            return
        line = self.lines[self.at]
        self.leave()
        told = {"job": self.job_picked, "customer": self.customer_picked, "machine": self.customer_picked,
                "person": self.person_picked}  # fmt: skip
        if line.group == "action":
            self.action_picked.emit(line.id)
        else:
            told[line.group].emit(line.customer_id if line.group == "machine" else line.row_id)

    def _next_group(self, by: int) -> None:
        if not self.lines:
            return
        groups = list(dict.fromkeys(line.group for line in self.lines))
        wanted = groups[(groups.index(self.lines[self.at].group) + by) % len(groups)]
        self.at = next(n for n, line in enumerate(self.lines) if line.group == wanted)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: arrows, Enter, Tab and Esc while the cursor stays in the line."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self.isActiveWindow():
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif key == Qt.Key.Key_Down:
            self.at = min(self.at + 1, max(0, len(self.lines) - 1))
        elif key == Qt.Key.Key_Up:
            self.at = max(self.at - 1, 0)
        elif key == Qt.Key.Key_Tab:
            self._next_group(1)
        elif key == Qt.Key.Key_Backtab:
            self._next_group(-1)
        else:
            return False
        self.update()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click opens a line."""
        for n, place in enumerate(self._places):
            if place.contains(event.position()):
                self.at = n
                self.take()
                return

    # ---- drawing ----

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the line, the groups, what the keys do."""
        p = ready(QPainter(self))
        r = QRectF(self.rect()).adjusted(8, 6, -8, -10)
        paint.shadow(p, r)
        box(p, r, "surface", "edge", 10)
        draw_icon(p, px(24), px(31), "magnify", "accent", 18)
        hint = _("initials · phone tail · serial tail · job no. · address")
        hint = theme.whole_facts(hint, px(250), SMALL)
        text(p, QRectF(r.right() - px(264), px(12), px(254), px(38)), hint, "text3", SMALL, False, RIGHT)
        paint.line(p, r.left(), px(54), r.right(), px(54))
        y, group, lead = px(60), "", max(px(84), px(34) + max(advance(_(word), SMALL) for word in GROUPS.values()))
        self._places = []
        for n, line in enumerate(self.lines):
            if y > r.bottom() - px(62):
                break
            if line.group != group:
                y += px(5) if group else 0
                group = line.group
                text(p, QRectF(px(24), y, lead - px(24), px(32)), _(GROUPS[group]), "text3", SMALL)
            place = QRectF(lead, y, r.right() - lead - 10, px(32))
            self._line(p, place, line, n == self.at)
            self._places.append(place)
            y += px(32)
        if not self.lines:
            text(p, QRectF(lead, y, r.width() - lead, px(32)), _("Nothing matches."), "text2", BODY)
        keys = (_("↵ open"), _("Tab next group"), _("Esc back to where you were"))
        runs(p, px(24), r.bottom() - px(30), r.width() - 40, px(24), [(k, "text2", SMALL) for k in keys], 18)

    def _line(self, p: QPainter, place: QRectF, line: Line, on: bool) -> None:
        if on:
            box(p, place, "accent_bg", None, 5)
        possible = line.group != "action" or self._why_not(line.id) is None
        ink = "text" if possible else "text3"
        draw_icon(p, place.left() + 10, place.center().y(), line.icon, "accent" if on else "text2", 16)
        x = place.left() + px(36)
        detail = min(advance(line.detail, SMALL), place.width() * 0.45)
        room = place.right() - x - detail - 20
        x = runs(p, x, place.top(), room, place.height(), [(line.title, ink, BODY, on)], 10)
        left = place.right() - detail - 20 - x
        parts = [(line.before, "text3", SMALL), (line.matched, "accent", SMALL, True), (line.after, "text3", SMALL)]
        runs(p, x, place.top(), left, place.height(), parts, 0)
        end = QRectF(place.right() - detail - 12, place.top(), detail + 1, place.height())
        text(p, end, line.detail, "text3", SMALL, False, RIGHT)
