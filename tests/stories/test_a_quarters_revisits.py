"""A quarter of contacts and visits for two hundred customers: planned in one step, kept, moved, skipped, never piled up."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from dispatch_console.commands.customers import AddCustomer, MachineFacts
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.plans import PlanRevisits, SavePlan, SettlePlanDay
from dispatch_console.commands.setup import SetSetting
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.queries.customers import MachineRecords
from dispatch_console.queries.plans import Plans

MONDAY = dt.date(2026, 3, 2)


def due(day):
    return [p for p in day.desk.ask(Plans(due=True)) if p.requirement == "R185"]


@pytest.mark.requirement("R185", "R130", "R186", "R187")
def test_a_quarter_of_two_hundred_customers(day):
    for n in range(197):  # with the three of the office
        day.do(AddCustomer(name=NameText(f"客户{n:03d}"), kind="key" if n % 10 == 0 else "ordinary", phones=(PhoneText(f"1391234{n:04d}"),)))
    made = day.do(PlanRevisits())
    assert made == {"contacts": 200, "visits": 21}  # 20 and 宏远 are key customers
    day.no(PlanRevisits(from_day=MONDAY - dt.timedelta(days=1)), "begins today")
    day.no(PlanRevisits(kind="rich"), "no class")
    assert day.do(PlanRevisits()) == {"contacts": 0, "visits": 0}  # who has a plan gets no second one
    planned = [p for p in day.desk.ask(Plans(limit=1000)) if p.requirement == "R185"]
    by_day = Counter(p.next_on for p in planned)
    assert max(by_day.values()) <= 20 and all(d.weekday() < 5 for d in by_day)

    settled = Counter()
    for week in range(13):  # every Friday somebody works through what is due
        day.now(16, 0, days=4 if week == 0 else 7)
        for n, plan in enumerate(due(day)):
            if n % 9 == 5:
                day.do(SettlePlanDay(plan_id=plan.id, how="moved", moved_to=day.desk.today() + dt.timedelta(days=7), reason="客户出差"))
                settled["moved"] += 1
            elif n % 9 == 7:
                day.do(SettlePlanDay(plan_id=plan.id, how="skipped", reason="上周刚维修过"))
                settled["skipped"] += 1
            elif plan.kind == "revisit":
                job = day.do(SettlePlanDay(plan_id=plan.id, how="job"))["job_id"]
                assert job
                settled["visited"] += 1
            else:
                day.do(SettlePlanDay(plan_id=plan.id, how="done"))
                settled["called"] += 1
    behind = [p for p in day.desk.ask(Plans(limit=1000)) if p.requirement == "R185" and p.next_on and p.next_on < day.desk.today() - dt.timedelta(days=7)]
    assert behind == []  # nothing piled up
    assert settled["called"] > 200 and settled["moved"] > 10 and settled["skipped"] > 10 and settled["visited"] >= 5
    assert len([p for p in day.desk.ask(Plans(limit=1000)) if p.requirement == "R185"]) == 221
    assert day.whole() == []


@pytest.mark.requirement("R186", "R185")
def test_upkeep_by_the_counter_and_a_look_two_weeks_after_a_service(day):
    day.do(AddCustomer(name=NameText("复印中心"), phones=(PhoneText("13800170001"),), machines=(MachineFacts(model="MP 7503", serial="C1"),)))
    machine = next(m.id for m in day.desk.ask(MachineRecords(text="C1")))
    day.no(SavePlan(name="保养", rule="6m", starts_on=MONDAY, kind="maintenance", every_count=10000), "upkeep of a machine")
    plan = day.do(SavePlan(name="保养", rule="6m", starts_on=dt.date(2026, 8, 3), kind="maintenance", machine_id=machine, every_count=10000))["plan_id"]
    day.do(SetSetting(name="revisit_after_days", value="14"))
    day.do(SetSetting(name="revisit_after_for", value="repair|installation"))

    def visit(job, counter, hour):
        day.now(hour)
        day.call("13800170001", "卡纸", job=job, machine_id=machine)
        day.decide(job)
        day.agree(job, hour, 30)
        day.send(job, "李强", hour, 30)
        day.now(hour + 1)
        day.report(job, "arrived", "李强", minutes_ago=20)
        day.report(job, "done", "李强")
        day.do(TypeReport(job_id=day.jobs[job], method="换搓纸轮", counter=counter))

    def next_on():
        return next(p.next_on for p in day.desk.ask(Plans()) if p.id == plan)

    visit("一", 52000, 9)
    assert next_on() == dt.date(2026, 8, 3)
    after = [p for p in day.desk.ask(Plans()) if p.kind == "revisit"]
    assert [(p.next_on, str(p.rule_words), p.machine_id) for p in after] == [(MONDAY + dt.timedelta(days=14), "once", machine)]
    day.now(8, 0, days=30)
    visit("二", 61999, 9)
    assert next_on() == dt.date(2026, 8, 3)
    visit("三", 62000, 13)
    assert next_on() == day.desk.today() and plan in [p.id for p in day.desk.ask(Plans(due=True))]
    day.do(SettlePlanDay(plan_id=plan, how="done"))
    assert next_on() == dt.date(2026, 8, 3)
    day.now(8, 0, days=20)
    visit("四", 70000, 9)  # eight thousand since the upkeep
    assert next_on() == dt.date(2026, 8, 3)
    day.do(SettlePlanDay(plan_id=after[0].id, how="done"))
    assert next(p.next_on for p in day.desk.ask(Plans()) if p.id == after[0].id) is None
    assert day.whole() == []
