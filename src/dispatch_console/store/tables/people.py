"""The people of the firm: technicians, dispatchers, supervisors; their skills and their days."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import Base, table_args


class Person(Base):
    """One member of staff (R233, R234)."""

    __tablename__ = "person"
    __table_args__ = table_args(UniqueConstraint("code"))

    code: Mapped[str]  # 工号
    name: Mapped[str]
    initials: Mapped[str]  # what the dispatcher types in the call-in line
    role: Mapped[str]  # technician, dispatcher, supervisor, manager
    district: Mapped[str] = mapped_column(default="")
    mobile: Mapped[str] = mapped_column(default="")
    badge: Mapped[str] = mapped_column(default="")  # R100
    grade: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    phone_2: Mapped[str] = mapped_column(default="", server_default="")
    home: Mapped[str] = mapped_column(default="", server_default="")  # where he lives: straight to site from there
    base: Mapped[str] = mapped_column(default="", server_default="")  # the office he belongs to (R98)
    joined_on: Mapped[dt.date | None]
    left_on: Mapped[dt.date | None]


class PersonSkill(Base):
    """What a person can do and how well (R75, R96)."""

    __tablename__ = "person_skill"
    __table_args__ = table_args(UniqueConstraint("person_id", "skill"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    skill: Mapped[str]
    level: Mapped[int] = mapped_column(default=1)


class Zone(Base):
    """Districts that count as near to one another (R79)."""

    __tablename__ = "zone"
    __table_args__ = table_args(UniqueConstraint("name"))

    name: Mapped[str]
    districts: Mapped[str]  # parted by |


class RosterDay(Base):
    """What a person does on one day: work, leave, training, out of town (R90–R92)."""

    __tablename__ = "roster_day"
    __table_args__ = table_args(UniqueConstraint("person_id", "on_day"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on_day: Mapped[dt.date]
    kind: Mapped[str]  # work, on_duty, straight, rest, leave, sick, training, out_of_town
    starts_minute: Mapped[int] = mapped_column(default=510)
    ends_minute: Mapped[int] = mapped_column(default=1050)
    note: Mapped[str] = mapped_column(default="")


class StaffRecord(Base):
    """A line of the staff file: certificate, training, exam, praise, breach, accident (R93, R97, R99, R193)."""

    __tablename__ = "staff_record"
    __table_args__ = table_args(Index(None, "person_id", "on_day"), Index(None, "valid_until"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    on_day: Mapped[dt.date]
    title: Mapped[str]
    number: Mapped[str] = mapped_column(default="")  # of a certificate
    result: Mapped[str] = mapped_column(default="")  # of an exam
    valid_until: Mapped[dt.date | None]
    measure: Mapped[str] = mapped_column(default="")  # fine, demotion, pay stop, dismissal; reward
    amount_fen: Mapped[int] = mapped_column(default=0)
    decided_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Tool(Base):
    """A tool, a kit or a document that is lent (R166, R167, R169)."""

    __tablename__ = "tool"
    __table_args__ = table_args(UniqueConstraint("code"))

    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]  # tool, kit, document
    contents: Mapped[str] = mapped_column(default="")  # what a kit holds, parted by |
    value_fen: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")


class ToolLoan(Base):
    """Out and back; lost or damaged is paid, worn needs a report with the reason (R166, R168)."""

    __tablename__ = "tool_loan"
    __table_args__ = table_args(UniqueConstraint("uid"), Index(None, "tool_id"), Index(None, "person_id"), Index(None, "back_at"))

    uid: Mapped[UUID]
    tool_id: Mapped[int] = mapped_column(ForeignKey("tool.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    out_at: Mapped[dt.datetime]
    out_by: Mapped[str]
    due_on: Mapped[dt.date | None]
    back_at: Mapped[dt.datetime | None]
    back_by: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")  # whole, worn, damaged, lost; empty while it is out
    missing: Mapped[str] = mapped_column(default="")  # what of a kit did not come back
    report: Mapped[str] = mapped_column(default="")
    compensation_fen: Mapped[int] = mapped_column(default=0)
    decided_by: Mapped[str] = mapped_column(default="")
    paid_at: Mapped[dt.datetime | None]


class PersonEvent(Base):
    """Reported in, straight to site, left for home, agreed with the supervisor: attendance from facts (R90–R92)."""

    __tablename__ = "person_event"
    __table_args__ = table_args(Index(None, "person_id", "happened_at"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    happened_at: Mapped[dt.datetime]
    reported_at: Mapped[dt.datetime]
    recorded_at: Mapped[dt.datetime]
    by: Mapped[str]
    channel: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Page(Base):
    """A page sent to a technician and when he called back (R94)."""

    __tablename__ = "page"
    __table_args__ = table_args(Index(None, "called_back_at"))

    uid: Mapped[UUID]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    sent_at: Mapped[dt.datetime]
    called_back_at: Mapped[dt.datetime | None]
