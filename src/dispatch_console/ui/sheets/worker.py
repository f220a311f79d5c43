"""Long work beside the window: reading a file, writing the papers of a day; with progress, and it can be stopped."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal

from dispatch_console.desk.desk import Desk
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.sheets.sheet import WorkSheet
from dispatch_console.ui.shortcuts import inside_only

Tell = Callable[[str], None]
Work = Callable[[Desk, Tell, Callable[[], bool]], Any]


WAY_S = 0.05  # the longest that work beside gives way at once: more than a repainting; a window that never rests slows it, no more
BREAK_MS = 20  # between two tries to break a statement off
HAND_OVER_S, USUAL_S = 0.0005, sys.getswitchinterval()
TURN_ENDED = QEvent.Type(QEvent.registerEventType())


class _Turns(QObject):
    """Whether the window's thread is at work now: from the first event of a turn until all that it brought with it is done.

    An event loop cannot be asked for that: Qt's own signals lie on the one of Linux desktops, which paints after it says
    that it waits.
    """

    def __init__(self) -> None:
        super().__init__()
        self.busy = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: every event of the program comes by here."""
        if event.type() == TURN_ENDED:
            self.busy = False
        elif not self.busy:
            self.busy = True
            QCoreApplication.postEvent(self, QEvent(TURN_ENDED), Qt.EventPriority.LowEventPriority.value)
        return False


class Beside(QThread):
    """A thread that stays until it has ended, whoever lets go of it: Qt aborts when a running one is destroyed.

    Python runs one thread at a time, and each of the hundreds of events of one repainting would wait its 5 ms behind
    work that only reckons: a window made larger stood for 0.8 s. So what runs beside hands over sooner, and pauses in
    `give_way` while the window has something to do.
    """

    _running: ClassVar[set[Beside]] = set()
    _turns: ClassVar[_Turns | None] = None  # there while anything runs

    def __init__(self) -> None:
        super().__init__()
        program = QCoreApplication.instance()
        if Beside._turns is None and program is not None:
            sys.setswitchinterval(HAND_OVER_S)
            Beside._turns = _Turns()
            program.installEventFilter(Beside._turns)
        self._running.add(self)
        self.finished.connect(self._ended)

    def _ended(self) -> None:
        self.wait()
        self._gone(self)

    @classmethod
    def _gone(cls, thread: Beside) -> None:
        cls._running.discard(thread)
        turns, program = cls._turns, QCoreApplication.instance()
        if not cls._running and turns is not None:
            Beside._turns = None
            sys.setswitchinterval(USUAL_S)
            if program is not None:
                program.removeEventFilter(turns)

    @staticmethod
    def give_way() -> None:
        """Called by work beside every few milliseconds: the window goes first, until it has nothing to do or for WAY_S."""
        turns, until = Beside._turns, time.monotonic() + WAY_S
        while turns is not None and turns.busy and time.monotonic() < until:
            time.sleep(0.001)

    @classmethod
    def wait_for_all(cls) -> None:
        """Until nothing runs beside the window any more."""
        for thread in tuple(cls._running):
            thread.wait()
            cls._gone(thread)


class Worker(Beside):
    """Does one piece of work with a desk of its own; what it says and gives comes by queued signals."""

    told = Signal(str)
    given = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, work: Work, only_reads: bool = False) -> None:
        super().__init__()
        self._desk, self._work, self._only_reads = desk, work, only_reads
        self._stopped = False
        self._reader: Any = None  # the driver's connection while it may be interrupted
        self._closing = threading.Lock()

    def stop(self) -> None:
        """Ask it to stop; what it finds after that is thrown away."""
        self._stopped = True

    def end(self) -> None:
        """Stop it and wait until it has ended.

        A statement of work that only reads is broken off; one that writes comes to the next place where it may stop.
        """
        self.stop()
        while not self.wait(BREAK_MS):
            with self._closing:
                if self._reader is not None:
                    self._reader.interrupt()

    def _shall_stop(self) -> bool:
        """Asked by the work between two small pieces: the window goes first, and may have stopped it."""
        if not self._stopped:
            self.give_way()
        return self._stopped

    def run(self) -> None:
        """Qt: the work itself."""
        try:
            desk = self._desk.another()
            self._reader = desk.store.raw_reader if self._only_reads else None
            try:
                found = self._work(desk, self.told.emit, self._shall_stop)
            finally:
                with self._closing:
                    self._reader = None
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

    def begin(self, work: Work, then: Callable[[Any], None], otherwise: Callable[[str], None], *, only_reads: bool = False) -> None:
        """Start the work; what it gives goes to `then`, a no in words to `otherwise`. only_reads: it may be broken off anywhere."""
        self.stop_work()
        self._then, self._else = then, otherwise
        self._worker = Worker(self.bridge.desk, work, only_reads)
        self._worker.told.connect(self._told)
        self._worker.given.connect(self._given)
        self._worker.failed.connect(self._failed)
        self._worker.start()

    def stop_work(self) -> bool:
        """Stop and wait until it has ended; what it still gives is not listened to. False when nothing ran."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()
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
