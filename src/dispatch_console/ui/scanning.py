"""Watches the folder into which the scanner writes: what is new there is offered quietly, and put away once it is attached."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from dispatch_console.desk.changes import Changes
from dispatch_console.domain.attachments import FOLDER_SETTING
from dispatch_console.queries.office import Settings
from dispatch_console.ui.bridge import Bridge, touches
from dispatch_console.ui.sheets.worker import Beside
from dispatch_console.words import _

EVERY_MS = 5_000
NEW_FOR = 24 * 3600  # seconds: what lies there longer is no news
MOST = 20  # files offered at once
MOST_LOOKED_AT = 5_000
Seen = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


def put_away(path: Path) -> Path:
    """Move an attached file into a folder beside it, under a name that is free there; gives where it lies now."""
    home = path.parent / _("attached")
    home.mkdir(exist_ok=True)
    target, n = home / path.name, 1
    while target.exists():
        n += 1
        target = home / f"{path.stem}-{n}{path.suffix}"
    return path.rename(target)


class Glance(Beside):
    """One look into the folder, beside the window: a folder on a sleeping disk or a slow net holds nobody up."""

    found = Signal(object)  # path -> Seen, or None when there is no such folder

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def run(self) -> None:
        """Qt: the look itself."""
        try:
            with os.scandir(self._folder) as entries:
                looked = [e for _n, e in zip(range(MOST_LOOKED_AT), entries, strict=False)]
            known = {Path(e.path): e.stat() for e in looked if e.is_file() and not e.name.startswith((".", "~"))}
        except OSError:
            self.found.emit(None)
        else:
            self.found.emit({path: (s.st_size, s.st_mtime_ns) for path, s in known.items()})


class ScanFolder(QObject):
    """Tells by `changed` that there is something else to offer; a file counts when it did not grow between two looks."""

    changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self.offered: tuple[Path, ...] = ()
        self.lost = False
        self._folder: str | None = None
        self._before: dict[Path, Seen] = {}
        self._taken: set[tuple[Path, Seen]] = set()
        self._glance: Glance | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        bridge.changed.connect(self._changed)

    @property
    def folder(self) -> str:
        """The folder of the setting; empty when nothing is watched."""
        if self._folder is None:
            self._folder = self._bridge.ask(Settings()).get(FOLDER_SETTING, "").strip()
        return self._folder

    def look(self) -> None:
        """Look once, unless the last look is not back yet."""
        if self._glance is not None or not self._bridge.open:
            return
        if not self.folder:
            self._offer((), False)
            return
        self._glance = Glance(Path(self.folder).expanduser())
        self._glance.found.connect(self._found)
        self._glance.start()

    def _found(self, known: dict[Path, Seen] | None) -> None:
        self._glance = None
        now = {} if known is None else known
        since = self._bridge.now.timestamp() - NEW_FOR
        fresh = [
            (changed, path) for path, (size, changed) in now.items()
            if size and self._before.get(path) == (size, changed) and changed / 1e9 >= since
            and (path, (size, changed)) not in self._taken
        ]  # fmt: skip
        self._before = now
        self._offer(tuple(path for _changed, path in sorted(fresh)[:MOST]), known is None)

    def take(self) -> tuple[Path, ...]:
        """What is offered now; it is not offered again."""
        taken = self.offered
        self._taken |= {(path, self._before[path]) for path in taken if path in self._before}
        self._offer((), self.lost)
        return taken

    def _offer(self, offered: tuple[Path, ...], lost: bool) -> None:
        if (offered, lost) != (self.offered, self.lost):
            self.offered, self.lost = offered, lost
            self.changed.emit()

    def _changed(self, changes: Changes) -> None:
        if touches(changes, frozenset({"setting"})):
            self._folder = None

    def let_go(self) -> None:
        """The window closes."""
        self._timer.stop()
