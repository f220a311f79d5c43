"""A caller who wants somebody else: put through, or a message written down and handed over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.commands.facts import promise, setting
from dispatch_console.commands.registry import UNDO, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain import phones
from dispatch_console.domain.calls import CallKind, Outcome
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.moment import Moment, at, local
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.calls import Call
from dispatch_console.words import N_


def _call(
    work: Work, uid: Any, kind: CallKind, outcome: Outcome, number: PhoneText, caller: NameText, customer_id: int | None, said: str,
    answer: str,
) -> int:  # fmt: skip
    if not (number.strip() or caller.strip()):
        raise Refused(N_("Who called? A number or a name is needed."))
    return work.add(
        Call, uid=uid, direction="in", channel="phone", number=number.strip(), digits=phones.parse(number).digits,
        caller_name=caller.strip(), customer_id=customer_id, kind=kind.value, outcome=outcome.value, said=said.strip(),
        answer=answer, started_at=work.now, ended_at=work.now, taken_by=work.actor, still_to_ask=(), register_line="",
    )  # fmt: skip


@command(undo=UNDO, requirement="R19")
class TakeMessage(Command):
    """A message for a colleague who is away: who called, what it is about, when he is back; owed until handed over (R19)."""

    whom: NameText
    said: str
    number: PhoneText = PhoneText("")
    caller_name: NameText = NameText("")
    customer_id: int | None = None
    back_at: Moment | None = None


@does
def take_message(command: TakeMessage, work: Work) -> dict[str, Any]:
    """The call's number and that of the promise to hand it over: when he is back, else by the end of the day."""
    if not command.whom.strip() or not command.said.strip():
        raise Refused(N_("For whom is the message, and what does it say?"))
    whom, said = command.whom.strip(), command.said.strip()
    call_id = _call(work, command.uid, CallKind.MESSAGE, Outcome.MESSAGE, command.number, command.caller_name, command.customer_id,
                    f"{whom}：{said}", "")  # fmt: skip
    hour, minute = setting(work, "closing_time", "17:30").split(":")
    evening = at(local(work.now, work.zone).date(), int(hour), int(minute))
    due = command.back_at or max(evening, work.now + dt.timedelta(hours=1))
    back = " ".join(filter(None, (command.caller_name.strip(), command.number.strip())))
    promise_id = promise(work, "message", f"{whom}：{said}（{back}）", due, customer_id=command.customer_id, owner=whom)
    return {"call_id": call_id, "promise_id": promise_id}


@command(undo=UNDO, requirement="R18")
class TransferCall(Command):
    """A call put through: to whom, about what; he was told the caller's name and what it is about (R18)."""

    whom: NameText
    about: str
    number: PhoneText = PhoneText("")
    caller_name: NameText = NameText("")
    customer_id: int | None = None


@does
def transfer_call(command: TransferCall, work: Work) -> dict[str, Any]:
    """The call's number."""
    if not command.whom.strip():
        raise Refused(N_("To whom was it put through?"))
    call_id = _call(work, command.uid, CallKind.OTHER, Outcome.TRANSFERRED, command.number, command.caller_name, command.customer_id,
                    command.about, command.whom.strip())  # fmt: skip
    return {"call_id": call_id}
