"""Every clock of the manuals (requirements 1.1): when it starts, when it is due by its policy, what stops it."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.customers import AddCustomer, ChangeCustomer
from dispatch_console.commands.guidance import ApproveJob, AskApproval
from dispatch_console.commands.jobs import (
    AgreeTime,
    CheckSolved,
    ClassJob,
    DecideJob,
    SolveByPhone,
    TellPlan,
)
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.parts import PartArrived, TellPartArrived, WaitForPart
from dispatch_console.commands.people import SendPage
from dispatch_console.commands.quality import MakeComplaint, RecordQualityCall, TellSuperior
from dispatch_console.commands.visits import AnswerEscalation, CallIn, DispatchJob, Escalate
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.customers import CustomerRecords
from dispatch_console.queries.owed import Owed


def call(desk, policy="", customer=None):
    """A repair call at 09:00, of a customer with this promise."""
    if customer is None:
        customer = desk.do(AddCustomer(name=f"客户{policy or '一般'}", policy=policy if policy.startswith(("contract", "office")) else "")).result["customer_id"]
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-55550000", customer_id=customer, said="卡纸")).result["job_id"]
    if policy and not policy.startswith(("contract", "office")):
        desk.do(ClassJob(job_id=job, policy=policy))
    return job


def clock(desk, job, kind):
    """A clock of the card; None when the job has none of this kind."""
    return next((c for c in desk.ask(JobCard(job_id=job)).clocks if c.kind == kind), None)


def done(desk, job, hands):
    desk.do(DecideJob(job_id=job, warranty="in", fee=False))
    desk.do(AgreeTime(job_id=job, from_at=hands.now, until_at=hands.now))
    desk.do(DispatchJob(job_id=job, technician_id=1, planned_from=hands.now))
    desk.do(CallIn(job_id=job, move="arrived"))
    desk.do(CallIn(job_id=job, move="done"))
    desk.do(TypeReport(job_id=job, method="清洁"))


DAY = dt.date(2026, 3, 2)  # a Monday


@pytest.mark.requirement("R29", "R114", "R115", "R116", "R117", "R118", "R119", "R120", "R121", "R122", "R134")
@pytest.mark.parametrize(("policy", "kind", "due"), [
    ("", "first_response", at(DAY, 11)), ("", "plan", at(DAY, 11)), ("", "on_site", at(DAY, 13)),
    ("", "repair", at(DAY + dt.timedelta(days=1), 9)), ("contract_12h", "on_site", at(DAY, 21)),
    ("contract_24h", "on_site", at(DAY + dt.timedelta(days=1), 9)), ("office_hours", "on_site", at(DAY, 13)),
    ("complex", "plan", at(DAY + dt.timedelta(days=7), 17)), ("question", "plan", at(DAY, 17)),
    ("feedback", "first_response", at(DAY + dt.timedelta(days=1), 9)),
])  # fmt: skip
def test_what_is_promised_at_nine_is_due_by_its_policy(desk, hands, policy, kind, due):
    hands.to(9)
    assert clock(desk, call(desk, policy), kind).due_at == due


@pytest.mark.requirement("R29")
def test_office_hours_do_not_count_the_night(desk, hands):
    hands.to(16)
    job = call(desk, "office_hours")
    assert clock(desk, job, "on_site").due_at == at(DAY + dt.timedelta(days=1), 12)


@pytest.mark.requirement("R127", "R128", "R129")
@pytest.mark.parametrize(("policy", "days"), [("", 1), ("three_days", 3), ("after_install", 14)])
def test_the_quality_call_is_due_by_the_kind_of_service(desk, hands, policy, days):
    hands.to(9)
    job = call(desk, policy)
    done(desk, job, hands)
    assert clock(desk, job, "quality_call").due_at == at(DAY + dt.timedelta(days=days), 17)
    desk.do(RecordQualityCall(job_id=job, result="satisfied", timely=4))
    assert desk.ask(JobCard(job_id=job)).status == "closed"


@pytest.mark.requirement("R31", "R113")
def test_the_check_after_a_phone_solution_waits_for_the_morning(desk, hands):
    hands.to(9)
    early, late = call(desk), call(desk, customer=1)
    desk.do(SolveByPhone(job_id=early, advice="重启"))
    assert clock(desk, early, "phone_check").due_at == at(DAY, 11)
    hands.to(20, 30)
    desk.do(SolveByPhone(job_id=late, advice="重启"))
    assert clock(desk, late, "phone_check").due_at > at(DAY + dt.timedelta(days=1), 7)
    desk.do(CheckSolved(job_id=early, solved=True))
    assert desk.ask(JobCard(job_id=early)).status == "closed"


@pytest.mark.requirement("R115", "R33")
def test_the_plan_told_stops_its_clock_late_or_not(desk, hands):
    hands.to(9)
    job = call(desk)
    hands.to(11, 20)
    desk.do(TellPlan(job_id=job, plan="带搓纸轮，下午两点到"))
    told = clock(desk, job, "plan")
    assert told is None or str(told.level) == "broken"


@pytest.mark.requirement("R103", "R123", "R236")
def test_fifteen_minutes_on_site_then_the_supervisor_and_his_answer(desk, hands):
    hands.to(9)
    job = call(desk)
    desk.do(DecideJob(job_id=job, warranty="in", fee=False))
    desk.do(AgreeTime(job_id=job, from_at=hands.now, until_at=hands.now))
    desk.do(DispatchJob(job_id=job, technician_id=1, planned_from=hands.now))
    desk.do(CallIn(job_id=job, move="arrived"))
    assert clock(desk, job, "escalation").due_at == at(DAY, 9, 15)
    hands.to(9, 16)
    desk.do(Escalate(job_id=job, told_to="郑主管", problem="SC542 反复"))
    assert clock(desk, job, "escalation_answer").due_at == at(DAY, 9, 31)
    desk.do(AnswerEscalation(job_id=job, advice="换热敏电阻"))
    card = desk.ask(JobCard(job_id=job))
    assert not card.escalated and card.events[0].detail == "换热敏电阻"


@pytest.mark.requirement("R126", "R171", "R172", "R173", "R175")
def test_a_complaint_is_told_upward_at_once_answered_and_may_be_filed(desk, hands):
    hands.to(9)
    job = call(desk)
    complaint = desk.do(MakeComplaint(job_id=job, said="人没来")).result["complaint_id"]
    assert clock(desk, job, "complaint_told").due_at == at(DAY, 9)
    hands.to(9, 2)
    assert any(line.job_id == job for line in desk.ask(Owed()))
    desk.do(TellSuperior(complaint_id=complaint, told_to="郑主管"))
    (line,) = desk.ask(JobCard(job_id=job)).complaints
    assert (line.told_to, line.told_at) == ("郑主管", hands.now)


@pytest.mark.requirement("R159", "R160")
def test_a_part_stops_the_clock_and_its_arrival_is_told_within_the_hour(desk, hands):
    hands.to(9)
    job = call(desk)
    desk.do(WaitForPart(job_id=job, part="定影辊", expected_on=DAY + dt.timedelta(days=1)))
    hands.to(11)
    assert clock(desk, job, "on_site").due_at is None
    desk.do(PartArrived(job_id=job))
    assert clock(desk, job, "on_site").due_at == at(DAY, 15)
    assert clock(desk, job, "part_told").due_at == at(DAY, 12)
    desk.do(TellPartArrived(job_id=job, words="明早送"))
    assert [p.ended_how for p in desk.ask(JobCard(job_id=job)).promises if p.kind == "tell_part"] == ["kept"]


@pytest.mark.requirement("R94")
def test_a_page_is_owed_until_he_calls_back(desk, hands):
    hands.to(9)
    desk.do(SendPage(person_id=1, reason="客户催"))
    hands.to(9, 20)
    (owed,) = [line for line in desk.ask(Owed()) if line.action.startswith("page")]
    assert owed.level == "over" and owed.detail == "客户催"


@pytest.mark.requirement("R85")
def test_approval_stops_the_clock(desk, hands):
    hands.to(9)
    job = call(desk)
    desk.do(AskApproval(job_id=job, what="合同外"))
    hands.to(10)
    desk.do(ApproveJob(job_id=job, approver="刘总"))
    assert clock(desk, job, "on_site").due_at == at(DAY, 14)


@pytest.mark.requirement("R10", "R116")
def test_a_customers_promise_and_a_jobs_class_are_kept_in_the_records(desk, hands):
    desk.do(ChangeCustomer(customer_id=1, policy="contract_12h"))
    assert next(r for r in desk.ask(CustomerRecords()) if r.id == 1).policy == "contract_12h"
    hands.to(9)
    job = call(desk, customer=1)
    assert desk.ask(JobCard(job_id=job)).policy == "contract_12h"
    desk.do(ClassJob(job_id=job, policy="standard", priority="urgent"))
    card = desk.ask(JobCard(job_id=job))
    assert (card.policy, card.priority) == ("standard", "urgent") and clock(desk, job, "on_site").due_at == at(DAY, 13)
    desk.undo()
    assert desk.ask(JobCard(job_id=job)).policy == "contract_12h"
    desk.do(ChangeCustomer(customer_id=1, policy=""))
    assert next(r for r in desk.ask(CustomerRecords()) if r.id == 1).policy == ""
    for wrong in (ClassJob(job_id=job, policy="nowhere"), ClassJob(job_id=job, policy=""), ClassJob(job_id=job, policy="complex", priority="x"),
                  ChangeCustomer(customer_id=1, policy="nowhere")):  # fmt: skip
        with pytest.raises(Refused):
            desk.do(wrong)
