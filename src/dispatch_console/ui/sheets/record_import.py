"""A table of the records back in from Excel: what would be new, changed, the same or refused, then all of it at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dispatch_console.ui.band import WayOut
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.sheets.importing import ImportSheet
from dispatch_console.ui.sheets.record_lists import RecordPlan, read_table
from dispatch_console.ui.sheets.record_table import Table
from dispatch_console.ui.sheets.worker import Work
from dispatch_console.words import _


class RecordImport(ImportSheet):
    """File → the equation → rows with reasons → Ctrl+Enter; a row that a rule refuses is named and can be left out."""

    def __init__(self, bridge: Bridge, table: Table, back: Callable[[], None]) -> None:
        super().__init__(bridge)
        self.into, self._back = table, back
        self.title = _("In from Excel: {table}", table=_(table.word))
        self.which.hide()

    def reading(self, path: Path) -> Work:
        """Read the list of this table beside the window."""
        return lambda desk, _tell, stopped: read_table(desk, self.into, path, stopped)

    def _take_in(self, made: object = None) -> None:
        self._copying, self.fact = False, ""
        self._look()
        plan = self.plan
        if not isinstance(plan, RecordPlan) or plan.command is None:
            return
        n = len(plan.entries)
        done = self.do(plan.command, _("{n} rows were taken in.", n=n), self._ways, _("Nothing was taken in. "))
        if done is not None:
            self.go_back()

    def go_back(self) -> None:
        """Esc, or all is taken in: back to the table."""
        self.leave()
        self._back()

    def _ways(self, no: No) -> list[WayOut]:
        """The row that was refused goes to the refused ones; the others can still be taken."""
        values: dict[str, Any] = dict(no.said.values)
        if not isinstance(self.plan, RecordPlan) or "line" not in values:
            return []
        self.plan.leave_out(values["line"], values["why"])
        self.found.show_kind("")
        self._look()
        n = len(self.plan.entries)
        return [WayOut(_("Take the other {n} rows in", n=n), self._take_in)] if n else []
