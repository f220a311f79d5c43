"""When it is more than a repair: major and batch faults followed up, parts made good in warranty, service applications."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.facts import end_promises, fact, form_number, job_row, promise
from dispatch_console.commands.registry import TOLD, UNDO, Command, Role, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.jobs import state_of
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.refused import Refused
from dispatch_console.store.facts import facts_of
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.papers import PartClaim, ServiceApplication
from dispatch_console.words import N_

FOLLOW_UP = "major_follow_up"
FOLLOW_UP_DAYS = 7  # ours: the result is looked after within a week


@command(undo=TOLD, requirement="R84")
class MarkMajor(Command):
    """A major or batch fault of quality: somebody goes in person, collects and appraises; the result is followed (R84)."""

    job_id: int
    seen: str
    told_to: NameText
    batch: bool = False


@does
def mark_major(command: MarkMajor, work: Work) -> dict[str, Any]:
    """The promise to follow it up."""
    if not command.seen.strip() or not command.told_to.strip():
        raise Refused(N_("What was found, and who was told of it?"))
    if state_of(facts_of(work.connection, [command.job_id])[command.job_id]).major:
        raise Refused(N_("This job is marked as a major fault already."))
    fact(work, command.job_id, "major_fault", reason="batch" if command.batch else "major", by=str(command.told_to), note=command.seen.strip())
    due = work.now + dt.timedelta(days=FOLLOW_UP_DAYS)
    return {"promise_id": promise(work, FOLLOW_UP, command.seen.strip(), due, job_id=command.job_id)}


@command(undo=UNDO, requirement="R84")
class SettleMajor(Command):
    """What came of a major fault: the appraisal and what was done about it (R84, R155)."""

    job_id: int
    result: str


@does
def settle_major(command: SettleMajor, work: Work) -> dict[str, Any]:
    """The job's number."""
    if not command.result.strip():
        raise Refused(N_("Write down what came of it."))
    if not state_of(facts_of(work.connection, [command.job_id])[command.job_id]).major:
        raise Refused(N_("This job is not marked as a major fault."))
    fact(work, command.job_id, "major_ended", note=command.result.strip(), channel="in_person")
    end_promises(work, command.job_id, FOLLOW_UP)
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R163")
class ClaimPart(Command):
    """A part of a machine in warranty is to be made good: the customer's letter, the cause, what is suggested (R163)."""

    job_id: int
    part: str
    letter: str
    cause: str = ""
    suggestion: str = ""


@does
def claim_part(command: ClaimPart, work: Work) -> dict[str, Any]:
    """The claim's number."""
    row = job_row(work, command.job_id)
    if row.warranty == "out":
        raise Refused(N_("This machine is out of warranty: parts are quoted, not made good."))
    if not command.part.strip() or not command.letter.strip():
        raise Refused(N_("A claim needs the part and the customer's letter or damage report (R163)."))
    fact(work, command.job_id, "part_claimed", reason=command.part.strip(), note=command.letter.strip(), channel="paper")
    return {
        "claim_id": work.add(
            PartClaim, job_id=command.job_id, part=command.part.strip(), letter=command.letter.strip(),
            cause=command.cause.strip(), suggestion=command.suggestion.strip(), claimed_at=work.now,
        )
    }  # fmt: skip


@command(role=Role.MANAGER, undo=UNDO, requirement="R163")
class JudgeClaim(Command):
    """The leaders decide on a claim: made good, with the production plan and the cost in fen, or rejected (R163)."""

    claim_id: int
    approved_by: NameText
    made_good: bool
    plan: str = ""
    cost_fen: int | None = None


@does
def judge_claim(command: JudgeClaim, work: Work) -> dict[str, Any]:
    """The claim's number."""
    table = table_of(PartClaim)
    row = work.first(table.select().where(table.c.id == command.claim_id))
    if row is None:
        raise Refused(N_("There is no such claim."))
    if row.ended_at is not None:
        raise Refused(N_("This claim was decided already."))
    if not command.approved_by.strip():
        raise Refused(N_("Who decided?"))
    if command.cost_fen is not None and command.cost_fen < 0:
        raise Refused(N_("A cost is not below nought."))
    how = "made_good" if command.made_good else "rejected"
    work.change(
        PartClaim, row.id, approved_by=command.approved_by.strip(), approved_at=work.now, plan=command.plan.strip(),
        cost_fen=command.cost_fen, ended_at=work.now, ended_how=how,
    )  # fmt: skip
    fact(work, row.job_id, "claim_judged", reason=how, by=str(command.approved_by.strip()), note=command.plan.strip(), channel="in_person")
    return {"claim_id": command.claim_id}


@command(undo=UNDO, requirement="R153")
class ApplyForService(Command):
    """The service application 售后服务申请表 of a job: goods of the contract, and for a fault its cause, time and damage (R153)."""

    job_id: int
    goods: str = ""
    cause: str = ""
    occurred: str = ""
    damage: str = ""
    made_on: dt.date | None = None
    inspection: str = ""
    conditions: str = ""


@does
def apply_for_service(command: ApplyForService, work: Work) -> dict[str, Any]:
    """The application's row and number."""
    job = job_row(work, command.job_id)
    if not command.goods.strip() and not command.damage.strip() and not command.cause.strip():
        raise Refused(N_("An application says what was sold, or what is wrong."))
    number = form_number(work, "service_application")
    application_id = work.add(
        ServiceApplication, job_id=command.job_id, number=number, contract_id=job.contract_id, goods=command.goods.strip(),
        cause=command.cause.strip(), occurred=command.occurred.strip(), damage=command.damage.strip(), made_on=command.made_on,
        inspection=command.inspection.strip(), conditions=command.conditions.strip(), filled_at=work.now, filled_by=work.actor,
    )  # fmt: skip
    fact(work, command.job_id, "applied_for", reason=number, channel="paper")
    return {"application_id": application_id, "number": number}


@command(role=Role.MANAGER, undo=UNDO, requirement="R188")
class SignApplication(Command):
    """The manager signs a service application: the visit may be made (R153, R188)."""

    application_id: int
    approved_by: NameText


@does
def sign_application(command: SignApplication, work: Work) -> dict[str, Any]:
    """The application's row."""
    table = table_of(ServiceApplication)
    row = work.first(table.select().where(table.c.id == command.application_id))
    if row is None:
        raise Refused(N_("There is no such application."))
    if row.approved_at is not None:
        raise Refused(N_("{name} signed already."), name=row.approved_by)
    if not command.approved_by.strip():
        raise Refused(N_("Who signed?"))
    work.change(ServiceApplication, row.id, approved_by=command.approved_by.strip(), approved_at=work.now)
    fact(work, row.job_id, "application_signed", reason=row.number, by=str(command.approved_by.strip()), channel="paper")
    return {"application_id": command.application_id}
