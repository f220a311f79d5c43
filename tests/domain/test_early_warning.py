"""The exact test behind a warning, its correction, and the correlation of ranks."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import comb

import pytest

from dispatch_console.domain.early_warning import (
    LEAST_PAST,
    against_past,
    at_least,
    holm,
    rank_correlation,
    usual_chance,
)
from dispatch_console.domain.early_warning import (
    Tested as Judged,
)


def exact(hits, of, chance):
    return float(sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(hits, of + 1)))


@pytest.mark.requirement("R199", "R200")
@pytest.mark.parametrize(("hits", "of", "chance"), [(8, 31, Fraction(84, 1000)), (1, 1, Fraction(1, 2)), (3, 10, Fraction(1, 10)), (40, 400, Fraction(1, 20)), (5, 5, Fraction(1, 3)), (1, 2000, Fraction(1, 9999))])
def test_the_tail_is_the_exact_binomial_in_whole_fractions(hits, of, chance):
    assert at_least(hits, of, float(chance)) == pytest.approx(exact(hits, of, chance), rel=1e-9)


def test_the_ends_of_the_tail():
    assert at_least(0, 5, 0.2) == 1 and at_least(6, 5, 0.2) == 0
    assert at_least(1, 5, 0) == 0 and at_least(5, 5, 1) == 1
    assert at_least(1, 10, 0.99) == 1  # the sum of the logarithms is a hair above it
    assert at_least(0, 5, 0) == 1 and at_least(6, 5, 1) == 0
    assert 0 < at_least(20_000, 30_000, 0.66) < 1


def test_a_tail_by_counting_every_way_that_three_coins_fall():
    ways = list(itertools.product((0, 1), repeat=3))
    assert at_least(2, 3, 0.5) == pytest.approx(sum(sum(w) >= 2 for w in ways) / len(ways))


def test_a_past_without_a_hit_is_no_certainty():
    assert usual_chance(0, 98) == 0.01 and usual_chance(49, 98) == 0.5


def test_holm_as_in_the_textbook():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0] and holm([]) == []


@pytest.mark.requirement("R199", "R200")
def test_a_model_is_warned_of_when_it_is_clearly_above_its_own_past_and_only_then():
    now = {"MP 3055": (8, 31), "2348": (2, 17), "new": (9, 9), "M428": (3, 52)}
    past = {"MP 3055": (26, 310), "2348": (20, 180), "new": (0, LEAST_PAST - 1), "M428": (30, 520)}
    found = against_past(now, past)
    assert set(found) == {"MP 3055", "2348", "M428"}  # one without a past is not looked at
    assert {k for k, t in found.items() if t.warned} == {"MP 3055"}
    worst = found["MP 3055"]
    assert worst.looked_at == 3 and worst.corrected == pytest.approx(3 * worst.p) and worst.p < 0.01
    assert "new" in against_past(now, {**past, "new": (0, LEAST_PAST)}) and LEAST_PAST == 20
    assert against_past({"MP 3055": (0, 0), "never seen": (1, 3)}, past) == {}


@pytest.mark.requirement("R199")
def test_at_the_level_itself_it_warns():
    assert Judged(1, 2, 3, 40, 0.05, 0.05, 1).warned and not Judged(1, 2, 3, 40, 0.05, 0.0501, 1).warned


def test_the_more_are_looked_at_the_more_a_warning_needs():
    past = dict.fromkeys(range(200), (5, 100))
    one = against_past({0: (5, 30)}, past)[0]
    among = against_past({0: (5, 30), **dict.fromkeys(range(1, 200), (0, 30))}, past)[0]
    assert one.warned and not among.warned and one.p == among.p


@pytest.mark.requirement("R200")
def test_ranks_that_rise_together_fall_together_or_have_nothing_to_say():
    assert rank_correlation([1, 2, 3, 4], [10, 20, 25, 90]) == pytest.approx(1)
    assert rank_correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert rank_correlation([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]) == pytest.approx(0.8)
    assert rank_correlation([1, 1, 2], [5, 5, 9]) == pytest.approx(1)  # equal values share a rank
    assert rank_correlation([1, 2, 3], [1, 2, 3, 4]) is None and rank_correlation([1, 2], [1, 2]) is None and rank_correlation([1, 1, 1], [1, 2, 3]) is None
