"""The roster by week, staff files, loans and rules of the points in the window: typed by keyboard, refused in place, nothing lost."""

import datetime as dt

import pytest
from openpyxl import Workbook, load_workbook

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.loans import LendTool, SaveTool
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.roster import RecordAttendance, SetRosterDay
from dispatch_console.commands.visits import CallIn
from dispatch_console.domain.calls import CallKind
from dispatch_console.queries.office import People
from dispatch_console.queries.points import Grades, PointLedger, PointQuestions, PointRules, PointsSheet
from dispatch_console.queries.staff import Loans, StaffFile, Surveys, Tools
from dispatch_console.queries.stock import NumberedSheets
from dispatch_console.queries.weeks import Attendance, RosterWeek
from tests.commands.common import sent
from tests.keys import press, settle, shown, write
from tests.press.searched import words_of

MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def roster(window):
    press(window, "Ctrl+7")
    settle()
    assert window.rooms.sheet.grid.hasFocus()
    return window.rooms.sheet


def kinds(desk, row=0, day=MONDAY):
    return [d.kind if d.planned else "" for d in desk.ask(RosterWeek(from_day=day))[row].days]


@pytest.mark.requirement("R90", "R92")
def test_a_week_is_typed_by_letters_and_saved_with_one_key(roster, desk):
    press(roster, "R", "R", "D", "P", "W", "X", "X")
    assert roster.grid.at == (1, 0) and len(roster.grid.edits) == 7 and kinds(desk) == [""] * 7
    press(roster, "Ctrl+Return")
    assert kinds(desk) == ["work", "work", "straight", "training", "out_of_town", "rest", "rest"] and not roster.grid.edits


def test_several_days_are_chosen_with_shift_and_copied_from_the_left(roster, desk):
    press(roster, "N", "Left", "Shift+Right", "Shift+Right", "Shift+Down")
    assert len(roster.grid.chosen()) == 6
    press(roster, "Z")
    assert {roster.grid.cell(r, c).kind for r, c in roster.grid.chosen()} == {"early"}
    press(roster, "Right", "Ctrl+D")
    row, column = roster.grid.at
    assert roster.grid.cell(row, column).kind == "early"
    press(roster, "Delete")
    assert not roster.grid.cell(row, column).planned


def test_enter_asks_note_and_hours_of_a_day(roster, desk):
    press(roster, "V", "Left", "Return")
    band = roster.band
    band._inputs["note"].setFocus()
    write(roster, "顶小王")
    band._inputs["hours"].setFocus()
    press(roster, "Ctrl+A")
    write(roster, "9-18")
    press(roster, "Ctrl+Return")
    assert "are no hours" in shown(roster.window())
    press(roster, "Ctrl+A")
    write(roster, "0900-1800")
    press(roster, "Ctrl+Return")
    press(roster, "Ctrl+Return")
    first = desk.ask(RosterWeek(from_day=MONDAY))[0].days[0]
    assert (first.kind, first.note, first.starts_minute, first.ends_minute) == ("on_duty", "顶小王", 540, 1080)


def test_as_last_week_and_what_is_typed_is_asked_about_before_it_goes(roster, window, desk):
    person = desk.ask(RosterWeek(from_day=MONDAY))[1].person_id
    desk.do(SetRosterDay(person_id=person, on_day=MONDAY + dt.timedelta(days=1), kind="sick", note="流感"))
    press(roster, "PgDown")
    assert roster.monday == MONDAY + dt.timedelta(days=7)
    press(roster, "Ctrl+W")
    assert roster.grid.cell(1, 1).kind == "sick" and roster.grid.cell(0, 0).kind == "work" and roster.grid.cell(0, 5).kind == "rest"
    press(roster, "PgUp")
    assert roster.monday == MONDAY + dt.timedelta(days=7) and "typed but not saved" in shown(window)
    press(roster, "2")
    assert not roster.grid.edits
    press(roster, "Ctrl+W", "Ctrl+Return")
    assert kinds(desk, 1, roster.monday)[:2] == ["work", "sick"]
    press(roster, "Escape")
    assert window.rooms.sheet is None


@pytest.mark.requirement("R91")
def test_the_line_of_the_morning_names_who_is_late_and_who_is_missing(window, desk, hands):
    people = desk.ask(RosterWeek(from_day=MONDAY))
    hands.to(8, 40)
    desk.do(RecordAttendance(person_id=people[0].person_id, kind="reported_in", note="地铁"))
    hands.to(8, 46)
    press(window, "Ctrl+7")
    sheet = window.rooms.sheet
    said = [sheet._chip(r)[0] for r in sheet.morning]
    assert said[0] == f"{people[0].name} 10 min late · 地铁" and said[1] == f"{people[1].name} has not reported"


@pytest.mark.requirement("R90")
def test_the_time_clocks_list_is_taken_in_and_the_same_file_adds_nothing(roster, window, desk, hands, tmp_path, qtbot):
    hands.to(9, days=3)
    name = desk.ask(RosterWeek(from_day=MONDAY))[0].name
    book = Workbook()
    for row in (["考勤 2026-03"], ["姓名", *range(1, 32)], [name, "", "08:1018:20", "08:40"], ["外人", "", "08:00"]):
        book.active.append(row)
    book.save(tmp_path / "打卡.xlsx")
    for added in (2, 0):
        if window.rooms.sheet is None:
            press(window, "Ctrl+7")
        press(window.rooms.sheet, "Ctrl+I")
        sheet = window.rooms.sheet
        sheet.file.setFocus()
        write(sheet, str(tmp_path / "打卡.xlsx"))
        press(sheet, "Return")
        qtbot.waitUntil(lambda s=sheet: s.plan is not None, timeout=15000)
        assert sheet.plan.summary["added"] == added and sheet.plan.summary["refused"] == 1
        if added:
            press(sheet, "Ctrl+Return")
            qtbot.waitUntil(lambda: window.rooms.sheet is None, timeout=15000)
    assert next(r for r in desk.ask(Attendance(on_day=MONDAY)) if r.name == name).kept.mark == "present"


def to(sheet, table):
    while sheet.table.id != table:
        press(sheet, "Ctrl+Tab")


@pytest.mark.requirement("R166", "R168")
def test_a_tool_is_put_in_lent_and_taken_back_by_keyboard(window, desk):
    press(window, "Ctrl+8")
    sheet = window.rooms.sheet
    to(sheet, "tools")
    press(sheet, "Ctrl+N")
    write(sheet, "测温仪")
    press(sheet, "Ctrl+Return")
    assert [t.name for t in desk.ask(Tools())] == ["测温仪"]
    sheet.form.inputs["holder"].setFocus()
    press(sheet, "2", "Ctrl+Return")
    assert desk.ask(Tools())[0].holder == desk.ask(People())[0].name
    sheet.form.inputs["holder"].setFocus()
    press(sheet, "1")
    sheet.form.inputs["state"].choose("lost")
    press(sheet, "Ctrl+Return")
    assert "Who decided" in shown(window) and desk.ask(Loans())[0].back_at is None
    press(sheet, "Escape")
    sheet.form.inputs["decided_by"].setFocus()
    write(sheet, "沈国栋")
    sheet.form.inputs["pay"].setFocus()
    write(sheet, "860")
    press(sheet, "Ctrl+Return")
    assert desk.ask(Loans())[0].compensation_fen == 86000
    to(sheet, "loans")
    sheet.form.inputs["paid"].choose("yes")
    press(sheet, "Ctrl+Return")
    assert desk.ask(Loans())[0].paid_at is not None


@pytest.mark.requirement("R97")
def test_a_certificate_goes_into_the_staff_file(window, desk):
    press(window, "Ctrl+8")
    sheet = window.rooms.sheet
    press(sheet, "Ctrl+N")
    sheet.form.inputs["title"].setFocus()
    write(sheet, "彩机三级")
    press(sheet, "Ctrl+Return")
    assert "On which day" in shown(window)
    press(sheet, "Escape")
    sheet.form.inputs["on_day"].setFocus()
    write(sheet, "2026-03-02")
    press(sheet, "Ctrl+Return")
    assert [r.title for r in desk.ask(StaffFile())] == ["彩机三级"]


@pytest.mark.requirement("R192")
def test_a_rule_of_the_points_gets_its_next_version_and_says_it_in_words(window, desk):
    press(window, "Ctrl+9")
    sheet = window.rooms.sheet
    write(sheet, "rework")
    assert [str(r.words)[:9] for _t, r in sheet.rows] == ["Each time"]
    sheet.form.inputs["values"].setFocus()
    press(sheet, "Ctrl+A")
    write(sheet, "base=zwei")
    press(sheet, "Ctrl+Return")
    assert "no points" in shown(window)
    press(sheet, "Escape")
    sheet.form.inputs["values"].setFocus()
    press(sheet, "Ctrl+A")
    write(sheet, "base=2.0")
    press(sheet, "Ctrl+Return")
    assert [(r.version, r.parameters, r.in_force) for r in desk.ask(PointRules()) if r.code == "rework"] == [(2, (("base", 20),), True), (1, (("base", 30),), False)]
    to(sheet, "grades")
    sheet.search.edit.clear()
    sheet._find("")
    press(sheet, "Down")
    sheet.form.inputs["worth"].setFocus()
    press(sheet, "Ctrl+A")
    write(sheet, "45")
    press(sheet, "Ctrl+Return")
    assert 4500 in {g.fen_per_point for g in desk.ask(Grades())}


def repaired(desk, hands):
    """A repair typed and waiting for its audit: 1.0 + √100 ÷ 10 + 1.0 + 0.5."""
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="2", customer_id=2, said="卡纸")).result["job_id"]
    sent(desk, job, technician=3, hour=15)
    hands.to(16)
    desk.do(CallIn(job_id=job, move="arrived"))
    desk.do(CallIn(job_id=job, move="done"))
    desk.do(TypeReport(job_id=job, method="换搓纸轮", price_code="L-C03", fee_labour_fen=10000))


@pytest.mark.requirement("R192", "R111")
def test_a_question_about_points_is_asked_granted_and_a_rule_tried_without_booking(window, desk, jobs, hands):
    repaired(desk, hands)
    press(window, "Ctrl+Shift+3", "A")
    sheet = window.rooms.sheet
    earner = next(r for r in sheet.people.table.rows if r.total)
    sheet.people.select_key(earner.person_id)
    press(sheet, "Ctrl+N")
    assert "Pick an entry" in shown(window) or sheet.band.asking
    sheet.ledger.setFocus()
    sheet.ledger.selectRow(0)
    press(sheet, "Ctrl+N")
    write(sheet, "为什么只有一分")
    press(sheet, "Ctrl+Return")
    (asked,) = desk.ask(PointQuestions(open_only=True))
    press(sheet, "Ctrl+N", "2")
    write(sheet, "查过，记错")
    press(sheet, "Ctrl+Return")
    assert desk.ask(PointQuestions(open_only=True)) == ()
    after = next(r for r in sheet.people.table.rows if r.person_id == earner.person_id)
    counted = next(e for e in desk.ask(PointLedger(person_id=earner.person_id, month=MONDAY)) if e.id == asked.entry_id)
    assert after.total == earner.total - counted.points
    press(sheet, "Ctrl+T")
    sheet.what.rule.choose("repaired")
    sheet.what.values.setFocus()
    press(sheet, "Ctrl+A")
    write(sheet, "points=1.5")
    assert "1 gain, 0 lose; the month +1.0" in sheet.what.summary()
    write(sheet, "x")
    assert sheet.what.why and sheet.what.summary() == ""
    assert next(r for r in desk.ask(PointsSheet(month=MONDAY)) if r.person_id == earner.person_id).total == after.total
    press(sheet, "Ctrl+E")
    assert window.rooms.sheet.table.id == "point_rules"


@pytest.mark.requirement("R192", "R218")
def test_a_persons_points_go_out_with_their_working(window, desk, jobs, hands, tmp_path):
    repaired(desk, hands)
    press(window, "Ctrl+Shift+3", "A")
    sheet = window.rooms.sheet
    sheet.people.select_key(next(r for r in sheet.people.table.rows if r.total).person_id)
    press(sheet, "Ctrl+S", "2")
    write(sheet, "给本人核对")
    press(sheet, "Return", "Ctrl+A")
    write(sheet, str(tmp_path / "李.xlsx"))
    press(sheet, "Ctrl+Return")
    rows = list(load_workbook(tmp_path / "李.xlsx").active.iter_rows(values_only=True))
    assert any("√100.00" in str(cell) for row in rows for cell in row)


@pytest.mark.requirement("R191", "R203")
def test_what_a_revisit_brought_home_is_written_down_beside_its_customer(window, desk):
    press(window, "Ctrl+M")
    sheet = window.rooms.sheet
    write(sheet, "qm")
    to(sheet, "surveys")
    press(sheet, "Ctrl+N")
    sheet.form.inputs["need"].setFocus()
    write(sheet, "想换彩机")
    press(sheet, "Ctrl+Return")
    (row,) = desk.ask(Surveys())
    assert row.need == "想换彩机" and "启明" in row.customer
    sheet.form.inputs["passed_to"].setFocus()
    write(sheet, "销售部")
    press(sheet, "Ctrl+Return")
    assert desk.ask(Surveys())[0].passed_to == "销售部"


@pytest.mark.requirement("R86", "R218")
def test_to_paper_makes_one_print_of_board_roster_and_empty_forms(window, desk, jobs, tmp_path, qtbot):
    press(window, "Ctrl+Alt+B")
    sheet = window.rooms.sheet
    sheet.counts["work_order"].setFocus()
    press(sheet, "Ctrl+A")
    write(sheet, "zwei")
    press(sheet, "Ctrl+Return")
    assert "is no number" in sheet.counts["work_order"].error
    for form, field in sheet.counts.items():
        field.edit.setText("1" if form == "visit_card" else "0")
    sheet.file.setFocus()
    press(sheet, "Ctrl+A")
    write(sheet, str(tmp_path / "纸.pdf"))
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: window.rooms.sheet is None, timeout=30000)
    assert (tmp_path / "纸.pdf").stat().st_size > 10_000 and "pages for a day on paper" in shown(window)


@pytest.mark.requirement("R196")
def test_the_papers_of_an_earlier_day_are_made_again_from_the_close_of_the_day(window, desk, hands, tmp_path, qtbot):
    hands.to(17, 35)
    press(window, "Ctrl+Shift+4")
    sheet = window.rooms.sheet
    press(sheet, "Ctrl+Left")
    assert "No day was closed" in shown(window)
    sheet.folder.edit.setText(str(tmp_path / "一"))
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: window.rooms.sheet is None, timeout=30000)
    hands.to(9, 0, days=3)
    window.rooms.bridge.look_around()
    press(window, "Ctrl+Shift+4", "Ctrl+Left")
    sheet = window.rooms.sheet
    assert sheet.day == MONDAY and sheet.go.text() == "Write the papers again"
    sheet.folder.edit.setText(str(tmp_path / "二"))
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: window.rooms.sheet is None, timeout=30000)
    first, again = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("一", "二"))
    assert first == again and len(first) == 7


@pytest.mark.requirement("R158", "R166")
def test_numbered_sheets_are_given_out_printed_and_filed_and_a_loan_has_its_slip(window, desk, tmp_path):
    press(window, "Ctrl+8")
    sheet = window.rooms.sheet
    to(sheet, "sheets")
    press(sheet, "Ctrl+N")
    sheet.form.inputs["count"].setFocus()
    write(sheet, "2")
    press(sheet, "Ctrl+Return")
    assert [s.status for s in desk.ask(NumberedSheets())] == ["issued", "issued"]
    number = sheet.form.record.number
    press(sheet, "Ctrl+P", "Ctrl+A")
    write(sheet, str(tmp_path / "空白.pdf"))
    press(sheet, "Ctrl+Return")
    assert number in words_of(tmp_path / "空白.pdf")
    sheet.form.inputs["status"].choose("returned")
    press(sheet, "Ctrl+Return")
    sheet.form.inputs["status"].choose("filed")
    press(sheet, "Ctrl+Return")
    assert {s.status for s in desk.ask(NumberedSheets())} == {"issued", "filed"}
    person = desk.ask(People(role="technician"))[0]
    tool = desk.do(SaveTool(name="测温仪")).result["tool_id"]
    desk.do(LendTool(tool_id=tool, person_id=person.id))
    to(sheet, "tools")
    press(sheet, "Ctrl+P", "Ctrl+A")
    write(sheet, str(tmp_path / "借.pdf"))
    press(sheet, "Ctrl+Return")
    assert "测温仪" in words_of(tmp_path / "借.pdf") and person.name in words_of(tmp_path / "借.pdf")
    to(sheet, "loans")
    press(sheet, "Ctrl+P")
    assert "Printed is the slip" in shown(window)
