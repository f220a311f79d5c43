"""Whether the file is whole: its pages, its references, the audit chain, what is derived, and the replay."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from dispatch_console.desk import derive
from dispatch_console.desk.desk import Desk
from dispatch_console.domain import visits as visit_rules
from dispatch_console.domain.attachments import LOGO, logo_parts
from dispatch_console.store import audit, kept, search
from dispatch_console.store.capture import to_driver
from dispatch_console.store.facts import facts_of
from dispatch_console.store.tables.base import Base, image_columns, is_audited
from dispatch_console.words import N_, Said

NOT_CONTENT = frozenset({"setting", "import_batch", "import_row", "export_log", "day_paper"})  # the report bears the audit head
NOT_COMPARED = frozenset({"uid", "audit_head"})  # both come from the gestures' own numbers


@dataclass(slots=True)
class Findings:
    """What was looked at and what was wrong; empty `wrong` means whole."""

    looked_at: dict[str, int] = field(default_factory=dict)
    wrong: list[Said] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Nothing wrong."""
        return not self.wrong

    def say(self, msgid: str, **values: Any) -> None:
        """Add a finding."""
        self.wrong.append(Said(msgid, values))


def check(desk: Desk, *, replay: bool = False) -> Findings:
    """Look at everything; with replay also rebuild every table from the audit alone and compare."""
    found = Findings()
    with desk.store.reading() as connection:
        _pages(connection, found)
        _chain(connection, found)
        _derived(connection, desk, found)
        _keys(connection, found)
        _attachments(connection, found)
        if replay:
            _replay(connection, found)
    return found


def check_tail(desk: Desk, last: int = 200) -> Findings:
    """A quick look at the newest entries of the audit chain, for every opening; the whole is `check`."""
    found = Findings()
    with desk.store.reading() as connection:
        _chain(connection, found, last)
    return found


def _pages(connection: sa.Connection, found: Findings) -> None:
    for pragma in ("integrity_check", "cipher_integrity_check", "foreign_key_check"):
        rows = [r for r in connection.exec_driver_sql(f"PRAGMA {pragma}") if r[0] != "ok"]
        for row in rows[:5]:
            found.say(N_("{check}: {what}"), check=pragma, what=" ".join(map(str, row)))
    found.looked_at["tables"] = len(Base.metadata.tables)


def _chain(connection: sa.Connection, found: Findings, last: int | None = None) -> None:
    previous, entries, rows_seen, before_id = audit.GENESIS, 0, 0, 0
    if last is not None:
        before = connection.exec_driver_sql(
            "SELECT id,hash FROM audit_entry ORDER BY id DESC LIMIT 1 OFFSET ?", (last,)
        ).fetchone()
        before_id, previous = before or (0, audit.GENESIS)
    for entry in connection.exec_driver_sql(
        "SELECT id,command_uid,kind,command,arguments,arguments_digest,result,actor,at,about_id,row_count,"
        "previous_hash,hash FROM audit_entry WHERE id>? ORDER BY id", (before_id,)
    ).fetchall():
        digests = []
        for table, row_id, before, after, digest in connection.exec_driver_sql(
            "SELECT table_name,row_id,before,after,digest FROM audit_row WHERE entry_id=? ORDER BY id", (entry[0],)
        ):
            blanked = before is None and after is None
            if not blanked and audit.row_digest(table, row_id, before, after) != digest:
                found.say(N_("Audit entry {entry}: a row of {table} was altered."), entry=entry[0], table=table)
            digests.append(digest)
        facts = (entry[1], entry[2], entry[3], entry[5], entry[6], entry[7], entry[8], entry[9])
        if entry[4] and audit.digest(entry[4]) != entry[5]:
            found.say(N_("Audit entry {entry}: what was asked for was altered."), entry=entry[0])
        broken = entry[11] != previous or len(digests) != entry[10]
        if broken or audit.entry_hash(previous, facts, digests) != entry[12]:
            found.say(N_("Audit entry {entry}: the chain is broken here."), entry=entry[0])
        previous, entries, rows_seen = entry[12], entries + 1, rows_seen + len(digests)
    found.looked_at["audit_entries"], found.looked_at["audit_rows"] = entries, rows_seen


def _derived(connection: sa.Connection, desk: Desk, found: Findings) -> None:
    kept.drop(connection)
    ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM job ORDER BY id")]
    book = derive.policies(connection)
    facts = facts_of(connection, ids)
    names = ",".join(derive.JOB_COLUMNS)
    for job_id in ids:
        row = connection.exec_driver_sql(
            f"SELECT id,policy_id,agreed_from,repeat_of_id,{names},number FROM job WHERE id=?", (job_id,)
        ).one()
        visits = []
        for visit_id, technician, status, live in connection.exec_driver_sql(
            "SELECT id,technician_id,status,is_live FROM visit WHERE job_id=? ORDER BY id", (job_id,)
        ):
            anew, _ = visit_rules.status_of([f for f in facts[job_id] if f.visit_id == visit_id])
            if (anew.value, int(anew in visit_rules.LIVE)) != (status, live):
                found.say(
                    N_("Visit {visit}: its status is {has}, the facts say {should}."),
                    visit=visit_id,
                    has=status,
                    should=anew.value,
                )
            visits.append((visit_id, technician, anew))
        should = derive.job_values(connection, row, facts[job_id], visits, book, desk.clock(), desk.zone)
        for name, has, wants in zip(derive.JOB_COLUMNS, row[4:-1], should, strict=True):
            if has != wants:
                found.say(
                    N_("Job {number}: {column} is {has}, the facts say {should}."),
                    number=row[-1], column=name, has=has, should=wants,
                )  # fmt: skip
    found.looked_at["jobs"] = len(ids)


def _keys(connection: sa.Connection, found: Findings) -> None:
    kept: dict[tuple[str, int], set[tuple[str, str]]] = {}
    for subject, row_id, shape, key in connection.exec_driver_sql("SELECT subject,row_id,shape,key FROM find_key"):
        kept.setdefault((subject, row_id), set()).add((shape, key))
    seen = 0
    for table in search.KEYS:
        columns = image_columns(Base.metadata.tables[table])
        for row in connection.exec_driver_sql(f"SELECT {','.join(columns)} FROM {table}"):
            image = dict(zip(columns, row, strict=True))
            if search.expected_keys(table, image) != kept.pop((table, image["id"]), set()):
                found.say(
                    N_("The search keys of {table} {row} are not what they should be."), table=table, row=image["id"]
                )
            seen += 1
    for table, row_id in kept:
        found.say(N_("The search keys of {table} {row} are not what they should be."), table=table, row=row_id)
    found.looked_at["searched_rows"] = seen


def _attachments(connection: sa.Connection, found: Findings) -> None:
    """Every attachment has its bytes, and they are what was attached; bytes that no row names any more wait for an undo."""
    wanted = connection.exec_driver_sql("SELECT sha256,min(id),min(size),max(size) FROM attachment GROUP BY sha256").fetchall()
    read = 0
    for digest, attachment_id, least, most in wanted:
        content = connection.exec_driver_sql("SELECT content FROM attachment_file WHERE sha256=?", (digest,)).scalar()
        if content is None:
            found.say(N_("Attachment {id}: its bytes are missing."), id=attachment_id)
        elif hashlib.sha256(content).hexdigest() != digest or not least == most == len(content):
            found.say(N_("Attachment {id}: its bytes are not what was attached."), id=attachment_id)
        read += len(content or b"")
    logo, _name = logo_parts(json.loads(connection.execute(sa.text("SELECT value FROM setting WHERE name=:n"), {"n": LOGO}).scalar() or '""'))
    if logo:
        content = connection.exec_driver_sql("SELECT content FROM attachment_file WHERE sha256=?", (logo,)).scalar()
        if content is None or hashlib.sha256(content).hexdigest() != logo:
            found.say(N_("The logo's bytes are missing, or are not what was kept."))
    kept = connection.exec_driver_sql("SELECT count(*) FROM attachment_file WHERE sha256<>?", (logo,)).scalar_one()
    with_row = connection.exec_driver_sql(
        "SELECT count(*) FROM attachment_file WHERE sha256<>? AND sha256 IN (SELECT sha256 FROM attachment)", (logo,)
    ).scalar_one()
    found.looked_at["attachments"] = connection.exec_driver_sql("SELECT count(*) FROM attachment").scalar_one()
    found.looked_at["attached_bytes"], found.looked_at["files_taken_off"] = read, kept - with_row


def _replay(connection: sa.Connection, found: Findings) -> None:
    built: dict[str, dict[int, dict[str, Any]]] = {}
    blanked: set[tuple[str, int]] = set()
    for table, row_id, before, after in connection.exec_driver_sql(
        "SELECT table_name,row_id,before,after FROM audit_row ORDER BY id"
    ):
        rows = built.setdefault(table, {})
        if before is None and after is None:
            blanked.add((table, row_id))
        elif after is None:
            rows.pop(row_id, None)
        elif before is None:
            rows[row_id] = json.loads(after)
        else:
            rows.setdefault(row_id, {}).update(json.loads(after))
    compared = 0
    for table in Base.metadata.sorted_tables:
        if not is_audited(table):
            continue
        columns = image_columns(table)
        rows = built.get(table.name, {})
        since = _column_defaults(connection, table.name)
        names = ",".join(f'"{c}"' for c in columns)
        for row in connection.exec_driver_sql(f'SELECT {names} FROM "{table.name}"'):
            image = dict(zip(columns, row, strict=True))
            key = image["id"]
            told = {k: to_driver(v) for k, v in rows.pop(key, {}).items()}
            told = {c: told.get(c, since.get(c)) for c in columns} if told else told
            if told != image and (table.name, key) not in blanked:
                found.say(N_("Replay: {table} {row} is not what the audit says."), table=table.name, row=key)
            compared += 1
        for key in rows:
            found.say(N_("Replay: {table} {row} is in the audit but not in the file."), table=table.name, row=key)
    found.looked_at["replayed_rows"] = compared


def _column_defaults(connection: sa.Connection, table: str) -> dict[str, Any]:
    """What stands in each column of a row that is older than the column; older images do not name it."""
    told = connection.exec_driver_sql(f'PRAGMA table_info("{table}")').fetchall()
    return {
        row[1]: None if row[4] is None else connection.exec_driver_sql(f"SELECT {row[4]}").scalar() for row in told
    }


def content(desk: Desk) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every row of the trade's tables, derived columns included, without the gestures' numbers."""
    with desk.store.reading() as connection:
        for table in sorted(Base.metadata.sorted_tables, key=lambda t: t.name):
            if not is_audited(table) or table.name in NOT_CONTENT:
                continue
            columns = [c.name for c in table.columns if c.name not in NOT_COMPARED]
            names = ",".join(f'"{c}"' for c in columns)
            for row in connection.exec_driver_sql(f'SELECT {names} FROM "{table.name}" ORDER BY id'):
                yield table.name, tuple(row)


def digest(desk: Desk) -> str:
    """One number for the whole content: two days worked in two ways end equal, or they were not equal."""
    told = hashlib.sha256()
    for table, row in content(desk):
        told.update(json.dumps([table, *row], ensure_ascii=False, default=str).encode())
    return told.hexdigest()
