"""What is typed, pressed and clicked while the desk is still being opened waits here, in its order, and is then done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from dispatch_console.ui.frame import Frame

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod})
_MOUSE = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick})
_EDITS = frozenset({
    Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
})  # fmt: skip


class Held(QObject):
    """Letters go into the phone field at once. The first gesture that needs the desk waits, and all after it wait too.

    It looks at the widgets it is given, not at the application: there Qt would make a Python object of everything.
    """

    def __init__(self, window: Frame, phone: QWidget) -> None:
        super().__init__(window)
        self._window, self._phone = window, phone
        self._watched: list[QWidget] = []
        self._waiting: list[Callable[[], None]] = []
        self.watch(phone)

    def watch(self, *widgets: QWidget) -> None:
        """Hold what these are given."""
        for widget in widgets:
            widget.installEventFilter(self)
        self._watched += widgets

    def add(self, what: Callable[[], None]) -> None:
        """An action was pressed."""
        self._waiting.append(what)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: keep what the desk has to answer."""
        kind = event.type()
        if kind in _KEYS:
            if not self._waiting and watched is self._phone and self._is_text(event):
                return False
            keys = event.clone()
            self.add(lambda: self._give(QApplication.focusWidget() or self._window.focusWidget(), keys))
            return True
        if kind in _MOUSE and watched is not self._phone and isinstance(watched, QWidget):
            widget, click = watched, event.clone()
            self.add(lambda: self._give(widget, click))
            return True
        return False

    def _is_text(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return True
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return bool(control) or event.key() in _EDITS or (bool(event.text()) and event.text().isprintable())

    def _give(self, widget: QWidget | None, event: QEvent) -> None:
        action = self._window.action_of(event) if isinstance(event, QKeyEvent) else None
        if action is not None:  # pressed before the actions were there: Qt does not look for it again
            action.trigger()
        elif widget is not None and isValid(widget):
            QApplication.sendEvent(widget, event)

    def let_go(self) -> None:
        """The desk is in: do what waited, in its order."""
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        waiting, self._waiting = self._waiting, []
        for what in waiting:
            what()
