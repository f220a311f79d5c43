"""A very long register goes in by batches: the desk is never held for long, and stopping keeps what is in, accounted for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid5

from dispatch_console.commands.imports import ImportRegister, RegisterEntry
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan

BATCH = 250  # rows of one transaction: well under a second, so that a call can be saved in between


def is_long(plan: Plan) -> bool:
    """Whether this import is more than one transaction should hold."""
    return isinstance(plan.command, ImportRegister) and len(plan.command.rows) > 4 * BATCH


def batches(command: ImportRegister) -> list[ImportRegister]:
    """The import as commands of at most BATCH rows, each with a uid that follows from the whole one's.

    The first also accounts for the rows that are the same or refused, so that the equation holds for each of them and
    for what is in whenever it is stopped (docs/decisions).
    """
    made = []
    for n, start in enumerate(range(0, len(command.rows), BATCH)):
        rows = command.rows[start : start + BATCH]
        same, refused = (command.file.same, command.file.refused) if n == 0 else (0, 0)
        facts = replace(command.file, read=len(rows) + same + refused, same=same, refused=refused)
        made.append(ImportRegister(uid=uuid5(command.uid, f"batch {n}"), file=facts, rows=rows))
    return made


def take_in(desk: Desk, command: ImportRegister, tell: Callable[[int], None], stopped: Callable[[], bool]) -> int:
    """Take a long register in, batch by batch; gives how many rows are in. Between two batches it can be stopped."""
    jobs: dict[int, int] = {}
    done = 0
    for batch in batches(command):
        if stopped():
            break
        rows = tuple(_attached(row, jobs) for row in batch.rows)
        result = desk.do(replace(batch, rows=rows)).result
        jobs |= {int(line): int(job) for line, job in result["jobs"].items()}  # type: ignore[index]
        done += len(rows)
        tell(done)
    return done


def _attached(row: RegisterEntry, jobs: dict[int, int]) -> RegisterEntry:
    """A row that belongs to a line of an earlier batch belongs to the job that this line made."""
    job = jobs.get(row.attach_to_line or 0)
    return row if job is None else replace(row, attach_to_line=None, job_id=job)
