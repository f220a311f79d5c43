"""What is owed may be put off for a while, with the reason; it comes back by itself."""

from __future__ import annotations

import pytest

from dispatch_console.commands.calls import RecordMissedCall
from dispatch_console.commands.promises import PutOff
from dispatch_console.commands.quality import MakeComplaint
from dispatch_console.desk.check import check
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.owed import Owed


@pytest.mark.requirement("R107", "R183")
def test_a_thing_owed_is_out_of_sight_for_its_minutes_and_comes_back(desk, hands):
    hands.to(9)
    desk.do(RecordMissedCall(number="13900174107"))
    (row,) = desk.ask(Owed())
    for wrong in ({"reason": " "}, {"minutes": 0}, {"minutes": 999}, {"owed_key": "nothing:1"}):
        with pytest.raises(Refused):
            desk.do(PutOff(**{"owed_key": row.key, "reason": "线路忙", **wrong}))
    desk.do(PutOff(owed_key=row.key, reason="线路忙", minutes=15))
    assert desk.ask(Owed()) == ()
    hands.to(9, 16)
    assert [r.key for r in desk.ask(Owed())] == [row.key]
    hands.to(9, 17)
    desk.do(PutOff(owed_key=row.key, reason="再等等", minutes=30))
    desk.undo()
    assert [r.key for r in desk.ask(Owed())] == [row.key]
    assert [str(w) for w in check(desk, replay=True).wrong] == []


@pytest.mark.requirement("R171", "R126")
def test_a_complaint_cannot_be_put_off(desk, hands):
    desk.do(MakeComplaint(said="人没来", customer_id=1))
    (row,) = desk.ask(Owed())
    assert not row.can_snooze
    with pytest.raises(Refused, match="at once"):
        desk.do(PutOff(owed_key=row.key, reason="忙"))
