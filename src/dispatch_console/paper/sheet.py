"""One sheet of a form as text that is changed in places: rows are put in, cells get values, all else
stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from dispatch_console.paper.floating import corners
from dispatch_console.paper.formula import Unknown, Value, worked_out
from dispatch_console.paper.measure import MM_PT
from dispatch_console.paper.styles import column_letters, split_ref
from dispatch_console.paper.xmlspan import Node, attr, parse, prefix, splice, with_attr

DIGIT_MM = 0.555 * 10 * MM_PT  # the unit of column widths: a digit of the Normal font
REFS = {  # elements whose references move with the rows
    "conditionalFormatting": "sqref",
    "dataValidation": "sqref",
    "hyperlink": "ref",
    "protectedRange": "sqref",
    "selection": "sqref",
    "dimension": "ref",
    "autoFilter": "ref",
    "ignoredError": "sqref",
}
ORDER = [  # of the elements that follow the page setup, as the format asks for
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
_CELL = re.compile(r"(?<![A-Za-z0-9_.!'])(\$?[A-Z]{1,3}\$?)(\d{1,7})(?![\d(A-Za-z_])")


@dataclass(slots=True)
class Cell:
    """A cell as it will be written: its text when nothing changes, else its new inside."""

    style: int
    tag: bytes
    inside: bytes
    kind: str
    value: Value = None
    formula: str = ""


@dataclass(slots=True)
class Row:
    """A row as it will be written."""

    tag: bytes
    mm: float
    cells: dict[int, Cell] = field(default_factory=dict)


class Sheet:
    """The grid of one sheet; `grow` first, then `put`, then `packed`."""

    def __init__(self, data: bytes, strings: list[str]) -> None:
        self.data = data
        self.root = parse(data)
        self.strings = strings
        self.mark = prefix(data, self.root)
        self.inserts: list[tuple[int, int]] = []
        self.breaks: list[int] = []
        self.footer = ""
        found = self.root.first("sheetData")
        assert found is not None
        self.body = found
        shape = self.root.first("sheetFormatPr")
        default = shape.attrs if shape else {}
        self.default_mm = float(default.get("defaultRowHeight", "15")) * MM_PT
        self.default_width = float(default.get("defaultColWidth", "9.14"))
        self.widths: dict[int, float] = {}
        for col in (self.root.first("cols") or Node("", {}, 0)).all("col"):
            for n in range(int(col.attrs["min"]), min(int(col.attrs["max"]), 200) + 1):
                self.widths[n] = float(col.attrs.get("width", str(self.default_width)))
        self.merges: list[tuple[int, int, int, int]] = []
        for merge in (self.root.first("mergeCells") or Node("", {}, 0)).all("mergeCell"):
            a, _, b = merge.attrs.get("ref", "").partition(":")
            (r0, c0), (r1, c1) = split_ref(a), split_ref(b or a)
            self.merges.append((r0, c0, r1, c1))
        self.rows: dict[int, Row] = {}
        for node in self.body.all("row"):
            self.rows[int(node.attrs.get("r", "0"))] = self._row(node)

    def _row(self, node: Node) -> Row:
        row = Row(
            self.data[node.start : node.inner], float(node.attrs.get("ht", "0")) * MM_PT or self.default_mm
        )
        for c in node.all("c"):
            kind = c.attrs.get("t", "n")
            f, v = c.first("f"), c.first("v")
            cell = Cell(
                int(c.attrs.get("s", "0")),
                self.data[c.start : c.inner],
                self.data[c.inner : c.close],
                kind,
                self._value(kind, c, v.text if v else None),
                f.text if f else "",
            )
            row.cells[split_ref(c.attrs["r"])[1]] = cell
        return row

    def _value(self, kind: str, c: Node, text: str | None) -> Value:
        if kind == "inlineStr":
            return "".join(t.text for t in c.walk() if t.tag == "t")
        if not text:
            return None
        if kind == "s":
            return self.strings[int(text)]
        if kind in ("str", "e"):
            return text
        return text == "1" if kind == "b" else Decimal(text)

    # ---- rows
    def grow(self, after: int, count: int) -> None:
        """Put count more rows under that row (as it was numbered at first), each like it."""
        if count > 0:
            self.inserts.append((after, count))

    def moved(self, row: int) -> int:
        """Where a row of the blank form now stands."""
        return row + sum(count for after, count in self.inserts if row > after)

    def moved_text(self, text: str) -> str:
        """A formula or reference of this sheet after the rows have moved."""
        return (
            _CELL.sub(lambda m: f"{m.group(1)}{self.moved(int(m.group(2)))}", text) if self.inserts else text
        )

    def settle(self) -> None:
        """Carry out what `grow` said; after this every row number is the final one."""
        if not self.inserts:
            return
        rows: dict[int, Row] = {}
        for number, row in sorted(self.rows.items()):
            for cell in row.cells.values():
                self._move_formula(cell)
            rows[self.moved(number)] = row
        merges = [(self.moved(r0), c0, self.moved(r1), c1) for r0, c0, r1, c1 in self.merges]
        for after, count in self.inserts:
            base = self.moved(after)
            pattern = self.rows.get(after, Row(b"<row>", self.default_mm))
            for n in range(1, count + 1):
                copies = {
                    c: Cell(x.style, x.tag, b"" if not x.formula else x.inside, x.kind, None, x.formula)
                    for c, x in pattern.cells.items()
                }
                rows[base + n] = Row(pattern.tag, pattern.mm, copies)
                merges += [
                    (base + n, c0, base + n, c1) for r0, c0, r1, c1 in self.merges if r0 == r1 == after
                ]
        self.rows = dict(sorted(rows.items()))
        self.merges = merges

    def _move_formula(self, cell: Cell) -> None:
        if cell.formula:
            new = self.moved_text(cell.formula)
            cell.inside = cell.inside.replace(attr_text(cell.formula), attr_text(new), 1)
            cell.formula = new

    # ---- places
    def area(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The merged area that a cell begins, or the cell itself: first row, first column, last row, last
        column.
        """
        return next((m for m in self.merges if m[0] == row and m[1] == column), (row, column, row, column))

    def width_mm(self, first: int, last: int) -> float:
        """The width of some columns in mm."""
        return sum(self.widths.get(c, self.default_width) for c in range(first, last + 1)) * DIGIT_MM

    def height_mm(self, first: int, last: int) -> float:
        """The height of some rows in mm."""
        return sum(self.rows[r].mm if r in self.rows else self.default_mm for r in range(first, last + 1))

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, made when it is not there."""
        line = self.rows.setdefault(row, Row(b"<" + self.mark.encode() + b"row>", self.default_mm))
        if column not in line.cells:
            line.cells[column] = Cell(0, b"<" + self.mark.encode() + b"c>", b"", "n")
        return line.cells[column]

    # ---- values
    def put(self, row: int, column: int, value: str | Decimal | None, style: int | None = None) -> None:
        """Write a text or a number; None leaves the place empty. A text is never taken for a formula."""
        cell = self.cell(row, column)
        cell.style = cell.style if style is None else style
        cell.formula, cell.value = "", value
        p = self.mark
        if value is None:
            cell.kind, cell.inside = "n", b""
        elif isinstance(value, str):
            cell.kind = "inlineStr"
            cell.inside = f'<{p}is><{p}t xml:space="preserve">{written(value)}</{p}t></{p}is>'.encode()
        else:
            cell.kind, cell.inside = "n", f"<{p}v>{value:f}</{p}v>".encode()

    def work_out(self) -> None:
        """Give every formula its value, those that only Excel knows aside."""
        for row in self.rows.values():
            for cell in row.cells.values():
                if not cell.formula:
                    continue
                try:
                    value = worked_out(cell.formula, self._known)
                except Unknown:
                    continue
                p = self.mark
                inside = re.sub(
                    rb"<(?:\w+:)?v>.*?</(?:\w+:)?v>|<(?:\w+:)?v\s*/>", b"", cell.inside, flags=re.S
                )
                cell.value = value
                if isinstance(value, Decimal):
                    cell.kind, text = "n", f"{value:f}"
                elif isinstance(value, bool):
                    cell.kind, text = "b", str(int(value))
                else:
                    cell.kind, text = "str", written(value or "")
                cell.inside = inside + f"<{p}v>{text}</{p}v>".encode()

    def _known(self, row: int, column: int) -> Value:
        cell = self.rows[row].cells.get(column) if row in self.rows else None
        if cell is None:
            return None
        if cell.formula and cell.value is None:
            return worked_out(cell.formula, self._known)
        return cell.value

    # ---- writing
    def packed(self, drawing: str = "") -> bytes:
        """The sheet's part with everything in its place; drawing is the id of a new picture layer."""
        edits = [(self.body.start, self.body.end, self._body())]
        p = self.mark
        if (node := self.root.first("mergeCells")) is not None:
            merges = "".join(f'<{p}mergeCell ref="{_ref(m)}"/>' for m in self.merges)
            edits.append(
                (
                    node.start,
                    node.end,
                    f'<{p}mergeCells count="{len(self.merges)}">{merges}</{p}mergeCells>'.encode(),
                )
            )
        if self.inserts:
            for node in self.root.walk():
                name = REFS.get(node.tag)
                if name and name in node.attrs:
                    tag = with_attr(
                        self.data[node.start : node.inner], name, self.moved_text(node.attrs[name])
                    )
                    edits.append((node.start, node.inner, tag))
                elif node.tag in ("formula", "formula1", "formula2") and node.text:
                    edits.append((node.inner, node.close, attr_text(self.moved_text(node.text))))
                elif node.tag == "controlPr" and "linkedCell" in node.attrs:
                    linked, tag = self.moved_text(node.attrs["linkedCell"]), self.data[node.start : node.inner]
                    edits.append((node.start, node.inner, with_attr(tag, "linkedCell", linked)))
            edits += corners(self.root, self.moved)
        edge = self.root.first("pageMargins")
        if (
            self._footer() and edge is not None
        ):  # the footer stands inside the bottom margin, not in the rows' room
            tag_now = with_attr(self.data[edge.start : edge.inner], "footer", "0.2")
            edits.append((edge.start, edge.inner, tag_now))
        added = {"headerFooter": self._footer(), "rowBreaks": self._breaks()}
        added["drawing"] = self._drawing(drawing)
        for name, new in added.items():
            if not new:
                continue
            old = self.root.first(name)
            at = (old.start, old.end) if old is not None else (self._place_of(name),) * 2
            edits.append((*at, new))
        return splice(self.data, edits)

    def _body(self) -> bytes:
        p = self.mark.encode()
        out = [b"<" + p + b"sheetData>"]
        for number, row in sorted(self.rows.items()):
            tag = with_attr(row.tag.replace(b"/>", b">"), "r", str(number))
            out.append(with_attr(tag, "spans", None))
            for column, cell in sorted(row.cells.items()):
                tag = with_attr(cell.tag.replace(b"/>", b">"), "r", f"{column_letters(column)}{number}")
                tag = with_attr(
                    with_attr(tag, "s", str(cell.style)), "t", cell.kind if cell.kind != "n" else None
                )
                out += [tag, cell.inside, b"</" + p + b"c>"]
            out.append(b"</" + p + b"row>")
        return b"".join([*out, b"</" + p + b"sheetData>"])

    def _footer(self) -> bytes:
        """The page numbers; a footer of the office's own stays, its header is kept beside ours."""
        if not self.footer:
            return b""
        p, old = self.mark, self.root.first("headerFooter")
        foot = f"<{p}oddFooter>{attr(self.footer)}</{p}oddFooter>".encode()
        if old is None:
            return f"<{p}headerFooter>".encode() + foot + f"</{p}headerFooter>".encode()
        if old.first("oddFooter") is not None:
            return b""
        head = old.first("oddHeader")
        at = head.end if head is not None else old.inner
        return self.data[old.start : at] + foot + self.data[at : old.end] if old.inner != old.end else b""

    def _breaks(self) -> bytes:
        p = self.mark
        if not self.breaks:
            return b""
        rows = "".join(f'<{p}brk id="{r}" max="16383" man="1"/>' for r in self.breaks)
        counts = f'count="{len(self.breaks)}" manualBreakCount="{len(self.breaks)}"'
        return f"<{p}rowBreaks {counts}>{rows}</{p}rowBreaks>".encode()

    def _drawing(self, relation: str) -> bytes:
        if not relation or self.root.first("drawing") is not None:
            return b""
        link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return f'<{self.mark}drawing xmlns:r="{link}" r:id="{relation}"/>'.encode()

    def _place_of(self, tag: str) -> int:
        """Where an element belongs in the order that the format asks for."""
        order = ORDER
        later = set(order[order.index(tag) + 1 :])
        return next((n.start for n in self.root.children if n.tag in later), self.root.close)


def attr_text(text: str) -> bytes:
    """A text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def written(text: str) -> str:
    """A cell's text as it stands in the file; what looks like a workbook's own code for a character stays
    itself.
    """
    text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return attr_text(text).decode().replace("\n", "&#10;")


def _ref(m: tuple[int, int, int, int]) -> str:
    return f"{column_letters(m[1])}{m[0]}:{column_letters(m[3])}{m[2]}"


def moved_names(text: str, title: str, move: Callable[[int], int]) -> str:
    """A defined name's reference after the rows of the named sheet have moved."""
    quoted = title.replace("'", "''")
    sheet = re.escape(f"'{quoted}'!") + "|" + re.escape(f"{title}!") + "|" + re.escape(f"${title}!")

    def one(found: re.Match[str]) -> str:
        return found.group(1) + re.sub(r"(\d+)(?=$|:)", lambda n: str(move(int(n.group(1)))), found.group(2))

    return re.sub(rf"({sheet})(\$?[A-Z]*\$?\d+(?::\$?[A-Z]*\$?\d+)?)", one, text)
