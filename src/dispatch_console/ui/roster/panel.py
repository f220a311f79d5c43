"""The right dock: the call-in line, and the technicians, who owes us first, then who is free."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dispatch_console.domain.moment import Moment
from dispatch_console.domain.visits import DayState
from dispatch_console.queries.roster import Roster, TechnicianRow
from dispatch_console.ui.asking import Asking
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.filtering import Lines, matches
from dispatch_console.ui.lists import ListView
from dispatch_console.ui.roster.call_in import CallInLine
from dispatch_console.ui.roster.cells import TechnicianCell, columns, row_words
from dispatch_console.ui.row_table import RowTable
from dispatch_console.ui.theme import px
from dispatch_console.ui.widgets import Empty, TitleBar
from dispatch_console.words import _

AWAY = (DayState.ABSENT, DayState.OUT_OF_TOWN)
OUT = (DayState.EN_ROUTE, DayState.WORKING, DayState.COLLECTING)


class RosterPanel(Asking):
    """Technicians of today. Tells which job of his was opened; the call-in line is part of it."""

    asks = (Roster,)
    job_opened = Signal(int)
    technician_picked = Signal(object)
    way_picked = Signal(str)

    def __init__(self, bridge: Bridge, title: TitleBar) -> None:
        super().__init__(bridge)
        self.title = title
        self._compact = False
        self.line = CallInLine(bridge)
        self.rows: RowTable[TechnicianRow] = RowTable(columns(), lambda row: row.id, bridge.now, self)
        self.list = ListView(self.rows, TechnicianCell(), _("Technicians"), height=38, headed=False)
        self.list.stretch("technician")
        self.every: tuple[TechnicianRow, ...] = ()
        self.empty = Empty(
            "account-hard-hat", _("No technicians yet"), _("Enter the first one, or take them from an Excel list."),
            (("new_person", _("New technician"), "Ctrl+F2"), ("import", _("Import"), "Ctrl+I")),
        )  # fmt: skip
        self.lines = Lines(self.list, self.empty, _("Filter the technicians"), self.way_picked.emit)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.line)
        body.addWidget(self.lines, 1)
        self.list.row_opened.connect(self._open)
        self.list.row_picked.connect(self._picked)
        self.list.typed.connect(self._type)
        self.lines.filter_changed.connect(lambda _typed: self._show())
        self.line.left.connect(self.list.setFocus)
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Ask again."""
        super().refresh()
        people = self.bridge.ask(Roster())
        self.every = tuple(people)
        self._show()
        self.line.know(people)
        free = sum(p.state is DayState.FREE for p in people)
        out = sum(p.state in OUT for p in people)
        away = sum(p.state in AWAY for p in people)
        note = _("Free {free} · out {out} · leave {away}", free=free, out=out, away=away) if people else ""
        self.title.show_note(note)

    def _show(self) -> None:
        typed = self.lines.typed
        found = [p for p in self.every if matches(typed, f"{row_words(p, self.bridge.now)} {p.initials} {p.district}", p.name)]
        kept = self.list.keep_place()
        self.rows.set_rows(found, self.bridge.now, in_order=self.bridge.quiet() or bool(typed))
        self.list.restore_place(kept)
        self.lines.look()
        self._open_selected()

    def tick(self, now: Moment) -> None:
        """What he owes follows from the time."""
        self.refresh()

    def set_compact(self, compact: bool) -> None:
        """One line a row; the selected one opens to two."""
        self._compact = compact
        self.list.set_row_height(28 if compact else 38)
        self._open_selected()

    def _open_selected(self) -> None:
        at = self.list.currentIndex().row()
        for n in range(self.rows.rowCount()):
            height = px(44) if n == at else px(28 if self._compact else 38)
            if self.list.rowHeight(n) != height:
                self.list.setRowHeight(n, height)

    def _type(self, typed: str) -> None:
        self.line.begin()
        self.line.field.edit.insert(typed)

    def _picked(self, row: TechnicianRow | None) -> None:
        self._open_selected()
        self.technician_picked.emit(row)

    def _open(self, row: TechnicianRow) -> None:
        following = next((b.job_id for b in row.blocks if b.shape in ("n", "p")), None)
        if row.now_job_id is not None or following is not None:
            self.job_opened.emit(row.now_job_id or following)
        else:  # nothing to open: his report is what can be written down
            self.line.begin(row.initials.split()[0] if row.initials else "")

    def picked_technician(self) -> TechnicianRow | None:
        """The technician under the cursor."""
        found = self.list.current_row()
        return found if isinstance(found, TechnicianRow) else None
