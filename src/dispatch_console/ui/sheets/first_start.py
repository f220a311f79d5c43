"""The first start: an empty desk, one from Excel, or the sample marked as such; then the code to write down."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from dispatch_console import paper, places
from dispatch_console.commands.setup import SeedDesk
from dispatch_console.desk import importing, opening
from dispatch_console.domain.moment import Clock
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.ui.band import Band
from dispatch_console.ui.fields import Field
from dispatch_console.ui.paint import MIDDLE, box, draw_icon, text
from dispatch_console.ui.picker import Pick, Picker
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.sheets.sheet import fields_row, group
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import SMALL, TITLE, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

EMPTY, EXCEL, SAMPLE = "empty", "excel", "sample"
WAYS = (
    (EMPTY, N_("An empty desk"), N_("policies, prices and scripts of the manuals are in it")),
    (EXCEL, N_("From Excel"), N_("the same, then your register, customers and staff are read and checked")),
    (SAMPLE, N_("The sample"), N_("invented customers and calls, marked as sample, to try everything")),
)
LISTS = ("customers_machines", "technicians", "phone_register")


def make_desk(folder: Path, way: str, actor: str, clock: Clock) -> opening.Made:
    """Make the desk and fill it with the manuals' values, for the sample with its lists too."""
    made = opening.make(folder, sample=way == SAMPLE)
    desk = opening.open_desk(folder, clock=clock, actor=actor)
    try:
        desk.do(SeedDesk())
        if way == SAMPLE:
            for form in LISTS:
                file = places.resources() / "sample" / f"{form}.xlsx"
                sheet = paper.read_list(file, form, today=desk.today(), zone=desk.zone)
                more = ()
                if form == "customers_machines" and importing.MACHINE_SHEET in sheet.sheets:
                    more = paper.read_list(file, form, today=desk.today(), zone=desk.zone, sheet=importing.MACHINE_SHEET).rows  # type: ignore[assignment]
                plan = importing.plan(desk, form, sheet.rows, more, file_name=file.name, sha256=sheet.sha256)
                if plan.command is not None:
                    desk.do(plan.command)
    finally:
        desk.close()
    return made


class FirstStartSheet(Sheet):
    """Who → how to begin → the recovery code, typed back in part so that it was written down."""

    made = Signal(str, str)  # way, actor: the window may open the desk now

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__("desk", _("First start"), fact=str(folder))
        self.folder, self.clock = folder, clock
        self.code = ""
        self.way = EMPTY
        self.band = Band()
        self.actor = Field(_("Your name"), hint=_("stands behind every entry"), label_width=px(70))
        self.ways = Picker(_("How to begin"), left=90)
        self.shown_code = Painted(128, self._paint_code)
        self.check = Field(_("Last group"), hint=_("type the last group of the code"), label_width=px(70))
        self.begin = group(_("How to begin"), _("a digit chooses"), 30)
        self.after = group(_("The recovery code"), _("without it nobody opens this desk on another machine; it is shown once"), 30)
        self.body.addSpacing(10)
        for part in (group(_("Who is at the desk"), "", 30), fields_row((self.actor, 1)), self.begin, fields_row((self.ways, 1), left=0),
                     self.after, self.shown_code, fields_row((self.check, 1))):  # fmt: skip
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addWidget(self.band)
        self.ways.show_picks([Pick(_(w), _(d)) for _v, w, d in WAYS])
        self.go = KeyButton(_("Make the desk"), "Ctrl+Return", "primary")
        self.go.clicked.connect(self.save)
        self.foot([self.go, None])
        self.actor.entered.connect(self.ways.setFocus)
        self.ways.chosen.connect(self._chosen)
        self.ways.entered.connect(self.save)
        self.check.entered.connect(self.save)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            inside_only(self, key, self.save)
        self.setFocusProxy(self.actor)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the first field has the keyboard."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.actor.setFocus)

    def _chosen(self, at: int) -> None:
        self.way = WAYS[at][0]

    def _look(self) -> None:
        done = bool(self.code)
        shown: tuple[tuple[QWidget, bool], ...] = (
            (self.ways, not done), (self.begin, not done), (self.after, done), (self.shown_code, done), (self.check, done),
        )  # fmt: skip
        for part, visible in shown:
            part.setVisible(visible)
        self.actor.setEnabled(not done)
        self.go.setText(_("It is written down") if done else _("Make the desk"))
        self.go.updateGeometry()

    def _paint_code(self, p: QPainter, r: QRectF) -> None:
        b = r.adjusted(12, 8, -12, -8)
        box(p, b, "sunken", "accent", 8, 1.5)
        draw_icon(p, b.left() + 16, b.top() + px(24), "key-variant", "accent", 20)
        groups = self.code.split("-")
        half = (len(groups) + 1) // 2
        for n, part in enumerate((groups[:half], groups[half:])):
            text(p, QRectF(b.left(), b.top() + px(16) + n * px(32), b.width(), px(30)), "  ".join(part), "text", TITLE, True, MIDDLE)
        text(p, QRectF(b.left(), b.bottom() - px(28), b.width(), px(22)), _("Write it on paper and keep it away from this machine."), "text2", SMALL, False, MIDDLE)

    def save(self) -> None:
        """Make the desk; then, with the code written down, go on."""
        actor = self.actor.edit.text().strip()
        if not self.code:
            if not actor:
                self.band.refuse(_("Who is at the desk? Give a name first."))
                self.actor.setFocus()
                return
            try:
                made = make_desk(self.folder, self.way, actor, self.clock)
            except (Refused, StoreTrouble) as no:
                self.band.refuse(str(no))
                return
            self.band.close_band()
            self.code = made.recovery_code
            self._look()
            self.check.setFocus()
            return
        if self.check.edit.text().strip().upper() != self.code.split("-")[-1].upper():
            self.check.say_error(_("Type the last group as it stands on your paper."))
            self.check.setFocus()
            return
        self.made.emit(self.way, actor)
        self.leave()


