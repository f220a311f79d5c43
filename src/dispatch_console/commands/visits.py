"""Sending technicians and taking their reports: dispatch, call-in, escalation, a machine taken in, corrections."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from dispatch_console.commands.facts import fact, facts_until, happened_by_now, job_row, promise, state_at
from dispatch_console.commands.parts import ask_part
from dispatch_console.commands.registry import TOLD, UNDO, Command, command, does
from dispatch_console.commands.rules import broken
from dispatch_console.commands.work import Work
from dispatch_console.domain.events import last_of
from dispatch_console.domain.jobs import Status
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.shifts import AWAY, SHIFTS
from dispatch_console.domain.visits import LIVE
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.calls import Call
from dispatch_console.store.tables.jobs import Event, Job, Visit
from dispatch_console.store.tables.papers import DeviceStay, FormIssue, ServiceApplication
from dispatch_console.store.tables.people import Person, RosterDay
from dispatch_console.words import N_, Said

VISIT, PERSON, EVENT, STAY = table_of(Visit), table_of(Person), table_of(Event), table_of(DeviceStay)
SIGNED = table_of(ServiceApplication)
SHORTEST_REASON = 4  # characters of an override's reason (dialogs.md 3)
CALL_IN_MOVES = (
    "accepted", "objected", "collecting", "en_route", "customer_called", "nobody_answered", "arrived", "nobody_there",
    "card_left", "refused_at_door", "done", "partly_done", "left",
)  # fmt: skip
PARTLY_REASONS = ("part", "time", "workshop", "customer", "escalation", "other")


def person_row(work: Work, person_id: int) -> Any:
    """A member of staff; raises Refused when there is none."""
    row = work.first(PERSON.select().where(PERSON.c.id == person_id))
    if row is None:
        raise Refused(N_("There is no technician {number}."), number=person_id)
    return row


def why_not_send(
    work: Work, technician_id: int, start: Moment, end: Moment, but_visit: int | None = None
) -> Said | None:
    """Why this technician cannot be sent in this span: not on duty that day, or booked already; the whole span counts."""
    person = person_row(work, technician_id)
    if not person.active or person.role != "technician":
        return Said(N_("{name} does not go out to customers."), {"name": person.name})
    roster = table_of(RosterDay)
    day = work.first(
        roster.select().where(roster.c.person_id == technician_id, roster.c.on_day == local(start, work.zone).date())
    )
    if day is not None and day.kind in AWAY:
        return Said(N_("{name} is off duty: {why}."), {"name": person.name, "why": Said(SHIFTS[day.kind].why)})
    jobs = table_of(Job)
    for visit in work.all(
        VISIT.select()
        .where(
            VISIT.c.technician_id == technician_id, VISIT.c.is_live, VISIT.c.planned_from < end,
            VISIT.c.planned_until > start, VISIT.c.id != (but_visit or 0),
        )
        .order_by(VISIT.c.planned_from)
    ):  # fmt: skip
        number = work.value(jobs.select().with_only_columns(jobs.c.number).where(jobs.c.id == visit.job_id))
        overlap = int((min(end, visit.planned_until) - max(start, visit.planned_from)).total_seconds() // 60)
        return Said(
            N_("{name} is at {job} {start}–{end} ({minutes} min overlap)."),
            {
                "name": person.name, "job": number, "start": f"{local(visit.planned_from, work.zone):%H:%M}",
                "end": f"{local(visit.planned_until, work.zone):%H:%M}", "minutes": overlap,
            },
        )  # fmt: skip
    return None



@command(undo=UNDO, requirement="R69")
class DispatchJob(Command):
    """Send a technician to a job (R55, R69, R75). Double booking is a hard stop; an override needs a reason.

    Without planned_from the agreed time counts, and now when none was agreed.
    """

    job_id: int
    technician_id: int
    planned_from: Moment | None = None
    minutes: int = 60
    bring: str = ""
    override_reason: str = ""
    happened_at: Moment | None = None  # on a day on paper: when he was sent; left out, a start that is over tells it


@does
def dispatch_job(command: DispatchJob, work: Work) -> dict[str, Any]:
    """The visit's number. A revisit needs its signed application (R188)."""
    row = job_row(work, command.job_id)
    visit_id = plan_visit(command, work, row)
    unsigned = row.service_type == "revisit" and not work.all(
        SIGNED.select().where(SIGNED.c.job_id == command.job_id, SIGNED.c.approved_at.is_not(None)).limit(1)
    )
    return {"visit_id": visit_id, **(broken(work, "signed_application", command.job_id) if unsigned else {})}


def plan_visit(command: DispatchJob, work: Work, row: Any) -> int:
    """Plan the visit of a dispatch; raises Refused on a conflict without a reason."""
    start = command.planned_from or max(row.agreed_from or work.now, work.now)
    end = start + dt.timedelta(minutes=max(5, command.minutes))
    conflict = why_not_send(work, command.technician_id, start, end)
    if conflict is not None and len(command.override_reason.strip()) < SHORTEST_REASON:
        raise Refused(conflict.msgid, **conflict.values)
    sent = _sent_at(work, command, start)
    state = state_at(work, command.job_id, sent)
    if state.status in (Status.TO_AGREE, Status.REGISTERED, Status.DECIDE) and row.agreed_from is None:
        fact(work, command.job_id, "appointed", happened_at=sent, note=N_("goes at once"))
        work.change(Job, command.job_id, agreed_from=start, agreed_until=end)
    visit_id = work.add(
        Visit, uid=command.uid, job_id=command.job_id, technician_id=command.technician_id, planned_from=start,
        planned_until=end, bring=command.bring, override_reason=command.override_reason if conflict else "",
    )  # fmt: skip
    person = person_row(work, command.technician_id)
    fact(work, command.job_id, "planned", happened_at=sent, visit_id=visit_id, note=person.name, reason=command.override_reason)
    return visit_id


def _sent_at(work: Work, command: DispatchJob, start: Moment) -> Moment:
    """When he was sent: as told; for a start that is over, at that start, but not before what is known to have happened."""
    if command.happened_at is not None:
        return happened_by_now(work, command.happened_at)
    if start >= work.now - dt.timedelta(minutes=1):
        return work.now
    known = [f.happened_at for f in facts_until(work, command.job_id)]
    return min(work.now, max([start, *known]))


@command(undo=TOLD, requirement="R69")
class IssueVisit(Command):
    """The technician was given the job: slip handed over, told by phone, or next-day order (R69, R80)."""

    visit_id: int
    channel: str = "phone_out"
    slip_number: str = ""
    happened_at: Moment | None = None


@does
def issue_visit(command: IssueVisit, work: Work) -> dict[str, Any]:
    """The visit's number."""
    visit = visit_row(work, command.visit_id)
    fact(work, visit.job_id, "issued", happened_at=command.happened_at, visit_id=visit.id, channel=command.channel, note=command.slip_number)
    forms = table_of(FormIssue)
    for form in work.all(
        forms.select().where(forms.c.visit_id == visit.id, forms.c.kind == "work_order", forms.c.status == "printed")
    ):
        work.change(FormIssue, form.id, status="issued", issued_at=work.now)
    return {"visit_id": int(visit.id)}


def visit_row(work: Work, visit_id: int) -> Any:
    """A visit; raises Refused when there is none."""
    row = work.first(VISIT.select().where(VISIT.c.id == visit_id))
    if row is None:
        raise Refused(N_("There is no visit {number}."), number=visit_id)
    return row


def visit_in_hand(work: Work, job_id: int, technician_id: int | None = None) -> Any:
    """The visit that a call-in is about: the live one, else the newest; raises Refused when none was planned."""
    statement = VISIT.select().where(VISIT.c.job_id == job_id)
    if technician_id is not None:
        statement = statement.where(VISIT.c.technician_id == technician_id)
    rows = work.all(statement.order_by(VISIT.c.id))
    if not rows:
        raise Refused(N_("Nobody was sent to this job yet."))
    live = [r for r in rows if r.status in LIVE]
    return (live or rows)[-1]


@command(undo=UNDO, requirement="R101")
class CallIn(Command):
    """What a technician reports by phone, with the time it happened (R78, R82, R101, R102, R104, R105).

    move is one of accepted, objected, collecting, en_route, customer_called, nobody_answered, arrived, nobody_there,
    card_left, refused_at_door, done, partly_done, left. partly_done needs a reason: part, time, workshop, customer,
    escalation, other.
    """

    job_id: int
    move: str
    technician_id: int | None = None
    happened_at: Moment | None = None
    reported_at: Moment | None = None
    reason: str = ""
    note: str = ""
    part: str = ""
    expected_on: dt.date | None = None
    channel: str = "phone_in"


@does
def call_in(command: CallIn, work: Work) -> dict[str, Any]:
    """The event's number and the call's."""
    if command.move not in CALL_IN_MOVES:
        raise Refused(
            N_("{move} cannot be reported. Known: {known}."), move=command.move, known=", ".join(CALL_IN_MOVES)
        )
    if command.move == "partly_done" and command.reason not in PARTLY_REASONS:
        raise Refused(N_("Not finished: why? One of {known}."), known=", ".join(PARTLY_REASONS))
    visit = visit_in_hand(work, command.job_id, command.technician_id)
    call_id = log_call_in(work, command.uid, command.job_id, visit.technician_id, command.move, command.note) if (
        command.channel == "phone_in"
    ) else None  # fmt: skip
    if command.move in ("done", "partly_done"):
        _arrival_must_be_known(work, command, visit.id)
    event_id = fact(
        work, command.job_id, command.move, happened_at=command.happened_at, reported_at=command.reported_at,
        visit_id=visit.id, call_id=call_id, reason=command.reason, note=command.note, channel=command.channel,
    )  # fmt: skip
    _stop_clocks(work, command, visit.id)
    if command.move == "objected":
        _void_forms(work, visit.id, command.reason or command.note)
    if command.move == "partly_done" and command.reason == "part":
        ask_part(work, command.job_id, command.part or command.note or "?", command.expected_on)
    return {"event_id": event_id, "call_id": call_id, "visit_id": int(visit.id)}


def _stop_clocks(work: Work, command: CallIn, visit_id: int) -> None:
    """What the customer or a part keeps us waiting for stops the clocks, with its reason (requirements 1.1)."""
    waits = {
        ("partly_done", "part"): ("wait_part_started", command.part or command.note),
        ("partly_done", "customer"): ("wait_customer_started", command.note),
        ("nobody_there", command.reason): ("wait_customer_started", ""),
        ("refused_at_door", command.reason): ("wait_customer_started", command.note),
    }
    found = waits.get((command.move, command.reason))
    if found is not None:
        fact(
            work, command.job_id, found[0], happened_at=command.happened_at, reported_at=command.reported_at,
            visit_id=visit_id, reason=found[1], channel="system", checked=False,
        )  # fmt: skip


def _arrival_must_be_known(work: Work, command: CallIn, visit_id: int) -> None:
    """Reports come in reversed order: a completion without an arrival is taken, the arrival stays owed."""
    facts = [f for f in facts_until(work, command.job_id, command.happened_at) if f.visit_id == visit_id]
    if last_of(facts, "arrived") is None:
        promise(
            work, "arrival_time", N_("Ask the technician when he arrived"), work.now + dt.timedelta(hours=2),
            job_id=command.job_id,
        )  # fmt: skip


def log_call_in(work: Work, uid: UUID, job_id: int, technician_id: int, what: str, note: str) -> int:
    """One line of the call log for a technician's report."""
    person = person_row(work, technician_id)
    return work.add(
        Call, uid=uid, direction="in", channel="phone", number=person.mobile, digits=person.mobile,
        caller_name=person.name, person_id=technician_id, job_id=job_id, kind="call_in", outcome="call_in",
        said=" ".join(filter(None, (what, note))), answer="", started_at=work.now, ended_at=work.now,
        taken_by=work.actor, still_to_ask=(), register_line="",
    )  # fmt: skip


@command(undo=TOLD, requirement="R103")
class Escalate(Command):
    """Fifteen minutes on site without a solution: the technical supervisor is told (R103, R123, R236)."""

    job_id: int
    told_to: NameText
    problem: str = ""
    happened_at: Moment | None = None


@does
def escalate(command: Escalate, work: Work) -> dict[str, Any]:
    """The event's number."""
    if not command.told_to.strip():
        raise Refused(N_("Who was told?"))
    visit = visit_in_hand(work, command.job_id)
    event_id = fact(
        work, command.job_id, "escalated", happened_at=command.happened_at, visit_id=visit.id, reason=command.told_to,
        note=command.problem, channel="phone_out",
    )  # fmt: skip
    return {"event_id": event_id}


@command(undo=TOLD, requirement="R236")
class AnswerEscalation(Command):
    """The supervisor's advice, passed on to the technician (R236)."""

    job_id: int
    advice: str


@does
def answer_escalation(command: AnswerEscalation, work: Work) -> dict[str, Any]:
    """The event's number."""
    if not state_at(work, command.job_id).escalated:
        raise Refused(N_("No escalation is waiting for an answer."))
    if not command.advice.strip():
        raise Refused(N_("Write down the advice."))
    visit = visit_in_hand(work, command.job_id)
    event_id = fact(work, command.job_id, "escalation_answered", visit_id=visit.id, note=command.advice)
    return {"event_id": event_id}


def _end_visit(work: Work, job_id: int, kind: str, reason: str) -> Any:
    if not reason.strip():
        raise Refused(N_("This needs a reason."))
    visit = visit_in_hand(work, job_id)
    if visit.status not in LIVE:
        raise Refused(N_("No visit is under way for this job."))
    fact(work, job_id, kind, visit_id=visit.id, reason=reason)
    _void_forms(work, visit.id, reason)
    return visit


def _void_forms(work: Work, visit_id: int, reason: str) -> None:
    """The sheets of a visit that does not take place are void; who goes instead gets his own."""
    forms = table_of(FormIssue)
    for form in work.all(forms.select().where(forms.c.visit_id == visit_id, forms.c.status.in_(("printed", "issued")))):
        work.change(FormIssue, form.id, status="void", note=reason)


@command(undo=UNDO, requirement="R81")
class RecallVisit(Command):
    """Call the technician back; the job is to be dispatched again (R81)."""

    job_id: int
    reason: str


@does
def recall_visit(command: RecallVisit, work: Work) -> dict[str, Any]:
    """The visit's number."""
    return {"visit_id": int(_end_visit(work, command.job_id, "recalled", command.reason).id)}


@command(undo=UNDO, requirement="R60")
class RescheduleVisit(Command):
    """The time cannot be kept: the visit ends, a new time is to be agreed, with the customer's pardon (R60, R61)."""

    job_id: int
    reason: str


@does
def reschedule_visit(command: RescheduleVisit, work: Work) -> dict[str, Any]:
    """The visit's number."""
    visit = _end_visit(work, command.job_id, "rescheduled", command.reason)
    work.change(Job, command.job_id, agreed_from=None, agreed_until=None)
    return {"visit_id": int(visit.id)}


@command(undo=UNDO, requirement="R81")
class ReassignVisit(Command):
    """Another technician goes instead (R81); double booking is a hard stop with a reasoned override."""

    job_id: int
    technician_id: int
    reason: str
    planned_from: Moment | None = None
    minutes: int = 60
    override_reason: str = ""


@does
def reassign_visit(command: ReassignVisit, work: Work) -> dict[str, Any]:
    """The new visit's number."""
    old = _end_visit(work, command.job_id, "reassigned", command.reason)
    work.finish()
    row = job_row(work, command.job_id)
    send = DispatchJob(
        uid=command.uid, job_id=command.job_id, technician_id=command.technician_id, minutes=command.minutes,
        planned_from=command.planned_from or max(old.planned_from, work.now), bring=old.bring,
        override_reason=command.override_reason,
    )  # fmt: skip
    return {"visit_id": plan_visit(send, work, row), "instead_of": int(old.id)}


@command(undo=UNDO, requirement="R111")
class CorrectEvent(Command):
    """A fact was wrong: another time, another job. The old line stays and points to the new one (R111).

    With job_id the fact moves to another job (the technician reported the wrong one); with withdraw it only goes.
    """

    event_id: int
    reason: str
    happened_at: Moment | None = None
    job_id: int | None = None
    withdraw: bool = False


@does
def correct_event(command: CorrectEvent, work: Work) -> dict[str, Any]:
    """The new event's number."""
    old = work.first(EVENT.select().where(EVENT.c.id == command.event_id))
    if old is None:
        raise Refused(N_("There is no such entry."))
    if not command.reason.strip():
        raise Refused(N_("A correction needs a reason."))
    if work.first(EVENT.select().where(EVENT.c.corrects_id == command.event_id)) is not None:
        raise Refused(N_("This entry was corrected already."))
    moved = command.job_id is not None and command.job_id != old.job_id
    withdrawn = command.withdraw or moved
    note = f"{old.note} · {command.reason}" if old.note else command.reason
    event_id = work.add(
        Event, job_id=old.job_id, visit_id=old.visit_id, call_id=old.call_id, kind="withdrawn" if withdrawn else old.kind,
        happened_at=old.happened_at if withdrawn else happened_by_now(work, command.happened_at or old.happened_at),
        reported_at=work.now, recorded_at=work.now, by=work.actor, channel=old.channel,
        reason=command.reason if withdrawn else old.reason, note=note, corrects_id=old.id,
    )  # fmt: skip
    if moved and command.job_id is not None:
        visit = visit_in_hand(work, command.job_id)
        event_id = fact(
            work, command.job_id, old.kind, happened_at=command.happened_at or old.happened_at,
            reported_at=old.reported_at, visit_id=visit.id, reason=old.reason, note=old.note, channel=old.channel,
        )  # fmt: skip
    return {"event_id": event_id}
