"""The encrypted file by its driver alone: the settings that keep a saved call saved, a wrong file told from a damaged one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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


def trouble(error: BaseException) -> StoreTrouble | None:
    """What a driver error means for the user; None when it is a bug and no trouble of the world."""
    origin = getattr(error, "orig", error)
    name = getattr(origin, "sqlite_errorname", "") or ""
    text = str(origin)
    if "BUSY" in name or "LOCKED" in name or "database is locked" in text:
        return StoreTrouble(
            N_("Another program is using the database. Nothing was lost; it is tried again."), busy=True
        )
    if "INTERRUPT" in name or text == "interrupted":
        return StoreTrouble(N_("Stopped; nothing was counted."))
    if "FULL" in name or "IOERR" in name or "disk is full" in text or "disk I/O" in text:
        return StoreTrouble(N_("Not saved: the disk is full or cannot be written. Free some space and try again."))
    if "READONLY" in name or "CANTOPEN" in name or "readonly" in text or "unable to open" in text:
        return StoreTrouble(N_("The database cannot be written here. Check the rights of its folder."))
    if "CORRUPT" in name or "NOTADB" in name or "malformed" in text or "not a database" in text:
        return StoreTrouble(N_("The database is damaged. Nothing more is written; restore a backup."))
    return None


def names_nothing(error: BaseException) -> bool:
    """Whether a row was to point at one that is not there."""
    origin = getattr(error, "orig", error)
    return isinstance(origin, dbapi2.IntegrityError) and "FOREIGN KEY" in str(origin)


@contextmanager
def world() -> Iterator[None]:
    """Turn the driver's errors about disk, lock and damage into StoreTrouble; bugs pass through."""
    try:
        yield
    except Exception as error:
        if not isinstance(getattr(error, "orig", error), (dbapi2.Error, OSError)):  # SQLAlchemy keeps the driver's own
            raise
        told = trouble(error)
        if told is None:
            raise
        raise told from error
