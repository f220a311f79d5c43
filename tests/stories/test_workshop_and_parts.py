"""A machine taken in with a lent one in its place; one that is brought; a part that is missing and comes; one that cannot be repaired."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.guidance import AgreeSendIn, ReceiveMachine
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.parts import PartArrived, TellPartArrived, WaitForPart
from dispatch_console.commands.quality import RecordQualityCall
from dispatch_console.commands.replacing import ReplaceMachine
from dispatch_console.commands.workshop import StepWorkshop, TakeLoanerBack, TakeMachineIn
from dispatch_console.queries.calls import CallerCard
from tests.stories.told import name

TUESDAY = dt.date(2026, 3, 3)


def there(day, job, number, said, who, hour):
    """A technician stands before the machine at this hour."""
    day.now(hour - 1, 0)
    day.call(number, said, job=job)
    day.decide(job)
    day.agree(job, hour)
    day.send(job, who, hour)
    day.now(hour, 0)
    day.report(job, "arrived", who)


def step(day, job, *steps):
    for one in steps:
        day.do(StepWorkshop(job_id=day.jobs[job], step=one))


@pytest.mark.requirement("R147")
@pytest.mark.requirement("R148")
@pytest.mark.requirement("R149")
@pytest.mark.requirement("R150")
@pytest.mark.requirement("R151")
def test_a_machine_goes_to_the_workshop_and_comes_back(day):
    there(day, "恒达", "13901234567", "整机不通电", "王建平", 10)
    day.now(10, 30)
    job = day.jobs["恒达"]
    day.no(TakeMachineIn(job_id=job, consent_by=name(" ")), "consent")
    slip = day.do(TakeMachineIn(job_id=job, consent_by=name("老魏"), accessories="电源线", appearance="左侧划痕",
                                loaner="备用机 B-05", term_on=TUESDAY))["slip_number"]  # fmt: skip
    card = day.card("恒达")
    assert (card.status, str(card.turn), card.stay.slip_number, card.stay.loaner) == ("in_workshop", "workshop", slip, "备用机 B-05")
    assert day.state("王建平") == "free" and [(p.kind, p.status) for p in card.papers if p.kind == "pickup_slip"] == [("pickup_slip", "issued")]
    day.now(11, 30)
    step(day, "恒达", "received", "diagnosing")
    day.no(StepWorkshop(job_id=job, step="collected"), 'stands at "Diagnosing"')
    day.now(15, 0)
    step(day, "恒达", "repairing", "tested", "customer_told")
    assert day.card("恒达").stay.status == "customer_told"
    day.now(9, 0, days=1)
    assert "promise 恒达物流" in day.owed()  # the machine is promised for today
    day.enforce("loaner_back")
    day.no(StepWorkshop(job_id=job, step="returned"), "lent machine is not back")
    day.do(TakeLoanerBack(job_id=job))
    step(day, "恒达", "returned")
    assert day.status("恒达") == "work_done" and day.card("恒达").stay.loaner_back
    assert [(p.kind, p.ended_how) for p in day.card("恒达").promises if p.kind == "return_machine"] == [("return_machine", "kept")]
    day.now(10, 0)
    day.do(TypeReport(job_id=job, method="换电源板", signed_by=name("老魏")))
    day.now(9, 0, days=1)
    day.do(RecordQualityCall(job_id=job, result="satisfied", running_well=True))
    assert day.board() == [] and day.owed() == []
    assert day.whole() == []


@pytest.mark.requirement("R37")
@pytest.mark.requirement("R149")
def test_a_machine_is_brought_by_the_customer_who_asks_how_far_it_is(day):
    day.now(9, 0)
    day.call("13900174420", "小机器想自己送来", job="宏远")
    day.do(AgreeSendIn(job_id=day.jobs["宏远"], where="徐汇维修点", expected_on=TUESDAY))
    assert day.status("宏远") == "waiting_customer" and day.clock_says("宏远", "on_site").startswith("paused")
    day.now(10, 0, days=1)
    voucher = day.do(ReceiveMachine(job_id=day.jobs["宏远"], brought_by=name("周雯"), accessories="无"))["slip_number"]
    assert voucher and day.card("宏远").stay.status == "received"
    step(day, "宏远", "diagnosing", "repairing")
    (caller,) = day.desk.ask(CallerCard(number="13900174420"))
    assert [str(j.status) for j in caller.open_jobs] == ["in_workshop"] and day.card("宏远").stay.status == "repairing"
    step(day, "宏远", "tested", "collected")
    assert day.status("宏远") == "work_done"
    assert day.whole() == []


@pytest.mark.requirement("R159")
@pytest.mark.requirement("R77")
def test_a_part_is_missing_arrives_and_the_customer_is_told_at_once(day):
    there(day, "启明", "021-64370011", "卡纸", "李强", 9)
    day.now(9, 30)
    day.report("启明", "partly_done", "李强", reason="part", part="搓纸轮", expected_on=TUESDAY)
    assert day.status("启明") == "waiting_part" and str(day.row("启明").clock.words(day.desk.clock())) == "paused: 搓纸轮"
    assert day.state("李强") == "free" and "启明律师事务所" not in " ".join(day.owed())
    day.now(14, 0, days=1)
    day.do(PartArrived(job_id=day.jobs["启明"]))
    assert day.owed() == ["part 启明律师事务所"] and day.due("启明", "part_told") == "03-03 15:00"
    day.now(14, 10)
    day.do(TellPartArrived(job_id=day.jobs["启明"], words="明早来"))
    assert day.owed() == [] and day.clock_says("启明", "part_told") == "kept"
    day.agree("启明", 15)
    day.send("启明", "李强", 15)
    day.now(15, 0)
    day.report("启明", "arrived", "李强")
    day.now(15, 20)
    day.report("启明", "done", "李强", note="换搓纸轮")
    assert day.status("启明") == "work_done" and len(day.card("启明").visits) == 2
    assert day.whole() == []


@pytest.mark.requirement("R159")
def test_a_part_known_to_be_missing_keeps_the_technician_at_home(day):
    day.now(9, 0)
    day.call("62458837", "定影组件坏", job="宏远")
    day.decide("宏远")
    day.no(WaitForPart(job_id=day.jobs["宏远"], part=" "), "Which part")
    day.do(WaitForPart(job_id=day.jobs["宏远"], part="定影组件", expected_on=TUESDAY))
    day.now(16, 0)
    assert day.status("宏远") == "waiting_part" and day.clock_says("宏远", "on_site") == "paused: 定影组件"
    day.now(9, 0, days=1)
    day.do(PartArrived(job_id=day.jobs["宏远"]))
    assert day.status("宏远") == "to_agree" and day.due("宏远", "on_site") == "03-03 13:00"
    assert day.whole() == []


@pytest.mark.requirement("R224")
@pytest.mark.requirement("R226")
def test_another_machine_in_the_place_of_one_that_cannot_be_repaired(day):
    there(day, "宏远", "62458837", "主板烧毁", "李强", 10)
    day.do(TakeMachineIn(job_id=day.jobs["宏远"], consent_by=name("周雯")))
    step(day, "宏远", "received", "diagnosing")
    day.now(9, 0, days=1)
    (before,) = day.desk.ask(CallerCard(number="62458837"))[0].machines
    new = ReplaceMachine(job_id=day.jobs["宏远"], serial="E173M999001", decided_by=name("顾明"), ground="unrepairable", words="主板停产")
    day.no(ReplaceMachine(job_id=day.jobs["宏远"], serial="", decided_by=name("顾明"), ground="unrepairable"), "serial number is missing")
    day.do(new)
    (after,) = day.desk.ask(CallerCard(number="62458837"))[0].machines
    assert (after.model, after.serial, after.verdict, after.until) == (before.model, "E173M999001", "in", dt.date(2027, 3, 3))
    assert before.until == dt.date(2026, 9, 15)  # the new one is under warranty from its own first day
    assert day.status("宏远") == "replaced" and day.board() == []
    assert f"{before.serial} → E173M999001" in day.card("宏远").events[0].detail
    assert day.whole() == []
