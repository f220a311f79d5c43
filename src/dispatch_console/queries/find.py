"""The find box: customers, jobs, machines, people, by name, sound, initials, number, tail or any words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain import grams, names
from dispatch_console.domain.form_codes import job_number_in, scanned
from dispatch_console.domain.masked import NameText
from dispatch_console.queries.registry import Query, Reading, answers, query

PER_GROUP = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. group is customer, job, machine or person; row_id its row; customer_id whose it is."""

    group: str
    row_id: int
    customer_id: int | None
    title: NameText
    detail: str
    matched: str  # the shape of key that matched: n p i d t s u j, or g for words in a text


@query(
    reads=("find_key", "customer", "machine", "job", "person", "phone_number", "contact", "site", "call", "form_issue",
           "service_application")
)  # fmt: skip
class Find(Query[tuple[Hit, ...]]):
    """Anything by a few letters, digits or characters, group by group (R4, R201); a scanned form finds its job (R158).

    kinds narrows the groups.
    """

    text: str
    kinds: tuple[str, ...] = ("job", "customer", "machine", "person")


_KEYS = (
    "SELECT subject,row_id,customer_id,shape FROM find_key WHERE shape=? AND key>=? AND key<? "
    "ORDER BY key,row_id LIMIT ?"
)
_TOP = "\U0010ffff"


@answers
def find(question: Find, reading: Reading) -> tuple[Hit, ...]:
    """Hits, best first within their group."""
    typed = question.text.strip()
    if not typed:
        return ()
    paper = scanned(typed)
    if paper is not None:
        return tuple(_described(reading, [("job", row_id, "j") for row_id in _jobs_of(reading, *paper)]))
    seen: dict[tuple[str, int], str] = {}
    customers: dict[int, str] = {}
    for shape, prefix in key_prefixes(typed):
        for subject, row_id, customer_id, _ in reading.connection.exec_driver_sql(
            _KEYS, (shape, prefix, prefix + _TOP, 40)
        ):
            if subject in ("phone_number", "contact"):
                if customer_id is not None:
                    customers.setdefault(customer_id, shape)
            elif subject == "customer":
                customers.setdefault(row_id, shape)
            else:
                seen.setdefault((subject, row_id), shape)
    wanted = grams.gram_query(typed)
    if wanted and len(typed) > 1:
        for row_id in gram_ids(reading.connection, "customer", wanted):
            customers.setdefault(row_id, "g")
        for row_id in gram_ids(reading.connection, "site", wanted):
            whose = reading.connection.exec_driver_sql("SELECT customer_id FROM site WHERE id=?", (row_id,)).scalar()
            if whose is not None:
                customers.setdefault(int(whose), "g")
        for row_id in gram_ids(reading.connection, "job", wanted):
            seen.setdefault(("job", row_id), "g")
    for customer_id, shape in _as_they_are_now(reading.connection, customers).items():
        seen.setdefault(("customer", customer_id), shape)
    hits = _described(reading, [(group, row_id, shape) for (group, row_id), shape in seen.items()])
    found: list[Hit] = []
    for kind in question.kinds:
        found += [h for h in hits if h.group == kind][:PER_GROUP]
    return tuple(found)


def _jobs_of(reading: Reading, kind: str, number: str) -> list[int]:
    """The job of a scanned sheet, by the job's number or the sheet's own."""
    run = reading.connection.exec_driver_sql
    if job := job_number_in(number):
        return [int(r[0]) for r in run("SELECT id FROM job WHERE number=?", (job,))]
    if kind == "service_application":
        return [int(r[0]) for r in run("SELECT job_id FROM service_application WHERE number=?", (number,))]
    counted = "pickup_slip" if kind == "send_in_voucher" else kind  # the voucher has the number of the stay
    wanted = "SELECT job_id FROM form_issue WHERE kind=? AND number=? AND job_id IS NOT NULL"
    return [int(r[0]) for r in run(wanted, (counted, number))]


_MERGED = "SELECT id,merged_into_id FROM customer WHERE merged_into_id IS NOT NULL AND id IN ({marks})"


def _as_they_are_now(connection: sa.Connection, found: dict[int, str]) -> dict[int, str]:
    """The customers found; one that was merged leads to the other."""
    marks = ",".join("?" * len(found))
    rows: Any = connection.exec_driver_sql(_MERGED.format(marks=marks), tuple(found)) if found else ()
    merged = {row[0]: row[1] for row in rows}
    now: dict[int, str] = {}
    for customer_id, shape in found.items():
        now.setdefault(merged.get(customer_id, customer_id), shape)
    return now


def key_prefixes(typed: str) -> list[tuple[str, str]]:
    """Which shapes of key what was typed may begin: name, initials, sound, digits, tails."""
    plain = names.simplified(typed)
    letters = "".join(ch for ch in plain if ch.isascii() and ch.isalnum())
    keys: list[tuple[str, str]] = [("n", plain)]
    if letters and letters == plain.replace("-", "").replace(" ", ""):
        if letters.isdigit():
            keys += [("d", letters), ("t", letters[::-1]), ("u", letters[::-1])]
            keys += [("j", typed[::-1].strip())]
        elif letters.isalpha():
            keys += [("i", letters), ("p", letters)]
        keys += [("s", letters.upper()), ("u", letters.upper()[::-1])]
        if "-" in typed:
            keys += [("j", typed.upper()[::-1]), ("s", typed.upper())]
    return keys


def gram_ids(connection: sa.Connection, table: str, wanted: str, limit: int = 20) -> list[int]:
    """The newest rows of a table whose text has the wanted characters."""
    rows = connection.exec_driver_sql(
        f"SELECT rowid FROM {table}_grams WHERE {table}_grams MATCH ? ORDER BY rowid DESC LIMIT ?", (wanted, limit)
    )
    return [int(r[0]) for r in rows]


_DESCRIBE = {
    "customer": "SELECT c.id,c.id,c.name,coalesce((SELECT address FROM site s WHERE s.customer_id=c.id LIMIT 1),'') "
    "FROM customer c WHERE c.id IN ({marks})",
    "machine": "SELECT m.id,m.customer_id,c.name,trim(m.brand||' '||m.model)||' '||m.serial FROM machine m "
    "JOIN customer c ON c.id=m.customer_id WHERE m.id IN ({marks})",
    "job": "SELECT j.id,j.customer_id,coalesce(c.name,j.contact_name,j.phone),j.number||' '||j.fault FROM job j "
    "LEFT JOIN customer c ON c.id=j.customer_id WHERE j.id IN ({marks})",
    "person": "SELECT p.id,NULL,p.name,p.district FROM person p WHERE p.active=1 AND p.id IN ({marks})",
}


def _described(reading: Reading, found: Sequence[tuple[str, int, str]]) -> list[Hit]:
    shapes = {(group, row_id): shape for group, row_id, shape in found}
    hits: dict[tuple[str, int], Hit] = {}
    for group, sql in _DESCRIBE.items():
        ids = [row_id for g, row_id, _ in found if g == group][:60]
        if ids:
            rows: Any = reading.connection.exec_driver_sql(sql.format(marks=",".join("?" * len(ids))), tuple(ids))
            for row_id, customer_id, title, detail in rows:
                hits[group, row_id] = Hit(
                    group, row_id, customer_id, NameText(title or ""), detail or "", shapes[group, row_id]
                )
    return [hits[key] for key in shapes if key in hits]
