"""The steps of the work at which something is to be known, said or minded; and the step at which a job stands."""

from __future__ import annotations

from collections.abc import Mapping

from dispatch_console.domain.jobs import Status
from dispatch_console.words import N_

STEPS: Mapping[str, str] = {
    "answer": N_("Taking a call"),
    "guide": N_("Guiding by phone"),
    "fee": N_("Warranty and fee"),
    "appointment": N_("Agreeing a time"),
    "dispatch": N_("Sending somebody"),
    "door": N_("At the door"),
    "work": N_("Working on site"),
    "machine_away": N_("Taking a machine in"),
    "part_missing": N_("A part is missing"),
    "complaint": N_("Complaint"),
    "quality_call": N_("Calling about quality"),
    "conduct": N_("Conduct"),
}

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "answer": ("answer", "hold", "transfer", "message", "hang_up", "out_of_scope"),
    "guide": ("guide", "insist_visit", "not_sure", "phone_check"),
    "fee": ("paid_visit", "explain_warranty", "quote"),
    "appointment": ("ask_time", "ask_prepare", "confirm_time", "late"),
    "dispatch": ("confirm_time", "late"),
    "door": ("door", "nobody_answered"),
    "work": ("ask_rating", "leave"),
    "machine_away": ("machine_away", "machine_ready"),
    "part_missing": ("part_missing", "part_arrived"),
    "complaint": ("complaint", "angry", "insisting"),
    "quality_call": ("quality_call",),
}
"""Which sentences of the scripts belong to a step."""

S = Status
OF_STATUS: Mapping[Status, str] = {
    S.REGISTERED: "guide", S.PHONE_GUIDANCE: "guide", S.PHONE_SOLVED: "guide", S.DECIDE: "fee", S.AWAITING_CONSENT: "fee",
    S.AWAITING_APPROVAL: "fee", S.TO_AGREE: "appointment", S.WAITING_CUSTOMER: "appointment", S.TO_DISPATCH: "dispatch",
    S.SCHEDULED: "dispatch", S.DISPATCHED: "dispatch", S.COLLECTING: "dispatch", S.EN_ROUTE: "door", S.WORKING: "work",
    S.WAITING_PART: "part_missing", S.IN_WORKSHOP: "machine_away", S.WORK_DONE: "work", S.REPORT_RETURNED: "quality_call",
    S.QUALITY_DUE: "quality_call",
}  # fmt: skip
"""Where a job stands tells what is to be minded now; an ended job has no step."""
