import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch_console import places
from dispatch_console.domain.points import (
    JOB_WORDS,
    KIND_WORDS,
    PARAMETERS,
    Grade,
    JobFacts,
    PointRule,
    RuleKind,
    bonus_fen,
    checked_parameters,
    fee_root_tenths,
    in_force,
    next_version,
    read_grades,
    read_point_rules,
    read_values,
    rule_words,
    score,
    shown,
    total_tenths,
)  # fmt: skip
from dispatch_console.domain.refused import Refused

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


def rule(code, kind, version=1, **parameters):
    return PointRule(code, version, kind, parameters)


@pytest.mark.requirement("R192")
def test_a_job_without_a_fee_has_no_line_for_it():
    assert [line.rule for line in score(JobFacts("repair"), RULES)] == ["repaired"]
    assert fee_root_tenths(-100) == 0


@pytest.mark.requirement("R192")
def test_what_a_rule_does_not_say_counts_nothing():
    facts = JobFacts("repair", rework_count=1)
    rules = [rule("k", RuleKind.JOB_KIND), rule("r", RuleKind.REPAIRED)]
    assert score(facts, rules) == []
    assert [line.tenths for line in score(facts, [rule("w", RuleKind.REWORK)])] == [-30]


@pytest.mark.requirement("R192")
def test_work_as_hard_as_the_base_or_harder_takes_nothing_off():
    facts = JobFacts("repair", difficulty_tenths=40, rework_count=2, repaired=False)
    assert [line.rule for line in score(facts, RULES)] == ["difficulty"]


@pytest.mark.requirement("R192")
def test_a_bonus_is_counted_once():
    assert total(job_kind="repair", repaired=False, bonus_tenths=10, bonus_reason="加急", rework_count=1, sent_out=False) == "-2.0"


@pytest.mark.requirement("R192")
@pytest.mark.parametrize("codes", [("a", "z"), ("z", "a")])
def test_sent_out_and_the_same_fault_again_take_the_points_off_only_once(codes):
    rules = [rule("h", RuleKind.HOURS), rule(codes[0], RuleKind.SENT_OUT), rule(codes[1], RuleKind.ONCE_PER_FAULT)]
    facts = JobFacts("repair", hours_tenths=20, sent_out=True, same_fault_again=True)
    assert [(line.rule, line.tenths) for line in score(facts, rules)] == [("h", 20), ("a", -20)]
    assert score(JobFacts("repair", sent_out=True, same_fault_again=True), rules) == []


@pytest.mark.requirement("R192")
def test_only_the_rule_that_says_so_takes_points_off():
    earning = rule("h", RuleKind.HOURS)
    facts = JobFacts("repair", hours_tenths=20, sent_out=True, same_fault_again=True)
    assert [line.tenths for line in score(facts, [earning])] == [20]
    assert [line.tenths for line in score(JobFacts("repair", hours_tenths=20), [earning, *RULES[-2:]])][0] == 20
    kept = JobFacts("repair", hours_tenths=20, repaired=False, rework_count=0)
    both = [earning, rule("o", RuleKind.ONCE_PER_FAULT), rule("s", RuleKind.SENT_OUT), rule("w", RuleKind.REWORK)]
    assert [line.tenths for line in score(kept, both)] == [20]
    again = JobFacts("repair", hours_tenths=20, same_fault_again=True, rework_count=1)
    assert [(line.rule, line.tenths) for line in score(again, [earning, rule("w", RuleKind.REWORK)])] == [("h", 20), ("w", -30)]
    out = JobFacts("repair", hours_tenths=20, sent_out=True, rework_count=1)
    assert [(line.rule, line.tenths) for line in score(out, [earning, rule("w", RuleKind.REWORK)])] == [("h", 20), ("w", -30)]


@pytest.mark.requirement("R192")
def test_of_two_versions_the_newer_is_told_first():
    rules = [rule("p", RuleKind.REPAIRED, 1, points=5), rule("p", RuleKind.REPAIRED, 2, points=8)]
    assert [(line.version, line.tenths) for line in score(JobFacts("repair"), rules)] == [(2, 8), (1, 5)]


def test_rules_can_be_kept_in_a_set():
    assert len({rule("p", RuleKind.REPAIRED, points=5), rule("q", RuleKind.REPAIRED, points=5)}) == 2


@pytest.mark.requirement("R192")
def test_a_tenth_of_a_point_taken_off_is_shown_with_its_sign():
    assert shown(-1) == "-0.1" and shown(0) == "0.0"


@pytest.mark.requirement("R192")
@pytest.mark.parametrize(("day", "holds"), [(28, False), (1, True), (31, True)])
def test_a_rule_holds_from_its_first_day_to_its_last(day, holds):
    dated = PointRule("p", 1, RuleKind.REPAIRED, {}, dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    on = dt.date(2026, 2 if day == 28 else 3, day)
    assert dated.valid_on(on) is holds
    assert not dated.valid_on(dt.date(2026, 4, 1)) and rule("p", RuleKind.REPAIRED).valid_on(on)


@pytest.mark.requirement("R192")
def test_a_point_is_worth_forty_yuan_unless_a_grade_says_otherwise():
    assert bonus_fen(10, Grade("A", "甲", 0)) == 4000


def test_a_rule_of_a_file_holds_from_its_day_on():
    (read,) = read_point_rules("code,version,kind,valid_from,valid_until,parameters\np,1,repaired,2026-03-01,,points=5\n")
    assert (read.valid_from, read.valid_until, read.parameters) == (dt.date(2026, 3, 1), None, {"points": 5})


# ---- what comes later, versions, words ----

DAY = dt.date(2026, 3, 16)


def one(kind, facts=None, **parameters):
    return [(line.tenths, str(line.arithmetic)) for line in score(JobFacts("repair", repaired=False, **(facts or {})), [PointRule("r", 3, kind, parameters)])]


@pytest.mark.requirement("R192")
def test_on_time_quality_and_complaints_earn_and_cost_what_their_rule_says():
    assert one(RuleKind.ON_TIME, {"on_time": True}, points=5) == [(5, "on time 0.5")] and one(RuleKind.ON_TIME, {}, points=5) == []
    assert one(RuleKind.ON_TIME, {"on_time": True}) == []
    quality = {"points": 10, "from_percent": 95}
    assert one(RuleKind.QUALITY, {"quality_percent": 95}, **quality) == [(10, "quality 95 % ≥ 95 %: 1.0")]
    assert one(RuleKind.QUALITY, {"quality_percent": 94}, **quality) == [] == one(RuleKind.QUALITY, {}, **quality)
    assert one(RuleKind.QUALITY, {"quality_percent": 100}, points=10) == [(10, "quality 100 % ≥ 100 %: 1.0")] and one(RuleKind.QUALITY, {"quality_percent": 99}, points=10) == []
    assert one(RuleKind.QUALITY, {"quality_percent": 0}, points=10, from_percent=0) == [(10, "quality 0 % ≥ 0 %: 1.0")]
    assert one(RuleKind.QUALITY, {"quality_percent": 100}) == []
    assert one(RuleKind.COMPLAINT, {"upheld_complaints": 2}, points=15) == [(-30, "upheld complaint 2 × 1.5")]
    assert one(RuleKind.COMPLAINT, {}, points=15) == [] and one(RuleKind.COMPLAINT, {"upheld_complaints": 1}) == [(0, "upheld complaint 1 × 0.0")]
    assert one(RuleKind.QUALITY, {"upheld_complaints": 1}, points=10) == []  # only its own rule tells of it
    assert JobFacts("repair").upheld_complaints == 0 and not JobFacts("repair").on_time and JobFacts("repair").quality_percent is None


@pytest.mark.requirement("R192")
def test_what_the_customer_says_afterwards_stands_also_where_the_work_earned_nothing():
    rules = [PointRule("hours", 1, RuleKind.HOURS), PointRule("once", 1, RuleKind.ONCE_PER_FAULT), PointRule("q", 1, RuleKind.QUALITY, {"points": 5, "from_percent": 90}),
             PointRule("on", 1, RuleKind.ON_TIME, {"points": 5})]  # fmt: skip
    facts = JobFacts("repair", 20, quality_percent=100, on_time=True, same_fault_again=True)
    assert [(x.rule, x.tenths) for x in score(facts, rules)] == [("hours", 20), ("on", 5), ("once", -25), ("q", 5)]


@pytest.mark.requirement("R192")
def test_a_rule_has_only_the_values_of_its_kind_within_bounds_in_their_order():
    assert list(checked_parameters(RuleKind.QUALITY, {"from_percent": 95, "points": 5}).items()) == [("points", 5), ("from_percent", 95)]
    assert checked_parameters(RuleKind.QUALITY, {"from_percent": 100, "points": 10_000}) and checked_parameters(RuleKind.HOURS, {}) == {}
    assert checked_parameters(RuleKind.REPAIRED, {"points": 0}) == {"points": 0} and checked_parameters(RuleKind.QUALITY, {"from_percent": 0}) == {"from_percent": 0}
    for kind, wrong in ((RuleKind.HOURS, {"points": 1}), (RuleKind.REPAIRED, {"base": 1}), (RuleKind.QUALITY, {"from_percent": 101}),
                        (RuleKind.REPAIRED, {"points": 10_001}), (RuleKind.REPAIRED, {"points": -1})):  # fmt: skip
        with pytest.raises(Refused) as no:
            checked_parameters(kind, wrong)
        assert str(no.value)
    with pytest.raises(Refused, match="Known: points"):
        checked_parameters(RuleKind.REPAIRED, {"base": 1})
    with pytest.raises(Refused, match="Known: —"):
        checked_parameters(RuleKind.HOURS, {"points": 1})
    assert set(PARAMETERS) < set(RuleKind) and set(KIND_WORDS) == set(RuleKind) and set(PARAMETERS[RuleKind.JOB_KIND]) == set(JOB_WORDS)


@pytest.mark.requirement("R192")
def test_values_are_read_as_name_and_tenths():
    assert read_values(("points=5", " base = 30")) == {"points": 5, "base": 30}
    for wrong in ("points", "points=", "points=x", "points=-1"):
        with pytest.raises(Refused, match="no value"):
            read_values((wrong,))


@pytest.mark.requirement("R192")
def test_the_next_version_of_a_rule_begins_no_earlier_than_the_one_before():
    known = [PointRule("a", 1, RuleKind.REPAIRED, {}, dt.date(2025, 1, 1)), PointRule("a", 2, RuleKind.REPAIRED, {}, DAY), PointRule("b", 7, RuleKind.HOURS)]
    new = next_version(known, PointRule("a", 0, RuleKind.REPAIRED, {"points": 5}), DAY)
    assert new == PointRule("a", 3, RuleKind.REPAIRED, {"points": 5}, DAY) and new.parameters == {"points": 5}
    assert next_version(known, PointRule("c", 0, RuleKind.HOURS), dt.date(2020, 1, 1)).version == 1
    assert next_version(known, PointRule("b", 0, RuleKind.HOURS), dt.date(2020, 1, 1)).version == 8
    with pytest.raises(Refused, match="Version 2 holds from 2026-03-16"):
        next_version(known, PointRule("a", 0, RuleKind.REPAIRED), DAY - dt.timedelta(days=1))
    with pytest.raises(Refused):
        next_version(known, PointRule("a", 0, RuleKind.REPAIRED, {"base": 1}), DAY)


@pytest.mark.requirement("R192")
def test_of_each_rule_the_newest_version_that_holds_that_day_is_in_force():
    rules = [PointRule("a", 2, RuleKind.REPAIRED, {}, DAY), PointRule("a", 1, RuleKind.REPAIRED, {}, None, DAY - dt.timedelta(days=1)), PointRule("b", 1, RuleKind.HOURS)]
    assert {(r.code, r.version) for r in in_force(rules, DAY)} == {("a", 2), ("b", 1)}
    assert {(r.code, r.version) for r in in_force(rules, DAY - dt.timedelta(days=1))} == {("a", 1), ("b", 1)}
    assert [(r.code, r.version) for r in in_force([PointRule("a", 2, RuleKind.HOURS), PointRule("a", 1, RuleKind.HOURS)], DAY)] == [("a", 2)]


WORDS = {
    RuleKind.JOB_KIND: "Each job by its kind: Repair 1.0, Survey 0.5.", RuleKind.HOURS: "The hours that stand in the price list for the work.",
    RuleKind.DIFFICULTY: "The difficulty that stands in the price list for the work.",
    RuleKind.NEWNESS: "The new-product points that stand in the price list.",
    RuleKind.FEE_ROOT: "The root of what labour and visit cost in yuan, divided by ten, to one decimal.",
    RuleKind.REPAIRED: "0.5 when the machine was repaired.", RuleKind.BONUS: "What the supervisor adds, with his reason.",
    RuleKind.REWORK: "Each time a machine comes back: 2.0 less its difficulty are taken off; nothing from difficulty 2.0 on.",
    RuleKind.ONCE_PER_FAULT: "The same fault by the same technician counts once.", RuleKind.SENT_OUT: "What is repaired outside gives nothing.",
    RuleKind.ON_TIME: "0.5 when he arrived within the agreed time.", RuleKind.QUALITY: "0.5 when the quality call gives 95 % or more.",
    RuleKind.COMPLAINT: "0.5 off for each complaint that was upheld.",
}  # fmt: skip


@pytest.mark.requirement("R192")
@pytest.mark.parametrize("kind", list(RuleKind))
def test_every_rule_is_told_in_plain_words(kind):
    values = {"repair": 10, "installation": 0, "survey": 5} if kind is RuleKind.JOB_KIND else {"points": 5, "base": 20, "from_percent": 95}
    assert str(rule_words(kind, values)) == WORDS[kind]


@pytest.mark.requirement("R192")
def test_a_rule_without_values_is_told_with_the_usual_ones():
    told = {k: str(rule_words(k, {})) for k in (RuleKind.JOB_KIND, RuleKind.REWORK, RuleKind.QUALITY, RuleKind.REPAIRED)}
    assert told == {
        RuleKind.JOB_KIND: "Each job by its kind: —.", RuleKind.REPAIRED: "0.0 when the machine was repaired.",
        RuleKind.REWORK: "Each time a machine comes back: 3.0 less its difficulty are taken off; nothing from difficulty 3.0 on.",
        RuleKind.QUALITY: "0.0 when the quality call gives 100 % or more.",
    }  # fmt: skip
    assert str(rule_words(RuleKind.JOB_KIND, {"repair": 10})) == "Each job by its kind: Repair 1.0."
