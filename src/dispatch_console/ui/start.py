"""Opens the window: first the frame, which is there at once, then the desk behind it."""

from __future__ import annotations

import gc
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dispatch_console import words
from dispatch_console.domain.moment import Clock, system_clock
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.ui import crash, theme, welcome
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.welcome import Welcome

if TYPE_CHECKING:
    from dispatch_console.desk.desk import Desk


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
    """Behind the painted frame: open the desk and put the panels in, or offer to make a desk."""
    from dispatch_console.desk import opening
    from dispatch_console.ui.rooms import furnish

    if not opening.exists(folder):
        offer = welcome.offer_a_desk(window, str(folder), lambda: _make(window, offer, folder, clock, actor))
        return
    try:
        desk = opening.open_desk(folder, clock=clock, actor=actor, wait_ms=0)
    except (Refused, StoreTrouble) as no:
        crash.tell_and_leave(window, str(no))
        return
    application().aboutToQuit.connect(desk.close)
    rooms = furnish(window, desk)
    if not actor:
        rooms.ask_name()


def _make(window: MainWindow, offer: Welcome, folder: Path, clock: Clock, actor: str) -> None:
    """Make a desk with policies, calendars and words in it; its code is shown once."""
    from dispatch_console.commands.setup import SeedDesk
    from dispatch_console.desk import opening

    try:
        made = opening.make(folder)
        desk = opening.open_desk(folder, clock=clock, actor=actor or getpass.getuser())
        desk.do(SeedDesk())
        desk.close()
    except (Refused, StoreTrouble) as no:
        offer.tell("database-alert", words._("The desk was not made"), str(no), offer.ways)
        return
    window.slots["card"].clear()
    _open(window, folder, clock, actor)
    if window.rooms is not None:
        window.rooms.open_sheet(welcome.CodeSheet(made.recovery_code, made.key_lies_in))


def open_window(desk: Desk, folder: Path | None = None, *, dark: bool = False) -> MainWindow:
    """A furnished window on an open desk, for tests and pictures; the caller shows it."""
    theme.dress(application(), dark=dark)
    from dispatch_console.ui.rooms import furnish as put_in

    window = MainWindow(desk.clock, folder or desk.store.path.parent)
    put_in(window, desk)
    return window
