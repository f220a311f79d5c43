"""What every screen draws with: lines of text, chips, marks and clocks, so that a thing looks the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from dispatch_console.ui import theme
from dispatch_console.ui.glyphs import glyph
from dispatch_console.ui.theme import BODY, SMALL, advance, color, px

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

LEFT, RIGHT, MIDDLE = "left", "right", "middle"
Part = tuple[Any, ...]  # words, token[, pt[, bold]]

KINDS: dict[str, tuple[str | None, str, str | None]] = {  # fill, text, edge
    "ours": ("accent_bg", "accent", None),
    "technician": ("field_bg", "field_tx", None),
    "else": ("sunken", "text2", "line"),
    "workshop": ("shop_bg", "shop_tx", None),
    "done": (None, "text3", None),
    "free": (None, "text", "text"),
    "over": ("over_bg", "over_tx", None),
    "risk": ("risk_bg", "risk_tx", None),
    "plain": ("sunken", "text2", None),
    "key": ("surface", "text3", "line"),
}


@cache
def _pixmap(name: str, hex_color: str, size: int, ratio: float) -> QPixmap:
    return glyph(name, hex_color, size, ratio)


theme.look.changed.connect(_pixmap.cache_clear)


def icon(name: str, token: str = "text2") -> QIcon:
    """An icon for a menu or a list."""
    from PySide6.QtGui import QIcon  # with all the themes it knows; only menus need it

    return QIcon(_pixmap(name, theme.look.tokens[token], px(16), 1.0))


def ready(painter: QPainter) -> QPainter:
    """A painter with smooth edges."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    return painter


def draw_icon(p: QPainter, x: float, cy: float, name: str, token: str = "text2", size: float = 14) -> None:
    """An icon, its middle at the height cy."""
    length = px(size)
    ratio = p.device().devicePixelRatioF()
    picture = _pixmap(name, theme.look.tokens[token], length, ratio)
    p.drawPixmap(QPointF(round(x), round(cy - length / 2)), picture)


def text(
    p: QPainter, r: QRectF, words: str, token: str = "text", pt: float = BODY, bold: bool = False, align: str = LEFT
) -> float:
    """One line, cut with … where it does not fit; gives the width used.

    The base line lies 0.38 em under the middle: the ascents of the families differ too much to centre by.
    """
    p.setFont(theme.font(pt, bold))
    p.setPen(color(token))
    width = advance(words, pt, bold)
    if width > r.width() + 1:
        words = theme.elided(words, r.width() + 1, pt, bold)
        width = advance(words, pt, bold)
    x = r.left() if align == LEFT else r.right() - width if align == RIGHT else r.center().x() - width / 2
    middle = r.top() + r.height() / 2
    p.drawText(QPointF(x, round(middle + 0.38 * px(max(pt, BODY) * 4 / 3))), words)
    return width


LEADING = 1.55  # em from line to line of a paragraph


def lines_of(words: str, width: float, pt: float = BODY) -> list[str]:
    """A paragraph in the lines that it needs."""
    return theme.wrapped(words, max(width, px(40)), 40, pt)


def paragraph(p: QPainter, r: QRectF, words: str, token: str = "text", pt: float = BODY) -> float:
    """Words over as many lines as they need; gives the height used."""
    step = px(pt * 4 / 3) * LEADING
    found = lines_of(words, r.width(), pt)
    for n, piece in enumerate(found):
        text(p, QRectF(r.left(), r.top() + n * step, r.width(), step), piece, token, pt)
    return len(found) * step


def runs(p: QPainter, x: float, y: float, w: float, h: float, parts: Iterable[Part], gap: float = 6) -> float:
    """Several pieces on one base line; what no longer fits is cut; gives where the next would begin."""
    end = x + w
    for words, token, *rest in parts:
        if not words:
            continue
        if end - x < px(14):
            break
        pt = rest[0] if rest else BODY
        bold = rest[1] if len(rest) > 1 else False
        x += text(p, QRectF(x, y, end - x, h), words, token, pt, bold) + gap
    return x


def box(
    p: QPainter, r: QRectF, fill: str | None = None, edge: str | None = None, radius: float = 6, width: float = 1.0,
    dash: bool = False,
) -> None:  # fmt: skip
    """A rounded surface, its edge inside the rectangle."""
    p.setBrush(color(fill) if fill else Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.DashLine if dash else Qt.PenStyle.SolidLine
    p.setPen(QPen(color(edge), width, style) if edge else QPen(Qt.PenStyle.NoPen))
    o = width / 2 if edge else 0
    p.drawRoundedRect(QRectF(r).adjusted(o, o, -o, -o), radius, radius)


def line(
    p: QPainter, x1: float, y1: float, x2: float, y2: float, token: str = "line", width: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:  # fmt: skip
    """A rule."""
    p.setPen(QPen(color(token), width, style))
    p.drawLine(QPointF(x1, y1), QPointF(x2, y2))


def hatch(p: QPainter, r: QRectF, token: str, alpha: int = 150) -> None:
    """Slanted lines: time that does not count, an overlap."""
    p.fillRect(r, QBrush(color(token, alpha), Qt.BrushStyle.BDiagPattern))


def shadow(p: QPainter, r: QRectF) -> None:
    """The soft edge of what lies over the window."""
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(0, 0, 0, 7))
    for k in range(8, 0, -1):
        p.drawRoundedRect(r.adjusted(-k, -k + 2, k, k + 2), 10 + k, 10 + k)


def chip_width(label: str, kind: str = "plain", glyph: str | None = None, bold: bool = False) -> float:
    """How wide a chip will be."""
    fill, _, edge = KINDS[kind]
    pad = px(7) if fill or edge else 0
    return advance(label, SMALL, bold) + (px(16) if glyph else 0) + 2 * pad + 1


def chip(
    p: QPainter, x: float, cy: float, label: str, kind: str = "plain", glyph: str | None = None, h: float = 20,
    bold: bool = False,
) -> float:  # fmt: skip
    """Glyph and word on a tint; gives where it ends."""
    fill, token, edge = KINDS[kind]
    pad = px(7) if fill or edge else 0
    glyph_width = px(16) if glyph else 0
    w = chip_width(label, kind, glyph, bold)
    r = QRectF(x, cy - px(h) / 2, w, px(h))
    box(p, r, fill, edge, 4)
    if glyph:
        draw_icon(p, x + pad, cy, glyph, token, 13)
    text(p, r.adjusted(pad + glyph_width, 0, -pad + 2, 0), label, token, SMALL, bold)
    return x + w


MARKS = {"over": "▲", "late": "▲", "risk": "◆", "soon": "◆", "paused": "‖", "kept": "✓"}


def mark(p: QPainter, x: float, cy: float, level: str, token: str, s: float = 9) -> None:
    """The shape that says the same as the colour: triangle late, diamond soon, two bars paused, a tick kept."""
    s = px(s)
    h = s / 2
    p.setBrush(color(token))
    p.setPen(Qt.PenStyle.NoPen)
    if level in ("over", "late"):
        p.drawPolygon(QPolygonF([QPointF(x, cy + h), QPointF(x + s, cy + h), QPointF(x + h, cy - h)]))
    elif level in ("risk", "soon"):
        corners = [QPointF(x + h, cy - h), QPointF(x + s, cy), QPointF(x + h, cy + h), QPointF(x, cy)]
        p.drawPolygon(QPolygonF(corners))
    elif level == "paused":
        for left in (x + 1, x + s - 3.5):
            p.drawRect(QRectF(left, cy - h, 2.5, s))
    elif level == "kept":
        draw_icon(p, x - 2, cy, "check-bold", token, 13)


CLOCK_TOKENS = {"late": "on_over", "soon": "risk_tx", "fine": "text", "paused": "text3"}


def clock(p: QPainter, r: QRectF, level: str, words: str, fraction: float) -> None:
    """The promise clock: words first, then a 3 px bar of the time used up. Late needs no bar: the block says it."""
    token = CLOCK_TOKENS.get(level, "text")
    loud = level in ("late", "soon")
    if loud:
        box(p, r, "over" if level == "late" else "risk_bg", None, 4)
    mark(p, r.left() + px(7), r.center().y(), level, token)
    text(p, r.adjusted(px(21), 0, -3, 0), words, token, BODY, loud)
    y, w = r.bottom() - 2, r.width() - 4
    if level == "paused":
        line(p, r.left() + 2, y + 1, r.right() - 2, y + 1, "edge", 1.5, Qt.PenStyle.DotLine)
    elif level != "late":
        p.fillRect(QRectF(r.left() + 2, y, w, 3), color("track"))
        p.fillRect(QRectF(r.left() + 2, y, w * max(0.02, fraction), 3), color("risk_edge" if level == "soon" else "bar"))
