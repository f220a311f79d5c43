"""The files of a job on its card: small pictures with their names, those of the machine's earlier jobs behind them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from dispatch_console.domain.attachments import kind_words, size_words
from dispatch_console.domain.moment import local
from dispatch_console.queries.attachments import Attached, Attachments
from dispatch_console.ui import paint, theme
from dispatch_console.ui.asking import Asking
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import RIGHT, box, ready, text
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.thumbnails import Thumbnails, trouble_of
from dispatch_console.words import _

TILE = 168
SHAPES = {0: (0, 0, 0), 1: (30, 30, 22), 2: (50, 48, 36)}  # lines of words: height of the strip, frame of a picture


def whose_words(row: Attached) -> str:
    """0227-031 for another job of the machine; machine or customer where it hangs there; empty for this job."""
    return {"job": "", "machine": _("Machine"), "customer": _("Customer")}.get(row.of, row.number.removeprefix("WX")[2:])


class FileStrip(Asking):
    """One line of files; without a file it takes no room. Arrows move, Enter or Space opens."""

    asks = (Attachments,)
    opened = Signal(int)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.rows: tuple[Attached, ...] = ()
        self.at, self._lines = 0, 2
        self.pictures = Thumbnails(bridge, self)
        self._job_id = 0
        self.setAccessibleName(_("Attachments"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        high = px(SHAPES[self._lines][0]) if self.rows else 0
        self.setFixedHeight(high)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if high else Qt.FocusPolicy.NoFocus)
        self.update()

    def set_lines(self, lines: int) -> None:
        """Two lines of words a file, or the name alone, or nothing: clocks and story come before it."""
        if lines != self._lines:
            self._lines = lines
            self._fix()

    def open_job(self, job_id: int) -> None:
        """Show the files of this job."""
        if job_id != self._job_id:
            self._job_id, self.at = job_id, 0
            self.refresh()

    def refresh(self) -> None:
        """Ask again; small pictures that are missing are made meanwhile."""
        super().refresh()
        self.rows = self.bridge.ask(Attachments(job_id=self._job_id)) if self._job_id else ()
        self.at = max(0, min(self.at, len(self.rows) - 1))
        self.setToolTip(self.drawn())
        self._describe()
        self._fix()
        self.pictures.make(self.rows)

    def drawn(self) -> str:
        """The strip as text, one line each."""
        return "\n".join(" · ".join(filter(None, (str(r.name), self._under(r), r.note, trouble_of(r)))) for r in self.rows)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.drawn().split("\n")[self.at] if self.rows else "")

    def _under(self, row: Attached) -> str:
        """Whose it is and when it came; how large."""
        here, now = local(row.added_at, self.bridge.zone), local(self.bridge.now, self.bridge.zone)
        when = f"{here:%H:%M}" if here.date() == now.date() else f"{here:%m-%d}"
        kind = "" if row.picture else str(kind_words(row.media_type))
        unseen = _("no preview") if trouble_of(row) else ""
        return " · ".join(filter(None, (whose_words(row), unseen or kind, str(size_words(row.size)), when)))

    # ---- drawing ----

    @property
    def _most(self) -> int:
        room = self.width() - px(24)
        most = max(1, room // px(TILE))
        return most if most >= len(self.rows) else max(1, (room - px(64)) // px(TILE))

    @property
    def _first(self) -> int:
        return max(0, self.at - self._most + 1)

    def _tile(self, n: int) -> QRectF:
        return QRectF(px(12) + (n - self._first) * px(TILE), 3, px(TILE) - 6, self.height() - 7)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: tiles, and how many more."""
        if not self.rows:
            return
        p = ready(QPainter(self))
        paint.line(p, px(12), 0.5, self.width() - px(12), 0.5)
        last = min(len(self.rows), self._first + self._most)
        for n in range(self._first, last):
            self._draw_tile(p, self._tile(n), n)
        if last < len(self.rows) or self._first:
            r = QRectF(self.rect()).adjusted(0, 0, -px(14), 0)
            text(p, r, _("{n} more", n=len(self.rows) - (last - self._first)), "accent", SMALL, False, RIGHT)

    def _draw_tile(self, p: QPainter, r: QRectF, n: int) -> None:
        row = self.rows[n]
        if n == self.at and self.hasFocus():
            box(p, r, "accent_bg", "accent", 5, 2)
        _high, wide, high = SHAPES[self._lines]
        frame = QRectF(r.left() + 4, r.center().y() - px(high) / 2, px(wide), px(high))
        self.pictures.draw(p, frame, row)
        x = frame.right() + 7
        room = r.right() - x - 3
        half = px(20)
        name, token = row.note or str(row.name), "text" if row.of == "job" else "text2"
        if self._lines == 1:
            text(p, QRectF(x, r.top(), room, r.height()), name, token, BODY)
            return
        text(p, QRectF(x, r.center().y() - half + 1, room, half), name, token, BODY)
        under = theme.whole_facts(self._under(row), room, SMALL)
        text(p, QRectF(x, r.center().y() - 1, max(room, advance("…", SMALL)), half), under, "text3", SMALL)

    # ---- picking ----

    def _open(self, n: int) -> None:
        self.at = n
        self._describe()
        self.update()
        self.opened.emit(self.rows[n].id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click opens."""
        found = next((n for n in range(self._first, len(self.rows)) if self._tile(n).contains(event.position())), None)
        if found is not None and found < self._first + self._most:
            self._open(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows, Enter and Space."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step and self.rows:
            self.at = max(0, min(self.at + step, len(self.rows) - 1))
            self._describe()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.rows:
            self._open(self.at)
        else:
            super().keyPressEvent(event)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring is shown."""
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: quiet again."""
        self.update()
