"""The first minutes: a desk is made, its recovery code is written down, and somebody says who is at the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel

from dispatch_console.ui import theme
from dispatch_console.ui.frame import Frame
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.theme import HEAD, TITLE, px
from dispatch_console.ui.widgets import Empty, KeyButton
from dispatch_console.words import _


class Welcome(Empty):
    """There is no desk in this folder yet: one way to make it."""

    def __init__(self, folder: str, make: Callable[[], None]) -> None:
        super().__init__(
            "database-plus", _("There is no desk here yet"), _("It will lie in {folder}, encrypted.", folder=folder),
            (("make", _("Make a desk here"), "Enter"),),
        )  # fmt: skip
        self._make = make
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.way_picked.connect(lambda way: make())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter makes it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._make()
        else:
            super().keyPressEvent(event)


class CodeSheet(Sheet):
    """The recovery code, shown once: with it the desk opens on another machine."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__("key-variant", _("Write this code down"), "", _("It is shown only now"))
        self.code = code
        for words, pt, bold in (
            (_("Without this code nobody can open the desk when this machine is lost. Keep it on paper, not in a file."), HEAD, False),
            (code, TITLE, True),
            (_("This machine keeps its key in its key store.") if where != "file" else _("This machine keeps its key in a file of yours, outside the desk."), theme.SMALL, False),
        ):  # fmt: skip
            label = QLabel(words)
            label.setFont(theme.font(pt, bold))
            label.setWordWrap(True)
            label.setContentsMargins(px(20), px(14), px(20), 0)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(label)
        self.body.addStretch(1)
        copy = KeyButton(_("Copy"), "", "primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(code))
        self.foot([copy, None])


def offer_a_desk(window: Frame, folder: str, make: Callable[[], None]) -> Welcome:
    """Stand in the middle of the window until a desk is made."""
    welcome = Welcome(folder, make)
    window.slots["card"].put(welcome, stretch=1)
    welcome.show()
    welcome.setFocus()
    return welcome
