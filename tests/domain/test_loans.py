"""In which state a tool comes back, and what that asks for."""

import pytest

from dispatch_console.domain.loans import why_not_back

pytestmark = pytest.mark.requirement("R168")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("whole", "", "", 0, ""), None),
        (("gone", "", "", 0, ""), "no state"),
        (("whole", "", "", 1, ""), "Normal wear"),
        (("worn", "老化", "", 1, "沈国栋"), "Normal wear"),
        (("worn", "", "", 0, ""), "report"),
        (("worn", "用了三年", "", 0, ""), None),
        (("damaged", "", "", 0, ""), "Who decided"),
        (("damaged", "", "", 0, "沈国栋"), None),
        (("lost", "", "", 20000, ""), "Who decided"),
        (("lost", "", "", 20000, "沈国栋"), None),
        (("whole", "", "卡尺", 5000, ""), "Who decided"),
        (("whole", "", "卡尺", 5000, "沈国栋"), None),
        (("lost", "", "", -1, "沈国栋"), "less than nothing"),
    ],
)
def test_wear_needs_a_report_and_what_is_lost_or_broken_who_decided_on_paying(given, why):
    said = why_not_back(*given)
    assert (said is None) == (why is None) and (why is None or why in said.msgid)
