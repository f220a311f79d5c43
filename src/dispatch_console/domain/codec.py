"""Turns commands, queries, rows and drafts into JSON and back: one way for the command line, the audit and the drafts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import functools
import hashlib
import json
import types
import typing
from typing import Any, TypeVar, Union
from uuid import UUID

from dispatch_console.domain import moment
from dispatch_console.domain.masked import PathText
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_, Said

T = TypeVar("T")


def plain(value: Any) -> Any:
    """Turn a value into what JSON knows: moments as UTC text, enums as their value, dataclasses as objects.

    Of bytes only size and sha256 are told, of the path of a file from outside only the file's name.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, PathText):
        return value.name
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dt.datetime):
        return moment.stored(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Said):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, bytes):
        return {"sha256": hashlib.sha256(value).hexdigest(), "size": len(value)}
    raise TypeError(type(value).__name__)


def dumps(value: Any) -> str:
    """One line of JSON with keys in order, so that equal values give equal text."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@functools.cache
def hints(kind: type) -> dict[str, Any]:
    """The field types of a dataclass, resolved once."""
    return typing.get_type_hints(kind)


def build(kind: Any, value: Any, where: str = "") -> Any:
    """Make a value of the wanted type out of plain JSON; raises Refused naming the field that does not fit."""
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        options = typing.get_args(kind)
        if value is None and type(None) in options:
            return None
        for option in options:
            if option is not type(None):
                return build(option, value, where)
    if kind is Any:
        return value
    try:
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            return _build_dataclass(kind, value)
        if origin in (tuple, frozenset, list):
            inner = typing.get_args(kind)[0]
            items = [build(inner, item, where) for item in value]
            return origin(items)
        if origin is dict:
            inner = typing.get_args(kind)[1]
            return {k: build(inner, v, where) for k, v in value.items()}
        return _build_simple(kind, value)
    except (ValueError, TypeError) as wrong:
        raise Refused(
            N_('"{value}" does not fit the field {field}.'), value=value, field=where or str(kind)
        ) from wrong


def _build_simple(kind: Any, value: Any) -> Any:
    if kind is dt.datetime:
        return moment.moment(value) if isinstance(value, dt.datetime) else moment.parse_moment(value)
    if kind is dt.date:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    if kind is UUID:
        return value if isinstance(value, UUID) else UUID(value)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind(value)
    if kind is bool:
        if not isinstance(value, bool):
            raise TypeError
        return value
    if kind is int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError
        return value
    if isinstance(kind, type) and issubclass(kind, str):
        if not isinstance(value, str):
            raise TypeError
        return kind(value)
    if kind is float:
        return float(value)
    raise TypeError(kind)


def _build_dataclass(kind: type[T], value: Any) -> T:
    if isinstance(value, kind):
        return value
    if not isinstance(value, dict):
        raise TypeError
    known = {f.name: f for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(value) - set(known))
    if unknown:
        raise Refused(N_("There is no field {field} here. Known: {known}."), field=unknown[0], known=", ".join(known))
    missing = [
        name
        for name, f in known.items()
        if name not in value and f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise Refused(N_("The field {field} is missing."), field=missing[0])
    types_ = hints(kind)  # type: ignore[arg-type]
    return kind(**{name: build(types_[name], given, name) for name, given in value.items()})
