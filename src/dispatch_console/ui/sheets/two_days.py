"""Two days under one another, the suggested man's and the chosen one's: blocks, promise, the new visit, the overlap."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain.moment import Moment, local
from dispatch_console.queries.dispatching import Candidate
from dispatch_console.ui.paint import MIDDLE, box, hatch, line, text
from dispatch_console.ui.theme import BODY, SMALL, advance, color, px
from dispatch_console.ui.widgets import Painted

FIRST, LAST = 8, 18
FILLS = {"d": ("sunken", "line", "text3"), "n": ("field_bg", "field_tx", "field_tx"), "p": ("field_bg", None, "field_tx")}


class TwoDays(Painted):
    """The hours of the day; dashed is the new visit, hatched the overlap, amber the promise, blue now."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._rows: list[tuple[Candidate, Moment, Moment, bool]] = []
        self._promise: Moment | None = None
        self._now: Moment | None = None
        self._what = ""
        self._job_id = 0
        super().__init__(82, self._paint)

    def show_days(
        self, rows: list[tuple[Candidate, Moment, Moment, bool]], promise: Moment | None, now: Moment, what: str, job_id: int
    ) -> None:
        """Show these men's days; the last is the chosen one."""
        self._rows, self._promise, self._now, self._what, self._job_id = rows, promise, now, what, job_id
        self._h = 22 + 30 * max(1, len(rows))
        self._fix()

    def _hour(self, moment: Moment) -> float:
        here = local(moment, self._zone)
        return here.hour + here.minute / 60

    def _paint(self, p: QPainter, r: QRectF) -> None:
        last = LAST
        for man, _start, end, _on in self._rows:
            last = max(last, *(int(self._hour(m)) + 1 for m in (end, *(b.planned_until for b in man.blocks))))
        last = min(24, last)
        left, w, foot = float(px(84)), r.width() - px(84) - 14, r.height() - 4

        def at(moment: Moment) -> float:
            return left + (max(FIRST, min(last, self._hour(moment))) - FIRST) / (last - FIRST) * w

        step = w / (last - FIRST)
        for hour in range(FIRST, last + 1):
            x = left + (hour - FIRST) * step
            line(p, x, 17, x, foot)
            if hour < last:
                text(p, QRectF(x + 3, 0, 44, 17), f"{hour:02d}:00", "text3", SMALL)
        if self._now is not None:
            line(p, at(self._now), 14, at(self._now), foot, "accent", 2)
        today = local(self._now, self._zone).date() if self._now is not None else None
        if self._promise is not None and local(self._promise, self._zone).date() == today:
            x = at(self._promise)
            line(p, x, 17, x, foot, "risk_edge", 2)
            words = f"◆ {local(self._promise, self._zone):%H:%M}"
            q = QRectF(x - advance(words, SMALL, True) / 2 - 4, 1, advance(words, SMALL, True) + 8, 16)
            p.fillRect(q, color("surface"))
            text(p, q, words, "risk_tx", SMALL, True, MIDDLE)
        for n, (man, start, end, on) in enumerate(self._rows):
            top, h = px(20) + n * px(30), px(25)
            text(p, QRectF(12, top, px(68), h), man.name, "text", BODY, on)
            for block in (b for b in man.blocks if b.job_id != self._job_id):  # the visit that is replaced goes
                fill, edge, token = FILLS.get(block.shape, FILLS["p"])
                q = QRectF(at(block.planned_from), top, max(8.0, at(block.planned_until) - at(block.planned_from) - 2), h)
                box(p, q, fill, edge, 4, 1.4)
                if q.width() > px(34):
                    text(p, q.adjusted(7, 0, -3, 0), str(block.customer), token, SMALL)
            g = QRectF(at(start), top, max(10.0, at(end) - at(start)), h)
            p.save()
            p.setOpacity(0.86)
            box(p, g, "surface", None, 4)
            p.restore()
            box(p, g, None, "accent" if on else "edge", 4, 2 if on else 1.2, dash=True)
            clash = man.overlap
            if clash is not None:
                z = QRectF(max(at(start), at(clash.planned_from)), top + 1, 0, h - 2)
                z.setRight(min(at(end), at(clash.planned_until)) - 1)
                p.fillRect(z, color("surface"))
                hatch(p, z, "over", 230)
            if g.width() > px(30):
                if clash is not None:  # the name is read on a clear ground
                    p.fillRect(QRectF(g.left() + 5, g.top() + 4, min(advance(self._what, SMALL, on) + 4, g.width() - 9), g.height() - 8), color("surface"))
                text(p, g.adjusted(7, 0, -4, 0), self._what, "accent" if on else "text2", SMALL, on)
