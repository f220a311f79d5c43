"""The clocks of a job card: what was promised, how much of it is used, and one sentence why."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.commands.papers import COUNTED
from dispatch_console.domain.moment import Moment, local
from dispatch_console.queries.card import Card, ClockLine, PaperLine
from dispatch_console.ui import paint, theme
from dispatch_console.ui.form_words import FORM_WORDS
from dispatch_console.ui.paint import RIGHT, draw_icon, mark, ready, runs, text
from dispatch_console.ui.theme import BODY, SMALL, advance, color, px
from dispatch_console.words import N_, _

TOKENS = {"late": "over_tx", "broken": "over_tx", "soon": "risk_tx", "fine": "text", "paused": "text2", "kept": "text2"}
PAPER_STATES = {
    "taken": N_("not printed yet"), "printed": N_("printed"), "issued": N_("with the technician"), "returned": N_("back"), "missing": N_("lost"),
    "filed": N_("back"), "void": N_("void"),
}  # fmt: skip


class Clocks(QWidget):
    """All clocks under one another; the papers below them when there is room."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._card: Card | None = None
        self._now: Moment | None = None
        self.small = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.look.changed.connect(self._fix)

    def show_card(self, card: Card, now: Moment) -> None:
        """Show the clocks of this job."""
        self._card, self._now = card, now
        words = [f"{c.name} {c.length} {c.words}. {c.sentence}" for c in card.clocks]
        self.setAccessibleName(_("Clocks"))
        self.setAccessibleDescription("\n".join(words))
        self.setToolTip("\n".join(words))
        self._fix()

    def _step(self) -> int:
        return px(50 if self.small else 70)

    def _fix(self) -> None:
        papers = len(self._card.papers) if self._card else 0
        clocks = len(self._card.clocks) if self._card else 0
        self.setMinimumHeight(clocks * self._step() + papers * px(22) + 6)
        self.update()

    def set_small(self, small: bool) -> None:
        """Without the line of start and due."""
        self.small = small
        self._fix()

    def _time(self, moment: Moment) -> str:
        here = local(moment, self._zone)
        today = local(self._now, self._zone).date() if self._now else here.date()
        days = (here.date() - today).days
        before = "" if days == 0 else _("tomorrow ") if days == 1 else f"{here:%m-%d} "
        return f"{before}{here:%H:%M}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: each clock in its lines."""
        if self._card is None:
            return
        p = ready(QPainter(self))
        r = QRectF(self.rect()).adjusted(px(16), 2, -10, 0)
        for k, clock in enumerate(self._card.clocks):
            self._draw(p, r, r.top() + k * self._step(), clock)
        y = r.top() + len(self._card.clocks) * self._step() + 4
        for paper in self._card.papers:
            if y + px(22) > r.bottom() + 4:
                break
            self._paper(p, r, y, paper)
            y += px(22)

    def _draw(self, p: QPainter, r: QRectF, y: float, clock: ClockLine) -> None:
        level = str(clock.level)
        token = TOKENS.get(level, "text")
        words = str(clock.words)
        width = advance(words, BODY, True)
        end = clock.due_at or clock.stopped_at
        room = r.width() - width - px(26) - advance(str(clock.name), BODY, True)
        parts = [(str(clock.name), "text", BODY, True), (self._span(clock, end, room), "text3", SMALL)]
        runs(p, r.left(), y, r.width() - width - px(18), px(22), parts)
        shape = "late" if level == "broken" else level
        if level != "fine":
            mark(p, r.right() - width - px(16), y + px(11), shape, token)
        text(p, QRectF(r.left(), y, r.width(), px(22)), words, token, BODY, True, RIGHT)
        self._bar(p, QRectF(r.left(), y + px(23), r.width(), px(6)), clock)
        if not self.small:
            line = QRectF(r.left(), y + px(30), r.width(), px(17))
            text(p, line, _("{time} start", time=self._time(clock.started_at)), "text3", SMALL)
            if clock.due_at is not None:
                text(p, line, _("{time} due", time=self._time(clock.due_at)), "text3", SMALL, False, RIGHT)
        why = QRectF(r.left(), y + (px(30) if self.small else px(46)), r.width(), px(17))
        text(p, why, str(clock.sentence), "text2", SMALL)

    def _span(self, clock: ClockLine, end: Moment | None, room: float) -> str:
        """How long and, on small screens, from when until when: as much of it as fits whole."""
        length = str(clock.length)
        if not self.small:
            return length
        start = self._time(clock.started_at)
        forms = [f"{length} {start}–{self._time(end)}", f"{length} → {self._time(end)}"] if end else [f"{length} {start}"]
        return next((words for words in [*forms, length] if advance(words, SMALL) <= room - 6), "")

    def _bar(self, p: QPainter, bar: QRectF, clock: ClockLine) -> None:
        """Used time over whole time, pauses cut out as hatching, ticks at a half and four fifths."""
        p.fillRect(bar, color("track"))
        used = min(1.0, max(0.015, clock.fraction))
        level = str(clock.level)
        fill = {"late": "over", "broken": "over", "soon": "risk_edge"}.get(level, "bar")
        p.fillRect(QRectF(bar.left(), bar.top(), bar.width() * used, bar.height()), color(fill))
        for part in (0.5, 0.8):
            p.fillRect(QRectF(bar.left() + bar.width() * part, bar.top(), 1.5, bar.height()), color("surface"))
        for start, end in clock.pauses:
            left = bar.left() + bar.width() * start
            gap = QRectF(left, bar.top(), max(6.0, bar.width() * (end - start)), bar.height())
            p.fillRect(gap, color("surface"))
            paint.hatch(p, gap, "text2", 255)

    def _paper(self, p: QPainter, r: QRectF, y: float, paper: PaperLine) -> None:
        draw_icon(p, r.left(), y + px(11), "file-document-outline", "text3", 14)
        name = _(FORM_WORDS[paper.kind])
        status = paper.status if paper.kind in COUNTED else "printed"  # nobody waits for a sheet without a number of its own
        state = _(PAPER_STATES[status])
        state += f" {paper.times}×" if paper.times > 1 else ""
        when = f"{self._time(paper.printed_at)} " if paper.printed_at else ""
        parts = [(f"{name} {paper.number}", "text"), (f"{when}{state}", "text2", SMALL)]
        runs(p, r.left() + px(21), y, r.width() - px(21), px(22), parts)
