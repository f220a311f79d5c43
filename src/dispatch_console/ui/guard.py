"""What goes wrong while Qt shows, sizes or focuses a widget is told like any other error of the program.

Such an error thrown through Qt ends PySide 6.11 at once (tests/ui/test_guard.py); in keys, clicks and paints it does not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

S = TypeVar("S")
E = TypeVar("E")


def guarded(override: Callable[[S, E], None]) -> Callable[[S, E], None]:
    """For showEvent, hideEvent, resizeEvent, closeEvent and the focus events: an error goes to sys.excepthook."""

    @wraps(override)
    def safe(self: S, event: E) -> None:
        try:
            override(self, event)
        except Exception:
            sys.excepthook(*sys.exc_info())

    return safe
