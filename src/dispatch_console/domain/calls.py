"""A conversation (requirements 5.2): its kinds, its outcomes, its channels."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from dispatch_console.words import N_


class CallKind(enum.StrEnum):
    """What the caller wants (R10, R228)."""

    REPAIR = "repair"
    ENQUIRY = "enquiry"
    COMPLAINT = "complaint"
    INSTALLATION = "installation"
    MAINTENANCE = "maintenance"
    URGE = "urge"
    CALL_IN = "call_in"
    MESSAGE = "message"
    QUALITY = "quality"
    OTHER = "other"


class Outcome(enum.StrEnum):
    """What the call led to."""

    REGISTERED = "registered"
    ANSWERED = "answered"
    PHONE_SOLVED = "phone_solved"
    ATTACHED = "attached"
    COMPLAINT = "complaint"
    MISSED = "missed"
    CALLED_BACK = "called_back"
    MESSAGE = "message"
    TRANSFERRED = "transferred"
    CALL_IN = "call_in"
    QUALITY = "quality"
    TOLD = "told"


KIND_WORDS: Mapping[CallKind, str] = {
    CallKind.REPAIR: N_("Repair"),
    CallKind.ENQUIRY: N_("Enquiry"),
    CallKind.COMPLAINT: N_("Complaint"),
    CallKind.INSTALLATION: N_("Installation"),
    CallKind.MAINTENANCE: N_("Maintenance"),
    CallKind.URGE: N_("Urge"),
    CallKind.CALL_IN: N_("Call-in"),
    CallKind.MESSAGE: N_("Message"),
    CallKind.QUALITY: N_("Quality call"),
    CallKind.OTHER: N_("Other"),
}

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.REGISTERED: N_("Registered"),
    Outcome.ANSWERED: N_("Answered"),
    Outcome.PHONE_SOLVED: N_("Solved by phone"),
    Outcome.ATTACHED: N_("Urge"),
    Outcome.COMPLAINT: N_("Complaint"),
    Outcome.MISSED: N_("Call back"),
    Outcome.CALLED_BACK: N_("Called back"),
    Outcome.MESSAGE: N_("Message"),
    Outcome.TRANSFERRED: N_("Put through"),
    Outcome.CALL_IN: N_("Call-in"),
    Outcome.QUALITY: N_("Quality call"),
    Outcome.TOLD: N_("Told"),
}

MAKES_JOB = frozenset({CallKind.REPAIR, CallKind.INSTALLATION, CallKind.MAINTENANCE})
