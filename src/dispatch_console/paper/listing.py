"""Writes a long list as a workbook, row by row, fast enough for a year of calls."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI
from dispatch_console.domain.refused import Refused
from dispatch_console.paper.checked import cells_in, write_whole
from dispatch_console.paper.listing_chart import Chart, chart_part
from dispatch_console.paper.listing_frame import HEAD, MAIN, frame, sheet_name
from dispatch_console.paper.measure import text_mm
from dispatch_console.paper.numfmt import serial
from dispatch_console.paper.package import STAMP
from dispatch_console.paper.safe_text import safe_text, shortened
from dispatch_console.paper.sheet import DIGIT_MM, written
from dispatch_console.paper.styles import column_letters
from dispatch_console.words import N_

STYLE = {"text": 3, "moment": 4, "date": 5, "count": 6, "money": 7, "points": 8}
TOTAL_STYLE = {"count": 11, "money": 12, "points": 13}
TOTAL = "合计"  # paper speaks Chinese in every language of the window
FIRST_ROW = 4  # title, who and when, headings stand above
MOST_ROWS = 1_048_574
FLUSH = 2_000
PAGE_MM = {False: 186.0, True: 273.0}  # what the margins leave of A4, upright and across
Shown = str | int | float | Decimal | dt.datetime | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its heading, its width in mm, what it holds.

    The forms are text, moment, date, count, money and points; of the last three `total` adds them up by a
    formula under the list.
    """

    heading: str
    mm: float = 30.0
    form: str = "text"
    total: bool = False

    def __post_init__(self) -> None:
        if self.total and self.form not in TOTAL_STYLE:
            raise ValueError(f"no total of {self.form}")


def write_list(
    path: Path,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Shown]],
    *,
    said: str = "",
    landscape: bool = True,
    charts: Sequence[Chart] = (),
    zone: ZoneInfo = SHANGHAI,
    progress: Callable[[int], bool] | None = None,
) -> int:
    """Write a list as .xlsx and give the number of its rows (R210); the file is whole or not there.

    Moments are aware, money is in yuan; `said` stands small under the title (who, when, which filter); `charts`
    are drawn of its columns on a second sheet. Every cell is counted while it is written and again when the file
    is read back, and only then it is put in its place. `progress` is told the rows written and stops the work by
    giving False. Raises Refused when it was stopped or the list is longer than a sheet, StoreTrouble when the
    disk is full or the place protected.
    """
    sheet = SheetOut(columns, zone)

    def write(part: Path) -> None:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as box:
            part_of_rows = zipfile.ZipInfo("xl/worksheets/sheet1.xml", STAMP)
            part_of_rows.compress_type = zipfile.ZIP_DEFLATED
            with box.open(part_of_rows, "w", force_zip64=True) as out:
                sheet.head(out, title, said)
                sheet.body(out, rows, progress)
                sheet.foot(out, landscape)
            headings = [c.heading for c in columns]
            drawn = [chart_part(c, sheet_name(title), headings, FIRST_ROW, sheet.last) for c in charts if sheet.rows]
            for name, text in frame(title, sheet.area, drawn).items():
                box.writestr(zipfile.ZipInfo(name, STAMP), text, zipfile.ZIP_DEFLATED)

    write_whole(path, write, lambda part: cells_in(part) == sheet.cells)
    return sheet.rows


class SheetOut:
    """The sheet of a list while it is written: from its title down, each cell counted."""

    def __init__(self, columns: Sequence[Column], zone: ZoneInfo) -> None:
        self.columns, self.zone = columns, zone
        self.letters = [column_letters(n) for n in range(1, len(columns) + 1)]
        self.totals = {n: Decimal(0) for n, c in enumerate(columns) if c.total}
        self.rows = self.cells = 0

    @property
    def last(self) -> int:
        """The number of the last row that is no total."""
        return FIRST_ROW + self.rows - 1

    @property
    def area(self) -> str:
        """Headings and rows, over which the list is filtered; "" for a list without rows."""
        return f"$A$3:${self.letters[-1]}${self.last}" if self.rows else ""

    def head(self, out: IO[bytes], title: str, said: str) -> None:
        """Widths, title, who and when, headings."""
        cols = "".join(
            f'<col min="{n}" max="{n}" width="{c.mm / DIGIT_MM:.4f}" customWidth="1"/>'
            for n, c in enumerate(self.columns, 1)
        )
        heads = "".join(_text(f"{x}3", 2, c.heading) for x, c in zip(self.letters, self.columns, strict=True))
        out.write(
            f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="0"/></sheetPr>'
            f'<sheetViews><sheetView workbookViewId="0">'
            f'<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="18" customHeight="1"/><cols>{cols}</cols><sheetData>'
            f'<row r="1" ht="24" customHeight="1">{_text("A1", 1, title)}</row>'
            f'<row r="2" ht="15" customHeight="1">{_text("A2", 9, said)}</row>'
            f'<row r="3" ht="20.25" customHeight="1">{heads}</row>'.encode()
        )
        self.cells = 2 + len(self.columns)

    def body(
        self, out: IO[bytes], rows: Iterable[Sequence[Shown]], progress: Callable[[int], bool] | None
    ) -> None:
        """The rows as they come, some thousands at a time."""
        plan = [(x, STYLE[c.form], c.mm - 0.7) for x, c in zip(self.letters, self.columns, strict=True)]
        lines: list[str] = []
        for row in rows:
            self.rows += 1
            if self.last > MOST_ROWS:
                raise Refused(N_("The list is longer than a sheet can be; choose a shorter time."))
            lines.append(self._row(self.last, plan, row))
            if len(lines) == FLUSH:
                out.write("".join(lines).encode())
                lines.clear()
                if progress is not None and not progress(self.rows):
                    raise Refused(N_("Stopped; nothing was written."))
        out.write("".join(lines).encode())
        self.cells += self.rows * len(self.columns)

    def _row(self, number: int, plan: Sequence[tuple[str, int, float]], row: Sequence[Shown]) -> str:
        cells, most = [], 1
        for (letter, style, width), value in zip(plan, row, strict=True):
            if isinstance(value, str):
                cells.append(_text(f"{letter}{number}", STYLE["text"], value))
                if len(value) * 1.8 > width / 2 or "\n" in value:
                    most = max(most, sum(int(text_mm(p, 10) * 1.05 / width) + 1 for p in value.split("\n")))
            else:
                cells.append(_cell(f"{letter}{number}", style, value, self.zone))
        for n in self.totals:
            self.totals[n] += _amount(row[n])
        tall = 18.0 if most == 1 else min(most * 14.25 + 3.75, 408.75)
        return f'<row r="{number}" ht="{tall:g}" customHeight="1">{"".join(cells)}</row>'

    def foot(self, out: IO[bytes], landscape: bool) -> None:
        """Totals, filter, print set-up."""
        right, filtered = self.letters[-1], ""
        if self.rows:
            filtered = f'<autoFilter ref="A3:{right}{self.last}"/>'
        if self.rows and self.totals:
            out.write(_totals(self.last + 1, self.columns, self.letters, self.totals).encode())
            self.cells += len(self.columns)
        direction = "landscape" if landscape else "portrait"
        scale = min(100, max(10, int(100 * PAGE_MM[landscape] / sum(c.mm for c in self.columns))))  # every column on one page
        out.write(
            f'</sheetData>{filtered}<mergeCells count="2">'
            f'<mergeCell ref="A1:{right}1"/><mergeCell ref="A2:{right}2"/></mergeCells>'
            f'<pageMargins left="0.47" right="0.45" top="0.47" bottom="0.6" header="0.2" footer="0.25"/>'
            f'<pageSetup paperSize="9" orientation="{direction}" scale="{scale}"/>'
            f"<headerFooter><oddFooter>&amp;C&amp;9第&amp;P页 共&amp;N页</oddFooter>"
            f"</headerFooter></worksheet>".encode()
        )


def _amount(value: Shown) -> Decimal:
    """What a cell adds to the total of its column, as a workbook counts it: texts add nothing."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return Decimal(0)
    number = Decimal(str(value))
    return number if number.is_finite() and abs(number) <= 2**53 else Decimal(0)


def _totals(number: int, columns: Sequence[Column], letters: Sequence[str], totals: Mapping[int, Decimal]) -> str:
    """The row of totals: formulas with their values."""
    words = next((n for n in range(len(columns)) if n not in totals), -1)
    cells = []
    for n, (column, letter) in enumerate(zip(columns, letters, strict=True)):
        ref = f"{letter}{number}"
        if n in totals:
            style = TOTAL_STYLE[column.form]
            formula = f"SUM({letter}{FIRST_ROW}:{letter}{number - 1})"
            cells.append(f'<c r="{ref}" s="{style}"><f>{formula}</f><v>{totals[n]:f}</v></c>')
        else:
            cells.append(_text(ref, 10, TOTAL) if n == words else f'<c r="{ref}" s="10"/>')
    return f'<row r="{number}" ht="20.25" customHeight="1">{"".join(cells)}</row>'


def _text(ref: str, style: int, text: str) -> str:
    body = written(shortened(safe_text(text)))
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{body}</t></is></c>'


def _cell(ref: str, style: int, value: Shown, zone: ZoneInfo) -> str:
    if value is None:
        return f'<c r="{ref}" s="{style}"/>'
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        value = value.astimezone(zone).replace(tzinfo=None)
    if isinstance(value, dt.date):
        if value.year < 1900:
            return _text(ref, 3, value.isoformat())
        days = repr(serial(value)).removesuffix(".0")
        return f'<c r="{ref}" s="{style}"><v>{days}</v></c>'
    number = Decimal(str(value))
    if style == STYLE["text"] or not number.is_finite() or abs(number) > 2**53:
        return _text(ref, STYLE["text"], str(value))
    return f'<c r="{ref}" s="{style}"><v>{number:f}</v></c>'
