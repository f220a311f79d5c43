"""An open window on the little office, at ten to eleven on a Monday, with three jobs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dispatch_console import words
from tests.windows import shown


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    words.use("en")
    yield
    words.use("en")


@pytest.fixture
def jobs(desk, hands):
    """Three jobs: 启明 being worked on by 李强, 宏远 dispatched to 孙立 and urged, 恒达 only registered."""
    from dispatch_console.commands.calls import RegisterCall, UrgeJob
    from dispatch_console.commands.jobs import AgreeTime, DecideJob
    from dispatch_console.commands.visits import CallIn, DispatchJob
    from dispatch_console.domain.calls import CallKind
    from dispatch_console.domain.moment import at
    from dispatch_console.queries.roster import Roster

    people = {p.name: p.id for p in desk.ask(Roster())}
    numbers = {}
    for name, customer, fault, minute in (("启明", 2, "卡纸", 4), ("宏远", 1, "重影", 10), ("恒达", 3, "不能定影", 20)):
        hands.to(8, minute)
        done = desk.do(RegisterCall(kind=CallKind.REPAIR, number="62458837", customer_id=customer, said=fault,
                                    machine_id=customer))  # fmt: skip
        numbers[name] = done.result["job_id"]
    for name, who, hour in (("启明", "李强", 9), ("宏远", "孙立", 11)):
        job = numbers[name]
        desk.do(DecideJob(job_id=job, warranty="in", fee=False, basis="invoice"))
        start, end = at(desk.today(), hour, 30), at(desk.today(), hour + 1)
        desk.do(AgreeTime(job_id=job, from_at=start, until_at=end))
        desk.do(DispatchJob(job_id=job, technician_id=people[who], planned_from=start))
    hands.to(10, 5)
    desk.do(CallIn(job_id=numbers["启明"], move="arrived", happened_at=at(desk.today(), 9, 40)))
    desk.do(UrgeJob(job_id=numbers["宏远"], said="快点"))
    hands.to(10, 42)
    return numbers


@pytest.fixture
def window(qtbot, desk, jobs, tmp_path):
    """The furnished window, shown."""
    window = shown(qtbot, desk, tmp_path)
    yield window
    window.rooms.let_go()


@pytest.fixture
def empty_window(qtbot, bare_desk, tmp_path):
    """A window on a desk without a row."""
    window = shown(qtbot, bare_desk, tmp_path)
    yield window
    window.rooms.let_go()


@pytest.fixture
def bridge(desk, qtbot):
    from dispatch_console.commands import load as load_commands
    from dispatch_console.queries import load as load_queries
    from dispatch_console.ui import theme
    from dispatch_console.ui.bridge import Bridge

    load_commands()
    load_queries()
    theme.dress(QApplication.instance())
    made = Bridge(desk)
    yield made
    made.let_go()


@pytest.fixture
def keys(qtbot):
    """keys("13900", ENTER, "1"): typed where the keyboard is."""

    def press(*what):
        for item in what:
            target = QApplication.focusWidget()
            assert target is not None, item
            if isinstance(item, str):
                if item.isascii():
                    QTest.keyClicks(target, item)
                else:  # an input method commits whole words
                    target.insert(item)
                    target.textEdited.emit(target.text())
            else:
                key, modifiers = item if isinstance(item, tuple) else (item, None)
                QTest.keyClick(target, key, modifiers) if modifiers is not None else QTest.keyClick(target, key)
            QApplication.processEvents()

    return press


@pytest.fixture
def opened(bridge, qtbot):
    """opened("quote", job): the sheet over a window, with the keyboard in it; at the end nothing of it waits any more."""
    from dispatch_console.ui.sheets import SHEETS

    window, sheets = QWidget(), []
    qtbot.addWidget(window)
    window.resize(1100, 700)
    window.show()
    window.activateWindow()

    def show(name, job_id=0):
        sheet = SHEETS[name](bridge, job_id)
        sheets.append(sheet)
        sheet.setParent(window)
        sheet.setGeometry(window.rect())
        sheet.show()
        sheet.setFocus()
        qtbot.waitUntil(lambda: sheet.isAncestorOf(QApplication.focusWidget() or window))
        sheet.told = []
        sheet.done.connect(lambda _result, words: sheet.told.append(words))
        return sheet

    yield show
    for sheet in sheets:
        if getattr(sheet, "keeper", None) is not None:
            sheet.keeper.let_go()
