"""Keeps half-typed forms: soon after a key, at most a second after the first; offered back after a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from dispatch_console.desk.desk import Desk
from dispatch_console.domain.refused import StoreTrouble

REST_MS = 300  # after the last key
MOST_MS = 1000  # after the first


class DraftKeeper(QObject):
    """Keeps what a form holds under the form's own number; `content` gives it, or None when there is nothing."""

    troubled = Signal(str)  # the draft could not be kept; empty when it could again

    def __init__(
        self, desk: Desk, uid: UUID, kind: str, content: Callable[[], dict[str, object] | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self.uid, self.kind, self._content = desk, uid, kind, content
        self._first = QElapsedTimer()
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.keep)
        self._kept = False
        self._over = False

    def typed(self) -> None:
        """A key was pressed in the form."""
        if self._over:
            return
        if not self._first.isValid():
            self._first.start()
        self._rest.start(max(0, min(REST_MS, MOST_MS - self._first.elapsed())))

    def keep(self) -> None:
        """Write the draft now."""
        self._rest.stop()
        self._first.invalidate()
        if self._over:
            return
        content = self._content()
        try:
            if content is None:
                if self._kept:
                    self._desk.drop_draft(self.uid)
                    self._kept = False
            else:
                self._desk.keep_draft(self.uid, self.kind, json.dumps(content, ensure_ascii=False))
                self._kept = True
        except StoreTrouble as trouble:
            self.troubled.emit(str(trouble))
        else:
            self.troubled.emit("")

    def found(self) -> None:
        """The form was filled from a draft that is kept already."""
        self._kept = True

    def flush(self) -> None:
        """Write what is still waiting to be written."""
        if self._rest.isActive():
            self.keep()

    def let_go(self) -> None:
        """The window closes: write what is still waiting, then nothing more."""
        self.flush()
        self._over = True

    def drop(self) -> None:
        """The form was saved: its draft goes."""
        self._rest.stop()
        self._over = True
        if self._kept:
            try:
                self._desk.drop_draft(self.uid)
            except StoreTrouble as trouble:
                self.troubled.emit(str(trouble))


def kept_of(desk: Desk, kind: str) -> list[tuple[UUID, dict[str, object]]]:
    """The half-typed forms of a kind, oldest first; one that cannot be read is left where it is."""
    found: list[tuple[UUID, dict[str, object]]] = []
    for uid, what, content, _at in desk.drafts():
        if what != kind:
            continue
        try:
            read = json.loads(content)
        except ValueError:
            continue
        if isinstance(read, dict):
            found.append((uid, read))
    return found
