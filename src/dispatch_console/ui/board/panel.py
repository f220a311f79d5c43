"""The board's list: counted filters in the title, typing filters at once, the selected job stays selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedLayout

from dispatch_console.domain.jobs import Turn
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.board import Board, BoardRow
from dispatch_console.ui import theme
from dispatch_console.ui.asking import Asking
from dispatch_console.ui.board.cells import BoardCell, clock_width, columns, level_of, promise_width, status_width
from dispatch_console.ui.board.timeline import Asked, Timeline
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.filtering import FilterBox, matches
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.lists import ListView
from dispatch_console.ui.row_table import RowTable
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.widgets import Empty, Tab, TitleBar
from dispatch_console.words import _, p_

FILTERS = ("all", "late", "soon", "mine", "others")


class BoardPanel(Asking):
    """Unfinished jobs by due time. Tells which job was picked and which was opened."""

    asks = (Board,)  # and the roster, once it was shown as a timeline
    dispatch_wanted = Signal(int)
    placed = Signal(object)
    job_picked = Signal(int)
    job_opened = Signal(int)
    way_picked = Signal(str)
    counted = Signal(object)

    def __init__(self, bridge: Bridge, title: TitleBar) -> None:
        super().__init__(bridge)
        self.title = title
        self.which = "all"
        self.closed = False
        self._every: tuple[BoardRow, ...] = ()
        self.rows: RowTable[BoardRow] = RowTable(columns(bridge.zone), lambda row: row.id, bridge.now, self)
        self.list = ListView(self.rows, BoardCell(), _("Job board"))
        self.list.stretch("fault")
        self.empty = Empty("view-list", "", "")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.timeline = Timeline(bridge.zone, self._ask_men)
        self._stack.addWidget(self.timeline)
        self.as_timeline = False
        self.timeline.job_picked.connect(self.job_picked)
        self.timeline.job_opened.connect(self.job_opened)
        self.timeline.dispatch_wanted.connect(self.dispatch_wanted)
        self.timeline.placed.connect(self.placed)
        self.timeline.let_loose.connect(self._let_loose)
        self._pressed: tuple[int, QPointF] | None = None  # the job under the mouse that is held, and where
        self._dragged_here = False  # from the list onto the timeline, which is shown only for that
        self.filter_box = FilterBox(_("Filter the board"), wide=168)
        self.filter = self.filter_box.edit
        title.hold(self.filter_box)
        self.filter_box.cleared.connect(self._leave_filter)
        self.filter_box.onward.connect(self._onward)
        self._later = QTimer(self, singleShot=True, interval=500)
        self._later.timeout.connect(self._again)
        title.tab_picked.connect(self.choose)
        self.filter.textChanged.connect(lambda _typed: self._show())
        self.list.typed.connect(self._type)
        self.list.row_picked.connect(self._picked)
        self.list.row_opened.connect(lambda row: self.job_opened.emit(row.id))
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        self.empty.way_picked.connect(self._way)
        theme.look.changed.connect(self.measure)
        self.setFocusProxy(self.list)
        self.measure()

    # ---- asking ----

    def refresh(self) -> None:
        """Ask again; rows move only while nobody types, and the selected one keeps its height."""
        super().refresh()
        self._every = self.bridge.ask(Board(closed=self.closed))
        self._show()

    def _again(self) -> None:
        if self.bridge.open and self.isVisible():
            self.refresh()

    def tick(self, now: Moment) -> None:
        """Words of the clocks, and the counts that follow from them."""
        self.rows.tick(now)
        self._show()

    def _show(self) -> None:
        now = self.bridge.now
        wanted = [row for row in self._every if self._wanted(row, self.which, now) and self._matches(row)]
        in_order = self.bridge.quiet() or not self.isVisible() or self.filter.hasFocus()
        kept = self.list.keep_place()
        self.rows.set_rows(wanted, now, in_order=in_order)
        self.measure()
        self.list.restore_place(kept)
        if self.as_timeline:
            from dispatch_console.queries.roster import Roster

            self.ask_also(Roster)
            people = self.bridge.ask(Roster())
            self.timeline.show_day(people, self._every, now)
        if not in_order:
            self._later.start()
        self._tell_counts(now)
        self._tell_empty(bool(wanted))

    def _wanted(self, row: BoardRow, which: str, now: Moment) -> bool:
        if which == "all":
            return True
        if which in ("late", "soon"):
            return level_of(row, now) == which
        return (row.turn is Turn.OURS) == (which == "mine") and (which == "mine" or row.turn is Turn.ELSE)

    def _matches(self, row: BoardRow) -> bool:
        words = " ".join((row.number, row.customer, row.machine, row.fault, row.technician))
        return matches(self.filter.text(), words, str(row.customer))

    def _tell_counts(self, now: Moment) -> None:
        if self.closed:
            self.title.show_tabs((Tab("open", _("Open jobs")), Tab("closed", _("Closed jobs"), len(self._every), on=True)))
            return
        counts = {which: sum(self._wanted(row, which, now) for row in self._every) for which in FILTERS}
        words = {"all": _("All"), "late": _("Late"), "soon": _("Soon"), "mine": _("Mine"), "others": _("Others")}
        kinds = {"late": "over", "soon": "risk"}
        tabs = [Tab(w, words[w], counts[w], kinds.get(w, ""), w == self.which) for w in FILTERS]
        views = [Tab("|", "", kind="|"), Tab("list", p_("view", "List"), on=not self.as_timeline),
                 Tab("timeline", _("Timeline"), on=self.as_timeline)]  # fmt: skip
        self.title.show_tabs([*tabs, *views])
        self.counted.emit(counts)

    def _tell_empty(self, any_rows: bool) -> None:
        if self.as_timeline:
            self._stack.setCurrentWidget(self.timeline)
            return
        self._stack.setCurrentWidget(self.list if any_rows else self.empty)
        if any_rows:
            return
        if self._every and (self.filter.text() or self.which != "all"):
            said = self.filter.text() or next((t.label for t in self.title.tabs if t.on), "")
            self.empty.tell(
                "filter-outline", _('Nothing matches "{filter}"', filter=said), _("All jobs are still there."),
                (("clear", _("Show all"), "Esc"),),
            )  # fmt: skip
        elif self.closed:
            self.empty.tell(
                "archive-outline", _("No closed jobs yet"), _("A job comes here when its last step is done."),
                (("open", _("Open jobs"), "Ctrl+H"),),
            )  # fmt: skip
        else:
            self.empty.tell(
                "view-list", _("No unfinished jobs"), _("Register a call; its job appears here with its promise."),
                (("new_call", _("New call"), "F2"), ("closed_jobs", _("Closed jobs"), "Ctrl+H")),
            )  # fmt: skip

    # ---- choosing ----

    def choose(self, which: str) -> None:
        """A filter of the title was picked."""
        if which in ("open", "closed"):
            self.show_closed(which == "closed")
            return
        if which in ("list", "timeline"):
            self.show_timeline(which == "timeline")
            return
        self.which = which
        self._show()

    def show_closed(self, closed: bool) -> None:
        """The jobs that have ended, or the open ones."""
        self.closed, self.which, self.as_timeline = closed, "all", False
        self.refresh()

    def show_timeline(self, on: bool) -> None:
        """The day as a timeline, or the list (Ctrl+T)."""
        self._dragged_here = False
        if self.timeline.hand is not None:
            self.timeline.let_go()
        had_focus = self.list.hasFocus() or self.timeline.hasFocus()
        self.as_timeline, self.closed = on, False
        self.setFocusProxy(self.timeline if on else self.list)
        self.refresh()
        if had_focus:
            self.setFocus()

    def select_job(self, job_id: int) -> None:
        """Put the cursor on a job without telling."""
        blocked = self.list.selectionModel().blockSignals(True)
        self.list.select_key(job_id)
        self.list.selectionModel().blockSignals(blocked)
        self.list.viewport().update()

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.filter_box.begin()

    def clear_filter(self) -> bool:
        """Esc: show all again; False when nothing was filtered."""
        if not self.filter.text() and self.which == "all":
            return False
        self.which = "all"
        self.filter.clear()
        self._show()
        return True

    def _picked(self, row: BoardRow | None) -> None:
        if row is not None:
            self.job_picked.emit(row.id)

    def _way(self, way: str) -> None:
        if way == "clear":
            self.clear_filter()
        elif way == "open":
            self.show_closed(False)
        else:
            self.way_picked.emit(way)

    def _type(self, typed: str) -> None:
        self.filter_box.begin(typed)

    def _leave_filter(self) -> None:
        self.clear_filter()
        self.list.setFocus()

    def _onward(self) -> None:
        self.list.setFocus()
        if not self.list.currentIndex().isValid() and self.rows.rowCount():
            self.list.selectRow(0)

    # ---- dragging a line onto the timeline ----

    def _ask_men(self, job_id: int) -> Asked:
        from dispatch_console.queries.card import JobCard
        from dispatch_console.queries.dispatching import Candidates

        card = self.bridge.ask(JobCard(job_id=job_id))
        clocks = card.clocks if card is not None else ()
        promise = next((c.due_at for c in clocks if c.kind == "on_site" and c.stopped_at is None), None)
        return {man.id: man for man in self.bridge.ask(Candidates(job_id=job_id))}, promise

    def _drag(self, event: QMouseEvent) -> bool:
        """A held line that moves becomes the timeline with the job in hand."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton and not self.closed:
            index = self.list.indexAt(event.position().toPoint())
            self._pressed = (self.rows.row(index).id, event.globalPosition()) if index.isValid() else None
        elif kind == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif kind == QEvent.Type.MouseMove and self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            job_id, since = self._pressed
            if (event.globalPosition() - since).manhattanLength() >= 2 * QApplication.startDragDistance():
                self._pressed = None
                self.show_timeline(True)
                self._dragged_here = True
                self.timeline.setFocus()
                self.timeline.grabMouse()
                self.timeline.take_job(job_id, self.timeline.mapFromGlobal(event.globalPosition()))
            return True
        return False

    def _let_loose(self) -> None:
        if self._dragged_here:
            self.timeline.releaseMouse()
            if not self.timeline.said:  # what cannot be is read before the list comes back (Ctrl+T)
                self.show_timeline(False)
            self._dragged_here = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Esc in the list shows all again; ← and → go through the counted filters; a line can be dragged."""
        if isinstance(event, QMouseEvent):
            return watched is self.list.viewport() and self._drag(event)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self._leave_filter()
        elif plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self.closed:
            self._turn_filter(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            return False
        return True

    def _turn_filter(self, step: int) -> None:
        """To the next filter that has a row; the others would leave nothing to stand on."""
        now = self.bridge.now
        found = [r for r in self._every if self._matches(r)]
        order = [w for w in FILTERS if w == "all" or any(self._wanted(r, w, now) for r in found)]
        at = order.index(self.which) if self.which in order else 0
        self.choose(order[(at + step) % len(order)])
        if not self.list.currentIndex().isValid() and self.rows.rowCount():
            self.list.selectRow(0)

    # ---- sizes ----

    def measure(self) -> None:
        """Widths from the longest words of the language."""
        men = [advance(_("Technician"), SMALL), advance("欧阳海燕", BODY)]
        fixed = {
            "clock": promise_width() + clock_width() + 18, "status": status_width(), "machine": px(118),
            "technician": max(men) + 14, "agreed": max(advance("00:00–00:00", BODY) + 16, self._agreed_width()),
            "number": advance("0302-0000", SMALL) + 16,
        }  # fmt: skip
        order = [c.id for c in self.rows.columns]
        for name, width in fixed.items():
            self.list.setColumnWidth(order.index(name), round(width))
        self.list.setColumnHidden(order.index("clock"), self.closed)  # what has ended has no clock
        if self.closed:
            fixed["clock"] = 0.0
        room = self.width() - sum(fixed.values())
        hidden = self.width() < px(1010)
        self.list.setColumnHidden(order.index("machine"), hidden)
        if hidden:
            room += fixed["machine"]
        names = max((advance(str(r.customer), BODY, True) + len(r.flags) * px(44) for r in self.rows.rows), default=0)
        if room < px(290):  # the number goes after the machine, then the fault gives way; a name never
            room += fixed["number"]
        self.list.setColumnHidden(order.index("number"), room - fixed["number"] < px(290) and hidden)
        self.list.setColumnWidth(order.index("customer"), round(min(max(px(180), names + 24), room - px(60))))

    def _agreed_width(self) -> float:
        """Room for the longest agreed time that stands in the list: a day and a time are never cut."""
        at = next(n for n, c in enumerate(self.rows.columns) if c.id == "agreed")
        words = {str(self.rows.index(n, at).data()) for n in range(self.rows.rowCount())}
        longest = max((advance(w, BODY) for w in words), default=0.0)
        return min(longest, advance("00-00 00:00–00:00", BODY)) + 16

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: when space is short the machine goes first."""
        self.measure()
