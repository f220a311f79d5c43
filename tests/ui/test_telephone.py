"""The telephone rings at the desk: from the command line into the running window, without touching what is typed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dispatch_console.desk.ringing import Ring
from dispatch_console.queries.call_log import CallLog
from dispatch_console.ui.telephone import Telephone
from tests.keys import press, settle, write


@pytest.fixture
def telephone(window, tmp_path):
    window.rooms.listen(tmp_path)
    yield window.rooms.telephone
    window.rooms.telephone.close()


def ring(folder, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "dispatch_console", "--data-dir", str(folder), "--now", "2026-03-02T10:00", "incoming", *words]
    )


@pytest.mark.requirement("R112")
def test_a_call_from_the_telephone_system_shows_beside_the_form_and_f2_takes_it_with_its_ringing_time(
    window, telephone, tmp_path, qtbot, desk, hands
):
    press(window, "F2")
    write(window, "1370")
    done = ring(tmp_path, "021-62458837", "--call-id", "7")
    qtbot.waitUntil(lambda: bool(window.rooms.ringing.calls), timeout=20000)
    assert done.wait(10) == 0
    assert window.rooms.intake.form.phone.edit.text() == "1370" and window.rooms.intake.form.phone.edit.hasFocus()
    rang = window.rooms.ringing.calls[0].since
    hands.forward(0.2)
    press(window, "F2")
    assert window.rooms.intake.form.phone.edit.text() == "021-6245 8837"
    press(window, "Ctrl+Return")
    settle()
    line = desk.ask(CallLog())[0]
    assert (line.rang_at, (line.started_at - line.rang_at).total_seconds()) == (rang, 12)


@pytest.mark.requirement("R1")
def test_one_card_a_call_answered_elsewhere_it_goes_and_a_caller_who_gave_up_is_to_be_called_back(window, telephone, desk):
    heard = window.rooms.ringing.heard
    for _ in range(2):
        heard(Ring("13900000011", call_id="a"))
    heard(Ring("13900000011", call_id="b"))
    assert len(window.rooms.ringing.calls) == 2
    heard(Ring("13900000011", call_id="a", state="answered"))
    heard(Ring("13900000011", call_id="a", state="ended"))
    assert [c.key for c in window.rooms.ringing.calls] == ["b"]
    heard(Ring("13900000011", call_id="b", state="ended"))
    heard(Ring("13900000012", call_id="c", state="missed"))
    assert not window.rooms.ringing.calls
    assert [c.outcome for c in desk.ask(CallLog())[:2]] == ["missed", "missed"]


def test_only_one_window_of_a_desk_listens_and_a_place_left_behind_by_a_killed_one_is_taken(tmp_path, qtbot):
    first = Telephone(tmp_path)
    assert first.listens
    assert not Telephone(tmp_path).listens
    first.close()
    import socket

    from dispatch_console.desk.ringing import address

    left = socket.socket(socket.AF_UNIX)
    left.bind(address(tmp_path))
    left.close()
    again = Telephone(tmp_path)
    assert again.listens
    again.close()
