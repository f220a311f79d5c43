"""Staff: put in, changed, on leave or on duty, reported in, paged and called back."""

from __future__ import annotations

import datetime as dt

from dispatch_console.commands.facts import happened_by_now
from dispatch_console.commands.registry import TOLD, UNDO, Command, Role, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain import names
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.people import Page, Person, PersonEvent, PersonSkill, RosterDay
from dispatch_console.words import N_

ROLES = ("technician", "dispatcher", "supervisor", "manager")
ROSTER_KINDS = ("work", "leave", "training", "out_of_town")
ATTENDANCE_KINDS = ("reported_in", "straight_to_site", "left_for_home", "agreed_with_supervisor")


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R96")
class AddPerson(Command):
    """Put in a member of staff with skills, district and phone (R96, R98, R100, R233)."""

    name: NameText
    code: str = ""
    initials: str = ""
    role: str = "technician"
    district: str = ""
    mobile: PhoneText = PhoneText("")
    badge: str = ""
    grade: str = ""
    skills: tuple[str, ...] = ()


@does
def add_person(command: AddPerson, work: Work) -> dict[str, int]:
    """The person's number."""
    if not command.name.strip():
        raise Refused(N_("A person needs a name."))
    if command.role not in ROLES:
        raise Refused(N_("{role} is no role here. Known: {known}."), role=command.role, known=", ".join(ROLES))
    table = table_of(Person)
    code = command.code
    if not code:
        code = f"{len(work.all(table.select().with_only_columns(table.c.id))) + 1:02d}"
    if work.first(table.select().where(table.c.code == code)) is not None:
        raise Refused(N_("The staff number {code} is taken."), code=code)
    initials = command.initials or names.search_keys(command.name).initials[0]
    person_id = work.add(
        Person, name=command.name.strip(), code=code, initials=initials, role=command.role,
        district=command.district, mobile=command.mobile, badge=command.badge, grade=command.grade,
    )  # fmt: skip
    for skill in command.skills:
        work.add(PersonSkill, person_id=person_id, skill=skill, level=1)
    return {"person_id": person_id}


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R233")
class ChangePerson(Command):
    """Change a member of staff, or end his service; empty fields stay (R233)."""

    person_id: int
    name: NameText | None = None
    initials: str | None = None
    district: str | None = None
    mobile: PhoneText | None = None
    grade: str | None = None
    active: bool | None = None
    skills: tuple[str, ...] | None = None


@does
def change_person(command: ChangePerson, work: Work) -> dict[str, int]:
    """The person's number."""
    given = {n: getattr(command, n) for n in ("name", "initials", "district", "mobile", "grade", "active")}
    values = {k: v for k, v in given.items() if v is not None}
    if values:
        work.change(Person, command.person_id, **values)
    if command.skills is not None:
        table = table_of(PersonSkill)
        work.connection.execute(table.delete().where(table.c.person_id == command.person_id))
        for skill in command.skills:
            work.add(PersonSkill, person_id=command.person_id, skill=skill, level=1)
    return {"person_id": command.person_id}


@command(undo=UNDO, requirement="R90")
class SetRosterDay(Command):
    """Say what a person does on a day: work, leave, training or out of town (R90, R92)."""

    person_id: int
    on_day: dt.date
    kind: str
    note: str = ""


@does
def set_roster_day(command: SetRosterDay, work: Work) -> dict[str, int]:
    """The row's number."""
    if command.kind not in ROSTER_KINDS:
        raise Refused(N_("{kind} is no kind of day. Known: {known}."), kind=command.kind, known=", ".join(ROSTER_KINDS))
    table = table_of(RosterDay)
    there = work.first(table.select().where(table.c.person_id == command.person_id, table.c.on_day == command.on_day))
    if there is not None:
        work.change(RosterDay, there.id, kind=command.kind, note=command.note)
        return {"roster_day_id": int(there.id)}
    return {
        "roster_day_id": work.add(
            RosterDay, person_id=command.person_id, on_day=command.on_day, kind=command.kind, note=command.note
        )
    }


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
    event_id = work.add(
        PersonEvent, person_id=command.person_id, kind=command.kind, happened_at=happened, reported_at=work.now,
        recorded_at=work.now, by=work.actor, channel=command.channel, note=command.note,
    )  # fmt: skip
    return {"person_event_id": event_id}


@command(undo=TOLD, requirement="R94")
class SendPage(Command):
    """Page a technician and start the clock of his call back (R94)."""

    person_id: int
    reason: str


@does
def send_page(command: SendPage, work: Work) -> dict[str, int]:
    """The page's number."""
    page_id = work.add(Page, uid=command.uid, person_id=command.person_id, reason=command.reason, sent_at=work.now)
    return {"page_id": page_id}


@command(undo=UNDO, requirement="R94")
class AnswerPage(Command):
    """The technician called back (R94)."""

    page_id: int


@does
def answer_page(command: AnswerPage, work: Work) -> dict[str, int]:
    """The page's number."""
    table = table_of(Page)
    row = work.first(table.select().where(table.c.id == command.page_id))
    if row is None or row.called_back_at is not None:
        raise Refused(N_("This page is answered already."))
    work.change(Page, command.page_id, called_back_at=work.now)
    return {"page_id": command.page_id}
