"""Who pays: a machine under warranty, one out of it, a price beyond the float, a no, a consent taken back, a part quoted on site."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.customers import ChangeMachine, MachineFacts
from dispatch_console.commands.guidance import ApproveJob, AskApproval
from dispatch_console.commands.jobs import DecideJob
from dispatch_console.commands.parts import PartArrived
from dispatch_console.commands.quotes import GiveQuote, QuotedLine, RecordConsent, TakeBackConsent
from dispatch_console.domain.masked import NameText
from tests.stories.told import name


def quote(day, job, *lines, **more):
    return day.do(GiveQuote(job_id=day.jobs[job], lines=tuple(QuotedLine(code=c, price_fen=p) for c, p in lines), **more))


def answer(day, job, said, words, by="单志强"):
    day.do(RecordConsent(job_id=day.jobs[job], answer=said, words=words, answered_by=name(by)))


@pytest.mark.requirement("R38")
@pytest.mark.requirement("R40")
@pytest.mark.requirement("R42")
@pytest.mark.requirement("R46")
def test_one_is_free_one_is_quoted_and_one_says_no(day):
    day.now(8, 10)
    day.call("62458837", "复印重影", job="宏远")
    day.call("021-64370011", "定影有异响", job="启明")
    day.call("13901234567", "整机不通电", job="恒达")
    card = day.card("宏远")
    assert (card.warranty, card.warranty_basis, card.warranty_until) == ("in", "invoice", dt.date(2026, 9, 15))
    day.decide("宏远")
    assert day.status("宏远") == "to_agree"

    day.now(8, 20)  # 启明 is out of warranty: the fee is told, within the float freely, beyond it not
    assert day.card("启明").warranty == "out"
    day.decide("启明", "out", fee=True)
    job = day.jobs["启明"]
    day.no(GiveQuote(job_id=job, lines=(QuotedLine(code="V-01", price_fen=10001),)), "outside 80–100")
    day.no(GiveQuote(job_id=job, lines=()), "at least one line")
    assert quote(day, "启明", ("V-01", 8000), ("L-C05", 18000))["total_fen"] == 26000
    assert day.status("启明") == "awaiting_consent" and day.clock_says("启明", "on_site") == "paused: quoted"
    day.now(9, 20)  # he asks his chief; the clock stands
    answer(day, "启明", "later", "问过主任再说")
    assert day.clock_says("启明", "on_site") == "paused: quoted"
    day.now(9, 50)
    answer(day, "启明", "yes", "主任同意，来吧")
    assert day.status("启明") == "to_agree" and day.due("启明", "on_site") == "03-02 13:40"
    assert [(q.version, q.answer, q.words) for q in day.card("启明").quotes] == [(1, "yes", "主任同意，来吧")]
    assert [p.ended_how for p in day.card("启明").promises if p.kind == "ask_again"] == ["kept"]

    day.now(9, 55)  # no paper for 恒达's machine: not known; he finds it too dear
    assert day.card("恒达").warranty == "unknown"
    day.decide("恒达", "unknown", fee=True)
    quote(day, "恒达", ("V-02", 16000))
    answer(day, "恒达", "no", "太贵，先不修", "老魏")
    assert day.status("恒达") == "closed" and sorted(day.board()) == ["启明", "宏远"]
    assert day.whole() == []


@pytest.mark.requirement("R42")
@pytest.mark.requirement("R43")
@pytest.mark.requirement("R40")
def test_a_price_beyond_the_float_has_a_name_and_a_consent_may_be_taken_back(day):
    day.now(13, 0)
    day.call("021-64370011", "晚上来修定影", job="启明")
    day.decide("启明", "out", fee=True)
    quote(day, "启明", ("V-01", 8000), ("V-03", 12000), approved_by=NameText("顾明"), deduction_fen=2000)
    (first,) = day.card("启明").quotes
    assert (first.total_fen, first.approved_by) == (18000, "顾明")
    assert first.lines == (("V-01", "市区上门费", 8000, 1), ("V-03", "夜间及节假日上门加收", 12000, 1))
    answer(day, "启明", "yes", "行")
    day.agree("启明", 18)
    day.now(13, 30)
    day.do(TakeBackConsent(job_id=day.jobs["启明"], words="改天白天来"))
    assert day.status("启明") == "awaiting_consent"
    quote(day, "启明", ("V-01", 8000))
    answer(day, "启明", "yes", "这个价可以")
    assert [(q.version, q.total_fen, q.answer) for q in day.card("启明").quotes] == [(2, 8000, "yes"), (1, 18000, "taken_back")]
    assert day.status("启明") == "to_dispatch"
    assert day.whole() == []


@pytest.mark.requirement("R44")
@pytest.mark.requirement("R159")
def test_a_part_found_missing_on_site_is_quoted_and_still_awaited_after_the_consent(day):
    day.now(8, 10)
    day.call("021-64370011", "卡纸", job="启明")
    day.decide("启明", "out", fee=False)
    day.agree("启明", 9)
    day.send("启明", "李强", 9)
    day.now(9, 5)
    day.report("启明", "arrived", "李强")
    day.now(9, 25)
    day.report("启明", "partly_done", "李强", reason="part", part="定影组件")
    assert day.status("启明") == "waiting_part"
    quote(day, "启明", ("P-C07", 98000))
    assert day.status("启明") == "awaiting_consent"
    day.now(9, 40)
    answer(day, "启明", "yes", "换吧")
    assert day.status("启明") == "waiting_part" and day.clock_says("启明", "repair") == "paused: 定影组件"
    day.now(10, 0, days=1)
    day.do(PartArrived(job_id=day.jobs["启明"]))
    assert day.status("启明") == "to_agree" and day.owed() == ["part 启明律师事务所"]
    assert str(day.clock("启明", "repair").sentence).startswith("Paused 24 h 35 (定影组件).")
    assert day.whole() == []


@pytest.mark.requirement("R46")
@pytest.mark.requirement("R47")
@pytest.mark.requirement("R12")
def test_the_invoice_turns_up_and_the_damage_was_his_own(day):
    day.now(10, 0)
    day.call("13901234567", "不能定影", job="恒达")
    machine = day.card("恒达").machine_id
    assert day.card("恒达").warranty == "unknown"
    day.do(ChangeMachine(machine_id=machine, machine=MachineFacts(brand="理光", model="MP 3055", serial="RL3055001", category="copier",
                                                                  bought_on=dt.date(2025, 5, 6), warranty_basis="invoice")))  # fmt: skip
    day.now(10, 10)
    day.call("13901234567", "还是不能定影", job="恒达二")
    assert (day.card("恒达二").warranty, day.card("恒达二").warranty_until) == ("in", dt.date(2026, 5, 6))
    day.do(DecideJob(job_id=day.jobs["恒达二"], warranty="out", fee=True, basis="invoice", exclusion="human_damage"))
    assert day.status("恒达二") == "awaiting_consent" and "human_damage" in day.card("恒达二").events[0].detail
    assert day.whole() == []


@pytest.mark.requirement("R85")
def test_service_outside_the_contract_waits_for_a_signature(day):
    day.now(9, 0)
    day.call("62458837", "合同外的传真机", job="宏远")
    day.do(AskApproval(job_id=day.jobs["宏远"], what="合同外机型上门", approver=name("顾明")))
    assert day.status("宏远") == "awaiting_approval" and str(day.row("宏远").turn) == "else"
    day.now(10, 30)
    assert day.clock_says("宏远", "on_site").startswith("paused")
    day.do(ApproveJob(job_id=day.jobs["宏远"], approver=name("顾明"), condition="工时收费"))
    assert day.status("宏远") == "to_agree" and day.due("宏远", "on_site") == "03-02 14:30"
    assert day.whole() == []
