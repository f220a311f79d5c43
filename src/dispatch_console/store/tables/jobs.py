"""What must be solved: jobs, visits, the facts about them with three times, what was promised, what was put off."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import DERIVED, Base, table_args


class Job(Base):
    """One job 报修单. Status and due time are written by derive alone."""

    __tablename__ = "job"
    __table_args__ = table_args(
        UniqueConstraint("uid"),
        UniqueConstraint("number"),
        Index(None, "customer_id"),
        Index(None, "machine_id"),
        Index(None, "registered_at"),
        Index("ix_job_done", "done_at", sqlite_where=text("done_at IS NOT NULL")),
        Index("ix_job_closed", "closed_at", sqlite_where=text("closed_at IS NOT NULL")),
        Index("ix_job_arrived", "arrived_at", sqlite_where=text("arrived_at IS NOT NULL")),
        Index("ix_job_open_due", "due_sort", "id", sqlite_where=text("is_open = 1")),
    )

    uid: Mapped[UUID]
    number: Mapped[str]  # WX260302-009
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    machine_id: Mapped[int | None] = mapped_column(ForeignKey("machine.id"))
    policy_id: Mapped[int] = mapped_column(ForeignKey("service_policy.id"))
    service_type: Mapped[str]  # repair, installation, maintenance, send_in
    priority: Mapped[str] = mapped_column(default="normal")  # normal, urgent, critical
    fault: Mapped[str]
    fault_code: Mapped[str] = mapped_column(default="")  # what its words suggest; the same code again is a repeat
    wish: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    warranty: Mapped[str] = mapped_column(default="unknown")  # in, out, unknown
    warranty_basis: Mapped[str] = mapped_column(default="")
    registered_at: Mapped[dt.datetime]
    owner: Mapped[str]  # first-asked responsibility (R21)
    agreed_from: Mapped[dt.datetime | None]
    agreed_until: Mapped[dt.datetime | None]
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"))
    # derived
    status: Mapped[str] = mapped_column(server_default="registered", info=DERIVED)
    is_open: Mapped[bool] = mapped_column(server_default=true(), info=DERIVED)
    clock_kind: Mapped[str] = mapped_column(server_default="", info=DERIVED)
    clock_started_at: Mapped[dt.datetime | None] = mapped_column(info=DERIVED)
    due_at: Mapped[dt.datetime | None] = mapped_column(info=DERIVED)
    due_sort: Mapped[str] = mapped_column(
        server_default="~", info=DERIVED
    )  # due time as text; paused and none sort last
    paused_for: Mapped[str] = mapped_column(server_default="", info=DERIVED)
    urged: Mapped[int] = mapped_column(server_default="0", info=DERIVED)
    escalated: Mapped[bool] = mapped_column(server_default=false(), info=DERIVED)
    complaint_open: Mapped[bool] = mapped_column(server_default=false(), info=DERIVED)
    major: Mapped[bool] = mapped_column(server_default=false(), info=DERIVED)  # R84
    repeats: Mapped[int] = mapped_column(server_default="0", info=DERIVED)
    visit_id: Mapped[int | None] = mapped_column(info=DERIVED)  # the visit in hand
    technician_id: Mapped[int | None] = mapped_column(info=DERIVED)
    arrived_at: Mapped[dt.datetime | None] = mapped_column(info=DERIVED)
    done_at: Mapped[dt.datetime | None] = mapped_column(info=DERIVED)
    closed_at: Mapped[dt.datetime | None] = mapped_column(info=DERIVED)


class Visit(Base):
    """One trip of a technician to a job (requirements 5.4)."""

    __tablename__ = "visit"
    __table_args__ = table_args(
        UniqueConstraint("uid"),
        Index(None, "job_id"),
        Index(None, "planned_from"),
        Index("ix_visit_live", "technician_id", "planned_from", sqlite_where=text("is_live = 1")),
    )

    uid: Mapped[UUID]
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    technician_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    planned_from: Mapped[dt.datetime]
    planned_until: Mapped[dt.datetime]
    bring: Mapped[str] = mapped_column(default="")
    override_reason: Mapped[str] = mapped_column(default="")
    # derived
    status: Mapped[str] = mapped_column(server_default="planned", info=DERIVED)
    is_live: Mapped[bool] = mapped_column(server_default=true(), info=DERIVED)
    since: Mapped[dt.datetime | None] = mapped_column(info=DERIVED)


class Event(Base):
    """One fact about a job or a visit: happened, reported, recorded; by whom; never changed, only corrected."""

    __tablename__ = "event"
    __table_args__ = table_args(
        Index(None, "job_id", "happened_at"), Index(None, "visit_id"), Index(None, "recorded_at")
    )

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    kind: Mapped[str]
    happened_at: Mapped[dt.datetime]
    reported_at: Mapped[dt.datetime]
    recorded_at: Mapped[dt.datetime]
    by: Mapped[str]
    channel: Mapped[str]  # phone_in, phone_out, paper, in_person, guess, system
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))


class Promise(Base):
    """Something said to somebody that has a time and an owner (R107)."""

    __tablename__ = "promise"
    __table_args__ = table_args(
        Index(None, "job_id"), Index("ix_promise_open", "due_at", sqlite_where=text("ended_at IS NULL"))
    )

    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    kind: Mapped[str]
    said: Mapped[str]
    owner: Mapped[str]
    made_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_how: Mapped[str] = mapped_column(default="")  # kept, broken, released


class Snooze(Base):
    """Something owed that was put off for a while; key as in queries.owed, the newest of a key counts."""

    __tablename__ = "snooze"
    __table_args__ = table_args(Index(None, "until_at"))

    owed_key: Mapped[str]
    until_at: Mapped[dt.datetime]
    reason: Mapped[str]
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str]
