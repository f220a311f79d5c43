"""The sheet of figures by keyboard: period, figure, list behind it, job; and the customer whose warranty ended."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.customers import AddMachine, MachineFacts
from dispatch_console.domain.masked import NameText
from dispatch_console.queries.figures import Behind, ServiceFigures
from dispatch_console.ui.sheets.figures import span_of
from tests.keys import press, settle, write


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("day", "2026-02-14", "2026-02-14"), ("week", "2026-02-09", "2026-02-15"), ("month", "2026-02-01", "2026-02-28"), ("quarter", "2026-01-01", "2026-03-31")],
)
def test_the_period_of_a_day(period, first, last):
    assert tuple(map(str, span_of(period, dt.date(2026, 2, 14)))) == (first, last)


@pytest.mark.requirement("R180", "R182")
def test_from_a_figure_to_its_list_to_the_job_and_to_the_customer_whose_warranty_ended(window, desk):
    ended = MachineFacts(model="MP", serial="W1", warranty_until=dt.date(2026, 3, 2), warranty_basis="card")
    desk.do(AddMachine(customer_id=1, machine=ended))
    press(window, "Ctrl+Shift+5")
    sheet = window.rooms.sheet
    month = {f.kind: f for f in desk.ask(ServiceFigures(first=dt.date(2026, 3, 1), last=dt.date(2026, 3, 31)))}
    assert [r.kind for r in sheet.figures.table.rows] == list(month)
    sheet.figures.setFocus()
    sheet.figures.select_key("warranty_survey")
    press(sheet.figures, "Return")
    assert sheet.behind.hasFocus()
    press(sheet.behind, "Return")
    press(window, "Return")
    write(window, "很好")
    press(window, "Return", "Return")
    settle()
    now = {f.kind: f for f in desk.ask(ServiceFigures(first=dt.date(2026, 3, 1), last=dt.date(2026, 3, 31)))}
    assert now["warranty_survey"].good == month["warranty_survey"].good + 1
    sheet.figures.setFocus()
    sheet.figures.select_key("on_time")
    press(sheet.figures, "Return")
    wanted = sheet.behind.current_row().job_id
    press(sheet.behind, "Return")
    assert window.rooms.card.job_id == wanted


def test_the_period_before_may_be_empty_and_says_so(window):
    press(window, "Ctrl+Shift+5")
    sheet = window.rooms.sheet
    sheet.figures.setFocus()
    for _ in range(4):
        press(sheet, "Ctrl+Left")
    assert sheet.whom.startswith("2025-11-01") and sheet.figures.table.rowCount() in (0, 1)


def test_on_a_small_screen_no_figure_is_cut_and_an_empty_list_of_parts_takes_no_room(window):
    window.resize(1366, 697)
    press(window, "Ctrl+Shift+5")
    sheet = window.rooms.sheet
    settle()
    last = sheet.figures.table.rowCount() - 1
    assert last >= 0 and sheet.figures.visualRect(sheet.figures.table.index(last, 0)).bottom() <= sheet.figures.viewport().height()
    if not sheet.parts.table.rowCount():
        assert sheet._parts_words()[1][0] == "none was put in or waited for in this time"


def test_the_list_behind_a_figure_says_what_enter_does(window, desk):
    desk.do(AddMachine(customer_id=1, machine=MachineFacts(model="MP", serial="W1", warranty_until=dt.date(2026, 3, 2), warranty_basis="card")))
    press(window, "Ctrl+Shift+5")
    sheet = window.rooms.sheet
    sheet.figures.select_key("warranty_survey")
    assert sheet._enter_words() == "Enter notes what he said"
    sheet.figures.select_key("on_time")
    assert sheet._enter_words() == "Enter opens the job"


def test_a_caller_without_a_name_is_his_number_once(window):
    press(window, "Ctrl+Shift+5")
    look = window.rooms.sheet._who(Behind(None, NameText("13817040077"), "13817040077", None, None))
    assert (look.words, look.sub) == ("138 1704 0077", None)
