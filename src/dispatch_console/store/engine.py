"""SQLAlchemy on the encrypted file: one writer, readers that cannot write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlcipher3 import dbapi2

from dispatch_console.store.link import connect, world


def make_engine(
    path: Path, raw_key: bytes, *, read_only: bool = False, wait_ms: int = 5000, pool: type[sa.Pool] | None = None
) -> sa.Engine:
    """An engine that sends its own BEGIN: IMMEDIATE for the writer, DEFERRED for readers."""
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: connect(path, raw_key, read_only=read_only, wait_ms=wait_ms),
        module=dbapi2,
        poolclass=pool or sa.pool.StaticPool,
    )
    begin = "BEGIN DEFERRED" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


class Store:
    """One open file: the writer's one connection and one held connection for reading."""

    def __init__(self, path: Path, raw_key: bytes, *, wait_ms: int = 5000) -> None:
        self.path = path
        self._key = raw_key
        self.closed = False
        self._write_engine = make_engine(path, raw_key, wait_ms=wait_ms)
        self.writer = self._write_engine.connect()
        self._read_engine = make_engine(path, raw_key, read_only=True, wait_ms=wait_ms)
        self.reader = self._read_engine.connect()

    @property
    def raw_writer(self) -> Any:
        """The writer's driver connection, for PRAGMAs and backups."""
        return self.writer.connection.driver_connection

    @property
    def raw_reader(self) -> Any:
        """The reader's driver connection."""
        return self.reader.connection.driver_connection

    def wait(self, wait_ms: int) -> None:
        """Set how long the writer waits for the lock: 0 on the window's thread."""
        self.raw_writer.execute(f"PRAGMA busy_timeout={wait_ms}")

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One BEGIN … COMMIT on the held read connection; it ends within the turn of the event loop."""
        with world(), self.reader.begin():
            yield self.reader

    def another(self, *, wait_ms: int = 5000) -> Store:
        """A second Store on the same file for a worker's thread."""
        return Store(self.path, self._key, wait_ms=wait_ms)

    def data_version(self) -> int:
        """Changes when another program has written the file."""
        return int(self.raw_reader.execute("PRAGMA data_version").fetchone()[0])

    def in_transaction(self) -> dict[str, bool]:
        """For the idle test: whether any connection sits in a transaction."""
        return {"writer": self.raw_writer.in_transaction, "reader": self.raw_reader.in_transaction}

    def checkpoint(self, how: str = "PASSIVE") -> tuple[int, int, int]:
        """Move the write-ahead log into the file; called when idle and on closing."""
        row = self.raw_writer.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
        return int(row[0]), int(row[1]), int(row[2])

    def close(self) -> None:
        """Let go of both connections."""
        self.closed = True
        self.reader.close()
        self._read_engine.dispose()
        self.writer.close()
        self._write_engine.dispose()


def driver(connection: sa.Connection) -> Any:
    """The driver's own connection inside the running transaction: hot reads and writes save SQLAlchemy's share."""
    return connection.connection.driver_connection
