"""The paper comes back: reports typed, a slip lost, the audit; then the quality calls of the next day."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.jobs import ReopenJob
from dispatch_console.commands.papers import LoseForm, Part, ReturnForm, TypeReport
from dispatch_console.commands.points import AuditReport
from dispatch_console.commands.quality import RecordQualityCall
from dispatch_console.queries.days import DailyLog
from dispatch_console.queries.office import FormsOut
from dispatch_console.queries.points import ReportsToAudit
from tests.stories.told import name


def repaired(day, job, number, said, who, hour):
    """Called, decided, agreed, sent, arrived and done within the hour; the number of his slip."""
    day.now(hour, 0)
    day.call(number, said, job=job)
    day.decide(job)
    day.agree(job, hour, 5)
    slip = day.send(job, who, hour, 5)
    day.now(hour, 10)
    day.report(job, "arrived", who, minutes_ago=5)
    day.now(hour, 50)
    day.report(job, "done", who)
    return slip


@pytest.mark.requirement("R135")
@pytest.mark.requirement("R108")
@pytest.mark.requirement("R109")
@pytest.mark.requirement("R158")
def test_three_slips_go_out_two_come_back_and_one_is_lost(day):
    first = repaired(day, "宏远", "62458837", "复印重影", "李强", 8)
    second = repaired(day, "启明", "021-64370011", "卡纸", "王建平", 9)
    third = repaired(day, "恒达", "13901234567", "定影异响", "孙立", 10)
    assert (first, second, third) == ("0000001", "0000002", "0000003")
    assert [(f.number, f.person, f.status) for f in day.desk.ask(FormsOut())] == [
        ("0000001", "李强", "issued"), ("0000002", "王建平", "issued"), ("0000003", "孙立", "issued")]  # fmt: skip
    assert {who: str(day.man(who).owes) for who in ("李强", "王建平", "孙立")} == dict.fromkeys(("李强", "王建平", "孙立"), "owes 1 slip")

    day.now(16, 20)  # 李强 lays his on the desk; it is typed at once
    day.do(ReturnForm(form_id=day.desk.ask(FormsOut())[0].id))
    assert day.story("宏远")[0] == "slip returned" and day.man("李强").owes is not None
    report = {"job_id": day.jobs["宏远"], "form_number": first, "cause": "转印带松", "method": "换定影组件",
              "parts": (Part(name="定影组件", old_serial="FU-1001", new_serial="FU-3004", quantity=1, price_fen=98000),)}  # fmt: skip
    day.no(TypeReport(**report, arrived_at=day.at(9), completed_at=day.at(8, 30)), "before")
    day.do(TypeReport(**report, arrived_at=day.at(8, 6), completed_at=day.at(8, 48), rate_timely=4, rate_skill=4, rate_attitude=4,
                      rate_charge=3, opinion="很快", signed_by=name("周雯"), price_code="L-C05", payment="免费"))  # fmt: skip
    assert day.status("宏远") == "quality_due" and day.man("李强").owes is None
    assert [(f.number, f.status) for f in day.desk.ask(FormsOut())] == [("0000002", "issued"), ("0000003", "issued")]
    (line,) = [x for x in day.desk.ask(DailyLog(on_day=day.desk.today())) if x.customer == "宏远国际贸易有限公司"]
    assert (line.method, line.technician, line.minutes) == ("换定影组件", "李强", 45)  # what he told by phone counts before the paper

    day.now(16, 40)  # 王建平's fell into the water
    form = next(f for f in day.desk.ask(FormsOut()) if f.number == second)
    day.no(LoseForm(form_id=form.id, reason=""), "needs a reason")
    day.do(LoseForm(form_id=form.id, reason="淋雨损毁，另补"))
    assert [(f.number, f.status) for f in day.desk.ask(FormsOut(status="missing"))] == [("0000002", "missing")]

    day.now(17, 0)  # the supervisor audits; points come of it
    (waiting,) = day.desk.ask(ReportsToAudit())
    day.do(AuditReport(report_id=waiting.report_id))
    assert day.desk.ask(ReportsToAudit()) == ()
    (line,) = [x for x in day.desk.ask(DailyLog(on_day=day.desk.today())) if x.customer == "宏远国际贸易有限公司"]
    assert line.points_tenths > 0
    day.now(17, 1, days=1)
    assert "report 恒达物流!" in day.owed()
    assert day.whole() == []


@pytest.mark.requirement("R127")
@pytest.mark.requirement("R141")
@pytest.mark.requirement("R176")
@pytest.mark.requirement("R178")
@pytest.mark.requirement("R181")
def test_the_calls_of_the_next_day(day):
    for job, number, said, who, hour in (("宏远", "62458837", "重影", "李强", 8), ("启明", "021-64370011", "卡纸", "王建平", 9),
                                         ("恒达", "13901234567", "异响", "孙立", 10)):  # fmt: skip
        slip = repaired(day, job, number, said, who, hour)
        day.do(TypeReport(job_id=day.jobs[job], form_number=slip, method="清洁调整"))
    assert {day.due(job, "quality_call") for job in day.jobs} == {"03-03 17:00"}
    day.now(9, 0, days=1)
    job = day.jobs["宏远"]
    day.no(RecordQualityCall(job_id=job, result="good"), "is no result")
    day.no(RecordQualityCall(job_id=job, result="satisfied", timely=5), "1 to 4")
    day.do(RecordQualityCall(job_id=job, result="satisfied", running_well=True, timely=4, skill=4, attitude=4, charge=3, opinion="很满意"))
    assert day.status("宏远") == "closed" and day.clock_says("宏远", "quality_call") == "kept"
    day.now(9, 10)  # 启明: it jams again. The same job goes on, with its own four hours
    day.do(RecordQualityCall(job_id=day.jobs["启明"], result="unsatisfied", running_well=False, skill=2, opinion="又卡了"))
    assert day.status("启明") == "to_agree"
    day.now(9, 20)  # nobody at 恒达, nor later, nor the third time
    for hour, minute in ((9, 20), (13, 30), (16, 15)):
        day.now(hour, minute)
        assert day.status("恒达") == "quality_due"
        day.do(RecordQualityCall(job_id=day.jobs["恒达"], result="unreachable"))
    assert day.status("恒达") == "closed" and day.board() == ["启明"]
    day.now(10, 0, days=1)  # 周雯 calls after all: the fault is back; the closed job is opened again
    day.no(ReopenJob(job_id=job, reason=" "), "needs a reason")
    day.do(ReopenJob(job_id=job, reason="重影又出现"))
    assert day.status("宏远") == "to_agree" and day.due("宏远", "on_site") == "03-04 14:00"
    assert day.whole() == []


@pytest.mark.requirement("R86")
def test_the_same_machine_comes_back_within_the_month_and_says_so(day):
    slip = repaired(day, "启明", "021-64370011", "卡纸", "王建平", 9)
    day.do(TypeReport(job_id=day.jobs["启明"], form_number=slip, method="清洁"))
    day.now(9, 0, days=1)
    day.do(RecordQualityCall(job_id=day.jobs["启明"], result="satisfied"))
    day.now(9, 30, days=7)
    day.call("021-64370011", "又卡纸", job="启明二")
    assert day.card("启明二").repeat_of == day.card("启明").number and day.flags("启明二") == ["repeat2"]
    assert local_day(day.card("启明二").registered_at) == dt.date(2026, 3, 10)
    assert day.whole() == []


def local_day(moment):
    from dispatch_console.domain.moment import local

    return local(moment).date()
