"""What is promised and when it counts: service policies, clocks, working calendars (all values are rows)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import Base, table_args
from dispatch_console.store.types import Words


class ServicePolicy(Base):
    """A named set of promises (R29, R48)."""

    __tablename__ = "service_policy"
    __table_args__ = table_args(UniqueConstraint("name"))

    name: Mapped[str]
    is_default: Mapped[bool] = mapped_column(default=False)


class ClockRule(Base):
    """One clock of a policy: how long, on which calendar, what starts, stops and pauses it."""

    __tablename__ = "clock_rule"
    __table_args__ = table_args(UniqueConstraint("policy_id", "kind"))

    policy_id: Mapped[int] = mapped_column(ForeignKey("service_policy.id"))
    kind: Mapped[str]
    minutes: Mapped[int]
    real_time: Mapped[bool] = mapped_column(default=False)
    working_days: Mapped[int] = mapped_column(default=0)
    until_minute: Mapped[int | None]
    again: Mapped[bool] = mapped_column(default=True)
    calendar: Mapped[str]
    starts: Mapped[tuple[str, ...]] = mapped_column(Words)
    stops: Mapped[tuple[str, ...]] = mapped_column(Words)
    pauses: Mapped[tuple[str, ...]] = mapped_column(Words)  # "start>end>end"
    warn_at: Mapped[tuple[str, ...]] = mapped_column(Words)  # percent
    requirement: Mapped[str] = mapped_column(default="")


class Calendar(Base):
    """A working calendar: the week as minutes of the day, by weekday."""

    __tablename__ = "calendar"
    __table_args__ = table_args(UniqueConstraint("name"))

    name: Mapped[str]
    weekly: Mapped[str]  # JSON: seven lists of [start_minute, end_minute]
    follows_holidays: Mapped[bool] = mapped_column(default=False)


class CalendarDay(Base):
    """A holiday or make-up working day (调休)."""

    __tablename__ = "calendar_day"
    __table_args__ = table_args(UniqueConstraint("on_day"))

    on_day: Mapped[dt.date]
    kind: Mapped[str]  # off, work
    name: Mapped[str] = mapped_column(default="")


class FaultWord(Base):
    """Words in a caller's sentence that suggest job type, priority, what to ask and what to advise (R4, R30)."""

    __tablename__ = "fault_word"
    __table_args__ = table_args()

    words: Mapped[str]  # parted by |
    category: Mapped[str]
    service_type: Mapped[str]
    priority: Mapped[str]
    fault_code: Mapped[str]
    questions: Mapped[str]  # parted by |
    advice: Mapped[str]


class Script(Base):
    """The sentence to say at a step, and the one not to say (R26)."""

    __tablename__ = "script"
    __table_args__ = table_args(Index(None, "step"))

    step: Mapped[str]
    customer_type: Mapped[str] = mapped_column(default="")
    say: Mapped[str]
    avoid: Mapped[str] = mapped_column(default="")


class Knowledge(Base):
    """What to know and to mind at a step of the work, in the firm's own words (R204, groups R and W)."""

    __tablename__ = "knowledge"
    __table_args__ = table_args(Index(None, "step"))

    step: Mapped[str]
    title: Mapped[str]
    words: Mapped[str] = mapped_column(default="")  # what else it is found by, apart by spaces
    text: Mapped[str]
    requirement: Mapped[str] = mapped_column(default="")


class PriceItem(Base):
    """A line of the unified price list with its allowed float (R42)."""

    __tablename__ = "price_item"
    __table_args__ = table_args(UniqueConstraint("version", "code"))

    version: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    category: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    price_fen: Mapped[int]
    low_percent: Mapped[int] = mapped_column(default=0)
    high_percent: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(default="labour")  # visit, labour, part, other
    hours_tenths: Mapped[int] = mapped_column(default=0)
    difficulty_tenths: Mapped[int] = mapped_column(default=0)
    newness_tenths: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[dt.date | None]
