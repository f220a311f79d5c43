"""Puts the panels into the window, tied to one another: what is picked here is shown there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer

from dispatch_console.commands import load as load_commands
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.ringing import Ring
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.queries import load as load_queries
from dispatch_console.queries.call_log import CallRow
from dispatch_console.queries.calls import CallerCard
from dispatch_console.ui.actions import BY_ID
from dispatch_console.ui.alarms import Alarms
from dispatch_console.ui.attaching import Attaching
from dispatch_console.ui.band import Asked
from dispatch_console.ui.board.placing import InHand
from dispatch_console.ui.bridge import No
from dispatch_console.ui.calls.caller_card import RingingCard
from dispatch_console.ui.calls.intake import Intake
from dispatch_console.ui.doing import Doing
from dispatch_console.ui.dropping import Dropping
from dispatch_console.ui.find.palette import Palette
from dispatch_console.ui.job_card.panel import JobCardPanel
from dispatch_console.ui.job_card.ways import WAYS
from dispatch_console.ui.keeping import Keeping
from dispatch_console.ui.key_card import KeyCard
from dispatch_console.ui.list_out import ask_out
from dispatch_console.ui.look import FirstLook
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.menus import Menus
from dispatch_console.ui.owed.panel import OwedStrip
from dispatch_console.ui.roster.panel import RosterPanel
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.sheets import SHEETS
from dispatch_console.ui.sheets.check_file import CheckSheet
from dispatch_console.ui.sheets.handbook import HandbookSheet
from dispatch_console.ui.sheets.sheet import WorkSheet
from dispatch_console.ui.stage import Stage
from dispatch_console.ui.telling import Telling
from dispatch_console.words import N_, _


class Rooms(QObject):
    """The panels of one window. They know nothing of each other; what one tells, another is shown here."""

    def __init__(self, window: MainWindow, desk: Desk, look: FirstLook | None = None) -> None:
        super().__init__(window)
        self.window, self.desk = window, desk
        look = look or FirstLook(window, desk)
        self.bridge, self.board, self.calls = look.bridge, look.board, look.calls
        self.keeping = Keeping(self.bridge, window.keys)
        self.stage = Stage(window)
        self._closing = False
        self.telling = Telling(window.foot, self.bridge, self.keeping, window.keys)
        self.card = JobCardPanel(self.bridge, window.keys)
        self.roster = RosterPanel(self.bridge, window.titles["roster"])
        self.owed = OwedStrip(self.bridge)
        self.intake = Intake(self.bridge)
        self.ringing = RingingCard(window, self.bridge)
        self.doing = Doing(self)
        self.attaching = Attaching(self)
        Dropping(self, self.attaching)
        self.alarms = Alarms(self.bridge, window, self._open_job)
        self.palette = Palette(window, self.bridge, window.keys, self.card.why_not)
        self._place_panels()
        self._tie()
        self._handle()
        window.compact_changed.connect(self._set_compact)
        self._set_compact(bool(window.compact))
        self.menus = Menus(window, desk, self.card, self.roster, self.doing, self.ringing)
        self.telling.tell()

    def _place_panels(self) -> None:
        window = self.window
        self.calls.put_form(self.intake)
        self.calls.sized.connect(self.intake.fit_into)
        self.intake.fitted.connect(self.calls.share)
        window.slots["roster"].put(self.roster, stretch=1)
        window.slots["card"].put(self.card, stretch=1)
        window.owed_slot.put(self.owed, stretch=1)

    def _tie(self) -> None:
        window, run = self.window, self.window.run
        self.board.job_picked.connect(self.card.open_job)
        self.board.job_opened.connect(self._open_job)
        self.board.way_picked.connect(run)
        self.board.dispatch_wanted.connect(self._dispatch)
        self.board.placed.connect(self._place)
        self.board.counted.connect(self.telling.count_jobs)
        self.roster.job_opened.connect(self._open_job)
        self.roster.way_picked.connect(run)
        self.roster.line.job_named.connect(self.show_job)
        self.roster.line.offer_taken.connect(self._take_offer)
        self.roster.line.saved.connect(lambda _done, said: self.window.foot.say(said))
        self.calls.call_picked.connect(self._pick_call)
        self.calls.job_opened.connect(self._open_job)
        self.calls.way_picked.connect(run)
        self.calls.ask_wanted.connect(lambda row: self._uncovered(partial(self.doing.ask_missing, row))())
        self.calls.counted.connect(self.telling.count_calls)
        self.owed.owed_picked.connect(self.doing.owed)
        self.intake.call_saved.connect(self._call_saved)
        self.intake.job_wanted.connect(self._show_found)
        self.intake.dispatch_wanted.connect(self._dispatch)
        self.intake.left.connect(self._leave_call)
        self.ringing.answered.connect(self.intake.new_call)
        self.ringing.put_off.connect(lambda number: window.foot.say(_("To be called back: {number}", number=number)))
        for action_id, what in self.intake.claims().items():
            window.claim(self.intake, action_id, what, when=lambda: not self.intake.form.typed.empty)
        self.card.way_picked.connect(window.do)
        self.card.done.connect(lambda action, words: self.say_done(words))
        self.card.done.connect(lambda action, _words: self.intake.settle() if action in ("message", "transfer") else None)
        self.palette.action_picked.connect(window.do)
        self.palette.job_picked.connect(self._show_found)
        self.palette.person_picked.connect(self._show_person)
        self.palette.customer_picked.connect(self._call_of)
        self.bridge.minute.connect(self._minute)
        self.keeping.told.connect(self.telling.tell)
        self.keeping.said.connect(self.window.foot.say)
        self.bridge.warned.connect(lambda words: QTimer.singleShot(0, self, lambda: self.window.foot.say(words)))  # after what was done
        self.bridge.saving.connect(lambda on: self.window.foot.say(_("Saving…") if on else ""))

    def _handle(self) -> None:
        handle, card = self.window.handle, self.card
        for action_id in WAYS:
            handle(action_id, self._uncovered(partial(card.start, action_id)))
        for action_id in SHEETS:
            handle(action_id, partial(self.open_work, action_id))
        handle("undo", lambda: self._back(self.desk.undo, _("Undone.")))
        handle("redo", lambda: self._back(self.desk.redo, _("Done again.")))
        handle("hide_customers", lambda: self.bridge.hide_customers(not self.bridge.masked))
        handle("new_call", lambda: self.ringing.answer() if self.ringing.calls else self.intake.new_call())
        handle("call_back", lambda: self.ringing.call_back_later() if self.ringing.calls else self._call_back())
        on_the_card: tuple[tuple[str, Callable[[], object]], ...] = (
            ("call_in", self._begin_call_in), ("page", self.doing.page), ("page_answered", self.doing.page_answered),
            ("roster_day", self.doing.roster_day), ("attendance", self.doing.attendance), ("new_person", self.doing.new_person),
            ("plan_revisits", self.doing.plan_revisits),
            ("complete_call", self.doing.complete_call), ("message", self.doing.message), ("transfer", self.doing.transfer),
            ("owed_first", partial(self._owed, 0)), ("go_card", self._go_card), ("go_roster", self._go_roster),
            ("go_board", self._go_board), ("files", self.attaching.go), ("attach_scan", self.attaching.take_scanned),
            ("closed_jobs", lambda: self.board.show_closed(not self.board.closed)),
            ("timeline", lambda: self.board.show_timeline(not self.board.as_timeline)), ("operator", self.ask_name),
            *((f"owed_{n}", partial(self._owed, n)) for n in range(1, 7)),
            *((f"put_off_{n}", partial(self.doing.put_off, n)) for n in range(1, 7)),
        )  # fmt: skip
        for name, what in on_the_card:
            handle(name, self._uncovered(what))
        for name in ("find", "find_too"):
            handle(name, lambda: self.palette.open_over(self.window.omni.mapTo(self.window, QPoint(0, 0))))
        handle("go_calls", self._go_calls)
        handle("filter", self._filter)
        handle("go_owed", self.owed.setFocus)
        handle("sound", self.alarms.switch)
        handle("list_out", lambda: ask_out(self))
        handle("backup", self.keeping.copy_now)
        handle("check_file", lambda: self.open_sheet(CheckSheet(self.keeping)))
        handle("key_card", self._key_card)
        handle("handbook", lambda: self.open_sheet(HandbookSheet()))

    # ---- what a colleague needs ----

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is open."""
        return self.stage.sheet

    def open_sheet(self, sheet: Sheet) -> None:
        """Show a sheet over card, roster and board; a second one replaces it, Esc returns."""
        self.stage.open(sheet)

    def open_work(self, action_id: str, job_id: int = 0) -> None:
        """Open the sheet of an action for a job; what the job does not allow is said on the card."""
        if job_id:
            self.show_job(job_id)
        if action_id not in SHEETS:
            self.window.do(action_id)
            return
        allowed = self.card.why_not(action_id) is None
        if not allowed and action_id != "quality":  # that sheet begins with the first job that is due
            self.stage.uncover()
            self.card.start(action_id)
            return
        on_a_call = action_id == "knowledge" and not self.intake.form.typed.empty
        sheet = SHEETS[action_id](self.bridge, self.card.job_id if allowed and not on_a_call else 0)
        if on_a_call:
            sheet.about(self.intake.form.step_now(), self.intake.form.typed.fault)
        self.show_work(sheet)

    def show_work(self, sheet: WorkSheet) -> None:
        """Show a sheet that does something: what it did is said below, what it wants next is opened."""
        sheet.done.connect(lambda _result, words: self.say_done(words))
        sheet.job_wanted.connect(self.show_job)
        sheet.customer_wanted.connect(self._call_of)
        sheet.sheet_wanted.connect(self.open_work)
        sheet.next_sheet.connect(self.show_work)
        sheet.files_given.connect(self.attaching.take)
        self.open_sheet(sheet)

    def show_job(self, job_id: int) -> None:
        """Show a job on the card and put the board's cursor on it."""
        self.card.open_job(job_id)
        self.board.select_job(job_id)

    def ask_name(self) -> None:
        """Who is at the desk? Everything done is written down under this name."""

        def take(answers: dict[str, str]) -> None:
            if not answers["name"]:
                raise Refused(N_("Who is at the desk? Give a name first."))
            self.desk.actor = answers["name"]
            self.window.settings.setValue("actor", self.desk.actor)
            self.card.band.close_band()
            self.telling.tell()

        self.card.ask_here(_("Who is at the desk"), [Asked("name", N_("Name"), self.desk.actor, wide=2)], take)

    def ring(self, number: str, name: str = "") -> None:
        """A telephone rings (from the telephone system, or typed): its card stands over the job card."""
        self.ringing.place_at(self.window.slots["card"].mapTo(self.window, QPoint(2, 6)))
        self.ringing.incoming(number, name)

    def listen(self, folder: Path) -> None:
        """Hear the telephone system from now on."""
        from dispatch_console.ui.telephone import Telephone

        self.telephone = Telephone(folder, self.window)
        self.telephone.rang.connect(self._heard)

    # ---- inside ----

    def _heard(self, ring: Ring) -> None:
        self.ringing.place_at(self.window.slots["card"].mapTo(self.window, QPoint(2, 6)))
        self.ringing.heard(ring)

    def _key_card(self) -> None:
        """F1: every key; once more, the handbook."""
        again = isinstance(self.sheet, KeyCard)
        self.open_sheet(HandbookSheet() if again else KeyCard(self.window.keys, self.menus.why_not))

    def _open_job(self, job_id: int) -> None:
        self.stage.uncover()
        self.show_job(job_id)
        self.card.setFocus()

    def _uncovered(self, what: Callable[[], object]) -> Callable[[], None]:
        """What happens on card, roster or board is seen: a sheet over them is left first."""

        def seen() -> None:
            self.stage.uncover()
            what()

        return seen

    def _call_back(self) -> None:
        self.stage.uncover()
        self.doing.call_back()

    def _minute(self, now: Moment) -> None:
        self.window.day.update()
        self.telling.tell()

    def _set_compact(self, compact: bool) -> None:
        self.roster.set_compact(compact)
        self.owed.set_one_line(compact)
        self.card.set_compact(compact)

    def _begin_call_in(self) -> None:
        person = self.roster.picked_technician() if self.roster.list.hasFocus() else None
        self.roster.line.begin(person.initials.split()[0] if person and person.initials else "")

    def _go_calls(self) -> None:
        inside = self.intake.isAncestorOf(self.window.focusWidget() or self.window)
        (self.calls.list if inside else self.intake.form.phone).setFocus()

    def _call_saved(self, result: object) -> None:
        known = result if isinstance(result, dict) else {}
        if known.get("job_id") is not None:
            self.show_job(int(known["job_id"]))
        number = str(known.get("number") or "")
        self.say_done(_("Saved: {number}", number=number) if number else _("The call is saved."))

    def _take_offer(self, job_id: int, technician_id: int) -> None:
        """The next job of a technician who has become free: send him, or show it when it is his already."""
        if not technician_id:
            self._open_job(job_id)
            return
        self.open_work("dispatch", job_id)
        if isinstance(self.sheet, WorkSheet):
            self.sheet.propose(technician_id)

    def _dispatch(self, job_id: int) -> None:
        self.open_work("dispatch", job_id)

    def _place(self, hand: InHand) -> None:
        """A visit was placed on the timeline: the same man is asked for reason and consent, another is dispatched."""
        if hand.only_time:
            self._show_found(hand.job_id)
            start, end = (local(moment, self.bridge.zone) for moment in (hand.start, hand.end))
            self.card.start("agree_time", {"span": f"{start:%H:%M}-{end:%H:%M}"})
            return
        self.open_work("dispatch", hand.job_id)
        if isinstance(self.sheet, WorkSheet):
            self.sheet.propose(hand.technician_id, hand.start)

    def _leave_call(self) -> None:
        if self.sheet is not None:
            self.sheet.setFocus()
        elif self.card.card is not None:
            self.card.setFocus()
        else:
            self._go_board()

    def _filter(self) -> None:
        """Ctrl+F narrows the list that has the keyboard: today's calls, the technicians, else the board."""
        focus = self.window.focusWidget()
        if self.calls.log.isAncestorOf(focus or self.window):
            self.calls.log.begin_filter()
        elif self.roster.isAncestorOf(focus or self.window):
            self.roster.lines.begin_filter()
        else:
            self.stage.uncover()
            self.board.focus_filter()

    def _go_card(self) -> None:
        self.card.setFocus()
        if self.card.card is None:
            self.window.foot.say(_("Pick a job on the board first."))

    def _go_roster(self) -> None:
        self.roster.setFocus()
        if not self.roster.rows.rowCount():
            self.window.foot.say(_("Nothing stands there yet."))

    def _owed(self, number: int) -> None:
        if number > len(self.owed.rows) or not self.owed.rows:
            self.window.foot.say(_("Nothing more is owed."))
        elif number:
            self.owed.do(number)
        else:
            self.owed.next()

    def _go_board(self) -> None:
        self.board.setFocus()
        if not self.board.rows.rowCount():
            self.window.foot.say(_("Nothing stands there yet."))
        if not self.board.list.currentIndex().isValid() and self.board.rows.rowCount():
            self.board.list.selectRow(0)

    def _back(self, step: Callable[[], object], said: str) -> None:
        try:
            step()
        except (Refused, StoreTrouble) as no:
            if isinstance(self.sheet, WorkSheet):
                self.sheet.refuse(No(no.said))
            else:
                self.stage.uncover()
                self.card.refuse(No(no.said))
        else:
            self.window.foot.say(said)

    def say_done(self, words: str) -> None:
        """Say what was done, with the key that takes it back."""
        self.telling.done(words)

    def _pick_call(self, row: CallRow | None) -> None:
        self.doing.pick_call(row)
        if row is not None and row.job_id is not None and self.calls.list.hasFocus():
            self.show_job(row.job_id)

    def _call_of(self, customer_id: int) -> None:
        """A customer was found: a call with him in front, and his open job on the card."""
        callers = self.bridge.desk.ask(CallerCard(customer_id=customer_id))
        for caller in callers[:1]:
            if caller.open_jobs:
                self.show_job(caller.open_jobs[0].id)
            numbers = [str(p.phone) for p in caller.people if p.phone]
            if numbers:
                self.intake.new_call(numbers[0])

    def _show_found(self, job_id: int) -> None:
        self.stage.uncover()
        self.show_job(job_id)

    def _show_person(self, person_id: int) -> None:
        self.stage.uncover()
        if not self.roster.list.select_key(person_id):
            self.roster.lines.clear_filter()
            self.roster.list.select_key(person_id)
        self.roster.setFocus()

    # ---- the end ----

    def may_close(self) -> bool:
        """False while a copy is taken: that is said, and the window closes by itself; told again to close, it does."""
        if self._closing or not self.keeping.copy_before_end():
            return True
        self._closing = True
        self.window.foot.say(_("Backing up first; then the window closes by itself."))
        self.keeping.told.connect(self._close_when_copied)
        return False

    def _close_when_copied(self) -> None:
        if self.keeping.busy:
            return
        self.keeping.told.disconnect(self._close_when_copied)
        if self.keeping.trouble:
            self.window.foot.say(_("No backup could be made: {why} Closing again leaves without one.", why=self.keeping.trouble))
        else:
            self.window.close()

    def let_go(self) -> None:
        """The window closes; what is half typed is kept."""
        self.stage.uncover()
        self.intake.let_go()
        self.attaching.let_go()
        self.alarms.let_go()
        self.keeping.wait()
        self.bridge.let_go()


assert set(WAYS) | set(SHEETS) <= set(BY_ID)


def furnish(window: MainWindow, desk: Desk, look: FirstLook | None = None) -> Rooms:
    """The desk is open: put the panels in; what was typed and pressed meanwhile is kept."""
    load_commands()
    load_queries()
    window.finish()
    typed, had_focus = window.phone.edit.text(), window.phone.edit.hasFocus()
    if look is not None:
        look.bridge.take(desk)
    rooms = Rooms(window, desk, look)
    rooms.intake.take_typed(typed, had_focus)
    rooms.intake.form.phone.setFocus()
    window.take_rooms(rooms)
    return rooms
