"""Puts the square code of a form's number on its place at the foot, beside what pictures are there
already.
"""

from __future__ import annotations

import io

from dispatch_console.paper.package import Package, appended
from dispatch_console.paper.xmlspan import splice

EMU_MM = 36000
CODE_NAME = "form code"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"


def code_png(text: str) -> bytes:
    """The code as a black and white picture (PNG) with a quiet edge of two modules."""
    import segno  # not for the process that only reads

    out = io.BytesIO()
    segno.make(text, error="m", boost_error=False, micro=False).save(out, kind="png", scale=10, border=2)
    return out.getvalue()


def put_code(
    package: Package,
    sheet_part: str,
    text: str,
    place: tuple[int, int],
    box_mm: tuple[float, float],
) -> str:
    """Add the picture at (row, column), as large as the box allows; gives the id of a new picture layer,
    or "" when the sheet had one already.
    """
    size = int(min(box_mm) * EMU_MM)
    gap = int((box_mm[0] - min(box_mm)) * EMU_MM)
    return put_picture(package, sheet_part, code_png(text), place, (size, size), (gap, 0), CODE_NAME)


def put_picture(
    package: Package,
    sheet_part: str,
    png: bytes,
    place: tuple[int, int],
    size: tuple[int, int],
    offset: tuple[int, int],
    name: str,
) -> str:
    """Add a PNG at (row, column), size and offset in EMU; gives the id of a new picture layer, or "" when there was one."""
    media = package.free("xl/media/code{}.png")
    package.parts[media] = png
    package.declare_png()
    layer = next((n for k, n in package.relations(sheet_part).values() if k == "drawing"), "")
    if layer:
        picture = package.relate(layer, "image", media)
        data = package.parts[layer]
        package.parts[layer] = splice(
            data, [appended(data, package.tree(layer), _anchor(picture, place, size, offset, name))]
        )
        return ""
    layer = package.free("xl/drawings/drawing{}.xml")
    package.parts[layer] = b""
    picture = package.relate(layer, "image", media)
    package.parts[layer] = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xdr:wsDr xmlns:xdr="'
        + XDR.encode()
        + b'">'
        + _anchor(picture, place, size, offset, name)
        + b"</xdr:wsDr>"
    )
    package.declare(layer, DRAWING_TYPE)
    return package.relate(sheet_part, "drawing", layer)


def _anchor(
    picture: str, place: tuple[int, int], size: tuple[int, int], offset: tuple[int, int], name: str
) -> bytes:
    row, column = place[0] - 1, place[1] - 1
    wide, high = size
    number = 9001 if name == CODE_NAME else 9002
    return (
        f'<xdr:oneCellAnchor xmlns:xdr="{XDR}" xmlns:a="{MAIN}" xmlns:r="{LINK}"><xdr:from>'
        f"<xdr:col>{column}</xdr:col>"
        f"<xdr:colOff>{offset[0]}</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>{offset[1]}</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{wide}" cy="{high}"/><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="{number}" name="{name}"/><xdr:cNvPicPr>'
        f'<a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill>'
        f'<a:blip r:embed="{picture}"/><a:stretch>'
        f'<a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/>'
        f"</xdr:oneCellAnchor>"
    ).encode()
