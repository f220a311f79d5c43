"""What is kept of an open file is never another file's, never what was rolled back, never what another program changed."""

from __future__ import annotations

import gc

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.setup import ChangeClockRule
from dispatch_console.commands.texts import SaveFaultWords
from dispatch_console.desk.check import check
from dispatch_console.desk.opening import open_desk
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.board import Board
from dispatch_console.store import audit, kept


def registered(desk, said="卡纸", customer=1):
    desk.do(RegisterCall(kind=CallKind.REPAIR, number="62458837", customer_id=customer, machine_id=customer, said=said))
    return max(desk.ask(Board()), key=lambda r: r.id)


def minutes_to(desk, row):
    return (row.clock.due_at - desk.clock()).total_seconds() / 60


def code_of(desk, row):
    with desk.store.reading() as connection:
        return connection.exec_driver_sql("SELECT fault_code FROM job WHERE id=?", (row.id,)).scalar()


@pytest.mark.requirement("R29", "R116")
def test_a_promise_that_another_program_changed_holds_for_the_next_job_here(desk):
    before = minutes_to(desk, registered(desk))
    other = desk.another()
    other.do(ChangeClockRule(policy="standard", kind="first_response", minutes=7))
    assert minutes_to(desk, registered(desk, "换硒鼓")) == 7 != before
    before_words = code_of(desk, registered(desk, "嗡嗡叫", 3))
    other.do(SaveFaultWords(words="嗡嗡叫", fault_code="smoke", priority="urgent"))
    assert (before_words, code_of(desk, registered(desk, "嗡嗡叫", 3))) == ("", "smoke")
    other.store.close()
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R116")
def test_what_was_read_in_a_transaction_that_was_rolled_back_is_not_believed(desk, monkeypatch):
    before = minutes_to(desk, registered(desk))

    def lost(*_a, **_k):
        raise Refused("no")

    with monkeypatch.context() as patch:
        patch.setattr(audit, "write", lost)
        with pytest.raises(Refused):
            desk.do(ChangeClockRule(policy="standard", kind="first_response", minutes=7))
    assert minutes_to(desk, registered(desk, "换硒鼓")) == before
    assert check(desk, replay=True).wrong == []


def test_a_file_opened_after_another_was_closed_has_its_own(desk, folder, hands):
    """An engine made where an older one lay in memory was once given the older one's promises."""
    registered(desk)
    assert kept.POLICIES in desk.store.writer.info
    desk.close()
    gc.collect()
    for _turn in range(20):
        bare = open_desk(folder, clock=hands, actor="陈静")
        assert not set(kept.BEHIND) & set(bare.store.writer.info)
        bare.close()
        gc.collect()
