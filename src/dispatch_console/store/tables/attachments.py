"""Pictures and papers that belong to a job, a machine or a customer."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import UNAUDITED, Base, table_args


class Attachment(Base):
    """One file as it hangs on a job, machine or customer (R13); what it holds lies in attachment_file."""

    __tablename__ = "attachment"
    __table_args__ = table_args(Index(None, "job_id"), Index(None, "machine_id"), Index(None, "customer_id"), Index(None, "sha256"))

    sha256: Mapped[str]  # hexadecimal
    name: Mapped[str]  # as it was called outside
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    machine_id: Mapped[int | None] = mapped_column(ForeignKey("machine.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    note: Mapped[str] = mapped_column(default="")
    added_at: Mapped[dt.datetime]
    added_by: Mapped[str]


class AttachmentFile(Base):
    """The bytes of an attachment, once for equal files; never changed, so undo and audit need only the hash."""

    __tablename__ = "attachment_file"
    __table_args__ = table_args(UniqueConstraint("sha256"), **UNAUDITED)

    sha256: Mapped[str]
    thumbnail: Mapped[bytes | None]  # PNG; before the content, so that a list does not read through it
    content: Mapped[bytes]
