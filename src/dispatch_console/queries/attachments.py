"""The files of a job, its machine and its customer: names and small pictures for the card, the bytes of one when it is looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import sqlalchemy as sa

from dispatch_console.domain.attachments import LOGO, SHOWN, logo_parts
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.attachments import Attachment, AttachmentFile
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.jobs import Job

A, F, J = table_of(Attachment), table_of(AttachmentFile), table_of(Job)
MOST = 200


@dataclass(frozen=True, slots=True)
class Attached:
    """One file. of says whose: job, machine, customer, or earlier (another job of the machine, by its number).

    thumbnail is a small PNG; None was not made yet, empty cannot be made. size is in bytes.
    """

    id: int
    of: str
    number: str
    name: NameText
    media_type: str
    size: int
    note: str
    added_at: Moment
    added_by: str
    sha256: str
    thumbnail: bytes | None = field(repr=False)

    @property
    def picture(self) -> bool:
        """Whether it is of a kind that can be looked at here."""
        return self.media_type in SHOWN


@query(reads=("attachment", "attachment_file", "job"))
class Attachments(Query[tuple[Attached, ...]]):
    """The files of a job first, then those of its machine, of the machine's earlier jobs and of the customer (R13).

    Instead of a job a machine or a customer may be named.
    """

    job_id: int | None = None
    machine_id: int | None = None
    customer_id: int | None = None


_JOB = sa.select(J.c.machine_id, J.c.customer_id).where(J.c.id == sa.bindparam("job"))
_EARLIER = sa.select(J.c.id).where(J.c.machine_id == sa.bindparam("machine"), J.c.id < sa.bindparam("before"))
_ROWS = (
    sa.select(A, J.c.number, F.c.thumbnail)
    .select_from(A.outerjoin(J, J.c.id == A.c.job_id).outerjoin(F, F.c.sha256 == A.c.sha256))
    .where(sa.or_(A.c.job_id == sa.bindparam("job"), A.c.machine_id == sa.bindparam("machine"),
                  A.c.customer_id == sa.bindparam("customer"), A.c.job_id.in_(_EARLIER)))
    .order_by(A.c.id.desc())
    .limit(MOST)
)  # fmt: skip
_ORDER = ("job", "machine", "earlier", "customer")


@answers
def attachments(question: Attachments, reading: Reading) -> tuple[Attached, ...]:
    """By whose they are, the newest first; at most 200."""
    machine, customer = question.machine_id, question.customer_id
    if question.job_id is not None:
        job = reading.first(_JOB, job=question.job_id)
        if job is None:
            return ()
        machine, customer = job.machine_id, job.customer_id
    before = question.job_id if question.job_id is not None else 1 << 60
    rows = reading.all(_ROWS, job=question.job_id, machine=machine, customer=customer, before=before)

    def whose(row: sa.Row[tuple[object, ...]]) -> str:
        if row.job_id is not None:
            return "job" if row.job_id == question.job_id else "earlier"
        return "machine" if row.machine_id is not None else "customer"

    found = [
        Attached(r.id, whose(r), r.number or "", NameText(r.name), r.media_type, r.size, r.note, r.added_at, r.added_by, r.sha256,
                 r.thumbnail)
        for r in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda r: _ORDER.index(r.of)))


@dataclass(frozen=True, slots=True)
class AttachedBytes:
    """One file with all its bytes."""

    id: int
    name: NameText
    media_type: str
    sha256: str
    content: bytes = field(repr=False)


@query(reads=("attachment", "attachment_file"))
class AttachedFile(Query[AttachedBytes | None]):
    """The bytes of one attachment, for who looks at it or saves a copy (R13); the command line prints their sha256 and size."""

    attachment_id: int = 0


_BYTES = (
    sa.select(A.c.id, A.c.name, A.c.media_type, A.c.sha256, F.c.content)
    .select_from(A.join(F, F.c.sha256 == A.c.sha256))
    .where(A.c.id == sa.bindparam("id"))
)


@answers
def attached_file(question: AttachedFile, reading: Reading) -> AttachedBytes | None:
    """The file, or None."""
    row = reading.first(_BYTES, id=question.attachment_id)
    return None if row is None else AttachedBytes(row.id, NameText(row.name), row.media_type, row.sha256, row.content)


@query(reads=("setting", "attachment_file"))
class FirmLogo(Query[bytes]):
    """The firm's logo as it was put in, empty without one (R217); the command line prints only its size.

    digest names the logo of an earlier day, that was kept.
    """

    digest: str = ""


@answers
def firm_logo(question: FirmLogo, reading: Reading) -> bytes:
    """PNG or JPEG, at most 2 MB."""
    found = [] if question.digest else reading.rows("SELECT value FROM setting WHERE name=:name", name=LOGO)
    digest, _name = logo_parts(json.loads(found[0][0])) if found else (question.digest, "")
    kept = reading.rows("SELECT content FROM attachment_file WHERE sha256=:digest", digest=digest) if digest else []
    return bytes(kept[0][0]) if kept else b""


@dataclass(frozen=True, slots=True)
class AttachedTotal:
    """How many files hang on jobs, machines and customers, and how many bytes they are."""

    files: int
    size: int


@query(reads=("attachment",))
class AttachmentTotal(Query[AttachedTotal]):
    """All files of the desk together (R13)."""


@answers
def attachment_total(question: AttachmentTotal, reading: Reading) -> AttachedTotal:
    """Number and bytes; equal files lie in the database once, but count each time they are attached."""
    files, size = reading.rows("SELECT count(*), coalesce(sum(size),0) FROM attachment")[0]
    return AttachedTotal(files, size)
