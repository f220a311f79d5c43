"""Several of a few: like a choice, but each digit puts one on or takes it off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from dispatch_console.ui.fields import Choice


class Ticks(Choice):
    """Boxes as on a paper: a digit or a click ticks one and again takes it off; Enter goes on."""

    beside = 0

    def __init__(self, label: str, options: Sequence[tuple[str, str]]) -> None:
        self.values: set[str] = set()
        super().__init__(label, options)

    def is_on(self, value: str) -> bool:
        """Whether this one is ticked."""
        return value in self.values

    def show_values(self, values: Iterable[str]) -> None:
        """Tick these without telling anybody."""
        self.values = {v for v, _words in self.options if v in set(values)}
        self.setAccessibleDescription("，".join(words for v, words in self.options if v in self.values))
        self.update()

    def choose(self, value: str) -> None:
        """Tick it, or take the tick off."""
        self.show_values(self.values ^ {value})
        self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: digits tick, Enter goes on; an arrow has nothing to choose here."""
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif typed.isdigit() and 1 <= int(typed) <= len(self.options):
            self.choose(self.options[int(typed) - 1][0])
        elif event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
