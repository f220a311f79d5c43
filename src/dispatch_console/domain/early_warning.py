"""When a model or a fault comes back more often than it used to: an exact test, and how often it may be wrong."""

from __future__ import annotations

import math
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

LEVEL = 0.05  # ours: at most one false warning in twenty looks, over all that are looked at together
LEAST_PAST = 20  # ours: with fewer cases in the year before there is nothing to compare with
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tested:
    """One model or fault against its own past year: so many of so many, the p of the test, corrected for all looked at."""

    hits: int
    of: int
    past_hits: int
    past_of: int
    p: float  # one-sided, uncorrected
    corrected: float  # by Holm, over `looked_at`
    looked_at: int

    @property
    def warned(self) -> bool:
        """Clearly above its own past (R199, R200)."""
        return self.corrected <= LEVEL


def at_least(hits: int, of: int, chance: float) -> float:
    """How likely it is that at least `hits` of `of` happen, when each happens with this chance: the exact binomial tail."""
    if hits <= 0:
        return 1.0
    if hits > of or chance <= 0:
        return 0.0
    if chance >= 1:
        return 1.0
    yes, no, whole = math.log(chance), math.log1p(-chance), math.lgamma(of + 1)
    terms = (math.exp(whole - math.lgamma(k + 1) - math.lgamma(of - k + 1) + k * yes + (of - k) * no) for k in range(hits, of + 1))
    return min(1.0, math.fsum(terms))


def usual_chance(past_hits: int, past_of: int) -> float:
    """The chance that its own past gives; one hit and one miss are added, so that a past without a hit is no certainty."""
    return (past_hits + 1) / (past_of + 2)


def holm(chances: Sequence[float]) -> list[float]:
    """Each p corrected for all that were looked at (Holm 1979): the chance of even one false warning stays under the level."""
    order = sorted(range(len(chances)), key=lambda n: chances[n])
    raised = accumulate((min(1.0, (len(chances) - rank) * chances[n]) for rank, n in enumerate(order)), max)
    corrected = dict(zip(order, raised, strict=True))
    return [corrected[n] for n in range(len(chances))]


def against_past(now: Mapping[K, tuple[int, int]], past: Mapping[K, tuple[int, int]]) -> dict[K, Tested]:
    """Every one that has a past to be compared with, against that past (R199, R200): (hits, of) by what is looked at."""
    asked = [k for k, (_hits, of) in now.items() if of and k in past and past[k][1] >= LEAST_PAST]
    chances = [at_least(now[k][0], now[k][1], usual_chance(*past[k])) for k in asked]
    return {
        k: Tested(*now[k], *past[k], p, corrected, len(asked))
        for k, p, corrected in zip(asked, chances, holm(chances), strict=True)
    }


def _ranks(values: Sequence[float]) -> list[int]:
    """The place of each value in their order, doubled, so that equal ones share the middle of their places."""
    order = sorted(values)
    return [bisect_left(order, v) + bisect_right(order, v) for v in values]


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Whether two things rise together, -1 to 1 (Spearman, equal values share a rank); None where it says nothing (R200)."""
    if len(one) < 3:
        return None
    try:
        return statistics.correlation(_ranks(one), _ranks(other))
    except statistics.StatisticsError:  # not as many of the one as of the other, or one of them never changes
        return None
