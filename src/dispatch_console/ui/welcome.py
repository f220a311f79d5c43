"""The first minutes: where the first start stands in a window that has no desk yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer

from dispatch_console.ui.frame import Frame
from dispatch_console.ui.sheet import Sheet


class Welcome(QObject):
    """Holds the first sheet over the empty panels and lets it go when the desk is there."""

    def __init__(self, window: Frame, sheet: Sheet) -> None:
        super().__init__(window)
        self.window, self.sheet = window, sheet
        sheet.setParent(window)
        window.installEventFilter(self)
        self.place()
        sheet.show()
        sheet.raise_()
        sheet.setFocus()
        QTimer.singleShot(0, self, self.place)

    def place(self) -> None:
        """Over card, roster and board, as every sheet; the frame behind it has nothing to show yet."""
        window = self.window
        at = window.slots["card"].mapTo(window, QPoint(0, 0))
        width = window.width() - 6 - at.x()
        self.sheet.setGeometry(QRect(at.x() - 9, at.y() - 7, width + 18, window.foot.y() - at.y() + 14))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the sheet keeps its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.place)
        return False

    def away(self) -> None:
        """The desk is open: the sheet goes."""
        self.window.removeEventFilter(self)
        self.sheet.hide()
        self.sheet.deleteLater()
        self.deleteLater()
