import datetime as dt

import pytest

from dispatch_console.domain.contracts import Contract, Covered, best, why_not

D = dt.date
TODAY = D(2026, 3, 2)


def contract(number=1, **more):
    return Contract(**{"id": number, "name": "保养合同", "starts_on": D(2026, 1, 1), "ends_on": D(2026, 12, 31)} | more)


def why(made, on_day=TODAY, machine_id=1, model="MP C3004"):
    reason = why_not(made, on_day, machine_id, model)
    return reason and str(reason)


@pytest.mark.requirement("R222")
def test_a_contract_holds_from_its_first_day_to_its_last_or_to_the_day_it_was_ended():
    assert why(contract(), D(2026, 1, 1)) is None is why(contract(), D(2026, 12, 31))
    assert why(contract(), D(2025, 12, 31)) == "保养合同 begins only on 2026-01-01."
    assert why(contract(), D(2027, 1, 1)) == "保养合同 ended on 2026-12-31."
    ended = contract(ended_on=TODAY)
    assert why(ended) is None and why(ended, D(2026, 3, 3)) == "保养合同 ended on 2026-03-02."
    assert contract(ended_on=D(2027, 6, 1)).last_day == D(2026, 12, 31)


@pytest.mark.requirement("R222")
@pytest.mark.requirement("R223")
def test_visits_are_counted_down_and_without_a_number_never_run_out():
    assert contract().left is None and why(contract(used=99)) is None
    assert contract(visits=4).left == 4 and contract(visits=4, used=3).left == 1 and contract(visits=4, used=5).left == 0
    assert why(contract(visits=4, used=3)) is None
    assert why(contract(visits=4, used=4)) == "All 4 visits of 保养合同 are used."


@pytest.mark.requirement("R222")
def test_one_machine_so_many_of_a_model_or_every_machine_is_covered():
    no = "保养合同 does not cover this machine."
    assert why(contract()) is None
    one = contract(covers=(Covered(machine_id=1), Covered(machine_id=7)))
    assert why(one) is None and why(one, machine_id=7) is None and why(one, machine_id=2) == no and why(one, machine_id=None) == no
    model = contract(covers=(Covered(model=" mp c3004 "),))
    assert why(model, machine_id=5) is None and why(model, machine_id=5, model="MP 3055") == no
    assert why(model, machine_id=None, model="") == no
    nameless = contract(covers=(Covered(),))
    assert why(nameless, model="") == no
    mixed = contract(covers=(Covered(machine_id=9, model="MP C3004"),))
    assert why(mixed) == no  # the row of another machine, though of the same model
    assert Covered(model="MP C3004").quantity == 1


@pytest.mark.requirement("R223")
@pytest.mark.requirement("R43")
def test_what_it_takes_off_a_bill_is_what_it_names():
    plain = contract().package
    assert (plain.part_off_pct, plain.labour_off_pct, plain.visit_off_pct, plain.visits_left) == (0, 0, 0, None)
    gold = contract(name="金卡", part_off_pct=10, labour_off_pct=50, visit_off_pct=100, visits=2, used=1).package
    assert (gold.name, gold.part_off_pct, gold.labour_off_pct, gold.visit_off_pct, gold.visits_left) == ("金卡", 10, 50, 100, 1)


@pytest.mark.requirement("R223")
def test_what_ends_first_is_used_first():
    late, soon = contract(1), contract(2, ends_on=D(2026, 6, 30))
    over, same = contract(3, ends_on=D(2026, 2, 1)), contract(4, ends_on=D(2026, 6, 30))
    assert best([late, same, soon, over], TODAY, 1, "MP C3004") is soon
    assert best([over], TODAY, 1, "MP C3004") is None
