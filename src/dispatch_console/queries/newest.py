"""When the desk was last written."""

from __future__ import annotations

from dispatch_console.domain.moment import Moment, moment_or_none
from dispatch_console.queries.registry import Query, Reading, answers, query


@query(reads=("audit_entry",))
class NewestEntry(Query[Moment | None]):
    """The time of the newest entry of the audit; None when nothing was ever done (R232)."""


@answers
def newest_entry(question: NewestEntry, reading: Reading) -> Moment | None:
    """One row by its number."""
    found = reading.rows("SELECT at FROM audit_entry ORDER BY id DESC LIMIT 1")
    return moment_or_none(found[0][0]) if found else None
