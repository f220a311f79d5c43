"""What the desk refuses, and what it takes: one test a rule."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.calls import RecordMissedCall, RegisterCall
from dispatch_console.commands.customers import AddCustomer
from dispatch_console.commands.jobs import AgreeTime, CancelJob, DecideJob
from dispatch_console.commands.papers import RecordPrinted, ReturnForm, TypeReport
from dispatch_console.commands.parts import PartArrived
from dispatch_console.commands.points import AuditReport, CounterPoints
from dispatch_console.commands.quality import AnswerComplaint, MakeComplaint, RecordQualityCall, TellSuperior
from dispatch_console.commands.quotes import GiveQuote, QuotedLine
from dispatch_console.commands.roster import RecordAttendance, SetRosterDay
from dispatch_console.commands.rules import SetRule
from dispatch_console.commands.setup import ChangeCalendar, ChangeClockRule, SavePolicy
from dispatch_console.commands.visits import CallIn, CorrectEvent, DispatchJob, ReassignVisit
from dispatch_console.commands.workshop import StepWorkshop, TakeLoanerBack, TakeMachineIn
from dispatch_console.desk.check import check
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.board import Board
from dispatch_console.queries.owed import Owed
from dispatch_console.queries.points import PointLedger, PointsSheet
from dispatch_console.queries.upkeep import CalendarRecords, PolicyRecords, RuleRecords
from tests.commands.common import card, sent


@pytest.mark.requirement("R4")
def test_a_call_can_be_saved_with_a_number_only_and_lists_what_is_still_to_ask(desk):
    done = desk.do(RegisterCall(kind=CallKind.REPAIR, number="13764550081", still_to_ask=("name", "address")))
    assert desk.ask(Board())[0].customer == "13764550081" and done.result["number"]
    with pytest.raises(Refused):
        desk.do(RegisterCall(kind=CallKind.REPAIR))


@pytest.mark.requirement("R6")
def test_a_key_customer_raises_the_priority(desk, job):
    assert card(desk, job).priority == "critical"


@pytest.mark.requirement("R132")
def test_the_same_fault_of_the_same_machine_is_a_repeat(desk, job, hands):
    sent(desk, job)
    hands.to(10, 0)
    desk.do(CallIn(job_id=job, move="arrived"))
    desk.do(CallIn(job_id=job, move="done"))
    hands.to(9, 0, days=5)
    again = desk.do(RegisterCall(kind=CallKind.REPAIR, number="1", customer_id=1, machine_id=1, said="又卡纸了")).result["job_id"]
    assert card(desk, again).repeat_of == card(desk, job).number
    other = desk.do(RegisterCall(kind=CallKind.REPAIR, number="1", customer_id=1, machine_id=1, said="漏水")).result["job_id"]
    assert card(desk, other).repeat_of == ""


@pytest.mark.requirement("R76")
def test_double_booking_is_a_hard_stop_over_the_whole_span_with_a_reasoned_override(desk, job, hands):
    sent(desk, job, hour=9, minutes=90)
    second = desk.do(RegisterCall(kind=CallKind.REPAIR, number="2", customer_id=2, said="蓝屏")).result["job_id"]
    start = at(desk.today(), 10)
    with pytest.raises(Refused, match="30 min overlap"):
        desk.do(DispatchJob(job_id=second, technician_id=1, planned_from=start))
    with pytest.raises(Refused):
        desk.do(DispatchJob(job_id=second, technician_id=1, planned_from=start, override_reason="急"))
    desk.do(DispatchJob(job_id=second, technician_id=1, planned_from=start, override_reason="客户同意等他"))
    assert card(desk, second).status == "scheduled"


@pytest.mark.requirement("R90")
def test_who_is_off_duty_is_not_sent(desk, job):
    desk.do(SetRosterDay(person_id=1, on_day=desk.today(), kind="leave", note="病假"))
    with pytest.raises(Refused, match="off duty"):
        sent(desk, job)


@pytest.mark.requirement("R60")
def test_a_changed_time_needs_a_reason_and_moves_the_visit(desk, job):
    sent(desk, job)
    later = at(desk.today(), 14)
    with pytest.raises(Refused):
        desk.do(AgreeTime(job_id=job, from_at=later, until_at=later))
    desk.do(AgreeTime(job_id=job, from_at=later, until_at=later, reason="客户开会"))
    assert card(desk, job).visits[0].planned_from == later and card(desk, job).status == "scheduled"


@pytest.mark.requirement("R102")
def test_reports_in_reversed_order_end_in_the_same_story(desk, job, hands):
    sent(desk, job)
    hands.to(10, 40)
    desk.do(CallIn(job_id=job, move="done", happened_at=at(desk.today(), 10, 30)))
    assert "promise" in [o.action for o in desk.ask(Owed())]
    desk.do(CallIn(job_id=job, move="arrived", happened_at=at(desk.today(), 9, 5)))
    assert card(desk, job).status == "work_done"
    assert [e.kind for e in card(desk, job).events][:2] == ["done", "arrived"]
    with pytest.raises(Refused, match="still to come"):
        desk.do(CallIn(job_id=job, move="left", happened_at=at(desk.today(), 23)))


@pytest.mark.requirement("R111")
def test_a_technician_who_reported_the_wrong_job_is_put_right_and_both_stories_are_true(desk, job, hands):
    sent(desk, job, technician=1, hour=9)
    right = desk.do(RegisterCall(kind=CallKind.REPAIR, number="2", customer_id=2, said="蓝屏")).result["job_id"]
    sent(desk, right, technician=2, hour=9)
    hands.to(9, 40)
    wrong = desk.do(CallIn(job_id=job, move="arrived", happened_at=at(desk.today(), 9, 30))).result["event_id"]
    desk.do(CorrectEvent(event_id=wrong, reason="报错单位", job_id=right))
    assert card(desk, job).status == "scheduled" and card(desk, right).status == "working"
    assert any(e.corrected_by for e in card(desk, job).events)
    with pytest.raises(Refused, match="already"):
        desk.do(CorrectEvent(event_id=wrong, reason="再改", withdraw=True))


@pytest.mark.requirement("R111")
def test_no_fact_lies_in_the_future_also_when_it_is_put_right_and_a_watch_ahead_of_ours_counts_as_now(desk, job, hands):
    sent(desk, job, technician=1, hour=9)
    hands.to(9, 40)
    told = desk.do(CallIn(job_id=job, move="arrived", happened_at=at(desk.today(), 9, 30))).result["event_id"]
    with pytest.raises(Refused, match="still to come"):
        desk.do(CorrectEvent(event_id=told, reason="抄错", happened_at=at(desk.today(), 10, 30)))
    desk.do(CorrectEvent(event_id=told, reason="抄错", happened_at=hands.now + dt.timedelta(seconds=40)))
    assert max(e.happened_at for e in card(desk, job).events) == hands.now
    for late in (TypeReport(job_id=job, method="换", arrived_at=hands.now + dt.timedelta(hours=1)), RecordAttendance(person_id=1, kind="reported_in", happened_at=hands.now + dt.timedelta(hours=1))):
        with pytest.raises(Refused, match="still to come"):
            desk.do(late)


def test_a_computer_whose_clock_was_set_back_still_counts_what_was_written_down(desk, job, hands):
    due = desk.ask(Board())[0].clock.due_at
    hands.forward(-60 * 24)
    assert desk.ask(Board())[0].clock.due_at == due
    desk.do(ChangeClockRule(policy="standard", kind="part_told", minutes=30))
    assert check(desk).clean and desk.ask(Board())[0].clock.due_at == due


@pytest.mark.requirement("R116")
def test_a_back_dated_entry_and_a_changed_policy_move_the_due_time(desk, job, hands):
    before = desk.ask(Board())[0]
    desk.do(ChangeClockRule(policy="standard", kind="first_response", minutes=30))
    after = desk.ask(Board())[0]
    assert before.clock.due_at - after.clock.due_at == dt.timedelta(minutes=90)
    desk.undo()
    assert desk.ask(Board())[0].clock.due_at == before.clock.due_at


@pytest.mark.requirement("R42")
def test_a_price_out_of_its_float_needs_a_named_approver(desk, job):
    with pytest.raises(Refused, match="approved"):
        desk.do(GiveQuote(job_id=job, lines=(QuotedLine(code="V-01", price_fen=1),)))
    done = desk.do(GiveQuote(job_id=job, lines=(QuotedLine(code="V-01", price_fen=1),), approved_by="顾明"))
    assert done.result["total_fen"] == 1 and card(desk, job).quotes[0].approved_by == "顾明"
    with pytest.raises(Refused, match="price list"):
        desk.do(GiveQuote(job_id=job, lines=(QuotedLine(code="??", price_fen=1),)))


@pytest.mark.requirement("R159")
def test_a_part_that_arrives_is_a_promise_to_call_at_once(desk, job, hands):
    sent(desk, job)
    hands.to(9, 30)
    desk.do(CallIn(job_id=job, move="arrived"))
    desk.do(CallIn(job_id=job, move="partly_done", reason="part", part="定影组件"))
    assert card(desk, job).status == "waiting_part" and card(desk, job).parts[0].name == "定影组件"
    assert desk.ask(Board())[0].clock.due_at is None
    desk.do(PartArrived(job_id=job))
    assert card(desk, job).status == "to_agree" and card(desk, job).promises[0].kind == "tell_part"


@pytest.mark.requirement("R147")
@pytest.mark.requirement("R151")
def test_a_machine_taken_in_needs_consent_and_goes_back_only_when_the_loaner_is_back(desk, job, hands):
    sent(desk, job)
    hands.to(9, 30)
    desk.do(CallIn(job_id=job, move="arrived"))
    with pytest.raises(Refused, match="consent"):
        desk.do(TakeMachineIn(job_id=job, consent_by=""))
    desk.do(TakeMachineIn(job_id=job, consent_by="周雯", loaner="B-04"))
    for step in ("received", "diagnosing", "repairing", "tested", "customer_told"):
        desk.do(StepWorkshop(job_id=job, step=step))
    assert "warned" in desk.do(StepWorkshop(job_id=job, step="returned")).result
    assert [p.kind for p in card(desk, job).promises if not p.ended_how] == ["loaner_back"]
    desk.undo()
    desk.do(SetRule(name="loaner_back", mode="enforce"))
    with pytest.raises(Refused, match="not back yet"):
        desk.do(StepWorkshop(job_id=job, step="returned"))
    desk.do(TakeLoanerBack(job_id=job))
    desk.do(StepWorkshop(job_id=job, step="returned"))
    assert not [p for p in card(desk, job).promises if not p.ended_how]
    assert card(desk, job).status == "work_done" and card(desk, job).stay.status == "returned"


@pytest.mark.requirement("R126")
def test_a_complaint_is_owed_at_once_until_the_superior_was_told(desk, job):
    done = desk.do(MakeComplaint(job_id=job, customer_id=1, said="等太久"))
    assert desk.ask(Owed())[0].action == "tell_superior"
    desk.do(SetRule(name="superior_told", mode="enforce"))
    with pytest.raises(Refused, match="superior"):
        desk.do(AnswerComplaint(complaint_id=done.result["complaint_id"], answer="道歉"))
    desk.do(TellSuperior(complaint_id=done.result["complaint_id"], told_to="沈国栋"))
    assert "tell_superior" not in [o.action for o in desk.ask(Owed())]
    desk.do(AnswerComplaint(complaint_id=done.result["complaint_id"], answer="道歉", how="filed"))
    assert not card(desk, job).complaint_open


@pytest.mark.requirement("R176")
@pytest.mark.requirement("R192")
def test_quality_and_points_follow_the_typed_report(desk, job, hands):
    sent(desk, job)
    slip = desk.do(RecordPrinted(kind="work_order", job_id=job)).result
    hands.to(10, 0)
    desk.do(CallIn(job_id=job, move="arrived", happened_at=at(desk.today(), 9, 10)))
    desk.do(CallIn(job_id=job, move="done"))
    with pytest.raises(Refused, match="method"):
        desk.do(TypeReport(job_id=job, method=" "))
    report = desk.do(TypeReport(job_id=job, method="换搓纸轮", form_number=slip["number"], fee_labour_fen=10000, price_code="V-01")).result["report_id"]
    with pytest.raises(Refused, match="not out"):
        desk.do(ReturnForm(form_id=slip["form_id"]))
    done = desk.do(AuditReport(report_id=report))
    sheet = {p.name: p for p in desk.ask(PointsSheet(month=desk.today()))}
    assert sheet["李强"].total == done.result["points_tenths"] > 0
    with pytest.raises(Refused, match="audited already"):
        desk.do(AuditReport(report_id=report))
    entry = desk.ask(PointLedger(person_id=1, month=desk.today()))[0]
    desk.do(CounterPoints(entry_id=entry.id, reason="记重了"))
    after = {p.name: p for p in desk.ask(PointsSheet(month=desk.today()))}["李强"].total
    assert after == done.result["points_tenths"] - entry.points
    for _ in range(2):
        desk.do(RecordQualityCall(job_id=job, result="unreachable"))
    assert card(desk, job).status == "quality_due"
    desk.do(RecordQualityCall(job_id=job, result="unreachable"))
    assert card(desk, job).status == "closed"


@pytest.mark.requirement("R81")
def test_another_man_goes_instead_and_the_old_slip_is_void(desk, job):
    sent(desk, job)
    slip = desk.do(RecordPrinted(kind="work_order", job_id=job)).result
    desk.do(ReassignVisit(job_id=job, technician_id=2, reason="李强堵车"))
    assert [v.technician for v in card(desk, job).visits if v.live] == ["王建平"]
    assert {p.number: p.status for p in card(desk, job).papers}[slip["number"]] == "void"


@pytest.mark.requirement("R86")
def test_a_job_that_ended_takes_no_further_move(desk, job):
    desk.do(CancelJob(job_id=job, reason="客户自己修好了"))
    for command in (DecideJob(job_id=job, warranty="in", fee=False), CancelJob(job_id=job, reason="x")):
        with pytest.raises(Refused, match="has ended"):
            desk.do(command)


@pytest.mark.requirement("R1")
def test_a_missed_call_is_owed_until_called_back(desk):
    from dispatch_console.commands.calls import RecordCallBack

    call = desk.do(RecordMissedCall(number="13817040077")).result["call_id"]
    assert [o.action for o in desk.ask(Owed())] == ["call_back"]
    desk.do(RecordCallBack(call_id=call, answer="打错了"))
    assert desk.ask(Owed()) == ()


@pytest.mark.requirement("R29", "R116")
def test_other_hours_of_a_calendar_and_another_calendar_of_a_promise_move_what_is_due_and_say_before_what_they_move(desk, job):
    desk.do(ChangeClockRule(policy="standard", kind="first_response", minutes=30, calendar="weekdays", warn_at=(25, 75)))
    due = desk.ask(Board())[0].clock.due_at
    touched = {r.name: r.moves for r in desk.ask(CalendarRecords())}
    assert touched["weekdays"] == (card(desk, job).number,) and touched["phone"] == ()
    week = ("10:00-12:00, 14:00-16:00",) * 5 + ("", "")
    desk.do(ChangeCalendar(name="weekdays", weekly=week))
    assert desk.ask(CalendarRecords())[1].weekly == week
    assert desk.ask(Board())[0].clock.due_at - due == dt.timedelta(hours=1)  # from ten instead of nine
    desk.undo()
    assert desk.ask(Board())[0].clock.due_at == due
    for wrong in (ChangeCalendar(name="nonesuch", weekly=week), ChangeCalendar(name="phone", weekly=week[:6]), ChangeCalendar(name="phone", weekly=("",) * 7),
                  ChangeClockRule(policy="standard", kind="plan", minutes=1, calendar="nonesuch"), ChangeClockRule(policy="standard", kind="plan", minutes=1, warn_at=(80, 50)),
                  ChangeClockRule(policy="standard", kind="plan", minutes=1, working_days=-1)):  # fmt: skip
        with pytest.raises(Refused):
            desk.do(wrong)
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R29", "R117")
def test_a_set_of_promises_of_the_firms_own_begins_like_another_and_may_hold_for_every_new_job(desk, hands):
    made = desk.do(SavePolicy(name="医院", like="contract_12h")).result
    assert made["promises"] == len([r for r in desk.ask(RuleRecords()) if r.policy == "contract_12h"]) > 5
    desk.do(ChangeClockRule(policy="医院", kind="first_response", minutes=15))
    assert {r.minutes for r in desk.ask(RuleRecords()) if r.kind == "first_response" and r.policy == "contract_12h"} != {15}
    hospital = desk.do(AddCustomer(name=NameText("市一医院"), policy="医院", phones=(PhoneText("13817040001"),))).result["customer_id"]
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number=PhoneText("13817040001"), customer_id=hospital, said="卡纸")).result["job_id"]
    assert card(desk, job).policy == "医院" and card(desk, job).clocks[0].due_at - card(desk, job).registered_at == dt.timedelta(minutes=15)
    desk.do(SavePolicy(policy_id=made["policy_id"], name="医院急诊", usual=True))
    other = desk.do(RegisterCall(kind=CallKind.REPAIR, number=PhoneText("13817040002"), said="卡纸")).result["job_id"]
    assert card(desk, other).policy == "医院急诊"
    assert [(r.name, r.usual, r.customers, r.open_jobs) for r in desk.ask(PolicyRecords()) if r.usual] == [("医院急诊", True, 1, 2)]
    standard = next(r.id for r in desk.ask(PolicyRecords()) if r.name == "standard")
    for wrong in (SavePolicy(name=" "), SavePolicy(name="医院急诊"), SavePolicy(name="新", like="nonesuch"), SavePolicy(policy_id=999, name="新"),
                  SavePolicy(policy_id=standard, name="别的"), SavePolicy(policy_id=made["policy_id"], name="医院急诊", usual=False)):  # fmt: skip
        with pytest.raises(Refused):
            desk.do(wrong)
    desk.undo()
    desk.undo()
    assert {r.name for r in desk.ask(PolicyRecords()) if r.usual} == {"standard"}
    assert check(desk, replay=True).wrong == []
