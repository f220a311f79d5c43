"""The parts of a call's form, in their order: phone, card, choices, fields, chips, script, buttons."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.calls.facts_card import FactsCard
from dispatch_console.ui.calls.parts import AskChips, KindRow, ScriptLine, labels
from dispatch_console.ui.fields import Field
from dispatch_console.ui.lay import column, row
from dispatch_console.ui.paint import draw_icon, text
from dispatch_console.ui.picker import Picker
from dispatch_console.ui.theme import SMALL, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import _


class FormParts(QWidget):
    """The widgets and their places; what they do stands in the form itself."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        w = labels()
        self.phone = Field(_("Phone"), hint=_("number, initials, serial tail"), label_width=w)
        self.card = FactsCard(bridge)
        self.people = Picker(_("Which customer?"))
        self.machines = Picker(_("Which machine?"))
        self.fields: dict[str, Field] = {
            "phone": self.phone, "customer": Field(_("Firm"), label_width=w), "caller": Field(_("Caller"), label_width=w),
            "address": Field(_("Address"), label_width=w), "model": Field(_("Model"), label_width=w),
            "serial": Field(_("Serial"), label_width=px(36)), "fault": Field(_("Fault"), label_width=w),
            "wish": Field(_("Wish"), hint=_("when it suits"), label_width=w),
            "advice": Field(_("Advice"), hint=_("what solved it"), label_width=w),
        }  # fmt: skip
        self.kind = KindRow()
        self.chips = AskChips()
        self.script = ScriptLine()
        self.trouble = Painted(24, self._paint_trouble)
        self._trouble = ""
        self.save_button = KeyButton(_("Save"), "Ctrl+Return", "primary")
        self.dispatch_button = KeyButton(_("Dispatch"), "F5")
        self.solved_button = KeyButton(_("By phone"), "F9")
        self.hold_button = KeyButton(_("Hold"), "", "ghost")
        f = self.fields
        self.unknown = column(f["customer"], f["caller"], f["address"], row((f["model"], 3), (f["serial"], 2)))
        body = QVBoxLayout(self)
        body.setContentsMargins(10, 0, 10, 8)
        body.setSpacing(0)
        for part in (self.phone, self.card, self.people, self.machines, self.unknown, self.kind, self.fields["fault"],
                     self.fields["wish"], self.fields["advice"], self.chips, self.script, self.trouble):  # fmt: skip
            body.addWidget(part)
        body.addWidget(row(self.save_button, self.dispatch_button, self.solved_button, None, self.hold_button,
                           spacing=5, margins=(0, 4, 0, 0)))  # fmt: skip
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.phone)
        self.fields["advice"].hide()
        self.trouble.hide()

    def _paint_trouble(self, p: QPainter, r: QRectF) -> None:
        draw_icon(p, 2, r.center().y(), "alert", "risk_tx", 15)
        text(p, r.adjusted(px(21), 0, 0, 0), self._trouble, "risk_tx", SMALL, True)

    def tell(self, trouble: str) -> None:
        """One calm line above the buttons; empty takes it away."""
        if trouble != self._trouble:
            self._trouble = trouble
            self.trouble.setVisible(bool(trouble))
            self.trouble.setAccessibleName(trouble)
            self.trouble.setToolTip(trouble)
            self.trouble.update()

    @property
    def said(self) -> str:
        """The calm line, for tests."""
        return self._trouble
