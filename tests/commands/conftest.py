"""Every test of a command ends with a file that the audit can rebuild."""

from __future__ import annotations

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.desk.check import check
from dispatch_console.domain.calls import CallKind


@pytest.fixture(autouse=True)
def _whole(desk):
    yield
    assert [str(w) for w in check(desk, replay=True).wrong] == []


@pytest.fixture
def job(desk, hands):
    """A repair call of 宏远 at half past eight."""
    hands.to(8, 30)
    return desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-62458837", customer_id=1, machine_id=1, said="卡纸")).result["job_id"]
