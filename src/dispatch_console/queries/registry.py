"""How a query is made: a frozen question that declares its role and which tables it reads, and gives frozen rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, dataclass_transform, get_type_hints
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_

if TYPE_CHECKING:
    import sqlalchemy as sa

R = TypeVar("R")


class Query(Generic[R]):
    """A question; its answer is of type R."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer is made from: one read transaction, the time, the desk's zone.

    Questions that the first look at the desk asks, or that are asked at every key, go by `rows` to the driver; they and
    all that they import do without SQLAlchemy, so that they can be answered before it is loaded.
    """

    link: Any  # the driver's connection inside the transaction
    now: Moment
    zone: ZoneInfo
    actor: str
    sql: sa.Connection | None = None  # SQLAlchemy's, once it is there
    tell: Callable[[str], None] = lambda _step: None  # the steps of a long answer, as msgids

    @property
    def connection(self) -> sa.Connection:
        """SQLAlchemy's connection inside the transaction."""
        assert self.sql is not None
        return self.sql

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """Every row of a hot question, as the driver gives it."""
        found: list[tuple[Any, ...]] = self.link.execute(sql, values).fetchall()
        return found

    def all(self, statement: sa.Select[Any], **values: Any) -> list[sa.Row[Any]]:
        """Every row of a select."""
        return list(self.connection.execute(statement, values))

    def first(self, statement: sa.Select[Any], **values: Any) -> sa.Row[Any] | None:
        """The first row, or None."""
        return self.connection.execute(statement, values).first()

    def value(self, statement: sa.Select[Any], **values: Any) -> Any:
        """The first value, or None."""
        return self.connection.execute(statement, values).scalar()


@dataclass(frozen=True, slots=True)
class QuerySpec:
    """What a query declares of itself."""

    name: str
    kind: type
    role: str
    reads: frozenset[str]
    handler: Callable[[Any, Reading], Any]

    @property
    def help(self) -> str:
        """The query's own words."""
        return (self.kind.__doc__ or "").strip()


_declared: dict[type, tuple[str, frozenset[str]]] = {}
_specs: dict[type, QuerySpec] = {}
C = TypeVar("C", bound=type)
H = TypeVar("H", bound=Callable[..., Any])


@dataclass_transform(frozen_default=True, kw_only_default=True)
def query(*, role: str = "dispatcher", reads: tuple[str, ...]) -> Callable[[C], C]:
    """Make a class a query: frozen, by keyword, declared."""

    def make(cls: C) -> C:
        made: C = dataclass(frozen=True, kw_only=True)(cls)  # type: ignore[assignment]
        _declared[made] = (role, frozenset(reads))
        return made

    return make


def answers(handler: H) -> H:
    """Tie the function under a query to it; its first parameter's type says which."""
    first = next(iter(get_type_hints(handler).values()))
    role, reads = _declared[first]
    _specs[first] = QuerySpec(first.__name__, first, role, reads, handler)
    return handler


def spec_of(kind: type) -> QuerySpec:
    """What a query class declared."""
    return _specs[kind]


def all_queries() -> dict[str, QuerySpec]:
    """Every query by name."""
    from dispatch_console import queries

    queries.load()
    return {spec.name: spec for spec in sorted(_specs.values(), key=lambda s: s.name)}


def find_query(name: str) -> QuerySpec:
    """A query by its name; raises Refused naming what is meant instead."""
    known = all_queries()
    if name not in known:
        near = [n for n in known if name.lower() in n.lower()] or list(known)[:5]
        raise Refused(N_("There is no query {name}. Did you mean {near}?"), name=name, near=", ".join(near))
    return known[name]
