"""Numbered sheets that are not a job's yet: given empty to a person, used for a job, filed when all is done."""

from __future__ import annotations

from typing import Any

from dispatch_console.commands.facts import form_number
from dispatch_console.commands.papers import COUNTED
from dispatch_console.commands.registry import PRINTED, UNDO, Command, command, does
from dispatch_console.commands.visits import person_row
from dispatch_console.commands.work import Work
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.papers import FormIssue
from dispatch_console.words import N_

FORMS = table_of(FormIssue)
MOST = 50  # sheets at once


@command(undo=PRINTED, requirement="R158")
class IssueBlanks(Command):
    """Give numbered empty sheets to a person, as for a day out of town or without the computer (R108, R158)."""

    kind: str
    person_id: int
    count: int = 1


@does
def issue_blanks(command: IssueBlanks, work: Work) -> dict[str, Any]:
    """The sheets' rows and numbers."""
    if command.kind not in COUNTED:
        raise Refused(N_("{kind} is no numbered form."), kind=command.kind)
    if not 1 <= command.count <= MOST:
        raise Refused(N_("Between 1 and {n} sheets at once."), n=MOST)
    person = person_row(work, command.person_id)
    if not person.active:
        raise Refused(N_("{name} has left."), name=person.name)
    ids, numbers = [], []
    for _n in range(command.count):
        number = form_number(work, command.kind)
        ids.append(work.add(
            FormIssue, kind=command.kind, number=number, person_id=person.id, status="issued", printed_at=work.now, printed_times=1,
            issued_at=work.now, note="",
        ))  # fmt: skip
        numbers.append(number)
    return {"form_id": ids[-1], "form_ids": ids, "numbers": numbers}


@command(undo=UNDO, requirement="R158")
class FileForm(Command):
    """A sheet that came back is filed (R108, R158)."""

    form_id: int


@does
def file_form(command: FileForm, work: Work) -> dict[str, int]:
    """The sheet's row."""
    form = work.first(FORMS.select().where(FORMS.c.id == command.form_id))
    if form is None or form.status != "returned":
        raise Refused(N_("Only a sheet that came back is filed."))
    work.change(FormIssue, form.id, status="filed", filed_at=work.now)
    return {"form_id": int(form.id)}
