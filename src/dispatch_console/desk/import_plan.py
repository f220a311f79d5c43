"""What every import shares: the rows as they were read, the decision on each, and the equation that must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from dispatch_console.commands.imports import FileFacts
from dispatch_console.commands.registry import Command
from dispatch_console.words import N_, Said

UNDECIDED = N_("Whose call is it? Choose, or it is not taken in.")
LEFT_OUT = N_("You left this row out.")
MASKED, CHOSEN = N_("masked: says nothing"), N_("chosen by you")


class SourceRow(Protocol):
    """A row as the paper floor read it."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def cells(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def unread(self) -> Mapping[str, Said]: ...  # noqa: D102
    @property
    def doubts(self) -> Mapping[str, Said]: ...  # noqa: D102
    @property
    def other(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def nth(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whose a row may be: a customer with the reason, or a new one (no number)."""

    customer_id: int | None
    name: str
    place: str = ""
    reason: Said | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a row that is here already: as it was printed, as it came back, as it stands now.

    `takes` says which counts: "back", "present", or "" while both were changed and nobody chose. `verdict` says why.
    """

    field: str
    printed: str | None
    back: str
    present: str
    takes: str
    verdict: Said


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one row: added, updated, same or refused, and why; says is what changes, field by field.

    `meant` is what it would be when it is taken; `entry` what the command is given for it.
    """

    line: int
    decision: str
    what: str
    reason: Said | None = None
    doubts: tuple[Said, ...] = ()
    says: tuple[Said, ...] = ()
    shown: tuple[str, str, str] = ("", "", "")  # machine, fault, time
    meant: str = ""
    entry: Any = None
    candidates: tuple[Candidate, ...] = ()
    chosen: int | None = None  # which of the candidates
    changes: tuple[Change, ...] = ()
    source: SourceRow | None = None

    @property
    def open_changes(self) -> bool:
        """Whether a value was changed on both sides and nobody said which counts."""
        return any(not c.takes for c in self.changes)

    @property
    def undecided(self) -> bool:
        """Whether the row waits for a hand: whose it is, or which value counts."""
        return self.decision == "refused" and bool((self.candidates and self.chosen is None) or self.open_changes)


Chooser = Callable[["Plan", RowPlan, Candidate], RowPlan]
Maker = Callable[["Plan", Sequence[Any]], Command | None]


@dataclass(slots=True)
class Plan:
    """The whole file: rows with their decisions, and the command that carries it out.

    A plan whose rows can be taken one by one has a `maker`; its command is made of the rows that are taken.
    """

    form: str
    rows: list[RowPlan] = field(default_factory=list)
    command: Command | None = None
    file_name: str = ""
    sha256: str = ""
    maker: Maker | None = None
    chooser: Chooser | None = None
    order: list[int] = field(default_factory=list)  # the rows by how much they want a look
    tally: Counter[str] = field(default_factory=Counter)  # kept from `sort` on: by decision, and what waits or is doubtful
    said: frozenset[int] = frozenset()  # which of the three columns `shown` any row fills
    deepest: tuple[int, int] = (0, 0)  # the most candidates and the most changes of one row

    def count(self, decision: str) -> int:
        """How many rows were decided so."""
        return self.tally[decision] if self.tally else sum(1 for r in self.rows if r.decision == decision)

    @property
    def summary(self) -> dict[str, int]:
        """read = added + updated + same + refused."""
        return {"read": len(self.rows)} | {d: self.count(d) for d in ("added", "updated", "same", "refused")}

    def sort(self) -> None:
        """All rows are here: what asks first, then what is refused or doubtful, then the others; each by its line.

        They are counted, too; from now on a row that is decided otherwise changes the count, however many there are.
        """
        self.tally = Counter()
        for row in self.rows:
            self.tally.update(_counted_as(row))
        self.said = frozenset(n for n in range(3) if any(r.shown[n] for r in self.rows))
        self.deepest = (max((len(r.candidates) for r in self.rows), default=0), max((len(r.changes) for r in self.rows), default=0))
        first = {"refused": 0, "updated": 1, "added": 2, "same": 3}

        def need(n: int) -> tuple[bool, bool, int, int]:
            row = self.rows[n]
            return not row.undecided, not (row.reason or row.doubts), first[row.decision], row.line

        self.order = sorted(range(len(self.rows)), key=need)

    @property
    def choosable(self) -> bool:
        """Whether single rows can be taken or left."""
        return self.maker is not None

    def close(self) -> None:
        """Make the command anew of what is taken; a maker may still put a row aside that rests on one left out."""
        if self.maker is not None:
            taken = [r.entry for r in self.rows if r.decision in ("added", "updated")]
            self.command = self.maker(self, taken) if taken else None

    def put(self, at: int, row: RowPlan) -> None:
        """A row is decided otherwise."""
        if self.tally:
            self.tally.subtract(_counted_as(self.rows[at]))
            self.tally.update(_counted_as(row))
        self.rows[at] = row

    def take(self, at: int, taken: bool) -> None:
        """Take a row or leave it out; one that a rule refuses or that waits for a choice stays as it is."""
        row = self.rows[at]
        if taken and row.decision == "refused" and row.meant and not row.undecided:
            self.put(at, replace(row, decision=row.meant, reason=None))
        elif not taken and row.decision in ("added", "updated"):
            self.put(at, replace(row, decision="refused", reason=Said(LEFT_OUT)))

    def choose(self, at: int, which: int | None) -> None:
        """Whose this row is: one of its candidates; None leaves it undecided, and so not taken."""
        row = self.rows[at]
        if which is None:
            self.put(at, replace(row, chosen=None, decision="refused", reason=Said(UNDECIDED), entry=None))
        elif self.chooser is not None and which < len(row.candidates):
            self.put(at, replace(self.chooser(self, row, row.candidates[which]), candidates=row.candidates, chosen=which))

    def settle(self, at: int, field_name: str, takes: str) -> None:
        """Which value counts, the one that came back or the present one."""
        row = self.rows[at]
        changes = tuple(replace(c, takes=takes, verdict=Said(CHOSEN)) if c.field == field_name else c for c in row.changes)
        row = replace(row, changes=changes)
        if not row.open_changes and row.meant and row.decision == "refused":
            row = replace(row, decision=row.meant, reason=None)
        self.put(at, row)


def _counted_as(row: RowPlan) -> list[str]:
    return [row.decision, *(["open"] if row.undecided else ()), *(["doubtful"] if row.doubts else ())]


def text_of(row: SourceRow, name: str) -> str:
    """A cell of a field as text; empty when there is none."""
    value = row.cells.get(name, "")
    return str(value).strip() if value is not None else ""


def other_of(row: SourceRow, *headings: str) -> str:
    """A cell that no field asked for, by a word of its heading."""
    for heading, text in row.other.items():
        if any(h in heading for h in headings):
            return text.strip()
    return ""


def key_of(row: SourceRow) -> str:
    """By what the row is known when it comes again: its cells, and which of its equals it is."""
    return f"{row.key}#{row.nth}"


def file_facts(plan: Plan, file_name: str, sha256: str) -> FileFacts:
    """Which file it was and what became of its rows."""
    return FileFacts(
        form=plan.form, file_name=file_name, sha256=sha256, read=len(plan.rows), same=plan.count("same"),
        refused=plan.count("refused"),
    )  # fmt: skip
