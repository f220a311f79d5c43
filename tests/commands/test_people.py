"""Staff files, tools lent, surveys, a week of the roster, the time clock: what is written down and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.loans import LendTool, PayCompensation, SaveTool, TakeToolBack
from dispatch_console.commands.papers import LoseForm, ReturnForm
from dispatch_console.commands.people import AddPerson, ChangePerson, SaveStaffRecord
from dispatch_console.commands.roster import PlannedDay, PlanWeek, RecordAttendance, SetRosterDay
from dispatch_console.commands.stock import FileForm, IssueBlanks
from dispatch_console.commands.surveys import PassSurvey, SaveSurvey
from dispatch_console.commands.visits import CallIn
from dispatch_console.desk.import_punches import plan_punches
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.paper.reading.punches import PunchDay
from dispatch_console.queries.office import FormsBack, FormsOut, People
from dispatch_console.queries.staff import Loans, StaffFile, Surveys, Tools
from dispatch_console.queries.stock import NumberedSheets
from dispatch_console.queries.weeks import Attendance, AttendanceMonth, RosterWeek
from tests.commands.common import sent

D = dt.date.fromisoformat
MONDAY = D("2026-03-02")


def refused(desk, *wrong):
    for command in wrong:
        with pytest.raises(Refused):
            desk.do(command)


def technicians(desk):
    return list(desk.ask(People(role="technician")))


def marks(desk, day=None):
    return {r.name: r.kept.mark for r in desk.ask(Attendance(on_day=day))}


@pytest.mark.requirement("R96", "R98", "R100")
def test_a_technician_has_skills_with_levels_a_base_a_home_and_a_second_phone(desk):
    made = desk.do(AddPerson(name=NameText("钱一飞"), skills=("彩机:3", "黑白机"), base="嘉兴", home=AddressText("嘉定区 12 号"), phone_2=PhoneText("13900170009"), joined_on=D("2024-05-06")))
    person = next(p for p in desk.ask(People()) if p.id == made.result["person_id"])
    assert (person.skills, person.levels, person.base, person.home, person.joined_on) == (("彩机", "黑白机"), (3, 1), "嘉兴", "嘉定区 12 号", D("2024-05-06"))
    desk.do(ChangePerson(person_id=person.id, skills=("彩机:4",), base="上海", active=False))
    assert person.id not in {p.id for p in desk.ask(People())}
    refused(desk, AddPerson(name=NameText("钱二"), skills=("彩机:6",)))


@pytest.mark.requirement("R93", "R97", "R99", "R193")
def test_the_staff_file_keeps_certificates_that_expire_exams_and_breaches_with_their_measure(desk):
    one = technicians(desk)[0]
    made = desk.do(SaveStaffRecord(person_id=one.id, kind="certificate", on_day=D("2023-03-12"), title="彩机三级", number="RC-1", valid_until=D("2026-03-20"))).result
    desk.do(SaveStaffRecord(person_id=one.id, kind="exam", on_day=D("2026-01-16"), title="诊断", result="92"))
    desk.do(SaveStaffRecord(person_id=one.id, kind="breach", on_day=D("2026-02-03"), title="迟到三次", measure="罚款", amount_fen=5000, decided_by="顾明"))
    assert [(r.title, r.expires) for r in desk.ask(StaffFile())] == [("迟到三次", False), ("诊断", False), ("彩机三级", True)]
    assert [r.title for r in desk.ask(StaffFile(person_id=one.id, expiring=True))] == ["彩机三级"]
    assert desk.ask(RosterWeek(from_day=MONDAY))[0].expires == ("彩机三级",)
    desk.do(SaveStaffRecord(record_id=made["record_id"], person_id=one.id, kind="certificate", on_day=D("2026-03-02"), title="彩机三级", valid_until=D("2029-03-01")))
    assert desk.ask(StaffFile(expiring=True)) == ()
    refused(
        desk, SaveStaffRecord(person_id=one.id, kind="gossip", on_day=MONDAY, title="x"), SaveStaffRecord(person_id=one.id, kind="exam", on_day=MONDAY, title=" "),
        SaveStaffRecord(person_id=one.id, kind="accident", on_day=MONDAY, title="x", measure="降级"),
        SaveStaffRecord(person_id=one.id, kind="exam", on_day=MONDAY, title="x", valid_until=D("2026-03-01")),
        SaveStaffRecord(person_id=one.id, kind="exam", on_day=MONDAY, title="x", amount_fen=-1), SaveStaffRecord(person_id=999, kind="exam", on_day=MONDAY, title="x"),
    )  # fmt: skip


@pytest.mark.requirement("R166", "R167", "R168")
def test_a_kit_goes_out_comes_back_with_a_part_missing_and_is_paid(desk, hands):
    one, two = technicians(desk)[:2]
    kit = desk.do(SaveTool(name="矿机工具箱", kind="kit", contents=("卡尺", "塞尺"), value_fen=180000)).result["tool_id"]
    loan = desk.do(LendTool(tool_id=kit, person_id=one.id, due_on=D("2026-03-03"))).result["loan_id"]
    assert desk.ask(RosterWeek(from_day=MONDAY))[0].holds == ("矿机工具箱",)
    refused(desk, LendTool(tool_id=kit, person_id=two.id), SaveTool(tool_id=kit, name="矿机工具箱", kind="kit", active=False), LendTool(tool_id=99, person_id=two.id))
    hands.to(9, days=2)
    assert desk.ask(Tools())[0].late and desk.ask(Tools())[0].holder == one.name
    refused(desk, TakeToolBack(loan_id=loan, missing="卡尺", compensation_fen=6000))
    desk.do(TakeToolBack(loan_id=loan, missing="卡尺", compensation_fen=6000, decided_by="沈国栋"))
    (row,) = desk.ask(Loans(open_only=True))
    assert (row.state, row.missing, row.compensation_fen, row.paid_at) == ("whole", "卡尺", 6000, None)
    desk.do(PayCompensation(loan_id=loan))
    assert desk.ask(Loans(open_only=True)) == () and desk.ask(Loans(person_id=one.id))[0].paid_at is not None
    refused(desk, PayCompensation(loan_id=loan), TakeToolBack(loan_id=loan))
    again = desk.do(LendTool(tool_id=kit, person_id=two.id)).result["loan_id"]
    desk.do(TakeToolBack(loan_id=again, state="lost", compensation_fen=180000, decided_by="顾明"))
    assert not desk.ask(Tools())[0].active
    desk.undo()
    assert desk.ask(Tools())[0].holder == two.name
    refused(desk, SaveTool(name=" "), SaveTool(name="x", kind="toy"), SaveTool(name="x", value_fen=-1), SaveTool(name="x", code="GJ001"),
            TakeToolBack(loan_id=again, back_at=at(MONDAY, 8)))  # fmt: skip


@pytest.mark.requirement("R156", "R191", "R203")
def test_what_a_revisit_brings_home_is_kept_and_passed_on_to_the_department(desk):
    made = desk.do(SaveSurvey(customer_id=1, quality="良好", consumption="每月 2 万张", need="想换彩机", competitors="佳能报价 3 万")).result["survey_id"]
    desk.do(SaveSurvey(survey_id=made, customer_id=1, quality="良好", consumption="每月 3 万张", need="想换彩机"))
    desk.do(PassSurvey(survey_id=made, department="销售部"))
    (row,) = desk.ask(Surveys(customer_id=1))
    assert (row.consumption, row.competitors, row.passed_to) == ("每月 3 万张", "", "销售部") and row.passed_at is not None
    assert desk.ask(Surveys(customer_id=2)) == ()
    refused(desk, SaveSurvey(customer_id=1), SaveSurvey(customer_id=99, need="x"), SaveSurvey(customer_id=1, kind="rumour", need="x"),
            SaveSurvey(customer_id=1, need="x", on_day=D("2026-03-09")), PassSurvey(survey_id=made, department=" "))  # fmt: skip


@pytest.mark.requirement("R90", "R91", "R92")
def test_a_week_is_planned_at_once_and_who_is_off_is_not_sent(desk, job, hands):
    one, two = technicians(desk)[:2]
    days = tuple(PlannedDay(person_id=one.id, on_day=MONDAY + dt.timedelta(days=n), kind="sick" if n == 0 else "work") for n in range(5))
    desk.do(PlanWeek(days=(*days, PlannedDay(person_id=two.id, on_day=MONDAY, kind="on_duty", starts_minute=540, ends_minute=1080))))
    week = {r.person_id: r for r in desk.ask(RosterWeek(from_day=D("2026-03-08")))}
    assert [d.kind for d in week[one.id].days] == ["sick", "work", "work", "work", "work", "rest", "rest"]
    assert week[one.id].minutes == 4 * 480 and (week[two.id].days[0].starts_minute, week[two.id].days[0].planned, week[two.id].days[1].planned) == (540, True, False)
    refused(desk, PlanWeek(days=()), PlanWeek(days=(days[0], days[0])), PlanWeek(days=(PlannedDay(person_id=one.id, on_day=MONDAY, kind="asleep"),)),
            PlanWeek(days=(PlannedDay(person_id=one.id, on_day=MONDAY, kind="work", starts_minute=600, ends_minute=600),)),
            SetRosterDay(person_id=999, on_day=MONDAY, kind="work"))  # fmt: skip
    with pytest.raises(Refused, match="sick leave"):
        sent(desk, job, technician=one.id)
    desk.undo()


@pytest.mark.requirement("R90", "R91", "R92")
def test_the_morning_tells_who_is_in_late_straight_on_site_or_missing(desk, job, hands):
    one, two, three = technicians(desk)[:3]
    hands.to(8, 20)
    desk.do(RecordAttendance(person_id=two.id, kind="reported_in"))
    desk.do(SetRosterDay(person_id=three.id, on_day=MONDAY, kind="leave"))
    desk.do(SetRosterDay(person_id=one.id, on_day=MONDAY, kind="straight"))
    hands.to(8, 31)
    assert marks(desk)[one.name] == "waiting" and marks(desk)[two.name] == "present" and marks(desk)[three.name] == "off"
    sent(desk, job, technician=one.id, hour=9)
    hands.to(8, 46)
    assert marks(desk)[one.name] == "missing"
    desk.do(CallIn(job_id=job, move="arrived"))
    kept = next(r for r in desk.ask(Attendance()) if r.name == one.name)
    assert (kept.kept.mark, kept.kept.late_minutes) == ("straight_late", 1) and str(kept.where)
    hands.to(18)
    assert {r.name for r in desk.ask(Attendance()) if r.kept.not_back} == {one.name, two.name}
    desk.do(RecordAttendance(person_id=one.id, kind="agreed_with_supervisor"))
    desk.do(RecordAttendance(person_id=two.id, kind="left_for_home", happened_at=at(MONDAY, 17, 40)))
    assert {r.name for r in desk.ask(Attendance()) if r.kept.not_back} == set()
    month = {r.name: r for r in desk.ask(AttendanceMonth(month=MONDAY))}
    assert month[one.name].marks[:3] == ("rest", "straight_late", "") and len(month[one.name].marks) == 31  # 1 March is a Sunday
    assert (month[one.name].late_times, month[one.name].late_minutes, month[two.name].kept_days, month[three.name].leave) == (1, 1, 1, 1)


@pytest.mark.requirement("R90")
def test_the_time_clock_adds_what_is_new_once_and_says_what_it_cannot_take(desk, hands):
    one = technicians(desk)[0]
    hands.to(9, days=3)
    t = dt.time
    days = [
        PunchDay(4, one.name, one.code, MONDAY, (t(8, 10), t(18, 20))), PunchDay(5, one.name, one.code, D("2026-03-03"), (t(8, 50),)),
        PunchDay(6, "没这人", "", MONDAY, (t(8),)), PunchDay(7, one.name, "", D("2026-03-09"), (t(8),)),
    ]  # fmt: skip
    plan = plan_punches(desk, days, file_name="打卡.xlsx", sha256="a" * 64)
    assert plan.summary == {"read": 4, "added": 2, "updated": 0, "same": 0, "refused": 2}
    assert [len(r.doubts) for r in plan.rows] == [0, 1, 0, 0]
    desk.do(plan.command)
    assert marks(desk, MONDAY)[one.name] == "present" and marks(desk, D("2026-03-03"))[one.name] == "late"
    again = plan_punches(desk, days, file_name="打卡.xlsx", sha256="a" * 64)
    assert again.summary["same"] == 2 and again.command is None


@pytest.mark.requirement("R108", "R158")
def test_empty_sheets_are_given_out_with_numbers_and_every_one_is_accounted_for(desk, hands):
    one = technicians(desk)[0]
    made = desk.do(IssueBlanks(kind="repair_report", person_id=one.id, count=3)).result
    assert len(set(made["numbers"])) == 3
    first, second, third = made["form_ids"]
    assert [(s.status, s.person) for s in desk.ask(NumberedSheets())] == [("issued", one.name)] * 3 and len(desk.ask(FormsOut())) == 3
    refused(desk, FileForm(form_id=first), IssueBlanks(kind="daily_log", person_id=one.id), IssueBlanks(kind="visit_card", person_id=one.id, count=51),
            IssueBlanks(kind="visit_card", person_id=999), LoseForm(form_id=second, reason=" "))  # fmt: skip
    desk.do(ReturnForm(form_id=first))
    desk.do(FileForm(form_id=first))
    desk.do(LoseForm(form_id=second, reason="雨淋", void=True))
    desk.do(LoseForm(form_id=third, reason="丢在车上"))
    assert {s.id: s.status for s in desk.ask(NumberedSheets())} == {first: "filed", second: "void", third: "missing"}
    assert [s.id for s in desk.ask(NumberedSheets(out_only=True))] == [third]
    assert [(f.number, f.technician) for f in desk.ask(FormsBack(on_day=MONDAY))] == [(made["numbers"][0], one.name)]
    desk.undo()
    assert {s.id: s.status for s in desk.ask(NumberedSheets())}[third] == "issued"
