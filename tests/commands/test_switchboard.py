"""A caller who wants somebody else."""

from __future__ import annotations

import pytest

from dispatch_console.commands.promises import EndPromise
from dispatch_console.commands.switchboard import TakeMessage, TransferCall
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.owed import Owed


@pytest.mark.requirement("R19", "R183")
def test_a_message_is_owed_until_it_is_handed_over(desk, hands):
    hands.to(9)
    for wrong in ({"whom": " "}, {"said": ""}, {"number": "", "caller_name": ""}):
        with pytest.raises(Refused):
            desk.do(TakeMessage(**{"whom": "张工", "said": "合同续签", "number": "13900174107", "caller_name": "周雯", **wrong}))
    done = desk.do(TakeMessage(whom="张工", said="合同续签", number="13900174107", caller_name="周雯", back_at=at(desk.today(), 11)))
    (owed,) = [line for line in desk.ask(Owed()) if line.action == "promise"]
    assert (str(owed.word), owed.detail, owed.due_at) == ("张工：合同续签（周雯 13900174107）", "张工", at(desk.today(), 11))
    assert desk.ask(CallLog(on_day=desk.today()))[0].outcome == "message"
    desk.do(EndPromise(promise_id=done.result["promise_id"]))
    assert not [line for line in desk.ask(Owed()) if line.action == "promise"]


@pytest.mark.requirement("R19")
def test_without_a_time_it_is_handed_over_by_the_evening(desk, hands):
    hands.to(9)
    desk.do(TakeMessage(whom="张工", said="回电", number="13900174107"))
    assert [line.due_at for line in desk.ask(Owed()) if line.action == "promise"] == [at(desk.today(), 17, 30)]


@pytest.mark.requirement("R18")
def test_a_call_put_through_says_to_whom_and_about_what(desk):
    with pytest.raises(Refused):
        desk.do(TransferCall(whom="", about="发票", number="13900174107"))
    desk.do(TransferCall(whom="财务小刘", about="发票抬头", number="13900174107", caller_name="周雯"))
    (row,) = desk.ask(CallLog(on_day=desk.today()))
    assert row.outcome == "transferred" and "发票抬头" in row.what
