"""What a call's form holds: kept as a draft, and turned into the command that saves the call."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any
from uuid import UUID

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.domain import phones
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment, parse_moment, stored
from dispatch_console.domain.phones import PhoneKind
from dispatch_console.queries.office import Suggested
from dispatch_console.ui.calls.parts import ToAsk
from dispatch_console.words import N_, _

DRAFT = "call"
MISSING = (  # name on the call, words of the chip, field
    ("caller", N_("Who is calling"), "caller"), ("customer", N_("Which firm"), "customer"),
    ("address", N_("Address and floor"), "address"), ("model", N_("Model"), "model"),
    ("landline", N_("A landline"), "phone"),
)  # fmt: skip


@dataclass
class Typed:
    """All that was typed into one call's form."""

    phone: str = ""
    caller: str = ""
    customer: str = ""
    address: str = ""
    model: str = ""
    serial: str = ""
    kind: str = str(CallKind.REPAIR)
    kind_by_hand: bool = False
    urgent: bool = False
    urgent_by_hand: bool = False
    fault: str = ""
    wish: str = ""
    advice: str = ""
    customer_id: int | None = None
    machine_id: int | None = None
    answered: list[str] = field(default_factory=list)
    started: str = ""
    rang: str = ""  # since when the telephone rang, where it told
    channel: str = "phone"

    @property
    def empty(self) -> bool:
        """Nothing was typed yet."""
        return not any((self.phone, self.caller, self.customer, self.address, self.model, self.serial, self.fault,
                        self.wish, self.advice, self.customer_id))  # fmt: skip

    def kept(self) -> dict[str, Any] | None:
        """As a draft; None when there is nothing to keep."""
        return None if self.empty else asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Typed:
        """From a draft; what is not known is left out."""
        known = {f.name: f.type for f in fields(cls)}
        made = cls()
        for name, value in kept.items():
            if name in known and (isinstance(value, type(getattr(made, name))) or name.endswith("_id")):
                setattr(made, name, value)
        return made

    @property
    def started_at(self) -> Moment | None:
        """When the first key was pressed."""
        return parse_moment(self.started) if self.started else None

    def begin(self, now: Moment) -> None:
        """The call begins, once."""
        self.started = self.started or stored(now)


def still_to_ask(typed: Typed, suggested: Suggested | None) -> tuple[ToAsk, ...]:
    """What is missing, then what the fault's words make us ask; none of it blocks (R5, R15)."""
    asks = []
    known = typed.customer_id is not None
    have: dict[str, object] = {"caller": typed.caller or known, "customer": typed.customer or known, "address": typed.address or known,
            "model": typed.model or typed.machine_id is not None, "landline": "1"}  # fmt: skip
    if not known and phones.parse(typed.phone).kind is PhoneKind.MOBILE:
        have["landline"] = ""
    if typed.kind == str(CallKind.ENQUIRY):
        have = dict.fromkeys(have, "1")
    if not typed.empty:
        asks = [ToAsk(i, _(w), f) for i, w, f in MISSING if not have[i]]
    asks += [ToAsk(q, q, "fault") for q in (suggested.questions if suggested else ())]
    return tuple(a for a in asks if a.id not in typed.answered)


def command_of(
    typed: Typed, uid: UUID, *, ask: tuple[ToAsk, ...], contact: NameText = NameText(""), solved: bool = False,
    urge_job: int | None = None,
) -> RegisterCall:  # fmt: skip
    """The command that saves the call; a telephone number alone is enough (R3, R5). contact is who is known by it."""
    known = typed.customer_id is not None
    kind = CallKind.URGE if urge_job is not None else CallKind(typed.kind)
    return RegisterCall(
        uid=uid, kind=kind, number=PhoneText(typed.phone.strip()), caller_name=NameText(typed.caller.strip()) or contact,
        customer_id=typed.customer_id, customer_name=NameText("" if known else typed.customer.strip()),
        machine_id=typed.machine_id if kind not in (CallKind.ENQUIRY,) or solved else None,
        model="" if typed.machine_id else typed.model.strip(), serial="" if typed.machine_id else typed.serial.strip(),
        address=AddressText(typed.address.strip()), said=typed.fault.strip(), wish=typed.wish.strip(),
        priority="urgent" if typed.urgent else "normal", answer=typed.advice.strip(), solved_by_phone=solved,
        job_id=urge_job, channel=typed.channel, rang_at=parse_moment(typed.rang) if typed.rang else None, started_at=typed.started_at, still_to_ask=tuple(a.id for a in ask),
    )  # fmt: skip
