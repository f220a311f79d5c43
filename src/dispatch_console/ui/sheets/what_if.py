"""A rule of the points tried on a month: one small bar a person, up or down; nothing is booked."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispatch_console.domain import points
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.points import Changed, PointRules, RuleVersion, WhatIf
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.lay import column, row
from dispatch_console.ui.paint import LEFT, MIDDLE, box, line, text
from dispatch_console.ui.sheets.people_records import typed_values, values_typed
from dispatch_console.ui.sheets.quote_parts import yuan
from dispatch_console.ui.sheets.sheet import labelled
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import Painted
from dispatch_console.words import _


class WhatIfPanel(QWidget):
    """Which rule → its values → who gains and who loses."""

    left = Signal()  # Enter after the values

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge, self.month = bridge, bridge.desk.today()
        self.rules: tuple[RuleVersion, ...] = ()
        self.changed: tuple[Changed, ...] = ()
        self.why = ""
        self.rule = Choice("", [("", "—")])
        self.rule.chosen.connect(lambda _code: self._fill())
        self.values = Field(_("Values"), hint=_("points=0.5; base=2.0"), label_width=px(44))
        self.values.edited.connect(lambda _text: self.reckon())
        self.values.entered.connect(self.left)
        self.rule.entered.connect(self.values.setFocus)
        self.sentence = Painted(44, self._draw_sentence)
        self.bars = Painted(0, self._draw_bars)
        held = column(labelled(_("Rule"), self.rule, px(44)), self.values, self.sentence, margins=(0, 4, 0, 4), spacing=2)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 2, 0, 2)
        body.setSpacing(0)
        body.addWidget(Painted(26, self._draw_head))
        body.addWidget(row((held, 48), (self.bars, 52), margins=(0, 0, 8, 0)), 1)
        self.setFixedHeight(px(168))
        self.setAccessibleName(_("Try a rule"))

    def show_month(self, month: dt.date) -> None:
        """Another month to reckon anew."""
        before, self.month = [r.id for r in self.rules], month
        self.rules = tuple(r for r in self.bridge.ask(PointRules()) if r.in_force and points.PARAMETERS.get(points.RuleKind(r.kind)))
        self.rule.offer([(r.code, _(points.KIND_WORDS[points.RuleKind(r.kind)])) for r in self.rules] or [("", "—")])
        if before != [r.id for r in self.rules]:
            self._fill()
        else:  # what was typed stays
            self.reckon()

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.rule

    def _chosen(self) -> RuleVersion | None:
        return next((r for r in self.rules if r.code == self.rule.value), None)

    def _fill(self) -> None:
        rule = self._chosen()
        self.values.edit.setText(typed_values(rule.parameters) if rule is not None else "")
        self.reckon()

    def reckon(self) -> None:
        """Ask the desk what the month would have been."""
        self.changed, self.why = (), ""
        rule = self._chosen()
        if rule is not None:
            try:
                self.changed = self.bridge.ask(WhatIf(month=self.month, code=rule.code, values=values_typed(self.values.edit.text())))
            except Refused as no:
                self.why = str(no)
        self.values.say_error(self.why)
        said = self.summary()
        self.setAccessibleDescription(said)
        for part in (self.sentence, self.bars):
            part.update()

    def summary(self) -> str:
        """Who gains, who loses, what it costs."""
        gains = [c for c in self.changed if c.after > c.before]
        loses = [c for c in self.changed if c.after < c.before]
        whole, fen = sum(c.after - c.before for c in self.changed), sum(c.fen for c in self.changed)
        if not gains and not loses:
            return "" if self.why else _("Nobody's month would change.")
        sign = "−" if whole < 0 else "+"
        paid = _("paid {yuan} more", yuan=yuan(fen)) if fen >= 0 else _("paid {yuan} less", yuan=yuan(-fen))
        return _("{n} gain, {m} lose; the month {points}, {paid}.", n=len(gains), m=len(loses), points=f"{sign}{points.shown(abs(whole))}", paid=paid)

    def _draw_head(self, p: QPainter, r: QRectF) -> None:
        x = 12 + text(p, QRectF(12, 0, 200, r.height()), _("Try a rule"), "text", BODY, True, LEFT) + 12
        text(p, QRectF(x, 0, r.width() - x, r.height()), _("{month} reckoned anew, nothing is booked", month=f"{self.month:%Y-%m}"), "text3", SMALL, False, LEFT)

    def _draw_sentence(self, p: QPainter, r: QRectF) -> None:
        rule = self._chosen()
        words = ""
        if rule is not None and not self.why:
            kind = points.RuleKind(rule.kind)
            try:
                words = str(points.rule_words(kind, points.checked_parameters(kind, points.read_values(values_typed(self.values.edit.text())))))
            except Refused:
                words = ""
        text(p, QRectF(12, 0, r.width() - 16, px(22)), words, "text2", SMALL, False, LEFT)
        text(p, QRectF(12, px(22), r.width() - 16, px(22)), self.summary(), "text", BODY, False, LEFT)

    def _draw_bars(self, p: QPainter, r: QRectF) -> None:
        if not self.changed:
            return
        wide, base = r.width() / len(self.changed), r.height() - px(26)
        most = max(1, *(abs(c.after - c.before) for c in self.changed))
        middle = base if all(c.after >= c.before for c in self.changed) else base / 2
        line(p, 0, middle + 0.5, r.width(), middle + 0.5)
        for n, c in enumerate(self.changed):
            change = c.after - c.before
            x, high = n * wide, (middle - px(20)) * abs(change) / most
            if change:
                top = middle - high if change > 0 else middle
                box(p, QRectF(x + wide / 2 - px(12), top, px(24), high), "accent" if change > 0 else "bar", None, 2)
            y = middle - high - px(20) if change >= 0 else middle + high
            words = f"{'−' if change < 0 else '+' if change else ''}{points.shown(abs(change))}"
            text(p, QRectF(x, y, wide, px(20)), words, "text" if change else "text3", SMALL, bool(change), MIDDLE)
            text(p, QRectF(x, r.height() - px(22), wide, px(20)), c.name, "text2", SMALL, False, MIDDLE)

