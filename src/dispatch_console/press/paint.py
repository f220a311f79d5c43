"""Draws one page of a workbook: lines, words, pictures, each at its millimetre; no text is cut."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from dispatch_console.paper.choices import BOX, TICK
from dispatch_console.paper.measure import INDENT_MM, LEAST_PT, LINE, PAD_MM, break_lines
from dispatch_console.paper.qr import CODE_NAME
from dispatch_console.press import fonts
from dispatch_console.press.book import MM_PT, Grid, Text, footer_parts

WEIGHTS = {
    "hair": 0.13,
    "thin": 0.25,
    "dotted": 0.25,
    "dashed": 0.25,
    "medium": 0.6,
    "thick": 0.9,
    "double": 0.75,
}
ASCENT = 1.16
STACK = 1.25  # from one upright character to the next, in sizes


@dataclass(frozen=True, slots=True)
class Lines:
    """A text as it will be drawn: its lines and its size in points."""

    lines: list[str]
    size: float


def paint(
    painter: QPainter,
    grid: Grid,
    rows: list[int],
    k: float,
    page: int,
    pages: int,
    shift: tuple[float, float],
    *,
    data_only: bool = False,
) -> None:
    """Draw the page that consists of those rows; k is device dots a millimetre, shift the printer's own
    offset in mm. data_only leaves out what stands on pre-printed paper: lines, labels, empty boxes.
    """
    sheet = _Page(painter, grid, rows, k, shift)
    sheet.data_only = data_only
    sheet.draw(page, pages)


def laid_out(text: Text, width: float, high: float) -> Lines:
    """Size and lines of a text in a field of width x high mm: shrinks to 6.5 pt, then wraps, then is drawn
    anyway.
    """
    least = min(LEAST_PT, text.size)
    steps = [text.size - 0.5 * n for n in range(int((text.size - least) * 2) + 1)]
    if not text.wrap and "\n" not in text.text:
        need = fonts.ems(text.text, text.family, text.bold) * MM_PT
        if need * least <= width:
            return Lines([text.text], min(text.size, width / need if need else text.size))
    best = Lines([text.text], least)
    for size in steps:
        lines = break_lines(
            text.text,
            width / (size * MM_PT),
            lambda part: fonts.ems(part.rstrip(" "), text.family, text.bold),
        )
        best = Lines(lines, size)
        if len(lines) * size * LINE * MM_PT <= high + 0.1:
            break
    return best


class _Page:
    def __init__(
        self, painter: QPainter, grid: Grid, rows: list[int], k: float, shift: tuple[float, float]
    ) -> None:
        self.painter, self.grid, self.rows, self.k = painter, grid, rows, k
        self.xs = {grid.columns[0]: grid.left + shift[0]}
        for c in range(grid.columns[0], grid.columns[1] + 1):
            self.xs[c + 1] = self.xs[c] + grid.widths[c] * grid.scale
        self.ys, y = {}, grid.top + shift[1]
        self.ends = {}
        for r in rows:
            self.ys[r] = y
            y += grid.heights[r] * grid.scale
            self.ends[r] = y
        self.shift = shift
        self.data_only = False
        self.inside: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for m in grid.merges:
            for r in range(m[0], m[2] + 1):
                for c in range(m[1], m[3] + 1):
                    self.inside[r, c] = m

    def draw(self, page: int, pages: int) -> None:
        for (r, c), colour in self.grid.fills.items():
            if not self.data_only and r in self.ys and c in self.xs:
                self.painter.fillRect(self.rect(r, c, r, c), QColor(colour))
        if not self.data_only:
            self.lines()
        for (r, c), text in self.grid.texts.items():
            if self.data_only and (r, c) not in self.grid.fields:
                continue
            area = self.inside.get((r, c), (r, c, r, c))
            if r in self.ys and area[:2] == (r, c):
                last = max(x for x in range(r, area[2] + 1) if x in self.ys)
                self.words(
                    text,
                    self.xs[c],
                    self.ys[r],
                    self.xs[min(area[3], self.grid.columns[1]) + 1],
                    self.ends[last],
                )
        self.pictures()
        self.edge_pictures()
        self.foot(page, pages)

    def rect(self, r0: int, c0: int, r1: int, c1: int) -> QRectF:
        x, y = self.xs[c0], self.ys[r0]
        return QRectF(x * self.k, y * self.k, (self.xs[c1 + 1] - x) * self.k, (self.ends[r1] - y) * self.k)

    # ---- lines
    def lines(self) -> None:
        """Every edge once, the heavier of its two neighbours' wishes, runs of one weight in one stroke."""
        across: dict[tuple[int, int], str] = {}
        upright: dict[tuple[int, int], str] = {}
        order = {r: n for n, r in enumerate(self.rows)}
        for (r, c), sides in self.grid.sides.items():
            if r not in order:
                continue
            n, m = order[r], self.inside.get((r, c), (r, c, r, c))
            last = n == len(self.rows) - 1
            if "top" in sides and (r == m[0] or n == 0):
                _heavier(across, (n, c), sides["top"])
            if "bottom" in sides and (r == m[2] or last):
                _heavier(across, (n + 1, c), sides["bottom"])
            if "left" in sides and c == m[1]:
                _heavier(upright, (n, c), sides["left"])
            if "right" in sides and c == m[3]:
                _heavier(upright, (n, c + 1), sides["right"])
        self.cuts(across)
        ys = [self.ys[r] for r in self.rows] + [self.ends[self.rows[-1]]]
        strokes = []
        for n, start, end, style in _runs(across, by_row=True):
            strokes.append((style, self.xs[start], ys[n], self.xs[end], ys[n]))
        for c, start, end, style in _runs(upright, by_row=False):
            strokes.append((style, self.xs[c], ys[start], self.xs[c], ys[end]))
        for style, x0, y0, x1, y1 in sorted(strokes, key=lambda s: WEIGHTS.get(s[0], 0.25)):
            pen = QPen(Qt.GlobalColor.black, max(WEIGHTS.get(style, 0.25) * self.k, 1.0))
            pen.setCapStyle(
                Qt.PenCapStyle.SquareCap if style in ("medium", "thick") else Qt.PenCapStyle.FlatCap
            )
            if style in ("dotted", "dashed"):
                pen.setStyle(Qt.PenStyle.DotLine if style == "dotted" else Qt.PenStyle.DashLine)
            self.painter.setPen(pen)
            self.painter.drawLine(QLineF(x0 * self.k, y0 * self.k, x1 * self.k, y1 * self.k))

    def cuts(self, across: dict[tuple[int, int], str]) -> None:
        """Where a page begins or ends amid the rows, the line that its neighbour would have drawn."""
        for n, r in enumerate(self.rows):
            if (n and self.rows[n - 1] != r - 1) or (n == 0 and r > self.grid.rows[0]):
                for c in range(self.grid.columns[0], self.grid.columns[1] + 1):
                    m = self.inside.get((r, c))
                    wish = self.grid.sides.get((r - 1, c), {}).get("bottom") or (
                        "thin" if m and m[0] < r and (r, c) in self.grid.sides else None
                    )
                    if wish:
                        _heavier(across, (n, c), wish)
        n, r = len(self.rows), self.rows[-1]
        for (at, c), m in self.inside.items():
            if at == r < m[2] and (r, c) in self.grid.sides:
                _heavier(across, (n, c), "thin")

    # ---- words
    def words(self, text: Text, x0: float, y0: float, x1: float, y1: float) -> None:
        scale = self.grid.scale
        if text.rotation == 255:
            self.stacked(text, x0, y0, x1, y1)
            return
        if text.rotation:
            self.turned(text, x0, y0, x1, y1)
            return
        pad = PAD_MM + (INDENT_MM * text.indent if text.across in ("left", "right") else 0)
        left = x0 + (pad if text.across != "right" else PAD_MM)
        right = x1 - (pad if text.across == "right" else PAD_MM)
        laid = laid_out(text, max(right - left, 1.0) / scale, (y1 - y0) / scale)
        size = laid.size * scale
        step = size * LINE * MM_PT
        block = step * len(laid.lines)
        if text.down == "top":
            y = y0 + min(0.3, max(y1 - y0 - block, 0))
        elif text.down == "bottom":
            y = y1 - block
        else:
            y = (y0 + y1 - block) / 2
        for line in laid.lines:
            wide = fonts.ems(line, text.family, text.bold) * size * MM_PT
            x = left
            if text.across in ("center", "centerContinuous", "distributed"):
                x = (left + right - wide) / 2
            elif text.across == "right":
                x = right - wide
            self.write(line, text, size, x, y + ASCENT * size * MM_PT)
            y += step

    def stacked(self, text: Text, x0: float, y0: float, x1: float, y1: float) -> None:
        signs = text.text.replace("\n", "")
        size = min(text.size * self.grid.scale, (y1 - y0) / (len(signs) * STACK * MM_PT))
        step = size * STACK * MM_PT
        y = (y0 + y1 - step * len(signs)) / 2 if text.down != "top" else y0
        for sign in signs:
            wide = fonts.ems(sign, text.family, text.bold) * size * MM_PT
            self.write(sign, text, size, (x0 + x1 - wide) / 2, y + step / 2 + 0.38 * size * MM_PT)
            y += step

    def turned(self, text: Text, x0: float, y0: float, x1: float, y1: float) -> None:
        angle = text.rotation if text.rotation <= 90 else 90 - text.rotation
        painter, size = self.painter, text.size * self.grid.scale
        painter.save()
        painter.translate((x0 + x1) / 2 * self.k, (y0 + y1) / 2 * self.k)
        painter.rotate(-angle)
        wide = fonts.ems(text.text, text.family, text.bold) * size * MM_PT
        self.write(text.text, text, size, -wide / 2, 0.36 * size * MM_PT)
        painter.restore()

    def write(self, line: str, text: Text, size: float, x: float, y: float) -> None:
        """One line with its foot at x, y (mm): drawn large and scaled, so that no device rounds its width."""
        painter = self.painter
        painter.save()
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(fonts.drawn(text.family, text.bold))
        painter.translate(x * self.k, y * self.k)
        factor = size * MM_PT * self.k / fonts.DRAWN
        painter.scale(factor, factor)
        if self.data_only and (TICK in line or BOX in line):
            for n, sign in enumerate(line):  # the boxes and their words stand there already
                if sign == TICK:
                    painter.drawText(QPointF(fonts.ems(line[:n], text.family, text.bold) * fonts.DRAWN, 0), sign)
        else:
            painter.drawText(QPointF(0, 0), line)
        painter.restore()

    # ---- what floats
    def pictures(self) -> None:
        for p in self.grid.pictures:
            if p.row not in self.ys or p.column not in self.xs or (self.data_only and p.name != CODE_NAME):
                continue
            x, y = self.xs[p.column] + p.dx, self.ys[p.row] + p.dy
            width, high = p.width, p.height
            if p.until and p.until[0] in self.ys and p.until[1] in self.xs:
                width, high = self.xs[p.until[1]] + p.until[2] - x, self.ys[p.until[0]] + p.until[3] - y
            place = QRectF(x * self.k, y * self.k, width * self.k, high * self.k)
            if p.image:
                self.painter.drawImage(place, QImage.fromData(p.image))
            else:
                self.words(
                    Text(p.text, fonts.FAMILY, 10, False, "left", "center", True, 0, 0),
                    x,
                    y,
                    x + width,
                    y + high,
                )

    def edge_pictures(self) -> None:
        """The firm's pictures in header and footer."""
        grid, k = self.grid, self.k
        right = grid.paper[0] - grid.left
        for p in grid.edges if not self.data_only else []:
            x = {"L": grid.left, "C": (grid.left + right - p.width) / 2, "R": right - p.width}[p.side] + self.shift[0]
            y = (grid.paper[1] - max(grid.foot_margin, 3.0) - p.height if p.foot else grid.head_margin) + self.shift[1]
            self.painter.drawImage(QRectF(x * k, y * k, p.width * k, p.height * k), QImage.fromData(p.image))

    def foot(self, page: int, pages: int) -> None:
        grid = self.grid
        right = grid.paper[0] - grid.left + self.shift[0]
        y1 = grid.paper[1] - max(grid.foot_margin, 3.0) + self.shift[1]
        for side, said in footer_parts(grid, page, pages):
            across = {"L": "left", "C": "center", "R": "right"}[side]
            text = Text(said, fonts.FAMILY, 9, False, across, "bottom", False, 0, 0)
            self.words(text, grid.left + self.shift[0], y1 - 5, right, y1)


def _heavier(edges: dict[tuple[int, int], str], place: tuple[int, int], style: str) -> None:
    old = edges.get(place)
    if old is None or WEIGHTS.get(style, 0.25) > WEIGHTS.get(old, 0.25):
        edges[place] = style


def _runs(edges: dict[tuple[int, int], str], *, by_row: bool) -> list[tuple[int, int, int, str]]:
    """Join touching edges of one weight: (line, start, end, style)."""
    out: list[tuple[int, int, int, str]] = []
    for (n, c), style in sorted(edges.items(), key=lambda e: e[0] if by_row else (e[0][1], e[0][0])):
        line, at = (n, c) if by_row else (c, n)
        if out and out[-1][0] == line and out[-1][2] == at and out[-1][3] == style:
            out[-1] = (line, out[-1][1], at + 1, style)
        else:
            out.append((line, at, at + 1, style))
    return out
