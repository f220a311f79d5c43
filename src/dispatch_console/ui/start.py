"""Opens the window: first the frame, which is there at once, then the desk behind it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication

from dispatch_console import words
from dispatch_console.domain.moment import Clock, system_clock
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.ui import theme
from dispatch_console.ui.frame import settings_of
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.words import _

if TYPE_CHECKING:
    from dispatch_console.desk.desk import Desk
    from dispatch_console.ui.look import FirstLook
    from dispatch_console.ui.sheets.first_start import FirstStartSheet


AFTER_PAINT_MS = 30  # what is to be seen is painted before anything else takes the processor


def application() -> QApplication:
    """The one Qt application, made when there is none yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication([*sys.argv[:1], "-style", theme.STYLE])
    made.setProperty(theme.STYLE, True)
    made.setApplicationName("dispatch-console")
    return made


def run_window(
    folder: Path, clock: Clock = system_clock, actor: str = "", language: str = words.DEFAULT
) -> int:
    """Show the window of the desk in a folder and stay until it is closed; gives the exit code."""
    words.use(language)
    app, saved = application(), settings_of(folder)
    theme.dress(app, dark=str(saved.value("dark", "false")) == "true", percent=int(str(saved.value("percent", 100))), bold=False)
    window = MainWindow(clock, folder)
    size = saved.value("size")
    if size is not None:
        window.resize(size)
    behind = Behind(window, folder, clock, actor or str(saved.value("actor") or ""))
    window.painted.connect(behind.look)
    window.show()
    window.activateWindow()
    return app.exec()


class Loading(QThread):
    """Loads what writing needs (no Qt in it) beside the window, which answers meanwhile."""

    def run(self) -> None:
        """Qt: the thread itself."""
        from dispatch_console import commands, queries
        from dispatch_console.desk import desk

        assert desk
        commands.load()
        queries.load()


class Behind(QObject):
    """Opens the desk behind the painted frame: first the board and the log, then the rest, a step a turn of the loop.

    What is pressed meanwhile is held by the window and done when the last step is.
    """

    def __init__(self, window: MainWindow, folder: Path, clock: Clock, actor: str) -> None:
        super().__init__(window)
        self._window, self._folder, self._clock, self._actor = window, folder, clock, actor
        self.first: FirstLook | None = None
        self._loading = Loading(self)
        self._loading.finished.connect(self._open)
        application().aboutToQuit.connect(self._loading.wait)

    def look(self) -> None:
        """The first look: the board and the log of a desk that is in order; the ways to make one when there is none."""
        theme.load_bold()
        self._window.finish()
        from dispatch_console.desk import opening
        from dispatch_console.ui import crash

        crash.catch(self._window)
        if not opening.exists(self._folder):
            offer_first_start(self._window, self._folder, self._clock, self._actor)
            return
        try:
            reader = opening.look(self._folder, clock=self._clock, actor=self._actor)
            if reader is not None:
                from dispatch_console.ui.look import FirstLook

                self._window.clock = reader.clock
                self.first = FirstLook(self._window, reader)
        except (Refused, StoreTrouble) as no:
            crash.tell_and_leave(self._window, str(no))
            return
        QTimer.singleShot(AFTER_PAINT_MS, self, self._loading.start)

    def _open(self) -> None:
        import dispatch_console.ui.rooms  # noqa: F401  a step of its own

        QTimer.singleShot(0, self, self._furnish)

    def _furnish(self) -> None:
        open_whole(self._window, self._folder, self._clock, self._actor, self.first)


def open_whole(window: MainWindow, folder: Path, clock: Clock, actor: str, look: FirstLook | None = None) -> None:
    """Open the desk for all that can be done and put every panel in."""
    from dispatch_console.desk import opening
    from dispatch_console.ui import crash
    from dispatch_console.ui.rooms import furnish

    try:
        sample = opening.read_card(folder).sample
        desk = opening.open_desk(folder, clock=clock, actor=actor, wait_ms=0)
    except (Refused, StoreTrouble) as no:
        crash.tell_and_leave(window, str(no))
        return
    if sample:
        window.setWindowTitle(f"{_('Dispatch console')} · {_('Sample')}")
        if clock is system_clock:
            window.clock = desk.clock = look.bridge.reader.clock if look is not None else opening.sample_clock(desk)
    rooms = furnish(window, desk, look)
    application().aboutToQuit.connect(rooms.keeping.close)  # the window is hidden by then
    application().aboutToQuit.connect(desk.close)
    rooms.keeping.begin()
    rooms.listen(folder)
    if not actor:
        rooms.ask_name()


def offer_first_start(window: MainWindow, folder: Path, clock: Clock, actor: str) -> FirstStartSheet:
    """There is no desk in this folder: three ways to begin; the desk is opened when one was taken to its end."""
    from dispatch_console.commands import load
    from dispatch_console.ui.sheets.first_start import EXCEL, FirstStartSheet
    from dispatch_console.ui.sheets.importing import START_LISTS, ImportSheet
    from dispatch_console.ui.welcome import Welcome

    load()
    window.held.let_go()  # the keyboard belongs to the sheet
    sheet = FirstStartSheet(folder, clock, actor)
    welcome = Welcome(window, sheet)

    def begin(way: str, name: str, where: Path) -> None:
        window.settings.setValue("actor", name)
        welcome.away()
        open_whole(window, where, clock, name)
        if way == EXCEL and window.rooms is not None:
            window.rooms.show_work(ImportSheet(window.rooms.bridge, START_LISTS))

    sheet.made.connect(begin)
    return sheet


def open_window(desk: Desk, folder: Path | None = None, *, dark: bool = False) -> MainWindow:
    """A furnished window on an open desk, for tests and pictures; the caller shows it."""
    theme.dress(application(), dark=dark)
    from dispatch_console.ui.rooms import furnish as put_in

    window = MainWindow(desk.clock, folder or desk.store.path.parent)
    put_in(window, desk)
    return window
