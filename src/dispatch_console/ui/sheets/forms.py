"""All forms of the house: look at one, print it empty, write a list, take a blank out to change it, put the copy in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QFileDialog

from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.paper import own_forms
from dispatch_console.paper.own_forms import Standing
from dispatch_console.press import output, papers, printer
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.form_words import FORM_WORDS
from dispatch_console.ui.lay import column
from dispatch_console.ui.sheets.pages import PageView
from dispatch_console.ui.sheets.sheet import WorkSheet, said
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, SMALL
from dispatch_console.ui.widgets import KeyButton
from dispatch_console.words import N_, _

TO_FILE = ""
BY_MONTH = ("points_sheet", "maintenance_plan")


def _whose(row: Standing) -> Look:
    if row.trouble:
        return Look(_("copy not usable"), None, chip=("risk", "alert"))
    return Look(_("own copy"), None, chip=("ours", "file-check")) if row.own else Look(_("ours"), None, "text3", SMALL)


def _paper(row: Standing) -> Look:
    names = {(210.0, 297.0): "A4", (297.0, 210.0): _("A4 across"), (148.0, 105.0): "A6"}
    return Look(names.get(row.paper_mm, f"{row.paper_mm[0]:g}×{row.paper_mm[1]:g}"), None, "text2", SMALL)


class FormsSheet(WorkSheet):
    """A form → its picture; Ctrl+P prints it empty, Ctrl+W writes a list, Ctrl+S and Ctrl+O take out and put in."""

    action_id = "forms"

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "file-document-outline", _("Forms"))
        self.folder = bridge.desk.store.path.parent
        self.images: list[QImage] = []
        self._why = ""
        self.list = FactTable([
            FactColumn("form", N_("Form"), lambda r: Look(_(FORM_WORDS[r.name]), None, "text")),
            FactColumn("paper", N_("Paper size"), _paper, 92, gives=2), FactColumn("whose", N_("Which one"), _whose, 112, gives=1),
        ], lambda r: r.name, bridge.now, _("Forms"), height=28)  # fmt: skip
        self.area = PageView()
        right = column(said(self._words, 30), (self.area, 1), margins=(0, 2, 0, 0))
        self.halves(column((self.list, 1), margins=(0, 2, 0, 2)), right, 38)
        self.body.addWidget(self.band)
        self._buttons()
        self._chain = [self.list]
        self._ask()
        self.list.row_picked.connect(lambda _row: self._show())
        self.list.row_opened.connect(lambda _row: self.save())
        self._show()

    def _buttons(self) -> None:
        self.go = KeyButton(_("Print it empty"), "Ctrl+P", "primary")
        self.go.clicked.connect(self.save)
        self.write = KeyButton(_("Write the list"), "Ctrl+W")
        self.write.clicked.connect(self.write_list)
        out = KeyButton(_("Save a blank to change"), "Ctrl+S")
        out.clicked.connect(self.take_out)
        into = KeyButton(_("Put own copy in"), "Ctrl+O")
        into.clicked.connect(self.choose)
        self.back = KeyButton(_("Ours again"), "Ctrl+Del")
        self.back.clicked.connect(self.restore)
        self.foot([self.go, self.write, None, out, into, self.back])
        for key, what in (("Ctrl+W", self.write_list), ("Ctrl+S", self.take_out), ("Ctrl+O", self.choose), ("Ctrl+Del", self.restore)):
            inside_only(self, key, what)

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+P prints the form in front."""
        return {"print": self.save}

    # ---- what is shown ----

    @property
    def picked(self) -> Standing:
        """The form under the cursor."""
        row = self.list.current_row()
        return row if isinstance(row, Standing) else own_forms.standing(self.folder)[0]

    def _ask(self) -> None:
        kept = self.list.keep_place()
        self.list.show_rows(own_forms.standing(self.folder), self.bridge.now)
        self.list.restore_place(kept)

    def _show(self) -> None:
        row = self.picked
        try:
            self.images, self._why = output.pictures(papers.blank(self.bridge.desk, row.name), 100), ""
        except (Refused, StoreTrouble) as no:
            self.images, self._why = [], str(no)
        self.fact = row.title
        self.go.setEnabled(bool(self.images))
        self.back.setEnabled(row.own)
        self.write.setEnabled(row.name in papers.LISTS)
        self.area.show_pages(self.images, self._why)
        self.update()

    def _words(self) -> list[tuple[object, ...]]:
        row = self.picked
        more = _("a list of the desk: Ctrl+W writes it") if row.name in papers.LISTS else ""
        return [(row.title, "text", BODY, True), (more, "text3", SMALL)]

    # ---- what is done ----

    def save(self) -> None:
        """Print the form empty: the file is asked for in the band."""
        row = self.picked
        if not self.images:
            return

        def print_it(answers: Answers) -> None:
            if name := answers.get("where", TO_FILE):
                pages = papers.print_blank_on(self.bridge.desk, row.name, name)
                self._said(_("{n} pages were sent to {name}.", n=pages, name=name))
                return
            path = self._path(answers["file"])
            papers.print_blank(self.bridge.desk, row.name, path)
            self._said(_("Saved as {file}.", file=path.name))

        known = printer.printers()[:3]
        where = [Asked("where", N_("Where to"), known[0], options=(*((n, n) for n in known), (TO_FILE, "PDF")))] if known else []
        self._in_band(_("Print {form} empty", form=_(FORM_WORDS[row.name])), [*where, self._file(f"{row.title}-空白.pdf")], print_it)

    def write_list(self) -> None:
        """Write a list of the desk as Excel: for which day or month, and for what."""
        row, today = self.picked, self.bridge.desk.today()
        if row.name not in papers.LISTS:
            self.refuse(_("This form is no list of the desk."))
            return
        month = row.name in BY_MONTH

        def write(answers: Answers) -> None:
            try:
                day = dt.date.fromisoformat(f"{answers['day']}-01" if month else answers["day"])
            except ValueError:
                raise Refused(N_("A day is written 2026-03-02, a month 2026-03.")) from None
            path = self._path(answers["file"])
            rows = papers.export(self.bridge.desk, row.name, day, path, answers["purpose"])
            self._said(_("{n} rows were written to {file}.", n=rows, file=path.name))

        shown = f"{today:%Y-%m}" if month else f"{today:%Y-%m-%d}"
        self._in_band(_("Write {form}", form=_(FORM_WORDS[row.name])), [
            Asked("day", N_("Month") if month else N_("Day"), shown), Asked("purpose", N_("What for"), wide=2),
            self._file(f"{row.title}-{shown}.xlsx"),
        ], write)  # fmt: skip

    def take_out(self) -> None:
        """Save the blank form that is used now, so that it can be changed in Excel or WPS."""
        row = self.picked

        def take(answers: Answers) -> None:
            path = self._path(answers["file"])
            own_forms.save_blank(row.name, path, self.folder)
            self._said(_("Saved as {file}. Change it, then put it in with Ctrl+O.", file=path.name))

        self._in_band(_("Save {form} to change it", form=_(FORM_WORDS[row.name])), [self._file(f"{row.name}.xlsx")], take)

    def choose(self) -> None:
        """Choose a changed copy (Ctrl+O)."""
        dialog = QFileDialog(self.window(), _("Choose a file"), str(Path.home()), _("Forms (*.xlsx)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.put_in)
        dialog.open()

    def put_in(self, path: str) -> None:
        """Use a changed copy from now on; what it breaks is told."""
        row = self.picked
        try:
            own_forms.put_in(row.name, Path(path), self.folder)
        except (Refused, StoreTrouble) as no:
            self.refuse(str(no))
            return
        self.band.close_band()
        self._said(_("Your copy of {form} is used from now on.", form=_(FORM_WORDS[row.name])))

    def restore(self) -> None:
        """Use our own form again."""
        row = self.picked
        try:
            own_forms.restore(row.name, self.folder)
        except (Refused, StoreTrouble) as no:
            self.refuse(str(no))
            return
        self._said(_("Our own form of {form} is used again; your copy is kept beside it.", form=_(FORM_WORDS[row.name])))

    def _in_band(self, head: str, questions: list[Asked], save: Callable[[Answers], None]) -> None:
        def take(answers: Answers) -> None:
            try:
                save(answers)
            except StoreTrouble as trouble:
                raise Refused(trouble.said.msgid, **trouble.said.values) from None

        self.band.ask(head, questions, take)

    def _file(self, name: str) -> Asked:
        return Asked("file", N_("File"), str(Path.home() / name), wide=4)

    def _path(self, typed: str) -> Path:
        path = Path(typed.strip().strip('"')).expanduser()
        if not path.parent.is_dir():
            raise Refused(N_("There is no folder {name}."), name=str(path.parent))
        return path

    def _said(self, words: str) -> None:
        self.band.close_band()
        self._ask()
        self._show()
        self.done.emit(None, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: PgUp and PgDn turn the pages."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.area.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
