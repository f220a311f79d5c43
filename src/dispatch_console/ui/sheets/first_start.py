"""The first start: an empty desk, one from Excel, or the sample marked as such; then the code, then who is at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from dispatch_console.commands.setup import SeedDesk
from dispatch_console.desk import opening, sample_day
from dispatch_console.domain.moment import Clock
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.ui.band import Band
from dispatch_console.ui.cards import BigPick, BigPicker
from dispatch_console.ui.fields import Field
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import MIDDLE, box, draw_icon, text
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.sheets.importing import read_plan
from dispatch_console.ui.sheets.sheet import fields_row, group
from dispatch_console.ui.sheets.worker import Beside
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, SMALL, TITLE, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

EMPTY, EXCEL, SAMPLE = "empty", "excel", "sample"
WAYS: tuple[tuple[str, str, str, str], ...] = (
    (EMPTY, "database-plus", N_("An empty desk"), N_("The policies, clocks, prices and scripts of the manuals are in it; customers come with the calls.")),
    (EXCEL, "file-excel-outline", N_("From Excel"), N_("The same, and then your customers, staff and price list are read; every row is shown before it is taken.")),
    (SAMPLE, "flask-outline", N_("The sample day"), N_("An invented Monday morning at 10:42, in a folder of its own and marked as sample: try everything, break nothing.")),
)  # fmt: skip
SETUP = "setup"  # who makes the desk, before anybody is at it


@dataclass(frozen=True, slots=True)
class Ready:
    """A desk that can be opened; the sample and a desk made before have no code to write down."""

    folder: Path
    recovery_code: str = ""
    key_lies_in: str = ""


def make_desk(folder: Path, way: str, clock: Clock) -> Ready:
    """Make the desk and fill it with the manuals' values; the sample day is played beside it, once."""
    if way == SAMPLE:
        beside = opening.sample_folder(folder)
        if not opening.exists(beside):
            sample_day.play_morning(beside, lambda desk, form, file: read_plan(desk, form, file, lambda _said: None))
        return Ready(beside)
    made = opening.make(folder)
    desk = opening.open_desk(folder, clock=clock, actor=SETUP)
    try:
        desk.do(SeedDesk())
    finally:
        desk.close()
    return Ready(folder, made.recovery_code, made.key_lies_in)


class Maker(Beside):
    """Makes the desk beside the window; what it gives comes by queued signals."""

    given = Signal(object)
    failed = Signal(str)

    def __init__(self, make: Callable[[], Ready]) -> None:
        super().__init__()
        self._make = make

    def run(self) -> None:
        """Qt: the work itself."""
        try:
            ready = self._make()
        except (Refused, StoreTrouble) as no:
            self.failed.emit(str(no))
        except OSError as trouble:
            self.failed.emit(f"{trouble.strerror or trouble} {trouble.filename or ''}".strip())
        else:
            self.given.emit(ready)


class FirstStartSheet(Sheet):
    """How to begin → the recovery code, typed back in part so that it was written down → who is at the desk."""

    made = Signal(str, str, object)  # way, actor, folder: the window may open the desk now

    def __init__(self, folder: Path, clock: Clock, actor: str = "") -> None:
        super().__init__("headset", _("First start"), fact=str(folder))
        self.folder, self.clock = folder, clock
        self.way, self.code, self.step = EMPTY, "", "way"
        self.ready = Ready(folder)
        self._maker: Maker | None = None
        self.band = Band()
        self.begin = group(_("How to begin"), _("a digit chooses"), 32)
        self.ways = BigPicker(_("How to begin"), [BigPick(glyph, _(w), _(d)) for _v, glyph, w, d in WAYS])
        self.busy = Painted(60, self._paint_busy)
        self.after = group(_("The recovery code"), _("shown only now; without it nobody opens this desk on another machine"), 32)
        self.shown_code = Painted(148, self._paint_code)
        self.check = Field(_("Last group"), hint=_("type the last group of the code as it stands on your paper"), label_width=px(70))
        self.who = group(_("Who is at the desk"), _("the name stands behind every entry"), 32)
        self.actor = Field(_("Name"), label_width=px(70))
        self.actor.edit.setText(actor)
        self.body.addSpacing(10)
        for part in (self.begin, self.ways, self.busy, self.after, self.shown_code, self.check, self.who, self.actor):
            self.body.addWidget(fields_row((part, 1)) if isinstance(part, Field) else part)
        self.body.addStretch(1)
        self.body.addWidget(self.band)
        self.go = KeyButton(_("Go on"), "Ctrl+Return", "primary")
        self.go.clicked.connect(self.save)
        self.copy = KeyButton(_("Copy"), "")
        self.copy.clicked.connect(self._copy)
        self.foot_line.addWidget(self.go)  # no way back out of the first start: there is nothing behind it
        self.foot_line.addWidget(self.copy)
        self.foot_line.addStretch(1)
        self.ways.chosen.connect(self._chosen)
        self.check.entered.connect(self.save)
        self.actor.entered.connect(self.save)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            inside_only(self, key, self.save)
        self._look()

    def show_step(self, step: str, code: str = "K7QF-92MD-X4TR-6HBN-P3WC-8JYE") -> None:
        """Stand at a step, for pictures."""
        self.step, self.code = step, code
        self._look()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the first choice has the keyboard."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        {"way": self.ways, "code": self.check, "name": self.actor}.get(self.step, self).setFocus()

    def leave(self) -> None:
        """There is nothing behind the first start: Esc only closes what was said."""
        self.band.close_band()
        self._take_focus()

    def _look(self) -> None:
        of_step: dict[str, tuple[QWidget, ...]] = {
            "way": (self.begin, self.ways), "busy": (self.busy,), "code": (self.after, self.shown_code, self.check),
            "name": (self.who, self.actor),
        }  # fmt: skip
        for step, parts in of_step.items():
            for part in parts:
                part.setVisible(step == self.step)
        self.copy.setVisible(self.step == "code")
        self.go.setEnabled(self.step != "busy")
        words = {"way": _("Begin"), "code": _("It is written down"), "name": _("To the desk")}
        self.go.setText(words.get(self.step, _("Being made")))
        self.go.updateGeometry()
        self.foot_line.invalidate()
        self._take_focus()

    # ---- the steps ----

    def _chosen(self, at: int) -> None:
        self.way = WAYS[at][0]
        self.save()

    def save(self) -> None:
        """Go on: make the desk, then with the code written down, then with a name."""
        if self.step == "way":
            self.way = WAYS[self.ways.at][0]
            self._begin_making()
        elif self.step == "code":
            self._check_code()
        elif self.step == "name":
            self._take_name()

    def _begin_making(self) -> None:
        self.band.close_band()
        folder, way, clock = self.folder, self.way, self.clock
        self._maker = Maker(lambda: make_desk(folder, way, clock))
        self._maker.given.connect(self._given)
        self._maker.failed.connect(self._failed)
        self.step = "busy"
        self._look()
        self._maker.start()

    def _failed(self, why: str) -> None:
        self.step = "way"
        self._look()
        self.band.refuse(why, head=_("The desk was not made"))

    def _given(self, ready: Ready) -> None:
        self.ready, self.code = ready, ready.recovery_code
        self.fact = str(ready.folder)
        self.step = "code" if self.code else "name"
        self._look()
        self.update()

    def _check_code(self) -> None:
        typed = self.check.edit.text().replace("-", "").strip().upper()
        if typed not in (self.code.split("-")[-1], self.code.replace("-", "")):
            self.check.say_error(_("Type the last group as it stands on your paper."))
            self.check.setFocus()
            return
        self.check.say_error("")
        self.step = "name"
        self._look()

    def _take_name(self) -> None:
        actor = self.actor.edit.text().strip()
        if not actor:
            self.actor.say_error(_("Who is at the desk? Give a name first."))
            return
        self.made.emit(self.way, actor, self.ready.folder)

    # ---- what is painted ----

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code)

    def _paint_busy(self, p: QPainter, r: QRectF) -> None:
        word = _("The sample day is being played …") if self.way == SAMPLE else _("The desk is being made …")
        draw_icon(p, 24, px(26), "progress-clock", "accent", 18)
        text(p, QRectF(24 + px(28), px(14), r.width() - 60, px(24)), word, "text", BODY, True)

    def _paint_code(self, p: QPainter, r: QRectF) -> None:
        b = r.adjusted(12, 8, -12, -10)
        box(p, b, "sunken", "accent", 8, 1.5)
        draw_icon(p, b.left() + 16, b.top() + px(24), "key-variant", "accent", 20)
        groups = self.code.split("-")
        half = (len(groups) + 1) // 2
        for n, part in enumerate((groups[:half], groups[half:])):
            text(p, QRectF(b.left(), b.top() + px(14) + n * px(32), b.width(), px(30)), "   ".join(part), "text", TITLE, True, MIDDLE)
        kept = _("This machine keeps its key in its key store.") if self.ready.key_lies_in != "file" else _(
            "This machine keeps its key in a file of yours, outside the desk.")  # fmt: skip
        for n, words in enumerate((_("Write it on paper and keep it away from this machine."), kept)):
            text(p, QRectF(b.left(), b.bottom() - px(48) + n * px(20), b.width(), px(20)), words, "text2", SMALL, False, MIDDLE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: a digit begins wherever the keyboard is."""
        typed = event.text()
        if self.step == "way" and typed.isdigit() and 1 <= int(typed) <= len(WAYS):
            self.ways.choose(int(typed) - 1)
        else:
            super().keyPressEvent(event)
