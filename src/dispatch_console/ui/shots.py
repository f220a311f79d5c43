"""Pictures of every screen: both languages, light and dark, both sizes, and one sheet of them all for each.

    python -m dispatch_console.ui.shots OUT [DESK]

Without a desk the sample day is played up to 10:42.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from dispatch_console import words
from dispatch_console.desk import opening
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.moment import at
from dispatch_console.ui import pictures, start, theme
from dispatch_console.ui.crash import CrashSheet
from dispatch_console.ui.main_window import MainWindow

SIZES = {"1440": (1440, 900), "1366": (1366, 697)}
TIME = at(dt.date(2026, 3, 2), 10, 42)


def _job(window: MainWindow, name: str) -> int:
    rows = window.rooms.board.rows.rows
    return int(next((r.id for r in rows if name in r.customer), rows[0].id))


def main_scene(window: MainWindow) -> None:
    """The hour of the design: one job in work."""
    if window.rooms.board.rows.rows:
        window.rooms.show_job(_job(window, "启明"))


def find_scene(window: MainWindow) -> None:
    """Find and commands."""
    main_scene(window)
    window.run("find")
    window.rooms.palette.input.setText("pg" if words.language() == "zh_CN" else "d")
    window.rooms.palette.search()


def call_in_scene(window: MainWindow) -> None:
    """A technician calls in."""
    main_scene(window)
    window.run("call_in")
    window.rooms.roster.line.field.edit.setText("lq w -5")


def form_scene(window: MainWindow) -> None:
    """An action asks what it needs."""
    main_scene(window)
    window.run("not_done")


def refusal_scene(window: MainWindow) -> None:
    """A refusal, with its ways out."""
    window.rooms.show_job(_job(window, "明德"))
    window.run("done")


def filter_scene(window: MainWindow) -> None:
    """A filter without a result."""
    main_scene(window)
    window.rooms.board.filter.setText("zzz")


def closed_scene(window: MainWindow) -> None:
    """The jobs that have ended."""
    main_scene(window)
    window.run("closed_jobs")


def timeline_scene(window: MainWindow) -> None:
    """The day as a timeline."""
    main_scene(window)
    window.run("timeline")


def ringing_scene(window: MainWindow) -> None:
    """A known caller rings."""
    main_scene(window)
    window.rooms.ring("13900174101")


def call_scene(window: MainWindow) -> None:
    """A call being written down."""
    main_scene(window)
    window.rooms.intake.new_call("13900174106")


def sheet_scene(action_id: str, name: str) -> pictures.Scene:
    """A larger task of a job, as a sheet."""

    def scene(window: MainWindow) -> None:
        window.rooms.show_job(_job(window, name))
        window.do(action_id)

    return scene


def import_scene(window: MainWindow) -> None:
    """Taking a list in."""
    main_scene(window)
    window.do("import")


def keys_scene(window: MainWindow) -> None:
    """The key card."""
    window.run("key_card")


def crash_scene(window: MainWindow) -> None:
    """What is shown when the program itself is wrong."""
    window.rooms.open_sheet(CrashSheet("Dispatch Console\nZeroDivisionError\n  File …"))


def hidden_scene(window: MainWindow) -> None:
    """Visitors look on."""
    main_scene(window)
    window.run("hide_customers")


SCENES: dict[str, pictures.Scene] = {
    "main": main_scene, "find": find_scene, "call-in": call_in_scene, "form": form_scene, "refusal": refusal_scene,
    "no-result": filter_scene, "closed": closed_scene, "keys": keys_scene, "crash": crash_scene,
    "hidden": hidden_scene, "timeline": timeline_scene, "ringing": ringing_scene, "call": call_scene,
    "reassign": sheet_scene("dispatch", "恒达"), "quote": sheet_scene("quote", "沪南"),
    "report": sheet_scene("report", "百川"), "print": sheet_scene("print", "启明"), "import": import_scene,
    **{name.replace("_", "-"): sheet_scene(name, "启明") for name in ("quality", "close_day", "points", "knowledge", "upkeep")},
}  # fmt: skip


def sample(folder: Path) -> Desk:
    """The sample day up to 10:42. The command line owns it, so it is called by name and not imported."""
    demo: Any = importlib.import_module("dispatch_console.cli.demo")
    desk, now = demo.prepare(folder)
    demo.morning(demo.Day(desk, now))
    found: Desk = desk
    return found


def empty(folder: Path) -> Desk:
    """A desk without a row."""
    opening.make(folder)
    return opening.open_desk(folder, clock=lambda: TIME, actor="陈静")


def contact_sheet(shots: dict[str, QPixmap], path: Path) -> None:
    """All pictures of one combination on one sheet, three in a row."""
    width, columns = 640, 3
    heights = [round(width * p.height() / p.width()) for p in shots.values()]
    line = max(heights) + 28
    rows = -(-len(shots) // columns)
    sheet = QPixmap(columns * (width + 12) + 12, rows * line + 12)
    sheet.fill(theme.color("win"))
    painter = QPainter(sheet)
    for n, (name, shot) in enumerate(shots.items()):
        x, y = 12 + n % columns * (width + 12), 12 + n // columns * line
        small = shot.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color("text"))
        painter.drawText(QRect(x, y - 4, width, 20), 0, name)
        painter.drawPixmap(x, y + 16, small)
    painter.end()
    sheet.save(str(path))


def take(out: Path, full: Desk, bare: Desk) -> Iterator[Path]:
    """Every screen in every combination."""
    for language in ("zh_CN", "en"):
        words.use(language)
        for shade in ("light", "dark"):
            for size, pixels in SIZES.items():
                place = out / f"{language}-{shade}-{size}"
                place.mkdir(parents=True, exist_ok=True)
                shots: dict[str, QPixmap] = {}
                for name, scene in SCENES.items():
                    shots[name] = pictures.grab(full, dark=shade == "dark", size=pixels, scene=scene)
                shots["empty"] = pictures.grab(bare, dark=shade == "dark", size=pixels, scene=lambda window: None)
                for name, shot in shots.items():
                    shot.save(str(place / f"{name}.png"))
                sheet = out / f"{language}-{shade}-{size}.png"
                contact_sheet(shots, sheet)
                yield sheet


def main(arguments: list[str]) -> int:
    """Write the pictures into a folder; gives the exit code."""
    if not arguments:
        print(__doc__)
        return 2
    start.application()
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DISPATCH_CONSOLE_KEYS", str(Path(folder) / "keys"))
        given = Path(arguments[1]) if len(arguments) > 1 else None
        full = opening.open_desk(given, clock=lambda: TIME, actor="陈静") if given else sample(Path(folder) / "day")
        bare = empty(Path(folder) / "bare")
        for sheet in take(out, full, bare):
            print(sheet)
        full.close()
        bare.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
