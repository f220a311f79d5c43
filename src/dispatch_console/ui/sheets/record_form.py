"""The form of one table of the records: its fields two beside one another, filled in silence, with what was changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispatch_console.domain.refused import Refused
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.paint import LEADING, lines_of, paragraph, text
from dispatch_console.ui.sheets.record_table import Entry, Table, offered
from dispatch_console.ui.sheets.sheet import fields_row, group, labelled
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import Painted
from dispatch_console.words import _

LINE = 24


class RecordForm(QWidget):
    """What can be typed of a record; `edited` when something was."""

    edited = Signal()
    finished = Signal()  # Enter in the last field

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.record: Any = None
        self.fresh = False  # a row that is not there yet
        self._filled: dict[str, str] = {}
        self._tells: Sequence[tuple[str, str]] = ()
        self._label = label_width(*(e.word for e in table.entries), least=44, most=132)
        self.inputs: dict[str, Field | Choice] = {}
        self._shown_by: dict[str, QWidget] = {}  # with its label
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 4, 0, 0)
        body.setSpacing(0)
        hint = _(table.why_not) if table.why_not else _("Enter goes on, Ctrl+Enter saves, Esc goes back to the list")
        body.addWidget(group(_(table.word), hint, 30))
        waiting: list[QWidget] = []

        def put() -> None:
            if waiting:
                parts = [(w, 1) for w in waiting] + [(QWidget(), 1)] * (2 - len(waiting))
                body.addWidget(fields_row(*parts))
                waiting.clear()

        for entry in table.entries:
            made = self._input(entry)
            if entry.wide:
                put()
                line = labelled(_(entry.word), made, self._label) if isinstance(made, Choice) else fields_row((made, 1))
                body.addWidget(line)
                self._shown_by[entry.id] = line
            else:
                waiting.append(labelled(_(entry.word), made, self._label, left=0) if isinstance(made, Choice) else made)
                self._shown_by[entry.id] = waiting[-1]
                if len(waiting) == 2:
                    put()
        put()
        self.told = Painted(0, self._draw_tells)
        body.addSpacing(6)
        body.addWidget(self.told)
        body.addStretch(1)

    def _input(self, entry: Entry) -> Field | Choice:
        made: Field | Choice
        if entry.options:
            made = Choice("", [(v, _(w)) for v, w in entry.options])
            made.setAccessibleName(_(entry.word))
            made.chosen.connect(self._typed)
        else:
            made = Field(_(entry.word), hint=_(entry.hint) if entry.hint else "", label_width=self._label)
            made.edited.connect(self._typed)
        made.entered.connect(lambda: self._on(entry.id))
        self.inputs[entry.id] = made
        return made

    # ---- filling ----

    def offer(self, asked: Any) -> None:
        """Renew the options that stand in the desk."""
        self.table = offered(self.table, asked)
        for entry in self.table.entries:
            made = self.inputs[entry.id]
            if entry.offers and isinstance(made, Choice):
                made.blockSignals(True)
                made.offer([(v, _(w)) for v, w in entry.options])
                made.blockSignals(False)

    def show_record(self, record: Any, fresh: bool = False, kept: dict[str, str] | None = None) -> None:
        """Fill with a record, or with nothing for a new one; what was typed before and kept comes on top."""
        self.record, self.fresh = record, fresh
        self._filled = {e.id: self._of(e) for e in self.table.entries}
        for entry in self.table.entries:
            made = self.inputs[entry.id]
            value = (kept or {}).get(entry.id, self._filled[entry.id])
            if isinstance(made, Choice):
                made.blockSignals(True)
                made.choose(value)
                made.blockSignals(False)
            else:
                made.edit.setText(value)
                made.edit.setCursorPosition(0)
                made.say_error("")
            open_ = (record is not None or fresh) and not self.table.why_not and entry.only != "seen"
            made.setEnabled(open_ and (fresh or entry.only != "new"))
            self._shown_by[entry.id].setVisible(fresh or entry.only != "new" or (record is not None and bool(entry.of(record))))
            self._echo(entry)
        self._tells = self.table.tells(record) if record is not None and not fresh else ()
        self._fit_told()
        self.told.setAccessibleDescription(" · ".join(f"{label} {words}" for label, words in self._tells))

    def _of(self, entry: Entry) -> str:
        if self.record is None or self.fresh:
            return entry.options[0][0] if entry.options else ""
        value = entry.of(self.record)
        return entry.options[0][0] if entry.options and value not in dict(entry.options) else value

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {k: w.value if isinstance(w, Choice) else w.edit.text().strip() for k, w in self.inputs.items()}

    def changed(self) -> dict[str, str]:
        """What differs from what was filled in."""
        return {k: v for k, v in self.values().items() if v != self._filled.get(k, "").strip()}

    def first_input(self) -> QWidget | None:
        """The first field that can be typed into."""
        return next((w for w in self.inputs.values() if w.isEnabled()), None)

    # ---- typing ----

    def _typed(self, _value: str = "") -> None:
        for entry in self.table.entries:
            self._echo(entry)
        self.edited.emit()
        self.update()

    def _echo(self, entry: Entry) -> None:
        made = self.inputs[entry.id]
        if isinstance(made, Choice):
            return
        words = ""
        typed = made.edit.text()
        if (entry.echo is not None or entry.preview is not None) and typed.strip():
            try:
                words = entry.echo(typed) if entry.echo is not None else ""
                words = entry.preview(None if self.fresh else self.record, self.values(), typed) if entry.preview is not None else words
                made.say_error("")
            except Refused as no:
                made.say_error(str(no))
        if not words and entry.id in self.changed():
            words = _("changed")
        made.say_after(words)

    def _on(self, now: str) -> None:
        order = [k for k, w in self.inputs.items() if w.isEnabled()]
        at = order.index(now) + 1 if now in order else len(order)
        if at < len(order):
            self.inputs[order[at]].setFocus()
        else:
            self.finished.emit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what is told takes as many lines as it needs."""
        super().resizeEvent(event)
        self._fit_told()

    def _fit_told(self) -> None:
        self.told.setFixedHeight(round(sum(self._tell_height(words) for _label, words in self._tells)))

    def _tell_height(self, words: str) -> float:
        return max(px(LINE), len(lines_of(words, self.width() - self._label - 40)) * px(BODY * 4 / 3) * LEADING + px(2))

    def _draw_tells(self, p: QPainter, r: QRectF) -> None:
        y = 0.0
        for label, words in self._tells:
            text(p, QRectF(12, y, self._label, px(LINE)), label, "text2", SMALL, False, "right")
            paragraph(p, QRectF(12 + self._label + 12, y + 1, r.width() - self._label - 40, r.height()), words, "text", BODY)
            y += self._tell_height(words)
