"""The next period's count with its own past errors, and numbers in natural groups."""

from __future__ import annotations

import itertools
import random

import pytest

from dispatch_console.domain.forecast import Expected, Group, expected, natural_groups


@pytest.mark.requirement("R200")
def test_the_next_month_is_the_mean_of_six_and_says_how_far_off_that_was():
    steady = [20] * 12
    assert expected(steady) == Expected(20, 0)
    # the six before were 10 each; the newest 10, 10, 10, 10, 10, 40: only the last was missed, by 30
    jump = expected([10] * 11 + [40])
    assert jump == Expected(15, 30) and (jump.least, jump.most) == (0, 45)
    assert expected([99, 7, *steady]) == Expected(20, 0)  # what is older does not count
    assert expected([1, 2] * 6) == Expected(2, 1)  # a half is rounded up
    assert expected([10, 12, 11, 13, 12, 14, 15, 13, 16, 17, 18, 16]) == Expected(16, 3)


@pytest.mark.requirement("R200")
def test_a_short_or_broken_past_says_nothing():
    assert expected([20] * 11) is None and expected([]) is None
    assert expected([20] * 11 + [0]) is None and expected([0, *[20] * 11]) is None


@pytest.mark.requirement("R200")
def test_numbers_fall_into_three_groups_that_differ_least():
    assert natural_groups([1, 1, 1, 2, 2, 9, 10, 30]) == (Group(30, 30, 1, 30), Group(9, 10, 2, 19), Group(1, 2, 5, 7))
    assert natural_groups([1, 2, 3]) == () == natural_groups([]) and natural_groups([5] * 40) == ()
    assert sum(g.members for g in natural_groups(range(1, 40))) == 39


def spread_of(part):
    mean = sum(part) / len(part)
    return sum((x - mean) ** 2 for x in part)


@pytest.mark.requirement("R200")
@pytest.mark.parametrize("seed", range(60))
def test_no_other_cut_is_better(seed):
    dice = random.Random(seed)
    numbers = sorted(dice.choice((1, 2, 3, 4, 6, 9, 13, 20, 34)) for _n in range(dice.randint(8, 14)))
    made = natural_groups(numbers)
    if len(set(numbers)) < 4:
        assert made == ()
        return
    cuts = itertools.combinations(range(1, len(numbers)), 2)
    least = min(spread_of(numbers[:a]) + spread_of(numbers[a:b]) + spread_of(numbers[b:]) for a, b in cuts)
    parts = [[x for x in numbers if g.least <= x <= g.most] for g in made]
    assert sum(map(spread_of, parts)) == pytest.approx(least)
    assert [(g.members, g.total) for g in made] == [(len(part), sum(part)) for part in parts] and sum(map(len, parts)) == len(numbers)


@pytest.mark.requirement("R200")
def test_a_group_may_be_one_number_alone():
    assert [(g.least, g.most) for g in natural_groups([1, 20, 21, 40, 41])] == [(40, 41), (20, 21), (1, 1)]
    assert [(g.least, g.most) for g in natural_groups([1, 2, 20, 40])] == [(40, 40), (20, 20), (1, 2)]
