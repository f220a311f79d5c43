"""A rule of the house warns and is written down; enforced it refuses; it never locks the desk out."""

from __future__ import annotations

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.claims import ApplyForService, SignApplication
from dispatch_console.commands.guidance import InsistOnVisit
from dispatch_console.commands.parts import OrderPart, PartArrived, WaitForPart
from dispatch_console.commands.quality import AnswerComplaint, MakeComplaint
from dispatch_console.commands.rules import SetRule
from dispatch_console.commands.visits import DispatchJob
from dispatch_console.desk.check import check
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.house_rules import HOUSE_RULES
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.upkeep import HouseRules
from tests.commands.common import card


def broken(desk, job):
    return [e.reason for e in card(desk, job).events if e.kind == "rule_broken"]


@pytest.mark.requirement("R32")
def test_a_customer_who_was_not_told_that_it_may_cost(desk, job):
    warned = desk.do(InsistOnVisit(job_id=job, words="必须来")).result["warned"]
    assert warned == HOUSE_RULES["told_fee"].broken and broken(desk, job) == ["told_fee"]
    desk.undo()
    desk.do(SetRule(name="told_fee", mode="enforce"))
    with pytest.raises(Refused, match="may not be free"):
        desk.do(InsistOnVisit(job_id=job, words="必须来"))
    assert "warned" not in desk.do(InsistOnVisit(job_id=job, words="必须来", told_fee=True)).result
    assert broken(desk, job) == [] and check(desk, replay=True).wrong == []


@pytest.mark.requirement("R126")
def test_a_complaint_answered_before_the_superior_was_told(desk, job):
    complaint = desk.do(MakeComplaint(job_id=job, said="慢")).result["complaint_id"]
    desk.do(SetRule(name="superior_told", mode="enforce"))
    with pytest.raises(Refused, match="First tell the superior"):
        desk.do(AnswerComplaint(complaint_id=complaint, answer="道歉"))
    desk.do(SetRule(name="superior_told", mode="warn"))
    assert "warned" in desk.do(AnswerComplaint(complaint_id=complaint, answer="道歉")).result


@pytest.mark.requirement("R162")
def test_a_part_that_nobody_let_out_and_one_that_was_ordered(desk, job):
    desk.do(WaitForPart(job_id=job, part="定影膜"))
    desk.do(SetRule(name="part_leave", mode="enforce"))
    with pytest.raises(Refused, match="R162"):
        desk.do(PartArrived(job_id=job))
    desk.do(OrderPart(job_id=job, ordered_from="联迪"))
    assert "warned" not in desk.do(PartArrived(job_id=job)).result


@pytest.mark.requirement("R188", "R230")
def test_a_revisit_without_its_signed_application(desk, hands):
    job = desk.do(RegisterCall(kind=CallKind.REVISIT, number="2", customer_id=2, said="走访")).result["job_id"]
    desk.do(SetRule(name="signed_application", mode="enforce"))
    hands.to(9)
    send = {"job_id": job, "technician_id": 1}
    with pytest.raises(Refused, match="R188"):
        desk.do(DispatchJob(**send))
    application = desk.do(ApplyForService(job_id=job, goods="MP 3055")).result["application_id"]
    with pytest.raises(Refused):
        desk.do(DispatchJob(**send))
    desk.do(SignApplication(application_id=application, approved_by="王总"))
    assert "warned" not in desk.do(DispatchJob(**send)).result


def test_every_rule_can_be_set_and_none_is_made_up(desk):
    assert {r.mode for r in desk.ask(HouseRules())} == {"warn"}
    for name in HOUSE_RULES:
        desk.do(SetRule(name=name, mode="enforce"))
    assert {r.mode for r in desk.ask(HouseRules())} == {"enforce"}
    for wrong in (SetRule(name="nonesuch", mode="warn"), SetRule(name="told_fee", mode="shout")):
        with pytest.raises(Refused):
            desk.do(wrong)
