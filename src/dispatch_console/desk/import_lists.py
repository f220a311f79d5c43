"""Decides what lists of customers, machines, staff and prices mean here, row by row."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from dispatch_console.commands.customers import MachineFacts
from dispatch_console.commands.imports import (
    CustomerEntry,
    ImportCustomers,
    ImportPeople,
    ImportPrices,
    MachineEntry,
    PersonEntry,
    PriceEntry,
)
from dispatch_console.commands.registry import Command
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_known import counted, known_row, read_standing, said_of
from dispatch_console.desk.import_plan import Plan, RowPlan, SourceRow, file_facts, key_of, other_of, text_of
from dispatch_console.desk.matching import Office
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import local
from dispatch_console.domain.money import parse_yuan
from dispatch_console.words import N_, Said

WHOSE_MACHINE = N_("Whose machine is it?")


def plan_customers(
    desk: Desk, customers: Iterable[SourceRow], machines: Iterable[SourceRow], *, file_name: str, sha256: str, form: str
) -> Plan:
    """Understand a list of customers and one of their machines (R201)."""
    plan = Plan(form, file_name=file_name, sha256=sha256)
    made: list[CustomerEntry] = []
    with desk.store.reading() as connection:
        office = Office.read(connection, form)
        standing = read_standing(connection)
    for row in customers:
        name = said_of(row, "customer_name")
        code = text_of(row, "customer_code")
        known = office.code.get(code) if code else None
        if key_of(row) in office.keys:
            plan.rows.append(RowPlan(row.line, "same", name, source=row))
        elif not name and known is None:
            plan.rows.append(RowPlan(row.line, "refused", "", Said(N_("A customer needs a name.")), source=row))
        else:
            numbers = tuple(PhoneText(p) for p in (said_of(row, "phone"), said_of(row, "phone_2")) if p)
            key_customer = "重点" in other_of(row, "类别")
            entry = CustomerEntry(
                line=row.line, key=key_of(row), code=code, name=NameText(name), contact=NameText(said_of(row, "contact")),
                position=other_of(row, "职务"), phones=numbers, address=AddressText(said_of(row, "address")),
                district=text_of(row, "district"), kind="key" if key_customer else "ordinary", customer_id=known,
            )  # fmt: skip
            made.append(entry)
            plan.rows.append(known_row(row, entry, standing[known]) if known is not None else _taken(row, "added", name, entry))
    codes = {c.code for c in made} | set(office.code)
    names = Counter([*(c.name for c in made if c.customer_id is None), *office.name_of.values()])
    for row in machines:
        code, name, model = text_of(row, "customer_code"), text_of(row, "customer_name"), text_of(row, "model")
        whose = code in codes if code else names[name] == 1
        if key_of(row) in office.keys:
            plan.rows.append(RowPlan(row.line, "same", model, source=row))
        elif not model or not whose:
            why = N_("A machine needs a model.") if not model else WHOSE_MACHINE
            plan.rows.append(RowPlan(row.line, "refused", model or name, Said(why), source=row))
        else:
            machine = MachineEntry(line=row.line, key=key_of(row), customer_code=code, customer_name=NameText(name),
                                   machine=_machine_facts(row))  # fmt: skip
            plan.rows.append(_taken(row, "added", model, machine))
    plan.maker = partial(_customers, office)
    plan.close()
    return plan


def _taken(row: SourceRow, decision: str, what: str, entry: object) -> RowPlan:
    return RowPlan(row.line, decision, what, meant=decision, entry=entry, source=row)


def _customers(office: Office, plan: Plan, _entries: Sequence[Any]) -> Command | None:
    """The command of the rows that are taken; a machine whose customer was left out is left out, too."""
    taken = [r for r in plan.rows if isinstance(r.entry, CustomerEntry) and r.decision in ("added", "updated")]
    customers = tuple(r.entry if r.entry.customer_id is None else counted(r) for r in taken)
    codes, names = {*office.code, *(c.code for c in customers)}, {*office.name_of.values(), *(c.name for c in customers)}
    machines = []
    for n, row in enumerate(plan.rows):
        if isinstance(row.entry, MachineEntry) and row.decision == "added":
            if row.entry.customer_code in codes if row.entry.customer_code else row.entry.customer_name in names:
                machines.append(row.entry)
            else:
                plan.put(n, replace(row, decision="refused", reason=Said(WHOSE_MACHINE)))
    if not customers and not machines:
        return None
    return ImportCustomers(file=file_facts(plan, plan.file_name, plan.sha256), customers=customers, machines=tuple(machines))


CATEGORIES = {"复印": "copier", "一体": "copier", "打印": "printer", "电脑": "computer", "空调": "air_conditioner"}
BASES = {"发票": "invoice", "保修卡": "card", "合同": "contract", "安装": "installed"}


def _machine_facts(row: SourceRow) -> MachineFacts:
    def day(name: str) -> dt.date | None:
        value = row.cells.get(name)
        if isinstance(value, dt.datetime):
            return local(value).date()
        return value if isinstance(value, dt.date) else None

    basis = text_of(row, "warranty_basis")
    return MachineFacts(
        model=text_of(row, "model"), serial=text_of(row, "serial"), brand=text_of(row, "brand"),
        category=_category(text_of(row, "category") or other_of(row, "类别", "类型")), bought_on=day("bought_on"),
        installed_on=day("installed_on"), warranty_until=day("warranty_until"),
        warranty_basis=next((code for word, code in BASES.items() if word in basis), ""),
        channel="grey" if "水货" in basis or "非正规" in basis else "regular",
    )  # fmt: skip


def _category(text: str) -> str:
    return next((code for word, code in CATEGORIES.items() if word in text), text)


ROLE_WORDS = {"主管": "supervisor", "调度": "dispatcher", "经理": "manager"}


def plan_people(desk: Desk, rows: Iterable[SourceRow], *, file_name: str, sha256: str, form: str) -> Plan:
    """Understand a staff list (R96)."""
    plan = Plan(form, file_name=file_name, sha256=sha256)
    entries: list[PersonEntry] = []
    with desk.store.reading() as connection:
        office = Office.read(connection, form)
    for row in rows:
        name, code = text_of(row, "tech_name"), text_of(row, "tech_code")
        if key_of(row) in office.keys:
            plan.rows.append(RowPlan(row.line, "same", name, source=row))
        elif not name or not code or code in office.staff_codes or code in {e.code for e in entries}:
            why = N_("A person needs a name and a staff number of his own.")
            plan.rows.append(RowPlan(row.line, "refused", name, Said(why), source=row))
        else:
            words = [re.match(r"^(.+?)(\d?)$", s) for s in text_of(row, "skills").split()]
            skills = [(m.group(1), int(m.group(2) or 1)) for m in words if m]
            duty = other_of(row, "职务", "岗位")
            entries.append(person := PersonEntry(
                line=row.line, key=key_of(row), code=code, name=NameText(name), mobile=PhoneText(text_of(row, "phone")),
                role=next((r for w, r in ROLE_WORDS.items() if w in duty), "technician"),
                district=text_of(row, "district"), grade=text_of(row, "grade"), skills=tuple(s for s, _ in skills),
                levels=tuple(n for _, n in skills),
            ))  # fmt: skip
            plan.rows.append(_taken(row, "added", name, person))
    plan.maker = lambda p, taken: ImportPeople(file=file_facts(p, p.file_name, p.sha256), rows=tuple(taken))
    plan.close()
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


def plan_prices(desk: Desk, rows: Iterable[SourceRow], *, file_name: str, sha256: str, form: str, version: str) -> Plan:
    """Understand a unified price list as a new version (R42)."""
    plan = Plan(form, file_name=file_name, sha256=sha256)
    with desk.store.reading() as connection:
        office = Office.read(connection, form)
    for row in rows:
        code, name = text_of(row, "code"), text_of(row, "name")
        price = text_of(row, "price") or other_of(row, "报价", "价格", "单价")
        if key_of(row) in office.keys:
            plan.rows.append(RowPlan(row.line, "same", name, source=row))
            continue
        try:
            fen = parse_yuan(price)
        except ValueError:
            plan.rows.append(
                RowPlan(row.line, "refused", name, Said(N_('The price "{text}" cannot be read.'), {"text": price}), source=row)
            )
            continue
        kind = other_of(row, "性质") or text_of(row, "kind")
        entry = PriceEntry(
            line=row.line, key=key_of(row), code=code, category=other_of(row, "类别"), name=name, unit=text_of(row, "unit"),
            kind=next((v for k, v in LINE_KINDS.items() if k in kind), "labour"), list_fen=fen,
            float_low_pct=_whole(other_of(row, "下浮")), float_high_pct=_whole(other_of(row, "上浮")),
            hours_tenths=_tenths(other_of(row, "工时分")), difficulty_tenths=_tenths(other_of(row, "难度分")),
            newness_tenths=_tenths(other_of(row, "新品分")),
        )  # fmt: skip
        plan.rows.append(_taken(row, "added", name, entry))
    plan.maker = lambda p, taken: ImportPrices(file=file_facts(p, p.file_name, p.sha256), version=version, rows=tuple(taken))
    plan.close()
    return plan


def _whole(text: str) -> int:
    return int(float(text)) if text else 0


def _tenths(text: str) -> int:
    return round(float(text) * 10) if text else 0
