"""What was sold beforehand: contracts and service packages, and what they cover."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import Base, table_args


class Contract(Base):
    """A contract or a service package of a customer (R222, R223)."""

    __tablename__ = "contract"
    __table_args__ = table_args(Index(None, "customer_id"))

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    number: Mapped[str]
    kind: Mapped[str] = mapped_column(default="contract")  # contract, package
    name: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    visits: Mapped[int | None]  # how many it holds; None: as many as are needed
    part_off_percent: Mapped[int] = mapped_column(default=0)
    labour_off_percent: Mapped[int] = mapped_column(default=0)
    visit_off_percent: Mapped[int] = mapped_column(default=0)
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("service_policy.id"))
    ended_on: Mapped[dt.date | None]  # called off before its time
    note: Mapped[str] = mapped_column(default="")


class ContractItem(Base):
    """What a contract covers: a model and how many, or one machine by its serial number (R222)."""

    __tablename__ = "contract_item"
    __table_args__ = table_args(Index(None, "contract_id"), Index(None, "machine_id"))

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id", ondelete="CASCADE"))
    machine_id: Mapped[int | None] = mapped_column(ForeignKey("machine.id"))
    model: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int] = mapped_column(default=1)
