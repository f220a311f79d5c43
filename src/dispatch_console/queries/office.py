"""What the office keeps: people, prices, scripts, fault words, settings, papers that are out, customers."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain import faults, names
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment, at
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.audit import AuditEntry, Setting
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer, PhoneNumber, Site
from dispatch_console.store.tables.days import ImportBatch
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.papers import FormIssue
from dispatch_console.store.tables.people import Person, PersonSkill
from dispatch_console.store.tables.policies import FaultWord, PriceItem, Script

P, S, I, W, T, F, J, C, N, A, B = (
    table_of(t)
    for t in (
        Person,
        Setting,
        PriceItem,
        FaultWord,
        Script,
        FormIssue,
        Job,
        Customer,
        PhoneNumber,
        AuditEntry,
        ImportBatch,
    )
)
K, H = table_of(PersonSkill), table_of(Site)


@dataclass(frozen=True, slots=True)
class Staff:
    """One member of staff."""

    id: int
    code: str
    name: str
    initials: tuple[str, ...]
    role: str
    district: str
    mobile: PhoneText
    grade: str
    active: bool
    skills: tuple[str, ...]
    levels: tuple[int, ...]  # of each skill, 1 to 5
    badge: str
    phone_2: PhoneText
    home: AddressText
    base: str
    joined_on: dt.date | None


@query(reads=("person", "person_skill"))
class People(Query[tuple[Staff, ...]]):
    """The staff, by role and number (R233, R234)."""

    role: str = ""
    with_former: bool = False


@answers
def people(question: People, reading: Reading) -> tuple[Staff, ...]:
    """Rows by number."""
    skills: dict[int, list[tuple[str, int]]] = {}
    for row in reading.all(sa.select(K).order_by(K.c.id)):
        skills.setdefault(row.person_id, []).append((row.skill, row.level))
    rows = reading.all(sa.select(P).order_by(P.c.code))
    return tuple(
        Staff(
            r.id, r.code, r.name, tuple(dict.fromkeys((r.initials, *names.search_keys(r.name).initials))), r.role,
            r.district, PhoneText(r.mobile), r.grade, r.active, tuple(s for s, _level in skills.get(r.id, ())),
            tuple(level for _s, level in skills.get(r.id, ())), r.badge, PhoneText(r.phone_2), AddressText(r.home), r.base, r.joined_on,
        )
        for r in rows
        if (not question.role or r.role == question.role) and (r.active or question.with_former)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Price:
    """One line of the unified price list; fen and percent."""

    code: str
    category: str
    name: str
    initials: tuple[str, ...]
    kind: str
    unit: str
    price_fen: int
    low_percent: int
    high_percent: int
    version: str


@query(reads=("price_item",))
class PriceList(Query[tuple[Price, ...]]):
    """The newest version of the unified price list (R42)."""


@answers
def price_list(question: PriceList, reading: Reading) -> tuple[Price, ...]:
    """Lines by code."""
    newest = reading.value(sa.select(sa.func.max(I.c.version)))
    rows = reading.all(sa.select(I).where(I.c.version == newest).order_by(I.c.code))
    return tuple(
        Price(
            r.code, r.category, r.name, names.search_keys(r.name).initials, r.kind, r.unit, r.price_fen, r.low_percent,
            r.high_percent, r.version,
        )
        for r in rows
    )  # fmt: skip


@query(reads=("setting",))
class Settings(Query[dict[str, str]]):
    """The firm's settings by name (R1, R217)."""


@answers
def settings(question: Settings, reading: Reading) -> dict[str, str]:
    """Name to value."""
    return {r.name: str(json.loads(r.value)) for r in reading.all(sa.select(S).order_by(S.c.name))}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to say at a step, and the one not to say."""

    step: str
    customer_type: str
    say: str
    avoid: str


@query(reads=("script",))
class Scripts(Query[tuple[Line, ...]]):
    """The sentences beside the steps (R26, R204)."""

    step: str = ""


@answers
def scripts(question: Scripts, reading: Reading) -> tuple[Line, ...]:
    """In their order."""
    rows = reading.all(sa.select(T).order_by(T.c.id))
    return tuple(
        Line(r.step, r.customer_type, r.say, r.avoid) for r in rows if not question.step or r.step == question.step
    )


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a fault's words suggest: kind of job, priority, what to ask, what to advise."""

    service_type: str
    priority: str
    fault_code: str
    questions: tuple[str, ...]
    advice: str


@query(reads=("fault_word",))
class Suggest(Query[Suggested]):
    """Read a caller's sentence for what it suggests (R4, R30, R204)."""

    fault: str
    category: str = ""


@answers
def suggest(question: Suggest, reading: Reading) -> Suggested:
    """The suggestion, empty when no word is known."""
    rows = reading.all(sa.select(W).order_by(W.c.id))
    known = [
        faults.FaultWords(
            tuple(r.words.split("|")), r.category, r.service_type, faults.Priority(r.priority), r.fault_code,
            tuple(q for q in r.questions.split("|") if q), r.advice,
        )
        for r in rows
    ]  # fmt: skip
    found = faults.suggest(question.fault, known, question.category)
    return Suggested(
        found.service_type, str(found.priority), found.fault_code, found.questions, found.advice
    )


@dataclass(frozen=True, slots=True)
class FormOut:
    """A numbered sheet that is out."""

    id: int
    kind: str
    number: str
    job_id: int | None
    job_number: str
    person: str
    status: str
    printed_at: Moment | None


@query(reads=("form_issue", "job", "person"))
class FormsOut(Query[tuple[FormOut, ...]]):
    """What has not come back (R158)."""

    status: str = ""


@answers
def forms_out(question: FormsOut, reading: Reading) -> tuple[FormOut, ...]:
    """Oldest first."""
    wanted = (question.status,) if question.status else ("printed", "issued")
    rows = reading.all(
        sa.select(F, J.c.number.label("job_number"), P.c.name)
        .select_from(F.outerjoin(J, J.c.id == F.c.job_id).outerjoin(P, P.c.id == F.c.person_id))
        .where(F.c.status.in_(wanted))
        .order_by(F.c.id)
    )
    return tuple(
        FormOut(r.id, r.kind, r.number, r.job_id, r.job_number or "", r.name or "", r.status, r.printed_at)
        for r in rows
    )


@dataclass(frozen=True, slots=True)
class FormIn:
    """A sheet that came back on a day: returned, or spoiled and given back."""

    kind: str
    number: str
    job_number: str
    customer: NameText
    technician: str
    note: str


@query(reads=("form_issue", "job", "customer", "person"))
class FormsBack(Query[tuple[FormIn, ...]]):
    """What was handed in on a local day (R108, R131, R158)."""

    on_day: dt.date


@answers
def forms_back(question: FormsBack, reading: Reading) -> tuple[FormIn, ...]:
    """In the order in which it came."""
    start, end = (at(question.on_day + dt.timedelta(days=n), 0, zone=reading.zone) for n in (0, 1))
    rows = reading.all(
        sa.select(F, J.c.number.label("job_number"), C.c.name.label("customer"), P.c.name.label("technician"))
        .select_from(F.outerjoin(J, J.c.id == F.c.job_id).outerjoin(C, C.c.id == J.c.customer_id).outerjoin(P, P.c.id == F.c.person_id))
        .where(F.c.returned_at >= start, F.c.returned_at < end)
        .order_by(F.c.returned_at, F.c.id)
    )
    return tuple(FormIn(r.kind, r.number, r.job_number or "", NameText(r.customer or ""), r.technician or "", r.note) for r in rows)


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer in the list."""

    id: int
    name: NameText
    kind: str
    phone: PhoneText
    address: AddressText


@query(reads=("customer", "phone_number", "site"))
class Customers(Query[tuple[CustomerRow, ...]]):
    """Customers by number, paged on by row (R201)."""

    after_id: int = 0
    limit: int = 200


@answers
def customers(question: Customers, reading: Reading) -> tuple[CustomerRow, ...]:
    """Rows."""
    phone = sa.select(N.c.raw).where(N.c.customer_id == C.c.id).order_by(N.c.id).limit(1).label("phone")
    address = sa.select(H.c.address).where(H.c.customer_id == C.c.id).order_by(H.c.id).limit(1).label("address")
    rows = reading.all(
        sa.select(C.c.id, C.c.name, C.c.kind, phone, address)
        .where(C.c.id > question.after_id)
        .order_by(C.c.id)
        .limit(question.limit)
    )
    return tuple(CustomerRow(r.id, NameText(r.name), r.kind, PhoneText(r.phone or ""), AddressText(r.address or "")) for r in rows)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit."""

    id: int
    kind: str
    command: str
    actor: str
    at: Moment
    rows: int


@query(role="supervisor", reads=("audit_entry",))
class AuditTrail(Query[tuple[AuditLine, ...]]):
    """Who did what when, newest first (R111)."""

    limit: int = 100
    before_id: int = 0


@answers
def audit_trail(question: AuditTrail, reading: Reading) -> tuple[AuditLine, ...]:
    """Lines."""
    rows = reading.all(
        sa.select(A).where(A.c.id < (question.before_id or 1 << 60)).order_by(A.c.id.desc()).limit(question.limit)
    )
    return tuple(AuditLine(r.id, r.kind, r.command, r.actor, r.at, r.row_count) for r in rows)


@dataclass(frozen=True, slots=True)
class Imported:
    """One import that was done before."""

    id: int
    form: str
    file_name: str
    at: dt.datetime
    by: str
    read: int
    added: int


@query(reads=("import_batch",))
class Imports(Query[tuple[Imported, ...]]):
    """Imports done before, newest first; sha256 narrows to the same file."""

    sha256: str = ""


@answers
def imports(question: Imports, reading: Reading) -> tuple[Imported, ...]:
    """Rows."""
    statement = sa.select(B).order_by(B.c.id.desc()).limit(100)
    if question.sha256:
        statement = statement.where(B.c.sha256 == question.sha256)
    return tuple(Imported(r.id, r.form, r.file_name, r.at, r.by, r.read, r.added) for r in reading.all(statement))
