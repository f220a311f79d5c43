"""Who was not content in a period and why: complaints and bad answers with the cause that was found and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, at, from_stored, stored
from dispatch_console.queries.registry import Query, Reading, answers, query


@dataclass(frozen=True, slots=True)
class CauseLine:
    """A complaint or an unsatisfied answer: what was said, the cause and remedy of the repair, how it ended ("" while open)."""

    kind: str  # complaint, unsatisfied
    job_id: int | None
    number: str
    who: NameText
    at: Moment
    said: str
    cause: str
    method: str
    answer: str
    ended: str


@query(reads=("complaint", "quality_check", "job", "customer", "repair_report"))
class CausesAndResults(Query[tuple[CauseLine, ...]]):
    """Causes and results of what went wrong, for the leaders by month or quarter (R174, R198); local days, both included."""

    first: dt.date
    last: dt.date


_REPORT = "(SELECT max(r.id) FROM repair_report r WHERE r.job_id = j.id)"
_BAD = f"""\
SELECT 'complaint', j.id, j.number, coalesce(c.name, d.name, j.contact_name, ''), k.received_at, k.said, r.cause, r.method, k.answer, k.ended_how
FROM complaint k LEFT JOIN job j ON j.id = k.job_id LEFT JOIN customer c ON c.id = j.customer_id LEFT JOIN customer d ON d.id = k.customer_id
     LEFT JOIN repair_report r ON r.id = {_REPORT}
WHERE k.received_at >= :since AND k.received_at < :until
UNION ALL
SELECT 'unsatisfied', j.id, j.number, coalesce(c.name, j.contact_name, ''), q.tried_at, q.opinion, r.cause, r.method, '', ''
FROM quality_check q JOIN job j ON j.id = q.job_id LEFT JOIN customer c ON c.id = j.customer_id LEFT JOIN repair_report r ON r.id = {_REPORT}
WHERE q.tried_at >= :since AND q.tried_at < :until AND q.result = 'unsatisfied'
ORDER BY 5
"""


@answers
def causes_and_results(question: CausesAndResults, reading: Reading) -> tuple[CauseLine, ...]:
    """As they came in."""
    span = (at(question.first, 0, zone=reading.zone), at(question.last + dt.timedelta(days=1), 0, zone=reading.zone))
    rows = reading.rows(_BAD, since=stored(span[0]), until=stored(span[1]))
    return tuple(
        CauseLine(kind, job, number or "", NameText(who), from_stored(moment), said, cause or "", method or "", answer, ended)
        for kind, job, number, who, moment, said, cause, method, answer, ended in rows
    )
