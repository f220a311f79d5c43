"""Technicians call in: late, in reversed order, from the wrong door, in trouble; and what the clocks make of it."""

from __future__ import annotations

import pytest

from dispatch_console.commands.people import AnswerPage, SendPage
from dispatch_console.commands.promises import EndPromise, PutOff
from dispatch_console.commands.roster import RecordAttendance
from dispatch_console.commands.visits import AnswerEscalation, CorrectEvent, Escalate
from dispatch_console.queries.next_job import NextJob
from tests.stories.told import name


def morning(day):
    """Two jobs out by half past eight: 宏远 with 李强 for nine, 启明 with 王建平 for half past nine."""
    day.now(8, 5)
    day.call("62458837", "复印重影", job="宏远")
    day.call("021-64370011", "卡纸", job="启明")
    for job, who, hour, minute in (("宏远", "李强", 9, 0), ("启明", "王建平", 9, 30)):
        day.decide(job)
        day.agree(job, hour, minute)
        day.send(job, who, hour, minute)


@pytest.mark.requirement("R58")
@pytest.mark.requirement("R78")
@pytest.mark.requirement("R101")
@pytest.mark.requirement("R102")
@pytest.mark.requirement("R116")
def test_from_the_store_to_the_next_job(day):
    morning(day)
    day.now(8, 35)
    day.report("宏远", "accepted", "李强")
    day.report("宏远", "collecting", "李强", note="取定影组件")
    assert (day.status("宏远"), day.state("李强")) == ("collecting", "collecting")
    day.now(8, 48)
    day.report("宏远", "customer_called", "李强", note="周雯在")
    day.report("宏远", "en_route", "李强")
    assert (day.status("宏远"), day.state("李强"), day.man("李强").now_words) == ("en_route", "en_route", "宏远国际贸易有限公司 复印重影")
    day.now(9, 20)  # he calls at twenty past: he has been there since two minutes to nine
    assert str(day.man("李强").owes) == "None" and day.clock("宏远", "appointment").level == "late"
    day.report("宏远", "arrived", "李强", minutes_ago=22)
    assert day.clock_says("宏远", "appointment") == "kept" and day.clock_says("宏远", "on_site") == "kept"
    assert day.clock("宏远", "escalation").level == "late" and day.state("李强") == "working"
    day.now(9, 31)  # 王建平 says nothing: after his hour is over he owes us his arrival
    assert day.man("王建平").owes is None
    day.now(10, 31)
    assert str(day.man("王建平").owes) == "owes arrival"
    day.report("宏远", "done", "李强", minutes_ago=6, note="换定影组件")
    assert (day.status("宏远"), day.state("李强")) == ("work_done", "free")
    assert str(day.man("李强").owes) == "owes 1 slip" and day.due("宏远", "report_back") == "03-03 17:00"
    offer = day.desk.ask(NextJob(technician_id=day.person("李强")))
    assert offer is None  # everything else is in other hands
    assert day.whole() == []


@pytest.mark.requirement("R101")
@pytest.mark.requirement("R102")
@pytest.mark.requirement("R107")
def test_done_is_told_before_arrived_and_a_slip_of_the_tongue_is_put_right(day):
    morning(day)
    day.now(10, 40)
    day.report("启明", "done", "王建平", minutes_ago=5)
    assert day.status("启明") == "work_done"
    assert "promise 启明律师事务所" in day.owed()  # ask him when he arrived
    day.now(11, 0)
    day.report("启明", "arrived", "王建平", minutes_ago=65)
    assert day.status("启明") == "work_done" and day.clock_says("启明", "appointment") == "was 25 min late"
    day.do(EndPromise(promise_id=day.owing("promise").row_id))
    wrong = next(e for e in day.card("启明").events if e.kind == "arrived")
    day.do(CorrectEvent(event_id=wrong.id, happened_at=day.at(9, 28), reason="听错，九点二十八到"))
    assert day.clock_says("启明", "appointment") == "kept"
    assert len([e for e in day.card("启明").events if e.kind == "arrived" and e.corrected_by]) == 1
    assert day.whole() == []


@pytest.mark.requirement("R65")
@pytest.mark.requirement("R124")
@pytest.mark.requirement("R152")
def test_nobody_opens_one_is_turned_away(day):
    morning(day)
    day.now(9, 2)
    day.report("宏远", "nobody_answered", "李强", note="座机没人接")
    day.report("宏远", "nobody_there", "李强", minutes_ago=2)
    assert day.status("宏远") == "waiting_customer" and day.due("宏远", "door_wait") == "03-02 09:05"
    day.now(9, 6)
    day.report("宏远", "card_left", "李强", minutes_ago=1, note="留卡 0012")
    assert day.clock_says("宏远", "door_wait") == "kept" and day.clock_says("宏远", "on_site").startswith("paused")
    day.now(9, 35)
    day.report("启明", "arrived", "王建平", minutes_ago=5)
    day.report("启明", "refused_at_door", "王建平", note="客户在开庭")
    assert day.status("启明") == "waiting_customer" and day.clock_says("启明", "repair") == "paused: 客户在开庭"
    day.now(11, 0)  # 周雯 finds the card and calls
    day.call("13900174420", "下午两点在", job="又一个")
    day.agree("宏远", 14)
    assert day.status("宏远") == "to_dispatch" and day.due("宏远", "on_site") == "03-02 14:05"
    assert day.whole() == []


@pytest.mark.requirement("R103")
@pytest.mark.requirement("R104")
@pytest.mark.requirement("R123")
@pytest.mark.requirement("R236")
def test_fifteen_minutes_without_a_solution(day):
    morning(day)
    day.now(9, 0)
    day.report("宏远", "arrived", "李强")
    day.now(9, 16)
    assert day.owed()[0] == "escalate 宏远国际贸易有限公司!"
    day.no(Escalate(job_id=day.jobs["宏远"], told_to=name("")), "Who was told")
    day.do(Escalate(job_id=day.jobs["宏远"], told_to=name("沈国栋"), problem="换定影后仍重影"))
    assert "escalated" in day.flags("宏远") and str(day.man("李强").owes) == "escalation open"
    assert day.owing("advice").level == "risk" and day.due("宏远", "escalation_answer") == "03-02 09:31"
    day.now(9, 28)
    day.do(AnswerEscalation(job_id=day.jobs["宏远"], advice="查转印带张力"))
    assert "escalated" not in day.flags("宏远") and day.man("李强").owes is None
    day.no(AnswerEscalation(job_id=day.jobs["宏远"], advice="再查"), "No escalation is waiting")
    day.now(9, 50)
    day.report("宏远", "partly_done", "李强", reason="time", note="转印带需再调，遗留轻微重影")
    assert day.status("宏远") == "to_agree" and "not finished" in day.story("宏远")
    assert day.whole() == []


@pytest.mark.requirement("R94")
@pytest.mark.requirement("R90")
@pytest.mark.requirement("R92")
def test_one_does_not_call_and_is_paged_and_goes_home_late(day):
    day.now(8, 0)
    day.do(RecordAttendance(person_id=day.person("孙立"), kind="reported_in"))
    assert day.state("孙立") == "free"
    day.now(10, 0)
    page = day.do(SendPage(person_id=day.person("孙立"), reason="宏远催单，请回电"))["page_id"]
    assert day.state("孙立") == "page_open" and str(day.man("孙立").owes) == "owes call back"
    assert day.owing("page").level == "risk" and day.man("孙立").owes_level == "risk"
    key = day.owing("page").key
    day.no(PutOff(owed_key=key, reason=" "), "needs a reason")
    day.do(PutOff(owed_key=key, reason="在地铁里", minutes=20))
    assert day.owed() == []
    day.now(10, 21)  # it comes back by itself, over its time by now
    assert day.owed() == ["page 孙立!"] and day.man("孙立").owes_level == "over"
    day.do(AnswerPage(page_id=page))
    assert day.owed() == [] and day.state("孙立") == "free"
    day.now(18, 40)
    day.do(RecordAttendance(person_id=day.person("孙立"), kind="left_for_home", note="与沈国栋说过"))
    assert day.state("孙立") == "ended"
    assert day.whole() == []


@pytest.mark.requirement("R114")
@pytest.mark.requirement("R115")
@pytest.mark.requirement("R117")
@pytest.mark.requirement("R121")
def test_each_customer_has_his_own_promises(day):
    from dispatch_console.commands.customers import ChangeCustomer
    from dispatch_console.commands.jobs import ClassJob, TellPlan

    day.now(8, 0)
    day.do(ChangeCustomer(customer_id=2, policy="contract_12h"))
    day.call("021-64370011", "卡纸", job="启明")
    day.call("62458837", "复印重影", job="宏远")
    assert (day.due("启明", "on_site"), day.due("宏远", "on_site")) == ("03-02 20:00", "03-02 12:00")
    assert day.due("启明", "first_response") == day.due("宏远", "plan") == "03-02 10:00"
    day.now(9, 50)
    assert day.owed() == ["agree 启明律师事务所", "agree 宏远国际贸易有限公司"]
    day.do(TellPlan(job_id=day.jobs["启明"], plan="下午派人换搓纸轮"))
    assert day.clock_says("启明", "first_response") == day.clock_says("启明", "plan") == "kept"
    day.do(ClassJob(job_id=day.jobs["宏远"], policy="complex", priority="urgent"))
    assert day.due("宏远", "plan") == "03-09 17:00" and day.row("宏远").priority == "urgent"
    day.now(12, 1)
    assert day.clock("宏远", "first_response").level == "late" and day.clock_says("宏远", "on_site") == "1 min late"
    assert day.board() == ["宏远", "启明"]
    assert day.whole() == []
