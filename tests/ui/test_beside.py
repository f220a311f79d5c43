"""Work beside the window gives way to it, and yet is done."""

from __future__ import annotations

import sys
import time

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
    assert sys.getswitchinterval() == usual and Beside._busy_since is None


def test_work_stands_still_while_the_window_has_something_to_do(desk, qtbot):
    pieces: list[float] = []

    def work(_desk, _tell, stopped):
        while not stopped():
            pieces.append(time.monotonic())
            time.sleep(0.001)

    worker = Worker(desk, work)
    worker.start()
    qtbot.waitUntil(lambda: len(pieces) > 20, timeout=5000)
    QApplication.processEvents()  # a turn has begun, and goes on:
    began = time.monotonic()
    while time.monotonic() - began < 0.06:
        pass
    assert sum(1 for at in pieces if began + 0.01 < at < began + 0.06) <= 2
    worker.stop()
    Beside.wait_for_all()
