"""The job board: unfinished jobs, the most urgent promise first; and the timeline of the day's visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dispatch_console.domain.jobs import TURN, Status, Turn
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, moment_or_none
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.rows import ClockCell, Flag, flags_of


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


_SELECT = """\
SELECT j.id, j.number, j.clock_kind, j.clock_started_at, j.due_at, j.paused_for, j.status, c.name, j.contact_name, j.phone,
       j.complaint_open, j.escalated, j.urged, j.repeats, c.kind, m.brand, m.model, j.fault, p.name, j.technician_id,
       j.agreed_from, j.agreed_until, j.wish, j.priority, j.due_sort, j.major
FROM job j LEFT JOIN customer c ON c.id = j.customer_id LEFT JOIN machine m ON m.id = j.machine_id
     LEFT JOIN person p ON p.id = j.technician_id
"""
_OPEN = _SELECT + "WHERE j.is_open = 1 AND (j.due_sort, j.id) > (:due, :id) ORDER BY j.due_sort, j.id LIMIT :n"
_CLOSED = _SELECT + "WHERE j.is_open = 0 AND j.id < :id ORDER BY j.id DESC LIMIT :n"


@answers
def board(question: Board, reading: Reading) -> tuple[BoardRow, ...]:
    """Rows in order."""
    if question.closed:
        rows = reading.rows(_CLOSED, id=question.after_id or 1 << 60, n=question.limit)
    else:
        rows = reading.rows(_OPEN, due=question.after_due, id=question.after_id, n=question.limit)
    return tuple(board_row(row) for row in rows)


def board_row(row: Any) -> BoardRow:
    """A frozen row from the file's."""
    (
        id_, number, kind, started, due, paused, status, customer, contact, phone, complaint, escalated, urged, repeats,
        importance, brand, model, fault, technician, technician_id, agreed_from, agreed_until, wish, priority, due_sort, major,
    ) = row  # fmt: skip
    state = Status(status)
    return BoardRow(
        id_, number, ClockCell(kind, moment_or_none(started), moment_or_none(due), paused), state, TURN[state],
        NameText(customer or contact or phone or ""),
        flags_of(complaint, escalated, urged, repeats, importance == "key", major),
        " ".join(filter(None, (brand, model))), fault, technician or "", technician_id,
        moment_or_none(agreed_from), moment_or_none(agreed_until), wish, priority, due_sort,
    )  # fmt: skip
