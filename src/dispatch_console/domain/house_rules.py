"""The rules of the office that somebody may have a good reason to break: each warns, or is enforced where the firm says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dispatch_console.words import N_

WARN, ENFORCE = "warn", "enforce"


@dataclass(frozen=True, slots=True)
class HouseRule:
    """What it wants, what is said when it is broken, and the requirement it comes from."""

    name: str
    wants: str
    broken: str
    requirement: str

    @property
    def setting(self) -> str:
        """The setting that says whether it warns or is enforced."""
        return f"rule_{self.name}"


HOUSE_RULES: Mapping[str, HouseRule] = {
    r.name: r
    for r in (
        HouseRule("told_fee", N_("A customer who insists is told first that the visit may cost"),
                  N_("Tell the customer first that the visit may not be free (R32)."), "R32"),
        HouseRule("superior_told", N_("A complaint is told to the superior before it is answered"),
                  N_("First tell the superior: who was told, and when."), "R126"),
        HouseRule("loaner_back", N_("The lent machine is back before the repaired one is returned"),
                  N_("The lent machine is not back yet."), "R151"),
        HouseRule("part_leave", N_("A part leaves the store with somebody's leave, or was ordered"),
                  N_("Nobody gave leave to draw this part, and it was not ordered (R162)."), "R162"),
        HouseRule("signed_application", N_("A revisit on site has its signed application"),
                  N_("This revisit has no signed service application (R188)."), "R188"),
    )
}  # fmt: skip
