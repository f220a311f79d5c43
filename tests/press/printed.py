"""What stands on a printed page: its ruled lines in mm, and which characters stand in which cell of the form."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dispatch_console.paper.measure import em
from dispatch_console.press.book import Grid
from tests.press.searched import plain

DPI = 160
K = 25.4 / DPI
LEAST_MM = 8.0  # shorter dark runs are letters
DARK = bytes(1 if b < 140 else 0 for b in range(256))
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', re.S)
AMP = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Line:
    """A ruled line in mm: where it lies, from where to where."""

    at: float
    start: float
    end: float


def lines_of(pdf: Path) -> tuple[list[Line], list[Line]]:
    """The lines across and the upright lines of the first page."""
    run = ["pdftoppm", "-r", str(DPI), "-gray", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(pdf)]
    subprocess.run(run, check=True)
    data = Path(f"{pdf}.pgm").read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+\d+\s", data)
    assert head is not None
    wide, high = int(head[1]), int(head[2])
    bits = data[head.end() :].translate(DARK)
    across = _lines([bits[y * wide : (y + 1) * wide] for y in range(high)])
    return across, _lines([bits[x::wide] for x in range(wide)])


def _lines(strips: list[bytes]) -> list[Line]:
    """Dark runs, strip by strip; neighbouring strips of one thick line become one."""
    least = re.compile(rb"\x01{%d,}" % round(LEAST_MM / K))
    open_runs: list[list[int]] = []  # first strip, last strip, start, end
    for n, strip in enumerate(strips):
        for found in least.finditer(strip):
            start, end = found.span()
            same = next((r for r in open_runs if r[1] == n - 1 and min(end, r[3]) - max(start, r[2]) > 0.8 * (r[3] - r[2])), None)
            if same:
                same[1], same[2], same[3] = n, min(same[2], start), max(same[3], end)
            else:
                open_runs.append([n, n, start, end])
    return [Line((a + b) / 2 * K, s * K, e * K) for a, b, s, e in open_runs]


def ruled(lines: list[Line], start: float, span: tuple[int, int], sizes: dict[int, float]) -> list[Line]:
    """The lines that lie on an edge of the grid: blanks for the pen and the square code are no ruled lines."""
    edges = [start, *(at for at, _n in _edges(start, span, sizes))]
    return [line for line in lines if min(abs(line.at - e) for e in edges) < 1.0]


def not_there(wanted: list[Line], found: list[Line], apart: float) -> list[Line]:
    """The lines that no line of the other page covers within so many mm."""
    missing = []
    for line in wanted:
        near = [(max(f.start, line.start), min(f.end, line.end)) for f in found if abs(f.at - line.at) <= apart]
        covered, at = 0.0, line.start
        for start, end in sorted(near):
            if end > max(start, at):
                covered += end - max(start, at)
                at = end
        if covered < line.end - line.start - 2 * apart:
            missing.append(line)
    return missing


def cells_of(pdf: Path, grid: Grid) -> dict[tuple[int, int], Counter[str]]:
    """The characters of the first page by the cell in which they stand, NFKC, without blanks."""
    said = subprocess.run(["pdftotext", "-f", "1", "-l", "1", "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    xs, ys = _edges(grid.left, grid.columns, grid.widths), _edges(grid.top, grid.rows, grid.heights)
    owner = {(r, c): (m[0], m[1]) for m in grid.merges for r in range(m[0], m[2] + 1) for c in range(m[1], m[3] + 1)}
    found: dict[tuple[int, int], Counter[str]] = {}
    for x0, y0, x1, y1, text in WORD.findall(said):
        for entity, sign in AMP:
            text = text.replace(entity, sign)
        left, right, middle = (float(v) * 25.4 / 72 for v in (x0, x1, str((float(y0) + float(y1)) / 2)))
        share = (right - left) / (sum(map(em, text)) or 1)
        row = _place(ys, middle)
        for sign in text:
            column = _place(xs, left + em(sign) * share / 2)
            left += em(sign) * share
            cell = owner.get((row, column), (row, column))
            found.setdefault(cell, Counter()).update(plain(sign).replace("〜", "~"))
    return {cell: signs for cell, signs in found.items() if signs}


def _edges(start: float, span: tuple[int, int], sizes: dict[int, float]) -> list[tuple[float, int]]:
    out, at = [], start
    for n in range(span[0], span[1] + 1):
        at += sizes[n]
        out.append((at, n))
    return out


def _place(edges: list[tuple[float, int]], at: float) -> int:
    return next((n for end, n in edges if at < end), edges[-1][1])
