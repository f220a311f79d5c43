"""What the desk tells, passed on to the screens once a turn; and the minute, on the minute."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from dispatch_console.desk.changes import Changes, Done
from dispatch_console.desk.reader import Reader
from dispatch_console.domain.masked import mask
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.queries.registry import Query
from dispatch_console.ui.sweeper import Sweeper
from dispatch_console.words import Said, _

if TYPE_CHECKING:
    from dispatch_console.commands.registry import Command
    from dispatch_console.desk.desk import Desk

R = TypeVar("R")
Answer = Callable[["No"], None]
QUIET_MS = 2000  # rows move only when no key was pressed for so long (design.md 7)
PATIENCE_MS = 5000
IDLE_MS = 15_000
EVERYTHING = Changes(frozenset({("*", 0)}))


class No:
    """A refusal or a trouble, as a screen needs it: the sentence, and whether trying again may help."""

    def __init__(self, said: Said, *, again: Callable[[], None] | None = None) -> None:
        self.said = said
        self.again = again

    def __str__(self) -> str:
        return str(self.said)


class Bridge(QObject):
    """The desk as the window sees it: `changed` once for all that was done since the last turn.

    It may begin with a desk that can only be asked, for the first look; `take` gives it the whole one.
    """

    desk: Desk

    changed = Signal(object)
    minute = Signal(object)
    done = Signal(object, object)  # the command, the desk's answer
    masking = Signal(bool)
    warned = Signal(str)  # done, though against a rule of the house
    saving = Signal(bool)  # a command waits for another program; the form stays filled

    def __init__(self, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reader = reader
        self.masked = False
        self.open = True
        self._rows: set[tuple[str, int]] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._emit)
        self._stop: Callable[[], None] = lambda: None
        self._version = 0
        self._last_minute = self._this_minute()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.look_around)
        self._key = QElapsedTimer()
        self._idle = QTimer(self, interval=IDLE_MS)
        self._idle.timeout.connect(self.rest)
        self._sweeper = Sweeper(self)
        if reader.whole:
            self.take(cast("Desk", reader))

    def take(self, desk: Desk) -> None:
        """The whole desk is open: listen to it; what was shown from the first look is asked again."""
        looked, self.desk, self.reader = self.reader, desk, desk
        self._stop = desk.on_change(self._gather)
        self._version = desk.store.data_version()
        self._second.start()
        self._idle.start()
        self._sweeper.start()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        if not looked.whole:
            looked.close()
            self._gather(EVERYTHING)

    # ---- time ----

    @property
    def now(self) -> Moment:
        """The desk's time."""
        return self.reader.clock()

    @property
    def zone(self) -> ZoneInfo:
        """The desk's zone."""
        return self.reader.zone

    def _this_minute(self) -> Moment:
        return self.now.replace(second=0, microsecond=0)

    def look_around(self) -> None:
        """Each second: has another program written, has a minute passed?"""
        version = self.desk.store.data_version()
        if version != self._version:
            self._version = version
            self._gather(EVERYTHING)
        minute = self._this_minute()
        if minute != self._last_minute:
            self._last_minute = minute
            self.minute.emit(self.now)

    def quiet(self) -> bool:
        """Whether no key was pressed for two seconds."""
        return not self._key.isValid() or self._key.elapsed() > QUIET_MS

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: note that a key was pressed."""
        if event.type() == QEvent.Type.KeyPress:
            self._key.start()
        return False

    # ---- asking and doing ----

    def ask(self, question: Query[R]) -> R:
        """Ask the desk; customers' names, numbers and addresses come hidden while visitors look on."""
        answer = self.reader.ask(question)
        hidden: R = mask(answer) if self.masked else answer
        return hidden

    def do(self, command: Command, refused: Answer) -> Done | None:
        """Do a command; a no is given to `refused`, which shows it in place."""
        try:
            done = self._patiently(command)
        except Refused as no:
            refused(No(no.said))
            return None
        except StoreTrouble as trouble:
            refused(No(trouble.said, again=lambda: None))
            return None
        self.done.emit(command, done)
        if isinstance(done.result, dict) and "warned" in done.result:
            self.warned.emit(_(done.result["warned"]))
        return done

    def _patiently(self, command: Command) -> Done:
        """Try again while another program holds the lock, for five seconds; the window goes on painting.

        The gesture's own number makes a second try harmless.
        """
        waited = QElapsedTimer()
        waited.start()
        while True:
            try:
                done = self.desk.do(command)
            except StoreTrouble as trouble:
                if not trouble.busy or waited.elapsed() > PATIENCE_MS:
                    raise
                self.saving.emit(True)
                turn = QEventLoop()
                QTimer.singleShot(100, turn.quit)
                turn.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            else:
                self.saving.emit(False)
                self._version = self.desk.store.data_version()
                return done

    def rest(self) -> None:
        """Nobody has typed for a while: checkpoint, merge the search index, let go of what nobody holds."""
        if self._key.isValid() and self._key.elapsed() < IDLE_MS:
            return
        with contextlib.suppress(StoreTrouble):
            self.desk.idle()
            self._version = self.desk.store.data_version()
        self._sweeper.rest()

    def hide_customers(self, on: bool) -> None:
        """Hide or show names, numbers and addresses (Ctrl+L)."""
        self.masked = on
        self.masking.emit(on)
        self._gather(EVERYTHING)

    # ---- telling ----

    def _gather(self, changes: Changes) -> None:
        self._rows |= changes.rows
        self._soon.start()

    def _emit(self) -> None:
        rows, self._rows = frozenset(self._rows), set()
        self.changed.emit(Changes(rows))

    def let_go(self) -> None:
        """Stop listening; the window closes."""
        self.open = False
        self._second.stop()
        self._idle.stop()
        self._soon.stop()
        self._sweeper.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        stop, self._stop = self._stop, lambda: None
        stop()


def touches(changes: Changes, tables: frozenset[str]) -> bool:
    """Whether a change concerns any of these tables; all does when another program wrote."""
    return ("*", 0) in changes.rows or changes.touches(tables)
