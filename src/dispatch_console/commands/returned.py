"""A filled form that came back as a file: what it says is done by the commands that a hand would have given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dispatch_console.commands.imports import IMPORTED, FileFacts, note_row, open_batch
from dispatch_console.commands.registry import Command, command, does, spec_of
from dispatch_console.commands.work import Work
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSave:
    """One thing that the form says: its line, by what it is known when it comes again, and the command it asks for."""

    line: int
    key: str
    save: Command


@command(undo=IMPORTED, requirement="R217")
class TakeForm(Command):
    """Take a filled form in that came back as a file (R108, R217): all that it says in one transaction, or nothing."""

    file: FileFacts
    saves: tuple[FormSave, ...]


@does
def take_form(command: TakeForm, work: Work) -> dict[str, Any]:
    """How much was taken; what a rule refuses is named by its line."""
    batch_id = open_batch(work, command.uid, command.file, 0, len(command.saves))
    for row in command.saves:
        spec = spec_of(type(row.save))
        try:
            spec.handler(row.save, work)
        except Refused as no:
            raise Refused(N_("Row {line}: {why}"), line=row.line, why=no.said) from no
        work.finish()
        note_row(work, batch_id, command.file.form, row.line, row.key, spec.name, None)
    return {"batch_id": batch_id, "updated": len(command.saves)}
