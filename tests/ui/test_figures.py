"""The sheet of figures by keyboard: period, figure, list behind it, job; and the customer whose warranty ended."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.customers import AddMachine, MachineFacts
from dispatch_console.domain.masked import NameText
from dispatch_console.queries.figures import Behind, ServiceFigures
from dispatch_console.queries.statistics import Statistics
from dispatch_console.ui.sheets.figure_tables import who
from dispatch_console.ui.sheets.figures import span_of
from tests.keys import press, settle, write


def counted(sheet):
    """What is counted beside the window has arrived."""
    while sheet.busy:
        settle()
    settle()
    return sheet


def opened(window, *, tables=False):
    """The sheet, counted; as charts, or as tables (it opens with the charts)."""
    press(window, "Ctrl+Shift+5")
    sheet = counted(window.rooms.sheet)
    if tables:
        press(sheet, "Ctrl+T")
    return sheet


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
    sheet = opened(window, tables=True)
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
    counted(sheet)
    now = {f.kind: f for f in desk.ask(ServiceFigures(first=dt.date(2026, 3, 1), last=dt.date(2026, 3, 31)))}
    assert now["warranty_survey"].good == month["warranty_survey"].good + 1
    sheet.figures.setFocus()
    sheet.figures.select_key("on_time")
    press(sheet.figures, "Return")
    wanted = sheet.behind.current_row().job_id
    press(sheet.behind, "Return")
    assert window.rooms.card.job_id == wanted


def test_the_period_before_may_be_empty_and_says_so(window):
    sheet = opened(window, tables=True)
    for _ in range(4):
        press(sheet, "Ctrl+Left")
    counted(sheet)
    assert sheet.whom.startswith("2025-11-01") and sheet.figures.table.rowCount() in (0, 1)


def test_on_a_small_screen_no_figure_is_cut_and_an_empty_list_of_parts_takes_no_room(window):
    window.resize(1366, 697)
    sheet = opened(window, tables=True)
    settle()
    last = sheet.figures.table.rowCount() - 1
    assert last >= 0 and sheet.figures.visualRect(sheet.figures.table.index(last, 0)).bottom() <= sheet.figures.viewport().height()
    if not sheet.parts.table.rowCount():
        assert sheet._parts_words()[1][0] == "none was put in or waited for in this time"


def test_the_list_behind_a_figure_says_what_enter_does(window, desk):
    desk.do(AddMachine(customer_id=1, machine=MachineFacts(model="MP", serial="W1", warranty_until=dt.date(2026, 3, 2), warranty_basis="card")))
    sheet = opened(window, tables=True)
    sheet.figures.select_key("warranty_survey")
    assert sheet._enter_words() == "Enter notes what he said"
    sheet.figures.select_key("on_time")
    assert sheet._enter_words() == "Enter opens the job"


def test_a_caller_without_a_name_is_his_number_once():
    look = who(Behind(None, NameText("13817040077"), "13817040077", None, None))
    assert (look.words, look.sub) == ("138 1704 0077", None)


@pytest.mark.requirement("R194", "R200")
def test_arrows_go_over_the_bars_across_the_charts_and_enter_opens_the_job_of_the_list(window, desk):
    sheet = opened(window)
    kinds = [t.kind for t in desk.ask(Statistics(day=desk.today())).tiles]
    assert sheet.charts.hasFocus() and [t.kind for t in sheet.charts.tiles] == kinds
    press(sheet, "Home")
    met = {sheet.charts.at}
    for key in ("Right",) * 40 + ("Down",) * 40 + ("Left",) * 40 + ("Up",) * 40:
        press(sheet, key)
        met.add(sheet.charts.at)
        _tile, bar = sheet.charts.current()
        assert sheet.cases.table.rowCount() == len(bar.lines)
    assert {t for t, _b in met} >= {0, 1, 2}
    sheet.charts.select("customers", "启明律师事务所")
    press(sheet, "Return")
    assert sheet.cases.hasFocus()
    wanted = sheet.cases.current_row().job_id
    press(sheet, "Return")
    assert window.rooms.card.job_id == wanted


def test_every_bar_of_every_chart_is_reached_by_arrows_alone(window):
    sheet = opened(window)
    everything = {(t, b) for t, tile in enumerate(sheet.charts.tiles) for b in range(len(tile.bars))}
    seen, ways = set(), [sheet.charts.at]
    while ways:
        at = ways.pop()
        if at in seen:
            continue
        seen.add(at)
        for key in ("Left", "Right", "Up", "Down"):
            sheet.charts._go(*at)
            press(sheet, key)
            ways.append(sheet.charts.at)
    assert seen == everything


def test_a_click_on_a_bar_chooses_it(window):
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    sheet = opened(window)
    sheet.charts.grab()
    for place, tile, bar in list(sheet.charts._places):
        QTest.mouseClick(sheet.charts, Qt.MouseButton.LeftButton, pos=place.center().toPoint())
        assert sheet.charts.at == (tile, bar)


def test_digits_choose_the_period_and_the_table_shows_the_same_numbers(window):
    sheet = opened(window)
    for digit, name in (("5", "year"), ("4", "quarter"), ("1", "day"), ("2", "week"), ("3", "month")):
        press(sheet, digit)
        assert counted(sheet).found.counted.period == name
    press(sheet, "Ctrl+T")
    assert sheet.figures.hasFocus()
    sheet.page.choose("numbers")
    assert sheet._more_words()[0][0] == "Too short a past to tell what comes"  # the sample is one day
    rows = sheet.numbers.table.rows
    assert len(rows) == sum(len(t.bars) for t in sheet.charts.tiles)
    sheet.numbers.setFocus()
    sheet.numbers.select_key(rows[-1].key)
    press(sheet, "Return")
    assert sheet.charts.hasFocus() and sheet.charts.current()[1] is rows[-1].bar
    sheet.page.choose("people")
    assert len(sheet.people.table.rows) == 8


@pytest.mark.requirement("R200")
def test_typed_words_narrow_the_charts_and_esc_shows_all_again(window):
    sheet = opened(window)
    every = sheet.found.counted.jobs
    press(sheet, "Ctrl+F")
    write(window, "hdwl")
    assert counted(sheet).found.counted.jobs == 1 < every
    press(sheet, "Esc")
    assert counted(sheet).found.counted.jobs == every and sheet.charts.hasFocus() and not sheet.filter.isVisible()


def test_esc_leaves_while_it_still_counts_and_stops_the_counting(window, monkeypatch):
    from dispatch_console.ui.sheets import figures

    def endless(_desk, _period, _day, _words, tell, stopped):
        tell("Counting the calls")
        while not stopped():
            pass

    monkeypatch.setattr(figures, "analysis", endless)
    press(window, "Ctrl+Shift+5")
    sheet = window.rooms.sheet
    assert sheet.busy
    press(sheet, "Esc")
    assert not sheet.busy and not sheet.isVisible()


@pytest.mark.requirement("R199")
def test_a_measure_is_typed_for_a_model_or_a_fault_and_stands_in_the_report(window, desk, tmp_path):
    from openpyxl import load_workbook

    sheet = opened(window)
    sheet.charts.select("hours")
    press(sheet, "Ctrl+E")
    assert "Pick a model or a fault first" in sheet.band.words
    sheet.charts.select("faults")
    name = str(sheet.charts.current()[1].label)
    press(sheet, "Ctrl+E")
    write(window, "每季换搓纸轮")
    press(window, "Ctrl+Return")
    counted(sheet)
    press(sheet, "Ctrl+S")
    write(window, "月报")
    sheet.band._inputs["path"].edit.setText(str(tmp_path / "report.xlsx"))
    press(window, "Ctrl+Return")
    counted(sheet)
    book = load_workbook(tmp_path / "report.xlsx")
    rows = [[c.value for c in row] for row in book["Common problems"].iter_rows()]
    assert any(name in row and "每季换搓纸轮" in row for row in rows)
    assert desk.store.raw_reader.execute("SELECT form, purpose FROM export_log").fetchall() == [("service_analysis 2026-03", "月报")]


def test_visitors_see_no_customer_in_charts_and_lists(window):
    sheet = opened(window)
    press(window, "Ctrl+L")
    counted(sheet)
    assert "启明律师事务所" not in {str(b.label) for t in sheet.charts.tiles for b in t.bars}
    sheet.charts.select("hours")
    assert all("律师" not in str(line.who) for line in sheet.cases.table.rows)


@pytest.mark.parametrize("how", ["driver", "alchemy"])
def test_leaving_breaks_off_a_slow_statement_and_says_nothing(window, desk, monkeypatch, how):
    import time

    import sqlalchemy as sa

    from dispatch_console.store.engine import driver
    from dispatch_console.ui.sheets import figures

    slow = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000000000) SELECT count(*) FROM n"
    begun = []

    def counts(asked, *_told):
        begun.append(asked)
        with asked.store.reading() as link:
            if how == "driver":
                driver(link).execute(slow).fetchall()
            else:
                link.execute(sa.text(slow)).all()

    monkeypatch.setattr(figures, "analysis", counts)
    press(window, "Ctrl+Shift+5")
    sheet = window.rooms.sheet
    while not begun:
        settle()
    time.sleep(0.1)
    refused = []
    monkeypatch.setattr(sheet, "refuse", lambda *told: refused.append(told))
    start = time.monotonic()
    sheet.leave()
    assert time.monotonic() - start < 0.3 and not sheet.busy
    settle()
    assert refused == [] and begun[0].store.closed
    monkeypatch.undo()
    assert desk.ask(Statistics(day=desk.today())).jobs
    again = opened(window)
    assert again.found.counted.jobs
