"""A list that is dropped is read, all else is attached; the place and the sheet that is open say which."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from dispatch_console.queries.attachments import Attachments
from dispatch_console.ui.sheets.importing import ImportSheet
from tests.keys import press, settle
from tests.press.test_returned import filled_by_pen, printed
from tests.ui.test_importing import three_sheets

pytestmark = pytest.mark.requirement("R3", "R13")
REGISTER = "来电时间,客户,电话,故障\n2026-02-01 09:10,新厂,13912340001,卡纸\n"
OFFERED, LEFT, PLAIN = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "浦东.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def hover(window, where, *paths):
    """Files are dragged over this point of the window; gives what the status bar says, and their mime data to be let go."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    event = QDragEnterEvent(where, OFFERED, mime, LEFT, PLAIN)
    QApplication.sendEvent(window, event)
    assert event.isAccepted() and event.dropAction() == Qt.DropAction.CopyAction
    return window.foot.said, mime


def drop(window, where, *paths):
    said, mime = hover(window, where, *paths)
    QApplication.sendEvent(window, QDropEvent(QPointF(where), OFFERED, mime, LEFT, PLAIN))
    settle()
    return said


def middle(window, widget):
    return widget.mapTo(window, widget.rect().center())


def elsewhere(window):
    return middle(window, window.rooms.calls)


def is_read(window, qtbot):
    sheet = window.rooms.sheet
    assert isinstance(sheet, ImportSheet)
    qtbot.waitUntil(lambda: sheet.plan is not None and not sheet.busy, timeout=30_000)
    settle()
    return sheet


def test_a_list_dropped_on_the_window_is_read_in_the_import_sheet(window, qtbot, register, tmp_path):
    assert drop(window, elsewhere(window), register) == "Let go to read 浦东.csv"
    sheet = is_read(window, qtbot)
    assert sheet.file.edit.text() == str(register) and sheet.plan.summary["added"] == 1 and window.foot.said == ""
    drop(window, middle(window, sheet), three_sheets(tmp_path / "二月.xlsx"))
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30_000)
    assert window.rooms.sheet is sheet and sheet.whom == "二月.xlsx" and sheet.worksheets.sheets


def test_a_list_dropped_on_the_card_of_a_job_is_attached_and_moving_on_says_so(window, desk, jobs, qtbot, register):
    window.rooms.show_job(jobs["启明"])
    settle()
    card = middle(window, window.rooms.card)
    said, mime = hover(window, elsewhere(window), register)
    assert said.startswith("Let go to read")
    QApplication.sendEvent(window, QDragMoveEvent(card, OFFERED, mime, LEFT, PLAIN))
    assert window.foot.said.startswith("Let go to attach it to")
    drop(window, card, register)
    qtbot.waitUntil(lambda: [str(r.name) for r in desk.ask(Attachments(job_id=jobs["启明"]))] == ["浦东.csv"], timeout=15_000)
    assert window.rooms.sheet is None
    press(window, "Ctrl+J")  # over the card stands the sheet of its files
    drop(window, elsewhere(window), register)
    assert not isinstance(window.rooms.sheet, ImportSheet)


def test_without_a_job_the_card_reads_a_list_too(window, qtbot, register):
    drop(window, middle(window, window.rooms.card), register)
    assert is_read(window, qtbot).plan.summary["added"] == 1


def test_several_lists_a_folder_or_a_picture_are_told_calmly_and_nothing_is_read(window, qtbot, register, tmp_path):
    two = tmp_path / "另一张.xlsx"
    two.write_bytes(b"PK")
    assert drop(window, elsewhere(window), register, two).startswith("One list can be read at a time")
    assert window.rooms.sheet is None and window.foot.said.startswith("One list can be read at a time")
    window.do("import")
    settle()
    sheet = window.rooms.sheet
    for paths in ((register, two), (tmp_path,), (tmp_path / "照片.jpg",)):
        assert drop(window, middle(window, sheet), *paths).startswith("One list from Excel, WPS")
        assert sheet.plan is None and not sheet.busy and window.foot.said.startswith("One list from Excel, WPS")
    folder = tmp_path / "表.xlsx"
    folder.mkdir()
    drop(window, middle(window, sheet), folder)
    assert not sheet.busy and sheet.plan is None


def test_a_filled_form_that_is_dropped_is_known_as_one(window, desk, jobs, qtbot, tmp_path):
    path = filled_by_pen(printed(desk, "repair_report", jobs["启明"]), tmp_path / "back.xlsx", method="清洁")
    drop(window, elsewhere(window), path)
    sheet = is_read(window, qtbot)
    assert sheet.got is None and sheet.plan.form == "form:repair_report" and sheet.found.changes.isVisible()
    assert [c.field for c in sheet.plan.rows[0].changes if c.takes == "back"] == ["method"]


def test_nothing_is_read_while_rows_are_taken_in(window, qtbot, register):
    drop(window, elsewhere(window), register)
    sheet = is_read(window, qtbot)
    sheet._copying = True
    drop(window, middle(window, sheet), register)
    assert "being taken in" in sheet.band.words and sheet.plan is not None and not sheet.busy
    sheet._copying = False
