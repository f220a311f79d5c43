"""In or out of warranty, until which day and on what paper that rests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from dispatch_console.words import N_, Said, say


class Warranty(StrEnum):
    """The verdict: in, out, or not known until a paper is seen."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a verdict rests on; the office always names it to the customer (R38, R51)."""

    CONTRACT = "contract"
    CARD = "card"
    INVOICE = "invoice"
    INSTALLED = "installed"
    SAID = "said"
    NONE = "none"


class Exclusion(StrEnum):
    """Why a fault is not covered though the warranty still runs (R12, R47)."""

    HUMAN_DAMAGE = "human_damage"
    OPENED_BY_OTHERS = "opened_by_others"
    OTHER_PARTS = "other_parts"
    MISUSE = "misuse"
    SOFTWARE = "software"
    CHANNEL = "channel"


BASIS_WORDS: dict[Basis, str] = {
    Basis.CONTRACT: N_("contract"),
    Basis.CARD: N_("warranty card"),
    Basis.INVOICE: N_("invoice"),
    Basis.INSTALLED: N_("installation date"),
    Basis.SAID: N_("customer's word"),
    Basis.NONE: N_("no paper"),
}

EXCLUSION_WORDS: dict[Exclusion, str] = {
    Exclusion.HUMAN_DAMAGE: N_("damaged by the user"),
    Exclusion.OPENED_BY_OTHERS: N_("opened by others"),
    Exclusion.OTHER_PARTS: N_("parts of other makers"),
    Exclusion.MISUSE: N_("wrong use"),
    Exclusion.SOFTWARE: N_("software fault"),
    Exclusion.CHANNEL: N_("not from a regular channel"),
}


@dataclass(frozen=True, slots=True)
class WarrantyFacts:
    """The dates that are known of a machine; days are local, `months` is the term that applies (R46).

    `purchased_on` is what the customer says, `invoice_on` what an invoice shows.
    """

    purchased_on: dt.date | None = None
    invoice_on: dt.date | None = None
    installed_on: dt.date | None = None
    card_until: dt.date | None = None
    contract_from: dt.date | None = None
    contract_until: dt.date | None = None
    months: int = 12
    exclusions: frozenset[Exclusion] = frozenset()


@dataclass(frozen=True, slots=True)
class WarrantyVerdict:
    """The verdict with the last covered day (included), its basis and the sentence for the card."""

    state: Warranty
    until: dt.date | None
    basis: Basis
    reason: Said
    excluded: tuple[Exclusion, ...] = ()


def term_end(start: dt.date, months: int) -> dt.date:
    """The last day of a term: same day so many months on, or that month's end (29 Feb → 28 Feb)."""
    end: dt.date = start + relativedelta(months=months)
    return end


def verdict(facts: WarrantyFacts, on: dt.date) -> WarrantyVerdict:
    """Judge a machine on a day (R38, R46, R47). Of several papers the one that covers longest counts.

    A date the customer only says gives UNKNOWN while it would cover; OUT when even that is over.
    """
    proven = _proven(facts, on)
    excluded = tuple(sorted(facts.exclusions))
    if proven:
        until, basis = max(proven, key=lambda p: p[0])
        if on > until:
            return WarrantyVerdict(Warranty.OUT, until, basis, _over(until, basis), excluded)
        if excluded:
            why = Said(EXCLUSION_WORDS[excluded[0]])
            reason = say(
                "Out of warranty though it runs until {until}: {why}.", until=until.isoformat(), why=why
            )
            return WarrantyVerdict(Warranty.OUT, until, basis, reason, excluded)
        reason = say("In warranty until {until} by {basis}.", until=until.isoformat(), basis=_basis(basis))
        return WarrantyVerdict(Warranty.IN, until, basis, reason)
    if excluded:
        why = Said(EXCLUSION_WORDS[excluded[0]])
        return WarrantyVerdict(
            Warranty.OUT, None, Basis.NONE, say("Out of warranty: {why}.", why=why), excluded
        )
    if facts.purchased_on is None:
        return WarrantyVerdict(
            Warranty.UNKNOWN, None, Basis.NONE, say("Warranty not known: ask for the invoice or the card.")
        )
    until = term_end(facts.purchased_on, facts.months)
    if on > until:
        return WarrantyVerdict(Warranty.OUT, until, Basis.SAID, _over(until, Basis.SAID))
    reason = say("Perhaps until {until}: invoice or card not seen.", until=until.isoformat())
    return WarrantyVerdict(Warranty.UNKNOWN, until, Basis.SAID, reason)


def return_until(received_on: dt.date, days: int = 7) -> dt.date:
    """The last day on which a return may be asked for (R50; the number of days is policy)."""
    return received_on + dt.timedelta(days=days)


def _proven(facts: WarrantyFacts, on: dt.date) -> list[tuple[dt.date, Basis]]:
    found: list[tuple[dt.date, Basis]] = []
    if facts.contract_until and (facts.contract_from is None or facts.contract_from <= on):
        found.append((facts.contract_until, Basis.CONTRACT))
    if facts.card_until:
        found.append((facts.card_until, Basis.CARD))
    if facts.invoice_on:
        found.append((term_end(facts.invoice_on, facts.months), Basis.INVOICE))
    if facts.installed_on:
        found.append((term_end(facts.installed_on, facts.months), Basis.INSTALLED))
    return found


def _over(until: dt.date, basis: Basis) -> Said:
    return say("Out of warranty since {until} by {basis}.", until=until.isoformat(), basis=_basis(basis))


def _basis(basis: Basis) -> Said:
    return Said(BASIS_WORDS[basis])
