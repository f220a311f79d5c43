"""Hands on the keyboard: keys by their names, Chinese through the input method."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def settle() -> None:
    """Let what waits for the event loop happen."""
    for _turn in range(4):
        QApplication.processEvents()


def press(widget: QWidget, *keys: str) -> None:
    """Press keys by name on whatever has the keyboard in the widget's window: "F9", "Ctrl+Return", "Esc"."""
    for key in keys:
        combination = QKeySequence(key)[0]
        target = widget.window().focusWidget() or widget
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        settle()


def write(widget: QWidget, words: str) -> None:
    """Type words where the keyboard is: letters as keys, Chinese as an input method commits it."""
    for letter in words:
        target = widget.window().focusWidget() or widget
        if letter.isascii():
            QTest.keyClick(target, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QCoreApplication.sendEvent(target, event)
    settle()


def compose(widget: QWidget, letters: str) -> None:
    """Letters that the input method still holds: nothing is committed yet."""
    event = QInputMethodEvent(letters, [])
    QCoreApplication.sendEvent(widget, event)


def over(widget: QWidget, words: str) -> None:
    """Type words in the place of what stands in the field that has the keyboard."""
    press(widget, "Ctrl+A")
    write(widget, words)


def shown(window: QWidget) -> str:
    """What the window says and asks now: the title of the sheet, the bands, the status bar."""
    rooms = window.rooms  # type: ignore[attr-defined]
    sheet = rooms.sheet
    said = [sheet.title, getattr(getattr(sheet, "band", None), "words", "")] if sheet is not None else []
    return " | ".join(filter(None, (*said, rooms.card.band.words, window.foot.said)))  # type: ignore[attr-defined]


__all__ = ["Qt", "compose", "over", "press", "settle", "shown", "write"]
