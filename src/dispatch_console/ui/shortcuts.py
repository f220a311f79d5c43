"""Keys that count only while the keyboard is inside one part of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def inside_only(widget: QWidget, key: str, what: Callable[[], object]) -> QShortcut:
    """A key of this widget and what lies in it; elsewhere in the window it means nothing.

    The context is set after making: given to the constructor beside a callable, PySide leaves it at the whole window.
    """
    made = QShortcut(QKeySequence(key), widget)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(what)
    return made
