"""Keeps the file safe by itself: copies on opening, every hour, on closing and before an import; and says truthfully how it is."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dispatch_console.desk import backups, check, opening
from dispatch_console.desk.backups import Backup
from dispatch_console.desk.changes import Changes
from dispatch_console.desk.check import Findings
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.queries.office import AuditTrail
from dispatch_console.ui.actions import Keys
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.sheets.worker import Worker
from dispatch_console.words import _

EVERY = dt.timedelta(minutes=60)
TOO_OLD = dt.timedelta(days=1)
LITTLE_DISK = 500 * 1024 * 1024
TAIL = 200  # entries of the audit that every opening looks at
Fact = tuple[str, str, str]  # sign, words, colour


class Keeping(QObject):
    """What the status bar knows of the file; the work itself is done by workers with a desk of their own."""

    told = Signal()  # something to say has changed
    said = Signal(str)  # a sentence for some seconds
    checked = Signal(object)  # Findings of a whole check, or the sentence why there are none

    def __init__(self, bridge: Bridge, keys: Keys) -> None:
        super().__init__(bridge)
        self.bridge, self.keys = bridge, keys
        self.folder = bridge.desk.store.path.parent
        self.sample = self._is_sample()
        self.last: Moment | None = backups.last_taken(self.folder)
        self.trouble = ""
        self.tail: Findings | None = None
        self.tail_at: Moment | None = None
        self.changed = self._changed_since_last()
        self._copying = False
        self.begun = False
        self.free = self._free_disk()
        bridge.changed.connect(self._note_change)
        bridge.minute.connect(self._minute)

    # ---- what is true now ----

    def _is_sample(self) -> bool:
        try:
            return opening.read_card(self.folder).sample
        except StoreTrouble:
            return False

    def _changed_since_last(self) -> bool:
        entries = self.bridge.desk.ask(AuditTrail(limit=1))
        return bool(entries) and (self.last is None or entries[0].at > self.last)

    def _free_disk(self) -> int:
        try:
            return shutil.disk_usage(self.folder).free
        except OSError:
            return LITTLE_DISK

    def _note_change(self, changes: Changes) -> None:
        self.changed = True

    @property
    def busy(self) -> bool:
        """Whether a copy is being taken."""
        return self._copying

    def facts(self) -> list[Fact]:
        """What the status bar says of the file, what needs a person first."""
        found: list[Fact] = []
        if self.sample:
            found.append(("flask-outline", _("Sample"), "risk_tx"))
        found.append(self._backup_fact())
        if self.free < LITTLE_DISK:
            found.append(("harddisk", _("Disk nearly full: {n} MB free", n=self.free // (1024 * 1024)), "risk_tx"))
        found.append(("database-check", _("Database on this machine · encrypted"), "text2"))
        if self.tail is not None and self.tail_at is not None:
            found.append(self._tail_fact(self.tail, self.tail_at))
        found.append(("cloud-off-outline", _("Works offline"), "text2"))
        return found

    def _backup_fact(self) -> Fact:
        key = self.keys.of("backup")
        if self._copying:
            return ("history", _("Backing up …"), "text2")
        if self.trouble:
            return ("alert", _("No backup: {why}  Again {key}", why=self.trouble, key=key), "risk_tx")
        if self.last is None:
            return ("alert", _("No backup yet  Back up now {key}", key=key), "risk_tx")
        age = max(dt.timedelta(0), self.bridge.now - self.last)
        at = self.last.astimezone(self.bridge.zone)
        if age > TOO_OLD:
            return ("alert", _("Last backup {n} d ago  Back up now {key}", n=age.days, key=key), "risk_tx")
        minutes = int(age.total_seconds() // 60)
        told = _("just now") if minutes < 1 else _("{n} min ago", n=minutes) if minutes < 60 else _("{n} h ago", n=minutes // 60)
        return ("history", _("Backup {time} ({age})", time=f"{at:%H:%M}", age=told), "text2")

    def _tail_fact(self, tail: Findings, at: Moment) -> Fact:
        if not tail.clean:
            return ("shield-alert", _("Audit chain broken  Check the file {key}", key=self.keys.of("check_file")), "risk_tx")
        n = tail.looked_at["audit_entries"]
        return ("shield-check", _("Audit: last {n} entries checked {time}", n=n, time=f"{at.astimezone(self.bridge.zone):%H:%M}"), "text2")

    # ---- doing it ----

    def begin(self) -> None:
        """The desk is open and painted: look at the newest entries, copy when the last copy is older than a day."""
        self.begun = True
        self._work(lambda desk: check.check_tail(desk, TAIL), self._tail_seen, self.said.emit)
        if self.last is None or self.bridge.now - self.last > TOO_OLD:
            self.copy()

    def _tail_seen(self, found: Findings) -> None:
        self.tail, self.tail_at = found, self.bridge.now
        self.told.emit()

    def _minute(self, now: Moment) -> None:
        self.free = self._free_disk()
        self.last = backups.last_taken(self.folder)
        if self.changed and (self.last is None or now - self.last >= EVERY) and not self.trouble:
            self.copy()

    def copy(self, loud: bool = False) -> None:
        """Take a copy beside the window; one at a time."""
        if self._copying:
            return
        self._copying, self.trouble, self.changed = True, "", False
        folder = self.folder
        self._work(lambda desk: backups.take(desk, folder), self._copied if not loud else self._copied_and_say, self._not_copied)
        self.told.emit()

    def copy_now(self) -> None:
        """Asked for: what was done is also said."""
        self.said.emit(_("Backing up …"))
        self.copy(loud=True)

    def _copied(self, made: Backup) -> None:
        self._copying, self.last = False, backups.last_taken(self.folder)
        self.told.emit()

    def _copied_and_say(self, made: Backup) -> None:
        self._copied(made)
        self.said.emit(_("Backed up and checked: {file}, {n} MB", file=made.path.name, n=f"{made.size / 1e6:.1f}"))

    def _not_copied(self, why: str) -> None:
        self._copying, self.trouble, self.changed = False, why, True
        self.told.emit()

    def check_file(self) -> None:
        """Look at the whole file beside the window; the findings come by `checked`."""
        self._work(check.check, self.checked.emit, self.checked.emit)

    def _work(self, work: Callable[[Desk], object], given: Callable[..., None], failed: Callable[[str], None]) -> None:
        worker = Worker(self.bridge.desk, lambda desk, _tell, _stopped: work(desk))
        worker.given.connect(given)
        worker.failed.connect(failed)
        worker.start()

    # ---- the end ----

    def copy_before_end(self) -> bool:
        """Whether a copy is being taken that the window should wait for; one that is due begins now."""
        if self.begun and self.changed and not self._copying:
            self.copy()
        return self._copying

    def close(self) -> None:
        """The window is away: what changed since the last copy is copied, and nothing is left running."""
        if self.changed and not self._copying:
            self.copy()
        self.wait()

    def wait(self) -> None:
        """Until no worker runs any more."""
        Worker.wait_for_all()


__all__ = ["Fact", "Keeping"]
