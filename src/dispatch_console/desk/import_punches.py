"""Decides, day by day, what a time clock's list means here: who it is, whether the day is known, what cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from dispatch_console.commands.roster import Punch, TakePunches
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan, RowPlan, file_facts
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import ImportRow
from dispatch_console.store.tables.people import Person
from dispatch_console.words import N_, Said

FORM = "time_clock"


class StampedDay(Protocol):
    """A day as the paper floor read it."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def on_day(self) -> dt.date: ...  # noqa: D102
    @property
    def stamps(self) -> tuple[dt.time, ...]: ...  # noqa: D102
    @property
    def unread(self) -> Said | None: ...  # noqa: D102


def plan_punches(desk: Desk, days: Sequence[StampedDay], *, file_name: str, sha256: str) -> Plan:
    """Every day of the list: new, known, or refused with the reason (R90). One stamp only is a doubt, never dropped."""
    plan = Plan(FORM)
    punches: list[Punch] = []
    with desk.store.reading() as connection:
        people, rows = table_of(Person), table_of(ImportRow)
        staff = list(connection.execute(sa.select(people.c.id, people.c.name, people.c.code)))
        known = {r[0] for r in connection.execute(sa.select(rows.c.row_key).where(rows.c.form == FORM))}
    seen: set[str] = set()
    for day in days:
        what = f"{day.name} {day.on_day:%m-%d}" if day.stamps else day.name
        try:
            person_id = _whose(staff, day)
        except Refused as no:
            plan.rows.append(RowPlan(day.line, "refused", what, no.said))
            continue
        key = f"{person_id}:{day.on_day}"
        moments = [at(day.on_day, t.hour, t.minute, desk.zone) for t in day.stamps]
        if key in known or key in seen:
            plan.rows.append(RowPlan(day.line, "same", what))
        elif moments[-1] > desk.clock():
            plan.rows.append(RowPlan(day.line, "refused", what, Said(N_("This day lies in the future."))))
        else:
            seen.add(key)
            alone = (Said(N_("One stamp only: when he left is not known.")),) if len(moments) == 1 else ()
            punches.append(Punch(line=day.line, key=key, person_id=person_id, first_at=moments[0], last_at=moments[-1] if len(moments) > 1 else None))
            plan.rows.append(RowPlan(day.line, "added", what, None, alone))
    plan.sort()
    plan.command = TakePunches(file=file_facts(plan, file_name, sha256), rows=tuple(punches)) if punches else None
    return plan


def _whose(staff: Sequence[Any], day: StampedDay) -> int:
    if day.unread is not None:
        raise Refused(day.unread.msgid, **day.unread.values)
    named = [r for r in staff if r.name == day.name]
    by_code = [r for r in named if day.code and r.code.lstrip("0") == day.code.lstrip("0")]
    found = by_code if len(named) > 1 else named
    if len(found) != 1:
        raise Refused(N_("Nobody here is called {name}.") if not named else N_("{name} is not one person: the staff number decides."), name=day.name)
    return int(found[0].id)
