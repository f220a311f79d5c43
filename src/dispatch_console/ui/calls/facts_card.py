"""The customer's card in the form of a call: who and where, machine, open job, last visit, each with its verdict."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from dispatch_console.domain.jobs import STATUS_WORDS
from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.moment import local
from dispatch_console.queries.calls import Caller, JobLine, MachineLine
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.paint import RIGHT, box, chip, chip_width, draw_icon, runs, text
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.vocabulary import WARRANTY_CHIPS
from dispatch_console.ui.widgets import Painted
from dispatch_console.words import _

LINE = 23
Verdict = tuple[str, str, str]  # words, chip, glyph


def phone_words(phone: PhoneText) -> str:
    """A number for the eye; one that is hidden stays as it is."""
    return str(phone) if "*" in phone else phone.shown or str(phone)


class FactsCard(Painted):
    """Four facts, the verdict at the right of each; an open job stands first of all."""

    job_wanted = Signal(int)
    other_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        self.caller: Caller | None = None
        self.machine: MachineLine | None = None
        self._bridge = bridge
        self._job_at: QRectF | None = None
        self._other_at: QRectF | None = None
        super().__init__(133, self._paint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        self.hide()

    def show_caller(self, caller: Caller | None, machine: MachineLine | None) -> None:
        """Show a caller's facts for one of the machines; None hides the card."""
        self.caller, self.machine = caller, machine
        self.setVisible(caller is not None)
        self.setAccessibleName("\n".join(self.lines()))
        self._h = 41 + LINE * max(1, len(self._facts()))
        self._fix()

    def lines(self) -> list[str]:
        """What the card says, line by line, for tests and screen readers."""
        if self.caller is None:
            return []
        head = [str(self.caller.name) + (" · " + _("Key") if self.caller.kind == "key" else "")]
        return head + [" ".join(filter(None, (a, b, v[0]))) for _g, a, b, v, _job in self._facts()]

    @property
    def open_job(self) -> JobLine | None:
        """The open job that an urging belongs to: the machine's own first."""
        if self.caller is None:
            return None
        mine = [j for j in self.caller.open_jobs if self.machine is not None and j.machine_id == self.machine.id]
        return next(iter([*mine, *self.caller.open_jobs]), None)

    def _facts(self) -> list[tuple[str, str, str, Verdict, int | None]]:
        caller = self.caller
        if caller is None:
            return []
        now, zone = self._bridge.now, self._bridge.zone
        facts: list[tuple[str, str, str, Verdict, int | None]] = []
        job = self.open_job
        if job is not None:
            words = job.clock.words(now)
            level = job.clock.level(now)
            status = _(STATUS_WORDS[job.status])
            clock = f"{job.clock.word} {words}" if words is not None else ""
            more = _("and {n} more", n=len(caller.open_jobs) - 1) if len(caller.open_jobs) > 1 else ""
            detail = " · ".join(filter(None, (status, job.technician, clock, more)))
            kind = "over" if str(level) == "late" else "key"
            facts.append(("clipboard-text", _("Open {number}", number=job.number[-8:]), detail,
                          (_("Urge") + "  F8", kind, "bell-ring"), job.id))  # fmt: skip
        person = caller.contact
        who = " ".join(filter(None, (str(person.name), person.position))) if person else _("No contact known")
        where = " ".join(filter(None, (phone_words(person.phone) if person else "", str(caller.address))))
        facts.append(("account-group", who, where, ("", "", ""), None))
        if self.machine is not None:
            m = self.machine
            serial = _("serial …{tail}", tail=m.serial[-5:]) if m.serial else _("no serial known")
            kind, glyph, word = WARRANTY_CHIPS[m.verdict]
            if m.verdict == "in" and m.until is not None:
                words_ = _("In warranty to {day}", day=m.until.isoformat())
            else:
                words_ = _(word)
            facts.append(("printer", m.model, serial, (words_, kind, glyph), None))
        else:
            facts.append(("printer", _("No machine known"), "", ("", "", ""), None))
        last = next((j for j in caller.last_jobs if j.done_at is not None), None)
        if last is not None and last.done_at is not None:
            day = f"{local(last.done_at, zone):%m-%d}"
            verdict: Verdict = ("", "", "")
            if caller.repeat_days is not None:
                verdict = (_("Repeat? {n} days", n=caller.repeat_days), "risk", "repeat")
            facts.append(("history", _("Last {day} {who}", day=day, who=last.technician).strip(), last.fault, verdict, last.id))
        elif caller.calls_today:
            facts.append(("history", _("{n} calls today", n=caller.calls_today), "", ("", "", ""), None))
        return facts

    def _paint(self, p: QPainter, r: QRectF) -> None:
        caller = self.caller
        self._job_at = self._other_at = None
        if caller is None:
            return
        b = r.adjusted(0, 4, 0, -4)
        box(p, b, "sunken", "line", 6)
        x, w, y = b.left() + 12, b.width() - 22, b.top() + 4
        other = _("Other  Ctrl+E")
        keep = advance(other, SMALL) + 10 + (chip_width(_("Key"), "plain", "star") if caller.kind == "key" else 0)
        end = x + text(p, QRectF(x, y, w - keep, px(24)), str(caller.name), "text", BODY, True) + 8
        if caller.kind == "key":
            chip(p, end, y + px(12), _("Key"), "plain", "star", 18)
        text(p, QRectF(x, y, w, px(24)), other, "text3", SMALL, False, RIGHT)
        self._other_at = QRectF(x + w - advance(other, SMALL), y, advance(other, SMALL), px(24))
        for k, (glyph, fact, detail, verdict, job_id) in enumerate(self._facts()):
            yy = y + px(25) + k * px(LINE)
            words, kind, mark = verdict
            cw = chip_width(words, kind, mark) + 10 if words else 0
            late = kind == "over"
            if late:
                box(p, QRectF(b.left() + 5, yy, b.width() - 10, px(22)), "over_bg", None, 4)
            draw_icon(p, x, yy + px(11), glyph, "over_tx" if late else "text3", 14)
            token, dim = ("over_tx", "over_tx") if late else ("text", "text2")
            runs(p, x + px(21), yy, b.right() - x - px(27) - cw, px(22), [(fact, token, BODY, late), (detail, dim, SMALL)])
            if words:
                chip(p, b.right() - cw, yy + px(11), words, "key" if late else kind, mark)
            if job_id is not None and glyph == "clipboard-text":
                self._job_at = QRectF(b.left(), yy, b.width() - cw, px(22))

    def _clicked(self, at: QPoint) -> None:
        job = self.open_job
        if job is not None and self._job_at is not None and self._job_at.contains(at.toPointF()):
            self.job_wanted.emit(job.id)
        elif self._other_at is not None and self._other_at.contains(at.toPointF()):
            self.other_wanted.emit()
