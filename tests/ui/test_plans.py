"""What is due by plan: from the owed strip by keys alone; a contract put on a job by keys alone."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.contracts import SaveContract
from dispatch_console.commands.plans import SavePlan
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.plans import Plans
from tests.keys import press, settle


def due(window, desk, **more):
    """A plan that is due now, and its place in the strip."""
    plan = desk.do(SavePlan(**{"name": "交日报汇总", "rule": "m2", "starts_on": desk.today(), **more})).result["plan_id"]
    settle()
    rows = window.rooms.owed.rows
    return plan, next(n for n, r in enumerate(rows, 1) if r.row_id == plan and r.action == "settle_plan")


@pytest.mark.requirement("R131")
def test_a_planned_day_is_settled_from_the_strip_with_its_own_key(window, desk):
    plan, place = due(window, desk)
    press(window, f"Alt+{place}")
    assert window.rooms.card.band.isVisible()
    press(window, "Ctrl+Return")
    settle()
    assert next(p for p in desk.ask(Plans()) if p.id == plan).next_on == dt.date(2026, 4, 2)
    assert not any(r.action == "settle_plan" for r in window.rooms.owed.rows)


@pytest.mark.requirement("R186")
def test_upkeep_that_is_due_becomes_a_job_or_another_day_with_its_reason(window, desk):
    plan, place = due(window, desk, name="季度保养", kind="maintenance", machine_id=1)
    press(window, f"Alt+{place}", "4", "Ctrl+Return")
    assert window.rooms.card.band.isVisible()  # another day needs a reason and the day: still asked
    assert next(p for p in desk.ask(Plans()) if p.id == plan).next_on == desk.today()
    press(window, "Escape", "Escape")
    press(window, f"Alt+{place}", "2", "Ctrl+Return")
    settle()
    assert next(p for p in desk.ask(Plans()) if p.id == plan).next_on == dt.date(2026, 4, 2)


@pytest.mark.requirement("R223")
def test_a_job_goes_on_a_contract_by_keys_alone(window, desk, jobs):
    held = desk.do(SaveContract(customer_id=3, number="HT-3", name="金卡", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31))).result["contract_id"]
    window.rooms.show_job(jobs["恒达"])
    press(window, "Ctrl+Alt+C", "Ctrl+Return")
    settle()
    assert desk.ask(JobCard(job_id=jobs["恒达"])).contract_id == held
    assert [c.name for c in window.rooms.card.card.contracts if c.id == held] == ["金卡"]
    press(window, "Ctrl+Z")
    settle()
    assert desk.ask(JobCard(job_id=jobs["恒达"])).contract_id is None
