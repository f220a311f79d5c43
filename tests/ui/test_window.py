"""The window as a whole: panels tied together, keys, overlays, layouts, languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from dispatch_console import words
from dispatch_console.ui import theme
from dispatch_console.ui.job_card.ways import _basis_words
from dispatch_console.ui.row_table import drawn
from tests.keys import compose, press, settle, write


def test_the_board_shows_unfinished_jobs_with_their_promise_in_words(window):
    shown = drawn(window.rooms.board.list, "customer", "technician", "status").splitlines()
    assert sorted(shown) == sorted([
        "恒达物流 | none | Registered", "启明律师事务所 | 李强 | Working", "宏远国际贸易有限公司 Urged 1 Key | 孙立 | Scheduled",
    ])  # fmt: skip
    due = [row.due_sort for row in window.rooms.board.rows.rows]
    assert due == sorted(due)
    assert "min left" in drawn(window.rooms.board.list, "clock")


def test_picking_a_job_on_the_board_shows_it_on_the_card(window, jobs):
    press(window, "Ctrl+4", "Down")
    assert window.rooms.card.job_id == window.rooms.board.list.current_row().id


def test_a_technicians_report_is_typed_echoed_and_saved_without_the_mouse(window, jobs):
    press(window, "F6")
    write(window, "lq w -5")
    line = window.rooms.roster.line
    assert line.sentence() == "李强 · 启明律师事务所 · done 10:37 (5 min ago)"
    press(window, "Return")
    assert line.field.edit.text() == ""
    assert "Slip due" in drawn(window.rooms.board.list, "status")
    assert window.foot.said.startswith("李强 · 启明律师事务所 · done 10:37")


def test_chinese_words_of_a_report_come_through_the_input_method(window):
    press(window, "F6")
    write(window, "lq 完工 1030")
    assert "done 10:30" in window.rooms.roster.line.sentence()


def test_an_unclear_report_is_amber_and_saves_nothing(window, desk):
    press(window, "F6")
    write(window, "z w")
    line = window.rooms.roster.line
    assert "3 people match z" in line.trouble() and line.command() is None
    press(window, "2")
    assert line._person().name == "张国生"


def test_a_refused_action_says_so_calmly_in_place_with_ways_out(window, jobs):
    press(window, "Ctrl+4")
    window.rooms.show_job(jobs["恒达"])
    press(window, "F9")
    assert 'the job stands at "Registered"' in window.rooms.card.band.words
    assert "1 Decide" in window.rooms.card.band.words
    press(window, "Esc")
    assert window.rooms.card.band.words == ""


def test_an_action_asks_in_the_card_and_enter_goes_through_its_questions(window, jobs):
    window.rooms.show_job(jobs["启明"])
    press(window, "F12")
    write(window, "沈国栋")
    press(window, "Return", "Return", "Return")
    assert "Escalated" in window.rooms.card.head.accessibleName() or window.rooms.card.card.escalated
    press(window, "F12")
    write(window, "先换搓纸轮")
    press(window, "Ctrl+Return")
    assert not window.rooms.card.card.escalated


def test_f5_opens_the_dispatch_sheet_and_esc_gives_the_keyboard_back(window, jobs):
    press(window, "Ctrl+4")
    window.rooms.show_job(jobs["恒达"])
    press(window, "Ctrl+Shift+D", "Ctrl+Return", "F5")
    assert window.rooms.sheet.title == "Dispatch"
    assert window.rooms.sheet.isAncestorOf(window.focusWidget())
    press(window, "Esc")
    assert window.rooms.sheet is None and window.focusWidget() is window.rooms.board.list


def test_a_call_can_be_taken_in_the_middle_of_a_sheet_which_waits(window, jobs):
    window.rooms.show_job(jobs["启明"])
    press(window, "F1")
    window.rooms.ring("13817040077")
    press(window, "F2")
    assert window.rooms.sheet.isVisible()
    assert window.rooms.intake.form.phone.edit.text() == "138 1704 0077"


def test_undo_takes_the_last_step_back(window, jobs):
    window.rooms.show_job(jobs["恒达"])
    press(window, "Ctrl+Shift+D", "Ctrl+Return")
    assert window.rooms.card.card.status == "to_agree"
    window.run("undo")
    settle()
    assert window.rooms.card.card.status == "registered" and window.foot.said == "Undone."


def test_typing_on_the_board_filters_at_once_and_esc_shows_all_again(window):
    press(window, "Ctrl+4")
    write(window, "hd")
    assert drawn(window.rooms.board.list, "customer") == "恒达物流"
    press(window, "Esc")
    assert len(drawn(window.rooms.board.list, "customer").splitlines()) == 3


def test_letters_held_by_the_input_method_do_not_filter(window):
    press(window, "Ctrl+F")
    compose(window.rooms.board.filter, "hengda")
    settle()
    assert len(drawn(window.rooms.board.list).splitlines()) == 3


def test_no_result_names_the_filter_and_offers_to_clear_it(window):
    press(window, "Ctrl+F")
    write(window, "zzzz")
    assert window.rooms.board.empty.head == 'Nothing matches "zzzz"'
    window.rooms.board.empty.way_picked.emit("clear")
    assert len(drawn(window.rooms.board.list).splitlines()) == 3


def test_find_opens_a_job_and_esc_gives_the_keyboard_back(window, jobs):
    press(window, "Ctrl+4", "Ctrl+K")
    write(window, "qm")
    settle()
    window.rooms.palette.search()
    assert "启明律师事务所" in window.rooms.palette.drawn()
    press(window, "Esc")
    assert window.focusWidget() is window.rooms.board.list
    assert window.rooms.palette.isHidden()


def test_find_does_actions_too(window):
    press(window, "F3")
    write(window, "key card")
    press(window, "Return")
    assert window.rooms.sheet is not None and window.rooms.sheet.title == "Key card"
    press(window, "Esc")
    assert window.rooms.sheet is None


def test_what_is_owed_is_done_with_f4_and_alt_and_a_number(window, jobs):
    first = window.rooms.owed.rows[0]
    press(window, "F4")
    if first.job_id:
        assert window.rooms.card.job_id == first.job_id
    assert "|" in window.rooms.owed.drawn()


def test_another_programs_writing_is_shown_within_a_second(window, desk):
    from dispatch_console.commands.calls import RecordMissedCall

    other = desk.another()
    other.do(RecordMissedCall(number="13817040077"))
    window.rooms.bridge.look_around()
    settle()
    assert "138 1704 0077" in drawn(window.rooms.calls.list)
    other.close()


def test_the_day_is_shown_as_a_timeline_and_enter_opens_what_is_picked(window, jobs):
    press(window, "Ctrl+4", "Ctrl+T")
    timeline = window.rooms.board.timeline
    assert timeline.isVisible()
    assert "李强 · 09:30–10:30 · 启明律师事务所 · 卡纸" in timeline.drawn()
    assert timeline.drawn().splitlines()[0].startswith("不能定影 · 恒达物流")
    press(window, "Right")
    assert window.rooms.card.job_id == jobs["恒达"]
    press(window, "Right")
    assert window.rooms.card.job_id == jobs["启明"]
    press(window, "Ctrl+T")
    assert window.rooms.board.list.isVisible()


def test_f9_in_a_call_means_solved_by_phone_and_on_the_card_means_done(window, jobs):
    window.rooms.show_job(jobs["启明"])
    press(window, "F2")
    write(window, "13817040088")
    press(window, "F9")
    assert window.rooms.card.band.words == ""
    press(window, "Ctrl+4", "F9")
    assert window.rooms.card.band.words.startswith("Done")


def test_only_the_panel_with_the_keyboard_has_a_filled_button(window, jobs):
    press(window, "F2")
    save = window.rooms.intake.form.save_button
    assert not save.quiet
    press(window, "Ctrl+4")
    assert save.quiet


def test_a_ringing_telephone_takes_no_focus_and_f2_answers_it(window):
    press(window, "Ctrl+4")
    before = window.focusWidget()
    window.rooms.ring("62458837")
    settle()
    assert window.rooms.ringing.isVisible() and window.focusWidget() is before
    press(window, "F2")
    assert window.rooms.ringing.isHidden()
    assert window.rooms.intake.form.phone.edit.text() == "021-6245 8837"


def test_a_customer_found_opens_a_call_with_him_and_shows_his_open_job(window, jobs):
    press(window, "Ctrl+K")
    write(window, "宏远")
    settle()
    window.rooms.palette.search()
    line = next(n for n, x in enumerate(window.rooms.palette.lines) if x.group == "customer")
    window.rooms.palette.at = line
    window.rooms.palette.take()
    settle()
    assert window.rooms.card.job_id == jobs["宏远"]
    assert window.rooms.intake.form.phone.edit.text() == "021-6245 8837"


def test_visitors_see_no_names_numbers_or_addresses(window, jobs):
    window.rooms.show_job(jobs["启明"])
    press(window, "Ctrl+L")
    assert "启明律师事务所" not in drawn(window.rooms.board.list)
    assert "启明**" in drawn(window.rooms.board.list)
    assert "启明律师事务所" not in window.rooms.card.head.accessibleName()
    press(window, "Ctrl+L")
    assert "启明律师事务所" in drawn(window.rooms.board.list)


def test_the_minute_moves_words_without_moving_rows(window, hands):
    before = drawn(window.rooms.board.list, "number")
    hands.forward(1)
    window.rooms.bridge.look_around()
    settle()
    assert drawn(window.rooms.board.list, "number") == before


def test_an_empty_desk_says_what_will_stand_where(empty_window):
    rooms = empty_window.rooms
    assert rooms.board.empty.head == "No unfinished jobs"
    assert rooms.roster.empty.head == "No technicians yet"
    assert rooms.calls.empty.head == "No calls yet today"
    assert rooms.card.empty.head == "Pick a job on the board"
    assert rooms.owed.drawn() == "Nothing is owed right now."


@pytest.mark.parametrize("size", [(1440, 900), (1366, 697), (1280, 640)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_clock_name_or_time_is_cut(qtbot, desk, jobs, tmp_path, size, language):
    from dispatch_console.ui.board.cells import promise_width
    from dispatch_console.ui.start import open_window

    words.use(language)
    window = open_window(desk, tmp_path)
    qtbot.addWidget(window)
    window.resize(QSize(*size))
    window.show()
    settle()
    assert (window.width(), window.height()) == size
    board = window.rooms.board
    order = [c.id for c in board.rows.columns]
    for row in board.rows.rows:
        room = board.list.columnWidth(order.index("clock")) - 18 - promise_width() - 24
        assert theme.advance(str(row.clock.words(desk.clock())), theme.BODY, True) <= room
        room = board.list.columnWidth(order.index("agreed")) - 12
        assert theme.advance(str(board.rows.columns[order.index("agreed")].text(row, desk.clock()))) <= room
        assert theme.advance(str(row.customer), theme.BODY, True) <= board.list.columnWidth(order.index("customer")) - 12
    assert all(window.rooms.calls.list.rowHeight(n) >= 28 for n in range(window.rooms.calls.rows.rowCount()))
    window.rooms.let_go()


def test_the_docks_keep_their_width_in_both_languages(window):
    assert abs(window.docks["calls"].width() - 380) <= 6
    assert abs(window.docks["roster"].width() - 330) <= 6
    assert abs(window.docks["board"].height() - 343) <= 8


def test_a_layout_is_kept_for_its_size_and_can_be_reset(window):
    window.docks["roster"].hide()
    window.keep_layout()
    window.house_layout()
    assert window.docks["roster"].isVisible()
    window.lay_out()
    assert not window.docks["roster"].isVisible()
    press(window, "Ctrl+Shift+0")
    assert window.docks["roster"].isVisible()


@pytest.mark.parametrize(("key", "title"), [("Ctrl+P", "Print"), ("Ctrl+Shift+Y", "Quote and consent")])
def test_the_larger_tasks_open_as_sheets_and_esc_returns(window, jobs, key, title):
    window.rooms.show_job(jobs["启明"])
    press(window, "Ctrl+4", key)
    assert title.split()[0] in window.rooms.sheet.title
    press(window, "Esc", "Esc")
    assert window.rooms.sheet is None


def test_who_is_at_the_desk_is_asked_and_remembered(window, desk):
    press(window, "Ctrl+Shift+1")
    field = window.focusWidget()
    field.clear()
    write(window, "顾明")
    press(window, "Return")
    assert desk.actor == "顾明" and window.settings.value("actor") == "顾明"


def test_light_and_dark_change_at_once(window):
    press(window, "Ctrl+Shift+F12")
    assert theme.look.dark
    window.run("dark")
    assert not theme.look.dark


def test_closing_the_window_leaves_no_listener(window, desk):
    window.close()
    assert desk._listeners == []


def test_the_sheet_with_the_keyboard_has_the_one_filled_button(window, jobs):
    from dispatch_console.ui.widgets import KeyButton

    window.rooms.open_work("dispatch", jobs["恒达"])
    settle()
    filled = [b.text() for b in window.findChildren(KeyButton) if b.kind == "primary" and b.isVisible() and not b.quiet]
    assert filled == [window.rooms.sheet.go.text()]


def test_what_is_owed_is_put_off_by_its_key_and_a_complaint_is_not(window, desk, jobs):
    rooms = window.rooms
    first = rooms.owed.rows[0]
    press(window, "Alt+Shift+1")
    write(window, "客户在开会")
    press(window, "Ctrl+Return")
    assert first.key not in [r.key for r in rooms.owed.rows] and rooms.card.band.words == ""
    press(window, "Alt+Shift+6")
    assert window.foot.said


def test_what_a_decision_rests_on_is_asked_in_words_and_kept_by_its_name(window, jobs):
    window.rooms.show_job(jobs["恒达"])
    press(window, "Ctrl+Shift+D")
    window.rooms.card.band._inputs["basis"].edit.setText("warranty card")
    press(window, "Ctrl+Return")
    assert window.rooms.card.card.warranty_basis == "card"
    assert [_basis_words(b) for b in ("card", "none", "", "sales letter")] == ["warranty card", "", "", "sales letter"]
