"""Draws the signs of Material Design Icons from the font that qtawesome ships, without loading qtawesome itself.

Its import costs as much as Qt's own (docs/decisions/0005); the frame must be painted before that.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap

FILL = 0.875  # of the height, as qtawesome draws


@cache
def _font() -> tuple[str, str]:
    """The font's family, and the list of its signs as it lies there; raises ImportError when the package is not there."""
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("qtawesome")
    home = Path(spec.submodule_search_locations[0]) / "fonts"
    number = QFontDatabase.addApplicationFont(str(next(home.glob("materialdesignicons6-webfont-*.ttf"))))
    signs = next(home.glob("materialdesignicons6-webfont-charmap-*.json")).read_text(encoding="utf-8")
    return QFontDatabase.applicationFontFamilies(number)[0], signs


@cache
def _code(name: str) -> int:
    """A sign's code; looked up in the text of 7,000 lines, of which a hundred are ever needed. Raises KeyError."""
    _before, found, after = _font()[1].partition(f'"{name}": "')
    if not found:
        raise KeyError(name)
    return int(after[: after.index('"')], 16)


def exists(name: str) -> bool:
    """Whether there is a sign of this name."""
    return f'"{name}": "' in _font()[1]


def glyph(name: str, hex_color: str, size: int, ratio: float) -> QPixmap:
    """A sign as a picture of size × size; raises KeyError for a name that the font does not have."""
    family = _font()[0]
    pixels = max(1, round(size * ratio))
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    font = QFont(family)
    font.setPixelSize(max(1, round(pixels * FILL)))
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(QColor(hex_color))
    painter.drawText(QRectF(0, 0, pixels, pixels), Qt.AlignmentFlag.AlignCenter, chr(_code(name)))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
