"""Reads the facts of jobs, and the policies and calendars that turn them into clocks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from dispatch_console.domain.calendars import WorkCalendar, around_the_clock
from dispatch_console.domain.clocks import (
    ClockReading,
    ClockRule,
    FactEvent,
    FixedPromise,
    run,
    run_fixed,
    warn_moments,
)
from dispatch_console.domain.events import Fact, standing
from dispatch_console.domain.moment import Moment, from_stored
from dispatch_console.domain.warranty import Exclusion, WarrantyFacts
from dispatch_console.store.engine import driver
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.policies import Calendar, CalendarDay
from dispatch_console.store.tables.policies import ClockRule as RuleRow

_FACTS = (
    "SELECT id,kind,happened_at,reported_at,recorded_at,visit_id,reason,by,note,channel,corrects_id,job_id "
    "FROM event WHERE job_id IN ({marks}) ORDER BY happened_at,id"
)


def facts_of(connection: sa.Connection, job_ids: Iterable[int], *, all_of_them: bool = False) -> dict[int, list[Fact]]:
    """The facts of each job in order; corrected ones only when all are asked for."""
    ids = list(job_ids)
    found: dict[int, list[Fact]] = {i: [] for i in ids}
    for start in range(0, len(ids), 500):
        part = tuple(ids[start : start + 500])
        sql = _FACTS.format(marks=",".join("?" * len(part)))
        for row in driver(connection).execute(sql, part):
            found[row[11]].append(
                Fact(
                    row[0],
                    row[1],
                    from_stored(row[2]),
                    from_stored(row[3]),
                    from_stored(row[4]),
                    row[5],
                    row[6],
                    row[7],
                    row[8],
                    row[9],
                    row[10],
                )
            )
    return found if all_of_them else {i: standing(f) for i, f in found.items()}


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """Every policy's clocks and every calendar, read once and dropped when one of them changes."""

    rules: Mapping[int, tuple[ClockRule, ...]]
    calendars: Mapping[str, WorkCalendar]

    def clocks(
        self,
        policy_id: int,
        facts: Sequence[Fact],
        now: Moment,
        zone: ZoneInfo,
        agreed: tuple[Moment, Moment] | None = None,
    ) -> list[ClockReading]:
        """Every clock that the facts have started, running or stopped.

        agreed is the appointment: when it was made and from when the technician is expected (R59).
        What was written down lies in the past, also after the computer's clock was set back.
        """
        now = max([now, *(f.happened_at for f in facts)])
        events = [FactEvent(f.kind, f.happened_at, f.reported_at, f.recorded_at, f.reason) for f in facts]
        readings: list[ClockReading] = []
        for rule in self.rules.get(policy_id, ()):
            reading = run(rule, events, self.calendar(rule.calendar), now, zone)
            if reading is not None:
                readings.append(reading)
        if agreed is not None:
            made, due = agreed
            since = [e for e in events if e.happened_at >= made]
            readings.append(
                run_fixed(
                    FixedPromise("appointment", made, due, frozenset({"arrived", "nobody_there", "done"})),
                    since,
                    now,
                    zone,
                )
            )
        return readings

    def warnings(
        self, policy_id: int, facts: Sequence[Fact], now: Moment, zone: ZoneInfo, agreed: tuple[Moment, Moment] | None = None
    ) -> list[tuple[ClockReading, tuple[tuple[int, Moment], ...]]]:  # fmt: skip
        """Every running clock with the moments at which it warns, in per cent of the promise (R124)."""
        rules = {rule.kind: rule for rule in self.rules.get(policy_id, ())}
        found = []
        for reading in self.clocks(policy_id, facts, now, zone, agreed):
            rule = rules.get(reading.kind)
            calendar = self.calendar(rule.calendar if rule is not None else "")
            found.append((reading, warn_moments(rule, reading, calendar, now, zone)))
        return found

    def calendar(self, name: str) -> WorkCalendar:
        """A calendar by name; round the clock when it is missing, so that no promise goes uncounted."""
        return self.calendars.get(name) or around_the_clock(name)


def read_policies(connection: sa.Connection) -> PolicyBook:
    """Read every policy row and calendar row."""
    rules: dict[int, list[ClockRule]] = {}
    for row in connection.execute(sa.select(table_of(RuleRow))):
        rules.setdefault(row.policy_id, []).append(
            ClockRule(
                row.kind,
                row.minutes,
                row.calendar,
                frozenset(row.starts),
                frozenset(row.stops),
                frozenset(tuple(p.split(">")) for p in row.pauses),
                tuple(int(p) for p in row.warn_at),
                row.real_time,
                row.working_days,
                row.until_minute,
                row.again,
                row.requirement,
            )
        )
    return PolicyBook({k: tuple(v) for k, v in rules.items()}, calendars_of(connection))


def calendars_of(connection: sa.Connection) -> dict[str, WorkCalendar]:
    """Every working calendar by its name."""
    days = connection.execute(sa.select(table_of(CalendarDay))).all()
    books: dict[str, WorkCalendar] = {}
    for row in connection.execute(sa.select(table_of(Calendar))):
        weekly = tuple(tuple((int(a), int(b)) for a, b in pieces) for pieces in json.loads(row.weekly))
        exceptions: dict[dt.date, tuple[tuple[int, int], ...]] = {}
        if row.follows_holidays:
            hours = next((pieces for pieces in weekly if pieces), ())
            exceptions = {d.on_day: (() if d.kind == "off" else hours) for d in days}
        years = frozenset(d.on_day.year for d in days)
        books[row.name] = WorkCalendar(row.name, weekly, exceptions, years, row.follows_holidays)
    return books


WARRANTY_MONTHS = (  # of a machine named by its table: its model's, else the firm's, else a year
    "coalesce((SELECT pm.warranty_months FROM product_model pm WHERE pm.model = {machine}.model), "
    "(SELECT CAST(json_extract(value, '$') AS INTEGER) FROM setting WHERE name = 'warranty_months'), 12)"
)


def warranty_facts(machine: Any) -> WarrantyFacts:
    """The dates that a machine's warranty rests on, from a row with its columns and WARRANTY_MONTHS (R38, R46, R51)."""
    basis, until = machine.warranty_basis, machine.warranty_until
    return WarrantyFacts(
        purchased_on=machine.bought_on if basis not in ("invoice", "installed") else None,
        invoice_on=machine.bought_on if basis == "invoice" else None,
        installed_on=machine.installed_on,
        card_until=until if basis == "card" else None,
        contract_until=until if basis == "contract" else None,
        months=machine.months,
        exclusions=frozenset({Exclusion.CHANNEL}) if machine.channel == "grey" else frozenset(),
    )
