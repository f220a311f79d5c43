"""Warnings: told once at the points of the policy, several of a minute as one line; a tone that can be off, a note behind."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from PySide6.QtWidgets import QApplication

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.visits import CallIn
from dispatch_console.domain.calls import CallKind
from dispatch_console.queries.warnings import WarnPoints
from dispatch_console.ui.alarms import Alarms
from dispatch_console.ui.tone import FALLING, RISING, sound
from tests.keys import press, settle


class Heard:
    def __init__(self):
        self.tones = []

    def play(self, late):
        self.tones.append(late)


@pytest.fixture
def alarms(window, jobs):
    """The window's own, its tones and notes written down instead of made."""
    found = window.rooms.alarms
    found.tone, found.notes = Heard(), []
    found._note = lambda title, words: found.notes.append(words)
    for _turn in range(4):
        settle()
    return found


def go(window, hands, hour, minute):
    hands.to(hour, minute)
    window.rooms.bridge.look_around()
    for _turn in range(3):
        settle()


@pytest.mark.requirement("R124")
def test_a_clock_warns_at_half_at_four_fifths_and_when_it_is_due(desk, jobs, hands):
    hands.to(10, 42)
    points = [p for p in desk.ask(WarnPoints(job_ids=(jobs["恒达"],))) if p.kind == "on_site"]
    at = {p.per_cent: p.at.astimezone(desk.zone).strftime("%H:%M") for p in points}
    assert at == {50: "10:42", 80: "11:32", 100: "12:20"}  # four hours from twenty past eight; half lies behind


@pytest.mark.requirement("R124")
def test_what_had_passed_before_the_window_was_opened_is_not_told(alarms, window, hands):
    assert alarms.tone.tones == [] and alarms.notes == []
    go(window, hands, 10, 43)
    assert alarms.tone.tones == []


@pytest.mark.requirement("R124", "R103")
def test_a_point_is_told_once_and_a_breach_sounds_another_way(alarms, window, hands, jobs):
    told = []
    alarms.told.connect(told.append)
    go(window, hands, 11, 31)
    told.clear()
    alarms.tone.tones.clear()
    go(window, hands, 11, 32)
    assert [(p.kind, p.per_cent) for p in told[0]] == [("on_site", 80)] and told[0][0].job_id == jobs["恒达"]
    assert window.foot.said == "恒达物流 · Arrive 48 min left" and alarms.tone.tones == [False]
    go(window, hands, 11, 33)
    assert len(told) == 1
    go(window, hands, 12, 21)
    late = [p for points in told for p in points if p.kind == "on_site" and p.per_cent == 100]
    assert sorted(p.job_id for p in late) == [jobs["宏远"], jobs["恒达"]] and alarms.tone.tones[-1] is True


@pytest.mark.requirement("R124")
def test_several_of_one_minute_are_one_line_and_one_tone(alarms, window, hands):
    go(window, hands, 14, 30)
    assert window.foot.said.split(" · ")[0].endswith("promises are late")
    assert alarms.tone.tones == [True]


@pytest.mark.requirement("R103", "R124")
def test_a_late_report_that_breaks_a_promise_is_told_at_once(alarms, window, hands, desk, jobs):
    told = []
    alarms.told.connect(told.append)
    hands.to(11, 0)
    window.rooms.bridge.look_around()
    settle()
    told.clear()
    desk.do(CallIn(job_id=jobs["宏远"], move="arrived", happened_at=hands.now.replace(minute=40, hour=hands.now.hour - 1)))
    for _turn in range(3):
        settle()
    assert ("escalation", 100) in [(p.kind, p.per_cent) for points in told for p in points]


@pytest.mark.requirement("R124")
def test_a_call_just_written_down_warns_of_nothing(alarms, window, hands, desk):
    alarms.tone.tones.clear()
    desk.do(RegisterCall(kind=CallKind.COMPLAINT, number="62458837", customer_id=1, said="没人来"))
    for _turn in range(3):
        settle()
    assert alarms.tone.tones == []


@pytest.mark.requirement("R124")
def test_the_tone_is_turned_off_by_its_key_and_stays_off(alarms, window, hands, desk, qtbot):
    press(window, "Ctrl+Alt+S")
    assert window.foot.said == "Warnings are silent"
    go(window, hands, 14, 30)
    assert alarms.tone.tones == [] and "late" in window.foot.said
    again = Alarms(window.rooms.bridge, window, lambda job: None)
    assert not again.on
    again.let_go()
    press(window, "Ctrl+Alt+S")
    assert alarms.on and alarms.tone.tones == [False]


@pytest.mark.requirement("R124")
def test_a_note_comes_only_when_no_window_of_ours_is_in_front_and_its_click_brings_the_job(alarms, window, hands, jobs, monkeypatch):
    go(window, hands, 11, 31)
    assert alarms.notes == []
    monkeypatch.setattr(QApplication, "activeWindow", staticmethod(lambda: None))
    go(window, hands, 11, 32)
    assert alarms.notes == ["恒达物流 · Arrive 48 min left"]
    alarms.bring()
    assert window.rooms.card.job_id == jobs["恒达"]


@pytest.mark.requirement("R124")
def test_hidden_customer_data_stays_hidden_in_a_warning(alarms, window, hands):
    go(window, hands, 11, 31)
    window.rooms.bridge.hide_customers(True)
    go(window, hands, 11, 32)
    assert "恒达物流" not in window.foot.said and "48 min left" in window.foot.said


@pytest.mark.requirement("R124")
def test_a_warning_takes_neither_the_keyboard_nor_what_is_typed(alarms, window, hands):
    press(window, "F2")
    edit = window.focusWidget()
    edit.setText("138")
    go(window, hands, 14, 30)
    assert window.focusWidget() is edit and edit.text() == "138" and alarms.tone.tones


def test_the_tone_is_soft_short_and_begins_and_ends_in_silence():
    for notes in (RISING, FALLING):
        with wave.open(io.BytesIO(sound(notes))) as made:
            frames = made.readframes(made.getnframes())
            assert made.getnframes() / made.getframerate() < 0.6
        samples = struct.unpack(f"<{len(frames) // 2}h", frames)
        assert 2000 < max(samples) < 32767 * 0.2 and abs(samples[0]) < 50 and abs(samples[-1]) < 50
    assert sound(RISING) != sound(FALLING)
