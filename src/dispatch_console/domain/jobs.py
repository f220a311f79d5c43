"""The life of a job (requirements 5.3): its states, the moves between them, and why a move is not open now."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dispatch_console.domain.events import Fact
from dispatch_console.words import N_, Said


class Status(enum.StrEnum):
    """Where a job stands, from the call to the quality call (R70); the status is derived, never assigned."""

    REGISTERED = "registered"
    PHONE_GUIDANCE = "phone_guidance"
    PHONE_SOLVED = "phone_solved"
    DECIDE = "decide"
    AWAITING_CONSENT = "awaiting_consent"
    AWAITING_APPROVAL = "awaiting_approval"
    TO_AGREE = "to_agree"
    TO_DISPATCH = "to_dispatch"
    SCHEDULED = "scheduled"
    DISPATCHED = "dispatched"
    COLLECTING = "collecting"
    EN_ROUTE = "en_route"
    WORKING = "working"
    WAITING_PART = "waiting_part"
    WAITING_CUSTOMER = "waiting_customer"
    IN_WORKSHOP = "in_workshop"
    WORK_DONE = "work_done"
    REPORT_RETURNED = "report_returned"
    QUALITY_DUE = "quality_due"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    REFERRED = "referred"
    REPLACED = "replaced"


class Turn(enum.StrEnum):
    """Whose turn it is: the fill of the chip says it (design.md 6)."""

    OURS = "ours"
    TECHNICIAN = "technician"
    ELSE = "else"
    WORKSHOP = "workshop"
    DONE = "done"


S = Status
ENDED = frozenset({S.CLOSED, S.CANCELLED, S.REJECTED, S.REFERRED, S.REPLACED})
OPEN = frozenset(Status) - ENDED
BEFORE_VISIT = frozenset(
    {S.REGISTERED, S.PHONE_GUIDANCE, S.DECIDE, S.AWAITING_CONSENT, S.AWAITING_APPROVAL, S.TO_AGREE, S.TO_DISPATCH}
)
WITH_TECHNICIAN = frozenset({S.SCHEDULED, S.DISPATCHED, S.COLLECTING, S.EN_ROUTE, S.WORKING})
AFTER_WORK = frozenset({S.WORK_DONE, S.REPORT_RETURNED, S.QUALITY_DUE})
WAITING = frozenset({S.WAITING_PART, S.WAITING_CUSTOMER})

TURN: Mapping[Status, Turn] = {
    **dict.fromkeys(Status, Turn.OURS),
    **dict.fromkeys(WITH_TECHNICIAN, Turn.TECHNICIAN),
    **dict.fromkeys((S.WAITING_PART, S.WAITING_CUSTOMER, S.AWAITING_CONSENT, S.AWAITING_APPROVAL), Turn.ELSE),
    S.IN_WORKSHOP: Turn.WORKSHOP,
    **dict.fromkeys(ENDED, Turn.DONE),
}

STATUS_WORDS: Mapping[Status, str] = {
    S.REGISTERED: N_("Registered"),
    S.PHONE_GUIDANCE: N_("Phone guidance"),
    S.PHONE_SOLVED: N_("Check solved"),
    S.DECIDE: N_("To decide"),
    S.AWAITING_CONSENT: N_("Consent due"),
    S.AWAITING_APPROVAL: N_("Approval due"),
    S.TO_AGREE: N_("To agree"),
    S.TO_DISPATCH: N_("To dispatch"),
    S.SCHEDULED: N_("Scheduled"),
    S.DISPATCHED: N_("Dispatched"),
    S.COLLECTING: N_("Collecting"),
    S.EN_ROUTE: N_("En route"),
    S.WORKING: N_("Working"),
    S.WAITING_PART: N_("Waiting part"),
    S.WAITING_CUSTOMER: N_("Waiting customer"),
    S.IN_WORKSHOP: N_("In workshop"),
    S.WORK_DONE: N_("Slip due"),
    S.REPORT_RETURNED: N_("Slip typed"),
    S.QUALITY_DUE: N_("Quality due"),
    S.CLOSED: N_("Closed"),
    S.CANCELLED: N_("Cancelled"),
    S.REJECTED: N_("Rejected"),
    S.REFERRED: N_("Referred"),
    S.REPLACED: N_("Replaced"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One kind of event: from where it may be entered by the desk, and where it leads (None: nowhere new)."""

    kind: str
    source: frozenset[Status]
    to: Status | None
    by_reason: Mapping[str, Status] = field(default_factory=dict)
    remembers: bool = False  # afterwards the job goes back to where it was (a quote asked for on site)
    returns: bool = False


_M = Move
MOVES: Mapping[str, Move] = {
    m.kind: m
    for m in (
        _M("registered", frozenset(), S.REGISTERED, {"planned": S.TO_AGREE}),
        _M("phone_guided", frozenset({S.REGISTERED, S.PHONE_GUIDANCE, S.DECIDE}), S.PHONE_GUIDANCE),
        _M("insisted", frozenset({S.REGISTERED, S.PHONE_GUIDANCE, S.PHONE_SOLVED}), S.DECIDE),
        _M("phone_solved", BEFORE_VISIT | {S.SCHEDULED, S.DISPATCHED, S.WAITING_CUSTOMER}, S.PHONE_SOLVED),
        _M("phone_checked_ok", frozenset({S.PHONE_SOLVED}), S.CLOSED),
        _M("phone_checked_bad", frozenset({S.PHONE_SOLVED}), S.DECIDE),
        _M(
            "decided",
            frozenset({S.REGISTERED, S.PHONE_GUIDANCE, S.DECIDE}),
            S.TO_AGREE,
            {"fee": S.AWAITING_CONSENT},
        ),
        _M(
            "quoted",
            BEFORE_VISIT | {S.WORKING, S.IN_WORKSHOP, S.SCHEDULED, S.WAITING_PART},
            S.AWAITING_CONSENT,
            remembers=True,
        ),
        _M("consented", frozenset({S.AWAITING_CONSENT}), S.TO_AGREE, returns=True),
        _M("refused_quote", frozenset({S.AWAITING_CONSENT}), S.CLOSED, {"workshop": S.IN_WORKSHOP}),
        _M(
            "consent_taken_back",
            frozenset({S.TO_AGREE, S.TO_DISPATCH, S.SCHEDULED, S.DISPATCHED, S.IN_WORKSHOP, S.WAITING_PART}),
            S.AWAITING_CONSENT,
            remembers=True,
        ),
        _M("approval_asked", frozenset({S.REGISTERED, S.PHONE_GUIDANCE, S.DECIDE, S.TO_AGREE}), S.AWAITING_APPROVAL),
        _M("approved", frozenset({S.AWAITING_APPROVAL}), S.TO_AGREE),
        _M("rejected", BEFORE_VISIT, S.REJECTED),
        _M("appointed", frozenset({S.TO_AGREE, S.TO_DISPATCH, S.WAITING_CUSTOMER, S.REGISTERED, S.DECIDE}), S.TO_DISPATCH),
        _M("appointment_changed", frozenset({S.TO_DISPATCH}) | WITH_TECHNICIAN - {S.WORKING}, None),
        _M("wait_customer_started", BEFORE_VISIT | {S.SCHEDULED}, S.WAITING_CUSTOMER),
        _M("wait_customer_ended", frozenset({S.WAITING_CUSTOMER}), S.TO_AGREE),
        _M("wait_part_started", BEFORE_VISIT | {S.WORKING, S.SCHEDULED, S.IN_WORKSHOP}, S.WAITING_PART),
        _M("part_arrived", frozenset({S.WAITING_PART}), S.TO_AGREE, {"workshop": S.IN_WORKSHOP}),
        _M("customer_told_part", OPEN, None),
        _M("classed", OPEN, None),
        _M("rule_broken", frozenset(Status), None),
        _M("contract_used", OPEN, None),
        _M("part_let_out", OPEN, None),
        _M("part_ordered", OPEN, None),
        _M("part_claimed", frozenset(Status), None),
        _M("claim_judged", frozenset(Status), None),
        _M("applied_for", frozenset(Status), None),
        _M("application_signed", frozenset(Status), None),
        _M("contract_off", OPEN, None),
        _M("plan_told", OPEN, None),
        _M("asked_superior", OPEN, None),
        _M("answer_given", OPEN, None),
        _M("contacted", OPEN, None),
        _M("major_fault", OPEN, None),
        _M("major_ended", frozenset(Status), None),
        _M("urged", OPEN, None),
        _M("complaint_made", frozenset(Status), None),
        _M("complaint_told", frozenset(Status), None),
        _M("complaint_ended", frozenset(Status), None),
        # a technician and his visit
        _M("planned", frozenset({S.TO_AGREE, S.TO_DISPATCH, S.WAITING_CUSTOMER, S.SCHEDULED}), S.SCHEDULED),
        _M("issued", frozenset({S.SCHEDULED}), S.DISPATCHED),
        _M("accepted", frozenset({S.SCHEDULED, S.DISPATCHED}), S.DISPATCHED),
        _M("objected", frozenset({S.SCHEDULED, S.DISPATCHED}), S.TO_DISPATCH),
        _M("collecting", frozenset({S.SCHEDULED, S.DISPATCHED}), S.COLLECTING),
        _M("en_route", frozenset({S.SCHEDULED, S.DISPATCHED, S.COLLECTING}), S.EN_ROUTE),
        _M("customer_called", WITH_TECHNICIAN, None),
        _M("nobody_answered", WITH_TECHNICIAN | {S.TO_AGREE, S.TO_DISPATCH, S.WAITING_CUSTOMER}, None),
        _M("arrived", frozenset({S.SCHEDULED, S.DISPATCHED, S.COLLECTING, S.EN_ROUTE}), S.WORKING),
        _M("working", frozenset({S.WORKING}), S.WORKING),
        _M("nobody_there", WITH_TECHNICIAN, S.WAITING_CUSTOMER),
        _M("card_left", frozenset({S.WAITING_CUSTOMER}), None),
        _M("refused_at_door", WITH_TECHNICIAN, S.WAITING_CUSTOMER),
        _M("escalated", frozenset({S.WORKING}), None),
        _M("escalation_answered", OPEN, None),
        _M("done", WITH_TECHNICIAN, S.WORK_DONE),
        _M(
            "partly_done",
            WITH_TECHNICIAN,
            S.TO_AGREE,
            {"part": S.WAITING_PART, "customer": S.WAITING_CUSTOMER},
        ),
        _M("left", frozenset({S.WORKING}) | AFTER_WORK | WAITING, None),
        _M("rescheduled", WITH_TECHNICIAN - {S.WORKING}, S.TO_AGREE),
        _M("recalled", WITH_TECHNICIAN - {S.WORKING}, S.TO_DISPATCH),
        _M("reassigned", WITH_TECHNICIAN - {S.WORKING}, S.TO_DISPATCH),
        # a machine taken in or sent in (5.5)
        _M("send_in_agreed", BEFORE_VISIT | {S.WAITING_CUSTOMER}, S.WAITING_CUSTOMER),
        _M("sent_in", BEFORE_VISIT | {S.WAITING_CUSTOMER}, S.IN_WORKSHOP),
        _M("picked_up", frozenset({S.WORKING, S.EN_ROUTE, S.DISPATCHED}), S.IN_WORKSHOP),
        _M("received", frozenset({S.IN_WORKSHOP}), None),
        _M("diagnosing", frozenset({S.IN_WORKSHOP}), None),
        _M("repairing", frozenset({S.IN_WORKSHOP}), None),
        _M("tested", frozenset({S.IN_WORKSHOP}), None),
        _M("customer_told", frozenset({S.IN_WORKSHOP}), None),
        _M("returned", frozenset({S.IN_WORKSHOP}), S.WORK_DONE),
        _M("collected", frozenset({S.IN_WORKSHOP}), S.WORK_DONE),
        # paper and quality
        _M("slip_returned", frozenset({S.WORK_DONE}), None),
        _M("slip_lost", frozenset({S.WORK_DONE}), None),
        _M("report_typed", frozenset({S.WORK_DONE}), S.QUALITY_DUE),
        _M("quality_waived", frozenset({S.QUALITY_DUE}), S.REPORT_RETURNED),
        _M(
            "quality_called",
            frozenset({S.QUALITY_DUE}),
            None,
            {"satisfied": S.CLOSED, "unsatisfied": S.TO_AGREE, "given_up": S.CLOSED},
        ),
        _M("closed", AFTER_WORK | {S.DECIDE, S.WAITING_CUSTOMER, S.REGISTERED, S.PHONE_SOLVED}, S.CLOSED),
        _M("reopened", frozenset({S.CLOSED}) | AFTER_WORK, S.TO_AGREE),
        _M("cancelled", OPEN - AFTER_WORK - {S.IN_WORKSHOP}, S.CANCELLED),
        _M("referred", BEFORE_VISIT, S.REFERRED),
        _M("replaced", frozenset({S.IN_WORKSHOP, S.WORKING, S.TO_AGREE, S.CLOSED}), S.REPLACED),
    )
}


@dataclass(frozen=True, slots=True)
class JobState:
    """What the facts say of a job."""

    status: Status = S.REGISTERED
    resume: Status | None = None
    urged: int = 0
    escalated: bool = False
    complaint_open: bool = False
    major: bool = False

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.status not in ENDED


def after(state: JobState, fact: Fact) -> JobState:
    """The state after one more fact (R70). Facts that were typed late are folded where they happened."""
    move = MOVES.get(fact.kind)
    if move is None:
        return state
    to = move.by_reason.get(fact.reason, move.to)
    if move.returns and state.resume is not None:
        to = state.resume
    if fact.kind == "partly_done" and fact.reason == "workshop":
        to = None  # the pickup slip that follows says so
    status, resume = state.status, state.resume
    if to is not None and (status in OPEN or fact.kind in ("reopened", "replaced")):
        if move.remembers and status in (S.WORKING, S.IN_WORKSHOP, S.SCHEDULED, S.TO_DISPATCH, S.WAITING_PART):
            resume = status
        elif not move.remembers:
            resume = None
        status = to
    return JobState(
        status,
        resume,
        state.urged + (fact.kind == "urged"),
        (state.escalated or fact.kind == "escalated")
        and fact.kind not in ("escalation_answered", "done", "partly_done", "picked_up"),
        (state.complaint_open or fact.kind == "complaint_made") and fact.kind != "complaint_ended",
        (state.major or fact.kind == "major_fault") and fact.kind != "major_ended",
    )


def state_of(facts: Sequence[Fact]) -> JobState:
    """Fold all standing facts of a job (R70, R86), in the order in which they happened."""
    state = JobState()
    for fact in facts:
        state = after(state, fact)
    return state


def why_not(kind: str, status: Status) -> Said | None:
    """None when the move is open in this status (R70), else the reason in words: asked by button and command alike."""
    move = MOVES[kind]
    if status in move.source:
        return None
    if status in ENDED:
        return Said(N_("Not done: the job has ended ({status})."), {"status": Said(STATUS_WORDS[status])})
    return Said(N_('Not done: the job stands at "{status}".'), {"status": Said(STATUS_WORDS[status])})


def moves_open(status: Status) -> frozenset[str]:
    """Every move that is open in this status (R70)."""
    return frozenset(kind for kind, move in MOVES.items() if status in move.source)
