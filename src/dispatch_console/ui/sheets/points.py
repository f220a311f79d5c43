"""Points: reports to audit with one key each, the month of every technician, and a person's ledger with its working."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from dispatch_console.commands.points import AnswerPoints, AskPoints, AuditReport, CounterPoints
from dispatch_console.commands.registry import Command
from dispatch_console.domain.moment import local
from dispatch_console.domain.points import shown
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.press import lists, papers
from dispatch_console.queries.points import (
    Grades,
    LedgerLine,
    PersonMonth,
    PointLedger,
    PointMonths,
    PointQuestions,
    PointsSheet,
    QuestionRow,
    ReportsToAudit,
    ToAudit,
)
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.lay import column
from dispatch_console.ui.paint import MIDDLE, RIGHT, box, line, runs, text
from dispatch_console.ui.sheets.paper_side import RULES
from dispatch_console.ui.sheets.quote_parts import yuan
from dispatch_console.ui.sheets.sheet import WorkSheet, rule, said
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.sheets.what_if import WhatIfPanel
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _


def signed(tenths: int) -> str:
    """+5.4 or −2.0."""
    return f"{'−' if tenths < 0 else '+'}{shown(abs(tenths))}"


def small(words: str, token: str = "text2") -> Look:
    """Quiet words in a cell."""
    return Look(words, None, token, SMALL)


def _sum_of(name: str) -> Callable[[PersonMonth], Look]:
    return lambda row: small(shown(getattr(row, name)) if getattr(row, name) else "·")


SUMS = (
    ("hours", N_("Hours")), ("value", N_("Worth")), ("difficulty", N_("Difficulty")), ("bonus", N_("Bonus")),
    ("minus", N_("Off")),
)  # fmt: skip


class PointsSheetView(WorkSheet):
    """To audit → Enter audits; the month → its ledger; Ctrl+Del counters an entry, nothing is rubbed out."""

    action_id = "points"

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "counter", _("Points"))
        self.month = bridge.desk.today().replace(day=1)
        self.audit = FactTable([
            FactColumn("who", N_("Report to audit"), lambda r: Look(str(r.customer), r.method or "—")),
            FactColumn("man", N_("Technician"), lambda r: Look(r.technician, r.number[-8:]), 92),
            FactColumn("fee", N_("Fee"), lambda r: Look(yuan(r.fee_fen), f"{local(r.typed_at, bridge.zone):%m-%d %H:%M}"), 84, True, 1),
        ], lambda r: r.report_id, bridge.now, _("Reports to audit"), height=40)  # fmt: skip
        self.people = FactTable([
            FactColumn("name", N_("Technician"), lambda r: Look(r.name)),
            *(FactColumn(name, word, _sum_of(name), 52, True, gives) for gives, (name, word) in enumerate(SUMS, 2)),
            FactColumn("total", N_("Together"), lambda r: Look(shown(r.total), None, bold=True), 64, True),
            FactColumn("standard", N_("Standard"), lambda r: small(shown(r.standard), "text3"), 60, True, 1),
        ], lambda r: r.person_id, bridge.now, _("The month"), height=28)  # fmt: skip
        self.ledger = FactTable([
            FactColumn("day", N_("Day"), lambda r: small(f"{r.counted_on:%m-%d}"), 58),
            FactColumn("no", N_("No."), lambda r: small(r.number[-8:], "text3"), 80),
            FactColumn("rule", N_("Rule"), self._rule, 90), FactColumn("how", N_("Arithmetic"), lambda r: small(str(r.arithmetic))),
            FactColumn("points", N_("Points"), lambda r: Look(signed(r.points), None, "text3" if self._void(r) else "text", bold=not self._void(r)), 60, True),
        ], lambda r: r.id, bridge.now, _("Ledger"), height=28)  # fmt: skip
        self._void_ids: set[int] = set()
        self._asked_ids: dict[int, QuestionRow] = {}
        self._months: tuple[tuple[dt.date, int], ...] = ()
        self._fen_per_point: dict[str, int] = {}
        self._put()
        self.audit.row_opened.connect(self._audit)
        self.audit.typed.connect(lambda typed: self.audit_all() if typed.lower() == "a" else None)
        self.people.row_picked.connect(lambda _r: self._show_ledger())
        self.people.row_opened.connect(lambda _r: self.ledger.setFocus())
        self._chain = [self.audit, self.people, self.ledger]
        self._ask()
        bridge.changed.connect(self._changed)

    def _put(self) -> None:
        self.person = Painted(228, self._draw_person)
        left = column(said(self._audit_words, 30, right=lambda: _("Enter audits, A all of them")), (self.audit, 1), rule(), self.person,
                      margins=(0, 2, 0, 2))  # fmt: skip
        ledger = said(self._ledger_words, 30, right=lambda: _("only added to: a question Ctrl+N, a counter-entry Ctrl+Del"))
        right = column(said(self._month_words, 30, right=lambda: _("Ctrl+← →  another month")), (self.people, 1), rule(),
                       ledger, (self.ledger, 1), margins=(0, 2, 0, 2))  # fmt: skip
        self.halves(left, right, 38)
        self.what = WhatIfPanel(self.bridge)
        self.what.hide()
        self.what.left.connect(self.ledger.setFocus)
        self.body.addWidget(self.what)
        self.body.addWidget(self.band)
        self.go = KeyButton(_("Audit"), "Enter", "primary")
        self.go.clicked.connect(self.save)
        made = [KeyButton(_(word), key, kind) for word, key, kind in (
            (N_("Counter-entry"), "Ctrl+Del", "outlined"), (N_("Ask"), "Ctrl+N", "outlined"), (N_("Out to Excel"), "Ctrl+S", "ghost"),
            (N_("Try a rule"), "Ctrl+T", "ghost"), (N_("Change rules"), "Ctrl+E", "ghost"))]  # fmt: skip
        for button, what in zip(made, (self.counter, self.ask_question, self.write_out, self.try_rule, self._rules), strict=True):
            button.clicked.connect(what)
        self.foot([self.go, made[0], made[1], None, *made[2:]])
        for key, act in (("Ctrl+S", self.write_out), ("Ctrl+N", self.ask_question)):
            inside_only(self, key, act)

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+T tries a rule, Ctrl+E changes the rules."""
        return {"timeline": self.try_rule, "correct": self._rules}

    def _rules(self) -> None:
        self.sheet_wanted.emit("point_rules", 0)

    def _rule(self, row: LedgerLine) -> Look:
        words = _(RULES.get(row.rule, row.rule))
        if row.id in self._asked_ids:
            return Look(words, None, chip=("risk", "help-circle-outline"))
        if row.counter_of is not None:
            return Look(_("counter-entry"), None, chip=("plain", "undo-variant"))
        return Look(words, None, "text3" if self._void(row) else "text")

    def _void(self, row: LedgerLine) -> bool:
        return row.id in self._void_ids

    # ---- asking ----

    def _changed(self, _changes: object) -> None:
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        waiting = self.bridge.ask(ReportsToAudit())
        self.audit.show_rows(waiting, self.bridge.now)
        people = self.bridge.ask(PointsSheet(month=self.month))
        self.people.show_rows(people, self.bridge.now)
        self._fen_per_point = {g.code: g.fen_per_point for g in self.bridge.ask(Grades())}
        if self.what.isVisibleTo(self):
            self.what.show_month(self.month)
        self.whom = f"{self.month:%Y-%m}"
        self.fact = _("{n} to audit", n=len(waiting)) if waiting else _("all audited")
        self.go.setText(_("Audit {n}", n=1) if waiting else _("Audit"))
        self.go.setEnabled(bool(waiting))
        self._show_ledger()
        self.update()

    def _person(self) -> PersonMonth | None:
        row = self.people.current_row()
        return row if isinstance(row, PersonMonth) else None

    def _show_ledger(self) -> None:
        person = self._person()
        rows = self.bridge.ask(PointLedger(person_id=person.person_id, month=self.month)) if person is not None else ()
        self._void_ids = {r.counter_of for r in rows if r.counter_of is not None}
        asked = self.bridge.ask(PointQuestions(person_id=person.person_id, open_only=True)) if person is not None else ()
        self._asked_ids = {q.entry_id: q for q in asked}
        self._months = self.bridge.ask(PointMonths(person_id=person.person_id, month=self.month)) if person is not None else ()
        self.ledger.show_rows(rows, self.bridge.now)
        self.update()

    def _audit_words(self) -> list[tuple[object, ...]]:
        n = self.audit.table.rowCount()
        return [(_("To audit"), "text", BODY, True), (_("{n} reports", n=n) if n else _("nothing waits"), "text3", SMALL)]

    def _month_words(self) -> list[tuple[object, ...]]:
        return [(f"{self.month:%Y-%m}", "text", BODY, True), (_("audited points count"), "text3", SMALL)]

    def _ledger_words(self) -> list[tuple[object, ...]]:
        person = self._person()
        if person is None:
            return []
        under = person.total - person.standard
        return [(person.name, "text", BODY, True), (_("jobs: {n}, {sign} to the standard", n=person.jobs, sign=signed(under)), "text2", SMALL)]

    # ---- doing ----

    def _audit(self, row: ToAudit) -> bool:
        done = self.do(AuditReport(report_id=row.report_id), _("Audited: {name}.", name=str(row.customer)))
        self.saved = False
        self.uid = uuid4()
        if done is not None:
            self._ask()
        return done is not None

    def save(self) -> None:
        """Audit the report under the cursor."""
        row = self.audit.current_row()
        if isinstance(row, ToAudit):
            self._audit(row)

    def audit_all(self) -> None:
        """Audit what waits, one after another; it stops at the first no."""
        for row in self.audit.table.rows:
            if not self._audit(row):
                return

    def counter(self) -> None:
        """Correct an entry by a counter-entry (Ctrl+Del)."""
        row = self.ledger.current_row()
        if not isinstance(row, LedgerLine):
            return

        def save(answers: Answers) -> None:
            done = self.bridge.do(CounterPoints(entry_id=row.id, reason=answers["reason"]), self.refuse)
            if done is not None:
                self.band.close_band()
                self.done.emit(done.result, _("Countered."))
                self._ask()

        self.band.ask(_("Counter {points} of {day}", points=signed(row.points), day=f"{row.counted_on:%m-%d}"),
                      [Asked("reason", N_("Reason"), wide=3)], save)  # fmt: skip

    def ask_question(self) -> None:
        """A technician asks about the entry under the cursor, or his question is answered (Ctrl+N)."""
        row = self.ledger.current_row()
        if not isinstance(row, LedgerLine):
            self.refuse(_("Pick an entry of the ledger first."))
            return
        asked = self._asked_ids.get(row.id)
        head = _("{points} of {day}: {how}", points=signed(row.points), day=f"{row.counted_on:%m-%d}", how=row.arithmetic)
        if asked is None:
            self.band.ask(head, [Asked("question", N_("He asks"), wide=3)], lambda a: self._told(
                AskPoints(entry_id=row.id, question=a["question"]), _("The question is written down.")))  # fmt: skip
            return
        self.band.ask(f"{asked.asked_by}：{asked.question}", [
            Asked("granted", N_("He is right?"), "no", options=(("no", N_("No")), ("yes", N_("Yes, counter it")))),
            Asked("answer", N_("Answered"), wide=2)], lambda a: self._told(
                AnswerPoints(question_id=asked.id, answer=a["answer"], granted=a["granted"] == "yes"), _("Answered.")))  # fmt: skip

    def _told(self, command: Command, words: str) -> None:
        done = self.bridge.do(command, self.refuse)
        if done is not None:
            self.band.close_band()
            self.done.emit(done.result, words)
            self._ask()
            self.ledger.setFocus()

    def try_rule(self) -> None:
        """Show or hide what the month would be under another rule (Ctrl+T)."""
        shown_now = self.what.isVisibleTo(self)
        self.what.setVisible(not shown_now)
        if shown_now:
            self.people.setFocus()
        else:
            self.what.show_month(self.month)
            self.what.first().setFocus()

    def write_out(self) -> None:
        """The month's sheet, or a person's entries with their working, as Excel (Ctrl+S)."""
        person = self._person()
        which = [("month", N_("The month")), *([("person", person.name)] if person is not None else [])]
        path = Path.home() / f"{_('Points')}-{self.month:%Y-%m}.xlsx"
        self.band.ask(_("Out to Excel"), [Asked("which", N_("What"), "month", options=tuple(which)), Asked("purpose", N_("Purpose"), wide=2),
                                          Asked("path", N_("File"), str(path), wide=3)], self._write)  # fmt: skip

    def _write(self, told: Answers) -> None:
        path, person = Path(told["path"].strip().strip('"')).expanduser(), self._person()
        try:
            if told["which"] == "person" and person is not None:
                n = lists.export_ledger(self.bridge.desk, person.person_id, person.name, self.month, path, told["purpose"])
            else:
                n = papers.export(self.bridge.desk, "points_sheet", self.month, path, told["purpose"])
        except StoreTrouble as trouble:
            self.refuse(No(trouble.said))
            return
        self.band.close_band()
        self.done.emit({}, _("{n} rows were written to {file}.", n=n, file=path.name))

    def _draw_person(self, p: QPainter, r: QRectF) -> None:
        """The month in four lines, the half year in six bars with the standard across them."""
        person = self._person()
        if person is None:
            return
        over = person.total - person.standard
        fen = over * self._fen_per_point.get(person.grade, 0) // 10
        lines = ((_("This month"), f"{person.name} · {_('jobs: {n}', n=person.jobs)}", shown(person.total)),
                 (_("Standard"), person.grade, shown(person.standard)),
                 (_("Worth"), f"{signed(over)} × {yuan(self._fen_per_point.get(person.grade, 0))}", f"{'+' if fen >= 0 else ''}{yuan(fen)}"))  # fmt: skip
        for n, (word, about, said_) in enumerate(lines):
            y = 4 + n * px(22)
            runs(p, 12, y, r.width() - 100, px(22), [(word, "text", BODY), (about, "text3", SMALL)], 8)
            text(p, QRectF(0, y, r.width() - 12, px(22)), said_, "text", BODY, n != 1, RIGHT)
        top, base = 4 + 3 * px(22) + px(26), r.height() - px(40)
        most = max(1, person.standard, *(max(0, v) for _m, v in self._months)) if self._months else 1
        wide = (r.width() - 24) / max(1, len(self._months))
        for n, (month, value) in enumerate(self._months):
            high = (base - top) * max(0, value) / most
            now = month == self.month
            box(p, QRectF(12 + n * wide + wide / 2 - px(11), base - high, px(22), high), "accent" if now else "bar", None, 2)
            text(p, QRectF(12 + n * wide, base + 2, wide, px(18)), _("{n} month", n=month.month), "text" if now else "text2", SMALL, now, MIDDLE)
            text(p, QRectF(12 + n * wide, base + px(18), wide, px(18)), shown(value), "text" if now else "text2", SMALL, now, MIDDLE)
        line(p, 12, base + 0.5, r.width() - 12, base + 0.5)
        if person.standard:
            at = base - (base - top) * person.standard / most
            line(p, 12, at, r.width() - 12, at, "text", 1, Qt.PenStyle.DashLine)
            text(p, QRectF(12, 4 + 3 * px(22), r.width() - 24, px(20)), _("dashed: the standard of {grade}, {points}", grade=person.grade, points=shown(person.standard)), "text3", SMALL, False, RIGHT)

    def _turn_month(self, step: int) -> None:
        first = self.month
        self.month = (first - dt.timedelta(days=1)).replace(day=1) if step < 0 else (first + dt.timedelta(days=32)).replace(day=1)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+Del counters, Ctrl+arrows change the month."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._turn_month(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif control and event.key() == Qt.Key.Key_Delete:
            self.counter()
        else:
            super().keyPressEvent(event)
