"""Figures: how well the promises of a period were kept, each with the list behind it, and the parts that were wanted."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from dispatch_console.commands.quality import FOLLOW_UP_CHANNELS, SurveyCustomer
from dispatch_console.domain.moment import local
from dispatch_console.domain.phones import parse
from dispatch_console.queries.figures import HINTS, WORDS, Behind, Figure, PartsUse, PartUse, ServiceFigures
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice
from dispatch_console.ui.lay import column, row
from dispatch_console.ui.paint import box
from dispatch_console.ui.sheets.sheet import WorkSheet, said
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.theme import BODY, SMALL, TITLE, px
from dispatch_console.ui.widgets import KeyButton
from dispatch_console.words import N_, _

PERIODS = (("day", N_("One day")), ("week", N_("Week")), ("month", N_("Month")), ("quarter", N_("Quarter")))
RESULTS = (("satisfied", N_("Satisfied")), ("unsatisfied", N_("Not satisfied")), ("unreachable", N_("Not reached")))
CHANNELS = dict(zip(FOLLOW_UP_CHANNELS, (N_("Telephone"), N_("By SMS"), N_("By e-mail"), N_("Online"), N_("On site")), strict=True))


def span_of(period: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of the period in which a day lies."""
    if period == "day":
        return day, day
    if period == "week":
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=6)
    months = 1 if period == "month" else 3
    first = day.replace(day=1, month=(day.month - 1) // months * months + 1)
    return first, (first + dt.timedelta(days=31 * months)).replace(day=1) - dt.timedelta(days=1)


class FiguresSheet(WorkSheet):
    """A figure at the left, the list behind it at the right; Enter opens a job, or asks whose warranty has ended."""

    action_id = "figures"

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "chart-bar", _("Figures"))
        self.day = bridge.desk.today()
        self.period = Choice("", [(v, _(w)) for v, w in PERIODS], "month")
        self.figures = FactTable([
            FactColumn("what", N_("Figure"), lambda f: Look(_(WORDS[f.kind]), _(HINTS[f.kind]))),
            FactColumn("share", N_("Share"), self._share, 76, True),
            FactColumn("bar", "", lambda f: Look("", draw=lambda p, r: self._bar(p, r, f)), 96, gives=1),
            FactColumn("of", N_("Of"), lambda f: Look(f"{f.good} / {f.of}", None, "text2", SMALL), 72, True),
        ], lambda f: f.kind, bridge.now, _("Figures"), height=48)  # fmt: skip
        self.behind = FactTable([
            FactColumn("who", N_("Customer"), self._who),
            FactColumn("at", N_("When"), lambda b: Look(f"{local(b.at, bridge.zone):%m-%d %H:%M}" if b.at else "", None, "text2", SMALL), 96, gives=1),
            FactColumn("good", N_("Counted"), self._good, 96),
        ], lambda b: (b.job_id, b.machine_id, b.at), bridge.now, _("The list behind it"), height=40)  # fmt: skip
        self.parts = FactTable([
            FactColumn("part", N_("Part"), lambda u: Look(u.part, "、".join(u.models[:4]) or None)),
            FactColumn("used", N_("Put in"), lambda u: Look(str(u.used or "·")), 62, True),
            FactColumn("asked", N_("Waited for"), lambda u: Look(str(u.asked or "·")), 72, True),
            FactColumn("days", N_("Days"), lambda u: Look(f"{u.days_waited:.1f}" if u.days_waited is not None else "·", None, "text2", SMALL), 56, True, 1),
        ], lambda u: u.part, bridge.now, _("Parts"), height=40)  # fmt: skip
        self._put()
        self.period.chosen.connect(lambda _v: self._ask())
        self.figures.row_picked.connect(lambda _r: self._show_behind())
        self.figures.row_opened.connect(lambda _r: self.behind.setFocus())
        self.behind.row_opened.connect(self._open)
        self.behind.row_picked.connect(lambda _r: self.update())
        self._chain = [self.period, self.figures, self.behind, self.parts]
        self._ask()
        bridge.changed.connect(self._changed)

    def _put(self) -> None:
        left = column(row(self.period, None, margins=(12, 4, 12, 4)), (self.figures, 100), 6, said(self._parts_words, 30), (self.parts, 1), margins=(0, 2, 0, 2))  # fmt: skip
        right = column(said(self._behind_words, 34, right=self._enter_words), (self.behind, 1), margins=(0, 2, 0, 2))
        self.halves(left, right, 52)
        self.body.addWidget(self.band)
        before, after = KeyButton(_("Earlier"), "Ctrl+←"), KeyButton(_("Later"), "Ctrl+→")
        before.clicked.connect(lambda: self.turn(-1))
        after.clicked.connect(lambda: self.turn(1))
        self.foot([before, after, None])

    # ---- what is shown ----

    def _changed(self, _changes: object) -> None:
        if self.isVisible():
            self._ask()

    def _share(self, figure: Figure) -> Look:
        if figure.percent is None:
            return Look("—", None, "text3")
        below = figure.aim and figure.percent < figure.aim
        aim = _("aim {n} %", n=figure.aim) if figure.aim else None
        return Look(f"{figure.percent:.0f} %", aim, "over_tx" if below else "text", BODY, True)

    def _bar(self, p: QPainter, r: QRectF, figure: Figure) -> None:
        whole = QRectF(r.left(), r.center().y() - px(4), r.width() - 8, px(8))
        box(p, whole, "track", None, 4)
        share = (figure.percent or 0) / 100
        if share:
            below = figure.aim and share * 100 < figure.aim
            box(p, QRectF(whole.left(), whole.top(), max(px(8), whole.width() * share), whole.height()), "over" if below else "bar", None, 4)
        if figure.aim:
            x = whole.left() + whole.width() * figure.aim / 100
            box(p, QRectF(x - 1, whole.top() - 3, 2, whole.height() + 6), "text3", None, 0)

    def _who(self, line: Behind) -> Look:
        name = str(line.who)
        return Look(parse(name).shown if name.isdigit() else name, line.what if line.what and line.what != name else None)

    def _good(self, line: Behind) -> Look:
        if line.good is None:
            return Look(_("not counted"), None, "text3", SMALL)
        return Look(_("Yes"), None, "text2", SMALL) if line.good else Look(_("No"), None, chip=("over", "close-circle-outline"))

    def _ask(self) -> None:
        first, last = span_of(self.period.value, self.day)
        self.whom = f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} – {last:%m-%d}"
        figures: tuple[Figure, ...] = self.bridge.ask(ServiceFigures(first=first, last=last))
        parts: tuple[PartUse, ...] = self.bridge.ask(PartsUse(first=first, last=last))
        self.figures.show_rows(figures, self.bridge.now)
        self.parts.show_rows(parts, self.bridge.now)
        self._fit()
        self.fact = "" if self.figures.table.rowCount() else _("Nothing happened in this time.")
        self._show_behind()
        self.update()

    def _fit(self) -> None:
        """The figures as high as they are, never cut for a list of parts that is empty."""
        self.figures.setMaximumHeight(px(26) + px(48) * self.figures.table.rowCount() if self.figures.table.rowCount() else 16777215)
        used = self.parts.table.rowCount()
        self.parts.horizontalHeader().setVisible(bool(used))
        self.parts.setMinimumHeight(px(26) + px(40) * min(used, 2) if used else 0)

    def _figure(self) -> Figure | None:
        found = self.figures.current_row()
        return found if isinstance(found, Figure) else None

    def _show_behind(self) -> None:
        figure = self._figure()
        self.behind.show_rows(figure.lines if figure is not None else (), self.bridge.now)
        self.update()

    def _behind_words(self) -> list[tuple[object, ...]]:
        figure = self._figure()
        return [] if figure is None else [(_(WORDS[figure.kind]), "text", TITLE - 3, True), (str(len(figure.lines)), "text3", SMALL)]

    def _parts_words(self) -> list[tuple[object, ...]]:
        told = _("put in and waited for") if self.parts.table.rowCount() else _("none was put in or waited for in this time")
        return [(_("Parts"), "text", BODY, True), (told, "text3", SMALL)]

    def _enter_words(self) -> str:
        line = self.behind.current_row()
        if not isinstance(line, Behind):
            return ""
        ways = ((line.job_id, _("Enter opens the job")), (line.machine_id, _("Enter notes what he said")), (line.customer_id, _("Enter begins a call")))
        return next((words for row_id, words in ways if row_id is not None), "")

    # ---- doing ----

    def turn(self, step: int) -> None:
        """The period before or after (Ctrl+← →)."""
        first, last = span_of(self.period.value, self.day)
        self.day = first - dt.timedelta(days=1) if step < 0 else last + dt.timedelta(days=1)
        self._ask()

    def _open(self, line: Behind) -> None:
        if line.job_id is not None:
            self.job_wanted.emit(line.job_id)
        elif line.machine_id is not None:
            self._survey(line)
        elif line.customer_id is not None:
            self.customer_wanted.emit(line.customer_id)

    def _survey(self, line: Behind) -> None:
        def save(answers: Answers) -> None:
            command = SurveyCustomer(machine_id=line.machine_id or 0, result=answers["result"], opinion=answers["opinion"], channel=answers["channel"], uid=uuid4())
            done = self.bridge.do(command, self.refuse)
            if done is not None:
                self.band.close_band()
                self.done.emit(done.result, _("Noted: {name}.", name=str(line.who)))
                self._ask()

        self.band.ask(
            _("The warranty ended: is {name} satisfied?", name=str(line.who)),
            [Asked("result", N_("Result"), "satisfied", options=RESULTS, wide=2), Asked("opinion", N_("Opinion"), wide=2),
             Asked("channel", N_("How"), "phone", options=tuple(CHANNELS.items()), wide=3)], save,
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+arrows change the period."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turn(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)
