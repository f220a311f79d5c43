"""What Excel still keeps in its old drawing language: check boxes over the sheet, pictures in its header and footer."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from dispatch_console.paper.choices import BOX, TICK
from dispatch_console.paper.package import Package
from dispatch_console.press.drawings import Picture

MM_PX, MM_PT = 25.4 / 96, 25.4 / 72
_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.S)
_ANCHOR = re.compile(r"<(?:\w+:)?Anchor>([^<]*)<")
_TEXTBOX = re.compile(r"<v:textbox\b[^>]*>(.*?)</v:textbox>", re.S)
_SIZE = re.compile(r"(?<!-)\b(width|height):([\d.]+)(pt|mm|in|px)?")
_UNITS = {"pt": MM_PT, "mm": 1.0, "in": 25.4, "px": MM_PX, "": MM_PX}


@dataclass(frozen=True, slots=True)
class EdgePicture:
    """A picture in the header or footer: L, C or R, its size in mm."""

    side: str
    foot: bool
    width: float
    height: float
    image: bytes


def _parts(package: Package, sheet_part: str) -> list[tuple[str, str]]:
    """The old drawings of a sheet by their text."""
    found = []
    for kind, part in package.relations(sheet_part).values():
        if kind == "vmlDrawing" and part in package.parts:
            found.append((part, package.parts[part].decode("utf-8", "replace")))
    return found


def check_boxes(package: Package, sheet_part: str) -> list[Picture]:
    """The check boxes over a sheet, as a box or a tick before their words."""
    out = []
    for _part, text in _parts(package, sheet_part):
        for shape in _SHAPE.findall(text):
            anchor = _ANCHOR.search(shape)
            if 'ObjectType="Checkbox"' not in shape or anchor is None:
                continue
            places = [int(n) for n in re.findall(r"\d+", anchor.group(1))]
            if len(places) != 8:
                continue
            c0, x0, r0, y0, c1, x1, r1, y1 = places
            words = _TEXTBOX.search(shape)
            said = html.unescape(re.sub(r"<[^>]*>", "", words.group(1))).strip() if words else ""
            sign = TICK if re.search(r"<(?:\w+:)?Checked>\s*1\s*<", shape) else BOX
            until = (r1 + 1, c1 + 1, x1 * MM_PX, y1 * MM_PX)
            out.append(Picture(r0 + 1, c0 + 1, x0 * MM_PX, y0 * MM_PX, 0, 0, until, b"", f"{sign} {said}", "check box"))
    return out


def edge_pictures(package: Package, sheet_part: str) -> list[EdgePicture]:
    """The pictures of a sheet's header and footer."""
    out = []
    for part, text in _parts(package, sheet_part):
        images = package.relations(part)
        for shape in _SHAPE.findall(text):
            place = re.search(r'\bid="([LCR])([HF])"', shape)
            link = re.search(r'\bo:relid="([^"]*)"', shape)
            if place is None or link is None:
                continue
            size = {name: float(value) * _UNITS[unit] for name, value, unit in _SIZE.findall(shape)}
            image = package.parts.get(images.get(link.group(1), ("", ""))[1], b"")
            if image and "width" in size and "height" in size:
                out.append(EdgePicture(place.group(1), place.group(2) == "F", size["width"], size["height"], image))
    return out
