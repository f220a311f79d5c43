"""Writes the audit: each entry holds the hash of the one before, so that a cut or a change shows."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from dispatch_console.domain import moment
from dispatch_console.store.capture import Image, RowChange
from dispatch_console.store.engine import driver

GENESIS = "0" * 64

_INSERT_ENTRY = (
    "INSERT INTO audit_entry(command_uid,kind,command,arguments,arguments_digest,result,actor,at,about_id,"
    "row_count,previous_hash,hash) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)"
)
_INSERT_ROW = "INSERT INTO audit_row(entry_id,table_name,row_id,before,after,digest) VALUES(?,?,?,?,?,?)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit as it is read back."""

    id: int
    command_uid: UUID
    kind: str
    command: str
    result: Any
    actor: str
    at: dt.datetime
    about_id: int | None


def digest(text: str) -> str:
    """sha256 as hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _text(image: Image | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def row_digest(table: str, row_id: int, before: str | None, after: str | None) -> str:
    """What stands in the chain for one row, whether or not its images are blanked later."""
    return digest(f"{table}\n{row_id}\n{before}\n{after}")


def entry_hash(previous: str, facts: tuple[Any, ...], digests: list[str]) -> str:
    """The chain: the hash before, the entry's own facts, the digests of its rows in order."""
    return digest("\n".join([previous, *map(str, facts), *digests]))


def head(connection: sa.Connection) -> str:
    """The hash of the newest entry: printed on the daily report, it shows a cut tail."""
    row = driver(connection).execute("SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1").fetchone()
    return str(row[0]) if row else GENESIS


def write(
    connection: sa.Connection,
    *,
    command_uid: UUID,
    kind: str,
    command: str,
    arguments: str,
    result: str,
    actor: str,
    at: dt.datetime,
    about_id: int | None,
    changes: list[RowChange],
) -> int:
    """Write one entry with its rows in the running transaction; returns its number."""
    rows = []
    for change in changes:
        before, after = _text(change.before), _text(change.after)
        rows.append(
            (change.table, change.row_id, before, after, row_digest(change.table, change.row_id, before, after))
        )
    stamp = moment.stored(at)
    argued = digest(arguments)
    previous = head(connection)
    facts = (command_uid, kind, command, argued, result, actor, stamp, about_id)
    hashed = entry_hash(previous, facts, [r[4] for r in rows])
    link = driver(connection)
    entry_id = link.execute(
        _INSERT_ENTRY,
        (
            str(command_uid),
            kind,
            command,
            arguments,
            argued,
            result,
            actor,
            stamp,
            about_id,
            len(rows),
            previous,
            hashed,
        ),
    ).lastrowid
    if rows:
        link.executemany(_INSERT_ROW, [(entry_id, *row) for row in rows])
    return int(entry_id)


def find(connection: sa.Connection, command_uid: UUID) -> Entry | None:
    """The entry of a gesture that was done before, or None."""
    return _one(connection, "command_uid=?", str(command_uid))


def entry(connection: sa.Connection, entry_id: int) -> Entry | None:
    """One entry by its number."""
    return _one(connection, "id=?", entry_id)


def _one(connection: sa.Connection, where: str, value: Any) -> Entry | None:
    row = (
        driver(connection)
        .execute(
            f"SELECT id,command_uid,kind,command,result,actor,at,about_id FROM audit_entry WHERE {where}", (value,)
        )
        .fetchone()
    )
    if row is None:
        return None
    return Entry(row[0], UUID(row[1]), row[2], row[3], json.loads(row[4]), row[5], moment.from_stored(row[6]), row[7])


def rows_of(connection: sa.Connection, entry_id: int) -> list[RowChange]:
    """The changes of one entry in the order they were made."""
    rows = connection.exec_driver_sql(
        "SELECT table_name,row_id,before,after FROM audit_row WHERE entry_id=? ORDER BY id", (entry_id,)
    ).fetchall()
    return [RowChange(t, i, json.loads(b) if b else None, json.loads(a) if a else None) for t, i, b, a in rows]
