"""The looks of cells: reads what a look says and makes a like one that is smaller or wraps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dispatch_console.paper.numfmt import BUILT_IN
from dispatch_console.paper.package import appended
from dispatch_console.paper.xmlspan import Node, attr, parse, prefix, splice, with_attr


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell's look says about its text."""

    size: float
    bold: bool
    code: str
    wrap: bool
    indent: int
    rotation: int


class Styles:
    """A workbook's styles part; new looks are put behind the old ones, which keep their numbers."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        root = parse(data)
        self.root = root
        self.fonts = _children(root, "fonts", "font")
        self.xfs = _children(root, "cellXfs", "xf")
        self.codes = dict(BUILT_IN)
        for node in _children(root, "numFmts", "numFmt"):
            self.codes[int(node.attrs.get("numFmtId", "0"))] = node.attrs.get("formatCode", "General")
        self.new_fonts: list[bytes] = []
        self.new_borders: list[bytes] = []
        self.new_xfs: list[bytes] = []
        self._made: dict[tuple[object, ...], int] = {}
        self._looks: dict[int, Look] = {}

    def look(self, style: int) -> Look:
        """What the look of that number says; the Normal one for a number that does not exist."""
        if style not in self._looks:
            self._looks[style] = self._read(style)
        return self._looks[style]

    def _read(self, style: int) -> Look:
        if style >= len(self.xfs):
            return Look(10, False, "General", False, 0, 0)
        xf = self.xfs[style]
        font_no = int(xf.attrs.get("fontId", "0"))
        font = self.fonts[font_no] if font_no < len(self.fonts) else Node("font", {}, 0)
        size, bold, align = font.first("sz"), font.first("b"), xf.first("alignment")
        a = align.attrs if align else {}
        return Look(
            float(size.attrs.get("val", "10")) if size else 10,
            bold is not None and bold.attrs.get("val", "1") not in ("0", "false"),
            self.codes.get(int(xf.attrs.get("numFmtId", "0")), "General"),
            a.get("wrapText", "0") in ("1", "true"),
            int(a.get("indent", "0")),
            int(a.get("textRotation", "0")),
        )

    def variant(
        self,
        style: int,
        *,
        size: float | None = None,
        wrap: bool | None = None,
        border: bool = True,
        quoted: bool = False,
        code_id: int | None = None,
    ) -> int:
        """A look like that one at another size, wrapped or not, maybe without lines; gives its number."""
        key = (style, size, wrap, border, quoted, code_id)
        if key in self._made:
            return self._made[key]
        xf = self.xfs[min(style, len(self.xfs) - 1)]
        tag = self.data[xf.start : xf.inner]
        body = self.data[xf.inner : xf.close]
        if tag.endswith(b"/>"):
            tag = tag[:-2] + b">"
        name = f"{prefix(self.data, xf)}xf".encode()
        if size is not None:
            tag = with_attr(with_attr(tag, "fontId", str(self._font(xf, size))), "applyFont", "1")
        if not border:
            tag = with_attr(with_attr(tag, "borderId", "0"), "applyBorder", None)
        if quoted:
            tag = with_attr(tag, "quotePrefix", "1")
        if code_id is not None:
            tag = with_attr(with_attr(tag, "numFmtId", str(code_id)), "applyNumberFormat", "1")
        if wrap is not None:
            align = xf.first("alignment")
            mark = prefix(self.data, xf)
            old = self.data[align.start : align.inner] if align else f"<{mark}alignment/>".encode()
            new = with_attr(
                with_attr(old, "wrapText", "1" if wrap else None), "shrinkToFit", None if wrap else "1"
            )
            tag = with_attr(tag, "applyAlignment", "1")
            body = body.replace(old, new, 1) if align else new + body
        self.new_xfs.append(tag + body + b"</" + name + b">")
        self._made[key] = len(self.xfs) + len(self.new_xfs) - 1
        return self._made[key]

    def _font(self, xf: Node, size: float) -> int:
        font = self.fonts[min(int(xf.attrs.get("fontId", "0")), len(self.fonts) - 1)]
        text = self.data[font.start : font.end]
        sz = font.first("sz")
        if sz is not None:
            a, b = sz.start - font.start, sz.inner - font.start
            text = text[:a] + with_attr(text[a:b], "val", f"{size:g}") + text[b:]
        if text not in self.new_fonts:
            self.new_fonts.append(text)
        return len(self.fonts) + self.new_fonts.index(text)

    def plain(
        self, size: float, *, bold: bool = False, boxed: bool = True, align: str = "left", top: bool = True
    ) -> int:
        """A look of our own for the sheet that carries on long texts: the Normal font, thin lines, wrapped
        text.
        """
        key = ("plain", size, bold, boxed, align, top)
        if key in self._made:
            return self._made[key]
        name = next(
            (n.attrs.get("val", "") for n in self.fonts[0].children if n.tag == "name"), "Noto Sans CJK SC"
        )
        p = prefix(self.data, self.root)
        weight = f"<{p}b/>" if bold else ""
        family = f'<{p}name val="{attr(name)}"/><{p}family val="2"/>'
        font = f'<{p}font>{weight}<{p}sz val="{size:g}"/>{family}</{p}font>'
        if font.encode() not in self.new_fonts:
            self.new_fonts.append(font.encode())
        font_no = len(self.fonts) + self.new_fonts.index(font.encode())
        border_no = 0
        if boxed:
            sides = "".join(f'<{p}{s} style="thin"/>' for s in ("left", "right", "top", "bottom"))
            border = f"<{p}border>{sides}</{p}border>".encode()
            if border not in self.new_borders:
                self.new_borders.append(border)
            border_no = len(_children(self.root, "borders", "border")) + self.new_borders.index(border)
        v = "top" if top else "center"
        self.new_xfs.append(
            f'<{p}xf numFmtId="49" fontId="{font_no}" fillId="0" borderId="{border_no}" xfId="0" '
            f'applyFont="1" applyBorder="1" '
            f'applyAlignment="1" applyNumberFormat="1">'
            f'<{p}alignment horizontal="{align}" vertical="{v}" wrapText="1"/></{p}xf>'.encode()
        )
        self._made[key] = len(self.xfs) + len(self.new_xfs) - 1
        return self._made[key]

    def packed(self) -> bytes:
        """The styles part with the new looks in it."""
        edits: list[tuple[int, int, bytes]] = []
        for tag, child, new in (
            ("fonts", "font", self.new_fonts),
            ("borders", "border", self.new_borders),
            ("cellXfs", "xf", self.new_xfs),
        ):
            node = self.root.first(tag)
            if node is None or not new:
                continue
            count = len(node.all(child)) + len(new)
            edits.append(
                (node.start, node.inner, with_attr(self.data[node.start : node.inner], "count", str(count)))
            )
            edits.append(appended(self.data, node, b"".join(new)))
        return splice(self.data, edits)


def _children(root: Node, tag: str, child: str) -> list[Node]:
    node = root.first(tag)
    return node.all(child) if node else []


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for c in letters.upper():
        number = number * 26 + ord(c) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def split_ref(ref: str) -> tuple[int, int]:
    """Row and column of A1 or $A$1; (0, 0) for what is no single cell."""
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", ref)
    return (int(found.group(2)), column_number(found.group(1))) if found else (0, 0)
