"""What the desk knows when a list comes in: customers by number, name and code, machines, staff, rows seen before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
            plain = _plain(name)
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
            frozenset(s[0] for s in seen),
        )  # fmt: skip

    def named(self, name: str) -> tuple[int, ...]:
        """The customers of a name, without regard to signs and script; one that begins so, when it is the only one."""
        plain = _plain(name)
        if plain in self.by_name:
            return self.by_name[plain]
        begins = [ids for known, ids in self.by_name.items() if len(plain) >= 3 and known.startswith(plain)]
        return begins[0] if len(begins) == 1 and len(begins[0]) == 1 else ()

    def technician(self, name: str) -> int | None:
        """A technician by his name, or None."""
        return self.staff.get(name.strip())


def _plain(name: str) -> str:
    return "".join(ch for ch in simplified(name) if ch.isalnum())
