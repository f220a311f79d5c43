"""Is the file whole? What was looked at and what was found, calmly, while the window goes on working."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.desk.check import Findings
from dispatch_console.ui.keeping import Keeping
from dispatch_console.ui.paint import draw_icon, text
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.theme import BODY, HEAD, SMALL, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

LOOKED: tuple[tuple[str, str], ...] = (
    ("tables", N_("Pages and references of the tables")), ("audit_entries", N_("Entries of the audit chain")),
    ("audit_rows", N_("Changed rows on record")), ("jobs", N_("Jobs, status and clocks worked out anew")),
    ("searched_rows", N_("Rows that can be found")), ("attachments", N_("Attached files, each byte read")),
    ("files_taken_off", N_("Files taken off, kept for an undo")),
)  # fmt: skip
SHOWN = 12


class CheckSheet(Sheet):
    """Begins when it opens; the answer stands here until Esc."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__("shield-check", _("Check the file"), "", str(keeping.folder))
        self.keeping = keeping
        self.found: Findings | None = None
        self.trouble = ""
        self.page = Painted(0, self._draw)
        self.body.addWidget(self.page, 1)
        self.copy = KeyButton(_("Back up now"), keeping.keys.of("backup"), "primary")
        self.copy.clicked.connect(keeping.copy_now)
        self.foot([self.copy, None])
        keeping.checked.connect(self._take)
        keeping.check_file()

    def _take(self, found: Findings | str) -> None:
        if isinstance(found, Findings):
            self.found = found
        else:
            self.trouble = found
        self.setAccessibleDescription(self.words)
        self.page.update()

    @property
    def words(self) -> str:
        """What stands in it, for tests and screen readers."""
        if self.trouble:
            return self.trouble
        if self.found is None:
            return _("The file is being looked at …")
        if self.found.clean:
            return _("The file is whole.")
        return _("{n} findings. The file was left as it is.", n=len(self.found.wrong))

    def _draw(self, p: QPainter, r: QRectF) -> None:
        wrong = self.found is not None and not self.found.clean
        amber = wrong or bool(self.trouble)
        glyph = "alert" if amber else "progress-clock" if self.found is None else "shield-check"
        draw_icon(p, 20, px(34), glyph, "risk_tx" if amber else "accent", 24)
        text(p, QRectF(20 + px(36), px(20), r.width() - 60, px(28)), self.words, "risk_tx" if amber else "text", HEAD, True)
        if self.found is None:
            return
        y = px(62)
        for n, (name, word) in enumerate(LOOKED):
            line = y + n * px(26)
            draw_icon(p, 24, line + px(13), "check", "text3", 14)
            text(p, QRectF(20 + px(36), line, px(330), px(26)), _(word), "text2", BODY)
            text(p, QRectF(20 + px(366), line, px(90), px(26)), f"{self.found.looked_at.get(name, 0):,}", "text", BODY, True, "right")
        y += len(LOOKED) * px(26) + px(16)
        for n, said in enumerate(self.found.wrong[:SHOWN]):
            draw_icon(p, 24, y + n * px(24) + px(12), "alert", "risk_tx", 14)
            text(p, QRectF(20 + px(36), y + n * px(24), r.width() - px(80), px(24)), str(said), "risk_tx", BODY)
        if wrong:
            more = max(0, len(self.found.wrong) - SHOWN)
            tail = _("… and {n} more.  ", n=more) if more else ""
            words = tail + _("Work can go on. Keep the last good backup and show this page to whoever looks after the program.")
            text(p, QRectF(20 + px(36), y + min(SHOWN, len(self.found.wrong)) * px(24) + px(8), r.width() - px(80), px(22)), words, "text2", SMALL)
