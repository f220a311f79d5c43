"""A panel asks and shows: it asks again when what it shows has changed, and only while it is seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from dispatch_console.desk.changes import Changes
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import spec_of
from dispatch_console.ui.bridge import Bridge, touches
from dispatch_console.ui.guard import guarded


class Asking(QWidget):
    """What every panel is: it knows which questions it asks; hidden, it only notes that it is stale."""

    asks: tuple[type[Any], ...] = ()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.stale = True
        self._reads: frozenset[str] = frozenset().union(*(spec_of(kind).reads for kind in self.asks))
        bridge.changed.connect(self._changed)
        bridge.minute.connect(self._minute)

    def ask_also(self, kind: type[Any]) -> None:
        """From now on it asks this question too."""
        self._reads |= spec_of(kind).reads

    def _changed(self, changes: Changes) -> None:
        if not touches(changes, self._reads):
            return
        self.stale = True
        if self.isVisible():
            self.refresh()

    def _minute(self, now: Moment) -> None:
        if self.isVisible():
            self.tick(now)
        else:
            self.stale = True

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Qt: ask again if something changed while nobody looked."""
        if self.stale:
            self.refresh()
        super().showEvent(event)

    def refresh(self) -> None:
        """Ask and show."""
        self.stale = False

    def tick(self, now: Moment) -> None:
        """A minute went by."""
