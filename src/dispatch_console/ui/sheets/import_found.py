"""The rows of a list that was read: the equation over them, what becomes of each, and what is asked about one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispatch_console.desk.import_plan import Plan
from dispatch_console.domain.moment import Moment
from dispatch_console.ui.lay import column, row
from dispatch_console.ui.paint import MIDDLE, box, chip, chip_width, text
from dispatch_console.ui.row_table import LongTable
from dispatch_console.ui.sheets.import_detail import ThreeWay, Whose
from dispatch_console.ui.sheets.import_rows import DECISIONS, empty_columns, row_table
from dispatch_console.ui.sheets.sheet import rule
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.widgets import Painted
from dispatch_console.words import _


class FoundRows(QWidget):
    """The equation read = new + changed + same + not taken, the rows with their reasons, and the detail of one row.

    Space takes a row, Ctrl+Space all that are shown, digits show one kind, Enter goes into what a row asks. While
    `locked` says so nothing is decided.
    """

    decided = Signal()  # some row was decided otherwise

    def __init__(self, now: Callable[[], Moment], locked: Callable[[], bool]) -> None:
        super().__init__()
        self.plan: Plan | None = None
        self.shown = ""
        self.summary: dict[str, int] = {}
        self._now, self._locked = now, locked
        self._detailed = False  # whether some row has more to say below the table
        self._places: list[tuple[QRectF, str]] = []
        self.equation = Painted(38, self._equation)
        self.equation.clicked.connect(self._clicked)
        self.table = row_table(now())
        self.table.typed.connect(self._typed)
        self.table.row_picked.connect(lambda _row: self._show_detail())
        self.table.row_opened.connect(lambda _row: self._into_detail())
        self.changes, self.whose = ThreeWay(), Whose()
        self.changes.settled.connect(self._settle)
        self.changes.left.connect(self.table.setFocus)
        self.whose.picks.entered.connect(self._choose_whose)
        self.detail = column(rule(), row((self.changes, 3), (self.whose, 2), spacing=8, margins=(0, 4, 12, 0)), None)
        self.setFocusProxy(self.table)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for part, share in ((self.equation, 0), (self.table, 1), (self.detail, 0)):
            body.addWidget(part, share)

    def show_plan(self, plan: Plan | None) -> None:
        """Become the rows of this plan; None puts them away."""
        self.plan, self.shown = plan, ""
        if plan is None:
            return
        if not plan.order:
            plan.sort()
        candidates, changes = plan.deepest
        self._detailed = bool(candidates or changes)
        self.changes.most = 12 if len(plan.rows) < 4 else 5
        self.detail.setFixedHeight(px(26) * (max(candidates, min(changes, self.changes.most)) + 2) + 10)
        self._rows_changed()
        self.table.hide_columns(empty_columns(plan))

    @property
    def wanted(self) -> int:
        """How many rows will be taken in."""
        return self.summary.get("added", 0) + self.summary.get("updated", 0) if self.plan is not None else 0

    def show_kind(self, decision: str) -> None:
        """Show the rows that were decided so; once more, or "", shows all."""
        self.shown = decision if decision != self.shown else ""
        self._rows_changed()

    def _rows_changed(self) -> None:
        """Count anew and show the rows; the cursor stays on its row."""
        plan = self.plan
        if plan is None:
            return
        self.summary = plan.summary
        now = self.table.current_row()
        rows = [(n, plan.rows[n]) for n in plan.order if not self.shown or plan.rows[n].decision == self.shown]
        self.table.show_rows(rows, self._now())
        if now is not None and not self.table.select_key(now[0]) and rows:
            self.table.selectRow(0)
        self._show_detail()
        self.equation.update()

    def _typed(self, typed: str) -> None:
        if typed == " ":
            self._take_one()
        elif typed.isdigit() and int(typed) <= len(DECISIONS):
            self.show_kind(DECISIONS[int(typed) - 1][0] if int(typed) else "")

    # ---- row by row ----

    def _row_changed(self, n: int) -> None:
        """One row was decided otherwise: it stays where it is, the equation is made anew."""
        plan = self.plan
        assert plan is not None
        self.summary = plan.summary
        model, at = self.table.table, self.table.currentIndex().row()
        if isinstance(model, LongTable) and 0 <= at < len(model.rows):
            model.change_row(at, (n, plan.rows[n]))
        self._show_detail()
        self.decided.emit()
        self.equation.update()

    def _take_one(self) -> None:
        now = self.table.current_row()
        if now is None or self.plan is None or not self.plan.choosable or self._locked():
            return
        n, row = now
        if row.undecided:
            self._into_detail()
            return
        self.plan.take(n, row.decision == "refused")
        self._row_changed(n)

    def take_all(self) -> None:
        """Every row of the kind that is shown is taken; when all are, they are left out."""
        plan = self.plan
        if plan is None or not plan.choosable or self._locked():
            return
        mine = [n for n in plan.order if not self.shown or plan.rows[n].decision == self.shown]
        able = [n for n in mine if plan.rows[n].meant and not plan.rows[n].undecided]
        wanted = any(plan.rows[n].decision == "refused" for n in able)
        for n in able:
            plan.take(n, wanted)
        self.shown = ""
        self._rows_changed()
        self.decided.emit()

    def next_open(self) -> None:
        """To the next row that waits for a hand, and into its question."""
        plan = self.plan
        rows = self.table.table.rows if plan is not None else ()
        at = self.table.currentIndex().row()
        places = [k for k, (_n, r) in enumerate(rows) if r.undecided]
        to = next((k for k in places if k > at), places[0] if places else None)
        if to is not None:
            self.table.selectRow(to)
            self._into_detail()

    def _show_detail(self) -> None:
        now = self.table.current_row() if self.plan is not None else None
        line = now[1] if now is not None else None
        head = _("Row {line}: what was changed", line=line.line) if line is not None else ""
        self.changes.show_changes(head, line.changes if line is not None else (), line is not None and line.source is not None)
        self.whose.show_row(line)
        self.detail.setVisible(self._detailed)

    def _into_detail(self) -> None:
        now = self.table.current_row()
        if now is not None and now[1].candidates:
            self.whose.picks.setFocus()
        elif now is not None and now[1].changes:
            self.changes.setFocus()

    def _choose_whose(self) -> None:
        now = self.table.current_row()
        if now is None or self.plan is None:
            return
        which = self.whose.picks.at
        self.plan.choose(now[0], which if which < len(now[1].candidates) else None)
        self._row_changed(now[0])
        self.table.setFocus()

    def _settle(self, field: str, takes: str) -> None:
        now = self.table.current_row()
        if now is not None and self.plan is not None:
            self.plan.settle(now[0], field, takes)
            self._row_changed(now[0])

    # ---- how it looks ----

    def _clicked(self, at: Any) -> None:
        for place, decision in self._places:
            if place.contains(at.toPointF()):
                self.show_kind(decision)

    def _equation(self, p: QPainter, r: QRectF) -> None:
        if self.plan is None:
            return
        s, cy = self.summary, r.center().y()
        x = 12 + text(p, QRectF(12, 0, 200, r.height()), _("Read {n}", n=s["read"]), "text", BODY, True) + 8
        self._places = []
        for n, (decision, word, kind, glyph) in enumerate(DECISIONS):
            text(p, QRectF(x, 0, 14, r.height()), "+" if n else "=", "text3", BODY, False, MIDDLE)
            words = f"{_(word)} {s[decision]}"
            place = QRectF(x + 18, cy - px(11), chip_width(words, kind, glyph), px(22))
            chip(p, x + 18, cy, words, kind, glyph, 22, decision == self.shown)
            if decision == self.shown:
                box(p, place, None, "accent", 4, 1.5)
            self._places.append((place, decision))
            x = place.right() + 8
        waiting, doubtful = self.plan.tally["open"], self.plan.tally["doubtful"]
        told = [_("{n} wait for you", n=waiting)] if waiting else []
        told += [_("to look at: {n}", n=doubtful)] if doubtful else []
        x += text(p, QRectF(x + 4, 0, 300, r.height()), "，".join(told), "risk_tx", SMALL) + 12
        hints = [_("1–4 show one kind, 0 all")]
        if self.plan.choosable:
            hints = [_("Space takes a row, Ctrl+Space all"), _("Alt+↓ next that asks"), *hints]
        while hints and x + advance("   ".join(hints), SMALL) > r.width() - 12:
            hints.pop()
        text(p, r.adjusted(0, 0, -12, 0), "   ".join(hints), "text3", SMALL, False, "right")
