"""The real window on a desk, shown and ready for the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.keys import settle


def shown(qtbot: Any, desk: Any, folder: Path) -> Any:
    """The furnished window, 1440 by 900; who asked for it lets its rooms go at the end."""
    from dispatch_console.ui.start import open_window

    window = open_window(desk, folder)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    settle()
    return window
