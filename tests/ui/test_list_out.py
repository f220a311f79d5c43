"""Any list of the window goes out to Excel as it is shown, with customers' data hidden and its purpose written down."""

import pytest
from openpyxl import load_workbook

from tests.keys import press, shown, write

pytestmark = pytest.mark.requirement("R218")


def cells(path):
    return [str(c) for row in load_workbook(path).active.iter_rows(values_only=True) for c in row if c is not None]


def exports(desk):
    with desk.store.reading() as connection:
        return connection.exec_driver_sql("SELECT form,purpose,rows FROM export_log ORDER BY id").fetchall()


def test_the_board_goes_out_as_it_is_shown_and_hidden(window, desk, jobs, tmp_path):
    press(window, "Ctrl+4", "Ctrl+Alt+E")
    press(window, "Ctrl+Return")
    assert "needs its purpose" in shown(window)
    write(window, "晨会")
    press(window, "Return", "Ctrl+A")
    write(window, str(tmp_path / "工单.xlsx"))
    press(window, "Ctrl+Return")
    told = " ".join(cells(tmp_path / "工单.xlsx"))
    assert "Customer" in told and "启明律师事务所" not in told and "启明**" in told and "customer data hidden" in told
    assert [(purpose, n) for _form, purpose, n in exports(desk)] == [("晨会", window.rooms.board.rows.rowCount())]


def test_the_call_log_and_a_list_of_a_sheet_go_out_too(window, desk, jobs, tmp_path):
    window.rooms.calls.list.setFocus()
    for name, leads in (("来电.xlsx", ()), ("积分.xlsx", ("Ctrl+Shift+3", "Tab"))):
        press(window, *leads, "Ctrl+Alt+E")
        write(window, "核对")
        press(window, "Return", "Ctrl+A")
        write(window, str(tmp_path / name))
        press(window, "Ctrl+Return")
    assert len(exports(desk)) >= 1 and (tmp_path / "来电.xlsx").exists()


def test_a_place_that_is_not_there_is_said_in_words(window, jobs, tmp_path):
    press(window, "Ctrl+4", "Ctrl+Alt+E")
    write(window, "晨会")
    press(window, "Return", "Ctrl+A")
    write(window, str(tmp_path / "nirgends" / "工单.xlsx"))
    press(window, "Ctrl+Return")
    assert "nirgends" in shown(window) or "工单" in shown(window)
