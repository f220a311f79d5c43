"""An error while Qt shows, sizes or focuses a widget is told; the window goes on."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispatch_console.ui.guard import guarded
from tests.keys import settle

HOME = Path(__file__).parents[2] / "src" / "dispatch_console" / "ui"
NESTED = {"showEvent", "hideEvent", "resizeEvent", "closeEvent", "focusInEvent", "focusOutEvent", "changeEvent", "moveEvent"}


class Wrong(QWidget):
    """Fails in everything that Qt calls inside a call of ours."""

    @guarded
    def showEvent(self, event):
        raise ValueError("shown")

    @guarded
    def resizeEvent(self, event):
        raise ValueError("sized")

    @guarded
    def focusInEvent(self, event):
        raise ValueError("focused")


def test_what_goes_wrong_is_told_and_the_window_goes_on(qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(str(error)))
    outer = QWidget()
    qtbot.addWidget(outer)
    place, wrong = QVBoxLayout(outer), [Wrong() for _n in range(5)]
    for widget in wrong:
        place.addWidget(widget)
    outer.show()
    outer.activateWindow()
    settle()
    wrong[0].setFocus()
    outer.resize(500, 400)
    settle()
    assert {"shown", "sized"} <= set(told) and outer.isVisible()


def test_a_panel_that_cannot_ask_is_told_in_the_sheet_for_errors(window, monkeypatch):
    from dispatch_console.ui import crash

    monkeypatch.setattr(sys, "__excepthook__", lambda *error: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.catch(window)
    strip = window.rooms.owed
    strip.hide()

    def broken():
        raise RuntimeError("asked wrongly")

    monkeypatch.setattr(strip, "refresh", broken)
    strip.stale = True
    strip.show()
    settle()
    assert isinstance(window.rooms.sheet, crash.CrashSheet) and "RuntimeError" in window.rooms.sheet.words
    window.rooms.sheet.leave()


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.py")), ids=lambda p: str(p.relative_to(HOME)))
def test_every_override_that_qt_calls_inside_a_call_is_guarded(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name in NESTED:
            assert [ast.unparse(d) for d in node.decorator_list] == ["guarded"], f"{path.name}:{node.lineno}"
