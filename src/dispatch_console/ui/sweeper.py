"""Looking for what nobody holds any more: on the window's own thread, a little at a time, all of it in a quiet moment."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

SWEEP_MS = 1000
SOME = 5_000  # objects made since the last look: some milliseconds
MANY = 100_000  # a long list was read: its rows are no rubbish, and looking through them would stop the window
SWEEPS = 10  # before all is looked through, once nobody types


class Sweeper(QObject):
    """Python's own search for circles stops every thread, wherever it happens to begin: half a second beside a list of
    100,000 rows, and what belongs to Qt must not end on another thread than Qt's. So it is off while a window is
    open, and done here: what is young each second, the whole only when nobody types (`rest`).
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=SWEEP_MS)
        self._timer.timeout.connect(self.sweep)
        self._sweeps = 0

    def start(self) -> None:
        """From now on only here."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def sweep(self) -> None:
        """Look through what was made since the last time."""
        young = gc.get_count()[0]
        if young > MANY:
            gc.freeze()  # put aside; `rest` looks through it
        elif young > SOME:
            gc.collect(1)
        else:
            return
        self._sweeps += 1

    def rest(self) -> None:
        """Nobody types: look through all there is, when enough was made to be worth it."""
        if self._sweeps >= SWEEPS:
            self._sweeps = 0
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def stop(self) -> None:
        """The window closes: Python looks by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
