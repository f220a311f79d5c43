"""The day's end: points with their evidence, closed days, what was imported and exported."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dispatch_console.store.tables.base import Base, table_args


class PointRule(Base):
    """One rule of the points in one version (R192); the values are rows."""

    __tablename__ = "point_rule"
    __table_args__ = table_args(UniqueConstraint("version", "code"))

    version: Mapped[int]
    code: Mapped[str]
    kind: Mapped[str]
    parameters: Mapped[str]  # JSON
    valid_from: Mapped[dt.date | None]
    valid_until: Mapped[dt.date | None]


class Grade(Base):
    """A technician's grade: its standard points a month, and what a point more or less is worth."""

    __tablename__ = "grade"
    __table_args__ = table_args(UniqueConstraint("code"))

    code: Mapped[str]
    name: Mapped[str]
    standard_tenths: Mapped[int]
    fen_per_point: Mapped[int]


class PointEntry(Base):
    """One entry of the points ledger: rule, version, arithmetic, evidence; corrected only by counter-entries."""

    __tablename__ = "point_entry"
    __table_args__ = table_args(Index(None, "person_id", "counted_on"), Index(None, "job_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("repair_report.id"))
    rule_version: Mapped[int]
    rule_code: Mapped[str]
    arithmetic: Mapped[str]
    points_tenths: Mapped[int]
    counted_on: Mapped[dt.date]
    counter_of_id: Mapped[int | None] = mapped_column(ForeignKey("point_entry.id"))


class PointQuestion(Base):
    """A technician's question about an entry of his points, and its answer (R192, R111)."""

    __tablename__ = "point_question"
    __table_args__ = table_args(Index(None, "entry_id"))

    entry_id: Mapped[int] = mapped_column(ForeignKey("point_entry.id"))
    question: Mapped[str]
    asked_at: Mapped[dt.datetime]
    asked_by: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]
    answered_by: Mapped[str] = mapped_column(default="")


class DayClose(Base):
    """A closed day: who, when, the audit head printed on the report, what is handed over."""

    __tablename__ = "day_close"
    __table_args__ = table_args(UniqueConstraint("on_day"))

    on_day: Mapped[dt.date]
    closed_at: Mapped[dt.datetime]
    closed_by: Mapped[str]
    audit_head: Mapped[str]
    remarks: Mapped[str] = mapped_column(default="")
    handed_over: Mapped[str] = mapped_column(default="")  # JSON


class DayPaper(Base):
    """A paper of a closed day as it was that evening, so that it can be made again, byte for byte (R196)."""

    __tablename__ = "day_paper"
    __table_args__ = table_args(UniqueConstraint("day_close_id", "form"))

    day_close_id: Mapped[int] = mapped_column(ForeignKey("day_close.id"))
    form: Mapped[str]
    content: Mapped[str]  # JSON: number, fields, rows
    digest: Mapped[str]  # SHA-256 of the content


class ExportLog(Base):
    """What left the desk, for what purpose, by whom (R218)."""

    __tablename__ = "export_log"
    __table_args__ = table_args()

    form: Mapped[str]
    purpose: Mapped[str]
    at: Mapped[dt.datetime]
    by: Mapped[str]
    rows: Mapped[int]
    sha256: Mapped[str]


class ImportBatch(Base):
    """One import: the file's digest and the equation read = added + updated + same + refused."""

    __tablename__ = "import_batch"
    __table_args__ = table_args(UniqueConstraint("uid"), Index(None, "sha256"))

    uid: Mapped[UUID]
    form: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    at: Mapped[dt.datetime]
    by: Mapped[str]
    read: Mapped[int]
    added: Mapped[int]
    updated: Mapped[int]
    same: Mapped[int]
    refused: Mapped[int]


class ImportRow(Base):
    """One row of an import: its key, so that the same row twice adds nothing, and what was decided."""

    __tablename__ = "import_row"
    __table_args__ = table_args(UniqueConstraint("form", "row_key"), Index(None, "batch_id"))

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    form: Mapped[str]
    row_key: Mapped[str]
    line: Mapped[int]
    decision: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    row_id: Mapped[int | None]


class ListLayout(Base):
    """How the columns of a foreign list were mapped, remembered by its headings (R217)."""

    __tablename__ = "list_layout"
    __table_args__ = table_args(UniqueConstraint("form", "layout"))

    form: Mapped[str]
    layout: Mapped[str]  # a digest of the headings
    mapping: Mapped[str]  # JSON: column number to field, and the answers given (day or month first)
    used_at: Mapped[dt.datetime]
    used_by: Mapped[str]
