"""What every working sheet is: a head with facts, a form filled in silence, a band for refusals, a draft, one save."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from dispatch_console.commands.registry import Command
from dispatch_console.desk.changes import Done
from dispatch_console.domain.attachments import Owner
from dispatch_console.domain.moment import Moment
from dispatch_console.ui.band import Band, WayOut
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.drafts import DraftKeeper, kept_of
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.lay import row
from dispatch_console.ui.paint import chip, line, ready, runs, text
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, HEAD, SMALL, advance, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import _

Chip = tuple[str, str, str]  # words, kind, glyph


class WorkSheet(Sheet):
    """A sheet with a bridge. Subclasses fill `body` and `foot`, give `first`, and do their saving in `save`."""

    done = Signal(object, str)  # the desk's answer, the words for the status bar
    job_wanted = Signal(int)
    customer_wanted = Signal(int)  # a call with this customer
    sheet_wanted = Signal(str, int)  # another sheet for a job: action id, job
    next_sheet = Signal(object)  # a sheet that is to stand here instead
    files_given = Signal(object, object)  # files (ui.attaching.Source) and whose they are (Owner)
    action_id = ""
    reads_lists = False  # whether a list that is dropped now is read here

    def __init__(self, bridge: Bridge, glyph: str, title: str, whom: str = "", fact: str = "") -> None:
        super().__init__(glyph, title, whom, fact)
        self.bridge = bridge
        self.uid: UUID = uuid4()
        self.chips: tuple[Chip, ...] = ()
        self.facts: tuple[str, ...] = ()
        self.band = Band()
        self.keeper: DraftKeeper | None = None
        self.saved = False
        self._gone = False
        self._chain: list[QWidget] = []
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            inside_only(self, key, self._save_key)

    def propose(self, technician_id: int, start: Moment | None = None) -> None:
        """Somebody was named before the sheet was opened, and perhaps a time."""

    def about(self, step: str, said: str) -> None:
        """What the call in front is about: its step and the caller's words."""

    def owner(self) -> Owner | None:
        """What a file that is dropped or pasted now belongs to; None: the job on the card."""
        return None

    def read_list(self, path: Path) -> None:
        """Read a list that was dropped, where `reads_lists`."""

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """What actions of the window do while the keyboard is in this sheet (Ctrl+P, F7)."""
        return {}

    def halves(self, left: QWidget, right: QWidget, share: int) -> None:
        """The body as two columns with a thin line between them; the left one takes `share` per cent."""
        self.body.addWidget(row((left, share), upright(), (right, 100 - share), spacing=0), 1)

    # ---- the keyboard ----

    def chain(self, *widgets: QWidget) -> None:
        """Enter goes from one of these to the next; after the last it goes to the first that can save."""
        self._chain = list(widgets)
        for widget in widgets:
            if isinstance(widget, (Field, Choice)):
                widget.entered.connect(lambda now=widget: self.go_on(now))

    def go_on(self, now: QWidget) -> None:
        """To the next input that is shown."""
        at = self._chain.index(now)
        for widget in self._chain[at + 1 :]:
            if widget.isVisibleTo(self) and widget.isEnabled():
                step_into(widget)
                return
        self.go_past()

    def go_past(self) -> None:
        """Enter in the last field: to the button that saves."""
        button = self.primary
        if button is not None:
            button.setFocus()

    @property
    def primary(self) -> KeyButton | None:
        """The filled button."""
        return next((b for b in self.findChildren(KeyButton) if b.kind == "primary" and b.parent() is self._foot), None)

    def first(self) -> QWidget:
        """Where the keyboard goes when the sheet opens."""
        return self._chain[0] if self._chain else self

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the first field has the keyboard."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        if self.isVisible() and not self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.first().setFocus()

    @guarded
    def focusInEvent(self, event: Any) -> None:
        """Qt: the keyboard goes on to the first field."""
        if self.first() is not self:
            self.first().setFocus()

    # ---- saving ----

    def _save_key(self) -> None:
        if self.band.asking:  # what is asked is answered first
            self.band.save()
            return
        button = self.primary
        if (button is None or button.isEnabled()) and not self.saved:
            self.save()

    def save(self) -> None:
        """What Ctrl+Enter does."""

    def do(
        self, command: Command, said: str, ways: Callable[[No], Sequence[WayOut]] | None = None, not_done: str = ""
    ) -> Done | None:
        """Do a command; a refusal is said in the band (not_done first, then why) with its ways out."""
        if self.keeper is not None:
            self.keeper.flush()

        def refused(no: No) -> None:
            found = ways(no) if ways is not None else ()
            self.refuse(no if no.again is not None else f"{not_done}{no}", found)

        self.band.close_band()
        done = self.bridge.do(command, refused)
        if done is not None:
            self.saved = True
            if self.keeper is not None:
                self.keeper.drop()
            self.done.emit(done.result, said)
        return done

    def refuse(self, no: No | str, ways: Sequence[WayOut] = ()) -> None:
        """Say calmly what was not done and why; trouble of the world can be tried again."""
        words = str(no)
        before = self.window().focusWidget()
        if isinstance(no, No) and no.again is not None:
            words = f"{words} {_('Everything is still here: Ctrl+Enter tries again.')}"
        self.band.refuse(words, ways)
        if not ways and before is not None and self.isAncestorOf(before):
            before.setFocus()

    # ---- drafts ----

    def keep_drafts(self, kind: str, content: Callable[[], dict[str, object] | None]) -> dict[str, object] | None:
        """Keep what is typed under this kind; gives what a crash left, so that it can be filled in."""
        left = kept_of(self.bridge.desk, kind)
        found: dict[str, object] | None = None
        if left:
            self.uid, found = left[-1]
        self.keeper = DraftKeeper(self.bridge.desk, self.uid, kind, content, self)
        if found is not None:
            self.keeper.found()
        return found

    def touched(self) -> None:
        """Something was typed."""
        if self.keeper is not None:
            self.keeper.typed()

    def leave(self) -> None:
        """Close, once; what is typed stays as a draft."""
        if self._gone:
            return
        self._gone = True
        if self.keeper is not None:
            self.keeper.flush()
        super().leave()

    def go_to(self, action_id: str, job_id: int = 0) -> None:
        """Leave, and ask for another sheet or action in its place."""
        self.leave()
        self.sheet_wanted.emit(action_id, job_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc leaves first the band, then the sheet."""
        if event.key() == Qt.Key.Key_Escape and self.band.isVisibleTo(self):
            self.band.close_band()
            self.first().setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: after the name: facts and chips."""
        super().paintEvent(event)
        p = ready(QPainter(self))
        left = 8 + px(39) + advance(self.title, BODY, True) + 14
        left += advance(self.whom, HEAD, True) + 12 if self.whom else 0
        end = self.width() - 24 - advance(self.fact, SMALL)
        cy = 6 + px(22)
        x = float(left)
        for fact in self.facts:
            if end - x > 40:
                x += text(p, QRectF(x, cy - px(14), end - x, px(28)), fact, "text2", BODY) + 12
        for words, kind, glyph in self.chips:
            if end - x > advance(words, SMALL) + 40:
                x = chip(p, x, cy, words, kind, glyph or None) + 6

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: nothing yet; subclasses look at keys of their tables."""
        return False


# ---- parts of sheets ----


def step_into(widget: QWidget) -> None:
    """The keyboard goes there as with Tab: what a field suggests is typed over."""
    widget.setFocus()
    if isinstance(widget, Field):
        widget.edit.selectAll()


def rule() -> Painted:
    """A thin line across."""
    return Painted(1, lambda p, r: line(p, r.left(), 0.5, r.right(), 0.5))


def upright() -> Painted:
    """A thin line between two columns."""
    made = Painted(0, lambda p, r: line(p, 0.5, r.top(), 0.5, r.bottom()))
    made.setFixedWidth(1)
    return made


def group(title: str, hint: str = "", h: int = 27) -> Painted:
    """The head of a group of fields: a bold word, a quiet hint, a rule to the edge."""

    def draw(p: QPainter, r: QRectF) -> None:
        parts = [(title, "text", BODY, True), (hint, "text3", SMALL)]
        x = runs(p, 12, 2, r.width() - 24, r.height() - 2, parts, 8)
        if x + 8 < r.right() - 12:
            line(p, x + 4, r.center().y() + 1, r.right() - 12, r.center().y() + 1)

    return Painted(h, draw)


def said(
    parts: Callable[[], Sequence[tuple[Any, ...]]], h: int = 24, left: int = 12, right: Callable[[], str] | None = None
) -> Painted:
    """A line of words that is asked for each time it is drawn; quiet words stand at the right."""

    def draw(p: QPainter, r: QRectF) -> None:
        end = right() if right is not None else ""
        shown = list(parts())
        need = sum(advance(w, *rest[1:]) + 8 for w, *rest in shown if w)
        if left + need + 16 + advance(end, SMALL) > r.width():
            end = ""  # the hint goes before what it is about
        keep = advance(end, SMALL) + 16 if end else 0
        runs(p, left, 0, r.width() - left - 12 - keep, r.height(), shown, 8)
        text(p, r.adjusted(0, 0, -12, 0), end, "text3", SMALL, False, "right")

    return Painted(h, draw)


def fields_row(*parts: tuple[QWidget, int], left: int = 12) -> QWidget:
    """Fields beside one another with their shares of the width."""
    return row(*parts, spacing=10, margins=(left, 0, 12, 0))


def labelled(label: str, choice: Choice, width: int, left: int = 12) -> QWidget:
    """A row of choices behind a right-aligned label as wide as those of the fields below it."""
    choice.setAccessibleName(label)

    def draw(p: QPainter, r: QRectF) -> None:
        text(p, r, label, "text2", SMALL, False, "right")

    words = Painted(32, draw)
    words.setFixedWidth(width)
    return row(words, (choice, 1), spacing=8, margins=(left, 0, 12, 0))
