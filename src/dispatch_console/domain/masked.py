"""Phone numbers, names and addresses that know how to show themselves half hidden when visitors look on."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, TypeVar

from dispatch_console.domain import phones

_PLACE = re.compile(r"^.{0,12}?(?:新区|[区县])")
_ORGANISATION = re.compile(
    r"(?:公司|集团|中心|学校|小学|中学|医院|银行|事务所|工厂|门诊|幼儿园|站|店|局|厂|社|馆)"
)

Row = TypeVar("Row")


class Secret(str):
    """Text about a customer; shown whole only to those who may see it (R218)."""

    __slots__ = ()

    @property
    def masked(self) -> str:
        """The text with what is private hidden."""
        return "*" * min(len(self), 6)


class PhoneText(Secret):
    """A telephone number: 139 **** 4420 when hidden."""

    __slots__ = ()

    @property
    def masked(self) -> str:
        """The number with its middle hidden."""
        return phones.masked(phones.parse(str(self))) if self else ""

    @property
    def shown(self) -> str:
        """The number grouped for the eye."""
        return phones.shown(phones.parse(str(self))) if self else ""


class NameText(Secret):
    """A person's or organisation's name: the surname, or the first two characters of a firm, when hidden."""

    __slots__ = ()

    @property
    def masked(self) -> str:
        """The name with all but its beginning hidden."""
        keep = 2 if len(self) > 4 or _ORGANISATION.search(self) else 1
        return self[:keep] + "**" if self else ""


class AddressText(Secret):
    """An address: only the district when hidden."""

    __slots__ = ()

    @property
    def masked(self) -> str:
        """The address down to its district."""
        if not self:
            return ""
        found = _PLACE.match(self)
        return (found.group(0) if found else self[:2]) + "***"


class PathText(Secret):
    """Where a file from outside lies; only its name is ever written down."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The file's own name, without the folders."""
        return self.replace("\\", "/").rpartition("/")[2]


def mask(value: Any) -> Any:
    """Hide what is private in a value, a row, or a tuple or list of them; all else is given back as it is."""
    if isinstance(value, Secret):
        return type(value)(value.masked)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return mask_row(value)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(mask(v) for v in value)
    if isinstance(value, list):
        return [mask(v) for v in value]
    return value


def mask_row(row: Row) -> Row:
    """A copy of a frozen row with every phone number, name and address in it hidden (R218).

    Raises TypeError for what is no dataclass instance.
    """
    if not dataclasses.is_dataclass(row) or isinstance(row, type):
        raise TypeError(type(row).__name__)
    changed: dict[str, Any] = {}
    for part in dataclasses.fields(row):
        old = getattr(row, part.name)
        new = mask(old)
        if new != old:
            changed[part.name] = new
    return dataclasses.replace(row, **changed) if changed else row
