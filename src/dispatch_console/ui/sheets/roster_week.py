"""The roster of a week, typed by single letters; below it who can go out and who is late this morning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from dispatch_console.commands.roster import PlannedDay, PlanWeek
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.domain.shifts import SHIFTS, hours_typed, minute_of, minute_words, usual_hours, week_of
from dispatch_console.queries.office import Settings
from dispatch_console.queries.weeks import Attendance, KeptRow, RosterWeek
from dispatch_console.ui.band import Answers, Asked, WayOut
from dispatch_console.ui.bridge import Bridge, No, touches
from dispatch_console.ui.paint import box, chip, chip_width, runs, text
from dispatch_console.ui.sheets.sheet import WorkSheet, rule, said
from dispatch_console.ui.sheets.week_grid import NAME, SUM, WeekGrid
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import KeyButton, Painted, SlimBar
from dispatch_console.words import N_, _

READS = frozenset(("roster_day", "person", "person_event", "event", "setting", "tool_loan"))
WEEK = dt.timedelta(days=7)


class RosterSheet(WorkSheet):
    """Arrows and letters → Ctrl+Enter saves the week. PgUp/PgDn another week, Ctrl+D as at the left, Ctrl+W as last week."""

    action_id = "roster"

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "calendar-week", _("Roster"))
        settings = bridge.ask(Settings())
        self.usual = {kind: usual_hours(kind, settings) for kind in SHIFTS}
        self._straight = minute_of(settings.get("straight_to_site", ""), 525)
        self.today = bridge.desk.today()
        self.monday = week_of(self.today)
        self.grid = WeekGrid(self.usual, self._straight)
        self.morning: tuple[KeptRow, ...] = ()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setVerticalScrollBar(SlimBar(area))
        area.setWidget(self.grid)
        area.viewport().setAutoFillBackground(False)
        self.grid.setAutoFillBackground(False)
        self.grid.seen.connect(lambda top, _bottom: area.ensureVisible(0, top, 0, px(44)))
        self.cover = Painted(44, self._draw_cover)
        self.now = Painted(64, self._draw_morning)
        self.body.addWidget(said(self._letters, 34, right=lambda: _("another week PgUp PgDn")))
        self.body.addWidget(rule())
        self.body.addWidget(area, 1)
        for part in (rule(), self.cover, rule(), self.now, self.band):
            self.body.addWidget(part)
        self.keep = KeyButton(_("Save the week"), "Ctrl+Return", "primary")
        self.keep.clicked.connect(self.save)
        copy = KeyButton(_("As last week"), "Ctrl+W")
        copy.clicked.connect(self.as_last_week)
        month = KeyButton(_("Attendance of the month"), "Ctrl+S")
        month.clicked.connect(self.write_month)
        punches = KeyButton(_("Time clock in"), "Ctrl+I", "ghost")
        punches.clicked.connect(self.take_punches)
        self.foot([self.keep, copy, month, None, punches])
        for key, what in (("PgUp", lambda: self.turn(-1)), ("PgDown", lambda: self.turn(1)), ("Ctrl+W", self.as_last_week), ("Ctrl+D", self.as_left), ("Ctrl+S", self.write_month)):
            inside_only(self, key, what)
        self.grid.edited.connect(self._light)
        self.grid.opened.connect(self._ask_cell)
        self._chain = [self.grid]
        bridge.changed.connect(self._changed)
        self._ask()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+I reads the time clock's list."""
        return {"import": self.take_punches}

    # ---- asking ----

    def _changed(self, changes: object) -> None:
        if self.isVisible() and touches(changes, READS) and not self.grid.edits:  # type: ignore[arg-type]
            self._ask()

    def _ask(self) -> None:
        rows = self.bridge.ask(RosterWeek(from_day=self.monday))
        self.grid.show_week(rows, self.today)
        self.morning = self.bridge.ask(Attendance(on_day=self.today))
        sunday = self.monday + WEEK - dt.timedelta(days=1)
        self.whom = _("{first}–{last}, week {n}", first=f"{self.monday:%m-%d}", last=f"{sunday:%m-%d}", n=self.monday.isocalendar().week)
        self._light()

    def _light(self) -> None:
        n = len(self.grid.edits)
        self.chips = ((_("{n} changed", n=n), "key", "pencil-outline"),) if n else ()
        self.keep.setEnabled(bool(n))
        self.fact = ""
        for part in (self, self.cover, self.now):
            part.update()

    # ---- doing ----

    def save(self) -> None:
        """Save what was typed, all of it or nothing."""
        days = tuple(
            PlannedDay(person_id=person, on_day=day, kind=e.kind, note=e.note, starts_minute=e.starts_minute, ends_minute=e.ends_minute)
            for (person, day), e in sorted(self.grid.edits.items())
        )  # fmt: skip
        if days and self.do(PlanWeek(days=days), _("{n} days of the roster are saved.", n=len(days))) is not None:
            self.saved = False
            self._ask()

    def as_left(self) -> None:
        """The chosen days as the one before; on a Monday as last week."""
        if not self.grid.as_left():
            self._like_last(self.grid.chosen())

    def as_last_week(self) -> None:
        """The whole week as the one before; where nothing was planned, as is usual."""
        self._like_last([(r, c) for r in range(len(self.grid.rows)) for c in range(7)])

    def _like_last(self, cells: list[tuple[int, int]]) -> None:
        before = {r.person_id: r for r in self.bridge.ask(RosterWeek(from_day=self.monday - WEEK))}
        for row, column in cells:
            last = before.get(self.grid.rows[row].person_id)
            now = self.grid.rows[row].days[column]
            if last is None:
                continue
            day = last.days[column]
            kind = day.kind if day.planned else "work" if now.working_day else "rest"
            self.grid.put([(row, column)], kind, day.note if day.planned else "", (day.starts_minute, day.ends_minute) if day.planned else None)

    def _ask_cell(self) -> None:
        row, column = self.grid.at
        cell = self.grid.cell(row, column)
        hours = f"{minute_words(cell.starts_minute)}-{minute_words(cell.ends_minute)}" if SHIFTS[cell.kind].counts else ""
        kinds = tuple((k, s.words) for k, s in SHIFTS.items())

        def take(told: Answers) -> None:
            span = hours_typed(told["hours"]) if told["hours"].strip() and SHIFTS[told["kind"]].counts else None
            if told["kind"] != cell.kind and told["hours"].strip() == hours:
                span = None
            self.grid.put([(row, column)], told["kind"], told["note"].strip(), span)
            self.band.close_band()
            self.grid.setFocus()

        self.band.ask(f"{self.grid.rows[row].name} · {cell.on_day:%m-%d}", [
            Asked("kind", N_("Day"), cell.kind, options=kinds, wide=3), Asked("note", N_("Note"), cell.note, wide=2),
            Asked("hours", N_("Hours"), hours, N_("830-1730"))], take)  # fmt: skip

    def write_month(self) -> None:
        """The attendance sheet of the month as Excel (Ctrl+S)."""
        month = self.monday.replace(day=1)
        path = Path.home() / f"{_('Attendance')}-{month:%Y-%m}.xlsx"

        def write(told: Answers) -> None:
            from dispatch_console.press import papers

            try:
                n = papers.export(self.bridge.desk, "attendance_sheet", month, Path(told["path"]).expanduser(), told["purpose"])
            except StoreTrouble as trouble:
                self.refuse(No(trouble.said))
                return
            self.band.close_band()
            self.done.emit({}, _("{n} rows were written to {file}.", n=n, file=Path(told["path"]).name))

        self.band.ask(_("Attendance of {month}", month=f"{month:%Y-%m}"),
                      [Asked("purpose", N_("Purpose"), wide=2), Asked("path", N_("File"), str(path), wide=3)], write)  # fmt: skip

    def take_punches(self) -> None:
        """The time clock's list (Ctrl+I)."""
        from dispatch_console.ui.sheets.punches import PunchSheet

        if self._typed():
            return
        self.next_sheet.emit(PunchSheet(self.bridge))

    def _typed(self) -> bool:
        if self.grid.edits:
            self.refuse(_("{n} days are typed but not saved.", n=len(self.grid.edits)),
                        [WayOut(_("Save them"), self.save), WayOut(_("Throw away what was typed"), self._throw_away)])  # fmt: skip
        return bool(self.grid.edits)

    def _throw_away(self) -> None:
        self.band.close_band()
        self._ask()
        self.grid.setFocus()

    def leave(self) -> None:
        """Close; what is typed and not saved is asked about first."""
        if self._gone or not self._typed():
            super().leave()

    def turn(self, step: int) -> None:
        """Another week (PgUp, PgDn)."""
        if not self._typed():
            self.monday += WEEK * step
            self._ask()

    def first(self) -> QWidget:
        """The grid."""
        return self.grid

    # ---- what is painted ----

    def _letters(self) -> list[tuple[object, ...]]:
        kinds = [(f"{s.letter} {_(s.words)}", "text", SMALL) for s in SHIFTS.values()]
        return [(_("Type a letter:"), "text2", SMALL), *kinds, (_("Enter note and hours"), "text3", SMALL), (_("Ctrl+D as at the left"), "text3", SMALL)]

    def _draw_cover(self, p: QPainter, r: QRectF) -> None:
        """Per day how many can go out, and of the rarest skill."""
        rows = self.grid.rows
        text(p, QRectF(12, 2, px(NAME) - 8, px(20)), _("Can go out"), "text", BODY, True)
        if not rows:
            return
        wide = (r.width() - px(NAME) - px(SUM)) / 7
        skills = [s for row in rows for s, _level in row.skills]
        rare = min(dict.fromkeys(skills), key=lambda s: (skills.count(s), s), default="")
        text(p, QRectF(12, px(22), px(NAME) - 8, px(18)), rare, "text3", SMALL)
        most = len(rows)
        for n in range(7):
            going = self.grid.going_out(n)
            few = rows[0].days[n].working_day and going * 3 < most * 2
            x, step = px(NAME) + n * wide + 8, min(px(9), (wide - 40) / max(1, most))
            for k in range(most):
                full = k < going
                box(p, QRectF(x + k * step, px(7), step - 2, px(9)), ("risk_edge" if few else "bar") if full else None, None if full else "line", 2)
            text(p, QRectF(x + most * step + 4, 2, 30, px(20)), str(going), "risk_tx" if few else "text", BODY, True)
            with_skill = sum(SHIFTS[self.grid.cell(i, n).kind].goes_out and any(s == rare for s, _level in row.skills) for i, row in enumerate(rows))
            text(p, QRectF(x, px(22), wide - 10, px(18)), _("people: {n}", n=with_skill) if rare else "", "text3", SMALL)

    def _draw_morning(self, p: QPainter, r: QRectF) -> None:
        """The line of 8:46: who was to go straight, who to come, who is late or missing."""
        due = [m for m in self.morning if m.kept.mark not in ("off", "away")]
        straight = [m for m in due if m.kind == "straight" or m.kept.mark in ("straight", "straight_late")]
        here = [m for m in due if m not in straight]
        came = ("present", "late", "straight", "straight_late")
        runs(p, 12, 4, r.width() - 24, px(24), [
            (_("Today {time}", time=minute_words(self._straight + 1)), "text", BODY, True),
            (_("straight to site: {there} of {due} there; at the office: {came} of {all} in", due=len(straight), all=len(here),
               there=sum(m.kept.mark in came for m in straight), came=sum(m.kept.mark in came for m in here)), "text2", SMALL),
        ], 12)  # fmt: skip
        x = 12.0
        for kept in self.morning:
            words, kind, glyph = self._chip(kept)
            if not words:
                continue
            w = chip_width(words, kind, glyph)
            if x + w > r.width() - 40:
                text(p, QRectF(x, px(32), 30, px(24)), "…", "text3", BODY)
                break
            chip(p, x, px(44), words, kind, glyph)
            x += w + 8

    def _chip(self, m: KeptRow) -> tuple[str, str, str]:
        at = f"{local(m.kept.came_at, self.bridge.zone):%H:%M}" if m.kept.came_at is not None else ""
        if m.kept.mark in ("late", "straight_late"):
            return _("{name} {n} min late", name=m.name, n=m.kept.late_minutes) + (f" · {m.said}" if m.said else ""), "risk", "account-clock"
        if m.kept.mark == "missing":
            return _("{name} has not reported", name=m.name), "risk", "account-alert"
        if m.kept.mark == "straight":
            return _("{name} straight, {time} at {where}", name=m.name, time=at, where=m.where), "technician", "check-decagram"
        if m.kept.mark == "off" and m.kind in ("leave", "sick"):
            return f"{m.name} {_(SHIFTS[m.kind].words)}", "plain", "account-off"
        if m.kept.not_back:
            return _("{name} is not back", name=m.name), "risk", "home-clock-outline"
        return "", "", ""
