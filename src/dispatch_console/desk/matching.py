"""What the desk knows when a list comes in: customers by number, name and code, machines, staff, rows seen before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from dispatch_console.domain.names import simplified


@dataclass(frozen=True, slots=True)
class Known:
    """Who a row is about: a customer's row, or only the name that stands there."""

    row_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that is known."""

    row_id: int
    model: str
    full: str
    serial: str


@dataclass(frozen=True, slots=True)
class Office:
    """Everything looked up while an import is decided, read once."""

    name_of: Mapping[int, str]
    by_name: Mapping[str, tuple[int, ...]]
    by_number: Mapping[str, tuple[int, ...]]
    code: Mapping[str, int]
    machines: Mapping[int, tuple[Machine, ...]]
    open_job: Mapping[int, int]
    staff: Mapping[str, int]
    staff_codes: frozenset[str]
    keys: frozenset[str]
    place_of: Mapping[int, str] = field(default_factory=dict)
    _sorted: list[str] = field(default_factory=list)
    _begins: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _near: dict[str, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)
    _letters: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: sa.Connection, form: str) -> Office:
        """Read it all in the running transaction."""
        name_of: dict[int, str] = {}
        by_name: dict[str, tuple[int, ...]] = {}
        code: dict[str, int] = {}
        for row_id, name, number in connection.exec_driver_sql(
            "SELECT id,name,code FROM customer WHERE merged_into_id IS NULL"
        ):
            name_of[row_id] = name
            plain = plain_of(name)
            by_name[plain] = (*by_name.get(plain, ()), row_id)
            if number:
                code[number] = row_id
        by_number: dict[str, tuple[int, ...]] = {}
        for digits, customer_id in connection.exec_driver_sql("SELECT digits,customer_id FROM phone_number"):
            if customer_id not in by_number.get(digits, ()):
                by_number[digits] = (*by_number.get(digits, ()), customer_id)
        machines: dict[int, tuple[Machine, ...]] = {}
        for row_id, customer_id, brand, model, serial in connection.exec_driver_sql(
            "SELECT id,customer_id,brand,model,serial FROM machine"
        ):
            line = Machine(row_id, model, f"{brand} {model}".strip(), serial)
            machines[customer_id] = (*machines.get(customer_id, ()), line)
        people = connection.exec_driver_sql("SELECT id,name,code,role FROM person").fetchall()
        jobs = connection.exec_driver_sql(
            "SELECT customer_id,max(id) FROM job WHERE is_open=1 AND customer_id IS NOT NULL GROUP BY customer_id"
        ).fetchall()
        seen = connection.exec_driver_sql("SELECT row_key FROM import_row WHERE form=?", (form,)).fetchall()
        return cls(
            name_of, by_name, by_number, code, machines, dict(jobs),
            {p[1]: p[0] for p in people if p[3] == "technician"}, frozenset(p[2] for p in people),
            frozenset(s[0] for s in seen), _places(connection), sorted(by_name),
        )  # fmt: skip

    def named(self, name: str) -> tuple[int, ...]:
        """The customers of a name, without regard to signs and script; one that begins so, when it is the only one."""
        plain = plain_of(name)
        if plain in self.by_name:
            return self.by_name[plain]
        if plain not in self._begins:
            at = bisect_left(self._sorted, plain)
            begins = [n for n in self._sorted[at : at + 2] if len(plain) >= 3 and n.startswith(plain)]
            ids = self.by_name[begins[0]] if len(begins) == 1 else ()
            self._begins[plain] = ids if len(ids) == 1 else ()
        return self._begins[plain]

    def alike(self, name: str) -> tuple[tuple[int, int, int], ...]:
        """Customers whose names look like this one, best first: row, letters in common, letters of the longer name."""
        plain = plain_of(name)
        if plain not in self._near:
            self._near[plain] = self._alike(plain)
        return self._near[plain]

    def _alike(self, plain: str) -> tuple[tuple[int, int, int], ...]:
        if not self._letters:
            for known in self.by_name:
                for pair in _pairs(core(known)):
                    self._letters.setdefault(pair, set()).add(known)
        mine = core(plain)
        tried: Counter[str] = Counter(known for pair in _pairs(mine) for known in self._letters.get(pair, ()))
        found = []
        for known, _n in tried.most_common(50):
            same, of = common(mine, core(known))
            if same >= 3 and same * 3 >= of * 2:
                found += [(row_id, same, of) for row_id in self.by_name[known]]
        return tuple(sorted(found, key=lambda f: (-f[1] / f[2], f[0]))[:4])

    def technician(self, name: str) -> int | None:
        """A technician by his name, or None."""
        return self.staff.get(name.strip())


FIRM_WORDS = ("股份有限公司", "有限责任公司", "有限公司", "公司")


def core(name: str) -> str:
    """A name without what every firm is called: 宏远国际贸易有限公司 is 宏远国际贸易."""
    plain = plain_of(name)
    for word in FIRM_WORDS:
        if plain.endswith(word) and len(plain) > len(word) + 1:
            return plain.removesuffix(word)
    return plain


def common(a: str, b: str) -> tuple[int, int]:
    """How many letters two names share, and how many the longer one has."""
    return (Counter(a) & Counter(b)).total(), max(len(a), len(b))


def _pairs(name: str) -> set[str]:
    return {name[n : n + 2] for n in range(len(name) - 1)}


def _places(connection: sa.Connection) -> dict[int, str]:
    found = connection.exec_driver_sql("SELECT customer_id,district,address FROM site ORDER BY active,id DESC")
    return {customer_id: district or address for customer_id, district, address in found}


def plain_of(name: str) -> str:
    """A name without signs and in one script, to be compared."""
    return "".join(ch for ch in simplified(name) if ch.isalnum())
