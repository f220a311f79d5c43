"""What is read once per open file and kept between commands: the policies in force, the fault words.

It hangs on the connection itself, so it ends with it and is never another file's; it is dropped when a table behind it
changes here or in another program, and when a transaction is rolled back, which may have read what never came to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import sqlalchemy as sa

from dispatch_console.store.engine import driver

V = TypeVar("V")
POLICIES, FAULT_WORDS, DEFAULT_POLICY = "policies", "fault_words", "default_policy"
BEHIND = {
    POLICIES: frozenset({"clock_rule", "calendar", "calendar_day", "service_policy"}), FAULT_WORDS: frozenset({"fault_word"}),
    DEFAULT_POLICY: frozenset({"service_policy"}),
}  # fmt: skip
_VERSION, _NEWEST = "data_version", "newest_entry"


def kept(connection: sa.Connection, name: str, read: Callable[[], V]) -> V:
    """What is kept under this name (a key of BEHIND), read when it is not there."""
    if name not in connection.info:
        connection.info[name] = read()
    value: V = connection.info[name]
    return value


def tables_changed(connection: sa.Connection, tables: Iterable[str]) -> None:
    """Rows of these tables were written on this connection."""
    changed = frozenset(tables)
    for name, behind in BEHIND.items():
        if behind & changed:
            connection.info.pop(name, None)


def drop(connection: sa.Connection) -> None:
    """All is read anew: a transaction was rolled back, or the whole is to be worked out from nothing."""
    for name in BEHIND:
        connection.info.pop(name, None)


def look(connection: sa.Connection) -> None:
    """At the head of a transaction that writes: has another program written since, and what? The audit tells the tables."""
    raw, info = driver(connection), connection.info
    version = raw.execute("PRAGMA data_version").fetchone()[0]
    newest = raw.execute("SELECT max(id) FROM audit_entry").fetchone()[0] or 0
    if info.get(_VERSION) != version:
        since = info.get(_NEWEST)
        if since is None or since > newest:
            drop(connection)
        else:
            tables_changed(connection, [row[0] for row in raw.execute("SELECT DISTINCT table_name FROM audit_row WHERE entry_id > ?", (since,))])
        info[_VERSION] = version
    info[_NEWEST] = newest
