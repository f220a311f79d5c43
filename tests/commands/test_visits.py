"""What a technician reports before, at and after the door, and what follows from it."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.jobs import AgreeTime, DecideJob
from dispatch_console.commands.papers import RecordPrinted, TypeReport
from dispatch_console.commands.roster import RecordAttendance, SetRosterDay
from dispatch_console.commands.setup import SetSetting
from dispatch_console.commands.visits import CallIn, DispatchJob, IssueVisit, ReassignVisit, RescheduleVisit
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.dispatching import Candidates
from dispatch_console.queries.owed import Owed
from dispatch_console.queries.roster import Roster
from tests.commands.common import card


@pytest.fixture
def job(desk, hands):
    """A job agreed for ten o'clock, 李强 (1) sent."""
    hands.to(8, 30)
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-62458837", customer_id=1, machine_id=1, said="卡纸")).result["job_id"]
    desk.do(DecideJob(job_id=job, warranty="in", fee=False))
    desk.do(AgreeTime(job_id=job, from_at=at(desk.today(), 10), until_at=at(desk.today(), 10, 30)))
    desk.do(DispatchJob(job_id=job, technician_id=1, planned_from=at(desk.today(), 10), bring="搓纸轮"))
    return job


def person(desk, number=1):
    return next(p for p in desk.ask(Roster()) if p.id == number)


@pytest.mark.requirement("R82", "R78", "R58", "R62")
def test_slip_drawn_accepted_parts_drawn_customer_called_under_way(desk, job, hands):
    slip = desk.do(RecordPrinted(kind="work_order", job_id=job)).result["number"]
    desk.do(IssueVisit(visit_id=card(desk, job).visits[-1].id, slip_number=slip))
    assert card(desk, job).status == "dispatched"
    for minute, move, status in ((40, "accepted", "dispatched"), (45, "collecting", "collecting"), (55, "customer_called", "collecting"),
                                 (57, "en_route", "en_route")):  # fmt: skip
        hands.to(8, minute)
        desk.do(CallIn(job_id=job, move=move))
        assert card(desk, job).status == status
    assert person(desk).state == "en_route"
    assert [c.kind for c in desk.ask(CallLog(on_day=desk.today()))][:4] == ["call_in"] * 4


@pytest.mark.requirement("R71", "R81")
def test_an_objection_sends_the_job_back_to_the_dispatcher_with_its_reason(desk, job):
    desk.do(CallIn(job_id=job, move="objected", note="不会修这个型号"))
    shown = card(desk, job)
    assert shown.status == "to_dispatch" and shown.events[0].detail == "不会修这个型号"
    desk.do(DispatchJob(job_id=job, technician_id=2, planned_from=at(desk.today(), 10)))
    assert [v.technician_id for v in card(desk, job).visits if v.live] == [2]


@pytest.mark.requirement("R63", "R64", "R65", "R124")
def test_nobody_answers_nobody_there_five_minutes_then_the_card(desk, job, hands):
    hands.to(9, 30)
    desk.do(CallIn(job_id=job, move="nobody_answered", note="响了没人接"))
    desk.do(CallIn(job_id=job, move="nobody_answered"))
    assert card(desk, job).status == "scheduled"
    hands.to(10, 0)
    desk.do(CallIn(job_id=job, move="arrived"))
    desk.do(CallIn(job_id=job, move="nobody_there"))
    shown = card(desk, job)
    assert shown.status == "waiting_customer"
    assert next(c for c in shown.clocks if c.kind == "door_wait").due_at == at(desk.today(), 10, 5)
    hands.to(10, 6)
    desk.do(CallIn(job_id=job, move="card_left", note="0000107"))
    assert card(desk, job).events[0].detail == "0000107"
    assert sum(e.kind == "nobody_answered" for e in card(desk, job).events) == 2
    assert not person(desk).next_words


@pytest.mark.requirement("R61", "R66", "R60")
def test_refused_at_the_door_stops_the_clock_until_another_time_is_agreed(desk, job, hands):
    hands.to(10, 0)
    desk.do(CallIn(job_id=job, move="refused_at_door", note="等太久，发火"))
    shown = card(desk, job)
    assert shown.status == "waiting_customer" and next(c for c in shown.clocks if c.kind == "on_site").due_at is None
    desk.do(AgreeTime(job_id=job, from_at=at(desk.today(), 15), until_at=at(desk.today(), 16), agreed_with="周雯"))
    assert card(desk, job).status == "to_dispatch"


@pytest.mark.requirement("R59", "R124")
def test_half_an_hour_before_the_agreed_time_it_is_asked_whether_he_is_under_way(desk, job, hands):
    hands.to(9, 0)
    assert not any(line.job_id == job and line.level != "fine" for line in desk.ask(Owed()))
    hands.to(9, 55)
    shown = next(c for c in card(desk, job).clocks if c.kind == "appointment")
    assert shown.due_at == at(desk.today(), 10) and str(shown.level) in ("soon", "late")
    hands.to(9, 56)
    desk.do(CallIn(job_id=job, move="arrived"))
    assert str(next(c for c in card(desk, job).clocks if c.kind == "appointment").level) == "kept"


@pytest.mark.requirement("R56", "R68", "R69", "R76")
def test_who_could_go_is_shown_with_why_and_why_not(desk, job):
    desk.do(SetRosterDay(person_id=3, on_day=desk.today(), kind="leave"))
    second = desk.do(RegisterCall(kind=CallKind.REPAIR, number="2", customer_id=2, machine_id=2, said="重影")).result["job_id"]
    found = {c.id: c for c in desk.ask(Candidates(job_id=second, planned_from=at(desk.today(), 10)))}
    assert found[1].overlap is not None and found[1].overlap.minutes > 0 and found[1].visits_today == 1
    assert found[2].overlap is None and found[2].keeps
    assert found[3].why_not is not None and list(found)[-1] == 3


@pytest.mark.requirement("R60", "R86")
def test_a_visit_that_cannot_be_kept_ends_with_its_reason_and_a_new_time_is_agreed(desk, job):
    with pytest.raises(Refused):
        desk.do(RescheduleVisit(job_id=job, reason=" "))
    desk.do(RescheduleVisit(job_id=job, reason="前一家没修完"))
    assert card(desk, job).status == "to_agree" and not person(desk).next_words


@pytest.mark.requirement("R81")
def test_another_goes_instead_with_the_reason(desk, job):
    with pytest.raises(Refused):
        desk.do(ReassignVisit(job_id=job, technician_id=2, reason=""))
    desk.do(ReassignVisit(job_id=job, technician_id=2, reason="离得近"))
    assert [v.technician_id for v in card(desk, job).visits if v.live] == [2]


@pytest.mark.requirement("R77", "R102", "R104")
def test_not_finished_for_a_part_asks_for_it_and_keeps_what_is_left_over(desk, job, hands):
    hands.to(10)
    desk.do(CallIn(job_id=job, move="arrived"))
    with pytest.raises(Refused):
        desk.do(CallIn(job_id=job, move="partly_done"))
    desk.do(CallIn(job_id=job, move="partly_done", reason="part", part="定影辊", note="先清洁，能凑合用", expected_on=desk.today() + dt.timedelta(days=1)))
    shown = card(desk, job)
    assert shown.status == "waiting_part" and (shown.parts[0].name, shown.parts[0].expected_on) == ("定影辊", desk.today() + dt.timedelta(days=1))
    assert "先清洁，能凑合用" in [e.detail for e in shown.events]


@pytest.mark.requirement("R80", "R91", "R125", "R92")
def test_straight_to_the_customer_and_not_back_in_the_evening(desk, job, hands):
    hands.to(8, 40)
    desk.do(RecordAttendance(person_id=1, kind="straight_to_site"))
    assert person(desk).state == "free"
    hands.to(17, 40)
    desk.do(RecordAttendance(person_id=1, kind="left_for_home", note="主管同意直接回家"))
    assert person(desk).state == "ended"


@pytest.mark.requirement("R92", "R98")
def test_leave_training_and_out_of_town_are_days_of_the_roster(desk, job):
    for kind, state in (("leave", "absent"), ("training", "absent"), ("out_of_town", "out_of_town")):
        desk.do(SetRosterDay(person_id=3, on_day=desk.today(), kind=kind))
        assert person(desk, 3).state == state, kind


@pytest.mark.requirement("R135", "R136", "R137", "R138", "R139", "R140", "R109", "R108")
def test_the_typed_report_keeps_times_cause_method_left_over_rating_opinion_and_who_signed(desk, job, hands):
    hands.to(10)
    desk.do(CallIn(job_id=job, move="arrived"))
    hands.to(11)
    desk.do(CallIn(job_id=job, move="done"))
    desk.do(TypeReport(job_id=job, form_number="0000001", arrived_at=at(desk.today(), 10), completed_at=at(desk.today(), 10, 50),
                       cause="搓纸轮磨损", method="更换搓纸轮", left_over="建议月内保养", counter=88231, rate_timely=4, rate_skill=4,
                       rate_attitude=4, rate_charge=3, opinion="来得快", signed_by="周雯"))  # fmt: skip
    shown = card(desk, job)
    assert shown.status == "quality_due" and len(shown.report_ids) == 1
    with desk.store.reading() as connection:
        (paper,) = connection.exec_driver_sql(
            "SELECT cause,method,left_over,counter,opinion,signed_by,rate_charge FROM repair_report"
        ).fetchall()
    assert tuple(paper) == ("搓纸轮磨损", "更换搓纸轮", "建议月内保养", 88231, "来得快", "周雯", 3)


@pytest.mark.requirement("R95")
@pytest.mark.parametrize(("hour", "minute", "off"), [(7, 59, True), (8, 0, False), (21, 59, False), (22, 0, True)])
def test_outside_the_hours_of_the_telephone_the_list_of_technicians_says_so(desk, hands, hour, minute, off):
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="1", customer_id=2, said="卡纸")).result["job_id"]
    hands.to(hour, minute)
    said = {str(c.phone_off) for c in desk.ask(Candidates(job_id=job))}
    assert said == {"phones are on 8:00–22:00 only" if off else "None"}
    desk.do(SetSetting(name="phone_hours_until", value="21:30"))
    hands.to(21, 45)
    assert {str(c.phone_off) for c in desk.ask(Candidates(job_id=job))} == {"phones are on 8:00–21:30 only"}
