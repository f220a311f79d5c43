"""Reads a filled workbook into pages told in millimetres: what stands where, which lines, which pictures."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.numfmt import shown
from dispatch_console.paper.package import Package
from dispatch_console.press.drawings import Picture, pictures_of, sheet_part_of
from dispatch_console.press.fonts import FAMILY, digit_ems
from dispatch_console.press.old_drawings import EdgePicture, check_boxes, edge_pictures
from dispatch_console.words import N_

MM_PT = 25.4 / 72
STEP_PT = 0.75
PAPERS = {
    8: (297.0, 420.0),
    9: (210.0, 297.0),
    11: (148.0, 210.0),
    13: (176.0, 250.0),
    70: (105.0, 148.0),
    1: (215.9, 279.4),
}
MOST_COLUMNS = 200
Area = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True, slots=True)
class Text:
    """What one cell shows and how."""

    text: str
    family: str
    size: float
    bold: bool
    across: str
    down: str
    wrap: bool
    indent: int
    rotation: int


@dataclass(slots=True)
class Grid:
    """One sheet, measured: edges in mm, texts, lines and fills by row and column (from 1)."""

    paper: tuple[float, float]
    left: float
    top: float
    bottom: float
    foot_margin: float
    scale: float
    columns: tuple[int, int]
    rows: tuple[int, int]
    titles: tuple[int, int]
    widths: dict[int, float]
    heights: dict[int, float]
    breaks: set[int]
    footer: str
    merges: list[Area] = field(default_factory=list)
    texts: dict[tuple[int, int], Text] = field(default_factory=dict)
    sides: dict[tuple[int, int], dict[str, str]] = field(default_factory=dict)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    edges: list[EdgePicture] = field(default_factory=list)
    head_margin: float = 0.0
    fields: set[tuple[int, int]] = field(default_factory=set)  # cells that hold what was filled in

    def pages(self) -> list[list[int]]:
        """The rows of each page, the repeated title rows first."""
        room = (self.paper[1] - self.top - self.bottom) / self.scale + 0.3
        titles = list(range(self.titles[0], self.titles[1] + 1)) if self.titles[0] else []
        head = sum(self.heights[r] for r in titles)
        out: list[list[int]] = [[]]
        used = 0.0
        for r in range(self.rows[0], self.rows[1] + 1):
            if out[-1] and (r - 1 in self.breaks or used + self.heights[r] > room):
                repeated = [t for t in titles if t < r]
                out.append(list(repeated))
                used = head if repeated else 0.0
            out[-1].append(r)
            used += self.heights[r]
        return out


def grids(data: bytes) -> list[Grid]:
    """Every visible sheet of a workbook, measured; raises Refused for what is no workbook."""
    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        SyntaxError,
    ):
        raise Refused(N_("This is not an Excel workbook (.xlsx), or it is damaged.")) from None
    package = Package(data)
    digit = digit_mm(book)
    out = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            part = sheet_part_of(package, sheet.title)
            grid = _grid(book, sheet, digit, [*pictures_of(package, sheet.title), *check_boxes(package, part)])
            grid.edges = edge_pictures(package, part)
            out.append(grid)
    return out


def digit_mm(book: Workbook) -> float:
    """The unit of this workbook's column widths in mm: a digit of its Normal font."""
    normal = book._named_styles["Normal"].font  # type: ignore[attr-defined]
    return digit_ems(normal.name or FAMILY) * float(normal.sz or 10) * MM_PT


def _grid(book: Workbook, sheet: Worksheet, digit: float, drawn: list[Picture]) -> Grid:
    last_row, last_column = sheet.max_row, min(sheet.max_column, MOST_COLUMNS)
    first_row = first_column = 1
    area = re.search(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$", str(sheet.print_area or ""))
    if area:
        from openpyxl.utils import column_index_from_string as number

        first_column, first_row = number(area.group(1)), int(area.group(2))
        last_column, last_row = min(number(area.group(3)), MOST_COLUMNS), int(area.group(4))
    titles = re.search(r"\$?(\d+):\$?(\d+)$", str(sheet.print_title_rows or ""))
    default = float(sheet.sheet_format.defaultColWidth or 8.43 + 5 / 7)
    widths = dict.fromkeys(range(1, last_column + 1), default * digit)
    for dimension in sheet.column_dimensions.values():
        for c in range(dimension.min or 0, min(dimension.max or 0, last_column) + 1):
            widths[c] = 0.0 if dimension.hidden else float(dimension.width) * digit
    usual = float(sheet.sheet_format.defaultRowHeight or 15)
    heights = {}
    for r in range(1, last_row + 1):
        line = sheet.row_dimensions[r]
        heights[r] = (
            0.0 if line.hidden else int(float(line.height or usual) / STEP_PT + 0.001) * STEP_PT * MM_PT
        )
    margins = sheet.page_margins
    grid = Grid(
        _paper(book, sheet),
        margins.left * 25.4,
        margins.top * 25.4,
        margins.bottom * 25.4,
        margins.footer * 25.4,
        float(sheet.page_setup.scale or 100) / 100,
        (first_column, last_column),
        (first_row, last_row),
        (int(titles.group(1)), int(titles.group(2))) if titles else (0, 0),
        widths,
        heights,
        {b.id for b in sheet.row_breaks.brk if b.id},
        _footer(sheet),
        [(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges],
        pictures=drawn,
        head_margin=margins.header * 25.4,
        fields=_fields(book, sheet.title),
    )
    for row in sheet.iter_rows(first_row, last_row, first_column, last_column):
        for cell in row:
            if isinstance(cell, Cell) or cell.has_style:
                _read(grid, cell)  # type: ignore[arg-type]
    return grid


def _read(grid: Grid, cell: Cell) -> None:
    place = (cell.row, cell.column)
    border = cell.border
    sides = {
        s: w.style
        for s in ("left", "right", "top", "bottom")
        if (w := getattr(border, s)) is not None and w.style
    }
    if sides:
        grid.sides[place] = sides
    fill = cell.fill
    if (
        fill is not None
        and fill.fill_type == "solid"
        and isinstance(fill.fgColor.rgb, str)
        and len(fill.fgColor.rgb) == 8
    ):
        grid.fills[place] = f"#{fill.fgColor.rgb[2:]}"
    value = cell.value
    if value is None or value == "":
        return
    a, font = cell.alignment, cell.font
    number = not isinstance(value, str)
    across = a.horizontal or "general"
    if across == "general":
        across = "right" if number else "left"
    grid.texts[place] = Text(
        shown(value, str(cell.number_format)),
        str(font.name or FAMILY),
        float(font.sz or 10),
        bool(font.b),
        across,
        a.vertical or "bottom",
        bool(a.wrap_text),
        int(a.indent or 0),
        int(a.text_rotation or 0),
    )


def _fields(book: Workbook, title: str) -> set[tuple[int, int]]:
    """The cells of the form's names, and those of its ruled rows; not the firm and the plies, which are printed words."""
    from openpyxl.utils.cell import coordinate_to_tuple

    places: dict[str, tuple[int, int]] = {}
    ruled: dict[int, int] = {}
    for name, defined in book.defined_names.items():
        sheet, _bang, ref = str(defined.attr_text).rpartition("!")
        ref = ref.replace("$", "")
        if sheet.strip("'") != title or name.startswith(("form_", "_xlnm")) or name in ("firm_name", "ply"):
            continue
        if re.fullmatch(r"[A-Z]+\d+", ref):
            places[name] = coordinate_to_tuple(ref)
        elif name.startswith("row_") and ref.partition(":")[0].isdigit():
            printed = book.defined_names.get(f"{name}_printed")
            told = str(printed.attr_text) if printed is not None else "1"
            ruled[int(ref.partition(":")[0])] = int(told) if told.isdigit() else 1
    cells = set(places.values())
    for row, count in ruled.items():
        cells |= {(row + n, c) for r, c in places.values() if r == row for n in range(count)}
    return cells


def _paper(book: Workbook, sheet: Worksheet) -> tuple[float, float]:
    named = book.defined_names.get("form_paper_mm")
    if named is not None:
        width, _, high = str(named.attr_text).strip('"= ').partition("x")
        try:
            return float(width), float(high)
        except ValueError:
            pass
    setup = sheet.page_setup
    own = [re.fullmatch(r"([\d.]+)mm", str(v or "")) for v in (setup.paperWidth, setup.paperHeight)]
    if own[0] and own[1]:
        return float(own[0].group(1)), float(own[1].group(1))
    width_mm, high_mm = PAPERS.get(int(setup.paperSize or 9), PAPERS[9])
    return (high_mm, width_mm) if setup.orientation == "landscape" else (width_mm, high_mm)


def _footer(sheet: Worksheet) -> str:
    foot = sheet.oddFooter
    parts = [(k, getattr(foot, n).text) for k, n in (("L", "left"), ("C", "center"), ("R", "right"))]
    return "\x00".join(f"{k}{t}" for k, t in parts if t)


def footer_parts(grid: Grid, page: int, pages: int) -> Iterator[tuple[str, str]]:
    """The footer's texts with their side (L, C, R) for one page."""
    for part in grid.footer.split("\x00"):
        if part:
            text = re.sub(r'&"[^"]*"|&\d+|&[BIUE]', "", part[1:])
            yield part[0], text.replace("&P", str(page)).replace("&N", str(pages)).replace("&&", "&")
