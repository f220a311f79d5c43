"""Figures: a period as charts or as tables, each with the list behind it; counted beside the window, written out as one report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from dispatch_console.commands.quality import FOLLOW_UP_CHANNELS, SurveyCustomer
from dispatch_console.commands.setup import SetSetting
from dispatch_console.domain import periods
from dispatch_console.domain.early_warning import LEVEL
from dispatch_console.domain.kinds import QUALITY_RESULTS
from dispatch_console.domain.masked import mask
from dispatch_console.domain.periods import name_of, span_of
from dispatch_console.paper.kept import Listed
from dispatch_console.press import service_report
from dispatch_console.press.service_report import Analysis, analysis
from dispatch_console.queries.figures import WORDS, Behind, Figure
from dispatch_console.queries.statistics import TITLES, Bar, BehindBar, Counted, Tile
from dispatch_console.ui import theme
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice
from dispatch_console.ui.filtering import FilterBox
from dispatch_console.ui.lay import column, row
from dispatch_console.ui.sheets import figure_tables as tables
from dispatch_console.ui.sheets.chart_paint import percent, value_words
from dispatch_console.ui.sheets.chart_tiles import ChartTiles
from dispatch_console.ui.sheets.papers import PapersSheet
from dispatch_console.ui.sheets.sheet import rule, said, upright
from dispatch_console.ui.sheets.worker import BesideSheet
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, SMALL, TITLE, px
from dispatch_console.ui.widgets import KeyButton
from dispatch_console.words import N_, _

PERIODS = (("day", N_("One day")), ("week", N_("Week")), ("month", N_("Month")), ("quarter", N_("Quarter")), ("year", N_("Year")))
PAGES = (("figures", N_("Figures")), ("people", N_("Technicians")), ("numbers", N_("Charts")))
CHANNELS = dict(zip(FOLLOW_UP_CHANNELS, (N_("Telephone"), N_("By SMS"), N_("By e-mail"), N_("Online"), N_("On site")), strict=True))


class FiguresSheet(BesideSheet):
    """Charts with the list behind the chosen bar below them, or tables; Enter opens a job, or asks whose warranty has ended."""

    action_id = "figures"

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "chart-bar", _("Statistics"))
        self.day = bridge.desk.today()
        self.found: Analysis | None = None
        self.progress = ""
        self._again = False
        self.period = Choice("", [(v, _(w)) for v, w in PERIODS], "month")
        self.period.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.filter = FilterBox(_("Number, customer, fault, part, zone, model"), 190)
        self.filter.hide()
        self.charts, self.cases = ChartTiles(), tables.cases_table(bridge)
        self.page = Choice("", [(v, _(w)) for v, w in PAGES], "figures")
        self.figures, self.behind, self.parts = tables.figures_table(bridge), tables.behind_table(bridge), tables.parts_table(bridge)
        self.people, self.numbers = tables.people_table(bridge), tables.numbers_table(bridge)
        self._put()
        self.period.chosen.connect(lambda _v: self._ask())
        self.page.chosen.connect(lambda _v: self._turn_page())
        self.filter.changed.connect(lambda _t: self._ask())
        self.filter.cleared.connect(self._clear)
        self.filter.onward.connect(lambda: self.first().setFocus())
        self.charts.picked.connect(self._show_cases)
        self.charts.opened.connect(self.cases.setFocus)
        self.cases.row_opened.connect(self._open)
        self.figures.row_picked.connect(lambda _r: self._show_behind())
        self.figures.row_opened.connect(lambda _r: self.behind.setFocus())
        self.numbers.row_opened.connect(self._to_bar)
        self.behind.row_opened.connect(self._open)
        self.behind.row_picked.connect(lambda _r: self.update())
        self._fit()
        theme.look.changed.connect(self._fit)
        self._ask()
        bridge.changed.connect(self._changed)

    def _put(self) -> None:
        top = row(self.period, (said(self._period_words, 34, 8, self._looked_at), 1), self.filter, margins=(12, 3, 12, 3))
        charts = column((self.charts, 1), rule(), said(self._bar_words, 30, right=self._count_words), self.cases)
        left = column((self.figures, 100), 6, said(self._parts_words, 30), (self.parts, 1), margins=(0, 2, 0, 2))  # fmt: skip
        right = column(said(self._behind_words, 34, right=self._enter_words), (self.behind, 1), margins=(0, 2, 0, 2))
        self._whole = column((self.people, 1), (self.numbers, 1), said(self._more_words, 28), margins=(0, 2, 0, 2))
        self._halves = row((left, 52), upright(), (right, 48), spacing=0)
        self._both = column(row(self.page, None, margins=(12, 2, 12, 2)), (self._halves, 1), (self._whole, 1))
        self.stack = QStackedWidget()
        self.stack.addWidget(charts)
        self.stack.addWidget(self._both)
        self.body.addWidget(top)
        self.body.addWidget(rule())
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.band)
        made = [KeyButton(_(word), key, kind) for word, key, kind in (
            (N_("Report out"), "Ctrl+S", "primary"), (N_("Improvement"), "Ctrl+E", "outlined"), (N_("Earlier"), "Ctrl+←", "ghost"), (N_("Later"), "Ctrl+→", "ghost"),
            (N_("Print preview"), "Ctrl+P", "ghost"), (N_("Tables"), "Ctrl+T", "ghost"))]  # fmt: skip
        acts = (self.write_out, self.measure, lambda: self.turn(-1), lambda: self.turn(1), self.print_out, self.other_look)
        for button, act in zip(made, acts, strict=True):
            button.clicked.connect(act)
        self.look_button = made[-1]
        self.foot([*made[:2], None, *made[2:]])
        inside_only(self, "Ctrl+S", self.write_out)
        self._turn_page()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+T charts or tables, Ctrl+F narrows, Ctrl+E a measure, Ctrl+P the lists on paper."""
        return {"timeline": self.other_look, "filter": self.narrow, "correct": self.measure, "print": self.print_out}

    def first(self) -> QWidget:
        """The charts, or the table that is shown."""
        if self.stack.currentIndex() == 0:
            return self.charts
        return {"people": self.people, "numbers": self.numbers}.get(self.page.value, self.figures)

    # ---- counting beside the window ----

    def _changed(self, _changes: object) -> None:
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        """Count again; what is shown stays until the new figures are there."""
        span = span_of(self.period.value, self.day)
        first, last = span
        self.whom = f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} – {last:%m-%d}"
        self.progress = _("Counting …")
        period, day, words = self.period.value, self.day, self.filter.edit.text()
        self.begin(lambda desk, tell, stopped: analysis(desk, period, day, words, tell, stopped), self._take, self._not_counted, only_reads=True)
        self.update()

    def tell(self, words: str) -> None:
        """How far the counting is."""
        self.progress = f"{words} …"
        self.update()

    def _not_counted(self, words: str) -> None:
        self.progress = ""
        self.refuse(words)

    def _take(self, found: Analysis) -> None:
        self.progress = ""
        self.found = mask(found) if self.bridge.masked else found
        counted = self.found.counted
        self.facts = (_("jobs: {jobs}, calls: {calls}", jobs=counted.jobs, calls=counted.calls),)
        self.figures.show_rows(self.found.figures, self.bridge.now)
        self.parts.show_rows(self.found.parts, self.bridge.now)
        self.people.show_rows(counted.people, self.bridge.now)
        self.numbers.show_rows(tables.bar_rows(counted.tiles), self.bridge.now)
        self.charts.show_tiles(counted.tiles)
        self._fit()
        nothing = not counted.tiles and not self.found.figures
        filed = _("{n} filed complaints stand apart, not in the satisfaction", n=counted.filed) if counted.filed else ""
        self.fact = _("Nothing happened in this time.") if nothing else filed
        self._show_behind()
        self._show_cases(*(self.charts.current() or (None, None)))
        self.update()

    # ---- what is shown ----

    def _fit(self) -> None:
        """Three lines of a bar's list; the figures as high as they are, never cut for a list of parts that is empty."""
        self.cases.setFixedHeight(px(25) + 3 * px(28))
        self.figures.setMaximumHeight(px(26) + px(48) * self.figures.table.rowCount() if self.figures.table.rowCount() else 16777215)
        used = self.parts.table.rowCount()
        self.parts.horizontalHeader().setVisible(bool(used))
        self.parts.setMinimumHeight(px(26) + px(40) * min(used, 2) if used else 0)

    def _turn_page(self) -> None:
        """Which of the tables; the choice stands over whichever it is."""
        page = self.page.value
        self._halves.setVisible(page == "figures")
        self._whole.setVisible(page != "figures")
        self.people.setVisible(page == "people")
        self.numbers.setVisible(page == "numbers")

    def other_look(self) -> None:
        """Charts or tables (Ctrl+T)."""
        self.stack.setCurrentIndex(1 - self.stack.currentIndex())
        self.look_button.setText(_("Tables") if self.stack.currentIndex() == 0 else _("Charts"))
        self.first().setFocus()

    def _to_bar(self, found: tables.BarRow) -> None:
        self.other_look()
        self.charts.select(*found.key)

    def narrow(self) -> None:
        """Only some zones, customers, models (Ctrl+F)."""
        self.filter.show()
        self.filter.begin()

    def _clear(self) -> None:
        self.filter.edit.clear()
        self.filter.hide()
        self.first().setFocus()

    def _period_words(self) -> list[tuple[object, ...]]:
        span = span_of(self.period.value, self.day)
        name = periods.name_of(self.period.value, span)
        earlier = periods.name_of(self.period.value, periods.before(self.period.value, span))
        if self.progress:
            return [(name, "text", BODY, True), (self.progress, "accent", SMALL)]
        return [(name, "text", BODY, True), ("Ctrl+← →", "text3", SMALL), (_("against {period}", period=earlier), "text2", SMALL)]

    def _looked_at(self) -> str:
        typed = self.filter.edit.text().strip()
        return "" if typed or self.filter.isVisibleTo(self) else _("All zones, customers, models · Ctrl+F")

    def _bar_words(self) -> list[tuple[object, ...]]:
        now = self.charts.current()
        if now is None:
            return [(_("Nothing happened in this time."), "text2", BODY)] if self.found is not None else []
        tile, bar = now
        found: list[tuple[object, ...]] = [(f"{_(TITLES[tile.kind])} · {bar.label}", "text", BODY, True)]
        tested = bar.tested
        if tested is None:
            return [*found, (value_words(tile.kind, bar) if tile.kind not in ("hours", "ways", "times") else "", "text2", SMALL)]
        found.append((_("{hits}/{of} = {percent} %, its own past year {past} %", hits=tested.hits, of=tested.of, percent=percent(bar.values[0]), past=percent(bar.past)), "text2", SMALL))
        about = _("binomial p = {p}, at most {level} % false over all {n}", p=f"{tested.corrected:.3f}", level=round(LEVEL * 100), n=tested.looked_at)
        return [*found, (_("above its past: {test}", test=about) if tested.warned else about, "risk_tx" if tested.warned else "text3", SMALL)]

    def _count_words(self) -> str:
        return _("{n} lines, all with Enter", n=self.cases.table.rowCount()) if self.cases.table.rowCount() > 3 else ""

    def _show_cases(self, tile: Tile | None, bar: Bar | None) -> None:
        self.cases.show_rows(bar.lines if bar is not None else (), self.bridge.now)
        self.cases.selectRow(0)
        self.update()

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

    def _more_words(self) -> list[tuple[object, ...]]:
        """Below the tables what stands behind no bar: how two things go together, what is likely to come (R200)."""
        found: Counted | None = self.found.counted if self.found is not None else None
        return self._coming_words(found) if self.page.value == "numbers" and found is not None else self._people_words()

    def _coming_words(self, found: Counted) -> list[tuple[object, ...]]:
        words: list[tuple[object, ...]] = [(_("Too short a past to tell what comes"), "text3", SMALL)]
        if found.expected is not None:
            e, name = found.expected, name_of(found.period, found.expected_in)
            words = [(_("{period}: about {n} jobs", period=name, n=e.about), "text2", SMALL, True),
                     (_("{least}–{most}, by the six before and their worst miss", least=e.least, most=e.most), "text3", SMALL)]  # fmt: skip
        if found.groups:
            groups = " / ".join(f"{g.members} × {g.least}–{g.most}" if g.least < g.most else f"{g.members} × {g.least}" for g in found.groups)
            words.append((_("customers × repairs: {groups}", groups=groups), "text2", SMALL))
        return words

    def _people_words(self) -> list[tuple[object, ...]]:
        """How hours and returns go together, honestly with n (R200)."""
        found: Counted | None = self.found.counted if self.found is not None else None
        if self.page.value != "people" or found is None:
            return [(_("Enter goes to the chart"), "text3", SMALL)] if found is not None else []
        if found.correlation is None:
            return [(_("Hours and returns: too few technicians to compare"), "text3", SMALL)]
        return [(_("Hours and returns a job: rank correlation {r} (Spearman, n = {n}; it shows no cause)", r=f"{found.correlation:+.2f}", n=found.technicians), "text2", SMALL)]

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

    def _open(self, line: Behind | BehindBar) -> None:
        if line.job_id is not None:
            self.job_wanted.emit(line.job_id)
        elif isinstance(line, Behind) and line.machine_id is not None:
            self._survey(line)
        elif isinstance(line, Behind) and line.customer_id is not None:
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
            [Asked("result", N_("Result"), "satisfied", options=tuple(QUALITY_RESULTS.items()), wide=2), Asked("opinion", N_("Opinion"), wide=2),
             Asked("channel", N_("How"), "phone", options=tuple(CHANNELS.items()), wide=3)], save,
        )  # fmt: skip

    def measure(self) -> None:
        """What is done about the model or fault under the cursor (R199); it goes into the report (Ctrl+E)."""
        now = self.charts.current()
        if now is None or self.found is None or now[0].kind not in ("models", "faults_back", "faults"):
            self.refuse(_("Pick a model or a fault first."))
            return
        tile, bar = now
        setting = service_report.measure_name(tile.kind, str(bar.label))

        def save(answers: Answers) -> None:
            done = self.bridge.do(SetSetting(name=setting, value=answers["measure"].strip(), uid=uuid4()), self.refuse)
            if done is not None:
                self.band.close_band()
                self.done.emit(done.result, _("The measure goes into the report."))
                self._ask()

        self.band.ask(_("What is done about {name}?", name=str(bar.label)), [Asked("measure", N_("Improvement"), self.found.measures.get(setting, ""), wide=2)], save)

    def print_out(self) -> None:
        """The list in front and the report's lists, to be looked at and printed (Ctrl+P); Esc comes back to this period."""
        if self.found is None:
            return
        front, start = self._in_front()
        papers = service_report.papers(self.found, front)
        bridge, kept = self.bridge, (self.period.value, self.day, self.filter.edit.text(), self.stack.currentIndex(), self.page.value)

        def back() -> None:
            again = FiguresSheet(bridge)
            again.come_back(*kept)
            made.next_sheet.emit(again)

        made = PapersSheet(bridge, papers, periods.name_of(self.period.value, self.found.counted.span), back, start=start)
        self.next_sheet.emit(made)

    def _in_front(self) -> tuple[Listed | None, str]:
        """The list behind what is chosen, if one is looked at, and which of the papers is begun with."""
        now, figure = self.charts.current(), self._figure()
        if self.stack.currentIndex() == 0 and now is not None:
            return tables.listed(self.cases, f"{_(TITLES[now[0].kind])} · {now[1].label}"), ""
        if self.page.value == "figures":
            found = figure is not None and self.behind.hasFocus()
            return (tables.listed(self.behind, _(WORDS[figure.kind])), "") if figure is not None and found else (None, _("Figures"))
        return None, _("Technicians") if self.page.value == "people" else _("Chart numbers")

    def come_back(self, period: str, day: dt.date, words: str, looked: int, page: str) -> None:
        """As it was before its lists went to paper."""
        self.day, self.period.value, self.page.value = day, period, page
        if words:
            self.filter.show()
        self.filter.edit.setText(words)
        self._turn_page()
        if looked:
            self.other_look()
        self._ask()

    def write_out(self) -> None:
        """The report of the period as one workbook (Ctrl+S)."""
        name = periods.name_of(self.period.value, span_of(self.period.value, self.day))
        path = Path.home() / f"{_('Service analysis')}-{name}.xlsx"
        self.band.ask(_("Report out"), [Asked("purpose", N_("Purpose"), wide=1), Asked("path", N_("File"), str(path), wide=2)], self._write)

    def _write(self, told: Answers) -> None:
        path, purpose = Path(told["path"].strip().strip('"')).expanduser(), told["purpose"]
        period, day, words = self.period.value, self.day, self.filter.edit.text()
        self.band.close_band()
        self.progress = _("Writing …")
        self.begin(
            lambda desk, tell, stopped: service_report.export(desk, period, day, path, purpose, words=words, tell=tell, stopped=stopped),
            lambda n: self._written(n, path), self._not_counted,
        )  # fmt: skip

    def _written(self, n: int, path: Path) -> None:
        self.progress = ""
        self.done.emit({}, _("{n} rows were written to {file}.", n=n, file=path.name))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+arrows change the period, digits choose how long it is."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        typed = event.text()
        if control and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turn(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif not control and typed.isdigit() and 1 <= int(typed) <= len(PERIODS):
            self.period.choose(PERIODS[int(typed) - 1][0])
        else:
            super().keyPressEvent(event)
