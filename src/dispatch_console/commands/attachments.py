"""Files that belong to a job, a machine or a customer: hung on, taken off, noted."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import field
from pathlib import Path
from typing import Any

from dispatch_console.commands.facts import setting
from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.setup import SetSetting, set_setting
from dispatch_console.commands.work import Work
from dispatch_console.domain.attachments import (
    LOGO,
    MEGABYTE,
    SETTING,
    check_logo,
    check_size,
    clean_name,
    media_type,
    most_bytes,
)
from dispatch_console.domain.masked import PathText
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.attachments import Attachment, AttachmentFile
from dispatch_console.store.tables.base import table_of
from dispatch_console.words import N_

A, F = table_of(Attachment), table_of(AttachmentFile)


def read_file(path: Path, most: int) -> bytes:
    """What stands in a file from outside, at most `most` bytes; raises Refused in words for one that cannot be attached."""
    try:
        known = path.stat()
        if stat.S_ISDIR(known.st_mode):
            raise Refused(N_("{name} is a folder; attach the files in it."), name=path.name)
        if not stat.S_ISREG(known.st_mode):
            raise Refused(N_("{name} is no file that can be read."), name=path.name)
        check_size(path.name, known.st_size, most)
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise Refused(N_("{name} is not there any more."), name=path.name) from None
    except OSError as error:
        raise Refused(N_("{name} cannot be read: {reason}."), name=path.name, reason=error.strerror or "?") from None
    check_size(path.name, len(content), most)
    return content


@command(undo=UNDO, requirement="R13")
class AttachFile(Command):
    """Hang a file on a job, a machine or a customer (R13).

    path is where it lies outside; of that the audit keeps only the file's name. content is what was read of it beforehand,
    beside the window; left out, it is read now. The audit keeps its size in bytes and its sha256, never the bytes.
    """

    path: PathText
    content: bytes | None = field(default=None, repr=False)
    job_id: int | None = None
    machine_id: int | None = None
    customer_id: int | None = None
    note: str = ""


@does
def attach_file(command: AttachFile, work: Work) -> dict[str, Any]:
    """The attachment's row, the name it is kept under, its size in bytes and its sha256."""
    owners = {"job_id": command.job_id, "machine_id": command.machine_id, "customer_id": command.customer_id}
    if sum(row_id is not None for row_id in owners.values()) != 1:
        raise Refused(N_("A file belongs to one job, one machine or one customer."))
    if not command.path.name:
        raise Refused(N_("Which file?"))
    name, most = clean_name(command.path.name), most_bytes(setting(work, SETTING))
    content = command.content if command.content is not None else read_file(Path(command.path), most)
    check_size(name, len(content), most)
    digest = hashlib.sha256(content).hexdigest()
    there = work.first(A.select().where(A.c.sha256 == digest, *(A.c[owner] == row_id for owner, row_id in owners.items())))
    if there is not None:
        raise Refused(N_("{name} is attached here already."), name=there.name)
    _keep(work, digest, content)
    attachment_id = work.add(
        Attachment, sha256=digest, name=name, media_type=media_type(content), size=len(content), **owners,
        note=command.note.strip(), added_at=work.now, added_by=work.actor,
    )  # fmt: skip
    return {"attachment_id": attachment_id, "name": name, "size": len(content), "sha256": digest}


@command(role=Role.MANAGER, undo=UNDO, requirement="R217")
class SetLogo(Command):
    """Keep the firm's logo for the head of every form; an empty path takes it off again (R217).

    path and content as for AttachFile: the audit keeps the file's name and the digest, never the bytes.
    """

    path: PathText = PathText("")
    content: bytes | None = field(default=None, repr=False)


@does
def set_logo(command: SetLogo, work: Work) -> dict[str, Any]:
    """The setting's row and the logo's sha256, empty when it was taken off."""
    if not str(command.path).strip():
        return {**set_setting(SetSetting(name=LOGO, value=""), work), "sha256": ""}
    name = clean_name(command.path.name)
    content = command.content if command.content is not None else read_file(Path(command.path), 2 * MEGABYTE)
    check_logo(name, content)
    digest = hashlib.sha256(content).hexdigest()
    _keep(work, digest, content)
    return {**set_setting(SetSetting(name=LOGO, value=f"{digest}|{name}"), work), "sha256": digest}


def _keep(work: Work, digest: str, content: bytes) -> None:
    """The bytes, once for equal files."""
    if work.value(F.select().with_only_columns(F.c.id).where(F.c.sha256 == digest)) is None:
        work.add(AttachmentFile, sha256=digest, thumbnail=None, content=content)


def _row(work: Work, attachment_id: int) -> Any:
    row = work.first(A.select().where(A.c.id == attachment_id))
    if row is None:
        raise Refused(N_("There is no such attachment."))
    return row


@command(undo=UNDO, requirement="R13")
class DetachFile(Command):
    """Take a file off again; its bytes stay in the database, so that it can be undone (R13)."""

    attachment_id: int


@does
def detach_file(command: DetachFile, work: Work) -> dict[str, Any]:
    """What was taken off."""
    row = _row(work, command.attachment_id)
    work.connection.execute(A.delete().where(A.c.id == row.id))
    return {"attachment_id": int(row.id), "name": row.name}


@command(undo=UNDO, requirement="R13")
class NoteFile(Command):
    """Say what a file shows; an empty note takes the words away (R13)."""

    attachment_id: int
    note: str


@does
def note_file(command: NoteFile, work: Work) -> dict[str, int]:
    """The attachment's row."""
    work.change(Attachment, _row(work, command.attachment_id).id, note=command.note.strip())
    return {"attachment_id": command.attachment_id}
