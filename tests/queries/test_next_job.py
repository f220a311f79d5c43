"""What a technician who has become free does next."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.jobs import AgreeTime, DecideJob
from dispatch_console.commands.plans import SavePlan, SettlePlanDay
from dispatch_console.commands.visits import CallIn, DispatchJob
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import at
from dispatch_console.queries.next_job import NextJob


def job(desk, customer, priority="normal", send=0, hour=9):
    """A job that waits for somebody, or whose visit is planned."""
    found = desk.do(RegisterCall(kind=CallKind.REPAIR, number="1", customer_id=customer, machine_id=customer, said="重影",
                                 priority=priority)).result["job_id"]  # fmt: skip
    desk.do(DecideJob(job_id=found, warranty="in", fee=False))
    if send:
        start = at(desk.today(), hour)
        desk.do(AgreeTime(job_id=found, from_at=start, until_at=start))
        desk.do(DispatchJob(job_id=found, technician_id=send, planned_from=start))
    return found


@pytest.mark.requirement("R73", "R74", "R186")
def test_an_urgent_job_first_then_his_own_visit_then_what_waits(desk, hands):
    hands.to(8, 30)
    assert desk.ask(NextJob(technician_id=1)) is None
    waiting = job(desk, 2)
    assert desk.ask(NextJob(technician_id=1)).job_id == waiting
    own = job(desk, 3, send=1, hour=11)
    offer = desk.ask(NextJob(technician_id=1))
    assert (offer.job_id, offer.planned_from) == (own, at(desk.today(), 11)) and "11:00" in str(offer.reason)
    urgent = job(desk, 2, "urgent")
    offer = desk.ask(NextJob(technician_id=1))
    assert offer.job_id == urgent and str(offer.reason).startswith("urgent")
    hands.to(10, 15)  # his own visit is less than an hour away
    assert desk.ask(NextJob(technician_id=1)).job_id == own


@pytest.mark.requirement("R73")
def test_a_late_job_goes_before_a_visit_that_is_far_away(desk, hands):
    hands.to(8, 30)
    waiting = job(desk, 2)
    job(desk, 3, send=1, hour=17)
    hands.to(13)
    offer = desk.ask(NextJob(technician_id=1))
    assert offer.job_id == waiting and "late" in str(offer.reason)
    hands.to(13, 5)
    desk.do(DispatchJob(job_id=waiting, technician_id=2, planned_from=at(desk.today(), 14)))
    assert desk.ask(NextJob(technician_id=1)).planned_from == at(desk.today(), 17)


def test_nobody_is_offered_what_is_agreed_for_another_day(desk, hands):
    hands.to(8, 30)
    waiting = job(desk, 2)
    start = at(desk.today(), 9)
    desk.do(AgreeTime(job_id=waiting, from_at=start.replace(day=start.day + 2), until_at=start.replace(day=start.day + 2)))
    assert desk.ask(NextJob(technician_id=1)) is None
    desk.do(AgreeTime(job_id=waiting, from_at=start, until_at=start, reason="客户改了"))
    assert desk.ask(NextJob(technician_id=1)).job_id == waiting
    desk.do(DispatchJob(job_id=waiting, technician_id=2, planned_from=start))
    desk.do(CallIn(job_id=waiting, move="arrived"))
    assert desk.ask(NextJob(technician_id=1)) is None


@pytest.mark.requirement("R73", "R186")
def test_when_nothing_waits_the_nearest_upkeep_that_is_due_is_offered(desk, hands):
    hands.to(8, 30)
    today = desk.today()

    def planned(name, customer, ahead=0, **more):
        day = today + dt.timedelta(days=ahead)
        return desk.do(SavePlan(kind="maintenance", name=name, rule="30d", starts_on=day, machine_id=customer, **more)).result["plan_id"]

    with desk.store.reading() as connection:
        district = dict(connection.exec_driver_sql("SELECT customer_id,district FROM site").fetchall())
        his = connection.exec_driver_sql("SELECT district FROM person WHERE id=1").scalar()
    near = next(c for c, d in district.items() if d and d in his)
    far = next(c for c in district if c <= 3 and district[c] not in his)
    assert desk.ask(NextJob(technician_id=1)) is None
    planned("远期", near, ahead=9, lead_days=3)
    planned("别人的", near, person_id=2)
    assert desk.ask(NextJob(technician_id=1)) is None
    elsewhere = planned("别区", far)
    assert desk.ask(NextJob(technician_id=1)).plan_id == elsewhere
    nearer = planned("本区", near)
    offer = desk.ask(NextJob(technician_id=1))
    assert (offer.plan_id, offer.job_id) == (nearer, None) and str(offer.reason) == f"本区 is planned for {today:%m-%d}, in his district"
    own = planned("自己的", far, ahead=2, lead_days=2, person_id=1)
    offer = desk.ask(NextJob(technician_id=1))
    assert offer.plan_id == own and str(offer.reason).endswith("his own round")
    desk.do(SettlePlanDay(plan_id=own, how="skipped", reason="客户停业"))
    waiting = job(desk, 2)
    assert desk.ask(NextJob(technician_id=1)).job_id == waiting  # a promise goes before the round
