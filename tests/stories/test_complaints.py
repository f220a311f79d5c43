"""A customer complains: the superior is told at once, the customer answered, or the complaint filed."""

from __future__ import annotations

import pytest

from dispatch_console.commands.promises import PutOff
from dispatch_console.commands.quality import AnswerComplaint, MakeComplaint, TellSuperior
from dispatch_console.domain.calls import CallKind
from dispatch_console.queries.days import DailyReport
from tests.stories.told import name


@pytest.mark.requirement("R126")
@pytest.mark.requirement("R171")
@pytest.mark.requirement("R172")
@pytest.mark.requirement("R173")
def test_the_lawyers_waited_all_morning(day):
    day.now(8, 10)
    day.call("021-64370011", "卡纸", job="启明")
    day.decide("启明")
    day.agree("启明", 9)
    day.now(10, 30)
    complaint = day.do(MakeComplaint(job_id=day.jobs["启明"], customer_id=2, said="一上午没人来"))["complaint_id"]
    assert day.owed()[0] == "tell_superior 启明律师事务所!" and day.flags("启明") == ["complaint"]
    assert not day.owing("tell_superior").can_snooze
    day.no(PutOff(owed_key=day.owing("tell_superior").key, reason="在忙"), "told to the superior at once")
    day.enforce("superior_told")
    day.no(AnswerComplaint(complaint_id=complaint, answer="马上来"), "First tell the superior")
    day.no(TellSuperior(complaint_id=complaint, told_to=name("")), "Who was told")
    day.now(10, 33)
    day.do(TellSuperior(complaint_id=complaint, told_to=name("沈国栋")))
    assert day.clock_says("启明", "complaint_told") == "was 3 min late" and day.flags("启明") == ["complaint"]
    assert not [o for o in day.owed() if o.startswith("tell_superior")]
    day.no(TellSuperior(complaint_id=complaint, told_to=name("顾明")), "沈国栋 was told already")
    day.send("启明", "李强", 10, 45)
    day.now(10, 50)
    day.no(AnswerComplaint(complaint_id=complaint, answer=" "), "Write down")
    day.do(AnswerComplaint(complaint_id=complaint, answer="已派李强，十点四十五到，免上门费"))
    assert day.flags("启明") == [] and [c.ended_how for c in day.card("启明").complaints] == ["satisfied"]
    day.no(AnswerComplaint(complaint_id=complaint, answer="再说一次"), "has ended already")
    assert day.status("启明") == "dispatched"  # the complaint moved nothing of the work
    assert day.whole() == []


@pytest.mark.requirement("R171")
@pytest.mark.requirement("R175")
def test_a_complaint_about_no_job_is_kept_too_and_may_be_filed(day):
    day.now(14, 0)
    told = day.call("13901234567", "上月的技术员态度差", CallKind.COMPLAINT)
    assert day.owed() == ["tell_superior 恒达物流!"] and day.board() == []
    day.do(TellSuperior(complaint_id=told["complaint_id"], told_to=name("沈国栋")))
    day.now(15, 30)
    day.do(AnswerComplaint(complaint_id=told["complaint_id"], answer="已致歉，客户不再追究", how="filed"))
    assert day.owed() == []
    figures = day.desk.ask(DailyReport(on_day=day.desk.today()))
    assert figures.calls_complaint == 1 and len(figures.complaints) == 1
    assert day.whole() == []
