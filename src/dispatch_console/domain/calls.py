"""A conversation (requirements 5.2): its kinds, its outcomes, its channels."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from dispatch_console.words import N_


class CallKind(enum.StrEnum):
    """What the caller wants (R10, R164, R195, R228–R232)."""

    REPAIR = "repair"
    ENQUIRY = "enquiry"
    COMPLAINT = "complaint"
    INSTALLATION = "installation"
    MAINTENANCE = "maintenance"
    UPGRADE = "upgrade"
    PARTS = "parts"
    TRAINING = "training"
    REVISIT = "revisit"
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


CHANNELS: Mapping[str, str] = {  # through what a request came (R8)
    "phone": N_("Telephone"), "wechat": N_("WeChat"), "online": N_("Website"), "email": N_("E-mail"), "walk_in": N_("Counter"),
    "sales": N_("Sales"), "technician": N_("Technician"), "paper": N_("Paper"),
}  # fmt: skip

KIND_WORDS: Mapping[CallKind, str] = {
    CallKind.REPAIR: N_("Repair"),
    CallKind.ENQUIRY: N_("Enquiry"),
    CallKind.COMPLAINT: N_("Complaint"),
    CallKind.INSTALLATION: N_("Installation"),
    CallKind.MAINTENANCE: N_("Maintenance"),
    CallKind.UPGRADE: N_("Upgrade"),
    CallKind.PARTS: N_("Parts sale"),
    CallKind.TRAINING: N_("Training"),
    CallKind.REVISIT: N_("Revisit"),
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

MAKES_JOB = frozenset(
    {
        CallKind.REPAIR, CallKind.INSTALLATION, CallKind.MAINTENANCE, CallKind.UPGRADE, CallKind.PARTS, CallKind.TRAINING,
        CallKind.REVISIT,
    }
)  # fmt: skip
PLANNED = frozenset({CallKind.MAINTENANCE, CallKind.TRAINING, CallKind.REVISIT})  # nothing is broken: a time is agreed at once
