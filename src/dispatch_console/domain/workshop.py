"""A machine taken in (requirements 5.5): where it is now and what comes next."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

from dispatch_console.domain.events import Fact
from dispatch_console.words import N_, Said


class StayStatus(enum.StrEnum):
    """Where a machine taken in stands."""

    PICKED_UP = "picked_up"
    RECEIVED = "received"
    DIAGNOSING = "diagnosing"
    REPAIRING = "repairing"
    TESTED = "tested"
    CUSTOMER_TOLD = "customer_told"
    RETURNED = "returned"
    COLLECTED = "collected"


Y = StayStatus
STAY_WORDS: Mapping[StayStatus, str] = {
    Y.PICKED_UP: N_("Picked up"),
    Y.RECEIVED: N_("Received"),
    Y.DIAGNOSING: N_("Diagnosing"),
    Y.REPAIRING: N_("Repairing"),
    Y.TESTED: N_("Tested"),
    Y.CUSTOMER_TOLD: N_("Customer told"),
    Y.RETURNED: N_("Returned"),
    Y.COLLECTED: N_("Collected"),
}
NEXT: Mapping[StayStatus, tuple[StayStatus, ...]] = {
    Y.PICKED_UP: (Y.RECEIVED, Y.DIAGNOSING, Y.RETURNED),
    Y.RECEIVED: (Y.DIAGNOSING, Y.REPAIRING, Y.RETURNED),
    Y.DIAGNOSING: (Y.REPAIRING, Y.TESTED, Y.RETURNED),
    Y.REPAIRING: (Y.TESTED, Y.RETURNED),
    Y.TESTED: (Y.CUSTOMER_TOLD, Y.RETURNED, Y.COLLECTED),
    Y.CUSTOMER_TOLD: (Y.RETURNED, Y.COLLECTED),
    Y.RETURNED: (),
    Y.COLLECTED: (),
}
GONE = frozenset({Y.RETURNED, Y.COLLECTED})


def stay_status(facts: Sequence[Fact]) -> StayStatus:
    """The status that the standing facts lead to (R149: it may be asked at any time)."""
    status = Y.PICKED_UP
    for fact in facts:
        if fact.kind in StayStatus._value2member_map_:
            status = StayStatus(fact.kind)
    return status


def why_not_step(step: StayStatus, status: StayStatus) -> Said | None:
    """None when the workshop may take this step now (R150), else the reason."""
    if step in NEXT[status]:
        return None
    return Said(N_('Not done: the machine stands at "{status}".'), {"status": Said(STAY_WORDS[status])})
