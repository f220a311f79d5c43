"""What may be quoted: the list price with its float, who must approve beyond it, and the sum of a bill."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dispatch_console.domain import money
from dispatch_console.words import Said, say


class LineKind(StrEnum):
    """What a line of a quote is for (R43)."""

    PART = "part"
    LABOUR = "labour"
    VISIT = "visit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PriceItem:
    """One line of the unified price list: list price in fen, float in percent down and up (R42)."""

    code: str
    name: str
    kind: LineKind
    list_fen: int
    float_low_pct: int = 0
    float_high_pct: int = 0

    @property
    def low_fen(self) -> int:
        """The least that may be quoted without approval; rounded up to a whole fen."""
        return -(-self.list_fen * (100 - self.float_low_pct) // 100)

    @property
    def high_fen(self) -> int:
        """The most that may be quoted without approval; rounded down to a whole fen."""
        return self.list_fen * (100 + self.float_high_pct) // 100


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line of a quote, in fen for one piece; `approver` names who allowed a price beyond the float."""

    item: PriceItem
    price_fen: int
    quantity: int = 1
    approver: str = ""

    @property
    def sum_fen(self) -> int:
        """Price times quantity, in fen."""
        return self.price_fen * self.quantity


@dataclass(frozen=True, slots=True)
class Package:
    """What a bought package takes off the bill, in percent of each kind; visits may be counted (R223)."""

    name: str
    part_off_pct: int = 0
    labour_off_pct: int = 0
    visit_off_pct: int = 0
    visits_left: int | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """The bill in fen: what each kind comes to, what the package takes off, what is to pay."""

    part_fen: int
    labour_fen: int
    visit_fen: int
    other_fen: int
    deducted_fen: int

    @property
    def listed_fen(self) -> int:
        """Everything before the deduction."""
        return self.part_fen + self.labour_fen + self.visit_fen + self.other_fen

    @property
    def due_fen(self) -> int:
        """What the customer pays."""
        return self.listed_fen - self.deducted_fen


def why_not_price(item: PriceItem, price_fen: int, approver: str = "") -> Said | None:
    """Why this price may not be quoted; None within the float or when somebody is named for it (R42)."""
    if price_fen < 0:
        return say("A price is not below nought.")
    if item.low_fen <= price_fen <= item.high_fen or approver.strip():
        return None
    return say(
        "{price} is outside {low}–{high} for {item}: name who approved it.",
        price=money.in_words(price_fen),
        low=money.plain(item.low_fen),
        high=money.plain(item.high_fen),
        item=item.name,
    )


def total(lines: Iterable[QuoteLine], package: Package | None = None) -> Total:
    """Add up parts, labour, visit and others, less what the package takes off (R43).

    A deduction is rounded down to a whole fen per kind, so never more is taken off than agreed.
    Raises ValueError for a line whose price may not be quoted or whose quantity is below 1.
    """
    sums = dict.fromkeys(LineKind, 0)
    for line in lines:
        if line.quantity < 1 or why_not_price(line.item, line.price_fen, line.approver) is not None:
            raise ValueError(line.item.code)
        sums[line.item.kind] += line.sum_fen
    off = 0
    if package is not None:
        visit_off = 0 if package.visits_left == 0 else package.visit_off_pct
        for kind, pct in (
            (LineKind.PART, package.part_off_pct),
            (LineKind.LABOUR, package.labour_off_pct),
            (LineKind.VISIT, visit_off),
        ):
            off += sums[kind] * pct // 100
    return Total(sums[LineKind.PART], sums[LineKind.LABOUR], sums[LineKind.VISIT], sums[LineKind.OTHER], off)


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """A line of the price list file: the price, its machine category and unit, and the points it earns."""

    item: PriceItem
    category: str
    unit: str
    hours_tenths: int
    difficulty_tenths: int
    newness_tenths: int


def read_price_list(text: str) -> tuple[ListedPrice, ...]:
    """Read price_list.csv (amounts in fen, floats in percent, points in tenths). Raises ValueError."""
    return tuple(
        ListedPrice(
            PriceItem(
                row["code"],
                row["name"],
                LineKind(row["kind"]),
                int(row["list_fen"]),
                int(row["float_low_pct"]),
                int(row["float_high_pct"]),
            ),
            row["category"],
            row["unit"],
            int(row["hours_tenths"]),
            int(row["difficulty_tenths"]),
            int(row["newness_tenths"]),
        )
        for row in csv.DictReader(text.splitlines())
    )
