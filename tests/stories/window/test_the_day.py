"""The working day of the little office through the real window, by keyboard alone, at the same times as at the desk."""

from __future__ import annotations

import pytest

from dispatch_console.desk.check import check
from tests.keys import over, press, settle, shown, write

HANDS = {}


def hands(what):
    """The keys of the step of this name."""
    HANDS[what.__name__] = what
    return what


def find(window, words):
    """F3: a job by its number or its customer, onto the card."""
    press(window, "F3")
    write(window, words)
    press(window, "Return")


def line(window, words):
    """F6: what a technician reports."""
    press(window, "F6")
    write(window, words)
    press(window, "Return")


# ---- calls ----


@hands
def a_known_caller_by_his_number(window):
    press(window, "F2")
    write(window, "62458837")
    press(window, "Return", "1")
    write(window, "复印重影")
    press(window, "Ctrl+Return")


@hands
def a_known_caller_by_initials(window):
    press(window, "F2")
    write(window, "qm")
    press(window, "Return", "1")
    write(window, "手送台频繁卡纸")
    press(window, "Ctrl+Return")


@hands
def an_unknown_caller_with_only_a_number(window):
    press(window, "F2")
    write(window, "13764550081")
    press(window, "Ctrl+Return")


@hands
def a_call_is_half_typed(window):
    press(window, "F2")
    write(window, "13901234567")
    press(window, "Return", "1")
    write(window, "开机报 SC542")


@hands
def a_second_caller_meanwhile(window):
    press(window, "F2")
    write(window, "13917770088")
    press(window, "Return", "Return", "Return", "Return", "Return", "Return", "2")
    write(window, "问硒鼓价格")
    press(window, "Ctrl+Return")


@hands
def the_first_call_is_saved(window):
    press(window, "Ctrl+Return")


@hands
def solved_by_phone(window):
    press(window, "F2")
    write(window, "13900174420")
    press(window, "Return", "1")
    write(window, "打不出")
    press(window, "F9")
    write(window, "重装驱动，设默认打印机")
    press(window, "Ctrl+Return")


# ---- warranty, quotes ----


@hands
def in_warranty_it_is_free(window):
    find(window, "0302-001")
    press(window, "Ctrl+Shift+D", "Ctrl+Return")


@hands
def out_of_warranty_with_a_fee(window):
    find(window, "0302-002")
    press(window, "Ctrl+Shift+D", "Ctrl+Return")


@hands
def the_quote_is_told_and_agreed(window):
    press(window, "Ctrl+Shift+Y")
    write(window, "V-01")
    press(window, "Return", "Return", "Return", "Ctrl+Return")
    press(window, "1")
    write(window, "可以，来吧")
    press(window, "Ctrl+Return")


@hands
def another_quote_is_refused(window):
    find(window, "0302-004")
    press(window, "Ctrl+Shift+D", "Return", "2", "Ctrl+Return")
    press(window, "Ctrl+Shift+Y")
    write(window, "V-01")
    press(window, "Return", "Return", "Return", "Ctrl+Return")
    press(window, "3")
    write(window, "太贵，先不修")
    press(window, "Ctrl+Return")


# ---- appointments, dispatch, paper ----


@hands
def a_time_is_agreed(window):
    find(window, "0302-001")
    press(window, "F7")
    write(window, "0930-1000")
    press(window, "Ctrl+Return")


@hands
def the_time_is_changed_with_a_reason(window):
    press(window, "F7")
    write(window, "0915-0945")
    press(window, "Return", "Return")
    write(window, "客户十点要开会")
    press(window, "Return")


@hands
def a_man_is_dispatched(window):
    press(window, "F5")
    write(window, "lq")
    press(window, "Return", "Return", "Return")
    write(window, "定影组件")
    press(window, "Ctrl+Return")


@hands
def a_double_booking_needs_a_reason(window):
    find(window, "0302-002")
    press(window, "F5")
    write(window, "lq")
    press(window, "Return")
    over(window, "1000")
    press(window, "Ctrl+Return")
    assert "overlap" in shown(window)
    press(window, "3")
    write(window, "客户指定李强")
    press(window, "Ctrl+Return")


@hands
def work_orders_are_printed_and_handed_over(window):
    for number in ("0302-001", "0302-002"):
        find(window, number)
        press(window, "Ctrl+P", "Ctrl+P")
        press(window, "Ctrl+Shift+I")


@hands
def the_unknown_caller_tells_who_he_is(window):
    find(window, "0302-003")
    press(window, "Ctrl+F6")
    write(window, "苏老师")
    press(window, "Return")
    write(window, "苏河湾画廊")
    press(window, "Return", "Return")  # the address is still to ask
    write(window, "惠普 M227")
    press(window, "Ctrl+Return")


@hands
def the_new_caller_gets_a_man_too(window):
    find(window, "0302-003")
    press(window, "Ctrl+Shift+D", "Ctrl+Return")
    press(window, "Ctrl+Shift+P")
    write(window, "上午派人带万用表")
    press(window, "Return")
    press(window, "F5")
    write(window, "wjp")
    press(window, "Return")
    over(window, "0930")
    press(window, "Return")
    over(window, "30")
    press(window, "Ctrl+Return")


# ---- the technicians call in, the customers too ----


@hands
def he_reports_an_arrival_fifteen_minutes_old(window):
    line(window, "lq d -15")


@hands
def he_asks_for_help(window):
    find(window, "0302-001")
    press(window, "F12")
    write(window, "沈国栋")
    press(window, "Return")
    over(window, "换定影后仍重影")
    press(window, "Ctrl+Return")


@hands
def the_supervisor_answers(window):
    press(window, "F12")
    write(window, "查转印带张力")
    press(window, "Return")


@hands
def nobody_is_at_home_and_a_card_is_left(window):
    line(window, "wjp n -6")
    line(window, "wjp k 留卡在门缝")


@hands
def a_customer_urges(window):
    press(window, "F2")
    write(window, "021-64370011")
    press(window, "Return", "1")
    write(window, "人什么时候到")
    press(window, "F8")


@hands
def a_customer_complains(window):
    find(window, "0302-002")
    press(window, "Ctrl+Shift+L")
    write(window, "一上午没人来")
    press(window, "Return")
    press(window, "F4")
    write(window, "沈国栋")
    press(window, "Return")


@hands
def a_call_is_missed(window, telephone):
    telephone("13817040077")
    press(window, "Shift+F2")


@hands
def he_is_called_back(window):
    press(window, "Shift+F2", "1")
    write(window, "问几点上班")
    press(window, "Return")


@hands
def the_first_job_is_done(window):
    line(window, "lq w")


@hands
def the_check_two_hours_later(window):
    find(window, "0302-005")
    press(window, "Ctrl+Shift+C", "1")
    write(window, "正常，能打")
    press(window, "Return")


@hands
def a_part_is_missing(window):
    line(window, "lq d -10")
    line(window, "lq j 搓纸轮")


@hands
def another_machine_is_taken_in(window):
    press(window, "F2")
    write(window, "13901234567")
    press(window, "Return", "1")
    write(window, "整机不通电")
    press(window, "Ctrl+Return")
    press(window, "Ctrl+Shift+D", "Ctrl+Return")
    press(window, "F5")
    write(window, "wjp")
    press(window, "Return")
    over(window, "1130")
    press(window, "Ctrl+Return")


@hands
def with_consent_and_a_lent_one(window):
    line(window, "wjp d -15")
    find(window, "0302-006")
    press(window, "Ctrl+G", "Return")
    write(window, "电源线")
    press(window, "Return")
    write(window, "备用机 B-05")
    press(window, "Ctrl+Return")


# ---- paper comes back; the day's end ----


@hands
def a_report_is_typed_back(window):
    find(window, "0302-001")
    press(window, "Ctrl+R", "Return")
    write(window, "L-C02")
    press(window, "Return")
    for words in ("转印带松", "调转印带张力，换定影组件", "", "", "", "定影组件", "—", "FU-3004", "", "", "", "0916", "1008", "", "", "", "", ""):
        write(window, words)
        press(window, "Return")
    press(window, "Return")
    write(window, "4443")
    press(window, "Return")
    write(window, "很快")
    press(window, "Return")
    write(window, "周雯")
    press(window, "Ctrl+Return")


@hands
def the_report_is_audited(window):
    press(window, "Ctrl+Shift+3", "Return", "Esc")


@hands
def the_day_is_closed(window, qtbot):
    press(window, "Ctrl+Shift+4", "Tab")
    write(window, "启明等搓纸轮")
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: "files are in" in shown(window), timeout=30000)


@hands
def the_quality_call_of_the_next_day(window):
    press(window, "Ctrl+Shift+U", "1", "1")
    write(window, "4444")
    write(window, "很满意")
    press(window, "Ctrl+Return")


@pytest.mark.requirement("R3")
@pytest.mark.requirement("R69")
@pytest.mark.requirement("R196")
def test_a_working_day_by_keyboard_alone_ends_as_at_the_desk(window, desk, home, played, clock_goes_to, telephone, differs, qtbot):
    given = {"telephone": telephone, "qtbot": qtbot}
    for step in played:
        clock_goes_to(step.when)
        keys = HANDS[step.name]
        wanted = keys.__code__.co_varnames[1 : keys.__code__.co_argcount]
        keys(window, **{name: given[name] for name in wanted})
        settle()
        assert differs(step) == [], f"{step.name}: {shown(window)}"
    assert check(desk, replay=True).wrong == []
    assert len(list((home / "Dispatch console" / "2026-03-02").iterdir())) == 7
