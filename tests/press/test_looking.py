"""A foreign picture is looked at in a process of its own: small, upright, within time and memory, or not at all."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from PySide6.QtGui import QImage

from dispatch_console.press import looking
from tests.pictures import HOSTILE, picture

ONES = {"PNG": (800, 200), "JPEG": (200, 800), "BMP": (300, 300), "WEBP": (64, 48), "TIFF": (500, 400)}


def turned(jpeg: bytes) -> bytes:
    """The same JPEG with the mark of a telephone that was held upright (EXIF, orientation 6)."""
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    return jpeg[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + jpeg[2:]


@pytest.mark.requirement("R13")
@pytest.mark.parametrize("kind", ONES)
def test_a_picture_comes_back_small_and_whole(kind):
    wide, high = ONES[kind]
    found = QImage.fromData(looking.look(picture(kind, wide, high), (192, 144)))
    assert 0 < found.width() <= 192 and 0 < found.height() <= 144
    assert found.width() / found.height() == pytest.approx(wide / high, rel=0.05)
    assert found.pixelColor(found.width() - 1, found.height() - 1).name() == "#3e7c76" or kind in ("JPEG", "WEBP")


def test_a_picture_that_was_taken_upright_stands_upright():
    found = QImage.fromData(looking.look(turned(picture("JPEG", 800, 200)), (192, 144)))
    assert found.height() == 144 and found.width() == 36


@pytest.mark.requirement("R13")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_damaged_picture_is_simply_not_there(name):
    start = time.monotonic()
    assert looking.look(HOSTILE[name], (192, 144)) == b""
    assert time.monotonic() - start < 10


def test_what_is_no_picture_wakes_no_process(monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    for content in (b"", b"words", b"%PDF-1.7", b"\x00\x00\x00\x18ftypmp42", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        assert looking.look(content) == b""


def process_that(monkeypatch, code):
    monkeypatch.setattr(looking, "own_process", lambda *_given: [sys.executable, "-c", code])


def test_a_process_that_hangs_is_ended(monkeypatch):
    process_that(monkeypatch, "import time; time.sleep(60)")
    start = time.monotonic()
    assert looking.look(picture("BMP", 900, 900), seconds=0.3) == b""
    assert looking.look(picture(), stopped=lambda: True) == b""
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("out", ["b'<html>'", "b'\\x89PNG\\r\\n\\x1a\\n' + b'x' * 40", "picture()[:-1]", "picture(wide=4000, high=10)", "b'\\0' * (1 << 26)"])
def test_only_a_whole_png_of_the_size_that_was_asked_for_is_believed(monkeypatch, out):
    process_that(monkeypatch, f"import sys; from tests.pictures import picture; sys.stdout.buffer.write({out})")
    monkeypatch.setenv("PYTHONPATH", "")
    assert looking.look(picture(), (192, 144)) == b""


def test_the_process_loads_neither_database_nor_workbooks():
    code = (
        "import sys, dispatch_console.press.look_child\n"
        "bad = sorted({m.split('.')[0] for m in sys.modules} & {'sqlalchemy', 'sqlcipher3', 'openpyxl', 'PySide6'})\nassert not bad, bad"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-400:]
