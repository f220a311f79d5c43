"""Opens the window: first the frame, which is there at once, then the desk behind it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dispatch_console import words
from dispatch_console.domain.moment import Clock, system_clock
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.ui import crash, theme
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.words import _

if TYPE_CHECKING:
    from dispatch_console.desk.desk import Desk
    from dispatch_console.ui.sheets.first_start import FirstStartSheet


def application() -> QApplication:
    """The one Qt application, made when there is none yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication(sys.argv[:1])
    made.setApplicationName("dispatch-console")
    return made


def run_window(
    folder: Path, clock: Clock = system_clock, actor: str = "", language: str = words.DEFAULT
) -> int:
    """Show the window of the desk in a folder and stay until it is closed; gives the exit code."""
    gc.disable()  # nothing made while starting is rubbish; on again when the desk is in
    words.use(language)
    app = application()
    window = MainWindow(clock, folder)
    saved = window.settings
    theme.dress(app, dark=str(saved.value("dark", "false")) == "true", percent=int(str(saved.value("percent", 100))))
    crash.catch(window)
    size = saved.value("size")
    if size is not None:
        window.resize(size)
    window.show()
    window.activateWindow()

    def behind() -> None:
        _open(window, folder, clock, actor or str(saved.value("actor") or ""))
        gc.freeze()
        gc.enable()

    QTimer.singleShot(0, window, behind)
    return app.exec()


def _open(window: MainWindow, folder: Path, clock: Clock, actor: str) -> None:
    """Behind the painted frame: open the desk and put the panels in, or offer the ways to make one."""
    from dispatch_console.desk import opening, sample_day
    from dispatch_console.ui.rooms import furnish

    if not opening.exists(folder):
        offer_first_start(window, folder, clock, actor)
        return
    try:
        sample = opening.read_card(folder).sample
        desk = opening.open_desk(folder, clock=clock, actor=actor, wait_ms=0)
        if sample and clock is system_clock:
            window.clock = desk.clock = sample_day.clock_of(desk)
    except (Refused, StoreTrouble) as no:
        crash.tell_and_leave(window, str(no))
        return
    if sample:
        window.setWindowTitle(f"{_('Dispatch console')} · {_('Sample')}")
    rooms = furnish(window, desk)
    application().aboutToQuit.connect(rooms.keeping.close)  # the window is hidden by then
    application().aboutToQuit.connect(desk.close)
    rooms.keeping.begin()
    if not actor:
        rooms.ask_name()


def offer_first_start(window: MainWindow, folder: Path, clock: Clock, actor: str) -> FirstStartSheet:
    """There is no desk in this folder: three ways to begin; the desk is opened when one was taken to its end."""
    from dispatch_console.commands import load
    from dispatch_console.ui.sheets.first_start import EXCEL, FirstStartSheet
    from dispatch_console.ui.sheets.importing import START_LISTS, ImportSheet
    from dispatch_console.ui.welcome import Welcome

    load()
    sheet = FirstStartSheet(folder, clock, actor)
    welcome = Welcome(window, sheet)

    def begin(way: str, name: str, where: Path) -> None:
        window.settings.setValue("actor", name)
        welcome.away()
        _open(window, where, clock, name)
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
