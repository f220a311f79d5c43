"""The life of a visit (requirements 5.4) and what a technician is doing now."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

from dispatch_console.domain.events import Fact
from dispatch_console.words import N_


class VisitStatus(enum.StrEnum):
    """Where a trip stands."""

    PLANNED = "planned"
    ISSUED = "issued"
    ACCEPTED = "accepted"
    OBJECTED = "objected"
    COLLECTING = "collecting"
    EN_ROUTE = "en_route"
    WORKING = "working"
    NOBODY_THERE = "nobody_there"
    REFUSED = "refused"
    DONE = "done"
    PARTLY = "partly"
    PICKED_UP = "picked_up"
    RETURNED = "slip_returned"
    CHECKED = "checked"
    RESCHEDULED = "rescheduled"
    RECALLED = "recalled"
    REASSIGNED = "reassigned"


V = VisitStatus
LIVE = frozenset({V.PLANNED, V.ISSUED, V.ACCEPTED, V.COLLECTING, V.EN_ROUTE, V.WORKING})
UNDERWAY = frozenset({V.COLLECTING, V.EN_ROUTE, V.WORKING})
WORKED = frozenset({V.DONE, V.PARTLY, V.PICKED_UP, V.RETURNED, V.CHECKED})

LEADS_TO: Mapping[str, VisitStatus] = {
    "planned": V.PLANNED,
    "issued": V.ISSUED,
    "accepted": V.ACCEPTED,
    "objected": V.OBJECTED,
    "collecting": V.COLLECTING,
    "en_route": V.EN_ROUTE,
    "arrived": V.WORKING,
    "working": V.WORKING,
    "nobody_there": V.NOBODY_THERE,
    "refused_at_door": V.REFUSED,
    "done": V.DONE,
    "partly_done": V.PARTLY,
    "picked_up": V.PICKED_UP,
    "slip_returned": V.RETURNED,
    "slip_checked": V.CHECKED,
    "report_typed": V.CHECKED,
    "rescheduled": V.RESCHEDULED,
    "recalled": V.RECALLED,
    "reassigned": V.REASSIGNED,
}


class DayState(enum.StrEnum):
    """What a technician is doing now (requirements 5.4, last line)."""

    ABSENT = "absent"
    NOT_REPORTED = "not_reported"
    OUT_OF_TOWN = "out_of_town"
    ENDED = "ended"
    PAGE_OPEN = "page_open"
    COLLECTING = "collecting"
    EN_ROUTE = "en_route"
    WORKING = "working"
    FREE = "free"


DAY_WORDS: Mapping[DayState, str] = {
    DayState.ABSENT: N_("Absent"),
    DayState.NOT_REPORTED: N_("Not reported"),
    DayState.OUT_OF_TOWN: N_("Out of town"),
    DayState.ENDED: N_("Ended"),
    DayState.PAGE_OPEN: N_("Page open"),
    DayState.COLLECTING: N_("Collecting"),
    DayState.EN_ROUTE: N_("En route"),
    DayState.WORKING: N_("Working"),
    DayState.FREE: N_("Free"),
}


def status_of(facts: Sequence[Fact]) -> tuple[VisitStatus, Fact | None]:
    """The visit's status and the fact that led there (R82, R101), from its standing facts in order."""
    status, since = V.PLANNED, None
    for fact in facts:
        if fact.kind in LEADS_TO:
            status, since = LEADS_TO[fact.kind], fact
    return status, since
