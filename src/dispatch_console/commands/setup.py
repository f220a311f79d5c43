"""Setting the desk up: policies, calendars, holidays, words, scripts, rules of the points, settings."""

from __future__ import annotations

import csv
import json
from typing import Any

from dispatch_console import places
from dispatch_console.commands.registry import SEEDED, UNDO, Command, Role, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain import attachments, calendars, points, policies
from dispatch_console.domain.kinds import POLICIES
from dispatch_console.domain.moment import local
from dispatch_console.domain.plans import next_day
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.audit import Setting
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import Grade, PointRule
from dispatch_console.store.tables.plans import Plan
from dispatch_console.store.tables.policies import (
    Calendar,
    CalendarDay,
    ClockRule,
    FaultWord,
    Knowledge,
    PriceItem,
    Script,
    ServicePolicy,
)
from dispatch_console.words import N_

STANDARD = "standard"


def seed_text(name: str) -> str:
    """A seed file of resources/data."""
    return (places.resources() / "data" / f"{name}.csv").read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(seed_text(name).splitlines()))


@command(role=Role.MANAGER, undo=SEEDED, requirement="R29")
class SeedDesk(Command):
    """Fill an empty desk with the values of the manuals: every one is a row that the office may change (R29, R42)."""

    with_prices: bool = True


@does
def seed_desk(command: SeedDesk, work: Work) -> dict[str, int]:
    """How many rows of each kind."""
    if work.first(table_of(ServicePolicy).select()) is not None:
        raise Refused(N_("This desk is set up already."))
    counted = {
        "policies": _policies(work),
        "calendars": _calendars(work),
        "fault_words": _fault_words(work),
        "scripts": _scripts(work),
        "knowledge": _knowledge(work),
        "point_rules": _points(work),
        "settings": _settings(work),
        "plans": _plans(work),
    }
    if command.with_prices:
        counted["prices"] = _prices(work)
    return counted


@command(role=Role.MANAGER, undo=SEEDED, requirement="R204")
class FillTexts(Command):
    """Take in the knowledge that comes with the program, on a desk that was set up before there was any (R204)."""


@does
def fill_texts(command: FillTexts, work: Work) -> dict[str, int]:
    """How many texts."""
    if work.first(table_of(Knowledge).select().limit(1)) is not None:
        raise Refused(N_("There are texts already; change them in the records (Ctrl+M)."))
    return {"knowledge": _knowledge(work)}


def _policies(work: Work) -> int:
    known = policies.read_policies(seed_text("policies"))
    names = list(dict.fromkeys(p.policy for p in known))
    for name in names:
        policy_id = work.add(ServicePolicy, name=name, is_default=name == STANDARD)
        for policy in policies.rules_of(known, name, STANDARD):
            if policy.form is policies.Form.FIXED or policy.subject in ("page", "stay"):
                continue  # agreed moments come with their appointment, pages with their own table
            rule = policy.rule
            work.add(
                ClockRule, policy_id=policy_id, kind=rule.kind, minutes=rule.minutes, real_time=rule.real_time,
                working_days=rule.working_days, until_minute=rule.until_minute, again=rule.again,
                calendar=rule.calendar, starts=sorted(rule.starts), stops=sorted(rule.stops),
                pauses=sorted(">".join(p) for p in rule.pauses), warn_at=[str(w) for w in rule.warn_at],
                requirement=rule.requirement,
            )  # fmt: skip
    return len(names)


def _calendars(work: Work) -> int:
    holidays = calendars.read_holidays(seed_text("holidays_cn"))
    for day in holidays:
        work.add(CalendarDay, on_day=day.day, kind="off" if day.off else "work", name=day.name)
    books = policies.read_calendars(seed_text("calendars"), holidays)
    for name, book in books.items():
        weekly = json.dumps([[list(piece) for piece in pieces] for pieces in book.weekly])
        work.add(Calendar, name=name, weekly=weekly, follows_holidays=book.holidays)
    return len(books)


def _fault_words(work: Work) -> int:
    rows = _rows("fault_words")
    names = ("words", "category", "service_type", "priority", "fault_code", "questions", "advice")
    for row in rows:
        work.add(FaultWord, **{n: row[n] for n in names})
    return len(rows)


def _scripts(work: Work) -> int:
    rows = _rows("scripts")
    for row in rows:
        work.add(Script, step=row["step"], customer_type=row["customer_type"], say=row["say"], avoid=row["avoid"])
    return len(rows)


def _knowledge(work: Work) -> int:
    rows = _rows("knowledge")
    for row in rows:
        work.add(Knowledge, **row)
    return len(rows)


def _points(work: Work) -> int:
    rules = points.read_point_rules(seed_text("point_rules"))
    for rule in rules:
        work.add(
            PointRule, version=rule.version, code=rule.code, kind=rule.kind.value,
            parameters=json.dumps(dict(rule.parameters), sort_keys=True), valid_from=rule.valid_from,
            valid_until=rule.valid_until,
        )  # fmt: skip
    for grade in points.read_grades(seed_text("grades")):
        work.add(
            Grade, code=grade.code, name=grade.name, standard_tenths=grade.standard_tenths,
            fen_per_point=grade.fen_per_point,
        )  # fmt: skip
    return len(rules)


def _settings(work: Work) -> int:
    rows = _rows("settings")
    for row in rows:
        work.add(Setting, name=row["name"], value=json.dumps(row["value"], ensure_ascii=False))
    return len(rows)


def _plans(work: Work) -> int:
    rows, day = _rows("plans"), local(work.now, work.zone).date()
    for row in rows:
        work.add(
            Plan, kind=row["kind"], name=row["name"], rule=row["rule"], starts_on=day, lead_days=int(row["lead_days"]),
            next_on=next_day(row["rule"], day, None), requirement=row["requirement"],
        )  # fmt: skip
    return len(rows)


def _prices(work: Work) -> int:
    rows = _rows("price_list")
    for row in rows:
        add_price(work, "2026-01", row)
    return len(rows)


def add_price(work: Work, version: str, row: dict[str, Any]) -> int:
    """One line of the unified price list in a version (R42); amounts in fen, floats in percent, points in tenths."""
    return work.add(
        PriceItem, version=version, code=row["code"], category=row["category"], name=row["name"], kind=row["kind"],
        unit=row["unit"], price_fen=int(row["list_fen"]), low_percent=int(row["float_low_pct"]),
        high_percent=int(row["float_high_pct"]), hours_tenths=int(row["hours_tenths"]),
        difficulty_tenths=int(row["difficulty_tenths"]), newness_tenths=int(row["newness_tenths"]), valid_from=None,
    )  # fmt: skip


@command(role=Role.MANAGER, undo=UNDO, requirement="R1")
class SetSetting(Command):
    """Set a setting of the firm: its name, hotline, hours (R1, R217)."""

    name: str
    value: str


@does
def set_setting(command: SetSetting, work: Work) -> dict[str, int]:
    """The setting's row."""
    if command.name == attachments.SETTING:
        attachments.read_limit(command.value)
    table = table_of(Setting)
    row = work.first(table.select().where(table.c.name == command.name))
    value = json.dumps(command.value, ensure_ascii=False)
    if row is None:
        return {"setting_id": work.add(Setting, name=command.name, value=value)}
    work.change(Setting, row.id, value=value)
    return {"setting_id": int(row.id)}


@command(role=Role.MANAGER, undo=UNDO, requirement="R29")
class SavePolicy(Command):
    """A set of promises of the firm's own, begun as a copy of another; usual: it holds for every new job (R29, R116–R122).

    Its values are changed one by one (ChangeClockRule); open jobs keep the set they were registered with.
    """

    name: str
    like: str = STANDARD  # whose promises a new one begins with
    policy_id: int | None = None  # None for a new one
    usual: bool = False


@does
def save_policy(command: SavePolicy, work: Work) -> dict[str, int]:
    """The set's row and how many promises it has."""
    named, rules = table_of(ServicePolicy), table_of(ClockRule)
    name = command.name.strip()
    if not name:
        raise Refused(N_("A set of promises needs a name."))
    there = {str(r.name): r for r in work.all(named.select())}
    if name in there and there[name].id != command.policy_id:
        raise Refused(N_("There is a set of promises named {name} already."), name=name)
    if command.policy_id is None:
        if command.like not in there:
            raise Refused(N_("There is no set of promises named {name}."), name=command.like)
        policy_id = work.add(ServicePolicy, name=name, is_default=False)
        for rule in work.all(rules.select().where(rules.c.policy_id == there[command.like].id).order_by(rules.c.id)):
            copied = {c.name: getattr(rule, c.name) for c in rules.columns if c.name not in ("id", "policy_id")}
            work.add(ClockRule, policy_id=policy_id, **copied)
    else:
        before = next((r for r in there.values() if r.id == command.policy_id), None)
        if before is None:
            raise Refused(N_("There is no such set of promises."))
        if before.name != name and before.name in POLICIES:
            raise Refused(N_("This set came with the desk and keeps its name; begin one of your own like it."))
        if before.is_default and not command.usual:
            raise Refused(N_("One set holds for every new job: make another the usual one instead."))
        policy_id = int(before.id)
        work.change(ServicePolicy, policy_id, name=name)
    if command.usual:
        for row in there.values():
            if row.is_default and row.id != policy_id:
                work.change(ServicePolicy, row.id, is_default=False)
        work.change(ServicePolicy, policy_id, is_default=True)
    return {"policy_id": policy_id, "promises": len(work.all(rules.select().where(rules.c.policy_id == policy_id)))}


@command(role=Role.MANAGER, undo=UNDO, requirement="R116")
class ChangeClockRule(Command):
    """Change one promise of a policy; every open job's due time follows at once (R29, R116–R122).

    What is not given stays as it is. warn_at are percents of the time, calendar is the name of one.
    """

    policy: str
    kind: str
    minutes: int
    calendar: str | None = None
    working_days: int | None = None
    warn_at: tuple[int, ...] | None = None


@does
def change_clock_rule(command: ChangeClockRule, work: Work) -> dict[str, int]:
    """The rule's row."""
    rules, named = table_of(ClockRule), table_of(ServicePolicy)
    row = work.first(
        rules.select()
        .join(named, named.c.id == rules.c.policy_id)
        .where(named.c.name == command.policy, rules.c.kind == command.kind)
    )
    if row is None:
        raise Refused(N_("There is no clock {kind} in the policy {policy}."), kind=command.kind, policy=command.policy)
    if command.minutes < 0:
        raise Refused(N_("A promise is not shorter than nothing."))
    values: dict[str, Any] = {"minutes": command.minutes}
    if command.calendar is not None:
        _calendar_row(work, command.calendar)
        values["calendar"] = command.calendar
    if command.working_days is not None:
        if not 0 <= command.working_days <= 366:
            raise Refused(N_("A promise has at most a year of working days."))
        values["working_days"] = command.working_days
    if command.warn_at is not None:
        if not all(1 <= p <= 99 for p in command.warn_at) or list(command.warn_at) != sorted(set(command.warn_at)):
            raise Refused(N_("Warnings come at rising percents between 1 and 99."))
        values["warn_at"] = [str(p) for p in command.warn_at]
    work.change(ClockRule, row.id, **values)
    return {"clock_rule_id": int(row.id)}


def _calendar_row(work: Work, name: str) -> Any:
    table = table_of(Calendar)
    row = work.first(table.select().where(table.c.name == name))
    if row is None:
        raise Refused(N_("There is no calendar {name}."), name=name)
    return row


@command(role=Role.MANAGER, undo=UNDO, requirement="R29")
class ChangeCalendar(Command):
    """The hours of a working calendar, day by day; every open job's due time follows at once (R29, R122).

    weekly are seven texts from Monday on, pieces parted by commas (08:30-12:00, 13:00-17:30); empty means closed.
    """

    name: str
    weekly: tuple[str, ...]
    follows_holidays: bool = False


@does
def change_calendar(command: ChangeCalendar, work: Work) -> dict[str, int]:
    """The calendar's row."""
    row = _calendar_row(work, command.name)
    if len(command.weekly) != 7:
        raise Refused(N_("A week has seven days."))
    weekly = [calendars.read_hours(text) for text in command.weekly]
    if not any(weekly):
        raise Refused(N_("A calendar needs at least one open hour, or no promise would ever be due."))
    kept = json.dumps([[list(piece) for piece in pieces] for pieces in weekly])
    work.change(Calendar, row.id, weekly=kept, follows_holidays=command.follows_holidays)
    return {"calendar_id": int(row.id)}
