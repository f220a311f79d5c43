"""What is wanted and who may do it: repair, installing, upkeep, a question; roles, districts, another station."""

from __future__ import annotations

import pytest

from dispatch_console.commands.jobs import ReferJob
from dispatch_console.commands.people import AddPerson, ChangePerson
from dispatch_console.commands.visits import DispatchJob
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.masked import PhoneText
from dispatch_console.queries.days import DailyReport
from dispatch_console.queries.dispatching import Candidates
from dispatch_console.queries.office import People
from tests.stories.told import name


@pytest.mark.requirement("R228")
def test_four_callers_want_four_things(day):
    day.now(8, 30)
    day.call("62458837", "复印重影", CallKind.REPAIR, job="修")
    day.call("021-64370011", "新机到了要装", CallKind.INSTALLATION, job="装")
    day.call("13901234567", "该保养了", CallKind.MAINTENANCE, job="养")
    day.call("13917770088", "硒鼓多少钱", CallKind.ENQUIRY, answer="420 元")
    assert {job: day.card(job).service_type for job in day.jobs} == {"修": "repair", "装": "installation", "养": "maintenance"}
    assert day.status("养") == "to_agree" and day.status("装") == "registered"  # upkeep needs no decision
    figures = day.desk.ask(DailyReport(on_day=day.desk.today()))
    assert (figures.calls, figures.jobs_new, figures.calls_question, figures.jobs_maintenance) == (4, 3, 1, 0)
    assert day.whole() == []


@pytest.mark.requirement("R83")
@pytest.mark.requirement("R234")
@pytest.mark.requirement("R235")
def test_a_new_man_for_jiading_and_a_job_for_kunshan(day):
    day.now(8, 15)
    day.call("13901234567", "卡纸", job="恒达")
    day.decide("恒达")
    day.do(AddPerson(name=name("郑嘉"), code="09", initials="zj", district="浦东", mobile=PhoneText("13900000009"), grade="C", skills=("copier",)))
    found = {c.name: c for c in day.desk.ask(Candidates(job_id=day.jobs["恒达"]))}
    assert found["郑嘉"].same_district and not found["李强"].same_district and "沈国栋" not in found
    supervisor = next(p.id for p in day.desk.ask(People(role="supervisor")))
    day.no(DispatchJob(job_id=day.jobs["恒达"], technician_id=supervisor, planned_from=day.at(9)), "does not go out to customers")
    day.send("恒达", "郑嘉", 9)
    assert [p.name for p in (day.man("郑嘉"),)] == ["郑嘉"] and day.man("郑嘉").next_words == "09:00 恒达物流"
    day.now(8, 40)  # 启明's branch in 昆山 is another station's
    day.call("021-64370011", "昆山分所的机器卡纸", job="昆山")
    day.no(ReferJob(job_id=day.jobs["昆山"], reason=""), "needs a reason")
    day.do(ReferJob(job_id=day.jobs["昆山"], reason="昆山特约站承接，客户书面同意"))
    assert day.status("昆山") == "referred" and day.board() == ["恒达"]
    day.do(ChangePerson(person_id=day.person("吴刚"), active=False))  # 吴刚 has left the firm
    assert "吴刚" not in {c.name for c in day.desk.ask(Candidates(job_id=day.jobs["恒达"]))}
    assert "吴刚" in {p.name for p in day.desk.ask(People(with_former=True))}
    assert day.whole() == []
