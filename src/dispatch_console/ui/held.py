"""What is typed, pressed and clicked while the desk is still being opened waits here, in its order, and is then done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod})
_MOUSE = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick})
_EDITS = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})


class Held(QObject):
    """Letters go into the phone field at once. The first gesture that needs the desk waits, and all after it wait too."""

    def __init__(self, window: QWidget, phone: QWidget, panels: Callable[[], list[QWidget]]) -> None:
        super().__init__(window)
        self._window, self._phone, self._panels = window, phone, panels
        self._waiting: list[Callable[[], None]] = []
        self._application = QApplication.instance()
        if self._application is not None:
            self._application.installEventFilter(self)

    def add(self, what: Callable[[], None]) -> None:
        """An action was pressed."""
        self._waiting.append(what)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: keep what the desk has to answer."""
        kind = event.type()
        if kind not in _KEYS and kind not in _MOUSE:
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        if kind in _KEYS:
            if not self._waiting and watched is self._phone and self._is_text(event):
                return False
            copy = event.clone()
            self._waiting.append(lambda: self._give(QApplication.focusWidget() or self._window.focusWidget(), copy))
            return True
        if not any(panel.isAncestorOf(watched) for panel in self._panels()) or self._is_phone(watched):
            return False
        copy = event.clone()
        self._waiting.append(lambda: self._give(watched, copy))
        return True

    def _is_phone(self, widget: QWidget) -> bool:
        return widget is self._phone or widget.isAncestorOf(self._phone)

    def _is_text(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return True
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return bool(control) or event.key() in _EDITS or event.text().isprintable()

    @staticmethod
    def _give(widget: QWidget | None, event: QEvent) -> None:
        if widget is not None and isValid(widget):
            QApplication.sendEvent(widget, event)

    def let_go(self) -> None:
        """The desk is in: do what waited, in its order."""
        if self._application is not None:
            self._application.removeEventFilter(self)
        waiting, self._waiting = self._waiting, []
        for what in waiting:
            what()
