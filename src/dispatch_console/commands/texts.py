"""The firm's own texts and days: knowledge, sentences to say, words of faults, holidays."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.faults import Priority
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.steps import STEPS
from dispatch_console.store.tables.base import Base, table_of
from dispatch_console.store.tables.policies import CalendarDay, FaultWord, Knowledge, Script
from dispatch_console.words import N_


def _put(work: Work, model: type[Base], row_id: int | None, **values: Any) -> int:
    if row_id is None:
        return work.add(model, **values)
    work.change(model, row_id, **values)
    return row_id


def _needs(said: str, *texts: str) -> None:
    if not all(t.strip() for t in texts):
        raise Refused(said)


@command(role=Role.MANAGER, undo=UNDO, requirement="R204")
class SaveKnowledge(Command):
    """Put a text into the knowledge base, or change it: at which step it stands, what it is found by (R204)."""

    step: str
    title: str
    text: str
    words: str = ""
    knowledge_id: int | None = None


@does
def save_knowledge(command: SaveKnowledge, work: Work) -> dict[str, int]:
    """The text's row."""
    _needs(N_("A text needs its heading and its words."), command.title, command.text)
    if command.step not in STEPS:
        raise Refused(N_("{step} is no step of the work."), step=command.step)
    return {
        "knowledge_id": _put(work, Knowledge, command.knowledge_id, step=command.step, title=command.title.strip(),
                             text=command.text.strip(), words=command.words.strip())
    }  # fmt: skip


@command(role=Role.MANAGER, undo=UNDO, requirement="R26")
class SaveScript(Command):
    """Put in a sentence to say at a step and the ones not to say, parted by |, or change them (R26, R204)."""

    step: str
    say: str
    avoid: str = ""
    customer_type: str = ""
    script_id: int | None = None


@does
def save_script(command: SaveScript, work: Work) -> dict[str, int]:
    """The sentence's row."""
    _needs(N_("A sentence needs its step and its words."), command.step, command.say)
    return {
        "script_id": _put(work, Script, command.script_id, step=command.step.strip(), say=command.say.strip(),
                          avoid=command.avoid.strip(), customer_type=command.customer_type.strip())
    }  # fmt: skip


@command(role=Role.MANAGER, undo=UNDO, requirement="R30")
class SaveFaultWords(Command):
    """Put in what a caller's words mean, or change it: job type, priority, fault code, questions, advice (R4, R30).

    words and questions are parted by |.
    """

    words: str
    fault_code: str
    service_type: str = "repair"
    priority: str = "normal"
    category: str = ""
    questions: str = ""
    advice: str = ""
    fault_word_id: int | None = None


@does
def save_fault_words(command: SaveFaultWords, work: Work) -> dict[str, int]:
    """The row of the words."""
    _needs(N_("What the caller says and a fault code are needed."), command.words, command.fault_code)
    if command.priority not in Priority._value2member_map_:
        raise Refused(N_("{priority} is no priority."), priority=command.priority)
    return {
        "fault_word_id": _put(work, FaultWord, command.fault_word_id, words=command.words.strip(), category=command.category,
                              service_type=command.service_type, priority=command.priority,
                              fault_code=command.fault_code.strip(), questions=command.questions.strip(),
                              advice=command.advice.strip())
    }  # fmt: skip


@command(role=Role.MANAGER, undo=UNDO, requirement="R29")
class SetCalendarDay(Command):
    """A holiday, or a working day in place of one (调休); kind "none" takes it out of the list (R29)."""

    on_day: dt.date
    kind: str
    name: str = ""


@does
def set_calendar_day(command: SetCalendarDay, work: Work) -> dict[str, Any]:
    """The day; every open job's due time follows at once."""
    if command.kind not in ("off", "work", "none"):
        raise Refused(N_("{kind} is no kind of day."), kind=command.kind)
    table = table_of(CalendarDay)
    row = work.first(table.select().where(table.c.on_day == command.on_day))
    if command.kind == "none":
        if row is None:
            raise Refused(N_("There is no such entry."))
        work.connection.execute(table.delete().where(table.c.id == row.id))
    else:
        _put(work, CalendarDay, row.id if row is not None else None, on_day=command.on_day, kind=command.kind, name=command.name.strip())
    return {"on_day": command.on_day.isoformat()}
