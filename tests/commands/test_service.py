"""Kinds of service, roles, regions, other stations, acceptance, send-in, replacement, paper: one test a rule."""

from __future__ import annotations

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.guidance import AgreeSendIn, AskForAnswer, ReceiveMachine
from dispatch_console.commands.jobs import AgreeTime, DecideJob, ReferJob, ReopenJob, TellPlan
from dispatch_console.commands.papers import LoseForm, RecordPrinted, ReturnForm, TypeReport
from dispatch_console.commands.people import AddPerson, ChangePerson
from dispatch_console.commands.quality import RecordQualityCall
from dispatch_console.commands.registry import Role, all_commands
from dispatch_console.commands.replacing import ReplaceMachine
from dispatch_console.commands.stock import IssueBlanks
from dispatch_console.commands.visits import CallIn, DispatchJob
from dispatch_console.commands.workshop import StepWorkshop
from dispatch_console.domain.calls import MAKES_JOB, CallKind
from dispatch_console.domain.kinds import GROUNDS
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.board import Board
from dispatch_console.queries.dispatching import Candidates
from dispatch_console.queries.office import FormsOut, People
from dispatch_console.queries.stock import NumberedSheets
from tests.commands.common import card


@pytest.fixture
def job(desk, hands):
    hands.to(9)
    return desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-62458837", customer_id=1, machine_id=1, said="卡纸")).result["job_id"]


def done(desk, job, hands, **report):
    desk.do(DecideJob(job_id=job, warranty="in", fee=False))
    desk.do(AgreeTime(job_id=job, from_at=hands.now, until_at=hands.now))
    desk.do(DispatchJob(job_id=job, technician_id=1, planned_from=hands.now))
    desk.do(CallIn(job_id=job, move="arrived"))
    desk.do(CallIn(job_id=job, move="done"))
    desk.do(TypeReport(job_id=job, method="清洁", **report))


@pytest.mark.requirement("R195", "R228")
@pytest.mark.parametrize("kind", list(CallKind))
def test_each_kind_of_call_is_answered_and_those_that_need_work_make_a_job_of_their_kind(desk, hands, kind):
    done = desk.do(RegisterCall(kind=kind, number="13900174107", customer_id=1, machine_id=1, said="想问一下"))
    rows = [r for r in desk.ask(Board()) if r.id == done.result.get("job_id")]
    assert bool(rows) == (kind in MAKES_JOB)
    if rows:
        assert card(desk, rows[0].id).service_type == kind.value


@pytest.mark.requirement("R83", "R235")
def test_another_station_takes_a_job_only_with_a_written_reason(desk, job):
    with pytest.raises(Refused):
        desk.do(ReferJob(job_id=job, reason=" "))
    desk.do(ReferJob(job_id=job, reason="昆山特约站承接，客户书面同意 03-02"))
    assert card(desk, job).status == "referred" and "书面同意" in card(desk, job).events[0].reason


@pytest.mark.requirement("R233", "R234", "R235", "R96", "R100")
def test_staff_have_a_role_a_district_a_grade_and_skills_that_choose_who_goes(desk, job):
    for role in ("technician", "dispatcher", "supervisor", "manager"):
        desk.do(AddPerson(name=f"新人{role}", code=f"N-{role}", initials=role[:3], role=role, district="徐汇", grade="初级",
                          skills=("复印机",) if role == "technician" else ()))  # fmt: skip
    people = {p.name: p for p in desk.ask(People())}
    assert people["新人technician"].district == "徐汇" and people["新人technician"].skills == ("复印机",)
    found = {c.name: c for c in desk.ask(Candidates(job_id=job))}
    assert "新人technician" in found and "新人manager" not in found
    desk.do(ChangePerson(person_id=people["新人technician"].id, active=False))
    assert "新人technician" not in {c.name for c in desk.ask(Candidates(job_id=job))}
    assert {spec.role for spec in all_commands().values()} == set(Role)


@pytest.mark.requirement("R87", "R88", "R89")
def test_the_plan_told_and_the_help_asked_for_stand_in_the_story(desk, job):
    desk.do(TellPlan(job_id=job, plan="换定影组件，明天上午两小时"))
    desk.do(AskForAnswer(job_id=job, asked="总部技术", question="SC542 第三次", answer_by=at(desk.today(), 16)))
    assert [e.kind for e in card(desk, job).events][:2] == ["asked_superior", "plan_told"]


@pytest.mark.requirement("R141", "R181")
def test_the_customer_objects_and_the_work_is_checked_again(desk, job, hands):
    done(desk, job, hands)
    with pytest.raises(Refused):
        desk.do(ReopenJob(job_id=job, reason=""))
    desk.do(ReopenJob(job_id=job, reason="印品仍有竖线"))
    assert card(desk, job).status == "to_agree"
    assert next(c for c in card(desk, job).clocks if c.kind == "on_site").due_at == at(desk.today(), 13)


@pytest.mark.requirement("R181", "R178", "R106", "R105")
def test_an_unsatisfied_customer_is_served_again_and_his_words_are_kept(desk, job, hands):
    done(desk, job, hands, opinion="纸盒设计不好")
    desk.do(RecordQualityCall(job_id=job, result="unsatisfied", timely=2, opinion="又卡了"))
    shown = card(desk, job)
    assert shown.status == "to_agree" and shown.events[0].detail == "又卡了"
    with desk.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT opinion FROM repair_report").scalar() == "纸盒设计不好"


@pytest.mark.requirement("R149", "R150", "R184")
def test_where_a_machine_is_can_be_told_at_any_moment(desk, job, hands):
    desk.do(AgreeSendIn(job_id=job, where="徐汇维修点"))
    desk.do(ReceiveMachine(job_id=job, brought_by="周雯"))
    for step in ("diagnosing", "repairing", "tested", "customer_told"):
        desk.do(StepWorkshop(job_id=job, step=step))
        assert card(desk, job).stay.status == step
    with pytest.raises(Refused):
        desk.do(StepWorkshop(job_id=job, step="received"))
    assert card(desk, job).events[0].kind == "customer_told"


@pytest.mark.requirement("R224", "R225", "R226", "R227", "R231", "R50")
@pytest.mark.parametrize("ground", list(GROUNDS))
def test_every_ground_for_another_machine_is_kept_with_who_decided(desk, job, ground):
    desk.do(DecideJob(job_id=job, warranty="in", fee=False))
    desk.do(ReplaceMachine(job_id=job, serial="N-0001", decided_by="刘总", ground=ground))
    (event, *_rest) = card(desk, job).events
    assert (event.kind, event.reason) == ("replaced", ground) and "刘总" in event.detail


@pytest.mark.requirement("R158")
def test_every_numbered_sheet_is_out_back_or_missing(desk, job):
    first = desk.do(RecordPrinted(kind="work_order", job_id=job)).result
    second = desk.do(RecordPrinted(kind="repair_report", job_id=job)).result
    assert {f.number for f in desk.ask(FormsOut())} >= {first["number"], second["number"]}
    desk.do(ReturnForm(form_id=first["form_id"]))
    desk.do(LoseForm(form_id=second["form_id"], reason="淋湿"))
    assert [p.status for p in card(desk, job).papers] == ["returned", "missing"]
    assert not desk.ask(FormsOut())


@pytest.mark.requirement("R108", "R158")
def test_an_empty_sheet_that_he_had_with_him_becomes_the_jobs_when_its_report_is_typed(desk, job, hands):
    spare, other = desk.do(IssueBlanks(kind="repair_report", person_id=1, count=2)).result["numbers"]
    done(desk, job, hands, form_number=f" {spare} ")
    kept = {s.number: (s.status, s.job_number) for s in desk.ask(NumberedSheets())}
    assert kept[spare] == ("returned", card(desk, job).number) and kept[other] == ("issued", "")
