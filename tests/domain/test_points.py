from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch_console import places
from dispatch_console.domain.points import (
    JobFacts,
    RuleKind,
    bonus_fen,
    fee_root_tenths,
    read_grades,
    read_point_rules,
    score,
    shown,
    total_tenths,
)  # fmt: skip

DATA = places.resources() / "data"
RULES = read_point_rules((DATA / "point_rules.csv").read_text("utf-8"))
GRADES = {g.code: g for g in read_grades((DATA / "grades.csv").read_text("utf-8"))}


def total(**facts):
    return shown(total_tenths(score(JobFacts(**facts), RULES)))


@pytest.mark.requirement("R192")
def test_a_repair_worked_by_hand():
    # hours 2.0 + difficulty 1.5 + value √380 ÷ 10 = 1.949… → 1.9 + repaired 0.5 = 5.9
    assert total(job_kind="repair", hours_tenths=20, difficulty_tenths=15, fee_fen=38000) == "5.9"


def test_easy_work_that_came_back_costs_more():
    # hours 1.0 + difficulty 0.5 + repaired 0.5 = 2.0; twice back: 2 × (3.0 − 0.5) = 5.0 → −3.0
    facts = {"job_kind": "repair", "hours_tenths": 10, "difficulty_tenths": 5, "rework_count": 2}
    assert total(**facts) == "-3.0"
    # difficulty 3.0 or more takes nothing off: 1.0 + 3.0 + 0.5
    assert total(**facts | {"difficulty_tenths": 30}) == "4.5"


def test_the_arithmetic_is_shown():
    lines = score(JobFacts("repair", 10, 5, 0, 10000, rework_count=1), RULES)
    assert [(line.rule, str(line.arithmetic), line.tenths) for line in lines] == [
        ("difficulty", "difficulty 0.5", 5),
        ("fee", "√100.00 ÷ 10 = 1.0", 10),
        ("hours", "hours 1.0", 10),
        ("repaired", "repaired 0.5", 5),
        ("rework", "came back 1 × (3.0 − difficulty 0.5) = −2.5", -25),
    ]


def test_maintenance_has_points_of_its_own():
    assert total(job_kind="maintenance", repaired=False) == "0.8"


def test_a_job_sent_out_or_the_same_fault_again_earns_nothing():
    facts = {"job_kind": "repair", "hours_tenths": 20, "difficulty_tenths": 30, "fee_fen": 38000}
    assert total(**facts, sent_out=True) == "0.0" == total(**facts, same_fault_again=True)
    assert total(**facts, sent_out=True, same_fault_again=True) == "0.0"


def test_a_bonus_names_its_reason():
    line = score(JobFacts("repair", repaired=False, bonus_tenths=10, bonus_reason="加急"), RULES)[0]
    assert str(line.arithmetic) == "bonus 1.0: 加急"


def test_points_beyond_the_standard_are_paid():
    assert bonus_fen(1375, GRADES["A"]) == 30000  # 7.5 points × 40 yuan
    assert bonus_fen(1050, GRADES["B"]) == -20000


def test_every_kind_of_rule_ships():
    assert {r.kind for r in RULES} == set(RuleKind)


@given(st.integers(0, 10**10))
def test_the_root_is_rounded_half_up_without_floats(fen):
    exact = ((Decimal(fen) / 100).sqrt() / 10).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert fee_root_tenths(fen) == int(exact * 10)
