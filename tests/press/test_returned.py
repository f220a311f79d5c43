"""Forms that come back as files: printed, returned, present; what counts is said, and taken in through the usual commands."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.jobs import DecideJob
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.visits import CallIn, DispatchJob, IssueVisit
from dispatch_console.desk.check import check
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import at
from dispatch_console.press import papers
from dispatch_console.press.returned import read_form
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.job_papers import JobPapers
from dispatch_console.queries.office import People

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def job(desk, hands):
    """启明's job, being worked on by 李强 since 9:40."""
    hands.to(8, 10)
    done = desk.do(RegisterCall(kind=CallKind.REPAIR, number="62458837", customer_id=2, said="卡纸", machine_id=2))
    job_id = done.result["job_id"]
    desk.do(DecideJob(job_id=job_id, warranty="in", fee=False, basis="invoice"))
    person = next(p.id for p in desk.ask(People()) if p.name == "李强")
    start = at(desk.today(), 9, 30)
    visit = desk.do(DispatchJob(job_id=job_id, technician_id=person, planned_from=start)).result
    desk.do(IssueVisit(visit_id=visit["visit_id"]))
    hands.to(9, 45)
    desk.do(CallIn(job_id=job_id, move="arrived", happened_at=at(desk.today(), 9, 40)))
    return job_id


def printed(desk, form, job_id):
    """What came out of the printer, as a workbook."""
    out = []
    papers.hand_out(desk, form, job_id, out.extend)
    return out[0]


def filled_by_pen(data: bytes, path: Path, **values) -> Path:
    """The same form with these fields typed into it."""
    book = load_workbook(io.BytesIO(data))
    for name, value in values.items():
        [(sheet, place)] = list(book.defined_names[name].destinations)
        book[sheet][place.replace("$", "").split(":")[0]].value = value
    book.save(path)
    return path


def changes(plan):
    return {c.field: (c.back, c.present, c.takes) for c in plan.rows[0].changes}


@pytest.mark.requirement("R108", "R135", "R217")
def test_a_repair_report_comes_back_is_compared_and_typed_by_itself(desk, hands, job, tmp_path):
    data = printed(desk, "repair_report", job)
    hands.to(10, 40)
    desk.do(CallIn(job_id=job, move="done", happened_at=at(desk.today(), 10, 20)))
    path = filled_by_pen(data, tmp_path / "back.xlsx", completed_at="2026-03-02 10:40", cause="搓纸轮老化", method="更换搓纸轮",
                         fee_visit=50, fee_other=12, fee_discount=2, advice="每半年保养", opinion="很快")  # fmt: skip
    plan = read_form(desk, path)
    [row] = plan.rows
    told = changes(plan)
    assert told["method"] == ("更换搓纸轮", "", "back")
    assert told["completed_at"] == ("2026-03-02 10:40", "2026-03-02 10:20", ""), "empty when printed, two times now: somebody chooses"
    assert row.decision == "refused" and row.undecided and plan.summary == {"read": 1, "added": 0, "updated": 0, "same": 0, "refused": 1}
    plan.settle(0, "completed_at", "back")
    plan.close()
    assert plan.summary["updated"] == 1
    desk.do(plan.command)
    report = desk.ask(JobPapers(job_id=job)).report
    assert (report.method, report.cause, report.advice, report.opinion) == ("更换搓纸轮", "搓纸轮老化", "每半年保养", "很快")
    assert report.fees == (5000, 0, 0, 1200, 200)
    with desk.store.reading() as connection:
        kept = connection.exec_driver_sql("select completed_at, form_number from repair_report").one()
        sheet = connection.exec_driver_sql("select status from form_issue where kind='repair_report'").scalar()
    assert sheet == "returned" and kept.form_number
    again = read_form(desk, path)
    assert again.summary == {"read": 1, "added": 0, "updated": 0, "same": 1, "refused": 0} and again.command is None
    assert "每半年保养" in papers.told(papers.job_sheet(desk, "repair_report", desk.ask(JobCard(job_id=job)), "1"), desk.zone)
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R108")
def test_a_blank_and_a_mask_wipe_nothing_and_what_is_not_taken_in_is_told(desk, hands, job, tmp_path):
    data = printed(desk, "repair_report", job)
    hands.to(10, 40)
    path = filled_by_pen(data, tmp_path / "back.xlsx", arrived_at=None, method="清洁", contact="周文", phone="138****4420")
    plan = read_form(desk, path)
    told = {c.field: (c.takes, str(c.verdict)) for c in plan.rows[0].changes}
    assert told["arrived_at"] == ("present", "a blank wipes nothing")
    assert told["contact"] == ("present", "told on paper only; not taken in") and "phone" not in told


@pytest.mark.requirement("R158", "R217")
def test_an_unknown_number_and_a_form_of_which_nothing_is_taken_are_told_calmly(desk, hands, job, tmp_path):
    data = printed(desk, "repair_report", job)
    book = load_workbook(io.BytesIO(data))
    for name, defined in book.defined_names.items():
        if name in ("form_number",):
            defined.attr_text = '"0009999"'
    [(sheet, place)] = list(book.defined_names["job_number"].destinations)
    book[sheet][place.replace("$", "").split(":")[0]].value = None
    path = tmp_path / "unknown.xlsx"
    book.save(path)
    plan = read_form(desk, path)
    assert plan.command is None and "0009999" in str(plan.rows[0].reason) and "left this desk" in str(plan.rows[0].reason)
    other = tmp_path / "order.xlsx"
    other.write_bytes(printed(desk, "work_order", job))
    assert "Nothing is taken in" in str(read_form(desk, other).rows[0].reason)


@pytest.mark.requirement("R156", "R191", "R217")
def test_a_survey_a_data_sheet_and_an_application_become_what_they_tell(desk, hands, job, tmp_path):
    for form, told in (
        ("revisit_report", {"findings": "走纸偶有噪音", "competitors": "另一家在谈", "opinion": "可以"}),
        ("satisfaction_survey", {"opinion": "满意", "customer_needs": "想要一台彩机"}),
        ("data_collection", {"remark": "网络打印机两台"}),
        ("service_application", {"cause": "搓纸轮", "damage": "外壳裂"}),
    ):
        path = filled_by_pen(printed(desk, form, job), tmp_path / f"{form}.xlsx", **told)
        plan = read_form(desk, path)
        assert plan.rows[0].decision == "updated", (form, plan.rows)
        desk.do(plan.command)
        assert read_form(desk, path).summary["same"] == 1
    with desk.store.reading() as connection:
        surveys = connection.exec_driver_sql("select kind, quality, competitors, need, opinion from survey order by id").fetchall()
        applied = connection.exec_driver_sql("select cause, damage from service_application").one()
    assert [s.kind for s in surveys] == ["revisit", "survey", "data"] and surveys[0].competitors == "另一家在谈"
    assert surveys[1].need == "想要一台彩机" and surveys[2].opinion == "网络打印机两台" and applied.damage == "外壳裂"
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R176", "R217")
def test_the_sheet_of_quality_calls_comes_back_row_by_row(desk, hands, job, tmp_path):
    hands.to(10, 40)
    desk.do(TypeReport(job_id=job, method="清洁", completed_at=at(desk.today(), 10, 20)))
    hands.to(9, 0, days=1)
    sheet, rows = papers.list_sheet(desk, "quality_call_sheet", desk.today())
    assert rows == 1
    path = tmp_path / "calls.xlsx"
    path.write_bytes(papers.filled(desk, sheet))
    book = load_workbook(path)
    [(name, place)] = list(book.defined_names["rate_timely"].destinations)
    cell = book[name][place.replace("$", "").split(":")[0]]
    for n, value in enumerate((4, 4, 3, 4)):
        book[name].cell(cell.row, cell.column + n).value = value
    book.save(path)
    plan = read_form(desk, path)
    assert [(r.line, r.decision) for r in plan.rows] == [(1, "updated")], plan.rows
    desk.do(plan.command)
    assert desk.ask(JobCard(job_id=job)).status == "closed"
    assert read_form(desk, path).summary["same"] == 1
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R3", "R217")
def test_the_phone_register_comes_back_and_its_changed_cells_correct_the_calls(desk, hands, job, tmp_path):
    desk.do(RegisterCall(kind=CallKind.REPAIR, number="13900171234", said="重影"))
    hands.to(10, 30)
    path = tmp_path / "register.xlsx"
    papers.export(desk, "phone_register", desk.today(), path, "核对")
    same = read_form(desk, path)
    assert [r.decision for r in same.rows] == ["same", "same"] and same.command is None
    book = load_workbook(path)
    [(name, place)] = list(book.defined_names["contact"].destinations)
    first = book[name][place.replace("$", "").split(":")[0]]

    def column(field):
        [(_sheet, at_)] = list(book.defined_names[field].destinations)
        return book[name][at_.replace("$", "").split(":")[0]].column

    book[name].cell(first.row, column("fault")).value = "不进纸"
    book[name].cell(first.row + 1, column("contact")).value = "林小姐"
    book[name].cell(first.row + 1, column("customer_name")).value = "苏河湾画廊"
    book[name].cell(first.row + 1, column("model")).value = "L1800"
    book.save(path)
    plan = read_form(desk, path)
    assert [r.decision for r in plan.rows] == ["refused", "updated"], [(str(r.reason), r.changes) for r in plan.rows]
    assert "cannot be changed in a list" in str(plan.rows[0].reason)
    assert {c.field: (c.printed, c.back, c.takes) for c in plan.rows[1].changes}["contact"] == ("", "林小姐", "back")
    s = plan.summary
    assert s["read"] == 2 == s["added"] + s["updated"] + s["same"] + s["refused"]
    desk.do(plan.command)
    with desk.store.reading() as connection:
        caller, customer = connection.exec_driver_sql(
            "select k.caller_name, c.name from call k join customer c on c.id=k.customer_id where k.caller_name='林小姐'").one()  # fmt: skip
    assert (caller, customer) == ("林小姐", "苏河湾画廊")
    again = read_form(desk, path)
    assert [r.decision for r in again.rows] == ["refused", "same"] and again.command is None
    assert check(desk, replay=True).wrong == []
