"""Warnings that are heard and seen: each clock at the points of its policy, told once, several of a minute as one line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from dispatch_console.desk.changes import Changes
from dispatch_console.domain.durations import left_words
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.warnings import OpenJobs, Stamp, WarnPoint, WarnPoints
from dispatch_console.ui.bridge import Bridge, touches
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.paint import icon
from dispatch_console.ui.tone import Tone
from dispatch_console.words import _

SLICE = 10  # jobs whose clocks are read in one turn of the loop: the keyboard never waits for more
DUE = 100  # per cent
NOTE_MS = 10_000
STAMPED, RULED = frozenset({"job", "event"}), frozenset({"clock_rule", "calendar", "calendar_day"})
Noted = Callable[[str, str], None]  # title, words


class Alarms(QObject):
    """Knows when each clock will warn, and tells it: the status bar always, a tone unless it is off, a note when nobody looks.

    What had passed before the window was opened is not told: it stands on the board and under what is owed.
    """

    told = Signal(object)  # the points that were reached, one a clock

    def __init__(self, bridge: Bridge, window: MainWindow, open_job: Callable[[int], None], note: Noted | None = None) -> None:
        super().__init__(window)
        self.bridge, self.window, self._open_job = bridge, window, open_job
        self.tone = Tone()
        self.on = str(window.settings.value("sound", "true")) == "true"
        self._stamps: dict[int, Stamp] = {}
        self._points: dict[int, tuple[WarnPoint, ...]] = {}
        self._to_read: list[int] = []
        self._done: dict[tuple[int, str, Moment], int] = {}  # each run of a clock, and the highest point that was told
        self._begun = False  # whether the first round is over
        self._job_id = 0
        self._tray: QSystemTrayIcon | None = None
        self._note = note or self._tray_note
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._read)
        bridge.changed.connect(self._changed)
        bridge.minute.connect(self.look)
        self._ask()

    # ---- when each clock warns ----

    def _changed(self, changes: Changes) -> None:
        if touches(changes, RULED):
            self._stamps = {}
        if touches(changes, STAMPED | RULED):
            self._ask()

    def _ask(self) -> None:
        """Which open jobs are new or have changed; their clocks are read in the turns that follow."""
        stamps = self.bridge.ask(OpenJobs())
        stale = [job_id for job_id, stamp in stamps.items() if self._stamps.get(job_id) != stamp]
        self._points = {job_id: points for job_id, points in self._points.items() if job_id in stamps}
        self._stamps = stamps
        self._to_read = list(dict.fromkeys([*self._to_read, *stale]))
        self._turn.start()

    def _read(self) -> None:
        if not self.bridge.open:
            return
        some, self._to_read = self._to_read[:SLICE], self._to_read[SLICE:]
        read: dict[int, list[WarnPoint]] = {job_id: [] for job_id in some}
        for point in self.bridge.ask(WarnPoints(job_ids=tuple(some))) if some else ():
            read[point.job_id].append(point)
        self._points.update({job_id: tuple(points) for job_id, points in read.items()})
        if not self._begun:
            self._reached(self.bridge.now)
        if self._to_read:
            self._turn.start()
            return
        self._begun = True
        self.look(self.bridge.now)

    # ---- telling ----

    def _reached(self, now: Moment) -> list[WarnPoint]:
        """The highest point of each clock that was reached and not told before; from now on it was."""
        found: dict[tuple[int, str, Moment], WarnPoint] = {}
        for points in self._points.values():
            for point in points:
                passed = point.at <= now if point.per_cent < DUE else point.at < now
                if passed and point.per_cent > self._done.get(point.clock, 0):
                    self._done[point.clock] = point.per_cent
                    found[point.clock] = point
        return sorted(found.values(), key=lambda p: (-p.per_cent, p.at))

    def look(self, now: Moment) -> None:
        """Each minute, and after a change: has a clock reached a point?"""
        if not self._begun:
            return
        found = [p for p in self._reached(now) if p.minutes]  # what is owed at once was just typed by somebody
        if not found:
            return
        late = sum(p.per_cent >= DUE for p in found)
        self._job_id = found[0].job_id
        words = self.words(found, now)
        self.told.emit(found)
        self.window.foot.warn(words, "over_tx" if late else "risk_tx")
        if self.on:
            self.tone.play(late > 0)
        if QApplication.activeWindow() is None:
            self._note(_("Dispatch console"), words)

    def words(self, points: list[WarnPoint], now: Moment) -> str:
        """One clock by its customer; several by their number."""
        late = sum(p.per_cent >= DUE for p in points)
        if len(points) > 1:
            said = [_("{n} promises are late", n=late) if late > 1 else _("1 promise is late") if late else "",
                    _("{n} come nearer", n=len(points) - late) if len(points) > late else ""]  # fmt: skip
            return " · ".join(filter(None, said))
        card, (point,) = self.bridge.ask(JobCard(job_id=points[0].job_id)), points
        who = str(card.customer) if card is not None else ""
        due = next((p.at for p in self._points[point.job_id] if p.clock == point.clock and p.per_cent == DUE), point.at)
        return f"{who} · {point.word} {left_words((due - now).total_seconds())}"

    def switch(self) -> None:
        """The tone on or off, remembered; switched on, it is heard once."""
        self.on = not self.on
        self.window.settings.setValue("sound", "true" if self.on else "false")
        self.window.foot.say(_("Warnings are heard") if self.on else _("Warnings are silent"))
        if self.on:
            self.tone.play(False)

    # ---- when another program is in front ----

    def _tray_note(self, title: str, words: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(icon("clock-alert-outline", "risk_tx"), self)
            self._tray.messageClicked.connect(self.bring)
            self._tray.activated.connect(lambda _how: self.bring())
        self._tray.show()
        self._tray.showMessage(title, words, QSystemTrayIcon.MessageIcon.NoIcon, NOTE_MS)

    def bring(self) -> None:
        """The note was clicked: the window comes to the front with the job it was about."""
        if self._tray is not None:
            self._tray.hide()
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        if self._job_id:
            self._open_job(self._job_id)

    def let_go(self) -> None:
        """The window closes; nothing stays beside the clock of the system."""
        self._turn.stop()
        if self._tray is not None:
            self._tray.hide()
