"""What a handler is given: the rows of one running transaction, the time, and who does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.store import kept
from dispatch_console.store.insertion import insert
from dispatch_console.store.tables.base import Base, table_of
from dispatch_console.words import N_

V = TypeVar("V")


class Work:
    """One transaction's work. No handler commits; the desk does, or nothing happened."""

    def __init__(self, connection: sa.Connection, now: Moment, actor: str, zone: ZoneInfo) -> None:
        self.connection = connection
        self.now = now
        self.actor = actor
        self.zone = zone
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The ORM's unit of work on the same transaction, made when first asked for."""
        if self._session is None:
            self._session = Session(bind=self.connection, expire_on_commit=False, join_transaction_mode="control_fully")
        return self._session

    def finish(self) -> None:
        """Send what the ORM still holds; called by the desk before it looks at the changes."""
        if self._session is not None:
            self._session.flush()

    def drop(self) -> None:
        """Let go of the ORM's objects."""
        if self._session is not None:
            self._session.expunge_all()
            self._session = None

    def kept(self, name: str, read: Callable[[], V]) -> V:
        """Something read once per open file, until its tables change (store/kept.py)."""
        return kept.kept(self.connection, name, read)

    def add(self, model: type[Base], /, **values: Any) -> int:
        """Insert one row and return its number."""
        return insert(self.connection, model, values)

    def change(self, model: type[Base], row_id: int, /, **values: Any) -> None:
        """Set columns of one row; raises Refused when it is not there."""
        table = table_of(model)
        self.finish()
        done = self.connection.execute(sa.update(table).where(table.c.id == row_id).values(**values))
        if done.rowcount != 1:
            raise Refused(N_("There is no such entry."))

    def all(self, statement: sa.Select[Any], **values: Any) -> list[sa.Row[Any]]:
        """Every row of a select."""
        self.finish()
        return list(self.connection.execute(statement, values))

    def first(self, statement: sa.Select[Any], **values: Any) -> sa.Row[Any] | None:
        """The first row of a select, or None."""
        self.finish()
        return self.connection.execute(statement, values).first()

    def value(self, statement: sa.Select[Any], **values: Any) -> Any:
        """The first value of a select, or None."""
        self.finish()
        return self.connection.execute(statement, values).scalar()
