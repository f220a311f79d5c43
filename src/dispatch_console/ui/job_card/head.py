"""The head of a job card: customer, flags, status, fault, machine, person, address, warranty."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from dispatch_console.domain.jobs import STATUS_WORDS
from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.warranty import BASIS_WORDS, Basis
from dispatch_console.queries.card import Card
from dispatch_console.queries.rows import Flag
from dispatch_console.ui import paint, theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, TITLE, advance, px
from dispatch_console.ui.vocabulary import FLAG_CHIPS, FLAG_WORDS, STATUS_ICONS, WARRANTY_CHIPS
from dispatch_console.words import _


def warranty_words(card: Card) -> str:
    """In warranty to 2026-09-14 · invoice."""
    words = _(WARRANTY_CHIPS[card.warranty][2])
    if card.warranty == "in" and card.warranty_until is not None:
        words = _("Warranty to {day}", day=f"{card.warranty_until:%Y-%m-%d}")
    known = {str(b): w for b, w in BASIS_WORDS.items() if b is not Basis.NONE}
    basis = _(known[card.warranty_basis]) if card.warranty_basis in known else card.warranty_basis
    held = next((c.name for c in card.contracts if c.id == card.contract_id), "")
    return " · ".join(filter(None, (words, held or (basis if basis != "none" else ""))))


def flag_words(flag: Flag) -> str:
    """Repeat 2."""
    word = FLAG_WORDS[flag.kind]
    return _(word, n=flag.count) if "{n}" in word else _(word)


def phone_words(number: str) -> str:
    """A number grouped for the eye; a hidden one as it is."""
    return number if "*" in number or not number else PhoneText(number).shown or number


class Head(QWidget):
    """Three lines; what is copied or read out (number, serial, address) can be selected with the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.card: Card | None = None
        self._warranty = ""
        self._labels = {name: self._label() for name in ("serial", "phone", "address")}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _fix(self) -> None:
        self.setFixedHeight(px(90))
        self._lay_out()
        self.update()

    def show_card(self, card: Card) -> None:
        """Show this job."""
        self.card = card
        words = (card.number, card.customer, _(STATUS_WORDS[card.status]), card.fault, card.machine, card.address)
        self.setAccessibleName(" · ".join(map(str, words)))
        self._labels["serial"].setText(card.serial)
        self._labels["phone"].setText(phone_words(str(card.phone)))
        self._labels["address"].setText(str(card.address))
        self._lay_out()
        self.update()

    def _lay_out(self) -> None:
        """Put the selectable pieces where their lines want them, at the base line of the drawing."""
        if self.card is None:
            return
        card = self.card
        x, w = px(16), self.width() - px(32)
        token = {"serial": (SMALL, "text3"), "phone": (BODY, "text"), "address": (BODY, "text2")}
        for name, label in self._labels.items():
            pt, ink = token[name]
            label.setFont(theme.font(pt))
            palette = label.palette()
            palette.setColor(label.foregroundRole(), theme.color(ink))
            label.setPalette(palette)
        fault_width = min(advance(card.fault, BODY), w * 0.55)
        left = x + fault_width + 14 + advance(card.machine, BODY) + 14
        left += advance(_("Serial no."), SMALL) + 4 if card.serial else 0
        self._place("serial", left, 38, w + x - left)
        contact = advance(str(card.contact), BODY)
        left = x + (contact + 14 if card.contact else 0)
        self._place("phone", left, 60, 200)
        left += advance(phone_words(str(card.phone)), BODY) + (14 if card.phone else 0)
        self._warranty = self._warranty_that_fits(card, w + x - left)
        warranty = paint.chip_width(self._warranty, WARRANTY_CHIPS[card.warranty][0], "shield-check")
        self._place("address", left, 60, w + x - left - warranty - 10)

    def _warranty_that_fits(self, card: Card, room: float) -> str:
        """The warranty with its basis, else without it, else its sign alone: the number beside it stays whole."""
        words = warranty_words(card)
        forms = (words, words.rsplit(" · ", 1)[0], "")
        kind, glyph, _word = WARRANTY_CHIPS[card.warranty]
        return next((f for f in forms if paint.chip_width(f, kind, glyph) <= room), "")

    def _place(self, name: str, left: float, top: float, width: float) -> None:
        label = self._labels[name]
        assert self.card is not None
        whole = phone_words(str(self.card.phone)) if name == "phone" else str(getattr(self.card, name))
        pt = SMALL if name == "serial" else BODY
        label.setText(theme.elided(whole, max(20.0, width), pt))
        label.setVisible(bool(whole) and width > 20)
        label.setToolTip(whole)
        height = px(22)
        needed = advance(label.text(), pt) + 2
        label.setGeometry(round(left), px(top), round(max(20.0, min(needed, width))), height)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the address takes what is left."""
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: what is not selectable."""
        card = self.card
        if card is None:
            return
        p = ready(QPainter(self))
        x, w = float(px(16)), self.width() - px(32)
        right = x + w
        status = _(STATUS_WORDS[card.status])
        chip = paint.chip_width(status, str(card.turn), STATUS_ICONS[str(card.status)])
        number = advance(card.number, SMALL)
        cy = px(22)
        flags = [(*FLAG_CHIPS[f.kind], flag_words(f), f"{f.count or ''}") for f in card.flags]
        wide = sum(paint.chip_width(words, kind, glyph) + 5 for kind, glyph, words, _n in flags)
        need = advance(str(card.customer), TITLE, True) + 10
        room = right - number - chip - 24 - x
        short = need + wide > room
        if short:
            wide = sum(paint.chip_width(n, kind, glyph) + 5 for kind, glyph, _words, n in flags)
        if need + wide > room:  # the name stays whole: the number goes, then the word of the status
            room += number + 10
            number = -10.0
        if need + wide > room:
            status = ""
            room += chip - paint.chip_width("", str(card.turn), STATUS_ICONS[str(card.status)])
            chip = paint.chip_width("", str(card.turn), STATUS_ICONS[str(card.status)])
        if number > 0:
            text(p, QRectF(right - number, px(7), number + 2, px(30)), card.number, "text3", SMALL)
        paint.chip(p, right - number - chip - 10, cy, status, str(card.turn), STATUS_ICONS[str(card.status)])
        name = QRectF(x, px(6), max(60.0, room - wide - 10), px(30))
        end = x + text(p, name, str(card.customer), "text", TITLE, True) + 10
        for kind, glyph, words, n in flags:
            end = paint.chip(p, end, cy, n if short else words, kind, glyph) + 5
        fault = min(advance(card.fault, BODY), w * 0.55)
        text(p, QRectF(x, px(38), fault, px(22)), card.fault, "text", BODY)
        parts = [(card.machine, "text2", BODY)] + ([(_("Serial no."), "text3", SMALL)] if card.serial else [])
        runs(p, x + fault + 14, px(38), right - x - fault - 14, px(22), parts, 14)
        text(p, QRectF(x, px(60), w, px(22)), str(card.contact), "text2", BODY)
        kind, glyph, _word = WARRANTY_CHIPS[card.warranty]
        words = self._warranty
        paint.chip(p, right - paint.chip_width(words, kind, glyph), px(71), words, kind, glyph)
        paint.line(p, 0, self.height() - 0.5, self.width(), self.height() - 0.5)
