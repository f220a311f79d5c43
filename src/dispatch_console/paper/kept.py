"""A paper as it was, as text: what stands on a form or in a list, so that the same file can be made again years later."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dispatch_console.domain.moment import from_stored, stored
from dispatch_console.paper.listing import Column
from dispatch_console.paper.sheets import Filled


@dataclass(frozen=True, slots=True)
class Listed:
    """A list to write: its title, its columns, its rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


Paper = Filled | Listed


def dump(paper: Paper) -> str:
    """The paper as one line of JSON; equal papers give equal text (R196)."""
    if isinstance(paper, Filled):
        kept: dict[str, Any] = {
            "kind": paper.kind, "number": paper.number, "fields": {k: _out(v) for k, v in paper.fields.items()},
            "rows": {name: [{k: _out(v) for k, v in row.items()} for row in rows] for name, rows in paper.rows.items()},
        }  # fmt: skip
    else:
        kept = {"title": paper.title, "columns": [[c.heading, c.mm, c.form] for c in paper.columns], "lines": [[_out(v) for v in row] for row in paper.rows]}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(text: str) -> Paper:
    """The paper that `dump` wrote."""
    kept = json.loads(text)
    if "kind" in kept:
        rows = {name: [{k: _in(v) for k, v in row.items()} for row in found] for name, found in kept["rows"].items()}
        return Filled(kept["kind"], kept["number"], {k: _in(v) for k, v in kept["fields"].items()}, rows)
    columns = tuple(Column(heading, mm, form) for heading, mm, form in kept["columns"])
    return Listed(kept["title"], columns, tuple(tuple(_in(v) for v in line) for line in kept["lines"]))


def _out(value: Any) -> Any:
    """Days, times and amounts say what they are; the rest is JSON."""
    if isinstance(value, dt.datetime):
        return {"moment": stored(value)}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    if isinstance(value, dt.time):
        return {"time": value.isoformat()}
    if isinstance(value, Decimal):
        return {"amount": str(value)}
    if isinstance(value, str):
        return str(value)
    return [_out(v) for v in value] if isinstance(value, Sequence) else value


def _in(value: Any) -> Any:
    if isinstance(value, list):
        return [_in(v) for v in value]
    if not isinstance(value, dict):
        return value
    kind, text = next(iter(value.items()))
    read = {"moment": from_stored, "day": dt.date.fromisoformat, "time": dt.time.fromisoformat, "amount": Decimal}[kind]
    return read(text)
