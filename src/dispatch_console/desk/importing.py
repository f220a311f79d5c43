"""Decides, row by row and outside the lock, what a list from outside means here; nothing is dropped in silence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from dispatch_console.commands.customers import MachineFacts
from dispatch_console.commands.imports import (
    CustomerEntry,
    FileFacts,
    ImportCustomers,
    ImportPeople,
    ImportPrices,
    ImportRegister,
    MachineEntry,
    PersonEntry,
    PriceEntry,
    RegisterEntry,
)
from dispatch_console.commands.registry import Command
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.matching import Known, Office
from dispatch_console.domain import phones, spoken
from dispatch_console.domain.calls import MAKES_JOB, CallKind
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import at, local
from dispatch_console.domain.money import parse_yuan
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_, Said

KIND_WORDS: Mapping[str, CallKind] = {
    "报修": CallKind.REPAIR, "维修": CallKind.REPAIR, "安装": CallKind.INSTALLATION, "装机": CallKind.INSTALLATION,
    "保养": CallKind.MAINTENANCE, "咨询": CallKind.ENQUIRY, "电话咨询": CallKind.ENQUIRY, "投诉": CallKind.COMPLAINT,
    "催单": CallKind.URGE, "催": CallKind.URGE, "回报": CallKind.CALL_IN, "留言": CallKind.MESSAGE,
}  # fmt: skip
DITTO = {"同上", "〃", '"', "″", "''"}
NOBODY = {"？", "?", "不详", "不明", "无", "没留", ""}
TWICE = dt.timedelta(minutes=10)


class SourceRow(Protocol):
    """A row as the paper floor read it."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def cells(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def unread(self) -> Mapping[str, Said]: ...  # noqa: D102
    @property
    def other(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def nth(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one row: added, updated, same or refused, and why."""

    line: int
    decision: str
    what: str
    reason: Said | None = None
    doubts: tuple[Said, ...] = ()


@dataclass(slots=True)
class Plan:
    """The whole file: rows with their decisions, and the command that carries it out."""

    form: str
    rows: list[RowPlan] = field(default_factory=list)
    command: Command | None = None

    def count(self, decision: str) -> int:
        """How many rows were decided so."""
        return sum(1 for r in self.rows if r.decision == decision)

    @property
    def summary(self) -> dict[str, int]:
        """read = added + updated + same + refused."""
        return {"read": len(self.rows)} | {d: self.count(d) for d in ("added", "updated", "same", "refused")}


def _text(row: SourceRow, name: str) -> str:
    value = row.cells.get(name, "")
    return str(value).strip() if value is not None else ""


def _other(row: SourceRow, *headings: str) -> str:
    for heading, text in row.other.items():
        if any(h in heading for h in headings):
            return text.strip()
    return ""


def _key(row: SourceRow) -> str:
    return f"{row.key}#{row.nth}"


def plan_register(desk: Desk, rows: Sequence[SourceRow], *, file_name: str, sha256: str, form: str) -> Plan:
    """Understand a phone register; the command inside adds what is new, in one transaction (R3, R108)."""
    plan = Plan(form)
    entries: list[RegisterEntry] = []
    with desk.store.reading() as connection:
        office = Office.read(connection, form)
        for row in rows:
            if _key(row) in office.keys:
                plan.rows.append(RowPlan(row.line, "same", _text(row, "customer_name")))
                continue
            try:
                entry, doubts = _register_entry(desk, office, row, entries)
            except Refused as no:
                plan.rows.append(RowPlan(row.line, "refused", _text(row, "customer_name"), no.said))
                continue
            entries.append(entry)
            plan.rows.append(RowPlan(row.line, "added", entry.customer_name or str(entry.number), None, doubts))
    plan.command = ImportRegister(file=_file(plan, file_name, sha256), rows=tuple(entries)) if entries else None
    return plan


def _file(plan: Plan, file_name: str, sha256: str) -> FileFacts:
    return FileFacts(
        form=plan.form, file_name=file_name, sha256=sha256, read=len(plan.rows), same=plan.count("same"),
        refused=plan.count("refused"),
    )  # fmt: skip


def _register_entry(
    desk: Desk, office: Office, row: SourceRow, before: Sequence[RegisterEntry]
) -> tuple[RegisterEntry, tuple[Said, ...]]:
    doubts: list[Said] = [*row.unread.values()]
    called = row.cells.get("called_at")
    if not isinstance(called, dt.datetime):
        raise Refused(N_("When was the call? The time cannot be read."))
    if called > desk.clock():
        raise Refused(N_("The call lies in the future."))
    name = _text(row, "customer_name")
    if name in DITTO or _text(row, "contact") in DITTO:
        raise Refused(N_("Ditto marks: whose call was it?"))
    word = _text(row, "kind")
    kind = KIND_WORDS.get(word, CallKind.REPAIR if not word else CallKind.OTHER)
    if kind is CallKind.OTHER:
        doubts.append(Said(N_("The kind “{word}” is not known; kept as other."), {"word": word}))
    phone = phones.parse(_text(row, "phone"))
    technician = office.technician(_text(row, "technician"))
    ask: list[str] = []
    if not phone.digits:
        ask.append("phone")
        doubts.append(Said(N_("No telephone number.")))
    elif phone.why_doubtful is not None:
        ask.append("phone")
        doubts.append(phone.why_doubtful)
    caller = office.technician(_text(row, "contact")) if kind is CallKind.CALL_IN else None
    who = _customer(office, name, phone.digits, ask, doubts) if caller is None else Known(None, "")
    machine_id, model = _machine(office, who, row, ask, doubts)
    arrived, completed = _times(desk, row, called, doubts)
    if kind is CallKind.COMPLAINT and not _text(row, "fault"):
        raise Refused(N_("Write down what the customer complains of."))
    attach, job_id = _attach(kind, who, machine_id, called, row, before, office)
    if kind is CallKind.URGE and attach is None and job_id is None:
        doubts.append(Said(N_("No open job of this caller: kept as a call.")))
    entry = RegisterEntry(
        line=row.line, key=_key(row), kind=kind, called_at=called, number=PhoneText(_text(row, "phone") if phone.digits else ""),
        caller_name=NameText(_text(row, "contact")), customer_id=who.row_id,
        customer_name=NameText("" if who.row_id else who.name), machine_id=machine_id,
        model="" if machine_id else model, serial="" if machine_id else _text(row, "serial"),
        address=AddressText(_text(row, "address")), fault=_text(row, "fault"), wish=_other(row, "希望", "约定"),
        handling=_text(row, "handling"), attach_to_line=attach, job_id=job_id, still_to_ask=tuple(ask),
        technician_id=(technician if kind in MAKES_JOB else None) or caller, arrived_at=arrived if technician else None,
        completed_at=completed if technician else None,
    )  # fmt: skip
    return entry, tuple(doubts)


def _customer(office: Office, name: str, digits: str, ask: list[str], doubts: list[Said]) -> Known:
    """Whose call it was: by number and name; a doubtful match is never made in silence."""
    by_number = office.by_number.get(digits, ()) if digits else ()
    by_name = office.named(name) if name not in NOBODY else ()
    both = [c for c in by_number if c in by_name]
    if len(both) == 1 or (both and len(set(both)) == 1):
        return Known(both[0], name)
    if len(by_number) == 1 and (name in NOBODY or not by_name):
        if name not in NOBODY:
            doubts.append(Said(N_("The number belongs to {known}, the row says {name}."),
                               {"known": office.name_of[by_number[0]], "name": name}))  # fmt: skip
            ask.append("customer")
        return Known(by_number[0], name)
    if len(by_name) == 1:
        return Known(by_name[0], name)
    if len(by_name) > 1:
        doubts.append(Said(N_("{n} customers are called {name}: which one?"), {"n": len(by_name), "name": name}))
        ask.append("customer")
        return Known(None, "")
    if name in NOBODY:
        ask.append("customer")
        return Known(None, "")
    return Known(None, name)


def _machine(office: Office, who: Known, row: SourceRow, ask: list[str], doubts: list[Said]) -> tuple[int | None, str]:
    model, serial = _text(row, "model"), _text(row, "serial").upper()
    if who.row_id is None:
        return None, "" if not who.name else model
    mine = office.machines.get(who.row_id, ())
    exact = [m for m in mine if serial and m.serial.upper() == serial]
    if exact:
        return exact[0].row_id, model
    alike = [m for m in mine if model and model in (m.model, m.full)]
    near = [m for m in alike if serial and _one_off(m.serial.upper(), serial)]
    if near:
        ask.append("serial")
        doubts.append(
            Said(N_("The serial {said} differs in one sign from {known}."), {"said": serial, "known": near[0].serial})
        )
        return near[0].row_id, model
    if not serial and len(alike) == 1:
        return alike[0].row_id, model
    return None, model if serial else ""


def _one_off(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _times(
    desk: Desk, row: SourceRow, called: dt.datetime, doubts: list[Said]
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Arrival and completion as the paper says; what cannot be is kept as a doubt and not believed."""
    arrived = _time_of(desk, _other(row, "到达") or _text(row, "arrived_at"), called, called, doubts)
    completed = _time_of(
        desk, _other(row, "完工", "完成") or _text(row, "completed_at"), arrived or called, called, doubts
    )
    if arrived and completed and completed < arrived:
        doubts.append(Said(N_("Finished before he arrived: both times are left out.")))
        return None, None
    if arrived and arrived < called:
        doubts.append(Said(N_("He arrived before the call: the arrival is left out.")))
        return None, completed if completed and completed > called else None
    return arrived, completed


_DAY = re.compile(r"^(\d{1,2})\s*[日号]\s*(.+)$")
_HOUR = re.compile(r"^(\d{1,2})\s*[:：点时]\s*(\d{1,2})?\s*分?$")


def _time_of(desk: Desk, text: str, day_of: dt.datetime, called: dt.datetime, doubts: list[Said]) -> dt.datetime | None:
    if not text:
        return None
    day = local(day_of, desk.zone).date()
    found = _DAY.match(text)
    if found:
        number = int(found.group(1))
        day = next((day + dt.timedelta(days=n) for n in range(31) if (day + dt.timedelta(days=n)).day == number), day)
        text = found.group(2)
    hour = _HOUR.match(text.strip())
    if hour and int(hour.group(1)) < 24 and int(hour.group(2) or 0) < 60:
        return at(day, int(hour.group(1)), int(hour.group(2) or 0), desk.zone)
    try:
        return spoken.parse_happened(text, desk.clock(), desk.zone)
    except Refused:
        doubts.append(Said(N_("The time “{text}” cannot be read."), {"text": text}))
        return None


def _attach(
    kind: CallKind, who: Known, machine_id: int | None, called: dt.datetime, row: SourceRow,
    before: Sequence[RegisterEntry], office: Office,
) -> tuple[int | None, int | None]:  # fmt: skip
    """The row or job a call belongs to: one call written down twice, or an urging of a job that is open."""
    if who.row_id is None:
        return None, None
    mine = [e for e in before if e.customer_id == who.row_id and e.kind in MAKES_JOB]
    if kind is CallKind.URGE:
        still = [e for e in mine if e.completed_at is None or e.completed_at > called]
        if still:
            return still[-1].line, None
        return None, office.open_job.get(who.row_id)
    if kind in MAKES_JOB:
        for entry in reversed(mine):
            near = abs(called - entry.called_at) <= TWICE
            if near and entry.fault == _text(row, "fault") and entry.machine_id == machine_id:
                return entry.line, None
    return None, None


def plan_customers(
    desk: Desk, customers: Sequence[SourceRow], machines: Sequence[SourceRow], *, file_name: str, sha256: str, form: str
) -> Plan:
    """Understand a list of customers and one of their machines (R201)."""
    plan = Plan(form)
    made: list[CustomerEntry] = []
    kept: list[MachineEntry] = []
    with desk.store.reading() as connection:
        office = Office.read(connection, form)
    for row in customers:
        name = _text(row, "customer_name")
        if _key(row) in office.keys:
            plan.rows.append(RowPlan(row.line, "same", name))
        elif not name:
            plan.rows.append(RowPlan(row.line, "refused", "", Said(N_("A customer needs a name."))))
        else:
            code = _text(row, "customer_code")
            numbers = tuple(PhoneText(p) for p in (_text(row, "phone"), _text(row, "phone_2")) if p)
            known = office.code.get(code) if code else None
            key_customer = "重点" in _other(row, "类别")
            made.append(CustomerEntry(
                line=row.line, key=_key(row), code=code, name=NameText(name), contact=NameText(_text(row, "contact")),
                position=_other(row, "职务"), phones=numbers, address=AddressText(_text(row, "address")),
                district=_text(row, "district"), kind="key" if key_customer else "ordinary", customer_id=known,
            ))  # fmt: skip
            plan.rows.append(RowPlan(row.line, "updated" if known else "added", name))
    codes = {c.code for c in made} | set(office.code)
    names = [c.name for c in made] + list(office.name_of.values())
    for row in machines:
        code, name, model = _text(row, "customer_code"), _text(row, "customer_name"), _text(row, "model")
        whose = code in codes if code else names.count(name) == 1
        if _key(row) in office.keys:
            plan.rows.append(RowPlan(row.line, "same", model))
        elif not model or not whose:
            why = N_("A machine needs a model.") if not model else N_("Whose machine is it?")
            plan.rows.append(RowPlan(row.line, "refused", model or name, Said(why)))
        else:
            kept.append(MachineEntry(line=row.line, key=_key(row), customer_code=code, customer_name=NameText(name),
                                     machine=_machine_facts(row)))  # fmt: skip
            plan.rows.append(RowPlan(row.line, "added", model))
    if made or kept:
        plan.command = ImportCustomers(file=_file(plan, file_name, sha256), customers=tuple(made), machines=tuple(kept))
    return plan


CATEGORIES = {"复印": "copier", "一体": "copier", "打印": "printer", "电脑": "computer", "空调": "air_conditioner"}
BASES = {"发票": "invoice", "保修卡": "card", "合同": "contract", "安装": "installed"}


def _machine_facts(row: SourceRow) -> MachineFacts:
    def day(name: str) -> dt.date | None:
        value = row.cells.get(name)
        if isinstance(value, dt.datetime):
            return local(value).date()
        return value if isinstance(value, dt.date) else None

    basis = _text(row, "warranty_basis")
    return MachineFacts(
        model=_text(row, "model"), serial=_text(row, "serial"), brand=_text(row, "brand"),
        category=_category(_text(row, "category") or _other(row, "类别", "类型")), bought_on=day("bought_on"),
        installed_on=day("installed_on"), warranty_until=day("warranty_until"),
        warranty_basis=next((code for word, code in BASES.items() if word in basis), ""),
        channel="grey" if "水货" in basis or "非正规" in basis else "regular",
    )  # fmt: skip


def _category(text: str) -> str:
    return next((code for word, code in CATEGORIES.items() if word in text), text)


ROLE_WORDS = {"主管": "supervisor", "调度": "dispatcher", "经理": "manager"}


def plan_people(desk: Desk, rows: Sequence[SourceRow], *, file_name: str, sha256: str, form: str) -> Plan:
    """Understand a staff list (R96)."""
    plan = Plan(form)
    entries: list[PersonEntry] = []
    with desk.store.reading() as connection:
        office = Office.read(connection, form)
    for row in rows:
        name, code = _text(row, "tech_name"), _text(row, "tech_code")
        if _key(row) in office.keys:
            plan.rows.append(RowPlan(row.line, "same", name))
        elif not name or not code or code in office.staff_codes or code in {e.code for e in entries}:
            why = N_("A person needs a name and a staff number of his own.")
            plan.rows.append(RowPlan(row.line, "refused", name, Said(why)))
        else:
            words = [re.match(r"^(.+?)(\d?)$", s) for s in _text(row, "skills").split()]
            skills = [(m.group(1), int(m.group(2) or 1)) for m in words if m]
            duty = _other(row, "职务", "岗位")
            entries.append(PersonEntry(
                line=row.line, key=_key(row), code=code, name=NameText(name), mobile=PhoneText(_text(row, "phone")),
                role=next((r for w, r in ROLE_WORDS.items() if w in duty), "technician"),
                district=_text(row, "district"), grade=_text(row, "grade"), skills=tuple(s for s, _ in skills),
                levels=tuple(n for _, n in skills),
            ))  # fmt: skip
            plan.rows.append(RowPlan(row.line, "added", name))
    if entries:
        plan.command = ImportPeople(file=_file(plan, file_name, sha256), rows=tuple(entries))
    return plan


LINE_KINDS = {
    "上门": "visit",
    "人工": "labour",
    "检测": "labour",
    "备件": "part",
    "配件": "part",
    "耗材": "part",
    "其他": "other",
}


def plan_prices(desk: Desk, rows: Sequence[SourceRow], *, file_name: str, sha256: str, form: str, version: str) -> Plan:
    """Understand a unified price list as a new version (R42)."""
    plan = Plan(form)
    entries: list[PriceEntry] = []
    with desk.store.reading() as connection:
        office = Office.read(connection, form)
    for row in rows:
        code, name = _text(row, "code"), _text(row, "name")
        price = _text(row, "price") or _other(row, "报价", "价格", "单价")
        if _key(row) in office.keys:
            plan.rows.append(RowPlan(row.line, "same", name))
            continue
        try:
            fen = parse_yuan(price)
        except ValueError:
            plan.rows.append(
                RowPlan(row.line, "refused", name, Said(N_("The price “{text}” cannot be read."), {"text": price}))
            )
            continue
        kind = _other(row, "性质") or _text(row, "kind")
        entries.append(PriceEntry(
            line=row.line, key=_key(row), code=code, category=_other(row, "类别"), name=name, unit=_text(row, "unit"),
            kind=next((v for k, v in LINE_KINDS.items() if k in kind), "labour"), list_fen=fen,
            float_low_pct=_whole(_other(row, "下浮")), float_high_pct=_whole(_other(row, "上浮")),
            hours_tenths=_tenths(_other(row, "工时分")), difficulty_tenths=_tenths(_other(row, "难度分")),
            newness_tenths=_tenths(_other(row, "新品分")),
        ))  # fmt: skip
        plan.rows.append(RowPlan(row.line, "added", name))
    if entries:
        plan.command = ImportPrices(file=_file(plan, file_name, sha256), version=version, rows=tuple(entries))
    return plan


def _whole(text: str) -> int:
    return int(float(text)) if text else 0


def _tenths(text: str) -> int:
    return round(float(text) * 10) if text else 0


FORMS = ("phone_register", "customers_machines", "technicians", "price_list")
MACHINE_SHEET = "机器"  # a customer list may carry its machines on a sheet of this name


def plan(
    desk: Desk, form: str, rows: Sequence[SourceRow], more: Sequence[SourceRow] = (), *, file_name: str, sha256: str,
    version: str = "",
) -> Plan:  # fmt: skip
    """Understand a list of any form; `more` are the machines beside the customers. Raises Refused for an unknown form."""
    if form == "phone_register":
        return plan_register(desk, rows, file_name=file_name, sha256=sha256, form=form)
    if form == "customers_machines":
        return plan_customers(desk, rows, more, file_name=file_name, sha256=sha256, form=form)
    if form == "technicians":
        return plan_people(desk, rows, file_name=file_name, sha256=sha256, form=form)
    if form == "price_list":
        return plan_prices(
            desk, rows, file_name=file_name, sha256=sha256, form=form, version=version or f"{desk.today():%Y-%m-%d}"
        )
    raise Refused(N_("{form} cannot be taken in. Known: {known}."), form=form, known=", ".join(FORMS))
