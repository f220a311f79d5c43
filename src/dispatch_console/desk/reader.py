"""A desk as far as it can be asked: what every opening begins with, before anything can be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import Clock
from dispatch_console.queries.registry import Query, Reading, spec_of
from dispatch_console.store.link import world

R = TypeVar("R")


class Reader:
    """Answers questions from one held connection that cannot write. The whole desk is one too."""

    whole = False  # whether it also does (desk.Desk)

    def __init__(self, link: Any, clock: Clock, actor: str, zone: ZoneInfo) -> None:
        self._link = link
        self.clock = clock
        self.actor = actor
        self.zone = zone

    def ask(self, question: Query[R], tell: Callable[[str], None] | None = None) -> R:
        """Answer a question from one read transaction that cannot write; a long answer tells its steps.

        What tell raises stops it.
        """
        with self._reading() as reading:
            if tell is not None:
                reading = replace(reading, tell=tell)
            answer: R = spec_of(type(question)).handler(question, reading)
        return answer

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with world():
            self._link.execute("BEGIN DEFERRED")
            try:
                yield Reading(self._link, self.clock(), self.zone, self.actor)
            finally:
                if self._link.in_transaction:
                    self._link.execute("COMMIT")

    def today(self) -> dt.date:
        """The desk's local day."""
        return self.clock().astimezone(self.zone).date()

    def close(self) -> None:
        """Let go of the file."""
        self._link.close()
