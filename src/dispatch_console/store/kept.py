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
_VERSION = "data_version"


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
    """At the head of a transaction that writes: has another program written since?"""
    version = driver(connection).execute("PRAGMA data_version").fetchone()[0]
    if connection.info.get(_VERSION) != version:
        drop(connection)
        connection.info[_VERSION] = version
