"""Writes several lists as one workbook, with the charts of one of them on a sheet of their own."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI
from dispatch_console.domain.refused import Refused
from dispatch_console.paper.checked import cells_in, write_whole
from dispatch_console.paper.listing import FIRST_ROW, Column, SheetOut, Shown
from dispatch_console.paper.listing_chart import Chart, chart_part
from dispatch_console.paper.listing_frame import book_frame, sheet_name
from dispatch_console.paper.package import STAMP
from dispatch_console.words import N_


@dataclass(frozen=True, slots=True)
class Leaf:
    """One list of the workbook: its title, its columns, its rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart of rows `first` to `last` (from 0) of a leaf; the row above `first` holds the words of its series."""

    chart: Chart
    leaf: int
    first: int
    last: int


def write_book(
    path: Path, leaves: Sequence[Leaf], drawn: Sequence[Drawn] = (), *, said: str = "", zone: ZoneInfo = SHANGHAI,
    stopped: Callable[[], bool] = lambda: False,
) -> int:  # fmt: skip
    """Write lists and their charts as one .xlsx and give the number of rows (R197, R202, R210); whole or not there.

    Raises Refused when it was stopped, ValueError for two lists of one name, StoreTrouble as `write_list` does.
    """
    names = [sheet_name(leaf.title) for leaf in leaves]
    if len(set(names)) < len(names):
        raise ValueError("two lists of one name")
    sheets = [SheetOut(leaf.columns, zone) for leaf in leaves]

    def write(part: Path) -> None:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as box:
            for n, (leaf, sheet) in enumerate(zip(leaves, sheets, strict=True), 1):
                if stopped():
                    raise Refused(N_("Stopped; nothing was written."))
                name = zipfile.ZipInfo(f"xl/worksheets/sheet{n}.xml", STAMP)
                name.compress_type = zipfile.ZIP_DEFLATED
                with box.open(name, "w", force_zip64=True) as out:
                    sheet.head(out, leaf.title, said)
                    sheet.body(out, leaf.rows, lambda _n: not stopped())
                    sheet.foot(out, landscape=True)
            charts = [
                chart_part(d.chart, names[d.leaf], [c.heading for c in leaves[d.leaf].columns], FIRST_ROW + d.first, FIRST_ROW + d.last)
                for d in drawn
            ]
            frame = book_frame([(leaf.title, sheet.area) for leaf, sheet in zip(leaves, sheets, strict=True)], charts)
            for part_name, text in frame.items():
                box.writestr(zipfile.ZipInfo(part_name, STAMP), text, zipfile.ZIP_DEFLATED)

    write_whole(path, write, lambda part: cells_in(part) == sum(s.cells for s in sheets))
    return sum(s.rows for s in sheets)
