"""The conversations: every call in and out, and what it led to."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import Base, table_args
from dispatch_console.store.types import Words


class Call(Base):
    """One call (R3–R8, requirements 5.2)."""

    __tablename__ = "call"
    __table_args__ = table_args(
        UniqueConstraint("uid"),
        Index(None, "started_at"),
        Index(None, "customer_id", "started_at"),
        Index("ix_call_open", "call_back_due_at", sqlite_where=text("call_back_due_at IS NOT NULL")),
    )

    uid: Mapped[UUID]
    direction: Mapped[str]  # in, out, missed
    channel: Mapped[str] = mapped_column(default="phone")  # R8
    number: Mapped[str] = mapped_column(default="")
    digits: Mapped[str] = mapped_column(default="")
    caller_name: Mapped[str] = mapped_column(default="")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    machine_id: Mapped[int | None] = mapped_column(ForeignKey("machine.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # a technician or colleague
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    kind: Mapped[str]  # repair, enquiry, complaint, installation, maintenance, urge, call_in, message, quality, other
    outcome: Mapped[
        str
    ]  # registered, answered, phone_solved, attached, complaint, missed, called_back, message, call_in
    said: Mapped[str] = mapped_column(default="")  # what the caller said, as typed
    answer: Mapped[str] = mapped_column(default="")
    still_to_ask: Mapped[tuple[str, ...]] = mapped_column(Words, default=())
    rang_at: Mapped[dt.datetime | None]  # when it began to ring, where the telephone told (R112)
    started_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    taken_by: Mapped[str]
    call_back_due_at: Mapped[dt.datetime | None]
    called_back_at: Mapped[dt.datetime | None]
    register_line: Mapped[str] = mapped_column(default="")  # where it stood in an imported register
