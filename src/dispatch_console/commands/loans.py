"""Tools and documents lent: out to whom, back in which state; lost or damaged is paid, worn needs a report (R166–R168)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.facts import happened_by_now
from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.visits import person_row
from dispatch_console.commands.work import Work
from dispatch_console.domain.loans import STATES, TOOL_KINDS, why_not_back
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.people import Person, Tool, ToolLoan
from dispatch_console.words import N_

TOOLS, LOANS = table_of(Tool), table_of(ToolLoan)


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R166")
class SaveTool(Command):
    """Put in or change a tool, a kit with its contents (R167, R169) or a document that is lent; value_fen is what its loss costs."""

    name: str
    kind: str = "tool"
    tool_id: int | None = None
    code: str = ""
    contents: tuple[str, ...] = ()
    value_fen: int = 0
    active: bool = True
    note: str = ""


@does
def save_tool(command: SaveTool, work: Work) -> dict[str, int]:
    """The tool's row; without a code it gets the next number."""
    if command.kind not in TOOL_KINDS:
        raise Refused(N_("{kind} is nothing that is lent. Known: {known}."), kind=command.kind, known=", ".join(TOOL_KINDS))
    if not command.name.strip():
        raise Refused(N_("A tool needs a name."))
    if command.value_fen < 0:
        raise Refused(N_("An amount is not less than nothing."))
    rows = work.all(TOOLS.select())
    code = command.code.strip() or next((r.code for r in rows if r.id == command.tool_id), f"GJ{len(rows) + 1:03d}")
    if any(r.code == code and r.id != command.tool_id for r in rows):
        raise Refused(N_("The number {code} is taken."), code=code)
    if not command.active and command.tool_id is not None and _out(work, command.tool_id) is not None:
        raise Refused(N_("It is lent now; take it back first."))
    values = {
        "code": code, "name": command.name.strip(), "kind": command.kind, "value_fen": command.value_fen, "active": command.active,
        "contents": "|".join(c.strip() for c in command.contents if c.strip()), "note": command.note.strip(),
    }  # fmt: skip
    if command.tool_id is not None:
        work.change(Tool, command.tool_id, **values)
        return {"tool_id": command.tool_id}
    return {"tool_id": work.add(Tool, **values)}


def _out(work: Work, tool_id: int) -> Any:
    """The loan that is out, or None."""
    return work.first(LOANS.select().where(LOANS.c.tool_id == tool_id, LOANS.c.back_at.is_(None)))


@command(undo=UNDO, requirement="R166")
class LendTool(Command):
    """Lend a tool, kit or document to a person, until a day or for good (R166)."""

    tool_id: int
    person_id: int
    due_on: dt.date | None = None
    out_at: Moment | None = None


@does
def lend_tool(command: LendTool, work: Work) -> dict[str, Any]:
    """The loan's row. A tool that is out, or that is no longer lent, is refused with who has it."""
    tool = work.first(TOOLS.select().where(TOOLS.c.id == command.tool_id))
    if tool is None or not tool.active:
        raise Refused(N_("This tool is not lent."))
    person = person_row(work, command.person_id)
    if not person.active:
        raise Refused(N_("{name} has left."), name=person.name)
    out = _out(work, tool.id)
    if out is not None:
        people = table_of(Person)
        who = work.value(people.select().with_only_columns(people.c.name).where(people.c.id == out.person_id))
        raise Refused(N_("{tool} is with {name}; take it back first."), tool=tool.name, name=who)
    loan_id = work.add(
        ToolLoan, uid=command.uid, tool_id=tool.id, person_id=person.id, out_at=happened_by_now(work, command.out_at),
        out_by=work.actor, due_on=command.due_on,
    )  # fmt: skip
    return {"loan_id": loan_id, "tool": tool.name, "person": person.name}


@command(undo=UNDO, requirement="R168")
class TakeToolBack(Command):
    """Take a tool back: whole, worn (with a report and its reason), damaged or lost (with what is to be paid, by whose decision; R168).

    missing is what of a kit did not come back. compensation_fen is in fen; normal wear costs nothing.
    """

    loan_id: int
    state: str = "whole"
    missing: str = ""
    report: str = ""
    compensation_fen: int = 0
    decided_by: str = ""
    back_at: Moment | None = None


@does
def take_tool_back(command: TakeToolBack, work: Work) -> dict[str, int]:
    """The loan's row; what is lost is no longer lent."""
    loan = work.first(LOANS.select().where(LOANS.c.id == command.loan_id))
    if loan is None or loan.back_at is not None:
        raise Refused(N_("This tool is not out."))
    back = happened_by_now(work, command.back_at)
    why = why_not_back(command.state, command.report, command.missing, command.compensation_fen, command.decided_by)
    if why is not None:
        raise Refused(why.msgid, **why.values)
    if back < loan.out_at:
        raise Refused(N_("It came back before it was lent."))
    work.change(
        ToolLoan, loan.id, back_at=back, back_by=work.actor, state=command.state, missing=command.missing.strip(),
        report=command.report.strip(), compensation_fen=command.compensation_fen, decided_by=command.decided_by.strip(),
    )  # fmt: skip
    if command.state == "lost":
        work.change(Tool, loan.tool_id, active=False)
    return {"loan_id": int(loan.id)}


@command(undo=UNDO, requirement="R168")
class PayCompensation(Command):
    """What was to be paid for a lost or damaged tool was paid (R168)."""

    loan_id: int
    paid_at: Moment | None = None


@does
def pay_compensation(command: PayCompensation, work: Work) -> dict[str, int]:
    """The loan's row."""
    loan = work.first(LOANS.select().where(LOANS.c.id == command.loan_id))
    if loan is None or not loan.compensation_fen or loan.paid_at is not None:
        raise Refused(N_("Nothing is to be paid for it."))
    work.change(ToolLoan, loan.id, paid_at=happened_by_now(work, command.paid_at))
    return {"loan_id": int(loan.id)}


assert set(STATES) == {"whole", "worn", "damaged", "lost"}
