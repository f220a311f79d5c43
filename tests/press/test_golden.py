"""Six forms as they were looked at and found good: a picture that changes is looked at again, then made anew.

    python -m tests.press.test_golden
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from dispatch_console.press import fonts, output
from tests.paper.examples import example

FOLDER = Path(__file__).parents[1] / "golden" / "forms"
LOOKED_AT = ("work_order", "repair_report", "quotation", "quality_call_sheet", "installation_check", "send_in_voucher")
DPI = 72
APART, MOST = 96, 0.0005  # how far a grey may differ, and the share of pixels that may differ more


def picture(kind: str) -> QImage:
    return output.pictures(example(kind), DPI)[0].convertToFormat(QImage.Format.Format_Grayscale8)


def greys(image: QImage) -> bytes:
    wide, line, bits = image.width(), image.bytesPerLine(), bytes(image.constBits())
    return b"".join(bits[y * line : y * line + wide] for y in range(image.height()))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", LOOKED_AT)
def test_a_form_looks_as_it_was_found_good(kind):
    kept, now = QImage(str(FOLDER / f"{kind}.png")).convertToFormat(QImage.Format.Format_Grayscale8), picture(kind)
    assert (now.width(), now.height()) == (kept.width(), kept.height())
    before, after = greys(kept), greys(now)
    differ = sum(abs(a - b) > APART for a, b in zip(before, after, strict=True))
    assert differ / len(after) < MOST, f"{differ} of {len(after)} pixels differ: look at it, then make it anew"


@pytest.mark.usefixtures("qapp")
def test_another_value_is_noticed_by_a_golden_picture():
    other = QImage(str(FOLDER / "quotation.png")).convertToFormat(QImage.Format.Format_Grayscale8)
    before, after = greys(other), greys(picture("installation_check"))
    assert sum(abs(a - b) > APART for a, b in zip(before, after, strict=True)) / len(after) > MOST


if __name__ == "__main__":
    fonts.ready()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in LOOKED_AT:
        picture(name).save(str(FOLDER / f"{name}.png"))
    sys.stdout.write(f"{len(LOOKED_AT)} pictures: {FOLDER}\n")
