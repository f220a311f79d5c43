"""The tables of the records sheet: what each shows of a row, what can be typed, and which command saves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dispatch_console.commands.customers import (
    AddCustomer,
    AddMachine,
    ChangeCustomer,
    ChangeMachine,
    MachineFacts,
)
from dispatch_console.commands.people import AddPerson, ChangePerson
from dispatch_console.commands.registry import Command
from dispatch_console.commands.setup import ChangeClockRule, SetSetting
from dispatch_console.domain.kinds import POLICIES, clock_words
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.phones import parse
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.office import People, PriceList, Settings, Staff
from dispatch_console.queries.upkeep import (
    CustomerRecord,
    CustomerRecords,
    MachineRecord,
    MachineRecords,
    RuleRecord,
    RuleRecords,
)
from dispatch_console.ui.sheets.record_table import (
    Entry,
    Table,
    Values,
    day_text,
    filtered,
    read_day,
    read_minutes,
    spoken,
)
from dispatch_console.ui.sheets.text_records import FAULTS, HOLIDAYS, KNOWLEDGE, SCRIPTS
from dispatch_console.words import N_, _

PROMISED = (("", N_("As usual")), *((p, POLICIES[p]) for p in ("contract_12h", "contract_24h", "office_hours")))
KINDS = (("ordinary", N_("Ordinary")), ("key", N_("Key")))
CHANNELS = (("regular", N_("Regular channel")), ("grey", N_("Grey import")))
BASES = (("", N_("No proof")), ("invoice", N_("Invoice")), ("card", N_("Warranty card")), ("contract", N_("Contract")))
CATEGORIES = (
    ("", N_("Unsaid")), ("copier", N_("Copier")), ("printer", N_("Printer")), ("computer", N_("Computer")),
    ("air_conditioner", N_("Air conditioner")), ("machine", N_("Other")),
)  # fmt: skip
ROLES = (
    ("technician", N_("Technician")), ("dispatcher", N_("Dispatcher")), ("supervisor", N_("Supervisor")), ("manager", N_("Manager")),
)  # fmt: skip
SERVES = (("yes", N_("In service")), ("no", N_("Has left")))
SETTINGS: dict[str, str] = {
    "company_name": N_("Name of the firm"), "hotline": N_("Service hotline"), "ring_seconds": N_("Answer within (seconds)"),
    "straight_to_site": N_("Straight to site by"), "day_start": N_("Report in by"), "closing_time": N_("End of the day"),
    "phone_hours_from": N_("Reachable from"), "phone_hours_until": N_("Reachable until"),
    "arrive_early": N_("Earlier than agreed (minutes)"), "warranty_months": N_("Warranty (months)"),
    "return_days": N_("Return and exchange (days)"), "same_fault_times": N_("Same fault counts as serious (times)"),
    "satisfaction_target": N_("Satisfaction wanted (percent)"), "records_day": N_("Papers handed in on day"),
    "diary_day": N_("Diary handed in on day"), "training_every": N_("Training every (months)"),
    "key_contact_months": N_("Key customers called every (months)"), "key_visits_per_year": N_("Key customers visited a year (times)"),
    "ordinary_contact_months": N_("Other customers called every (months)"), "default_area": N_("Own area code"),
    "quality_call_for": N_("Quality call for (kinds, |)"),
}  # fmt: skip


# ---- customers ----


def _change_customer(record: CustomerRecord, values: Values, changed: Values) -> Command:
    return ChangeCustomer(
        customer_id=record.id, name=NameText(changed["name"].strip()) if "name" in changed else None, kind=changed.get("kind"),
        note=changed.get("note"), policy=changed.get("policy"), add_phone=PhoneText(values["phone"]), add_contact=NameText(values["contact"]),
        add_address=AddressText(values["address"]),
    )  # fmt: skip


def _new_customer(_near: Any, values: Values) -> Command:
    return AddCustomer(
        name=NameText(values["name"]), code=values["code"], kind=values["kind"], contact=NameText(values["contact"]),
        phones=(PhoneText(values["phone"]),) if values["phone"] else (), address=AddressText(values["address"]), note=values["note"],
        policy=values["policy"],
    )  # fmt: skip


def _customer_tells(r: CustomerRecord) -> Sequence[tuple[str, str]]:
    return [
        (label, "、".join(map(str, found)))
        for label, found in ((_("Known people"), r.people), (_("Numbers"), [p if "*" in p else parse(p).shown for p in r.phones]), (_("Addresses"), r.addresses)) if found
    ]  # fmt: skip


CUSTOMERS = Table(
    "customers", N_("Customers"), "office-building-outline", "customer", lambda b, text: b.ask(CustomerRecords(text=text)), lambda r: r.id,
    lambda r: str(r.name),
    lambda r: " · ".join(filter(None, (str(r.addresses[0]) if r.addresses else "", _("machines: {n}", n=r.machines), _("Key") if r.kind == "key" else ""))),
    lambda r: f"…{str(r.phones[0])[-4:]}" if r.phones else "",
    (
        Entry("name", N_("Customer name"), lambda r: str(r.name)), Entry("code", N_("Code"), lambda r: r.code, only="new"),
        Entry("kind", N_("Class"), lambda r: r.kind, options=KINDS), Entry("note", N_("Note"), lambda r: r.note),
        Entry("policy", N_("Promises to him"), lambda r: r.policy, options=PROMISED, wide=True),
        Entry("contact", N_("Add a person")), Entry("phone", N_("Add a number")), Entry("address", N_("Add an address"), wide=True),
    ),
    _change_customer, _new_customer, _customer_tells,
)  # fmt: skip


# ---- machines ----


def _facts(values: Values) -> MachineFacts:
    return MachineFacts(
        model=values["model"], serial=values["serial"].strip(), brand=values["brand"], category=values["category"],
        bought_on=read_day(values["bought_on"]), installed_on=read_day(values["installed_on"]),
        warranty_until=read_day(values["warranty_until"]), warranty_basis=values["warranty_basis"], channel=values["channel"],
    )  # fmt: skip


def _new_machine(near: Any, values: Values) -> Command:
    if isinstance(near, CustomerRecord):
        return AddMachine(customer_id=near.id, machine=_facts(values))
    if isinstance(near, MachineRecord):
        return AddMachine(customer_id=near.customer_id, machine=_facts(values))
    raise Refused(N_("Whose machine is it? Pick a customer first."))


MACHINES = Table(
    "machines", N_("Machines"), "printer", "machine", lambda b, text: b.ask(MachineRecords(text=text)), lambda r: r.id,
    lambda r: " ".join(filter(None, (r.brand, r.model))), lambda r: str(r.customer), lambda r: f"…{r.serial[-5:]}" if r.serial else "",
    (
        Entry("model", N_("Model"), lambda r: r.model), Entry("serial", N_("Serial"), lambda r: r.serial),
        Entry("brand", N_("Brand"), lambda r: r.brand), Entry("bought_on", N_("Bought on"), lambda r: day_text(r.bought_on), "2026-03-02"),
        Entry("installed_on", N_("Installed on"), lambda r: day_text(r.installed_on), "2026-03-02"),
        Entry("warranty_until", N_("Warranty until"), lambda r: day_text(r.warranty_until), "2026-03-02"),
        Entry("category", N_("Kind"), lambda r: r.category, options=CATEGORIES, wide=True),
        Entry("warranty_basis", N_("Proof"), lambda r: r.warranty_basis, options=BASES, wide=True),
        Entry("channel", N_("Channel"), lambda r: r.channel, options=CHANNELS, wide=True),
    ),
    lambda r, values, changed: ChangeMachine(machine_id=r.id, machine=_facts(values)), _new_machine,
    lambda r: [(_("Whose"), str(r.customer))],
)  # fmt: skip


# ---- staff ----


def _change_person(r: Staff, values: Values, changed: Values) -> Command:
    return ChangePerson(
        person_id=r.id, name=NameText(changed["name"]) if "name" in changed else None, initials=changed.get("initials"),
        district=changed.get("district"), mobile=PhoneText(changed["mobile"]) if "mobile" in changed else None,
        grade=changed.get("grade"), active=changed["serves"] == "yes" if "serves" in changed else None,
        skills=tuple(changed["skills"].split()) if "skills" in changed else None,
    )  # fmt: skip


def _new_person(_near: Any, v: Values) -> Command:
    return AddPerson(
        name=NameText(v["name"]), code=v["code"], initials=v["initials"].strip().lower(), role=v["role"], district=v["district"],
        mobile=PhoneText(v["mobile"]), grade=v["grade"], skills=tuple(v["skills"].split()),
    )  # fmt: skip


STAFF = Table(
    "staff", N_("Staff"), "account-hard-hat", "person",
    lambda b, text: filtered(b.ask(People(with_former=True)), text, lambda r: f"{r.name} {' '.join(r.initials)} {r.code} {r.district}"),
    lambda r: r.id, lambda r: r.name,
    lambda r: " · ".join(filter(None, (_(dict(ROLES).get(r.role, r.role)), r.district, " ".join(r.skills), "" if r.active else _("Has left")))),
    lambda r: r.code,
    (
        Entry("name", N_("Name"), lambda r: r.name), Entry("code", N_("Staff number"), lambda r: r.code, only="new"),
        Entry("initials", N_("Initials"), lambda r: r.initials[0] if r.initials else ""), Entry("mobile", N_("Mobile"), lambda r: str(r.mobile)),
        Entry("district", N_("District"), lambda r: r.district), Entry("grade", N_("Grade"), lambda r: r.grade),
        Entry("skills", N_("Skills"), lambda r: " ".join(r.skills), N_("apart by spaces"), wide=True),
        Entry("role", N_("Role"), lambda r: r.role, options=ROLES, only="new", wide=True),
        Entry("serves", N_("Service"), lambda r: "yes" if r.active else "no", options=SERVES, wide=True),
    ),
    _change_person, _new_person,
)  # fmt: skip


# ---- prices, settings, promises ----


def _yuan(fen: int) -> str:
    return f"¥ {fen / 100:,.2f}"


PRICED = {**dict(CATEGORIES), "aircon": N_("Air conditioner"), "all": N_("All kinds")}

PRICES = Table(
    "prices", N_("Price list"), "currency-cny", "price_item",
    lambda b, text: filtered(b.ask(PriceList()), text, lambda r: f"{r.code} {r.name} {r.category} {' '.join(r.initials)}"),
    lambda r: r.code, lambda r: r.name, lambda r: f"{r.code} · {_(PRICED.get(r.category, r.category))}", lambda r: _yuan(r.price_fen),
    (
        Entry("name", N_("Item"), lambda r: r.name, only="seen"), Entry("code", N_("Code"), lambda r: r.code, only="seen"),
        Entry("price", N_("Price"), lambda r: _yuan(r.price_fen), only="seen"), Entry("unit", N_("Unit"), lambda r: r.unit, only="seen"),
        Entry("band", N_("May go"), lambda r: f"{-r.low_percent} % … {r.high_percent:+d} %", only="seen"),
        Entry("version", N_("Version"), lambda r: r.version, only="seen"),
    ),
    why_not=N_("The price list comes as a whole, with a new version: import it (Ctrl+I)."),
)  # fmt: skip

SETTING_TABLE = Table(
    "settings", N_("Settings"), "tune", "setting",
    lambda b, text: filtered(sorted(b.ask(Settings()).items(), key=lambda r: list(SETTINGS).index(r[0]) if r[0] in SETTINGS else 99),
                              text, lambda r: f"{r[0]} {_(SETTINGS.get(r[0], r[0]))} {r[1]}"),
    lambda r: r[0], lambda r: _(SETTINGS.get(r[0], r[0])), lambda r: r[1], lambda r: "",
    (
        Entry("name", N_("Setting"), lambda r: _(SETTINGS.get(r[0], r[0])), only="seen", wide=True),
        Entry("value", N_("Value"), lambda r: r[1], wide=True),
    ),
    lambda r, values, changed: SetSetting(name=r[0], value=values["value"].strip()),
)  # fmt: skip


HOURS = {
    "24x365": N_("Round the clock"), "phone": N_("Telephone hours"), "weekdays": N_("Monday to Friday"),
    "working_days": N_("Working days"), "office_hours": N_("Office hours"),
}  # fmt: skip


def _length(r: RuleRecord) -> str:
    if r.working_days:
        return _("{n} working days", n=r.working_days)
    return spoken(r.minutes) if r.minutes else _("at once")


def _rule_tells(r: RuleRecord) -> Sequence[tuple[str, str]]:
    if not r.moves:
        return [(_("Moves"), _("no open job waits on this promise now"))]
    shown = "、".join(n.removeprefix("WX")[-8:] for n in r.moves[:6]) + (" …" if len(r.moves) > 6 else "")
    return [(_("Moves"), _("{n} open jobs: {numbers}", n=len(r.moves), numbers=shown))]


RULES = Table(
    "promises", N_("Promises"), "timer-cog-outline", "clock_rule",
    lambda b, text: filtered(b.ask(RuleRecords()), text, lambda r: f"{r.policy} {clock_words(r.kind)} {r.kind}"),
    lambda r: r.id, lambda r: str(clock_words(r.kind)), lambda r: " · ".join(filter(None, (_(POLICIES.get(r.policy, r.policy)), r.requirement))),
    _length,
    (
        Entry("kind", N_("Promise"), lambda r: str(clock_words(r.kind)), only="seen"), Entry("policy", N_("Policy"), lambda r: _(POLICIES.get(r.policy, r.policy)), only="seen"),
        Entry("minutes", N_("Minutes allowed"), lambda r: str(r.minutes), echo=lambda typed: spoken(read_minutes(typed))),
        Entry("calendar", N_("Counted in"), lambda r: _(HOURS.get(r.calendar, r.calendar)), only="seen"),
    ),
    lambda r, values, changed: ChangeClockRule(policy=r.policy, kind=r.kind, minutes=read_minutes(values["minutes"])),
    None, _rule_tells,
)  # fmt: skip

TABLES: tuple[Table, ...] = (CUSTOMERS, MACHINES, STAFF, PRICES, SETTING_TABLE, RULES, HOLIDAYS, KNOWLEDGE, SCRIPTS, FAULTS)
COLUMNS: dict[str, str] = {  # what changed, in words; other columns are the program's own
    "name": N_("name"), "kind": N_("class"), "note": N_("note"), "model": N_("model"), "serial": N_("serial"), "brand": N_("brand"),
    "category": N_("kind"), "bought_on": N_("day bought"), "installed_on": N_("day installed"), "warranty_until": N_("warranty"),
    "warranty_basis": N_("proof"), "channel": N_("channel"), "initials": N_("initials"), "district": N_("district"),
    "mobile": N_("mobile"), "grade": N_("grade"), "active": N_("service"), "value": N_("value"), "minutes": N_("minutes"),
    "title": N_("heading"), "text": N_("text"), "words": N_("found by"), "step": N_("step"), "say": N_("sentence"), "avoid": N_("not to say"),
    "questions": N_("questions"), "policy_id": N_("promises"), "advice": N_("advice"), "fault_code": N_("fault code"), "priority": N_("priority"),
}  # fmt: skip
