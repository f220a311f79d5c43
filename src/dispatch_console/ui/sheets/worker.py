"""Long work beside the window: reading a file, writing the papers of a day; with progress, and it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QThread, Signal

from dispatch_console.desk.desk import Desk
from dispatch_console.domain.refused import Refused, StoreTrouble

Tell = Callable[[str], None]
Work = Callable[[Desk, Tell, Callable[[], bool]], Any]


class Beside(QThread):
    """A thread that stays until it has ended, whoever lets go of it: Qt aborts when a running one is destroyed."""

    _running: ClassVar[set[Beside]] = set()

    def __init__(self) -> None:
        super().__init__()
        self._running.add(self)
        self.finished.connect(self._ended)

    def _ended(self) -> None:
        self.wait()
        self._running.discard(self)

    @classmethod
    def wait_for_all(cls) -> None:
        """Until nothing runs beside the window any more."""
        for thread in tuple(cls._running):
            thread.wait()
            cls._running.discard(thread)


class Worker(Beside):
    """Does one piece of work with a desk of its own; what it says and gives comes by queued signals."""

    told = Signal(str)
    given = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self._stopped = False

    def stop(self) -> None:
        """Ask it to stop; what it finds after that is thrown away."""
        self._stopped = True

    def run(self) -> None:
        """Qt: the work itself."""
        try:
            desk = self._desk.another()
            try:
                found = self._work(desk, self.told.emit, lambda: self._stopped)
            finally:
                desk.store.close()
        except (Refused, StoreTrouble) as no:
            if not self._stopped:
                self.failed.emit(str(no))
        except OSError as trouble:
            if not self._stopped:
                self.failed.emit(f"{trouble.strerror or trouble} {trouble.filename or ''}".strip())
        else:
            if not self._stopped:
                self.given.emit(found)
