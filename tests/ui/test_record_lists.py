"""Every table of the records out to Excel and back in: every row accounted for, nothing wiped, all of it in one step."""

from __future__ import annotations

import openpyxl
import pytest

from dispatch_console.commands.people import AddPerson
from dispatch_console.desk.check import check
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.customers import ContactRecords, CustomerRecords
from dispatch_console.queries.office import Imports, People, Settings
from dispatch_console.queries.upkeep import ZoneRecords
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import ExportLog
from dispatch_console.ui.sheets.record_import import RecordImport
from dispatch_console.ui.sheets.record_lists import KEY, all_rows, read_table, write_table
from dispatch_console.ui.sheets.records import CONTACTS, CUSTOMERS, HOUSE, SETTING_TABLE, STAFF, TABLES, ZONES
from tests.keys import press, settle, write


def sheet_of(path):
    return openpyxl.load_workbook(path).active


def edited(path, change):
    """The file as a colleague gives it back."""
    book = openpyxl.load_workbook(path)
    change(book.active)
    book.save(path)
    return path


def column(sheet, heading):
    return next(c.column for c in sheet[3] if c.value == heading)


def written(bridge, table, tmp_path, text=""):
    path = tmp_path / f"{table.id}.xlsx"
    write_table(bridge, table, text, path, "核对")
    return path


def put(sheet, row, **cells):
    for heading, value in cells.items():
        sheet.cell(row, column(sheet, heading.replace("_", " "))).value = value


@pytest.mark.requirement("R217", "R201")
@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.id)
def test_every_table_written_out_and_read_back_is_the_same_row_for_row(bridge, desk, jobs, tmp_path, table):
    path = written(bridge, table, tmp_path)
    plan = read_table(desk, table, path)
    rows = len(all_rows(table, bridge))
    assert [(r.line, r.decision, r.doubts) for r in plan.rows] == [(n + 4, "same", ()) for n in range(rows)]
    assert plan.command is None
    assert sheet_of(path).cell(3, 1).value == KEY


@pytest.mark.requirement("R218")
def test_an_export_needs_its_purpose_and_is_written_down(bridge, desk, tmp_path):
    with pytest.raises(Refused):
        write_table(bridge, ZONES, "", tmp_path / "z.xlsx", "  ")
    assert not (tmp_path / "z.xlsx").exists()
    staff = len(desk.ask(People(with_former=True)))
    assert write_table(bridge, STAFF, "", tmp_path / "s.xlsx", "给总部") == staff
    with desk.store.reading() as connection:
        logged = [(r.form, r.purpose, r.rows, r.by) for r in connection.execute(table_of(ExportLog).select())]
    assert logged == [("records:staff", "给总部", staff, desk.actor)]


@pytest.mark.requirement("R218", "R217")
def test_hidden_customer_data_stays_hidden_in_the_file_and_states_nothing_when_it_comes_back(bridge, desk, tmp_path):
    bridge.masked = True
    path = written(bridge, CUSTOMERS, tmp_path)
    bridge.masked = False
    words = " ".join(str(c.value) for row in sheet_of(path).iter_rows(min_row=4) for c in row)
    real = desk.ask(CustomerRecords())
    assert not any(str(c.name) in words for c in real) and "**" in words and "hidden" in str(sheet_of(path).cell(2, 1).value)
    plan = read_table(desk, CUSTOMERS, path)
    assert {r.decision for r in plan.rows} == {"same"} and plan.command is None
    assert any("states nothing" in str(d) for r in plan.rows for d in r.doubts)


@pytest.mark.requirement("R217", "R201")
def test_new_changed_same_and_refused_rows_are_told_apart_and_saved_in_one_step_that_can_be_taken_back(bridge, desk, tmp_path):
    before = desk.ask(CustomerRecords(limit=1000))
    assert len(before) >= 2

    def change(sheet):
        put(sheet, 4, Class="Key" if before[0].kind == "ordinary" else "Ordinary", Note="年检")
        put(sheet, 5, Note=None, Customer_name=None)
        end = sheet.max_row + 1
        put(sheet, end, Customer_name="苏河湾画廊", Class="Key")
        put(sheet, end + 1, Customer_name="谁", Class="Platinum")
        sheet.cell(end + 2, 1).value = "99999"
        sheet.cell(end + 3, 1).value = sheet.cell(4, 1).value

    plan = read_table(desk, CUSTOMERS, edited(written(bridge, CUSTOMERS, tmp_path), change))
    s = plan.summary
    assert (s["added"], s["updated"], s["refused"]) == (1, 1, 3) and s["read"] == s["added"] + s["updated"] + s["same"] + s["refused"]
    reasons = [str(r.reason) for r in plan.rows if r.decision == "refused"]
    assert '"Platinum" is none of' in reasons[0] and "no entry with the key 99999" in reasons[1] and "twice" in reasons[2]
    [updated] = [r for r in plan.rows if r.decision == "updated"]
    assert "Note: — → 年检" in [str(x) for x in updated.says]
    done = desk.do(plan.command)
    assert done.result["added"] == 1 and done.result["updated"] == 1
    after = {c.id: c for c in desk.ask(CustomerRecords(limit=1000))}
    assert after[before[0].id].note == "年检" and after[before[0].id].kind != before[0].kind
    assert after[before[1].id] == before[1]
    assert [c.kind for c in after.values() if c.name == "苏河湾画廊"] == ["key"]
    batch = desk.ask(Imports())[0]
    assert (batch.read, batch.added) == (s["read"], 1)
    again = read_table(desk, CUSTOMERS, tmp_path / "customers.xlsx")
    assert again.summary["added"] == again.summary["updated"] == 0
    desk.undo()
    assert desk.ask(CustomerRecords(limit=1000)) == before
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R217")
def test_blank_cells_wipe_nothing_and_what_may_not_be_changed_is_said(bridge, desk, tmp_path):
    def change(sheet):
        for row in range(4, sheet.max_row + 1):
            for at in range(2, sheet.max_column + 1):
                sheet.cell(row, at).value = None
        put(sheet, 4, Staff_number="T999")

    before = desk.ask(People(with_former=True))
    plan = read_table(desk, STAFF, edited(written(bridge, STAFF, tmp_path), change))
    assert {r.decision for r in plan.rows} == {"same"}
    assert [str(d) for d in plan.rows[0].doubts] == ["Staff number cannot be changed here."]
    assert desk.ask(People(with_former=True)) == before


@pytest.mark.requirement("R217", "R5")
def test_a_new_row_belongs_to_the_customer_by_key_or_by_a_name_that_only_one_has(bridge, desk, tmp_path):
    customer = desk.ask(CustomerRecords())[0]

    def change(sheet):
        end = sheet.max_row + 1
        put(sheet, end, Key_of_the_customer=str(customer.id), Name="王会计", Numbers="021-60001234")
        put(sheet, end + 1, Whose=str(customer.name), Name="刘工")
        put(sheet, end + 2, Whose="没有这家", Name="赵某")

    plan = read_table(desk, CONTACTS, edited(written(bridge, CONTACTS, tmp_path), change))
    assert plan.count("added") == 2 and "没有这家 is not one customer" in str(plan.rows[-1].reason)
    desk.do(plan.command)
    names = {str(c.name): c.customer_id for c in desk.ask(ContactRecords())}
    assert names["王会计"] == names["刘工"] == customer.id


@pytest.mark.requirement("R217")
def test_numbers_and_days_that_excel_made_of_them_are_read_as_typed(bridge, desk, tmp_path):
    def change(sheet):
        row = next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, 1).value == "warranty_months")
        put(sheet, row, Value=18.0)

    plan = read_table(desk, SETTING_TABLE, edited(written(bridge, SETTING_TABLE, tmp_path), change))
    desk.do(plan.command)
    assert desk.ask(Settings())["warranty_months"] == "18"


@pytest.mark.requirement("R217")
def test_another_table_s_list_is_refused_by_its_headings(bridge, desk, tmp_path):
    with pytest.raises(Refused, match="no list of"):
        read_table(desk, ZONES, written(bridge, HOUSE, tmp_path))


@pytest.mark.requirement("R217", "R218")
def test_the_sheet_writes_the_table_in_front_by_ctrl_s_and_takes_it_back_by_ctrl_i(window, desk, tmp_path, qtbot):
    press(window, "Ctrl+M")
    sheet = window.rooms.sheet
    while sheet.table.id != "zones":
        press(sheet, "Ctrl+Tab")
    press(window, "Ctrl+N")
    write(window, "东片")
    press(window, "Return")
    write(window, "浦东 杨浦")
    press(window, "Ctrl+Return", "Ctrl+S")
    path = tmp_path / "zones.xlsx"
    press(window, "Ctrl+Return")
    assert "needs its purpose" in sheet.band.words
    sheet.band._inputs["path"].edit.setText(str(path))
    sheet.band._inputs["purpose"].edit.setText("改片区")
    press(window, "Ctrl+Return")
    assert "1 rows were written" in window.foot.said and path.exists()
    edited(path, lambda s: (put(s, 4, Districts="浦东 杨浦 虹口"), put(s, 5, Called="西片", Districts="长宁")))
    press(window, "Ctrl+I")
    taking = window.rooms.sheet
    assert isinstance(taking, RecordImport) and "Zones" in taking.title
    taking.file.edit.setText(str(path))
    taking.read()
    qtbot.waitUntil(lambda: taking.plan is not None, timeout=20000)
    assert taking.take.text() == "Take 2 rows in"
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: window.rooms.sheet is not taking, timeout=20000)
    settle()
    assert {z.name: z.districts for z in desk.ask(ZoneRecords())} == {"东片": "浦东 杨浦 虹口", "西片": "长宁"}
    assert window.rooms.sheet.title == "Records" and window.rooms.sheet.table.id == "zones"


@pytest.mark.requirement("R217")
def test_a_row_that_a_rule_refuses_is_named_nothing_is_taken_and_the_others_can_be(window, desk, tmp_path, qtbot):
    bridge = window.rooms.bridge

    def change(sheet):
        end = sheet.max_row + 1
        put(sheet, end, Name="钱进", Staff_number="T901", Role="Technician")
        put(sheet, end + 1, Name="周全", Staff_number="T902", Role="Technician")

    path = edited(written(bridge, STAFF, tmp_path), change)
    taking = RecordImport(bridge, STAFF, lambda: None)
    window.rooms.show_work(taking)
    taking.file.edit.setText(str(path))
    taking.read()
    qtbot.waitUntil(lambda: taking.plan is not None, timeout=20000)
    desk.do(AddPerson(name=NameText("先来的"), code="T902"))  # a colleague took the number meanwhile
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Nothing was taken in" in taking.band.words, timeout=20000)
    assert "钱进" not in [p.name for p in desk.ask(People())]
    assert taking.plan.summary["refused"] == 1 and "Take the other 1 rows in" in taking.band.words
    taking._take_in()
    assert "钱进" in [p.name for p in desk.ask(People())] and "周全" not in [p.name for p in desk.ask(People())]


@pytest.mark.requirement("R218")
def test_nothing_is_read_in_while_customer_data_is_hidden(window):
    press(window, "Ctrl+M")
    window.rooms.bridge.hide_customers(True)
    sheet = window.rooms.sheet
    sheet.read_in()
    assert "hidden" in sheet.band.words and window.rooms.sheet is sheet
