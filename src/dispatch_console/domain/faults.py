"""What a caller's words point to: the kind of service, how urgent it is, what to ask and try first."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dispatch_console.domain.names import simplified


class Priority(StrEnum):
    """How pressing a request is, as first judged (R6, R10)."""

    NORMAL = "normal"
    URGENT = "urgent"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class FaultWords:
    """One row of fault_words.csv: any of the words, and what they suggest."""

    words: tuple[str, ...]
    category: str
    service_type: str
    priority: Priority
    fault_code: str
    questions: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The first judgement of a request (R4, R10, R30); empty strings where nothing was recognised."""

    service_type: str
    priority: Priority
    fault_code: str
    questions: tuple[str, ...]
    advice: str


def read_fault_words(text: str) -> tuple[FaultWords, ...]:
    """Read fault_words.csv; words and questions are parted by |. Raises ValueError."""
    return tuple(
        FaultWords(
            tuple(simplified(w) for w in row["words"].split("|")),
            row["category"],
            row["service_type"],
            Priority(row["priority"]),
            row["fault_code"],
            tuple(q for q in row["questions"].split("|") if q),
            row["advice"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def suggest(fault: str, known: Iterable[FaultWords], category: str = "") -> Suggestion:
    """Judge the words of a caller (R10); the longest word that occurs leads, the highest priority counts.

    With a machine category only its own rows and the general ones are looked at.
    """
    typed = simplified(fault)
    hits: list[tuple[int, FaultWords]] = []
    for row in known:
        if category and row.category not in (category, "all"):
            continue
        longest = max((len(w) for w in row.words if w in typed), default=0)
        if longest:
            hits.append((longest, row))
    if not hits:
        return Suggestion("", Priority.NORMAL, "", (), "")
    hits.sort(key=lambda h: -h[0])
    lead = hits[0][1]
    priority = max((row.priority for _, row in hits), key=list(Priority).index)
    code = next((row.fault_code for _, row in hits if row.fault_code), "")
    questions = tuple(dict.fromkeys(q for _, row in hits[:2] for q in row.questions))
    return Suggestion(lead.service_type, priority, code, questions, lead.advice)
