"""Pieces of a text for the full-text search, so that any two characters of a fault or an address find it."""

from __future__ import annotations

import re

from dispatch_console.domain.names import simplified

_RUNS = re.compile(r"[㐀-鿿豈-﫿]+|[a-z]+|[0-9]+|[^\W_]+")


def _runs(text: str) -> list[str]:
    found: list[str] = _RUNS.findall(simplified(text))
    return found


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def grams(text: str) -> str:
    """Characters and pairs of neighbours, parted by spaces, for a contentless FTS table (each once)."""
    pieces: dict[str, None] = {}
    for run in _runs(text):
        pieces.update(dict.fromkeys(run))
        pieces.update(dict.fromkeys(_pairs(run)))
    return " ".join(pieces)


def gram_query(text: str) -> str:
    """The FTS5 query for what was typed: every pair must occur; empty when nothing can be searched.

    Every piece is quoted, so no sign typed can be read as an operator.
    """
    pieces: dict[str, None] = {}
    for run in _runs(text):
        pieces.update(dict.fromkeys(_pairs(run) or [run]))
    return " AND ".join(f'"{p}"' for p in pieces)
