"""The small pictures of attached files: made beside the window by a process of their own, kept in the database, drawn in their frame."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from dispatch_console.desk.changes import Changes
from dispatch_console.desk.desk import Desk
from dispatch_console.queries.attachments import Attached, AttachedFile
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.paint import box, draw_icon
from dispatch_console.ui.sheets.worker import Worker
from dispatch_console.words import _

GLYPHS = {"image": "image-outline", "video": "video-outline", "audio": "music-note-outline", "application/pdf": "file-pdf-box"}
BROKEN = "image-broken-variant"
MOST_KEPT = 400


def glyph_of(row: Attached) -> str:
    """The sign of a file that has no small picture."""
    if row.picture and row.thumbnail == b"":
        return BROKEN
    return GLYPHS.get(row.media_type) or GLYPHS.get(row.media_type.partition("/")[0], "file-outline")


def trouble_of(row: Attached) -> str:
    """Why a picture cannot be seen here; empty when it can, or when it is none."""
    return _("This picture is damaged or cannot be shown here; the file itself is kept.") if glyph_of(row) == BROKEN else ""


class Thumbnails(QObject):
    """Knows the small picture of each row, and has the missing ones made, one after another."""

    def __init__(self, bridge: Bridge, shown_in: QObject) -> None:
        super().__init__(shown_in)
        self._bridge = bridge
        self._kept: dict[str, QPixmap] = {}
        self._worker: Worker | None = None

    def make(self, rows: Iterable[Attached]) -> None:
        """Begin with those that have none yet; who shows them asks again when they are there."""
        missing = tuple(r for r in rows if r.picture and r.thumbnail is None)
        if not missing or self._worker is not None:
            return

        def work(desk: Desk, _tell: object, stopped: object) -> None:
            from dispatch_console.press.looking import THUMBNAIL, look

            assert callable(stopped)
            for row in missing:
                file = desk.ask(AttachedFile(attachment_id=row.id))
                picture = look(file.content, THUMBNAIL, stopped=stopped) if file is not None else b""
                if stopped():
                    return
                desk.keep_thumbnail(row.sha256, picture)

        self._worker = Worker(self._bridge.desk, work)
        self._worker.given.connect(self._made)
        self._worker.failed.connect(self._not_made)
        self._worker.start()

    def _made(self, _nothing: object) -> None:
        self._worker = None
        self._bridge.desk.announce(Changes(frozenset({("attachment_file", 0)})))

    def _not_made(self, _why: str) -> None:
        """They are asked for again when the files are next looked at."""
        self._worker = None

    def let_go(self) -> None:
        """The window closes."""
        if self._worker is not None:
            self._worker.stop()

    def draw(self, p: QPainter, r: QRectF, row: Attached) -> None:
        """The picture in its frame, or the sign of its kind; hidden from visitors."""
        box(p, r, "sunken", "line", 4)
        picture = self._picture(row)
        if picture is None:
            sign = 24 if r.height() > 32 else 16
            draw_icon(p, r.center().x() - sign / 2, r.center().y(), glyph_of(row), "text3", sign)
            return
        inside = r.adjusted(2, 2, -2, -2)
        size = QSizeF(picture.size()).scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(inside.center().x() - size.width() / 2, inside.center().y() - size.height() / 2, size.width(), size.height())
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        p.drawPixmap(place, picture, QRectF(picture.rect()))

    def _picture(self, row: Attached) -> QPixmap | None:
        if self._bridge.masked or not row.thumbnail:
            return None
        if row.sha256 not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            picture = QPixmap()
            picture.loadFromData(row.thumbnail, "PNG")
            self._kept[row.sha256] = picture
        return self._kept[row.sha256]
