"""What floats over a sheet moves along when rows are put in above it: pictures, text boxes, check boxes, old drawings."""

from __future__ import annotations

import re
from collections.abc import Callable

from dispatch_console.paper.package import Package
from dispatch_console.paper.xmlspan import Node, splice, with_attr

Move = Callable[[int], int]
MoveText = Callable[[str], str]
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(</(?:\w+:)?Anchor>)")
_ROW = re.compile(rb"(<(?:\w+:)?Row>\s*)(\d+)(\s*</(?:\w+:)?Row>)")
_LINK = re.compile(rb"(<(?:\w+:)?Fmla(?:Link|Range|Macro)>)([^<]*)(</(?:\w+:)?Fmla)")


def move(package: Package, sheet_part: str, moved: Move, moved_text: MoveText) -> None:
    """Move the corners of everything that floats over this sheet; what does not stand in rows stays byte for byte."""
    for kind, part in package.relations(sheet_part).values():
        if part not in package.parts:
            continue
        if kind == "drawing":
            package.parts[part] = splice(package.parts[part], corners(package.tree(part), moved))
        elif kind == "vmlDrawing":
            package.parts[part] = _old_drawing(package.parts[part], moved, moved_text)
        elif kind == "ctrlProp":
            package.parts[part] = _control(package, part, moved_text)


def corners(root: Node, moved: Move) -> list[tuple[int, int, bytes]]:
    """The edits that move every from and to of the anchors under an element; rows count from 0 there."""
    edits = []
    for anchor in root.walk():
        if anchor.tag not in ("twoCellAnchor", "oneCellAnchor", "anchor"):
            continue
        for corner in anchor.children:
            if corner.tag in ("from", "to") and (row := corner.first("row")) is not None:
                edits.append((row.inner, row.close, str(moved(int(row.text) + 1) - 1).encode()))
    return edits


def _old_drawing(data: bytes, moved: Move, moved_text: MoveText) -> bytes:
    """A drawing in the old language (VML): not always well formed, so it is changed in places by its text."""

    def anchor(found: re.Match[bytes]) -> bytes:
        parts = found.group(2).split(b",")
        if len(parts) != 8:
            return found.group()
        for n in (2, 6):  # column, offset, row, offset, twice
            parts[n] = re.sub(rb"\d+", lambda m: str(moved(int(m.group()) + 1) - 1).encode(), parts[n], count=1)
        return found.group(1) + b",".join(parts) + found.group(3)

    data = _ANCHOR.sub(anchor, data)
    data = _ROW.sub(lambda m: m.group(1) + str(moved(int(m.group(2)) + 1) - 1).encode() + m.group(3), data)
    return _LINK.sub(lambda m: m.group(1) + moved_text(m.group(2).decode("utf-8", "replace")).encode() + m.group(3), data)


def _control(package: Package, part: str, moved_text: MoveText) -> bytes:
    """The cell that a check box writes to."""
    data, root = package.parts[part], package.tree(part)
    tag = data[root.start : root.inner]
    for name in ("fmlaLink", "fmlaRange", "fmlaGroup"):
        if name in root.attrs:
            tag = with_attr(tag, name, moved_text(root.attrs[name]))
    return splice(data, [(root.start, root.inner, tag)])
