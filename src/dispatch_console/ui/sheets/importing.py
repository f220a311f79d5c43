"""Taking a list in: the file is read beside the window, every row is accounted for, and one key takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog

from dispatch_console import paper
from dispatch_console.desk import backups, importing
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan, RowPlan
from dispatch_console.queries.office import Imports
from dispatch_console.ui.band import WayOut
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.paint import MIDDLE, box, chip, chip_width, draw_icon, runs, text
from dispatch_console.ui.sheets.sheet import fields_row, labelled, rule
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.sheets.worker import BesideSheet, Tell, Work
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

FORMS = (
    ("phone_register", N_("Phone register")), ("customers_machines", N_("Customers and machines")),
    ("technicians", N_("Technicians")), ("price_list", N_("Price list")),
)  # fmt: skip
START_LISTS = ("customers_machines", "technicians", "price_list")  # what a new desk takes in, one after the other
DECISIONS: tuple[tuple[str, str, str, str], ...] = (  # decision, word, chip, glyph
    ("added", N_("New"), "ours", "plus"), ("updated", N_("Changed"), "key", "not-equal-variant"),
    ("same", N_("Same"), "done", "equal"), ("refused", N_("Not taken"), "risk", "alert"),
)  # fmt: skip
WORDS = {d: (w, c, g) for d, w, c, g in DECISIONS}


def read_plan(desk: Desk, form: str, file: Path, tell: Tell, stopped: Callable[[], bool] = lambda: False) -> Plan:
    """Read a file in a process of its own and decide every row; nothing is written yet."""
    tell(_("Reading {file} …", file=file.name))
    sheet = paper.read_list(file, form, today=desk.today(), zone=desk.zone, cancelled=stopped)
    more: tuple[Any, ...] = ()
    if form == "customers_machines" and importing.MACHINE_SHEET in sheet.sheets:
        tell(_("Reading the machines …"))
        more = paper.read_list(
            file, form, today=desk.today(), zone=desk.zone, sheet=importing.MACHINE_SHEET, cancelled=stopped
        ).rows
    tell(_("Recognising {n} rows …", n=len(sheet.rows) + len(more)))
    return importing.plan(desk, form, sheet.rows, more, file_name=file.name, sha256=sheet.sha256)


class ImportSheet(BesideSheet):
    """Form → file → the equation read = new + changed + same + not taken → rows with reasons → Ctrl+Enter."""

    action_id = "import"

    def __init__(self, bridge: Bridge, lists: Sequence[str] = ()) -> None:
        super().__init__(bridge, "file-excel-outline", _("Import and check"))
        self.lists = list(lists)  # of a new desk: one after the other
        self.plan: Plan | None = None
        self.shown = ""
        self._status = ""
        self._copying = False
        self.form = Choice("", [(f, _(w)) for f, w in FORMS], self.lists[0] if lists else FORMS[0][0])
        self.file = Field(_("File"), hint=_("a path, or Enter to choose a file"), label_width=label_width("File", "Which list", least=36))
        self.equation = Painted(38, self._equation)
        self.equation.clicked.connect(self._clicked)
        self.table = FactTable(self._columns(), lambda r: (r.line, r.what, r.decision), bridge.now, _("Rows of the file"))
        self.table.typed.connect(self._digit)
        self.wait = Painted(0, self._paint_wait)
        self._places: list[tuple[QRectF, str]] = []
        self.body.addSpacing(6)
        self.which = labelled(_("Which list"), self.form, label_width("File", "Which list", least=36))
        self.body.addWidget(self.which)
        self.body.addWidget(fields_row((self.file, 1)))
        self.body.addWidget(rule())
        self.body.addWidget(self.equation)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.wait, 1)
        self.body.addWidget(self.band)
        self.take = KeyButton(_("Read the file"), "Ctrl+Return", "primary")
        self.take.clicked.connect(self.save)
        choose = KeyButton(_("Choose a file"), "Ctrl+O")
        choose.clicked.connect(self.choose)
        self.stop_button = KeyButton(_("Stop"), "", "ghost")
        self.stop_button.clicked.connect(self.stop)
        self.foot([self.take, choose, None, self.stop_button])
        self.chain(self.form, self.file)
        self.file.entered.disconnect()
        self.file.entered.connect(self._file_entered)
        self.file.edited.connect(lambda _t: self._forget())
        self.form.chosen.connect(lambda _f: self._forget())
        self._look()

    def _columns(self) -> list[FactColumn]:
        def decision(row: RowPlan) -> Look:
            word, kind, glyph = WORDS[row.decision]
            return Look(_(word), None, chip=(kind, glyph))

        def why(row: RowPlan) -> Look:
            words = "；".join(str(x) for x in ([row.reason] if row.reason else []) + [*row.doubts, *row.says])
            return Look(words, None, "risk_tx" if row.reason or row.doubts else "text2", SMALL)

        return [
            FactColumn("line", N_("Row"), lambda r: Look(str(r.line), None, "text3", SMALL), 56),
            FactColumn("decision", N_("Outcome"), decision, 96),
            FactColumn("what", N_("Whose"), lambda r: Look(r.what or _("(empty)"), None, "text3" if r.decision == "same" else "text"), 250),
            FactColumn("why", N_("Why, and what to look at"), why),
        ]  # fmt: skip

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
        return lambda desk, tell, stopped: read_plan(desk, form, path, tell, stopped)

    def stop(self) -> None:
        """Stop reading; nothing was written."""
        if not self._copying and self.stop_work():
            self._status = _("Stopped. Nothing was taken in.")
            self._look()

    def tell(self, words: str) -> None:
        """How far the reading is."""
        self._status = words
        self.wait.update()

    def show_plan(self, plan: Plan) -> None:
        """What was read, row by row; nothing is taken yet."""
        self._status, self.plan = "", plan
        known: list[str] = []
        if plan.command is not None:
            before = self.bridge.ask(Imports(sha256=plan.command.file.sha256))  # type: ignore[attr-defined]
            known = [i.file_name for i in before]
        self.fact = _("this file was taken in before") if known else ""
        self.whom = Path(self.file.edit.text()).name
        self._show("")
        self._look()
        self.table.setFocus()

    def _not_read(self, words: str) -> None:
        self._status = ""
        self._look()
        self.refuse(words)

    def _forget(self) -> None:
        """Another file or list is meant: what was read, or is being read, counts no more."""
        if self._copying:
            return
        if self.stop_work() or self.plan is not None:
            self.plan, self.whom, self.fact, self._status = None, "", "", ""
            self._look()

    # ---- what was found ----

    def _show(self, decision: str) -> None:
        self.shown = decision if decision != self.shown else ""
        if self.plan is not None:
            order = {"refused": 0, "updated": 1, "added": 2, "same": 3}
            rows = [r for r in self.plan.rows if not self.shown or r.decision == self.shown]
            rows.sort(key=lambda r: (not (r.reason or r.doubts), order[r.decision], r.line))
            self.table.show_rows(rows, self.bridge.now)
        self.equation.update()

    def _digit(self, typed: str) -> None:
        if typed.isdigit() and int(typed) <= len(DECISIONS):
            self._show(DECISIONS[int(typed) - 1][0] if int(typed) else "")

    def _clicked(self, at: Any) -> None:
        for place, decision in self._places:
            if place.contains(at.toPointF()):
                self._show(decision)

    def _look(self) -> None:
        got = self.plan is not None
        for part in (self.equation, self.table):
            part.setVisible(got)
        self.wait.setVisible(not got)
        self.stop_button.setVisible(self.busy and not self._copying)
        n = self.plan.count("added") + self.plan.count("updated") if self.plan is not None else 0
        self.take.setText(_("Take {n} rows in", n=n) if got else _("Read the file"))
        self.take.updateGeometry()
        self.take.setEnabled(not self.busy and (not got or n > 0))
        self.update()

    def _equation(self, p: QPainter, r: QRectF) -> None:
        if self.plan is None:
            return
        s, cy = self.plan.summary, r.center().y()
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
        doubts = sum(1 for row in self.plan.rows if row.doubts)
        right = _("1–4 show one kind, 0 all")
        if doubts:
            x += text(p, QRectF(x + 4, 0, 260, r.height()), _("to look at: {n}", n=doubts), "risk_tx", SMALL) + 8
        text(p, r.adjusted(0, 0, -12, 0), right, "text3", SMALL, False, "right")

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
        elif self.plan.command is not None:
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
        if self.do(self.plan.command, _("{n} rows were taken in.", n=n)) is not None:
            self._next_list()

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
