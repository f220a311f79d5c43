"""Calls in hand, several half typed at once: tabs, and the form of the one that is in front."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.moment import Moment, stored
from dispatch_console.queries.calls import CallerCard
from dispatch_console.queries.registry import spec_of
from dispatch_console.ui.bridge import Bridge, touches
from dispatch_console.ui.calls.call_form import CallForm
from dispatch_console.ui.calls.parts import CallTab, CallTabs
from dispatch_console.ui.calls.scripts import Prompter
from dispatch_console.ui.calls.typed import DRAFT, Typed
from dispatch_console.ui.drafts import kept_of
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.words import _


class _Stack(QStackedWidget):
    """As high as the form in front, not as the highest."""

    def sizeHint(self) -> Any:
        """Qt: the size of the form in front."""
        front = self.currentWidget()
        return front.sizeHint() if front is not None else super().sizeHint()

    def minimumSizeHint(self) -> Any:
        """Qt: the same."""
        front = self.currentWidget()
        return front.minimumSizeHint() if front is not None else super().minimumSizeHint()


class Intake(QWidget):
    """The place where calls are written down. A second caller never harms the first."""

    call_saved = Signal(object)  # the desk's answer: call_id, job_id, number, complaint_id
    job_wanted = Signal(int)
    dispatch_wanted = Signal(int)
    left = Signal()  # Esc: back to where the keyboard was
    fitted = Signal()  # it needs another height

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self._prompter = Prompter(bridge)
        self.forms: list[CallForm] = []
        self._drafts: set[CallForm] = set()
        self._room = 0
        self.tabs = CallTabs()
        self._stack = _Stack()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.tabs)
        body.addWidget(self._stack)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._name_tabs)
        self._second.start()
        self.tabs.picked.connect(self.go_to)
        bridge.masking.connect(lambda _on: self._name_tabs())
        reads = spec_of(CallerCard).reads
        bridge.changed.connect(lambda changes: self.form.refresh() if touches(changes, reads) else None)
        bridge.minute.connect(lambda _now: self.form.card.update())
        for key, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            inside_only(self, key, partial(self.turn, step))
        inside_only(self, "Ctrl+W", self.hold)
        self._offer_drafts()
        self._add(CallForm(bridge, self._prompter))

    @property
    def form(self) -> CallForm:
        """The call in front."""
        form = self._stack.currentWidget()
        assert isinstance(form, CallForm)
        return form

    def claims(self) -> Mapping[str, Callable[[], None]]:
        """What actions of the window do while the keyboard is in here: to be given to MainWindow.claim."""
        return {
            "dispatch": lambda: self.form.save(dispatch=True), "done": lambda: self.form.solved(),
            "phone_solved": lambda: self.form.solved(), "urge": lambda: self.form.urge(),
            "correct": lambda: self.form.another_customer(),
        }  # fmt: skip

    def take_typed(self, typed: str, had_focus: bool) -> None:
        """What was typed into the phone field before the desk was open."""
        if typed:
            self.form.phone.edit.setText(typed)
            self.form._typed("phone", typed)
        if had_focus:
            self.form.phone.setFocus()

    def new_call(self, number: str = "", name: str = "", rang_at: Moment | None = None) -> None:
        """Another call (F2): an empty form in front; what is half typed waits in its tab."""
        empty = next((f for f in self.forms if f.typed.empty), None)
        if empty is None:
            empty = CallForm(self.bridge, self._prompter)
            self._add(empty)
        self.go_to(self.forms.index(empty))
        if number:
            shown = PhoneText(number).shown or number
            empty.phone.edit.setText(shown)
            empty.typed.rang = stored(rang_at) if rang_at is not None else ""
            empty._typed("phone", shown)
            if name and empty.caller is None:
                empty.fields["caller"].edit.setText(name)
                empty._typed("caller", name)
            empty.go_on("phone")
        else:
            empty.phone.setFocus()

    def go_to(self, at: int) -> None:
        """Bring a call to the front; the keyboard goes where it was in it."""
        if not 0 <= at < len(self.forms):
            return
        had = self._stack.currentWidget()
        self._stack.setCurrentWidget(self.forms[at])
        if had is not self.forms[at] or not self.form.isAncestorOf(self.focusWidget() or self):
            (self.form.focusWidget() or self.form.phone).setFocus()
        self._fit()
        self._name_tabs()

    def turn(self, step: int) -> None:
        """The next call (Ctrl+Tab)."""
        self.go_to((self.forms.index(self.form) + step) % len(self.forms))

    def settle(self) -> None:
        """The call in front was dealt with otherwise (a message, put through): an empty form in its place."""
        form = self.form
        if not form.typed.empty:
            form.keeper.drop()
            self._take_away(form)

    def hold(self) -> None:
        """Put the call aside as a draft and open an empty form."""
        self.form.keeper.keep()
        self._drafts.add(self.form)
        self.new_call()

    # ---- inside ----

    def _offer_drafts(self) -> None:
        for uid, kept in kept_of(self.bridge.desk, DRAFT):
            form = CallForm(self.bridge, self._prompter, uid, Typed.of(kept))
            self._drafts.add(form)
            self._add(form)

    def _add(self, form: CallForm) -> None:
        self.forms.append(form)
        self._stack.addWidget(form)
        form.saved.connect(lambda result, dispatch, form=form: self._saved(form, result, dispatch))
        form.job_wanted.connect(self.job_wanted)
        form.held.connect(self.hold)
        form.left.connect(self.left)
        form.changed.connect(lambda form=form: self._changed(form))
        form.installEventFilter(self)
        self._stack.setCurrentWidget(form)
        self._fit()
        self._name_tabs()

    def _saved(self, form: CallForm, result: Any, dispatch: bool) -> None:
        self._take_away(form)
        self.call_saved.emit(result)
        if dispatch and isinstance(result, dict) and result.get("job_id") is not None:
            self.dispatch_wanted.emit(int(result["job_id"]))

    def _take_away(self, form: CallForm) -> None:
        at = self.forms.index(form)
        self.forms.remove(form)
        self._drafts.discard(form)
        if not self.forms:
            self._add(CallForm(self.bridge, self._prompter))
        self._stack.removeWidget(form)
        form.hide()
        form.deleteLater()
        self.go_to(min(at, len(self.forms) - 1))

    def _changed(self, form: CallForm) -> None:
        self._drafts.discard(form)
        self._name_tabs()

    def fit_into(self, height: int) -> None:
        """So much room there is: the sentence to say goes before a field or a button."""
        self._room = height
        self._fit()

    def _fit(self) -> None:
        form = self.form
        whole = form.sizeHint().height() + (form.script.height() if form.script.away and form.script.say else 0)
        form.script.give_way(0 < self._room < self.tabs.sizeHint().height() + whole)
        self._stack.setFixedHeight(form.sizeHint().height())
        self._stack.updateGeometry()
        self.fitted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the form became higher or lower."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._stack.currentWidget():
            QTimer.singleShot(0, self, self._fit)
        return False

    def _name_tabs(self) -> None:
        self.tabs.show_tabs([self._tab(form) for form in self.forms], self.forms.index(self.form))

    def _tab(self, form: CallForm) -> CallTab:
        typed = form.typed
        number = typed.phone if len(typed.phone) < 9 else f"{typed.phone[:3]}…{typed.phone[-4:]}"
        known = NameText(form.caller.name if form.caller else typed.customer)
        label = (known.masked if self.bridge.masked else str(known)) or number or _("New call")
        if typed.empty:
            return CallTab(label, "", draft=False)
        started = typed.started_at
        if form in self._drafts or started is None:
            return CallTab(label, _("draft"), draft=True)
        seconds = max(0, int((self.bridge.now - started).total_seconds()))
        return CallTab(label, f"{seconds // 60:02d}:{seconds % 60:02d}")

    def let_go(self) -> None:
        """The window closes: what is half typed is kept."""
        self._second.stop()
        for form in self.forms:
            form.keeper.let_go()
