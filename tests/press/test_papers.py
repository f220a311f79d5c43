"""The papers of a real desk: every form of a job, lists, empty forms; recorded as printed only when they came out."""

import datetime as dt
import errno
import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.claims import ApplyForService, ClaimPart, MarkMajor, SettleMajor, SignApplication
from dispatch_console.commands.guidance import AgreeSendIn, ReceiveMachine
from dispatch_console.commands.jobs import DecideJob
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.plans import SavePlan
from dispatch_console.commands.printing import SetPrinter
from dispatch_console.commands.quality import RecordQualityCall
from dispatch_console.commands.quotes import GiveQuote, QuotedLine
from dispatch_console.commands.visits import CallIn, DispatchJob, IssueVisit
from dispatch_console.desk.check import check
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.form_codes import CODES
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.paper import kind_of, sheets
from dispatch_console.paper.form import KINDS, load
from dispatch_console.press import output, papers, printer
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.job_papers import JobPapers
from dispatch_console.queries.office import FormsOut
from tests.press.searched import plain, words_of

pytestmark = pytest.mark.usefixtures("qapp")


def said(data: bytes) -> dict[str, str]:
    """What stands in the named cells of a workbook."""
    book, out = load_workbook(io.BytesIO(data), data_only=True), {}
    for name, defined in book.defined_names.items():
        for sheet, place in defined.destinations:
            if ":" not in place:
                out[name] = str(book[sheet][place.replace("$", "")].value or "")
    return out


@pytest.fixture
def job(desk, hands):
    """A repair in warranty with all that its papers can tell: quote, application, claim, visit, report."""
    hands.to(8, 4)
    job_id = desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-64370011", customer_id=1, machine_id=1, said="冒烟断电")).result["job_id"]
    desk.do(MarkMajor(job_id=job_id, seen="定影处焦痕", told_to="沈国栋"))
    claim = ClaimPart(job_id=job_id, part="热敏电阻", letter="质量故障函 3 号", cause="虚焊", suggestion="免费更换")
    desk.do(claim)
    done = desk.do(ApplyForService(job_id=job_id, goods="MP C3004 两台", damage="外壳变形", made_on=dt.date(2025, 5, 1))).result
    desk.do(SignApplication(application_id=done["application_id"], approved_by="王总"))
    return int(job_id)


def test_every_form_of_a_job_is_filled_from_what_the_desk_knows(desk, job):
    for form in papers.JOB_FORMS:
        if form in papers.OF_A_STAY:
            continue
        told = said(papers.preview(desk, form, job))
        assert "MP C3004" in told.get("model", "MP C3004"), form
        assert told.get("customer_name", "宏远国际贸易有限公司") == "宏远国际贸易有限公司" or form == "visit_card", form


@pytest.mark.requirement("R153")
def test_the_service_application_stands_on_its_paper(desk, job):
    told = said(papers.preview(desk, "service_application", job))
    assert (told["goods"], told["damage"], told["approved_by"]) == ("MP C3004 两台", "外壳变形", "王总")
    assert told["number"] == desk.ask(JobCard(job_id=job)).applications[0].number


@pytest.mark.requirement("R155", "R163")
def test_the_part_compensation_slip_and_the_quality_fault_report_tell_letter_cause_and_appraisal(desk, job):
    slip = said(papers.preview(desk, "part_compensation", job))
    assert (slip["part_name"], slip["letter"], slip["cause"], slip["suggestion"]) == ("热敏电阻", "质量故障函 3 号", "虚焊", "免费更换")
    desk.do(SettleMajor(job_id=job, result="零件批次虚焊，全部巡检"))
    report = said(papers.preview(desk, "quality_fault_report", job))
    assert "■重大" in report["fault_scale"] and "零件批次虚焊" in report["appraisal"]


@pytest.mark.requirement("R40")
def test_a_quotation_tells_its_lines_and_the_total_in_words(desk, job):
    desk.do(DecideJob(job_id=job, warranty="out", fee=True))
    desk.do(GiveQuote(job_id=job, lines=(QuotedLine(code="V-01", price_fen=8050), QuotedLine(code="V-02", price_fen=16000, quantity=2))))
    told = said(papers.preview(desk, "quotation", job))
    assert told["fee_total"] == "400.5" and told["fee_words"] == "人民币肆佰元伍角整" and told["line_amount"] == "80.5"
    assert told["number"].endswith("-1")


@pytest.fixture
def visited(desk, hands, job):
    desk.do(DecideJob(job_id=job, warranty="in", fee=False))
    visit = desk.do(DispatchJob(job_id=job, technician_id=1, planned_from=at(desk.today(), 9), minutes=60)).result["visit_id"]
    desk.do(IssueVisit(visit_id=visit))
    hands.to(11)
    desk.do(CallIn(job_id=job, move="arrived", happened_at=at(desk.today(), 9, 5)))
    desk.do(CallIn(job_id=job, move="done", happened_at=at(desk.today(), 10)))
    desk.do(TypeReport(job_id=job, method="换热敏电阻", left_over="电压偏高", rate_timely=4))
    return job


@pytest.mark.requirement("R154")
def test_the_memo_has_a_line_for_every_visit_and_the_summary_tells_the_course(desk, visited):
    memo = said(papers.preview(desk, "service_memo", visited))
    assert "李强" in memo["memo_work"] and "09:05 到达，10:00 离开" in memo["memo_work"] and memo["memo_hours"] == "55 分"
    assert memo["memo_left"] == "电压偏高"
    whole = said(papers.preview(desk, "project_summary", visited))
    assert (whole["method"], whole["technicians"], whole["visits"]) == ("换热敏电阻", "李强", "1")
    known = desk.ask(JobPapers(job_id=visited))
    typed = replace(known, report=replace(known.report, result="solved", advice="加稳压"))
    fault = sheets.quality_fault_report(desk.ask(JobCard(job_id=visited)), typed, "佳图").fields
    assert (fault["result"], fault["advice"], fault["method"]) == ("已解决", "加稳压", "换热敏电阻")
    for form in ("delivery_check", "data_collection", "training_sign_in", "installation_check"):
        assert said(papers.preview(desk, form, visited))["job_number"]


@pytest.mark.requirement("R156", "R176", "R178")
def test_quality_calls_stand_on_their_sheet_first_those_still_to_be_made(desk, hands, visited):
    hands.to(9, days=1)
    sheet, rows = papers.list_sheet(desk, "quality_call_sheet", desk.today())
    assert rows == 1 and sheet.rows["row_call"][0]["tried_at"] is None
    desk.do(RecordQualityCall(job_id=visited, result="satisfied", running_well=True, timely=4, skill=4, attitude=3, charge=2, opinion="很快"))
    sheet, rows = papers.list_sheet(desk, "quality_call_sheet", desk.today())
    line = sheet.rows["row_call"][0]
    assert rows == 1 and [line[f"rate_{n}"] for n in ("timely", "skill", "attitude", "charge")] == [4, 4, 3, 2]
    assert line["running"] == "好" and sheet.fields["rate_percent"] == "1 / 1 = 100 %"
    revisit = said(papers.preview(desk, "revisit_report", visited))
    assert "■很满意" in revisit["rate_timely"] and "■一般" in revisit["rate_charge"] and revisit["opinion"] == "很快"
    assert "换热敏电阻" in said(papers.preview(desk, "satisfaction_survey", visited))["method"]


@pytest.mark.requirement("R186")
def test_the_maintenance_of_a_month_stands_day_by_day(desk):
    desk.do(SavePlan(kind="maintenance", name="双周保养", rule="FREQ=WEEKLY;INTERVAL=2", starts_on=dt.date(2026, 3, 3), customer_id=1, machine_id=1, person_id=1))
    sheet, rows = papers.list_sheet(desk, "maintenance_plan", dt.date(2026, 3, 20))
    lines = sheet.rows["row_plan"]
    assert rows == 3 and [line["plan_on"] for line in lines] == [dt.date(2026, 3, d) for d in (3, 17, 31)]
    assert "理光 MP C3004" in str(lines[0]["model"]) and lines[0]["technician"] == "李强" and "天山路" in str(lines[0]["address"])


@pytest.mark.requirement("R149")
def test_the_voucher_of_a_machine_sent_in_has_the_number_of_its_stay(desk, hands):
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-64370011", customer_id=2, machine_id=2, said="卡纸")).result["job_id"]
    with pytest.raises(Refused, match="taken in"):
        papers.preview(desk, "send_in_voucher", job)
    desk.do(DecideJob(job_id=job, warranty="out", fee=True))
    desk.do(AgreeSendIn(job_id=job, where="工场"))
    stay = desk.do(ReceiveMachine(job_id=job, brought_by="单志强", accessories="电源线", appearance="划痕")).result
    told = said(papers.preview(desk, "send_in_voucher", job))
    assert told["number"] == stay["slip_number"] and "■划痕" in told["appearance"] and "■电源线" in told["accessories"] and told["bought_on"].startswith("2023-01-10")


# ---- recorded only when it came out ----


def paper_of(desk, job, kind="work_order"):
    return next((p for p in desk.ask(JobCard(job_id=job)).papers if p.kind == kind), None)


@pytest.mark.requirement("R158")
def test_a_sheet_that_the_disk_refused_keeps_its_number_and_is_never_told_as_printed(desk, job, tmp_path, monkeypatch):
    def full(self, data):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_bytes", full)
        with pytest.raises(StoreTrouble):
            papers.print_job(desk, "work_order", job, tmp_path / "a.pdf")
    taken = paper_of(desk, job)
    assert (taken.status, taken.times, taken.printed_at) == ("taken", 0, None) and not desk.ask(FormsOut())
    assert papers.print_job(desk, "work_order", job, tmp_path / "a.pdf") == taken.number
    assert (paper_of(desk, job).status, paper_of(desk, job).times) == ("printed", 1)
    assert "补打" not in words_of(tmp_path / "a.pdf")
    papers.print_job(desk, "work_order_a4", job, tmp_path / "b.pdf")
    assert "补打" in words_of(tmp_path / "b.pdf") and paper_of(desk, job).times == 2
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R158", "R218")
@pytest.mark.parametrize("form", ["quotation", "service_memo", "service_application"])
def test_a_sheet_without_a_number_of_its_own_says_when_it_is_printed_again(desk, job, tmp_path, form):
    number = desk.ask(JobCard(job_id=job)).number
    out = len(desk.ask(FormsOut()))
    for n, marked in enumerate((False, True, True), 1):
        assert ("补打" in words_of(shown_pdf(desk, form, job, tmp_path))) is marked  # the preview says it, too
        papers.print_job(desk, form, job, tmp_path / f"{n}.pdf")
        assert ("补打" in words_of(tmp_path / f"{n}.pdf")) is marked
        assert paper_of(desk, job, form).times == n and (paper_of(desk, job, form).number == number) is (form != "service_application")
    assert len(desk.ask(FormsOut())) == out  # nobody waits for it
    assert check(desk, replay=True).wrong == []


def shown_pdf(desk, form, job, folder):
    output.to_pdf([papers.preview(desk, form, job)], folder / "preview.pdf")
    return folder / "preview.pdf"


def test_a_printer_that_stops_leaves_the_sheet_unprinted(desk, job, monkeypatch):
    def stops(*_args, **_more):
        raise StoreTrouble("The printer {name} stopped; the page may be missing.", name="LQ-630")

    monkeypatch.setattr(printer, "print_on", stops)
    with pytest.raises(StoreTrouble, match="stopped"):
        papers.print_on(desk, "repair_report", job, "LQ-630")
    assert paper_of(desk, job, "repair_report").status == "taken"


def test_a_printer_that_takes_a_sheet_for_each_ply_gets_them_with_their_names(desk, job, monkeypatch):
    sent = []
    monkeypatch.setattr(printer, "print_on", lambda _name, works, **more: sent.extend([*works, more["profile"]]) or len(works))
    desk.do(SetPrinter(printer="HP", sheets=3, right=12))
    assert papers.print_on(desk, "work_order", job, "HP") == 3
    assert [said(w)["ply"] for w in sent[:3]] == ["一联存根", "二联派工", "三联客户"] and sent[3].right == 12
    assert paper_of(desk, job).times == 1


# ---- empty ones ----


@pytest.mark.parametrize("form", KINDS)
def test_every_form_can_be_printed_empty_with_its_rows_and_a_place_for_the_code(desk, form, tmp_path):
    data = papers.blank(desk, form)
    repeats = load(form).repeats.values()
    assert papers.print_blank(desk, form, tmp_path / "a.pdf") == 1
    found = words_of(tmp_path / "a.pdf")
    assert "贴码处" in found and "空白表" in found and plain("单号＿＿＿＿") in found
    for repeat in repeats:
        if "seq" in repeat.fields:
            assert str(repeat.printed) in found
    assert said(data)["number"] == "" and CODES[kind_of(form)]


def test_an_unknown_form_is_no_form(desk):
    with pytest.raises(Refused, match="no form"):
        papers.blank(desk, "invoice")


def test_the_offices_own_form_is_used_for_every_paper(desk, job, tmp_path):
    from dispatch_console.paper import own_forms
    from tests.paper.changed import rebuilt

    file = tmp_path / "mine.xlsx"
    file.write_bytes(rebuilt(load("quotation").data, {"xl/worksheets/sheet1.xml": ("报价说明", "苏州说明")}))
    own_forms.put_in("quotation", file, desk.store.path.parent)
    output.to_pdf([papers.preview(desk, "quotation", job)], tmp_path / "a.pdf")
    assert "苏州说明" in words_of(tmp_path / "a.pdf")


@pytest.mark.requirement("R147")
@pytest.mark.parametrize(("said", "boxes"), [
    ("电源线、手送台", ["电源线", "其他：手送台"]), ("电源线、其他：手送台", ["电源线", "其他：手送台"]), ("电源线，硬盘", ["电源线", "硬盘"]),
    ("两只纸盒；双面器", ["其他：两只纸盒、双面器"]), ("", []),
])  # fmt: skip
def test_what_came_with_a_machine_is_ticked_and_the_rest_stands_on_its_line(said, boxes):
    assert sheets.filled.boxes_of(said, sheets.filled.ACCESSORIES, "其他") == boxes
