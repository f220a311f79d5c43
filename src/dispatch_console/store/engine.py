"""Opens the encrypted file: the settings that keep a saved call saved, one writer, readers that cannot write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlcipher3 import dbapi2

from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.words import N_

MIN_SQLITE = (3, 51, 3)  # first release with the WAL-reset corruption fix (reliability.md, trap 4)
APPLICATION_ID = 0x44435431
AUTOCHECKPOINT = 10_000  # pages: a brake only; checkpoints run on the idle timer

SETTINGS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    f"wal_autocheckpoint={AUTOCHECKPOINT}",
    "journal_size_limit=67108864",
    "temp_store=MEMORY",
    "cache_size=-65536",
    "mmap_size=0",
    "secure_delete=ON",
    "recursive_triggers=ON",
)


def check_driver(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Refuse a SQLite with the WAL-reset bug; raises StoreTrouble."""
    if tuple(version) < MIN_SQLITE:
        raise StoreTrouble(
            N_("SQLite {found} can damage its file; {wanted} or newer is needed."),
            found=".".join(map(str, version)),
            wanted=".".join(map(str, MIN_SQLITE)),
        )


def connect(path: Path, raw_key: bytes, *, read_only: bool = False, wait_ms: int = 5000) -> Any:
    """A driver connection with all settings; read-only ones are opened so that they cannot write.

    raw_key is 32 bytes. wait_ms is how long SQLite itself waits for a lock.
    """
    check_driver()
    mode = "ro" if read_only else "rwc"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    link = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=wait_ms / 1000)
    link.execute(f"PRAGMA key = \"x'{raw_key.hex()}'\"")
    link.execute("PRAGMA cipher_log_level = NONE")
    for setting in SETTINGS:
        link.execute(f"PRAGMA {setting}")
    link.execute(f"PRAGMA busy_timeout={wait_ms}")
    if not read_only:
        link.execute("PRAGMA journal_mode=WAL").fetchone()
    return link


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


def trouble(error: BaseException) -> StoreTrouble | None:
    """What a driver error means for the user; None when it is a bug and no trouble of the world."""
    origin = getattr(error, "orig", error)
    name = getattr(origin, "sqlite_errorname", "") or ""
    text = str(origin)
    if "BUSY" in name or "LOCKED" in name or "database is locked" in text:
        return StoreTrouble(
            N_("Another program is using the database. Nothing was lost; it is tried again."), busy=True
        )
    if "FULL" in name or "IOERR" in name or "disk is full" in text or "disk I/O" in text:
        return StoreTrouble(N_("Not saved: the disk is full or cannot be written. Free some space and try again."))
    if "READONLY" in name or "CANTOPEN" in name or "readonly" in text or "unable to open" in text:
        return StoreTrouble(N_("The database cannot be written here. Check the rights of its folder."))
    if "CORRUPT" in name or "NOTADB" in name or "malformed" in text or "not a database" in text:
        return StoreTrouble(N_("The database is damaged. Nothing more is written; restore a backup."))
    return None


@contextmanager
def world() -> Iterator[None]:
    """Turn the driver's errors about disk, lock and damage into StoreTrouble; bugs pass through."""
    try:
        yield
    except (sa.exc.DBAPIError, dbapi2.Error, OSError) as error:
        told = trouble(error)
        if told is None:
            raise
        raise told from error
