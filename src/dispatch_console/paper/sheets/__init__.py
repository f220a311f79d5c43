"""What stands in each form: answers of the desk turned into the fields of a workbook, by subject."""

from __future__ import annotations

from dispatch_console.paper.sheets.claims import part_compensation, quality_fault_report, quotation, service_application
from dispatch_console.paper.sheets.filled import Fields, Filled
from dispatch_console.paper.sheets.jobs import pickup_slip, repair_report, send_in_voucher, visit_card, work_order
from dispatch_console.paper.sheets.lists import (
    daily_log,
    daily_report,
    heard,
    maintenance_plan,
    phone_register,
    points_sheet,
    quality_call_sheet,
)
from dispatch_console.paper.sheets.office import (
    AttendanceRow,
    HandedPaper,
    LentTool,
    attendance_sheet,
    hand_in_list,
    tool_loan,
)
from dispatch_console.paper.sheets.visits import (
    data_collection,
    delivery_check,
    installation_check,
    project_summary,
    revisit_report,
    satisfaction_survey,
    service_memo,
    training_sign_in,
)

__all__ = [
    "AttendanceRow",
    "Fields",
    "Filled",
    "HandedPaper",
    "LentTool",
    "attendance_sheet",
    "daily_log",
    "daily_report",
    "data_collection",
    "delivery_check",
    "hand_in_list",
    "heard",
    "installation_check",
    "maintenance_plan",
    "part_compensation",
    "phone_register",
    "pickup_slip",
    "points_sheet",
    "project_summary",
    "quality_call_sheet",
    "quality_fault_report",
    "quotation",
    "repair_report",
    "revisit_report",
    "satisfaction_survey",
    "send_in_voucher",
    "service_application",
    "service_memo",
    "tool_loan",
    "training_sign_in",
    "visit_card",
    "work_order",
]
