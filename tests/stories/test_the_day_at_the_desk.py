"""The working day of the little office through the desk alone; the window's story presses keys for the same steps."""

from __future__ import annotations

from dispatch_console.desk.check import check
from dispatch_console.domain.moment import at
from dispatch_console.queries.card import JobCard
from tests.stories.day import STEPS, Day


def test_the_day_adds_up_and_replays(desk, hands):
    day = Day(desk)
    for step in STEPS:
        hands.now = at(step.on, step.hour, step.minute)
        step.do(day)
    found = check(desk, replay=True)
    assert [str(w) for w in found.wrong] == []
    status = {name: str(desk.ask(JobCard(job_id=job)).status) for name, job in day.jobs.items()}
    assert status == {
        "宏远": "closed", "启明": "waiting_part", "新客": "waiting_customer", "恒达": "closed", "电话": "closed", "拖机": "in_workshop",
    }  # fmt: skip
