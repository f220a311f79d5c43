"""Decides, row by row and outside the lock, what a list from outside means here; nothing is dropped in silence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from dispatch_console.commands.imports import (
    ImportRegister,
    RegisterEntry,
)
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_lists import plan_customers, plan_people, plan_prices
from dispatch_console.desk.import_plan import Plan, RowPlan, SourceRow, file_facts, key_of, other_of, text_of
from dispatch_console.desk.matching import Known, Office
from dispatch_console.domain import phones, spoken
from dispatch_console.domain.calls import MAKES_JOB, CallKind
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import at, local
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


def plan_register(desk: Desk, rows: Sequence[SourceRow], *, file_name: str, sha256: str, form: str) -> Plan:
    """Understand a phone register; the command inside adds what is new, in one transaction (R3, R108)."""
    plan = Plan(form)
    entries: list[RegisterEntry] = []
    with desk.store.reading() as connection:
        office = Office.read(connection, form)
        for row in rows:
            if key_of(row) in office.keys:
                plan.rows.append(RowPlan(row.line, "same", text_of(row, "customer_name")))
                continue
            try:
                entry, doubts = _register_entry(desk, office, row, entries)
            except Refused as no:
                plan.rows.append(RowPlan(row.line, "refused", text_of(row, "customer_name"), no.said))
                continue
            entries.append(entry)
            plan.rows.append(RowPlan(row.line, "added", entry.customer_name or str(entry.number), None, doubts))
    plan.command = ImportRegister(file=file_facts(plan, file_name, sha256), rows=tuple(entries)) if entries else None
    return plan


def _register_entry(
    desk: Desk, office: Office, row: SourceRow, before: Sequence[RegisterEntry]
) -> tuple[RegisterEntry, tuple[Said, ...]]:
    doubts: list[Said] = [*row.unread.values()]
    called = row.cells.get("called_at")
    if not isinstance(called, dt.datetime):
        raise Refused(N_("When was the call? The time cannot be read."))
    if called > desk.clock():
        raise Refused(N_("The call lies in the future."))
    name = text_of(row, "customer_name")
    if name in DITTO or text_of(row, "contact") in DITTO:
        raise Refused(N_("Ditto marks: whose call was it?"))
    if not (name or text_of(row, "contact") or text_of(row, "phone") or text_of(row, "fault")):
        raise Refused(N_("Nothing to save yet: type at least a phone number."))
    word = text_of(row, "kind")
    kind = KIND_WORDS.get(word, CallKind.REPAIR if not word else CallKind.OTHER)
    if kind is CallKind.OTHER:
        doubts.append(Said(N_('The kind "{word}" is not known; kept as other.'), {"word": word}))
    phone = phones.parse(text_of(row, "phone"))
    technician = office.technician(text_of(row, "technician"))
    ask: list[str] = []
    if not phone.digits:
        ask.append("phone")
        doubts.append(Said(N_("No telephone number.")))
    elif phone.why_doubtful is not None:
        ask.append("phone")
        doubts.append(phone.why_doubtful)
    caller = office.technician(text_of(row, "contact")) if kind is CallKind.CALL_IN else None
    who = _customer(office, name, phone.digits, ask, doubts) if caller is None else Known(None, "")
    machine_id, model = _machine(office, who, row, ask, doubts)
    arrived, completed = _times(desk, row, called, doubts)
    if kind is CallKind.COMPLAINT and not text_of(row, "fault"):
        raise Refused(N_("Write down what the customer complains of."))
    attach, job_id = _attach(kind, who, machine_id, called, row, before, office)
    if kind is CallKind.URGE and attach is None and job_id is None:
        doubts.append(Said(N_("No open job of this caller: kept as a call.")))
    entry = RegisterEntry(
        line=row.line, key=key_of(row), kind=kind, called_at=called, number=PhoneText(text_of(row, "phone") if phone.digits else ""),
        caller_name=NameText(text_of(row, "contact")), customer_id=who.row_id,
        customer_name=NameText("" if who.row_id else who.name), machine_id=machine_id,
        model="" if machine_id else model, serial="" if machine_id else text_of(row, "serial"),
        address=AddressText(text_of(row, "address")), fault=text_of(row, "fault"), wish=other_of(row, "希望", "约定"),
        handling=text_of(row, "handling"), attach_to_line=attach, job_id=job_id, still_to_ask=tuple(ask),
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
    model, serial = text_of(row, "model"), text_of(row, "serial").upper()
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
    arrived = _time_of(desk, row.cells.get("arrived_at") or other_of(row, "到达"), called, called, doubts)
    completed = _time_of(
        desk, row.cells.get("completed_at") or other_of(row, "完工", "完成"), arrived or called, called, doubts
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


def _time_of(
    desk: Desk, said: str | dt.datetime, day_of: dt.datetime, called: dt.datetime, doubts: list[Said]
) -> dt.datetime | None:
    if isinstance(said, dt.datetime):
        return said
    text = str(said)
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
        doubts.append(Said(N_('The time "{text}" cannot be read.'), {"text": text}))
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
            if near and entry.fault == text_of(row, "fault") and entry.machine_id == machine_id:
                return entry.line, None
    return None, None


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
