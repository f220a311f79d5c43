"""Every table of the records as an Excel list, out and back in: one mechanism over their entries, with a key for each row."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatch_console import paper
from dispatch_console.commands.imports import FileFacts, RecordEntry, TakeRecords
from dispatch_console.commands.papers import RecordExport
from dispatch_console.commands.registry import Command
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan, RowPlan, file_facts
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import Column
from dispatch_console.paper.reading.outside import Raw, read_rows
from dispatch_console.paper.safe_text import safe_text
from dispatch_console.queries.customers import CustomerRecords
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.sheets.record_table import Entry, Table, offered
from dispatch_console.words import N_, Said, _

KEY, WHOSE, WHOSE_KEY = N_("Key (leave as it is)"), N_("Whose"), N_("Key of the customer")
MOST = 30_000  # rows of a list
WIDE_MM, MM = 70.0, 34.0
HIDDEN = "**"  # stands in what was written out while customer data was hidden
Cells = Mapping[str, str]
Decided = tuple[str, tuple[Said, ...], tuple[Said, ...], Command | None]  # added, updated or same; doubts; what changes; how


class Whole:
    """Asks as a table asks, but for all of its rows."""

    def __init__(self, asked: Bridge | Desk) -> None:
        self._asked = asked

    def ask(self, question: Any) -> Any:
        """The answer without the limit that a screen has."""
        if any(f.name == "limit" for f in dataclasses.fields(question)):
            question = dataclasses.replace(question, limit=MOST + 1)
        return self._asked.ask(question)


def all_rows(table: Table, asked: Bridge | Desk, text: str = "") -> Sequence[Any]:
    """Every row of a table that the find text finds; raises Refused when a list cannot hold them."""
    rows = table.ask(Whole(asked), text)  # type: ignore[arg-type]
    if len(rows) > MOST:
        raise Refused(N_("More than {n} rows: type into the find field what is wanted."), n=MOST)
    return rows


# ---- out ----


def _columns(table: Table) -> list[tuple[str, float, Callable[[Any], str]]]:
    """Heading, width in mm, and what stands there for a record."""
    found: list[tuple[str, float, Callable[[Any], str]]] = [(_(KEY), 30.0, lambda r: str(table.key(r)))]
    if table.of_customer:
        found += [(_(WHOSE_KEY), 24.0, lambda r: str(r.customer_id)), (_(WHOSE), WIDE_MM, lambda r: str(r.customer))]
    return [*found, *((_(e.word), WIDE_MM if e.wide and not e.options else MM, _teller(e)) for e in table.entries)]


def _teller(entry: Entry) -> Callable[[Any], str]:
    words = dict(entry.options)
    return lambda record: _(words[entry.of(record)]) if words.get(entry.of(record)) else entry.of(record)


def write_table(bridge: Bridge, table: Table, text: str, path: Path, purpose: str) -> int:
    """Write the rows in front as .xlsx and record the export with its purpose (R217, R218); gives their number.

    Hidden customer data stays hidden in the file. Raises Refused without a purpose, StoreTrouble when the file cannot be
    written whole.
    """
    if not purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    rows, columns = all_rows(table, bridge, text), _columns(offered(table, bridge))
    at = f"{local(bridge.now, bridge.zone):%Y-%m-%d %H:%M}"
    said = " · ".join(filter(None, (at, bridge.desk.actor, text, _("customer data hidden") if bridge.masked else "")))
    paper.write_list(path, _(table.word), [Column(heading, mm) for heading, mm, _of in columns],
                     ([of(r) for _heading, _mm, of in columns] for r in rows), said=said, zone=bridge.zone)  # fmt: skip
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    bridge.desk.do(RecordExport(form=f"records:{table.id}", purpose=purpose.strip(), rows=len(rows), sha256=digest))
    return len(rows)


# ---- in ----


@dataclasses.dataclass(slots=True)
class RecordPlan(Plan):
    """A file of records: besides the decisions the command of each row, so that one can be left out."""

    entries: dict[int, RecordEntry] = dataclasses.field(default_factory=dict)
    file_name: str = ""
    sha256: str = ""

    def close(self) -> None:
        """Make the one command that takes all in."""
        rows = tuple(self.entries[line] for line in sorted(self.entries))
        facts: FileFacts = file_facts(self, self.file_name, self.sha256)
        self.command = TakeRecords(file=facts, rows=rows) if rows else None

    def leave_out(self, line: int, why: Said | str) -> None:
        """A rule refused this row when it was to be saved: it is refused with that reason."""
        self.entries.pop(line, None)
        reason = why if isinstance(why, Said) else Said(why)
        at = next(n for n, r in enumerate(self.rows) if r.line == line)
        self.put(at, RowPlan(line, "refused", self.rows[at].what, reason))
        self.close()


def read_table(desk: Desk, table: Table, path: Path, stopped: Callable[[], bool] = lambda: False) -> RecordPlan:
    """Read such a list in a process of its own and decide every row (R217); nothing is written yet.

    Raises Refused for a file that is no list of this table.
    """
    table = offered(table, desk)
    sheet = read_rows(path, cancelled=stopped)
    places, rest = _headed(table, sheet.rows)
    plan = RecordPlan(f"records:{table.id}", file_name=path.name, sha256=sheet.sha256)
    reading = _Reading(desk, table)
    for line, raw in rest:
        cells = {name: _typed(raw[at]) if at < len(raw) else "" for name, at in places.items()}
        if not any(cells.values()):
            continue
        what = next((cells[e.id] for e in table.entries if cells.get(e.id)), "") or cells.get(KEY, "")
        try:
            decided, doubts, says, command = reading.decide(cells)
        except Refused as no:
            plan.rows.append(RowPlan(line, "refused", what, no.said))
            continue
        plan.rows.append(RowPlan(line, decided, what, None, doubts, says))
        if command is not None:
            plan.entries[line] = RecordEntry(line=line, new=decided == "added", save=command)
    plan.sort()
    plan.close()
    return plan


def _headed(table: Table, rows: Sequence[tuple[int, tuple[Raw, ...]]]) -> tuple[dict[str, int], Sequence[tuple[int, tuple[Raw, ...]]]]:
    """In which column each field stands, and the rows below the headings."""
    words = {KEY: KEY, **({WHOSE_KEY: WHOSE_KEY, WHOSE: WHOSE} if table.of_customer else {}), **{e.id: e.word for e in table.entries}}
    for n, (_line, cells) in enumerate(rows[:10]):
        heads = [_typed(c) for c in cells]
        places = {name: heads.index(h) for name, word in words.items() for h in (_(word), word) if h in heads}
        if KEY in places and len(places) > 1:
            return places, rows[n + 1 :]
    raise Refused(N_('This is no list of "{table}": its headings are missing. Write it out here first (Ctrl+S).'), table=_(table.word))


def _typed(raw: Raw) -> str:
    """A cell as it would be typed."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat() if raw.time() == dt.time() else f"{raw:%Y-%m-%d %H:%M}"
    return raw.isoformat() if isinstance(raw, dt.date | dt.time) else str(raw).strip()


class _Reading:
    """Decides the rows of one file against what stands in the desk."""

    def __init__(self, desk: Desk, table: Table) -> None:
        self.table = table
        self.records = {str(table.key(r)): r for r in all_rows(table, desk)}
        self.stands = {k: {e.id: safe_text(e.of(r)).strip() for e in table.entries} for k, r in self.records.items()}
        self._customers = {str(c.id): c for c in Whole(desk).ask(CustomerRecords())} if table.of_customer else {}
        self._seen: set[str] = set()

    def decide(self, cells: Cells) -> Decided:
        """Raises Refused with the reason."""
        key = cells.get(KEY, "")
        if not key:
            return self._new(cells)
        if key not in self.records:
            raise Refused(N_("There is no entry with the key {key}."), key=key)
        if key in self._seen:
            raise Refused(N_("The key {key} stands in the file twice."), key=key)
        self._seen.add(key)
        return self._known(self.records[key], self.stands[key], cells)

    def _value(self, entry: Entry, cells: Cells) -> str | None:
        """What a cell states; None for nothing: it is blank, or hidden."""
        typed = cells.get(entry.id, "")
        if not typed or HIDDEN in typed:
            return None
        if not entry.options:
            return typed
        found = next((value for value, word in entry.options if typed in (value, word, _(word))), None)
        if found is None:
            known = "、".join(_(word) for _value, word in entry.options)
            raise Refused(N_('"{text}" is none of: {known}.'), text=typed, known=known)
        return found

    def _known(self, record: Any, stands: Mapping[str, str], cells: Cells) -> Decided:
        values, changed = {e.id: e.of(record) for e in self.table.entries}, {}
        doubts, says = [], []
        for entry in self.table.entries:
            if cells.get(entry.id) == stands[entry.id]:  # also a value that is none of today's choices
                continue
            value = self._value(entry, cells)
            if value is None and HIDDEN in cells.get(entry.id, ""):
                doubts.append(Said(N_("{field} is hidden in the file: it states nothing."), {"field": _(entry.word)}))
            if value is None or value == stands[entry.id]:
                continue
            if entry.only:
                doubts.append(Said(N_("{field} cannot be changed here."), {"field": _(entry.word)}))
                continue
            changed[entry.id] = value
            says.append(Said(N_("{field}: {before} → {after}"), {
                "field": _(entry.word), "before": self._word(entry, stands[entry.id]) or "—", "after": self._word(entry, value)}))  # fmt: skip
        if not changed:
            return "same", tuple(doubts), (), None
        if self.table.change is None or self.table.why_not:
            raise Refused(self.table.why_not or N_("Nothing is changed in this table."))
        return "updated", tuple(doubts), tuple(says), self.table.change(record, values | changed, changed)

    def _word(self, entry: Entry, value: str) -> str:
        return _(word) if (word := dict(entry.options).get(value)) else value

    def _new(self, cells: Cells) -> Decided:
        if self.table.new is None:
            raise Refused(N_("Nothing is added to this table."))
        stated = {e.id: value for e in self.table.entries if (value := self._value(e, cells)) is not None}
        if not stated:
            raise Refused(N_("This row says nothing."))
        near = self._near(cells) if self.table.of_customer else None
        for key, stands in self.stands.items():
            whose = near is None or self.records[key].customer_id == near.id
            if whose and all(stands[e.id] == stated[e.id] for e in self.table.entries if e.id in stated and e.only != "new"):
                return "same", (), (), None
        blank = {e.id: e.options[0][0] if e.options else "" for e in self.table.entries}
        return "added", (), (), self.table.new(near, blank | stated)

    def _near(self, cells: Cells) -> Any:
        """Whose the new row is: by the customer's key, else by a name that only one has."""
        found = [c for k, c in self._customers.items() if k == cells.get(WHOSE_KEY)] or [
            c for c in self._customers.values() if str(c.name) == cells.get(WHOSE)
        ]
        if len(found) != 1:
            raise Refused(N_("Whose is it? {name} is not one customer."), name=cells.get(WHOSE, "") or "—")
        return found[0]
