"""The band above the actions: a refusal said calmly with numbered ways out, or the few questions an action asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dispatch_console.domain.refused import Refused
from dispatch_console.ui import theme
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.lay import Laid, row, take_out
from dispatch_console.ui.paint import box, draw_icon, ready, text
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import KeyButton
from dispatch_console.words import _

Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an action. With options it is a row of choices; read turns what was typed into an echo."""

    id: str
    word: str
    value: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    read: Callable[[str], str] | None = None
    wide: int = 1


@dataclass(frozen=True, slots=True)
class WayOut:
    """A numbered way out of a refusal."""

    word: str
    take: Callable[[], None]


class Band(QWidget):
    """Hidden until it has something to say; Esc closes it and gives the keyboard back."""

    opened = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._head, self._why, self._form = "", "", False
        self._ways: tuple[WayOut, ...] = ()
        self._inputs: dict[str, Field | Choice] = {}
        self._asked: dict[str, Asked] = {}
        self._save: Callable[[Answers], None] | None = None
        self._before: QWidget | None = None
        self._rows: list[QWidget] = []
        self._way_row: QWidget | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.look.changed.connect(self._fix)
        self.hide()

    # ---- what it shows ----

    @property
    def words(self) -> str:
        """What the band says, for tests and screen readers."""
        if self.isHidden():
            return ""
        ways = " ".join(f"{n} {way.word}" for n, way in enumerate(self._ways, 1))
        return " ".join(filter(None, (self._head, self._why, ways)))

    def ask(self, head: str, questions: Sequence[Asked], save: Callable[[Answers], None]) -> None:
        """Ask the questions of an action; save is called with the answers and may refuse."""
        self._remember_focus()
        self._empty()
        self._head, self._why, self._form, self._save = head, "", True, save
        lines: list[list[Laid]] = [[]]
        used = 0
        for asked in questions:
            if used + asked.wide > 3 and lines[-1]:
                lines.append([])
                used = 0
            lines[-1].append((self._input(asked), asked.wide))
            used += asked.wide
        keep = KeyButton(_("Save"), "Ctrl+Return", "primary", h=28)
        keep.clicked.connect(self.save)
        away = KeyButton(_("Leave it"), "Esc", "ghost", h=28)
        away.clicked.connect(self.close_band)
        buttons = row(keep, away)
        if used > 2 or not questions:  # no room beside the last question
            lines.append([buttons, None])
        else:
            lines[-1].append(buttons)
        for line in filter(None, lines):
            self._put(row(*line, spacing=10))
        self._fix()
        self.show()
        self.opened.emit()
        if self._inputs:
            next(iter(self._inputs.values())).setFocus()
        else:
            self.setFocus()

    def refuse(self, why: str, ways: Sequence[WayOut] = (), head: str = "") -> None:
        """Say what was not done; a form that is open stays filled and the keyboard stays where it is."""
        self._why = why
        self._ways = tuple(ways)
        if not self._form:
            self._remember_focus()
            self._empty()
            self._why, self._ways, self._head = why, tuple(ways), head
        if self._way_row is not None:
            self._take_out(self._way_row)
            self._way_row = None
        buttons: list[Laid] = []
        for n, way in enumerate(self._ways, 1):
            button = KeyButton(way.word, str(n), h=26)
            button.clicked.connect(way.take)
            buttons.append(button)
        if not self._form:
            away = KeyButton(_("Leave it"), "Esc", h=26)
            away.clicked.connect(self.close_band)
            buttons.append(away)
        if buttons:
            self._way_row = row(*buttons, None, spacing=7)
            self._put(self._way_row, 0)
        self._fix()
        self.show()
        if not self._form:
            self.setFocus()

    def close_band(self) -> None:
        """Go away and give the keyboard back; who types elsewhere by now keeps it."""
        if self.isHidden():
            return
        now = self.window().focusWidget()
        held = now is None or now is self or self.isAncestorOf(now)
        self.hide()
        self._empty()
        if held and self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    @property
    def asking(self) -> bool:
        """Whether questions stand in it."""
        return self._form

    @property
    def open(self) -> bool:
        """Whether it says or asks something now."""
        return bool(self._form or self._why)

    # ---- saving ----

    def answers(self) -> Answers:
        """What stands in the fields."""
        return {k: w.value if isinstance(w, Choice) else w.edit.text().strip() for k, w in self._inputs.items()}

    def save(self) -> None:
        """Hand the answers over; a refusal is said here and nothing typed is lost."""
        if self._save is None:
            return
        try:
            self._save(self.answers())
        except Refused as no:
            self.refuse(str(no))

    # ---- inside ----

    def _remember_focus(self) -> None:
        now = self.window().focusWidget() if self.window() is not None else None
        if now is not None and now is not self and not self.isAncestorOf(now):
            self._before = now

    def _input(self, asked: Asked) -> QWidget:
        made: Field | Choice
        if asked.options:
            made = Choice(_(asked.word), [(v, _(w)) for v, w in asked.options], asked.value)
            made.relined.connect(self._fix)
        else:
            made = Field(_(asked.word), hint=asked.hint)
            made.edit.setText(asked.value)
            if asked.read is not None:
                made.edited.connect(lambda typed, f=made, a=asked: self._echo(f, a, typed))
                self._echo(made, asked, asked.value)
        made.entered.connect(lambda: self._next(asked.id))
        made.installEventFilter(self)
        if isinstance(made, Field):
            made.edit.installEventFilter(self)
        self._inputs[asked.id] = made
        self._asked[asked.id] = asked
        return made

    def _echo(self, field: Field, asked: Asked, typed: str) -> None:
        assert asked.read is not None
        try:
            field.say_after(asked.read(typed))
            field.say_error("")
        except Refused as no:
            field.say_after("")
            field.say_error(str(no) if typed.strip() else "")
        self._fix()

    def _next(self, now: str) -> None:
        order = list(self._inputs)
        at = order.index(now)
        if at + 1 < len(order):
            self._inputs[order[at + 1]].setFocus()
        else:
            self.save()

    def _empty(self) -> None:
        self._head, self._why, self._form, self._ways, self._save = "", "", False, (), None
        self._inputs, self._asked = {}, {}
        for widget in tuple(self._rows):
            self._take_out(widget)
        self._way_row = None

    def _put(self, widget: QWidget, at: int = -1) -> None:
        self._body.insertWidget(at, widget)
        self._rows.append(widget)
        widget.show()

    def _take_out(self, widget: QWidget) -> None:
        self._rows.remove(widget)
        take_out(self._body, widget)

    def _fix(self) -> None:
        top = 8 + (px(24) if self._head else 0) + (px(22) if self._why else 0)
        self._body.setContentsMargins(px(24) if self._form else px(46), top, 22, 10)
        self._body.invalidate()
        self.setFixedHeight(self._body.totalSizeHint().height() + (4 if self._form else 2))
        self.updateGeometry()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Ctrl+Enter saves from anywhere, Esc leaves; digits count in a row of choices only."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.close_band()
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: a digit takes a way out, Esc leaves, Enter saves a form without questions."""
        typed = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.close_band()
        elif typed.isdigit() and 1 <= int(typed) <= len(self._ways):
            self._ways[int(typed) - 1].take()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._form and not self._inputs:
            self.save()  # a field passes its Enter on to here too
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: amber for a refusal, a blue outline for questions."""
        p = ready(QPainter(self))
        b = QRectF(self.rect()).adjusted(12, 2, -12, -4)
        box(p, b, "sunken" if self._form else "risk_bg", "accent" if self._form else "risk_edge", 6)
        y = b.top() + 4
        if self._head:
            token = "accent" if self._form else "risk_tx"
            text(p, QRectF(b.left() + 12, y, b.width() - 24, px(24)), self._head, token, BODY, True)
            y += px(24)
        if self._why:
            if self._form:
                box(p, QRectF(b.left() + 6, y, b.width() - 12, px(22)), "risk_bg", None, 4)
            draw_icon(p, b.left() + 10, y + px(11), "alert", "risk_tx", 16)
            said = QRectF(b.left() + px(34), y, b.width() - px(44), px(22))
            text(p, said, self._why, "risk_tx", BODY if not self._form else SMALL, not self._form)
