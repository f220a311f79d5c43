"""The next day's quality call: who is to be called, what to ask, the result, four scores, what he said."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.commands.quality import RecordQualityCall
from dispatch_console.domain.kinds import QUALITY_RESULTS
from dispatch_console.domain.moment import local
from dispatch_console.queries.board import Board, BoardRow
from dispatch_console.queries.card import Card, JobCard
from dispatch_console.queries.office import Scripts, Settings
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.calls.facts_card import phone_words
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.lay import column
from dispatch_console.ui.paint import box, draw_icon, runs, text
from dispatch_console.ui.sheets.dispatch import head_of
from dispatch_console.ui.sheets.scores import Scores
from dispatch_console.ui.sheets.sheet import WorkSheet, fields_row, group, labelled, said
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.theme import BODY, SMALL, TITLE, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

RUNNING = (("yes", N_("Runs well")), ("no", N_("Trouble again")), ("", N_("Not asked")))


def wide() -> int:
    """How wide the labels are."""
    return label_width("Result", "Machine", "Four scores", "Opinion", least=58)


class QualitySheet(WorkSheet):
    """Result → how it runs → four scores → opinion → Ctrl+Enter, then the next one."""

    action_id = "quality"

    def __init__(self, bridge: Bridge, job_id: int) -> None:
        super().__init__(bridge, "phone-check", _("Calling about quality"))
        self.job_id = job_id
        self.card: Card | None = None
        lines = bridge.ask(Scripts(step="quality_call"))
        line = lines[0] if lines else None
        self._say, self._avoid = (line.say, line.avoid.split("|")[0]) if line else ("", "")
        self._firm = bridge.ask(Settings()).get("company_name", "")
        self.due = FactTable([
            FactColumn("who", N_("To be called"), lambda r: Look(str(r.customer), f"{r.technician or '—'} · {r.fault}")),
            FactColumn("no", N_("No."), lambda r: Look(r.number[-8:], None, "text3", SMALL), 78),
        ], lambda r: r.id, bridge.now, _("To be called"), height=40)  # fmt: skip
        self.result = Choice("", [(v, _(w)) for v, w in QUALITY_RESULTS.items()], "satisfied")
        self.running = Choice("", [(v, _(w)) for v, w in RUNNING], "yes")
        self.scores = Scores(wide())
        self.opinion = Field(_("Opinion"), hint=_("as he said it"), label_width=wide())
        self._put()
        self.chain(self.result, self.running, self.scores, self.opinion)
        self.scores.entered.connect(self.opinion.setFocus)
        self.due.row_opened.connect(lambda row: self._take(row.id))
        self.result.chosen.connect(lambda _v: self._look())
        self._take(job_id)

    def _put(self) -> None:
        self.running_row = labelled(_("Machine"), self.running, wide())
        self.score_row = fields_row((self.scores, 1))
        self.follows = said(self._follows, 30, left=12 + wide() + 8)
        self.asked = [
            group(_("Say"), "", 28), Painted(68, self._paint_say),
            group(_("What he answered"), _("four digits in a row, a space = not filled"), 28),
            labelled(_("Result"), self.result, wide()), self.running_row, self.score_row, fields_row((self.opinion, 1)),
            self.follows,
        ]  # fmt: skip
        right = column(Painted(64, self._paint_who), *self.asked, None, margins=(0, 4, 0, 4))
        self.halves(column((self.due, 1), margins=(0, 4, 0, 4)), right, 36)
        self.body.addWidget(self.band)
        self.go = KeyButton(_("Save, next call"), "Ctrl+Return", "primary")
        self.go.clicked.connect(self.save)
        self.foot([self.go, None])

    def _take(self, job_id: int) -> None:
        rows = self._waiting()
        if job_id == 0 and rows:
            job_id = rows[0].id
        self.due.show_rows(rows, self.bridge.now)
        self.due.select_key(job_id)
        card = self.bridge.ask(JobCard(job_id=job_id)) if job_id else None
        self.job_id, self.card = job_id, card
        if card is not None:
            head_of(self, card)
            self.fact = _("try {n}", n=card.quality_tries + 1)
        self.result.value = "satisfied"
        self.running.value = "yes"
        self.scores.show_values([None] * 4)
        self.opinion.edit.clear()
        self.go.setEnabled(card is not None)
        self._look()

    def _waiting(self) -> list[BoardRow]:
        return [r for r in self.bridge.ask(Board()) if str(r.status) == "quality_due"]

    def _look(self) -> None:
        """What is asked: nothing without a job, no scores of one who was not reached."""
        reached = self.result.value != "unreachable"
        for part in self.asked:
            part.setVisible(self.card is not None and (reached or part not in (self.running_row, self.score_row)))
        self.follows.update()
        self.update()

    def _paint_who(self, p: QPainter, r: QRectF) -> None:
        card = self.card
        if card is None:
            text(p, r.adjusted(12, 0, 0, 0), _("Nobody is to be called now."), "text2", BODY)
            return
        runs(p, 12, 4, r.width() - 24, px(32), [(phone_words(card.phone), "text", TITLE, True), (str(card.contact), "text2", BODY)], 14)
        done = next((e for e in card.events if e.kind in ("done", "returned", "collected")), None)
        at = f"{local(done.happened_at, self.bridge.zone):%m-%d %H:%M}" if done is not None else ""
        who = done.technician if done is not None else ""
        runs(p, 12, px(36), r.width() - 24, px(22), [(card.fault, "text"), (" ".join(filter(None, (at, who))), "text2", SMALL),
             (done.detail if done is not None else "", "text3", SMALL)], 12)  # fmt: skip

    def _paint_say(self, p: QPainter, r: QRectF) -> None:
        b = r.adjusted(12, 4, -12, -4)
        box(p, b, "sunken", None, 5)
        draw_icon(p, b.left() + 10, b.top() + px(16), "comment-quote", "accent", 15)
        who = next((v.technician for v in reversed(self.card.visits)), "…") if self.card else "…"
        say = self._say.replace("{company}", self._firm).replace("{technician}", who)
        first, _stop, rest = say.partition("。")
        x, w = b.left() + px(32), b.width() - px(40)
        text(p, QRectF(x, b.top() + 3, w, px(22)), first + _stop, "text")
        text(p, QRectF(x, b.top() + px(21), w, px(22)), rest, "text")
        text(p, QRectF(x, b.top() + px(40), w, px(18)), _("Not: {words}", words=self._avoid) if self._avoid else "", "text3", SMALL)

    def _follows(self) -> list[tuple[str, str, int]]:
        words = {
            "satisfied": _("The job closes."), "unsatisfied": _("The job opens again and is dispatched anew."),
            "unreachable": _("Tried; the third time it ends as not reached."),
        }[self.result.value]  # fmt: skip
        return [(words, "text2", SMALL)]

    def save(self) -> None:
        """Save the call, then the next one."""
        if self.card is None:
            return
        reached = self.result.value != "unreachable"
        timely, skill, attitude, charge = self.scores.values if reached else [None] * 4
        command = RecordQualityCall(
            uid=self.uid, job_id=self.job_id, result=self.result.value,
            running_well={"yes": True, "no": False}.get(self.running.value) if reached else None, timely=timely,
            skill=skill, attitude=attitude, charge=charge, opinion=self.opinion.edit.text().strip(),
        )  # fmt: skip
        if self.do(command, _("Quality call with {name} is noted.", name=str(self.card.customer))) is None:
            return
        rows = [r for r in self._waiting() if r.id != self.job_id]
        self.leave()
        if rows:
            self.sheet_wanted.emit("quality", rows[0].id)
