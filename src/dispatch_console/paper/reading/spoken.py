"""How the process that opens a foreign file and the desk speak with each other: lines of JSON, cells as they are."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

Raw = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


def _told(value: object) -> object:
    if isinstance(value, dt.datetime):
        return {"at": value.isoformat()}
    if isinstance(value, dt.date):
        return {"on": value.isoformat()}
    if isinstance(value, dt.time):
        return {"time": value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"seconds": value.total_seconds()}
    return str(value)


_encode = json.JSONEncoder(default=_told, ensure_ascii=False, check_circular=False).encode


def line_of(what: dict[str, Any]) -> bytes:
    """One line; what no file may carry (lone surrogates) becomes a question mark."""
    return _encode(what).encode("utf-8", "replace") + b"\n"


def said_in(line: bytes) -> dict[str, Any] | None:
    """What a line says, with its days and times; None for half a line of a process that died."""
    try:
        said = json.loads(line, object_hook=_heard, parse_constant=str)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _heard(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        if "at" in found:
            return dt.datetime.fromisoformat(found["at"])
        if "on" in found:
            return dt.date.fromisoformat(found["on"])
        if "time" in found:
            return dt.time.fromisoformat(found["time"])
        if "seconds" in found:
            return dt.timedelta(seconds=found["seconds"])
    return found
