"""The names of all that can happen to a job, a visit, a machine taken in or a page, in words."""

from __future__ import annotations

from dispatch_console.words import N_, Said

QUALITY_RESULTS: dict[str, str] = {  # what a quality call comes to (R176)
    "satisfied": N_("Satisfied"), "unsatisfied": N_("Not satisfied"), "unreachable": N_("Not reached"),
}  # fmt: skip
JOB_EVENTS: dict[str, str] = {
    "registered": N_("registered"),
    "read_back": N_("read back to the caller"),
    "phone_guided": N_("guided by phone"),
    "classed": N_("other promises hold"),
    "insisted": N_("insists on a visit"),
    "asked_superior": N_("superior asked"),
    "answer_given": N_("answer given"),
    "send_in_agreed": N_("sending in agreed"),
    "sent_in": N_("machine sent in"),
    "phone_solved": N_("solved by phone"),
    "phone_checked_ok": N_("checked: solved"),
    "phone_checked_bad": N_("checked: not solved"),
    "decided": N_("warranty decided"),
    "quoted": N_("quoted"),
    "consented": N_("customer consented"),
    "refused_quote": N_("customer refused the quote"),
    "consent_taken_back": N_("consent taken back"),
    "approval_asked": N_("approval asked"),
    "approved": N_("approved"),
    "rejected": N_("rejected"),
    "appointed": N_("time agreed"),
    "appointment_changed": N_("time changed"),
    "wait_customer_started": N_("waiting for the customer"),
    "wait_customer_ended": N_("customer is ready"),
    "wait_part_started": N_("waiting for a part"),
    "part_arrived": N_("part arrived"),
    "customer_told_part": N_("customer told of the part"),
    "plan_told": N_("plan told"),
    "contacted": N_("customer contacted"),
    "rule_broken": N_("against a rule"),
    "contract_used": N_("on a contract"),
    "part_let_out": N_("part let out of the store"),
    "part_ordered": N_("part ordered"),
    "part_claimed": N_("part claimed"),
    "claim_judged": N_("claim decided"),
    "applied_for": N_("service applied for"),
    "application_signed": N_("application signed"),
    "contract_off": N_("on no contract"),
    "major_fault": N_("major or batch fault"),
    "major_ended": N_("major fault settled"),
    "work_done": N_("work done"),
    "report_typed": N_("report typed"),
    "quality_waived": N_("no quality call for this kind of service"),
    "quality_called": N_("quality call made"),
    "closed": N_("closed"),
    "reopened": N_("reopened"),
    "cancelled": N_("cancelled"),
    "referred": N_("referred"),
    "replaced": N_("machine replaced"),
    "urged": N_("urged"),
    "complaint_made": N_("complaint made"),
    "complaint_told": N_("superior told"),
    "complaint_ended": N_("complaint ended"),
    "slip_lost": N_("slip lost"),
}

VISIT_EVENTS: dict[str, str] = {
    "planned": N_("planned"),
    "issued": N_("dispatched"),
    "accepted": N_("accepted"),
    "objected": N_("objected"),
    "collecting": N_("collecting parts"),
    "en_route": N_("en route"),
    "customer_called": N_("customer called"),
    "nobody_answered": N_("nobody answered"),
    "arrived": N_("arrived"),
    "nobody_there": N_("nobody there"),
    "card_left": N_("visit card left"),
    "refused_at_door": N_("refused at the door"),
    "working": N_("working"),
    "escalated": N_("escalated"),
    "escalation_answered": N_("escalation answered"),
    "done": N_("done"),
    "partly_done": N_("not finished"),
    "left": N_("left the site"),
    "slip_returned": N_("slip returned"),
    "slip_checked": N_("slip checked"),
    "rescheduled": N_("visit moved"),
    "recalled": N_("recalled"),
    "reassigned": N_("reassigned"),
}

STAY_EVENTS: dict[str, str] = {
    "picked_up": N_("picked up"),
    "received": N_("received at the workshop"),
    "diagnosing": N_("diagnosing"),
    "repairing": N_("repairing"),
    "tested": N_("tested"),
    "customer_told": N_("customer told"),
    "returned": N_("returned to the customer"),
    "collected": N_("collected by the customer"),
}

PAGE_EVENTS: dict[str, str] = {
    "paged": N_("paged"),
    "called_back": N_("called back"),
}

EVENTS: dict[str, dict[str, str]] = {
    "job": JOB_EVENTS,
    "visit": VISIT_EVENTS,
    "stay": STAY_EVENTS,
    "page": PAGE_EVENTS,
}

POLICIES: dict[str, str] = {  # the sets of promises that the desk is set up with (R29, R116-R122, R128, R129)
    "standard": N_("Standard"),
    "contract_12h": N_("Contract, 12 h"),
    "contract_24h": N_("Contract, 24 h"),
    "office_hours": N_("Office hours"),
    "after_install": N_("After installing"),
    "three_days": N_("Three days"),
    "complex": N_("Complex"),
    "question": N_("Question"),
    "feedback": N_("Feedback"),
}

GROUNDS: dict[str, str] = {  # for another machine in the place of a faulty one (R50, R224-R227)
    "unrepairable": N_("Cannot be repaired"),
    "still_faulty": N_("Faulty after repair"),
    "third_failure": N_("Third failure"),
    "damaged_on_arrival": N_("Damaged on arrival"),
    "returned": N_("Returned in time"),
}

CLOCKS: dict[str, str] = {
    "first_response": N_("first response"),
    "plan": N_("plan"),
    "phone_check": N_("check"),
    "on_site": N_("on site"),
    "on_site_12h": N_("on site"),
    "on_site_24h": N_("on site"),
    "appointment": N_("appointment"),
    "escalation": N_("escalation"),
    "escalation_answer": N_("escalation answer"),
    "door_wait": N_("wait at the door"),
    "complaint_told": N_("complaint to superior"),
    "repair": N_("repair"),
    "report_back": N_("slip due"),
    "quality_call": N_("quality call"),
    "page_call_back": N_("call-back"),
    "part_told": N_("part arrived: tell"),
    "machine_return": N_("machine return"),
}


def event_words(kind: str) -> Said:
    """What happened, in words; an unknown kind is shown as it is."""
    for words in EVENTS.values():
        if kind in words:
            return Said(words[kind])
    return Said(kind)


def clock_words(kind: str) -> Said:
    """Which promise a clock watches, in words; an unknown kind is shown as it is."""
    return Said(CLOCKS.get(kind, kind))
