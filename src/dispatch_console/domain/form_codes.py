"""What the square code on a sheet of paper says: two letters for the form, a star, the number."""

from __future__ import annotations

import re

CODES = {
    "work_order": "WO",
    "repair_report": "RR",
    "pickup_slip": "PS",
    "phone_register": "PR",
    "visit_card": "VC",
    "daily_report": "DR",
    "daily_log": "DL",
    "points_sheet": "PT",
    "send_in_voucher": "SV",
    "quotation": "QT",
    "service_application": "SA",
    "part_compensation": "PC",
    "quality_fault_report": "QF",
    "service_memo": "SM",
    "revisit_report": "RV",
    "satisfaction_survey": "SS",
    "installation_check": "IC",
    "delivery_check": "DC",
    "data_collection": "DA",
    "training_sign_in": "TS",
    "project_summary": "PJ",
    "quality_call_sheet": "QC",
    "maintenance_plan": "MP",
    "attendance_sheet": "AT",
    "tool_loan": "TL",
    "hand_in_list": "HI",
}
KIND_OF = {code: kind for kind, code in CODES.items()}
_SCANNED = re.compile(r"([A-Z]{2})\*([A-Z0-9][A-Z0-9-]*)")
_JOB = re.compile(r"(WX\d{6}-\d{3,})(?:-\d+)?")


def scanned(text: str) -> tuple[str, str] | None:
    """The form's kind and the number that a scanner read at the desk (R158); None for what is no code of ours."""
    found = _SCANNED.fullmatch(text.strip().upper())
    return (KIND_OF[found.group(1)], found.group(2)) if found and found.group(1) in KIND_OF else None


def job_number_in(number: str) -> str:
    """The job's number when the form carries that (R158), WX260302-016 also for WX260302-016-2; else nothing."""
    found = _JOB.fullmatch(number)
    return found.group(1) if found else ""
