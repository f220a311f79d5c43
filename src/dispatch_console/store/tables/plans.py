"""What comes again and again: the office's own duties, visits to customers, upkeep of machines; and what became of each day."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import Base, table_args


class Plan(Base):
    """A rule by which something falls due (R98, R110, R130, R131, R185, R186)."""

    __tablename__ = "plan"
    __table_args__ = table_args(
        Index("ix_plan_next", "next_on", sqlite_where=text("next_on IS NOT NULL")), Index(None, "customer_id"), Index(None, "machine_id")
    )

    kind: Mapped[str]  # office, training, contact, revisit, maintenance
    name: Mapped[str]
    rule: Mapped[str]  # RFC 5545 RRULE
    starts_on: Mapped[dt.date]
    lead_days: Mapped[int] = mapped_column(default=0)
    every_count: Mapped[int | None]  # by the machine's counter instead: so many sheets after the last time (R186)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    machine_id: Mapped[int | None] = mapped_column(ForeignKey("machine.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    next_on: Mapped[dt.date | None]  # the first day that nothing became of yet; None when the plan has ended
    active: Mapped[bool] = mapped_column(default=True)
    requirement: Mapped[str] = mapped_column(default="")


class PlanDay(Base):
    """What became of one day of a plan: done, skipped with a reason, moved to another day, made into a job."""

    __tablename__ = "plan_day"
    __table_args__ = table_args(Index(None, "plan_id", "due_on"))

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    due_on: Mapped[dt.date]
    how: Mapped[str]  # done, skipped, moved, job
    moved_to: Mapped[dt.date | None]
    reason: Mapped[str] = mapped_column(default="")
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    at: Mapped[dt.datetime]
    by: Mapped[str]
