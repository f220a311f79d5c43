"""Which sentence to say now: by the field that has the keyboard, the kind of call and what is known."""

from __future__ import annotations

from collections.abc import Mapping

from dispatch_console.domain import phones
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.phones import PhoneKind
from dispatch_console.queries.calls import Caller
from dispatch_console.queries.office import Scripts, Settings
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.calls.typed import Typed

STEPS: Mapping[str, str] = {
    "phone": "answer", "people": "answer", "machines": "ask_model", "customer": "ask_fault", "caller": "ask_fault",
    "address": "read_back", "model": "ask_model", "serial": "ask_model", "kind": "ask_fault", "fault": "ask_fault",
    "wish": "ask_time", "advice": "guide",
}  # fmt: skip


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def filled(sentence: str, **known: str) -> str:
    """A sentence with what is known put in; what is not known yet stays open."""
    return sentence.format_map(_Known({k: v or "…" for k, v in known.items()}))


class Prompter:
    """Holds the scripts and the firm's name; asked anew when they change."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self.read()

    def read(self) -> None:
        """Ask again."""
        lines = self._bridge.ask(Scripts())
        self._lines = {line.step: line for line in reversed(lines)}
        self._firm = self._bridge.ask(Settings()).get("company_name", "")

    def step(self, at: str, typed: Typed, caller: Caller | None) -> str:
        """Which step of the talk this is."""
        if typed.kind == str(CallKind.COMPLAINT) and at in ("kind", "fault"):
            return "complaint"
        if at == "phone" and caller is None and phones.parse(typed.phone).kind is PhoneKind.MOBILE:
            return "mobile_number"
        return STEPS.get(at, "ask_fault")

    def line(self, at: str, typed: Typed, caller: Caller | None) -> tuple[str, str]:
        """The sentence to say and the one not to say; places that are not known yet stay open."""
        found = self._lines.get(self.step(at, typed, caller))
        if found is None:
            return "", ""
        machine = next((m for m in caller.machines if m.id == typed.machine_id), None) if caller else None
        say = filled(
            found.say, company=self._firm, name=self._bridge.desk.actor, address=str(caller.address) if caller else typed.address,
            contact=typed.caller or (str(caller.contact.name) if caller and caller.contact else ""),
            model=machine.model if machine else typed.model, fault=typed.fault,
        )  # fmt: skip
        return say, found.avoid.split("|")[0]
