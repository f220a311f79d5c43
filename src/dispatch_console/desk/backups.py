"""Copies that were checked before they count, thinned like a calendar, and how one comes back."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from dispatch_console.desk.desk import Desk
from dispatch_console.desk.opening import CARD, DATABASE, open_desk, read_card
from dispatch_console.domain.moment import SHANGHAI, Clock, Moment, moment
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.store import keys
from dispatch_console.store.link import connect, world
from dispatch_console.words import N_

FOLDER, FORMS, FORMS_ENDING = "backups", "forms", ".forms.zip"  # the office's own forms lie beside the database
DAILY, WEEKLY, MONTHLY = 12, 10, 9


@dataclass(frozen=True, slots=True)
class Backup:
    """One checked copy."""

    path: Path
    taken_at: dt.datetime  # local
    size: int
    sha256: str


def copy_file(folder: Path, raw_key: bytes, now: Moment, why: str = "") -> Path:
    """Copy the database through SQLite, check the copy, then give it its name; returns its path.

    Raises StoreTrouble when the copy is not whole; nothing half stays behind.
    """
    home = folder / FOLDER
    home.mkdir(exist_ok=True)
    stamp = now.astimezone(SHANGHAI).strftime("%Y%m%d-%H%M%S")
    name = f"backup-{stamp}{'-' + why if why else ''}.db"
    temporary, final = home / f".{name}.part", home / name
    with world():
        source = connect(folder / DATABASE, raw_key, read_only=True)
        target = connect(temporary, raw_key)
        try:
            source.backup(target, pages=-1)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            told = target.execute("PRAGMA quick_check").fetchone()[0]
            counted = [
                link.execute("SELECT count(*), coalesce(max(id),0) FROM audit_entry").fetchone()
                for link in (source, target)
            ]
        finally:
            target.close()
            source.close()
        if told != "ok" or counted[0][0] < counted[1][0]:
            temporary.unlink(missing_ok=True)
            raise StoreTrouble(N_("The backup was not whole and was thrown away."))
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, final)
        for left in ("-wal", "-shm"):
            Path(f"{temporary}{left}").unlink(missing_ok=True)
        _copy_forms(folder, final.with_suffix(FORMS_ENDING))
        shutil.copy2(folder / CARD, final.with_suffix(".json"))
    return final


def _copy_forms(folder: Path, target: Path) -> None:
    """The office's own forms beside the copy; nothing when it has none."""
    own = sorted((folder / FORMS).glob("*.xlsx"))
    if own:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
            for form in own:
                box.write(form, form.name)


def _bring_forms(kept: Path, folder: Path) -> None:
    """The office's own forms as they were with that copy; by their names only, wherever the box says they lay."""
    if not kept.is_file():
        return
    (folder / FORMS).mkdir(exist_ok=True)
    with zipfile.ZipFile(kept) as box:
        for entry in box.infolist():
            if entry.filename == Path(entry.filename).name and entry.filename.endswith(".xlsx"):
                (folder / FORMS / entry.filename).write_bytes(box.read(entry))


def take(desk: Desk, folder: Path, why: str = "") -> Backup:
    """Back up an open desk and thin the old copies; what for may stand in the name."""
    raw_key = keys.find(read_card(folder).desk_id)
    if raw_key is None:
        raise Refused(N_("This machine does not have the key of this desk. Type the recovery code."))
    path = copy_file(folder, raw_key, desk.clock(), why)
    for old in to_drop(stamps(folder), desk.clock().astimezone(SHANGHAI).replace(tzinfo=None)):
        old.unlink(missing_ok=True)
        for ending in (".json", FORMS_ENDING):
            old.with_suffix(ending).unlink(missing_ok=True)
    return described(path)


def described(path: Path) -> Backup:
    """What is known of a copy."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Backup(path, _stamp(path), path.stat().st_size, digest)


def _stamp(path: Path) -> dt.datetime:
    return dt.datetime.strptime(path.stem[7:22], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - local, as named


def stamps(folder: Path) -> list[Path]:
    """All copies, newest first."""
    return sorted((folder / FOLDER).glob("backup-*.db"), reverse=True)


def last_taken(folder: Path) -> Moment | None:
    """When the newest copy was taken, or None when there is none."""
    found = stamps(folder)
    return moment(_stamp(found[0]).replace(tzinfo=SHANGHAI)) if found else None


def to_drop(copies: Iterable[Path], now: dt.datetime) -> list[Path]:
    """Which copies to let go: all of today and yesterday stay, then 12 days, 10 weeks, 9 months, newest of each."""
    kept: set[Path] = set()
    days: set[tuple[int, ...]] = set()
    weeks: set[tuple[int, ...]] = set()
    months: set[tuple[int, ...]] = set()
    ordered = sorted(copies, reverse=True)
    for path in ordered:
        day = _stamp(path).date()
        recent = (now.date() - day).days <= 1
        if recent:
            kept.add(path)
        for seen, key, most in (
            (days, (day.toordinal(),), DAILY),
            (weeks, tuple(day.isocalendar()[:2]), WEEKLY),
            (months, (day.year, day.month), MONTHLY),
        ):
            if key not in seen and len(seen) < most:
                seen.add(key)
                kept.add(path)
    if ordered:
        kept.add(ordered[0])
    return [p for p in ordered if p not in kept]


def restore(copy: Path, folder: Path, *, clock: Clock, actor: str, recovery_code: str | None = None) -> Desk:
    """Bring a copy back: the present files are moved aside together, never overwritten; then it is checked and opened.

    Works on another machine with the recovery code. Raises Refused for a wrong key, StoreTrouble for a damaged copy.
    """
    card_file = copy.with_suffix(".json")
    if not copy.is_file() or not card_file.is_file():
        raise StoreTrouble(N_("The backup {file} is not complete: its card is missing."), file=copy.name)
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"aside-{clock().astimezone(SHANGHAI):%Y%m%d-%H%M%S}-{uuid4().hex[:4]}"
    moved: list[tuple[Path, Path]] = []
    with world():
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", CARD, FORMS):
            if (folder / name).exists():
                aside.mkdir(exist_ok=True)
                os.replace(folder / name, aside / name)
                moved.append((aside / name, folder / name))
        shutil.copy2(copy, folder / DATABASE)
        shutil.copy2(card_file, folder / CARD)
        _bring_forms(copy.with_suffix(FORMS_ENDING), folder)
    try:
        desk = open_desk(folder, clock=clock, actor=actor, recovery_code=recovery_code)
        told = desk.store.raw_reader.execute("PRAGMA quick_check").fetchone()[0]
        if told != "ok":
            desk.close()
            raise StoreTrouble(N_("The backup is damaged. The desk is as it was before."))
    except (Refused, StoreTrouble):
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", CARD):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / FORMS, ignore_errors=True)
        for there, back in moved:
            os.replace(there, back)
        raise
    desk.note("restored", {"backup": copy.name})
    return desk
