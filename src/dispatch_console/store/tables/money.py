"""What it costs and who agreed: quotes with versions, their lines, and the words of consent."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import Base, table_args


class Quote(Base):
    """One version of a quote and the customer's answer (R40–R43)."""

    __tablename__ = "quote"
    __table_args__ = table_args(UniqueConstraint("job_id", "version"))

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    version: Mapped[int]
    price_version: Mapped[str]
    total_fen: Mapped[int]
    deduction_fen: Mapped[int] = mapped_column(default=0)
    approved_by: Mapped[str] = mapped_column(default="")
    told_at: Mapped[dt.datetime]
    answer: Mapped[str] = mapped_column(default="")  # yes, no, later, taken_back
    words: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]


class QuoteLine(Base):
    """One line of a quote: list price, what was quoted, whether that is in the allowed float (R42)."""

    __tablename__ = "quote_line"
    __table_args__ = table_args(Index(None, "quote_id"))

    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id"))
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    list_fen: Mapped[int]
    price_fen: Mapped[int]
    quantity: Mapped[int] = mapped_column(default=1)
