"""Where the sheets stand: over card, roster and board, one at a time; the phone and the owed strip stay free."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QWidget

from dispatch_console.ui.frame import Frame
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.sheets.sheet import WorkSheet


class Stage(QObject):
    """Holds the one sheet that is open and gives the keyboard back when it goes."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window)
        self.window = window
        self.sheet: Sheet | None = None
        self._before: QWidget | None = None
        window.installEventFilter(self)

    def open(self, sheet: Sheet) -> None:
        """Show a sheet; the one that was open is left, and keeps its draft."""
        self.uncover()
        self._before = self.window.focusWidget()
        self.sheet = sheet
        sheet.setParent(self.window)
        sheet.left.connect(self._left)
        self._place()
        sheet.show()
        sheet.raise_()
        sheet.setFocus()

    def uncover(self) -> None:
        """Leave the sheet; what is typed in it stays as its draft."""
        if self.sheet is not None:
            self.sheet.leave()

    def claims(self, focus: QWidget | None) -> Mapping[str, Callable[[], object]]:
        """What keys mean to the sheet, when the keyboard is in it."""
        sheet = self.sheet
        inside = focus is not None and sheet is not None and (sheet is focus or sheet.isAncestorOf(focus))
        return sheet.claims() if inside and isinstance(sheet, WorkSheet) else {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a sheet keeps its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._place)
        return False

    def _place(self) -> None:
        if self.sheet is None:
            return
        window = self.window
        place = window.slots["card"].mapTo(window, QPoint(0, 0))
        width = window.width() - 6 - place.x()
        self.sheet.setGeometry(QRect(place.x() - 9, place.y() - 7, width + 18, window.foot.y() - place.y() + 14))

    def _left(self) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            sheet.deleteLater()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
