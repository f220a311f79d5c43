"""Below the rows of an import: what a changed row holds three times over, and whose a doubtful row may be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.desk.import_plan import Candidate, Change, RowPlan
from dispatch_console.press.field_words import word_of
from dispatch_console.ui import theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import box, ready, text
from dispatch_console.ui.picker import Pick, Picker
from dispatch_console.ui.sheets.sheet import said
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import Panel
from dispatch_console.words import N_, _

LINE = 26
LEAVE = N_("Leave it; it stays among the rows not taken")


class ThreeWay(QWidget):
    """Printed, returned, present: 1 takes what came back, 2 keeps what stands here; ↑↓ goes to another value."""

    settled = Signal(str, str)  # field, back or present
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.changes: tuple[Change, ...] = ()
        self.head, self.of_a_list = "", False
        self.at = 0
        self.most = 5  # values shown at once
        self.setAccessibleName(_("What was changed"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self.hide()

    def show_changes(self, head: str, changes: tuple[Change, ...], of_a_list: bool = False) -> None:
        """Become these values, the first that nobody decided in hand; a list from outside was never printed here."""
        self.of_a_list = of_a_list
        same = [c.field for c in changes] == [c.field for c in self.changes]
        self.head, self.changes = head, changes
        open_ = next((n for n, c in enumerate(changes) if not c.takes), 0)
        self.at = min(self.at, len(changes) - 1) if same and changes else open_
        self.setVisible(bool(changes))
        self._fix()

    def _fix(self) -> None:
        self.setFixedHeight(px(LINE) * (min(len(self.changes), self.most) + 2) + 4 if self.changes else 0)
        told = (f"{word_of(c.field)}: {c.printed or '—'} | {c.back or '—'} | {c.present or '—'} {c.verdict}" for c in self.changes)
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: 1 and 2 choose, ↑↓ another value, Enter or Esc back to the rows."""
        typed, key = event.text(), event.key()
        if typed in ("1", "2") and self.changes:
            self.settled.emit(self.changes[self.at].field, "back" if typed == "1" else "present")
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.at = max(0, min(len(self.changes) - 1, self.at + (1 if key == Qt.Key.Key_Down else -1)))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on a value takes it."""
        n = int(event.position().y() // px(LINE)) - 2 + self._top()
        if 0 <= n < len(self.changes):
            self.at = n
            left, wide = self._columns()
            k = int((event.position().x() - left) // wide)
            if k in (1, 2):
                self.settled.emit(self.changes[n].field, "back" if k == 1 else "present")
            self.update()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: no ring."""
        self.update()

    def _top(self) -> int:
        return max(0, self.at - self.most + 1)

    def _columns(self) -> tuple[float, float]:
        left, columns = 12 + px(88), 3 if self.of_a_list else 4
        wide = (self.width() - left - 8) / columns
        return (left - wide if self.of_a_list else left), wide

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the head, the columns, a line for each value."""
        p = ready(QPainter(self))
        h = px(LINE)
        text(p, QRectF(12, 2, self.width() - 24, h), self.head, "accent" if self.hasFocus() else "text", BODY, True)
        left, wide = self._columns()
        first = 1 if self.of_a_list else 0  # the column that would say what was printed is not there
        heads = (_("As printed"), _("1 In the file") if self.of_a_list else _("1 Came back"), _("2 Stands here"), _("Which counts"))
        for k, words in list(enumerate(heads))[first:]:
            text(p, QRectF(left + k * wide, h, wide - 6, h), words, "text3", SMALL)
        for n, c in enumerate(self.changes[self._top() : self._top() + self.most]):
            y = h * (n + 2)
            if n + self._top() == self.at and self.hasFocus():
                box(p, QRectF(6, y, self.width() - 10, h - 1), "accent_bg", None, 4)
            text(p, QRectF(12, y, px(84), h), word_of(c.field), "text2", SMALL)
            back, present = c.takes == "back", c.takes == "present"
            for k, (words, token, bold) in list(enumerate((
                ("?" if c.printed is None else c.printed or "—", "text3", False), (c.back or "—", "accent" if back else "text", back),
                (c.present or "—", "text", present), (str(c.verdict), "text3" if c.takes else "risk_tx", not c.takes),
            )))[first:]:  # fmt: skip
                text(p, QRectF(left + k * wide, y, wide - 6, h), words, token, BODY if k < 3 else SMALL, bold)


class Whose(Panel):
    """Whose call a doubtful row is: the candidates with their reasons, a new customer, or leave it."""

    def __init__(self) -> None:
        super().__init__(top=True, margins=(0, 0, 0, 0))
        self.row: RowPlan | None = None
        self.picks = Picker(_("Whose call is it?"), left=12)
        self.put(said(self._head, 26), self.picks)
        self.body.addStretch(1)
        self.hide()

    def show_row(self, row: RowPlan | None) -> None:
        """Become the candidates of this row."""
        self.row = row if row is not None and row.candidates else None
        self.setVisible(self.row is not None)
        if self.row is not None:
            found = [_pick(c) for c in self.row.candidates]
            at = self.row.chosen if self.row.chosen is not None else len(found) if self.row.decision == "refused" else 0
            self.picks.show_picks([*found, Pick(_(LEAVE))], at)

    def _head(self) -> list[tuple[str, ...]]:
        if self.row is None:
            return []
        said_ = self.row.source
        typed = "" if said_ is None else " ".join(str(said_.cells.get(f) or "") for f in ("customer_name", "contact", "phone")).strip()
        return [(_("Row {line}: whose is it?", line=self.row.line), "text", BODY, True), (_("the file says {words}", words=typed), "text3", SMALL)]  # type: ignore[list-item]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: nothing of its own."""


def _pick(c: Candidate) -> Pick:
    return Pick(c.name if c.customer_id is not None else _(c.name), c.place, str(c.reason or ""))

