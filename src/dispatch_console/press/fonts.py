"""The one font of the forms: it travels with the program, so that a form looks alike on every computer."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from dispatch_console import places

FAMILY = "Noto Sans CJK SC"
FILES = ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf")
DRAWN = 100
_EXACT = 1000  # pixels at which widths are measured


def ready() -> None:
    """Load the font; makes a windowless application first when there is none (the command line)."""
    if QGuiApplication.instance() is None:
        _application()
    _load()


@cache
def _application() -> QGuiApplication:
    return QGuiApplication([])


@cache
def _load() -> None:
    for name in FILES:
        file = places.resources() / "fonts" / name
        if file.is_file():
            QFontDatabase.addApplicationFont(str(file))


@cache
def font(family: str, bold: bool) -> QFont:
    """A font of the forms without a size; the bundled one stands in for families that are not installed."""
    ready()
    found = QFont()
    found.setFamilies([family, FAMILY] if family != FAMILY else [FAMILY])
    found.setBold(bold)
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # plain glyphs: widths are then plain sums, as the filler reckons them, and a PDF's digits can be searched
    found.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    found.setKerning(False)
    return found


@cache
def drawn(family: str, bold: bool) -> QFont:
    """The font at the size of `DRAWN` pixels, to be scaled by whoever draws."""
    large = QFont(font(family, bold))
    large.setPixelSize(DRAWN)
    return large


@cache
def _metrics(family: str, bold: bool) -> QFontMetricsF:
    exact = QFont(font(family, bold))
    exact.setPixelSize(_EXACT)
    return QFontMetricsF(exact)


@cache
def ems(text: str, family: str, bold: bool) -> float:
    """The width of a text in sizes of its font."""
    return _metrics(family, bold).horizontalAdvance(text) / _EXACT


@cache
def digit_ems(family: str) -> float:
    """The widest digit in sizes of the font: the unit of a workbook's column widths."""
    return max(ems(c, family, False) for c in "0123456789")
