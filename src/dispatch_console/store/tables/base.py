"""What all tables share: a number that never comes back, and names for every constraint."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import MetaData, Table, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from dispatch_console.store.types import MomentText, UuidText

DERIVED = {"derived": True}  # made anew by the program; not in the audit's images
UNAUDITED = {"audited": False}  # drafts and the like: no command, no undo


class Base(DeclarativeBase):
    """Every table has a whole number as its key; AUTOINCREMENT keeps a number from coming back."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dt.datetime: MomentText, UUID: UuidText}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


def table_args(*constraints: Any, **info: Any) -> tuple[Any, ...]:
    """The closing words of each table: its constraints and AUTOINCREMENT."""
    return (*constraints, {"sqlite_autoincrement": True, "info": info})


def is_audited(table: Table) -> bool:
    """Whether changes of this table are captured."""
    return bool(table.info.get("audited", True))


def image_columns(table: Table) -> list[str]:
    """The columns that a row's image holds: all but the derived ones."""
    return [c.name for c in table.columns if not c.info.get("derived")]


def derived_columns(table: Table) -> list[str]:
    """The columns that the program makes anew."""
    return [c.name for c in table.columns if c.info.get("derived")]


def table_of(model: type[Base]) -> Table:
    """The Core table behind a mapped class."""
    table = inspect(model).local_table
    assert isinstance(table, Table)
    return table
