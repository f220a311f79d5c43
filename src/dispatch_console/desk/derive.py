"""Writes what follows from the facts: a job's status and due time, a visit's status, and the search keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from dispatch_console.domain import visits as visit_rules
from dispatch_console.domain.clocks import ClockReading, most_urgent
from dispatch_console.domain.events import Fact, last_of
from dispatch_console.domain.jobs import AFTER_WORK, ENDED, Status, state_of
from dispatch_console.domain.moment import Moment, from_stored, stored
from dispatch_console.domain.workshop import stay_status
from dispatch_console.store import kept, search
from dispatch_console.store.capture import RowChange
from dispatch_console.store.engine import driver
from dispatch_console.store.facts import PolicyBook, facts_of, read_policies

JOB_COLUMNS = (
    "status", "is_open", "clock_kind", "clock_started_at", "due_at", "due_sort", "paused_for", "urged", "escalated",
    "complaint_open", "major", "repeats", "visit_id", "technician_id", "arrived_at", "done_at", "closed_at",
)  # fmt: skip
_UPDATE_JOB = f"UPDATE job SET {','.join(f'{c}=?' for c in JOB_COLUMNS)} WHERE id=?"
_JOBS = "SELECT id,policy_id,agreed_from,repeat_of_id," + ",".join(JOB_COLUMNS) + " FROM job WHERE id IN ({marks})"


def policies(connection: sa.Connection) -> PolicyBook:
    """The policy book of this connection's file."""
    return kept.kept(connection, kept.POLICIES, lambda: read_policies(connection))


def refresh(
    connection: sa.Connection, changes: Sequence[RowChange], now: Moment, zone: ZoneInfo
) -> frozenset[tuple[str, int]]:
    """Derive all that the changes touch; returns the rows whose derived columns changed."""
    search.refresh(connection, changes)
    tables = {c.table for c in changes}
    kept.tables_changed(connection, tables)
    if tables & kept.BEHIND[kept.POLICIES]:
        jobs = {row[0] for row in connection.exec_driver_sql("SELECT id FROM job WHERE is_open=1")}
    else:
        jobs = set()
    jobs |= jobs_touched(changes)
    return derive_jobs(connection, jobs, now, zone) if jobs else frozenset()


def jobs_touched(changes: Iterable[RowChange]) -> set[int]:
    """The jobs whose facts changed."""
    jobs: set[int] = set()
    for change in changes:
        if change.table == "job":
            if change.whole is not None:
                jobs.add(change.row_id)
        elif change.table in ("event", "visit", "device_stay"):
            for image in (change.whole, change.before):
                if image and image.get("job_id") is not None:
                    jobs.add(image["job_id"])
    return jobs


def derive_jobs(
    connection: sa.Connection, job_ids: Iterable[int], now: Moment, zone: ZoneInfo
) -> frozenset[tuple[str, int]]:
    """Derive these jobs, their visits and machines taken in; returns the rows that changed."""
    ids = sorted(job_ids)
    facts = facts_of(connection, ids)
    book = policies(connection)
    changed: set[tuple[str, int]] = set()
    for start in range(0, len(ids), 500):
        part = tuple(ids[start : start + 500])
        marks = ",".join("?" * len(part))
        visit_rows: dict[int, list[Any]] = {}
        for row in driver(connection).execute(
            f"SELECT id,job_id,technician_id,status,is_live,since FROM visit WHERE job_id IN ({marks}) ORDER BY id",
            part,
        ):
            visit_rows.setdefault(row[1], []).append(row)
        for row in driver(connection).execute(_JOBS.format(marks=marks), part).fetchall():
            told = facts[row[0]]
            visits = _derive_visits(connection, visit_rows.get(row[0], []), told, changed)
            values = job_values(connection, row, told, visits, book, now, zone)
            if tuple(values) != tuple(row[4:]):
                driver(connection).execute(_UPDATE_JOB, (*values, row[0]))
                changed.add(("job", row[0]))
        for stay_id, job_id, old in (
            driver(connection)
            .execute(f"SELECT id,job_id,status FROM device_stay WHERE job_id IN ({marks})", part)
            .fetchall()
        ):
            status = stay_status(facts[job_id]).value
            if status != old:
                driver(connection).execute("UPDATE device_stay SET status=? WHERE id=?", (status, stay_id))
                changed.add(("device_stay", stay_id))
    return frozenset(changed)


def _derive_visits(
    connection: sa.Connection, rows: Sequence[Any], facts: Sequence[Fact], changed: set[tuple[str, int]]
) -> list[tuple[int, int, visit_rules.VisitStatus]]:
    found = []
    for visit_id, _job, technician, old, live, since in rows:
        status, fact = visit_rules.status_of([f for f in facts if f.visit_id == visit_id])
        is_live = int(status in visit_rules.LIVE)
        at = stored(fact.happened_at) if fact else None
        if (status.value, is_live, at) != (old, live, since):
            driver(connection).execute(
                "UPDATE visit SET status=?,is_live=?,since=? WHERE id=?", (status.value, is_live, at, visit_id)
            )
            changed.add(("visit", visit_id))
        found.append((visit_id, technician, status))
    return found


def job_values(
    connection: sa.Connection,
    row: Any,
    facts: Sequence[Fact],
    visits: Sequence[tuple[int, int, visit_rules.VisitStatus]],
    book: PolicyBook,
    now: Moment,
    zone: ZoneInfo,
) -> tuple[Any, ...]:
    """The derived columns of one job as they lie in the file, in the order of JOB_COLUMNS."""
    state = state_of(facts)
    clock = urgent_clock(state.status, row[1], row[2], facts, book, now, zone)
    paused = bool(clock and clock.due_at is None)
    due = stored(clock.due_at) if clock and clock.due_at else None
    live = [v for v in visits if v[2] in visit_rules.LIVE] or [v for v in visits if v[2] in visit_rules.WORKED]
    hand = live[-1] if live else None
    arrived = next((f for f in facts if f.kind == "arrived"), None)
    done = last_of(facts, "done", "returned", "collected", "phone_checked_ok")
    closed = facts[-1] if facts and state.status in ENDED else None
    repeats = 0
    if row[3] is not None:
        earlier = connection.exec_driver_sql("SELECT repeats FROM job WHERE id=?", (row[3],)).scalar()
        repeats = max(int(earlier or 0), 1) + 1
    return (
        state.status.value,
        int(state.is_open),
        clock.kind if clock else "",
        stored(clock.started_at) if clock else None,
        due,
        due or ("~paused" if paused else "~"),
        _pause_reason(clock) if paused and clock else "",
        state.urged,
        int(state.escalated),
        int(state.complaint_open),
        int(state.major),
        repeats,
        hand[0] if hand else None,
        hand[1] if hand else None,
        stored(arrived.happened_at) if arrived else None,
        stored(done.happened_at) if done else None,
        stored(closed.happened_at) if closed else None,
    )


def _pause_reason(clock: ClockReading) -> str:
    span = clock.paused_spans[-1]
    return span.reason or span.kind


def urgent_clock(
    status: Status,
    policy_id: int,
    agreed_from: str | None,
    facts: Sequence[Fact],
    book: PolicyBook,
    now: Moment,
    zone: ZoneInfo,
) -> ClockReading | None:
    """The one clock a row of the board shows; None for a job that has ended."""
    if status in ENDED:
        return None
    return most_urgent(clocks_of(status, policy_id, agreed_from, facts, book, now, zone))


def clocks_of(
    status: Status,
    policy_id: int,
    agreed_from: str | None,
    facts: Sequence[Fact],
    book: PolicyBook,
    now: Moment,
    zone: ZoneInfo,
) -> list[ClockReading]:
    """Every clock of a job that still says something."""
    agreed = None
    appointed = last_of(facts, "appointed", "appointment_changed")
    if agreed_from and appointed and status not in AFTER_WORK | ENDED:
        agreed = (appointed.happened_at, from_stored(agreed_from))
    return book.clocks(policy_id, facts, now, zone, agreed)


def merge_search(connection: sa.Connection) -> None:
    """Merge a piece of the search index while nothing else is to be done."""
    with connection.begin():
        search.merge(connection)
