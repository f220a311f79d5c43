"""The first look: the board and the log with their real rows, before the rest of the desk is open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dispatch_console.desk.reader import Reader
from dispatch_console.ui.board.panel import BoardPanel
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.calls.panel import CallsPanel
from dispatch_console.ui.main_window import MainWindow


class FirstLook:
    """The two lists a dispatcher looks for, in their places; `Rooms` takes them over as they stand."""

    def __init__(self, window: MainWindow, reader: Reader) -> None:
        self.bridge = Bridge(reader, window)
        self.board = BoardPanel(self.bridge, window.titles["board"])
        self.calls = CallsPanel(self.bridge)
        had_focus = window.phone.edit.hasFocus()
        window.slots["calls"].body.removeWidget(window.phone_holder)
        window.slots["calls"].put(self.calls, stretch=1)
        self.calls.put_form(window.phone_holder)  # from parent to parent within the window, which stays the active one
        window.slots["board"].put(self.board, stretch=1)
        if had_focus:  # it went to another parent
            window.phone.setFocus()
        if not reader.whole:
            for place in (self.board, window.titles["board"], self.calls.list):
                window.held.watch(place, *place.findChildren(QWidget))
