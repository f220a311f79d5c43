"""When somebody comes and who it is: times agreed and changed, a man who is booked, one on leave, one who objects."""

from __future__ import annotations

import pytest

from dispatch_console.commands.jobs import AgreeTime, CustomerReady, WaitForCustomer
from dispatch_console.commands.roster import RecordAttendance, SetRosterDay
from dispatch_console.commands.visits import DispatchJob, ReassignVisit, RecallVisit, RescheduleVisit
from dispatch_console.queries.dispatching import Candidates
from dispatch_console.queries.next_job import NextJob


def candidate(day, job, who, **more):
    return next(c for c in day.desk.ask(Candidates(job_id=day.jobs[job], **more)) if c.name == who)


def next_words(day, who):
    return day.man(who).next_words


@pytest.mark.requirement("R53")
@pytest.mark.requirement("R55")
@pytest.mark.requirement("R60")
@pytest.mark.requirement("R124")
def test_a_time_is_agreed_changed_and_in_the_end_cannot_be_kept(day):
    day.now(8, 10)
    day.call("62458837", "复印重影", job="宏远")
    day.decide("宏远")
    day.agree("宏远", 9, 30)
    assert day.status("宏远") == "to_dispatch" and day.due("宏远", "appointment") == "03-02 09:30"
    job = day.jobs["宏远"]
    day.no(AgreeTime(job_id=job, from_at=day.at(10, 30), until_at=day.at(11)), "needs a reason")
    day.no(AgreeTime(job_id=job, from_at=day.at(8, 5), until_at=day.at(9)), "lies in the past")
    day.no(AgreeTime(job_id=job, from_at=day.at(11), until_at=day.at(10), reason="开会"), "ends before it begins")
    day.send("宏远", "李强", 9, 30)
    day.now(8, 40)
    day.agree("宏远", 10, 30, reason="客户九点半开会")
    assert next_words(day, "李强") == "10:30 宏远国际贸易有限公司" and day.due("宏远", "appointment") == "03-02 10:30"
    assert day.story("宏远")[0] == "time changed"
    day.now(10, 1)
    assert day.owed()[0] == "arrive 宏远国际贸易有限公司" and day.owing("arrive").level == "risk"
    day.now(10, 20)  # 李强 is held up: the customer is asked for his pardon, a new time is to be agreed
    day.no(RescheduleVisit(job_id=job, reason=" "), "needs a reason")
    day.do(RescheduleVisit(job_id=job, reason="李强上一单超时，客户同意改下午"))
    assert day.status("宏远") == "to_agree" and next_words(day, "李强") == "" and day.card("宏远").agreed_from is None
    day.agree("宏远", 13, 30)
    assert day.status("宏远") == "to_dispatch" and day.story("宏远")[0] == "time agreed"
    assert day.whole() == []


@pytest.mark.requirement("R69")
@pytest.mark.requirement("R75")
@pytest.mark.requirement("R81")
def test_who_can_go_and_who_cannot(day):
    day.now(8, 0)
    for who in ("李强", "王建平", "孙立"):
        day.do(RecordAttendance(person_id=day.person(who), kind="reported_in", happened_at=day.at(8)))
    day.do(SetRosterDay(person_id=day.person("周敏"), on_day=day.desk.today(), kind="leave", note="婚假"))
    assert [day.state(w) for w in ("李强", "周敏", "吴刚")] == ["free", "absent", "not_reported"]
    day.call("62458837", "重影", job="宏远")
    day.call("021-64370011", "卡纸", job="启明")
    for job, hour in (("宏远", 9), ("启明", 9)):
        day.decide(job)
        day.agree(job, hour)
    day.no(DispatchJob(job_id=day.jobs["宏远"], technician_id=day.person("周敏"), planned_from=day.at(9)), "off duty: leave")
    assert str(candidate(day, "宏远", "周敏").why_not) != "" and candidate(day, "宏远", "李强").why_not is None
    day.send("宏远", "李强", 9)
    assert next_words(day, "李强") == "09:00 宏远国际贸易有限公司" and day.status("宏远") == "dispatched"
    seen = candidate(day, "启明", "李强", planned_from=day.at(9, 30)).overlap
    assert (seen.customer, seen.minutes) == ("宏远国际贸易有限公司", 30)
    double = {"job_id": day.jobs["启明"], "technician_id": day.person("李强"), "planned_from": day.at(9, 30)}
    day.no(DispatchJob(**double), "30 min overlap")
    day.no(DispatchJob(**double, override_reason="急"), "30 min overlap")
    day.do(DispatchJob(**double, override_reason="客户指定李强"))
    assert [b.customer for b in day.man("李强").blocks] == ["宏远国际贸易有限公司", "启明律师事务所"]
    day.now(8, 20)  # better: 王建平 takes the second one; the reason stays in the story
    day.do(ReassignVisit(job_id=day.jobs["启明"], technician_id=day.person("王建平"), reason="李强来不及", planned_from=day.at(9)))
    assert [b.customer for b in day.man("李强").blocks] == ["宏远国际贸易有限公司"]
    assert next_words(day, "王建平") == "09:00 启明律师事务所" and "reassigned" in day.story("启明")
    assert day.whole() == []


@pytest.mark.requirement("R82")
@pytest.mark.requirement("R81")
def test_he_objects_another_is_called_back_and_the_third_is_offered_it(day):
    day.now(8, 10)
    day.call("021-64370011", "卡纸", job="启明")
    day.decide("启明")
    day.agree("启明", 10)
    day.send("启明", "李强", 10)
    day.now(8, 30)
    day.report("启明", "objected", "李强", reason="还在浦东，十点到不了")
    assert day.status("启明") == "to_dispatch" and next_words(day, "李强") == ""
    day.send("启明", "孙立", 10)
    day.now(8, 45)
    day.no(RecallVisit(job_id=day.jobs["启明"], reason=""), "needs a reason")
    day.do(RecallVisit(job_id=day.jobs["启明"], reason="孙立去急单"))
    assert day.status("启明") == "to_dispatch" and [v.live for v in day.card("启明").visits] == [False, False]
    offer = day.desk.ask(NextJob(technician_id=day.person("陈晓峰")))
    assert offer.job_id == day.jobs["启明"]
    day.send("启明", "陈晓峰", 10)
    assert day.desk.ask(NextJob(technician_id=day.person("陈晓峰"))).number == day.card("启明").number
    assert [str(p.status) for p in day.card("启明").papers] == ["void", "void", "issued"]
    assert day.whole() == []


@pytest.mark.requirement("R53")
@pytest.mark.requirement("R116")
def test_the_customer_cannot_say_when_and_the_clock_stands(day):
    day.now(9, 0)
    day.call("13901234567", "卡纸", job="恒达")
    day.decide("恒达")
    day.now(9, 30)
    day.no(WaitForCustomer(job_id=day.jobs["恒达"], reason=""), "needs its reason")
    day.do(WaitForCustomer(job_id=day.jobs["恒达"], reason="仓库盘点，明天回话"))
    assert day.status("恒达") == "waiting_customer" and day.clock_says("恒达", "on_site") == "paused: 仓库盘点，明天回话"
    assert str(day.row("恒达").clock.words(day.desk.clock())) == "paused: 仓库盘点，明天回话"
    day.now(9, 30, days=1)
    assert day.owed() == []
    day.do(CustomerReady(job_id=day.jobs["恒达"]))
    assert day.status("恒达") == "to_agree" and day.due("恒达", "on_site") == "03-03 13:00"
    assert day.whole() == []
