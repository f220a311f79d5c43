"""From exec to the painted window: a bare QMainWindow, our frame that takes typing, the live board and log, the whole desk.

Ours goes in by the program's own door with its own arguments; nothing of the start is left out. A watcher on the event
loop prints the time once what is waited for has been painted.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from lines import Line

BARE = """
import os, time
from PySide6.QtWidgets import QApplication, QMainWindow
class W(QMainWindow):
    def paintEvent(self, e): super().paintEvent(e); print(time.time_ns() - int(os.environ['BENCH_START'])); os._exit(0)
app = QApplication([]); w = W(); w.resize(1440, 900); w.show(); app.exec()
"""
OURS = """
import os, sys, time
what, folder = sys.argv[1:]
from dispatch_console import __main__ as door
painted = set()
def say(*_):
    print(time.time_ns() - int(os.environ['BENCH_START'])); sys.stdout.flush(); os._exit(0)
def watch_frame(start):  # what comes after the paint is told that it is over
    from dispatch_console.ui.fields import Field
    real = Field.paintEvent
    Field.paintEvent = lambda self, event: (real(self, event), painted.add('phone'))[0]
    behind = start.Behind.look
    start.Behind.look = lambda self: say() if painted else behind(self)
def watch_lists(start):  # a list counts once its rows are on the screen and all the window was painted
    from PySide6.QtCore import QTimer
    from dispatch_console.ui.lists import ListView
    real, wanted = ListView.paintEvent, {'live': 2, 'whole': 3}[what]  # board and log; the technicians too
    def paint(self, event):
        real(self, event)
        if self.model().rowCount():
            painted.add(self.accessibleName())
            if len(painted) >= wanted:
                QTimer.singleShot(0, say)
    ListView.paintEvent = paint
def window(given, real=door.window):
    from dispatch_console.ui import start
    (watch_frame if what == 'frame' else watch_lists)(start)
    return real(given)
door.window = window
door.main(['--data-dir', folder, '--now', '2026-03-02T10:42', '--actor', 'x'])
"""


def started(code: str, *words: str) -> float:
    """Milliseconds from before exec until the program prints."""
    environment = {**os.environ, "BENCH_START": str(time.time_ns()), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, env=environment, check=False,
                          timeout=20)  # fmt: skip
    if not done.stdout.strip():
        raise SystemExit(done.stderr)
    return int(done.stdout.split()[-1]) / 1e6


def start_lines(folder: Path, times: int = 15) -> list[Line]:
    """All four in turn, the first round thrown away."""
    names = {"frame": ("frame painted, typing accepted", 1.7), "live": ("live board and log", 4.0), "whole": ("whole desk, every panel", 0.0)}
    bare: list[float] = []
    ours: dict[str, list[float]] = {what: [] for what in names}
    for _ in range(times + 1):
        bare.append(started(BARE))
        for what, values in ours.items():
            values.append(started(OURS, what, str(folder)))
    floor = statistics.median(bare[1:])
    found = []
    for what, (name, ratio) in names.items():
        mine = statistics.median(ours[what][1:])
        aim = f"<= {ratio}x" if ratio else "(no target)"
        found.append(Line(name, mine, floor, max(ours[what][1:]), aim, not ratio or mine <= ratio * floor))
    return found
