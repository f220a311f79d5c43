"""The job board: unfinished jobs, the most urgent promise first; and the timeline of the day's visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.jobs import TURN, Status, Turn
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.rows import ClockCell, Flag, flags_of
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer, Machine
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.people import Person


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unfinished job. Moments are UTC; agreed_from/until is the appointment, None when open."""

    id: int
    number: str
    clock: ClockCell
    status: Status
    turn: Turn
    customer: NameText
    flags: tuple[Flag, ...]
    machine: str
    fault: str
    technician: str
    technician_id: int | None
    agreed_from: Moment | None
    agreed_until: Moment | None
    wish: str
    priority: str
    due_sort: str


@query(reads=("job", "customer", "machine", "person"))
class Board(Query[tuple[BoardRow, ...]]):
    """Unfinished jobs by due time, paused ones last; `after` pages on by (due_sort, id) (R86)."""

    limit: int = 400
    after_due: str = ""
    after_id: int = 0
    closed: bool = False


J, C, M, P = table_of(Job), table_of(Customer), table_of(Machine), table_of(Person)
_COLUMNS = (
    J.c.id, J.c.number, J.c.clock_kind, J.c.clock_started_at, J.c.due_at, J.c.paused_for, J.c.status,
    C.c.name, J.c.contact_name, J.c.phone, J.c.complaint_open, J.c.escalated, J.c.urged, J.c.repeats, C.c.kind,
    M.c.brand, M.c.model, J.c.fault, P.c.name.label("technician"), J.c.technician_id, J.c.agreed_from, J.c.agreed_until,
    J.c.wish, J.c.priority, J.c.due_sort,
)  # fmt: skip
_FROM = (
    J.outerjoin(C, C.c.id == J.c.customer_id)
    .outerjoin(M, M.c.id == J.c.machine_id)
    .outerjoin(P, P.c.id == J.c.technician_id)
)
_OPEN = (
    sa.select(*_COLUMNS)
    .select_from(_FROM)
    .where(
        sa.text("job.is_open = 1"),
        sa.tuple_(J.c.due_sort, J.c.id) > sa.tuple_(sa.bindparam("due"), sa.bindparam("id")),
    )
    .order_by(J.c.due_sort, J.c.id)
    .limit(sa.bindparam("n"))
)
_CLOSED = (
    sa.select(*_COLUMNS)
    .select_from(_FROM)
    .where(sa.text("job.is_open = 0"), J.c.id < sa.bindparam("id"))
    .order_by(J.c.id.desc())
    .limit(sa.bindparam("n"))
)


@answers
def board(question: Board, reading: Reading) -> tuple[BoardRow, ...]:
    """Rows in order."""
    if question.closed:
        rows = reading.all(_CLOSED, id=question.after_id or 1 << 60, n=question.limit)
    else:
        rows = reading.all(_OPEN, due=question.after_due, id=question.after_id, n=question.limit)
    return tuple(board_row(row) for row in rows)


def board_row(row: Any) -> BoardRow:
    """A frozen row from the file's."""
    (
        id_, number, kind, started, due, paused, status, customer, contact, phone, complaint, escalated, urged, repeats,
        importance, brand, model, fault, technician, technician_id, agreed_from, agreed_until, wish, priority, due_sort,
    ) = row  # fmt: skip
    state = Status(status)
    return BoardRow(
        id_, number, ClockCell(kind, started, due, paused), state, TURN[state],
        NameText(customer or contact or phone or ""),
        flags_of(complaint, escalated, urged, repeats, importance == "key"),
        " ".join(filter(None, (brand, model))), fault, technician or "", technician_id, agreed_from, agreed_until, wish,
        priority, due_sort,
    )  # fmt: skip
