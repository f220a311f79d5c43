"""To paper: board, roster and empty forms in one print, for hours without the computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.desk.desk import Desk
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.press import paper_day, printer
from dispatch_console.queries.closing import PaperBoard
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.paint import paragraph
from dispatch_console.ui.sheets.sheet import fields_row, labelled, said
from dispatch_console.ui.sheets.worker import BesideSheet
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import _

FILE = ""


class ToPaperSheet(BesideSheet):
    """Where to → how many of each form → Ctrl+Enter: one print with everything that is needed to go on by hand."""

    action_id = "to_paper"

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "printer-alert", _("To paper"))
        self.jobs = len(bridge.ask(PaperBoard()))
        wide = px(96)
        known = printer.printers()
        self.where = Choice("", [*((n, n) for n in known[:3]), (FILE, "PDF")])
        self.file = Field(_("File"), label_width=wide)
        self.file.edit.setText(str(Path.home() / f"{_('On paper')}-{bridge.desk.today():%Y-%m-%d}.pdf"))
        self.purpose = Field(_("Purpose"), label_width=wide)
        self.purpose.edit.setText(_("The computer stands still"))
        self.counts = {form: Field(_(word), label_width=wide) for form, word, _usual in paper_day.EMPTY}
        for form, _word, usual in paper_day.EMPTY:
            self.counts[form].edit.setText(str(usual))
        self.body.addWidget(said(self._head, 40))
        self.body.addWidget(labelled(_("Where to"), self.where, wide))
        self.body.addWidget(fields_row((self.file, 1)))
        self.body.addWidget(fields_row((self.purpose, 1)))
        self.body.addWidget(said(lambda: [(_("Empty forms, how many of each"), "text", BODY, True)], 34))
        found = list(self.counts.values())
        for one, two in zip(found[::2], found[1::2], strict=True):
            self.body.addWidget(fields_row((one, 1), (two, 1)))
        self.body.addWidget(Painted(64, self._after))
        self.body.addStretch(1)
        self.body.addWidget(self.band)
        self.go = KeyButton(_("Print all of it"), "Ctrl+Return", "primary")
        self.go.clicked.connect(self.save)
        self.foot([self.go, None])
        self.chain(self.where, self.file, self.purpose, *found)
        self.where.chosen.connect(lambda _where: self._look())
        self._look()

    def _look(self) -> None:
        self.file.setEnabled(self.where.value == FILE)

    def _head(self) -> list[tuple[object, ...]]:
        told = _("open jobs {n} with numbers and addresses, the week's roster, empty forms", n=self.jobs)
        return [(_("One print to go on by hand"), "text", BODY, True), (told, "text2", SMALL)]

    def _after(self, p: QPainter, r: QRectF) -> None:
        words = _("Afterwards every call and report is entered with the time at which it really was: 1420 or -90 in the time, the register by Ctrl+I.")
        paragraph(p, r.adjusted(12, 8, -12, 0), words, "text2", SMALL)

    def save(self) -> None:
        """Make and print it beside the window."""
        if self.busy:
            return
        empty = {}
        for form, field in self.counts.items():
            typed = field.edit.text().strip() or "0"
            if not typed.isdigit():
                field.say_error(_("{text} is no number.", text=typed))
                field.setFocus()
                return
            field.say_error("")
            empty[form] = int(typed)
        where, path, purpose = self.where.value, Path(self.file.edit.text().strip().strip('"')).expanduser(), self.purpose.edit.text()
        if where != FILE:  # a printer is spoken to from the window's own thread
            try:
                self._printed(paper_day.to_printer(self.bridge.desk, empty, where, purpose))
            except (Refused, StoreTrouble) as no:
                self._not_printed(str(no))
            return

        def work(desk: Desk, _tell: object, _stopped: object) -> int:
            return paper_day.to_file(desk, empty, path, purpose)

        self.go.setEnabled(False)
        self.begin(work, self._printed, self._not_printed)

    def _printed(self, pages: int) -> None:
        self.go.setEnabled(True)
        self.done.emit({"pages": pages}, _("{n} pages for a day on paper.", n=pages))
        self.leave()

    def _not_printed(self, why: str) -> None:
        self.go.setEnabled(True)
        self.refuse(_("Not printed: {why}", why=why))

