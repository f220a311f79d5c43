"""A row of a customer list whose customer stands here: what the file says otherwise, and what of it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from dispatch_console.commands.imports import CustomerEntry
from dispatch_console.desk.import_plan import MASKED, Change, RowPlan, SourceRow, text_of
from dispatch_console.desk.matching import plain_of
from dispatch_console.domain import phones
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Contact, Customer, PhoneNumber, Site
from dispatch_console.words import N_, Said

OTHER_NAME = N_("This customer has another name here. Say which counts.")
OTHERWISE, BESIDE = N_("otherwise here: 1 or 2"), N_("is added to what stands here")


@dataclass(slots=True)
class Standing:
    """What stands here of one customer."""

    name: str
    contacts: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def read_standing(connection: sa.Connection) -> dict[int, Standing]:
    """Every customer as he stands here, read once for a whole list; what is not used any more is left out."""
    customers, contacts, numbers, sites = (table_of(t) for t in (Customer, Contact, PhoneNumber, Site))
    found = {r.id: Standing(r.name) for r in connection.execute(sa.select(customers.c.id, customers.c.name))}
    for r in connection.execute(sa.select(contacts.c.customer_id, contacts.c.name).where(contacts.c.active)):
        found[r.customer_id].contacts.append(r.name)
    for r in connection.execute(sa.select(numbers.c.customer_id, numbers.c.raw)):
        found[r.customer_id].numbers.append(r.raw)
    for r in connection.execute(sa.select(sites.c.customer_id, sites.c.address).where(sites.c.active)):
        found[r.customer_id].addresses.append(r.address)
    return found


def hidden(text: str) -> bool:
    """Whether a mask stands in it: it says nothing."""
    return "*" in text or "＊" in text


def said_of(row: SourceRow, name: str) -> str:
    """What a cell states; a mask states nothing."""
    text = text_of(row, name)
    return "" if hidden(text) else text


def known_row(row: SourceRow, entry: CustomerEntry, here: Standing) -> RowPlan:
    """What becomes of a customer who is known by his code (R201, R217).

    A blank or masked cell says nothing. Another name would overwrite his: a hand chooses. Another person, number or
    address comes to those that stand here, unless a hand says no. Nothing new at all: the same.
    """
    changes = []
    for name, here_now, same in (
        ("customer_name", [here.name], plain_of), ("contact", here.contacts, plain_of), ("phone", here.numbers, _digits),
        ("phone_2", here.numbers, _digits), ("address", here.addresses, plain_of),
    ):  # fmt: skip
        text, present = text_of(row, name), "、".join(here_now)
        if not text or same(text) in {same(t) for t in here_now}:
            continue
        if hidden(text):
            changes.append(Change(name, None, text, present, "present", Said(MASKED)))
        elif name == "customer_name":
            changes.append(Change(name, None, text, present, "", Said(OTHERWISE)))
        else:
            changes.append(Change(name, None, text, present, "back", Said(BESIDE)))
    told = RowPlan(row.line, "same", here.name, changes=tuple(changes), source=row)
    if not any(c.takes != "present" for c in changes):
        return told
    told = replace(told, meant="updated", entry=entry)
    return replace(told, decision="refused", reason=Said(OTHER_NAME)) if told.open_changes else replace(told, decision="updated")


def counted(row: RowPlan) -> CustomerEntry:
    """The entry with the values of the file that count; the others are left as they stand here."""
    entry: CustomerEntry = row.entry
    counts: Mapping[str, str] = {c.field: c.back for c in row.changes if c.takes == "back"}
    return replace(
        entry, rename="customer_name" in counts, contact=NameText(counts.get("contact", "")),
        phones=tuple(PhoneText(counts[f]) for f in ("phone", "phone_2") if f in counts), address=AddressText(counts.get("address", "")),
    )  # fmt: skip


def _digits(text: str) -> str:
    return phones.parse(text).digits
