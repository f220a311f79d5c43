"""The window is there before the desk behind it."""

from __future__ import annotations

import subprocess
import sys

from tests.keys import press, settle, write

CODE = """
import sys, pathlib
from dispatch_console.ui import start, theme
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.domain.moment import system_clock
app = start.application(); theme.dress(app)
window = MainWindow(system_clock, pathlib.Path(sys.argv[1])); window.show(); app.processEvents(); window.grab()
bad = sorted({m.split('.')[0] for m in sys.modules} & {'sqlalchemy', 'openpyxl', 'alembic', 'pypinyin'})
assert not bad, bad
"""


def test_the_frame_is_shown_without_database_workbooks_or_pinyin(tmp_path):
    done = subprocess.run([sys.executable, "-c", CODE, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-600:]


def test_what_is_typed_and_pressed_before_the_desk_is_open_is_kept(qtbot, desk, jobs, tmp_path):
    from dispatch_console.ui.main_window import MainWindow
    from dispatch_console.ui.rooms import furnish

    window = MainWindow(desk.clock, tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    settle()
    write(window.phone, "6245")
    press(window, "F1")
    furnish(window, desk)
    settle()
    assert window.rooms.intake.form.phone.edit.text() == "6245"
    assert window.rooms.sheet is not None
    window.rooms.let_go()
