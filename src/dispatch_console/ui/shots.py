"""Pictures of every screen: both languages, light and dark, both sizes, and one sheet of them all for each; and of every form.

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

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from dispatch_console import words
from dispatch_console.desk import opening
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.moment import at
from dispatch_console.ui import form_shots, pictures, start, theme
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.scenes import BARE, BEFORE, CHANGING, SCENES, ZOOMED

SIZES = {"1440": (1440, 900), "1366": (1366, 697)}
TIME = at(dt.date(2026, 3, 2), 10, 42)
ON_A_SHEET = 12


def sample(folder: Path) -> Desk:
    """The sample day up to 10:42. The command line owns it, so it is called by name and not imported."""
    demo: Any = importlib.import_module("dispatch_console.cli.demo")
    desk, now = demo.prepare(folder)
    demo.morning(demo.Day(desk, now))
    found: Desk = desk
    return found


def whole_day(folder: Path) -> Desk:
    """The sample day to its end: for the papers."""
    demo: Any = importlib.import_module("dispatch_console.cli.demo")
    desk, now = demo.prepare(folder)
    day = demo.Day(desk, now)
    for _name, step in demo.STEPS:
        step(day)
    found: Desk = desk
    return found


def empty(folder: Path) -> Desk:
    """A desk without a row."""
    opening.make(folder)
    return opening.open_desk(folder, clock=lambda: TIME, actor="陈静")


def contact_sheets(shots: dict[str, QPixmap], path: Path) -> Iterator[Path]:
    """All pictures of one combination on sheets that one can look at: twelve on each, three in a row."""
    names = list(shots)
    for n, first in enumerate(range(0, len(names), ON_A_SHEET), 1):
        sheet = path.with_name(f"{path.stem}-{n}.png")
        _contact_sheet({name: shots[name] for name in names[first : first + ON_A_SHEET]}, sheet)
        yield sheet


def _contact_sheet(shots: dict[str, QPixmap], path: Path) -> None:
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


def _forget_drafts(desk: Desk) -> None:
    for uid, _kind, _content, _at in desk.drafts():
        desk.drop_draft(uid)


def before(step: str, *, dark: bool, size: tuple[int, int]) -> QPixmap:
    """A window without a desk: a step of the first start."""
    theme.dress(start.application(), dark=dark)
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(lambda: TIME, Path(folder))
        window.resize(*size)
        window.show()
        sheet = start.offer_first_start(window, Path(folder), lambda: TIME, "")
        sheet.show_step(step)
        pictures.settle()
        picture = window.grab()
        window.close()
        window.deleteLater()
        start.application().sendPostedEvents(None, QEvent.Type.DeferredDelete)
        pictures.settle()
    return picture


def take(out: Path, full: Desk, bare: Desk, apart: Desk) -> Iterator[Path]:
    """Every screen in every combination."""
    for language in ("zh_CN", "en"):
        words.use(language)
        for shade in ("light", "dark"):
            for size, pixels in SIZES.items():
                place = out / f"{language}-{shade}-{size}"
                place.mkdir(parents=True, exist_ok=True)
                shots: dict[str, QPixmap] = {}
                for name, scene in SCENES.items():
                    percent = 130 if name in ZOOMED else 100
                    desk = apart if name in CHANGING else full
                    shots[name] = pictures.grab(desk, dark=shade == "dark", size=pixels, scene=scene, percent=percent)
                    _forget_drafts(desk)
                for name, scene in BARE.items():
                    shots[name] = pictures.grab(bare, dark=shade == "dark", size=pixels, scene=scene)
                    _forget_drafts(bare)
                for name, step in BEFORE.items():
                    shots[name] = before(step, dark=shade == "dark", size=pixels)
                for name, shot in shots.items():
                    shot.save(str(place / f"{name}.png"))
                yield from contact_sheets(shots, out / f"{language}-{shade}-{size}.png")


def main(arguments: list[str]) -> int:
    """Write the pictures into a folder; gives the exit code."""
    if not arguments or arguments[0].startswith("-"):
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
        apart = sample(Path(folder) / "apart")  # some scenes change more than a picture of another may show
        for sheet in take(out, full, bare, apart):
            print(sheet)
        papers = full if given else whole_day(Path(folder) / "papers")
        print(f"{len(list(form_shots.take(papers, out / 'forms')))} pictures of forms: {out / 'forms'}")
        full.close()
        apart.close()
        bare.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
