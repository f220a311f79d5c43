"""Write every blank form into resources/forms:  python packaging/forms/make_all.py [folder]"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import daily_report
import lists
import phone_register
import pickup_slip
import repair_report
import visit_card
import work_order

FORMS = {
    "work_order": work_order.make,
    "work_order_a4": lambda: work_order.make("A4"),
    "repair_report": repair_report.make,
    "pickup_slip": pickup_slip.make,
    "visit_card": visit_card.make,
    "phone_register": phone_register.make,
    "daily_report": daily_report.make,
    "daily_log": lists.log,
    "points_sheet": lists.points,
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file, make in FORMS.items():
        make().save(folder / f"{file}.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "resources" / "forms")
