"""The figures of a period: each with its denominator, its aim and the list behind it."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.calls import RecordCallBack, RecordMissedCall, RegisterCall
from dispatch_console.commands.customers import AddMachine, MachineFacts
from dispatch_console.commands.papers import Part, TypeReport
from dispatch_console.commands.parts import PartArrived, WaitForPart
from dispatch_console.commands.promises import EndPromise, MakePromise
from dispatch_console.commands.quality import (
    AnswerComplaint,
    MakeComplaint,
    RecordQualityCall,
    SurveyCustomer,
    TellSuperior,
)
from dispatch_console.commands.setup import SetSetting
from dispatch_console.commands.visits import CallIn
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.causes import CausesAndResults
from dispatch_console.queries.figures import PartsUse, ServiceFigures
from tests.commands.common import sent


def figures(desk, first=None, last=None):
    day = desk.today()
    return {f.kind: f for f in desk.ask(ServiceFigures(first=first or day, last=last or day))}


def repaired(desk, hands, hour, result, technician=1, late=0):
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="1", customer_id=2, said="卡纸")).result["job_id"]
    sent(desk, job, technician=technician, hour=hour)
    hands.to(hour, 10 + late)
    desk.do(CallIn(job_id=job, move="arrived"))
    hands.to(hour + 1)
    desk.do(CallIn(job_id=job, move="done"))
    desk.do(TypeReport(job_id=job, method="清洁", parts=(Part(name="搓纸轮", quantity=2),)))
    desk.do(RecordQualityCall(job_id=job, result=result, opinion=result, channel="sms"))
    return job


@pytest.mark.requirement("R133", "R175", "R179", "R182")
def test_the_satisfaction_rate_leaves_out_filed_complainants_and_lists_them(desk, hands):
    good = repaired(desk, hands, 9, "satisfied")
    bad = repaired(desk, hands, 11, "unsatisfied", technician=2)
    filed = repaired(desk, hands, 13, "unsatisfied", technician=3)
    complaint = desk.do(MakeComplaint(job_id=filed, said="态度")).result["complaint_id"]
    desk.do(TellSuperior(complaint_id=complaint, told_to="刘建国"))
    desk.do(AnswerComplaint(complaint_id=complaint, answer="备案", how="filed"))
    figure = figures(desk)["satisfied"]
    assert (figure.good, figure.of, figure.aim, figure.percent) == (1, 2, 90, 50)
    assert [(b.job_id, b.good) for b in figure.lines] == [(bad, False), (filed, None), (good, True)]
    with pytest.raises(Refused, match="channel"):
        desk.do(RecordQualityCall(job_id=bad, result="satisfied", channel="pigeon"))


@pytest.mark.requirement("R112")
def test_answered_within_three_rings_is_counted_where_the_telephone_told(desk, hands):
    for seconds in (5, 15, 16):
        desk.do(RegisterCall(kind=CallKind.ENQUIRY, number="2", said="问", rang_at=hands.now - dt.timedelta(seconds=seconds)))
    desk.do(RegisterCall(kind=CallKind.ENQUIRY, number="2", said="问"))
    assert (figures(desk)["rings"].good, figures(desk)["rings"].of) == (2, 3)
    desk.do(SetSetting(name="ring_seconds", value="10"))
    assert (figures(desk)["rings"].good, figures(desk)["rings"].of) == (1, 3)


@pytest.mark.requirement("R1")
def test_missed_calls_count_once_they_were_called_back_or_their_half_hour_is_over(desk, hands):
    calls = [desk.do(RecordMissedCall(number=f"1390000000{n}")).result["call_id"] for n in range(3)]
    hands.forward(20)
    desk.do(RecordCallBack(call_id=calls[0]))
    assert (figures(desk)["missed"].good, figures(desk)["missed"].of) == (1, 1)
    hands.forward(20)
    desk.do(RecordCallBack(call_id=calls[1]))
    assert (figures(desk)["missed"].good, figures(desk)["missed"].of) == (1, 3)


@pytest.mark.requirement("R59", "R132")
def test_arrivals_against_the_agreed_time_and_repairs_at_the_first_visit(desk, hands):
    repaired(desk, hands, 9, "satisfied")
    late = repaired(desk, hands, 11, "satisfied", technician=2, late=25)
    found = figures(desk)
    assert (found["on_time"].good, found["on_time"].of) == (1, 2) and found["on_time"].lines[0].job_id == late
    assert (found["first_time"].good, found["first_time"].of) == (2, 2)


@pytest.mark.requirement("R107")
def test_promises_kept_broken_released_and_over(desk, hands):
    ids = [desk.do(MakePromise(said=f"p{n}", due_at=hands.now + dt.timedelta(hours=1))).result["promise_id"] for n in range(5)]
    for promise_id, how in zip(ids, ("kept", "broken", "released"), strict=False):
        desk.do(EndPromise(promise_id=promise_id, how=how))
    assert (figures(desk)["promises"].good, figures(desk)["promises"].of) == (1, 2)
    hands.forward(90)
    assert (figures(desk)["promises"].good, figures(desk)["promises"].of) == (1, 4)


@pytest.mark.requirement("R180")
def test_at_the_end_of_the_warranty_the_customer_is_asked_once(desk, hands):
    day = desk.today()
    for n, end in enumerate((day, day - dt.timedelta(days=3), day + dt.timedelta(days=400))):
        desk.do(AddMachine(customer_id=1, machine=MachineFacts(model="MP", serial=f"W{n}", warranty_until=end, warranty_basis="card")))
    week = {"first": day - dt.timedelta(days=6), "last": day}
    figure = figures(desk, **week)["warranty_survey"]
    assert (figure.good, figure.of) == (0, 2)
    machine = figure.lines[0].machine_id
    desk.do(SurveyCustomer(machine_id=machine, result="unreachable"))
    assert figures(desk, **week)["warranty_survey"].good == 0
    desk.do(SurveyCustomer(machine_id=machine, result="satisfied", opinion="好", channel="online"))
    assert figures(desk, **week)["warranty_survey"].good == 1


@pytest.mark.requirement("R161", "R165")
def test_parts_that_were_put_in_and_waited_for_tell_what_the_store_should_hold(desk, hands):
    repaired(desk, hands, 9, "satisfied")
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="1", customer_id=1, machine_id=1, said="卡纸")).result["job_id"]
    desk.do(WaitForPart(job_id=job, part="定影膜"))
    hands.to(9, days=2)
    desk.do(PartArrived(job_id=job))
    uses = {u.part: u for u in desk.ask(PartsUse(first=desk.today() - dt.timedelta(days=9), last=desk.today()))}
    assert (uses["搓纸轮"].used, uses["搓纸轮"].asked) == (2, 0)
    assert uses["定影膜"].asked == 1 and 1.5 < uses["定影膜"].days_waited < 2.5 and uses["定影膜"].models
    assert desk.ask(PartsUse(first=at(desk.today(), 0).date() + dt.timedelta(days=1), last=desk.today() + dt.timedelta(days=9))) == ()


@pytest.mark.requirement("R200")
def test_words_narrow_parts_and_causes_by_part_number_customer_and_fault(desk, hands):
    job = repaired(desk, hands, 9, "unsatisfied")
    number = desk.store.raw_reader.execute("SELECT number FROM job WHERE id = ?", (job,)).fetchone()[0]
    day = desk.today()
    for words, met in (("搓纸", True), (number, True), ("qmls", True), ("卡纸", True), ("恒达", False), ("卡纸 zz", False)):
        assert [(u.part, u.used) for u in desk.ask(PartsUse(first=day, last=day, words=words))] == ([("搓纸轮", 2)] if met else []), words
    for words, met in (("清洁", True), (number, True), ("启明", True), ("卡纸", True), ("恒达", False)):
        assert [c.job_id for c in desk.ask(CausesAndResults(first=day, last=day, words=words))] == ([job] if met else []), words
