"""What the status bar says: how the file is, the day's counts, and what was just done with the key that takes it back."""

from __future__ import annotations

import datetime as dt

from dispatch_console.desk.changes import Changes
from dispatch_console.queries.texts import HolidaysMissing
from dispatch_console.ui.actions import Keys
from dispatch_console.ui.bridge import Bridge, touches
from dispatch_console.ui.frame import Foot
from dispatch_console.ui.keeping import Keeping
from dispatch_console.words import _


class Telling:
    """Gathers the facts of the status bar from those who know them."""

    def __init__(self, foot: Foot, bridge: Bridge, keeping: Keeping, keys: Keys) -> None:
        self._foot, self._bridge, self._keeping, self._keys = foot, bridge, keeping, keys
        self._calls = 0
        self._jobs: dict[str, int] = {}
        self._scanned, self._no_folder = 0, False
        self._year: tuple[dt.date, int] | None = None  # asked on which day, and the year that is missing
        bridge.changed.connect(self._changed)

    def _changed(self, changes: Changes) -> None:
        if touches(changes, frozenset({"calendar_day"})):
            self._year = None
            self.tell()

    def _missing_year(self) -> int:
        """Asked once a day, and when a holiday is put in."""
        today = self._bridge.desk.today()
        if self._year is None or self._year[0] != today:
            self._year = today, self._bridge.ask(HolidaysMissing())
        return self._year[1]

    def count_calls(self, calls: int, missed: int) -> None:
        """So many calls today."""
        self._calls = calls
        self.tell()

    def count_jobs(self, counts: dict[str, int]) -> None:
        """So many jobs of each kind on the board."""
        self._jobs = counts
        self.tell()

    def offer(self, scanned: int, no_folder: bool) -> None:
        """So many new files lie in the folder of the scanner; or it cannot be found."""
        self._scanned, self._no_folder = scanned, no_folder
        self.tell()

    def tell(self) -> None:
        """Say it all again."""
        facts = self._keeping.facts()
        if self._scanned:
            offer = _("Scanned: {n} new  Attach to this job {key}", n=self._scanned, key=self._keys.of("attach_scan"))
            facts.insert(0, ("tray-arrow-down", offer, "accent"))
        elif self._no_folder:
            facts.append(("folder-alert-outline", _("The folder of the scanner is not there"), "text2"))
        if self._bridge.masked:
            hidden = _("Customer data hidden  {key}", key=self._keys.of("hide_customers"))
            facts.insert(0, ("eye-off-outline", hidden, "risk_tx"))
        if self._missing_year():
            missing = _("Holidays of {year} are missing  {key}", year=self._missing_year(), key=self._keys.of("upkeep"))
            facts.append(("calendar-alert", missing, "risk_tx"))
        right = _("Today {calls} calls · {open} open · {late} late", calls=self._calls, open=self._jobs.get("all", 0),
                  late=self._jobs.get("late", 0))  # fmt: skip
        self._foot.tell(tuple(facts), f"{right}      {self._bridge.desk.actor}")

    def done(self, words: str) -> None:
        """Say what was done, with the key that takes it back."""
        undo = "" if self._bridge.desk.why_not_undo() else f"  {_('Undo')} {self._keys.of('undo')}"
        self._foot.say(words + undo)
