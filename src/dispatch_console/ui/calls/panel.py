"""The left dock: tabs of the calls in hand, the form of one call, and below it today's calls."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispatch_console.domain.calls import Outcome
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.call_log import CallLog, CallRow
from dispatch_console.ui.asking import Asking
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.calls.log import CallCell, columns, line_words, who_words
from dispatch_console.ui.filtering import Lines, matches
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.lay import take_out
from dispatch_console.ui.lists import ListView
from dispatch_console.ui.row_table import RowTable
from dispatch_console.ui.theme import px
from dispatch_console.ui.widgets import Empty, section
from dispatch_console.words import _


class CallsPanel(Asking):
    """Today's calls. The form of a call is put in with `put_form`; its tabs are the form's own."""

    asks = (CallLog,)
    call_picked = Signal(object)  # the CallRow, or None
    job_opened = Signal(int)
    ask_wanted = Signal(object)  # a CallRow with something still to ask
    way_picked = Signal(str)
    counted = Signal(int, int)  # calls today, missed
    sized = Signal(int)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.form: QWidget | None = None
        self._note = ""
        self.rows: RowTable[CallRow] = RowTable(columns(bridge.zone), lambda row: row.id, bridge.now, self)
        self.list = ListView(self.rows, CallCell(bridge.zone), _("Calls today"), headed=False)
        self.list.stretch("call")
        self.empty = Empty(
            "phone-incoming", _("No calls yet today"), _("Press F2 when the telephone rings."),
            (("new_call", _("New call"), "F2"),),
        )  # fmt: skip
        self.head = section(_("Calls today"), lambda: self._note)
        self.every: tuple[CallRow, ...] = ()
        self.log = Lines(self.list, self.empty, _("Filter today's calls"), self.way_picked.emit)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self.head)
        self._body.addWidget(self.log, 1)
        self._body.addStretch(0)
        self.list.row_picked.connect(self.call_picked)
        self.list.row_opened.connect(self._open)
        self.list.typed.connect(self.log.begin_filter)
        self.log.filter_changed.connect(lambda _typed: self._show())

    def put_form(self, form: QWidget) -> None:
        """Put the form of a call into its place above the log; what stood there goes."""
        if self.form is not None:
            take_out(self._body, self.form)
        self.form = form
        self._body.insertWidget(0, form)

    def share(self) -> None:
        """Today's calls go before the form is cut: what is being written down needs its fields and its buttons."""
        room = self.height() - (self.form.sizeHint().height() if self.form is not None else 0)
        for part in (self.head, self.log):
            part.setVisible(room >= px(86))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the form may have to give something up, or today's calls."""
        super().resizeEvent(event)
        self.sized.emit(self.height())
        self.share()

    def refresh(self) -> None:
        """Ask again."""
        super().refresh()
        calls = self.bridge.ask(CallLog(on_day=self.bridge.reader.today()))
        self.every = tuple(calls)
        self._show()
        missed = sum(1 for c in calls if c.outcome == str(Outcome.MISSED))
        self._note = _("{n} · missed {missed}", n=len(calls), missed=missed) if missed else str(len(calls) or "")
        self.head.update()
        self.counted.emit(len(calls), missed)

    def _show(self) -> None:
        typed = self.log.typed
        zone = self.bridge.zone
        found = [c for c in self.every if matches(typed, f"{line_words(c, zone)} {c.number}", who_words(c))] if typed else self.every
        kept = self.list.keep_place()
        self.rows.set_rows(found, self.bridge.now)
        self.list.restore_place(kept)
        self.log.look()

    def tick(self, now: Moment) -> None:
        """At midnight a new day begins."""
        self.refresh()

    def _open(self, row: CallRow) -> None:
        if row.still_to_ask:
            self.ask_wanted.emit(row)
        elif row.job_id is not None:
            self.job_opened.emit(row.job_id)
        else:  # a missed caller is called back; of the others it is said that none waits
            self.way_picked.emit("call_back")
