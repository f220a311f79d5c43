"""What is lent, in which state it can come back, and what each state asks for."""

from __future__ import annotations

from collections.abc import Mapping

from dispatch_console.words import N_, Said, say

TOOL_KINDS: Mapping[str, str] = {"tool": N_("Tool"), "kit": N_("Kit"), "document": N_("Document")}
STATES: Mapping[str, str] = {"whole": N_("Whole"), "worn": N_("Worn"), "damaged": N_("Damaged"), "lost": N_("Lost")}


def why_not_back(state: str, report: str, missing: str, compensation_fen: int, decided_by: str) -> Said | None:
    """Why a tool cannot be taken back so, None when it can (R168).

    Normal wear is not paid for but a valuable tool that is worn out needs a report with the reason; loss and damage are paid,
    or somebody decides that they are not; what of a kit is missing is a loss.
    """
    if state not in STATES:
        return say("{state} is no state of a tool. Known: {known}.", state=state, known=", ".join(STATES))
    if compensation_fen < 0:
        return say("An amount is not less than nothing.")
    if state in ("whole", "worn") and compensation_fen and not missing.strip():
        return say("Normal wear is not paid for; say what is lost or damaged.")
    if state == "worn" and not report.strip():
        return say("A worn tool needs a report with the reason.")
    if (state in ("damaged", "lost") or missing.strip()) and not decided_by.strip():
        return say("Who decided what is to be paid?")
    return None
