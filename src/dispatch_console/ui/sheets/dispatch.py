"""Dispatch (F5): who should go, with the reasons for and against, two days under one another, and what to tell him."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from dispatch_console.commands.visits import SHORTEST_REASON, DispatchJob, ReassignVisit
from dispatch_console.domain import spoken
from dispatch_console.domain.durations import length_words
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.card import Card, JobCard
from dispatch_console.queries.dispatching import Candidate, Candidates
from dispatch_console.ui.band import WayOut
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.fields import Field
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import RIGHT, box, runs, text
from dispatch_console.ui.sheets.reasons import Reasons
from dispatch_console.ui.sheets.sheet import WorkSheet, fields_row, rule, said, step_into
from dispatch_console.ui.sheets.table import FactTable
from dispatch_console.ui.sheets.two_days import TwoDays
from dispatch_console.ui.theme import SMALL, advance, px
from dispatch_console.ui.vocabulary import FLAG_CHIPS, FLAG_WORDS
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _


def head_of(sheet: WorkSheet, card: Card) -> None:
    """For whom, flags, number, and the clock that runs: the head of every sheet about a job."""
    sheet.whom = str(card.customer)
    sheet.facts = tuple(filter(None, (card.machine, card.number[-8:])))
    sheet.chips = tuple(
        (_(FLAG_WORDS[f.kind], n=f.count) if "{n}" in FLAG_WORDS[f.kind] else _(FLAG_WORDS[f.kind]), *FLAG_CHIPS[f.kind])
        for f in card.flags
    )
    running = next((c for c in card.clocks if c.due_at is not None and c.stopped_at is None), None)
    if running is not None and running.due_at is not None:
        due = local(running.due_at, sheet.bridge.zone)
        sheet.fact = f"{running.name} {running.words} · {due:%H:%M}"


class DispatchSheet(WorkSheet):
    """Technician table → when → how long → what to bring → Ctrl+Enter."""

    action_id = "dispatch"

    def __init__(self, bridge: Bridge, job_id: int) -> None:
        super().__init__(bridge, "account-arrow-right", _("Dispatch"))
        self.job_id = job_id
        card = bridge.ask(JobCard(job_id=job_id))
        assert card is not None
        self.card = card
        head_of(self, card)
        self.again = any(v.live for v in card.visits) or "reassigned" in card.moves
        self._by_hand = False
        self._anyway = False
        self._letters = ""
        self._stuck = False  # refused, and no way out is taken yet
        self.band.closed.connect(self._band_closed)
        self.promise = next((c.due_at for c in card.clocks if c.kind == "on_site" and c.stopped_at is None), None)
        self.when = Field(_("Arrive"), hint=_("1430, tomorrow morning"))
        self.reasons = Reasons(bridge, self.promise, self._start, self._minutes)
        self.people = FactTable(self.reasons.columns(), lambda c: c.id, bridge.now, _("Technicians"), height=40)
        self.people.row_picked.connect(lambda _row: self._chosen())
        self.people.row_opened.connect(lambda _row: step_into(self.when))
        self.people.typed.connect(self._pick)
        self.never = said(self._never, 26, right=lambda: _("Order: promise → skill → district → load"))
        self.days = TwoDays(bridge.zone)
        self.length = Field(_("Takes"), hint="60")
        self.bring = Field(_("Bring"), hint=_("parts, tools, what to mind"))
        self.why = Field(_("Why another"), hint=_("why somebody else goes"))
        self.reason = Field(_("Reason"), hint=_("at least {n} characters", n=SHORTEST_REASON))
        self._put()
        self.chain(self.people, self.when, self.length, self.bring, self.why, self.reason)
        for field in (self.when, self.length):
            field.edited.connect(lambda _t, field=field: self._retimed(field))
        self.reason.edited.connect(lambda _t: self._look())
        self.why.setVisible(self.again)
        self.reason.hide()
        start = card.agreed_from
        if start is not None and start > bridge.now:
            here = local(start, bridge.zone)
            self.when.edit.setText(f"{here:%H:%M}" if here.date() == bridge.desk.today() else f"{here:%m-%d %H:%M}")
            self._by_hand = True
        self.length.edit.setText("60")
        self._at_first = self._typed()
        kept = self.keep_drafts(f"dispatch:{job_id}", self._content)
        if kept is not None:
            self._take_draft(kept)
        for typed in (self.when, self.length, self.bring, self.why, self.reason):
            typed.edited.connect(lambda _t: self.touched())
        self._ask()
        if kept is not None and self.people.select_key(kept.get("person")) and kept.get("anyway"):
            self._anyway = True
            self._look()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+P dispatches and prints; F7 agrees the time instead; F5 is this sheet already."""
        return {"print": lambda: self._save(then_print=True), "agree_time": lambda: self.go_to("agree_time", self.job_id), "dispatch": self.people.setFocus}

    def propose(self, technician_id: int, start: Moment | None = None) -> None:
        """Put the cursor on a technician who has just become free, or was chosen on the timeline with a time."""
        if start is not None:
            self.when.edit.setText(f"{local(start, self.bridge.zone):%H:%M}")
            self._by_hand = True
            self._ask()
            self._at_first = self._typed()
        self.people.select_key(technician_id)

    # ---- parts ----

    def _put(self) -> None:
        self.body.addWidget(Painted(40, self._need))
        self.body.addWidget(self.people, 1)
        self.body.addWidget(self.never)
        self.body.addWidget(rule())
        self.body.addWidget(self.days)
        self.body.addWidget(fields_row((self.when, 4), (self.length, 2), (self.bring, 6)))
        self.extra: QWidget = fields_row((self.why, 1), (self.reason, 1))
        self.body.addWidget(self.extra)
        self.body.addWidget(self.band)
        self.go = KeyButton(_("Dispatch"), "Ctrl+Return", "primary")
        self.go.clicked.connect(self.save)
        self.print_too = printed = KeyButton(_("Dispatch and print the slip"), "Ctrl+P")
        printed.clicked.connect(lambda: self._save(then_print=True))
        agree = KeyButton(_("Set time"), "F7", "ghost")
        agree.clicked.connect(lambda: self.go_to("agree_time", self.job_id))
        self.foot([self.go, printed, None, agree])

    def _need(self, p: QPainter, r: QRectF) -> None:
        b = r.adjusted(12, 6, -12, -2)
        box(p, b, "sunken", None, 5)
        card = self.card
        right = _("wished: {wish}", wish=card.wish) if card.wish else ""
        parts = [(card.fault, "text"), (str(card.address), "text2"), (str(card.contact), "text2")]
        runs(p, b.left() + 10, b.top(), b.width() - 26 - advance(right, SMALL), b.height(), parts, 16)
        text(p, b.adjusted(0, 0, -10, 0), right, "text3", SMALL, False, RIGHT)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: short of space, the machine column goes first."""
        super().resizeEvent(event)
        hidden = [c for c, wide in (("machine", 940), ("load", 800)) if self.width() < px(wide)]
        self.people.hide_columns(hidden)

    def _never(self) -> list[tuple[str, str, int]]:
        gone = [c for c in self.rows if c.why_not is not None]
        parts = [(_("Cannot go: {n}", n=len(gone)), "text2", SMALL)] if gone else []
        return parts + [(f"{c.name} {c.why_not}", "text3", SMALL) for c in gone]

    # ---- what is chosen ----

    @property
    def rows(self) -> tuple[Candidate, ...]:
        """Who may go, the best first."""
        return self.reasons.rows

    @property
    def chosen(self) -> Candidate | None:
        """The man under the cursor."""
        row = self.people.current_row()
        return row if isinstance(row, Candidate) else None

    def _minutes(self) -> dt.timedelta:
        typed = self.length.edit.text().strip()
        hours, _colon, rest = typed.partition(":")
        if _colon and hours.isdigit() and rest.isdigit():
            return dt.timedelta(minutes=int(hours) * 60 + int(rest))
        return dt.timedelta(minutes=int(typed) if typed.isdigit() and int(typed) else 60)

    def _typed_start(self) -> Moment | None:
        typed = self.when.edit.text().strip()
        if not typed or not self._by_hand:
            return None
        if typed.isdigit() and len(typed) in (3, 4):
            typed = f"{typed[:-2]}:{typed[-2:]}"
        wish = spoken.parse_wish(typed, self.bridge.now, self.bridge.zone)
        if wish is None:
            raise Refused(N_('"{text}" is no time to come: type 1430, 明天上午 or 周三下午3点.'), text=typed)
        return wish.from_at

    def _start(self, c: Candidate) -> Moment:
        try:
            return self._typed_start() or c.earliest_at
        except Refused:
            return c.earliest_at

    def _ask(self) -> None:
        try:
            start = self._typed_start()
            self.when.say_error("")
        except Refused as no:
            start = None
            self.when.say_error(str(no))
        minutes = int(self._minutes().total_seconds() // 60)
        self.reasons.rows = self.bridge.ask(Candidates(job_id=self.job_id, minutes=minutes, planned_from=start, promise_at=self.promise))
        can = [c for c in self.rows if c.why_not is None]
        self.people.show_rows(can, self.bridge.now)
        self.never.update()
        self._chosen()

    def _retimed(self, field: Field) -> None:
        if field is self.when:
            self._by_hand = bool(self.when.edit.text().strip())
        self._ask()

    def _chosen(self) -> None:
        man = self.chosen
        if man is None:
            self.go.setEnabled(False)
            return
        self._anyway = self._stuck = False
        self.reason.hide()
        if not self._by_hand:
            self.when.edit.setText(f"{local(man.earliest_at, self.bridge.zone):%H:%M}")
        start, end = self._start(man), self._start(man) + self._minutes()
        ahead = max(0, int((start - self.bridge.now).total_seconds() // 60))
        self.when.say_after(_("in {n}", n=length_words(ahead)) if ahead else _("now"))
        self.length.say_after(f"→ {local(end, self.bridge.zone):%H:%M}")
        best = self.rows[0]
        other = [] if best.id == man.id else [(best, self._start(best), self._start(best) + self._minutes(), False)]
        self.days.show_days([*other, (man, start, end, True)], self.promise, self.bridge.now, str(self.card.customer), self.job_id)
        self._look()

    def _look(self) -> None:
        man = self.chosen
        self.extra.setVisible(self.again or self._anyway)
        self.why.setVisible(self.again)
        self.reason.setVisible(self._anyway)
        short = self._anyway and len(self.reason.edit.text().strip()) < SHORTEST_REASON
        self.go.setText(_("Dispatch {name} anyway", name=man.name) if self._anyway and man else
                        _("Dispatch {name}", name=man.name) if man else _("Dispatch"))
        self.go.updateGeometry()
        for button in (self.go, self.print_too):
            button.setEnabled(man is not None and not short and not self._stuck)

    def _pick(self, typed: str) -> None:
        """A digit takes the row; letters one after another take the man with these initials (l, then lq)."""
        if typed.isdigit() and 1 <= int(typed) <= self.people.table.rowCount():
            self._letters = ""
            self.people.selectRow(int(typed) - 1)
        for letters in (self._letters + typed.lower(), typed.lower()):
            found = next((c for c in self.rows if c.why_not is None and any(i.startswith(letters) for i in c.initials.split())), None)
            if found is not None:
                self._letters = letters
                self.people.select_key(found.id)
                return

    # ---- drafts ----

    def _typed_words(self) -> dict[str, Field]:
        return {"length": self.length, "bring": self.bring, "why": self.why, "reason": self.reason}

    def _content(self) -> dict[str, object] | None:
        typed = self._typed()
        if typed == self._at_first:
            return None
        man = self.chosen
        return {**typed, "anyway": self._anyway, "person": man.id if man is not None else 0}

    def _typed(self) -> dict[str, str]:
        when = {"when": self.when.edit.text() if self._by_hand else ""}
        return {**when, **{name: field.edit.text() for name, field in self._typed_words().items()}}

    def _take_draft(self, kept: dict[str, object]) -> None:
        for name, field in self._typed_words().items():
            field.edit.setText(str(kept.get(name, "")))
        self.when.edit.setText(str(kept.get("when", "")))
        self._by_hand = bool(self.when.edit.text())

    # ---- saving ----

    def save(self) -> None:
        """Dispatch the man under the cursor."""
        self._save()

    def _save(self, *, then_print: bool = False) -> None:
        man = self.chosen
        if man is None or self.saved or self._stuck:
            return
        try:
            start = self._typed_start() or man.earliest_at
        except Refused as no:
            self.refuse(str(no))
            return
        minutes = int(self._minutes().total_seconds() // 60)
        reason = self.reason.edit.text().strip() if self._anyway else ""
        command: DispatchJob | ReassignVisit
        if self.again:
            command = ReassignVisit(
                uid=self.uid, job_id=self.job_id, technician_id=man.id, reason=self.why.edit.text().strip(),
                planned_from=start, minutes=minutes, override_reason=reason,
            )  # fmt: skip
        else:
            command = DispatchJob(
                uid=self.uid, job_id=self.job_id, technician_id=man.id, planned_from=start, minutes=minutes,
                bring=self.bring.edit.text().strip(), override_reason=reason,
            )  # fmt: skip
        if self.do(command, _("Dispatched to {name}.", name=man.name), lambda no: self._ways(man, no),
                   _("Not dispatched to {name}: ", name=man.name)) is not None:
            self.leave()
            if then_print:
                self.sheet_wanted.emit("print", self.job_id)

    def _ways(self, man: Candidate, no: No) -> list[WayOut]:
        if no.again is not None or (man.overlap is None and man.why_not is None):
            return []
        ways = []
        free = next((c for c in self.rows if c.why_not is None and c.overlap is None and c.id != man.id), None)
        if free is not None:
            at = f"{local(self._start(free), self.bridge.zone):%H:%M}"
            ways.append(WayOut(_("{name} instead, {time}", name=free.name, time=at), lambda: self._take(free)))
        at = f"{local(man.earliest_at, self.bridge.zone):%H:%M}"
        ways.append(WayOut(_("{name} at {time}", name=man.name, time=at), lambda: self._later(man)))
        ways.append(WayOut(_("{name} anyway, with a reason", name=man.name), self._with_reason))
        self._stuck = True
        self._look()
        return ways

    def _band_closed(self) -> None:
        self._stuck = False
        self._look()

    def _take(self, man: Candidate) -> None:
        self.band.close_band()
        self.people.select_key(man.id)
        self.people.setFocus()

    def _later(self, man: Candidate) -> None:
        self.band.close_band()
        self._by_hand = False
        self._ask()
        self.people.select_key(man.id)
        self.when.setFocus()

    def _with_reason(self) -> None:
        self._anyway, self._stuck = True, False
        self._look()
        self.reason.setFocus()
