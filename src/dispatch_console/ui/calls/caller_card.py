"""The card of a ringing telephone: who it is and what is open, beside the form; it never takes the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispatch_console.commands.calls import RecordMissedCall
from dispatch_console.desk.ringing import Ring
from dispatch_console.domain import phones
from dispatch_console.domain.clocks import Level
from dispatch_console.domain.jobs import STATUS_WORDS
from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.queries.calls import Caller, CallerCard
from dispatch_console.ui import paint, theme
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.calls.lookup import KIND_WORDS
from dispatch_console.ui.lay import row
from dispatch_console.ui.paint import RIGHT, box, draw_icon, mark, ready, runs, text
from dispatch_console.ui.theme import BODY, HEAD, SMALL, TITLE, px
from dispatch_console.ui.widgets import KeyButton
from dispatch_console.words import _

WIDE, HIGH = 396, 246


@dataclass(frozen=True, slots=True)
class Ringing:
    """One call that rings."""

    number: PhoneText
    name: str
    since: Moment
    callers: tuple[Caller, ...]
    key: str = ""  # the telephone system's own name of the call, else the number


class RingingCard(QWidget):
    """A child of the main window, never focusable: the eye finds the caller, the keyboard stays where it is.

    Known callers stand above unknown ones; each call stays until it is dealt with or another telephone took it.
    """

    answered = Signal(str, str, object)  # number, name, since when it rang: the intake opens a form with them
    put_off = Signal(str)
    emptied = Signal()

    def __init__(self, parent: QWidget, bridge: Bridge) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.calls: list[Ringing] = []
        self._no = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.take = KeyButton(_("Take the call"), "F2", "primary", "phone-incoming")
        self.later = KeyButton(_("Call back later"), "Shift+F2")
        for button in (self.take, self.later):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.take.clicked.connect(self.answer)
        self.later.clicked.connect(self.call_back_later)
        body = QVBoxLayout(self)
        body.setContentsMargins(24, 0, 18, 24)
        body.addStretch(1)
        body.addWidget(row(self.take, self.later, None))
        theme.look.changed.connect(self._fix)
        bridge.minute.connect(lambda _now: self.update())
        self._fix()
        self.hide()

    def _fix(self) -> None:
        self.resize(px(WIDE), px(HIGH))
        self.update()

    # ---- what happens ----

    def heard(self, ring: Ring) -> None:
        """What the telephone system says; one card a call, and none of it is lost."""
        known = next((c for c in self.calls if c.key == ring.key), None)
        if ring.state == "ringing":
            self.incoming(ring.number, ring.name, ring.key)
        elif ring.state == "answered":
            self.gone(ring.key)
        elif known is not None:
            self._missed(known)
        elif ring.state == "missed":
            self._missed(Ringing(PhoneText(ring.number), ring.name, self.bridge.now, (), ring.key))

    def incoming(self, number: str, name: str = "", key: str = "") -> None:
        """A telephone rings: show who it is; the keyboard stays where it is."""
        if any(c.key == (key or number) for c in self.calls):
            return
        callers = self.bridge.ask(CallerCard(number=PhoneText(number)))
        self.calls.append(Ringing(PhoneText(number), name, self.bridge.now, callers, key or number))
        self.calls.sort(key=lambda c: (not c.callers, c.since))
        self._show()

    def gone(self, key: str) -> None:
        """Another telephone took it."""
        self.calls = [c for c in self.calls if c.key != key]
        self._show()

    def answer(self) -> None:
        """Take the call in front (F2)."""
        if self.calls:
            call = self.calls.pop(0)
            self._show()
            self.answered.emit(str(call.number), call.name, call.since)

    def call_back_later(self) -> None:
        """Not now (Shift+F2): the number is to be called back."""
        if not self.calls:
            return
        self._missed(self.calls[0])

    def _missed(self, call: Ringing) -> None:
        done = self.bridge.do(RecordMissedCall(number=call.number, started_at=call.since), self._refused)
        if done is not None:
            self.calls = [c for c in self.calls if c is not call]
            self._show()
            self.put_off.emit(str(call.number))

    def _refused(self, no: No) -> None:
        self._no = str(no)
        self.update()

    def place_at(self, corner: QPoint) -> None:
        """Stand beside the form, over the job card."""
        self.move(corner)

    def _show(self) -> None:
        self._no = ""
        self.setVisible(bool(self.calls))
        self.setAccessibleName(" · ".join(self.lines()))
        if self.calls:
            self.raise_()
            self.update()
        else:
            self.emptied.emit()

    # ---- what it says ----

    def lines(self) -> list[str]:
        """The card in words, for tests and screen readers."""
        if not self.calls:
            return []
        call = self.calls[0]
        said = [self._number(call), self._who(call)]
        job = self._job(call)
        if job is not None:
            said += [job[1], job[2]]
        return [s for s in said if s]

    def _number(self, call: Ringing) -> str:
        return str(call.number.masked) if self.bridge.masked else call.number.shown or str(call.number)

    def _who(self, call: Ringing) -> str:
        if not call.callers:
            return call.name or _("Unknown number")
        return " / ".join(str(c.name) for c in call.callers[:2])

    def _job(self, call: Ringing) -> tuple[str, str, str, str] | None:
        jobs = [j for c in call.callers for j in c.open_jobs]
        if not jobs:
            return None
        now = self.bridge.now
        order = {Level.LATE: 0, Level.SOON: 1, Level.FINE: 2, Level.PAUSED: 3}
        job = min(jobs, key=lambda j: (order.get(j.clock.level(now) or Level.PAUSED, 4), j.id))
        level = str(job.clock.level(now) or "")
        words = job.clock.words(now)
        clock = f"{job.clock.word} {words}" if words is not None else ""
        urged = _("urged {n}", n=job.urged) if job.urged else ""
        status = " · ".join(filter(None, (_(STATUS_WORDS[job.status]), job.technician, job.fault)))
        return level, _("Open {number} {clock}", number=job.number[-8:], clock=clock).strip(), status, urged

    def _last(self, call: Ringing) -> str:
        for caller in call.callers:
            for job in caller.last_jobs:
                if job.done_at is not None:
                    day = f"{local(job.done_at, self.bridge.zone):%m-%d}"
                    return " ".join(filter(None, (day, job.technician, job.fault)))
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: number, place, name, the open job with its clock, the last visit."""
        if not self.calls:
            return
        call = self.calls[0]
        p = ready(QPainter(self))
        r = QRectF(self.rect()).adjusted(8, 6, -8, -10)
        paint.shadow(p, r)
        box(p, r, "surface", "accent", 10, 2)
        x, w, y = r.left() + 16, r.width() - 32, r.top()
        draw_icon(p, x, y + px(22), "phone-ring", "accent", 18)
        waited = max(0, int((self.bridge.now - call.since).total_seconds()))
        more = _("and {n} more", n=len(self.calls) - 1) if len(self.calls) > 1 else ""
        runs(p, x + px(26), y + px(10), w - px(26), px(24), [(_("Ringing"), "accent", BODY, True),
             (f"{waited // 60:02d}:{waited % 60:02d}", "text2", SMALL), (more, "risk_tx", SMALL)])  # fmt: skip
        hint = _("What is half typed stays as a draft")
        text(p, QRectF(x, y + px(10), w, px(24)), hint, "text3", SMALL, False, RIGHT)
        text(p, QRectF(x, y + px(38), w, px(30)), self._number(call), "text", TITLE, True)
        kind = phones.parse(call.number).kind
        text(p, QRectF(x, y + px(40), w, px(28)), _(KIND_WORDS.get(kind, "")), "text3", SMALL, False, RIGHT)
        contact = call.callers[0].contact if call.callers else None
        who = " ".join(filter(None, (str(contact.name), contact.position))) if contact else ""
        runs(p, x, y + px(70), w, px(24), [(self._who(call), "text", HEAD, True), (who, "text2", BODY)])
        job = self._job(call)
        b = QRectF(x, y + px(102), w, px(48))
        if job is not None:
            level, head, detail, urged = job
            fill, token, dim = {"late": ("over_bg", "over_tx", "text2"), "soon": ("risk_bg", "risk_tx", "risk_tx")}.get(
                level, ("sunken", "text", "text2"))  # fmt: skip
            box(p, b, fill, None, 6)
            mark(p, b.left() + 10, b.top() + px(14), level, token)
            runs(p, b.left() + px(25), b.top() + 2, b.width() - px(30), px(24), [(head, token, BODY, True), (urged, token, SMALL)])
            text(p, QRectF(b.left() + px(25), b.top() + px(24), b.width() - px(32), px(20)), detail, dim, SMALL)
        else:
            box(p, b, "sunken", None, 6)
            said = _("No open job.") if call.callers else _("Not known yet: the form opens with the number.")
            text(p, b.adjusted(12, 0, -8, 0), said, "text2", BODY)
        line = self._no or self._last(call)
        if line:
            token = "risk_tx" if self._no else "text2"
            label = "" if self._no else _("Last")
            runs(p, x, y + px(156), w, px(22), [(label, "text3", SMALL), (line, token, SMALL)])
