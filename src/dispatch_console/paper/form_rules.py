"""What a form that the office changed must keep, so that it comes out of the printer as it was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch_console.paper.package import Package
from dispatch_console.paper.styles import column_letters, split_ref
from dispatch_console.paper.xmlspan import Node
from dispatch_console.words import N_, Said, say

if TYPE_CHECKING:
    from dispatch_console.paper.form import Form

FONT, SIZE = "Noto Sans CJK SC", 10.0
STEP_PT = 0.75
NOT_KEPT = {  # parts whose references do not follow when rows are put in, or that a form has no need of
    "xl/vbaProject": N_("macros"), "xl/externalLinks/": N_("links to other workbooks"), "xl/pivot": N_("pivot tables"),
    "xl/tables/": N_("tables"), "xl/queryTables/": N_("queries"), "xl/comments": N_("notes"),
    "xl/threadedComments/": N_("notes"), "xl/charts/": N_("charts"), "xl/embeddings/": N_("embedded files"),
    "xl/activeX/": N_("ActiveX controls"), "xl/slicers/": N_("slicers"), "xl/connections": N_("queries"),
}  # fmt: skip


def broken(ours: Form, theirs: Form) -> list[Said]:
    """Why a changed copy cannot be used, one reason each; empty when it can (R210)."""
    package = Package(theirs.data)
    return [
        *_names(ours, theirs), *_font(package), *_parts(package), *_Sheet(package.tree(theirs.sheet_part)).reasons(),
    ]  # fmt: skip


def _names(ours: Form, theirs: Form) -> list[Said]:
    lacking = [f"{f.label} ({n})" for n, f in ours.fields.items() if n not in theirs.fields]
    lacking += [n for n in ours.repeats if n not in theirs.repeats]
    for repeat in ours.repeats.values():
        there = theirs.repeats[repeat.name].fields if repeat.name in theirs.repeats else repeat.fields
        lacking += [f"{ours.fields[n].label} ({n})" for n in repeat.fields if n in theirs.fields and n not in there]
    return [say(N_("it lacks the fields {fields}"), fields="、".join(lacking))] if lacking else []


def _font(package: Package) -> list[Said]:
    """The Normal style is what column widths are measured in."""
    part = next((n for k, n in package.relations("xl/workbook.xml").values() if k == "styles"), "xl/styles.xml")
    root = package.tree(part)

    def listed(tag: str) -> list[Node]:
        node = root.first(tag)
        return node.children if node else []

    normal = next((s for s in listed("cellStyles") if s.attrs.get("builtinId") == "0"), None)
    looks = listed("cellStyleXfs")
    look_no = int(normal.attrs.get("xfId", "0")) if normal is not None else 0
    font_no = int(looks[look_no].attrs.get("fontId", "0")) if look_no < len(looks) else 0
    fonts = listed("fonts")
    font = fonts[font_no] if font_no < len(fonts) else Node("font", {}, 0)
    name, size = ((n.attrs.get("val", "") if (n := font.first(tag)) else "") for tag in ("name", "sz"))
    if (name, float(size or 0)) == (FONT, SIZE):
        return []
    return [say(N_("its Normal style is {font} {size} pt and must be {ours} 10 pt"), font=name or "—", size=size or "—", ours=FONT)]


def _parts(package: Package) -> list[Said]:
    found = {word for name in package.parts for start, word in NOT_KEPT.items() if name.startswith(start)}
    return [say(N_("it holds {what}, which cannot be kept"), what=Said(word)) for word in sorted(found)]


@dataclass(slots=True)
class _Sheet:
    root: Node

    def reasons(self) -> list[Said]:
        """What is wrong with heights, widths and the page."""
        rows = {int(n.attrs.get("r", "0")): n for n in self._body()}
        last_row, last_column = 0, 0
        for merge in (self.root.first("mergeCells") or Node("", {}, 0)).all("mergeCell"):
            row, column = split_ref(merge.attrs.get("ref", "").rpartition(":")[2])
            last_row, last_column = max(last_row, row), max(last_column, column)
        for number, node in rows.items():
            cells = node.all("c")
            last_row = max(last_row, number) if cells else last_row
            last_column = max([last_column, *(split_ref(c.attrs.get("r", ""))[1] for c in cells)])
        return [*self._heights(rows, last_row), *self._widths(last_column), *self._page()]

    def _body(self) -> list[Node]:
        body = self.root.first("sheetData")
        return body.all("row") if body else []

    def _heights(self, rows: dict[int, Node], last: int) -> list[Said]:
        heights = {r: rows[r].attrs.get("ht") if r in rows else None for r in range(1, last + 1)}
        none = [str(r) for r, ht in heights.items() if not ht]
        odd = [str(r) for r, ht in heights.items() if ht and abs(float(ht) / STEP_PT - round(float(ht) / STEP_PT)) > 0.02]
        reasons = []
        if none:
            reasons.append(say(N_("rows {rows} have no height of their own"), rows=_some(none)))
        if odd:
            reasons.append(say(N_("the heights of rows {rows} are no multiple of 0.75 pt"), rows=_some(odd)))
        return reasons

    def _widths(self, last: int) -> list[Said]:
        shape = self.root.first("sheetFormatPr")
        if shape is not None and "defaultColWidth" in shape.attrs:  # LibreOffice tells the usual width only once
            return []
        known: set[int] = set()
        for col in (self.root.first("cols") or Node("", {}, 0)).all("col"):
            if "width" in col.attrs:
                known |= set(range(int(col.attrs["min"]), min(int(col.attrs["max"]), 400) + 1))
        none = [column_letters(c) for c in range(1, last + 1) if c not in known]
        return [say(N_("columns {columns} have no width of their own"), columns=_some(none))] if none else []

    def _page(self) -> list[Said]:
        reasons = []
        shape = self.root.first("sheetPr")
        fit = shape.first("pageSetUpPr") if shape else None
        if fit is not None and fit.attrs.get("fitToPage") in ("1", "true"):
            reasons.append(Said(N_("it is fitted to the page; print it at 100 per cent")))
        setup = self.root.first("pageSetup")
        scale = setup.attrs.get("scale", "100") if setup else "100"
        if scale != "100":
            reasons.append(say(N_("it is printed at {scale} per cent; it must be 100"), scale=scale))
        return reasons


def _some(found: list[str], most: int = 8) -> str:
    return "、".join(found[:most]) + (" …" if len(found) > most else "")
