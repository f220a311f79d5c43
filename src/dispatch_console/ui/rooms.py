"""Puts the panels into the window, tied to one another: what is picked here is shown there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QWidget

from dispatch_console.commands import load as load_commands
from dispatch_console.commands.calls import EndPromise, RecordCallBack
from dispatch_console.commands.people import AnswerPage, SendPage, SetRosterDay
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.queries import load as load_queries
from dispatch_console.queries.calls import CallRow
from dispatch_console.queries.owed import Owed, OwedRow
from dispatch_console.queries.roster import TechnicianRow
from dispatch_console.ui.actions import BY_ID
from dispatch_console.ui.band import Asked
from dispatch_console.ui.board.panel import BoardPanel
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.calls.panel import CallsPanel
from dispatch_console.ui.find.palette import Palette
from dispatch_console.ui.job_card.panel import JobCardPanel
from dispatch_console.ui.job_card.ways import WAYS
from dispatch_console.ui.key_card import KeyCard
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.owed.panel import OwedStrip
from dispatch_console.ui.roster.panel import RosterPanel
from dispatch_console.ui.sheet import Sheet
from dispatch_console.words import N_, Said, _

DAY_KINDS = (("work", N_("On duty")), ("leave", N_("Leave")), ("training", N_("Training")), ("out_of_town", N_("Out of town")))
OWED_ACTIONS = {  # what an owed row opens
    "arrive": "call_in", "agree": "agree_time", "plan": "tell_plan", "check": "check_solved", "escalate": "escalate",
    "advice": "escalate", "quality": "quality", "report": "open", "part": "tell_part", "open": "open",
    "tell_superior": "tell_superior",
}  # fmt: skip


class Rooms(QObject):
    """The panels of one window. They know nothing of each other; what one tells, another is shown here."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        load_commands()
        load_queries()
        self.window, self.desk = window, desk
        self.bridge = Bridge(desk, self)
        self.sheet: Sheet | None = None
        self._before: QWidget | None = None
        self._call: CallRow | None = None
        self._today = (0, 0)
        self._counts: dict[str, int] = {}
        self.board = BoardPanel(self.bridge, window.titles["board"])
        self.card = JobCardPanel(self.bridge, window.keys)
        self.roster = RosterPanel(self.bridge, window.titles["roster"])
        self.calls = CallsPanel(self.bridge)
        self.owed = OwedStrip(self.bridge)
        self.palette = Palette(window, self.bridge, window.keys, self.card.why_not)
        self._place_panels()
        self._tie()
        self._handle()
        window.compact_changed.connect(self._set_compact)
        self._set_compact(bool(window.compact))
        window.installEventFilter(self)
        self._tell_foot()

    def _place_panels(self) -> None:
        window = self.window
        window.slots["calls"].body.takeAt(1)
        window.slots["calls"].body.removeWidget(window.phone_holder)
        self.calls.put_form(window.phone_holder)
        window.slots["calls"].put(self.calls, stretch=1)
        window.slots["board"].put(self.board, stretch=1)
        window.slots["roster"].put(self.roster, stretch=1)
        window.slots["card"].put(self.card, stretch=1)
        window.owed_slot.put(self.owed, stretch=1)

    def _tie(self) -> None:
        run = self.window.run
        self.board.job_picked.connect(self.card.open_job)
        self.board.job_opened.connect(self._open_job)
        self.board.way_picked.connect(run)
        self.board.counted.connect(self._count_jobs)
        self.roster.job_opened.connect(self.show_job)
        self.roster.line.job_named.connect(self.show_job)
        self.roster.line.saved.connect(lambda _done, said: self.window.foot.say(said))
        self.calls.call_picked.connect(self._pick_call)
        self.calls.job_opened.connect(self.show_job)
        self.calls.way_picked.connect(run)
        self.calls.counted.connect(self._count_calls)
        self.owed.owed_picked.connect(self.do_owed)
        self.card.way_picked.connect(run)
        self.card.done.connect(lambda action, words: self._say_done(words))
        self.palette.action_picked.connect(run)
        self.palette.job_picked.connect(self.show_job)
        self.palette.person_picked.connect(self._show_person)
        self.palette.customer_picked.connect(lambda customer: None)
        self.bridge.minute.connect(self._minute)

    def _handle(self) -> None:
        handle, card = self.window.handle, self.card
        for action_id in WAYS:
            handle(action_id, partial(card.start, action_id))
        handle("undo", lambda: self._back(self.desk.undo, _("Undone.")))
        handle("redo", lambda: self._back(self.desk.redo, _("Done again.")))
        handle("hide_customers", lambda: self.bridge.hide_customers(not self.bridge.masked))
        handle("new_call", self.window.phone.setFocus)
        handle("call_back", self.call_back)
        handle("call_in", self._begin_call_in)
        handle("page", self.page)
        handle("page_answered", self.page_answered)
        handle("roster_day", self.roster_day)
        for name in ("find", "find_too"):
            handle(name, lambda: self.palette.open_over(self.window.omni.mapTo(self.window, QPoint(0, 0))))
        handle("owed_first", self.owed.next)
        for n in range(1, 7):
            handle(f"owed_{n}", partial(self.owed.do, n))
        handle("go_calls", self._go_calls)
        handle("go_card", card.setFocus)
        handle("go_roster", self.roster.setFocus)
        handle("go_board", self._go_board)
        handle("go_owed", self.owed.setFocus)
        handle("filter", self.board.focus_filter)
        handle("closed_jobs", lambda: self.board.show_closed(not self.board.closed))
        handle("key_card", lambda: self.open_sheet(KeyCard(self.window.keys)))

    # ---- what a colleague needs ----

    def open_sheet(self, sheet: Sheet) -> None:
        """Show a sheet over card, roster and board; a second one replaces it, Esc returns."""
        if self.sheet is not None:
            self.sheet.leave()
        self._before = self.window.focusWidget()
        self.sheet = sheet
        sheet.setParent(self.window)
        sheet.left.connect(self._sheet_left)
        self._place_sheet()
        sheet.show()
        sheet.raise_()
        sheet.setFocus()

    def show_job(self, job_id: int) -> None:
        """Show a job on the card and put the board's cursor on it."""
        self.card.open_job(job_id)
        self.board.select_job(job_id)

    def put_form(self, form: QWidget) -> None:
        """Put the form of a call above the log."""
        self.calls.put_form(form)

    # ---- inside ----

    def _open_job(self, job_id: int) -> None:
        self.show_job(job_id)
        self.card.setFocus()

    def _minute(self, now: Moment) -> None:
        self.window.day.update()
        self._tell_foot()

    def _place_sheet(self) -> None:
        if self.sheet is None:
            return
        window = self.window
        place = window.slots["card"].mapTo(window, QPoint(0, 0))
        width = window.width() - 6 - place.x()
        self.sheet.setGeometry(QRect(place.x() - 9, place.y() - 7, width + 18, window.foot.y() - place.y() + 14))

    def _sheet_left(self) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            sheet.deleteLater()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a sheet keeps its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._place_sheet)
        return False

    def _set_compact(self, compact: bool) -> None:
        self.roster.set_compact(compact)
        self.owed.set_one_line(compact)
        self.card.set_compact(compact)

    def _begin_call_in(self) -> None:
        person = self.roster.picked_technician() if self.roster.list.hasFocus() else None
        self.roster.line.begin(person.initials.split()[0] if person and person.initials else "")

    def _go_calls(self) -> None:
        (self.window.phone if not self.window.phone.edit.hasFocus() else self.calls.list).setFocus()

    def _go_board(self) -> None:
        self.board.list.setFocus()
        if not self.board.list.currentIndex().isValid() and self.board.rows.rowCount():
            self.board.list.selectRow(0)

    def _back(self, step: Callable[[], object], said: str) -> None:
        try:
            step()
        except (Refused, StoreTrouble) as no:
            self.card.refuse(No(no.said))
        else:
            self.window.foot.say(said)

    def _say_done(self, words: str) -> None:
        undo = "" if self.desk.why_not_undo() else f"  {_('Undo')} {self.window.keys.of('undo')}"
        self.window.foot.say(words + undo)

    def _pick_call(self, row: CallRow | None) -> None:
        self._call = row
        if row is not None and row.job_id is not None and self.calls.list.hasFocus():
            self.show_job(row.job_id)

    def _show_person(self, person_id: int) -> None:
        self.roster.list.select_key(person_id)
        self.roster.setFocus()

    def do_owed(self, row: OwedRow) -> None:
        """Open what settles a thing owed."""
        if row.job_id is not None:
            self.show_job(row.job_id)
        action = OWED_ACTIONS.get(row.action)
        if row.action == "promise":
            self.card.ask(str(row.word), [Asked("how", N_("How"), "kept", options=KEPT, wide=3)],
                          lambda a: EndPromise(promise_id=row.row_id, how=a["how"]), "promise")  # fmt: skip
        elif row.action == "call_back":
            self._ask_call_back(row.row_id, str(row.who))
        elif row.action == "page":
            self.bridge.do(AnswerPage(page_id=row.row_id), self.card.refuse)
        elif action == "open" or action is None:
            self.card.setFocus()
        elif action == "call_in":
            self._begin_call_in_for(row)
        else:
            self.card.start(action)

    def _begin_call_in_for(self, row: OwedRow) -> None:
        person = next((p for p in self.roster.rows.rows if p.name == row.detail), None)
        if person is None:
            self.card.start("dispatch")
            return
        self.roster.line.begin(person.initials.split()[0])

    def call_back(self) -> None:
        """A missed caller was called back: the one picked in the log, else the first that waits."""
        waiting = [r for r in self.calls.rows.rows if r.needs]
        row = self._call if self._call is not None and self._call.needs else next(iter(waiting), None)
        if row is None:
            self.card.refuse(No(Said(N_("No call is waiting to be called back."))))
            return
        self._ask_call_back(row.id, str(row.who or row.number))

    def _ask_call_back(self, call_id: int, who: str) -> None:
        asked = [Asked("reached", N_("Reached?"), "yes", options=REACHED), Asked("answer", N_("Said"), wide=2)]
        self.card.ask(_("Called back: {who}", who=who), asked, lambda a: RecordCallBack(
            call_id=call_id, reached=a["reached"] == "yes", answer=a["answer"]), "call_back")  # fmt: skip

    def _technician(self) -> TechnicianRow | None:
        person = self.roster.picked_technician()
        if person is None:
            self.card.refuse(No(Said(N_("Pick a technician first (Ctrl+3)."))))
        return person

    def page(self) -> None:
        """Page a technician; his call back is owed."""
        if (person := self._technician()) is not None:
            self.card.ask(_("Page {name}", name=person.name), [Asked("reason", N_("Reason"), wide=3)],
                          lambda a: SendPage(person_id=person.id, reason=a["reason"]), "page")  # fmt: skip

    def page_answered(self) -> None:
        """The technician called back."""
        if (person := self._technician()) is None:
            return
        pages = [r for r in self.bridge.desk.ask(Owed()) if r.action == "page" and str(r.who) == person.name]
        if not pages:
            self.card.refuse(No(Said(N_("No page to {name} is open."), {"name": person.name})))
        elif self.bridge.do(AnswerPage(page_id=pages[0].row_id), self.card.refuse) is not None:
            self._say_done(_("{name} called back.", name=person.name))

    def roster_day(self) -> None:
        """Say what a technician does today."""
        if (person := self._technician()) is not None:
            today = self.desk.today()
            asked = [Asked("kind", N_("Today"), "work", options=DAY_KINDS, wide=3), Asked("note", N_("Note"), wide=3)]
            self.card.ask(person.name, asked, lambda a: SetRosterDay(
                person_id=person.id, on_day=today, kind=a["kind"], note=a["note"]), "roster_day")  # fmt: skip

    # ---- the status bar ----

    def _count_calls(self, calls: int, missed: int) -> None:
        self._today = (calls, missed)
        self._tell_foot()

    def _count_jobs(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._tell_foot()

    def _tell_foot(self) -> None:
        facts = [
            ("database-check", _("Database on this machine · encrypted"), "text2"),
            ("cloud-off-outline", _("Works offline"), "text2"),
            ("shield-check", _("Every step is on record"), "text2"),
        ]
        if self.bridge.masked:
            facts.insert(0, ("eye-off-outline", _("Customer data hidden  {key}", key=self.window.keys.of("hide_customers")), "risk_tx"))
        right = _("Today {calls} calls · {open} open · {late} late", calls=self._today[0],
                  open=self._counts.get("all", 0), late=self._counts.get("late", 0))  # fmt: skip
        self.window.foot.tell(tuple(facts), f"{right}      {self.desk.actor}")

    def let_go(self) -> None:
        """The window closes."""
        self.bridge.let_go()


KEPT = (("kept", N_("Kept")), ("broken", N_("Broken")), ("released", N_("No longer wanted")))
REACHED = (("yes", N_("Reached")), ("no", N_("Not reached")))
assert set(WAYS) <= set(BY_ID)


def furnish(window: MainWindow, desk: Desk) -> Rooms:
    """The desk is open: put the panels in; what was typed and pressed meanwhile is kept."""
    typed, had_focus = window.phone.edit.text(), window.phone.edit.hasFocus()
    rooms = Rooms(window, desk)
    window.take_rooms(rooms, typed, had_focus)
    return rooms
