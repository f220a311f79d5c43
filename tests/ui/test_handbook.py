"""The handbook: F1 twice opens it, every key it names is one, every picture is there and can be drawn anew."""

import re
import runpy
from pathlib import Path

from dispatch_console import places
from dispatch_console.ui.actions import ACTIONS
from dispatch_console.ui.sheets.handbook import HandbookSheet
from tests.keys import press, write

ROOT = Path(__file__).parents[2]
TEXT = places.handbook().read_text(encoding="utf-8")
IN_SHEETS = {"Enter", "Ctrl+Enter", "Ctrl+D", "Ctrl+W", "Ctrl+S", "Ctrl+Del", "Ctrl+N", "F1"}  # keys of sheets, told beside their buttons


def test_f1_twice_opens_the_handbook_and_words_are_found_in_it(window):
    press(window, "F1", "F1")
    sheet = window.rooms.sheet
    assert isinstance(sheet, HandbookSheet) and sheet.search.edit.hasFocus()
    write(sheet, "催单")
    first = sheet.pages.textCursor().position()
    assert sheet.pages.textCursor().selectedText() == "催单"
    press(sheet, "Return")
    assert sheet.pages.textCursor().position() != first or TEXT.count("催单") == 1
    sheet.search.edit.clear()
    write(sheet, "复印机坏了怎么办呢")
    assert not sheet.pages.textCursor().hasSelection()
    press(sheet, "PgDown")
    assert sheet.pages.verticalScrollBar().value() > 0
    press(sheet, "Escape")
    assert window.rooms.sheet is None


def test_every_key_that_the_handbook_names_is_one():
    known = {a.key for a in ACTIONS} | IN_SHEETS
    named = set(re.findall(r"`((?:Ctrl|Alt|Shift)\+[\w+]+|F\d{1,2})`", TEXT))
    assert len(named) > 20 and named - known == set()


def test_every_picture_is_there_and_is_drawn_by_the_script():
    made = runpy.run_path(str(ROOT / "packaging" / "make_handbook.py"), run_name="handbook")["PICTURES"]
    named = set(re.findall(r"pictures/handbook/([\w-]+)\.png", TEXT))
    there = {p.stem for p in (ROOT / "docs" / "pictures" / "handbook").glob("*.png")}
    assert named == set(made) == there
