"""Before anybody drives, and when nobody repairs any more: guidance, insistence, answers owed, approval, sending in, replacement."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.guidance import (
    AgreeSendIn,
    ApproveJob,
    AskApproval,
    AskForAnswer,
    GiveAnswer,
    GuideByPhone,
    InsistOnVisit,
    ReceiveMachine,
)
from dispatch_console.commands.jobs import (
    CancelJob,
    CloseJob,
    RejectJob,
    SolveByPhone,
    WaitForCustomer,
)
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.replacing import ReplaceMachine
from dispatch_console.commands.rules import SetRule
from dispatch_console.commands.setup import SetSetting
from dispatch_console.commands.visits import CallIn
from dispatch_console.commands.workshop import StepWorkshop, TakeLoanerBack, TakeMachineIn
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.calls import CallerCard
from dispatch_console.queries.owed import Owed
from dispatch_console.queries.roster import Roster
from tests.commands.common import card, sent


def person(desk):
    return next(p for p in desk.ask(Roster()) if p.id == 1)


@pytest.mark.requirement("R30")
@pytest.mark.requirement("R33")
@pytest.mark.requirement("R34")
def test_guidance_keeps_what_was_tried_the_cause_and_the_parts(desk, job):
    with pytest.raises(Refused):
        desk.do(GuideByPhone(job_id=job, tried=" "))
    desk.do(GuideByPhone(job_id=job, tried="清洁搓纸轮", cause="纸潮", parts="搓纸轮", remote=True))
    shown = card(desk, job)
    assert shown.status == "phone_guidance"
    assert (shown.events[0].reason, shown.events[0].detail) == ("remote", "清洁搓纸轮；纸潮；搓纸轮")
    assert "first_response" not in [c.kind for c in shown.clocks if c.stopped_at is None]


@pytest.mark.requirement("R32")
def test_who_insists_on_a_visit_is_told_first_that_it_may_cost(desk, job):
    desk.do(GuideByPhone(job_id=job, tried="重启"))
    desk.do(SetRule(name="told_fee", mode="enforce"))
    with pytest.raises(Refused, match="may not be free"):
        desk.do(InsistOnVisit(job_id=job, words="必须来人"))
    desk.do(InsistOnVisit(job_id=job, words="必须来人", told_fee=True))
    assert card(desk, job).status == "decide"


@pytest.mark.requirement("R36")
@pytest.mark.requirement("R23")
def test_an_unsure_question_becomes_an_answer_owed_that_is_kept_or_late(desk, job, hands):
    with pytest.raises(Refused):
        desk.do(AskForAnswer(job_id=job, asked="厂家", question="能否换板", answer_by=at(desk.today(), 8)))
    desk.do(AskForAnswer(job_id=job, asked="厂家张工", question="能否换板", answer_by=at(desk.today(), 10)))
    hands.to(10, 30)
    assert any(line.job_id == job for line in desk.ask(Owed()))
    desk.do(GiveAnswer(job_id=job, answer="主板可换，三天"))
    (promise,) = [p for p in card(desk, job).promises if p.kind == "answer_owed"]
    assert promise.ended_how == "broken"


@pytest.mark.requirement("R85")
def test_a_service_to_be_approved_stands_still_until_a_named_person_approves(desk, job, hands):
    desk.do(AskApproval(job_id=job, what="合同外上门安装", approver="售后部经理"))
    assert card(desk, job).status == "awaiting_approval"
    hands.to(12, 0)
    running = next(c for c in card(desk, job).clocks if c.kind == "on_site")
    assert running.due_at is None
    with pytest.raises(Refused):
        desk.do(ApproveJob(job_id=job, approver=" "))
    desk.do(ApproveJob(job_id=job, approver="刘总", condition="材料另计"))
    assert card(desk, job).status == "to_agree"
    running = next(c for c in card(desk, job).clocks if c.kind == "on_site")
    assert running.due_at == at(desk.today(), 16)  # 08:30 and four hours, three and a half of them stood still


@pytest.mark.requirement("R85")
def test_what_is_not_approved_is_rejected_with_its_reason(desk, job):
    desk.do(AskApproval(job_id=job, what="合同外上门安装"))
    desk.do(RejectJob(job_id=job, reason="不在合同内"))
    assert card(desk, job).status == "rejected"


@pytest.mark.requirement("R37")
@pytest.mark.requirement("R152")
def test_a_machine_sent_in_goes_through_the_workshop_without_a_visit(desk, job, hands):
    with pytest.raises(Refused):
        desk.do(AgreeSendIn(job_id=job, where=""))
    desk.do(AgreeSendIn(job_id=job, where="徐汇维修点", expected_on=desk.today()))
    hands.to(14, 0)
    shown = card(desk, job)
    assert shown.status == "waiting_customer" and next(c for c in shown.clocks if c.kind == "on_site").due_at is None
    done = desk.do(ReceiveMachine(job_id=job, brought_by="周雯", accessories="电源线", term_on=desk.today() + dt.timedelta(days=2)))
    shown = card(desk, job)
    assert shown.status == "in_workshop" and shown.stay.status == "received" and done.result["slip_number"]
    assert not [c for c in shown.clocks if c.kind == "on_site" and c.stopped_at is None]
    for step in ("repairing", "tested", "customer_told", "collected"):
        desk.do(StepWorkshop(job_id=job, step=step))
    desk.do(CloseJob(job_id=job, reason="客户已取机"))
    assert card(desk, job).status == "closed"
    assert [p.ended_how for p in card(desk, job).promises if p.kind == "return_machine"] == ["kept"]


@pytest.mark.requirement("R224")
@pytest.mark.requirement("R226")
@pytest.mark.requirement("R151")
def test_a_replacement_keeps_both_serials_and_waits_for_the_lent_machine(desk, job, hands):
    sent(desk, job)
    hands.to(9, 10)
    desk.do(CallIn(job_id=job, move="arrived"))
    desk.do(TakeMachineIn(job_id=job, consent_by="周雯", loaner="备用机 B-09"))
    given = {"job_id": job, "serial": "NEW-0001", "decided_by": "刘总", "ground": "unrepairable"}
    for wrong in ({"ground": "bad"}, {"decided_by": ""}, {"serial": " "}):
        with pytest.raises(Refused):
            desk.do(ReplaceMachine(**{**given, **wrong}))
    desk.do(SetRule(name="loaner_back", mode="enforce"))
    with pytest.raises(Refused, match="lent machine is not back"):
        desk.do(ReplaceMachine(**given))
    desk.do(TakeLoanerBack(job_id=job))
    before = desk.ask(CallerCard(customer_id=1))[0].machines
    old = next(m for m in before if m.id == 1)
    new = desk.do(ReplaceMachine(**given)).result["machine_id"]
    after = desk.ask(CallerCard(customer_id=1))[0].machines
    assert {m.id for m in after} == {m.id for m in before} - {1} | {new}
    assert next(m for m in after if m.id == new).model == old.model
    shown = card(desk, job)
    assert shown.status == "replaced" and f"{old.serial} → NEW-0001" in shown.events[0].detail
    with pytest.raises(Refused):
        desk.do(ReplaceMachine(**given))


@pytest.mark.requirement("R127")
@pytest.mark.requirement("R176")
def test_a_kind_of_service_without_quality_call_is_only_closed(desk, job, hands):
    desk.do(SetSetting(name="quality_call_for", value="installation"))
    sent(desk, job)
    hands.to(9, 10)
    desk.do(CallIn(job_id=job, move="arrived"))
    desk.do(CallIn(job_id=job, move="done"))
    desk.do(TypeReport(job_id=job, method="清洁"))
    assert card(desk, job).status == "report_returned"
    assert not [c for c in card(desk, job).clocks if c.kind == "quality_call" and c.stopped_at is None]
    desk.do(CloseJob(job_id=job, reason="无须回访"))
    assert card(desk, job).status == "closed"


@pytest.mark.requirement("R81")
@pytest.mark.parametrize("end", [
    lambda job: CancelJob(job_id=job, reason="客户不修了"),
    lambda job: SolveByPhone(job_id=job, advice="客户自己好了"),
    lambda job: WaitForCustomer(job_id=job, reason="客户出差"),
])  # fmt: skip
def test_nobody_stays_booked_for_a_job_that_ended_without_him(desk, job, hands, end):
    sent(desk, job)
    assert [b.job_id for b in person(desk).blocks] == [job]
    desk.do(end(job))
    assert not person(desk).next_words and not [v for v in card(desk, job).visits if v.live]
    desk.undo()
    assert [v for v in card(desk, job).visits if v.live] and card(desk, job).status == "scheduled"


@pytest.mark.requirement("R81")
def test_a_refused_end_calls_nobody_back(desk, job, hands):
    sent(desk, job)
    with pytest.raises(Refused):
        desk.do(CloseJob(job_id=job, reason="关掉"))
    assert card(desk, job).status == "scheduled" and [v for v in card(desk, job).visits if v.live]
