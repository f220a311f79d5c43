"""What the firm keeps in lists: knowledge, sentences to say, words of faults, holidays, models, districts, prices."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.faults import Priority
from dispatch_console.domain.moment import local
from dispatch_console.domain.prices import LineKind
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.steps import STEPS
from dispatch_console.store.tables.base import Base, table_of
from dispatch_console.store.tables.customers import ProductModel
from dispatch_console.store.tables.people import Zone
from dispatch_console.store.tables.policies import CalendarDay, FaultWord, Knowledge, PriceItem, Script
from dispatch_console.words import N_


def _put(work: Work, model: type[Base], row_id: int | None, /, **values: Any) -> int:
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


def _unlike(work: Work, model: type[Base], column: str, value: str, row_id: int | None) -> None:
    """Raise Refused when another row has this value."""
    table = table_of(model)
    if work.first(table.select().where(table.c[column] == value, table.c.id != (row_id or 0))) is not None:
        raise Refused(N_("{name} is in the list already."), name=value)


@command(role=Role.MANAGER, undo=UNDO, requirement="R46")
class SaveModel(Command):
    """Put in a model that is served, or change it: brand, kind of machine, months of warranty (R38, R46)."""

    model: str
    brand: str = ""
    category: str = ""
    warranty_months: int | None = None
    note: str = ""
    model_id: int | None = None


@does
def save_model(command: SaveModel, work: Work) -> dict[str, int]:
    """The model's row."""
    _needs(N_("A machine needs a model."), command.model)
    if command.warranty_months is not None and not 0 <= command.warranty_months <= 240:
        raise Refused(N_("A warranty has between 0 and 240 months."))
    _unlike(work, ProductModel, "model", command.model.strip(), command.model_id)
    return {
        "model_id": _put(work, ProductModel, command.model_id, model=command.model.strip(), brand=command.brand.strip(),
                         category=command.category, warranty_months=command.warranty_months, note=command.note.strip())
    }  # fmt: skip


@command(role=Role.MANAGER, undo=UNDO, requirement="R76")
class SaveZone(Command):
    """Put in a zone, or change it: districts, parted by spaces, that count as near to one another (R76, R235)."""

    name: str
    districts: str
    zone_id: int | None = None


@does
def save_zone(command: SaveZone, work: Work) -> dict[str, int]:
    """The zone's row."""
    _needs(N_("A zone needs its name and its districts."), command.name, command.districts)
    _unlike(work, Zone, "name", command.name.strip(), command.zone_id)
    return {"zone_id": _put(work, Zone, command.zone_id, name=command.name.strip(), districts=" ".join(command.districts.split()))}


@command(role=Role.MANAGER, undo=UNDO, requirement="R42")
class SavePrice(Command):
    """Put a line into the unified price list, or change its price or float (R42).

    What is changed on one day is one version of the list, begun as a copy of the newest; quotes given before keep
    theirs. price_fen is for one unit; floats are percent down and up.
    """

    code: str
    name: str
    price_fen: int
    kind: str = "labour"
    category: str = ""
    unit: str = ""
    low_percent: int = 0
    high_percent: int = 0


@does
def save_price(command: SavePrice, work: Work) -> dict[str, Any]:
    """The line's row and its version."""
    _needs(N_("A price needs its code and its name."), command.code, command.name)
    if command.kind not in LineKind._value2member_map_:
        raise Refused(N_("{kind} is no kind of price."), kind=command.kind)
    if command.price_fen < 0 or not 0 <= command.low_percent <= 100 or not 0 <= command.high_percent <= 1000:
        raise Refused(N_("A price is not below nought, and goes down by 100 percent at most."))
    version, lines = _version_of_today(work)
    values = {
        "name": command.name.strip(), "category": command.category, "unit": command.unit.strip(), "price_fen": command.price_fen,
        "low_percent": command.low_percent, "high_percent": command.high_percent, "kind": command.kind,
    }  # fmt: skip
    row_id = lines.get(command.code.strip())
    if row_id is None:
        day = local(work.now, work.zone).date()
        row_id = work.add(PriceItem, version=version, code=command.code.strip(), valid_from=day, **values)
    else:
        work.change(PriceItem, row_id, **values)
    return {"price_item_id": row_id, "version": version}


def _version_of_today(work: Work) -> tuple[str, dict[str, int]]:
    """The list as it may be changed today: a copy of the newest version, or that one when it was begun today."""
    table, day = table_of(PriceItem), local(work.now, work.zone).date()
    newest = str(work.value(sa.select(sa.func.max(table.c.version))) or "")
    rows = work.all(table.select().where(table.c.version == newest).order_by(table.c.id))
    if rows and all(r.valid_from == day for r in rows):
        return newest, {r.code: int(r.id) for r in rows}
    version = max(day.isoformat(), f"{newest}+" if newest >= day.isoformat() else "")
    same = [c.name for c in table.columns if c.name not in ("id", "version", "valid_from")]
    return version, {r.code: work.add(PriceItem, version=version, valid_from=day, **{c: getattr(r, c) for c in same}) for r in rows}
