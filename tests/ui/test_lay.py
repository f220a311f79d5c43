"""What was shown and is gone is gone from Python too: a stale wrapper takes the program down hours later."""

from __future__ import annotations

import collections
import gc

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from dispatch_console.ui.band import Asked, WayOut
from dispatch_console.ui.lay import column, row, take_out
from dispatch_console.ui.sheets import SHEETS
from tests.keys import settle


def wrapped():
    """How many Qt things Python holds, by the name of their class; what Qt has yet to delete is deleted first."""
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return collections.Counter(type(w).__name__ for w in shiboken6.getAllValidWrappers())


def stale():
    """The items of layouts that Python still holds."""
    wrapped()
    return [w for w in shiboken6.getAllValidWrappers() if isinstance(w, QLayoutItem) and not isinstance(w, QLayout)]


def every_sheet(window, jobs):
    """Open each sheet on a job, refuse something on it, and leave it again."""
    rooms = window.rooms
    for action_id in SHEETS:
        rooms.card.open_job(jobs["宏远"])
        rooms.show_work(SHEETS[action_id](rooms.bridge, jobs["宏远"]))
        rooms.sheet.band.refuse("That cannot be.", [WayOut("Another way", lambda: None)])
        settle()
        rooms.sheet.leave()
        settle()
    rooms.card.band.ask("What?", [Asked("a", "Reason"), Asked("b", "Name")], lambda answers: None)
    rooms.card.band.refuse("Not so.", [WayOut("Another way", lambda: None)])
    rooms.card.band.close_band()


def test_the_traps_are_still_there(qtbot):
    """An item taken out or looked at leaves a wrapper behind; when it does not any more, `lay` may be simpler."""
    before = len(stale())
    holder = QWidget()
    qtbot.addWidget(holder)
    outer, inner = QVBoxLayout(holder), QHBoxLayout()
    inner.addStretch(1)
    outer.addLayout(inner)
    del inner
    outer.takeAt(0)
    assert len(stale()) == before + 1
    child = QWidget()
    outer.addWidget(child)
    assert outer.itemAt(0).widget() is child
    child.deleteLater()
    del child
    assert len(stale()) == before + 2


def test_rows_and_columns_leave_nothing_behind(qtbot):
    before = len(stale())
    outer = QWidget()
    qtbot.addWidget(outer)
    place = QVBoxLayout(outer)
    made = column(row(QWidget(), None, (QWidget(), 2)), 6, None)
    place.addWidget(made)
    take_out(place, made)
    assert not made.isVisible() and place.count() == 0
    assert len(stale()) == before
    assert not shiboken6.isValid(made)


def test_sheets_and_bands_leave_nothing_behind(window, jobs):
    every_sheet(window, jobs)
    before, items = wrapped(), len(stale())
    for _round in range(3):
        every_sheet(window, jobs)
    grown = {name: n - before[name] for name, n in wrapped().items() if n - before[name] > 2}
    assert len(stale()) == items
    assert grown == {}
