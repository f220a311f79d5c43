"""Who calls: customers, their people, numbers, places and machines."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import UNAUDITED, Base, table_args


class Customer(Base):
    """One customer (R4, R5, R201)."""

    __tablename__ = "customer"
    __table_args__ = table_args(Index(None, "name"))

    name: Mapped[str]
    code: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="ordinary")  # ordinary, key (R130)
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("service_policy.id"))
    note: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))


class Contact(Base):
    """A person at the customer's (R5)."""

    __tablename__ = "contact"
    __table_args__ = table_args(Index(None, "customer_id"))

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    name: Mapped[str]
    position: Mapped[str] = mapped_column(default="")
    mood: Mapped[str] = mapped_column(default="")  # R25
    active: Mapped[bool] = mapped_column(default=True, server_default=true())


class PhoneNumber(Base):
    """A number and whose it is; digits are what is searched (R15)."""

    __tablename__ = "phone_number"
    __table_args__ = table_args(Index(None, "digits"), Index(None, "customer_id"))

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    raw: Mapped[str]
    digits: Mapped[str]
    extension: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")  # mobile, landline, service, short, unknown


class Site(Base):
    """Where the machines stand (R4)."""

    __tablename__ = "site"
    __table_args__ = table_args(Index(None, "customer_id"))

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    address: Mapped[str]
    district: Mapped[str] = mapped_column(default="")
    access_note: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True, server_default=true())


class Machine(Base):
    """One machine with what its warranty rests on (R5, R7, R38, R46)."""

    __tablename__ = "machine"
    __table_args__ = table_args(Index(None, "customer_id"), Index(None, "serial"))

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    brand: Mapped[str] = mapped_column(default="")
    model: Mapped[str]
    category: Mapped[str] = mapped_column(default="")  # copier, printer, computer, air_conditioner, machine
    serial: Mapped[str] = mapped_column(default="")
    bought_on: Mapped[dt.date | None]
    installed_on: Mapped[dt.date | None]
    warranty_until: Mapped[dt.date | None]
    warranty_basis: Mapped[str] = mapped_column(default="")  # invoice, card, contract, law
    channel: Mapped[str] = mapped_column(default="regular")  # regular, grey (R12)
    network: Mapped[str] = mapped_column(default="")
    counter: Mapped[int | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("machine.id"))
    active: Mapped[bool] = mapped_column(default=True, server_default=true())


class ProductModel(Base):
    """A model the firm serves: what a machine of it is, and how long its warranty runs (R38, R46)."""

    __tablename__ = "product_model"
    __table_args__ = table_args(UniqueConstraint("model"))

    model: Mapped[str]
    brand: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    warranty_months: Mapped[int | None]  # None: as the firm's setting says
    note: Mapped[str] = mapped_column(default="")


class FindKey(Base):
    """What a name, number or serial is found by; made anew whenever its row changes.

    shape: n simplified name, p full pinyin, i initials (and where they begin within the name), d digits,
    t digits backwards, s serial, u serial backwards, j job number backwards.
    """

    __tablename__ = "find_key"
    __table_args__ = table_args(Index(None, "shape", "key"), Index(None, "subject", "row_id"), **UNAUDITED)

    shape: Mapped[str]
    key: Mapped[str]
    subject: Mapped[str]  # the table found
    row_id: Mapped[int]
    customer_id: Mapped[int | None]
