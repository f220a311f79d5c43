"""Who was not content in a period and why: complaints and bad answers with the cause that was found and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, at, from_stored, stored
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.statistics_rows import Case, wanted


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


@query(reads=("complaint", "quality_check", "job", "customer", "repair_report", "site", "machine", "zone"))
class CausesAndResults(Query[tuple[CauseLine, ...]]):
    """Causes and results of what went wrong, for the leaders by month or quarter (R174, R198); local days, both included.

    words narrow it by number, customer, zone, model, fault, and what was said, found and done.
    """

    first: dt.date
    last: dt.date
    words: str = ""


_AROUND = """\
LEFT JOIN customer c ON c.id = j.customer_id LEFT JOIN site s ON s.id = j.site_id LEFT JOIN machine m ON m.id = j.machine_id
     LEFT JOIN repair_report r ON r.id = (SELECT max(o.id) FROM repair_report o WHERE o.job_id = j.id)"""
_BAD = f"""\
SELECT 'complaint', j.id, j.number, coalesce(c.name, d.name, j.contact_name, ''), k.received_at, k.said, r.cause, r.method, k.answer, k.ended_how,
       j.fault, s.district, m.model
FROM complaint k LEFT JOIN job j ON j.id = k.job_id {_AROUND} LEFT JOIN customer d ON d.id = k.customer_id
WHERE k.received_at >= :since AND k.received_at < :until
UNION ALL
SELECT 'unsatisfied', j.id, j.number, coalesce(c.name, j.contact_name, ''), q.tried_at, q.opinion, r.cause, r.method, '', '', j.fault, s.district, m.model
FROM quality_check q JOIN job j ON j.id = q.job_id {_AROUND}
WHERE q.tried_at >= :since AND q.tried_at < :until AND q.result = 'unsatisfied'
ORDER BY 5
"""


@answers
def causes_and_results(question: CausesAndResults, reading: Reading) -> tuple[CauseLine, ...]:
    """As they came in."""
    span = (at(question.first, 0, zone=reading.zone), at(question.last + dt.timedelta(days=1), 0, zone=reading.zone))
    look = wanted(reading, question.words)
    found = []
    for *told, fault, district, model in reading.rows(_BAD, since=stored(span[0]), until=stored(span[1])):
        kind, job, number, who, moment, said, cause, method, answer, ended = told
        words = " ".join(filter(None, (fault, said, cause, method, answer)))
        if look.has(Case(job, number or "", who, words, district or "", model or "", None, "")):
            found.append(CauseLine(kind, job, number or "", NameText(who), from_stored(moment), said, cause or "", method or "", answer, ended))
    return tuple(found)
