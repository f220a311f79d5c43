import datetime as dt

import pytest

from dispatch_console.domain.events import Fact
from dispatch_console.domain.workshop import StayStatus, stay_status, why_not_step

NINE = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)
Y = StayStatus


def facts(*kinds):
    return [Fact(n, kind, NINE, NINE, NINE) for n, kind in enumerate(kinds, 1)]


@pytest.mark.requirement("R149")
def test_where_a_machine_stands_is_told_by_the_last_step_of_the_workshop():
    assert stay_status([]) is Y.PICKED_UP
    assert stay_status(facts("picked_up", "urged", "received")) is Y.RECEIVED
    assert stay_status(facts("received", "diagnosing", "quoted", "consented")) is Y.DIAGNOSING


@pytest.mark.requirement("R150")
def test_a_machine_is_tested_and_its_owner_told_before_he_collects_it():
    assert why_not_step(Y.COLLECTED, Y.TESTED) is None and why_not_step(Y.CUSTOMER_TOLD, Y.TESTED) is None
    assert str(why_not_step(Y.COLLECTED, Y.REPAIRING)) == 'Not done: the machine stands at "Repairing".'
    assert all(why_not_step(step, Y.RETURNED) is not None for step in Y)


@pytest.mark.requirement("R150")
@pytest.mark.parametrize("status", [s for s in Y if s not in (Y.RETURNED, Y.COLLECTED)])
def test_a_machine_may_be_brought_back_from_every_step(status):
    assert why_not_step(Y.RETURNED, status) is None
