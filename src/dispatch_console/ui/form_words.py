"""What each form is called in the window: one word for one form."""

from __future__ import annotations

from dispatch_console.words import N_

FORM_WORDS = {
    "work_order": N_("Work order"), "work_order_a4": N_("Work order A4"), "work_order_279": N_("Work order 241×279"),
    "work_order_93": N_("Work order 241×93"), "repair_report": N_("Repair report"), "pickup_slip": N_("Pick-up slip"),
    "pickup_slip_279": N_("Pick-up slip 241×279"), "send_in_voucher": N_("Repair voucher"), "visit_card": N_("Visit card"),
    "quotation": N_("Quotation"), "service_application": N_("Service application"),
    "part_compensation": N_("Part compensation slip"), "quality_fault_report": N_("Quality fault report"),
    "service_memo": N_("Service memo"), "revisit_report": N_("Revisit report"),
    "satisfaction_survey": N_("Satisfaction survey"), "installation_check": N_("Acceptance of an installation"),
    "delivery_check": N_("Arrival check"), "data_collection": N_("Data to collect"),
    "training_sign_in": N_("Training sign-in"), "project_summary": N_("Project summary"),
    "phone_register": N_("Phone register"), "daily_report": N_("Daily report"), "daily_log": N_("Work log"),
    "points_sheet": N_("Points of the technicians"), "quality_call_sheet": N_("Quality calls"),
    "maintenance_plan": N_("Maintenance of a month"), "attendance_sheet": N_("Attendance of a month"),
    "tool_loan": N_("Tools lent"), "hand_in_list": N_("Papers handed in"),
}  # fmt: skip
