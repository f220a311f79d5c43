"""What every import shares: the rows as they were read, the decision on each, and the equation that must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from dispatch_console.commands.imports import FileFacts
from dispatch_console.commands.registry import Command
from dispatch_console.words import Said


class SourceRow(Protocol):
    """A row as the paper floor read it."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def cells(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def unread(self) -> Mapping[str, Said]: ...  # noqa: D102
    @property
    def other(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def nth(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one row: added, updated, same or refused, and why; says is what changes, field by field."""

    line: int
    decision: str
    what: str
    reason: Said | None = None
    doubts: tuple[Said, ...] = ()
    says: tuple[Said, ...] = ()


@dataclass(slots=True)
class Plan:
    """The whole file: rows with their decisions, and the command that carries it out."""

    form: str
    rows: list[RowPlan] = field(default_factory=list)
    command: Command | None = None

    def count(self, decision: str) -> int:
        """How many rows were decided so."""
        return sum(1 for r in self.rows if r.decision == decision)

    @property
    def summary(self) -> dict[str, int]:
        """read = added + updated + same + refused."""
        return {"read": len(self.rows)} | {d: self.count(d) for d in ("added", "updated", "same", "refused")}


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
