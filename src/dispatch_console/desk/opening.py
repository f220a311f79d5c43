"""Makes a desk, opens one, and tells apart a wrong key, a foreign file, a newer schema and damage."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

from dispatch_console.desk.reader import Reader
from dispatch_console.domain.moment import SHANGHAI, Clock, running_from, system_clock
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.queries.newest import NewestEntry
from dispatch_console.store import keys, migrate
from dispatch_console.store.link import check_driver, connect, world
from dispatch_console.words import N_

if TYPE_CHECKING:
    from dispatch_console.desk.desk import Desk

DATABASE = "desk.db"
CARD = "desk.json"
WHAT = "dispatch-console desk"


@dataclass(frozen=True, slots=True)
class Card:
    """What lies beside the database and is no secret: what it is, its schema, how to know the right key."""

    what: str
    desk_id: str
    schema: int
    salt: str
    key_check: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A new desk: the code to write down is shown once."""

    folder: Path
    recovery_code: str
    key_lies_in: str


def read_card(folder: Path) -> Card:
    """Read desk.json; raises StoreTrouble when there is no desk here or the card belongs to something else."""
    try:
        content = json.loads((folder / CARD).read_text(encoding="utf-8"))
        card = Card(**content)
    except FileNotFoundError as missing:
        raise StoreTrouble(N_("There is no desk in {folder}."), folder=str(folder)) from missing
    except (ValueError, TypeError) as wrong:
        raise StoreTrouble(N_("{file} is not a desk's card. It was left as it is."), file=CARD) from wrong
    if card.what != WHAT:
        raise StoreTrouble(N_("This file is not a dispatch desk. It was left as it is."))
    return card


def write_card(folder: Path, card: Card) -> None:
    """Write desk.json whole or not at all."""
    temporary = folder / (CARD + ".new")
    temporary.write_text(json.dumps(asdict(card), indent=1), encoding="utf-8")
    os.replace(temporary, folder / CARD)


def exists(folder: Path) -> bool:
    """Whether a desk was made here."""
    return (folder / CARD).is_file() and (folder / DATABASE).is_file()


def sample_folder(folder: Path) -> Path:
    """Where the sample desk of a data folder lies: beside it, never in it."""
    return folder.with_name(f"{folder.name}-sample")


def make(folder: Path, *, sample: bool = False) -> Made:
    """Make an empty desk with a new random key; raises Refused when there is one already."""
    if exists(folder):
        raise Refused(N_("There is a desk in {folder} already."), folder=str(folder))
    if (folder / DATABASE).exists():
        raise Refused(N_("{folder} holds a database that is no desk. Choose another folder."), folder=str(folder))
    check_driver()
    folder.mkdir(parents=True, exist_ok=True)
    raw_key, desk_id, salt = keys.new_key(), str(uuid4()), secrets.token_bytes(16)
    where = keys.keep(desk_id, raw_key)
    migrate.upgrade(folder / DATABASE, raw_key)
    write_card(folder, Card(WHAT, desk_id, migrate.SCHEMA, salt.hex(), keys.key_check(raw_key, salt), sample))
    return Made(folder, keys.recovery_code(raw_key), where)


def key_for(folder: Path, recovery_code: str | None = None) -> bytes:
    """The key of this desk: from this machine, or from the code somebody wrote down; raises Refused otherwise."""
    card = read_card(folder)
    raw_key = keys.from_recovery_code(recovery_code) if recovery_code else keys.find(card.desk_id)
    if raw_key is None:
        raise Refused(N_("This machine does not have the key of this desk. Type the recovery code."))
    if keys.key_check(raw_key, bytes.fromhex(card.salt)) != card.key_check:
        raise Refused(N_("This key belongs to another desk. The file is intact and was not touched."))
    if recovery_code:
        keys.keep(card.desk_id, raw_key)
    return raw_key


def look(folder: Path, *, clock: Clock = system_clock, actor: str = "", zone: ZoneInfo = SHANGHAI) -> Reader | None:
    """The desk in a folder as far as it can be asked, without waiting for what writing needs.

    None when its schema must be brought up to date first. Raises as `open_desk` does.
    """
    card, path, raw_key, version = _known(folder)
    if version < migrate.SCHEMA:
        return None
    with world():
        reader = Reader(connect(path, raw_key, read_only=True, wait_ms=0), clock, actor, zone)
    if card.sample and clock is system_clock:
        reader.clock = sample_clock(reader)
    return reader


def open_desk(
    folder: Path,
    *,
    clock: Clock = system_clock,
    actor: str = "",
    zone: ZoneInfo = SHANGHAI,
    recovery_code: str | None = None,
    wait_ms: int = 5000,
) -> Desk:
    """Open the desk in a folder, bringing its schema up to date first (with a backup).

    Raises Refused for a missing or wrong key, StoreTrouble for a foreign file, a newer schema or damage.
    """
    from dispatch_console.desk.desk import Desk
    from dispatch_console.store.engine import Store

    card, path, raw_key, version = _known(folder, recovery_code)
    if version < migrate.SCHEMA:
        from dispatch_console.desk import backups

        migrate.upgrade(path, raw_key, backup=lambda: backups.copy_file(folder, raw_key, clock(), "before-update"))
        write_card(folder, Card(**{**asdict(card), "schema": migrate.SCHEMA}))
    return Desk(Store(path, raw_key, wait_ms=wait_ms), clock, actor, zone)


def _known(folder: Path, recovery_code: str | None = None) -> tuple[Card, Path, bytes, int]:
    """The card, the database, its key and its schema, after everything that can be wrong with them was looked at."""
    check_driver()
    card = read_card(folder)
    path = folder / DATABASE
    if not path.is_file():
        raise StoreTrouble(N_("The database {file} is missing. Restore a backup."), file=DATABASE)
    raw_key = key_for(folder, recovery_code)
    if card.schema > migrate.SCHEMA:
        raise _newer(card.schema)
    version = migrate.version_of(path, raw_key)
    if version > migrate.SCHEMA:
        raise _newer(version)
    return card, path, raw_key, version


def sample_clock(reader: Reader) -> Clock:
    """The sample goes on where it was left: the time of its last entry, running from now on."""
    last = reader.ask(NewestEntry())
    return running_from(last) if last is not None else system_clock


def _newer(schema: int) -> StoreTrouble:
    return StoreTrouble(
        N_("This desk was written by a newer program (schema {found}, this one knows {known}). Nothing was changed."),
        found=schema,
        known=migrate.SCHEMA,
    )
