"""From exec to the painted window: a bare QMainWindow, our frame that takes typing, and the live board and log."""

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
FRAME = """
import gc, os, sys, time
gc.disable()  # as run_window does until the desk is in
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from dispatch_console import words
words.use('zh_CN')
from dispatch_console.domain.moment import parse_moment, standing
from dispatch_console.ui import theme
from dispatch_console.ui.main_window import MainWindow
app = QApplication([]); theme.dress(app)
window = MainWindow(standing(parse_moment('2026-03-02T10:42')), None)
window.resize(1440, 900); window.show(); window.phone.setFocus()
def ready():
    app.processEvents()
    if sys.argv[1] == 'frame':
        print(time.time_ns() - int(os.environ['BENCH_START'])); os._exit(0)
    from dispatch_console.desk.opening import open_desk
    from dispatch_console.ui.rooms import furnish
    desk = open_desk(Path(sys.argv[2]), clock=standing(parse_moment('2026-03-02T10:42')), actor='x')
    furnish(window, desk)
    for _ in range(6): app.processEvents()
    print(time.time_ns() - int(os.environ['BENCH_START'])); os._exit(0)
QTimer.singleShot(0, ready); app.exec()
"""


def started(code: str, *words: str) -> float:
    environment = {**os.environ, "BENCH_START": str(time.time_ns()), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, env=environment, check=False)
    return int(done.stdout.split()[-1]) / 1e6


def start_lines(folder: Path, times: int = 9) -> list[Line]:
    bare, frame, live = [], [], []
    for _ in range(times + 1):
        bare.append(started(BARE))
        frame.append(started(FRAME, "frame"))
        live.append(started(FRAME, "live", str(folder)))
    bare, frame, live = bare[1:], frame[1:], live[1:]
    floor = statistics.median(bare)
    found = []
    for name, values, ratio in (("frame painted, typing accepted", frame, 1.7), ("live board and log", live, 4.0)):
        mine = statistics.median(values)
        found.append(Line(name, mine, floor, max(values), f"<= {ratio}x", mine <= ratio * floor))
    return found
