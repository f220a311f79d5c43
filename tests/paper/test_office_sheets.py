"""The office's own sheets take plain rows: attendance, tools lent, papers handed in."""

import datetime as dt

import pytest

from dispatch_console.paper import sheets
from dispatch_console.paper.fill import fill
from dispatch_console.paper.form import load
from tests.paper.test_fill import read_back


def shown(sheet):
    return read_back(fill(load(sheet.kind), sheet.fields, sheet.rows, number=sheet.number))


@pytest.mark.requirement("R91", "R92")
def test_the_sums_of_an_attendance_sheet_are_counted_from_its_marks():
    marks = {1: "休", 2: "勤", 3: "直", 4: "迟", 5: "假", 6: "外", 31: "退"}
    sheet = sheets.attendance_sheet(dt.date(2026, 3, 1), [sheets.AttendanceRow("1007", "李强", marks)], "佳图")
    told = shown(sheet)
    assert (told["days_work"], told["days_leave"], told["days_out"], told["times_late"]) == ("4", "1", "1", "1")
    assert (told["day_2"], told["day_31"], told["month"]) == ("勤", "退", "2026年3月")


@pytest.mark.requirement("R166", "R168")
def test_a_tool_slip_tells_what_was_lent_and_what_came_back():
    tools = [sheets.LentTool("密度计", "GJ-0043", back=1, back_state="完好"), sheets.LentTool("维修手册", "ZL-0208")]
    told = shown(sheets.tool_loan("0000031", "李强", "1007", tools, "佳图", due_on=dt.date(2026, 3, 6), lender="陈静"))
    assert (told["tool_name"], told["tool_back"], told["borrower"], told["lender"]) == ("密度计", 1, "李强", "陈静")
    assert told["number"] == "0000031"


@pytest.mark.requirement("R158")
def test_a_hand_in_list_grows_with_the_papers_and_tells_what_is_still_out():
    papers = [sheets.HandedPaper("派工单", f"{n:07d}", "WX260302-009", "宏远", "03-02") for n in range(1, 31)]
    told = shown(sheets.hand_in_list(dt.date(2026, 3, 2), "李强", papers, 2, "佳图"))
    assert (told["papers_total"], told["papers_missing"], told["paper_number"]) == (30, 2, "0000001")
