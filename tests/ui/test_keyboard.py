"""What can be clicked has a key too."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from dispatch_console.ui.board.panel import FILTERS
from dispatch_console.ui.sheets import SHEETS
from tests.keys import press, settle, write


def test_arrows_go_through_the_counted_filters_of_the_board_and_never_leave_the_list(window):
    board = window.rooms.board
    press(window, "Ctrl+4")
    seen = [board.which]
    for _n in range(len(FILTERS)):
        press(window, "Right")
        seen.append(board.which)
        assert board.list.hasFocus() and board.rows.rowCount()
    assert "mine" in seen and seen[0] == "all"
    press(window, "Esc")
    assert board.which == "all"


def test_a_panel_goes_into_a_window_of_its_own_and_back_by_key(window):
    press(window, "Ctrl+3", "Ctrl+Shift+F11")
    assert window.docks["roster"].isFloating()
    settle()
    window.run("own_window")
    assert not window.docks["roster"].isFloating()
    window.activateWindow()
    settle()
    press(window, "Ctrl+2")
    press(window, "Ctrl+Shift+F11")
    assert window.foot.said == "Only calls, technicians and the board can stand alone."


def test_every_sheet_opens_with_the_keyboard_inside_and_esc_gives_it_back(window, jobs):
    for name in SHEETS:
        press(window, "Ctrl+4")
        window.rooms.open_work(name, jobs["恒达"] if name == "dispatch" else jobs["启明"])
        settle()
        sheet = window.rooms.sheet
        if sheet is None:  # refused on the card, with the keyboard in its ways out
            assert window.rooms.card.band.words, name
            press(window, "Esc")
            continue
        assert sheet.isAncestorOf(QApplication.focusWidget()), name
        for _n in range(4):
            if window.rooms.sheet is not None:
                press(window, "Esc")
        assert window.rooms.sheet is None and window.focusWidget() is not None, name


def test_tab_reaches_every_button_of_a_sheet(window, jobs):
    from dispatch_console.ui.widgets import KeyButton

    window.rooms.open_work("dispatch", jobs["恒达"])
    settle()
    sheet = window.rooms.sheet
    wanted = {b.text() for b in sheet.findChildren(KeyButton) if b.isVisible() and b.isEnabled()}
    reached = set()
    for _n in range(40):
        press(window, "Tab")
        focus = window.focusWidget()
        if isinstance(focus, KeyButton) and sheet.isAncestorOf(focus):
            reached.add(focus.text())
    assert reached == wanted


def test_a_dispatch_with_an_overlap_goes_from_the_refusal_to_the_reason_by_digits_alone(window, jobs):
    press(window, "Ctrl+4")
    window.rooms.show_job(jobs["恒达"])
    press(window, "F5")
    sheet = window.rooms.sheet
    sheet.people.select_key(next(c.id for c in sheet.rows if c.name == "孙立"))
    press(window, "Return")
    write(window, "1140")
    press(window, "Ctrl+Return")
    assert not sheet.saved and not sheet.go.isEnabled() and "anyway" in sheet.band.words
    press(window, "3")
    assert sheet.reason.edit.hasFocus()
    write(window, "customer asked for him")
    assert sheet.go.isEnabled()
    press(window, "Ctrl+Return")
    assert sheet.saved
