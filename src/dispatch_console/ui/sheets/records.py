"""The tables of the records sheet: what each shows of a row, what can be typed, and which command saves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dispatch_console.commands.attachments import SetLogo
from dispatch_console.commands.people import AddPerson, ChangePerson
from dispatch_console.commands.plans import SavePlan
from dispatch_console.commands.registry import Command
from dispatch_console.commands.rules import SetRule
from dispatch_console.commands.setup import ChangeCalendar, ChangeClockRule, SavePolicy, SetSetting
from dispatch_console.commands.texts import SaveModel, SavePrice, SaveZone
from dispatch_console.domain import money
from dispatch_console.domain.attachments import FOLDER_SETTING, LOGO, SETTING, USUAL, logo_parts
from dispatch_console.domain.calendars import read_hours
from dispatch_console.domain.kinds import POLICIES, clock_words
from dispatch_console.domain.masked import AddressText, NameText, PathText, PhoneText
from dispatch_console.domain.plans import KINDS as PLAN_KINDS
from dispatch_console.domain.plans import as_typed
from dispatch_console.domain.plans import typed as typed_rule
from dispatch_console.domain.plans import words as words_of
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.customers import MachineRecord
from dispatch_console.queries.figures import AIMS
from dispatch_console.queries.office import People, PriceList, Settings, Staff
from dispatch_console.queries.plans import PlanRow, Plans
from dispatch_console.queries.upkeep import (
    CalendarRecord,
    CalendarRecords,
    HouseRules,
    ModelRecords,
    PolicyRecords,
    RuleRecord,
    RuleRecords,
    ZoneRecords,
)
from dispatch_console.ui.sheets.customer_records import (
    CATEGORIES,
    CONTACTS,
    CONTRACTS,
    CUSTOMERS,
    IN_USE,
    MACHINES,
    SITES,
    TWICES,
    customer_of,
)
from dispatch_console.ui.sheets.record_table import (
    Entry,
    Table,
    Values,
    day_text,
    filtered,
    read_day,
    read_minutes,
    read_number,
    read_percent,
    spoken,
)
from dispatch_console.ui.sheets.survey_records import SURVEYS
from dispatch_console.ui.sheets.text_records import FAULTS, HOLIDAYS, KNOWLEDGE, SCRIPTS
from dispatch_console.words import N_, _

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
    "satisfaction_target": N_("Satisfaction wanted (percent)"), "arrival_target": N_("Arrivals as agreed wanted (percent)"),
    "key_contact_months": N_("Key customers called every (months)"), "key_visits_per_year": N_("Key customers visited a year (times)"),
    "ordinary_contact_months": N_("Other customers called every (months)"), "default_area": N_("Own area code"),
    "quality_call_for": N_("Quality call for (kinds, |)"), "points_count": N_("Points count on the day of (work, audit)"),
    "revisit_after_days": N_("Revisit after a service (days, 0 none)"), "revisit_after_for": N_("Revisit after (kinds, |)"), SETTING: N_("Largest attachment (MB)"), FOLDER_SETTING: N_("Folder of the scanner"),
    LOGO: N_("Logo on the forms"), "watch_phone": N_("Supervision (telephone)"),
}  # fmt: skip
NEWER = {**{name: str(aim) for name, aim in AIMS.items()}, SETTING: str(USUAL), FOLDER_SETTING: "", LOGO: "", "watch_phone": "", "points_count": "audit", "revisit_after_days": "0", "revisit_after_for": "installation"}  # a desk that was set up earlier has no row of them


# ---- staff ----


def _change_person(r: Staff, values: Values, changed: Values) -> Command:
    return ChangePerson(
        person_id=r.id, name=NameText(changed["name"]) if "name" in changed else None, initials=changed.get("initials"),
        district=changed.get("district"), mobile=PhoneText(changed["mobile"]) if "mobile" in changed else None,
        grade=changed.get("grade"), active=changed["serves"] == "yes" if "serves" in changed else None,
        skills=tuple(changed["skills"].split()) if "skills" in changed else None,
        phone_2=PhoneText(changed["phone_2"]) if "phone_2" in changed else None, home=AddressText(changed["home"]) if "home" in changed else None,
        base=changed.get("base"), badge=changed.get("badge"), joined_on=read_day(changed["joined"]) if "joined" in changed else None,
    )  # fmt: skip


def _new_person(_near: Any, v: Values) -> Command:
    return AddPerson(
        name=NameText(v["name"]), code=v["code"], initials=v["initials"].strip().lower(), role=v["role"], district=v["district"],
        mobile=PhoneText(v["mobile"]), grade=v["grade"], skills=tuple(v["skills"].split()), phone_2=PhoneText(v["phone_2"]),
        home=AddressText(v["home"]), base=v["base"], badge=v["badge"], joined_on=read_day(v["joined"]),
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
        Entry("phone_2", N_("Other phone"), lambda r: str(r.phone_2)), Entry("badge", N_("Badge"), lambda r: r.badge),
        Entry("base", N_("Office"), lambda r: r.base), Entry("joined", N_("Joined on"), lambda r: day_text(r.joined_on), "2026-03-02"),
        Entry("home", N_("Lives at"), lambda r: str(r.home), wide=True),
        Entry("skills", N_("Skills"), lambda r: " ".join(s if n == 1 else f"{s}:{n}" for s, n in zip(r.skills, r.levels, strict=True)), N_("apart by spaces, with their level: 彩机:3"), wide=True),
        Entry("role", N_("Role"), lambda r: r.role, options=ROLES, only="new", wide=True),
        Entry("serves", N_("Service"), lambda r: "yes" if r.active else "no", options=SERVES, wide=True),
    ),
    _change_person, _new_person, room=N_("The firm"),
)  # fmt: skip


ZONES = Table(
    "zones", N_("Zones"), "map-marker-radius", "zone", lambda b, text: filtered(b.ask(ZoneRecords()), text, lambda r: f"{r.name} {r.districts}"),
    lambda r: r.id, lambda r: r.name, lambda r: r.districts, lambda r: "",
    (
        Entry("name", N_("Called"), lambda r: r.name, wide=True),
        Entry("districts", N_("Districts"), lambda r: r.districts, N_("apart by spaces; they count as near"), wide=True),
    ),
    lambda r, v, changed: SaveZone(zone_id=r.id, name=v["name"], districts=v["districts"]),
    lambda near, v: SaveZone(name=v["name"], districts=v["districts"]), room=N_("The firm"),
)  # fmt: skip


# ---- prices, models, settings, promises ----


def _yuan(fen: int) -> str:
    return f"¥ {fen / 100:,.2f}"


def _fen(typed: str) -> int:
    try:
        return money.parse_yuan(typed)
    except ValueError as wrong:
        raise Refused(N_("{text} is no amount of money."), text=typed.strip() or "—") from wrong


PRICED = {"": N_("All kinds"), **dict(CATEGORIES[1:]), "aircon": N_("Air conditioner"), "all": N_("All kinds")}
PRICE_KINDS = (("labour", N_("Labour")), ("part", N_("Part")), ("visit", N_("Visit fee")), ("other", N_("Other")))


def _price(record: Any, v: Values) -> Command:
    return SavePrice(
        code=record.code if record is not None else v["code"], name=v["name"], price_fen=_fen(v["price"]), kind=v["kind"],
        category=record.category if record is not None else "", unit=v["unit"], low_percent=read_percent(v["low"]),
        high_percent=read_percent(v["high"]),
    )  # fmt: skip


MODES = (("warn", N_("Warns")), ("enforce", N_("Is enforced")))
HOUSE = Table(
    "rules", N_("House rules"), "gavel", "setting",
    lambda b, text: filtered(b.ask(HouseRules()), text, lambda r: f"{_(r.wants)} {r.requirement}"),
    lambda r: r.name, lambda r: _(r.wants), lambda r: _(dict(MODES)[r.mode]), lambda r: "",
    (Entry("mode", N_("When it is broken"), lambda r: r.mode, options=MODES, wide=True),),
    lambda r, values, changed: SetRule(name=r.name, mode=values["mode"]), None,
    lambda r: [(_("Rule"), _(r.wants)), (_("Otherwise"), _("It is done, the job's story says so, and the status bar warns."))], room=N_("The firm"),
)  # fmt: skip

PRICES = Table(
    "prices", N_("Price list"), "currency-cny", "price_item",
    lambda b, text: filtered(b.ask(PriceList()), text, lambda r: f"{r.code} {r.name} {r.category} {' '.join(r.initials)}"),
    lambda r: r.code, lambda r: r.name, lambda r: f"{r.code} · {_(PRICED.get(r.category, r.category))}", lambda r: _yuan(r.price_fen),
    (
        Entry("name", N_("Item"), lambda r: r.name), Entry("code", N_("Code"), lambda r: r.code, only="new"),
        Entry("price", N_("Price"), lambda r: money.plain(r.price_fen), echo=lambda typed: _yuan(_fen(typed))), Entry("unit", N_("Unit"), lambda r: r.unit),
        Entry("low", N_("Down to %"), lambda r: str(r.low_percent)), Entry("high", N_("Up to %"), lambda r: str(r.high_percent)),
        Entry("kind", N_("Kind"), lambda r: r.kind, options=PRICE_KINDS, wide=True),
    ),
    lambda r, values, changed: _price(r, values), lambda near, values: _price(None, values),
    lambda r: [(_("Version"), r.version), (_("Afterwards"), _("What is changed today becomes one new version of the list; quotes keep theirs."))],
    room=N_("Prices"),
)  # fmt: skip


def _model(record: Any, v: Values) -> Command:
    return SaveModel(
        model_id=record.id if record is not None else None, model=v["model"], brand=v["brand"], category=v["category"],
        warranty_months=read_number(v["months"]), note=v["note"],
    )  # fmt: skip


MODELS = Table(
    "models", N_("Models"), "printer", "product_model",
    lambda b, text: filtered(b.ask(ModelRecords()), text, lambda r: f"{r.brand} {r.model}"),
    lambda r: r.id, lambda r: " ".join(filter(None, (r.brand, r.model))), lambda r: _(dict(CATEGORIES).get(r.category, r.category)),
    lambda r: _("{n} months", n=r.warranty_months) if r.warranty_months is not None else "",
    (
        Entry("model", N_("Model"), lambda r: r.model), Entry("brand", N_("Brand"), lambda r: r.brand),
        Entry("months", N_("Warranty"), lambda r: "" if r.warranty_months is None else str(r.warranty_months), N_("months; empty: as the firm has it")),
        Entry("note", N_("Note"), lambda r: r.note), Entry("category", N_("Kind"), lambda r: r.category, options=CATEGORIES, wide=True),
    ),
    lambda r, values, changed: _model(r, values), lambda near, values: _model(None, values), room=N_("Prices"),
)  # fmt: skip

def _value(r: tuple[str, str]) -> str:
    return logo_parts(r[1])[1] if r[0] == LOGO else r[1]


def _set(r: tuple[str, str], values: Values) -> Command:
    value = values["value"].strip()
    return SetLogo(path=PathText(value.strip('"'))) if r[0] == LOGO else SetSetting(name=r[0], value=value)


def _setting_tells(r: tuple[str, str]) -> Sequence[tuple[str, str]]:
    if r[0] != LOGO:
        return ()
    return [(_("Which file"), _("Type the path of a PNG or JPEG picture; it stands at the head of every form. Empty takes it off."))]


SETTING_TABLE = Table(
    "settings", N_("Settings"), "tune", "setting",
    lambda b, text: filtered(sorted((r for r in (NEWER | b.ask(Settings())).items() if not r[0].startswith(("rule_", "printer:"))), key=lambda r: list(SETTINGS).index(r[0]) if r[0] in SETTINGS else 99),
                              text, lambda r: f"{r[0]} {_(SETTINGS.get(r[0], r[0]))} {r[1]}"),
    lambda r: r[0], lambda r: _(SETTINGS.get(r[0], r[0])), _value, lambda r: "",
    (
        Entry("name", N_("Setting"), lambda r: _(SETTINGS.get(r[0], r[0])), only="seen", wide=True),
        Entry("value", N_("Value"), _value, wide=True),
    ),
    lambda r, values, changed: _set(r, values), None, _setting_tells, room=N_("The firm"),
)  # fmt: skip


def _plan(record: Any, near: Any, v: Values) -> Command:
    starts = read_day(v["starts"])
    if starts is None:
        raise Refused(N_("From which day on?"))
    customer_id, machine_id = (record.customer_id, record.machine_id) if record is not None else (None, None)
    if record is None and v["kind"] not in ("office", "training"):
        customer_id, machine_id = customer_of(near), near.id if isinstance(near, MachineRecord) else None
    return SavePlan(
        plan_id=record.id if record is not None else None, name=v["name"], rule=v["rule"], starts_on=starts, kind=v["kind"],
        lead_days=read_number(v["lead"]) or 0, active=v["active"] == "yes", customer_id=customer_id,
        machine_id=machine_id, every_count=read_number(v["count"]),
    )  # fmt: skip


def _plan_tells(r: PlanRow) -> Sequence[tuple[str, str]]:
    whose = " · ".join(filter(None, (str(r.customer), r.machine, r.serial, str(r.person))))
    return [*([(_("Whose"), whose)] if whose else []), (_("Next"), f"{r.next_on:%Y-%m-%d}" if r.next_on else _("ended"))]


PLANS = Table(
    "plans", N_("Plans"), "calendar-sync-outline", "plan",
    lambda b, text: filtered(b.ask(Plans()), text, lambda r: f"{r.name} {r.customer} {r.machine} {r.serial}"),
    lambda r: r.id, lambda r: r.name, lambda r: " · ".join(filter(None, (str(r.rule_words), str(r.customer), r.machine))),
    lambda r: f"{r.next_on:%m-%d}" if r.next_on else "",
    (
        Entry("name", N_("What is to be done"), lambda r: r.name, wide=True),
        Entry("rule", N_("How often"), lambda r: as_typed(r.rule), N_("30d, 2w, 3m, m10 the 10th, q-1 end of quarter"), wide=True,
              echo=lambda text: f"= {words_of(typed_rule(text))}"),
        Entry("starts", N_("From"), lambda r: day_text(r.starts_on), "2026-03-02"), Entry("lead", N_("Days ahead"), lambda r: str(r.lead_days)),
        Entry("count", N_("Or every sheets"), lambda r: str(r.every_count or ""), N_("on the machine's counter")),
        Entry("kind", N_("Kind"), lambda r: r.kind, options=tuple(PLAN_KINDS.items()), wide=True),
        Entry("active", N_("Use"), lambda r: "yes" if r.active else "no", options=IN_USE, wide=True),
    ),
    lambda r, values, changed: _plan(r, None, values), lambda near, values: _plan(None, near, values), _plan_tells, room=N_("Time"),
    may_be_for=True,
)  # fmt: skip

HOURS = {
    "24x365": N_("All hours"), "phone": N_("Phone hours"), "weekdays": N_("Mon to Fri"), "working_days": N_("Working days"),
}  # fmt: skip


def _length(r: RuleRecord) -> str:
    if r.working_days:
        return _("{n} working days", n=r.working_days)
    return spoken(r.minutes) if r.minutes else _("at once")


def _rule_tells(r: RuleRecord | CalendarRecord) -> Sequence[tuple[str, str]]:
    if not r.moves:
        return [(_("Moves"), _("no open job waits on this promise now"))]
    shown = "、".join(n.removeprefix("WX")[-8:] for n in r.moves[:6]) + (" …" if len(r.moves) > 6 else "")
    return [(_("Moves"), _("{n} open jobs: {numbers}", n=len(r.moves), numbers=shown))]


OWN_RULES = (("no", N_("For whom it is set")), ("yes", N_("Every new job")))


def _sets(asked: Any) -> tuple[tuple[str, str], ...]:
    return tuple((r.name, POLICIES.get(r.name, r.name)) for r in asked.ask(PolicyRecords()))


SETS = Table(
    "policies", N_("Sets of promises"), "handshake-outline", "service_policy",
    lambda b, text: filtered(b.ask(PolicyRecords()), text, lambda r: f"{r.name} {_(POLICIES.get(r.name, r.name))}"),
    lambda r: r.id, lambda r: _(POLICIES.get(r.name, r.name)),
    lambda r: _("promises: {n}", n=r.promises) + (f" · {_('Every new job')}" if r.usual else ""), lambda r: _("open jobs: {n}", n=r.open_jobs) if r.open_jobs else "",
    (
        Entry("name", N_("Called"), lambda r: _(POLICIES.get(r.name, r.name)), wide=True),
        Entry("usual", N_("Holds for"), lambda r: "yes" if r.usual else "no", options=OWN_RULES, wide=True),
        Entry("like", N_("Begun like"), options=(("standard", POLICIES["standard"]),), only="new", wide=True, offers=_sets),
    ),
    lambda r, values, changed: SavePolicy(policy_id=r.id, name=changed.get("name", r.name), usual=values["usual"] == "yes"),
    lambda near, v: SavePolicy(name=v["name"], like=v["like"], usual=v["usual"] == "yes"),
    lambda r: [(_("Holds now"), _("customers: {customers}, contracts: {contracts}, open jobs: {jobs}", customers=r.customers, contracts=r.contracts, jobs=r.open_jobs)),
               (_("Its values"), _("stand one by one in the table Promises; a customer, a contract or a job is given a set."))],
    room=N_("Time"),
)  # fmt: skip

RULES = Table(
    "promises", N_("Promises"), "timer-cog-outline", "clock_rule",
    lambda b, text: filtered(b.ask(RuleRecords()), text, lambda r: f"{r.policy} {clock_words(r.kind)} {r.kind}"),
    lambda r: r.id, lambda r: str(clock_words(r.kind)), lambda r: _(POLICIES.get(r.policy, r.policy)),
    _length,
    (
        Entry("kind", N_("Promise"), lambda r: str(clock_words(r.kind)), only="seen"), Entry("policy", N_("Policy"), lambda r: _(POLICIES.get(r.policy, r.policy)), only="seen"),
        Entry("minutes", N_("Minutes allowed"), lambda r: str(r.minutes), echo=lambda typed: spoken(read_minutes(typed))),
        Entry("days", N_("Working days"), lambda r: str(r.working_days)), Entry("warn", N_("Warns at %"), lambda r: " ".join(map(str, r.warn_at)), "50 80"),
        Entry("calendar", N_("Counted in"), lambda r: r.calendar, options=tuple(HOURS.items()), wide=True),
    ),
    lambda r, values, changed: ChangeClockRule(
        policy=r.policy, kind=r.kind, minutes=read_minutes(values["minutes"]), working_days=read_number(values["days"]) or 0,
        warn_at=tuple(read_percent(p) for p in values["warn"].split()), calendar=changed.get("calendar"),
    ),
    None, _rule_tells, room=N_("Time"),
)  # fmt: skip

WEEK = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))


def _hours_of(day: int) -> Callable[[CalendarRecord], str]:
    return lambda record: record.weekly[day]


CALENDARS = Table(
    "calendars", N_("Working hours"), "calendar-clock", "calendar",
    lambda b, text: filtered(b.ask(CalendarRecords()), text, lambda r: f"{r.name} {_(HOURS.get(r.name, r.name))}"),
    lambda r: r.id, lambda r: _(HOURS.get(r.name, r.name)), lambda r: _("open jobs: {n}", n=len(r.moves)), lambda r: "",
    (
        *(Entry(f"day{n}", word, _hours_of(n), "08:30-12:00, 13:00-17:30", echo=lambda text: "✓" if read_hours(text) else "") for n, word in enumerate(WEEK)),
        Entry("holidays", N_("Holidays"), lambda r: "yes" if r.follows_holidays else "no", options=(("yes", N_("Day off")), ("no", N_("As other days"))), wide=True),
    ),
    lambda r, values, changed: ChangeCalendar(
        name=r.name, weekly=tuple(values[f"day{n}"] for n in range(7)), follows_holidays=values["holidays"] == "yes"
    ),
    None, _rule_tells, room=N_("Time"),
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    CUSTOMERS, CONTACTS, SITES, MACHINES, CONTRACTS, SURVEYS, TWICES, STAFF, ZONES, SETTING_TABLE, HOUSE, PRICES, MODELS, SETS, RULES, CALENDARS, HOLIDAYS, PLANS, KNOWLEDGE, SCRIPTS, FAULTS,
)  # fmt: skip
COLUMNS: dict[str, str] = {  # what changed, in words; other columns are the program's own
    "name": N_("name"), "kind": N_("class"), "note": N_("note"), "model": N_("model"), "serial": N_("serial"), "brand": N_("brand"),
    "category": N_("kind"), "bought_on": N_("day bought"), "installed_on": N_("day installed"), "warranty_until": N_("warranty"),
    "warranty_basis": N_("proof"), "channel": N_("channel"), "initials": N_("initials"), "district": N_("district"),
    "mobile": N_("mobile"), "grade": N_("grade"), "active": N_("service"), "value": N_("value"), "minutes": N_("minutes"),
    "title": N_("heading"), "text": N_("text"), "words": N_("found by"), "step": N_("step"), "say": N_("sentence"), "avoid": N_("not to say"),
    "position": N_("post"), "mood": N_("manner"), "raw": N_("number"), "address": N_("address"), "access_note": N_("how to get in"),
    "code": N_("code"), "network": N_("network"), "site_id": N_("place"), "number": N_("number"), "starts_on": N_("from"), "ends_on": N_("until"),
    "ended_on": N_("called off"), "visits": N_("visits"), "part_off_percent": N_("off parts"), "labour_off_percent": N_("off labour"),
    "visit_off_percent": N_("off the visit"), "districts": N_("districts"), "price_fen": N_("price"), "low_percent": N_("down to"),
    "high_percent": N_("up to"), "unit": N_("unit"), "warranty_months": N_("warranty"), "merged_into_id": N_("merged"), "rule": N_("how often"), "next_on": N_("next day"), "lead_days": N_("days ahead"), "weekly": N_("hours"), "calendar": N_("counted in"), "warn_at": N_("warnings"), "working_days": N_("working days"),
    "questions": N_("questions"), "policy_id": N_("promises"), "advice": N_("advice"), "fault_code": N_("fault code"), "priority": N_("priority"),
}  # fmt: skip
