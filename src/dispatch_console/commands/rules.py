"""How a handler keeps a rule of the house: it warns and writes down that it was broken, or refuses where the firm enforces it."""

from __future__ import annotations

from typing import Any

from dispatch_console.commands.facts import fact, setting
from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.setup import SetSetting, set_setting
from dispatch_console.commands.work import Work
from dispatch_console.domain.house_rules import ENFORCE, HOUSE_RULES, WARN
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_


def broken(work: Work, name: str, job_id: int | None) -> dict[str, Any]:
    """A rule of the house was not kept: Refused where it is enforced, else a line in the job's story and a warning.

    What it gives goes into the handler's answer, so that whoever did it is told.
    """
    rule = HOUSE_RULES[name]
    if setting(work, rule.setting, WARN) == ENFORCE:
        raise Refused(rule.broken)
    if job_id is not None:
        fact(work, job_id, "rule_broken", reason=name, channel="system", checked=False)
    return {"warned": rule.broken}


@command(role=Role.MANAGER, undo=UNDO, requirement="R2")
class SetRule(Command):
    """Say whether a rule of the house only warns or is enforced; mode is warn or enforce (R2)."""

    name: str
    mode: str


@does
def set_rule(command: SetRule, work: Work) -> dict[str, Any]:
    """The rule's name."""
    if command.name not in HOUSE_RULES:
        raise Refused(N_("There is no such entry."))
    if command.mode not in (WARN, ENFORCE):
        raise Refused(N_("A rule warns or is enforced."))
    set_setting(SetSetting(name=HOUSE_RULES[command.name].setting, value=command.mode, uid=command.uid), work)
    return {"name": command.name}
