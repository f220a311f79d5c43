"""Records: every table by keyboard alone; a promise says which open jobs it moves before it is saved."""

from __future__ import annotations

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.customers import AddCustomer
from dispatch_console.commands.texts import SaveScript
from dispatch_console.desk.check import digest
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.queries.attachments import Attachments, FirmLogo
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.customers import ContactRecords, ContractRecords, CustomerRecords, MachineRecords
from dispatch_console.queries.find import Find
from dispatch_console.queries.office import People, PriceList, Settings
from dispatch_console.queries.texts import ScriptRecords
from dispatch_console.queries.upkeep import PolicyRecords, RecordHistory, RuleRecords
from tests.keys import press, settle, shown, write
from tests.pictures import picture


@pytest.fixture
def sheet(window, qtbot):
    press(window, "Ctrl+M")
    made = window.rooms.sheet
    qtbot.waitUntil(lambda: made.search.edit.hasFocus())
    return made


def to(sheet, table):
    while sheet.table.id != table:
        press(sheet, "Ctrl+Tab")


@pytest.mark.requirement("R201")
def test_a_customer_is_found_by_initials_changed_and_his_history_told(sheet, desk):
    before = desk.ask(CustomerRecords(text="hy"))[0]
    write(sheet, "hy")
    press(sheet, "Return")
    assert sheet.form.inputs["name"].edit.hasFocus()
    write(sheet, "新")
    digit, other = ("1", "ordinary") if before.kind == "key" else ("2", "key")
    sheet.form.inputs["kind"].setFocus()
    press(sheet, digit, "Ctrl+Return")
    after = desk.ask(CustomerRecords(text="hy"))[0]
    assert after.id == before.id and after.kind == other and "新" in after.name
    assert sheet.list.hasFocus() and sheet.bridge.ask(RecordHistory(table="customer", row_id=after.id))[0].columns == ("name", "kind")
    assert sheet.story.lines[0][1] == "name、class" and sheet.story.lines[0][2] == "陈静"


def test_a_new_customer_and_his_machine(sheet, desk):
    press(sheet, "Ctrl+N")
    write(sheet, "苏河湾画廊")
    press(sheet, "Ctrl+Return")
    assert desk.ask(CustomerRecords(text="苏河湾"))[0].name == "苏河湾画廊"
    assert sheet.whom == "苏河湾画廊"
    to(sheet, "machines")
    press(sheet, "Ctrl+N")
    assert sheet.fact == "for 苏河湾画廊"
    write(sheet, "M227")
    press(sheet, "Return")
    write(sheet, "CNB123")
    press(sheet, "Ctrl+Return")
    assert desk.ask(MachineRecords(text="CNB123"))[0].customer == "苏河湾画廊"


@pytest.mark.requirement("R7")
def test_a_day_that_is_none_is_refused_in_place_and_nothing_typed_is_lost(sheet, desk):
    to(sheet, "machines")
    press(sheet, "Return")
    sheet.form.inputs["bought_on"].setFocus()
    sheet.form.inputs["bought_on"].edit.clear()
    write(sheet, "gestern")
    press(sheet, "Ctrl+Return")
    assert sheet.band.words.startswith("gestern is no day.")
    assert sheet.form.inputs["bought_on"].edit.text() == "gestern"


@pytest.mark.requirement("R116")
def test_a_promise_says_which_open_jobs_move_before_it_is_saved(sheet, desk):
    to(sheet, "promises")
    rule = next(r for r in desk.ask(RuleRecords()) if r.moves)
    sheet.list.select_key(("promises", rule.id))
    settle()
    assert f"{len(rule.moves)} open job" in sheet.form.told.accessibleDescription()
    press(sheet, "Return")
    sheet.form.inputs["minutes"].edit.clear()
    write(sheet, "90")
    assert sheet.form.inputs["minutes"].after == "1 h 30 min"
    press(sheet, "Ctrl+Return")
    assert next(r for r in desk.ask(RuleRecords()) if r.id == rule.id).minutes == 90


def test_staff_settings_and_the_price_list(sheet, desk):
    to(sheet, "staff")
    press(sheet, "Ctrl+N")
    write(sheet, "钱进")
    press(sheet, "Ctrl+Return")
    assert "钱进" in [p.name for p in desk.ask(People())]
    to(sheet, "settings")
    write(sheet, "hotline")
    press(sheet, "Return")
    sheet.form.inputs["value"].edit.clear()
    write(sheet, "400-1")
    press(sheet, "Ctrl+Return")
    assert desk.ask(Settings())["hotline"] == "400-1"
    to(sheet, "prices")
    before = desk.ask(PriceList())
    press(sheet, "Return")
    sheet.form.inputs["price"].setFocus()
    sheet.form.inputs["price"].edit.clear()
    write(sheet, "88.50")
    press(sheet, "Ctrl+Return")
    after = desk.ask(PriceList())
    assert len(after) == len(before) and after[0].price_fen == 8850 and after[0].version > before[0].version
    assert [p.price_fen for p in after[1:]] == [p.price_fen for p in before[1:]]


def test_what_is_typed_stays_with_its_record_and_esc_asks_before_it_goes(sheet, window, desk):
    press(sheet, "Return")
    write(sheet, "x")
    press(sheet, "Esc")
    assert sheet.list.hasFocus()
    press(sheet, "Down", "Up")
    assert sheet.form.changed() == {"name": sheet.form.values()["name"]}
    press(sheet, "Esc")
    assert window.rooms.sheet is sheet and sheet.band.words.startswith("1 records are typed but not saved.")
    press(sheet, "2")
    assert window.rooms.sheet is None


def test_hidden_customer_data_is_never_written_back(sheet, window, desk):
    press(sheet, "Return")
    window.run("hide_customers")
    write(sheet, "x")
    press(sheet, "Ctrl+Return")
    assert "hidden" in sheet.band.words and not any("x" in r.name for r in desk.ask(CustomerRecords()))


@pytest.mark.requirement("R14")
def test_enter_on_a_call_with_questions_open_asks_them_and_keeps_what_is_still_open(window, desk):
    done = desk.do(RegisterCall(kind=CallKind.REPAIR, number=PhoneText("13764550081"), said="不通电",
                                still_to_ask=("customer", "model", "几台受影响")))  # fmt: skip
    settle()
    panel = window.rooms.calls
    panel.list.select_key(done.result["call_id"])
    panel.list.setFocus()
    press(window, "Return")
    assert window.rooms.card.band.asking
    write(window, "苏河湾画廊")
    press(window, "Return", "Return")
    write(window, "三台")
    press(window, "Return")
    row = next(r for r in desk.ask(CallLog(on_day=desk.today())) if r.id == done.result["call_id"])
    assert row.still_to_ask == ("model",) and "苏河湾画廊" in row.who


@pytest.mark.requirement("R5")
def test_the_customer_in_front_stays_in_front_from_table_to_table(sheet, desk):
    write(sheet, "hy")
    his = desk.ask(CustomerRecords(text="hy"))[0]
    press(sheet, "Ctrl+Tab", "Ctrl+N")
    assert sheet.table.id == "contacts" and sheet.fact == f"for {his.name}"
    write(sheet, "小顾")
    press(sheet, "Return", "Return")
    write(sheet, "13900000001，021-55551234")
    press(sheet, "Ctrl+Return")
    made = next(r for r in desk.ask(ContactRecords(text="13900000001")) if r.name == "小顾")
    assert made.customer_id == his.id and len(made.phones) == 2
    press(sheet, "Ctrl+Tab")
    assert sheet.table.id == "sites" and {r.customer_id for _t, r in sheet.rows} == {his.id}


@pytest.mark.requirement("R222", "R223")
def test_a_package_is_put_in_by_keyboard_and_a_wrong_percentage_is_refused_in_place(sheet, desk):
    write(sheet, "hy")
    to(sheet, "contracts")
    press(sheet, "Ctrl+N")
    for name, typed in (("number", "HT-1"), ("name", "金卡"), ("starts", "2026-01-01"), ("ends", "2026-12-31"), ("visits", "4"), ("labour", "150")):
        sheet.form.inputs[name].setFocus()
        write(sheet, typed)
    press(sheet, "Ctrl+Return")
    assert sheet.band.words == "A deduction lies between 0 and 100 percent."
    sheet.form.inputs["labour"].edit.setText("50")
    press(sheet, "Ctrl+Return")
    made = desk.ask(ContractRecords())[0]
    assert (made.name, made.visits, made.used, made.labour_off_percent) == ("金卡", 4, 0, 50)
    assert "0 of 4" in sheet.form.told.accessibleDescription()


@pytest.mark.requirement("R201")
def test_who_is_there_twice_becomes_one_and_undo_parts_them_again(sheet, desk):
    twice = desk.do(AddCustomer(name=NameText("新华造纸厂"), phones=(PhoneText("13900000009"),))).result["customer_id"]
    other = desk.do(AddCustomer(name=NameText("新华造纸"), phones=(PhoneText("13900000009"),))).result["customer_id"]
    whole = digest(desk)
    to(sheet, "twice")
    sheet.list.select_key(("twice", (twice, other)))
    press(sheet, "Return", "2", "Ctrl+Return")
    assert [r.id for r in desk.ask(CustomerRecords(text="13900000009"))] == [twice]
    assert [h.row_id for h in desk.ask(Find(text="新华造纸", kinds=("customer",)))] == [twice]
    desk.undo()
    assert digest(desk) == whole


def test_every_table_has_a_room_and_its_line_in_the_rail(sheet):
    sheet.resize(1366, 640)
    settle()
    sheet.rail.grab()
    assert len(sheet.rail.places) == len(sheet.tables) and all(t.room for t in sheet.tables)
    assert sheet.rail.places[-1].bottom() <= sheet.rail.height()
    sheet.rail.clicked.emit(sheet.rail.places[3].center().toPoint())
    assert sheet.table.id == "machines"


def test_left_goes_to_the_tables_the_arrows_choose_one_and_right_goes_back(sheet):
    press(sheet, "Left")
    assert sheet.rail.hasFocus()
    press(sheet, "Down", "Down")
    assert sheet.table.id == "sites" and sheet.rail.hasFocus()
    press(sheet, "Up", "Right")
    assert sheet.table.id == "contacts" and sheet.search.edit.hasFocus()
    press(sheet, "Left")
    assert sheet.rail.hasFocus()  # from the name of the customer, too: it is selected
    press(sheet, "Esc")
    assert sheet.search.edit.hasFocus() and sheet.isVisible()
    sheet.list.setFocus()
    press(sheet, "Left")
    assert sheet.rail.hasFocus()


def test_what_is_typed_takes_the_place_of_the_customer_in_front_before(sheet):
    to(sheet, "machines")
    assert sheet.search.edit.selectedText() == sheet.search.edit.text() != ""
    write(sheet, "MP")
    assert sheet.search.edit.text() == "MP"


def test_a_list_gives_its_right_column_only_the_room_that_its_rows_need(sheet):
    to(sheet, "scripts")
    assert sheet.list.isColumnHidden(1)
    to(sheet, "staff")
    assert sheet.list.isColumnHidden(1) or sheet.list.columnWidth(1) < 84


def test_a_sentence_says_in_words_when_it_is_said_and_keeps_its_own_name(sheet, desk):
    desk.do(SaveScript(step="hold", say="请稍等。"))
    to(sheet, "scripts")
    write(sheet, "稍等")
    assert sheet.form.inputs["step"].edit.text() == "asking him to wait" and sheet.fact == "asking him to wait"
    press(sheet, "Return")
    sheet.form.inputs["step"].edit.setText("")
    sheet.form.inputs["step"].setFocus()
    write(sheet, "After waiting")
    press(sheet, "Ctrl+Return")
    assert [r.step for r in desk.ask(ScriptRecords()) if r.say == "请稍等。"] == ["after_hold"]


def test_the_tables_use_one_word_for_a_kind_and_never_one_of_another_trade(sheet):
    words = {e.id: e.word for e in sheet.forms["faults"].table.entries}
    assert words["service"] == "Kind"
    assert dict(sheet.forms["prices"].table.entries[-1].options)["visit"] == "Visit fee"
    assert sheet.forms["contacts"].table.entries[3].options[0] == ("", "Not noted")


@pytest.mark.requirement("R29")
def test_a_new_set_of_promises_is_made_by_keyboard_and_given_to_a_customer_and_a_job(sheet, window, desk, jobs):
    to(sheet, "policies")
    press(sheet, "Ctrl+N")
    write(sheet, "医院")
    sheet.form.inputs["like"].setFocus()
    press(sheet, "2", "Ctrl+Return")
    assert [r.name for r in desk.ask(PolicyRecords())][-1] == "医院"
    to(sheet, "customers")
    sheet.form.inputs["policy"].setFocus()
    press(sheet, str(len(sheet.form.inputs["policy"].options)), "Ctrl+Return")
    assert sheet.form.record.policy == "医院"
    to(sheet, "promises")
    assert "医院" in {r.policy for _table, r in sheet.rows}
    press(sheet, "Escape")
    window.rooms.show_job(jobs["启明"])
    window.rooms.card.start("class")
    offered = window.rooms.card.band._inputs["policy"]
    assert offered.options[-1] == ("医院", "医院")
    offered.choose("医院")
    press(window, "Ctrl+Return")
    assert window.rooms.card.card.policy == "医院"


@pytest.mark.requirement("R217")
def test_the_logo_is_put_in_by_its_path(sheet, desk, tmp_path):
    (tmp_path / "佳图.png").write_bytes(picture())
    to(sheet, "settings")
    write(sheet, "company_logo")
    press(sheet, "Return")
    write(sheet, str(tmp_path / "佳图.png"))
    press(sheet, "Ctrl+Return")
    assert desk.ask(FirmLogo()) == picture() and sheet.rows[0][0].detail(sheet.rows[0][1]) == "佳图.png"


@pytest.mark.requirement("R13", "R201")
def test_files_hang_on_a_customer_and_a_machine_too_and_esc_goes_back_to_the_record(sheet, window, desk, tmp_path, qtbot):
    (tmp_path / "营业执照.pdf").write_bytes(b"%PDF-1.7 licence")
    write(sheet, "qm")
    customer = sheet.form.record
    press(sheet, "Ctrl+J")
    files = window.rooms.sheet
    assert files.whom == str(customer.name) and not files.rows
    write(files, str(tmp_path / "营业执照.pdf"))
    press(files, "Return")
    qtbot.waitUntil(lambda: len(files.rows) == 1)
    assert [(r.of, str(r.name)) for r in desk.ask(Attachments(customer_id=customer.id))] == [("customer", "营业执照.pdf")]
    press(files, "Escape")
    back = window.rooms.sheet
    assert back.form.record.id == customer.id and back.search.edit.text() == "qm"
    to(back, "machines")
    press(back, "Ctrl+J")
    assert window.rooms.sheet.of.kind == "machine" and not window.rooms.sheet.rows
    press(window.rooms.sheet, "Escape")
    to(window.rooms.sheet, "staff")
    press(window.rooms.sheet, "Ctrl+J")
    assert "pick one first" in shown(window)
