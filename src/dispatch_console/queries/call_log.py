"""The call log: every conversation, newest first."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.moment import Moment, at, from_stored, stored
from dispatch_console.queries.registry import Query, Reading, answers, query


@dataclass(frozen=True, slots=True)
class CallRow:
    """One line of the call log. Moments are UTC."""

    id: int
    started_at: Moment
    direction: str
    who: NameText
    number: PhoneText
    what: str
    kind: str
    outcome: str
    job_id: int | None
    job_number: str
    needs: bool  # still something to do: call back, ask, tell
    still_to_ask: tuple[str, ...]
    taken_by: str
    channel: str
    rang_at: Moment | None  # when it began to ring, where the telephone told (R112)


@query(reads=("call", "customer", "job", "person"))
class CallLog(Query[tuple[CallRow, ...]]):
    """Calls, newest first: of one local day, or all of them paged on by (started_at, id) (R3)."""

    on_day: dt.date | None = None
    limit: int = 200
    before_at: Moment | None = None
    before_id: int = 0


_LOG = """\
SELECT k.id, k.started_at, k.direction, c.name, p.name, k.caller_name, k.number, k.said, k.answer, k.kind, k.outcome,
       k.job_id, j.number, k.call_back_due_at, k.still_to_ask, k.taken_by, k.channel, k.rang_at
FROM call k LEFT JOIN customer c ON c.id = k.customer_id LEFT JOIN job j ON j.id = k.job_id
     LEFT JOIN person p ON p.id = k.person_id
WHERE k.started_at >= :since AND (k.started_at, k.id) < (:before, :id) ORDER BY k.started_at DESC, k.id DESC LIMIT :n
"""
FAR = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@answers
def call_log(question: CallLog, reading: Reading) -> tuple[CallRow, ...]:
    """Rows, newest first."""
    since, before, before_id = LONG_AGO, FAR, 0
    if question.on_day is not None:
        since = at(question.on_day, 0, zone=reading.zone)
        before = at(question.on_day + dt.timedelta(days=1), 0, zone=reading.zone)
    if question.before_at is not None:
        before, before_id = question.before_at, question.before_id
    rows = reading.rows(_LOG, since=stored(since), before=stored(before), id=before_id, n=question.limit)
    return tuple(_call_row(row) for row in rows)


def _call_row(row: Any) -> CallRow:
    (
        id_, started_at, direction, customer, person, caller_name, number, said, answer, kind, outcome, job_id, job_number,
        call_back_due_at, still_to_ask, taken_by, channel, rang_at,
    ) = row  # fmt: skip
    who = customer or person or ""
    if caller_name and caller_name not in who:
        who = f"{who} {caller_name}".strip()
    return CallRow(
        id_, from_stored(started_at), direction, NameText(who), PhoneText(number), said or answer, kind, outcome, job_id,
        job_number or "", call_back_due_at is not None, tuple(json.loads(still_to_ask)), taken_by,
        channel, from_stored(rang_at) if rang_at else None,
    )  # fmt: skip
