"""A job's papers as they will come out, and printing them: to a printer that is there, or as a PDF that is whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent

from dispatch_console import paper
from dispatch_console.commands.printing import SetPrinter
from dispatch_console.domain.printing import AS_IT_IS, Profile
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.press import calibration, output, papers, printer
from dispatch_console.queries.card import Card, JobCard
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.form_words import FORM_WORDS
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.lay import column
from dispatch_console.ui.sheets.dispatch import head_of
from dispatch_console.ui.sheets.pages import PageView
from dispatch_console.ui.sheets.sheet import WorkSheet, fields_row, labelled, rule
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.widgets import KeyButton
from dispatch_console.words import N_, _

TO_FILE = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form of the job: whether it has a number, how often it was printed, and why it cannot be made."""

    id: str
    word: str
    number: str
    times: int
    why_not: str


def form_rows(card: Card) -> list[FormRow]:
    """Every form that belongs to a job."""
    rows = []
    for form in papers.JOB_FORMS:
        known, no = papers.there(form, card), papers.why_not(form, card)
        counted = known is not None and known.times > 0
        rows.append(FormRow(form, _(FORM_WORDS[form]), known.number if known and counted else "", known.times if known else 0, str(no) if no else ""))
    return rows


def _state(row: FormRow) -> Look:
    if row.why_not:
        return Look("—", None, "text3")
    return Look(f"{row.times}×" if row.times else "", None, "text2")


class FormPick(FactTable):
    """The forms of a job under one another; the cursor chooses, Enter goes on."""

    chosen = Signal(str)

    def __init__(self, card: Card, bridge: Bridge, form: str) -> None:
        super().__init__([
            FactColumn("form", N_("Form"), lambda r: Look(r.word, None, "text3" if r.why_not else "text")),
            FactColumn("state", N_("Printed"), _state, 60, True),
        ], lambda r: r.id, bridge.now, _("Forms"), height=26)  # fmt: skip
        self.show_rows(form_rows(card), bridge.now)
        self.select_key(form)
        self.row_picked.connect(lambda row: self.chosen.emit(row.id) if row is not None else None)

    @property
    def value(self) -> str:
        """The form under the cursor."""
        row = self.current_row()
        return row.id if isinstance(row, FormRow) else papers.JOB_FORMS[0]

    def choose(self, form: str) -> None:
        """Put the cursor on a form."""
        self.select_key(form)


class PreviewSheet(WorkSheet):
    """Which paper → where to → Ctrl+P. It says printed only when it is."""

    action_id = "print"

    def __init__(self, bridge: Bridge, job_id: int, form: str = "work_order") -> None:
        super().__init__(bridge, "printer", _("Print preview"))
        self.job_id = job_id
        card = bridge.ask(JobCard(job_id=job_id))
        assert card is not None
        self.card = card
        head_of(self, card)
        self.fact = ""
        self.images: list[QImage] = []
        self._why = ""
        self.form = FormPick(card, bridge, form)
        self.known = printer.printers()
        self.where = Choice("", [*((n, n) for n in self.known[:3]), (TO_FILE, "PDF")], self.known[0] if self.known else TO_FILE)
        self.where.value = self.known[0] if self.known else TO_FILE
        self.path = Field(_("File"), label_width=label_width("File", "Where to", least=36))
        self.path.edit.setText(str(self._default_path()))
        self.area = PageView()
        wide = label_width("File", "Where to", least=36)
        right = column(labelled(_("Where to"), self.where, wide), fields_row((self.path, 1)), rule(), (self.area, 1), margins=(0, 4, 0, 0))
        self.halves(column((self.form, 1), margins=(0, 4, 0, 4)), right, 24)
        self.body.addWidget(self.band)
        self.go = KeyButton(_("Print"), "Ctrl+P", "primary")
        self.go.clicked.connect(self.save)
        self.set = KeyButton(_("Set the printer"), "Ctrl+D")
        self.set.clicked.connect(self.set_printer)
        ruler = KeyButton(_("Page of rulers"), "Ctrl+B")
        ruler.clicked.connect(self.calibrate)
        inside_only(self, "Ctrl+D", self.set_printer)
        inside_only(self, "Ctrl+B", self.calibrate)
        self.foot([self.go, self.set, ruler, None])
        self.chain(self.form, self.where, self.path)
        self.form.row_opened.connect(lambda _row: self.go_on(self.form))
        self.form.chosen.connect(lambda _f: self._show())
        self.where.chosen.connect(lambda _w: self._show())
        self._show()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+P prints, instead of opening this sheet again."""
        return {"print": self.save}

    def _default_path(self) -> Path:
        return Path.home() / f"{self.card.number}-{self.form.value}.pdf"

    @property
    def profile(self) -> Profile:
        """How the chosen printer is set."""
        return papers.profile_of(self.bridge.desk, self.where.value) if self.where.value else AS_IT_IS

    def _show(self) -> None:
        self.path.edit.setText(str(self._default_path()))
        try:
            self.images = output.pictures(papers.preview(self.bridge.desk, self.form.value, self.job_id), 110, self.profile)
            self._why = ""
        except (Refused, StoreTrouble) as no:
            self.images, self._why = [], str(no)
        self.area.show_pages(self.images, self._why)
        self._look()

    def _look(self) -> None:
        to_file = self.where.value == TO_FILE
        self.path.setVisible(to_file)
        there = papers.there(self.form.value, self.card)
        counted = there is not None and there.times > 0
        self.fact = _("No. {number}, printed {n}×", number=there.number, n=there.times) if there and counted else _("not printed yet")
        self.set.setEnabled(not to_file)
        self.go.setText(_("Save the PDF") if to_file else _("Print on {name}", name=self.where.value))
        self.go.updateGeometry()
        self.go.setEnabled(bool(self.images))
        self.update()

    def save(self) -> None:
        """Print; said to be done only when it is."""
        if not self.images:
            return
        form, desk = self.form.value, self.bridge.desk
        try:
            if self.where.value == TO_FILE:
                path = Path(self.path.edit.text().strip()).expanduser()
                if not path.parent.is_dir():
                    self.path.say_error(_("There is no folder {name}.", name=str(path.parent)))
                    self.path.setFocus()
                    return
                number = papers.print_job(desk, form, self.job_id, path)
                said = _("Saved as {file}, No. {number}.", file=path.name, number=number or "—")
            else:
                pages = papers.print_on(desk, form, self.job_id, self.where.value)
                said = _("{n} pages were sent to {name}.", n=pages, name=self.where.value)
        except (Refused, StoreTrouble) as no:
            self.refuse(str(no))
            return
        self.done.emit({"job_id": self.job_id, "form": form}, said)
        self.leave()

    def set_printer(self) -> None:
        """How this printer is set, asked in the band: shift, trim, data only, a sheet for each ply."""
        name, now = self.where.value, self.profile
        if name == TO_FILE:
            self.refuse(_("A PDF needs no setting: choose a printer first."))
            return

        def save(answers: Answers) -> None:
            command = SetPrinter(
                printer=name, right=tenths(answers["right"]), down=tenths(answers["down"]), trim=tenths(answers["trim"]),
                data_only=answers["data_only"] == "yes", sheets=int(answers["sheets"]),
            )  # fmt: skip
            if self.bridge.do(command, self.refuse) is not None:
                self.band.close_band()
                self._show()

        self.band.ask(_("How {name} is set", name=name), [
            Asked("right", N_("Right, mm"), f"{now.right / 10:g}"), Asked("down", N_("Down, mm"), f"{now.down / 10:g}"),
            Asked("trim", N_("Paper longer by, mm"), f"{now.trim / 10:g}"),
            Asked("data_only", N_("Paper in it"), "yes" if now.data_only else "no", options=(("no", N_("blank")), ("yes", N_("pre-printed")))),
            Asked("sheets", N_("Plies"), str(now.sheets), options=(("1", N_("struck at once")), ("2", N_("2 sheets")), ("3", N_("3 sheets")))),
        ], save)  # fmt: skip

    def calibrate(self) -> None:
        """A page of rulers on the paper of the form in front: printed, or as a PDF beside the other."""
        size = form_paper(self.form.value)
        try:
            if self.where.value == TO_FILE:
                path = Path(self.path.edit.text().strip()).expanduser().with_name("校准页.pdf")
                calibration.to_pdf(path, size)
                said = _("Saved as {file}.", file=path.name)
            else:
                calibration.on_printer(self.where.value, size, self.profile)
                said = _("The page of rulers was sent to {name}.", name=self.where.value)
        except (Refused, StoreTrouble) as no:
            self.refuse(str(no))
            return
        self.done.emit(None, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+P prints, PgUp and PgDn turn the pages."""
        if event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.area.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)


def tenths(typed: str) -> int:
    """Tenths of a millimetre from millimetres as typed; raises Refused for what is no number."""
    try:
        return round(float(typed.replace("，", ".").replace(",", ".") or 0) * 10)
    except (ValueError, OverflowError):
        raise Refused(N_("{text} is no length in mm."), text=typed) from None


def form_paper(name: str) -> tuple[float, float]:
    """The paper of a form in mm."""
    return paper.form(name).paper_mm
