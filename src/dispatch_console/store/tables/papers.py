"""The paper: printed forms and where they are, repair reports typed back, machines taken in, parts waited for."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import DERIVED, Base, table_args
from dispatch_console.store.types import Words


class FormIssue(Base):
    """One numbered sheet of paper: printed, issued, returned, filed, void or missing (requirements 5.6)."""

    __tablename__ = "form_issue"
    __table_args__ = table_args(UniqueConstraint("kind", "number"), Index(None, "job_id"), Index(None, "status"))

    kind: Mapped[str]
    number: Mapped[str]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str]  # printed, issued, returned, filed, void, missing
    printed_at: Mapped[dt.datetime | None]
    printed_times: Mapped[int] = mapped_column(default=0)
    issued_at: Mapped[dt.datetime | None]
    returned_at: Mapped[dt.datetime | None]
    filed_at: Mapped[dt.datetime | None]
    note: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="", server_default="")  # JSON: fields and rows as they were printed


class RepairReport(Base):
    """A repair report typed from paper (R135–R140)."""

    __tablename__ = "repair_report"
    __table_args__ = table_args(UniqueConstraint("uid"), Index(None, "job_id"))

    uid: Mapped[UUID]
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    form_number: Mapped[str] = mapped_column(default="")
    arrived_at: Mapped[dt.datetime | None]
    completed_at: Mapped[dt.datetime | None]
    cause: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")
    left_over: Mapped[str] = mapped_column(default="")
    counter: Mapped[int | None]
    fee_visit_fen: Mapped[int] = mapped_column(default=0)
    fee_labour_fen: Mapped[int] = mapped_column(default=0)
    fee_parts_fen: Mapped[int] = mapped_column(default=0)
    fee_other_fen: Mapped[int] = mapped_column(default=0, server_default="0")
    fee_discount_fen: Mapped[int] = mapped_column(default=0, server_default="0")
    payment: Mapped[str] = mapped_column(default="")
    rate_timely: Mapped[int | None]
    rate_skill: Mapped[int | None]
    rate_attitude: Mapped[int | None]
    rate_charge: Mapped[int | None]
    opinion: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="", server_default="")  # solved, watched, again, taken_in, waiting_part, unsolved
    advice: Mapped[str] = mapped_column(default="", server_default="")
    checks: Mapped[tuple[str, ...]] = mapped_column(Words, default=(), server_default="[]")  # what was confirmed on site
    price_code: Mapped[str] = mapped_column(default="")  # the line whose hours, difficulty and newness count for points
    typed_at: Mapped[dt.datetime]
    typed_by: Mapped[str]
    audited_at: Mapped[dt.datetime | None]
    audited_by: Mapped[str] = mapped_column(default="")


class ReportPart(Base):
    """A part replaced: old and new serial (R135)."""

    __tablename__ = "report_part"
    __table_args__ = table_args(Index(None, "report_id"))

    report_id: Mapped[int] = mapped_column(ForeignKey("repair_report.id"))
    name: Mapped[str]
    old_serial: Mapped[str] = mapped_column(default="")
    new_serial: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int] = mapped_column(default=1)
    price_fen: Mapped[int] = mapped_column(default=0)


class DeviceStay(Base):
    """A machine taken in: consent, accessories, agreed term, and where it is now (R147–R151, requirements 5.5)."""

    __tablename__ = "device_stay"
    __table_args__ = table_args(Index(None, "job_id"))

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    machine_id: Mapped[int | None] = mapped_column(ForeignKey("machine.id"))
    slip_number: Mapped[str]
    consent_by: Mapped[str]
    accessories: Mapped[str] = mapped_column(default="")
    appearance: Mapped[str] = mapped_column(default="")
    loaner: Mapped[str] = mapped_column(default="")
    loaner_back_at: Mapped[dt.datetime | None]
    taken_at: Mapped[dt.datetime]
    term_on: Mapped[dt.date | None]
    status: Mapped[str] = mapped_column(server_default="picked_up", info=DERIVED)


class PartRequest(Base):
    """A part a job waits for (R77, R159)."""

    __tablename__ = "part_request"
    __table_args__ = table_args(Index(None, "job_id"))

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    part: Mapped[str]
    asked_at: Mapped[dt.datetime]
    approved_by: Mapped[str] = mapped_column(default="", server_default="")  # whose analysis lets it out of the store (R162)
    approved_at: Mapped[dt.datetime | None]
    ordered_from: Mapped[str] = mapped_column(default="", server_default="")  # bought where (R160); empty: from the store
    ordered_at: Mapped[dt.datetime | None]
    expected_on: Mapped[dt.date | None]
    arrived_at: Mapped[dt.datetime | None]
    customer_told_at: Mapped[dt.datetime | None]


class PartClaim(Base):
    """A part of a machine in warranty to be made good: letter, cause, suggestion, leave, cost (R163)."""

    __tablename__ = "part_claim"
    __table_args__ = table_args(Index(None, "job_id"))

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    part: Mapped[str]
    letter: Mapped[str]  # the customer's fault letter or damage report
    cause: Mapped[str] = mapped_column(default="")
    suggestion: Mapped[str] = mapped_column(default="")
    claimed_at: Mapped[dt.datetime]
    approved_by: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[dt.datetime | None]
    plan: Mapped[str] = mapped_column(default="")  # the sales department's production plan
    cost_fen: Mapped[int | None]
    ended_at: Mapped[dt.datetime | None]
    ended_how: Mapped[str] = mapped_column(default="")  # made_good, rejected


class ServiceApplication(Base):
    """The service application 售后服务申请表: for whom, what was sold, what is wrong, who gave leave (R153, R188)."""

    __tablename__ = "service_application"
    __table_args__ = table_args(Index(None, "job_id"))

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    number: Mapped[str]
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"))
    goods: Mapped[str] = mapped_column(default="")  # contract's model and quantity
    cause: Mapped[str] = mapped_column(default="")
    occurred: Mapped[str] = mapped_column(default="")
    damage: Mapped[str] = mapped_column(default="")
    made_on: Mapped[dt.date | None]
    inspection: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    filled_at: Mapped[dt.datetime]
    filled_by: Mapped[str]
    approved_at: Mapped[dt.datetime | None]
    approved_by: Mapped[str] = mapped_column(default="")


class Survey(Base):
    """What a revisit or survey brought home: quality, consumption, need, competitors, data and pictures (R156, R191)."""

    __tablename__ = "survey"
    __table_args__ = table_args(Index(None, "customer_id"), Index(None, "job_id"))

    kind: Mapped[str]  # revisit, survey, data
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    on_day: Mapped[dt.date]
    quality: Mapped[str] = mapped_column(default="")
    consumption: Mapped[str] = mapped_column(default="")
    need: Mapped[str] = mapped_column(default="")
    competitors: Mapped[str] = mapped_column(default="")
    opinion: Mapped[str] = mapped_column(default="")
    passed_to: Mapped[str] = mapped_column(default="")  # the department that was told (R203)
    passed_at: Mapped[dt.datetime | None]
    noted_at: Mapped[dt.datetime]
    noted_by: Mapped[str]
