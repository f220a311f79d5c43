"""A call is written down by keyboard alone, and nothing typed is ever lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.customers import AddCustomer
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.queries.board import Board
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.card import JobCard
from dispatch_console.words import N_
from tests.keys import press, write

ENTER, CTRL_ENTER = Qt.Key.Key_Return, (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
CTRL_TAB = (Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def intake(bridge, qtbot):
    from dispatch_console.ui.calls.intake import Intake

    made = Intake(bridge)
    qtbot.addWidget(made)
    made.resize(380, 700)
    made.show()
    made.activateWindow()
    made.form.phone.setFocus()
    qtbot.waitUntil(lambda: made.form.phone.edit.hasFocus())
    yield made
    made.let_go()


@pytest.mark.requirement("R3")
@pytest.mark.requirement("R4")
def test_a_known_caller_is_registered_without_touching_the_mouse(intake, desk, keys):
    saved = []
    intake.call_saved.connect(saved.append)
    keys("02162458837")
    assert intake.form.card.lines()[0] == "宏远国际贸易有限公司 · Key"
    assert "In warranty to 2026-09-1" in intake.form.card.lines()[2]
    keys(ENTER)
    assert intake.form.kind.hasFocus() and intake.form.phone.edit.text() == "021-6245 8837"
    keys("1", "手送台卡纸", ENTER, "今天下午2点后")
    assert intake.form.fields["wish"].after == "= Mon after 14:00"
    assert [a.words for a in intake.form.chips.asks][0].startswith("卡在哪一处")
    keys(CTRL_ENTER)
    (row,) = desk.ask(Board())
    assert row.fault == "手送台卡纸" and row.customer == "宏远国际贸易有限公司"
    assert saved[0]["job_id"] == row.id and desk.drafts() == []
    assert intake.form.typed.empty and intake.form.phone.edit.hasFocus()


@pytest.mark.requirement("R5")
def test_an_unknown_caller_is_asked_for_name_and_address_and_saved(intake, desk, keys):
    keys("13764550081", ENTER, "苏河湾画廊", ENTER, "林小姐", ENTER, "静安区北苏州路 1040 号", ENTER, "M227", ENTER, ENTER,
         "1", "打印机不通电")  # fmt: skip
    assert intake.form.typed.urgent
    keys(CTRL_ENTER)
    (row,) = desk.ask(Board())
    card = desk.ask(JobCard(job_id=row.id))
    assert (card.customer, card.machine, card.contact) == ("苏河湾画廊", "M227", "林小姐")
    assert "landline" in desk.ask(CallLog())[0].still_to_ask


def test_a_number_alone_can_be_saved_and_a_missing_digit_only_says_so(intake, desk, keys):
    keys("1390017442")
    assert "One digit short" in intake.form.phone.error
    keys(CTRL_ENTER)
    assert desk.ask(CallLog())[0].number == "1390017442"


def test_an_empty_form_is_refused_in_place(intake, desk, keys):
    keys(CTRL_ENTER)
    assert intake.form.said == "Nothing to save yet: type at least a phone number."
    assert intake.form.phone.edit.hasFocus() and desk.ask(CallLog()) == ()


def test_initials_bring_the_card_and_the_number(intake, keys):
    keys("qmls")
    assert intake.form.card.lines()[0] == "启明律师事务所"
    keys(ENTER)
    assert intake.form.phone.edit.text() == "021-6437 0011"


def test_several_customers_on_one_number_are_numbered_and_a_digit_chooses(intake, desk, keys):
    desk.do(AddCustomer(name="宏远货代", contact="王芳", phones=("021-62458837",), address="虹口区 四川北路 1 号"))
    keys("02162458837")
    assert [p.word for p in intake.form.people.picks] == ["宏远国际贸易有限公司", "宏远货代"]
    keys(ENTER, "2")
    assert intake.form.caller.name == "宏远货代" and intake.form.kind.hasFocus()


@pytest.mark.requirement("R107")
def test_an_open_job_stands_first_and_f8_urges_it(intake, desk, keys):
    keys("13901234567", ENTER, "1", "开机报 SC542", CTRL_ENTER)
    (row,) = desk.ask(Board())
    keys("13901234567")
    assert intake.form.card.lines()[1].startswith(f"Open {row.number[-8:]}")
    keys(ENTER, "1", "人还没到", Qt.Key.Key_F8)
    assert desk.ask(Board())[0].flags[0].kind == "urged"


@pytest.mark.requirement("R30")
def test_solved_by_phone_asks_for_the_advice_in_place(intake, desk, keys):
    keys("13901234567", ENTER, "1", "卡纸", Qt.Key.Key_F9)
    assert intake.form.fields["advice"].edit.hasFocus()
    keys(Qt.Key.Key_F9)
    assert intake.form.fields["advice"].error == "Write down what was advised."
    keys("顺着取出纸", CTRL_ENTER)
    assert desk.ask(CallLog())[0].outcome == "phone_solved"


def test_a_second_caller_never_harms_the_first(intake, desk, keys):
    keys("02164370011", ENTER, "1", "卡纸")
    intake.new_call()
    keys("13764550081", ENTER, "苏河湾画廊")
    keys(CTRL_TAB)
    assert intake.form.fields["fault"].edit.text() == "卡纸"
    keys(CTRL_ENTER)
    assert [r.fault for r in desk.ask(Board())] == ["卡纸"]
    assert intake.form.typed.customer == "苏河湾画廊"


def test_a_half_typed_call_is_offered_back_after_a_crash(intake, bridge, desk, keys, qtbot):
    from dispatch_console.ui.calls.intake import Intake

    keys("02164370011", ENTER, "2", "问硒鼓价格")
    qtbot.waitUntil(lambda: len(desk.drafts()) == 1, timeout=2000)
    again = Intake(bridge)
    qtbot.addWidget(again)
    assert again.tabs.tabs[0].draft and len(again.forms) == 2
    again.go_to(0)
    assert again.form.uid == intake.form.uid
    assert again.form.fields["fault"].edit.text() == "问硒鼓价格" and again.form.typed.kind == "enquiry"
    again.form.save()
    assert desk.drafts() == [] and desk.ask(CallLog())[0].what == "问硒鼓价格"
    again.let_go()


def test_escape_throws_nothing_away(intake, keys):
    keys("02164370011", Qt.Key.Key_Escape)
    assert intake.form.phone.edit.text() == "02164370011"


def test_a_full_disk_leaves_the_call_on_the_screen_and_ctrl_enter_tries_again(intake, desk, keys, monkeypatch):
    whole = type(desk).do

    def full(self, command):
        raise StoreTrouble(N_("Not saved: the disk is full."))

    keys("02164370011")
    monkeypatch.setattr(type(desk), "do", full)
    keys(CTRL_ENTER)
    assert intake.form.said.startswith("Not saved: the disk is full.") and intake.form.phone.edit.text()
    monkeypatch.setattr(type(desk), "do", whole)
    keys(CTRL_ENTER)
    assert len(desk.ask(CallLog())) == 1


def test_saving_with_f5_asks_for_the_dispatch(intake, keys):
    wanted = []
    intake.dispatch_wanted.connect(wanted.append)
    keys("02164370011", ENTER, "1", "卡纸", Qt.Key.Key_F5)
    assert len(wanted) == 1


def test_what_is_asked_leaves_its_chip_when_it_is_answered(intake, keys):
    keys("02164370011", ENTER, "1", "卡纸")
    before = len(intake.form.chips.asks)
    keys((Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier), "，第二个")
    assert len(intake.form.chips.asks) == before - 1


def test_the_card_hides_at_once_when_visitors_look_on_and_the_call_is_saved_whole(intake, bridge, desk, keys, qtbot):
    keys("02162458837", ENTER, "1", "卡纸")
    bridge.hide_customers(True)
    qtbot.waitUntil(lambda: "**" in intake.form.card.lines()[0])
    keys(CTRL_ENTER)
    assert desk.ask(Board())[0].customer == "宏远国际贸易有限公司"


def test_the_card_follows_what_others_do(intake, desk, keys, qtbot):
    keys("02162458837", ENTER)
    desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-62458837", customer_id=1, machine_id=1, said="卡纸"))
    qtbot.waitUntil(lambda: intake.form.card.lines()[1].startswith("Open 0302-001"))
    assert intake.form.kind.hasFocus()


@pytest.mark.requirement("R17", "R18", "R19")
def test_the_call_in_front_becomes_a_message_and_its_form_is_empty_again(window, jobs):
    rooms = window.rooms
    press(window, "F2")
    write(window, "13764550081")
    press(window, "Ctrl+Shift+F2")
    assert "Message" in rooms.card.band.words
    write(window, "张工")
    press(window, "Return")
    write(window, "合同续签")
    press(window, "Ctrl+Return")
    assert rooms.card.band.words == "" and rooms.intake.form.typed.empty
    assert rooms.desk.drafts() == []
    assert rooms.calls.rows.rows[0].outcome == "message"
