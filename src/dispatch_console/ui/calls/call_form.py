"""The form of one call: phone, who, what, when; filled by keyboard alone, never blocking, never writing by itself."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.domain import spoken
from dispatch_console.domain.calls import CHANNELS, MAKES_JOB, CallKind
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.queries.calls import Caller, CallerCard, MachineLine
from dispatch_console.queries.office import Suggest, Suggested
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.calls.facts_card import phone_words
from dispatch_console.ui.calls.form_parts import FormParts
from dispatch_console.ui.calls.lookup import contact_of, look_up, number_of
from dispatch_console.ui.calls.parts import KINDS, ToAsk
from dispatch_console.ui.calls.scripts import Prompter
from dispatch_console.ui.calls.typed import DRAFT, MISSING, Typed, command_of, still_to_ask
from dispatch_console.ui.drafts import DraftKeeper
from dispatch_console.ui.fields import Field
from dispatch_console.ui.picker import Pick
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.words import _

ANSWERED_BY_TYPING = ("fault", "phone", "wish")


class CallForm(FormParts):
    """One call from the first digit to its saving. It asks who is meant and shows it before the next field."""

    saved = Signal(object, bool)  # what the desk answered, whether to dispatch at once
    job_wanted = Signal(int)
    held = Signal()
    left = Signal()
    changed = Signal()  # the title of its tab may be another

    def __init__(self, bridge: Bridge, prompter: Prompter, uid: UUID | None = None, typed: Typed | None = None) -> None:
        super().__init__(bridge)
        self.bridge, self.uid = bridge, uid or uuid4()
        self.typed = Typed()
        self.caller: Caller | None = None
        self.callers: tuple[Caller, ...] = ()
        self._prompter = prompter
        self._suggested: Suggested | None = None
        self._asking = ""
        self._asks: tuple[ToAsk, ...] = ()
        self._done = False
        self.keeper = DraftKeeper(bridge.desk, self.uid, DRAFT, lambda: self.typed.kept(), self)
        self._tie()
        if typed is not None:
            self.fill(typed)
            self.keeper.found()
        self._look()

    # ---- parts ----

    def _tie(self) -> None:
        for name, made in self.fields.items():
            made.edited.connect(lambda said, name=name: self._typed(name, said))
            made.entered.connect(lambda name=name: self.go_on(name))
            made.edit.installEventFilter(self)
        self.people.chosen.connect(self._take_caller)
        self.people.entered.connect(lambda: self.go_on("people"))
        self.machines.chosen.connect(self._take_machine)
        self.machines.entered.connect(lambda: self.go_on("machines"))
        self.kind.chosen.connect(self._kind_chosen)
        self.kind.entered.connect(lambda: self.go_on("kind"))
        self.kind.urgent_wanted.connect(self.toggle_urgent)
        self.chips.picked.connect(self.ask)
        self.card.job_wanted.connect(self.job_wanted)
        self.card.other_wanted.connect(self.another_customer)
        self.save_button.clicked.connect(lambda: self.save())
        self.dispatch_button.clicked.connect(lambda: self.save(dispatch=True))
        self.solved_button.clicked.connect(self.solved)
        self.hold_button.clicked.connect(self.held)
        self.keeper.troubled.connect(lambda said: self.tell(said) if said else None)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Return", self.enter), ("Ctrl+Enter", self.enter), ("Alt+J", self.toggle_urgent), ("Alt+K", self.next_channel),
            ("Alt+Down", self.ask_next), ("Alt+Return", self.open_job),
        )  # fmt: skip
        for key, what in keys:
            inside_only(self, key, what)

    # ---- filling ----

    def fill(self, typed: Typed) -> None:
        """Fill the form in silence."""
        self.typed = typed
        for name, made in self.fields.items():
            made.edit.setText(getattr(typed, name))
        self.kind.show_kind(CallKind(typed.kind), urgent=typed.urgent)
        self._show_channel()
        self.fields["advice"].setVisible(bool(typed.advice))
        self._suggested = self.bridge.ask(Suggest(fault=typed.fault)) if typed.fault else None
        self._echo_wish()
        keep_customer, keep_machine = typed.customer_id, typed.machine_id
        self._search()
        known = next((c for c in self.callers if c.customer_id == keep_customer), None)
        if known is not None:
            self._show_caller(known, keep_machine)

    def _typed(self, name: str, said: str) -> None:
        setattr(self.typed, name, said)
        self.typed.begin(self.bridge.now)
        if self._asking:
            self.typed.answered.append(self._asking)
            self._asking = ""
        if name == "phone":
            self._search()
        elif name == "fault":
            self._suggest()
        elif name == "wish":
            self._echo_wish()
        self.tell("")
        self._touched()

    def _touched(self) -> None:
        self.keeper.typed()
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        self._asks = still_to_ask(self.typed, self._suggested)
        unknown = self.caller is None and not self.callers and not self.typed.empty
        plain = {name for name, _words, field in MISSING if field in ("customer", "caller", "address", "model")}
        hidden = plain if unknown or self.callers else set()  # an empty field in sight asks by itself
        self.chips.show_asks([a for a in self._asks if a.id not in hidden], self._asking)
        self.dispatch_button.setEnabled(CallKind(self.typed.kind) in MAKES_JOB)
        self.unknown.setVisible(unknown)
        self.script.show_line(*self._prompter.line(self._at(), self.typed, self.caller))

    def _search(self) -> None:
        found = look_up(self.bridge, self.typed.phone)
        self.phone.say_after(found.after)
        self.phone.say_error(found.doubt)
        self.callers = found.callers
        if len(found.callers) == 1:
            self._show_caller(found.callers[0])
        else:
            self._show_caller(None)
            self.people.show_picks([self._pick_of(c) for c in found.callers])

    def _pick_of(self, caller: Caller) -> Pick:
        person = caller.contact
        why = _("{n} open", n=len(caller.open_jobs)) if caller.open_jobs else ""
        return Pick(str(caller.name), f"{person.name} {phone_words(person.phone)}" if person else str(caller.address), why)

    def _show_caller(self, caller: Caller | None, machine_id: int | None = None) -> None:
        self.caller = caller
        self.typed.customer_id = caller.customer_id if caller else None
        self.people.show_picks(())
        machines = caller.machines if caller else ()
        at = next((n for n, m in enumerate(machines) if m.id == machine_id), 0)
        self.typed.machine_id = machines[at].id if machines else None
        self.machines.show_picks([Pick(m.model, f"…{m.serial[-5:]}" if m.serial else "", self._why(m))
                                  for m in machines[:5]] if len(machines) > 1 else (), at)  # fmt: skip
        self.card.show_caller(caller, machines[at] if machines else None)

    def refresh(self) -> None:
        """What the card shows has changed, or must be hidden: ask again; what is typed stays."""
        if self.caller is None:
            self.people.show_picks([self._pick_of(c) for c in look_up(self.bridge, self.typed.phone).callers]
                                   if self.people.isVisibleTo(self) else (), self.people.at)  # fmt: skip
            return
        again = self.bridge.ask(CallerCard(number=PhoneText(self.typed.phone)))
        found = next((c for c in again if c.customer_id == self.caller.customer_id), None)
        if found is None:
            known = self.bridge.ask(CallerCard(customer_id=self.caller.customer_id))
            found = known[0] if known else self.caller
        self.caller = found
        machine = next((m for m in found.machines if m.id == self.typed.machine_id), None)
        self.card.show_caller(found, machine)
        self._look()

    def _why(self, machine: MachineLine) -> str:
        jobs = [j for j in (self.caller.open_jobs if self.caller else ()) if j.machine_id == machine.id]
        return _("open {number}", number=jobs[0].number[-8:]) if jobs else ""

    def _take_caller(self, at: int) -> None:
        if at < len(self.callers):
            self._show_caller(self.callers[at])
            self._whole_number()
            self._touched()

    def _take_machine(self, at: int) -> None:
        if self.caller is not None and at < len(self.caller.machines):
            self.typed.machine_id = self.caller.machines[at].id
            self.card.show_caller(self.caller, self.caller.machines[at])
            self._touched()

    def _whole_number(self) -> None:
        """Found by initials or a tail: the number itself goes into the field; a number is grouped for the eye."""
        found = look_up(self.bridge, self.typed.phone)
        if found.is_number and not found.doubt:
            self.phone.edit.setText(PhoneText(self.typed.phone).shown or self.typed.phone)
        if self.caller is None or found.is_number:
            return
        number = number_of(self.bridge, self.caller.customer_id)
        self.typed.phone = number
        self.phone.edit.setText(number)
        self.phone.say_after(look_up(self.bridge, number).after)

    def another_customer(self) -> None:
        """Not this customer (Ctrl+E): choose among those on the number, or type a new one."""
        if self.caller is None:
            return
        callers, gone = self.callers, self.caller
        self._show_caller(None)
        self.callers = tuple(c for c in callers if c is not gone) if len(callers) > 1 else ()
        self.people.show_picks([self._pick_of(c) for c in self.callers])
        self._touched()
        (self.people if self.callers else self.fields["customer"]).setFocus()

    def _suggest(self) -> None:
        found = self.bridge.ask(Suggest(fault=self.typed.fault)) if self.typed.fault.strip() else None
        self._suggested = found
        if found is not None:
            if found.service_type and not self.typed.kind_by_hand and found.service_type in [str(k) for k, _w in KINDS]:
                self.typed.kind = found.service_type
            if not self.typed.urgent_by_hand:
                self.typed.urgent = found.priority in ("urgent", "critical")
        self.kind.show_kind(CallKind(self.typed.kind), urgent=self.typed.urgent)

    def _kind_chosen(self, kind: str) -> None:
        self.typed.kind, self.typed.kind_by_hand = kind, True
        self._touched()

    def toggle_urgent(self) -> None:
        """Urgent or not (Alt+J)."""
        self.typed.urgent, self.typed.urgent_by_hand = not self.typed.urgent, True
        self.kind.show_kind(CallKind(self.typed.kind), urgent=self.typed.urgent)
        self._touched()

    def next_channel(self) -> None:
        """Through what the request came (Alt+K): telephone, WeChat, website and so on; the field's label says it (R8)."""
        known = list(CHANNELS)
        self.typed.channel = known[(known.index(self.typed.channel) + 1) % len(known)]
        self._show_channel()
        self._touched()

    def _show_channel(self) -> None:
        self.phone.label = _("Phone") if self.typed.channel == "phone" else _(CHANNELS[self.typed.channel])
        self.phone.setToolTip(_("Through what it came: Alt+K"))
        self.phone.update()

    def _echo_wish(self) -> None:
        wish = spoken.parse_wish(self.typed.wish, self.bridge.now, self.bridge.zone) if self.typed.wish.strip() else None
        self.fields["wish"].say_after(f"= {wish.echo}" if wish is not None else "")

    # ---- going on ----

    def _order(self) -> list[tuple[str, QWidget]]:
        order: list[tuple[str, QWidget]] = [("phone", self.phone), ("people", self.people), ("machines", self.machines)]
        order += [(n, self.fields[n]) for n in ("customer", "caller", "address", "model", "serial")]
        order += [("kind", self.kind)] + [(n, self.fields[n]) for n in ("fault", "wish", "advice")]
        return [(n, w) for n, w in order if w.isVisibleTo(self)]

    def _at(self) -> str:
        return next((n for n, w in self._order() if w.hasFocus() or (isinstance(w, Field) and w.edit.hasFocus())), "phone")

    def go_on(self, name: str) -> None:
        """Enter: the next field; after the last one the button that saves."""
        if name == "phone":
            self._whole_number()
        names = [n for n, _w in self._order()]
        at = names.index(name) + 1 if name in names else names.index("kind")
        if name == "people":
            at = names.index("machines") if "machines" in names else names.index("kind")
        self._order()[at][1].setFocus() if at < len(names) else self.save_button.setFocus()
        self._look()

    def ask(self, ask_id: str) -> None:
        """Jump to the field that answers a question; typing there takes the chip away."""
        ask = next((a for a in self.chips.asks if a.id == ask_id), None)
        if ask is None:
            return
        self._asking = ask.id if ask.field in ANSWERED_BY_TYPING else ""
        self.fields[ask.field].setFocus()
        self.fields[ask.field].edit.end(False)
        self._look()

    def step_now(self) -> str:
        """The step of the talk (domain.steps) for what is to be minded now."""
        if self.typed.kind == str(CallKind.COMPLAINT):
            return "complaint"
        return "guide" if self.typed.fault.strip() else "answer"

    def ask_next(self) -> None:
        """The next thing still to ask (Alt+↓)."""
        ids = [a.id for a in self.chips.asks]
        if ids:
            self.ask(ids[(ids.index(self._asking) + 1) % len(ids)] if self._asking in ids else ids[0])

    def open_job(self) -> None:
        """Show the open job of this customer (Alt+Enter)."""
        if self.card.open_job is not None:
            self.job_wanted.emit(self.card.open_job.id)

    # ---- saving ----

    def enter(self) -> None:
        """Ctrl+Enter: save; with advice open: solved by phone."""
        if self.fields["advice"].isVisibleTo(self):
            self.solved()
        else:
            self.save()

    def save(self, *, dispatch: bool = False) -> None:
        """Save the call; a refusal is said here and nothing typed is lost."""
        self._save(self._command(ask=self._asks), dispatch and self.dispatch_button.isEnabled())

    def solved(self) -> None:
        """Solved by phone (F9): ask the advice in place, then save it."""
        advice = self.fields["advice"]
        if not advice.isVisibleTo(self):
            advice.show()
            if self._suggested is not None and self._suggested.advice and not self.typed.advice:
                advice.edit.setPlaceholderText(self._suggested.advice)
            self.save_button.setText(_("Solved by phone"))
            self.save_button.updateGeometry()
            self.solved_button.hide()
            advice.setFocus()
            self._look()
        elif not self.typed.advice.strip():
            advice.say_error(_("Write down what was advised."))
            advice.setFocus()
        else:
            self._save(self._command(solved=True), False)

    def urge(self) -> None:
        """The caller urges his open job (F8)."""
        job = self.card.open_job
        if job is None:
            self.tell(_("No open job of this caller to urge."))
            return
        self._save(self._command(urge_job=job.id), False)

    def _command(self, *, ask: tuple[ToAsk, ...] = (), solved: bool = False, urge_job: int | None = None) -> RegisterCall:
        customer_id = self.typed.customer_id
        contact = contact_of(self.bridge, customer_id, self.typed.phone) if customer_id is not None else NameText("")
        return command_of(self.typed, self.uid, ask=ask, contact=contact, solved=solved, urge_job=urge_job)

    def _save(self, command: RegisterCall, dispatch: bool) -> None:
        if self._done:
            return
        self.keeper.flush()
        self.tell("")
        done = self.bridge.do(command, self._refused)
        if done is None:
            return
        self._done = True
        self.keeper.drop()
        self.saved.emit(done.result, dispatch)

    def _refused(self, no: No) -> None:
        self.tell(f"{no} {_('Everything is still here: Ctrl+Enter tries again.')}" if no.again is not None else str(no))

    def close_advice(self) -> bool:
        """Esc: the advice goes, what was typed stays in the draft."""
        advice = self.fields["advice"]
        if not advice.isVisibleTo(self):
            return False
        advice.hide()
        advice.say_error("")
        self.save_button.setText(_("Save"))
        self.solved_button.show()
        self.fields["fault"].setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the keys of a call, when no action of the window has them; Esc never throws typed text away."""
        doing: dict[int, Callable[[], object]] = {
            Qt.Key.Key_F5: lambda: self.save(dispatch=True), Qt.Key.Key_F8: self.urge, Qt.Key.Key_F9: self.solved,
        }  # fmt: skip
        what = doing.get(event.key())
        if what is not None and not event.modifiers():
            what()
        elif event.key() == Qt.Key.Key_Escape:
            if not self.close_advice():
                self.left.emit()
        elif event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.another_customer()
        else:
            super().keyPressEvent(event)
