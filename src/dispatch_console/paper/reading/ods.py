"""Finds the merged areas of an .ods, which the parser of its cells does not tell."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers import expat

PIECE = 1 << 20
Area = tuple[tuple[int, int], tuple[int, int]]  # first row and column, last row and column, from 0


def merged_areas(path: Path, title: str, most: int) -> list[Area]:
    """The merged areas of a sheet, so many at most; none when nothing is merged over rows or columns."""
    finder = _Finder(title, most)
    with zipfile.ZipFile(path) as box, box.open("content.xml") as part:
        parser = expat.ParserCreate()
        parser.StartElementHandler = finder.opened
        while piece := part.read(PIECE):
            parser.Parse(piece, False)
            if finder.done:
                break
    return finder.areas


class _Finder:
    """Counts rows and cells as they open."""

    def __init__(self, title: str, most: int) -> None:
        self.title, self.most = title, most
        self.inside = self.done = False
        self.row, self.next_row, self.column = 0, 0, 0
        self.areas: list[Area] = []

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        """One element begins."""
        name = tag.rpartition(":")[2]
        if name == "table":
            self.done = self.done or self.inside
            self.inside = attrs.get("table:name") == self.title
        elif not self.inside or self.done:
            return
        elif name == "table-row":
            self.row = self.next_row
            self.next_row += _count(attrs, "table:number-rows-repeated")
            self.column = 0
        elif name in ("table-cell", "covered-table-cell"):
            high, wide = _count(attrs, "table:number-rows-spanned"), _count(attrs, "table:number-columns-spanned")
            if high > 1 or wide > 1:
                self.areas.append(((self.row, self.column), (self.row + high - 1, self.column + wide - 1)))
                self.done = len(self.areas) >= self.most
            self.column += _count(attrs, "table:number-columns-repeated")


def _count(attrs: dict[str, str], name: str) -> int:
    text = attrs.get(name, "1")
    return int(text) if text.isdigit() and len(text) < 8 else 1
