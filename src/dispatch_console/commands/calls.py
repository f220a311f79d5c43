"""Conversations: a call registered, solved by phone, attached to an open job, missed and called back."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import sqlalchemy as sa

from dispatch_console.commands import customers as people_of
from dispatch_console.commands.contracts import holding
from dispatch_console.commands.facts import JOB, fact, happened_by_now, job_number, job_row
from dispatch_console.commands.registry import UNDO, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain import faults, phones, warranty
from dispatch_console.domain.calls import CHANNELS, MAKES_JOB, PLANNED, CallKind, Outcome
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.store import kept
from dispatch_console.store.facts import WARRANTY_MONTHS, warranty_facts
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.calls import Call
from dispatch_console.store.tables.contracts import Contract
from dispatch_console.store.tables.customers import Customer, Machine, PhoneNumber, Site
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.policies import FaultWord, ServicePolicy
from dispatch_console.store.tables.quality import Complaint
from dispatch_console.words import N_

CALL, FAULTS = table_of(Call), table_of(FaultWord)
_C, _M, _S, _P = table_of(Customer), table_of(Machine), table_of(Site), table_of(ServicePolicy)
_CUSTOMER = sa.select(
    _C.c.id, _C.c.policy_id, _C.c.kind, _C.c.merged_into_id, sa.exists().where(table_of(Contract).c.customer_id == _C.c.id).label("has_contract")
).where(_C.c.id == sa.bindparam("id"))
_MACHINE = (
    sa.select(_M, sa.literal_column(WARRANTY_MONTHS.format(machine="machine")).label("months"), _S.c.address.label("stands_at"))
    .select_from(_M.outerjoin(_S, _S.c.id == _M.c.site_id))
    .where(_M.c.id == sa.bindparam("id"))
)
_POLICY = _P.select().with_only_columns(_P.c.id).order_by(_P.c.is_default.desc(), _P.c.id).limit(1)
_FIRST_SITE = _S.select().where(_S.c.customer_id == sa.bindparam("customer")).order_by(_S.c.active.desc(), _S.c.id).limit(1)
_EARLIER = (
    JOB.select()
    .with_only_columns(JOB.c.id, JOB.c.status, JOB.c.done_at, JOB.c.registered_at)
    .where(
        JOB.c.machine_id == sa.bindparam("machine"), JOB.c.fault_code == sa.bindparam("code"),
        JOB.c.service_type == "repair", JOB.c.registered_at < sa.bindparam("before"),
    )
    .order_by(JOB.c.registered_at.desc(), JOB.c.id.desc())
    .limit(1)
)  # fmt: skip
REPEAT_DAYS = 30  # ours: the same fault of the same machine within a month is a repeat (R132)
PRIORITIES = ("normal", "urgent", "critical")


@command(undo=UNDO, requirement="R3")
class RegisterCall(Command):
    """Save a call: what the caller wants, and the job, answer, urge or complaint that follows (R3–R10, R21).

    channel is one of domain.calls.CHANNELS (R8, R72); rang_at is when the telephone began to ring, where it told (R112).
    A phone number alone is enough; what is still to ask stays listed. Known rows are given by number
    (customer_id, machine_id, job_id), unknown ones by what was typed.
    """

    kind: CallKind
    number: PhoneText = PhoneText("")
    caller_name: NameText = NameText("")
    customer_id: int | None = None
    customer_name: NameText = NameText("")
    machine_id: int | None = None
    model: str = ""
    serial: str = ""
    address: AddressText = AddressText("")
    said: str = ""
    wish: str = ""
    priority: str = "normal"
    answer: str = ""
    solved_by_phone: bool = False
    job_id: int | None = None
    channel: str = "phone"
    direction: str = "in"
    rang_at: Moment | None = None
    started_at: Moment | None = None
    still_to_ask: tuple[str, ...] = ()
    register_line: str = ""


@does
def register_call(command: RegisterCall, work: Work) -> dict[str, Any]:
    """call_id, and job_id with its number, or complaint_id, where there is one."""
    if not (command.number or command.caller_name or command.customer_id or command.customer_name or command.said):
        raise Refused(N_("Nothing to save yet: type at least a phone number."))
    if command.priority not in PRIORITIES:
        raise Refused(N_("{priority} is no priority."), priority=command.priority)
    if command.channel not in CHANNELS:
        raise Refused(N_("{channel} is no channel. Known: {known}."), channel=command.channel, known=", ".join(CHANNELS))
    started = happened_by_now(work, command.started_at)
    phone = phones.parse(command.number)
    who = _who(command, work)
    makes_job = command.kind in MAKES_JOB
    job_id, number = command.job_id, ""
    if makes_job:
        job_id, number = open_job(command, work, who, started)
    attached = command.kind is CallKind.URGE and command.job_id is not None
    call_id = work.add(
        Call, uid=command.uid, direction=command.direction, channel=command.channel, number=command.number.strip(),
        digits=phone.digits, caller_name=command.caller_name.strip(), customer_id=who.customer_id,
        contact_id=who.contact_id, machine_id=who.machine_id, kind=command.kind.value, outcome=_outcome(command).value, said=command.said.strip(),
        answer=command.answer.strip(), still_to_ask=command.still_to_ask,
        rang_at=command.rang_at and min(happened_by_now(work, command.rang_at), started), started_at=started, ended_at=work.now,
        taken_by=work.actor, register_line=command.register_line,
        job_id=job_id if makes_job or attached or command.kind is CallKind.COMPLAINT else None,
    )  # fmt: skip
    result: dict[str, Any] = {"call_id": call_id}
    if makes_job and job_id is not None:
        reason = "planned" if command.kind in PLANNED else ""
        fact(work, job_id, "registered", happened_at=started, call_id=call_id, reason=reason, checked=False,
             note=command.said.strip())  # fmt: skip
        result |= {"job_id": job_id, "number": number}
        if command.solved_by_phone:
            fact(work, job_id, "phone_solved", happened_at=work.now, call_id=call_id, note=command.answer)
    elif attached and command.job_id is not None:
        urge(work, command.job_id, call_id, command.said)
        result["job_id"] = command.job_id
    elif command.kind is CallKind.COMPLAINT:
        result["complaint_id"] = complain(work, command.said, who.customer_id, command.job_id, call_id, started)
    return result


def _outcome(command: RegisterCall) -> Outcome:
    if command.solved_by_phone:
        return Outcome.PHONE_SOLVED
    if command.kind in MAKES_JOB:
        return Outcome.REGISTERED
    return {
        CallKind.URGE: Outcome.ATTACHED if command.job_id else Outcome.ANSWERED,
        CallKind.COMPLAINT: Outcome.COMPLAINT,
        CallKind.CALL_IN: Outcome.CALL_IN,
        CallKind.MESSAGE: Outcome.MESSAGE,
    }.get(command.kind, Outcome.ANSWERED)


class Who(NamedTuple):
    """The rows of a call: customer, contact, machine, site; what is known of the customer when he was known."""

    customer_id: int | None = None
    contact_id: int | None = None
    machine_id: int | None = None
    site_id: int | None = None
    known: Any = None


def customer_row(work: Work, customer_id: int) -> Any:
    """What registering asks of a customer; one that was merged leads to the other. Raises Refused."""
    row = work.first(_CUSTOMER, id=customer_id)
    if row is None:
        raise Refused(N_("There is no customer {number}."), number=customer_id)
    return row if row.merged_into_id is None else customer_row(work, row.merged_into_id)


def _who(command: RegisterCall, work: Work) -> Who:
    """The rows of customer, contact, machine and site: found, or put in from what was typed."""
    known = customer_row(work, command.customer_id) if command.customer_id is not None else None
    customer_id = int(known.id) if known is not None else None
    if customer_id is None and command.customer_name.strip():
        customer_id = work.add(Customer, name=command.customer_name.strip(), code="", kind="ordinary", note="")
    if customer_id is None:
        return Who()
    contact_id = people_of.add_contact(work, customer_id, command.caller_name)
    people_of.add_phone(work, customer_id, command.number, contact_id)
    site_id = people_of.add_site(work, customer_id, command.address)
    machine_id = command.machine_id
    if machine_id is None and command.model.strip():
        machine_id = people_of.add_machine(
            work,
            customer_id,
            site_id,
            people_of.MachineFacts(model=command.model.strip(), serial=command.serial.strip()),
        )
    return Who(customer_id, contact_id, machine_id, site_id, known)


def open_job(command: RegisterCall, work: Work, who: Who, registered_at: Moment) -> tuple[int, str]:
    """Make the job of a call, start its clocks, and recognise a repeat; returns its row and its number."""
    customer_id, contact_id, machine_id, site_id, known = who
    policy_id, priority = _policy(work, known, command.priority)
    held = holding(work, customer_id, machine_id, local(registered_at, work.zone).date()) if known is not None and known.has_contract else None
    machine = work.first(_MACHINE, id=machine_id) if machine_id is not None else None
    site_id, address = _site(work, customer_id, site_id, machine, command.address)
    verdict, basis = _verdict(work, machine, registered_at)
    number = job_number(work, registered_at)
    code = fault_code(work, command.said)
    job_id = work.add(
        Job, uid=command.uid, number=number, customer_id=customer_id, contact_id=contact_id, site_id=site_id,
        machine_id=machine_id, policy_id=held.policy_id if held and held.policy_id else policy_id,
        contract_id=held.id if held else None, service_type=command.kind.value, priority=priority,
        fault=command.said.strip(), wish=command.wish.strip(), phone=command.number.strip(),
        contact_name=command.caller_name.strip(), address=address, warranty=verdict, warranty_basis=basis,
        registered_at=registered_at, owner=work.actor, fault_code=code, repeat_of_id=_repeat_of(work, machine_id, code, registered_at),
    )  # fmt: skip
    return job_id, number


def judge(work: Work, machine_id: int | None, at: Moment) -> tuple[str, str]:
    """The warranty verdict of a machine on a day, and what it rests on (R38)."""
    return _verdict(work, work.first(_MACHINE, id=machine_id) if machine_id is not None else None, at)


def _verdict(work: Work, row: Any, at: Moment) -> tuple[str, str]:
    if row is None:
        return "unknown", ""
    verdict = warranty.verdict(warranty_facts(row), local(at, work.zone).date())
    return str(verdict.state), str(verdict.basis)


def _policy(work: Work, known: Any, priority: str) -> tuple[int, str]:
    policy_id = None
    if known is not None:
        policy_id = known.policy_id
        if known.kind == "key" and priority == "normal":
            priority = "critical"  # critical business use raises priority (R6)
    if policy_id is None:
        policy_id = work.kept(kept.DEFAULT_POLICY, lambda: work.value(_POLICY))
    if policy_id is None:
        raise Refused(N_("There is no service policy yet. Set the desk up first."))
    return int(policy_id), priority


def _site(
    work: Work, customer_id: int | None, site_id: int | None, machine: Any, typed: str
) -> tuple[int | None, str]:
    if site_id is None and customer_id is not None:
        if machine is not None and machine.site_id is not None:
            return int(machine.site_id), typed.strip() or machine.stands_at
        row = work.first(_FIRST_SITE, customer=customer_id)
        if row is not None:
            return int(row.id), typed.strip() or row.address
    return site_id, typed.strip()


def fault_code(work: Work, said: str) -> str:
    """The fault code that a caller's words suggest; empty when none is known (R132)."""
    known = work.kept(kept.FAULT_WORDS, lambda: [
        faults.FaultWords(
            tuple(r.words.split("|")), r.category, r.service_type, faults.Priority(r.priority), r.fault_code, (), ""
        )
        for r in work.all(FAULTS.select().order_by(FAULTS.c.id))
    ])  # fmt: skip
    return faults.suggest(said, known).fault_code


def _repeat_of(work: Work, machine_id: int | None, code: str, at: Moment) -> int | None:
    if machine_id is None or not code:
        return None
    since = at - dt.timedelta(days=REPEAT_DAYS)
    found = work.first(_EARLIER, machine=machine_id, code=code, before=at)
    if found is None or found.status in ("cancelled", "rejected"):
        return None
    return int(found.id) if (found.done_at or found.registered_at) >= since else None


def urge(work: Work, job_id: int, call_id: int | None, said: str) -> None:
    """Attach an urging to an open job and promise again what was promised (R107)."""
    fact(work, job_id, "urged", call_id=call_id, note=said)


def complain(
    work: Work, said: str, customer_id: int | None, job_id: int | None, call_id: int | None, at: Moment
) -> int:
    """Write a complaint down; its superior is to be told at once (R126, R171)."""
    if not said.strip():
        raise Refused(N_("Write down what the customer complains of."))
    complaint_id = work.add(
        Complaint, job_id=job_id, customer_id=customer_id, call_id=call_id, said=said.strip(), received_at=at,
        received_by=work.actor,
    )  # fmt: skip
    if job_id is not None:
        fact(work, job_id, "complaint_made", happened_at=at, call_id=call_id, note=said.strip())
    return complaint_id


@command(undo=UNDO, requirement="R107")
class UrgeJob(Command):
    """The customer urges an open job: attach the call, count it, show the last promise again."""

    job_id: int
    said: str = ""
    number: PhoneText = PhoneText("")
    caller_name: NameText = NameText("")


@does
def urge_job(command: UrgeJob, work: Work) -> dict[str, Any]:
    """The call's number."""
    row = job_row(work, command.job_id)
    call_id = work.add(
        Call, uid=command.uid, direction="in", channel="phone", number=command.number or row.phone,
        digits=phones.parse(command.number or row.phone).digits, caller_name=command.caller_name or row.contact_name,
        customer_id=row.customer_id, machine_id=row.machine_id, job_id=command.job_id, kind=CallKind.URGE.value,
        outcome=Outcome.ATTACHED.value, said=command.said, answer="", started_at=work.now, ended_at=work.now,
        taken_by=work.actor, still_to_ask=(), register_line="",
    )  # fmt: skip
    urge(work, command.job_id, call_id, command.said)
    return {"call_id": call_id, "job_id": command.job_id}


@command(undo=UNDO, requirement="R1")
class RecordMissedCall(Command):
    """Nobody answered: the number is to be called back (R1, requirements 5.2)."""

    number: PhoneText
    started_at: Moment | None = None
    back_minutes: int = 30  # ours


@does
def record_missed_call(command: RecordMissedCall, work: Work) -> dict[str, Any]:
    """The call's number."""
    phone = phones.parse(command.number)
    if not phone.digits:
        raise Refused(N_("A missed call needs its number."))
    numbers = table_of(PhoneNumber)
    customer_id = work.value(
        numbers.select().with_only_columns(numbers.c.customer_id).where(numbers.c.digits == phone.digits).limit(1)
    )
    started = happened_by_now(work, command.started_at)
    call_id = work.add(
        Call, uid=command.uid, direction="missed", channel="phone", number=command.number, digits=phone.digits,
        customer_id=customer_id, kind=CallKind.OTHER.value, outcome=Outcome.MISSED.value, started_at=started,
        taken_by=work.actor, call_back_due_at=work.now + dt.timedelta(minutes=command.back_minutes), still_to_ask=(),
        said="", answer="", caller_name="", register_line="",
    )  # fmt: skip
    return {"call_id": call_id}


@command(undo=UNDO, requirement="R183")
class RecordCallBack(Command):
    """A missed caller was called back, or tried (R183)."""

    call_id: int
    reached: bool = True
    answer: str = ""


@does
def record_call_back(command: RecordCallBack, work: Work) -> dict[str, Any]:
    """The call's number."""
    row = work.first(CALL.select().where(CALL.c.id == command.call_id))
    if row is None or row.call_back_due_at is None:
        raise Refused(N_("This call is not waiting to be called back."))
    if command.reached:
        work.change(
            Call, command.call_id, called_back_at=work.now, call_back_due_at=None, answer=command.answer,
            outcome=Outcome.CALLED_BACK.value,
        )  # fmt: skip
    else:
        work.change(Call, command.call_id, call_back_due_at=work.now + dt.timedelta(minutes=30), answer=command.answer)
    return {"call_id": command.call_id}


@command(undo=UNDO, requirement="R14")
class CompleteCall(Command):
    """Fill in what was still to ask: name, address, machine, wish (R5, R14)."""

    call_id: int
    caller_name: NameText = NameText("")
    customer_id: int | None = None
    customer_name: NameText = NameText("")
    address: AddressText = AddressText("")
    model: str = ""
    serial: str = ""
    answers: str = ""  # what else was answered; added to what the call says
    still_to_ask: tuple[str, ...] = ()


@does
def complete_call(command: CompleteCall, work: Work) -> dict[str, Any]:
    """The call's number."""
    row = work.first(CALL.select().where(CALL.c.id == command.call_id))
    if row is None:
        raise Refused(N_("There is no call {number}."), number=command.call_id)
    asked = RegisterCall(
        kind=CallKind(row.kind), number=PhoneText(row.number), customer_id=command.customer_id or row.customer_id,
        caller_name=command.caller_name or NameText(row.caller_name), customer_name=command.customer_name,
        address=command.address, model=command.model, serial=command.serial, machine_id=row.machine_id,
    )  # fmt: skip
    who = _who(asked, work)
    work.change(
        Call, command.call_id, customer_id=who.customer_id, contact_id=who.contact_id, machine_id=who.machine_id,
        caller_name=asked.caller_name, still_to_ask=command.still_to_ask,
        answer="；".join(filter(None, (row.answer, command.answers.strip()))),
    )  # fmt: skip
    if row.job_id is not None:
        job = job_row(work, row.job_id)
        verdict, basis = judge(work, who.machine_id, job.registered_at)
        held = None
        if job.contract_id is None:
            held = holding(work, who.customer_id, who.machine_id, local(job.registered_at, work.zone).date())
        work.change(
            Job, row.job_id, customer_id=who.customer_id, contact_id=who.contact_id, machine_id=who.machine_id,
            site_id=who.site_id or job.site_id, contract_id=held.id if held else job.contract_id,
            policy_id=held.policy_id if held and held.policy_id else job.policy_id, address=command.address or job.address, contact_name=asked.caller_name,
            warranty=verdict, warranty_basis=basis,
        )  # fmt: skip
    return {"call_id": command.call_id}
