"""The time clock's list taken in: the same sheet as every list, with its own reading."""

from __future__ import annotations

from pathlib import Path

from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan
from dispatch_console.desk.import_punches import plan_punches
from dispatch_console.paper.reading.punches import read_punches
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.sheets.importing import ImportSheet
from dispatch_console.ui.sheets.worker import Work
from dispatch_console.words import _


class PunchSheet(ImportSheet):
    """File → every person's days with what is known of them → Ctrl+Enter."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.title = _("Time clock in")
        self.which.hide()

    def reading(self, path: Path) -> Work:
        """Read the stamps beside the window."""

        def work(desk: Desk, _tell: object, stopped: object) -> Plan:
            assert callable(stopped)
            sheet = read_punches(path, today=desk.today(), cancelled=stopped)
            return plan_punches(desk, sheet.days, file_name=path.name, sha256=sheet.sha256)

        return work
