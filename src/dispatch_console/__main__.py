"""The program's door: no words open the window, a verb does one thing and ends."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import Any


def window(given: argparse.Namespace) -> int:
    """Open the window on the chosen desk."""
    gc.disable()  # nothing made while starting is rubbish; the window looks for it when the desk is in (ui/sweeper.py)

    from dispatch_console.ui.start import run_window

    return int(run_window(given.folder, clock=given.clock, actor=given.actor, language=given.lang))


def picture(desk: Any, path: Path) -> None:
    """Write a picture of the window as it would look on this desk now."""
    from dispatch_console.ui.pictures import window_picture

    window_picture(desk, path)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line or the window; returns 0 done, 1 refused, 2 usage, 3 the world."""
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["--read-foreign"]:  # a frozen program starts itself to read a foreign workbook
        from dispatch_console.paper.reading import child

        return int(child.main(words[1:]) or 0)
    if words[:1] == ["--look-at-picture"]:  # the same for a foreign picture
        from dispatch_console.press import look_child

        return look_child.main(words[1:])
    from dispatch_console.cli.verbs import run

    return run(words, window=window, picture=picture)


if __name__ == "__main__":
    sys.exit(main())
