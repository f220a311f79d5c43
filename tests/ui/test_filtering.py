"""Ctrl+F narrows the list that has the keyboard; Esc shows all again."""

from __future__ import annotations

from dispatch_console.ui.row_table import drawn
from tests.keys import press, write


def test_ctrl_f_in_the_roster_narrows_the_technicians_by_initials(window):
    press(window, "Ctrl+3", "Ctrl+F")
    write(window, "lq")
    lines = window.rooms.roster.lines
    assert [r.name for r in window.rooms.roster.rows.rows] == ["李强"] and lines.filter.isVisible()
    press(window, "Down")
    assert window.rooms.roster.list.hasFocus() and window.rooms.roster.picked_technician().name == "李强"
    press(window, "Esc")
    assert len(window.rooms.roster.rows.rows) == len(window.rooms.roster.every) and not lines.filter.isVisible()


def test_the_call_in_line_knows_everybody_while_the_roster_is_narrowed(window):
    press(window, "Ctrl+3", "Ctrl+F")
    write(window, "lq")
    press(window, "F6")
    write(window, "sl d")
    assert window.rooms.roster.line.sentence().startswith("孙立")


def test_ctrl_f_in_the_call_log_narrows_it_and_leaves_the_board_alone(window):
    press(window, "Ctrl+4", "Ctrl+1", "Ctrl+1")
    assert window.rooms.calls.list.hasFocus()
    before = window.rooms.board.rows.rows
    press(window, "Ctrl+F")
    write(window, "卡纸")
    assert drawn(window.rooms.calls.list).count("\n") == 0 and "卡纸" in drawn(window.rooms.calls.list)
    assert window.rooms.board.rows.rows == before
    press(window, "Esc")
    assert window.rooms.calls.list.hasFocus() and len(window.rooms.calls.rows.rows) == len(window.rooms.calls.every) > 1


def test_a_letter_typed_in_the_call_log_begins_its_filter(window):
    press(window, "Ctrl+4", "Ctrl+1", "Ctrl+1", "q")
    assert window.rooms.calls.log.filter.edit.text() == "q"


def test_a_list_narrowed_to_nothing_says_so_and_how_to_see_all(window):
    press(window, "Ctrl+4", "Ctrl+1", "Ctrl+1", "Ctrl+F")
    write(window, "zzzz")
    empty = window.rooms.calls.empty
    assert empty.isVisible() and empty.head == 'Nothing matches "zzzz"' and empty.ways[0][2] == "Esc"
    press(window, "Esc")
    assert not empty.isVisible()


def test_elsewhere_ctrl_f_filters_the_board(window):
    press(window, "Ctrl+2", "Ctrl+F")
    assert window.rooms.board.filter.hasFocus()


def test_a_technician_found_by_name_is_shown_though_the_roster_was_narrowed(window):
    press(window, "Ctrl+3", "Ctrl+F")
    write(window, "lq")
    other = next(p for p in window.rooms.roster.every if p.name != "李强")
    window.rooms.palette.person_picked.emit(other.id)
    assert window.rooms.roster.picked_technician().id == other.id
