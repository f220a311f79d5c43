"""When the program itself is wrong: a box with a report to copy; what is typed stays on the screen."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from dispatch_console import __version__
from dispatch_console.ui.lay import row
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.widgets import Empty, KeyButton
from dispatch_console.words import _


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The report as text: versions and where it happened; no rows, so no customer is in it."""
    import platform

    frames = "".join(traceback.format_tb(trace))
    return (
        f"Dispatch Console {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}\n"
        f"{kind.__name__}\n{frames}"
    )


class CrashSheet(Sheet):
    """What went wrong, to be copied and sent; the window goes on."""

    def __init__(self, words: str) -> None:
        super().__init__("alert", _("Something in the program went wrong"))
        self.words = words
        said = QLabel(_("What you typed is still there. The desk keeps only whole steps, so nothing is half saved."))
        said.setContentsMargins(16, 10, 16, 6)
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.text = QPlainTextEdit(words)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setAccessibleName(_("Report"))
        self.text.setTabChangesFocus(True)
        self.body.addWidget(row((self.text, 1), margins=(12, 0, 12, 6)), 1)
        copy = KeyButton(_("Copy the report"), "", "primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(words))
        self.foot([copy, None])


def catch(window: MainWindow) -> None:
    """From now on an uncaught error opens the sheet instead of ending the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if window.rooms is not None:
            window.rooms.open_sheet(CrashSheet(report(kind, error, trace)))

    sys.excepthook = hook


def tell_and_leave(window: MainWindow, words: str) -> None:
    """The desk could not be opened: say why in the middle of the window; nothing was changed."""
    empty = Empty("database-alert", _("The desk was not opened"), words)
    empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    window.slots["card"].put(empty, stretch=1)
    window.handle("owed_first", lambda: None)
    window.held.let_go()


__all__ = ["CrashSheet", "QWidget", "catch", "report", "tell_and_leave"]
