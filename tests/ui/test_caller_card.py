"""The card of a ringing telephone takes no keyboard and waits until it is dealt with."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.domain.calls import CallKind
from dispatch_console.queries.call_log import CallLog


@pytest.fixture
def window(qtbot):
    made = QWidget()
    QLineEdit(made).setFocus()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    return made


def test_a_ringing_caller_is_shown_with_his_open_job_and_the_keyboard_stays(window, bridge, desk, hands):
    from dispatch_console.ui.calls.caller_card import RingingCard

    desk.do(RegisterCall(kind=CallKind.REPAIR, number="13901234567", customer_id=3, said="开机报 SC542"))
    before = window.focusWidget()
    hands.forward(300)
    card = RingingCard(window, bridge)
    card.incoming("13764550081")
    card.incoming("13901234567")
    assert card.lines()[:2] == ["139 0123 4567", "恒达物流"]
    assert card.lines()[2].startswith("Open 0302-001 ") and "late" in card.lines()[2]
    assert window.focusWidget() is before and card.isVisible()
    answered = []
    card.answered.connect(lambda number, name: answered.append(number))
    card.answer()
    assert answered == ["13901234567"] and card.lines() == ["137 6455 0081", "Unknown number"]


@pytest.mark.requirement("R183")
def test_a_call_put_off_is_owed_a_call_back(window, bridge, desk):
    from dispatch_console.ui.calls.caller_card import RingingCard

    card = RingingCard(window, bridge)
    card.incoming("13764550081")
    card.call_back_later()
    assert not card.isVisible() and desk.ask(CallLog())[0].needs
