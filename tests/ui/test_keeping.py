"""The file is copied by itself beside the window, and the status bar says what is true of it."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer

from dispatch_console.commands.customers import AddCustomer
from dispatch_console.desk import backups
from dispatch_console.domain.masked import NameText
from dispatch_console.ui.sheets.worker import Beside
from tests.keys import press, settle


def said(window):
    return " · ".join(fact[1] for fact in window.foot.facts)


@pytest.fixture
def keeping(window, qtbot):
    made = window.rooms.keeping
    made.begin()
    qtbot.waitUntil(lambda: not made.busy and made.tail is not None, timeout=20000)
    return made


@pytest.mark.requirement("R215")
def test_opening_takes_a_copy_when_the_last_is_older_than_a_day_and_says_its_age(window, keeping, hands, qtbot):
    assert len(backups.stamps(keeping.folder)) == 1
    settle()
    assert "Backup 10:42 (just now)" in said(window)
    hands.forward(20)
    window.rooms.bridge.look_around()
    assert "Backup 10:42 (20 min ago)" in said(window)
    keeping.begin()
    assert not keeping.busy


def test_every_hour_a_copy_is_taken_only_when_something_changed(window, keeping, hands, qtbot):
    settle()
    keeping.changed = False
    hands.forward(61)
    window.rooms.bridge.look_around()
    assert not keeping.busy
    window.rooms.bridge.desk.do(AddCustomer(name=NameText("新客")))
    settle()
    hands.forward(1)
    window.rooms.bridge.look_around()
    qtbot.waitUntil(lambda: not keeping.busy, timeout=20000)
    assert len(backups.stamps(keeping.folder)) == 2


def test_a_copy_older_than_a_day_is_amber_with_the_key_that_takes_one(window, keeping, hands, qtbot, monkeypatch):
    keeping.last = hands.now
    hands.to(11, 0, days=3)
    fact = keeping.facts()[0]
    assert fact[2] == "risk_tx" and "3 d ago" in fact[1] and "Ctrl+Shift+6" in fact[1]
    told: list[str] = []  # a promise that turns late may speak after the copy
    say = window.foot.say
    monkeypatch.setattr(window.foot, "say", lambda words: (told.append(words), say(words))[1])
    press(window, "Ctrl+Shift+6")
    qtbot.waitUntil(lambda: not keeping.busy, timeout=20000)
    settle()
    assert any(words.startswith("Backed up and checked: backup-20260305-110000") for words in told)


def test_no_backup_and_a_full_disk_are_told_plainly(window, keeping, monkeypatch, qtbot):
    from dispatch_console.domain.refused import StoreTrouble

    keeping.free = 120 * 1024 * 1024

    def full(*_given):
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr(backups, "take", full)
    keeping.copy()
    qtbot.waitUntil(lambda: not keeping.busy, timeout=20000)
    settle()
    assert "No backup: The disk is full.  Again Ctrl+Shift+6" in said(window)
    assert "Disk nearly full: 120 MB free" in said(window) and keeping.changed


def test_the_audit_is_said_to_be_checked_only_when_it_was(window, qtbot):
    keeping = window.rooms.keeping
    assert "Audit" not in said(window)
    keeping.begin()
    qtbot.waitUntil(lambda: keeping.tail is not None and not keeping.busy, timeout=20000)
    settle()
    assert "entries checked 10:42" in said(window)


def test_an_altered_entry_is_seen_on_opening(window, qtbot):
    keeping = window.rooms.keeping
    link = window.rooms.desk.store.raw_writer
    link.execute("DROP TRIGGER IF EXISTS audit_entry_no_update")
    names = [r[0] for r in link.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_entry'")]
    for name in names:
        link.execute(f'DROP TRIGGER "{name}"')
    link.execute("UPDATE audit_entry SET actor='x' WHERE id=(SELECT max(id)-1 FROM audit_entry)")
    keeping.begin()
    qtbot.waitUntil(lambda: keeping.tail is not None and not keeping.busy, timeout=20000)
    assert keeping.tail is not None and not keeping.tail.clean
    settle()
    assert "Audit chain broken" in said(window)


def test_the_whole_file_is_checked_on_a_calm_sheet(window, qtbot):
    press(window, "Ctrl+Shift+7")
    sheet = window.rooms.sheet
    qtbot.waitUntil(lambda: sheet.found is not None, timeout=30000)
    assert sheet.words == "The file is whole." and sheet.found.looked_at["jobs"] == 3
    press(window, "Esc")
    assert window.rooms.sheet is None


def test_closing_copies_what_changed_and_leaves_nothing_running(window, keeping, hands):
    hands.forward(5)
    window.rooms.desk.do(AddCustomer(name=NameText("新客")))
    settle()
    keeping.close()
    assert len(backups.stamps(keeping.folder)) == 2 and not Beside._running


def test_a_copy_never_holds_the_window_for_long(window, keeping, qtbot):
    gaps, last = [0.0], [time.perf_counter()]

    def beat():
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=5)
    timer.timeout.connect(beat)
    timer.start()
    keeping.copy()
    qtbot.waitUntil(lambda: not keeping.busy, timeout=20000)
    timer.stop()
    assert max(gaps) < 0.1


def test_a_window_told_to_close_says_that_it_backs_up_first_and_then_closes_by_itself(window, keeping, hands, qtbot):
    hands.forward(5)
    window.rooms.desk.do(AddCustomer(name=NameText("新客")))
    settle()
    window.close()
    assert window.isVisible() and window.foot.said == "Backing up first; then the window closes by itself."
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20000)
    assert len(backups.stamps(keeping.folder)) == 2 and not keeping.changed


def test_told_a_second_time_the_window_closes_at_once_and_the_copy_is_still_made(window, keeping, hands, qtbot):
    hands.forward(5)
    window.rooms.desk.do(AddCustomer(name=NameText("新客")))
    settle()
    window.close()
    window.close()
    assert not window.isVisible()
    keeping.wait()
    assert len(backups.stamps(keeping.folder)) == 2


def test_no_backup_at_closing_is_said_before_anybody_leaves(window, keeping, hands, monkeypatch, qtbot):
    from dispatch_console.domain.refused import StoreTrouble

    def full(*_given):
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr(backups, "take", full)
    keeping.changed = True
    window.close()
    qtbot.waitUntil(lambda: not keeping.busy, timeout=20000)
    settle()
    assert window.isVisible() and window.foot.said.startswith("No backup could be made: The disk is full.")
    window.close()
    assert not window.isVisible()


def test_what_is_half_typed_in_a_sheet_is_kept_when_the_window_closes(window, jobs):
    window.rooms.open_work("dispatch", jobs["恒达"])
    sheet = window.rooms.sheet
    sheet.bring.setFocus()
    from tests.keys import write

    write(window, "drum")
    window.close()
    assert [kind for _uid, kind, _content, _at in window.rooms.desk.drafts()] == [f"dispatch:{jobs['恒达']}"]
