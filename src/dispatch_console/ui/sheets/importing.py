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
from dispatch_console.ui.lay import column
from dispatch_console.ui.paint import MIDDLE, draw_icon, runs, text
from dispatch_console.ui.sheets.import_columns import ColumnStrip
from dispatch_console.ui.sheets.import_found import FoundRows
from dispatch_console.ui.sheets.import_worksheets import WorksheetStrip
from dispatch_console.ui.sheets.sheet import fields_row, labelled, rule
from dispatch_console.ui.sheets.worker import BesideSheet, Tell, Work
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, SMALL, px
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
    reads_lists = True

    def __init__(self, bridge: Bridge, lists: Sequence[str] = ()) -> None:
        super().__init__(bridge, "file-excel-outline", _("Import and check"))
        self.lists = list(lists)  # of a new desk: one after the other
        self.plan: Plan | None = None
        self.got: Incoming | None = None  # a list whose columns can be told anew
        self._status = ""
        self._copying = self._taking = self._halt = False
        self.form = Choice("", [(f, _(w)) for f, w in FORMS], self.lists[0] if lists else FORMS[0][0])
        self.file = Field(_("File"), hint=_("a path, or Enter to choose a file"), label_width=label_width("File", "Which list", least=36))
        self.worksheets, self.columns = WorksheetStrip(), ColumnStrip()
        self.worksheets.picked.connect(self.read_worksheet)
        self.columns.up.connect(lambda: self.worksheets.setFocus() if self.worksheets.isVisible() else None)
        self.columns.means.connect(self._means)
        self.columns.answered.connect(self._days)
        self.found = FoundRows(lambda: bridge.now, lambda: self.busy)
        self.worksheets.left.connect(lambda: (self.columns if self.columns.isVisible() else self.found).setFocus())
        self.found.decided.connect(self._look)
        self.columns.left.connect(self.found.table.setFocus)
        self.wait = Painted(0, self._paint_wait)
        self.which = labelled(_("Which list"), self.form, label_width("File", "Which list", least=36))
        self.asks = column(6, self.which, fields_row((self.file, 1)))
        for part in (self.asks, self.worksheets, self.columns, rule()):
            self.body.addWidget(part)
        for part in (self.found, self.wait):
            self.body.addWidget(part, 1)
        self.body.addWidget(self.band)
        self._put_foot()
        self.chain(self.form, self.file)
        self.file.entered.disconnect()
        self.file.entered.connect(self._file_entered)
        self.file.edit.setAcceptDrops(False)  # the window takes what is dropped
        self.file.edited.connect(lambda _t: self._forget())
        self.form.chosen.connect(lambda _f: self._forget())
        for key, what in (("Ctrl+Space", self.found.take_all), ("Alt+Down", self.found.next_open), ("Ctrl+S", self.write_refused)):
            inside_only(self, key, what)
        self._look()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+E goes to the columns, or to the worksheets while there are none."""
        return {"correct": lambda: (self.columns if self.columns.isVisible() else self.worksheets).setFocus()}

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
        dialog = QFileDialog(self.window(), _("Choose a file"), str(Path.home()), _("Lists (*.xlsx *.xlsm *.xls *.et *.ods *.csv)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read_list(Path(path)))
        dialog.open()

    def read_list(self, path: Path) -> None:
        """Read this file in place of what was read before; not while that is being taken in."""
        if self._writing:
            self.refuse(_("Rows are being taken in; {file} can be read after that.", file=path.name))
            return
        self.file.edit.setText(str(path))
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

    def read_worksheet(self, name: str) -> None:
        """Another worksheet of the same workbook, beside the window."""
        got = self.got
        if got is not None and not self._writing:
            self.band.close_band()
            self.begin(lambda desk, tell, stopped: read_any(desk, got.form, got.file, tell=tell, stopped=stopped, sheet=name),
                       self.show_plan, self._not_read)  # fmt: skip
            self._look()

    @property
    def _writing(self) -> bool:
        """Whether what was read is being taken in: it is not read otherwise now."""
        return self._copying or self._taking

    def read_anew(self, means: Means) -> None:
        """The columns mean something else: every row is understood anew, beside the window."""
        got = self.got
        if got is not None and not self._writing:
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
        before = self.got
        self.got = found if isinstance(found, Incoming) else None
        self._status, self.plan = "", found.plan if isinstance(found, Incoming) else found
        plan = self.plan
        known = self.bridge.ask(Imports(sha256=plan.sha256)) if plan.sha256 else ()
        self.fact = _("this file was taken in before") if known else ""
        self.whom = Path(self.file.edit.text()).name or (self.got.file.name if self.got else "")
        if self.got is not None:
            hint = _("columns as the last time, Ctrl+E changes them") if self.got.remembered else ""
            hint = hint or (_("this layout will be remembered") if self.got.by_hand else "")
            self.worksheets.show_sheets(self.got.sheets, self.got.found.sheet)
            self.columns.show_columns(self.got.headings, self.got.fields, self.got.questions, hint)
            self.facts = tuple(str(n) for n in self.got.notes[:2])
        self.found.show_plan(plan)
        self._look()
        if self.got is not None and self.got.trouble is not None:
            self.refuse(str(self.got.trouble))
        anew = before is not None and self.got is not None and before.found is self.got.found  # only the columns
        if self.got is not None and not self.got.headings:
            self.worksheets.setFocus()
        elif self.got is not None and (anew or self.got.questions or self.got.trouble):
            self.columns.setFocus()
        else:
            self.found.table.setFocus()

    def _not_read(self, words: str) -> None:
        self._status, self.fact, self._taking = "", "", False
        self._look()
        self.refuse(words)

    def _forget(self) -> None:
        """Another file or list is meant: what was read, or is being read, counts no more."""
        if self._writing:
            return
        if self.stop_work() or self.plan is not None:
            self.plan, self.got, self.whom, self.fact, self._status, self.facts = None, None, "", "", "", ()
            self.found.show_plan(None)
            self.band.close_band()
            self._look()

    # ---- how it looks ----

    def _look(self) -> None:
        plan, got = self.plan, self.got
        for part, there in (
            (self.asks, plan is None), (self.found, plan is not None), (self.wait, plan is None),
            (self.worksheets, got is not None and bool(got.sheets)), (self.columns, got is not None and bool(got.headings)),
            (self.other, plan is not None and not self._writing), (self.stop_button, self.busy and not self._copying),
            (self.report, got is not None and self.found.summary.get("refused", 0) > 0),
        ):  # fmt: skip
            part.setVisible(there)
        n = self.found.wanted
        self.take.setText(_("Take {n} rows in", n=n) if plan is not None else _("Read the file"))
        self.take.updateGeometry()
        self.take.setEnabled(not self.busy and (plan is None or n > 0))
        self.update()

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
        """Very many rows: beside the window, batch by batch; Stop keeps what is in. A price list goes in whole."""
        all_, self._halt = import_batches.rows_of(command), False

        def work(desk: Desk, tell: Tell, stopped: Callable[[], bool]) -> import_batches.Taken:
            halted = lambda: self._halt or stopped()  # noqa: E731
            return import_batches.take_in(desk, command, lambda n: tell(_("{n} of {all} rows are in …", n=n, all=all_)), halted)

        self._taking, self.fact = True, _("{n} of {all} rows are in …", n=0, all=all_)
        self.begin(work, lambda taken: self._taken_long(taken, all_), self._not_read)
        self._look()

    def _taken_long(self, taken: import_batches.Taken, all_: int) -> None:
        self._taking, n = False, taken.rows
        if n == all_:
            self.saved = True
            self.done.emit({"added": n}, _("{n} rows were taken in.", n=n))
            self._next_list()
            return
        self._forget()
        words = _("Stopped. {n} of {all} rows are in and stay in; read the file again for the rest.", n=n, all=all_)
        self.refuse(f"{words} {taken.why or ''}".rstrip())
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
        if self.got is None or not self.found.summary.get("refused") or self.busy:
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
