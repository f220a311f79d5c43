"""Our own phone register that came back: its rows are the calls as they were exported; what was changed corrects them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dispatch_console.commands.calls import CompleteCall
from dispatch_console.commands.registry import Command
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import RowPlan
from dispatch_console.domain.masked import AddressText, NameText
from dispatch_console.paper import FormBack, sheets
from dispatch_console.press import papers
from dispatch_console.press.three_way import OPEN_VALUES, Asked, change_of
from dispatch_console.queries.call_log import CallLog, CallRow
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.returned import FormOut
from dispatch_console.words import N_, Said

CORRECTS = ("contact", "address", "customer_name", "model", "serial")  # what a call's row may still become
ONLY_EMPTY = ("customer_name", "model", "serial")  # whose it is and which machine: told once, then changed in the records
NEVER = ("seq", "follow_up")
ASKED = {"contact": "contact", "address": "address", "customer_name": "customer", "model": "model", "serial": "serial"}


def register_rows(desk: Desk, back: FormBack, before: frozenset[str]) -> list[RowPlan]:
    """A decision for every row of the register (R3, R108, R217)."""
    day = back.fields.get("register_on")
    out = desk.ask(FormOut(kind="phone_register", number=back.number))
    printed: dict[str, Any] = json.loads(out.content) if out is not None and out.content else {}
    if isinstance(day, dt.datetime):
        day = day.date()
    log = desk.ask(CallLog(on_day=day, limit=5000)) if isinstance(day, dt.date) else ()
    calls = sheets.heard(log)
    now = papers.list_sheet(desk, "phone_register", day)[0].rows["row_call"] if isinstance(day, dt.date) else []
    present = {c.id: (c, row) for c, row in zip(calls, now, strict=True)}
    plans = []
    for n, row in enumerate(back.rows.get("row_call", ()), 1):
        if not any(v for k, v in row.items() if k != "seq"):
            continue
        ids = printed.get("calls", [c.id for c in calls])
        seq = int(str(row.get("seq") or n)) if str(row.get("seq") or n).isdigit() else n
        call = present.get(ids[seq - 1]) if 0 < seq <= len(ids) else None
        was = printed["rows"]["row_call"][seq - 1] if call is not None and printed else None
        plans.append(_row(desk, back, n, row, call, was, before))
    return plans


def _row(
    desk: Desk, back: FormBack, n: int, row: Mapping[str, Any], call: tuple[CallRow, Mapping[str, Any]] | None,
    was: Mapping[str, str] | None, before: frozenset[str],
) -> RowPlan:  # fmt: skip
    texts = {k: papers.shown(v, desk.zone) for k, v in row.items()}
    told = RowPlan(n, "refused", texts.get("customer_name", ""), shown=(texts.get("model", ""), texts.get("fault", ""), texts.get("called_at", "")[5:]))
    if call is None:
        return replace(told, reason=Said(N_("This line was not exported. Take it in as a list, or register the call.")))
    there, now = call
    if was is None and texts.get("called_at") != papers.shown(there.started_at, desk.zone):
        return replace(told, reason=Said(N_("Which call it was is not known: this register was never exported here.")))
    hidden = {h.rpartition("/")[2] for h in back.hidden if h.startswith(f"row_call/{n}/")}
    able = _able(desk, there, texts)
    changes = []
    for name, shown_now in now.items():
        if name in NEVER:
            continue
        words = "" if name == "customer_name" and "customer_name" in able else papers.shown(shown_now, desk.zone)
        taken = name in able and not (name in ONLY_EMPTY and words)
        before_it = None if was is None else "" if name == "customer_name" and name in able else was.get(name, "")
        made = change_of(name, before_it, texts.get(name, ""), words, hidden=name in hidden, taken=taken)
        if made is not None and (taken or texts.get(name)):
            changes.append(made)
    told = replace(told, changes=tuple(changes), what=told.what or str(there.who))
    asks = [c for c in changes if c.takes != "present"]
    if not asks or f"{back.sha256}:{n}" in before:
        fixed = [c for c in changes if c.back and c.field not in hidden and c.back != c.present]
        if fixed and f"{back.sha256}:{n}" not in before:
            return replace(told, reason=Said(N_("What was changed here cannot be changed in a list afterwards.")))
        return replace(told, decision="same")
    entry = Asked(f"{back.sha256}:{n}", lambda counts: _command(there, counts), {c.field: c.back for c in changes})
    told = replace(told, meant="updated", entry=entry)
    return replace(told, reason=Said(OPEN_VALUES)) if told.open_changes else replace(told, decision="updated")


def _able(desk: Desk, call: CallRow, texts: Mapping[str, str]) -> frozenset[str]:
    """What may still be told of a call: of one without a job only who rang; a place and a machine need a customer."""
    card = desk.ask(JobCard(job_id=call.job_id)) if call.job_id is not None else None
    if card is None:
        return frozenset({"contact"})
    if card.customer_id is not None:
        return frozenset(CORRECTS) - {"customer_name"}
    nobody = {"", papers.shown(call.number, desk.zone), call.number.shown}
    return frozenset(CORRECTS) if texts.get("customer_name", "") not in nobody else frozenset({"contact"})


def _command(call: CallRow, counts: Mapping[str, Any]) -> Command:
    answered = {ASKED[f] for f in counts}
    return CompleteCall(
        call_id=call.id, caller_name=NameText(counts.get("contact", "")), customer_name=NameText(counts.get("customer_name", "")),
        address=AddressText(counts.get("address", "")), model=counts.get("model", ""), serial=counts.get("serial", ""),
        still_to_ask=tuple(a for a in call.still_to_ask if a not in answered),
    )  # fmt: skip
