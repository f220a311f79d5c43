"""Whose turn it is, as fill, glyph and word: the shapes of statuses, flags, days of technicians and events."""

from __future__ import annotations

from dispatch_console.words import N_

STATUS_ICONS: dict[str, str] = {
    "registered": "inbox-arrow-down", "phone_guidance": "headset", "phone_solved": "phone-clock",
    "decide": "scale-balance", "awaiting_consent": "cash-clock", "awaiting_approval": "stamper",
    "to_agree": "calendar-question", "to_dispatch": "account-arrow-right", "scheduled": "calendar-check",
    "dispatched": "clipboard-arrow-right", "collecting": "toolbox-outline", "en_route": "car-side",
    "working": "wrench", "waiting_part": "package-variant-closed", "waiting_customer": "account-clock",
    "in_workshop": "tow-truck", "work_done": "file-document-outline", "report_returned": "file-check",
    "quality_due": "phone-check", "closed": "check-bold", "cancelled": "cancel", "rejected": "close-circle-outline",
    "referred": "call-split", "replaced": "swap-horizontal",
}  # fmt: skip

DAY_CHIPS: dict[str, tuple[str, str]] = {  # state of a technician: chip, glyph
    "absent": ("done", "account-off"), "not_reported": ("done", "account-alert"),
    "out_of_town": ("done", "map-marker"), "ended": ("done", "home-account"), "page_open": ("else", "bell-ring"),
    "collecting": ("technician", "toolbox-outline"), "en_route": ("technician", "car-side"),
    "working": ("technician", "wrench"), "free": ("free", "account-check"),
}  # fmt: skip

FLAG_CHIPS: dict[str, tuple[str, str]] = {
    "complaint": ("over", "alert-octagon"), "escalated": ("over", "chevron-double-up"), "urged": ("risk", "bell-ring"),
    "repeat": ("risk", "repeat"), "major": ("over", "layers-triple"), "key": ("plain", "star"),
}  # fmt: skip
FLAG_WORDS: dict[str, str] = {
    "complaint": N_("Complaint"), "escalated": N_("Help asked"), "urged": N_("Urged {n}"), "repeat": N_("Repeat {n}"),
    "major": N_("Major fault"), "key": N_("Key"),
}  # fmt: skip

WARRANTY_CHIPS: dict[str, tuple[str, str, str]] = {  # verdict: chip, glyph, word
    "in": ("technician", "shield-check", N_("In warranty")),
    "out": ("else", "shield-off-outline", N_("Out of warranty")),
    "unknown": ("risk", "shield-alert-outline", N_("Warranty unknown")),
}
CHANNEL_ICONS: dict[str, str] = {  # those that came otherwise than by telephone or on paper (R8)
    "wechat": "wechat", "online": "web", "email": "email-outline", "walk_in": "counter", "sales": "handshake-outline",
    "technician": "account-hard-hat",
}  # fmt: skip
CALL_ICONS: dict[str, str] = {"in": "phone-incoming", "out": "phone-outgoing", "missed": "phone-missed"}

EVENT_ICONS: dict[str, str] = {
    "registered": "phone-incoming", "phone_guided": "headset", "insisted": "account-alert", "classed": "timer-cog-outline", "contract_used": "file-sign", "rule_broken": "alert-outline", "contract_off": "file-sign",
    "part_let_out": "package-up", "part_ordered": "cart-outline", "part_claimed": "package-variant-closed", "claim_judged": "gavel", "applied_for": "file-document-edit-outline", "application_signed": "file-sign",
    "major_fault": "alert-decagram", "major_ended": "alert-decagram",
    "asked_superior": "account-tie-voice", "answer_given": "phone-outgoing", "approval_asked": "stamper", "approved": "stamper",
    "send_in_agreed": "truck-delivery-outline", "sent_in": "warehouse", "phone_solved": "phone-check", "decided": "scale-balance",
    "quoted": "cash", "consented": "cash-check", "refused_quote": "cash-remove", "appointed": "calendar-check",
    "appointment_changed": "calendar-edit", "wait_customer_started": "account-clock",
    "wait_part_started": "package-variant-closed", "part_arrived": "package-variant", "plan_told": "phone-outgoing",
    "contacted": "phone-outgoing", "urged": "bell-ring", "complaint_made": "alert-octagon",
    "complaint_told": "account-tie-voice", "planned": "account-arrow-right", "issued": "clipboard-arrow-right",
    "accepted": "check", "collecting": "toolbox-outline", "en_route": "car-side", "arrived": "walk",
    "nobody_there": "door-closed", "nobody_answered": "phone-missed", "working": "wrench",
    "escalated": "chevron-double-up", "escalation_answered": "account-voice", "done": "check-bold",
    "partly_done": "progress-wrench", "left": "exit-run", "rescheduled": "calendar-arrow-right", "recalled": "undo",
    "reassigned": "account-switch", "picked_up": "tow-truck", "received": "warehouse", "diagnosing": "stethoscope",
    "repairing": "wrench", "tested": "test-tube", "returned": "truck-check", "collected": "account-check",
    "slip_returned": "file-document-outline", "report_typed": "file-check", "quality_waived": "phone-off", "quality_called": "phone-check",
    "closed": "check-bold", "reopened": "restore", "cancelled": "cancel", "rejected": "close-circle-outline",
    "referred": "call-split", "replaced": "swap-horizontal",
}  # fmt: skip
LET_DOWN = frozenset({"escalated", "complaint_made"})  # the only red glyphs in the story of a job
