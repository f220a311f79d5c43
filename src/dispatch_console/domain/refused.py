"""The three kinds of "no": an answer, the world, a bug. The first two stand here."""

from __future__ import annotations

from typing import Any

from dispatch_console.words import Said


class Refused(Exception):
    """An answer: not done, for a reason that is said calmly in place; the form stays as it is."""

    def __init__(self, msgid: str, /, **values: Any) -> None:
        super().__init__(msgid)
        self.said = Said(msgid, values)

    def __str__(self) -> str:
        return str(self.said)


class StoreTrouble(Exception):
    """The world: disk full, file locked, damage. Nothing was changed; it may be tried again.

    busy tells that another program holds the lock just now.
    """

    def __init__(self, msgid: str, /, *, busy: bool = False, **values: Any) -> None:
        super().__init__(msgid)
        self.busy = busy
        self.said = Said(msgid, values)

    def __str__(self) -> str:
        return str(self.said)
