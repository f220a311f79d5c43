"""A very long list goes in by batches: the desk is never held for long, and stopping keeps what is in, accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from uuid import uuid5

from dispatch_console.commands.imports import (
    ImportCustomers,
    ImportPeople,
    ImportPrices,
    ImportRegister,
    RegisterEntry,
)
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan
from dispatch_console.domain.refused import Refused
from dispatch_console.words import Said

BATCH = 250  # rows of one transaction: well under a second, so that a call can be saved in between
LongList = ImportRegister | ImportCustomers | ImportPeople | ImportPrices


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows are in, and why the next ones are not where a rule refused them."""

    rows: int
    why: Said | None = None


def rows_of(command: LongList) -> int:
    """How many rows the command takes in."""
    return len(command.customers) + len(command.machines) if isinstance(command, ImportCustomers) else len(command.rows)


def is_long(plan: Plan) -> bool:
    """Whether this import is more than the window's thread should wait for."""
    return isinstance(plan.command, LongList) and rows_of(plan.command) > 4 * BATCH


def batches(command: LongList) -> list[LongList]:
    """The import as commands of at most BATCH rows, each with a uid that follows from the whole one's.

    The first also accounts for the rows that are the same or refused, so that the equation holds for each of them and
    for what is in whenever it is stopped; customers come before machines. A price list is one version and stays whole
    (docs/decisions).
    """
    if isinstance(command, ImportPrices):
        return [command]
    made: list[LongList] = []
    for n, part in enumerate(_parts(command)):
        same, refused = (command.file.same, command.file.refused) if n == 0 else (0, 0)
        facts = replace(command.file, read=rows_of(part) + same + refused, same=same, refused=refused)
        made.append(replace(part, uid=uuid5(command.uid, f"batch {n}"), file=facts))
    return made


def _parts(command: ImportRegister | ImportCustomers | ImportPeople) -> Iterator[ImportRegister | ImportCustomers | ImportPeople]:
    if isinstance(command, ImportCustomers):
        for start in range(0, len(command.customers), BATCH):
            yield replace(command, customers=command.customers[start : start + BATCH], machines=())
        for start in range(0, len(command.machines), BATCH):
            yield replace(command, customers=(), machines=command.machines[start : start + BATCH])
        return
    for start in range(0, len(command.rows), BATCH):
        yield replace(command, rows=command.rows[start : start + BATCH])  # type: ignore[arg-type]


def take_in(desk: Desk, command: LongList, tell: Callable[[int], None], stopped: Callable[[], bool]) -> Taken:
    """Take a long list in, batch by batch; between two it can be stopped, and a batch that a rule refuses ends it."""
    jobs: dict[int, int] = {}
    done = 0
    for batch in batches(command):
        if stopped():
            break
        if isinstance(batch, ImportRegister):
            batch = replace(batch, rows=tuple(_attached(row, jobs) for row in batch.rows))
        try:
            result = desk.do(batch).result
        except Refused as no:
            return Taken(done, no.said)
        if isinstance(batch, ImportRegister):
            jobs |= {int(line): int(job) for line, job in result["jobs"].items()}  # type: ignore[index]
        done += rows_of(batch)
        tell(done)
    return Taken(done)


def _attached(row: RegisterEntry, jobs: dict[int, int]) -> RegisterEntry:
    """A row that belongs to a line of an earlier batch belongs to the job that this line made."""
    job = jobs.get(row.attach_to_line or 0)
    return row if job is None else replace(row, attach_to_line=None, job_id=job)
