"""The rows that were not taken in, as a list of their own: corrected there, they can be taken in like any other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dispatch_console.desk.import_plan import RowPlan
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import Column, write_list
from dispatch_console.paper.reading.layout import REASON
from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.reading.values import words
from dispatch_console.press.incoming import Incoming
from dispatch_console.words import N_, _

WIDEST = 60.0  # mm


def write_refused(got: Incoming, path: Path) -> int:
    """Write the refused rows with the cells as they came, the same headings, and why (R3, R217); how many they are.

    Raises Refused when none was refused, StoreTrouble when the file could not be written whole.
    """
    refused = [r for r in got.plan.rows if r.decision == "refused" and r.source is not None]
    if not refused:
        raise Refused(N_("No row was refused; there is nothing to write."))
    cells = dict(got.found.rows)
    columns = [h for h in got.headings if h.name != REASON]
    lines = [[_text(cells.get(r.line, ()), h.column) for h in columns] + [_why(r)] for r in refused]
    wide = [min(WIDEST, max(18.0, 4.0 * max(len(h.name), *(len(line[n]) for line in lines)))) for n, h in enumerate(columns)]
    heads = [Column(h.name, mm) for h, mm in zip(columns, wide, strict=True)] + [Column(REASON, 80.0)]
    said = _("{n} rows of {file} were not taken in. Correct them here and take this file in.", n=len(refused), file=got.file.name)
    return write_list(path, _("Rows not taken in"), heads, lines, said=said)


def _text(raw: tuple[Raw, ...], column: int) -> str:
    value = raw[column] if column < len(raw) else ""
    if isinstance(value, dt.datetime) and value.second:
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return words(value)


def _why(row: RowPlan) -> str:
    return "；".join(str(s) for s in (row.reason, *row.doubts) if s is not None)
