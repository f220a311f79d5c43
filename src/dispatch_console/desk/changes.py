"""What a command changed, as the screens need to know it: which rows of which tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows by table and number; a screen asks again only when its query reads one of these tables."""

    rows: frozenset[tuple[str, int]]

    @property
    def tables(self) -> frozenset[str]:
        """The tables touched."""
        return frozenset(table for table, _ in self.rows)

    def touches(self, tables: frozenset[str]) -> bool:
        """Whether any of these tables was touched."""
        return not self.tables.isdisjoint(tables)


@dataclass(frozen=True, slots=True)
class Done:
    """The desk's answer to a command."""

    result: object
    changes: Changes
    audit_id: int
    again: bool = False  # the same gesture was done before; nothing was changed now
