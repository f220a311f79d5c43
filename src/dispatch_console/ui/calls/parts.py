"""The small parts of a call's form: the row of kinds, what is still to ask, the sentence to say, the tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.domain.calls import CallKind
from dispatch_console.ui import theme
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.paint import MIDDLE, RIGHT, box, chip, chip_width, draw_icon, ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, advance, elided, px
from dispatch_console.words import N_, _

LABELS = (
    N_("Phone"), N_("Firm"), N_("Caller"), N_("Address"), N_("Model"), N_("Kind"), N_("Fault"), N_("Wish"), N_("Advice"),
    N_("Still to ask"),
)  # fmt: skip
KINDS: tuple[tuple[CallKind, str], ...] = (
    (CallKind.REPAIR, N_("Repair")), (CallKind.ENQUIRY, N_("Enquiry")), (CallKind.COMPLAINT, N_("Complaint")),
    (CallKind.INSTALLATION, N_("Install")), (CallKind.MAINTENANCE, N_("Upkeep")), (CallKind.PARTS, N_("Parts")),
    (CallKind.TRAINING, N_("Training")), (CallKind.UPGRADE, N_("Upgrade")), (CallKind.REVISIT, N_("Revisit")),
)  # fmt: skip
MORE, FEWER = N_("More"), "6…"  # what stands there for them, and where there is no room for a word
USUAL = 5  # kinds that stand in the row; the others share the last place


def labels() -> int:
    """How wide the labels of a call's form are."""
    return label_width(*LABELS, least=44, most=70)


class KindRow(QWidget):
    """What the caller wants: digits or arrows choose; at the right whether it is urgent."""

    entered = Signal()
    chosen = Signal(str)
    urgent_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.value = CallKind.REPAIR
        self.urgent = False
        self.suggested = False
        self._places: list[QRectF] = []
        self._urgent_at = QRectF()
        self.setAccessibleName(_("Kind"))
        self.setToolTip("  ".join(f"{n} {_(word)}" for n, (_k, word) in enumerate(KINDS, 1)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fix()
        theme.look.changed.connect(self._fix)

    def _fix(self) -> None:
        self.setFixedHeight(px(32))

    def show_kind(self, kind: CallKind, *, urgent: bool) -> None:
        """Show a kind without telling anybody."""
        self.value, self.urgent = kind, urgent
        self.setAccessibleDescription(_(dict(KINDS).get(kind, "")))
        self.update()

    def choose(self, at: int) -> None:
        """The user takes a kind."""
        kind = KINDS[max(0, min(len(KINDS) - 1, at))][0]
        self.show_kind(kind, urgent=self.urgent)
        self.chosen.emit(str(kind))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: digits, arrows, Enter."""
        at = [k for k, _w in KINDS].index(self.value)
        typed = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Right and plain:
            self.choose(at + 1)
        elif event.key() == Qt.Key.Key_Left and plain:
            self.choose(at - 1)
        elif plain and typed.isdigit() and 1 <= int(typed) <= len(KINDS):
            self.choose(int(typed) - 1)
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click chooses; on the last place the next of the rare kinds."""
        for n, place in enumerate(self._places):
            if place.contains(event.position()):
                at = [k for k, _w in KINDS].index(self.value)
                self.choose(n if n < USUAL else at + 1 if USUAL <= at < len(KINDS) - 1 else USUAL)
        if self._urgent_at.contains(event.position()):
            self.urgent_wanted.emit()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show the ring."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: hide the ring."""
        self.update()

    def _shown(self) -> list[tuple[CallKind | None, str]]:
        """The usual kinds, and in the last place the rare one that is chosen, else a mark that there are more."""
        rare = next(((k, w) for k, w in KINDS[USUAL:] if k is self.value), (None, MORE))
        return [*KINDS[:USUAL], rare]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: label, segments, urgent."""
        p = ready(QPainter(self))
        h, w = self.height(), self.width()
        words = _("Urgent") + ("  Alt+J" if w > px(350) else "")
        keep = chip_width(words, "risk", "clock-fast") + 4
        x: float = labels() + 8
        room = w - x - keep
        for kinds in (self._shown(), [(k, FEWER if word is MORE else word) for k, word in self._shown()]):
            bare = sum(advance(_(word), BODY, True) + 3 for _k, word in kinds)
            loose = next((pad for pad in (10, 8, 6) if bare + pad * len(kinds) <= room), 0)
            if loose:
                break
        tight = not loose  # long words: smaller, and the sign alone for urgent
        if tight:
            words, keep = "", px(24)
            small = sum(advance(_(word), SMALL, kind is self.value) + 6 for kind, word in kinds)
            x = x if small <= w - x - keep else 2.0  # then the label goes: the kinds say what they are
        if x > 2:
            text(p, QRectF(0, 0, labels(), h), _("Kind"), "text2", SMALL, False, RIGHT)
        pt, pad = (SMALL, 5) if tight else (BODY, loose)
        self._places = []
        for n, (kind, word) in enumerate(kinds, 1):
            on = kind is self.value
            width = advance(_(word), pt, on or not tight) + pad
            place = QRectF(x, (h - px(25)) / 2, width, px(25))
            box(p, place, "accent_bg" if on else None, "accent" if on else None, 5, 2 if on and self.hasFocus() else 1)
            text(p, place, _(word), "accent" if on else "text2", pt, on, MIDDLE)
            if self.hasFocus() and not on:
                text(p, place.adjusted(0, px(13), -2, px(9)), str(n), "text3", SMALL, False, RIGHT)
            self._places.append(place)
            x += width + (1 if tight else 3)
        self._urgent_at = QRectF(w - keep, 0, keep, h)
        if tight:
            draw_icon(p, w - px(18), h / 2, "clock-fast", "risk_tx" if self.urgent else "text3", 16)
        elif self.urgent:
            chip(p, w - keep + 4, h / 2, words, "risk", "clock-fast")
        else:
            text(p, QRectF(0, 0, w, h), words, "text3", SMALL, False, RIGHT)


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Something still to ask: its name on the call, the words on the chip, the field that answers it."""

    id: str
    words: str
    field: str


class AskChips(QWidget):
    """Still to ask: a click or Alt+↓ jumps to the field, typing there takes the chip away; none of them blocks."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asks: tuple[ToAsk, ...] = ()
        self.now = ""
        self._places: list[tuple[QRectF, str]] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()
        self.hide()

    def _fix(self) -> None:
        self.setFixedHeight(px(27) * (2 if self._lines() > 1 else 1))
        self.update()

    def show_asks(self, asks: Sequence[ToAsk], now: str = "") -> None:
        """Show what is still to ask; the one being asked has an edge."""
        self.asks, self.now = tuple(asks), now
        self.setVisible(bool(asks))
        self.setAccessibleName(_("Still to ask") + " " + " · ".join(a.words for a in asks))
        self._fix()

    @guarded
    def resizeEvent(self, event: object) -> None:
        """Qt: chips wrap once."""
        self._fix()

    def _lines(self) -> int:
        x: float = labels() + 8
        lines = 1
        for ask in self.asks:
            w = min(chip_width(ask.words, "risk"), max(60, self.width() - labels() - 8))
            if x + w > self.width() and x > labels() + 8:
                lines, x = lines + 1, labels() + 8
            x += w + 5
        return lines

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click jumps to the field."""
        for place, ask_id in self._places:
            if place.contains(event.position()):
                self.picked.emit(ask_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: amber chips."""
        p = ready(QPainter(self))
        left = labels() + 8
        text(p, QRectF(0, 0, labels(), px(26)), _("Still to ask"), "text2", SMALL, False, RIGHT)
        self._places = []
        x, y = float(left), 0.0
        for n, ask in enumerate(self.asks):
            w = chip_width(ask.words, "risk")
            if x + w > self.width() and x > left:
                if y:
                    text(p, QRectF(x, y, 60, px(26)), f"+{len(self.asks) - n}", "text3", SMALL)
                    break
                x, y = float(left), float(px(26))
            words = elided(ask.words, self.width() - x - 16, SMALL) if x + w > self.width() else ask.words
            end = chip(p, x, y + px(13), words, "risk")
            place = QRectF(x, y + px(3), end - x, px(20))
            if ask.id == self.now:
                box(p, place, None, "risk_edge", 4, 1.5)
            self._places.append((place, ask.id))
            x = end + 5


class ScriptLine(QWidget):
    """The sentence to say now, and below it the one not to say."""

    def __init__(self) -> None:
        super().__init__()
        self.say, self.avoid = "", ""
        self.away = False  # there is no room for it
        self.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        self.setFixedHeight(px(46))

    def show_line(self, say: str, avoid: str) -> None:
        """Show a sentence; the tooltip has it whole."""
        if (say, avoid) != (self.say, self.avoid):
            self.say, self.avoid = say, avoid
            self.setVisible(bool(say) and not self.away)
            self.setAccessibleName(say)
            self.setToolTip("\n".join(filter(None, (say, _("Not: {words}", words=avoid) if avoid else ""))))
            self.update()

    def give_way(self, away: bool) -> None:
        """Go before the fields and the buttons do, and come back when there is room again."""
        if away != self.away:
            self.away = away
            self.setVisible(bool(self.say) and not away)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: two lines on a quiet card."""
        p = ready(QPainter(self))
        r = QRectF(self.rect())
        box(p, r.adjusted(0, 2, 0, -3), "sunken", None, 5)
        draw_icon(p, 10, px(14) + 1, "comment-quote", "accent", 15)
        w = r.width() - px(31) - 9
        first, second = self.say, _("Not: {words}", words=self.avoid) if self.avoid else ""
        if advance(first, BODY) > w:  # the sentence is never cut: it goes on in the second line, before what not to say
            cut = len(elided(first, w, BODY)) - 1
            text(p, QRectF(px(31), 3, w, px(21)), first[:cut], "text", BODY)
            runs(p, px(31), px(22), w, px(20), [(first[cut:], "text", BODY), (second, "text3", SMALL)], 12)
            return
        text(p, QRectF(px(31), 3, w, px(21)), first, "text", BODY)
        text(p, QRectF(px(31), px(22), w, px(19)), second, "text3", SMALL)


@dataclass(frozen=True, slots=True)
class CallTab:
    """One call in hand: who, and how long or that it is a draft."""

    label: str
    sub: str
    draft: bool = False


class CallTabs(QWidget):
    """One tab per call; Ctrl+Tab changes, a click too."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.tabs: tuple[CallTab, ...] = ()
        self.at = 0
        self._places: list[tuple[QRectF, int]] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        self.setFixedHeight(px(34))

    def show_tabs(self, tabs: Sequence[CallTab], at: int) -> None:
        """Show these calls."""
        if (tuple(tabs), at) != (self.tabs, self.at):
            self.tabs, self.at = tuple(tabs), at
            self.setAccessibleName(" · ".join(f"{t.label} {t.sub}" for t in tabs))
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click changes to a call."""
        for place, at in self._places:
            if place.contains(event.position()):
                self.picked.emit(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: tabs; those that do not fit are counted."""
        p = ready(QPainter(self))
        x = 8.0
        self._places = []
        order = [self.at, *(n for n in range(len(self.tabs)) if n != self.at)] if self.tabs else []
        shown = sorted(order[: max(1, int((self.width() - 30) // px(112)))])
        most = (self.width() - 16 - 6 * len(shown)) / max(1, len(shown))
        for n in shown:
            tab, on = self.tabs[n], n == self.at
            label = elided(tab.label, most - advance(tab.sub, SMALL) - px(40), BODY, on)
            w = advance(label, BODY, on) + advance(tab.sub, SMALL) + px(40)
            place = QRectF(x, px(4), w, px(26))
            box(p, place, "accent_bg" if on else "sunken", None, 5)
            draw_icon(p, x + 8, px(17), "headset" if not tab.draft else "note-edit-outline", "accent" if on else "text3", 14)
            token = "accent" if on else "text2"
            runs(p, x + px(27), px(4), w - px(28), px(26),
                 [(label, token, BODY, on), (tab.sub, "accent" if on else "text3", SMALL)])  # fmt: skip
            self._places.append((place, n))
            x += w + 6
        if len(shown) < len(self.tabs):
            text(p, QRectF(x, px(4), 40, px(26)), f"+{len(self.tabs) - len(shown)}", "text3", SMALL)
