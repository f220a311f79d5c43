"""The first start makes a desk, shows its code once, and goes on when the code was written down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from dispatch_console.desk import opening
from dispatch_console.queries.office import Customers, PriceList

ENTER = Qt.Key.Key_Return


@pytest.fixture
def sheet(qtbot, tmp_path, hands):
    from dispatch_console.commands import load as load_commands
    from dispatch_console.queries import load as load_queries
    from dispatch_console.ui.sheets.first_start import FirstStartSheet

    load_commands()
    load_queries()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 660)
    made = FirstStartSheet(tmp_path / "desk", hands)
    made.setParent(window)
    made.setGeometry(window.rect())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: made.isAncestorOf(QApplication.focusWidget() or window))
    yield made
    window.close()


@pytest.mark.requirement("R1")
def test_an_empty_desk_is_made_by_keyboard_and_its_code_typed_back(sheet, keys, hands, tmp_path):
    made = []
    sheet.made.connect(lambda way, actor: made.append((way, actor)))
    keys("陈静", ENTER, "1")
    assert sheet.code and sheet.check.edit.hasFocus()
    keys("XXXX", ENTER)
    assert sheet.check.error and made == []
    sheet.check.edit.clear()
    keys(sheet.code.split("-")[-1].lower(), ENTER)
    assert made == [("empty", "陈静")]
    desk = opening.open_desk(tmp_path / "desk", clock=hands, actor="陈静")
    assert desk.ask(PriceList()) and desk.ask(Customers()) == ()
    desk.close()


def test_without_a_name_nothing_is_made(sheet, keys, tmp_path):
    keys(ENTER, "1")
    assert sheet.band.words.startswith("Who is at the desk?") and not opening.exists(tmp_path / "desk")


def test_the_sample_is_marked_as_sample(sheet, keys, tmp_path):
    keys("陈静", ENTER, "3")
    assert opening.read_card(tmp_path / "desk").sample
