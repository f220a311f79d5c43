"""The first start in one window: three ways by digit, the code written down, then a name; then the desk is there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dispatch_console.desk import opening
from dispatch_console.queries.board import Board
from dispatch_console.queries.office import Customers, PriceList
from tests.keys import settle

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def start(qtbot, tmp_path, hands):
    """The window of a folder without a desk."""
    from dispatch_console.ui import start as starting
    from dispatch_console.ui import theme
    from dispatch_console.ui.main_window import MainWindow

    theme.dress(starting.application())
    window = MainWindow(hands, tmp_path / "desk")
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    sheet = starting.offer_first_start(window, tmp_path / "desk", hands, "")
    qtbot.waitUntil(lambda: sheet.isAncestorOf(QApplication.focusWidget() or window))
    yield window, sheet
    if window.rooms is not None:
        desk = window.rooms.desk
        window.close()
        settle()
        desk.close()


@pytest.mark.requirement("R1")
def test_an_empty_desk_is_made_by_keyboard_its_code_typed_back_and_a_name_given(start, keys, qtbot):
    window, sheet = start
    keys("1")
    qtbot.waitUntil(lambda: sheet.code != "", timeout=20000)
    assert sheet.check.edit.hasFocus()
    keys("XXXX", ENTER)
    assert sheet.check.error and sheet.step == "code"
    sheet.check.edit.clear()
    keys(sheet.code.split("-")[-1].lower(), ENTER)
    assert sheet.actor.edit.hasFocus()
    keys(ENTER)
    assert sheet.actor.error and window.rooms is None
    keys("陈静", ENTER)
    settle()
    desk = window.rooms.desk
    assert desk.actor == "陈静" and desk.ask(PriceList()) and desk.ask(Customers()) == ()
    assert "Sample" not in window.windowTitle()


def test_esc_never_loses_the_code(start, keys, qtbot):
    _window, sheet = start
    keys(ESC, "1")
    qtbot.waitUntil(lambda: sheet.code != "", timeout=20000)
    keys(ESC)
    assert sheet.isVisible() and sheet.check.edit.hasFocus()


@pytest.mark.requirement("R8")
def test_from_excel_goes_on_to_the_three_lists_one_after_another(start, keys, qtbot):
    from dispatch_console import places

    window, sheet = start
    keys("2")
    qtbot.waitUntil(lambda: sheet.code != "", timeout=20000)
    keys(sheet.code.split("-")[-1], ENTER, "陈静", ENTER)
    settle()
    work = window.rooms.sheet
    assert work.lists == ["customers_machines", "technicians", "price_list"] and work.form.value == "customers_machines"
    window.activateWindow()
    qtbot.waitUntil(lambda: work.isAncestorOf(QApplication.focusWidget() or window))
    work.file.setFocus()
    keys(str(places.resources() / "sample" / "customers_machines.xlsx"), ENTER)
    qtbot.waitUntil(lambda: work.plan is not None, timeout=30000)
    keys((Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    qtbot.waitUntil(lambda: work.form.value == "technicians", timeout=20000)
    assert work.isVisible() and work.plan is None and window.rooms.desk.ask(Customers())


def test_the_sample_lies_beside_the_data_folder_and_says_that_it_is_one(start, keys, qtbot, tmp_path):
    window, sheet = start
    keys("3")
    qtbot.waitUntil(lambda: sheet.step == "name", timeout=60000)
    keys("陈静", ENTER)
    settle()
    assert not opening.exists(tmp_path / "desk")
    assert opening.read_card(tmp_path / "desk-sample").sample
    assert "Sample" in window.windowTitle()
    assert window.rooms.desk.ask(Board())
