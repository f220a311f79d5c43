"""Write every blank form into resources/forms:  python packaging/forms/make_all.py [folder]"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import claims
import daily_report
import offers
import phone_register
import pickup_slip
import repair_report
import visit_card
import visits
import work_order

import lists
import office

FORMS = {
    "work_order": work_order.make,
    "work_order_a4": lambda: work_order.make("A4"),
    "work_order_279": lambda: work_order.make("241x279"),
    "work_order_93": work_order.short,
    "repair_report": repair_report.make,
    "pickup_slip": pickup_slip.make,
    "pickup_slip_279": lambda: pickup_slip.make("241x279"),
    "visit_card": visit_card.make,
    "phone_register": phone_register.make,
    "daily_report": daily_report.make,
    "daily_log": lists.log,
    "points_sheet": lists.points,
    "send_in_voucher": offers.voucher,
    "quotation": offers.quotation,
    "service_application": claims.application,
    "part_compensation": claims.compensation,
    "quality_fault_report": claims.fault_report,
    "service_memo": visits.memo,
    "revisit_report": visits.revisit,
    "satisfaction_survey": visits.survey,
    "installation_check": visits.installation,
    "delivery_check": visits.delivery,
    "data_collection": visits.data_list,
    "training_sign_in": visits.training,
    "project_summary": visits.summary,
    "quality_call_sheet": office.quality_calls,
    "maintenance_plan": office.maintenance,
    "attendance_sheet": office.attendance,
    "tool_loan": office.tool_loan,
    "hand_in_list": office.hand_in,
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file, make in FORMS.items():
        make().save(folder / f"{file}.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "resources" / "forms")
