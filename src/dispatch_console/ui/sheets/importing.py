"""Taking a list in: the file is read beside the window, every row is accounted for, and one key takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog

from dispatch_console.desk import backups, import_batches
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan
from dispatch_console.press.incoming import Incoming, Means, read_in
from dispatch_console.press.refused_rows import write_refused
from dispatch_console.press.returned import read_any
from dispatch_console.queries.office import Imports
from dispatch_console.ui.band import WayOut
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.lay import column, row
from dispatch_console.ui.paint import MIDDLE, box, chip, chip_width, draw_icon, runs, text
from dispatch_console.ui.row_table import LongTable
from dispatch_console.ui.sheets.import_columns import ColumnStrip
from dispatch_console.ui.sheets.import_detail import ThreeWay, Whose
from dispatch_console.ui.sheets.import_rows import DECISIONS, empty_columns, row_table
from dispatch_console.ui.sheets.sheet import fields_row, labelled, rule
from dispatch_console.ui.sheets.worker import BesideSheet, Tell, Work
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

FORMS = (
    ("phone_register", N_("Phone register")), ("customers_machines", N_("Customers and machines")),
    ("technicians", N_("Technicians")), ("price_list", N_("Price list")), ("form", N_("A filled form")),
)  # fmt: skip
START_LISTS = ("customers_machines", "technicians", "price_list")  # what a new desk takes in, one after the other


def read_plan(desk: Desk, form: str, file: Path, tell: Tell, stopped: Callable[[], bool] = lambda: False) -> Plan:
    """Read a file in a process of its own and decide every row; nothing is written yet."""
    return read_in(desk, form, file, tell=tell, stopped=stopped).plan


class ImportSheet(BesideSheet):
    """Form → file → the equation read = new + changed + same + not taken → rows with reasons → Ctrl+Enter."""

    action_id = "import"

    def __init__(self, bridge: Bridge, lists: Sequence[str] = ()) -> None:
        super().__init__(bridge, "file-excel-outline", _("Import and check"))
        self.lists = list(lists)  # of a new desk: one after the other
        self.plan: Plan | None = None
        self.got: Incoming | None = None  # a list whose columns can be told anew
        self.shown = ""
        self._status = ""
        self._copying = self._taking = self._halt = False
        self._summary: dict[str, int] = {}
        self._detailed = False  # whether some row has more to say below the table
        self.form = Choice("", [(f, _(w)) for f, w in FORMS], self.lists[0] if lists else FORMS[0][0])
        self.file = Field(_("File"), hint=_("a path, or Enter to choose a file"), label_width=label_width("File", "Which list", least=36))
        self.columns = ColumnStrip()
        self.columns.means.connect(self._means)
        self.columns.answered.connect(self._days)
        self.equation = Painted(38, self._equation)
        self.equation.clicked.connect(self._clicked)
        self.table = row_table(bridge.now)
        self.columns.left.connect(self.table.setFocus)
        self.table.typed.connect(self._typed)
        self.table.row_picked.connect(lambda _row: self._show_detail())
        self.table.row_opened.connect(lambda _row: self._into_detail())
        self.changes, self.whose = ThreeWay(), Whose()
        self.changes.settled.connect(self._settle)
        self.changes.left.connect(self.table.setFocus)
        self.whose.picks.entered.connect(self._choose_whose)
        self.wait = Painted(0, self._paint_wait)
        self._places: list[tuple[QRectF, str]] = []
        self.which = labelled(_("Which list"), self.form, label_width("File", "Which list", least=36))
        self.asks = column(6, self.which, fields_row((self.file, 1)))
        self.detail = column(rule(), row((self.changes, 3), (self.whose, 2), spacing=8, margins=(0, 4, 12, 0)), None)
        for part in (self.asks, self.columns, rule(), self.equation):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.wait, 1)
        for part in (self.detail, self.band):
            self.body.addWidget(part)
        self._put_foot()
        self.chain(self.form, self.file)
        self.file.entered.disconnect()
        self.file.entered.connect(self._file_entered)
        self.file.edited.connect(lambda _t: self._forget())
        self.form.chosen.connect(lambda _f: self._forget())
        for key, what in (("Ctrl+Space", self._take_all), ("Alt+Down", self._next_open), ("Ctrl+S", self.write_refused)):
            inside_only(self, key, what)
        self._look()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+E goes to the columns."""
        return {"correct": self.columns.setFocus}

    def _put_foot(self) -> None:
        self.take = KeyButton(_("Read the file"), "Ctrl+Return", "primary")
        self.take.clicked.connect(self.save)
        choose = KeyButton(_("Choose a file"), "Ctrl+O")
        choose.clicked.connect(self.choose)
        self.report = KeyButton(_("Rows not taken"), "Ctrl+S")
        self.report.clicked.connect(self.write_refused)
        self.stop_button = KeyButton(_("Stop"), "", "ghost")
        self.stop_button.clicked.connect(self.stop)
        self.other = KeyButton(_("Another list"), "", "ghost")
        self.other.clicked.connect(self.begin_anew)
        self.foot([self.take, self.report, choose, None, self.other, self.stop_button])

    # ---- reading ----

    def choose(self) -> None:
        """Choose a file (Ctrl+O)."""
        dialog = QFileDialog(self.window(), _("Choose a file"), str(Path.home()), _("Lists (*.xlsx *.xlsm *.xls *.csv)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.file.edit.setText(path)
        self._forget()
        self.read()

    def _file_entered(self) -> None:
        if self.file.edit.text().strip():
            self.read()
        else:
            self.choose()

    def read(self) -> None:
        """Read the file beside the window."""
        path = Path(self.file.edit.text().strip().strip('"')).expanduser()
        if not path.is_file():
            self.file.say_error(_("There is no file {name}.", name=path.name or "—"))
            self.file.setFocus()
            return
        self.file.say_error("")
        self.band.close_band()
        QTimer.singleShot(400, self, self._look)  # a short reading shows no waiting
        self._status = _("Reading {file} …", file=path.name)
        self.begin(self.reading(path), self.show_plan, self._not_read)

    def reading(self, path: Path) -> Work:
        """What reads the file and decides its rows."""
        form = self.form.value
        return lambda desk, tell, stopped: read_any(desk, form, path, tell=tell, stopped=stopped)

    def read_anew(self, means: Means) -> None:
        """The columns mean something else: every row is understood anew, beside the window."""
        got = self.got
        if got is not None and not self._copying:
            self.begin(lambda desk, tell, stopped: read_in(desk, got.form, got.file, means, tell=tell, stopped=stopped, before=got),
                       self.show_plan, self._not_read)  # fmt: skip
            self._look()

    def _means(self, heading: str, field: str) -> None:
        if self.got is not None:
            self.read_anew(self.got.means.with_column(self.got.headings, heading, field))

    def _days(self, field: str, order: str) -> None:
        if self.got is not None:
            self.read_anew(self.got.means.with_days(field, order))

    def begin_anew(self) -> None:
        """Another list or file; what was read is put away, nothing was written."""
        self._forget()
        self.form.setFocus()

    def stop(self) -> None:
        """Stop reading; nothing was written."""
        if self._taking:  # the batch that is being written ends first; the window does not wait for it
            self._halt = True
        elif not self._copying and self.stop_work():
            self._status = _("Stopped. Nothing was taken in.")
            self._look()

    def tell(self, words: str) -> None:
        """How far the reading is."""
        self._status = words
        if self.plan is not None:
            self.fact = words
            self.update()
        self.wait.update()

    def show_plan(self, found: Plan | Incoming) -> None:
        """What was read, row by row; nothing is taken yet."""
        anew = self.got is not None
        self.got = found if isinstance(found, Incoming) else None
        self._status, self.plan = "", found.plan if isinstance(found, Incoming) else found
        plan = self.plan
        if not plan.order:
            plan.sort()
        before = self.bridge.ask(Imports(sha256=plan.sha256)) if plan.sha256 else ()
        self.fact = _("this file was taken in before") if before else ""
        self.whom = Path(self.file.edit.text()).name or (self.got.file.name if self.got else "")
        self.shown = ""
        if self.got is not None:
            known = _("columns as the last time, Ctrl+E changes them") if self.got.remembered else ""
            known = known or (_("this layout will be remembered") if self.got.by_hand else "")
            self.columns.show_columns(self.got.headings, self.got.fields, self.got.questions, known)
            self.facts = tuple(str(n) for n in self.got.notes[:2])
        candidates, changes = plan.deepest
        self._detailed = bool(candidates or changes)
        self.changes.most = 12 if len(plan.rows) < 4 else 5
        self.detail.setFixedHeight(px(26) * (max(candidates, min(changes, self.changes.most)) + 2) + 10)
        self._rows_changed()
        self.table.hide_columns(empty_columns(plan))
        self._look()
        if self.got is not None and self.got.trouble is not None:
            self.refuse(str(self.got.trouble))
        if self.got is not None and (anew or self.got.questions or self.got.trouble):
            self.columns.setFocus()
        else:
            self.table.setFocus()

    def _not_read(self, words: str) -> None:
        self._status, self._taking = "", False
        self._look()
        self.refuse(words)

    def _forget(self) -> None:
        """Another file or list is meant: what was read, or is being read, counts no more."""
        if self._copying:
            return
        if self.stop_work() or self.plan is not None:
            self.plan, self.got, self.whom, self.fact, self._status, self.facts = None, None, "", "", "", ()
            self.band.close_band()
            self._look()

    # ---- what was found ----

    def _show(self, decision: str) -> None:
        self.shown = decision if decision != self.shown else ""
        self._rows_changed()

    def _rows_changed(self, at: int | None = None) -> None:
        """Count anew and show the rows; the cursor stays on its row, or goes to this place."""
        plan = self.plan
        if plan is None:
            return
        self._summary = plan.summary
        now = self.table.current_row()
        rows = [(n, plan.rows[n]) for n in plan.order if not self.shown or plan.rows[n].decision == self.shown]
        self.table.show_rows(rows, self.bridge.now)
        if now is not None and at is None and not self.table.select_key(now[0]) and rows:
            self.table.selectRow(0)
        elif at is not None and rows:
            self.table.selectRow(min(at, len(rows) - 1))
        self._show_detail()
        self.equation.update()

    def _typed(self, typed: str) -> None:
        if typed == " ":
            self._take_one()
        elif typed.isdigit() and int(typed) <= len(DECISIONS):
            self._show(DECISIONS[int(typed) - 1][0] if int(typed) else "")

    # ---- row by row ----

    def _row_changed(self, n: int) -> None:
        """One row was decided otherwise: it stays where it is, the equation is made anew."""
        plan = self.plan
        assert plan is not None
        self._summary = plan.summary
        model, at = self.table.table, self.table.currentIndex().row()
        if isinstance(model, LongTable) and 0 <= at < len(model.rows):
            model.change_row(at, (n, plan.rows[n]))
        self._show_detail()
        self._look()
        self.equation.update()

    def _take_one(self) -> None:
        now = self.table.current_row()
        if now is None or self.plan is None or not self.plan.choosable or self.busy:
            return
        n, row = now
        if row.undecided:
            self._into_detail()
            return
        self.plan.take(n, row.decision == "refused")
        self._row_changed(n)

    def _take_all(self) -> None:
        """Every row of the kind that is shown is taken; when all are, they are left out."""
        plan = self.plan
        if plan is None or not plan.choosable or self.busy:
            return
        mine = [n for n in plan.order if not self.shown or plan.rows[n].decision == self.shown]
        able = [n for n in mine if plan.rows[n].meant and not plan.rows[n].undecided]
        wanted = any(plan.rows[n].decision == "refused" for n in able)
        for n in able:
            plan.take(n, wanted)
        self.shown = ""
        self._rows_changed()
        self._look()

    def _next_open(self) -> None:
        """To the next row that waits for a hand, and into its question."""
        plan = self.plan
        rows = self.table.table.rows if plan is not None else ()
        at = self.table.currentIndex().row()
        places = [k for k, (_n, r) in enumerate(rows) if r.undecided]
        to = next((k for k in places if k > at), places[0] if places else None)
        if to is not None:
            self.table.selectRow(to)
            self._into_detail()

    def _show_detail(self) -> None:
        now = self.table.current_row() if self.plan is not None else None
        line = now[1] if now is not None else None
        head = _("Row {line}: what was changed", line=line.line) if line is not None else ""
        self.changes.show_changes(head, line.changes if line is not None else ())
        self.whose.show_row(line)
        self.detail.setVisible(self._detailed)

    def _into_detail(self) -> None:
        now = self.table.current_row()
        if now is not None and now[1].candidates:
            self.whose.picks.setFocus()
        elif now is not None and now[1].changes:
            self.changes.setFocus()

    def _choose_whose(self) -> None:
        now = self.table.current_row()
        if now is None or self.plan is None:
            return
        which = self.whose.picks.at
        self.plan.choose(now[0], which if which < len(now[1].candidates) else None)
        self._row_changed(now[0])
        self.table.setFocus()

    def _settle(self, field: str, takes: str) -> None:
        now = self.table.current_row()
        if now is not None and self.plan is not None:
            self.plan.settle(now[0], field, takes)
            self._row_changed(now[0])

    # ---- how it looks ----

    def _clicked(self, at: Any) -> None:
        for place, decision in self._places:
            if place.contains(at.toPointF()):
                self._show(decision)

    def _look(self) -> None:
        plan, got = self.plan, self.got
        for part, there in (
            (self.asks, plan is None), (self.equation, plan is not None), (self.table, plan is not None), (self.wait, plan is None),
            (self.columns, got is not None), (self.other, plan is not None), (self.stop_button, self.busy and not self._copying),
            (self.report, got is not None and self._summary.get("refused", 0) > 0),
        ):  # fmt: skip
            part.setVisible(there)
        if plan is None:
            self.detail.hide()
        n = self._summary.get("added", 0) + self._summary.get("updated", 0) if plan is not None else 0
        self.take.setText(_("Take {n} rows in", n=n) if plan is not None else _("Read the file"))
        self.take.updateGeometry()
        self.take.setEnabled(not self.busy and (plan is None or n > 0))
        self.update()

    def _equation(self, p: QPainter, r: QRectF) -> None:
        if self.plan is None:
            return
        s, cy = self._summary, r.center().y()
        x = 12 + text(p, QRectF(12, 0, 200, r.height()), _("Read {n}", n=s["read"]), "text", BODY, True) + 8
        self._places = []
        for n, (decision, word, kind, glyph) in enumerate(DECISIONS):
            text(p, QRectF(x, 0, 14, r.height()), "+" if n else "=", "text3", BODY, False, MIDDLE)
            words = f"{_(word)} {s[decision]}"
            place = QRectF(x + 18, cy - px(11), chip_width(words, kind, glyph), px(22))
            chip(p, x + 18, cy, words, kind, glyph, 22, decision == self.shown)
            if decision == self.shown:
                box(p, place, None, "accent", 4, 1.5)
            self._places.append((place, decision))
            x = place.right() + 8
        waiting, doubtful = self.plan.tally["open"], self.plan.tally["doubtful"]
        told = [_("{n} wait for you", n=waiting)] if waiting else []
        told += [_("to look at: {n}", n=doubtful)] if doubtful else []
        x += text(p, QRectF(x + 4, 0, 300, r.height()), "，".join(told), "risk_tx", SMALL) + 12
        hints = [_("1–4 show one kind, 0 all")]
        if self.plan.choosable:
            hints = [_("Space takes a row, Ctrl+Space all"), _("Alt+↓ next that asks"), *hints]
        while hints and x + advance("   ".join(hints), SMALL) > r.width() - 12:
            hints.pop()
        text(p, r.adjusted(0, 0, -12, 0), "   ".join(hints), "text3", SMALL, False, "right")

    def _paint_wait(self, p: QPainter, r: QRectF) -> None:
        y = r.center().y() - px(40)
        draw_icon(p, r.center().x() - px(16), y, "file-excel-outline", "edge", 32)
        head = self._status or _("A list from Excel or WPS")
        text(p, QRectF(0, y + px(22), r.width(), px(24)), head, "text", BODY, True, MIDDLE)
        under = "" if self._status else _("First it is read and every row is explained; nothing is written before you take it.")
        text(p, QRectF(0, y + px(46), r.width(), px(20)), under, "text3", SMALL, False, MIDDLE)
        if not self._status:
            done = self.bridge.ask(Imports())[:3]
            for n, i in enumerate(done):
                parts = [(f"{i.at.astimezone(self.bridge.zone):%m-%d %H:%M}", "text3", SMALL), (i.file_name, "text2", SMALL),
                         (_("{n} rows, {added} new", n=i.read, added=i.added), "text3", SMALL)]  # fmt: skip
                runs(p, r.center().x() - px(170), y + px(84) + n * px(22), px(360), px(22), parts, 12)

    # ---- taking it ----

    def save(self) -> None:
        """Read the file, or take what was read."""
        if self.busy:
            return
        if self.plan is None:
            self._file_entered()
        else:
            self.plan.close()
            if self.plan.command is not None:
                self._back_up_first()

    def _back_up_first(self) -> None:
        """A copy of the file as it is now, beside the window; then the rows."""
        folder = self.bridge.desk.store.path.parent
        self._copying, self.fact = True, _("Backing up first …")
        self.begin(lambda desk, _tell, _stopped: backups.take(desk, folder, "before-import"), self._take_in, self._not_backed_up)
        self._look()

    def _not_backed_up(self, why: str) -> None:
        self._copying, self.fact = False, ""
        self._look()
        self.refuse(_("Nothing was taken in, because no backup could be made first: {why}", why=why),
                    [WayOut(_("Take the rows in without a backup"), self._take_in)])  # fmt: skip

    def _take_in(self, made: object = None) -> None:
        self._copying, self.fact = False, ""
        self._look()
        if self.plan is None or self.plan.command is None:
            return
        n = self.plan.count("added") + self.plan.count("updated")
        remember = self.got.to_remember() if self.got is not None else None
        if remember is not None:
            self.bridge.do(remember, lambda _no: None)  # the rows matter more than the columns
        if import_batches.is_long(self.plan):
            self._take_long(self.plan.command)
        elif self.do(self.plan.command, _("{n} rows were taken in.", n=n)) is not None:
            self._next_list()

    def _take_long(self, command: Any) -> None:
        """Very many rows: beside the window, batch by batch; Stop keeps what is in."""
        all_, self._halt = len(command.rows), False

        def work(desk: Desk, tell: Tell, stopped: Callable[[], bool]) -> int:
            halted = lambda: self._halt or stopped()  # noqa: E731
            return import_batches.take_in(desk, command, lambda n: tell(_("{n} of {all} rows are in …", n=n, all=all_)), halted)

        self._taking = True
        self.begin(work, lambda n: self._taken_long(int(n), all_), self._not_read)
        self._look()

    def _taken_long(self, n: int, all_: int) -> None:
        self._taking = False
        if n == all_:
            self.saved = True
            self.done.emit({"added": n}, _("{n} rows were taken in.", n=n))
            self._next_list()
            return
        self._forget()
        self.refuse(_("Stopped. {n} of {all} rows are in and stay in; read the file again for the rest.", n=n, all=all_))
        self.file.setFocus()

    def _next_list(self) -> None:
        """After a list is in: the next of a new desk, else the sheet is done."""
        self.lists = [form for form in self.lists if form != self.form.value]
        if not self.lists:
            self.leave()
            return
        self.saved = False
        self.file.edit.clear()
        self.form.choose(self.lists[0])
        self._forget()
        self.file.setFocus()

    # ---- what was refused ----

    def write_refused(self) -> None:
        """The rows not taken in as a list of their own, to be corrected and taken in again (Ctrl+S)."""
        if self.got is None or not self._summary.get("refused") or self.busy:
            return
        name = f"{self.got.file.stem}-{_('not taken')}.xlsx"
        dialog = QFileDialog(self.window(), _("Write the rows not taken"), str(Path.home() / name), _("Excel workbook (*.xlsx)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda path: self.write_refused_to(Path(path)))
        dialog.open()

    def write_refused_to(self, path: Path) -> None:
        """Write them there, beside the window."""
        got = self.got
        if got is None:
            return
        self.fact = _("Writing {file} …", file=path.name)
        self.begin(lambda _desk, _tell, _stopped: write_refused(got, path), lambda n: self._written(int(n), path), self._not_read)
        self._look()

    def _written(self, n: int, path: Path) -> None:
        self.fact = _("{n} rows written to {file}", n=n, file=path.name)
        self._look()
