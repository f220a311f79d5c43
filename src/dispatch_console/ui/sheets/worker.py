"""Long work beside the window: reading a file, writing the papers of a day; with progress, and it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QThread, Signal

from dispatch_console.desk.desk import Desk
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.sheets.sheet import WorkSheet
from dispatch_console.ui.shortcuts import inside_only

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


class BesideSheet(WorkSheet):
    """A sheet with work beside the window: one piece at a time, stopped and waited for when the sheet is left."""

    def __init__(self, bridge: Bridge, glyph: str, title: str) -> None:
        super().__init__(bridge, glyph, title)
        self._worker: Worker | None = None
        self._then: Callable[[Any], None] | None = None
        self._else: Callable[[str], None] | None = None
        inside_only(self, "Ctrl+O", lambda: self.choose())

    @property
    def busy(self) -> bool:
        """Whether something is being done beside the window."""
        return self._worker is not None

    def begin(self, work: Work, then: Callable[[Any], None], otherwise: Callable[[str], None]) -> None:
        """Start the work; what it gives goes to `then`, a no in words to `otherwise`."""
        self.stop_work()
        self._then, self._else = then, otherwise
        self._worker = Worker(self.bridge.desk, work)
        self._worker.told.connect(self._told)
        self._worker.given.connect(self._given)
        self._worker.failed.connect(self._failed)
        self._worker.start()

    def stop_work(self) -> bool:
        """Stop and wait until it has ended; what it still gives is not listened to. False when nothing ran."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()
            worker.wait()
        return worker is not None

    def choose(self) -> None:
        """Choose a file or a folder (Ctrl+O)."""

    def tell(self, words: str) -> None:
        """How far it is."""

    def leave(self) -> None:
        """Close; nothing of this sheet goes on beside the window."""
        self.stop_work()
        super().leave()

    def _told(self, words: str) -> None:
        if self.sender() is self._worker:
            self.tell(words)

    def _given(self, found: object) -> None:
        if self.sender() is self._worker and self._then is not None:
            self._worker = None
            self._then(found)

    def _failed(self, words: str) -> None:
        if self.sender() is self._worker and self._else is not None:
            self._worker = None
            self._else(words)
