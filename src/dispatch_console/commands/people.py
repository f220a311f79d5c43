"""Staff: put in, changed, their file of certificates and breaches, paged and called back."""

from __future__ import annotations

import datetime as dt

from dispatch_console.commands.registry import TOLD, UNDO, Command, Role, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain import names
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.people import Page, Person, PersonSkill, StaffRecord
from dispatch_console.words import N_

ROLES = ("technician", "dispatcher", "supervisor", "manager")
RECORD_KINDS: dict[str, str] = {  # of the staff file (R93, R97, R99, R193)
    "certificate": N_("Certificate"), "training": N_("Training"), "exam": N_("Exam"), "praise": N_("Praise"), "breach": N_("Breach of the rules"),
    "accident": N_("Accident"),
}  # fmt: skip


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
    skills: tuple[str, ...] = ()  # 彩机 or 彩机:3 with its level from 1 to 5
    phone_2: PhoneText = PhoneText("")
    home: AddressText = AddressText("")
    base: str = ""
    joined_on: dt.date | None = None


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
        phone_2=command.phone_2, home=command.home, base=command.base, joined_on=command.joined_on,
    )  # fmt: skip
    for skill, level in levels(command.skills):
        work.add(PersonSkill, person_id=person_id, skill=skill, level=level)
    return {"person_id": person_id}


def levels(skills: tuple[str, ...]) -> list[tuple[str, int]]:
    """Skills with their level from 1 to 5 (R75, R96); 彩机 is 彩机:1. Raises Refused for another level."""
    found = {}
    for text in skills:
        skill, _, level = text.replace("：", ":").partition(":")
        if not skill.strip():
            continue
        if level and level not in "12345":
            raise Refused(N_("{text}: a level is 1 to 5."), text=text)
        found[skill.strip()] = int(level or 1)
    return list(found.items())


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
    badge: str | None = None
    phone_2: PhoneText | None = None
    home: AddressText | None = None
    base: str | None = None
    joined_on: dt.date | None = None
    left_on: dt.date | None = None


@does
def change_person(command: ChangePerson, work: Work) -> dict[str, int]:
    """The person's number."""
    given = {n: getattr(command, n) for n in ("name", "initials", "district", "mobile", "grade", "active", "badge", "phone_2", "home", "base", "joined_on",
                                                "left_on")}  # fmt: skip
    values = {k: v for k, v in given.items() if v is not None}
    if values.get("active") is False and "left_on" not in values:
        values["left_on"] = local(work.now, work.zone).date()
    if values:
        work.change(Person, command.person_id, **values)
    if command.skills is not None:
        table = table_of(PersonSkill)
        work.connection.execute(table.delete().where(table.c.person_id == command.person_id))
        for skill, level in levels(command.skills):
            work.add(PersonSkill, person_id=command.person_id, skill=skill, level=level)
    return {"person_id": command.person_id}


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


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R97")
class SaveStaffRecord(Command):
    """A line of the staff file: certificate, training, exam, praise, breach or accident with its measure (R93, R97, R99, R193).

    amount_fen is a fine (or a reward); a breach or an accident names who decided.
    """

    person_id: int
    kind: str
    on_day: dt.date
    title: str
    record_id: int | None = None
    number: str = ""
    result: str = ""
    valid_until: dt.date | None = None
    measure: str = ""
    amount_fen: int = 0
    decided_by: str = ""
    note: str = ""


@does
def save_staff_record(command: SaveStaffRecord, work: Work) -> dict[str, int]:
    """The line's number."""
    if command.kind not in RECORD_KINDS:
        raise Refused(N_("{kind} is no line of the staff file. Known: {known}."), kind=command.kind, known=", ".join(RECORD_KINDS))
    if not command.title.strip():
        raise Refused(N_("What is it? Give it a name."))
    if command.kind in ("breach", "accident") and command.measure.strip() and not command.decided_by.strip():
        raise Refused(N_("Who decided on the measure?"))
    if command.valid_until is not None and command.valid_until < command.on_day:
        raise Refused(N_("It ends before it begins."))
    if command.amount_fen < 0:
        raise Refused(N_("An amount is not less than nothing."))
    if work.first(table_of(Person).select().where(table_of(Person).c.id == command.person_id)) is None:
        raise Refused(N_("There is no such member of staff."))
    names_ = ("person_id", "kind", "on_day", "title", "number", "result", "valid_until", "measure", "amount_fen", "decided_by", "note")
    values = {n: getattr(command, n) for n in names_}
    if command.record_id is not None:
        work.change(StaffRecord, command.record_id, **values)
        return {"record_id": command.record_id}
    return {"record_id": work.add(StaffRecord, **values)}
