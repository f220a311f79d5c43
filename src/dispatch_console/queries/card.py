"""One job's whole story: clocks that explain themselves, facts with three times, papers, money, what can be done now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain import jobs as job_rules
from dispatch_console.domain import warranty
from dispatch_console.domain.clocks import ClockReading, Level
from dispatch_console.domain.contracts import why_not
from dispatch_console.domain.durations import length_words
from dispatch_console.domain.events import Fact, standing
from dispatch_console.domain.jobs import TURN, Status, Turn
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.prices import Package
from dispatch_console.domain.visits import LIVE, VisitStatus
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.rows import CLOCK_WORDS, Flag, event_words, flags_of
from dispatch_console.store.contracts import contracts_of
from dispatch_console.store.facts import WARRANTY_MONTHS, facts_of, read_policies, warranty_facts
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer, Machine
from dispatch_console.store.tables.jobs import Job, Promise, Visit
from dispatch_console.store.tables.money import Quote, QuoteLine
from dispatch_console.store.tables.papers import (
    DeviceStay,
    FormIssue,
    PartClaim,
    PartRequest,
    RepairReport,
    ServiceApplication,
)
from dispatch_console.store.tables.people import Person
from dispatch_console.store.tables.policies import ServicePolicy
from dispatch_console.store.tables.quality import Complaint, QualityCheck
from dispatch_console.words import Said

J, C, M, P, V = table_of(Job), table_of(Customer), table_of(Machine), table_of(Person), table_of(Visit)
Q, L, F, D = table_of(Quote), table_of(QuoteLine), table_of(FormIssue), table_of(DeviceStay)
R, K, A, O = table_of(RepairReport), table_of(Complaint), table_of(PartRequest), table_of(Promise)
B, Y, U, X = table_of(QualityCheck), table_of(ServicePolicy), table_of(PartClaim), table_of(ServiceApplication)


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock of the card: name, length, verdict, bar with its pauses cut out, from, to, one sentence."""

    kind: str
    name: Said
    length: Said
    level: Level
    words: Said
    started_at: Moment
    due_at: Moment | None
    stopped_at: Moment | None
    fraction: float
    pauses: tuple[tuple[float, float], ...]  # parts of the bar, 0 to 1
    sentence: Said


@dataclass(frozen=True, slots=True)
class EventLine:
    """One fact. corrected_by points to the fact that replaced it; the old line stays, greyed. Moments are UTC."""

    id: int
    kind: str
    words: Said
    detail: str
    reason: str
    by: str
    channel: str
    technician: str
    happened_at: Moment
    reported_at: Moment
    recorded_at: Moment
    corrected_by: int | None
    visit_id: int | None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One sheet of paper and where it is."""

    id: int
    kind: str
    number: str
    status: str
    printed_at: Moment | None
    times: int


@dataclass(frozen=True, slots=True)
class QuoteVersion:
    """One version of the quote with the answer; amounts in fen."""

    id: int
    version: int
    total_fen: int
    lines: tuple[tuple[str, str, int, int], ...]  # code, name, price_fen, quantity
    answer: str
    words: str
    answered_by: NameText
    approved_by: str
    told_at: Moment


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One trip."""

    id: int
    technician_id: int
    technician: str
    status: VisitStatus
    live: bool
    planned_from: Moment
    planned_until: Moment
    bring: str


@dataclass(frozen=True, slots=True)
class StayLine:
    """The machine taken in."""

    id: int
    slip_number: str
    status: str
    consent_by: NameText
    accessories: str
    loaner: str
    loaner_back: bool
    term_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint about this job."""

    id: int
    said: str
    told_to: str
    told_at: Moment | None
    ended_how: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """Something said that has a time."""

    id: int
    kind: str
    said: str
    owner: str
    due_at: Moment
    ended_how: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part the job waits for, and how far it is: leave to draw it, bought where, expected, arrived."""

    name: str
    expected_on: dt.date | None
    arrived: bool
    approved_by: str
    ordered_from: str


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A part to be made good in warranty; ended_how is made_good, rejected or empty."""

    id: int
    part: str
    ended_how: str


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """A service application and who signed it; empty while nobody did."""

    id: int
    number: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract of the customer: how many visits are left (None: no limit), until when, why it does not hold for this job."""

    id: int
    name: str
    left: int | None
    until: dt.date
    why_not: Said | None
    package: Package


@dataclass(frozen=True, slots=True)
class Card:
    """The job card. moves are the event kinds open now: a button is lit exactly when the desk accepts."""

    id: int
    number: str
    status: Status
    turn: Turn
    customer_id: int | None
    customer: NameText
    customer_kind: str
    flags: tuple[Flag, ...]
    fault: str
    wish: str
    machine_id: int | None
    machine: str
    serial: str
    contact: NameText
    phone: PhoneText
    address: AddressText
    warranty: str
    warranty_until: dt.date | None
    warranty_basis: str
    service_type: str
    priority: str
    policy: str
    registered_at: Moment
    owner: str
    agreed_from: Moment | None
    agreed_until: Moment | None
    repeat_of: str
    escalated: bool
    complaint_open: bool
    clocks: tuple[ClockLine, ...]
    events: tuple[EventLine, ...]
    papers: tuple[PaperLine, ...]
    quotes: tuple[QuoteVersion, ...]
    visits: tuple[VisitLine, ...]
    stay: StayLine | None
    complaints: tuple[ComplaintLine, ...]
    promises: tuple[PromiseLine, ...]
    parts: tuple[PartLine, ...]
    claims: tuple[ClaimLine, ...]
    applications: tuple[ApplicationLine, ...]
    contracts: tuple[ContractLine, ...]
    contract_id: int | None
    major: bool
    machine_replaced: bool
    report_ids: tuple[int, ...]
    quality_tries: int
    moves: frozenset[str]


@query(
    reads=(
        "job", "customer", "machine", "person", "visit", "event", "form_issue", "quote", "quote_line", "device_stay",
        "complaint", "promise", "part_request", "repair_report", "quality_check", "clock_rule", "calendar",
        "calendar_day", "service_policy", "part_claim", "service_application", "contract", "contract_item", "product_model", "setting",
    )
)  # fmt: skip
class JobCard(Query[Card | None]):
    """One job's story, and who was asked meanwhile (R86, R88, R184): by row, or by number as typed (WX260302-009, 0302-009)."""

    job_id: int = 0
    number: str = ""


def _by(statement: Any, column: Any) -> Any:
    return statement.where(column == sa.bindparam("id"))


_HEAD = (
    sa.select(
        J, C.c.name.label("customer"), C.c.kind.label("customer_kind"), Y.c.name.label("policy"), M.c.brand, M.c.model, M.c.serial,
        M.c.replaced_by_id,
    )
    .select_from(J.outerjoin(C, C.c.id == J.c.customer_id).outerjoin(M, M.c.id == J.c.machine_id)
                 .join(Y, Y.c.id == J.c.policy_id))
)  # fmt: skip
_BY_ID = _HEAD.where(J.c.id == sa.bindparam("id"))
_BY_NUMBER = _HEAD.where(J.c.number == sa.bindparam("number"))
_MACHINE = _by(sa.select(M, sa.literal_column(WARRANTY_MONTHS.format(machine="machine")).label("months")), M.c.id)
_VISITS = _by(
    sa.select(V, P.c.name.label("technician")).select_from(V.join(P, P.c.id == V.c.technician_id)), V.c.job_id
).order_by(V.c.id)
_FORMS = _by(sa.select(F), F.c.job_id).order_by(F.c.id)
_QUOTES = _by(sa.select(Q), Q.c.job_id).order_by(Q.c.version.desc())
_LINES = sa.select(L).where(L.c.quote_id == sa.bindparam("id")).order_by(L.c.id)
_STAY = _by(sa.select(D), D.c.job_id).order_by(D.c.id.desc())
_COMPLAINTS = _by(sa.select(K), K.c.job_id).order_by(K.c.id)
_PROMISES = _by(sa.select(O), O.c.job_id).order_by(O.c.due_at)
_PARTS = _by(sa.select(A), A.c.job_id).order_by(A.c.id)
_CLAIMS = _by(sa.select(U), U.c.job_id).order_by(U.c.id)
_APPLICATIONS = _by(sa.select(X), X.c.job_id).order_by(X.c.id)
_REPORTS = _by(sa.select(R.c.id), R.c.job_id).order_by(R.c.id)
_TRIES = _by(sa.select(sa.func.count()).select_from(B), B.c.job_id)
_EARLIER = sa.select(J.c.number).where(J.c.id == sa.bindparam("id"))


@answers
def job_card(question: JobCard, reading: Reading) -> Card | None:
    """The card, or None."""
    if question.number:
        number = question.number.upper()
        head = reading.first(_BY_NUMBER, number=number if number.startswith("WX") else f"WX{reading.now:%y}{number}")
    else:
        head = reading.first(_BY_ID, id=question.job_id)
    if head is None:
        return None
    every = facts_of(reading.connection, [head.id], all_of_them=True)[head.id]
    visits = reading.all(_VISITS, id=head.id)
    names = {v.id: v.technician for v in visits}
    status = Status(head.status)
    until = None
    if head.machine_id is not None:
        machine = reading.first(_MACHINE, id=head.machine_id)
        if machine is not None:
            until = warranty.verdict(warranty_facts(machine), local(reading.now, reading.zone).date()).until
    stay = reading.first(_STAY, id=head.id)
    return Card(
        id=head.id, number=head.number, status=status, turn=TURN[status], customer_id=head.customer_id,
        customer=NameText(head.customer or head.contact_name or head.phone), customer_kind=head.customer_kind or "",
        flags=flags_of(head.complaint_open, head.escalated, head.urged, head.repeats, head.customer_kind == "key", head.major),
        fault=head.fault, wish=head.wish, machine_id=head.machine_id,
        machine=" ".join(filter(None, (head.brand, head.model))), serial=head.serial or "",
        contact=NameText(head.contact_name), phone=PhoneText(head.phone), address=AddressText(head.address),
        warranty=head.warranty, warranty_until=until, warranty_basis=head.warranty_basis,
        service_type=head.service_type, priority=head.priority, policy=head.policy,
        registered_at=head.registered_at, owner=head.owner,
        agreed_from=head.agreed_from, agreed_until=head.agreed_until,
        repeat_of=str(reading.value(_EARLIER, id=head.repeat_of_id) or "") if head.repeat_of_id else "",
        escalated=head.escalated, complaint_open=head.complaint_open,
        clocks=_clocks(reading, head, standing(every)), events=_events(every, names),
        papers=tuple(
            PaperLine(f.id, f.kind, f.number, f.status, f.printed_at, f.printed_times)
            for f in reading.all(_FORMS, id=head.id)
        ),
        quotes=tuple(_quote(reading, q) for q in reading.all(_QUOTES, id=head.id)),
        visits=tuple(
            VisitLine(
                v.id, v.technician_id, v.technician, VisitStatus(v.status), VisitStatus(v.status) in LIVE,
                v.planned_from, v.planned_until, v.bring,
            )
            for v in visits
        ),
        stay=None if stay is None else StayLine(
            stay.id, stay.slip_number, stay.status, NameText(stay.consent_by), stay.accessories, stay.loaner,
            stay.loaner_back_at is not None, stay.term_on,
        ),
        complaints=tuple(
            ComplaintLine(k.id, k.said, k.told_to, k.told_at, k.ended_how) for k in reading.all(_COMPLAINTS, id=head.id)
        ),
        promises=tuple(
            PromiseLine(o.id, o.kind, o.said, o.owner, o.due_at, o.ended_how) for o in reading.all(_PROMISES, id=head.id)
        ),
        parts=tuple(
            PartLine(a.part, a.expected_on, a.arrived_at is not None, a.approved_by, a.ordered_from)
            for a in reading.all(_PARTS, id=head.id)
        ),
        claims=tuple(ClaimLine(k.id, k.part, k.ended_how) for k in reading.all(_CLAIMS, id=head.id)),
        applications=tuple(ApplicationLine(a.id, a.number, a.approved_by) for a in reading.all(_APPLICATIONS, id=head.id)),
        contracts=_contracts(reading, head), contract_id=head.contract_id, major=head.major,
        machine_replaced=head.replaced_by_id is not None,
        report_ids=tuple(r[0] for r in reading.all(_REPORTS, id=head.id)),
        quality_tries=int(reading.value(_TRIES, id=head.id) or 0),
        moves=job_rules.moves_open(status),
    )  # fmt: skip


def _contracts(reading: Reading, head: Any) -> tuple[ContractLine, ...]:
    """The customer's contracts, those that hold for this job first."""
    found = contracts_of(reading.connection, head.customer_id) if head.customer_id is not None else []
    day = local(head.registered_at, reading.zone).date()
    lines = [
        ContractLine(c.id, c.name, c.left, c.last_day,
                     None if c.id == head.contract_id else why_not(c, day, head.machine_id, head.model or ""), c.package)
        for c in found
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda c: (c.why_not is not None, c.until, c.id)))


def _clocks(reading: Reading, head: Any, facts: list[Fact]) -> tuple[ClockLine, ...]:
    book = read_policies(reading.connection)
    agreed = None
    appointed = next((f for f in reversed(facts) if f.kind in ("appointed", "appointment_changed")), None)
    if head.agreed_from is not None and appointed is not None:
        agreed = (appointed.happened_at, head.agreed_from)
    readings = book.clocks(head.policy_id, facts, reading.now, reading.zone, agreed)
    order = {Level.LATE: 0, Level.SOON: 1, Level.FINE: 2, Level.PAUSED: 3, Level.BROKEN: 4, Level.KEPT: 5}
    return tuple(_clock(c) for c in sorted(readings, key=lambda c: (order[c.level], c.due_at or c.started_at)))


def _clock(c: ClockReading) -> ClockLine:
    end = max(filter(None, (c.due_at, c.stopped_at)), default=c.started_at)
    whole = (end - c.started_at).total_seconds() or 1.0
    pauses = tuple(
        (
            max(0.0, (s.start - c.started_at).total_seconds() / whole),
            min(1.0, ((s.end or end) - c.started_at).total_seconds() / whole),
        )
        for s in c.paused_spans
    )
    return ClockLine(
        c.kind, Said(CLOCK_WORDS.get(c.kind, c.kind)), length_words(c.length_minutes), c.level, c.words, c.started_at,
        c.due_at, c.stopped_at, c.fraction_used, pauses, c.sentence,
    )  # fmt: skip


def _events(facts: list[Fact], names: dict[int, str]) -> tuple[EventLine, ...]:
    corrected = {f.corrects_id: f.id for f in facts if f.corrects_id is not None}
    lines = [
        EventLine(
            f.id, f.kind, event_words(f.kind), str(Said(f.note)), str(Said(f.reason)), f.by, f.channel,
            names.get(f.visit_id, "") if f.visit_id else "", f.happened_at, f.reported_at, f.recorded_at,
            corrected.get(f.id), f.visit_id,
        )
        for f in facts
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda e: (e.happened_at, e.id), reverse=True))


def _quote(reading: Reading, q: Any) -> QuoteVersion:
    lines = tuple((x.code, x.name, x.price_fen, x.quantity) for x in reading.all(_LINES, id=q.id))
    return QuoteVersion(
        q.id, q.version, q.total_fen, lines, q.answer, q.words, NameText(q.answered_by), q.approved_by, q.told_at
    )
