"""Typing a returned repair report, in the order of the paper: no mouse, no Tab, the eye stays on the sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from dispatch_console.commands.papers import Part, TypeReport
from dispatch_console.domain import money, spoken
from dispatch_console.domain.durations import length_words
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.board import Board
from dispatch_console.queries.card import Card, JobCard
from dispatch_console.queries.office import Price, PriceList
from dispatch_console.queries.reports import JobOfPaper, PointsPreview
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.lay import column
from dispatch_console.ui.picker import Pick, Picker
from dispatch_console.ui.sheets.dispatch import head_of
from dispatch_console.ui.sheets.paper_side import paint_paper, paint_points
from dispatch_console.ui.sheets.quote_parts import yuan
from dispatch_console.ui.sheets.report_parts import CHECKS, PAYMENTS, RESULTS, part_table
from dispatch_console.ui.sheets.scores import Scores
from dispatch_console.ui.sheets.sheet import WorkSheet, fields_row, group, labelled, rule, said
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.ticks import Ticks
from dispatch_console.ui.widgets import KeyButton, Painted, SlimBar
from dispatch_console.words import _

W = 58
FEES = ("visit_fee", "labour", "other_fee", "discount")
WORDS = ("number", "price", "cause", "method", "left_over", "advice", "arrived", "completed", "counter", *FEES, "opinion", "signed")


class ReportSheet(WorkSheet):
    """Six groups as on the paper; Enter goes on, Ctrl+Enter saves and opens the next paper."""

    action_id = "report"

    def __init__(self, bridge: Bridge, job_id: int) -> None:
        super().__init__(bridge, "file-document-edit-outline", _("Typing a report"))
        self.job_id = job_id
        self.card: Card | None = None
        self.parts: list[Part] = []
        self.prices = bridge.ask(PriceList())
        self._code = ""
        self._group = 0
        self._make()
        self._put()
        self._take_job(job_id)
        kept = self.keep_drafts(f"report:{job_id}", self._content)
        if kept is not None:
            self._fill(kept)
        self._look()

    # ---- parts ----

    def _make(self) -> None:
        w = self._wide = label_width("Paper", "Cause", "Work done", "Part name", "Arrived", "Visit fee", "Opinion", "Four scores", "Left over", "Result", "Confirmed", least=W)
        s = label_width("Finished", "Labour", "Signed", least=40, most=60)
        self.fields: dict[str, Field] = {
            "number": Field(_("Paper"), label_width=w), "price": Field(_("Work item"), hint=_("code or initials: hours and points"), label_width=s + px(14)),
            "cause": Field(_("Cause"), label_width=w), "method": Field(_("Work done"), label_width=w),
            "left_over": Field(_("Left over"), hint=_("empty when nothing"), label_width=w), "advice": Field(_("Advice for use")),
            "part": Field(_("Part name"), hint=_("name; Enter on an empty one goes on"), label_width=w), "old": Field(_("Old no.")),
            "new": Field(_("New no.")), "pieces": Field(_("Qty")), "part_price": Field(_("Unit price")),
            "arrived": Field(_("Arrived"), hint="0852", label_width=w), "completed": Field(_("Finished"), hint="0912", label_width=s),
            "counter": Field(_("Reading"), label_width=s + px(8)), "visit_fee": Field(_("Visit fee"), hint="0", label_width=w),
            "labour": Field(_("Labour"), hint="0", label_width=s), "other_fee": Field(_("Other fee"), hint="0"),
            "discount": Field(_("Discount"), hint="0"),
            "opinion": Field(_("Opinion"), label_width=w), "signed": Field(_("Signed"), label_width=s),
        }  # fmt: skip
        self.payment = Choice("", [(v, _(words)) for v, words in PAYMENTS], "免费")
        self.result = Choice("", [(v, _(words)) for v, words in RESULTS], "")
        self.checks = Ticks("", [(v, _(words)) for v, words in CHECKS])
        self.total = said(self._owed, 32)
        self.scores = Scores(w + 4)
        self.picks = Picker(_("Which work item?"), left=W + 20)
        self.table = part_table(self.bridge.now)

    def _put(self) -> None:
        f = self.fields
        rows: tuple[tuple[int, QWidget], ...] = (
            (0, group(_("1 Whose and which"), _("type the number or scan it"), 25)),
            (0, fields_row((f["number"], 4), (f["price"], 6))), (0, self.picks),
            (1, group(_("2 Fault and work"), "", 25)),
            (1, fields_row((f["cause"], 1))), (1, fields_row((f["method"], 1))), (1, labelled(_("Result"), self.result, self._wide)),
            (1, fields_row((f["left_over"], 1), (f["advice"], 1))),
            (2, group(_("3 Parts"), _("name → old → new → quantity → price; Enter goes on"), 25)),
            (2, self.table),
            (2, fields_row((f["part"], 6), (f["old"], 4), (f["new"], 4), (f["pieces"], 3), (f["part_price"], 4))),
            (3, group(_("4 Times and counter"), "", 25)),
            (3, fields_row((f["arrived"], 4), (f["completed"], 3), (f["counter"], 3))),
            (4, group(_("5 Fee"), "", 25)),
            (4, fields_row((f["visit_fee"], 4), (f["labour"], 4), (f["other_fee"], 3), (f["discount"], 3))),
            (4, fields_row((labelled(_("Payment"), self.payment, self._wide), 3), (self.total, 2), left=0)),
            (5, group(_("6 Customer"), _("four digits in a row, a space = not filled"), 25)),
            (5, fields_row((self.scores, 1), left=8)), (5, labelled(_("Confirmed"), self.checks, self._wide)),
            (5, fields_row((f["opinion"], 5), (f["signed"], 4))),
        )  # fmt: skip
        holder = column(*(widget for _n, widget in rows), None, margins=(0, 2, 0, 2))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setVerticalScrollBar(SlimBar(scroll))
        scroll.setWidget(holder)
        scroll.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        self.pages = scroll
        self.paper = Painted(264, lambda p, r: paint_paper(p, r, f["number"].edit.text(), self._group, self._done()))
        self.points = Painted(180, lambda p, r: paint_points(p, r, self._earned))
        self._earned: tuple[Any, ...] = ()
        self.differs = said(self._differ, 26)
        side = column(self.paper, rule(), self.points, rule(), self.differs, None, margins=(0, 4, 0, 4))
        self.halves(scroll, side, 70)
        self.body.addWidget(self.band)
        self.keep_button = KeyButton(_("Save, next paper"), "Ctrl+Return", "primary")
        self.keep_button.clicked.connect(self.save)
        self.foot([self.keep_button, None])
        self._tie(rows)

    def _tie(self, rows: tuple[tuple[int, QWidget], ...]) -> None:
        f = self.fields
        then = ("left_over", "advice", "part", "old", "new", "pieces", "part_price", "arrived", "completed", "counter", *FEES)
        self.chain(f["number"], f["price"], f["cause"], f["method"], self.result, *(f[n] for n in then), self.payment, self.scores,
                   self.checks, f["opinion"], f["signed"])  # fmt: skip
        for name in ("part", "part_price", "price", "number"):
            f[name].entered.disconnect()
        f["number"].entered.connect(self._number_entered)
        f["price"].entered.connect(self._price_entered)
        f["price"].edited.connect(self._search)
        f["part"].entered.connect(lambda: self.go_on(f["part"]) if f["part"].edit.text().strip() else f["arrived"].setFocus())
        f["part_price"].entered.connect(self._add_part)
        self.picks.entered.connect(lambda: self._take_price(self.picks.at))
        self.scores.entered.connect(self.checks.setFocus)
        self.scores.changed.connect(self._touched)
        for choice in (self.payment, self.result, self.checks):
            choice.chosen.connect(lambda _v: self._touched())
        for field in f.values():
            field.edited.connect(lambda _t: self._touched())
        for n, row in rows:
            for child in [row, *row.findChildren(QWidget)]:
                child.setProperty("group", n)
                child.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the paper in small follows the keyboard."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._group = int(watched.property("group") or 0)
            self.paper.update()
            self.pages.ensureWidgetVisible(watched, 0, px(40))
        return super().eventFilter(watched, event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: short of height, the small paper goes first, then the reckoning."""
        super().resizeEvent(event)
        self.paper.setVisible(self.height() >= px(576))
        self.points.setVisible(self.height() >= px(320))

    # ---- the job ----

    def _take_job(self, job_id: int) -> None:
        card = self.bridge.ask(JobCard(job_id=job_id))
        if card is None:
            return
        self.job_id, self.card = job_id, card
        head_of(self, card)
        waiting = [r.id for r in self.bridge.ask(Board()) if str(r.status) == "work_done"]
        self.fact = _("papers not typed yet: {n}", n=len(waiting)) if waiting else ""
        paper = next((p.number for p in card.papers if p.kind == "work_order"), "")
        number = self.fields["number"]
        number.edit.setText(paper)
        visit = next((v.technician for v in reversed(card.visits)), "")
        number.say_after(" · ".join(filter(None, (str(card.customer), visit))))
        self._told = {e.kind: e.happened_at for e in reversed(card.events) if e.corrected_by is None}
        zone = self.bridge.zone
        for name, kind in (("arrived", "arrived"), ("completed", "done")):
            at = self._told.get(kind)
            self.fields[name].say_after(_("told {time}", time=f"{local(at, zone):%H:%M}") if at else "")
        quote = card.quotes[0] if card.quotes else None
        self.fields["labour"].say_after(_("quote {sum}", sum=yuan(quote.total_fen)) if quote else "")
        self.fields["signed"].say_after(str(card.contact))
        self.update()

    def _number_entered(self) -> None:
        number = self.fields["number"]
        found = self.bridge.ask(JobOfPaper(number=number.edit.text()))
        if found is None:
            number.say_error(_("No paper {number} is known; the job may be typed instead (0302-009).", number=number.edit.text().strip()))
            return
        number.say_error("")
        if found != self.job_id:
            self._take_job(found)
        self.go_on(number)
        self._look()

    def first(self) -> QWidget:
        """A paper that is known begins with its work item."""
        return self.fields["number"]

    # ---- work item and parts ----

    def _search(self, typed: str) -> None:
        plain = typed.strip().lower()
        self._found: list[Price] = []
        self._code = ""
        if plain:
            self._found = [p for p in self.prices if p.kind == "labour" and (
                plain in p.name or p.code.lower().startswith(plain) or any(plain in i for i in p.initials))][:5]  # fmt: skip
        self.picks.show_picks([Pick(p.name, p.code) for p in self._found])

    def _price_entered(self) -> None:
        if self.picks.picks and not self._code:
            if len(self.picks.picks) == 1:
                self._take_price(0)
            else:
                self.picks.setFocus()
            return
        self.go_on(self.fields["price"])

    def _take_price(self, at: int) -> None:
        if at < len(self._found):
            self._code = self._found[at].code
            self.fields["price"].edit.setText(self._found[at].name)
            self.fields["price"].say_after(self._code)
            self.picks.show_picks(())
            self._touched()
            self.go_on(self.fields["price"])

    def _add_part(self) -> None:
        f = self.fields
        name = f["part"].edit.text().strip()
        if not name:
            f["arrived"].setFocus()
            return
        n = f["pieces"].edit.text().strip()
        self.parts.append(Part(name=name, old_serial=f["old"].edit.text().strip(), new_serial=f["new"].edit.text().strip(),
                               quantity=int(n) if n.isdigit() and int(n) else 1, price_fen=self._fen("part_price")))  # fmt: skip
        for field in ("part", "old", "new", "pieces", "part_price"):
            f[field].edit.clear()
        self._look()
        f["part"].setFocus()
        self.touched()

    # ---- what is understood ----

    def _fen(self, name: str) -> int:
        typed = self.fields[name].edit.text().strip()
        try:
            fen = money.parse_yuan(typed) if typed else 0
        except ValueError:
            self.fields[name].say_error(_("This is no amount in yuan."))
            return 0
        self.fields[name].say_error("")
        return fen

    def _time(self, name: str) -> Moment | None:
        typed = self.fields[name].edit.text().strip()
        if not typed:
            return None
        try:
            found = spoken.parse_happened(typed, self.bridge.now, self.bridge.zone)
        except Refused as no:
            self.fields[name].say_error(str(no))
            return None
        self.fields[name].say_error("")
        return found

    def _touched(self) -> None:
        self._look()
        self.touched()

    def _look(self) -> None:
        self.table.show_rows(self.parts, self.bridge.now)
        self.table.setVisible(bool(self.parts))
        self.table.setFixedHeight(px(24) + px(26) * min(3, len(self.parts)) + 2)
        fee = self._fen("visit_fee") + self._fen("labour")  # what points are counted of
        self._earned = self.bridge.ask(PointsPreview(job_id=self.job_id, price_code=self._code, fee_fen=fee))
        arrived, completed = self._time("arrived"), self._time("completed")
        if arrived is not None and completed is not None:
            minutes = int((completed - arrived).total_seconds() // 60)
            self.fields["completed"].say_after(f"= {length_words(minutes)}" if minutes >= 0 else "")
        for part in (self.points, self.paper, self.differs, self.total):
            part.update()

    def _differ(self) -> list[tuple[Any, ...]]:
        arrived, told = self._time("arrived"), self._told.get("arrived") if self.card else None
        if arrived is None or told is None or abs((arrived - told).total_seconds()) < 120:
            return []
        minutes = int(abs((arrived - told).total_seconds()) // 60)
        return [(_("◆ Arrival differs by {n} min", n=minutes), "risk_tx", SMALL, True), (_("the paper counts, both stay"), "text2", SMALL)]

    def _owed(self) -> list[tuple[Any, ...]]:
        """What the paper must show as the sum, to be held against it."""
        parts = sum(p.quantity * p.price_fen for p in self.parts)
        sum_ = parts + self._fen("visit_fee") + self._fen("labour") + self._fen("other_fee") - self._fen("discount")
        if not sum_ and not parts:
            return []
        token = "risk_tx" if sum_ < 0 else "text"
        return [(_("parts {sum}", sum=yuan(parts)), "text3", SMALL), (_("in all {sum}", sum=yuan(sum_)), token, BODY, True)]

    def _done(self) -> list[bool]:
        t: Callable[[str], str] = lambda n: self.fields[n].edit.text().strip()  # noqa: E731
        return [bool(self._code), bool(t("method")), bool(self.parts), bool(t("arrived") and t("completed")),
                bool(t("labour") or t("visit_fee")), any(self.scores.values)]  # fmt: skip

    # ---- saving ----

    def save(self) -> None:
        """Save the report and open the next paper."""
        t = {n: f.edit.text().strip() for n, f in self.fields.items()}
        if t["part"]:
            self._add_part()
        timely, skill, attitude, charge = self.scores.values
        command = TypeReport(
            uid=self.uid, job_id=self.job_id, form_number=t["number"], arrived_at=self._time("arrived"),
            completed_at=self._time("completed"), cause=t["cause"], method=t["method"], left_over=t["left_over"],
            counter=int(t["counter"].replace(" ", "")) if t["counter"].replace(" ", "").isdigit() else None,
            parts=tuple(self.parts), fee_visit_fen=self._fen("visit_fee"), fee_labour_fen=self._fen("labour"),
            fee_other_fen=self._fen("other_fee"), fee_discount_fen=self._fen("discount"), result=self.result.value, advice=t["advice"],
            checks=tuple(v for v, _w in CHECKS if v in self.checks.values),
            payment=self.payment.value, rate_timely=timely, rate_skill=skill, rate_attitude=attitude, rate_charge=charge,
            opinion=t["opinion"], signed_by=NameText(t["signed"]), price_code=self._code,
        )  # fmt: skip
        if self.do(command, _("Report {number} is typed.", number=t["number"])) is None:
            if not t["method"]:
                self.fields["method"].setFocus()
            return
        following = [r.id for r in self.bridge.ask(Board()) if str(r.status) == "work_done" and r.id != self.job_id]
        self.leave()
        if following:
            self.sheet_wanted.emit("report", following[0])

    # ---- drafts ----

    def _content(self) -> dict[str, object] | None:
        typed = {n: self.fields[n].edit.text() for n in WORDS if n != "number"}
        if not any(typed.values()) and not self.parts and not any(self.scores.values):
            return None
        parts = [[p.name, p.old_serial, p.new_serial, p.quantity, p.price_fen] for p in self.parts]
        return {**typed, "parts": parts, "scores": list(self.scores.values), "code": self._code, "payment": self.payment.value, "result": self.result.value,
                "checks": [v for v, _w in CHECKS if v in self.checks.values]}  # fmt: skip

    def _fill(self, kept: dict[str, object]) -> None:
        for name in WORDS:
            if name in kept:
                self.fields[name].edit.setText(str(kept[name]))
        parts, scores = kept.get("parts"), kept.get("scores")
        if isinstance(parts, list):
            self.parts = [Part(name=a, old_serial=b, new_serial=c, quantity=n, price_fen=fen) for a, b, c, n, fen in parts]
        if isinstance(scores, list):
            self.scores.show_values(scores)
        self._code = str(kept.get("code") or "")
        self.payment.choose(str(kept.get("payment") or "免费"))
        self.result.choose(str(kept.get("result") or ""))
        checks = kept.get("checks")
        if isinstance(checks, list):
            self.checks.show_values(checks)


