"""Opens a foreign file of each kind and gives its rows; runs only in the process of its own (`child`)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.form import defined_names
from dispatch_console.paper.reading.ods import Area, merged_areas
from dispatch_console.paper.reading.preflight import DAMAGED, NOT_A_WORKBOOK, TOO_LARGE, kind_of
from dispatch_console.paper.xmlspan import Node, parse
from dispatch_console.words import N_

MOST_CELLS = 20_000_000  # of a grid, blank ones too
MOST_MERGES = 20_000
MOST_COLUMNS = 200
HEAD_ROWS = 60  # in which areas of one row matter too: a heading over several others
LOOKED_THROUGH = 20 * 1024 * 1024  # bytes of a sheet that are searched for formulas without a value
HEAD_BYTES = 64 * 1024  # of a sheet, in which its first cell stands if it has any
NO_SHEET = N_("There is no worksheet {name}. The worksheets: {known}.")
MOST_FORM_SHEETS, MOST_FORM_ROWS = 20, 5_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CELL = re.compile(rb"<(?:\w+:)?c[ >]")
_UNSAVED = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")


@dataclass(slots=True)
class Opened:
    """An open sheet: its rows from the first on (blanks are "" or None), its name, the names of all sheets and of
    those that hold something, merged areas (first line, first column, last line, last column; lines count from 1,
    columns from 0).
    """

    kind: str
    rows: Iterator[Iterable[Any]]
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    unsaved: int = 0
    errors: int = 0
    epoch_1904: bool = False


def opened(path: Path, wanted: str, careful: bool = False) -> Opened:
    """Open the wanted sheet of a file, else its first visible one that holds something. Raises Refused, and
    whatever a damaged file makes a parser raise.

    `careful` reads row by row, slowly, for a file whose grid has no room in memory.
    """
    kind = kind_of(path)
    if kind == "csv":
        if wanted:
            raise Refused(NO_SHEET, name=wanted, known="—")
        return Opened(kind, csv_rows(path))
    if careful:
        if kind != "xlsx":
            raise Refused(TOO_LARGE)
        return _slowly(path, wanted)
    return _fast(path, kind, wanted)


def _fast(path: Path, kind: str, wanted: str) -> Opened:
    book = _book(path, kind)
    names = _visible(book)
    filled = _filled_xlsx(path, names) if kind == "xlsx" else [n for n in names if book.get_sheet_by_name(n).total_height]
    title = _chosen(names, filled, wanted)
    sheet = book.get_sheet_by_name(title)
    areas = merged_areas(path, title, MOST_MERGES) if kind == "ods" else sheet.merged_cell_ranges or []
    found = Opened(kind, grid(sheet), title, names, filled, merges_of(areas, sheet.end[0] + 1 if sheet.end else 0))
    if kind == "xlsx":
        found.unsaved, found.errors, found.epoch_1904 = _more_of_xlsx(path, title)
    return found


def _chosen(names: list[str], filled: list[str], wanted: str) -> str:
    if wanted and wanted not in names:
        raise Refused(NO_SHEET, name=wanted, known="、".join(names))
    return wanted or next(iter(filled), names[0])


def _filled_xlsx(path: Path, names: list[str]) -> list[str]:
    """The sheets that hold a cell; told by their beginnings, so that a large one is not read for it."""
    found = []
    with zipfile.ZipFile(path) as box:
        book = parse(_read(box, "xl/workbook.xml"))
        for name in names:
            part = _part_of(box, book, name)
            if part in box.namelist():
                with box.open(part) as sheet:
                    if b"<sheetData/>" not in (head := sheet.read(HEAD_BYTES)) and _CELL.search(head):
                        found.append(name)
    return found


def _book(path: Path, kind: str) -> Any:
    """The workbook by its content; its ending may say something else."""
    from python_calamine import CalamineWorkbook

    if path.suffix.lower() == f".{kind}":
        return CalamineWorkbook.from_path(str(path))
    return CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))


def _visible(book: Any) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    shown = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    names = shown or [s.name for s in sheets]
    if not names:
        raise Refused(DAMAGED)
    return names


def grid(sheet: Any) -> Iterator[list[Any]]:
    """The rows of a sheet from line 1 and column A on."""
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise Refused(TOO_LARGE)
    left = sheet.start[1] if sheet.start else 0
    if not left:
        return iter(sheet.iter_rows())
    pad = [""] * min(left, MOST_COLUMNS + 1)
    return (pad + row for row in sheet.iter_rows())


def merges_of(areas: Iterable[Area], high: int) -> list[tuple[int, int, int, int]]:
    """The merged areas that can matter: those over several rows, and those among the headings."""
    out = []
    for (top, left), (bottom, right) in areas:
        if left > MOST_COLUMNS or top >= high or (top == bottom and top >= HEAD_ROWS):
            continue
        out.append((top + 1, left, min(bottom + 1, high), min(right, MOST_COLUMNS)))
        if len(out) == MOST_MERGES:
            break
    return out


def _more_of_xlsx(path: Path, title: str) -> tuple[int, int, bool]:
    """How many formulas of a sheet nobody has worked out, how many cells show an error, and whether days count
    from 1904.
    """
    with zipfile.ZipFile(path) as box:
        book = parse(_read(box, "xl/workbook.xml"))
        settings = book.first("workbookPr")
        from_1904 = settings is not None and settings.attrs.get("date1904", "0") in ("1", "true")
        part = _part_of(box, book, title)
        if part not in box.namelist():
            return 0, 0, from_1904
        with box.open(part) as sheet:
            text = sheet.read(LOOKED_THROUGH)
    return len(_UNSAVED.findall(text)) if b"<f" in text else 0, text.count(b' t="e"'), from_1904


def _read(box: zipfile.ZipFile, part: str) -> bytes:
    with box.open(part) as file:
        return file.read(LOOKED_THROUGH)


def _part_of(box: zipfile.ZipFile, book: Node, title: str) -> str:
    """In which part of the workbook a sheet stands."""
    sheets = {
        n.attrs.get("name", ""): next((v for k, v in n.attrs.items() if k.rpartition(":")[2] == "id"), "")
        for n in (book.first("sheets") or book).all("sheet")
    }
    rels = "xl/_rels/workbook.xml.rels"
    if rels not in box.namelist():
        return ""
    for node in parse(_read(box, rels)).all("Relationship"):
        if node.attrs.get("Id") == sheets.get(title):
            target = node.attrs.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _slowly(path: Path, wanted: str) -> Opened:
    import warnings

    from openpyxl import load_workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    warnings.simplefilter("ignore")
    setattr(ReadOnlyWorksheet, "_get_size", lambda _sheet: None)  # noqa: B010  it would go through every sheet, for nothing
    with path.open("rb") as file:
        data = io.BytesIO(file.read())
    book = load_workbook(data, read_only=True, data_only=True, keep_links=False)
    sheets = [s for s in book.worksheets if s.sheet_state == "visible"] or list(book.worksheets)
    names = [s.title for s in sheets]
    filled = _filled_xlsx(path, names)
    chosen = sheets[names.index(_chosen(names, filled, wanted))]
    chosen.reset_dimensions()
    rows = ([_decoded(v) if isinstance(v, str) else v for v in r] for r in chosen.iter_rows(values_only=True))
    more = _more_of_xlsx(path, chosen.title)
    return Opened("xlsx", rows, chosen.title, names, filled, [], *more)


def _decoded(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), text) if "_x" in text else text


def csv_rows(path: Path) -> Iterator[list[str]]:
    """The rows of a list with commas, semicolons or tabs between."""
    text = decoded_csv(path.read_bytes())
    csv.field_size_limit(1_000_000)
    lines = text[:20_000].splitlines()[:5]
    sign = max(",\t;", key=lambda s: sum(line.count(s) for line in lines))
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=sign))


def decoded_csv(data: bytes) -> str:
    """The text of a csv: UTF-16 or UTF-8 by its mark or by fitting, else GB18030; raises Refused when none
    fits.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(DAMAGED)


def form_cells(path: Path) -> dict[str, Any]:
    """All that a form may say of itself: its defined names and the cells of its sheets by line."""
    kind = kind_of(path)
    if kind == "csv":
        raise Refused(NOT_A_WORKBOOK)
    names = {}
    if kind == "xlsx":
        with zipfile.ZipFile(path) as box:
            book_names = defined_names(parse(_read(box, "xl/workbook.xml")))
        names = {name: text for name, (text, _label) in book_names.items()}
    book = _book(path, kind)
    sheets = []
    for title in _visible(book)[:MOST_FORM_SHEETS]:
        sheet = book.get_sheet_by_name(title)
        if sheet.total_height > MOST_FORM_ROWS or sheet.total_width > MOST_COLUMNS:
            continue  # too large to be one of our sheets
        rows = [[n, row] for n, row in enumerate(grid(sheet), 1) if any(c != "" for c in row)]
        sheets.append({"title": title, "rows": rows})
    return {"kind": kind, "names": names, "sheets": sheets}
