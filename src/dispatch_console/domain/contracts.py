"""What a contract or a package bought beforehand covers, and what it takes off a bill (R222, R223, R43)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dispatch_console.domain.prices import Package
from dispatch_console.words import N_, Said

KINDS = {"contract": N_("Contract"), "package": N_("Package")}


@dataclass(frozen=True, slots=True)
class Covered:
    """One thing a contract covers: one machine by its row, or so many of a model; neither means every machine."""

    machine_id: int | None = None
    model: str = ""
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as the rule sees it; days are local and both count, visits None means as many as are needed."""

    id: int
    name: str
    starts_on: dt.date
    ends_on: dt.date
    ended_on: dt.date | None = None
    visits: int | None = None
    used: int = 0
    covers: tuple[Covered, ...] = ()
    part_off_pct: int = 0
    labour_off_pct: int = 0
    visit_off_pct: int = 0
    policy_id: int | None = None

    @property
    def last_day(self) -> dt.date:
        """The last day on which it holds."""
        return self.ends_on if self.ended_on is None else min(self.ends_on, self.ended_on)

    @property
    def left(self) -> int | None:
        """How many visits are left; None without a limit."""
        return None if self.visits is None else max(0, self.visits - self.used)

    @property
    def package(self) -> Package:
        """What it takes off a bill, in the terms of the price rule."""
        return Package(self.name, self.part_off_pct, self.labour_off_pct, self.visit_off_pct, self.left)


def why_not(contract: Contract, on_day: dt.date, machine_id: int | None, model: str) -> Said | None:
    """Why a contract does not hold for a machine on a day; None when it does (R222)."""
    if on_day < contract.starts_on:
        return Said(N_("{name} begins only on {day}."), {"name": contract.name, "day": contract.starts_on.isoformat()})
    if on_day > contract.last_day:
        return Said(N_("{name} ended on {day}."), {"name": contract.name, "day": contract.last_day.isoformat()})
    if contract.left == 0:
        return Said(N_("All {n} visits of {name} are used."), {"n": contract.visits, "name": contract.name})
    same = model.strip().casefold()
    if contract.covers and not any(
        c.machine_id == machine_id if c.machine_id is not None else same and c.model.strip().casefold() == same
        for c in contract.covers
    ):
        return Said(N_("{name} does not cover this machine."), {"name": contract.name})
    return None


def best(contracts: Iterable[Contract], on_day: dt.date, machine_id: int | None, model: str) -> Contract | None:
    """The contract to use: the one that ends first of those that hold, so that nothing bought runs out unused."""
    holding = [c for c in contracts if why_not(c, on_day, machine_id, model) is None]
    return min(holding, key=lambda c: (c.last_day, c.id), default=None)
