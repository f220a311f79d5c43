"""A fault cleared by phone and checked two hours later; one that was not; one who insists; one that nobody here knows."""

from __future__ import annotations

import pytest

from dispatch_console.commands.guidance import AskForAnswer, GiveAnswer, GuideByPhone, InsistOnVisit
from dispatch_console.commands.jobs import CheckSolved, SolveByPhone
from tests.stories.told import name


@pytest.mark.requirement("R30")
@pytest.mark.requirement("R31")
@pytest.mark.requirement("R113")
def test_the_printer_that_was_offline_and_the_one_that_was_not(day):
    day.now(8, 20)  # 周雯: nothing is printed; the default printer was changed
    day.call("13900174420", "打不出", job="宏远", solved_by_phone=True, answer="设回默认打印机")
    assert day.status("宏远") == "phone_solved" and day.due("宏远", "phone_check") == "03-02 10:20"
    day.now(8, 40)  # 单志强 is told what to try, and tries it while the line is open
    day.call("021-64370011", "扫描不到邮箱", job="启明")
    day.do(GuideByPhone(job_id=day.jobs["启明"], tried="核对邮箱口令", cause="口令过期", remote=True))
    assert day.status("启明") == "phone_guidance"
    day.now(8, 55)
    day.do(SolveByPhone(job_id=day.jobs["启明"], advice="换成新口令"))
    assert day.due("启明", "phone_check") == "03-02 10:55" and day.owed() == []
    day.now(9, 56)
    assert day.owed() == ["check 宏远国际贸易有限公司", "check 启明律师事务所"]
    day.now(10, 21)
    assert day.owed() == ["check 宏远国际贸易有限公司!", "check 启明律师事务所"]
    day.do(CheckSolved(job_id=day.jobs["宏远"], solved=True, words="正常，能打"))
    assert day.status("宏远") == "closed" and day.clock_says("宏远", "phone_check") == "was 1 min late"
    day.now(10, 50)  # the other one still cannot scan: it goes on to the decision, and four hours begin anew
    day.do(CheckSolved(job_id=day.jobs["启明"], solved=False, words="还是扫不到"))
    assert day.status("启明") == "decide" and day.clock_says("启明", "phone_check") == "kept"
    assert day.due("启明", "on_site") == "03-02 14:50" and day.board() == ["启明"]
    assert day.whole() == []


@pytest.mark.requirement("R31")
@pytest.mark.requirement("R29")
def test_what_was_solved_in_the_evening_is_checked_in_the_morning(day):
    day.now(21, 10)
    day.call("13901234567", "复印件发黑", job="恒达", solved_by_phone=True, answer="浓度调回 3")
    assert day.due("恒达", "phone_check") == "03-03 08:00"
    day.now(8, 5, days=1)
    assert day.owed() == ["check 恒达物流!"]
    day.do(CheckSolved(job_id=day.jobs["恒达"], solved=True, words="好了"))
    assert day.board() == [] and day.owed() == []
    assert day.whole() == []


@pytest.mark.requirement("R32")
@pytest.mark.requirement("R36")
@pytest.mark.requirement("R23")
def test_one_insists_on_a_visit_and_one_is_promised_an_answer(day):
    day.now(9, 0)
    day.call("021-64370011", "卡纸", job="启明")
    day.do(GuideByPhone(job_id=day.jobs["启明"], tried="清洁搓纸轮"))
    day.enforce("told_fee")
    day.no(InsistOnVisit(job_id=day.jobs["启明"], words="必须来人"), "may not be free")
    day.do(InsistOnVisit(job_id=day.jobs["启明"], words="必须来人，付钱也行", told_fee=True))
    assert day.status("启明") == "decide"
    day.now(9, 20)  # 恒达 asks for something that nobody here has done yet: no light promise
    day.call("13901234567", "能不能接打卡机", job="恒达")
    day.do(AskForAnswer(job_id=day.jobs["恒达"], asked=name("厂家张工"), question="MP 3055 接 RFID 读头", answer_by=day.at(11)))
    day.now(10, 40)
    assert "promise 恒达物流" in day.owed()
    day.do(GiveAnswer(job_id=day.jobs["恒达"], answer="可接，需加装接口板"))
    assert [(p.kind, p.ended_how) for p in day.card("恒达").promises] == [("answer_owed", "kept")]
    assert "promise 恒达物流" not in day.owed() and "answer given" in day.story("恒达")
    assert day.whole() == []
