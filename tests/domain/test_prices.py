import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch_console.domain.prices import (
    LineKind,
    Package,
    PriceItem,
    QuoteLine,
    total,
    why_not_price,
)  # fmt: skip

ROLLER = PriceItem("P-01", "定影辊", LineKind.PART, 30000, 10, 20)
LABOUR = PriceItem("L-01", "换定影", LineKind.LABOUR, 8000, 0, 50)
VISIT = PriceItem("V-01", "市区上门", LineKind.VISIT, 5000)


@pytest.mark.requirement("R42")
@pytest.mark.parametrize(("fen", "free"), [(27000, True), (36000, True), (26999, False), (36001, False)])
def test_a_price_within_the_float_needs_nobody(fen, free):
    assert (why_not_price(ROLLER, fen) is None) is free
    assert why_not_price(ROLLER, fen, "顾明") is None


def test_the_refusal_names_the_range():
    assert (
        str(why_not_price(ROLLER, 40000)) == "400 yuan is outside 270–360 for 定影辊: name who approved it."
    )
    assert why_not_price(ROLLER, 40000, "  ") is not None
    assert why_not_price(ROLLER, -1, "顾明") is not None


@pytest.mark.requirement("R43")
def test_parts_labour_and_visit_less_the_package():
    lines = [QuoteLine(ROLLER, 30000), QuoteLine(LABOUR, 8000), QuoteLine(VISIT, 5000)]
    assert total(lines).due_fen == 43000
    bill = total(
        lines, Package("金卡", part_off_pct=10, labour_off_pct=100, visit_off_pct=100, visits_left=2)
    )
    assert (bill.listed_fen, bill.deducted_fen, bill.due_fen) == (43000, 16000, 27000)
    used_up = Package("金卡", visit_off_pct=100, visits_left=0)
    assert total(lines, used_up).deducted_fen == 0


def test_a_line_beyond_the_float_is_not_added_up():
    with pytest.raises(ValueError):
        total([QuoteLine(ROLLER, 50000)])


@given(st.integers(0, 10**8), st.integers(0, 100), st.integers(0, 200))
def test_the_list_price_itself_may_always_be_quoted(fen, low, high):
    item = PriceItem("x", "x", LineKind.PART, fen, low, high)
    assert item.low_fen <= fen <= item.high_fen


@pytest.mark.requirement("R42")
def test_without_a_float_only_the_list_price_is_free():
    assert (VISIT.low_fen, VISIT.high_fen) == (5000, 5000)
    assert why_not_price(VISIT, 4999) is not None and why_not_price(VISIT, 5001) is not None


@pytest.mark.requirement("R42")
def test_what_costs_nothing_may_be_quoted_at_nothing():
    free = PriceItem("F-01", "咨询", LineKind.OTHER, 0)
    assert why_not_price(free, 0) is None


@pytest.mark.requirement("R43")
def test_a_line_needs_at_least_one_piece():
    for quantity in (0, -1):
        with pytest.raises(ValueError):
            total([QuoteLine(VISIT, 5000, quantity)])
    bill = total([QuoteLine(ROLLER, 30000, 2), QuoteLine(PriceItem("O-01", "清洁", LineKind.OTHER, 1000), 1000)])
    assert (bill.part_fen, bill.other_fen, bill.listed_fen) == (60000, 1000, 61000)


@pytest.mark.requirement("R43")
def test_a_package_takes_off_only_what_it_names():
    lines = [QuoteLine(ROLLER, 30000), QuoteLine(LABOUR, 8000), QuoteLine(VISIT, 5000)]
    assert total(lines, Package("银卡")).deducted_fen == 0
    assert total(lines, Package("金卡", visit_off_pct=100, visits_left=1)).deducted_fen == 5000
