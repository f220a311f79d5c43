"""What the tests of forms and sheets ask for: a bridge on the little office, and keys pressed one after another."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dispatch_console import words


@pytest.fixture(autouse=True)
def _english():
    before = words.language()
    words.use("en")
    yield
    words.use(before)


@pytest.fixture
def bridge(desk, qtbot):
    from dispatch_console.commands import load as load_commands
    from dispatch_console.queries import load as load_queries
    from dispatch_console.ui import theme
    from dispatch_console.ui.bridge import Bridge

    load_commands()
    load_queries()
    theme.dress(QApplication.instance())
    made = Bridge(desk)
    yield made
    made.let_go()


@pytest.fixture
def keys(qtbot):
    """keys("13900", ENTER, "1"): typed where the keyboard is."""

    def press(*what):
        for item in what:
            target = QApplication.focusWidget()
            assert target is not None, item
            if isinstance(item, str):
                if item.isascii():
                    QTest.keyClicks(target, item)
                else:  # an input method commits whole words
                    target.insert(item)
                    target.textEdited.emit(target.text())
            else:
                key, modifiers = item if isinstance(item, tuple) else (item, None)
                QTest.keyClick(target, key, modifiers) if modifiers is not None else QTest.keyClick(target, key)
            QApplication.processEvents()

    return press
