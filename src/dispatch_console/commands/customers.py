"""Customers, their people, numbers, places and machines: put in, changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.commands.registry import UNDO, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain import phones
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Contact, Customer, Machine, PhoneNumber, ProductModel, Site
from dispatch_console.store.tables.policies import ServicePolicy
from dispatch_console.words import N_

_N, _P = table_of(PhoneNumber), table_of(ServicePolicy)
_MODEL = table_of(ProductModel).select().where(sa.func.lower(table_of(ProductModel).c.model) == sa.func.lower(sa.bindparam("model"))).limit(1)
_SAME_NUMBER = (
    _N.select()
    .with_only_columns(_N.c.id)
    .where(_N.c.digits == sa.bindparam("digits"), _N.c.customer_id == sa.bindparam("customer"))
)


def policy_of(work: Work, name: str) -> int | None:
    """The set of promises of this name, None for the usual one; raises Refused for a name that is not there."""
    if not name:
        return None
    found = work.value(_P.select().with_only_columns(_P.c.id).where(_P.c.name == name))
    if found is None:
        raise Refused(N_("There is no set of promises named {name}."), name=name)
    return int(found)


def add_phone(work: Work, customer_id: int, raw: str, contact_id: int | None = None) -> int | None:
    """Keep a number of a customer, once; returns its row or None for an empty one (R15)."""
    phone = phones.parse(raw)
    if not phone.digits:
        return None
    there = work.value(_SAME_NUMBER, customer=customer_id, digits=phone.digits)
    if there is not None:
        return int(there)
    return work.add(
        PhoneNumber, customer_id=customer_id, contact_id=contact_id, raw=raw.strip(), digits=phone.digits,
        extension=phone.extension, kind=str(phone.kind),
    )  # fmt: skip


def set_phones(work: Work, customer_id: int, raws: Iterable[str], contact_id: int | None = None) -> None:
    """Make these the numbers of a customer, or of one person of his: new ones are added, missing ones go (R15).

    Raises Refused for what is no number, and for one that is hidden.
    """
    wanted: dict[str, str] = {}
    for raw in filter(None, (r.strip() for r in raws)):
        digits = phones.parse(raw).digits
        if not digits or "*" in raw:
            raise Refused(N_("{number} is no telephone number."), number=raw)
        wanted[digits] = raw
    own = _N.select().where(_N.c.customer_id == customer_id)
    there = {r.digits: r for r in work.all(own if contact_id is None else own.where(_N.c.contact_id == contact_id))}
    for row in there.values():
        if row.digits not in wanted:
            work.connection.execute(_N.delete().where(_N.c.id == row.id))
    for digits, raw in wanted.items():
        if digits not in there:
            phone_id = add_phone(work, customer_id, raw, contact_id)
            if phone_id is not None and contact_id is not None:
                work.change(PhoneNumber, phone_id, contact_id=contact_id)


def same_text(work: Work, model: type[Any], column: str, customer_id: int, text: str) -> int | None:
    """The row of this customer with the very same text, or None."""
    table = table_of(model)
    found = work.value(
        table.select().with_only_columns(table.c.id).where(table.c.customer_id == customer_id, table.c[column] == text)
    )
    return None if found is None else int(found)


def add_site(work: Work, customer_id: int, address: str) -> int | None:
    """Keep an address of a customer, once."""
    text = address.strip()
    if not text:
        return None
    there = same_text(work, Site, "address", customer_id, text)
    return there or work.add(Site, customer_id=customer_id, address=text, district="", access_note="")


def add_contact(work: Work, customer_id: int, name: str, position: str = "") -> int | None:
    """Keep a person of a customer, once by name."""
    text = name.strip()
    if not text:
        return None
    there = same_text(work, Contact, "name", customer_id, text)
    return there or work.add(Contact, customer_id=customer_id, name=text, position=position, mood="")


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFacts:
    """What is typed of a machine; days are local."""

    model: str
    serial: str = ""
    brand: str = ""
    category: str = ""
    bought_on: dt.date | None = None
    installed_on: dt.date | None = None
    warranty_until: dt.date | None = None
    warranty_basis: str = ""
    channel: str = "regular"
    network: str = ""
    address: AddressText = AddressText("")  # where it stands; empty: where it stood


def add_machine(work: Work, customer_id: int, site_id: int | None, facts: MachineFacts) -> int:
    """Keep a machine of a customer; one with the same serial is not added twice."""
    if facts.serial:
        there = same_text(work, Machine, "serial", customer_id, facts.serial)
        if there is not None:
            return there
    known = work.first(_MODEL, model=facts.model)
    return work.add(
        Machine, customer_id=customer_id, site_id=add_site(work, customer_id, facts.address) or site_id, model=facts.model,
        serial=facts.serial, brand=facts.brand or (known.brand if known else ""),
        category=facts.category or (known.category if known else ""), bought_on=facts.bought_on, installed_on=facts.installed_on,
        warranty_until=facts.warranty_until, warranty_basis=facts.warranty_basis, channel=facts.channel, network=facts.network,
    )  # fmt: skip


@command(undo=UNDO, requirement="R4")
class AddCustomer(Command):
    """Put in a customer with a person, numbers, an address and machines (R4, R5)."""

    name: NameText
    code: str = ""
    kind: str = "ordinary"
    contact: NameText = NameText("")
    position: str = ""
    phones: tuple[PhoneText, ...] = ()
    address: AddressText = AddressText("")
    district: str = ""
    machines: tuple[MachineFacts, ...] = ()
    note: str = ""
    policy: str = ""  # the set of promises that holds for him (R116–R119); empty: the usual one


@does
def add_customer(command: AddCustomer, work: Work) -> dict[str, int]:
    """The customer's number, and those of its machines in order."""
    name = command.name.strip()
    if not name:
        raise Refused(N_("A customer needs a name."))
    policy_id = policy_of(work, command.policy)
    customer_id = work.add(Customer, name=name, code=command.code, kind=command.kind, note=command.note, policy_id=policy_id)
    contact_id = add_contact(work, customer_id, command.contact, command.position)
    for raw in command.phones:
        add_phone(work, customer_id, raw, contact_id)
    site_id = add_site(work, customer_id, command.address)
    if site_id is not None and command.district:
        work.change(Site, site_id, district=command.district)
    for facts in command.machines:
        add_machine(work, customer_id, site_id, facts)
    return {"customer_id": customer_id}


@command(undo=UNDO, requirement="R201")
class ChangeCustomer(Command):
    """Change what is known of a customer; what is not given stays as it is (R201).

    phones become his numbers, all of them; add_phone, add_contact and add_address come to those he has.
    """

    customer_id: int
    name: NameText | None = None
    code: str | None = None
    kind: str | None = None
    note: str | None = None
    policy: str | None = None
    phones: tuple[PhoneText, ...] | None = None
    add_phone: PhoneText = PhoneText("")
    add_contact: NameText = NameText("")
    add_address: AddressText = AddressText("")


@does
def change_customer(command: ChangeCustomer, work: Work) -> dict[str, int]:
    """The customer's number."""
    values: dict[str, Any] = {
        k: v for k, v in (("name", command.name), ("code", command.code), ("kind", command.kind), ("note", command.note)) if v is not None
    }
    if values.get("name") == "":
        raise Refused(N_("A customer needs a name."))
    if command.policy is not None:
        values["policy_id"] = policy_of(work, command.policy)
    if values:
        work.change(Customer, command.customer_id, **values)
    if command.phones is not None:
        set_phones(work, command.customer_id, command.phones)
    contact_id = add_contact(work, command.customer_id, command.add_contact)
    add_phone(work, command.customer_id, command.add_phone, contact_id)
    add_site(work, command.customer_id, command.add_address)
    return {"customer_id": command.customer_id}


@command(undo=UNDO, requirement="R5")
class AddMachine(Command):
    """Put in a machine of a customer (R5, R7)."""

    customer_id: int
    machine: MachineFacts


@does
def add_machine_of(command: AddMachine, work: Work) -> dict[str, int]:
    """The machine's number."""
    if not command.machine.model.strip():
        raise Refused(N_("A machine needs a model."))
    table = table_of(Site)
    site_id = work.value(
        table.select().with_only_columns(table.c.id).where(table.c.customer_id == command.customer_id).limit(1)
    )
    return {"machine_id": add_machine(work, command.customer_id, site_id, command.machine)}


@command(undo=UNDO, requirement="R7")
class ChangeMachine(Command):
    """Change a machine's model, serial or the dates its warranty rests on (R7, R46)."""

    machine_id: int
    machine: MachineFacts
    active: bool | None = None  # False: scrapped or sold


@does
def change_machine(command: ChangeMachine, work: Work) -> dict[str, int]:
    """The machine's number."""
    facts = command.machine
    row = work.first(table_of(Machine).select().where(table_of(Machine).c.id == command.machine_id))
    if row is None:
        raise Refused(N_("There is no such entry."))
    if not facts.model.strip():
        raise Refused(N_("A machine needs a model."))
    site_id = add_site(work, row.customer_id, facts.address) or row.site_id
    work.change(
        Machine, command.machine_id, model=facts.model, serial=facts.serial, brand=facts.brand,
        category=facts.category, bought_on=facts.bought_on, installed_on=facts.installed_on,
        warranty_until=facts.warranty_until, warranty_basis=facts.warranty_basis, channel=facts.channel, network=facts.network,
        site_id=site_id, active=row.active if command.active is None else command.active,
    )  # fmt: skip
    return {"machine_id": command.machine_id}


@command(undo=UNDO, requirement="R5")
class SaveContact(Command):
    """Put in a person at a customer's, or change him: name, post, manner, numbers, whether he is still there (R5, R15, R25)."""

    name: NameText
    customer_id: int | None = None
    position: str = ""
    mood: str = ""
    phones: tuple[PhoneText, ...] | None = None
    active: bool = True
    contact_id: int | None = None


@does
def save_contact(command: SaveContact, work: Work) -> dict[str, int]:
    """The person's row."""
    if not command.name.strip():
        raise Refused(N_("A person needs a name."))
    values = {"name": command.name.strip(), "position": command.position.strip(), "mood": command.mood, "active": command.active}
    contact_id, customer_id = _of_customer(work, Contact, command.contact_id, command.customer_id, values)
    if command.phones is not None:
        set_phones(work, customer_id, command.phones, contact_id)
    return {"contact_id": contact_id}


@command(undo=UNDO, requirement="R4")
class SaveSite(Command):
    """Put in an address of a customer, or change it: district, how to get in, whether it still holds (R4, R76)."""

    address: AddressText
    customer_id: int | None = None
    district: str = ""
    access_note: str = ""
    active: bool = True
    site_id: int | None = None


@does
def save_site(command: SaveSite, work: Work) -> dict[str, int]:
    """The address's row."""
    if not command.address.strip():
        raise Refused(N_("An address needs its words."))
    values = {
        "address": command.address.strip(), "district": command.district.strip(), "access_note": command.access_note.strip(),
        "active": command.active,
    }  # fmt: skip
    return {"site_id": _of_customer(work, Site, command.site_id, command.customer_id, values)[0]}


def _of_customer(
    work: Work, model: type[Contact | Site], row_id: int | None, customer_id: int | None, values: dict[str, Any]
) -> tuple[int, int]:
    """Add or change a row that belongs to a customer; its row and the customer's. Raises Refused when neither is named."""
    table = table_of(model)
    if row_id is not None:
        owner = work.value(sa.select(table.c.customer_id).where(table.c.id == row_id))
        if owner is None:
            raise Refused(N_("There is no such entry."))
        work.change(model, row_id, **values)
        return row_id, int(owner)
    if customer_id is None or work.first(table_of(Customer).select().where(table_of(Customer).c.id == customer_id)) is None:
        raise Refused(N_("Whose is it? Pick a customer first."))
    return work.add(model, customer_id=customer_id, **values), customer_id
