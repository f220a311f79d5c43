import datetime as dt

import pytest

from dispatch_console.domain.warranty import (
    Basis,
    Exclusion,
    Warranty,
    WarrantyFacts,
    return_until,
    term_end,
    verdict,
)  # fmt: skip

D = dt.date


@pytest.mark.requirement("R46")
def test_one_year_from_the_invoice_the_last_day_included():
    facts = WarrantyFacts(invoice_on=D(2025, 9, 14))
    assert verdict(facts, D(2026, 9, 14)).state is Warranty.IN
    out = verdict(facts, D(2026, 9, 15))
    assert (out.state, out.until, out.basis) == (Warranty.OUT, D(2026, 9, 14), Basis.INVOICE)
    assert str(out.reason) == "Out of warranty since 2026-09-14 by invoice."


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (D(2024, 2, 29), 12, D(2025, 2, 28)),
        (D(2025, 8, 31), 6, D(2026, 2, 28)),
        (D(2025, 1, 31), 1, D(2025, 2, 28)),
    ],
)
def test_a_term_ends_with_a_shorter_month(start, months, end):
    assert term_end(start, months) == end


def test_the_paper_that_covers_longest_counts():
    facts = WarrantyFacts(invoice_on=D(2024, 1, 1), card_until=D(2026, 12, 31), contract_until=D(2026, 6, 30))
    found = verdict(facts, D(2026, 3, 2))
    assert (found.state, found.until, found.basis) == (Warranty.IN, D(2026, 12, 31), Basis.CARD)


def test_a_contract_that_has_not_begun_does_not_count():
    facts = WarrantyFacts(
        invoice_on=D(2024, 1, 1), contract_from=D(2026, 4, 1), contract_until=D(2027, 3, 31)
    )
    assert verdict(facts, D(2026, 3, 2)).state is Warranty.OUT


@pytest.mark.requirement("R47")
def test_damage_by_the_user_is_not_covered():
    facts = WarrantyFacts(invoice_on=D(2025, 9, 14), exclusions=frozenset({Exclusion.HUMAN_DAMAGE}))
    found = verdict(facts, D(2026, 3, 2))
    assert found.state is Warranty.OUT and "damaged by the user" in str(found.reason)


@pytest.mark.requirement("R38")
def test_the_customers_word_alone_leaves_it_open():
    assert verdict(WarrantyFacts(purchased_on=D(2025, 9, 14)), D(2026, 3, 2)).state is Warranty.UNKNOWN
    assert verdict(WarrantyFacts(purchased_on=D(2024, 9, 14)), D(2026, 3, 2)).state is Warranty.OUT
    assert verdict(WarrantyFacts(), D(2026, 3, 2)).state is Warranty.UNKNOWN


@pytest.mark.requirement("R50")
def test_a_return_may_be_asked_for_within_seven_days():
    assert return_until(D(2026, 2, 26)) == D(2026, 3, 5)


@pytest.mark.requirement("R46")
def test_a_contract_covers_from_its_first_day_to_its_last_with_no_other_paper():
    facts = WarrantyFacts(contract_from=D(2026, 3, 2), contract_until=D(2027, 3, 1))
    assert verdict(facts, D(2026, 3, 1)).state is Warranty.UNKNOWN
    found = verdict(facts, D(2026, 3, 2))
    assert (found.state, found.until, found.basis) == (Warranty.IN, D(2027, 3, 1), Basis.CONTRACT)
    assert verdict(WarrantyFacts(contract_until=D(2027, 3, 1)), D(2026, 3, 2)).basis is Basis.CONTRACT


@pytest.mark.requirement("R46")
def test_the_day_of_installing_counts_when_nothing_else_is_on_paper():
    found = verdict(WarrantyFacts(installed_on=D(2025, 3, 2)), D(2026, 3, 2))
    assert (found.state, found.until, found.basis) == (Warranty.IN, D(2026, 3, 2), Basis.INSTALLED)


@pytest.mark.requirement("R38")
def test_on_the_last_day_that_the_customer_names_it_is_still_open():
    assert verdict(WarrantyFacts(purchased_on=D(2025, 3, 2)), D(2026, 3, 2)).state is Warranty.UNKNOWN
    out = verdict(WarrantyFacts(purchased_on=D(2025, 3, 1)), D(2026, 3, 2))
    assert str(out.reason) == "Out of warranty since 2026-03-01 by customer's word."


@pytest.mark.requirement("R47")
def test_of_several_reasons_not_to_cover_all_are_kept_and_the_first_is_told():
    both = frozenset({Exclusion.OPENED_BY_OTHERS, Exclusion.HUMAN_DAMAGE, Exclusion.SOFTWARE})
    without = verdict(WarrantyFacts(exclusions=both), D(2026, 3, 2))
    assert (without.state, without.until, without.basis) == (Warranty.OUT, None, Basis.NONE)
    assert str(without.reason) == "Out of warranty: damaged by the user."
    assert without.excluded == (Exclusion.HUMAN_DAMAGE, Exclusion.OPENED_BY_OTHERS, Exclusion.SOFTWARE)
    running = verdict(WarrantyFacts(invoice_on=D(2025, 9, 14), exclusions=both), D(2026, 3, 2))
    assert str(running.reason) == "Out of warranty though it runs until 2026-09-14: damaged by the user."
    one = verdict(WarrantyFacts(exclusions=frozenset({Exclusion.MISUSE})), D(2026, 3, 2))
    assert str(one.reason) == "Out of warranty: wrong use."
