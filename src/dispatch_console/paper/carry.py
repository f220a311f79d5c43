"""The continuation sheet: what had no room on the form stands there in full, and the form says so."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch_console.paper.form import Form
from dispatch_console.paper.measure import MM_PT, PAD_MM, lines_at, tall_mm
from dispatch_console.paper.package import Package
from dispatch_console.paper.sheet import DIGIT_MM, written
from dispatch_console.paper.styles import Styles
from dispatch_console.paper.xmlspan import attr, parse, prefix, splice, with_attr

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TITLE = "{title}　续页"
SIZE = 10.0
BLOCK = 12  # lines in one cell, so that a page can end between two cells


@dataclass(frozen=True, slots=True)
class Carried:
    """A text that did not fit: the field's name, the word printed for it, and the whole text."""

    name: str
    label: str
    text: str


def carry_on(
    package: Package,
    styles: Styles,
    form: Form,
    texts: list[Carried],
    number: str,
    before: int,
    foot_line: str,
) -> int:
    """Add the sheet to the workbook; gives the number of its pages. The texts come back by the names
    continued_….
    """
    source = package.parts[form.sheet_part]
    root = parse(source)
    margins = root.first("pageMargins")
    edge = {k: float(v) * 25.4 for k, v in margins.attrs.items()} if margins else {}
    wide = form.paper_mm[0] - edge.get("left", 19) - edge.get("right", 19) - 0.2
    room = form.paper_mm[1] - edge.get("top", 19) - edge.get("bottom", 19)
    label_mm = min(32.0, wide * 0.25)
    inner = wide - label_mm - 2 * PAD_MM
    head, names = styles.plain(14, bold=True, boxed=False, align="center", top=False), []
    key, text_style = styles.plain(9), styles.plain(SIZE)
    small = styles.plain(9, boxed=False, top=False)
    rows: list[tuple[float, list[tuple[int, str]]]] = [
        (9.0, [(head, TITLE.format(title=form.title))]),
        (6.0, [(small, f"No. {number}"), (small, "")]),
    ]
    most = max(int((room - 27) / tall_mm(1, SIZE)), 2)
    for carried in texts:
        lines = _lines(carried.text, inner)
        first = len(rows) + 1
        for at in range(0, len(lines), min(BLOCK, most)):
            block = lines[at : at + min(BLOCK, most)]
            label = carried.label if at == 0 else ""
            rows.append(
                (max(tall_mm(len(block), SIZE) + 0.6, 6.0), [(key, label), (text_style, "".join(block))])
            )
        names.append((f"continued_{carried.name}", f"$B${first}:$B${len(rows)}"))
    starts, pages = _pages([mm for mm, _c in rows], room - 6.5)
    line = foot_line.replace("{page}", str(before + pages)).replace("{pages}", str(before + pages))
    rows.append((6.0, [(small, line), (small, "")]))
    sheet = _sheet(rows, (label_mm, wide - label_mm))
    tail = b"".join(
        _bare(source[n.start : n.end])
        for tag in ("pageMargins", "pageSetup")
        if (n := root.first(tag)) is not None
    )
    if prefix(source, root):
        tail = tail.replace(f"<{prefix(source, root)}".encode(), b"<")
    breaks = "".join(f'<brk id="{s}" max="16383" man="1"/>' for s in starts)
    if breaks:
        breaks = f'<rowBreaks count="{len(starts)}" manualBreakCount="{len(starts)}">{breaks}</rowBreaks>'
    _add(package, sheet + tail + breaks.encode() + b"</worksheet>", _free_title(package), names, len(rows))
    return pages


def _lines(text: str, inner: float) -> list[str]:
    """The lines as they will stand; each keeps its own line end, so that joining them gives the text back."""
    out: list[str] = []
    parts = text.split("\n")
    for n, part in enumerate(parts):
        lines = lines_at(part, inner, SIZE)
        lines[-1] += "\n" if n < len(parts) - 1 else ""
        out += lines
    return out


def _pages(heights: list[float], room: float) -> tuple[list[int], int]:
    """The rows after which a page ends, and the number of pages; two head rows stand on each."""
    starts, head = [], sum(heights[:2])
    used = head
    for n, mm in enumerate(heights[2:], 3):
        if used + mm > room and used > head:
            starts.append(n - 1)
            used = head
        used += mm
    return starts, len(starts) + 1


def _sheet(rows: list[tuple[float, list[tuple[int, str]]]], widths: tuple[float, float]) -> bytes:
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{w / DIGIT_MM:.6f}" customWidth="1"/>'
        for n, w in enumerate(widths, 1)
    )
    body = []
    for n, (mm, cells) in enumerate(rows, 1):
        texts = "".join(
            f'<c r="{"AB"[k]}{n}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
            f"{written(text)}</t></is></c>"
            for k, (style, text) in enumerate(cells)
        )
        points = round(mm / (0.75 * MM_PT) + 0.49) * 0.75
        body.append(f'<row r="{n}" ht="{points:g}" customHeight="1">{texts}</row>')
    merges = f'<mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/><mergeCell ref="A{len(rows)}:B{len(rows)}"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetViews>'
        f'<sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{cols}</cols>'
        f'<sheetData>{"".join(body)}</sheetData><mergeCells count="3">{merges}</mergeCells>'
    ).encode()


def _bare(element: bytes) -> bytes:
    """A page setup without its link to one printer's private words."""
    start = element.index(b">") + 1
    tag = element[:start]
    for name in ("r:id", "relationships:id"):
        tag = with_attr(tag, name, None)
    return tag + element[start:]


def _free_title(package: Package) -> str:
    book = package.tree("xl/workbook.xml")
    taken = {n.attrs.get("name") for n in (book.first("sheets") or book).all("sheet")}
    return next(t for t in ["续页", *(f"续页{n}" for n in range(2, 99))] if t not in taken)


def _add(package: Package, data: bytes, title: str, names: list[tuple[str, str]], last: int) -> None:
    part = package.free("xl/worksheets/sheet{}.xml")
    package.parts[part] = data
    package.declare(part, SHEET_TYPE)
    link = package.relate("xl/workbook.xml", "worksheet", part)
    book = package.tree("xl/workbook.xml")
    sheets = book.first("sheets")
    assert sheets is not None
    ids = [int(n.attrs.get("sheetId", "0")) for n in sheets.all("sheet")]
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package.append(
        "xl/workbook.xml",
        sheets,
        f'sheet xmlns:r="{office}" name="{title}" sheetId="{max(ids) + 1}" r:id="{link}"/>',
    )
    book = package.tree("xl/workbook.xml")
    listed = book.first("definedNames")
    assert listed is not None
    p = prefix(package.parts["xl/workbook.xml"], listed)
    new = "".join(
        f'<{p}definedName name="{attr(n)}" hidden="1">{title}!{ref}</{p}definedName>' for n, ref in names
    )
    place = f'localSheetId="{len(ids)}"'
    new += f'<{p}definedName name="_xlnm.Print_Area" {place}>{title}!$A$1:$B${last}</{p}definedName>'
    new += f'<{p}definedName name="_xlnm.Print_Titles" {place}>{title}!$1:$2</{p}definedName>'
    data = package.parts["xl/workbook.xml"]
    package.parts["xl/workbook.xml"] = splice(data, [(listed.close, listed.close, new.encode())])
