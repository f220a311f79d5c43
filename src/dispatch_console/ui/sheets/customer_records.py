"""Customers in the records sheet: who they are, their people, addresses, machines and contracts, and who is there twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dispatch_console.commands.contracts import SaveContract
from dispatch_console.commands.customers import (
    AddCustomer,
    AddMachine,
    ChangeCustomer,
    ChangeMachine,
    MachineFacts,
    SaveContact,
    SaveSite,
)
from dispatch_console.commands.merging import MergeCustomers
from dispatch_console.commands.registry import Command
from dispatch_console.domain.contracts import KINDS as CONTRACT_KINDS
from dispatch_console.domain.kinds import POLICIES
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.phones import parse
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.customers import (
    ContactRecord,
    ContactRecords,
    ContractRecord,
    ContractRecords,
    CustomerRecord,
    CustomerRecords,
    DoubleRecord,
    DoubleRecords,
    MachineRecord,
    MachineRecords,
    SiteRecord,
    SiteRecords,
)
from dispatch_console.queries.staff import SurveyRow
from dispatch_console.queries.upkeep import PolicyRecords
from dispatch_console.ui.sheets.record_table import Entry, Table, Values, day_text, read_day, read_number, read_percent
from dispatch_console.ui.sheets.text_records import MOODS
from dispatch_console.words import N_, _

PROMISED = (("", N_("As usual")),)
FOR_CUSTOMERS = ("contract_12h", "contract_24h", "office_hours")  # of the sets that came with the desk; the others are for kinds of jobs
KINDS = (("ordinary", N_("Ordinary")), ("key", N_("Key")))
CHANNELS = (("regular", N_("Regular channel")), ("grey", N_("Grey import")))
BASES = (("", N_("No proof")), ("invoice", N_("Invoice")), ("card", N_("Warranty card")), ("contract", N_("Contract")))
CATEGORIES = (
    ("", N_("Unsaid")), ("copier", N_("Copier")), ("printer", N_("Printer")), ("computer", N_("Computer")),
    ("air_conditioner", N_("Air conditioner")), ("machine", N_("Other")),
)  # fmt: skip
IN_USE = (("yes", N_("In use")), ("no", N_("No longer")))
STILL_THERE = (("yes", N_("Still there")), ("no", N_("Has left")))
TWICE = (("", N_("Two customers")), ("first", N_("The first stays")), ("second", N_("The second stays")))


def customer_of(near: Any) -> int:
    """Whose the new row is: the customer in front, or the one whose row is; raises Refused without one."""
    if isinstance(near, CustomerRecord):
        return near.id
    if isinstance(near, ContactRecord | SiteRecord | MachineRecord | ContractRecord | SurveyRow):
        return near.customer_id
    raise Refused(N_("Whose is it? Pick a customer first."))


def _phones(typed: str) -> tuple[PhoneText, ...]:
    return tuple(PhoneText(p.strip()) for p in typed.replace("，", ",").replace("、", ",").replace("；", ",").split(",") if p.strip())


def _shown(phones: Sequence[str]) -> str:
    return "、".join(p if "*" in p else parse(p).shown for p in phones)


def promised(asked: Any) -> tuple[tuple[str, str], ...]:
    """The sets of promises that can hold for a customer: as usual, those of the desk for customers, the firm's own."""
    names = [r.name for r in asked.ask(PolicyRecords())]
    return (*PROMISED, *((n, POLICIES.get(n, n)) for n in names if n in FOR_CUSTOMERS or n not in POLICIES))


# ---- customers ----


def _change_customer(record: CustomerRecord, values: Values, changed: Values) -> Command:
    return ChangeCustomer(
        customer_id=record.id, name=NameText(changed["name"].strip()) if "name" in changed else None, kind=changed.get("kind"),
        note=changed.get("note"), policy=changed.get("policy"), code=changed.get("code"),
        phones=_phones(changed["phones"]) if "phones" in changed else None,
    )  # fmt: skip


def _new_customer(_near: Any, values: Values) -> Command:
    return AddCustomer(
        name=NameText(values["name"]), code=values["code"], kind=values["kind"], contact=NameText(values["contact"]),
        phones=_phones(values["phones"]), address=AddressText(values["address"]), note=values["note"],
        policy=values["policy"],
    )  # fmt: skip


def _customer_tells(r: CustomerRecord) -> Sequence[tuple[str, str]]:
    return [
        (label, "、".join(map(str, found)))
        for label, found in ((_("Known people"), r.people), (_("Addresses"), r.addresses), (_("Contracts"), [str(r.contracts)] if r.contracts else [])) if found
    ]  # fmt: skip


CUSTOMERS = Table(
    "customers", N_("Customers"), "office-building-outline", "customer", lambda b, text: b.ask(CustomerRecords(text=text)), lambda r: r.id,
    lambda r: str(r.name),
    lambda r: " · ".join(filter(None, (str(r.addresses[0]) if r.addresses else "", _("machines: {n}", n=r.machines), _("Key") if r.kind == "key" else ""))),
    lambda r: f"…{str(r.phones[0])[-4:]}" if r.phones else "",
    (
        Entry("name", N_("Customer name"), lambda r: str(r.name)), Entry("code", N_("Code"), lambda r: r.code),
        Entry("phones", N_("Numbers"), lambda r: _shown(r.phones), N_("parted by commas"), wide=True),
        Entry("kind", N_("Class"), lambda r: r.kind, options=KINDS), Entry("note", N_("Note"), lambda r: r.note),
        Entry("policy", N_("Promises to him"), lambda r: r.policy, options=PROMISED, wide=True, offers=promised),
        Entry("contact", N_("Person"), only="new"), Entry("address", N_("Address"), only="new", wide=True),
    ),
    _change_customer, _new_customer, _customer_tells, room=N_("Customers"),
)  # fmt: skip


# ---- machines ----


def _facts(values: Values) -> MachineFacts:
    return MachineFacts(
        model=values["model"], serial=values["serial"].strip(), brand=values["brand"], category=values["category"],
        bought_on=read_day(values["bought_on"]), installed_on=read_day(values["installed_on"]),
        warranty_until=read_day(values["warranty_until"]), warranty_basis=values["warranty_basis"], channel=values["channel"],
        network=values["network"], address=AddressText(values["address"]),
    )  # fmt: skip


def _new_machine(near: Any, values: Values) -> Command:
    return AddMachine(customer_id=customer_of(near), machine=_facts(values))


MACHINES = Table(
    "machines", N_("Machines"), "printer", "machine", lambda b, text: b.ask(MachineRecords(text=text)), lambda r: r.id,
    lambda r: " ".join(filter(None, (r.brand, r.model))), lambda r: str(r.customer), lambda r: f"…{r.serial[-5:]}" if r.serial else "",
    (
        Entry("model", N_("Model"), lambda r: r.model), Entry("serial", N_("Serial"), lambda r: r.serial),
        Entry("brand", N_("Brand"), lambda r: r.brand), Entry("bought_on", N_("Bought on"), lambda r: day_text(r.bought_on), "2026-03-02"),
        Entry("installed_on", N_("Installed on"), lambda r: day_text(r.installed_on), "2026-03-02"),
        Entry("warranty_until", N_("Warranty until"), lambda r: day_text(r.warranty_until), "2026-03-02"),
        Entry("network", N_("Network"), lambda r: r.network), Entry("address", N_("Stands at"), lambda r: str(r.address), wide=True),
        Entry("category", N_("Kind"), lambda r: r.category, options=CATEGORIES, wide=True),
        Entry("warranty_basis", N_("Proof"), lambda r: r.warranty_basis, options=BASES, wide=True),
        Entry("channel", N_("Channel"), lambda r: r.channel, options=CHANNELS, wide=True),
        Entry("active", N_("Use"), lambda r: "yes" if r.active else "no", options=IN_USE, wide=True),
    ),
    lambda r, values, changed: ChangeMachine(machine_id=r.id, machine=_facts(values), active=values["active"] == "yes"), _new_machine,
    lambda r: [(_("Whose"), str(r.customer))], room=N_("Customers"), of_customer=True,
)  # fmt: skip


# ---- people and addresses ----


def _contact(record: Any, near: Any, v: Values, changed: Values) -> Command:
    return SaveContact(
        contact_id=record.id if record is not None else None, customer_id=None if record is not None else customer_of(near),
        name=NameText(v["name"]), position=v["position"], mood=v["mood"], active=v["active"] == "yes",
        phones=_phones(v["phones"]) if "phones" in changed else None,
    )  # fmt: skip


CONTACTS = Table(
    "contacts", N_("Contacts"), "account-multiple", "contact", lambda b, text: b.ask(ContactRecords(text=text)), lambda r: r.id,
    lambda r: " ".join(filter(None, (str(r.name), r.position))), lambda r: " · ".join(filter(None, (str(r.customer), "" if r.active else _("Has left")))),
    lambda r: f"…{str(r.phones[0])[-4:]}" if r.phones else "",
    (
        Entry("name", N_("Name"), lambda r: str(r.name)), Entry("position", N_("Post"), lambda r: r.position),
        Entry("phones", N_("Numbers"), lambda r: _shown(r.phones), N_("parted by commas"), wide=True),
        Entry("mood", N_("Manner"), lambda r: r.mood, options=(("", N_("Not noted")), *MOODS[1:]), wide=True),
        Entry("active", N_("There"), lambda r: "yes" if r.active else "no", options=STILL_THERE, wide=True),
    ),
    lambda r, values, changed: _contact(r, None, values, changed), lambda near, values: _contact(None, near, values, values),
    lambda r: [(_("Whose"), str(r.customer))], room=N_("Customers"), of_customer=True,
)  # fmt: skip


def _site(record: Any, near: Any, v: Values) -> Command:
    return SaveSite(
        site_id=record.id if record is not None else None, customer_id=None if record is not None else customer_of(near),
        address=AddressText(v["address"]), district=v["district"], access_note=v["access"], active=v["active"] == "yes",
    )  # fmt: skip


SITES = Table(
    "sites", N_("Sites"), "map-marker-radius", "site", lambda b, text: b.ask(SiteRecords(text=text)), lambda r: r.id,
    lambda r: str(r.address), lambda r: " · ".join(filter(None, (str(r.customer), "" if r.active else _("No longer")))), lambda r: r.district,
    (
        Entry("address", N_("Address"), lambda r: str(r.address), wide=True), Entry("district", N_("District"), lambda r: r.district),
        Entry("access", N_("How to get in"), lambda r: r.access_note), Entry("active", N_("Use"), lambda r: "yes" if r.active else "no", options=IN_USE, wide=True),
    ),
    lambda r, values, changed: _site(r, None, values), lambda near, values: _site(None, near, values),
    lambda r: [(_("Whose"), str(r.customer))], room=N_("Customers"), of_customer=True,
)  # fmt: skip


# ---- contracts ----


def _needed_day(typed: str) -> dt.date:
    found = read_day(typed)
    if found is None:
        raise Refused(N_("A contract needs its first and its last day."))
    return found


def _contract(record: Any, near: Any, v: Values) -> Command:
    return SaveContract(
        contract_id=record.id if record is not None else None, customer_id=None if record is not None else customer_of(near),
        number=v["number"], name=v["name"], kind=v["kind"], starts_on=_needed_day(v["starts"]), ends_on=_needed_day(v["ends"]),
        ended_on=read_day(v["ended"]), visits=read_number(v["visits"]), part_off_percent=read_percent(v["part"]),
        labour_off_percent=read_percent(v["labour"]), visit_off_percent=read_percent(v["visit"]), policy=v["policy"],
        covers=tuple(c.strip() for c in v["covers"].replace("，", ",").replace("、", ",").split(",") if c.strip()), note=v["note"],
    )  # fmt: skip


def _contract_tells(r: ContractRecord) -> Sequence[tuple[str, str]]:
    used = _("{n} of {all}", n=r.used, all=r.visits) if r.visits is not None else str(r.used)
    return [(_("Whose"), str(r.customer)), (_("Visits used"), used)]


def _percent(value: int) -> str:
    return str(value) if value else ""


CONTRACTS = Table(
    "contracts", N_("Contracts"), "file-sign", "contract", lambda b, text: b.ask(ContractRecords(text=text)), lambda r: r.id,
    lambda r: r.name or r.number, lambda r: str(r.customer), lambda r: f"{r.ended_on or r.ends_on:%Y-%m-%d}",
    (
        Entry("number", N_("Contract number"), lambda r: r.number), Entry("name", N_("Called"), lambda r: r.name),
        Entry("kind", N_("Kind"), lambda r: r.kind, options=tuple(CONTRACT_KINDS.items()), wide=True),
        Entry("starts", N_("From"), lambda r: day_text(r.starts_on), "2026-03-02"), Entry("ends", N_("Until"), lambda r: day_text(r.ends_on), "2027-03-01"),
        Entry("visits", N_("Visits"), lambda r: "" if r.visits is None else str(r.visits), N_("empty: as many as needed")),
        Entry("visit", N_("Off the visit %"), lambda r: _percent(r.visit_off_percent)), Entry("labour", N_("Off labour %"), lambda r: _percent(r.labour_off_percent)),
        Entry("part", N_("Off parts %"), lambda r: _percent(r.part_off_percent)),
        Entry("covers", N_("Covers"), lambda r: ", ".join(r.covers), N_("serials or MP 3055 x2; empty: every machine"), wide=True),
        Entry("policy", N_("Promises to him"), lambda r: r.policy, options=PROMISED, wide=True, offers=promised),
        Entry("ended", N_("Called off on"), lambda r: day_text(r.ended_on), "2026-03-02"), Entry("note", N_("Note"), lambda r: r.note),
    ),
    lambda r, values, changed: _contract(r, None, values), lambda near, values: _contract(None, near, values), _contract_tells,
    room=N_("Customers"), of_customer=True,
)  # fmt: skip


# ---- who is there twice ----


def _merge(record: DoubleRecord, values: Values, _changed: Values) -> Command:
    if not values["stays"]:
        raise Refused(N_("Which of the two stays?"))
    stays, goes = (record.first_id, record.second_id) if values["stays"] == "first" else (record.second_id, record.first_id)
    return MergeCustomers(goes_id=goes, stays_id=stays)


def _twice_tells(r: DoubleRecord) -> Sequence[tuple[str, str]]:
    return [
        (_("The first"), _("{name} · jobs: {n}", name=r.first, n=r.jobs[0])), (_("The second"), _("{name} · jobs: {n}", name=r.second, n=r.jobs[1])),
        *([(_("Both have"), _shown(r.shared))] if r.shared else []),
        (_("Afterwards"), _("All that hangs on the one that goes is hung on the one that stays. Ctrl+Z parts them again.")),
    ]  # fmt: skip


TWICES = Table(
    "twice", N_("There twice"), "account-switch", "customer", lambda b, text: b.ask(DoubleRecords(text=text)), lambda r: r.id,
    lambda r: str(r.first), lambda r: str(r.second), lambda r: f"…{str(r.shared[0])[-4:]}" if r.shared else "",
    (Entry("stays", N_("They are"), lambda r: "", options=TWICE, wide=True),), _merge, None, _twice_tells, room=N_("Customers"),
)  # fmt: skip
