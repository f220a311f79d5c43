"""What the next period will bring, told with how far off the same way was before; and numbers that fall into groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

OVER = 6  # periods whose mean is expected again, and so often that is tried on the past
MOST_GROUPS = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """The mean of the newest periods; `off` is how far it was from the truth at most, in as many periods of the past as it takes."""

    about: int
    off: int

    @property
    def least(self) -> int:
        """As low as the worst of the past would have it, never below nothing."""
        return max(0, self.about - self.off)

    @property
    def most(self) -> int:
        """As high as the worst of the past would have it."""
        return self.about + self.off


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that lie near one another: from least to most, how many they are, and their sum."""

    least: int
    most: int
    members: int
    total: int


def expected(counts: Sequence[int]) -> Expected | None:
    """The next of a row of counts, oldest first (R200): the mean of the newest six, tried on each of those six with the six
    before it. None when the past is too short, or one of its periods was empty.
    """
    past = counts[-2 * OVER :]
    if len(past) < 2 * OVER or not all(past):
        return None
    tries = [abs(past[n] - _mean(past[n - OVER : n])) for n in range(OVER, 2 * OVER)]
    return Expected(_mean(past[OVER:]), max(tries))


def _mean(counts: Sequence[int]) -> int:
    return (2 * sum(counts) + len(counts)) // (2 * len(counts))


def natural_groups(numbers: Iterable[int]) -> tuple[Group, ...]:
    """Numbers in three groups, the largest first, so that within the groups they differ least (Fisher 1958, exact; R200).

    Fewer than four different numbers fall into no groups.
    """
    found = sorted(Counter(numbers).items())
    if len(found) <= MOST_GROUPS:
        return ()

    def spread(first: int, last: int) -> float:
        """How far the numbers lie from their mean, squared; less the sum of their squares, which is the same for every cut."""
        part = found[first:last]
        n, s = sum(k for _x, k in part), sum(x * k for x, k in part)
        return -s * s / n

    @cache
    def best(last: int, groups: int) -> tuple[float, int]:
        """The least spread of the first `last` numbers in so many groups, and where the newest of them begins."""
        if groups == 1:
            return spread(0, last), 0
        return min((best(cut, groups - 1)[0] + spread(cut, last), cut) for cut in range(groups - 1, last))

    made, last = [], len(found)
    for groups in range(MOST_GROUPS, 0, -1):
        cut = best(last, groups)[1]
        part = found[cut:last]
        made.append(Group(part[0][0], part[-1][0], sum(k for _x, k in part), sum(x * k for x, k in part)))
        last = cut
    return tuple(made)
