"""Long words, large letters and small windows: what must stay whole stays whole."""

from __future__ import annotations

import pytest

from dispatch_console import words
from dispatch_console.ui import theme
from dispatch_console.ui.fields import Field
from dispatch_console.ui.sheets.scores import NAMES, Scores
from dispatch_console.ui.theme import SMALL, advance, px, whole_facts, wrapped
from tests.keys import press, settle, write


@pytest.fixture
def large():
    """Letters at 130 per cent."""
    theme.look.use(percent=130)
    yield
    theme.look.use(percent=100)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("percent", [100, 130])
def test_on_a_small_screen_the_cards_number_and_name_are_whole_and_nothing_lies_over_them(window, jobs, language, percent):
    words.use(language)
    window.resize(1366, 697)
    window.zoom(percent - 100)
    try:
        window.rooms.show_job(jobs["启明"])
        settle()
        head = window.rooms.card.head
        phone = head._labels["phone"]
        assert phone.text() == "021-6437 0011" or "…" not in phone.text()
        chip = head._warranty_that_fits(head.card, head.width())
        left = head.width() - px(16) - (advance(head._warranty, SMALL) if head._warranty else 0)
        assert chip and phone.geometry().right() <= left
    finally:
        window.zoom(-30)


def test_the_top_line_shows_every_menu_in_large_letters_from_the_start(desk, qtbot, tmp_path, large):
    from dispatch_console.ui.main_window import MainWindow

    theme.look.use(percent=100)
    window = MainWindow(desk.clock, tmp_path)
    qtbot.addWidget(window)
    theme.look.use(percent=130)  # as a start does, after the frame is made
    assert window.menu.width() >= window.menu.sizeHint().width() and window.menu.height() == px(30)


def test_large_letters_take_room_from_the_docks_before_the_card(window):
    window.resize(1366, 697)
    window.zoom(30)
    settle()
    try:
        assert window.slots["card"].width() >= window.width() * 0.4
    finally:
        window.zoom(-30)


def test_what_is_typed_is_never_covered_by_the_quiet_word_beside_it(qtbot):
    field = Field("Paper", after="百川货运 · 赵海涛", label_width=60)
    qtbot.addWidget(field)
    field.show()
    field.resize(220, 32)
    field.edit.setText("0000001")
    assert field.edit.width() >= advance("0000001") and field._shown in ("", "百川货运")
    field.resize(420, 32)
    assert field._shown == "百川货运 · 赵海涛"


def test_the_four_scores_take_two_rows_where_one_is_too_short(qtbot):
    scores = Scores(72)
    qtbot.addWidget(scores)
    scores.show()
    scores.resize(900, 32)
    assert scores.height() == px(32)
    scores.resize(420, 32)
    assert scores.height() == 2 * px(32)
    scores.grab()
    assert len(scores._places) == 4 * len(NAMES) and max(r.right() for r, *_ in scores._places) <= 420


def test_facts_go_whole_from_the_end_and_sentences_wrap():
    assert whole_facts("Free 4 · out 2 · leave 1", advance("Free 4 · out 2") + 2) == "Free 4 · out 2"
    lines = wrapped("Enter the first one, or take them from an Excel list.", 200, 2, SMALL)
    assert len(lines) == 2 and " ".join(lines) == "Enter the first one, or take them from an Excel list."


def test_every_head_of_a_sheets_table_is_whole_in_english(window):
    window.resize(1366, 697)
    window.rooms.open_work("points")
    settle()
    table = window.rooms.sheet.people
    for at, column in enumerate(table._facts):
        if not table.isColumnHidden(at):
            assert table.columnWidth(at) >= advance(words._(column.word), SMALL), column.id


def test_a_name_keeps_its_room_and_sums_give_way(window, large):
    window.resize(1366, 697)
    window.rooms.open_work("points")
    settle()
    table = window.rooms.sheet.people
    assert table.columnWidth(0) >= px(70) and not table.isColumnHidden(0)


def test_the_report_a_technician_gives_is_echoed_whole_in_the_narrow_dock(window):
    window.resize(1366, 697)
    press(window, "F6")
    write(window, "lq w -5")
    line = window.rooms.roster.line
    assert " · ".join(line._lines()) == line.sentence() and not any("…" in x for x in line._lines())


def test_a_closed_job_shows_its_day_and_time_whole(window):
    board = window.rooms.board
    press(window, "Ctrl+H")
    order = [c.id for c in board.rows.columns]
    assert board.list.isColumnHidden(order.index("clock"))
    press(window, "Ctrl+H")
    assert not board.list.isColumnHidden(order.index("clock"))


def test_a_window_made_smaller_or_larger_leaves_the_keyboard_where_it_was(window):
    press(window, "F2")
    write(window, "6245")
    typing = window.focusWidget()
    window.resize(1366, 697)
    settle()
    assert window.focusWidget() is typing
    press(window, "Ctrl+=")
    try:
        assert window.focusWidget() is typing
    finally:
        window.zoom(-10)
    press(window, "Ctrl+Shift+0")
    assert window.focusWidget() is typing


@pytest.mark.requirement("R218")
def test_hidden_names_stand_neither_in_the_tabs_of_calls_nor_in_the_close_of_the_day(window, tmp_path, qtbot):
    press(window, "F2")
    write(window, "62458837")
    press(window, "Ctrl+L")
    settle()
    assert "宏远国际" not in window.rooms.intake.tabs.accessibleName()
    window.rooms.open_work("close_day")
    sheet = window.rooms.sheet
    assert all("**" in who or "****" in who for _kind, who in sheet._left() if _kind != "complaints not told upward")
    sheet.folder.edit.setText(str(tmp_path / "day"))
    sheet.save()
    qtbot.waitUntil(lambda: not sheet.busy, timeout=20000)
    kept = window.rooms.desk.store.raw_writer.execute("SELECT handed_over FROM day_close").fetchall()
    assert kept and "**" not in str(kept)


@pytest.mark.requirement("R218")
def test_half_a_name_is_never_offered_to_be_written_down(window, jobs):
    press(window, "Ctrl+L")
    window.rooms.open_work("quote", jobs["启明"])
    assert window.rooms.sheet is None or "*" not in window.rooms.sheet.by.edit.text()


def test_in_large_letters_on_a_small_screen_a_call_keeps_its_fields_and_its_buttons(window):
    window.resize(1366, 697)
    window.zoom(30)
    try:
        window.rooms.intake.new_call("13900174106")
        settle()
        settle()
        form, calls = window.rooms.intake.form, window.rooms.calls
        for part in (form.fields["fault"], form.fields["wish"], form.save_button):
            assert not part.visibleRegion().isEmpty() and part.visibleRegion().boundingRect().height() == part.height()
        window.zoom(-30)
        window.resize(1440, 900)
        settle()
        settle()
        assert form.script.isVisible() and calls.log.isVisible()
    finally:
        window.zoom(-30)


def test_the_labels_of_a_form_grow_with_the_letters(window):
    made = Field("Phone", label_width=44)
    before = made._left()
    window.zoom(30)
    try:
        assert made._left() > before
    finally:
        window.zoom(-30)
