"""What is known of a form that comes back: when it went out, with which words, and what was taken in from it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import ImportRow
from dispatch_console.store.tables.papers import FormIssue

F, R = table_of(FormIssue), table_of(ImportRow)
_OUT = sa.select(F).where(F.c.kind == sa.bindparam("kind"), F.c.number == sa.bindparam("number"))
_TAKEN = sa.select(R.c.row_key).where(R.c.form == sa.bindparam("form"), R.c.row_key.like(sa.bindparam("file")))


@dataclass(frozen=True, slots=True)
class Out:
    """A numbered sheet: whose job it is, where it is, when it was printed, and its words then (JSON, or empty)."""

    id: int
    job_id: int | None
    status: str
    printed_at: Moment | None
    content: str


@query(reads=("form_issue",))
class FormOut(Query[Out | None]):
    """The sheet of a kind with a number (R158, R217)."""

    kind: str
    number: str


@answers
def form_out(question: FormOut, reading: Reading) -> Out | None:
    """None for a number that never left the desk."""
    row = reading.first(_OUT, kind=question.kind, number=question.number)
    return None if row is None else Out(row.id, row.job_id, row.status, row.printed_at, row.content)


@query(reads=("import_row",))
class TakenBefore(Query[frozenset[str]]):
    """The keys of what was taken in from a form's file before (R217)."""

    form: str
    sha256: str


@answers
def taken_before(question: TakenBefore, reading: Reading) -> frozenset[str]:
    """Keys."""
    return frozenset(r.row_key for r in reading.all(_TAKEN, form=question.form, file=f"{question.sha256}:%"))
