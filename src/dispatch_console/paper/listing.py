"""Writes a long list as a workbook, row by row, fast enough for a year of calls."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI
from dispatch_console.domain.refused import Refused
from dispatch_console.paper.checked import cells_in, write_whole
from dispatch_console.paper.measure import text_mm
from dispatch_console.paper.numfmt import serial
from dispatch_console.paper.package import STAMP
from dispatch_console.paper.safe_text import LONGEST, safe_text
from dispatch_console.paper.sheet import DIGIT_MM, written
from dispatch_console.paper.styles import column_letters
from dispatch_console.paper.xmlspan import attr
from dispatch_console.words import N_

STYLE = {"text": 3, "moment": 4, "date": 5, "count": 6, "money": 7, "points": 8}
MOST_ROWS = 1_048_574
FLUSH = 2_000
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
Shown = str | int | float | Decimal | dt.datetime | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its heading, its width in mm, what it holds (text, moment, date, count, money, points)."""

    heading: str
    mm: float = 30.0
    form: str = "text"


def write_list(
    path: Path,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Shown]],
    *,
    said: str = "",
    landscape: bool = True,
    zone: ZoneInfo = SHANGHAI,
    progress: Callable[[int], bool] | None = None,
) -> int:
    """Write a list as .xlsx and give the number of its rows (R210); the file is whole or not there.

    Moments are aware, money is in yuan; `said` stands small under the title (who, when, which filter). `progress`
    is told the rows written and stops the work by giving False. Raises Refused when it was stopped or the list is
    longer than a sheet, StoreTrouble when the disk is full or the place protected.
    """
    count = _Count()

    def write(part: Path) -> None:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as box:
            for name, text in _frame(title).items():
                box.writestr(zipfile.ZipInfo(name, STAMP), text, zipfile.ZIP_DEFLATED)
            part_of_rows = zipfile.ZipInfo("xl/worksheets/sheet1.xml", STAMP)
            part_of_rows.compress_type = zipfile.ZIP_DEFLATED
            with box.open(part_of_rows, "w", force_zip64=True) as sheet:
                _sheet(sheet, title, said, columns, rows, landscape, zone, count, progress)

    write_whole(path, write, lambda part: cells_in(part) == count.cells)
    return count.rows


@dataclass
class _Count:
    rows: int = 0
    cells: int = 0


def _sheet(
    out: IO[bytes],
    title: str,
    said: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Shown]],
    landscape: bool,
    zone: ZoneInfo,
    count: _Count,
    progress: Callable[[int], bool] | None,
) -> None:
    last = column_letters(len(columns))
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{c.mm / DIGIT_MM:.4f}" customWidth="1"/>'
        for n, c in enumerate(columns, 1)
    )
    lead = (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="0"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="18" customHeight="1"/><cols>{cols}</cols><sheetData>'
    )
    out.write(lead.encode())
    out.write(f'<row r="1" ht="24" customHeight="1">{_text("A1", 1, title)}</row>'.encode())
    out.write(f'<row r="2" ht="15" customHeight="1">{_text("A2", 9, said)}</row>'.encode())
    heads = "".join(_text(f"{column_letters(n)}3", 2, c.heading) for n, c in enumerate(columns, 1))
    out.write(f'<row r="3" ht="20.25" customHeight="1">{heads}</row>'.encode())
    count.cells = 2 + len(columns)
    letters = [column_letters(n) for n in range(1, len(columns) + 1)]
    styles = [STYLE[c.form] for c in columns]
    widths = [c.mm - 0.7 for c in columns]
    lines: list[str] = []
    number = 3
    for row in rows:
        number += 1
        if number > MOST_ROWS:
            raise Refused(N_("The list is longer than a sheet can be; choose a shorter time."))
        cells, most = [], 1
        for letter, style, width, value in zip(letters, styles, widths, row, strict=True):
            if isinstance(value, str):
                cells.append(_text(f"{letter}{number}", style if style == 3 else 3, value))
                if len(value) * 1.8 > width / 2 or "\n" in value:
                    most = max(most, sum(int(text_mm(p, 10) * 1.05 / width) + 1 for p in value.split("\n")))
            else:
                cells.append(_cell(f"{letter}{number}", style, value, zone))
        tall = 18.0 if most == 1 else min(most * 14.25 + 3.75, 408.75)
        lines.append(f'<row r="{number}" ht="{tall:g}" customHeight="1">{"".join(cells)}</row>')
        if len(lines) == FLUSH:
            out.write("".join(lines).encode())
            lines.clear()
            if progress is not None and not progress(number - 3):
                raise Refused(N_("Stopped; nothing was written."))
    out.write("".join(lines).encode())
    count.rows = number - 3
    count.cells += count.rows * len(columns)
    direction = "landscape" if landscape else "portrait"
    out.write(
        f'</sheetData><mergeCells count="2"><mergeCell ref="A1:{last}1"/><mergeCell ref="A2:{last}2"/></mergeCells>'
        f'<pageMargins left="0.47" right="0.45" top="0.47" bottom="0.6" header="0.2" footer="0.25"/>'
        f'<pageSetup paperSize="9" orientation="{direction}" scale="100"/><headerFooter><oddFooter>&amp;C&amp;9第&amp;P页 共&amp;N页</oddFooter>'
        f"</headerFooter></worksheet>".encode()
    )


def _text(ref: str, style: int, text: str) -> str:
    body = written(safe_text(text)[:LONGEST])
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
        days = f"{serial(value):.9f}".rstrip("0").rstrip(".")
        return f'<c r="{ref}" s="{style}"><v>{days}</v></c>'
    number = Decimal(str(value))
    if style == STYLE["text"] or not number.is_finite() or abs(number) > 2**53:
        return _text(ref, STYLE["text"], str(value))
    return f'<c r="{ref}" s="{style}"><v>{number:f}</v></c>'


def _frame(title: str) -> dict[str, str]:
    name = attr("".join("　" if c in "[]:*?/\\'" else c for c in safe_text(title))[:31] or "Sheet1")
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/>'
        f'</sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">\'{name}\'!$1:$3</definedName></definedNames>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/styles" '
        'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _styles(),
    }


def _styles() -> str:
    def font(size: int, bold: bool) -> str:
        return f'<font>{"<b/>" if bold else ""}<sz val="{size}"/><name val="Noto Sans CJK SC"/><family val="2"/></font>'

    def look(fmt: int, font_no: int, border: int, align: str, wrap: bool) -> str:
        wrapped = ' wrapText="1"' if wrap else ""
        return (
            f'<xf numFmtId="{fmt}" fontId="{font_no}" fillId="0" borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" '
            f'applyBorder="1" applyAlignment="1"><alignment horizontal="{align}" vertical="center"{wrapped}/></xf>'
        )

    sides = "".join(f'<{s} style="thin"/>' for s in ("left", "right", "top", "bottom"))
    looks = [
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
        look(49, 2, 0, "center", False),
        look(49, 1, 1, "center", True),
        look(49, 0, 1, "left", True),
        look(164, 0, 1, "left", False),
        look(165, 0, 1, "left", False),
        look(1, 0, 1, "right", False),
        look(4, 0, 1, "right", False),
        look(166, 0, 1, "right", False),
        look(49, 3, 0, "left", False),
    ]
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="0.0"/></numFmts>'
        f'<fonts count="4">{font(10, False)}{font(10, True)}{font(14, True)}{font(9, False)}</fonts><fills count="2"><fill>'
        '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/>'
        f'<border>{sides}</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{len(looks)}">{"".join(looks)}'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
