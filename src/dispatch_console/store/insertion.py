"""Puts one row in by the driver itself: a registered call is five of them, and SQLAlchemy's share would be the larger."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from dispatch_console.store.engine import driver
from dispatch_console.store.tables.base import Base, table_of

_DIALECT = sqlite.dialect()
Binder = Callable[[Any], Any] | None


@cache
def _insertion(model: type[Base], names: tuple[str, ...]) -> tuple[str, tuple[Binder, ...], tuple[Any, ...]]:
    """The statement for these columns, what turns each value into the file's, and the defaults that stand at the end."""
    table = table_of(model)
    left = [c for c in table.columns if c.name not in names and c.default is not None]
    assert all(isinstance(c.default, sa.ColumnDefault) and c.default.is_scalar for c in left), table.name
    columns = [*(table.c[name] for name in names), *left]
    binders = tuple(c.type.dialect_impl(_DIALECT).bind_processor(_DIALECT) for c in columns)
    listed = ",".join(f'"{c.name}"' for c in columns)
    sql = f'INSERT INTO "{table.name}"({listed}) VALUES({",".join("?" * len(columns))})'
    return sql, binders, tuple(c.default.arg for c in left if isinstance(c.default, sa.ColumnDefault))


def insert(connection: sa.Connection, model: type[Base], values: dict[str, Any]) -> int:
    """Insert one row inside the running transaction and return its number."""
    sql, binders, defaults = _insertion(model, tuple(values))
    row = [v if bind is None else bind(v) for v, bind in zip((*values.values(), *defaults), binders, strict=True)]
    return int(driver(connection).execute(sql, row).lastrowid)
