"""Who did what when, and each row as it was and as it became; drafts, settings and running numbers."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import UNAUDITED, Base, table_args


class AuditEntry(Base):
    """One command, undo or redo; each holds the hash of the one before, so that none can be cut out."""

    __tablename__ = "audit_entry"
    __table_args__ = table_args(UniqueConstraint("command_uid"), **UNAUDITED)

    command_uid: Mapped[UUID]
    kind: Mapped[str]  # do, undo, redo, note
    command: Mapped[str]
    arguments: Mapped[str]  # JSON; can be blanked, its digest stays in the chain
    arguments_digest: Mapped[str]
    result: Mapped[str]  # JSON: the first answer, given again when the same gesture comes twice
    actor: Mapped[str]
    at: Mapped[dt.datetime]
    about_id: Mapped[int | None] = mapped_column(ForeignKey("audit_entry.id"))  # the entry undone or redone
    row_count: Mapped[int]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class AuditRow(Base):
    """One row of one entry; the images can be blanked on request, the digest stays in the chain."""

    __tablename__ = "audit_row"
    __table_args__ = table_args(Index(None, "table_name", "row_id"), Index(None, "entry_id"), **UNAUDITED)

    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"))
    table_name: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None]  # JSON
    after: Mapped[str | None]  # JSON
    digest: Mapped[str]


class Draft(Base):
    """A half-typed form, kept within a second of the last key; no audit."""

    __tablename__ = "draft"
    __table_args__ = table_args(UniqueConstraint("uid"), **UNAUDITED)

    uid: Mapped[UUID]
    kind: Mapped[str]
    content: Mapped[str]  # JSON
    at: Mapped[dt.datetime]


class Setting(Base):
    """One setting of the firm: name, zone, numbering; changed by command."""

    __tablename__ = "setting"
    __table_args__ = table_args(UniqueConstraint("name"))

    name: Mapped[str]
    value: Mapped[str]  # JSON


class RunningNumber(Base):
    """The last number given of a kind and day: jobs WX260302-009, slips 0001873.

    Outside audit and undo: a number once given never comes back.
    """

    __tablename__ = "running_number"
    __table_args__ = table_args(UniqueConstraint("kind", "day"), **UNAUDITED)

    kind: Mapped[str]
    day: Mapped[str]  # 260302, or empty for numbers that never start anew
    last: Mapped[int]


APPEND_ONLY = (
    "CREATE TRIGGER audit_entry_only_blank BEFORE UPDATE ON audit_entry WHEN new.arguments <> '' "
    "OR new.id IS NOT old.id OR new.hash IS NOT old.hash OR new.previous_hash IS NOT old.previous_hash "
    "OR new.arguments_digest IS NOT old.arguments_digest OR new.command IS NOT old.command "
    "OR new.actor IS NOT old.actor OR new.at IS NOT old.at OR new.result IS NOT old.result "
    "OR new.kind IS NOT old.kind OR new.about_id IS NOT old.about_id OR new.command_uid IS NOT old.command_uid "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "CREATE TRIGGER audit_row_only_blank BEFORE UPDATE ON audit_row WHEN new.id IS NOT old.id "
    "OR new.entry_id IS NOT old.entry_id OR new.table_name IS NOT old.table_name OR new.row_id IS NOT old.row_id "
    "OR new.digest IS NOT old.digest OR (new.before IS NOT NULL AND new.before IS NOT old.before) "
    "OR (new.after IS NOT NULL AND new.after IS NOT old.after) "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "CREATE TRIGGER audit_row_no_delete BEFORE DELETE ON audit_row "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
)
