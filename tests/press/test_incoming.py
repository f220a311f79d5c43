"""A list on its way in: it can be stopped at every stage, and its rows are counted as they are decided."""

from __future__ import annotations

import pytest

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.reading.outside import STOPPED
from dispatch_console.press.incoming import TOLD_EVERY, read_in
from tests.desk.test_import_batches import long_register


@pytest.mark.requirement("R217")
@pytest.mark.parametrize("after", range(1, 6))
def test_it_stops_while_rows_are_understood_and_recognised(desk, tmp_path, after):
    path = long_register(tmp_path / "long.csv", 3 * TOLD_EVERY)
    told: list[str] = []
    with pytest.raises(Refused) as no:
        read_in(desk, "phone_register", path, tell=told.append, stopped=lambda: sum("Understood" in w for w in told) >= after)
    assert no.value.said.msgid == STOPPED
    assert told[-1] == f"Understood {(after - 1) % 3 * TOLD_EVERY} of {3 * TOLD_EVERY} rows …"  # understood, then recognised


@pytest.mark.requirement("R217")
def test_the_count_follows_every_row_that_is_decided_otherwise(desk, tmp_path):
    path = tmp_path / "some.csv"
    path.write_text("来电时间,客户,电话,故障\n" + "\n".join(f"2026-02-0{n} 09:00,新厂{n},1390000000{n},卡纸" for n in range(1, 6)), encoding="utf-8")
    plan = read_in(desk, "phone_register", path).plan
    assert plan.summary == {"read": 5, "added": 5, "updated": 0, "same": 0, "refused": 0}
    plan.take(0, False)
    plan.take(3, False)
    assert plan.summary["added"] == 3 and plan.summary["refused"] == 2
    plan.take(3, True)
    plan.sort()
    assert plan.summary == {"read": 5, "added": 4, "updated": 0, "same": 0, "refused": 1} and plan.rows[0].undecided is False
    assert plan.tally["open"] == 0 and plan.tally["doubtful"] == 0 and plan.order[0] == 0
