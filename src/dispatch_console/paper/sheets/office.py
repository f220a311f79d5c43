"""What stands on the office's own sheets: attendance of a month, tools lent, papers handed in. Rows are given as they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dispatch_console.domain.moment import Moment
from dispatch_console.paper.sheets.filled import Fields, Filled


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person's month; marks by day of the month, as printed: 勤 假 训 外 直 迟 退 休 旷."""

    code: str
    name: str
    marks: dict[int, str]


@dataclass(frozen=True, slots=True)
class LentTool:
    """A tool or a repair document lent; back and its state are empty while it is out."""

    name: str
    number: str = ""
    quantity: int = 1
    state: str = ""
    back: int | None = None
    back_state: str = ""


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """A sheet of paper handed in: what it is called on paper, its number, its job, whether it is whole."""

    kind: str
    number: str
    job_number: str
    customer: str
    returned_on: str  # as printed: 03-02
    state: str = ""


def attendance_sheet(month: dt.date, people: Sequence[AttendanceRow], firm: str) -> Filled:
    """The attendance of a month 考勤表, a column a day; sums are counted from the marks (R91, R92)."""
    rows: list[Fields] = []
    for at, person in enumerate(people, 1):
        marks = list(person.marks.values())
        sums = {
            "days_work": sum(m in ("勤", "直", "迟", "退") for m in marks), "days_leave": marks.count("假"),
            "days_out": marks.count("外"), "times_late": marks.count("迟"),
        }  # fmt: skip
        row: Fields = {"seq": at, "tech_code": person.code, "tech_name": person.name}
        row |= {f"day_{day}": mark for day, mark in person.marks.items() if 1 <= day <= 31}
        row |= {name: str(n) if n else "" for name, n in sums.items()}
        rows.append(row)
    fields: Fields = {"firm_name": firm, "month": f"{month:%Y}年{month.month}月"}
    return Filled("attendance_sheet", f"{month:%Y%m}", fields, {"row_technician": rows})


def tool_loan(
    number: str, borrower: str, code: str, tools: Sequence[LentTool], firm: str, *,
    lent_at: Moment | None = None, due_on: dt.date | None = None, lender: str = "", job_number: str = "",
) -> Filled:  # fmt: skip
    """The slip for tools and documents lent 工具借用单 (R166, R168)."""
    rows: list[Fields] = [
        {
            "seq": at, "tool_name": t.name, "tool_number": t.number, "tool_quantity": t.quantity, "tool_state": t.state,
            "tool_back": t.back, "tool_back_state": t.back_state,
        }
        for at, t in enumerate(tools, 1)
    ]  # fmt: skip
    fields: Fields = {
        "firm_name": firm, "job_number": job_number, "borrower": borrower, "tech_code": code, "lent_at": lent_at,
        "due_on": due_on, "lender": lender,
    }  # fmt: skip
    return Filled("tool_loan", number, fields, {"row_tool": rows})


def hand_in_list(
    day: dt.date, technician: str, papers: Sequence[HandedPaper], missing: int, firm: str, number: str = ""
) -> Filled:
    """The papers that somebody hands in 交单清单, and how many are still out (R108, R131, R158)."""
    rows: list[Fields] = [
        {
            "seq": at, "paper_kind": p.kind, "paper_number": p.number, "number_job": p.job_number,
            "customer_name": p.customer, "returned_on": p.returned_on, "paper_state": p.state,
        }
        for at, p in enumerate(papers, 1)
    ]  # fmt: skip
    fields: Fields = {
        "firm_name": firm, "handed_on": day, "technician": technician, "papers_total": len(papers),
        "papers_missing": missing,
    }  # fmt: skip
    return Filled("hand_in_list", number or f"{day:%y%m%d}", fields, {"row_paper": rows})
