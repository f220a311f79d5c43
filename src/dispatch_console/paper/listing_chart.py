"""A chart beside a list, made of the list's own cells: Excel, WPS and LibreOffice draw it and keep it up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch_console.paper.safe_text import safe_text
from dispatch_console.paper.styles import column_letters
from dispatch_console.paper.xmlspan import attr

DRAW = "http://schemas.openxmlformats.org/drawingml/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
COLOURS = ("2F6DB5", "D9822B", "4C9A5B", "A65A9E", "7A7A7A", "C0392B")
AIM = "8A8A8A"
SIDE = 24  # columns and rows over which a chart stands


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a list: the heading of the column that names the points, those of the columns that are drawn, whether as
    bars or as a line, and those that are lines over either (an aim).
    """

    title: str
    categories: str
    series: tuple[str, ...]
    form: str = "bar"
    lines: tuple[str, ...] = ()


def chart_part(chart: Chart, sheet: str, headings: Sequence[str], first: int, last: int) -> str:
    """The chart's own part; rows `first` to `last` of the sheet hold the points, the row above the headings.

    Raises ValueError for a heading that the list does not have, or a form that there is not.
    """
    if chart.form not in ("bar", "line"):
        raise ValueError(chart.form)
    quoted = "'" + sheet.replace("'", "''") + "'"

    def area(heading: str, top: int, bottom: int) -> str:
        letter = column_letters(list(headings).index(heading) + 1)
        end = f":${letter}${bottom}" if bottom > top else ""
        return attr(f"{quoted}!${letter}${top}{end}").replace("&quot;", '"')

    def series(form: str, drawn: Sequence[str], before: int) -> str:
        straight = '<c:smooth val="0"/>' if form == "line" else ""
        opening = '<c:barDir val="col"/><c:grouping val="clustered"/>' if form == "bar" else '<c:grouping val="standard"/>'
        every = "".join(
            f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef><c:f>{area(s, first - 1, first - 1)}</c:f></c:strRef></c:tx>'
            f"{_looks(form, AIM if s in chart.lines else COLOURS[n % len(COLOURS)])}"
            f"<c:cat><c:strRef><c:f>{area(chart.categories, first, last)}</c:f></c:strRef></c:cat>"
            f"<c:val><c:numRef><c:f>{area(s, first, last)}</c:f></c:numRef></c:val>"
            f"{straight}</c:ser>"
            for n, s in enumerate(drawn, before)
        )
        return f'<c:{form}Chart>{opening}<c:varyColors val="0"/>{every}<c:axId val="1"/><c:axId val="2"/></c:{form}Chart>'

    if chart.form == "line":
        drawn = series("line", (*chart.series, *chart.lines), 0)
    else:
        drawn = series("bar", chart.series, 0) + (series("line", chart.lines, len(chart.series)) if chart.lines else "")
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{DRAW}/chart" xmlns:a="{DRAW}/main"><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich>'
        f"<a:bodyPr/><a:p><a:r><a:rPr lang=\"zh-CN\"/><a:t>{_said(chart.title)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f"{drawn}{_axis('cat', 1, 2, 'b')}{_axis('val', 2, 1, 'l')}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )


def _said(text: str) -> str:
    return attr(safe_text(text)).replace("&quot;", '"')


def _looks(form: str, colour: str) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    if form == "line":
        return f'<c:spPr><a:ln w="22225">{fill}</a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    return f'<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>'


def _axis(kind: str, own: int, other: int, place: str) -> str:
    lines = "<c:majorGridlines/>" if kind == "val" else ""
    return (
        f'<c:{kind}Ax><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/>{lines}<c:numFmt formatCode="General" sourceLinked="1"/><c:tickLblPos val="low"/>'
        f'<c:crossAx val="{other}"/></c:{kind}Ax>'
    )


def drawing_part(count: int) -> str:
    """The layer on which the charts of a sheet stand, one under the other."""
    anchors = "".join(
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{n * (SIDE + 1)}</xdr:row>"
        f"<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>{SIDE // 2}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{n * (SIDE + 1) + SIDE}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=\"\">"
        f'<xdr:nvGraphicFramePr><xdr:cNvPr id="{n + 2}" name="Chart {n + 1}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{DRAW}/chart"><c:chart xmlns:c="{DRAW}/chart" r:id="rId{n + 1}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
        for n in range(count)
    )
    return (
        f'{HEAD}<xdr:wsDr xmlns:xdr="{DRAW}/spreadsheetDrawing" xmlns:a="{DRAW}/main" '
        f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{anchors}</xdr:wsDr>'
    )
