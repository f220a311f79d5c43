import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch_console.domain.events import Fact, last_of, standing
from dispatch_console.domain.jobs import (
    ENDED,
    MOVES,
    OPEN,
    STATUS_WORDS,
    TURN,
    JobState,
    Status,
    Turn,
    after,
    moves_open,
    state_of,
    why_not,
)  # fmt: skip

NINE = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)
S = Status


def fact(kind, reason="", minute=0, number=1, **more):
    when = NINE + dt.timedelta(minutes=minute)
    return Fact(number, kind, when, when, when, reason=reason, **more)


def told(*kinds):
    """The state after these, a reason behind a colon: partly_done:part."""
    return state_of([fact(k.partition(":")[0], k.partition(":")[2], n, n) for n, k in enumerate(kinds, 1)])


CALLED = ("registered",)
DECIDED = (*CALLED, "decided")
SENT = (*DECIDED, "appointed", "planned", "issued")
THERE = (*SENT, "arrived")
AWAY = (*THERE, "partly_done:workshop", "picked_up")


@pytest.mark.requirement("R70")
@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ((), S.REGISTERED),
        (CALLED, S.REGISTERED),
        (("registered:planned",), S.TO_AGREE),
        ((*CALLED, "phone_guided"), S.PHONE_GUIDANCE),
        ((*CALLED, "phone_guided", "insisted"), S.DECIDE),
        ((*CALLED, "phone_solved"), S.PHONE_SOLVED),
        ((*CALLED, "phone_solved", "phone_checked_ok"), S.CLOSED),
        ((*CALLED, "phone_solved", "phone_checked_bad"), S.DECIDE),
        (DECIDED, S.TO_AGREE),
        ((*CALLED, "decided:fee"), S.AWAITING_CONSENT),
        ((*CALLED, "decided:fee", "quoted", "consented"), S.TO_AGREE),
        ((*CALLED, "decided:fee", "quoted", "refused_quote"), S.CLOSED),
        ((*CALLED, "approval_asked"), S.AWAITING_APPROVAL),
        ((*CALLED, "approval_asked", "approved"), S.TO_AGREE),
        ((*CALLED, "approval_asked", "rejected"), S.REJECTED),
        ((*DECIDED, "appointed"), S.TO_DISPATCH),
        ((*DECIDED, "appointed", "appointment_changed"), S.TO_DISPATCH),
        ((*DECIDED, "appointed", "planned"), S.SCHEDULED),
        (SENT, S.DISPATCHED),
        ((*SENT, "objected"), S.TO_DISPATCH),
        ((*SENT, "collecting"), S.COLLECTING),
        ((*SENT, "collecting", "en_route"), S.EN_ROUTE),
        ((*SENT, "recalled"), S.TO_DISPATCH),
        ((*SENT, "rescheduled"), S.TO_AGREE),
        (THERE, S.WORKING),
        ((*SENT, "nobody_there"), S.WAITING_CUSTOMER),
        ((*SENT, "nobody_there", "card_left", "wait_customer_ended"), S.TO_AGREE),
        ((*SENT, "refused_at_door"), S.WAITING_CUSTOMER),
        ((*THERE, "partly_done"), S.TO_AGREE),
        ((*THERE, "partly_done:part"), S.WAITING_PART),
        ((*THERE, "partly_done:part", "part_arrived"), S.TO_AGREE),
        ((*THERE, "partly_done:customer"), S.WAITING_CUSTOMER),
        ((*THERE, "partly_done:workshop"), S.WORKING),
        (AWAY, S.IN_WORKSHOP),
        ((*AWAY, "received", "diagnosing", "repairing", "tested", "customer_told"), S.IN_WORKSHOP),
        ((*AWAY, "returned"), S.WORK_DONE),
        ((*AWAY, "collected"), S.WORK_DONE),
        ((*THERE, "done"), S.WORK_DONE),
        ((*THERE, "done", "slip_returned"), S.WORK_DONE),
        ((*THERE, "done", "report_typed"), S.QUALITY_DUE),
        ((*THERE, "done", "report_typed", "quality_waived"), S.REPORT_RETURNED),
        ((*THERE, "done", "report_typed", "quality_called:satisfied"), S.CLOSED),
        ((*THERE, "done", "report_typed", "quality_called:given_up"), S.CLOSED),
        ((*THERE, "done", "report_typed", "quality_called:unsatisfied"), S.TO_AGREE),
        ((*THERE, "done", "report_typed", "quality_called:nobody"), S.QUALITY_DUE),
        ((*CALLED, "cancelled"), S.CANCELLED),
        ((*CALLED, "referred"), S.REFERRED),
        ((*THERE, "replaced"), S.REPLACED),
    ],
)
def test_what_happened_tells_where_a_job_stands(facts, status):
    assert told(*facts).status is status


@pytest.mark.requirement("R86")
def test_what_is_unknown_and_what_is_only_noted_moves_nothing():
    assert told(*THERE, "thunder", "read_back", "urged", "plan_told", "customer_called").status is S.WORKING


@pytest.mark.requirement("R40")
@pytest.mark.parametrize(
    ("before", "status"),
    [(THERE, S.WORKING), (AWAY, S.IN_WORKSHOP), ((*DECIDED, "appointed", "planned"), S.SCHEDULED), ((*DECIDED, "appointed"), S.TO_DISPATCH)],
)
def test_a_quote_asked_for_in_the_middle_of_the_work_leads_back_to_it(before, status):
    asked = told(*before, "quoted")
    assert asked.status is S.AWAITING_CONSENT and asked.resume is status
    agreed = told(*before, "quoted", "consented")
    assert agreed.status is status and agreed.resume is None


@pytest.mark.requirement("R40")
def test_a_second_quote_still_leads_back_to_the_work():
    assert told(*THERE, "quoted", "quoted", "consented").status is S.WORKING
    assert told(*THERE, "quoted", "consented", "consent_taken_back", "consented").status is S.WORKING


@pytest.mark.requirement("R159")
def test_a_part_that_was_quoted_while_it_is_awaited_is_still_awaited_after_the_consent():
    for waiting in ((*THERE, "partly_done:part"), (*AWAY, "wait_part_started"), (*DECIDED, "wait_part_started")):
        assert told(*waiting, "quoted", "consented").status is S.WAITING_PART
        assert told(*waiting, "quoted", "consented", "part_arrived").status is S.TO_AGREE
        assert told(*waiting).resume is None


@pytest.mark.requirement("R40")
def test_where_a_quote_leads_back_to_is_forgotten_once_the_job_moved_on():
    moved = (*DECIDED, "appointed", "quoted", "phone_solved", "phone_checked_bad")
    assert told(*moved).resume is None
    assert told(*moved, "quoted", "consented").status is S.TO_AGREE
    assert told(*THERE, "done").resume is None
    noted = told(*THERE, "quoted", "urged")
    assert noted.resume is S.WORKING
    workshop = told(*AWAY, "quoted", "refused_quote:workshop")
    assert workshop.status is S.IN_WORKSHOP and workshop.resume is None


@pytest.mark.requirement("R86")
@pytest.mark.parametrize("end", [(*CALLED, "cancelled"), (*THERE, "done", "report_typed", "quality_called:satisfied")])
def test_an_ended_job_is_moved_only_by_opening_it_again_or_by_another_machine(end):
    ended = told(*end).status
    for kind in sorted(set(MOVES) - {"reopened", "replaced", "registered"}):
        assert told(*end, kind).status is ended, kind
    assert told(*end, "reopened").status is S.TO_AGREE and told(*end, "replaced").status is S.REPLACED


@pytest.mark.requirement("R86")
def test_urges_are_counted_and_marks_stand_until_they_are_answered():
    assert told(*CALLED, "urged", "urged").urged == 2 and told(*CALLED).urged == 0
    assert told(*THERE, "escalated").escalated and told(*THERE, "escalated", "urged").escalated
    for answer in ("escalation_answered", "done", "partly_done", "picked_up"):
        assert not told(*THERE, "escalated", answer).escalated
    assert not told(*THERE).escalated
    assert told(*CALLED, "complaint_made", "complaint_told").complaint_open
    assert not told(*CALLED, "complaint_made", "complaint_ended").complaint_open and not told(*CALLED).complaint_open
    assert told(*CALLED, "major_fault", "urged").major and not told(*CALLED, "major_fault", "major_ended").major
    assert not told(*CALLED).major


@pytest.mark.requirement("R86")
def test_a_job_is_open_until_it_has_ended():
    assert {s for s in Status if JobState(s).is_open} == OPEN == set(Status) - ENDED
    assert JobState().status is S.REGISTERED and JobState().urged == 0


@pytest.mark.requirement("R70")
def test_a_move_out_of_turn_says_where_the_job_stands():
    assert why_not("arrived", S.DISPATCHED) is None
    assert str(why_not("arrived", S.TO_AGREE)) == 'Not done: the job stands at "To agree".'
    assert str(why_not("arrived", S.CLOSED)) == "Not done: the job has ended (Closed)."


@pytest.mark.requirement("R70")
@pytest.mark.parametrize(
    ("kind", "from_where"),
    [
        ("phone_solved", "registered phone_guidance decide awaiting_consent awaiting_approval to_agree to_dispatch scheduled dispatched waiting_customer"),
        ("quoted", "registered phone_guidance decide awaiting_consent awaiting_approval to_agree to_dispatch scheduled working in_workshop waiting_part"),
        ("appointment_changed", "to_dispatch scheduled dispatched collecting en_route"),
        ("rescheduled", "scheduled dispatched collecting en_route"),
        ("recalled", "scheduled dispatched collecting en_route"),
        ("reassigned", "scheduled dispatched collecting en_route"),
        ("wait_customer_started", "registered phone_guidance decide awaiting_consent awaiting_approval to_agree to_dispatch scheduled"),
        ("wait_part_started", "registered phone_guidance decide awaiting_consent awaiting_approval to_agree to_dispatch scheduled working in_workshop"),
        ("nobody_answered", "scheduled dispatched collecting en_route working to_agree to_dispatch waiting_customer"),
        ("left", "working work_done report_returned quality_due waiting_part waiting_customer"),
        ("sent_in", "registered phone_guidance decide awaiting_consent awaiting_approval to_agree to_dispatch waiting_customer"),
        ("send_in_agreed", "registered phone_guidance decide awaiting_consent awaiting_approval to_agree to_dispatch waiting_customer"),
        ("closed", "work_done report_returned quality_due decide waiting_customer registered phone_solved"),
        ("reopened", "closed work_done report_returned quality_due"),
        (
            "cancelled",
            "registered phone_guidance phone_solved decide awaiting_consent awaiting_approval to_agree to_dispatch scheduled "
            "dispatched collecting en_route working waiting_part waiting_customer",
        ),
        ("registered", ""),
    ],
)
def test_from_where_a_move_may_be_made(kind, from_where):
    assert {s for s in Status if why_not(kind, s) is None} == {S(word) for word in from_where.split()}
    assert all((kind in moves_open(s)) == (why_not(kind, s) is None) for s in Status)


def test_every_state_has_a_word_and_somebody_whose_turn_it_is():
    assert set(STATUS_WORDS) == set(Status) == set(TURN)
    turns = {t: {s for s in Status if TURN[s] is t} for t in Turn}
    assert turns[Turn.DONE] == ENDED and turns[Turn.WORKSHOP] == {S.IN_WORKSHOP}
    assert turns[Turn.TECHNICIAN] == {S.SCHEDULED, S.DISPATCHED, S.COLLECTING, S.EN_ROUTE, S.WORKING}
    assert turns[Turn.ELSE] == {S.WAITING_PART, S.WAITING_CUSTOMER, S.AWAITING_CONSENT, S.AWAITING_APPROVAL}


@pytest.mark.requirement("R86")
def test_corrected_facts_do_not_count_and_late_ones_fall_into_place():
    first, wrong, right = fact("registered", number=1), fact("done", "", 30, 2), fact("partly_done", "part", 30, 4, corrects_id=2)
    late = fact("arrived", "", 10, 3)
    same_minute = fact("left", "", 30, 5)
    every = standing([same_minute, right, late, wrong, first])
    assert [f.id for f in every] == [1, 3, 4, 5]
    assert last_of(every, "arrived", "registered") is late and last_of(every, "done") is None


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=12))
def test_in_whatever_order_facts_are_told_the_state_is_one_that_the_board_can_show(kinds):
    state = JobState()
    for kind in kinds:
        state = after(state, fact(kind))
        assert state.status in STATUS_WORDS and (state.resume is None or state.resume in OPEN)
