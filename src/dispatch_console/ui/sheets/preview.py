"""A job's papers as they will come out, and printing them: to a printer that is there, or as a PDF that is whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QScrollArea

from dispatch_console.commands.papers import COUNTED, RecordPrinted
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.press import output, papers, printer
from dispatch_console.queries.card import JobCard
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.paint import MIDDLE, text
from dispatch_console.ui.sheets.dispatch import head_of
from dispatch_console.ui.sheets.sheet import WorkSheet, fields_row, labelled, rule
from dispatch_console.ui.theme import BODY, color, px
from dispatch_console.ui.widgets import KeyButton, Painted, SlimBar
from dispatch_console.words import N_, _

FORMS = (
    ("work_order", N_("Work order")), ("work_order_a4", N_("Work order A4")), ("repair_report", N_("Repair report")),
    ("pickup_slip", N_("Pick-up slip")), ("visit_card", N_("Visit card")),
)  # fmt: skip
TO_FILE = ""


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
        self.form = Choice("", [(f, _(w)) for f, w in FORMS], form)
        self.known = printer.printers()
        self.where = Choice("", [*((n, n) for n in self.known[:3]), (TO_FILE, "PDF")], self.known[0] if self.known else TO_FILE)
        self.where.value = self.known[0] if self.known else TO_FILE
        self.path = Field(_("File"), label_width=label_width("File", "Form", "Where to", least=36))
        self.path.edit.setText(str(self._default_path()))
        self.pages = Painted(1, self._paint)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setVerticalScrollBar(SlimBar(self.area))
        self.area.setWidget(self.pages)
        self.area.setAccessibleName(_("Pages"))
        self.body.addSpacing(6)
        self.body.addWidget(labelled(_("Form"), self.form, label_width("File", "Form", "Where to", least=36)))
        self.body.addWidget(labelled(_("Where to"), self.where, label_width("File", "Form", "Where to", least=36)))
        self.body.addWidget(fields_row((self.path, 1)))
        self.body.addWidget(rule())
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.band)
        self.go = KeyButton(_("Print"), "Ctrl+P", "primary")
        self.go.clicked.connect(self.save)
        self.foot([self.go, None])
        self.chain(self.form, self.where, self.path)
        self.form.chosen.connect(lambda _f: self._show())
        self.where.chosen.connect(lambda _w: self._look())
        self._show()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+P prints, instead of opening this sheet again."""
        return {"print": self.save}

    def _default_path(self) -> Path:
        return Path.home() / f"{self.card.number}-{self.form.value}.pdf"

    def _show(self) -> None:
        self.path.edit.setText(str(self._default_path()))
        try:
            self.images = output.pictures(papers.preview(self.bridge.desk, self.form.value, self.job_id), 110)
            self._why = ""
        except (Refused, StoreTrouble) as no:
            self.images, self._why = [], str(no)
        if self.form.value == "pickup_slip" and self.card.stay is None:
            self.images, self._why = [], _("No machine was taken in for this job.")
        self.pages.setMinimumHeight(sum(self._size(i)[1] + 20 for i in self.images) + 20)
        self.pages.setMaximumHeight(16777215)
        self.pages.update()
        self._look()

    def _size(self, image: QImage) -> tuple[int, int]:
        wide = min(px(860), max(px(400), self.area.viewport().width() - 60))
        wide = min(wide, image.width())
        return wide, round(image.height() * wide / image.width())

    def _look(self) -> None:
        to_file = self.where.value == TO_FILE
        self.path.setVisible(to_file)
        there = next((p for p in self.card.papers if p.kind == self.form.value.removesuffix("_a4") and p.status in ("printed", "issued")), None)
        self.fact = _("No. {number}, printed {n}×", number=there.number, n=there.times) if there is not None else _("not printed yet")
        self.go.setText(_("Save the PDF") if to_file else _("Print on {name}", name=self.where.value))
        self.go.updateGeometry()
        self.go.setEnabled(bool(self.images))
        self.update()

    def _paint(self, p: QPainter, r: QRectF) -> None:
        p.fillRect(r, color("sunken"))
        if self._why:
            text(p, r, self._why, "text2", BODY, False, MIDDLE)
        y = 16.0
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for image in self.images:
            w, h = self._size(image)
            q = QRectF(r.center().x() - w / 2, y, w, h)
            p.fillRect(q.adjusted(-1, -1, 1, 1), color("edge"))
            p.drawImage(q, image)
            y += h + 20

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
                kind = form.removesuffix("_a4")
                if kind in COUNTED:
                    desk.do(RecordPrinted(kind=kind, job_id=self.job_id))
                pages = printer.print_on(self.where.value, [papers.preview(desk, form, self.job_id)])
                said = _("{n} pages were sent to {name}.", n=pages, name=self.where.value)
        except (Refused, StoreTrouble) as no:
            self.refuse(str(no))
            return
        self.done.emit({"job_id": self.job_id, "form": form}, said)
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+P prints, PgUp and PgDn turn the pages."""
        bar = self.area.verticalScrollBar()
        if event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar.setValue(bar.value() + (1 if event.key() == Qt.Key.Key_PageDown else -1) * bar.pageStep())
        else:
            super().keyPressEvent(event)
