"""The paper: a sheet printed, returned, lost or void, and the repair report typed back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dispatch_console.commands.facts import (
    end_promises,
    fact,
    facts_until,
    form_number,
    happened_by_now,
    job_row,
    setting,
    state_at,
)
from dispatch_console.commands.plans import after_service, counter_read
from dispatch_console.commands.registry import EXPORTED, PRINTED, UNDO, Command, command, does
from dispatch_console.commands.visits import visit_in_hand
from dispatch_console.commands.work import Work
from dispatch_console.domain.events import last_of
from dispatch_console.domain.jobs import why_not
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import ExportLog
from dispatch_console.store.tables.papers import FormIssue, RepairReport, ReportPart
from dispatch_console.words import N_

FORMS = table_of(FormIssue)
RESULTS = ("solved", "watched", "again", "taken_in", "waiting_part", "unsolved")
COUNTED = "work_order", "repair_report", "pickup_slip", "visit_card"


@command(undo=PRINTED, requirement="R158")
class TakeNumber(Command):
    """A number for a sheet that is about to be printed; it counts as printed only when it came out (R69, R158)."""

    kind: str
    job_id: int


@does
def take_number(command: TakeNumber, work: Work) -> dict[str, Any]:
    """The sheet's row and number; the one the job has already, if there is one."""
    _counted(command.kind)
    job_row(work, command.job_id)
    there = _of_job(work, command.kind, command.job_id)
    if there is not None:
        return {"form_id": int(there.id), "number": there.number}
    form_id, number = _new_sheet(work, command.kind, command.job_id, form_number(work, command.kind), status="taken")
    return {"form_id": form_id, "number": number}


@command(undo=PRINTED, requirement="R69")
class RecordPrinted(Command):
    """A job's sheet came out of the printer, or its PDF was written; printing it again is counted (R69, R158, R218).

    A sheet of no numbered kind is counted under the number that stands on it, the job's or the quote's; nobody waits for it.
    """

    kind: str
    job_id: int
    number: str = ""
    content: str = ""  # JSON: the fields and rows as they were printed, to be compared when it comes back


@does
def record_printed(command: RecordPrinted, work: Work) -> dict[str, Any]:
    """The sheet's row and number, and how often it was printed."""
    job_row(work, command.job_id)
    if command.kind not in COUNTED:
        return _printed_unnumbered(work, command)
    there = _of_job(work, command.kind, command.job_id)
    if there is not None:
        status = "printed" if there.status == "taken" else there.status
        work.change(FormIssue, there.id, status=status, printed_times=there.printed_times + 1, printed_at=work.now,
                    content=command.content or there.content)  # fmt: skip
        return {"form_id": int(there.id), "number": there.number, "times": int(there.printed_times) + 1}
    wanted = command.number or form_number(work, command.kind)
    form_id, number = _new_sheet(work, command.kind, command.job_id, wanted, status="printed", content=command.content)
    return {"form_id": form_id, "number": number, "times": 1}


def _printed_unnumbered(work: Work, command: RecordPrinted) -> dict[str, Any]:
    if not command.kind or not command.number:
        raise Refused(N_("{kind} is no numbered form."), kind=command.kind or "—")
    there = work.first(FORMS.select().where(FORMS.c.kind == command.kind, FORMS.c.number == command.number))
    times = 1 if there is None else int(there.printed_times) + 1
    if there is not None:
        work.change(FormIssue, there.id, printed_times=times, printed_at=work.now, content=command.content or there.content)
        return {"form_id": int(there.id), "number": command.number, "times": times}
    form_id, number = _new_sheet(work, command.kind, command.job_id, command.number, status="filed", content=command.content)
    work.change(FormIssue, form_id, printed_times=times, printed_at=work.now)
    return {"form_id": form_id, "number": number, "times": times}


def _counted(kind: str) -> None:
    if kind not in COUNTED:
        raise Refused(N_("{kind} is no numbered form."), kind=kind)


def _of_job(work: Work, kind: str, job_id: int) -> Any:
    """The newest sheet of this kind that the job has and that did not come back."""
    with_number = FORMS.c.status.in_(("taken", "printed", "issued"))
    return work.first(
        FORMS.select().where(FORMS.c.kind == kind, FORMS.c.job_id == job_id, with_number).order_by(FORMS.c.id.desc())
    )


def _new_sheet(work: Work, kind: str, job_id: int, number: str, *, status: str, content: str = "") -> tuple[int, str]:
    try:
        visit = visit_in_hand(work, job_id)
    except Refused:
        visit = None
    printed = status == "printed"
    form_id = work.add(
        FormIssue, kind=kind, number=number, job_id=job_id, visit_id=visit.id if visit else None,
        person_id=visit.technician_id if visit else None, status=status, printed_at=work.now if printed else None,
        printed_times=int(printed), note="", content=content,
    )  # fmt: skip
    return form_id, number


@command(undo=UNDO, requirement="R158")
class ReturnForm(Command):
    """A sheet came back (R108, R158)."""

    form_id: int


@does
def return_form(command: ReturnForm, work: Work) -> dict[str, Any]:
    """The sheet's row. A slip that comes back unused is only filed; the job stays where it is."""
    form = _form(work, command.form_id)
    work.change(FormIssue, form.id, status="returned", returned_at=work.now)
    used = form.job_id is not None and why_not("slip_returned", state_at(work, form.job_id).status) is None
    if form.kind == "work_order" and used:
        fact(work, form.job_id, "slip_returned", visit_id=form.visit_id, note=form.number, channel="paper")
    return {"form_id": int(form.id)}


@command(undo=UNDO, requirement="R158")
class LoseForm(Command):
    """A sheet is lost or spoiled, with the reason; it stays listed as missing or void (R158)."""

    form_id: int
    reason: str
    void: bool = False


@does
def lose_form(command: LoseForm, work: Work) -> dict[str, Any]:
    """The sheet's row."""
    if not command.reason.strip():
        raise Refused(N_("This needs a reason."))
    form = _form(work, command.form_id)
    work.change(FormIssue, form.id, status="void" if command.void else "missing", note=command.reason)
    if form.job_id is not None and not command.void:
        fact(work, form.job_id, "slip_lost", visit_id=form.visit_id, reason=command.reason, note=form.number,
             channel="in_person", checked=False)  # fmt: skip
    return {"form_id": int(form.id)}


def _form(work: Work, form_id: int) -> Any:
    form = work.first(FORMS.select().where(FORMS.c.id == form_id))
    if form is None or form.status not in ("printed", "issued"):
        raise Refused(N_("This sheet is not out."))
    return form


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part replaced, as the paper says; price_fen is for one piece."""

    name: str
    old_serial: str = ""
    new_serial: str = ""
    quantity: int = 1
    price_fen: int = 0


@command(undo=UNDO, requirement="R108")
class TypeReport(Command):
    """Type a returned repair report: times, cause, method, parts, fee, the customer's rating and opinion (R106, R108, R109, R135–R140).

    Times on the paper that differ from what was telephoned are kept beside it; a missing arrival is taken from paper.
    """

    job_id: int
    form_number: str = ""
    arrived_at: Moment | None = None
    completed_at: Moment | None = None
    cause: str = ""
    method: str = ""
    left_over: str = ""
    counter: int | None = None
    parts: tuple[Part, ...] = ()
    fee_visit_fen: int = 0
    fee_labour_fen: int = 0
    payment: str = ""
    rate_timely: int | None = None
    rate_skill: int | None = None
    rate_attitude: int | None = None
    rate_charge: int | None = None
    opinion: str = ""
    signed_by: NameText = NameText("")
    price_code: str = ""
    fee_other_fen: int = 0
    fee_discount_fen: int = 0
    result: str = ""  # one of RESULTS, or nothing
    advice: str = ""
    checks: tuple[str, ...] = ()  # what was confirmed on site, in the words of the form


@does
def type_report(command: TypeReport, work: Work) -> dict[str, Any]:
    """The report's number. Without a quality call for this kind of service the job waits only to be closed (R127, R176)."""
    if not command.method.strip():
        raise Refused(N_("What was done? The method is missing."))
    for told in (command.arrived_at, command.completed_at):
        happened_by_now(work, told)
    if command.arrived_at and command.completed_at and command.completed_at < command.arrived_at:
        raise Refused(N_("The paper says it was finished before he arrived. Check both times."))
    for score in (command.rate_timely, command.rate_skill, command.rate_attitude, command.rate_charge):
        if score is not None and not 1 <= score <= 4:
            raise Refused(N_("A score is 1 to 4."))
    if command.result and command.result not in RESULTS:
        raise Refused(N_("{result} is no result of a report. Known: {known}."), result=command.result, known=", ".join(RESULTS))
    if min(command.fee_visit_fen, command.fee_labour_fen, command.fee_other_fen, command.fee_discount_fen) < 0:
        raise Refused(N_("A fee is never below nothing; what is taken off is a discount."))
    visit = visit_in_hand(work, command.job_id)
    facts = [f for f in facts_until(work, command.job_id) if f.visit_id == visit.id]
    if command.arrived_at is not None and last_of(facts, "arrived") is None:
        fact(work, command.job_id, "arrived", happened_at=command.arrived_at, visit_id=visit.id, channel="paper")
        end_promises(work, command.job_id, "arrival_time")
    if command.completed_at is not None and last_of(facts, "done", "returned", "collected") is None:
        fact(work, command.job_id, "done", happened_at=command.completed_at, visit_id=visit.id, channel="paper")
    fact(work, command.job_id, "report_typed", visit_id=visit.id, note=command.form_number, channel="paper")
    called, job = setting(work, "quality_call_for"), job_row(work, command.job_id)
    counter_read(work, job.machine_id, command.counter)
    after_service(work, job)
    if called and job.service_type not in called.split("|"):
        fact(work, command.job_id, "quality_waived", channel="system")
    report_id = work.add(
        RepairReport, uid=command.uid, job_id=command.job_id, visit_id=visit.id, form_number=command.form_number,
        arrived_at=command.arrived_at, completed_at=command.completed_at, cause=command.cause, method=command.method,
        left_over=command.left_over, counter=command.counter, fee_visit_fen=command.fee_visit_fen,
        fee_labour_fen=command.fee_labour_fen, fee_parts_fen=sum(p.price_fen * p.quantity for p in command.parts),
        payment=command.payment, rate_timely=command.rate_timely, rate_skill=command.rate_skill,
        rate_attitude=command.rate_attitude, rate_charge=command.rate_charge, opinion=command.opinion,
        signed_by=command.signed_by, price_code=command.price_code, fee_other_fen=command.fee_other_fen,
        fee_discount_fen=command.fee_discount_fen, result=command.result, advice=command.advice, checks=command.checks, typed_at=work.now, typed_by=work.actor,
    )  # fmt: skip
    for part in command.parts:
        work.add(
            ReportPart, report_id=report_id, name=part.name, old_serial=part.old_serial, new_serial=part.new_serial,
            quantity=part.quantity, price_fen=part.price_fen,
        )  # fmt: skip
    for form in work.all(
        FORMS.select().where(FORMS.c.job_id == command.job_id, FORMS.c.status.in_(("printed", "issued")),
                             FORMS.c.kind.in_(("work_order", "repair_report")))
    ):  # fmt: skip
        work.change(FormIssue, form.id, status="returned", returned_at=work.now)
    _use_blank(work, command.form_number, command.job_id, visit.id)
    return {"report_id": report_id}


def _use_blank(work: Work, number: str, job_id: int, visit_id: int | None) -> None:
    """An empty sheet that somebody had with him was filled in for this job: it is the job's, and it is back (R158)."""
    if not number.strip():
        return
    found = work.first(FORMS.select().where(FORMS.c.number == number.strip(), FORMS.c.job_id.is_(None), FORMS.c.status == "issued"))
    if found is not None:
        work.change(FormIssue, found.id, job_id=job_id, visit_id=visit_id, status="returned", returned_at=work.now)


@command(undo=EXPORTED, requirement="R218")
class RecordExport(Command):
    """A file with customer data left the desk: which form, for what purpose, how many rows (R218)."""

    form: str
    purpose: str
    rows: int
    sha256: str
    number: str = ""
    content: str = ""  # JSON: what the register said, to be compared when it comes back


@does
def record_export(command: RecordExport, work: Work) -> dict[str, Any]:
    """The log's row."""
    if not command.purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    if command.number and command.content:
        _keep_words(work, command)
    return {
        "export_id": work.add(
            ExportLog, form=command.form, purpose=command.purpose, at=work.now, by=work.actor, rows=command.rows,
            sha256=command.sha256,
        )
    }  # fmt: skip


def _keep_words(work: Work, command: RecordExport) -> None:
    """What the newest export of a list said, under its number; such a sheet is nowhere missed."""
    there = work.first(FORMS.select().where(FORMS.c.kind == command.form, FORMS.c.number == command.number))
    if there is not None:
        work.change(FormIssue, there.id, content=command.content, printed_at=work.now, printed_times=there.printed_times + 1)
    else:
        work.add(FormIssue, kind=command.form, number=command.number, job_id=None, status="filed", printed_at=work.now,
                 printed_times=1, note="", content=command.content)  # fmt: skip
