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
    kind: Mapped[str]  # work, leave, training, out_of_town
    starts_minute: Mapped[int] = mapped_column(default=510)
    ends_minute: Mapped[int] = mapped_column(default=1050)
    note: Mapped[str] = mapped_column(default="")


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
