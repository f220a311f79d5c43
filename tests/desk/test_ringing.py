"""The telephone system tells the open window that it rings; without a window the call is noted as missed, once."""

from __future__ import annotations

import json

import pytest

from dispatch_console.desk.ringing import Ring, address, tell
from dispatch_console.queries.call_log import CallLog


def test_a_line_over_the_socket_is_read_as_it_was_written_and_nonsense_is_none():
    ring = Ring("62458837", "宏远", "c-1", "ended")
    assert Ring.of(ring.line()) == ring and ring.key == "c-1" and Ring("1").key == "1"
    for line in (b"", b"[]", b'{"number": ""}', b'{"number": "1", "state": "dancing"}', b'{"digits": "1"}', b"\xff"):
        assert Ring.of(line) is None


def test_two_desks_listen_at_two_places(tmp_path):
    (tmp_path / "a").mkdir()
    assert address(tmp_path / "a") != address(tmp_path / "b") and len(address(tmp_path / "a")) < 100


def test_nobody_listens(tmp_path):
    assert not tell(tmp_path, Ring("62458837"))


@pytest.mark.requirement("R1")
def test_without_a_window_the_call_is_noted_as_missed_and_only_once(seeded_folder, tmp_path, capsys):
    import shutil

    from dispatch_console.__main__ import main
    from dispatch_console.desk.opening import open_desk

    folder = tmp_path / "desk"
    shutil.copytree(seeded_folder, folder)
    told = ["--data-dir", str(folder), "--now", "2026-03-02T10:00", "--lang", "en", "incoming", "13900174420", "--call-id", "c-7"]
    assert main(told) == 0
    assert "call_id" in json.loads(capsys.readouterr().out)["missed"]
    assert main([*told, "--state", "ended"]) == 0
    assert main([*told, "--state", "answered"]) == 1
    assert capsys.readouterr().err == "No window is open on this desk.\n"
    desk = open_desk(folder, actor="陈静")
    assert [c.outcome for c in desk.ask(CallLog()) if c.outcome == "missed"] == ["missed"]
    desk.close()
