"""Every numbered sheet and where it is: printed, given out, back, filed, void, missing."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.papers import FormIssue
from dispatch_console.store.tables.people import Person

F, J, C, P = (table_of(t) for t in (FormIssue, Job, Customer, Person))
OUT = ("taken", "printed", "issued", "missing")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One numbered sheet: of which kind, for which job, with whom, where it is."""

    id: int
    kind: str
    number: str
    job_number: str
    customer: NameText
    person_id: int | None
    person: str
    status: str
    printed_at: Moment | None
    printed_times: int
    returned_at: Moment | None
    note: str


@query(reads=("form_issue", "job", "customer", "person"))
class NumberedSheets(Query[tuple[SheetRow, ...]]):
    """Numbered sheets, what is out first, then the newest (R158); only what is out when that is asked."""

    out_only: bool = False
    limit: int = 500


@answers
def numbered_sheets(question: NumberedSheets, reading: Reading) -> tuple[SheetRow, ...]:
    """At most so many."""
    where = [F.c.kind != "phone_register"]  # an exported list: its words are kept, its paper is counted by nobody
    where += [F.c.status.in_(OUT)] if question.out_only else []
    rows = reading.all(
        sa.select(F, J.c.number.label("job_number"), C.c.name.label("customer"), P.c.name.label("person"))
        .select_from(F.outerjoin(J, J.c.id == F.c.job_id).outerjoin(C, C.c.id == J.c.customer_id).outerjoin(P, P.c.id == F.c.person_id))
        .where(*where)
        .order_by(F.c.status.in_(OUT).desc(), F.c.id.desc())
        .limit(question.limit)
    )
    return tuple(
        SheetRow(r.id, r.kind, r.number, r.job_number or "", NameText(r.customer or ""), r.person_id, r.person or "", r.status, r.printed_at,
                 r.printed_times, r.returned_at, r.note)
        for r in rows
    )  # fmt: skip
