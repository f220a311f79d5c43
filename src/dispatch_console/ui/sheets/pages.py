"""Pages of paper on the screen, under one another as they will come out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QScrollArea

from dispatch_console.ui.guard import guarded
from dispatch_console.ui.paint import MIDDLE, text
from dispatch_console.ui.theme import BODY, color, px
from dispatch_console.ui.widgets import Painted, SlimBar
from dispatch_console.words import _

NONE_WIDE = 16777215  # Qt: no limit


class PageView(QScrollArea):
    """The pages, or in words why there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[QImage] = []
        self.why = ""
        self._pages = Painted(1, self._paint)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setVerticalScrollBar(SlimBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the pages' width must not hang on it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._pages)
        self.setAccessibleName(_("Pages"))

    def show_pages(self, images: Sequence[QImage], why: str = "") -> None:
        """Show these pages, or why there are none."""
        self.images, self.why = list(images), why
        self._measure()

    def turn(self, step: int) -> None:
        """A screenful on or back (PgDn, PgUp)."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep())

    def _measure(self) -> None:
        self._pages.setMinimumHeight(sum(self._size(i)[1] + 20 for i in self.images) + 20)
        self._pages.setMaximumHeight(NONE_WIDE)
        self._pages.update()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: pages are as wide as there is room."""
        super().resizeEvent(event)
        self._measure()

    def _size(self, image: QImage) -> tuple[int, int]:
        wide = min(px(860), max(px(300), self.viewport().width() - 40), image.width())
        return wide, round(image.height() * wide / image.width())

    def _paint(self, p: QPainter, r: QRectF) -> None:
        p.fillRect(r, color("sunken"))
        if self.why:
            text(p, r.adjusted(20, 0, -20, 0), self.why, "text2", BODY, False, MIDDLE)
        y = 16.0
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for image in self.images:
            w, h = self._size(image)
            q = QRectF(r.center().x() - w / 2, y, w, h)
            p.fillRect(q.adjusted(-1, -1, 1, 1), color("edge"))
            p.drawImage(q, image)
            y += h + 20
