"""What comes again and again: owed on its day, settled, moved, skipped or made into a job; nothing piles up."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.customers import ChangeCustomer
from dispatch_console.commands.plans import SavePlan, SettlePlanDay
from dispatch_console.desk.check import check
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.owed import Owed
from dispatch_console.queries.plans import Plans, SilentCustomers
from tests.commands.common import card

D = dt.date.fromisoformat


def owed(desk):
    return [str(o.who) for o in desk.ask(Owed()) if o.action == "settle_plan"]


def plan(desk, plan_id):
    return next(p for p in desk.ask(Plans()) if p.id == plan_id)


@pytest.mark.requirement("R98", "R110", "R131", "R197")
def test_the_duties_of_the_manuals_fall_due_on_their_days(desk, hands):
    assert {p.next_on.day for p in desk.ask(Plans()) if "R131" in p.requirement} == {10, 31}
    hands.to(9, days=8)
    assert owed(desk) == ["收齐原始资料交档案"]
    due = desk.ask(Plans(due=True))[0]
    desk.do(SettlePlanDay(plan_id=due.id, how="done"))
    assert owed(desk) == [] and plan(desk, due.id).next_on == D("2026-04-10")
    hands.to(9, days=10)
    assert owed(desk) == ["收技术员工作日记"]
    assert "训" in "".join(p.name for p in desk.ask(Plans()) if p.kind == "training")


@pytest.mark.requirement("R185", "R186")
def test_upkeep_of_a_machine_becomes_a_job_and_days_that_were_missed_do_not_pile_up(desk, hands):
    made = desk.do(SavePlan(kind="maintenance", name="季度保养", rule="30d", starts_on=desk.today(), machine_id=1, lead_days=3)).result
    assert made["next_on"] == desk.today().isoformat()
    hands.to(9, days=70)  # two more days of the rule have gone by
    done = desk.do(SettlePlanDay(plan_id=made["plan_id"], how="job")).result
    job = card(desk, done["job_id"])
    assert (job.service_type, job.machine_id, job.fault, job.status) == ("maintenance", 1, "季度保养", "to_agree")
    assert plan(desk, made["plan_id"]).next_on == D("2026-03-02") + dt.timedelta(days=90)
    assert check(desk, replay=True).wrong == []
    desk.undo()
    assert plan(desk, made["plan_id"]).next_on == D("2026-03-02")


@pytest.mark.requirement("R186")
def test_a_day_is_moved_or_skipped_with_its_reason_and_the_rule_goes_on(desk):
    made = desk.do(SavePlan(kind="office", name="盘点", rule="m10", starts_on=D("2026-03-10"))).result["plan_id"]
    with pytest.raises(Refused, match="reason"):
        desk.do(SettlePlanDay(plan_id=made, how="skipped"))
    with pytest.raises(Refused, match="still to come"):
        desk.do(SettlePlanDay(plan_id=made, how="moved", reason="放假", moved_to=D("2026-03-01")))
    desk.do(SettlePlanDay(plan_id=made, how="moved", reason="放假", moved_to=D("2026-03-12")))
    assert plan(desk, made).next_on == D("2026-03-12")
    desk.do(SettlePlanDay(plan_id=made, how="skipped", reason="停电"))
    assert plan(desk, made).next_on == D("2026-04-10")
    for wrong in ("job", "eaten"):
        with pytest.raises(Refused):
            desk.do(SettlePlanDay(plan_id=made, how=wrong))


def test_a_changed_rule_goes_on_after_the_last_settled_day_and_a_plan_out_of_use_owes_nothing(desk):
    today = desk.today()
    made = desk.do(SavePlan(name="盘点", rule="d", starts_on=today)).result["plan_id"]
    desk.do(SettlePlanDay(plan_id=made, how="done"))
    desk.do(SavePlan(plan_id=made, name="盘点", rule="2d", starts_on=today))
    assert plan(desk, made).next_on == today + dt.timedelta(days=2)
    desk.do(SavePlan(plan_id=made, name="盘点", rule="2d", starts_on=today, active=False))
    assert plan(desk, made).next_on is None
    with pytest.raises(Refused, match="open"):
        desk.do(SettlePlanDay(plan_id=made, how="done"))


@pytest.mark.parametrize("wrong", [{"name": " "}, {"kind": "feast"}, {"rule": "oft"}, {"lead_days": 400}, {"machine_id": 999}, {"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}])
def test_a_plan_that_cannot_be_is_refused(desk, wrong):
    with pytest.raises(Refused):
        desk.do(SavePlan(**{"name": "x", "rule": "d", "starts_on": desk.today(), **wrong}))


@pytest.mark.requirement("R130", "R185", "R187")
def test_key_customers_nobody_spoke_to_for_a_month_and_others_for_a_quarter(desk, hands):
    desk.do(ChangeCustomer(customer_id=1, kind="key"))
    assert 1 in [c.customer_id for c in desk.ask(SilentCustomers())]
    desk.do(RegisterCall(kind=CallKind.ENQUIRY, number="1", customer_id=1, said="问"))
    desk.do(RegisterCall(kind=CallKind.ENQUIRY, number="1", customer_id=2, said="问"))
    assert 1 not in [c.customer_id for c in desk.ask(SilentCustomers())]
    hands.to(9, days=32)
    known = next(c for c in desk.ask(SilentCustomers()) if c.customer_id == 1)
    assert known.machines >= 1 and known.last_at is not None
    assert 2 not in [c.customer_id for c in desk.ask(SilentCustomers(kind="ordinary"))]
    hands.to(9, days=70)
    assert 2 in [c.customer_id for c in desk.ask(SilentCustomers(kind="ordinary"))]


@pytest.mark.requirement("R72", "R164", "R229", "R232")
def test_what_is_no_repair_goes_its_way_too(desk, hands):
    """A user spoke to the technician, who told the desk; parts are sold, users trained, machines upgraded."""
    from dispatch_console.commands.jobs import CloseJob, DecideJob, WaitForCustomer
    from dispatch_console.commands.quotes import GiveQuote, QuotedLine, RecordConsent
    from dispatch_console.queries.call_log import CallLog
    from dispatch_console.queries.office import PriceList

    told = desk.do(RegisterCall(kind=CallKind.PARTS, number="2", customer_id=2, said="买两个硒鼓", channel="technician")).result
    assert desk.ask(CallLog())[0].channel == "technician"
    job = told["job_id"]
    part = next(p for p in desk.ask(PriceList()) if p.kind == "part")
    desk.do(DecideJob(job_id=job, warranty="out", fee=True))
    desk.do(GiveQuote(job_id=job, lines=(QuotedLine(code=part.code, price_fen=part.price_fen, quantity=2),)))
    desk.do(RecordConsent(job_id=job, answer="yes", words="要", answered_by="周雯"))
    desk.do(WaitForCustomer(job_id=job, reason="自取"))
    desk.do(CloseJob(job_id=job, reason="已取走"))
    assert card(desk, job).status == "closed"
    for kind, status in ((CallKind.TRAINING, "to_agree"), (CallKind.UPGRADE, "registered"), (CallKind.REVISIT, "to_agree")):
        made = desk.do(RegisterCall(kind=kind, number="2", customer_id=2, said="约时间")).result["job_id"]
        assert (card(desk, made).service_type, card(desk, made).status) == (str(kind), status)
    with pytest.raises(Refused, match="no channel"):
        desk.do(RegisterCall(kind=CallKind.PARTS, number="2", said="x", channel="pigeon"))
