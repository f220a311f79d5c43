"""What rows are found by: names, sounds, initials, digits and serials as keys; notes as characters and pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain import grams, names, phones
from dispatch_console.store.capture import Image, RowChange
from dispatch_console.store.engine import driver

Key = tuple[str, str]  # shape, key

GRAMS: dict[str, tuple[str, ...]] = {  # table -> its columns that are searched by any two characters
    "customer": ("name",),
    "site": ("address",),
    "job": ("fault",),
    "call": ("said", "answer"),
}
GRAM_TABLES = tuple(f"{table}_grams" for table in GRAMS)
CREATE_GRAMS = tuple(
    f"CREATE VIRTUAL TABLE {name} USING fts5(grams, content='', contentless_delete=1, detail=none, "
    f"tokenize='unicode61 remove_diacritics 0')"
    for name in GRAM_TABLES
)
_LONGEST = 24


def name_keys(name: str) -> set[Key]:
    """A name as written (simplified), as it sounds, and by its initials from any place on."""
    found = names.search_keys(name)
    keys: set[Key] = {("n", found.simplified[:_LONGEST])} if found.simplified else set()
    keys |= {("p", full[:_LONGEST]) for full in found.full[:4]}
    for at, initials in enumerate(found.initials[:8]):
        keys.add(("i", initials[:_LONGEST]))
        if at == 0:
            keys |= {("i", initials[i : i + _LONGEST]) for i in range(1, max(1, len(initials) - 1))}
    return {k for k in keys if k[1]}


def number_keys(digits: str) -> set[Key]:
    """A number from the front and from the back."""
    return {("d", digits), ("t", digits[::-1])} if digits else set()


def serial_keys(serial: str) -> set[Key]:
    """A serial number from the front and from the back, without signs and case."""
    plain = "".join(ch for ch in serial.upper() if ch.isalnum())
    return {("s", plain), ("u", plain[::-1])} if plain else set()


KEYS: dict[str, Callable[[Image], set[Key]]] = {
    "customer": lambda r: name_keys(r["name"]) | (serial_keys(r["code"]) if r["code"] else set()),
    "contact": lambda r: name_keys(r["name"]),
    "phone_number": lambda r: number_keys(r["digits"]),
    "machine": lambda r: serial_keys(r["serial"]),
    "job": lambda r: {("j", r["number"][::-1]), ("s", r["number"])},
    "person": lambda r: name_keys(r["name"]) | {("i", r["initials"])},
}
WATCHED: dict[str, tuple[str, ...]] = {
    "customer": ("name", "code"),
    "contact": ("name", "customer_id"),
    "phone_number": ("digits", "customer_id"),
    "machine": ("serial", "customer_id"),
    "job": ("number", "customer_id"),
    "person": ("name", "initials"),
}


def expected_keys(table: str, row: Image) -> set[Key]:
    """The keys that a row must have; `check` compares them with the file."""
    return KEYS[table](row)


def _customer_of(table: str, row: Image) -> Any:
    return row["id"] if table == "customer" else row.get("customer_id")


def gram_text(table: str, row: Image) -> str:
    """The pieces of a row's searched columns."""
    return grams.grams(" ".join(str(row[c]) for c in GRAMS[table] if row[c]))


def refresh(connection: sa.Connection, changes: Iterable[RowChange]) -> None:
    """Make the keys and pieces of the changed rows anew, in the same transaction."""
    link = driver(connection)
    last: dict[tuple[str, int], RowChange] = {}
    touched: dict[tuple[str, int], set[str]] = {}
    fresh: set[tuple[str, int]] = set()  # was not there before: nothing of it can be found yet
    for change in changes:
        if change.table in KEYS or change.table in GRAMS:
            place = (change.table, change.row_id)
            if place not in last and change.before is None:
                fresh.add(place)
            last[place] = change
            both = change.before is None or change.after is None
            columns = set((change.whole or change.before or {}).keys()) if both else set(change.after or {})
            touched.setdefault(place, set()).update(columns)
    rows: list[tuple[str, str, str, int, Any]] = []
    for (table, row_id), change in last.items():
        seen = touched[table, row_id]
        if table in KEYS and seen & set(WATCHED[table]):
            if (table, row_id) not in fresh:
                link.execute("DELETE FROM find_key WHERE subject=? AND row_id=?", (table, row_id))
            if change.whole is not None:
                whose = _customer_of(table, change.whole)
                rows += [(s, k, table, row_id, whose) for s, k in sorted(KEYS[table](change.whole))]
        if table in GRAMS and seen & set(GRAMS[table]):
            if (table, row_id) not in fresh:
                link.execute(f"DELETE FROM {table}_grams WHERE rowid=?", (row_id,))
            text = gram_text(table, change.whole) if change.whole is not None else ""
            if text:
                link.execute(f"INSERT INTO {table}_grams(rowid,grams) VALUES(?,?)", (row_id, text))
    if rows:
        link.executemany("INSERT INTO find_key(shape,key,subject,row_id,customer_id) VALUES(?,?,?,?,?)", rows)


def digits_of(text: str) -> str:
    """What a number is compared by."""
    return phones.search_digits(text)


def quiet(connection: sa.Connection) -> None:
    """Leave merging to the idle timer: a merge in the middle of a call costs 38 ms (performance.md 1)."""
    for name in GRAM_TABLES:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES('automerge', 0)")


def merge(connection: sa.Connection, pages: int = 200) -> None:
    """Merge a piece of each index; called when nothing else is to be done."""
    for name in GRAM_TABLES:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES('merge', {pages})")
