"""The window is there before the desk behind it."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dispatch_console import words
from dispatch_console.ui import theme
from dispatch_console.ui.actions import MENUS
from dispatch_console.ui.row_table import drawn
from dispatch_console.ui.widgets import FlatMenu
from tests.keys import press, settle, write

CODE = """
import sys, pathlib
from dispatch_console.ui import start, theme
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.domain.moment import system_clock
app = start.application(); theme.dress(app)
window = MainWindow(system_clock, pathlib.Path(sys.argv[1])); window.show(); app.processEvents(); window.grab()
bad = sorted({m.split('.')[0] for m in sys.modules} & {'sqlalchemy', 'openpyxl', 'alembic', 'pypinyin'})
assert not bad, bad
"""


def test_the_frame_is_shown_without_database_workbooks_or_pinyin(tmp_path):
    done = subprocess.run([sys.executable, "-c", CODE, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-600:]


def test_what_is_typed_and_pressed_before_the_desk_is_open_is_kept(qtbot, desk, jobs, tmp_path):
    from dispatch_console.ui.main_window import MainWindow
    from dispatch_console.ui.rooms import furnish

    window = MainWindow(desk.clock, tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    settle()
    write(window.phone, "6245")
    press(window, "F1")
    furnish(window, desk)
    settle()
    assert window.rooms.intake.form.phone.edit.text() == "6245"
    assert window.rooms.sheet is not None
    window.rooms.let_go()


@pytest.fixture
def behind(qtbot, desk, jobs, tmp_path):
    """The painted frame over the office's folder, its desk about to be opened behind it."""
    from dispatch_console.ui import start
    from dispatch_console.ui.main_window import MainWindow

    folder = desk.store.path.parent
    start.theme.dress(start.application())
    window = MainWindow(desk.clock, tmp_path)
    qtbot.addWidget(window)
    behind = start.Behind(window, folder, desk.clock, "陈静")
    window.show()
    window.activateWindow()
    settle()
    yield behind, window
    qtbot.waitUntil(lambda: window.rooms is not None, timeout=20_000)
    window.rooms.keeping.wait()
    window.rooms.let_go()
    window.rooms.desk.close()


def test_board_and_log_are_there_before_the_rest_of_the_desk(behind, qtbot):
    opener, window = behind
    opener.look()
    settle()
    board, log = opener.first.board, opener.first.calls
    assert window.rooms is None
    assert len(drawn(board.list, "customer").splitlines()) == 3
    assert len(drawn(log.list).splitlines()) == 5
    assert board.isVisible() and log.isVisible() and window.phone.edit.isVisible()
    qtbot.waitUntil(lambda: window.rooms is not None, timeout=20_000)
    assert window.rooms.board is board and window.rooms.calls is log
    assert window.rooms.bridge.desk.whole and window.rooms.bridge.reader is window.rooms.bridge.desk


def test_what_is_pressed_right_after_the_first_look_is_done_in_its_order(behind, qtbot):
    opener, window = behind
    opener._loading.finished.disconnect(opener._open)  # the desk comes when all is typed, also on a slow machine
    opener.look()
    settle()
    write(window.phone, "6245")
    press(window.phone.edit, "Return")  # needs the desk: it waits, and so does what is typed after it
    press(window, "F2")
    write(window.phone, "139")
    assert window.phone.edit.text() == "6245"
    qtbot.waitUntil(opener._loading.isFinished, timeout=20_000)
    opener._open()
    qtbot.waitUntil(lambda: window.rooms is not None, timeout=20_000)
    settle()
    assert window.rooms.intake.form.phone.edit.text() == "139"


def test_a_click_on_the_board_right_after_the_first_look_shows_the_job(behind, qtbot):
    opener, window = behind
    opener._loading.finished.disconnect(opener._open)  # the desk comes after the click, also on a slow machine
    opener.look()
    settle()
    rows = opener.first.board.list
    place = rows.visualRect(rows.model().index(1, 2)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert rows.current_row() is None
    qtbot.waitUntil(opener._loading.isFinished, timeout=20_000)
    opener._open()
    qtbot.waitUntil(lambda: window.rooms is not None, timeout=20_000)
    settle()
    assert window.rooms.card.job_id == opener.first.board.rows.rows[1].id


def test_what_another_program_wrote_between_the_look_and_the_desk_is_seen(behind, qtbot, desk):
    from dispatch_console.commands.calls import RegisterCall
    from dispatch_console.domain.calls import CallKind

    opener, window = behind
    opener.look()
    settle()
    desk.do(RegisterCall(kind=CallKind.REPAIR, number="62458837", customer_id=3, said="漏水", machine_id=3))
    qtbot.waitUntil(lambda: window.rooms is not None, timeout=20_000)
    settle()
    assert "漏水" in drawn(opener.first.board.list, "fault")


def test_the_first_look_loads_no_sqlalchemy(tmp_path, desk, jobs):
    code = CODE.split("bad =")[0] + (
        "from dispatch_console.desk import opening\nfrom dispatch_console.ui.look import FirstLook\n"
        "from dispatch_console.domain.moment import standing, parse_moment\n"
        "look = FirstLook(window, opening.look(pathlib.Path(sys.argv[2]), clock=standing(parse_moment('2026-03-02T10:42'))))\n"
        "app.processEvents(); assert look.board.rows.rowCount() == 3\nbad =" + CODE.split("bad =")[1]
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(desk.store.path.parent)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-600:]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("percent", [80, 100, 130, 160])
def test_every_word_of_the_menu_is_seen_in_every_size(qtbot, language, percent):
    words.use(language)
    theme.dress(QApplication.instance(), percent=percent)
    bar = FlatMenu()
    qtbot.addWidget(bar)
    for _name, word in MENUS:
        bar.addMenu(words._(word))
    bar.resize(bar.sizeHint())
    bar.show()
    settle()
    places = [bar.actionGeometry(a) for a in bar.actions()]
    theme.dress(QApplication.instance())
    assert all(p.isValid() and p.right() <= bar.width() for p in places)
    assert all(one.right() < other.left() + 1 for one, other in itertools.pairwise(places))
