"""Papers that belong to no job: the statistics' lists and the day's papers are looked at and printed, a second print says so."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from dispatch_console.commands.days import CloseDay
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.press import day_papers, loose, printer
from dispatch_console.press.output import pages_of
from tests.keys import press, settle, write


def counted(sheet):
    while sheet.busy:
        settle()
    settle()
    return sheet


def words_on(work):
    return [t.text for grid, _rows, _n, _of in pages_of(work) for t in grid.texts.values()]


def dark(image: QImage) -> int:
    return sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))


@pytest.fixture
def lq(monkeypatch):
    """A printer that takes everything: what was sent to it."""
    sent = []
    monkeypatch.setattr(printer, "printers", lambda: ["LQ-630"])
    monkeypatch.setattr(printer, "print_on", lambda _name, works, **_more: sent.extend(works) or len(works))
    return sent


@pytest.mark.requirement("R200")
def test_words_typed_into_the_statistics_narrow_the_figures_and_their_lists_too(window, desk, jobs):
    press(window, "Ctrl+Shift+5")
    sheet = counted(window.rooms.sheet)
    press(sheet, "Ctrl+T")
    every = {f.kind: f.of for f in sheet.figures.table.rows}
    number = desk.store.raw_reader.execute("SELECT number FROM job WHERE id = ?", (jobs["启明"],)).fetchone()[0]
    press(sheet, "Ctrl+F")
    for typed, met in (("启明", True), (number, True), ("卡纸", True), ("恒达", False), ("卡纸 zzz", False)):
        sheet.filter.edit.clear()
        write(window, typed)
        counted(sheet)
        figures = {f.kind: f for f in sheet.figures.table.rows}
        assert ("on_time" in figures) is met, typed
        assert all("启明" in str(b.who) for f in figures.values() for b in f.lines)
    press(sheet, "Esc")
    counted(sheet)
    assert {f.kind: f.of for f in sheet.figures.table.rows} == every and every["on_time"] == 1


@pytest.mark.requirement("R197", "R202", "R218")
def test_ctrl_p_shows_the_list_in_front_prints_it_for_a_purpose_and_comes_back_to_the_same_period(window, desk, lq):
    press(window, "Ctrl+Shift+5")
    sheet = counted(window.rooms.sheet)
    sheet.charts.select("customers", "启明律师事务所")
    expected = [str(line.what) for line in sheet.cases.table.rows]
    press(sheet, "Ctrl+P")
    paper = counted(window.rooms.sheet)
    assert paper.picked.word == "Who needs us most · 启明律师事务所" and paper.view.images and dark(paper.view.images[0]) > 500
    press(paper, "Ctrl+P")
    assert paper.purpose.error and paper.isVisible() and not lq
    write(window, "例会")
    press(paper, "Ctrl+P")
    settle()
    assert set(expected) <= set(words_on(lq[0])) and "启明律师事务所" in words_on(lq[0])
    assert desk.store.raw_reader.execute("SELECT form, purpose, rows FROM export_log").fetchall() == [
        ("print:Who needs us most · 启明律师事务所", "例会", len(expected))]  # fmt: skip
    again = counted(window.rooms.sheet)
    assert again is not sheet and again.action_id == "figures" and again.found.counted.span == sheet.found.counted.span


def test_the_figures_as_tables_begin_with_their_own_paper_and_esc_comes_back_to_the_tables(window, lq):
    press(window, "Ctrl+Shift+5")
    press(counted(window.rooms.sheet), "Ctrl+T")
    press(window.rooms.sheet, "Ctrl+P")
    paper = counted(window.rooms.sheet)
    assert paper.picked.word == "Figures"
    press(paper, "Esc")
    back = counted(window.rooms.sheet)
    assert back.action_id == "figures" and back.stack.currentIndex() == 1 and not lq


@pytest.mark.requirement("R196", "R69")
def test_the_papers_of_the_day_are_printed_from_the_closing_sheet_and_a_second_print_says_so(window, desk, lq):
    window.run("close_day")
    press(window.rooms.sheet, "Ctrl+P")
    paper = counted(window.rooms.sheet)
    assert [p.word for p in paper.papers][0] == "Daily report" and "not closed yet" in paper.fact and not paper.go.isEnabled()
    assert dark(paper.view.images[0]) > 500
    press(paper, "Ctrl+P", "Esc")
    assert not lq and window.rooms.sheet.action_id == "close_day"
    desk.do(CloseDay(on_day=desk.today()))
    day_papers.keep(desk, desk.today())
    for n, again in ((1, False), (2, True)):
        for form in ("Daily report", "Daily work log", "Hand-over sheet"):
            press(counted(window.rooms.sheet), "Ctrl+P")
            paper = counted(window.rooms.sheet)
            paper.list.select_key(next(p.name for p in paper.papers if p.word == form))
            counted(paper)
            assert (f"printed {n - 1}×" in paper.fact) is again
            press(paper, "Ctrl+P")
            settle()
            told = " ".join([*words_on(lq[-1]), *(grid.footer for grid, *_rest in pages_of(lq[-1]))])
            assert ("补打" in told) is again, (form, n)
    logged = desk.store.raw_reader.execute("SELECT form, count(*), min(purpose) FROM export_log GROUP BY 1 ORDER BY 1").fetchall()
    day = f"{desk.today():%Y-%m-%d}"
    assert logged == [(f"print:{form} {day}", 2, "Filed at the close of the day") for form in ("daily_log", "daily_report", "hand_over")]


def test_visitors_see_no_papers_and_a_printer_that_stops_counts_nothing(window, desk, monkeypatch):
    def stops(*_told, **_more):
        raise StoreTrouble("The printer {name} stopped; the page may be missing.", name="LQ-630")

    monkeypatch.setattr(printer, "printers", lambda: ["LQ-630"])
    monkeypatch.setattr(printer, "print_on", stops)
    desk.do(CloseDay(on_day=desk.today()))
    day_papers.keep(desk, desk.today())
    window.run("close_day")
    press(window.rooms.sheet, "Ctrl+P")
    paper = counted(window.rooms.sheet)
    press(paper, "Ctrl+P")
    assert "LQ-630 stopped" in paper.band.words and paper.isVisible() and loose.times(desk, paper.picked) == 0
    press(window, "Ctrl+L")
    assert paper.view.images == [] and "visitors" in paper.view.why and not paper.go.isEnabled()
