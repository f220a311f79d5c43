"""Finds the pictures and text boxes that float over a sheet: the square code, a logo, a stamp."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch_console.paper.package import Package
from dispatch_console.paper.xmlspan import Node

EMU_MM = 36000


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture or text box: the cell (from 1) and the offset in mm at which it begins, its size, what
    it shows.
    A size of 0 means: as far as the cell `until` with its offset.
    """

    row: int
    column: int
    dx: float
    dy: float
    width: float
    height: float
    until: tuple[int, int, float, float] | None
    image: bytes
    text: str
    name: str = ""  # what the workbook calls it: "form code" is ours


def pictures_of(package: Package, title: str) -> list[Picture]:
    """The pictures of the sheet of that name, in their order."""
    sheet = sheet_part_of(package, title)
    if not sheet:
        return []
    layers = [
        n for k, n in package.relations(sheet).values() if k == "drawing" and n in package.parts
    ]
    out = []
    for layer in layers:
        images = package.relations(layer)
        for anchor in package.tree(layer).children:
            picture = _picture(anchor, images, package)
            if picture is not None:
                out.append(picture)
    return out


def sheet_part_of(package: Package, title: str) -> str:
    """The part of the sheet of that name; nothing when there is none."""
    book = package.tree("xl/workbook.xml")
    relations = package.relations("xl/workbook.xml")
    for node in (book.first("sheets") or book).all("sheet"):
        if node.attrs.get("name") == title:
            link = next((v for k, v in node.attrs.items() if k.rpartition(":")[2] == "id"), "")
            return relations.get(link, ("", ""))[1]
    return ""


def _picture(anchor: Node, images: dict[str, tuple[str, str]], package: Package) -> Picture | None:
    start, end, size = anchor.first("from"), anchor.first("to"), anchor.first("ext")
    if start is None or (end is None and size is None):
        return None
    image, words, name = b"", [], ""
    for node in anchor.walk():
        if node.tag == "blip":
            link = next((v for k, v in node.attrs.items() if k.rpartition(":")[2] == "embed"), "")
            image = package.parts.get(images.get(link, ("", ""))[1], b"")
        elif node.tag == "cNvPr":
            name = node.attrs.get("name", "")
        elif node.tag == "p":
            words.append("".join(t.text for t in node.walk() if t.tag == "t"))
    if not image and not any(words):
        return None
    column, dx, row, dy = _corner(start)
    until = None
    if end is not None:
        c1, x1, r1, y1 = _corner(end)
        until = (r1, c1, x1, y1)
    width = int(size.attrs.get("cx", "0")) / EMU_MM if size else 0.0
    height = int(size.attrs.get("cy", "0")) / EMU_MM if size else 0.0
    return Picture(row, column, dx, dy, width, height, until, image, "\n".join(words), name)


def _corner(node: Node) -> tuple[int, float, int, float]:
    values = {c.tag: int(c.text or "0") for c in node.children}
    return (
        values.get("col", 0) + 1,
        values.get("colOff", 0) / EMU_MM,
        values.get("row", 0) + 1,
        values.get("rowOff", 0) / EMU_MM,
    )
