"""How a picture of the statistics is drawn: columns, rows, a line, technicians, pairs; values stand at the bars, no axis of numbers.

The bar is the thing, blue the chosen one, the second series is hollow; red is complaints only, amber with ◆ below an aim.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from dispatch_console.queries.statistics import FORMS, RATES, SERIES, Bar, Tile
from dispatch_console.ui.paint import MIDDLE, RIGHT, box, line, mark, text
from dispatch_console.ui.theme import SMALL, advance, color, px
from dispatch_console.words import _

Place = tuple[QRectF, int]  # where a bar can be met, and which it is


def percent(value: float | None) -> str:
    """93.9, without a decimal where there is none."""
    return "—" if value is None else f"{value:.1f}".removesuffix(".0")


def value_words(kind: str, bar: Bar) -> str:
    """What is written at a bar: 8/31 25.8 %, 151 · 93.0, 12 (9)."""
    if FORMS[kind] == "people":
        hours, points = bar.values
        return f"{hours or 0:.0f} · {points:.1f}" if points is not None else f"{hours or 0:.0f}"
    if kind in RATES and bar.counts:
        good, of = bar.counts[0]
        return f"{good}/{of}" if kind == "zones" else f"{good}/{of}  {percent(bar.values[0])} %"
    count = f"{bar.values[0] or 0:.0f}"
    return f"{count} ({bar.past:.0f})" if bar.past is not None else count


def whole_words(tile: Tile) -> str:
    """The figure of a picture and the one of the period before, at the right of its title."""
    if tile.kind == "times":
        if not tile.of:
            return ""
        was = _(", before {n}", n=f"{tile.before[0]:.1f}") if tile.before and tile.before[1] else ""
        return f"{tile.good:.1f} h{was}"
    if tile.of:
        now = 100 * tile.good / tile.of
        was = _(", before {n}", n=percent(100 * tile.before[0] / tile.before[1])) if tile.before and tile.before[1] else ""
        return f"{tile.good:.0f}/{tile.of} = {percent(now)} %{was}"
    was = _(", before {n}", n=f"{tile.before[0]:.0f}") if tile.before else ""
    return f"{tile.good:.0f}{was}" if tile.kind != "people" else ""


def draw_tile(p: QPainter, r: QRectF, tile: Tile, chosen: int | None) -> list[Place]:
    """The picture in its room; gives where its bars are."""
    return _DRAWN[FORMS[tile.kind]](p, r, tile, chosen)


def legend(p: QPainter, r: QRectF, tile: Tile) -> float:
    """The series from the right: a square each, filled, hollow, red; gives their width."""
    words = [_(w) for w in SERIES.get(tile.kind, ())]
    if FORMS[tile.kind] == "columns":
        n = sum(b.values[2] or 0 for b in tile.bars)
        words = [*words[:2], *([f"{words[2]} {n:.0f}"] if n else [])]
    if FORMS[tile.kind] == "people":
        return text(p, r, _("bar: hours, dot: points"), "text3", SMALL, False, RIGHT)
    x = r.right()
    for at in reversed(range(len(words))):
        x -= text(p, QRectF(r.left(), r.top(), x - r.left(), r.height()), words[at], "text2", SMALL, False, RIGHT) + px(4)
        square = QRectF(x - px(9), r.center().y() - px(4), px(9), px(9))
        _series_box(p, square, at, False)
        x -= px(9) + px(10)
    return r.right() - x


def _series_box(p: QPainter, r: QRectF, series: int, chosen: bool) -> None:
    if series == 1:
        box(p, r, "surface", "edge", 0, 1.2)
    else:
        p.fillRect(r, color("over" if series == 2 else "accent" if chosen else "bar"))


def _tint(p: QPainter, r: QRectF, on: bool) -> None:
    if on:
        box(p, r, "accent_bg", None, 5)


def _columns(p: QPainter, r: QRectF, tile: Tile, chosen: int | None) -> list[Place]:
    """Stacked columns by hour: repair, other, complaints on top; their sum above."""
    base, top = r.bottom() - px(18), r.top() + px(16)
    wide = r.width() / max(8, len(tile.bars))
    most = max(1.0, *(sum(v or 0 for v in b.values) for b in tile.bars))
    places = []
    every = -(-len(tile.bars) // max(1, int(r.width() / px(20))))
    for n, bar in enumerate(tile.bars):
        place = QRectF(r.left() + n * wide, r.top(), wide, r.height())
        _tint(p, place, n == chosen)
        y = base
        for series, value in enumerate(bar.values):
            high = (base - top) * (value or 0) / most
            if high:
                high = max(high, 2.0)
                _series_box(p, QRectF(place.left() + wide * 0.14, y - high, wide * 0.72, high), series, n == chosen)
                y -= high
        total = sum(v or 0 for v in bar.values)
        if total and advance(f"{total:.0f}", SMALL) <= wide:
            text(p, QRectF(place.left(), y - px(16), wide, px(15)), f"{total:.0f}", "text2", SMALL, n == chosen, MIDDLE)
        if n % every == 0:
            text(p, QRectF(place.left() - wide * (every - 1) / 2, base, wide * every, px(18)), str(bar.label), "accent" if n == chosen else "text2", SMALL, n == chosen, MIDDLE)
        places.append((place, n))
    line(p, r.left(), base + 0.5, r.right(), base + 0.5)
    return places


def _rows(p: QPainter, r: QRectF, tile: Tile, chosen: int | None) -> list[Place]:
    """Lying bars with their names; a dashed aim, a tick for the own past, amber with ◆ below the aim or when warned of."""
    step = min(px(26), r.height() / max(1, len(tile.bars)))
    names = [str(b.label) for b in tile.bars]
    words = [value_words(tile.kind, b) for b in tile.bars]
    name_wide = min(max(advance(n, SMALL) for n in names) + px(8), r.width() * 0.56)
    end_wide = max(advance(w, SMALL, True) for w in words) + px(20)
    room = max(px(20), r.width() - name_wide - end_wide)
    rate = tile.kind in RATES
    most = 100.0 if tile.aim else max(1.0, *(max(b.values[0] or 0, b.past or 0) for b in tile.bars))
    places = []
    for n, bar in enumerate(tile.bars):
        place = QRectF(r.left() - px(4), r.top() + n * step, r.width() + px(8), step)
        _tint(p, place, n == chosen)
        value = bar.values[0] or 0
        weak = rate and bool(tile.aim) and value < tile.aim
        warned = bar.tested is not None and bar.tested.warned
        text(p, QRectF(r.left(), place.top(), name_wide - px(6), step), names[n], "accent" if n == chosen else "text", SMALL, n == chosen)
        whole = QRectF(r.left() + name_wide, place.center().y() - px(5), room, px(10))
        p.fillRect(whole, color("track"))
        p.fillRect(QRectF(whole.left(), whole.top(), room * value / most, whole.height()), color("accent" if n == chosen else "risk_edge" if weak else "bar"))
        if bar.past is not None:
            at = whole.left() + room * bar.past / most
            line(p, at, whole.top() - px(3), at, whole.bottom() + px(3), "text", 2)
        if weak or warned:
            mark(p, whole.right() + px(4), whole.center().y(), "soon", "risk_edge", 10)
        text(p, QRectF(place.left(), place.top(), r.right() - place.left(), step), words[n], "text2", SMALL, n == chosen, RIGHT)
        places.append((place, n))
    if tile.aim:
        at = r.left() + name_wide + room * tile.aim / most
        line(p, at, r.top(), at, r.top() + step * len(tile.bars), "text", 1, Qt.PenStyle.DashLine)
    return places


def _line_chart(p: QPainter, r: QRectF, tile: Tile, chosen: int | None) -> list[Place]:
    """Points over time with a dashed aim; a point below it is an amber ◆ with its value under it; n under its name."""
    base, top = r.bottom() - px(38), r.top() + px(20)
    wide = r.width() / len(tile.bars)
    known = [b.values[0] for b in tile.bars if b.values[0] is not None]
    low = max(0.0, min([*known, tile.aim]) - 4)
    high = min(100.0, max([*known, tile.aim]) + 1)

    def y_of(value: float) -> float:
        return base - px(14) - (base - px(14) - top) * (value - low) / max(1.0, high - low)

    places, before = [], None
    aim = y_of(tile.aim)
    line(p, r.left(), aim, r.right(), aim, "text", 1, Qt.PenStyle.DashLine)
    for n in range(len(tile.bars)):
        place = QRectF(r.left() + n * wide, r.top(), wide, r.height())
        _tint(p, place, n == chosen)
        places.append((place, n))
    text(p, QRectF(r.left(), aim, px(60), px(16)), _("{n} %", n=tile.aim), "text2", SMALL)
    for n, bar in enumerate(tile.bars):
        value = bar.values[0]
        if value is not None:
            point = QPointF(r.left() + (n + 0.5) * wide, y_of(value))
            if before is not None:
                line(p, before.x(), before.y(), point.x(), point.y(), "bar", 2)
            before = point
    for n, bar in enumerate(tile.bars):
        middle, value = r.left() + (n + 0.5) * wide, bar.values[0]
        on = n == chosen or (chosen is None and n == len(tile.bars) - 1)
        if value is not None:
            y, weak = y_of(value), value < tile.aim
            if weak:
                mark(p, middle - px(6), y, "soon", "risk_edge", 12)
            else:
                p.setPen(Qt.PenStyle.NoPen)
                p.setBrush(color("accent" if on else "bar"))
                p.drawEllipse(QPointF(middle, y), px(4), px(4))
            above = y + px(7) if weak else y - px(22)
            text(p, QRectF(middle - wide, above, 2 * wide, px(16)), percent(value), "risk_tx" if weak else "accent" if on else "text2", SMALL, weak or on, MIDDLE)
        text(p, QRectF(middle - wide / 2, base + px(2), wide, px(17)), str(bar.label), "accent" if n == chosen else "text", SMALL, on, MIDDLE)
        text(p, QRectF(middle - wide / 2, base + px(18), wide, px(17)), f"n {bar.counts[0][1]}", "text3", SMALL, False, MIDDLE)
    return places


def _people(p: QPainter, r: QRectF, tile: Tile, chosen: int | None) -> list[Place]:
    """Bar: hours on site; dot with a ring: points; both in words."""
    step = min(px(21), max(px(18), r.height() / max(1, len(tile.bars))))
    fit = max(1, int(r.height() / step))
    first = max(0, min((chosen or 0) - fit + 1, len(tile.bars) - fit))
    bars = list(enumerate(tile.bars))[first : first + fit]
    name_wide = min(max(advance(str(b.label), SMALL, True) for _n, b in bars) + px(8), r.width() * 0.34)
    end_wide = max(advance(value_words(tile.kind, b), SMALL, True) for _n, b in bars) + px(10)
    room = max(px(20), r.width() - name_wide - end_wide)
    most, best = (max(1.0, *(b.values[v] or 0 for b in tile.bars)) for v in (0, 1))
    places = []
    for at, (n, bar) in enumerate(bars):
        place = QRectF(r.left() - px(4), r.top() + at * step, r.width() + px(8), step)
        _tint(p, place, n == chosen)
        text(p, QRectF(r.left(), place.top(), name_wide - px(4), step), str(bar.label), "accent" if n == chosen else "text", SMALL, n == chosen)
        whole = QRectF(r.left() + name_wide, place.center().y() - px(4), room, px(8))
        p.fillRect(whole, color("track"))
        p.fillRect(QRectF(whole.left(), whole.top(), room * (bar.values[0] or 0) / most, whole.height()), color("accent" if n == chosen else "bar"))
        if any(b.values[1] for b in tile.bars):
            p.setBrush(color("accent"))
            p.setPen(QPen(color("surface"), 2))
            p.drawEllipse(QPointF(whole.left() + room * max(0.0, bar.values[1] or 0) / best, whole.center().y()), px(5), px(5))
        text(p, QRectF(place.left(), place.top(), r.right() - place.left(), step), value_words(tile.kind, bar), "text2", SMALL, n == chosen, RIGHT)
        places.append((place, n))
    return places


def _pairs(p: QPainter, r: QRectF, tile: Tile, chosen: int | None) -> list[Place]:
    """Two columns a piece of time, the second hollow, their values above; what each is of under its name."""
    rate = tile.kind in RATES
    base, top = r.bottom() - px(36), r.top() + px(17)
    wide = r.width() / max(3, len(tile.bars))
    most = max(1.0, *(v or 0 for b in tile.bars for v in b.values))
    series = max(len(b.values) for b in tile.bars)
    places = []
    for n, bar in enumerate(tile.bars):
        place = QRectF(r.left() + n * wide, r.top(), wide, r.height())
        _tint(p, place, n == chosen)
        each = min(px(34), wide * 0.8 / series)
        left = place.center().x() - each * series / 2
        for at, value in enumerate(bar.values):
            if value is None:
                continue
            high = max(1.0, (base - top) * value / most)
            _series_box(p, QRectF(left + at * each + 1, base - high, each - px(4), high), at, n == chosen)
            words = f"{value:.0f}" if rate or value >= 100 else f"{value:.1f}"
            text(p, QRectF(left + at * each - px(8), base - high - px(16), each + px(12), px(15)), words, "text2", SMALL, n == chosen, MIDDLE)
        of = "/".join(str(c[1]) for c in bar.counts)
        text(p, QRectF(place.left(), base + px(1), wide, px(17)), str(bar.label), "accent" if n == chosen else "text", SMALL, n == chosen, MIDDLE)
        text(p, QRectF(place.left() - px(4), base + px(17), wide + px(8), px(17)), f"n {of}", "text3", SMALL, False, MIDDLE)
        places.append((place, n))
    line(p, r.left(), base + 0.5, r.right(), base + 0.5)
    return places


Drawing = Callable[[QPainter, QRectF, Tile, "int | None"], "list[Place]"]
_DRAWN: dict[str, Drawing] = {"columns": _columns, "rows": _rows, "line": _line_chart, "people": _people, "pairs": _pairs}
