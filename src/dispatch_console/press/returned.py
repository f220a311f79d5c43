"""A filled form that came back: what it says beside what was printed and what stands here, and what is done about it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dispatch_console import paper
from dispatch_console.commands.registry import Command
from dispatch_console.commands.returned import FormSave, TakeForm
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Change, Plan, RowPlan, file_facts
from dispatch_console.domain.jobs import why_not
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import FormBack, sheets
from dispatch_console.press import papers
from dispatch_console.press.field_words import word_of
from dispatch_console.press.form_says import SAYS, quality_call
from dispatch_console.press.incoming import Incoming, Tell, read_in
from dispatch_console.press.register_back import register_rows
from dispatch_console.press.three_way import OPEN_VALUES, TAKEN, Asked, change_of
from dispatch_console.queries.card import Card, JobCard
from dispatch_console.queries.job_papers import JobPapers
from dispatch_console.queries.returned import FormOut, Out, TakenBefore
from dispatch_console.words import N_, Said


def read_form(desk: Desk, file: Path, *, stopped: Callable[[], bool] = lambda: False) -> Plan:
    """Read one of our forms that came back and decide what it means; nothing is written yet (R108, R210, R217).

    A form of another firm's making, or that cannot be read, is Refused; one of an unknown number, and one from which
    nothing is taken in, is a refused row of the plan that says so.
    """
    back = paper.read_back(file, today=desk.today(), zone=desk.zone, user_forms=papers.own_forms(desk), cancelled=stopped)
    plan = Plan(f"form:{back.kind}", file_name=file.name, sha256=back.sha256, maker=_make)
    before = desk.ask(TakenBefore(form=plan.form, sha256=back.sha256))
    if back.kind == "quality_call_sheet":
        plan.rows = [_call_row(desk, back, n, row, before) for n, row in enumerate(back.rows.get("row_call", ()), 1) if row.get("number_job")]
    elif back.kind == "phone_register":
        plan.rows = register_rows(desk, back, before)
    else:
        plan.rows = [_form_row(desk, back, before)]
    plan.sort()
    plan.close()
    return plan


FOOT = re.compile(r"\S+ ([a-z][a-z0-9_]*) v\d+[\u3000 ]+单号")


def read_any(
    desk: Desk, form: str, file: Path, *, tell: Tell, stopped: Callable[[], bool] = lambda: False, sheet: str = ""
) -> Incoming | Plan:
    """Read a list of this kind; a filled form of ours is known by the line at its foot and read as one."""
    if form == "form":
        return read_form(desk, file, stopped=stopped)
    try:
        got = read_in(desk, form, file, tell=tell, stopped=stopped, sheet=sheet)
    except Refused:
        filled = _as_form(desk, file, stopped)
        if filled is None:
            raise
        return filled
    if not got.headings and not sheet and (filled := _as_form(desk, file, stopped)) is not None:
        return filled
    foot = next((m for _line, row in got.found.rows[-12:] for v in row if isinstance(v, str) and (m := FOOT.match(v.strip()))), None)
    if foot is None:
        return got
    kind, number = foot.group(1), foot.string.rpartition("单号 ")[2].split("\u3000")[0].strip()
    exported = kind == "phone_register" and desk.ask(FormOut(kind=kind, number=number)) is not None
    return read_form(desk, file, stopped=stopped) if exported or kind in SAYS or kind == "quality_call_sheet" else got


def _as_form(desk: Desk, file: Path, stopped: Callable[[], bool]) -> Plan | None:
    if file.suffix.lower() == ".csv" or stopped():
        return None
    try:
        return read_form(desk, file, stopped=stopped)
    except Refused:
        return None


def _make(plan: Plan, _entries: Sequence[Any]) -> Command:
    saves = []
    for row in plan.rows:
        if row.decision == "updated" and isinstance(row.entry, Asked):
            counts = {c.field for c in row.changes if c.takes == "back"}
            values = {k: v for k, v in row.entry.values.items() if k in counts}
            saves.append(FormSave(line=row.line, key=row.entry.key, save=row.entry.make(values)))
    return TakeForm(file=file_facts(plan, plan.file_name, plan.sha256), saves=tuple(saves))


# ---- one form, one row ----


def _form_row(desk: Desk, back: FormBack, before: frozenset[str]) -> RowPlan:
    what, key = f"{back.title} {back.number}", f"{back.sha256}:1"
    doubts = (*(Said(N_("{field}: {why}"), {"field": word_of(f.rpartition("/")[2]), "why": w}) for f, w in back.problems.items()), *back.notes)
    told = RowPlan(1, "refused", what, doubts=doubts)
    if key in before:
        return replace(told, decision="same", doubts=())
    says = SAYS.get(back.kind)
    if says is None:
        return replace(told, reason=Said(N_("This is {title} {number}. Nothing is taken in from this form."),
                                         {"title": back.title, "number": back.number}))  # fmt: skip
    out, card = _whose(desk, back)
    if card is None:
        return replace(told, reason=Said(N_("No {title} with the number {number} left this desk."),
                                         {"title": back.title, "number": back.number}))  # fmt: skip
    told = replace(told, what=f"{what} · {card.customer}", shown=(card.machine, card.fault, card.number[-8:]))
    takes = says.taken(card)
    changes = _compare(desk, back, card, out, takes)
    values = {f: back.fields.get(f) for f in takes} | {"parts": back.rows.get("row_part", ())}
    if back.rows.get("row_part") and "parts" in takes:
        changes = (*changes, *_parts(back))
    wanted = [c for c in changes if c.field in takes]
    if not any(c.takes != "present" for c in wanted):
        return replace(told, decision="same", changes=changes, reason=None)
    move = says.move(card, values) if says.move is not None else ""
    no = why_not(move, card.status) if move else None
    if no is not None:
        return replace(told, reason=no, changes=changes)
    asked = Asked(key, lambda counts: says.command(card, back, counts), values)
    told = replace(told, meant="updated", entry=asked, changes=changes)
    if told.open_changes:
        return replace(told, reason=Said(OPEN_VALUES))
    return replace(told, decision="updated")


def _whose(desk: Desk, back: FormBack) -> tuple[Out | None, Card | None]:
    """The sheet as it went out, where it has a number of its own, and its job."""
    out = desk.ask(FormOut(kind=papers.counted_as(back.name), number=back.number)) if back.number else None
    if out is not None and out.job_id is not None:
        return out, desk.ask(JobCard(job_id=out.job_id))
    for number in (str(back.fields.get("job_number") or ""), back.number):
        if number and "-" in number and (card := desk.ask(JobCard(number=number))) is not None:
            return None, card
    return None, None


def _compare(desk: Desk, back: FormBack, card: Card, out: Out | None, takes: frozenset[str]) -> tuple[Change, ...]:
    """Every value that came back otherwise than it was printed or than it stands here (R108)."""
    printed: dict[str, str] | None = json.loads(out.content)["fields"] if out is not None and out.content else None
    try:
        now = papers.job_sheet(desk, back.name, card, back.number)
    except Refused:  # a slip of a machine that is not here yet
        now = sheets.Filled(back.name, "", {})
    changes = []
    for name in [*back.fields, *back.hidden]:
        change = change_of(
            name, None if printed is None else printed.get(name, ""), papers.shown(back.fields.get(name), desk.zone),
            papers.shown(now.fields.get(name), desk.zone), hidden=name in back.hidden, taken=name in takes,
        )  # fmt: skip
        if change is not None and name not in LEFT_OUT:
            changes.append(change)
    order = {"": 0, "back": 1, "present": 2}
    return tuple(sorted(changes, key=lambda c: (order[c.takes], c.field not in takes)))


LEFT_OUT = {"firm_name", "ply", "foot_line", "fee_total", "fee_words", "fee_parts", "part_amount", "number", "job_number"}


def _parts(back: FormBack) -> list[Change]:
    made = []
    named = [r for r in back.rows["row_part"] if r.get("part_name")]
    if named:
        words = "；".join(f"{r['part_name']} ×{r.get('part_quantity') or 1}" for r in named)
        made.append(Change("parts", "", words, "", "back", Said(TAKEN)))
    return made


# ---- the sheet of quality calls: a row, a call ----


def _call_row(desk: Desk, back: FormBack, n: int, row: Mapping[str, Any], before: frozenset[str]) -> RowPlan:
    number, key = str(row.get("number_job") or ""), f"{back.sha256}:{n}"
    told = RowPlan(n, "refused", f"{number} {row.get('customer_name') or ''}".strip(), shown=(str(row.get("model") or ""), "", ""))
    card = desk.ask(JobCard(number=number))
    if card is None:
        return replace(told, reason=Said(N_("There is no job {number}."), {"number": number}))
    values = {f: row.get(f) for f in ("tried_at", "running", "rate_timely", "rate_skill", "rate_attitude", "rate_charge", "opinion")}
    if key in before or not any(values.values()) or _known(desk, card, values):
        return replace(told, decision="same")
    no = why_not("quality_called", card.status)
    if no is not None:
        return replace(told, reason=no)
    made = quality_call(card, row)
    if isinstance(made, Said):
        return replace(told, reason=made)
    changes = tuple(Change(f, "", papers.shown(v, desk.zone), "", "back", Said(TAKEN)) for f, v in values.items() if v)
    return replace(told, decision="updated", meant="updated", entry=Asked(key, lambda _counts: made, values), changes=changes)


def _known(desk: Desk, card: Card, values: Mapping[str, Any]) -> bool:
    """Whether this call stands here already, as it was printed on the sheet."""
    told = desk.ask(JobPapers(job_id=card.id))
    tried = values.get("tried_at")
    check = told.check if told is not None else None
    return check is not None and isinstance(tried, dt.datetime) and abs(check.tried_at - tried) < dt.timedelta(minutes=2)
