"""The line in which a technician's call is typed: one line in, one plain sentence back, Enter saves that sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispatch_console.commands.plans import SettlePlanDay
from dispatch_console.commands.registry import Command
from dispatch_console.commands.visits import CallIn, Escalate
from dispatch_console.commands.workshop import TakeMachineIn
from dispatch_console.domain import callin
from dispatch_console.domain.callin import Caller, Move
from dispatch_console.domain.durations import age_words
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import local
from dispatch_console.queries.next_job import NextJob, NextOffer
from dispatch_console.queries.roster import TechnicianRow, VisitBlock
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.fields import Field
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import draw_icon, runs, text
from dispatch_console.ui.theme import BODY, SMALL, advance, px, wrapped
from dispatch_console.ui.widgets import Painted
from dispatch_console.words import N_, Said, _

NEXT_WORDS: dict[Move, str] = {
    Move.ACCEPTED: N_("Next: he sets out."),
    Move.EN_ROUTE: N_("Next: he arrives."),
    Move.OBJECTED: N_("Next: send somebody else."),
    Move.CUSTOMER_CALLED: N_("Next: he sets out."),
    Move.NOBODY_ANSWERED: N_("He tries again; when it is too late to wait he goes by the address."),
    Move.REFUSED: N_("The clocks stop; tell the supervisor and agree another time."),
    Move.ARRIVED: N_("The arrival clock stops; 15 minutes on site begin."),
    Move.DONE: N_("The repair clocks stop; the slip is due."),
    Move.PARTLY_DONE: N_("A new visit is to be agreed."),
    Move.NEEDS_PART: N_("The clock pauses until the part is here."),
    Move.TAKEN_IN: N_("The machine goes to the workshop."),
    Move.NOBODY_THERE: N_("The clock pauses for the customer."),
    Move.CARD_LEFT: N_("The customer finds it and calls back."),
    Move.ESCALATED: N_("The supervisor owes an answer within 15 minutes."),
    Move.LEFT: N_("He is free for the next job."),
}
NEEDS_NOTE = {
    Move.ESCALATED: N_("Who was told? Type the name."), Move.TAKEN_IN: N_("Who agreed? Type the name."),
    Move.OBJECTED: N_("Why not? Type his reason."), Move.REFUSED: N_("Why was he refused? Type the reason."),
}  # fmt: skip


FREES = frozenset({Move.DONE, Move.PARTLY_DONE, Move.NEEDS_PART, Move.TAKEN_IN, Move.NOBODY_THERE, Move.CARD_LEFT, Move.REFUSED, Move.LEFT})


class CallInLine(QWidget):
    """`lq d -15`: initials, what, when. The echo is a full sentence; amber when unclear, with numbered choices."""

    saved = Signal(object, str)  # the desk's answer, the sentence
    job_named = Signal(int)
    left = Signal()
    offer_taken = Signal(int, int)  # job, technician; 0 when it is his own visit

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.offer: NextOffer | None = None
        self._free: TechnicianRow | None = None
        self._people: tuple[TechnicianRow, ...] = ()
        self._read = callin.CallIn(None, None, None)
        self._no = ""
        self.field = Field(_("Log"), hint=_("initials action time: lq d -15"), after="F6")
        self.field.edit.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.field.edit.textChanged.connect(lambda _typed: self._understand())
        self.field.edit.setAccessibleName(_("Technician calls in"))
        self.field.entered.connect(self.save)
        self.field.edit.installEventFilter(self)
        self.echo = Painted(42, self._draw)
        self.echo.hide()
        body = QVBoxLayout(self)
        body.setContentsMargins(8, 0, 8, 4)
        body.setSpacing(0)
        body.addWidget(self.field)
        body.addWidget(self.echo)
        self.setFocusProxy(self.field)

    def know(self, people: Sequence[TechnicianRow]) -> None:
        """The technicians who may call."""
        self._people = tuple(people)
        self._understand()

    def begin(self, initials: str = "") -> None:
        """Put the cursor here, with a technician's initials when one was picked."""
        if initials:
            self.field.edit.setText(f"{initials} ")
        self.field.edit.setFocus()
        self.field.edit.end(False)

    # ---- understanding ----

    def _understand(self) -> None:
        callers = [Caller(p.id, p.name, tuple(p.initials.split())) for p in self._people]
        self._read = callin.parse(self.field.edit.text(), callers, self.bridge.now, self.bridge.zone)
        self._no = ""
        self._say()

    def _say(self) -> None:
        typed = bool(self.field.edit.text().strip())
        if typed:
            self.offer = None
        self._fit_echo()
        self.echo.setVisible(typed or self.offer is not None)
        self.echo.setAccessibleName(self.sentence())
        self.echo.update()
        block = self._block()
        if block is not None:
            self.job_named.emit(block.job_id)

    def _person(self) -> TechnicianRow | None:
        known = self._read.technician
        return next((p for p in self._people if known is not None and p.id == known.id), None)

    def _block(self) -> VisitBlock | None:
        """The visit that is meant: the one named, else the one under way, else the next planned, else the last."""
        person = self._person()
        if person is None or not person.blocks:
            return None
        if self._read.job_number:
            tail = self._read.job_number.zfill(3)
            return next((b for b in person.blocks if b.number.endswith(tail)), None)
        for shape in ("n", "p"):
            found = [b for b in person.blocks if b.shape == shape]
            if found:
                return found[0]
        return person.blocks[-1]

    def trouble(self) -> str:
        """Why it cannot be saved as it stands; empty when it can."""
        if self._no:
            return self._no
        if self._read.trouble is not None:
            return str(self._read.trouble)
        person, move = self._person(), self._read.move
        if person is None:
            return _("Whose report is it?")
        if move is None:
            return _("{name}: and what? d arrived, w done, z not done, j part, t taken in, n nobody", name=person.name)
        if self._block() is None:
            return _("{name} has no visit today for this.", name=person.name)
        if move in NEEDS_NOTE and not self._read.note:
            return _(NEEDS_NOTE[move])
        return ""

    def sentence(self) -> str:
        """What would be saved, as one sentence; or why not."""
        why = self.trouble()
        if why:
            return why
        person, block, move, when = self._person(), self._block(), self._read.move, self._read.happened_at
        if person is None or block is None or move is None or when is None:
            return ""
        now, there = local(self.bridge.now, self.bridge.zone), local(when, self.bridge.zone)
        time = f"{there:%H:%M}" if there.date() == now.date() else f"{there:%m-%d %H:%M}"
        age: Said = age_words(when, self.bridge.now)
        what = _(callin.MOVE_WORDS[move])
        rest = " · " + _("{what} {time} ({age})", what=what, time=time, age=age) + (f" · {self._read.note}" if self._read.note else "")
        return f"{person.name} · {block.customer}{rest}"

    # ---- saving ----

    def command(self) -> Command | None:
        """What Enter would do."""
        block, move, when, note = self._block(), self._read.move, self._read.happened_at, self._read.note
        person = self._person()
        if self.trouble() or block is None or move is None or person is None:
            return None
        if move is Move.ESCALATED:
            told, _space, problem = note.partition(" ")
            return Escalate(job_id=block.job_id, told_to=NameText(told), problem=problem, happened_at=when)
        if move is Move.TAKEN_IN:
            return TakeMachineIn(job_id=block.job_id, consent_by=NameText(note), happened_at=when)
        kind, reason, part = str(move), "", ""
        if move is Move.NEEDS_PART:
            kind, reason, part = "partly_done", "part", note
        elif move is Move.PARTLY_DONE:
            reason = "other"
        return CallIn(
            job_id=block.job_id, move=kind, technician_id=person.id, happened_at=when, reported_at=self.bridge.now,
            reason=reason, note=note, part=part,
        )  # fmt: skip

    def save(self) -> None:
        """Enter: save exactly what the sentence says; a refusal is said in its place. On an empty line: take the offer."""
        if self.offer is not None and self._free is not None and not self.field.edit.text().strip():
            self._take_offer(self.offer, self._free)
            return
        command, sentence = self.command(), self.sentence()
        person, move = self._person(), self._read.move
        if command is None:
            self._say()
            return
        done = self.bridge.do(command, self._refused)
        if done is not None:
            self.field.edit.clear()
            self.saved.emit(done, sentence)
            if person is not None and move in FREES:
                self._offer_next(person)

    def _take_offer(self, offer: NextOffer, free: TechnicianRow) -> None:
        """Enter on an empty line: his own visit is shown, another job goes to him; a planned day becomes a job first."""
        self._forget()
        job_id = offer.job_id
        if offer.plan_id is not None:
            done = self.bridge.do(SettlePlanDay(plan_id=offer.plan_id, how="job"), self._refused)
            job_id = done.result["job_id"] if done is not None and isinstance(done.result, dict) else None
        if job_id is not None:
            self.offer_taken.emit(job_id, 0 if offer.planned_from is not None else free.id)

    def _offer_next(self, person: TechnicianRow) -> None:
        """He is free: say what he does next, and why (R73)."""
        self.offer, self._free = self.bridge.ask(NextJob(technician_id=person.id)), person
        self._fit_echo()
        self.echo.setVisible(self.offer is not None)
        self.echo.setAccessibleDescription(" · ".join(self.offer_words()) if self.offer else "")
        self.echo.update()

    def offer_words(self) -> tuple[str, str]:
        """Who does what next, and why."""
        if self.offer is None or self._free is None:
            return "", ""
        return _("{name} next: {customer}", name=self._free.name, customer=str(self.offer.customer)), str(self.offer.reason)

    def _forget(self) -> None:
        self.offer, self._free = None, None
        self.echo.setVisible(bool(self.field.edit.text().strip()))

    def _refused(self, no: No) -> None:
        self._no = str(no)
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a digit picks one of several people; Esc clears, then leaves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._forget()
                leave: Callable[[], object] = self.left.emit if not self.field.edit.text() else self.field.edit.clear
                leave()
                return True
            digit = event.text()
            if self._read.choices and digit.isdigit() and 1 <= int(digit) <= len(self._read.choices):
                _who, _space, rest = self.field.edit.text().partition(" ")
                self.field.edit.setText(f"{self._read.choices[int(digit) - 1].name} {rest}".rstrip() + " ")
                return True
        return False

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the sentence takes as many lines as the width asks for."""
        self._fit_echo()

    def _fit_echo(self) -> None:
        self.echo.set_height(42 if self.offer is not None else 22 * len(self._lines()) + 20 * self._below())

    def _left(self) -> float:
        return advance(_("Log"), SMALL) + 10

    def _lines(self) -> list[str]:
        """The sentence whole: who and where, then what and when below when one line is too short; a no is wrapped."""
        room = self.width() - 16 - self._left() - px(17) - 6
        sentence = self.sentence()
        if self.trouble() or " · " not in sentence or room <= 0:
            return wrapped(sentence, max(room, px(80)), 3)
        if advance(sentence, BODY) <= room:
            return [sentence]
        who, where, *rest = sentence.split(" · ")
        return [f"{who} · {where}", *wrapped(" · ".join(rest), room, 2)]

    def _below(self) -> int:
        """How many lines it takes to say what Enter does and what follows."""
        move = self._read.move
        if self.trouble() or move is None:
            return 1
        need = advance(_("Enter saves"), SMALL, True) + 6 + advance(_(NEXT_WORDS[move]), SMALL)
        return 1 if need <= self.width() - 16 - self._left() - px(17) - 4 else 2

    def _draw(self, p: QPainter, r: QRectF) -> None:
        left = self._left()
        if self.offer is not None:
            head, reason = self.offer_words()
            draw_icon(p, left, r.top() + px(11), "account-arrow-right", "accent", 14)
            x = left + px(17)
            text(p, QRectF(x, r.top(), r.width() - x - 4, px(22)), head, "text", BODY, True)
            act = _("Enter shows it") if self.offer.planned_from is not None else _("Enter sends him")
            runs(p, x, r.top() + px(20), r.width() - x - 4, px(20), [(act, "accent", SMALL, True), (reason, "text3", SMALL)])
            return
        why = self.trouble()
        glyph, token = ("alert", "risk_tx") if why else ("arrow-right", "accent")
        draw_icon(p, left, r.top() + px(11), glyph, token, 14)
        x = left + px(17)
        lines = self._lines()
        for n, words in enumerate(lines):
            text(p, QRectF(x, r.top() + n * px(22), r.width() - x - 4, px(22)), words, "risk_tx" if why else "text", BODY)
        move = self._read.move
        below = QRectF(x, r.top() + len(lines) * px(22) - 2, r.width() - x - 4, px(20))
        if why and self._read.choices:
            text(p, below, _("Press the number."), "text3", SMALL)
        elif not why and move is not None:
            end = runs(p, x, below.top(), below.width(), below.height(), [(_("Enter saves"), "accent", SMALL, True)])
            if self._below() == 1:
                text(p, below.adjusted(end - x, 0, 0, 0), _(NEXT_WORDS[move]), "text3", SMALL)
            else:
                text(p, below.translated(0, px(19)), _(NEXT_WORDS[move]), "text3", SMALL)
