"""Lay a paper form out in millimetres and write it as a blank workbook whose printed size is exact."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter as letter
from openpyxl.workbook.defined_name import DefinedName

FONT = "Noto Sans CJK SC"
DIGIT_MM = 0.555 * 10 * 25.4 / 72  # a digit of the Normal font: the unit of column widths
STEP_MM = 0.75 * 25.4 / 72  # heights are whole multiples of 0.75 pt
THIN, MEDIUM = "thin", "medium"
BOX = "□"
FIRM = "上海佳图办公设备服务有限公司"
HOTLINE = "400-820-6188"
WATCH_PHONE = "021-6245 8899"
LIST_AIR = "0_)"

PAPERS = {  # name: width, height, (left, top, right, bottom), paperSize code (0: own size)
    "241x140": (241.0, 139.7, (20.7, 8.0, 20.7, 8.0), 0),
    "241x279": (241.0, 279.4, (20.7, 12.0, 20.7, 12.0), 0),  # the same continuous paper, undivided
    "241x93": (241.0, 93.1, (20.7, 4.2, 20.7, 4.2), 0),  # and torn in three
    "A4": (210.0, 297.0, (15.0, 15.0, 15.0, 15.0), 9),
    "A4L": (297.0, 210.0, (12.0, 12.0, 12.0, 12.0), 9),
    "A6L": (148.0, 105.0, (8.0, 7.0, 8.0, 7.0), 0),
}
FORMATS = {
    "money": "#,##0.00_)",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "clock": "hh:mm",
    "count": "0_)",
    "points": "0.0_)",
    "text": "@",
}
NUMBERS = ("money", "count", "points")


def height(mm: float) -> float:
    """The nearest row height in points that every program keeps."""
    return round(mm / STEP_MM) * 0.75


@dataclass
class Item:
    """One cell, maybe merged, from edge x0 to edge x1 (mm) and row r0 to row r1."""

    x0: float
    x1: float
    r0: int
    r1: int
    text: object = None
    size: float = 10
    bold: bool = False
    h: str = "left"
    v: str = "center"
    wrap: bool = False
    shrink: bool = False
    rotate: int = 0
    box: bool = True
    bottom: str | None = None  # a line for the pen under an item without a box
    fmt: str = "General"
    indent: int = 0
    sums: tuple[int, int] | None = None  # a total over these rows of its own column


@dataclass
class Field:
    """A defined name: what it is called on the paper and which cell carries it."""

    name: str
    label: str
    row: int
    x: float


def options_text(options: tuple[str, ...], gap: str) -> str:
    """□ before every option; an option ending in '_' is followed by a blank for the pen."""
    return gap.join(BOX + (o[:-1] + "：＿＿＿＿" if o.endswith("_") else o) for o in options)


class Form:
    """A page described from top to bottom; x runs in millimetres from the left edge of the frame."""

    def __init__(self, kind, title, paper, version=1, plies="", qr_mm=13.5, row=9.0):
        self.kind, self.title, self.paper, self.version = kind, title, paper, version
        self.plies, self.qr_mm, self.unit_row = plies, qr_mm, row
        self.paper_w, self.paper_h, self.margins, self.paper_code = PAPERS[paper]
        self.ply_mm = 4.5
        self.w = self.paper_w - self.margins[0] - self.margins[2] - (self.ply_mm + 1.5 if plies else 0)
        self.rows: list[float] = []
        self.items: list[Item] = []
        self.fields: dict[str, Field] = {}
        self.repeats: dict[str, tuple[int, int]] = {}
        self.left = 7.0
        self.title_rows = "1:3"  # the head stands on every page

    # ---- rows
    def row(self, mm=None) -> int:
        self.rows.append(height(mm or self.unit_row))
        return len(self.rows)

    # ---- things in a row
    def text(self, x, w, r, text, r1=None, **style):
        item = Item(round(x, 2), round(x + w, 2), r, r1 or r, text, **style)
        self.items.append(item)
        return item

    def label(self, x, w, r, text, r1=None, **style):
        return self.text(x, w, r, text, r1, **({"h": "center", "wrap": "\n" in text} | style))

    def value(self, x, w, r, name, label, r1=None, options=(), form="text", named=True, gap="", **style):
        """A field with a name; empty it is a blank for the pen. `gap` stands between boxes."""
        if form == "text" and not options and name.endswith(("_at", "_on", "_until", "_date")):
            form, style = ("moment" if name.endswith("_at") else "date"), {"h": "left"} | style
        number = form in NUMBERS
        many = bool(r1 and r1 > r) and not options
        base = {
            "size": 10 if options else 11,
            "wrap": many,
            "shrink": not many and not number,
            "fmt": FORMATS[form],
            "h": "right" if number else "left",
        }
        side = style.get("h") or base["h"]
        if side == "center":
            base["fmt"] = str(base["fmt"]).replace("_)", "")
        if w >= 18 and side == "left" and style.get("box", True):
            base["indent"] = 1  # 2.4 mm of air; narrower fields need every millimetre
        shown = options_text(options, gap or ("  " if w >= 40 else " ")) if options else None
        item = self.text(x, w, r, shown, r1, **(base | style))
        if named:
            self.name(name, label, item.r0, item.x0)
        return item

    def name(self, name, label, row, x):
        assert name not in self.fields, f"{self.kind}: {name} twice"
        self.fields[name] = Field(name, label.replace("\n", ""), row, round(x, 2))

    def pairs(self, r, cells, x=None):
        """A row of label and field pairs: (label width, field width, name, label, extra)."""
        x = self.left if x is None else x
        for lw, vw, name, label, *extra in cells:
            self.label(x, lw, r, label)
            self.value(x + lw, vw, r, name, label, **(extra[0] if extra else {}))
            x += lw + vw

    def block(self, rows, label, name, lw, x=None, w=None, r=None, **style):
        """A label and a field of several rows; gives the first and the last row."""
        x = self.left if x is None else x
        first = r or self.row()
        last = first + rows - 1
        while len(self.rows) < last:
            self.row()
        self.label(x, lw, first, label, last)
        self.value(x + lw, (w or self.w - x) - lw, first, name, label, last, **style)
        return first, last

    def section(self, r0, r1, text):
        """A narrow upright heading at the left of a group of rows."""
        self.label(0, self.left, r0, text, r1, rotate=255, bold=True)

    def columns(self, heads, x=0.0, **style):
        """Table columns from (width, name, label, form, style); the one of width 0 takes what is left."""
        rest = self.w - x - sum(h[0] for h in heads)
        out = []
        for w, name, label, form, own in heads:
            w = w or rest
            out.append((x, w, name, label, form, {"indent": 0} | style | own))
            x += w
        return out

    def table(self, name, columns, mm, printed, head_mm=None, **head):
        """A table head and its ruled rows; the first row is the pattern and holds the names."""
        top = self.row(head_mm)
        for x, w, _name, label, _form, _own in columns:
            self.label(x, w, top, label, **head)
        first = len(self.rows) + 1
        for n in range(printed):
            r = self.row(mm)
            for x, w, field, label, form, own in columns:
                self.value(x, w, r, field, label, form=form, named=n == 0, **own)
        self.repeats[name] = (first, printed)
        return top, first, len(self.rows)

    def totals(self, columns, first, last, summed, words, mm=8.2):
        """One row of sums that stay empty over empty rows."""
        r = self.row(mm)
        start = next(k for k, c in enumerate(columns) if c[2] in summed)
        self.text(0, columns[start][0], r, words, h="center", bold=True)
        for x, w, name, label, form, own in columns[start:]:
            if name in summed:
                style = {
                    "h": own.get("h", "right"),
                    "size": own.get("size", 9),
                    "indent": 0,
                    "bold": True,
                    "shrink": True,
                }
                item = self.value(x, w, r, f"total_{name}", f"{label}总计", form=form, **style)
                item.sums = (first, last)
            else:
                self.text(x, w, r, None)

    # ---- head and foot
    def head(
        self,
        left_name=None,
        left_label="",
        side=56.0,
        firm_mm=5.3,
        title_mm=8.2,
        hotline=True,
        firm_side=None,
        number_mm=46.0,
    ):
        r1, r2 = self.row(firm_mm), self.row(title_mm)
        firm_side = firm_side or side
        self.text(firm_side, self.w - 2 * firm_side, r1, FIRM, h="center", size=11, box=False, shrink=True)
        self.name("firm_name", "公司名称", r1, firm_side)
        self.text(side, self.w - 2 * side, r2, self.title, h="center", size=16, bold=True, box=False)
        if hotline:
            self.text(0, side, r1, f"服务热线 {HOTLINE}", bold=True, box=False)
        if left_name:
            lw = 3.53 * len(left_label) + 2.5
            self.text(0, lw, r2, left_label, box=False, v="bottom")
            self.value(lw, side - lw - 6, r2, left_name, left_label, box=False, v="bottom", bottom=THIN)
        lead = side - number_mm
        self.text(self.w - side, lead, r2, "No.", h="right", size=12, bold=True, box=False, v="bottom")
        self.text(
            self.w - number_mm,
            number_mm,
            r2,
            None,
            h="center",
            size=12,
            bold=True,
            box=False,
            v="bottom",
            bottom=THIN,
            fmt="@",
            shrink=True,
        )
        self.name("number", "单号", r2, self.w - number_mm)
        self.row(1.6)
        self.top = len(self.rows) + 1

    def foot(self, lines, line_mm=4.5, gap=1.6):
        self.bottom = len(self.rows)
        self.row(gap)
        first = len(self.rows) + 1
        w = self.w - self.qr_mm
        for line in lines:
            self.text(0, w, self.row(line_mm), line, size=9, box=False, shrink=True)
        r = self.row(line_mm)
        ident = f"{self.title} {self.kind} v{self.version}　单号 ＿＿＿＿＿＿＿＿　第 1 页 共 1 页"
        self.text(0, w, r, ident, size=9, box=False, shrink=True)
        self.name("foot_line", "页脚识别行", r, 0.0)
        self.text(w, self.qr_mm, first, "贴码处", r, h="center", size=9)
        self.qr = (first, round(w, 2))
        if self.plies:
            x = self.w + 1.5
            self.text(
                x, self.ply_mm, self.top, self.plies, self.bottom, rotate=255, size=9, h="center", box=False
            )
            self.name("ply", "联次", self.top, x)

    # ---- writing
    def save(self, path: Path) -> None:
        """Write the blank workbook; refuses a page that is too tall and edges that nearly meet."""
        used = sum(self.rows) * 25.4 / 72
        free = self.paper_h - self.margins[1] - self.margins[3] - used
        assert free > -0.05, f"{self.kind}: {-free:.1f} mm too tall"
        edges = sorted({0.0, round(self.w, 2)} | {e for i in self.items for e in (i.x0, i.x1)})
        for a, b in pairwise(edges):
            assert b - a > 0.4, f"{self.kind}: edges {a} and {b} nearly meet"
        col = {e: n for n, e in enumerate(edges, 1)}
        wb = Workbook()
        normal = wb._named_styles["Normal"]
        normal.font = Font(name=FONT, size=10, family=2)
        wb._fonts[0] = normal.font  # font 0 too: some programs measure by it
        wb.properties.creator = "Dispatch Console"
        ws = wb.active
        ws.title = self.title
        ws.sheet_view.showGridLines = False
        ws.sheet_format.defaultRowHeight = 15
        for n, (a, b) in enumerate(pairwise(edges), 1):
            ws.column_dimensions[letter(n)].width = (b - a) / DIGIT_MM
        for n, h in enumerate(self.rows, 1):
            ws.row_dimensions[n].height = h
        self._cells(ws, col)
        self._names(wb, ws, col)
        self._page(ws, letter(len(edges) - 1))
        _write(wb, path)

    def _cells(self, ws, col):
        lines: dict[tuple[int, int], dict[str, str]] = {}

        def edge(r, c, side, style):
            old = lines.setdefault((r, c), {}).get(side)
            if old is None or style == MEDIUM:
                lines[r, c][side] = style

        def outline(r0, r1, c0, c1, style):
            for c in range(c0, c1):
                edge(r0, c, "top", style)
                edge(r1, c, "bottom", style)
            for r in range(r0, r1 + 1):
                edge(r, c0, "left", style)
                edge(r, c1 - 1, "right", style)

        for i in self.items:
            c0, c1 = col[i.x0], col[i.x1]
            cell = ws.cell(i.r0, c0)
            text = i.text
            if i.sums:
                area = f"{letter(c0)}{i.sums[0]}:{letter(c0)}{i.sums[1]}"
                text = f'=IF(COUNT({area})=0,"",SUM({area}))'
            if text is not None:
                cell.value = text
            cell.font = Font(name=FONT, size=i.size, bold=i.bold, family=2)
            cell.number_format = i.fmt
            cell.alignment = Alignment(
                horizontal=i.h,
                vertical=i.v,
                wrap_text=i.wrap or None,
                shrink_to_fit=i.shrink or None,
                text_rotation=i.rotate,
                indent=i.indent,
            )
            if c1 - c0 > 1 or i.r1 > i.r0:
                ws.merge_cells(start_row=i.r0, end_row=i.r1, start_column=c0, end_column=c1 - 1)
            if i.box:
                outline(i.r0, i.r1, c0, c1, THIN)
            if i.bottom:
                for c in range(c0, c1):
                    edge(i.r1, c, "bottom", i.bottom)
        outline(self.top, self.bottom, col[0.0], col[round(self.w, 2)], MEDIUM)
        for (r, c), sides in lines.items():
            ws.cell(r, c).border = Border(**{s: Side(style=k, color="FF000000") for s, k in sides.items()})

    def _names(self, wb, ws, col):
        sheet = f"'{ws.title}'"

        def name(key, ref, hidden=False, comment=None):
            wb.defined_names[key] = DefinedName(key, attr_text=ref, hidden=hidden or None, comment=comment)

        for f in self.fields.values():
            name(f.name, f"{sheet}!${letter(col[f.x])}${f.row}", comment=f.label)
        for key, (r, printed) in self.repeats.items():
            name(key, f"{sheet}!${r}:${r}")
            name(key + "_printed", str(printed), hidden=True)
        name("form_qr", f"{sheet}!${letter(col[self.qr[1]])}${self.qr[0]}", hidden=True)
        for key, text in (
            ("form_kind", f'"{self.kind}"'),
            ("form_hotline", f'"{HOTLINE}"'),
            ("form_watch_phone", f'"{WATCH_PHONE}"'),
            ("form_version", str(self.version)),
            ("form_number", '""'),
            ("form_paper_mm", f'"{self.paper_w:g}x{self.paper_h:g}"'),
            ("form_offset_mm", f'"{self.margins[0]:g},{self.margins[1]:g}"'),
        ):
            name(key, text, hidden=True)

    def _page(self, ws, last):
        ws.print_area = f"A1:{last}{len(self.rows)}"
        if self.title_rows:
            ws.print_title_rows = self.title_rows
        page = ws.page_setup
        page.scale = 100
        page.orientation = "landscape" if self.paper == "A4L" else "portrait"
        if self.paper_code:
            page.paperSize = self.paper_code
        else:  # an own size is always told as portrait, also when it is wider than high
            page.paperWidth, page.paperHeight = f"{self.paper_w:g}mm", f"{self.paper_h:g}mm"
        m = ws.page_margins
        m.left, m.top, m.right, m.bottom = (v / 25.4 for v in self.margins)
        m.right -= 0.5 / 25.4  # half a millimetre is left free, so that rounding never makes a second page
        m.bottom -= 0.5 / 25.4
        m.header = m.footer = 0


def _write(wb, path: Path) -> None:
    """The same form always gives the same bytes."""
    wb.properties.created = wb.properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001 (openpyxl writes it as UTC)
    raw = io.BytesIO()
    wb.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "docProps/core.xml":
                start, end = text.index(b"<dcterms:modified"), text.index(b"</dcterms:modified>")
                text = text[: text.index(b">", start) + 1] + b"2026-01-01T00:00:00Z" + text[end:]
            new.writestr(zipfile.ZipInfo(entry.filename, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
