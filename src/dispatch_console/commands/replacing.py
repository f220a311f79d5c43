"""A machine that is not repaired any more: another one in its place, both serial numbers kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.facts import call_off, end_promises, fact, job_row, promise
from dispatch_console.commands.registry import TOLD, Command, Role, command, does
from dispatch_console.commands.rules import broken
from dispatch_console.commands.work import Work
from dispatch_console.domain.kinds import GROUNDS
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Machine
from dispatch_console.store.tables.papers import DeviceStay
from dispatch_console.words import N_

MACHINE, STAY = table_of(Machine), table_of(DeviceStay)


@command(role=Role.SUPERVISOR, undo=TOLD, requirement="R224")
class ReplaceMachine(Command):
    """Another machine for the faulty one, decided by a named person, on one of the grounds (R50, R224–R227, R231).

    The new one stands where the old one stood; its warranty runs from the day of the exchange and is never shorter
    than what was left of the old one's. Without a model it is of the same make and model (R226).
    """

    job_id: int
    serial: str
    decided_by: NameText
    ground: str
    model: str = ""
    words: str = ""


@does
def replace_machine(command: ReplaceMachine, work: Work) -> dict[str, Any]:
    """The new machine's number. The lent machine must be back before (R151)."""
    if command.ground not in GROUNDS:
        raise Refused(N_("{ground} is no ground for a replacement."), ground=command.ground)
    if not command.decided_by.strip():
        raise Refused(N_("Who decided on the replacement?"))
    if not command.serial.strip():
        raise Refused(N_("The new machine's serial number is missing."))
    row = job_row(work, command.job_id)
    old = work.first(MACHINE.select().where(MACHINE.c.id == row.machine_id)) if row.machine_id is not None else None
    if old is None:
        raise Refused(N_("This job names no machine to replace."))
    if old.replaced_by_id is not None:
        raise Refused(N_("This machine was replaced before."))
    lent = work.first(STAY.select().where(STAY.c.job_id == command.job_id, STAY.c.loaner != "", STAY.c.loaner_back_at.is_(None)))
    warned = {}
    if lent is not None:
        warned = broken(work, "loaner_back", command.job_id)
        promise(work, "loaner_back", lent.loaner, work.now + dt.timedelta(days=1), job_id=command.job_id)
    new_id = work.add(
        Machine, customer_id=old.customer_id, site_id=old.site_id, brand=old.brand, model=command.model.strip() or old.model,
        category=old.category, serial=command.serial.strip(), bought_on=old.bought_on, installed_on=today(work),
        warranty_until=old.warranty_until, warranty_basis=old.warranty_basis, channel=old.channel, network=old.network,
    )  # fmt: skip
    work.change(Machine, old.id, replaced_by_id=new_id)
    call_off(work, command.job_id, "replaced", command.ground)
    note = " ".join(filter(None, (f"{old.serial or '—'} → {command.serial.strip()}", str(command.decided_by), command.words.strip())))
    fact(work, command.job_id, "replaced", reason=command.ground, note=note, checked=False)
    end_promises(work, command.job_id, "return_machine", "released")
    return {"machine_id": new_id, **warned}


def today(work: Work) -> dt.date:
    """The local day of the work."""
    return local(work.now, work.zone).date()
