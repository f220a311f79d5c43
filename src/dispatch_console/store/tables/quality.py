"""Whether it was good: complaints told upward, quality calls with four scores."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import Base, table_args


class Complaint(Base):
    """A complaint: received, told to the superior at once, answered, satisfied or filed (R126, R171–R175)."""

    __tablename__ = "complaint"
    __table_args__ = table_args(Index(None, "customer_id"), Index(None, "job_id"))

    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    said: Mapped[str]
    received_at: Mapped[dt.datetime]
    received_by: Mapped[str]
    told_to: Mapped[str] = mapped_column(default="")
    told_at: Mapped[dt.datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    ended_how: Mapped[str] = mapped_column(default="")  # satisfied, filed


class QualityCheck(Base):
    """One try of a quality call with its result (R127, R176–R182)."""

    __tablename__ = "quality_check"
    __table_args__ = table_args(Index(None, "job_id"))

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    tried_at: Mapped[dt.datetime]
    tried_by: Mapped[str]
    channel: Mapped[str] = mapped_column(default="phone", server_default="phone")  # phone, sms, email, online, on_site (R179)
    result: Mapped[str]  # satisfied, unsatisfied, unreachable
    running_well: Mapped[bool | None]
    timely: Mapped[int | None]
    skill: Mapped[int | None]
    attitude: Mapped[int | None]
    charge: Mapped[int | None]
    opinion: Mapped[str] = mapped_column(default="")
