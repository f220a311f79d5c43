"""Closing the day: what is still open with one key each, the figures, the papers that will be made, the audit's head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFileDialog

from dispatch_console.commands.days import CloseDay
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.moment import local
from dispatch_console.press import day_papers
from dispatch_console.press.day_papers import FORMS as MADE
from dispatch_console.queries.closing import ClosedDay
from dispatch_console.queries.days import DailyReport, DayCheck, ToClose
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Field
from dispatch_console.ui.job_card.head import phone_words
from dispatch_console.ui.labels import day_words, label_width
from dispatch_console.ui.lay import column
from dispatch_console.ui.paint import RIGHT, box, draw_icon, line, runs, text
from dispatch_console.ui.sheets.papers import PapersSheet
from dispatch_console.ui.sheets.sheet import fields_row, rule, said
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.sheets.worker import BesideSheet, Tell
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, HEAD, SMALL, advance, look, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

PURPOSE = N_("Filed at the close of the day")
KINDS: dict[str, tuple[str, str, str, str]] = {  # glyph, level, what to do, where it is done
    "complaint": ("alert-octagon", "over", N_("Tell the superior"), "tell_superior"),
    "visit": ("wrench-clock", "risk", N_("Ask the technician"), "job"),
    "late": ("clock-alert-outline", "over", N_("Open the job"), "job"),
    "promise": ("handshake-outline", "risk", N_("Open the job"), "job"),
    "back": ("home-clock-outline", "risk", N_("See the roster"), "roster"),
    "report": ("file-document-alert-outline", "risk", N_("Type the report"), "report"),
    "audit": ("shield-check-outline", "risk", N_("Audit"), "points"),
    "quality": ("phone-check", "risk", N_("Call now"), "quality"),
    "missed": ("phone-missed", "risk", N_("Ring back"), "call_back"),
    "slip": ("tow-truck", "risk", N_("Print the slip"), "print"),
}


def who_words(who: str) -> str:
    """A name; a number grouped for the eye."""
    return phone_words(who) if isinstance(who, PhoneText) else str(who)


def make_papers(desk: Desk, day: dt.date, forms: list[str], folder: Path, tell: Tell, stopped: Any) -> list[str]:
    """Keep the papers of the closed day as they are now, then write them into a folder; gives the names of the files."""
    day_papers.keep(desk, day)
    return day_papers.write(desk, day, forms, folder, _(PURPOSE), tell, stopped)


class CloseDaySheet(BesideSheet):
    """Open things → remarks → folder → Ctrl+Enter. What is left goes into the hand-over."""

    action_id = "close_day"

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "weather-night", _("Close the day"))
        self.day = day = bridge.desk.today()
        now = local(bridge.now, bridge.zone)
        self.facts = (f"{now:%H:%M} · {bridge.desk.actor}",)
        self._look_at(day)
        self.rows: tuple[ToClose, ...] = ()
        self.skipped: set[str] = set()
        self._status = ""
        self._made_at = 0
        self.table = FactTable(self._columns(), lambda r: r.kind, bridge.now, _("Still open"), height=41, headed=False)
        self.table.typed.connect(self._digit)
        self.table.row_opened.connect(self._open)
        self.made = Painted(36 + 29 * len(MADE), self._paint_made)
        self.made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.made.setAccessibleName(_("What will be made"))
        self.made.clicked.connect(self._made_clicked)
        self.made.installEventFilter(self)
        self.audit = Painted(100, self._paint_audit)
        self.remarks = Field(_("Remarks"), label_width=label_width("Remarks", "Folder", least=36))
        self.remarks.edit.setText(self.figures.remarks)
        self.folder = Field(_("Folder"), label_width=label_width("Remarks", "Folder", least=36))
        self.folder.edit.setText(str(Path.home() / _("Dispatch console") / f"{day:%Y-%m-%d}"))
        self._put()
        self.chain(self.table, self.remarks, self.made, self.folder)
        self._ask()
        bridge.changed.connect(self._changed)

    def _look_at(self, day: dt.date) -> None:
        self.day, self.whom = day, day_words(day)
        self.figures = self.bridge.ask(DailyReport(on_day=day))
        self.closed, self._head = bool(self.figures.audit_head), self.figures.audit_head

    def turn(self, step: int) -> None:
        """A day that was closed before, to make its papers again (Ctrl+← →)."""
        day = self.day + dt.timedelta(days=step)
        today = self.bridge.desk.today()
        while step < 0 and self.bridge.ask(ClosedDay(on_day=day)) is None and (today - day).days < 31:
            day -= dt.timedelta(days=1)
        if day > today or (day < today and self.bridge.ask(ClosedDay(on_day=day)) is None):
            self.refuse(_("No day was closed then."))
            return
        self.show_day(day)

    def show_day(self, day: dt.date) -> None:
        """Another day: its figures, remarks and folder."""
        self._look_at(day)
        self.remarks.edit.setText(self.figures.remarks)
        self.folder.edit.setText(str(Path.home() / _("Dispatch console") / f"{day:%Y-%m-%d}"))
        self.skipped.clear()
        self.rows = ()
        self._ask()
        self.update()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+P: the day's papers as they will come out."""
        return {"print": self.print_out}

    def print_out(self) -> None:
        """The papers of the day, to be looked at and printed (Ctrl+P); Esc comes back to this day."""
        bridge, day = self.bridge, self.day

        def back() -> None:
            again = CloseDaySheet(bridge)
            if day != again.day:
                again.show_day(day)
            made.next_sheet.emit(again)

        start = f"{MADE[self._made_at if self.made.hasFocus() else 0][0]} {day:%Y-%m-%d}"
        made = PapersSheet(bridge, day_papers.loose(bridge.desk, day), f"{day:%Y-%m-%d}", back, start=start, purpose=_(PURPOSE))
        self.next_sheet.emit(made)

    def _put(self) -> None:
        left = column(Painted(54, self._paint_figures), rule(), said(self._open_words, 34), (self.table, 1),
                      fields_row((self.remarks, 1)), margins=(0, 0, 0, 4))  # fmt: skip
        self.hand = Painted(0, self._paint_hand)
        right = column(self.made, fields_row((self.folder, 1)), 6, rule(), self.audit, rule(),
                       Painted(30, self._paint_hand_head), (self.hand, 1), margins=(0, 4, 0, 4))  # fmt: skip
        self.halves(left, right, 64)
        self.body.addWidget(self.band)
        self.go = KeyButton(_("Close the day"), "Ctrl+Return", "primary")
        self.go.clicked.connect(self.save)
        choose = KeyButton(_("Choose a folder"), "Ctrl+O")
        choose.clicked.connect(self.choose)
        on_paper = KeyButton(_("To paper"), "Ctrl+Alt+B", "ghost")
        on_paper.clicked.connect(lambda: self.sheet_wanted.emit("to_paper", 0))
        look_at = KeyButton(_("Print preview"), "Ctrl+P")
        look_at.clicked.connect(self.print_out)
        before = KeyButton(_("Earlier"), "Ctrl+←", "ghost")
        before.clicked.connect(lambda: self.turn(-1))
        self.foot([self.go, look_at, choose, None, before, on_paper])
        inside_only(self, "Ctrl+Left", lambda: self.turn(-1))
        inside_only(self, "Ctrl+Right", lambda: self.turn(1))

    # ---- what is open ----

    def _columns(self) -> list[FactColumn]:
        def head(row: ToClose) -> Look:
            glyph, level, _do, _where = KINDS.get(row.kind, ("help", "risk", "", ""))
            token = {"over": "over_tx", "risk": "risk_tx"}[level] if row.count else "text3"

            def draw(p: QPainter, r: QRectF) -> None:
                draw_icon(p, r.left(), r.center().y(), glyph if row.count else "check-bold", token, 16)

            return Look("", draw=draw)

        def what(row: ToClose) -> Look:
            return Look(str(row.words), None, "text" if row.count else "text3", bold=bool(row.count))

        def count(row: ToClose) -> Look:
            level = KINDS[row.kind][1]
            token = {"over": "over_tx", "risk": "risk_tx"}[level] if row.count else "text3"
            return Look(str(row.count), None, token, bold=bool(row.count), mark=level if row.count else "")

        def who(row: ToClose) -> Look:
            return Look(" · ".join(map(who_words, row.who[:4])), None, "text2" if row.count else "text3")

        def key(row: ToClose) -> Look:
            if not row.count or not KINDS[row.kind][2]:
                return Look("")
            digit = str(self._numbered().index(row.kind) + 1)
            words = _(KINDS[row.kind][2])

            def draw(p: QPainter, r: QRectF) -> None:
                w = advance(words, BODY) + advance(digit, SMALL) + 26
                q = QRectF(r.right() - w, r.center().y() - px(13), w, px(26))
                box(p, q, "surface", "edge", 5)
                runs(p, q.left() + 9, q.top(), w, q.height(), [(words, "text"), (digit, "text3", SMALL)], 7)

            return Look("", draw=draw)

        kinds = self.bridge.ask(DayCheck(on_day=self.day))
        wide = max(px(150), *(advance(str(kind.words), BODY, True) + 22 for kind in kinds))
        return [
            FactColumn("icon", "", head, 36), FactColumn("what", "", what, round(wide * 100 / look.percent)), FactColumn("n", "", count, 48),
            FactColumn("who", "", who), FactColumn("do", "", key, 150),
        ]  # fmt: skip

    def _numbered(self) -> list[str]:
        return [r.kind for r in self.rows if r.count]

    def _ask(self) -> None:
        kept = [r.kind for r in self.rows]  # the list never re-sorts while it is open
        rows = self.bridge.ask(DayCheck(on_day=self.day))
        self.rows = tuple(sorted(rows, key=lambda r: kept.index(r.kind) if r.kind in kept else (not r.count)))
        self.table.show_rows(self.rows, self.bridge.now)
        n = sum(r.count for r in self.rows)
        self.go.setText(_("Write the papers again") if self.closed else _("Close, {n} handed over", n=n) if n else _("Close the day"))
        self.go.updateGeometry()
        if self.closed:
            self.fact = _("closed by {name}", name=self.figures.closed_by)
        for part in (self.audit, self.hand):
            part.update()

    def _changed(self, _changes: object) -> None:
        if self.isVisible() and not self.saved:
            self._ask()

    def _open_words(self) -> list[tuple[Any, ...]]:
        kinds, n = len(self._numbered()), sum(r.count for r in self.rows)
        head = _("Still open: {kinds} kinds, {n} things", kinds=kinds, n=n) if n else _("Nothing is open.")
        return [(head, "text", BODY, True), (_("a digit does one; what is left goes into the hand-over") if n else "", "text3", SMALL)]

    def _digit(self, typed: str) -> None:
        kinds = self._numbered()
        if typed.isdigit() and 1 <= int(typed) <= len(kinds):
            self._open(next(r for r in self.rows if r.kind == kinds[int(typed) - 1]))

    def _open(self, row: ToClose) -> None:
        if not row.count:
            return
        where = KINDS[row.kind][3]
        job_id = row.job_ids[0] if row.job_ids else 0
        if where == "job":
            self.leave()
            self.job_wanted.emit(job_id)
        else:
            self.go_to(where, job_id)

    # ---- drawing ----

    def _paint_figures(self, p: QPainter, r: QRectF) -> None:
        f = self.figures
        arrived = f.jobs_in_time + f.jobs_late
        cells = (
            (str(f.calls), _("calls"), _("missed {n}", n=f.calls_missed)), (str(f.jobs_new), _("new jobs"), _("came back {n}", n=f.jobs_again)),
            (str(f.jobs_repaired_24h), _("in 24 h"), _("ended {n}", n=f.jobs_ended)),
            (str(f.calls_phone), _("by phone"), _("checked {n}", n=f.calls_checked)),
            (f"{f.jobs_in_time}/{arrived}", _("in time"), _("late {n}", n=f.jobs_late)), (str(f.jobs_open), _("still open"), _("parts {n}", n=f.jobs_parts)),
        )  # fmt: skip
        w = (r.width() - 24) / len(cells)
        for k, (n, word, under) in enumerate(cells):
            x = 12 + k * w
            runs(p, x, 6, w - 12, px(26), [(n, "text", HEAD, True), (word, "text2", SMALL)], 5)
            text(p, QRectF(x, px(29), w - 6, px(18)), under, "text3", SMALL)
            if k:
                line(p, x - 10, 10, x - 10, r.height() - 10)

    def _paint_made(self, p: QPainter, r: QRectF) -> None:
        n = len(MADE) - len(self.skipped)
        text(p, QRectF(12, 2, 260, px(28)), _("{n} files will be made", n=n), "text", BODY, True)
        text(p, QRectF(0, 2, r.width() - 12, px(28)), self._status or _("space: leave one out"), "text3", SMALL, False, RIGHT)
        for k, (form, word) in enumerate(MADE):
            y = px(32) + k * px(29)
            on = form not in self.skipped
            if self.made.hasFocus() and k == self._made_at:
                box(p, QRectF(6, y, r.width() - 12, px(28)), "accent_bg", "accent", 5, 2)
            q = QRectF(12, y + px(6), px(16), px(16))
            box(p, q, "accent" if on else "surface", None if on else "edge", 3)
            if on:
                draw_icon(p, q.left() + 1, q.center().y(), "check-bold", "on_accent", 14)
            text(p, QRectF(px(36), y, r.width() - px(90), px(28)), _(word), "text" if on else "text3", BODY)
            text(p, QRectF(0, y, r.width() - 14, px(28)), "Excel", "text2", SMALL, False, RIGHT)

    def _paint_audit(self, p: QPainter, r: QRectF) -> None:
        text(p, QRectF(12, 4, 200, px(24)), _("Audit head"), "text", BODY, True)
        text(p, QRectF(0, 4, r.width() - 12, px(24)), _("stands at the foot of the report"), "text3", SMALL, False, RIGHT)
        head = self._head.upper()[:24]
        grouped = "  ".join(head[i : i + 8][:4] + " " + head[i + 4 : i + 8] for i in range(0, len(head), 8))
        text(p, QRectF(12, px(28), r.width() - 24, px(24)), grouped or _("written when the day is closed"), "text" if head else "text3",
             HEAD if head else BODY)  # fmt: skip
        text(p, QRectF(12, px(54), r.width() - 24, px(20)), _("Made again on any later day, the files are the same."), "text3", SMALL)

    def _left(self) -> list[tuple[str, str]]:
        return [(str(r.words), who_words(w)) for r in self.rows for w in r.who]

    def _paint_hand_head(self, p: QPainter, r: QRectF) -> None:
        text(p, r.adjusted(12, 4, -12, 0), _("Handed over: {n}", n=len(self._left())), "text", BODY, True)

    def _paint_hand(self, p: QPainter, r: QRectF) -> None:
        left = self._left()
        most = max(0, int(r.height() // px(22)))
        for k, (kind, who) in enumerate(left[:most]):
            last = k == most - 1 and len(left) > most
            parts = [(_("and {n} more", n=len(left) - k), "text3", SMALL)] if last else [(who, "text"), (kind, "text3", SMALL)]
            runs(p, 12, k * px(22), r.width() - 24, px(22), parts, 10)

    # ---- what is made ----

    def _made_clicked(self, at: QPoint) -> None:
        k = int((at.y() - px(32)) // px(29))
        if 0 <= k < len(MADE):
            self._made_at = k
            self._skip()

    def _skip(self) -> None:
        self.skipped ^= {MADE[self._made_at][0]}
        self.made.update()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Qt: arrows and space in the list of files."""
        if watched is self.made and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._made_at = max(0, min(len(MADE) - 1, self._made_at + (1 if event.key() == Qt.Key.Key_Down else -1)))
                self.made.update()
                return True
            if event.key() == Qt.Key.Key_Space:
                self._skip()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.go_on(self.made)
                return True
        if watched is self.made and event.type() in (event.Type.FocusIn, event.Type.FocusOut):
            self.made.update()
        return False

    def choose(self) -> None:
        """Choose the folder (Ctrl+O)."""
        dialog = QFileDialog(self.window(), _("Choose a folder"), self.folder.edit.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.edit.setText)
        dialog.open()

    def save(self) -> None:
        """Close the day, then write its papers beside the window."""
        if self.busy:
            return
        if not self.closed:
            whole = self.bridge.desk.ask(DayCheck(on_day=self.day))  # as it is, though visitors look on
            left = tuple(f"{r.words}：{who_words(w)}" for r in whole for w in r.who)
            command = CloseDay(uid=self.uid, on_day=self.day, remarks=self.remarks.edit.text().strip(), handed_over=left)
            done = self.do(command, _("The day is closed."))
            if done is None:
                return
            self.closed = True
            self.saved = False
            if isinstance(done.result, dict):
                self._head = str(done.result.get("audit_head", ""))
        self._write()

    def _write(self) -> None:
        forms, day = [form for form, _word in MADE if form not in self.skipped], self.day
        folder = Path(self.folder.edit.text().strip()).expanduser()
        self.go.setEnabled(False)
        self.begin(lambda desk, tell, stopped: make_papers(desk, day, forms, folder, tell, stopped), self._written, self._not_written)

    def tell(self, words: str) -> None:
        """Which file is being written."""
        self._status = words
        self.made.update()

    def _written(self, names: list[str]) -> None:
        self.done.emit({"files": names}, _("The day is closed; {n} files are in {folder}.", n=len(names), folder=self.folder.edit.text().strip()))
        self.leave()

    def _not_written(self, words: str) -> None:
        self._status = ""
        self.go.setEnabled(True)
        self._ask()
        self.refuse(_("The day is closed, but not all files were written: {why}", why=words))
        self.folder.setFocus()
