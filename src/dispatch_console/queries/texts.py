"""The firm's own texts and days, as they are looked up and kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from dispatch_console.domain import names
from dispatch_console.domain.moment import local
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.policies import CalendarDay, FaultWord, Knowledge, Script

K, S, F, D = table_of(Knowledge), table_of(Script), table_of(FaultWord), table_of(CalendarDay)


@dataclass(frozen=True, slots=True)
class KnowledgeText:
    """One text of the knowledge base; requirement says which rules it carries."""

    id: int
    step: str
    title: str
    words: str
    text: str
    requirement: str


@query(reads=("knowledge",))
class KnowledgeBase(Query[tuple[KnowledgeText, ...]]):
    """Texts by words, pinyin initials or step; those of the step come first (R204).

    A longer sentence, as a caller says it, finds the texts whose words stand in it.
    """

    text: str = ""
    step: str = ""


@answers
def knowledge_base(question: KnowledgeBase, reading: Reading) -> tuple[KnowledgeText, ...]:
    """In their order; with a text only what it finds."""
    rows = [
        KnowledgeText(r.id, r.step, r.title, r.words, r.text, r.requirement) for r in reading.all(sa.select(K).order_by(K.c.id))
    ]
    wanted = question.text.strip().lower()
    found = [r for r in rows if not wanted or _meant(r, wanted)]
    return tuple(sorted(found, key=lambda r: (bool(question.step) and r.step != question.step, r.id)))


@cache
def _initials(word: str) -> tuple[str, ...]:
    return names.search_keys(word).initials


def _meant(row: KnowledgeText, wanted: str) -> bool:
    if wanted in row.title.lower() or wanted in row.words.lower() or wanted in row.text.lower():
        return True
    if wanted.isascii():
        return any(i.startswith(wanted) for word in (row.title, *row.words.split()) for i in _initials(word))
    return any(word in wanted for word in row.words.split() if len(word) > 1)


@dataclass(frozen=True, slots=True)
class ScriptRecord:
    """One sentence and what not to say."""

    id: int
    step: str
    customer_type: str
    say: str
    avoid: str


@query(reads=("script",))
class ScriptRecords(Query[tuple[ScriptRecord, ...]]):
    """The sentences beside the steps, as they are kept (R26)."""


@answers
def script_records(question: ScriptRecords, reading: Reading) -> tuple[ScriptRecord, ...]:
    """In their order."""
    return tuple(ScriptRecord(r.id, r.step, r.customer_type, r.say, r.avoid) for r in reading.all(sa.select(S).order_by(S.c.id)))


@dataclass(frozen=True, slots=True)
class FaultWordRecord:
    """What a caller's words mean."""

    id: int
    words: str
    category: str
    service_type: str
    priority: str
    fault_code: str
    questions: str
    advice: str


@query(reads=("fault_word",))
class FaultWordRecords(Query[tuple[FaultWordRecord, ...]]):
    """The words of faults, as they are kept (R4, R30)."""


@answers
def fault_word_records(question: FaultWordRecords, reading: Reading) -> tuple[FaultWordRecord, ...]:
    """In their order: the first that stands in a sentence counts."""
    return tuple(
        FaultWordRecord(r.id, r.words, r.category, r.service_type, r.priority, r.fault_code, r.questions, r.advice)
        for r in reading.all(sa.select(F).order_by(F.c.id))
    )


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A holiday (off), or a working day in place of one (work)."""

    id: int
    on_day: dt.date
    kind: str
    name: str


@query(reads=("calendar_day",))
class SpecialDays(Query[tuple[SpecialDay, ...]]):
    """Holidays and working days in their place, the newest first (R29)."""


@answers
def special_days(question: SpecialDays, reading: Reading) -> tuple[SpecialDay, ...]:
    """Local days."""
    return tuple(SpecialDay(r.id, r.on_day, r.kind, r.name) for r in reading.all(sa.select(D).order_by(D.c.on_day.desc())))


NEXT_FROM = 11  # the month in which next year's list is published and asked for


@query(reads=("calendar_day",))
class HolidaysMissing(Query[int]):
    """The year whose holidays are not known yet: this one, or from November on the next; 0 when none is missing (R29)."""


@answers
def holidays_missing(question: HolidaysMissing, reading: Reading) -> int:
    """A year or 0."""
    today = local(reading.now, reading.zone).date()
    known = {r.on_day.year for r in reading.all(sa.select(D.c.on_day))}
    wanted = [today.year, *([today.year + 1] if today.month >= NEXT_FROM else [])]
    return next((year for year in wanted if year not in known), 0)
