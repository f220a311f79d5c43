"""How the window looks: its colours by name, its letters and sizes, light and dark, from 90 to 150 per cent."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from dispatch_console import places

_TOKENS = """
win #E7EAEE #0E1116 | surface #FFFFFF #191D24 | sunken #F3F5F8 #21262F
hover #EEF2F7 #262C36 | line #DCE1E7 #2E353F | edge #7B8696 #6E7A8A
text #16202C #E8EBF0 | text2 #435062 #B9C1CC | text3 #5D6979 #98A2B0
accent #185ABD #7FB2FF | accent_bg #E1ECFB #1D3252 | on_accent #FFFFFF #07182E
over #B3261E #FF9185 | on_over #FFFFFF #2C0704 | over_bg #FCEAE8 #4A211E
over_tx #A31D16 #FFBDB4 | risk_bg #FFE7B8 #4A3510 | risk_tx #663A00 #EFC06A
risk_edge #B06C00 #D79A35 | field_bg #DDF0EE #143A38 | field_tx #0B5650 #86DAD1
shop_bg #EDE6F8 #322550 | shop_tx #502D8C #CDB8FA | bar #6E7A8A #8793A3
track #DFE4EA #353D48
"""  # name, light, dark
_ROWS = [cell.split() for line in _TOKENS.strip().splitlines() for cell in line.split("|")]
LIGHT: dict[str, str] = {name: light for name, light, _ in _ROWS}
DARK: dict[str, str] = {name: dark for name, _, dark in _ROWS}

SMALL, BODY, HEAD, TITLE = 9, 10, 12, 15  # pt
FAMILIES = ["Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
ZOOM_LEAST, ZOOM_MOST = 90, 150
STYLE = "Fusion"
_REGULAR, _BOLD = "NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"

_ROLES = {
    "Window": "win", "WindowText": "text", "Base": "surface", "AlternateBase": "sunken", "Text": "text",
    "Button": "sunken", "ButtonText": "text", "BrightText": "over_tx", "ToolTipBase": "surface", "ToolTipText": "text",
    "Highlight": "accent", "HighlightedText": "on_accent", "PlaceholderText": "text3", "Link": "accent",
    "LinkVisited": "accent", "Light": "hover", "Midlight": "line", "Mid": "edge", "Dark": "edge", "Shadow": "win",
    "Accent": "accent",
}  # fmt: skip


class Look(QObject):
    """The look in use; whoever keeps pictures or sizes listens to `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: dict[str, str] = dict(LIGHT)
        self.dark = False
        self.percent = 100

    def use(self, *, dark: bool | None = None, percent: int | None = None) -> None:
        """Choose light or dark and the size in per cent (90 to 150); all windows follow."""
        if dark is not None:
            self.dark = dark
            self.tokens = dict(DARK if dark else LIGHT)
        if percent is not None:
            self.percent = max(ZOOM_LEAST, min(ZOOM_MOST, percent))
        for kept in (color, font, _metrics):
            kept.cache_clear()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette())
            application.setFont(font())
        self.changed.emit()


look = Look()


def px(length: float) -> int:
    """A length of the drawing at 100 per cent, in the size in use."""
    return round(length * look.percent / 100)


@cache
def color(name: str, alpha: int = 255) -> QColor:
    """A colour by its name in the table."""
    found = QColor(look.tokens[name])
    found.setAlpha(alpha)
    return found


@cache
def font(pt: float = BODY, bold: bool = False) -> QFont:
    """One of the four sizes, regular or bold, always in a family that has simplified Chinese."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPointSizeF(pt * look.percent / 100)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


@cache
def _metrics(pt: float, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(font(pt, bold))


def advance(words: str, pt: float = BODY, bold: bool = False) -> float:
    """How wide words are."""
    return _metrics(pt, bold).horizontalAdvance(words)


def elided(words: str, width: float, pt: float = BODY, bold: bool = False) -> str:
    """The words cut with … to a width."""
    from PySide6.QtCore import Qt

    return _metrics(pt, bold).elidedText(words, Qt.TextElideMode.ElideRight, width)


def whole_facts(words: str, width: float, pt: float = BODY) -> str:
    """As many of the facts between the dots as fit whole; the first is cut when even that does not."""
    while advance(words, pt) > width and " · " in words:
        words = words.rsplit(" · ", 1)[0]
    return elided(words, width, pt)


def wrapped(words: str, width: float, most: int = 2, pt: float = BODY) -> list[str]:
    """The words in at most so many lines; cut only where even those do not hold them."""
    lines: list[str] = []
    rest = words.strip()
    while rest and len(lines) < most - 1 and advance(rest, pt) > width:
        cut = max(1, len(elided(rest, width, pt)) - 1)
        space = rest.rfind(" ", 0, cut + 1)
        if space > cut // 2:
            cut = space
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, elided(rest, width, pt)]


def palette() -> QPalette:
    """The palette of the tokens: every role, and the same in an inactive window."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(getattr(QPalette.ColorRole, role), color(token))
    for role in ("WindowText", "Text", "ButtonText"):
        made.setColor(QPalette.ColorGroup.Disabled, getattr(QPalette.ColorRole, role), color("text3"))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, color("line"))
    return made


@cache
def _load_font(name: str) -> int:
    return QFontDatabase.addApplicationFont(str(places.resources() / "fonts" / name))


def load_bold() -> None:
    """The bold letters, which the frame can do without; Qt draws the regular ones heavier until they are there."""
    _load_font(_BOLD)
    _metrics.cache_clear()


def dress(application: QApplication, *, dark: bool = False, percent: int = 100, bold: bool = True) -> None:
    """Put the whole program into this look: Fusion, our palette, our letters (the bold ones may come later)."""
    _load_font(_REGULAR)
    if bold:
        load_bold()
    if not application.property(STYLE):  # an application begun with it: asking for it again wakes all of QStyle (8 ms)
        application.setStyle(STYLE)
    look.use(dark=dark, percent=percent)


def _channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def luminance(hex_color: str) -> float:
    """How bright a colour is for the eye (WCAG 2), 0 to 1."""
    red, green, blue = (int(hex_color[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * _channel(red) + 0.7152 * _channel(green) + 0.0722 * _channel(blue)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2), 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
