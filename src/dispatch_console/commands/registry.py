"""How a command is made: a frozen verb and noun that declares its role, its undo and its requirement."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform, get_type_hints
from uuid import UUID, uuid4

from dispatch_console.commands.work import Work
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_


class Role(enum.StrEnum):
    """Who may do or ask it (R234)."""

    DISPATCHER = "dispatcher"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Undo:
    """Whether a command can be taken back by a key, and if not, why."""

    possible: bool
    why_not: str = ""


UNDO = Undo(True)
TOLD = Undo(False, N_("Somebody outside was told. Correct it by a new entry."))
PRINTED = Undo(False, N_("It is on paper. Void the paper instead."))
EXPORTED = Undo(False, N_("A file has left the desk. Correct it by a new entry."))
CLOSED = Undo(False, N_("The day is closed. Correct it by a new entry."))
SEEDED = Undo(False, N_("This is how the desk was set up."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What every command carries: the gesture's own number, so that doing it twice changes nothing."""

    uid: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """What a command declares of itself."""

    name: str
    kind: type[Command]
    role: Role
    undo: Undo
    requirement: str
    handler: Callable[[Any, Work], Any]

    @property
    def help(self) -> str:
        """The command's own words."""
        return (self.kind.__doc__ or "").strip()


_declared: dict[type, tuple[Role, Undo, str]] = {}
_specs: dict[type, CommandSpec] = {}
C = TypeVar("C", bound=type)
H = TypeVar("H", bound=Callable[..., Any])


@dataclass_transform(frozen_default=True, kw_only_default=True)
def command(*, role: Role = Role.DISPATCHER, undo: Undo, requirement: str) -> Callable[[C], C]:
    """Make a class a command: frozen, by keyword, declared."""

    def make(cls: C) -> C:
        made: C = dataclass(frozen=True, slots=True, kw_only=True)(cls)  # type: ignore[assignment]
        _declared[made] = (role, undo, requirement)
        return made

    return make


def does(handler: H) -> H:
    """Tie the function under a command to it; its first parameter's type says which."""
    first = next(iter(get_type_hints(handler).values()))
    role, undo, requirement = _declared[first]
    _specs[first] = CommandSpec(first.__name__, first, role, undo, requirement, handler)
    return handler


def spec_of(kind: type) -> CommandSpec:
    """What a command class declared; raises KeyError for a class without a handler."""
    return _specs[kind]


def all_commands() -> dict[str, CommandSpec]:
    """Every command by name."""
    from dispatch_console import commands

    commands.load()
    return {spec.name: spec for spec in sorted(_specs.values(), key=lambda s: s.name)}


def find_command(name: str) -> CommandSpec:
    """A command by its name; raises Refused naming what is meant instead."""
    known = all_commands()
    if name not in known:
        near = [n for n in known if name.lower() in n.lower()] or list(known)[:5]
        raise Refused(N_("There is no command {name}. Did you mean {near}?"), name=name, near=", ".join(near))
    return known[name]
