"""How a moment, a UUID and a list of words lie in the file; SQLite would drop a zone without a word."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import UUID

from sqlalchemy import String, TypeDecorator

from dispatch_console.domain import moment


class MomentText(TypeDecorator[dt.datetime]):
    """A Moment kept as UTC text of fixed width; refuses values without a zone."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> str | None:
        """Python to file."""
        return None if value is None else moment.stored(value)

    def process_result_value(self, value: str | None, dialect: Any) -> dt.datetime | None:
        """File to Python."""
        return None if value is None else moment.from_stored(value)


class UuidText(TypeDecorator[UUID]):
    """A UUID kept as its usual text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: UUID | str | None, dialect: Any) -> str | None:
        """Python to file."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Any) -> UUID | None:
        """File to Python."""
        return None if value is None else UUID(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """A short list of words kept as JSON text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | list[str] | None, dialect: Any) -> str | None:
        """Python to file."""
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Any) -> tuple[str, ...] | None:
        """File to Python."""
        return None if value is None else tuple(json.loads(value))
