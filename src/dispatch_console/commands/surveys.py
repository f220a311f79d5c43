"""What revisits and surveys bring home: quality, consumption, need, competitors; and to which department it was passed on."""

from __future__ import annotations

import datetime as dt

from dispatch_console.commands.facts import job_row
from dispatch_console.commands.registry import UNDO, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.papers import Survey
from dispatch_console.words import N_

SURVEY_KINDS: dict[str, str] = {"revisit": N_("Revisit"), "survey": N_("Survey"), "data": N_("Data collected")}
TOLD = ("quality", "consumption", "need", "competitors", "opinion")


@command(undo=UNDO, requirement="R191")
class SaveSurvey(Command):
    """Write down what a revisit brought home: quality, consumption, market need, competitors, opinion (R156, R191)."""

    customer_id: int
    kind: str = "revisit"
    survey_id: int | None = None
    job_id: int | None = None
    on_day: dt.date | None = None
    quality: str = ""
    consumption: str = ""
    need: str = ""
    competitors: str = ""
    opinion: str = ""


@does
def save_survey(command: SaveSurvey, work: Work) -> dict[str, int]:
    """The survey's row."""
    if command.kind not in SURVEY_KINDS:
        raise Refused(N_("{kind} is no survey. Known: {known}."), kind=command.kind, known=", ".join(SURVEY_KINDS))
    told = {name: str(getattr(command, name)).strip() for name in TOLD}
    if not any(told.values()):
        raise Refused(N_("Nothing was told yet: write at least one answer down."))
    customers = table_of(Customer)
    if work.first(customers.select().where(customers.c.id == command.customer_id)) is None:
        raise Refused(N_("There is no such customer."))
    if command.job_id is not None:
        job_row(work, command.job_id)
    today = work.now.astimezone(work.zone).date()
    if command.on_day is not None and command.on_day > today:
        raise Refused(N_("That day lies in the future."))
    if command.survey_id is not None:
        work.change(Survey, command.survey_id, kind=command.kind, **told, **({"on_day": command.on_day} if command.on_day else {}))
        return {"survey_id": command.survey_id}
    return {
        "survey_id": work.add(
            Survey, kind=command.kind, customer_id=command.customer_id, job_id=command.job_id, on_day=command.on_day or today,
            noted_at=work.now, noted_by=work.actor, **told,
        )
    }  # fmt: skip


@command(undo=UNDO, requirement="R203")
class PassSurvey(Command):
    """The department concerned was told what a revisit brought home (R203)."""

    survey_id: int
    department: str


@does
def pass_survey(command: PassSurvey, work: Work) -> dict[str, int]:
    """The survey's row."""
    if not command.department.strip():
        raise Refused(N_("Which department was told?"))
    work.change(Survey, command.survey_id, passed_to=command.department.strip(), passed_at=work.now)
    return {"survey_id": command.survey_id}
