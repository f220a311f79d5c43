"""A job from the decision to the agreed time: warranty, quote and consent, appointment, waiting, closing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.customers import policy_of
from dispatch_console.commands.facts import call_off, fact, happened_by_now, job_row, state_at
from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.visits import SHORTEST_REASON, why_not_send
from dispatch_console.commands.work import Work
from dispatch_console.domain.faults import Priority
from dispatch_console.domain.jobs import Status
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.visits import UNDERWAY
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.jobs import Job, Promise, Visit
from dispatch_console.words import N_

VERDICTS = ("in", "out", "unknown")


@command(undo=UNDO, requirement="R38")
class DecideJob(Command):
    """Decide warranty and fee: free of charge, or a quote and consent first (R38–R40)."""

    job_id: int
    warranty: str
    fee: bool
    basis: str = ""
    exclusion: str = ""
    happened_at: Moment | None = None  # on a day on paper: when it was decided


@does
def decide_job(command: DecideJob, work: Work) -> dict[str, Any]:
    """The job's number."""
    if command.warranty not in VERDICTS:
        raise Refused(N_("{verdict} is no verdict."), verdict=command.warranty)
    row = job_row(work, command.job_id)
    basis = command.basis or row.warranty_basis
    work.change(Job, command.job_id, warranty=command.warranty, warranty_basis=basis)
    note = " ".join(filter(None, (command.warranty, basis, command.exclusion)))
    fact(work, command.job_id, "decided", happened_at=command.happened_at, reason="fee" if command.fee else "free", note=note)
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R10")
class ClassJob(Command):
    """Say which set of promises holds for a job and how pressing it is: a complex one has days, a question hours (R10, R121).

    Every clock of the job follows at once.
    """

    job_id: int
    policy: str
    priority: str = ""


@does
def class_job(command: ClassJob, work: Work) -> dict[str, Any]:
    """The job's number."""
    policy_id = policy_of(work, command.policy)
    if policy_id is None:
        raise Refused(N_("Which promises hold for this job?"))
    if command.priority and command.priority not in Priority._value2member_map_:
        raise Refused(N_("{priority} is no priority."), priority=command.priority)
    row = job_row(work, command.job_id)
    work.change(Job, command.job_id, policy_id=policy_id, priority=command.priority or row.priority)
    fact(work, command.job_id, "classed", reason=command.policy, note=command.priority, channel="system")
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R53")
class AgreeTime(Command):
    """Agree a visit time with the customer, or change it with reason and consent (R53, R55, R60).

    A changed time moves the visit that is planned; onto another visit of the same technician only with an override's reason.
    """

    job_id: int
    from_at: Moment
    until_at: Moment
    reason: str = ""
    agreed_with: NameText = NameText("")
    override_reason: str = ""
    happened_at: Moment | None = None  # on a day on paper: when it was agreed; the time agreed then may be over


@does
def agree_time(command: AgreeTime, work: Work) -> dict[str, Any]:
    """The job's number. A second time is a change and needs a reason."""
    row = job_row(work, command.job_id)
    if command.until_at < command.from_at:
        raise Refused(N_("The agreed time ends before it begins."))
    agreed = happened_by_now(work, command.happened_at)
    if command.from_at < agreed - dt.timedelta(minutes=1):
        raise Refused(N_("The agreed time lies in the past."))
    state = state_at(work, command.job_id, agreed)
    change = row.agreed_from is not None and state.status not in (Status.TO_AGREE, Status.WAITING_CUSTOMER)
    if change and not command.reason.strip():
        raise Refused(N_("A changed time needs a reason, and the customer's consent (R60)."))
    note = " ".join(filter(None, (str(command.agreed_with), command.reason)))
    fact(work, command.job_id, "appointment_changed" if change else "appointed", happened_at=command.happened_at, reason=command.reason, note=note)
    work.change(Job, command.job_id, agreed_from=command.from_at, agreed_until=command.until_at)
    if change:
        visits = table_of(Visit)
        for visit in work.all(visits.select().where(visits.c.job_id == command.job_id, visits.c.is_live)):
            if visit.status not in UNDERWAY:
                _move_visit(command, work, visit)
    return {"job_id": command.job_id}


def _move_visit(command: AgreeTime, work: Work, visit: Any) -> None:
    until = command.from_at + (visit.planned_until - visit.planned_from)
    conflict = why_not_send(work, visit.technician_id, command.from_at, until, but_visit=visit.id)
    if conflict is not None and len(command.override_reason.strip()) < SHORTEST_REASON:
        raise Refused(conflict.msgid, **conflict.values)
    work.change(
        Visit, visit.id, planned_from=command.from_at, planned_until=until,
        override_reason=command.override_reason if conflict else visit.override_reason,
    )  # fmt: skip


@command(undo=UNDO, requirement="R115")
class TellPlan(Command):
    """The handling plan was told to the requester: method, parts, expected time (R33, R87, R115)."""

    job_id: int
    plan: str


@does
def tell_plan(command: TellPlan, work: Work) -> dict[str, Any]:
    """The job's number."""
    if not command.plan.strip():
        raise Refused(N_("Write down the plan that was told."))
    fact(work, command.job_id, "plan_told", note=command.plan, channel="phone_out")
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R30")
class SolveByPhone(Command):
    """The fault was cleared by phone; the check call is due two hours later (R30, R31)."""

    job_id: int
    advice: str


@does
def solve_by_phone(command: SolveByPhone, work: Work) -> dict[str, Any]:
    """The job's number."""
    if not command.advice.strip():
        raise Refused(N_("Write down what was advised."))
    call_off(work, command.job_id, "phone_solved", command.advice)
    fact(work, command.job_id, "phone_solved", note=command.advice, checked=False)
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R31")
class CheckSolved(Command):
    """The check call two hours after a phone solution: solved, or not (R31)."""

    job_id: int
    solved: bool
    words: str = ""


@does
def check_solved(command: CheckSolved, work: Work) -> dict[str, Any]:
    """The job's number; not solved goes on to the decision."""
    kind = "phone_checked_ok" if command.solved else "phone_checked_bad"
    fact(work, command.job_id, kind, note=command.words, channel="phone_out")
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R60")
class WaitForCustomer(Command):
    """The clock stops: the customer cannot say a time yet (R53, requirements 1.1)."""

    job_id: int
    reason: str


@does
def wait_for_customer(command: WaitForCustomer, work: Work) -> dict[str, Any]:
    """The job's number."""
    if not command.reason.strip():
        raise Refused(N_("A stopped clock needs its reason."))
    call_off(work, command.job_id, "wait_customer_started", command.reason)
    fact(work, command.job_id, "wait_customer_started", reason=command.reason, checked=False)
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R60")
class CustomerReady(Command):
    """The customer can name a time now; the clock runs again."""

    job_id: int


@does
def customer_ready(command: CustomerReady, work: Work) -> dict[str, Any]:
    """The job's number."""
    fact(work, command.job_id, "wait_customer_ended")
    return {"job_id": command.job_id}


def _end(work: Work, job_id: int, kind: str, reason: str) -> dict[str, Any]:
    if not reason.strip():
        raise Refused(N_("This needs a reason."))
    call_off(work, job_id, kind, reason)
    fact(work, job_id, kind, reason=reason, checked=False)
    promises = table_of(Promise)
    for row in work.all(promises.select().where(promises.c.job_id == job_id, promises.c.ended_at.is_(None))):
        work.change(Promise, row.id, ended_at=work.now, ended_how="released")
    return {"job_id": job_id}


@command(undo=UNDO, requirement="R86")
class CancelJob(Command):
    """The customer no longer wants it, with the reason (R86)."""

    job_id: int
    reason: str


@does
def cancel_job(command: CancelJob, work: Work) -> dict[str, Any]:
    """The job's number."""
    return _end(work, command.job_id, "cancelled", command.reason)


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R11")
class RejectJob(Command):
    """Beyond law, policy or scope: explained to the customer, the outcome kept (R9, R11)."""

    job_id: int
    reason: str


@does
def reject_job(command: RejectJob, work: Work) -> dict[str, Any]:
    """The job's number."""
    return _end(work, command.job_id, "rejected", command.reason)


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R83")
class ReferJob(Command):
    """Another station or repair shop takes it, with written consent (R83)."""

    job_id: int
    reason: str


@does
def refer_job(command: ReferJob, work: Work) -> dict[str, Any]:
    """The job's number."""
    return _end(work, command.job_id, "referred", command.reason)


@command(undo=UNDO, requirement="R86")
class CloseJob(Command):
    """Close without a quality call, with the reason (R86)."""

    job_id: int
    reason: str


@does
def close_job(command: CloseJob, work: Work) -> dict[str, Any]:
    """The job's number."""
    return _end(work, command.job_id, "closed", command.reason)


@command(undo=UNDO, requirement="R141")
class ReopenJob(Command):
    """The customer objects: the work is checked again until he is satisfied (R141)."""

    job_id: int
    reason: str


@does
def reopen_job(command: ReopenJob, work: Work) -> dict[str, Any]:
    """The job's number."""
    if not command.reason.strip():
        raise Refused(N_("This needs a reason."))
    fact(work, command.job_id, "reopened", reason=command.reason)
    return {"job_id": command.job_id}
