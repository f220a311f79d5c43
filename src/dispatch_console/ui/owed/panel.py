"""What is owed, most urgent first; Alt and a number does it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from dispatch_console.domain.durations import left_words
from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.queries.owed import Owed, OwedRow
from dispatch_console.ui import paint, theme
from dispatch_console.ui.asking import Asking
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import MIDDLE, RIGHT, mark, ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.words import _, language

LEAD, MORE = 76, 60


def when_words(row: OwedRow, now: Moment, zone: ZoneInfo) -> str:
    """At once, 38 min late, 9 min left, or the time of day when there is no hurry."""
    if row.due_at is None:
        return _("At once")
    if row.level == "fine":
        return f"{local(row.due_at, zone):%H:%M}"
    return str(left_words((row.due_at - now).total_seconds()))


def who_words(row: OwedRow) -> str:
    """The customer, or a number grouped for the eye; and what about."""
    who = str(row.who)
    who = PhoneText(who).shown if who.isdigit() else who
    return " · ".join(filter(None, (who, row.detail)))


class OwedStrip(Asking):
    """A row of things owed, as wide as the window; none of them ever cuts its time."""

    asks = (Owed,)
    owed_picked = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.rows: tuple[OwedRow, ...] = ()
        self.one_line = False
        self.at = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Owed"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.look.changed.connect(self.update)

    def refresh(self) -> None:
        """Ask again."""
        super().refresh()
        self.rows = self.bridge.ask(Owed())
        self.at = min(self.at, len(self.rows) - 1)
        self.setAccessibleDescription(self.drawn())
        self.update()

    def tick(self, now: Moment) -> None:
        """What is soon becomes late."""
        self.refresh()

    def set_one_line(self, one_line: bool) -> None:
        """Small screens have one line."""
        self.one_line = one_line
        self.update()

    @property
    def shown(self) -> tuple[OwedRow, ...]:
        """As many as fit."""
        most = (5 if self.one_line else 6) - (language() == "en")
        return self.rows[:most]

    def drawn(self) -> str:
        """The strip as text, one line each."""
        now, zone = self.bridge.now, self.bridge.zone
        lines = [f"{when_words(r, now, zone)} | {r.word} | {who_words(r)}" for r in self.rows]
        return "\n".join(lines) or _("Nothing is owed right now.")

    def do(self, number: int) -> None:
        """Alt+number: open what settles it."""
        if 1 <= number <= len(self.rows):
            self.at = number - 1
            self.update()
            self.owed_picked.emit(self.rows[number - 1])

    def next(self) -> None:
        """F4: the first, and again the next."""
        if self.rows:
            self.do((self.at + 1) % len(self.rows) + 1)

    # ---- drawing ----

    def sizeHint(self) -> QSize:
        """Qt: as high as its bar."""
        return QSize(600, px(28 if self.one_line else 44))

    def _cell(self, n: int) -> QRectF:
        w = (self.width() - px(LEAD) - px(MORE)) / max(1, (5 if self.one_line else 6) - (language() == "en"))
        return QRectF(px(LEAD) + n * w, 0, w, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: head, cells, how many more."""
        p = ready(QPainter(self))
        r = QRectF(self.rect())
        line = px(20)
        top = (r.height() - line) / 2 if self.one_line else r.height() / 2 - line + 1
        token = "accent" if self.hasFocus() else "text"
        runs(p, 14, top, px(LEAD) - 14, line, [(_("Owed"), token, BODY, True), (f"{len(self.rows)}", "text3", SMALL)])
        if not self.one_line:
            text(p, QRectF(14, top + line - 1, 60, line), "F4", "text3", SMALL)
        if not self.rows:
            said = _("Nothing is owed right now.") + _(" Promises, call-backs and checks appear here before they are due.")
            text(p, r.adjusted(px(LEAD) + 8, 0, 0, 0), said, "text2", BODY)
            return
        for n, row in enumerate(self.shown):
            self._draw_cell(p, self._cell(n), n, row, top, line)
        more = len(self.rows) - len(self.shown)
        if more > 0:
            place = QRectF(r.right() - px(MORE), 0, px(MORE), r.height())
            text(p, place, _("{n} more", n=more), "accent", SMALL, False, MIDDLE)

    def _draw_cell(self, p: QPainter, c: QRectF, n: int, row: OwedRow, top: float, line: float) -> None:
        if n == self.at and self.hasFocus():
            p.fillRect(c.adjusted(0, 2, -2, -2), theme.color("accent_bg"))
        paint.line(p, c.right() - 1, c.top() + 7, c.right() - 1, c.bottom() - 7)
        token = {"over": "over_tx", "risk": "risk_tx"}.get(row.level, "text2")
        x = c.left() + 10
        if row.level != "fine":
            mark(p, x, top + line / 2, row.level, token)
            x += px(13)
        when = when_words(row, self.bridge.now, self.bridge.zone)
        word = f"{row.word}  {who_words(row)}" if self.one_line else str(row.word)
        room = c.right() - x - (8 if self.one_line else px(42))
        runs(p, x, top, room, line, [(when, token, BODY, row.level == "over"), (word, "text2", SMALL)])
        if self.one_line:
            return
        text(p, QRectF(c.left() + 10, top + line - 1, c.width() - 18, line), who_words(row), "text2", SMALL)
        if n < 6:
            text(p, QRectF(c.right() - px(50), top, px(42), line), f"Alt+{n + 1}", "text3", SMALL, False, RIGHT)

    # ---- picking ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click does it."""
        for n in range(len(self.shown)):
            if self._cell(n).contains(event.position()):
                self.do(n + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows and Enter."""
        if event.key() == Qt.Key.Key_Right and self.rows:
            self.at = min(self.at + 1, len(self.shown) - 1)
        elif event.key() == Qt.Key.Key_Left:
            self.at = max(self.at - 1, 0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at >= 0:
            self.do(self.at + 1)
        else:
            super().keyPressEvent(event)
        self.update()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the first one is under the cursor."""
        self.at = max(self.at, 0)
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: quiet again."""
        self.update()
