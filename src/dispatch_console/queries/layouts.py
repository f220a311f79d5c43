"""What is remembered of the columns of other people's lists."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import ListLayout

L = table_of(ListLayout)
_KNOWN = sa.select(L).where(L.c.form == sa.bindparam("form"), L.c.layout == sa.bindparam("layout"))


@dataclass(frozen=True, slots=True)
class KnownLayout:
    """The field of each heading ("" for none), the order of day and month of a field, and since when."""

    columns: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, str], ...]
    used_at: Moment
    used_by: str


@query(reads=("list_layout",))
class RememberedLayout(Query[KnownLayout | None]):
    """What the columns of a list with these headings meant the last time (R217)."""

    form: str
    layout: str


@answers
def remembered_layout(question: RememberedLayout, reading: Reading) -> KnownLayout | None:
    """None for headings never seen."""
    row = reading.first(_KNOWN, form=question.form, layout=question.layout)
    if row is None:
        return None
    kept = json.loads(row.mapping)
    return KnownLayout(tuple(kept["columns"].items()), tuple(kept["days"].items()), row.used_at, row.used_by)
