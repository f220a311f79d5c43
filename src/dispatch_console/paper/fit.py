"""Fits a text into its place on the form: smaller, then in lines, then the rest on a sheet that carries
on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dispatch_console.paper.measure import INDENT_MM, LEAST_PT, MM_PT, PAD_MM, lines_at, tall_mm, text_mm
from dispatch_console.paper.styles import Look

MORE = "…（全文见续页）"  # paper speaks Chinese in every language of the window
SHORT_MORE = "…"


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is written in the cell: its text, size in points, wrapped or not, and whether all of it is
    there.
    """

    text: str
    size: float
    wrap: bool
    whole: bool = True


def fitted(text: str, look: Look, width_mm: float, high_mm: float) -> Fitted:
    """Choose size and lines for a text in an area; when even 6.5 pt does not do, the text is cut and says
    so.
    """
    if look.rotation == 255:
        return _stacked(text, look, high_mm)
    inner = width_mm - 2 * PAD_MM - INDENT_MM * look.indent
    sizes = _sizes(look.size)
    if not look.wrap and "\n" not in text:
        for size in sizes:
            if text_mm(text, size, look.bold) * 1.01 <= inner:
                return Fitted(text, size, False)
    for size in sizes:
        if _stands(text, look, inner, high_mm, size):
            return Fitted(text, size, True)
    least = sizes[-1]
    mark = MORE
    if not _stands(mark, look, inner, high_mm, least):
        mark = SHORT_MORE
    low, high = 0, len(text)
    while high - low > 1:
        middle = (low + high) // 2
        if _stands(text[:middle] + mark, look, inner, high_mm, least):
            low = middle
        else:
            high = middle
    return Fitted(text[:low] + mark, least, True, whole=False)


def fitting_size(text: str, look: Look, width_mm: float) -> float:
    """The size at which a number stands in its cell; numbers are never cut and never wrap."""
    inner = width_mm - 2 * PAD_MM - INDENT_MM * look.indent
    return next(
        (s for s in _sizes(look.size) if text_mm(text, s, look.bold) * 1.01 <= inner),
        min(LEAST_PT, look.size),
    )


def _sizes(size: float) -> list[float]:
    least = min(LEAST_PT, size)
    return [size - 0.5 * n for n in range(math.floor((size - least) * 2) + 1)]


def _stands(text: str, look: Look, inner: float, high_mm: float, size: float) -> bool:
    return tall_mm(len(lines_at(text, inner, size, look.bold)), size) <= high_mm + 0.05


def _stacked(text: str, look: Look, high_mm: float) -> Fitted:
    for size in _sizes(look.size):
        if tall_mm(len(text), size) <= high_mm:
            return Fitted(text, size, False)
    room = max(int(high_mm / (_sizes(look.size)[-1] * 1.448 * MM_PT)) - 1, 0)
    return Fitted(text[:room] + SHORT_MORE, _sizes(look.size)[-1], False, whole=False)
