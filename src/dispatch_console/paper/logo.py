"""Puts the firm's logo at the head of a form: left of the firm's name, as high as its line, where the form has no picture of its own."""

from __future__ import annotations

import struct

from dispatch_console.paper.form import Form
from dispatch_console.paper.measure import text_mm
from dispatch_console.paper.package import Package
from dispatch_console.paper.qr import EMU_MM, put_picture
from dispatch_console.paper.sheet import Sheet

NAME = "firm logo"
AIR, SLACK = 1.6, 0.4  # mm between logo and name; above and below the logo
_PNG = b"\x89PNG\r\n\x1a\n"


def size_of(png: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG in pixels, None for what is none."""
    if not png.startswith(_PNG) or png[12:16] != b"IHDR":
        return None
    wide, high = struct.unpack(">II", png[16:24])
    return (wide, high) if wide and high else None


def has_picture(package: Package, form: Form) -> bool:
    """Whether the form brings pictures of its own: the office's copy shows its logo already."""
    return any(kind == "drawing" for kind, _name in package.relations(form.sheet_part).values())


def put_logo(package: Package, form: Form, sheet: Sheet, png: bytes, firm: str, points: float) -> str:
    """Add the logo (R217); gives the id of a new picture layer, or "" when there was one, or no room or no logo.

    points is the size of the letters of the firm's name, which stands in the middle of its cell.
    """
    size = size_of(png)
    if size is None or "firm_name" not in form.fields:
        return ""
    place = form.fields["firm_name"]
    row, column = sheet.moved(place.row), place.column
    r0, c0, r1, c1 = sheet.area(row, column)
    whole, high = sheet.width_mm(c0, c1), sheet.height_mm(r0, r1) - 2 * SLACK
    left = (whole - text_mm(firm, points)) / 2 - AIR
    wide = high * size[0] / size[1]
    if wide > left:  # a wide logo is made smaller; one for which there is no room is left out
        wide, high = left, left * size[1] / size[0]
    if min(wide, high) < 2:
        return ""
    x, at = left - wide, c0
    while at < c1 and x >= sheet.width_mm(at, at):
        x -= sheet.width_mm(at, at)
        at += 1
    down = (sheet.height_mm(r0, r1) - high) / 2
    return put_picture(package, form.sheet_part, png, (r0, at), (int(wide * EMU_MM), int(high * EMU_MM)), (int(x * EMU_MM), int(down * EMU_MM)), NAME)
