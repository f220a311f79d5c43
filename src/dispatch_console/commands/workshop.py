"""A machine taken to the workshop: consent and slip, where it is now, and the lent machine that must come back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.facts import (
    end_promises,
    fact,
    facts_until,
    form_number,
    happened_by_now,
    job_row,
    promise,
)
from dispatch_console.commands.registry import TOLD, UNDO, Command, command, does
from dispatch_console.commands.rules import broken
from dispatch_console.commands.visits import visit_in_hand
from dispatch_console.commands.work import Work
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.workshop import StayStatus, stay_status, why_not_step
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.papers import DeviceStay, FormIssue
from dispatch_console.words import N_

STAY = table_of(DeviceStay)


@command(undo=TOLD, requirement="R147")
class TakeMachineIn(Command):
    """The machine is taken to the workshop with consent; the pickup slip stays with the user (R147, R148)."""

    job_id: int
    consent_by: NameText
    accessories: str = ""
    appearance: str = ""
    loaner: str = ""
    term_on: dt.date | None = None
    happened_at: Moment | None = None
    slip_number: str = ""


@does
def take_machine_in(command: TakeMachineIn, work: Work) -> dict[str, Any]:
    """The stay's number and the slip's."""
    if not command.consent_by.strip():
        raise Refused(N_("Taking a machine away needs the user's consent: who agreed?"))
    visit = visit_in_hand(work, command.job_id)
    row = job_row(work, command.job_id)
    slip = command.slip_number or form_number(work, "pickup_slip")
    fact(
        work, command.job_id, "picked_up", visit_id=visit.id, happened_at=command.happened_at,
        reason=command.consent_by, note=slip,
    )  # fmt: skip
    stay_id = work.add(
        DeviceStay, job_id=command.job_id, machine_id=row.machine_id, slip_number=slip, consent_by=command.consent_by,
        accessories=command.accessories, appearance=command.appearance, loaner=command.loaner,
        taken_at=happened_by_now(work, command.happened_at), term_on=command.term_on,
    )  # fmt: skip
    work.add(
        FormIssue, kind="pickup_slip", number=slip, job_id=command.job_id, visit_id=visit.id,
        person_id=visit.technician_id, status="issued", note="",
    )  # fmt: skip
    if command.term_on is not None:
        due = dt.datetime.combine(command.term_on, dt.time(17, 0), work.zone)
        promise(work, "return_machine", N_("Bring the machine back"), due, job_id=command.job_id)
    return {"stay_id": stay_id, "slip_number": slip}


@command(undo=UNDO, requirement="R149")
class StepWorkshop(Command):
    """Where the machine is now: received, diagnosing, repairing, tested, customer_told, returned, collected (R149, R150)."""

    job_id: int
    step: str
    note: str = ""
    happened_at: Moment | None = None


@does
def step_workshop(command: StepWorkshop, work: Work) -> dict[str, Any]:
    """The event's number. A lent machine must be back before the customer's own is returned (R151)."""
    stay = work.first(STAY.select().where(STAY.c.job_id == command.job_id).order_by(STAY.c.id.desc()))
    if stay is None or command.step not in StayStatus._value2member_map_:
        raise Refused(N_("No machine of this job is in the workshop."))
    now_at = stay_status(facts_until(work, command.job_id))
    reason = why_not_step(StayStatus(command.step), now_at)
    if reason is not None:
        raise Refused(reason.msgid, **reason.values)
    warned: dict[str, Any] = {}
    if command.step in ("returned", "collected"):
        if stay.loaner and stay.loaner_back_at is None:
            warned = broken(work, "loaner_back", command.job_id)
            promise(work, "loaner_back", stay.loaner, work.now + dt.timedelta(days=1), job_id=command.job_id)
        end_promises(work, command.job_id, "return_machine")
    event_id = fact(work, command.job_id, command.step, happened_at=command.happened_at, note=command.note)
    return {"event_id": event_id, **warned}


@command(undo=UNDO, requirement="R151")
class TakeLoanerBack(Command):
    """The lent machine is back (R151)."""

    job_id: int


@does
def take_loaner_back(command: TakeLoanerBack, work: Work) -> dict[str, Any]:
    """The stay's number."""
    stay = work.first(
        STAY.select().where(STAY.c.job_id == command.job_id, STAY.c.loaner != "", STAY.c.loaner_back_at.is_(None))
    )
    if stay is None:
        raise Refused(N_("No lent machine is out for this job."))
    work.change(DeviceStay, stay.id, loaner_back_at=work.now)
    end_promises(work, command.job_id, "loaner_back")
    return {"stay_id": int(stay.id)}
