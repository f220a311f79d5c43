"""The parts of a list's workbook that are always the same: what it consists of, its names, its looks."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch_console.paper.listing_chart import SIDE, drawing_part
from dispatch_console.paper.safe_text import safe_text
from dispatch_console.paper.xmlspan import attr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORBIDDEN = "[]:*?/\\'"  # in the name of a sheet
NAME_LENGTH = 31
CHARTS = "图表"  # the name of the sheet of the charts


def sheet_name(title: str) -> str:
    """A title as the name of a sheet may be."""
    return "".join("　" if c in FORBIDDEN else c for c in safe_text(title))[:NAME_LENGTH].strip() or "Sheet1"


def frame(title: str, filtered: str = "", charts: Sequence[str] = ()) -> dict[str, str]:
    """Every part of the workbook beside its sheet, by name; looks 1 to 13 are those of `listing`.

    `filtered` is the area over which the list is filtered ($A$3:$G$99), `charts` are the parts of its charts,
    which stand on a second sheet.
    """
    return book_frame([(title, filtered)], charts)


def book_frame(sheets: Sequence[tuple[str, str]], charts: Sequence[str] = ()) -> dict[str, str]:
    """The same for a workbook of several lists: of each its title and the area over which it is filtered."""
    names, named, count = [sheet_name(title) for title, _area in sheets], "", len(sheets)
    for n, (name, (_title, filtered)) in enumerate(zip(names, sheets, strict=True)):
        quoted = "'" + attr(name).replace("'", "''").replace("&quot;", '"') + "'"
        if filtered:
            named += f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">{quoted}!{filtered}</definedName>'
        named += f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">{quoted}!$1:$3</definedName>'
    listed = "".join(f'<sheet name="{attr(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    parts = {
        "[Content_Types].xml": _types(count, len(charts)),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            f"<sheets>{listed}"
            f"{_chart_sheet(names) if charts else ''}</sheets><definedNames>{named}</definedNames></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, count + 1)), ("styles", "styles.xml"),
            *([("worksheet", f"worksheets/sheet{count + 1}.xml")] if charts else []),
        ),
        "xl/styles.xml": _styles(),
    }  # fmt: skip
    if charts:
        parts |= {
            f"xl/worksheets/sheet{count + 1}.xml": (
                f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetViews><sheetView showGridLines="0" workbookViewId="0"/>'
                f'</sheetViews><sheetData/><pageSetup paperSize="9" orientation="landscape"/>{_breaks(len(charts))}<drawing r:id="rId1"/></worksheet>'
            ),
            f"xl/worksheets/_rels/sheet{count + 1}.xml.rels": _relations(("drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": drawing_part(len(charts)),
            "xl/drawings/_rels/drawing1.xml.rels": _relations(
                *(("chart", f"../charts/chart{n}.xml") for n in range(1, len(charts) + 1))
            ),
            **{f"xl/charts/chart{n}.xml": text for n, text in enumerate(charts, 1)},
        }
    return parts


def _breaks(charts: int) -> str:
    """Each chart on a page of its own."""
    rows = "".join(f'<brk id="{n * (SIDE + 1)}" max="16383" man="1"/>' for n in range(1, charts))
    return f'<rowBreaks count="{charts - 1}" manualBreakCount="{charts - 1}">{rows}</rowBreaks>' if rows else ""


def _chart_sheet(names: Sequence[str]) -> str:
    own = CHARTS if CHARTS not in names else CHARTS + "2"
    return f'<sheet name="{own}" sheetId="{len(names) + 1}" r:id="rId{len(names) + 2}"/>'


def _types(count: int, charts: int) -> str:
    more = ""
    if charts:
        more = f'<Override PartName="/xl/worksheets/sheet{count + 1}.xml" ContentType="{SHEETS}.worksheet+xml"/>'
        more += '<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
        chart = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        more += "".join(f'<Override PartName="/xl/charts/chart{n}.xml" ContentType="{chart}"/>' for n in range(1, charts + 1))
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETS}.sheet.main+xml"/>'
        + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEETS}.worksheet+xml"/>' for n in range(1, count + 1))
        + f'<Override PartName="/xl/styles.xml" ContentType="{SHEETS}.styles+xml"/>{more}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def _font(size: int, bold: bool = False) -> str:
    weight = "<b/>" if bold else ""
    return f'<font>{weight}<sz val="{size}"/><name val="Noto Sans CJK SC"/><family val="2"/></font>'


def _look(code: int, font: int, border: int, align: str, wrap: bool = False) -> str:
    wrapped = ' wrapText="1"' if wrap else ""
    return (
        f'<xf numFmtId="{code}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" '
        'applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{align}" vertical="center"{wrapped}/></xf>'
    )


def _styles() -> str:
    sides = "".join(f'<{s} style="thin"/>' for s in ("left", "right", "top", "bottom"))
    looks = [
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
        _look(49, 2, 0, "center"),  # the title
        _look(49, 1, 1, "center", True),  # headings
        _look(49, 0, 1, "left", True),  # text
        _look(164, 0, 1, "left"),  # moments
        _look(165, 0, 1, "left"),  # days
        _look(1, 0, 1, "right"),  # counts
        _look(4, 0, 1, "right"),  # money
        _look(166, 0, 1, "right"),  # points
        _look(49, 3, 0, "left"),  # the line under the title
        _look(49, 1, 1, "left"),  # what stands beside the totals
        _look(1, 1, 1, "right"),  # a total of counts
        _look(4, 1, 1, "right"),  # of money
        _look(166, 1, 1, "right"),  # of points
    ]
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="3">'
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="166" formatCode="0.0"/></numFmts>'
        f'<fonts count="4">{_font(10)}{_font(10, True)}{_font(14, True)}{_font(9)}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="2"><border/><border>{sides}</border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{"".join(looks)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
