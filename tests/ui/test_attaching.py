"""Files come to the job in hand by drop, paste, path and scanner; they are looked at, noted, copied and taken off by keyboard."""

from __future__ import annotations

import datetime as dt
import os

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dispatch_console import words
from dispatch_console.commands.attachments import AttachFile, NoteFile
from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.setup import SetSetting
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.masked import PathText
from dispatch_console.queries.attachments import Attachments, AttachmentTotal
from dispatch_console.queries.board import Board
from dispatch_console.ui.sheets.files import FilesSheet
from dispatch_console.ui.thumbnails import glyph_of
from tests.keys import press, settle, shown, write
from tests.pictures import HOSTILE, picture

pytestmark = pytest.mark.requirement("R13")
CENTRE = QPointF(700, 300)


@pytest.fixture
def card(window, jobs):
    window.rooms.show_job(jobs["启明"])
    window.rooms.card.setFocus()
    settle()
    return window.rooms.card


@pytest.fixture
def clipboard():
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def file_of(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


def names(desk, job):
    return [str(r.name) for r in desk.ask(Attachments(job_id=job))]


def urls(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    return mime


MOVE_OR_COPY = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


def drop(window, mime, offered=MOVE_OR_COPY):
    """What is dragged over the window is let go; gives what the status bar says meanwhile. Qt does not keep the mime data."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(700, 300), offered, mime, buttons, keys)
    QApplication.sendEvent(window, enter)
    said = window.foot.said
    let_go = QDropEvent(CENTRE, offered, mime, buttons, keys)
    QApplication.sendEvent(window, let_go)
    assert let_go.dropAction() == Qt.DropAction.CopyAction or not said
    return said


def until(qtbot, condition):
    qtbot.waitUntil(condition, timeout=15_000)


def thumbs(card):
    return all(r.thumbnail is not None for r in card.files.rows if r.picture)


# ---- ways in ----


def test_files_dropped_on_the_window_are_attached_to_the_job_in_hand_and_stay_where_they_were(window, card, desk, jobs, tmp_path, qtbot):
    one, two = file_of(tmp_path, "一.png", picture()), file_of(tmp_path, "二.mp4", b"\0\0\0\x18ftypmp42")
    assert drop(window, urls(one, two)).endswith(str(card.card.customer))
    until(qtbot, lambda: len(names(desk, jobs["启明"])) == 2)
    until(qtbot, lambda: "2 files are attached." in shown(window))
    assert one.exists() and two.exists() and names(desk, jobs["启明"]) == ["二.mp4", "一.png"]
    press(window, "Ctrl+Z")
    assert names(desk, jobs["启明"]) == ["一.png"]
    press(window, "Ctrl+Z")
    assert names(desk, jobs["启明"]) == []


def test_what_is_dragged_away_again_leaves_no_word_and_words_are_not_taken(window, card):
    mime = urls("/a.png")
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(700, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert window.foot.said
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window.foot.said == ""
    mime = QMimeData()
    mime.setText("62458837")
    assert drop(window, mime) == ""
    moved = urls("/a.png")
    assert drop(window, moved, Qt.DropAction.MoveAction) == "" and card.band.words == ""


def test_a_folder_an_empty_file_and_one_that_is_gone_are_refused_and_the_others_attached(window, card, desk, jobs, tmp_path, qtbot):
    good, empty = file_of(tmp_path, "好.png", picture()), file_of(tmp_path, "空.png", b"")
    drop(window, urls(tmp_path, empty, tmp_path / "没有.png", good))
    until(qtbot, lambda: card.band.words != "")
    assert "is a folder" in card.band.words and "And 2 more." in card.band.words
    assert names(desk, jobs["启明"]) == ["好.png"] and "好.png is attached." in shown(window)


def test_without_a_job_nothing_is_attached_and_that_is_said(window, desk, tmp_path, qtbot):
    assert "Pick a job" in drop(window, urls(file_of(tmp_path, "a.png", picture())))
    assert "Pick a job on the board first" in window.rooms.card.band.words and desk.ask(AttachmentTotal()).files == 0


def test_a_copied_picture_is_pasted_with_one_key_as_the_bytes_it_has(window, card, desk, jobs, clipboard, qtbot):
    mime = QMimeData()
    mime.setData("image/jpeg", picture("JPEG"))
    clipboard.setMimeData(mime)
    press(window, "Ctrl+V")
    until(qtbot, lambda: names(desk, jobs["启明"]) == ["Picture 03-02 10.42.00.jpeg"])
    assert desk.ask(Attachments(job_id=jobs["启明"]))[0].size == len(picture("JPEG"))


def test_a_screenshot_and_copied_files_are_pasted_and_words_are_not(window, card, desk, jobs, clipboard, tmp_path, qtbot):
    clipboard.setImage(QImage.fromData(picture()))
    press(window, "Ctrl+V")
    until(qtbot, lambda: len(names(desk, jobs["启明"])) == 1)
    assert desk.ask(Attachments(job_id=jobs["启明"]))[0].media_type == "image/png"
    clipboard.setMimeData(urls(file_of(tmp_path, "报告.pdf", b"%PDF-1.7 x")))
    press(window, "Ctrl+V")
    until(qtbot, lambda: "报告.pdf is attached" in shown(window))
    clipboard.setText("卡纸")
    press(window, "Ctrl+V")
    assert "Neither a picture nor a file was copied" in shown(window)


def test_words_are_still_pasted_into_a_question_of_the_card(window, card, desk, clipboard, jobs):
    press(window, "F8")
    clipboard.setText("催得急")
    press(window, "Ctrl+V", "Ctrl+Return")
    assert any("催得急" in e.detail for e in card.card.events) and names(desk, jobs["启明"]) == []


def test_a_full_path_is_typed_and_a_copied_file_pasted_in_the_sheet(window, card, desk, jobs, clipboard, tmp_path, qtbot):
    press(window, "Ctrl+J")
    sheet = window.rooms.sheet
    assert isinstance(sheet, FilesSheet) and sheet.file.edit.hasFocus()
    write(window, str(file_of(tmp_path, "a.png", picture())))
    press(window, "Return")
    until(qtbot, lambda: [r.name for r in sheet.rows] == ["a.png"])
    clipboard.setMimeData(urls(file_of(tmp_path, "b.png", picture(wide=90))))
    press(window, "Ctrl+V")
    until(qtbot, lambda: len(sheet.rows) == 2)
    assert sheet.file.edit.text() == "" and sheet.picked.name == "b.png"
    write(window, str(tmp_path / "没有.png"))
    press(window, "Return")
    until(qtbot, lambda: "not there any more" in sheet.band.words)
    clipboard.setText("/只是字")
    sheet.file.setFocus()
    press(window, "Ctrl+V")
    assert sheet.file.edit.text() == "/只是字"


# ---- the scanner ----


@pytest.fixture
def scanner(window, desk, tmp_path, hands):
    folder = tmp_path / "扫描"
    folder.mkdir()
    desk.do(SetSetting(name="scan_folder", value=str(folder)))
    settle()
    return folder


def scanned(folder, name, hands, content=b"%PDF-1.7 scan", age=dt.timedelta(minutes=1)):
    path = file_of(folder, name, content)
    then = (hands.now - age).timestamp()
    os.utime(path, (then, then))
    return path


def looks(qtbot, scan, times=2):
    for _n in range(times):
        scan.look()
        until(qtbot, lambda: scan._glance is None)


def test_what_the_scanner_wrote_is_offered_in_one_line_and_attached_with_one_key(window, card, desk, jobs, scanner, hands, qtbot):
    scan = window.rooms.attaching.scan
    scanned(scanner, "旧.pdf", hands, age=dt.timedelta(days=3))
    scanned(scanner, ".临时", hands)
    new = scanned(scanner, "扫描001.pdf", hands)
    looks(qtbot, scan, 1)
    assert scan.offered == ()  # it may still be growing
    looks(qtbot, scan, 1)
    assert scan.offered == (new,)
    assert any("Scanned: 1 new  Attach to this job Ctrl+Shift+2" in f[1] for f in window.foot.facts)
    assert window.rooms.sheet is None and card.band.words == "" and card.story.hasFocus()
    press(window, "Ctrl+Shift+2")
    until(qtbot, lambda: names(desk, jobs["启明"]) == ["扫描001.pdf"])
    until(qtbot, lambda: (scanner / "attached" / "扫描001.pdf").exists())
    assert not new.exists() and (scanner / "旧.pdf").exists()
    looks(qtbot, scan)
    assert scan.offered == () and not any("Scanned" in f[1] for f in window.foot.facts)
    press(window, "Ctrl+Z")
    assert names(desk, jobs["启明"]) == [] and (scanner / "attached" / "扫描001.pdf").exists()


def test_a_file_that_grows_is_not_offered_until_it_stands_still(window, scanner, hands, qtbot):
    scan = window.rooms.attaching.scan
    for size in (10, 20, 30):
        scanned(scanner, "长.pdf", hands, b"x" * size)
        looks(qtbot, scan, 1)
        assert scan.offered == ()
    looks(qtbot, scan, 1)
    assert [p.name for p in scan.offered] == ["长.pdf"]


def test_a_name_that_is_taken_is_put_away_under_another(window, card, desk, jobs, scanner, hands, qtbot):
    (scanner / "attached").mkdir()
    file_of(scanner / "attached", "a.pdf", b"old")
    scanned(scanner, "a.pdf", hands)
    looks(qtbot, window.rooms.attaching.scan)
    press(window, "Ctrl+Shift+2")
    until(qtbot, lambda: (scanner / "attached" / "a-2.pdf").exists())
    assert (scanner / "attached" / "a.pdf").read_bytes() == b"old"


def test_the_scanners_key_says_why_there_is_nothing_and_a_lost_folder_is_told(window, card, desk, scanner, qtbot):
    press(window, "Ctrl+Shift+2")
    assert "Nothing new lies in the folder of the scanner" in shown(window)
    scanner.rmdir()
    looks(qtbot, window.rooms.attaching.scan, 1)
    assert any("The folder of the scanner is not there" in f[1] for f in window.foot.facts)
    desk.do(SetSetting(name="scan_folder", value=""))
    settle()
    window.rooms.attaching.scan.look()
    assert not any("scanner" in f[1] for f in window.foot.facts)
    press(window, "Ctrl+Shift+2")
    assert "No folder of a scanner is watched" in shown(window)


# ---- the strip ----


def attach(desk, job, *files):
    for name, content in files:
        desk.do(AttachFile(path=PathText(name), content=content, job_id=job))
    settle()


def test_the_strip_takes_no_room_without_a_file_and_its_key_says_how_one_comes(window, card):
    assert card.files.height() == 0
    press(window, "Ctrl+6")
    assert "No file is attached to this job yet: Ctrl+J attaches one" in shown(window)


def test_small_pictures_are_made_beside_the_window_and_a_damaged_one_says_so(window, card, desk, jobs, qtbot):
    attach(desk, jobs["启明"], ("坏.jpg", HOSTILE["only a head"]), ("好.png", picture()), ("片.mp4", b"\0\0\0\x18ftypmp42"))
    assert [r.name for r in card.files.rows] == ["片.mp4", "好.png", "坏.jpg"]
    until(qtbot, lambda: thumbs(card))
    video, good, bad = card.files.rows
    assert video.thumbnail is None and QImage.fromData(good.thumbnail).width() == 192 and bad.thumbnail == b""
    assert [glyph_of(r) for r in card.files.rows] == ["video-outline", "image-outline", "image-broken-variant"]
    assert "no preview" in card.files.drawn() and "damaged or cannot be shown here" in card.files.toolTip()
    assert card.files.height() > 0 and not card.files.grab().isNull()


def test_the_strip_is_walked_with_arrows_and_enter_looks_at_a_picture(window, card, desk, jobs, qtbot):
    attach(desk, jobs["启明"], ("一.png", picture()), ("二.png", picture(wide=300)), ("三.png", picture(wide=400)))
    press(window, "Ctrl+6")
    assert card.files.hasFocus() and card.files.accessibleDescription().startswith("三.png")
    press(window, "Right", "Right", "Right", "Left")
    assert card.files.accessibleDescription().startswith("二.png")
    press(window, "Return")
    sheet = window.rooms.sheet
    assert sheet.picked.name == "二.png" and sheet.list.hasFocus()
    until(qtbot, lambda: sheet.image is not None)
    assert sheet.image.width() == 300 and not sheet.page.grab().isNull()
    press(window, "Esc")
    assert card.files.hasFocus()
    press(window, "Space")
    assert window.rooms.sheet.picked.name == "二.png"


def test_more_files_than_there_is_room_for_scroll_with_the_cursor_and_a_click_opens(window, card, desk, jobs):
    attach(desk, jobs["启明"], *((f"{n}.mp4", b"\0\0\0\x18ftypmp42" + bytes([n])) for n in range(9)))
    strip = card.files
    assert strip._most < 9
    press(window, "Ctrl+6", *["Right"] * 8)
    assert strip.at == 8 and strip._first == 9 - strip._most
    clicked = strip._first + 1
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip._tile(clicked).center().toPoint())
    assert window.rooms.sheet.picked.id == strip.rows[clicked].id


def test_short_of_room_the_files_give_way_before_clocks_and_story(window, card, desk, jobs):
    attach(desk, jobs["启明"], ("一.png", picture()))
    tall = card.files.height()
    window.resize(1200, 600)
    settle()
    assert 0 < card.files.height() < tall and not card.files.grab().isNull()
    press(window, "F8")
    assert card.files.height() == 0
    press(window, "Esc")
    assert card.files.height() > 0


def test_the_files_of_the_machines_earlier_job_stand_behind_with_its_number(window, desk, jobs, card, qtbot):
    attach(desk, jobs["启明"], ("上次.png", picture()))
    later = desk.do(RegisterCall(kind=CallKind.REPAIR, number="62458837", customer_id=2, machine_id=2, said="又卡纸")).result["job_id"]
    attach(desk, later, ("这次.png", picture(wide=77)))
    window.rooms.show_job(later)
    assert [r.of for r in card.files.rows] == ["job", "earlier"]
    number = next(r.number for r in desk.ask(Board()) if r.id == jobs["启明"]).removeprefix("WX")[2:]
    assert number in card.files.drawn().split("\n")[1]
    press(window, "Ctrl+6", "Right", "Return")
    press(window, "Del")
    assert f"hangs on {number}; take it off there" in window.rooms.sheet.band.words and names(desk, jobs["启明"]) == ["上次.png"]


def test_visitors_see_neither_picture_nor_name_and_get_no_copy(window, card, desk, jobs, qtbot):
    attach(desk, jobs["启明"], ("周雯的机器.png", picture()))
    until(qtbot, lambda: thumbs(card))
    press(window, "Ctrl+L")
    assert "周雯的机器" not in card.files.drawn() and card.files.pictures._picture(card.files.rows[0]) is None
    press(window, "Ctrl+6", "Return")
    sheet = window.rooms.sheet
    QTest.qWait(300)
    assert sheet.image is None and "周雯的机器" not in sheet.page.accessibleDescription()
    press(window, "Return")
    assert "Hidden while visitors look on" in sheet.band.words


# ---- the sheet ----


@pytest.fixture
def sheet(window, card, desk, jobs, qtbot):
    attach(desk, jobs["启明"], ("片.mp4", b"\0\0\0\x18ftypmp42" + bytes(2_000_000)), ("图.png", picture()))
    press(window, "Ctrl+6", "Return")
    return window.rooms.sheet


def test_the_sheet_tells_how_much_hangs_on_the_job_and_on_all(sheet):
    assert sheet.fact.startswith("here 2 · 1.9 MB") and "all files 2" in sheet.fact


def test_another_kind_is_never_opened_but_saved_where_one_chooses_with_the_purpose(window, sheet, desk, tmp_path):
    press(window, "Down", "Return")
    assert "A copy of 片.mp4 leaves the desk" in sheet.band.words and not sheet.copy.isEnabled()
    sheet.band._inputs["path"].edit.setText(str(tmp_path / "副本.mp4"))
    press(window, "Ctrl+Return")
    assert "An export needs its purpose" in sheet.band.words and not (tmp_path / "副本.mp4").exists()
    sheet.band._inputs["purpose"].setFocus()
    write(window, "送厂家")
    press(window, "Ctrl+Return")
    assert (tmp_path / "副本.mp4").stat().st_size == 2_000_012 and "Saved as 副本.mp4" in shown(window)
    assert sheet.copy.isEnabled() and sheet.isVisible()


def test_a_copy_that_could_not_be_written_says_why(window, sheet, tmp_path, monkeypatch):
    import errno
    from pathlib import Path

    def full(*_given):
        raise OSError(errno.ENOSPC, "No space left on device")

    press(window, "Ctrl+Return")
    sheet.band._inputs["path"].edit.setText(str(tmp_path / "a.png"))
    write(window, "送检")
    monkeypatch.setattr(Path, "write_bytes", full)
    press(window, "Ctrl+Return")
    assert "The disk is full" in sheet.band.words and not list(tmp_path.glob("*.p*"))


def test_a_file_is_noted_and_taken_off_and_both_are_taken_back(window, sheet, desk, jobs, card):
    press(window, "Ctrl+E")
    write(window, "定影器漏粉")
    press(window, "Ctrl+Return")
    assert sheet.picked.note == "定影器漏粉" and "定影器漏粉" in sheet.page.accessibleDescription()
    sheet.list.setFocus()
    press(window, "Del")
    assert names(desk, jobs["启明"]) == ["片.mp4"] and "图.png was taken off" in shown(window)
    press(window, "Ctrl+Z")
    assert sorted(names(desk, jobs["启明"])) == sorted(["图.png", "片.mp4"])
    press(window, "Ctrl+Z")
    assert all(r.note == "" for r in card.files.rows)


def test_a_damaged_picture_says_so_and_going_on_stops_looking_at_it(window, sheet, desk, jobs, qtbot):
    attach(desk, jobs["启明"], ("坏.jpg", HOSTILE["cut off"]))
    assert sheet.picked.name == "坏.jpg"
    until(qtbot, lambda: sheet._unseen)
    assert sheet._why_not_seen(sheet.picked) == ("This picture is damaged or cannot be shown here; the file itself is kept.",)
    sheet.list.setFocus()
    press(window, "Down")
    until(qtbot, lambda: sheet.image is not None)
    desk.do(NoteFile(attachment_id=sheet.picked.id, note="看"))
    settle()
    assert sheet.image is not None  # a change elsewhere does not take the picture away


def test_a_closing_window_waits_for_no_hanging_picture(window, card, desk, jobs, qtbot, monkeypatch):
    import time

    from dispatch_console.press import looking

    monkeypatch.setattr(looking, "own_process", lambda *_given: [__import__("sys").executable, "-c", "import time; time.sleep(30)"])
    attach(desk, jobs["启明"], ("慢.png", picture()))
    QTest.qWait(200)
    start = time.monotonic()
    window.rooms.let_go()
    assert time.monotonic() - start < 5
    assert desk.ask(Attachments(job_id=jobs["启明"]))[0].thumbnail is None


def test_the_strip_and_the_sheet_speak_chinese(window, card, desk, jobs, qtbot):
    words.use("zh_CN")
    attach(desk, jobs["启明"], ("片.mp4", b"\0\0\0\x18ftypmp42"))
    assert "视频 · 1 KB" in card.files.drawn()
    press(window, "Ctrl+6", "Return")
    assert "片.mp4 的副本要带出本机" in window.rooms.sheet.band.words
