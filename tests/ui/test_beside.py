"""Work beside the window gives way to it, and yet is done."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dispatch_console.ui.sheets.worker import Beside, Worker


def test_work_goes_on_though_the_window_never_rests(desk):
    """A window that turned without a pause once held the work for ever."""
    given = []
    usual = sys.getswitchinterval()
    worker = Worker(desk, lambda _desk, _tell, stopped: [stopped() for _n in range(20)])
    worker.given.connect(given.append)
    worker.start()
    assert sys.getswitchinterval() < usual
    until = time.monotonic() + 20
    while not given and time.monotonic() < until:
        QApplication.processEvents()
    assert given == [[False] * 20]
    Beside.wait_for_all()
    assert sys.getswitchinterval() == usual and Beside._turns is None


def test_work_stands_still_while_the_window_has_something_to_do(desk, qtbot):
    pieces: list[float] = []

    def work(_desk, _tell, stopped):
        while not stopped():
            pieces.append(time.monotonic())
            time.sleep(0.001)

    worker = Worker(desk, work)
    worker.start()
    qtbot.waitUntil(lambda: len(pieces) > 20, timeout=5000)
    turns: list[float] = []

    def at_work() -> None:
        turns.append(time.monotonic())
        while time.monotonic() - turns[0] < 0.04:
            pass

    QTimer.singleShot(0, at_work)
    qtbot.waitUntil(lambda: bool(turns), timeout=5000)
    assert sum(1 for at in pieces if turns[0] + 0.005 < at < turns[0] + 0.04) <= 2
    before = len(pieces)
    qtbot.waitUntil(lambda: len(pieces) > before + 20, timeout=5000)
    worker.stop()
    Beside.wait_for_all()
