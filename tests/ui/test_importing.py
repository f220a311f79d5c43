"""A list from outside by keyboard: its columns are told, every row is looked at, nothing is taken in silence."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QTimer

from dispatch_console.commands.customers import AddCustomer
from dispatch_console.desk import import_batches
from dispatch_console.desk.check import check, digest
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.queries.customers import CustomerRecords
from dispatch_console.queries.layouts import RememberedLayout
from dispatch_console.queries.office import Imports
from tests.desk.test_import_batches import long_customers, long_register, owned
from tests.keys import press, settle, write
from tests.paper.large_hostile import large_files

DATA = Path(__file__).parent.parent / "data"
REGISTER = """登记,单位,来电,现象
01/02/2026 07:20,东篱茶业,13800011001,有底灰
01/02/2026 08:04,宏远国贸,62458837,重影
01/02/2026 08:31,宏远国贸,62458837,重影
01/02/2026 9:7x,百川货运,13800011003,开机报错
"""


@pytest.fixture
def taking_in(window, qtbot):
    """Opens the import sheet with this file read, by keyboard."""

    def open_(path):
        window.do("import")
        settle()
        sheet = window.rooms.sheet
        press(sheet, "1")
        write(sheet, str(path))
        press(sheet, "Return")
        qtbot.waitUntil(lambda: sheet.plan is not None and not sheet.busy, timeout=30000)
        settle()
        return sheet

    return open_


def rows(sheet):
    return [(r.line, r.decision) for _n, r in sheet.found.table.table.rows]


@pytest.mark.requirement("R3", "R217")
def test_a_register_of_another_city_comes_in_through_columns_told_by_keyboard(taking_in, window, desk, qtbot):
    sheet = taking_in(DATA / "nyc311_calls.csv")
    assert sheet.plan.summary["read"] == 235 and sheet.columns.isVisible()
    press(sheet, "Ctrl+E", *["Right"] * 5)
    strip = sheet.columns
    assert strip.hasFocus() and strip.headings[strip.at].name == "Complaint Type" and strip.headings[strip.at].field == "kind"
    press(sheet, "Return", "Up", "Up", "Esc")
    assert strip.pick == -1 and sheet.isVisible(), "Esc leaves the fields, not the sheet"
    press(sheet, "9")  # fault
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30000)
    settle()
    fields = {h.name: h.field for h in sheet.columns.headings}
    assert fields["Complaint Type"] == "fault" and not fields["Descriptor"] and strip.hasFocus()
    assert sheet.plan.summary == {"read": 235, "added": 235, "updated": 0, "same": 0, "refused": 0}
    before = _jobs(desk)
    press(sheet, "Down", "Ctrl+Return")
    qtbot.waitUntil(lambda: window.rooms.sheet is None or sheet.saved, timeout=60000)
    after = _jobs(desk)
    assert after["closed"] - before.get("closed", 0) == 198 and sum(after.values()) - sum(before.values()) == 235
    assert dict(desk.ask(RememberedLayout(form="phone_register", layout=sheet.columns and _layout(desk))).columns)["Complaint Type"] == "fault"
    again = taking_in(DATA / "nyc311_calls.csv")
    assert again.got.remembered and again.plan.summary["same"] == 235 and not again.take.isEnabled()
    assert check(desk, replay=True).wrong == []


def _layout(desk):
    with desk.store.reading() as connection:
        return connection.exec_driver_sql("select layout from list_layout").scalar()


def _jobs(desk):
    with desk.store.reading() as connection:
        return dict(connection.exec_driver_sql("select status, count(*) from job group by status").fetchall())


@pytest.mark.requirement("R3", "R5")
def test_a_doubtful_customer_is_chosen_by_a_digit_and_the_equation_always_holds(taking_in, desk, qtbot, tmp_path):
    path = tmp_path / "pudong.csv"
    path.write_text(REGISTER, encoding="utf-8")
    sheet = taking_in(path)
    assert sheet.got.trouble is None or "headings" in str(sheet.got.trouble)
    names = {"登记": "1", "单位": "5", "来电": "3", "现象": "9"}  # called at, customer, phone, fault
    for n, (heading, key) in enumerate(names.items()):
        press(sheet, "Ctrl+E", "Home", *["Right"] * n)
        assert sheet.columns.headings[sheet.columns.at].name == heading
        press(sheet, "Return", key)
        qtbot.waitUntil(lambda: not sheet.busy, timeout=30000)
        settle()
    assert "Column A 01/02/2026" in sheet.columns.question and sheet.plan.summary["refused"] == 4
    assert "2026-01-02" in sheet.columns.question and "2026-02-01" in sheet.columns.question
    press(sheet, "Ctrl+E", "2" if sheet.columns.questions[0].readings[1][0] == "dmy" else "1")
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30000)
    settle()
    s = sheet.plan.summary
    assert s["read"] == 4 == s["added"] + s["updated"] + s["same"] + s["refused"]
    undecided = [r.line for r in sheet.plan.rows if r.undecided]
    assert undecided == [3, 4], "known by number, but under another name"
    press(sheet, "Down", "Alt+Down")
    assert sheet.found.whose.picks.hasFocus() and "number same" in sheet.found.whose.picks.picks[0].why
    press(sheet, "1")
    assert sheet.found.table.hasFocus() and sheet.plan.rows[1].decision == "added" and sheet.plan.rows[1].chosen == 0
    press(sheet, "Alt+Down")
    assert sheet.found.whose.row.line == 4
    press(sheet, str(len(sheet.found.whose.picks.picks)))  # leave it
    assert sheet.plan.rows[2].decision == "refused"
    s = sheet.plan.summary
    assert s["read"] == 4 == s["added"] + s["updated"] + s["same"] + s["refused"] and s["added"] == 2
    sheet.found.table.select_key(0)
    press(sheet, "Space")
    assert sheet.plan.rows[0].decision == "refused" and sheet.take.text() == "Take 1 rows in"
    press(sheet, "Ctrl+Space")
    assert sheet.plan.rows[0].decision == "added" and sheet.take.text() == "Take 2 rows in"
    report = tmp_path / "not taken.xlsx"
    sheet.write_refused_to(report)
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30000)
    assert report.exists() and "2 rows written" in sheet.fact
    customers = len(desk.ask(CustomerRecords(limit=1000)))
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.saved, timeout=30000)
    assert len(desk.ask(CustomerRecords(limit=1000))) == customers + 1
    batch = desk.ask(Imports())[0]
    assert (batch.read, batch.added) == (4, 2)
    again = taking_in(path)
    assert again.got.remembered and again.plan.summary["same"] == 2 and not again.columns.questions
    assert check(desk, replay=True).wrong == []


class Pulse:
    """How long the window ever did not answer, beaten every 5 ms."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.monotonic()
        self.timer = QTimer()
        self.timer.timeout.connect(self._beat)
        self.timer.start(5)

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


def test_a_window_that_is_made_larger_while_a_list_is_read_goes_first(window, qtbot, tmp_path):
    """Work beside the window once made each of its events wait: 0.8 s for one new size."""
    window.do("import")
    settle()
    sheet, sizes = window.rooms.sheet, [1440, 1400]
    sheet.file.edit.setText(str(long_register(tmp_path / "long.csv", 15_000)))
    sheet.form.setFocus()
    settle()
    pulse, turns = Pulse(), QTimer(interval=150)

    def shake() -> None:
        sizes.reverse()
        window.resize(sizes[0], 900)

    turns.timeout.connect(shake)
    turns.start()
    press(sheet, "1", "Return")
    qtbot.waitUntil(lambda: sheet.plan is not None and not sheet.busy, timeout=60_000)
    turns.stop()
    assert pulse.longest < 0.3, pulse.longest  # 100 ms, with a margin of three


@pytest.mark.requirement("R3", "R217")
@pytest.mark.parametrize("rows", [1300, pytest.param(100_000, marks=pytest.mark.nightly)])
def test_a_long_register_goes_in_beside_the_window_and_stopping_keeps_what_is_in(taking_in, window, desk, qtbot, tmp_path, rows):
    window.do("import")
    settle()
    sheet = window.rooms.sheet
    sheet.file.edit.setText(str(long_register(tmp_path / "long.csv", rows)))
    sheet.form.setFocus()
    settle()
    pulse = Pulse()
    press(sheet, "1", "Return")
    qtbot.waitUntil(lambda: sheet.plan is not None and not sheet.busy, timeout=120_000)
    settle()
    read, pulse.longest = pulse.longest, 0.0
    assert sheet.plan.summary["added"] == rows
    before = _calls(desk)
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: _calls(desk) >= before + import_batches.BATCH, timeout=120_000)
    sheet.stop_button.click()
    qtbot.waitUntil(lambda: not sheet.busy, timeout=60_000)
    kept = _calls(desk) - before
    assert f"{kept} of {rows} rows are in and stay in" in sheet.band.words and sheet.file.edit.hasFocus()
    assert (read < 0.3, pulse.longest < 0.3) == (True, True), (read, pulse.longest)  # 100 ms, with a margin of three
    assert 0 < kept < rows and kept % import_batches.BATCH == 0
    again = taking_in(tmp_path / "long.csv")
    s = again.plan.summary
    assert s["same"] == kept and s["read"] == rows == s["added"] + s["same"] + s["updated"] + s["refused"]
    assert check(desk).wrong == []


def _calls(desk):
    with desk.store.reading() as connection:
        return connection.exec_driver_sql("select count(*) from call").scalar()


HOSTILE = sorted(p for p in (DATA / "hostile").iterdir() if p.is_file())
FEW = HOSTILE[:: max(1, len(HOSTILE) // 4)]


@pytest.mark.requirement("R217")
@pytest.mark.parametrize("path", [p if p in FEW else pytest.param(p, marks=pytest.mark.nightly) for p in HOSTILE], ids=lambda p: p.name)
def test_a_hostile_file_never_holds_the_window_and_writes_nothing(window, desk, qtbot, path):
    before = digest(desk)
    window.do("import")
    settle()
    sheet, pulse = window.rooms.sheet, Pulse()
    press(sheet, "1")
    sheet.file.edit.setText(str(path))
    press(sheet, "Return")
    qtbot.waitUntil(lambda: not sheet.busy, timeout=60_000)
    assert sheet.plan is not None or sheet.band.words or sheet.file.error
    if sheet.plan is not None:
        s = sheet.plan.summary
        assert s["read"] == s["added"] + s["updated"] + s["same"] + s["refused"]
    assert pulse.longest < 0.3 and digest(desk) == before


@pytest.mark.nightly
@pytest.mark.requirement("R217")
def test_the_large_hostile_files_never_hold_the_window(window, desk, qtbot, tmp_path):
    for path in large_files(tmp_path).values():
        test_a_hostile_file_never_holds_the_window_and_writes_nothing(window, desk, qtbot, path)
        window.rooms.sheet.leave()


def three_sheets(path, rows=3):
    """A workbook as they come by mail: a word about it, the register, its totals; and a sheet that is empty."""
    book = Workbook()
    book.active.title = "说明"
    book.active.append(["本表由浦东点填写，每周五交。"])
    book.create_sheet("登记").append(["来电时间", "客户", "电话", "故障"])
    for n in range(rows):
        book["登记"].append([f"2026-02-0{n + 1} 09:10", f"新厂{n}号", f"1391234000{n}", f"卡纸{n}"])
    book.create_sheet("汇总").append(["来电时间", "客户", "电话", "故障"])
    book["汇总"].append(["2026-02-01 09:10", "别处厂", "13912349999", "重影"])
    book.create_sheet("空表")
    book.save(path)
    return path


@pytest.mark.requirement("R3", "R217")
def test_another_worksheet_is_read_by_keyboard_and_which_it_was_is_shown(taking_in, window, desk, qtbot, tmp_path):
    path = three_sheets(tmp_path / "浦东.xlsx")
    sheet = taking_in(path)
    strip = sheet.worksheets
    assert strip.isVisible() and strip.sheets == ("说明", "登记", "汇总") and strip.now == "说明", "an empty one is not offered"
    assert sheet.plan.summary["read"] == 0 and strip.hasFocus() and "headings" in sheet.band.words and not sheet.take.isEnabled()
    press(sheet, "Right", "Return")
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30_000)
    settle()
    assert strip.now == "登记" and sheet.plan.summary["added"] == 3 and sheet.found.table.hasFocus() and sheet.band.words == ""
    assert "登记" in strip.accessibleDescription()
    press(sheet, "Ctrl+E", "Up")
    assert strip.hasFocus()
    press(sheet, "3")
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30_000)
    settle()
    assert strip.now == "汇总" and sheet.plan.summary["added"] == 1
    press(sheet, "Ctrl+E", "Up", "2")
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30_000)
    settle()
    before = _calls(desk)
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.saved, timeout=30_000)
    assert _calls(desk) == before + 3 and check(desk, replay=True).wrong == []


def test_many_worksheets_stay_in_one_line_and_the_one_in_hand_is_always_seen(taking_in, qtbot, tmp_path):
    book = Workbook()
    book.active.title = "一月一日的来电登记表"
    for n in range(2, 32):
        book.create_sheet(f"一月{n}日的来电登记表")
    for one in book.worksheets:
        one.append(["来电时间", "客户", "电话", "故障"])
        one.append(["2026-01-05 09:10", one.title, "13912349999", "重影"])
    book.save(tmp_path / "many.xlsx")
    sheet = taking_in(tmp_path / "many.xlsx")
    strip = sheet.worksheets
    press(sheet, "Ctrl+E", "Up", "End")
    sheet.grab()
    assert strip.hasFocus() and strip._tiles[-1][1] == 30 and strip._tiles[-1][0].right() < strip.width()
    press(sheet, "Return")
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30_000)
    assert strip.now == "一月31日的来电登记表" and sheet.plan.rows[0].what.startswith("一月31日")


@pytest.mark.requirement("R201", "R217")
@pytest.mark.parametrize("each", [700, pytest.param(10_000, marks=pytest.mark.nightly)])
def test_a_long_customer_list_goes_in_beside_the_window_and_the_rest_later(window, desk, qtbot, tmp_path, each):
    path = long_customers(tmp_path / "long.xlsx", each)

    def read():
        window.do("import")
        settle()
        sheet = window.rooms.sheet
        press(sheet, "2")
        sheet.file.edit.setText(str(path))
        press(sheet, "Return")
        qtbot.waitUntil(lambda: sheet.plan is not None and not sheet.busy, timeout=120_000)
        settle()
        return sheet

    sheet = read()
    pulse, before = Pulse(), len(desk.ask(CustomerRecords(limit=100_000)))
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: owned(desk)[0] > 0, timeout=120_000)
    sheet.stop_button.click()
    qtbot.waitUntil(lambda: not sheet.busy, timeout=60_000)
    kept = owned(desk)[0]
    assert f"{each + kept} of {2 * each} rows are in and stay in" in sheet.band.words
    assert 0 < kept < each and pulse.longest < 0.3, pulse.longest  # 100 ms, with a margin of three
    sheet = read()
    assert sheet.plan.summary == {"read": 2 * each, "added": each - kept, "updated": 0, "same": each + kept, "refused": 0}
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.saved or bool(sheet.band.words), timeout=120_000)
    assert owned(desk) == (each, each) and len(desk.ask(CustomerRecords(limit=100_000))) == before + each
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R42", "R217")
def test_a_long_price_list_goes_in_whole_beside_the_window(window, desk, qtbot, tmp_path):
    path = tmp_path / "prices.csv"
    path.write_text("代码,名称,类别,单位,报价\n" + "\n".join(f"P{n:05d},项目{n},人工,次,{n + 1}" for n in range(1200)), encoding="utf-8")
    window.do("import")
    settle()
    sheet = window.rooms.sheet
    press(sheet, "4")
    sheet.file.edit.setText(str(path))
    press(sheet, "Return")
    qtbot.waitUntil(lambda: sheet.plan is not None and not sheet.busy, timeout=60_000)
    settle()
    pulse = Pulse()
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.saved, timeout=60_000)
    batch = desk.ask(Imports())[0]
    assert (batch.read, batch.added) == (1200, 1200) and pulse.longest < 0.3, pulse.longest


@pytest.mark.requirement("R201", "R217")
def test_what_a_customer_list_says_otherwise_stands_beside_what_is_here_and_is_chosen_by_keys(window, desk, qtbot, tmp_path):
    made = desk.do(AddCustomer(name=NameText("东篱茶业"), code="K01", contact=NameText("彭刚"), phones=(PhoneText("13800011001"),)))
    path = tmp_path / "customers.csv"
    path.write_text("客户编号,客户名称,联系人,电话,地址\nK02,新厂,王五,13900000002,\nK01,东篱茶叶行,罗敏,138****1001,张江路9号", encoding="utf-8")
    window.do("import")
    settle()
    sheet = window.rooms.sheet
    press(sheet, "2")
    sheet.file.edit.setText(str(path))
    press(sheet, "Return")
    qtbot.waitUntil(lambda: sheet.plan is not None and not sheet.busy, timeout=30_000)
    settle()
    panel = sheet.found.changes
    assert sheet.take.text() == "Take 1 rows in" and panel.isVisible() and panel.of_a_list
    window.resize(1440, 860)
    settle()
    assert [c.id for at, c in enumerate(sheet.found.table._facts) if sheet.found.table.isColumnHidden(at)] == ["machine", "fault", "at"]
    assert "东篱茶叶行 | 东篱茶业 otherwise here: 1 or 2" in panel.accessibleDescription()
    press(sheet, "Alt+Down")
    assert panel.hasFocus() and panel.changes[panel.at].field == "customer_name"
    press(sheet, "1", "Down", "2", "Esc")
    assert {c.field: c.takes for c in panel.changes} == {"customer_name": "back", "contact": "present", "phone": "present", "address": "back"}
    assert sheet.take.text() == "Take 2 rows in" and sheet.found.table.hasFocus()
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.saved, timeout=30_000)
    with desk.store.reading() as connection:
        row = connection.exec_driver_sql(
            "select c.name, (select group_concat(name) from contact where customer_id=c.id) who, (select group_concat(raw) from phone_number "
            "where customer_id=c.id) numbers, (select address from site where customer_id=c.id) place from customer c where id=?",
            (made.result["customer_id"],)).one()  # fmt: skip
    assert tuple(row) == ("东篱茶叶行", "彭刚", "13800011001", "张江路9号") and check(desk, replay=True).wrong == []
