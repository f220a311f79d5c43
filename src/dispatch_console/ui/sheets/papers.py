"""Papers that belong to no job, as they will come out: the lists of the statistics, the papers of a day; Ctrl+P prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent

from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.press import loose, printer
from dispatch_console.press.loose import Loose
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.lay import column
from dispatch_console.ui.sheets.pages import PageView
from dispatch_console.ui.sheets.sheet import fields_row, labelled, rule
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.sheets.worker import BesideSheet
from dispatch_console.ui.widgets import KeyButton
from dispatch_console.words import N_, _

TO_FILE = ""


class PapersSheet(BesideSheet):
    """Which paper → where to → what for → Ctrl+P. Esc goes back to the sheet whose papers they are."""

    action_id = "print"

    def __init__(self, bridge: Bridge, papers: Sequence[Loose], whom: str, back: Callable[[], None], *, start: str = "", purpose: str = "") -> None:
        super().__init__(bridge, "printer", _("Print preview"))
        self.papers, self.whom, self._back = tuple(papers), whom, back
        self.list = FactTable([
            FactColumn("word", N_("Paper"), lambda r: Look(r.word)), FactColumn("times", N_("Printed"), self._times, 60, True),
        ], lambda r: r.name, bridge.now, _("Papers"), height=28)  # fmt: skip
        self.list.show_rows(self.papers, bridge.now)
        self.list.select_key(start)
        self.view = PageView()
        wide = label_width("File", "Where to", "Purpose", least=36)
        known = printer.printers()
        self.where = Choice("", [*((n, n) for n in known[:3]), (TO_FILE, "PDF")], known[0] if known else TO_FILE)
        self.path, self.purpose = Field(_("File"), label_width=wide), Field(_("Purpose"), hint=_("what it is for; that is written down"), label_width=wide)
        self.purpose.edit.setText(purpose)
        right = column(labelled(_("Where to"), self.where, wide), fields_row((self.path, 1)), fields_row((self.purpose, 1)), rule(), (self.view, 1),
                       margins=(0, 4, 0, 0))  # fmt: skip
        self.halves(column((self.list, 1), margins=(0, 4, 0, 4)), right, 24)
        self.body.addWidget(self.band)
        self.go = KeyButton(_("Print"), "Ctrl+P", "primary")
        self.go.clicked.connect(self.save)
        self.foot([self.go, None])
        self.chain(self.list, self.where, self.path, self.purpose)
        self.list.row_opened.connect(lambda _row: self.go_on(self.list))
        self.list.row_picked.connect(lambda _row: self._show())
        self.where.chosen.connect(lambda _where: self._look())
        bridge.masking.connect(lambda _on: self._show())
        self._show()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+P prints what is in front."""
        return {"print": self.save}

    @property
    def picked(self) -> Loose:
        """The paper under the cursor."""
        row = self.list.current_row()
        return row if isinstance(row, Loose) else self.papers[0]

    def _times(self, row: Loose) -> Look:
        n = loose.times(self.bridge.desk, row)
        return Look(f"{n}×" if n else "", None, "text2")

    def _show(self) -> None:
        """Make the pages of the paper in front beside the window."""
        wanted = self.picked
        self.path.edit.setText(str(Path.home() / f"{wanted.word}-{self.whom}.pdf"))
        self._look()
        self.go.setEnabled(False)
        if self.bridge.masked:
            self.stop_work()
            self._not_made(_("Hidden while visitors look on."))
            return
        self.begin(lambda desk, _tell, _stopped: loose.look(desk, wanted), self._made, self._not_made, only_reads=True)

    def _look(self) -> None:
        to_file = self.where.value == TO_FILE
        self.path.setVisible(to_file)
        self.go.setText(_("Save the PDF") if to_file else _("Print on {name}", name=self.where.value))
        self.go.updateGeometry()

    def _made(self, found: tuple[list[QImage], int]) -> None:
        images, pages = found
        wanted, n = self.picked, loose.times(self.bridge.desk, self.picked)
        self.fact = " · ".join(filter(None, (
            _("pages: {n}", n=pages), _("the first {n} are shown", n=len(images)) if pages > len(images) else "",
            _("printed {n}×", n=n) if n else _("not printed yet") if wanted.counted else "", str(wanted.why_not or ""))))  # fmt: skip
        self.go.setEnabled(wanted.why_not is None)
        self.view.show_pages(images)
        self.update()

    def _not_made(self, why: str) -> None:
        self.fact = ""
        self.view.show_pages((), why)
        self.update()

    def save(self) -> None:
        """Print, or write the PDF beside the window; said to be done only when it is."""
        if self.busy or not self.go.isEnabled():
            return
        wanted, name, purpose = self.picked, self.where.value, self.purpose.edit.text()
        path = Path(self.path.edit.text().strip().strip('"')).expanduser()
        if not purpose.strip():
            self.purpose.say_error(_("An export needs its purpose."))
            self.purpose.setFocus()
            return
        self.purpose.say_error("")
        if name == TO_FILE:
            if not path.parent.is_dir():
                self.path.say_error(_("There is no folder {name}.", name=str(path.parent)))
                self.path.setFocus()
                return
            self.path.say_error("")
            self.go.setEnabled(False)
            said = _("Saved as {file}.", file=path.name)
            self.begin(lambda desk, _tell, _stopped: loose.to_file(desk, wanted, purpose, path), lambda _pages: self._printed(said), self._not_printed)
            return
        try:  # a printer is spoken to from the window's own thread
            pages = loose.to_printer(self.bridge.desk, wanted, purpose, name)
        except (Refused, StoreTrouble) as no:
            self._not_printed(str(no))
            return
        self._printed(_("{n} pages were sent to {name}.", n=pages, name=name))

    def _printed(self, said: str) -> None:
        self.done.emit({"paper": self.picked.name}, said)
        self.go_back()

    def _not_printed(self, why: str) -> None:
        self.go.setEnabled(True)
        self.refuse(_("Not printed: {why}", why=why))

    def go_back(self) -> None:
        """Esc, or it is printed: back to where the papers are from."""
        self.leave()
        self._back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+P prints, PgUp and PgDn turn the pages."""
        if event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.view.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
