import datetime as dt

import pytest

from dispatch_console.domain.events import Fact
from dispatch_console.domain.visits import LIVE, UNDERWAY, WORKED, VisitStatus, status_of

NINE = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)
V = VisitStatus


def facts(*kinds):
    return [Fact(n, kind, NINE, NINE, NINE) for n, kind in enumerate(kinds, 1)]


@pytest.mark.requirement("R82")
def test_a_visit_that_nobody_spoke_of_is_planned():
    assert status_of([]) == (V.PLANNED, None)


@pytest.mark.requirement("R101")
@pytest.mark.parametrize(
    ("told", "status"),
    [
        (("planned", "issued"), V.ISSUED),
        (("issued", "accepted", "customer_called"), V.ACCEPTED),
        (("accepted", "en_route", "nobody_answered"), V.EN_ROUTE),
        (("en_route", "arrived", "escalated", "escalation_answered"), V.WORKING),
        (("arrived", "done", "left"), V.DONE),
        (("done", "report_typed"), V.CHECKED),
        (("issued", "nobody_there", "card_left"), V.NOBODY_THERE),
    ],
)
def test_the_last_report_that_moves_a_visit_says_where_it_stands(told, status):
    every = facts(*told)
    found, since = status_of(every)
    assert found is status
    assert since is [f for f in every if f.kind not in ("customer_called", "nobody_answered", "escalated", "escalation_answered", "left", "card_left")][-1]


def test_who_is_on_the_way_is_not_yet_done():
    assert UNDERWAY < LIVE and not LIVE & WORKED
