"""The process of its own that opens a foreign file: whatever it meets there, the desk goes on.

    python -m dispatch_console.paper.reading.child FILE [SHEET] [careful | form]

Lines of JSON come out: {"rows": [[line, [cells]], …]}, {"progress": n}, {"form": {…}}, {"end": {…}} or
{"refused": msgid, "values": {}}.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.reading.books import MOST_COLUMNS, form_cells, opened
from dispatch_console.paper.reading.preflight import DAMAGED, PASSWORD, TOO_LARGE
from dispatch_console.paper.reading.spoken import line_of
from dispatch_console.words import N_

MOST_ROWS = 200_000
MOST_BLANK = 1_000
MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 30
MOST_TOLD, MOST_TOLD_CAREFULLY = 150 * 1024 * 1024, 20 * 1024 * 1024  # bytes: a million cells may show one long text
TOLD_EVERY, TOLD_CAREFULLY = 500, 50  # rows
MANY_ROWS = N_("The list has more than {rows} rows. Split it into smaller ones.")
MANY_COLUMNS = N_("The list has more than {columns} columns; this is not a list that can be taken in.")


def main(arguments: list[str]) -> int:
    """Read one file and tell its rows on the standard output; never a traceback."""
    _limit()
    gc.disable()  # it lives for seconds, and its rows are no circles
    out = sys.stdout.buffer
    path, sheet, how = Path(arguments[0]), *(*arguments[1:], "", "")[:2]
    most, told = MOST_TOLD_CAREFULLY if how else MOST_TOLD, 0

    def tell(what: dict[str, Any]) -> None:
        nonlocal told
        line = line_of(what)
        told += len(line)
        if told > most and "refused" not in what:
            raise Refused(TOO_LARGE)
        out.write(line)
        out.flush()

    try:
        if how == "form":
            tell({"form": form_cells(path)})
        else:
            _read(path, sheet, how == "careful", tell)
    except Refused as refused:
        tell({"refused": refused.said.msgid, "values": refused.said.values})
    except MemoryError:
        tell({"refused": TOO_LARGE, "values": {}})
    except Exception as error:
        word = type(error).__name__
        tell({"refused": PASSWORD if word == "PasswordError" else DAMAGED, "values": {}})
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: Path, sheet: str, careful: bool, tell: Callable[[dict[str, Any]], None]) -> None:
    found = opened(path, sheet, careful)
    chunk: list[tuple[int, list[Any]]] = []
    told = blank = 0
    stopped = False
    many = TOLD_CAREFULLY if careful else TOLD_EVERY
    for line, row in enumerate(found.rows, 1):
        cells = row if isinstance(row, list) else list(row)
        while cells and (cells[-1] == "" or cells[-1] is None):
            cells.pop()
        if not cells:
            blank += 1
            if blank >= MOST_BLANK:
                stopped = True
                break
            continue
        if len(cells) > MOST_COLUMNS:
            raise Refused(MANY_COLUMNS, columns=MOST_COLUMNS)
        blank = 0
        told += 1
        if told > MOST_ROWS:
            raise Refused(MANY_ROWS, rows=MOST_ROWS)
        chunk.append((line, cells))
        if len(chunk) == many:
            tell({"rows": chunk, "progress": told})
            chunk = []
    tell({"rows": chunk})
    tell(
        {
            "end": {
                "sheet": found.sheet,
                "sheets": found.sheets,
                "filled": found.filled,
                "stopped_at_blank": stopped,
                "unsaved_formulas": found.unsaved,
                "error_cells": found.errors,
                "epoch_1904": found.epoch_1904,
                "merges": found.merges,
                "kind": found.kind,
            }
        }
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
