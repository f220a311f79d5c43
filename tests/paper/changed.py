"""A phone register as an office might have changed it: a text box, a stamp, a header picture, a check box."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from dispatch_console.paper.form import load
from tests.pictures import picture

STAMP, LOGO = picture(wide=40, high=40), picture(wide=60, high=20, colour=0xFFB5652B)
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><xdr:twoCellAnchor editAs="oneCell"><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="box"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>苏州站专用</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor><xdr:oneCellAnchor><xdr:from><xdr:col>14</xdr:col><xdr:colOff>36000</xdr:colOff><xdr:row>17</xdr:row><xdr:rowOff>72000</xdr:rowOff></xdr:from><xdr:ext cx="720000" cy="720000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="stamp"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor><mc:AlternateContent><mc:Choice Requires="a14"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>17</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>18</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="1025" name="Check Box 1" hidden="1"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData fPrintsWithSheet="1"/></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent></xdr:wsDr>"""
VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025" type="#_x0000_t201" style='position:absolute;visibility:visible'><v:textbox><div style='text-align:left'><font size="180">已抄送主管<br></font></div></v:textbox><x:ClientData ObjectType="Checkbox"><x:SizeWithCells/><x:Anchor>
    1, 0, 17, 3, 3, 10, 18, 0</x:Anchor><x:AutoFill>False</x:AutoFill><x:FmlaLink>$B$18</x:FmlaLink><x:Checked>1</x:Checked></x:ClientData></v:shape></xml>"""
VML_HEAD = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><v:shape id="LH" o:spid="_x0000_s2049" type="#_x0000_t75" style='position:absolute;margin-left:0;margin-top:0;width:60pt;height:20pt;z-index:1'><v:imagedata o:relid="rId1" o:title="logo"/></v:shape></xml>"""
CONTROL = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" checked="Checked" fmlaLink="$B$18" lockText="1"/>'
TAIL = f"""<headerFooter><oddHeader>&amp;L&amp;G</oddHeader></headerFooter><drawing xmlns:r="{LINK}" r:id="rId11"/><legacyDrawing xmlns:r="{LINK}" r:id="rId12"/><legacyDrawingHF xmlns:r="{LINK}" r:id="rId13"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14"><control xmlns:r="{LINK}" shapeId="1025" r:id="rId14" name="Check Box 1"><controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0" linkedCell="$B$18"><anchor moveWithCells="1"><from><xdr:col xmlns:xdr="x">1</xdr:col><xdr:colOff xmlns:xdr="x">0</xdr:colOff><xdr:row xmlns:xdr="x">17</xdr:row><xdr:rowOff xmlns:xdr="x">0</xdr:rowOff></from><to><xdr:col xmlns:xdr="x">3</xdr:col><xdr:colOff xmlns:xdr="x">0</xdr:colOff><xdr:row xmlns:xdr="x">18</xdr:row><xdr:rowOff xmlns:xdr="x">0</xdr:rowOff></to></anchor></controlPr></control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"""
NEW_PARTS = {
    "xl/drawings/drawing1.xml": DRAWING.encode(),
    "xl/drawings/_rels/drawing1.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{LINK}/image" Target="../media/stamp.png"/></Relationships>'.encode(),
    "xl/drawings/vmlDrawing1.vml": VML.encode(),
    "xl/drawings/vmlDrawing2.vml": VML_HEAD.encode(),
    "xl/drawings/_rels/vmlDrawing2.vml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{LINK}/image" Target="../media/logo.png"/></Relationships>'.encode(),
    "xl/ctrlProps/ctrlProp1.xml": CONTROL.encode(),
    "xl/media/stamp.png": STAMP,
    "xl/media/logo.png": LOGO,
    "xl/worksheets/_rels/sheet1.xml.rels": (
        f'<Relationships xmlns="{RELS}"><Relationship Id="rId11" Type="{LINK}/drawing" Target="../drawings/drawing1.xml"/>'
        f'<Relationship Id="rId12" Type="{LINK}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
        f'<Relationship Id="rId13" Type="{LINK}/vmlDrawing" Target="../drawings/vmlDrawing2.vml"/>'
        f'<Relationship Id="rId14" Type="{LINK}/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/></Relationships>'
    ).encode(),
}
TYPES = (
    '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
    '<Override PartName="/xl/ctrlProps/ctrlProp1.xml" ContentType="application/vnd.ms-excel.controlproperties+xml"/>'
)


def rebuilt(data: bytes, change: dict[str, tuple[str, str]], more: dict[str, bytes] | None = None) -> bytes:
    """A workbook with texts in its parts replaced and parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        assert set(change) <= set(old.namelist())
        for name in old.namelist():
            text = old.read(name)
            if name in change:
                before, after = (c.encode() for c in change[name])
                assert before in text, (name, before)
                text = text.replace(before, after)
            new.writestr(name, text)
        for name, text in (more or {}).items():
            new.writestr(name, text)
    return out.getvalue()


def decorated(folder: Path) -> Path:
    """The changed register as a file."""
    file = folder / "changed.xlsx"
    change = {"xl/worksheets/sheet1.xml": ("</worksheet>", TAIL + "</worksheet>"), "[Content_Types].xml": ("</Types>", TYPES + "</Types>")}
    data = load("phone_register").data
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        if b'Extension="png"' in box.read("[Content_Types].xml"):
            change["[Content_Types].xml"] = ("</Types>", TYPES.replace('<Default Extension="png" ContentType="image/png"/>', "") + "</Types>")
    file.write_bytes(rebuilt(data, change, NEW_PARTS))
    return file
