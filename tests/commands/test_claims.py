"""More than a repair: major faults followed up, parts made good in warranty, service applications; parts let out and bought."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.claims import (
    ApplyForService,
    ClaimPart,
    JudgeClaim,
    MarkMajor,
    SettleMajor,
    SignApplication,
)
from dispatch_console.commands.jobs import DecideJob
from dispatch_console.commands.parts import LetPartOut, OrderPart, PartArrived, WaitForPart
from dispatch_console.desk.check import check
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.board import Board
from dispatch_console.queries.owed import Owed
from tests.commands.common import card


@pytest.mark.requirement("R84")
def test_a_major_fault_is_flagged_and_followed_until_somebody_says_what_came_of_it(desk, job, hands):
    desk.do(MarkMajor(job_id=job, seen="同批定影组件开裂", told_to="刘建国", batch=True))
    assert card(desk, job).major and "major" in [f.kind for f in desk.ask(Board())[0].flags]
    follow = next(p for p in card(desk, job).promises if p.kind == "major_follow_up")
    hands.now = follow.due_at + dt.timedelta(hours=1)
    assert any(o.job_id == job for o in desk.ask(Owed()) if o.action == "promise")
    with pytest.raises(Refused, match="already"):
        desk.do(MarkMajor(job_id=job, seen="又一台", told_to="刘建国"))
    desk.do(SettleMajor(job_id=job, result="厂家换新批次"))
    assert not card(desk, job).major and card(desk, job).promises[0].ended_how == "broken"  # a late one stays late
    with pytest.raises(Refused, match="not marked"):
        desk.do(SettleMajor(job_id=job, result="再说一遍"))
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R163")
def test_a_part_is_claimed_with_the_customers_letter_and_decided_once_with_plan_and_cost(desk, job):
    with pytest.raises(Refused, match="letter"):
        desk.do(ClaimPart(job_id=job, part="主板", letter=""))
    claim = desk.do(ClaimPart(job_id=job, part="主板", letter="质量故障函 3 号", cause="电容鼓包", suggestion="换新")).result["claim_id"]
    assert card(desk, job).claims[0].ended_how == ""
    desk.do(JudgeClaim(claim_id=claim, approved_by="王总", made_good=True, plan="三月排产", cost_fen=58000))
    assert card(desk, job).claims[0].ended_how == "made_good"
    assert [e.kind for e in card(desk, job).events][:2] == ["claim_judged", "part_claimed"]
    with pytest.raises(Refused, match="decided already"):
        desk.do(JudgeClaim(claim_id=claim, approved_by="王总", made_good=False))
    desk.do(DecideJob(job_id=job, warranty="out", fee=True))
    with pytest.raises(Refused, match="out of warranty"):
        desk.do(ClaimPart(job_id=job, part="主板", letter="函"))


@pytest.mark.requirement("R153", "R188")
def test_a_service_application_is_numbered_filled_in_and_signed(desk, job):
    done = desk.do(ApplyForService(job_id=job, goods="MP 3055 两台", damage="漏粉", occurred="上周五", made_on=dt.date(2025, 5, 1))).result
    line = card(desk, job).applications[0]
    assert (line.number, line.approved_by) == (done["number"], "")
    desk.do(SignApplication(application_id=done["application_id"], approved_by="王总"))
    assert card(desk, job).applications[0].approved_by == "王总"
    with pytest.raises(Refused, match="signed already"):
        desk.do(SignApplication(application_id=done["application_id"], approved_by="李总"))
    with pytest.raises(Refused):
        desk.do(ApplyForService(job_id=job))


@pytest.mark.requirement("R160", "R162")
def test_a_part_leaves_the_store_on_an_analysis_or_is_bought_and_its_day_is_owed(desk, job, hands):
    with pytest.raises(Refused, match="waits for no part"):
        desk.do(LetPartOut(job_id=job, approved_by="刘建国", analysis="定影膜破"))
    desk.do(WaitForPart(job_id=job, part="定影膜"))
    with pytest.raises(Refused, match="R162"):
        desk.do(LetPartOut(job_id=job, approved_by="刘建国", analysis=""))
    desk.do(LetPartOut(job_id=job, approved_by="刘建国", analysis="定影膜破"))
    desk.do(OrderPart(job_id=job, ordered_from="联迪备件", expected_on=desk.today() + dt.timedelta(days=2)))
    part = card(desk, job).parts[0]
    assert (part.approved_by, part.ordered_from, part.arrived) == ("刘建国", "联迪备件", False)
    desk.do(OrderPart(job_id=job, ordered_from="联迪备件", expected_on=desk.today() + dt.timedelta(days=3)))
    assert [p.ended_how for p in card(desk, job).promises if p.kind == "part_due"] == ["released", ""]
    hands.to(18, days=3)
    assert any(o.job_id == job for o in desk.ask(Owed()))
    desk.do(PartArrived(job_id=job))
    assert [p.ended_how for p in card(desk, job).promises if p.kind == "part_due"] == ["released", "broken"]
    assert check(desk, replay=True).wrong == []
