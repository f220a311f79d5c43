"""Whether it was good: next-day quality calls, complaints told to the superior and answered."""

from __future__ import annotations

from typing import Any

from dispatch_console.commands.calls import complain
from dispatch_console.commands.facts import fact
from dispatch_console.commands.points import book_later
from dispatch_console.commands.registry import TOLD, UNDO, Command, command, does
from dispatch_console.commands.rules import broken
from dispatch_console.commands.work import Work
from dispatch_console.domain.calls import CallKind, Outcome
from dispatch_console.domain.kinds import QUALITY_RESULTS
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.points import JobFacts, RuleKind
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.calls import Call
from dispatch_console.store.tables.customers import Machine
from dispatch_console.store.tables.quality import Complaint, QualityCheck
from dispatch_console.words import N_

TRIES = 3  # ours: after three tries the call ends as unreachable
FOLLOW_UP_CHANNELS = ("phone", "sms", "email", "online", "on_site")
COMPLAINT = table_of(Complaint)


@command(undo=UNDO, requirement="R176")
class RecordQualityCall(Command):
    """The next day's quality call: result, four scores 1 to 4, opinion (R127, R176, R178, R181).

    channel is phone, sms, email, online or on_site (R179). satisfied closes the job, unsatisfied opens it again; the third unreachable try closes it as not reached.
    """

    job_id: int
    result: str
    running_well: bool | None = None
    timely: int | None = None
    skill: int | None = None
    attitude: int | None = None
    charge: int | None = None
    opinion: str = ""
    channel: str = "phone"


@does
def record_quality_call(command: RecordQualityCall, work: Work) -> dict[str, Any]:
    """The check's number and how many tries there were."""
    if command.result not in QUALITY_RESULTS:
        raise Refused(N_("{result} is no result of a quality call."), result=command.result)
    for score in (command.timely, command.skill, command.attitude, command.charge):
        if score is not None and not 1 <= score <= 4:
            raise Refused(N_("A score is 1 to 4."))
    _known_channel(command.channel)
    table = table_of(QualityCheck)
    tries = 1 + len(work.all(table.select().with_only_columns(table.c.id).where(table.c.job_id == command.job_id)))
    reason = command.result
    if command.result == "unreachable" and tries >= TRIES:
        reason = "given_up"
    fact(work, command.job_id, "quality_called", reason=reason, note=command.opinion, channel="phone_out")
    check_id = work.add(
        QualityCheck, job_id=command.job_id, tried_at=work.now, tried_by=work.actor, result=command.result,
        running_well=command.running_well, timely=command.timely, skill=command.skill, attitude=command.attitude,
        charge=command.charge, opinion=command.opinion, channel=command.channel,
    )  # fmt: skip
    scores = [s for s in (command.timely, command.skill, command.attitude, command.charge) if s is not None]
    if scores:
        percent = sum(scores) * 100 // (4 * len(scores))
        book_later(work, command.job_id, RuleKind.QUALITY, JobFacts(job_kind="", repaired=False, quality_percent=percent))
    return {"quality_check_id": check_id, "tries": tries}


def _known_channel(channel: str) -> None:
    if channel not in FOLLOW_UP_CHANNELS:
        raise Refused(N_("{channel} is no channel. Known: {known}."), channel=channel, known=", ".join(FOLLOW_UP_CHANNELS))


@command(undo=UNDO, requirement="R171")
class MakeComplaint(Command):
    """A customer complains: the superior is to be told at once (R126, R171)."""

    said: str
    job_id: int | None = None
    customer_id: int | None = None


@does
def make_complaint(command: MakeComplaint, work: Work) -> dict[str, Any]:
    """The complaint's number."""
    return {"complaint_id": complain(work, command.said, command.customer_id, command.job_id, None, work.now)}


def _complaint(work: Work, complaint_id: int) -> Any:
    row = work.first(COMPLAINT.select().where(COMPLAINT.c.id == complaint_id))
    if row is None:
        raise Refused(N_("There is no such complaint."))
    return row


@command(undo=TOLD, requirement="R126")
class TellSuperior(Command):
    """The superior was told of the complaint: who and when (R126, R172)."""

    complaint_id: int
    told_to: NameText


@does
def tell_superior(command: TellSuperior, work: Work) -> dict[str, Any]:
    """The complaint's number."""
    row = _complaint(work, command.complaint_id)
    if row.told_at is not None:
        raise Refused(N_("{name} was told already."), name=row.told_to)
    if not command.told_to.strip():
        raise Refused(N_("Who was told?"))
    work.change(Complaint, row.id, told_to=command.told_to, told_at=work.now)
    if row.job_id is not None:
        fact(work, row.job_id, "complaint_told", reason=command.told_to, channel="in_person")
    return {"complaint_id": command.complaint_id}


@command(undo=TOLD, requirement="R173")
class AnswerComplaint(Command):
    """What the customer was answered, and whether he is satisfied or the complaint is filed (R173, R175)."""

    complaint_id: int
    answer: str
    how: str = "satisfied"
    upheld: bool = False  # the customer was right: what the rules say is taken off whoever did the work (R192)


@does
def answer_complaint(command: AnswerComplaint, work: Work) -> dict[str, Any]:
    """The complaint's number."""
    row = _complaint(work, command.complaint_id)
    if command.how not in ("satisfied", "filed"):
        raise Refused(N_("{how} is no end of a complaint."), how=command.how)
    if not command.answer.strip():
        raise Refused(N_("Write down what the customer was answered."))
    if row.ended_at is not None:
        raise Refused(N_("This complaint has ended already."))
    work.change(
        Complaint, row.id, answer=command.answer, answered_at=work.now, ended_at=work.now, ended_how=command.how
    )
    if row.job_id is not None:
        fact(work, row.job_id, "complaint_ended", reason=command.how, note=command.answer, channel="phone_out")
        if command.upheld:
            book_later(work, row.job_id, RuleKind.COMPLAINT, JobFacts(job_kind="", repaired=False, upheld_complaints=1))
    told = {} if row.told_at is not None else broken(work, "superior_told", row.job_id)
    return {"complaint_id": command.complaint_id, **told}


@command(undo=UNDO, requirement="R180")
class SurveyCustomer(Command):
    """Ask a customer about a machine without a job in hand, as at the end of its warranty: result, opinion (R179, R180).

    channel is phone, sms, email, online or on_site.
    """

    machine_id: int
    result: str
    opinion: str = ""
    channel: str = "phone"


@does
def survey_customer(command: SurveyCustomer, work: Work) -> dict[str, Any]:
    """The call's number."""
    if command.result not in QUALITY_RESULTS:
        raise Refused(N_("{result} is no result of a quality call."), result=command.result)
    _known_channel(command.channel)
    table = table_of(Machine)
    machine = work.first(table.select().where(table.c.id == command.machine_id))
    if machine is None:
        raise Refused(N_("There is no such entry."))
    return {
        "call_id": work.add(
            Call, uid=command.uid, direction="out", channel=command.channel, customer_id=machine.customer_id,
            machine_id=command.machine_id if command.result != "unreachable" else None, kind=CallKind.QUALITY.value,
            outcome=Outcome.QUALITY.value, said=command.result, answer=command.opinion.strip(), started_at=work.now,
            ended_at=work.now, taken_by=work.actor, number="", digits="", caller_name="", still_to_ask=(), register_line="",
        )
    }  # fmt: skip
