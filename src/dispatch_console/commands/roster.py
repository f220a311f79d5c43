"""Who works when: days of the roster, a week at once, attendance as it was told or punched."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dispatch_console.commands.facts import happened_by_now, setting
from dispatch_console.commands.imports import IMPORTED, FileFacts, note_row, open_batch
from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.visits import person_row
from dispatch_console.commands.work import Work
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.shifts import shift, usual_hours
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.people import PersonEvent, RosterDay
from dispatch_console.words import N_

ATTENDANCE_KINDS = ("reported_in", "straight_to_site", "left_for_home", "agreed_with_supervisor")
DAYS, EVENTS = table_of(RosterDay), table_of(PersonEvent)
HOURS = ("day_start", "closing_time", "straight_to_site", "phone_hours_from", "phone_hours_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """What one person does on one day; hours in minutes of the day, left out as is usual for the kind."""

    person_id: int
    on_day: dt.date
    kind: str
    note: str = ""
    starts_minute: int | None = None
    ends_minute: int | None = None


@command(undo=UNDO, requirement="R90")
class SetRosterDay(Command):
    """Say what a person does on a day: day shift, early, straight, on call, rest, leave, sick, training, out of town (R90, R92)."""

    person_id: int
    on_day: dt.date
    kind: str
    note: str = ""
    starts_minute: int | None = None
    ends_minute: int | None = None


@does
def set_roster_day(command: SetRosterDay, work: Work) -> dict[str, int]:
    """The row's number."""
    day = PlannedDay(person_id=command.person_id, on_day=command.on_day, kind=command.kind, note=command.note,
                     starts_minute=command.starts_minute, ends_minute=command.ends_minute)  # fmt: skip
    return {"roster_day_id": plan_day(work, day)}


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R90")
class PlanWeek(Command):
    """Days of several people at once, a week as a rule; all of them or none (R90–R92)."""

    days: tuple[PlannedDay, ...]


@does
def plan_week(command: PlanWeek, work: Work) -> dict[str, int]:
    """How many days were set."""
    if not command.days:
        raise Refused(N_("Nothing was changed."))
    if len({(d.person_id, d.on_day) for d in command.days}) != len(command.days):
        raise Refused(N_("A person's day stands there twice."))
    for day in command.days:
        plan_day(work, day)
    return {"days": len(command.days)}


def plan_day(work: Work, day: PlannedDay) -> int:
    """Set one day; returns its row. Raises Refused for a kind or hours that are none."""
    kind = shift(day.kind)
    person_row(work, day.person_id)
    usual = usual_hours(kind.kind, {name: setting(work, name) for name in HOURS})
    begin = day.starts_minute if day.starts_minute is not None else usual[0]
    end = day.ends_minute if day.ends_minute is not None else usual[1]
    if kind.counts and not 0 <= begin < end <= 24 * 60:
        raise Refused(N_("A day ends after it began."))
    values = {"kind": kind.kind, "note": day.note.strip(), "starts_minute": begin, "ends_minute": end}
    there = work.first(DAYS.select().where(DAYS.c.person_id == day.person_id, DAYS.c.on_day == day.on_day))
    if there is not None:
        work.change(RosterDay, there.id, **values)
        return int(there.id)
    return work.add(RosterDay, person_id=day.person_id, on_day=day.on_day, **values)


@command(undo=UNDO, requirement="R90")
class RecordAttendance(Command):
    """Write down that a technician reported in, went straight to site, or agreed to stay out (R90–R92)."""

    person_id: int
    kind: str
    happened_at: Moment | None = None
    channel: str = "phone_in"
    note: str = ""


@does
def record_attendance(command: RecordAttendance, work: Work) -> dict[str, int]:
    """The event's number."""
    if command.kind not in ATTENDANCE_KINDS:
        raise Refused(
            N_("{kind} is no attendance. Known: {known}."), kind=command.kind, known=", ".join(ATTENDANCE_KINDS)
        )
    happened = happened_by_now(work, command.happened_at)
    return {"person_event_id": _event(work, command.person_id, command.kind, happened, command.channel, command.note)}


def _event(work: Work, person_id: int, kind: str, happened: Moment, channel: str, note: str = "") -> int:
    return work.add(
        PersonEvent, person_id=person_id, kind=kind, happened_at=happened, reported_at=work.now, recorded_at=work.now,
        by=work.actor, channel=channel, note=note,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Punch:
    """One day of one person at the time clock: the first and the last stamp."""

    line: int
    key: str
    person_id: int
    first_at: Moment
    last_at: Moment | None = None


@command(undo=IMPORTED, requirement="R90")
class TakePunches(Command):
    """Take the time clock's list in: the first stamp of a day reports in, the last one leaves (R90); known days add nothing."""

    file: FileFacts
    rows: tuple[Punch, ...]


@does
def take_punches(command: TakePunches, work: Work) -> dict[str, Any]:
    """How many days were added."""
    batch_id = open_batch(work, command.uid, command.file, len(command.rows))
    for row in command.rows:
        person = person_row(work, row.person_id)
        for moment in filter(None, (row.first_at, row.last_at)):
            if moment > work.now:
                raise Refused(N_("{name}: the time clock's {day} lies in the future."), name=person.name,
                              day=f"{local(moment, work.zone):%m-%d}")  # fmt: skip
        event_id = _event(work, row.person_id, "reported_in", row.first_at, "time_clock")
        if row.last_at is not None:
            _event(work, row.person_id, "left_for_home", row.last_at, "time_clock")
        note_row(work, batch_id, command.file.form, row.line, row.key, "person_event", event_id)
    return {"batch_id": batch_id, "added": len(command.rows)}
