"""Before anybody drives: guidance by phone, the customer who insists, the question for a superior, approval, sending in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.facts import end_promises, fact, form_number, job_row, promise
from dispatch_console.commands.registry import TOLD, UNDO, Command, Role, command, does
from dispatch_console.commands.rules import broken
from dispatch_console.commands.work import Work
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.papers import DeviceStay, FormIssue
from dispatch_console.words import N_

ANSWER_OWED = "answer_owed"


@command(undo=UNDO, requirement="R30")
class GuideByPhone(Command):
    """Guide the user by phone: what is tried, the cause that is guessed, the parts that may be needed (R30, R33).

    remote says that it is done over a remote connection (R34).
    """

    job_id: int
    tried: str
    cause: str = ""
    parts: str = ""
    remote: bool = False


@does
def guide_by_phone(command: GuideByPhone, work: Work) -> dict[str, Any]:
    """The job's number."""
    if not command.tried.strip():
        raise Refused(N_("Write down what the customer was told to try."))
    note = "；".join(filter(None, (command.tried.strip(), command.cause.strip(), command.parts.strip())))
    fact(work, command.job_id, "phone_guided", reason="remote" if command.remote else "phone", note=note, channel="phone_out")
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R32")
class InsistOnVisit(Command):
    """The user takes no advice by phone and insists on a visit; he was told that it may not be free (R32)."""

    job_id: int
    words: str = ""
    told_fee: bool = False


@does
def insist_on_visit(command: InsistOnVisit, work: Work) -> dict[str, Any]:
    """The job's number; that he was told what it may cost is a rule of the house."""
    fact(work, command.job_id, "insisted", note=command.words)
    return {"job_id": command.job_id, **({} if command.told_fee else broken(work, "told_fee", command.job_id))}


@command(undo=UNDO, requirement="R36")
class AskForAnswer(Command):
    """Nobody here can solve it: ask a superior or the maker, and promise the customer an answer (R23, R36, R89)."""

    job_id: int
    asked: NameText
    question: str
    answer_by: Moment


@does
def ask_for_answer(command: AskForAnswer, work: Work) -> dict[str, Any]:
    """The promise of the answer."""
    if not command.asked.strip() or not command.question.strip():
        raise Refused(N_("Whom did you ask, and what?"))
    if command.answer_by <= work.now:
        raise Refused(N_("The time of the answer lies in the past."))
    fact(work, command.job_id, "asked_superior", reason=str(command.asked), note=command.question)
    said = N_("Answer the customer")
    return {"promise_id": promise(work, ANSWER_OWED, said, command.answer_by, job_id=command.job_id)}


@command(undo=TOLD, requirement="R36")
class GiveAnswer(Command):
    """The customer was given the answer he was promised (R36, R183)."""

    job_id: int
    answer: str


@does
def give_answer(command: GiveAnswer, work: Work) -> dict[str, Any]:
    """The job's number."""
    if not command.answer.strip():
        raise Refused(N_("Write down what the customer was told."))
    if not end_promises(work, command.job_id, ANSWER_OWED):
        raise Refused(N_("No answer was promised for this job."))
    fact(work, command.job_id, "answer_given", note=command.answer, channel="phone_out")
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R85")
class AskApproval(Command):
    """The service needs a signed application first: who is to approve what (R85, R188)."""

    job_id: int
    what: str
    approver: NameText = NameText("")


@does
def ask_approval(command: AskApproval, work: Work) -> dict[str, Any]:
    """The job's number."""
    if not command.what.strip():
        raise Refused(N_("What is to be approved?"))
    fact(work, command.job_id, "approval_asked", reason=str(command.approver), note=command.what)
    return {"job_id": command.job_id}


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R85")
class ApproveJob(Command):
    """The application is approved: by whom, and with what condition (R85)."""

    job_id: int
    approver: NameText
    condition: str = ""


@does
def approve_job(command: ApproveJob, work: Work) -> dict[str, Any]:
    """The job's number."""
    if not command.approver.strip():
        raise Refused(N_("Who approved it?"))
    fact(work, command.job_id, "approved", reason=str(command.approver), note=command.condition)
    return {"job_id": command.job_id}


@command(undo=UNDO, requirement="R37")
class AgreeSendIn(Command):
    """The customer brings or sends the machine in: where to, and when it should be here (R37)."""

    job_id: int
    where: str
    expected_on: dt.date | None = None


@does
def agree_send_in(command: AgreeSendIn, work: Work) -> dict[str, Any]:
    """The job's number; the clocks stand still until the machine is here."""
    if not command.where.strip():
        raise Refused(N_("Where does the customer bring it?"))
    expected = f"{command.expected_on:%Y-%m-%d}" if command.expected_on else ""
    fact(work, command.job_id, "send_in_agreed", reason="send_in", note=" ".join(filter(None, (command.where.strip(), expected))))
    work.change(Job, command.job_id, service_type="send_in")
    return {"job_id": command.job_id}


@command(undo=TOLD, requirement="R152")
class ReceiveMachine(Command):
    """A machine that was sent in is here: accessories, what it looks like, the voucher's number (R148, R152)."""

    job_id: int
    brought_by: NameText = NameText("")
    accessories: str = ""
    appearance: str = ""
    term_on: dt.date | None = None
    voucher_number: str = ""


@does
def receive_machine(command: ReceiveMachine, work: Work) -> dict[str, Any]:
    """The stay's number and the voucher's."""
    row = job_row(work, command.job_id)
    voucher = command.voucher_number.strip() or form_number(work, "pickup_slip")
    fact(work, command.job_id, "sent_in", reason=str(command.brought_by), note=voucher, channel="in_person")
    fact(work, command.job_id, "received", channel="in_person")
    stay_id = work.add(
        DeviceStay, job_id=command.job_id, machine_id=row.machine_id, slip_number=voucher, consent_by=command.brought_by,
        accessories=command.accessories, appearance=command.appearance, loaner="", taken_at=work.now, term_on=command.term_on,
    )  # fmt: skip
    work.add(FormIssue, kind="pickup_slip", number=voucher, job_id=command.job_id, status="issued", note="")
    if command.term_on is not None:
        due = dt.datetime.combine(command.term_on, dt.time(17, 0), work.zone)
        promise(work, "return_machine", N_("Give the machine back"), due, job_id=command.job_id)
    return {"stay_id": stay_id, "slip_number": voucher}
