"""Notes each row before and after, below the ORM: TEMP triggers on the writer's one connection."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.store.engine import driver
from dispatch_console.store.tables.base import Base, image_columns, is_audited

Image = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row as it was and as it is; None where it was not there. An update keeps only what changed."""

    table: str
    row_id: int
    before: Image | None
    after: Image | None
    whole: Image | None = None  # the full image after an insert or update, for derived columns

    @property
    def is_update(self) -> bool:
        """Neither new nor deleted."""
        return self.before is not None and self.after is not None


def _quoted(name: str) -> str:
    return f'"{name}"'


def _image(row: str, columns: list[str]) -> str:
    parts = []
    for name in columns:
        value = f"{row}.{_quoted(name)}"
        parts.append(f"'{name}',CASE typeof({value}) WHEN 'blob' THEN json_object('hex',hex({value})) ELSE {value} END")
    return "json_object(" + ",".join(parts) + ")"


def install(raw: Any) -> None:
    """Make the triggers on the writer's connection; they live as long as it does."""
    raw.execute("CREATE TEMP TABLE captured(n INTEGER PRIMARY KEY, tab TEXT, row_id INTEGER, before TEXT, after TEXT)")
    for table in Base.metadata.sorted_tables:
        if not is_audited(table):
            continue
        columns = image_columns(table)
        watched = ",".join(_quoted(c) for c in columns)
        for verb, row, before, after in (
            ("INSERT", "new", "NULL", _image("new", columns)),
            (f"UPDATE OF {watched}", "new", _image("old", columns), _image("new", columns)),
            ("DELETE", "old", _image("old", columns), "NULL"),
        ):
            raw.execute(
                f"CREATE TEMP TRIGGER cap_{table.name}_{verb[:6].lower()} AFTER {verb} ON main.{_quoted(table.name)} "
                f"BEGIN INSERT INTO captured(tab,row_id,before,after) "
                f"VALUES('{table.name}',{row}.id,{before},{after}); END"
            )


def remove(raw: Any) -> None:
    """Take the triggers away (a migration, a bulk load that writes its own audit rows)."""
    names = raw.execute("SELECT name FROM temp.sqlite_master WHERE type='trigger' AND name LIKE 'cap_%'").fetchall()
    for (name,) in names:
        raw.execute(f"DROP TRIGGER temp.{_quoted(name)}")
    raw.execute("DROP TABLE IF EXISTS temp.captured")


def take(connection: sa.Connection) -> list[RowChange]:
    """All changes since the last call, in order, each with what changed; empty updates are left out."""
    link = driver(connection)
    rows = link.execute("SELECT tab,row_id,before,after FROM temp.captured ORDER BY n").fetchall()
    if rows:
        link.execute("DELETE FROM temp.captured")
    changes: list[RowChange] = []
    for table, row_id, before_text, after_text in rows:
        before: Image | None = json.loads(before_text) if before_text else None
        after: Image | None = json.loads(after_text) if after_text else None
        whole = after
        if before is not None and after is not None:
            changed = [k for k in after if before[k] != after[k] or type(before[k]) is not type(after[k])]
            if not changed:
                continue
            before, after = {k: before[k] for k in changed}, {k: after[k] for k in changed}
        changes.append(RowChange(table, row_id, before, after, whole))
    return changes


def clear(connection: sa.Connection) -> None:
    """Forget what was noted (the transaction was rolled back)."""
    connection.exec_driver_sql("DELETE FROM temp.captured")


def to_driver(value: Any) -> Any:
    """An image's value as the driver takes it; blobs lie as hex."""
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) and "hex" in value else value


def write_back(connection: sa.Connection, change: RowChange) -> bool:
    """Undo one change; False when the row is no longer as the change left it."""
    table, key = _quoted(change.table), change.row_id
    if change.after is not None:
        is_so = " AND ".join(f"{_quoted(k)} IS ?" for k in change.after)
        as_left = tuple(to_driver(v) for v in change.after.values())
        if change.before is None:
            done = connection.exec_driver_sql(f"DELETE FROM {table} WHERE id=? AND {is_so}", (key, *as_left))
        else:
            sets = ",".join(f"{_quoted(k)}=?" for k in change.before)
            olds = tuple(to_driver(v) for v in change.before.values())
            done = connection.exec_driver_sql(
                f"UPDATE {table} SET {sets} WHERE id=? AND {is_so}", (*olds, key, *as_left)
            )
    else:
        before = change.before or {}
        names = ",".join(_quoted(k) for k in before)
        marks = ",".join("?" * len(before))
        done = connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO {table}({names}) VALUES({marks})", tuple(to_driver(v) for v in before.values())
        )
    return done.rowcount == 1
