"""A picture of the window on an open desk, as the dispatcher would see it now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from dispatch_console.desk.desk import Desk
from dispatch_console.ui import start, theme
from dispatch_console.ui.main_window import MainWindow

Scene = Callable[[MainWindow], None]


def settle() -> None:
    """Let everything that waits for the event loop happen."""
    for _turn in range(4):
        QApplication.processEvents()


def urgent_job(window: MainWindow) -> None:
    """Show the job under the board's first line."""
    rows = window.rooms.board.rows.rows
    if rows:
        window.rooms.show_job(rows[0].id)


def grab(
    desk: Desk, *, dark: bool = False, size: tuple[int, int] = (1440, 900), scene: Scene = urgent_job, percent: int = 100
) -> QPixmap:
    """The window of this desk as a picture; the words are those in use."""
    start.application()
    window = start.open_window(desk, folder=None, dark=dark)
    theme.look.use(percent=percent)
    window.settings.clear()
    window.resize(QSize(*size))
    window.show()
    settle()
    scene(window)
    settle()
    picture = window.grab()
    window.close()
    window.settings.clear()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    return picture


def window_picture(
    desk: Desk, path: Path, *, dark: bool = False, size: tuple[int, int] = (1440, 900), scene: Scene = urgent_job
) -> None:
    """Write the picture to a file."""
    grab(desk, dark=dark, size=size, scene=scene).save(str(path))
