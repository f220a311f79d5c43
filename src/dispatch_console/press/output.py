"""Workbooks become pages: a PDF that is whole or not there, pictures for the screen, sheets for a printer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from dispatch_console.domain.printing import AS_IT_IS, Profile
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.paper.checked import write_whole
from dispatch_console.press import fonts
from dispatch_console.press.book import Grid, grids
from dispatch_console.press.paint import paint
from dispatch_console.words import N_

PDF_DPI = 1200
Page = tuple[Grid, list[int], int, int]  # the sheet, the page's rows, its number, the number of pages


def pages_of(workbook: bytes) -> list[Page]:
    """Every page of a filled workbook in printing order; raises Refused for what is no workbook."""
    fonts.ready()
    found = [(grid, rows) for grid in grids(workbook) for rows in grid.pages() if rows]
    return [(grid, rows, n, len(found)) for n, (grid, rows) in enumerate(found, 1)]


def to_pdf(workbooks: Sequence[bytes], path: Path, *, profile: Profile = AS_IT_IS) -> int:
    """Write filled workbooks as one PDF and give the number of its pages (R210); a profile as for a printer.

    The file is made in memory, written beside the wanted one, looked at (its end, its size, its pages) and
    then renamed; raises StoreTrouble when that could not be done, Refused for what is no workbook.
    """
    pages = [page for workbook in workbooks for page in pages_of(workbook)]
    if not pages:
        raise StoreTrouble(N_("There is nothing to print."))
    data = pdf_of(lambda device, size, new_page: draw_pages(device, pages, PDF_DPI / 25.4, profile, size, new_page))

    def check(part: Path) -> bool:
        written = part.read_bytes()
        counted = len(re.findall(rb"/Type\s*/Page\b(?!s)", written))
        return len(written) == len(data) and b"%%EOF" in written[-32:] and counted == len(pages)

    write_whole(path, lambda part: _put(part, data), check)
    return len(pages)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


Draw = Callable[[QPdfWriter, Callable[[QPageLayout], object], Callable[[], bool]], None]


def pdf_of(draw: Draw) -> bytes:
    """What is drawn on the pages of a PDF, as bytes."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    writer.setTitle("Dispatch Console")
    draw(writer, writer.setPageLayout, writer.newPage)
    buffer.close()
    return bytes(store.data())


def layout_of(paper: tuple[float, float], trim: int = 0) -> QPageLayout:
    """The paper without margins, told as portrait also when it is wider than high; trim in tenths of a mm."""
    exact = QPageSize(
        QSizeF(paper[0], paper[1] + trim / 10), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    return QPageLayout(exact, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def draw_pages(
    device: QPdfWriter | QPrinter,
    pages: list[Page],
    k: float,
    profile: Profile,
    size: Callable[[QPageLayout], object],
    new_page: Callable[[], bool],
) -> None:
    """Draw pages on a device of many sheets; raises StoreTrouble when it does not take one."""
    size(layout_of(pages[0][0].paper, profile.trim))
    painter = QPainter()
    if not painter.begin(device):
        raise StoreTrouble(N_("The printer did not take the page."))
    try:
        for n, (grid, rows, number, count) in enumerate(pages):
            if n:
                size(layout_of(grid.paper, profile.trim))
                if not new_page():
                    raise StoreTrouble(N_("The printer did not take the page."))
            shift = (profile.right / 10, profile.down / 10)
            paint(painter, grid, rows, k, number, count, shift, data_only=profile.data_only)
    finally:
        painter.end()


def pictures(workbook: bytes, dpi: int = 110, profile: Profile = AS_IT_IS) -> list[QImage]:
    """One picture a page, as the paper will look; raises Refused for what is no workbook."""
    return list(_pictures(pages_of(workbook), dpi, profile))


def first_pictures(workbook: bytes, most: int, dpi: int = 110) -> tuple[list[QImage], int]:
    """The pictures of at most so many pages, and how many pages there are; raises Refused for what is no workbook."""
    pages = pages_of(workbook)
    return list(_pictures(pages[:most], dpi, AS_IT_IS)), len(pages)


def _pictures(pages: Sequence[Page], dpi: int, profile: Profile) -> Iterator[QImage]:
    for grid, rows, number, count in pages:
        k = dpi / 25.4
        image = QImage(round(grid.paper[0] * k), round(grid.paper[1] * k), QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(round(k * 1000))
        image.setDotsPerMeterY(round(k * 1000))
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        shift = (profile.right / 10, profile.down / 10)
        paint(painter, grid, rows, k, number, count, shift, data_only=profile.data_only)
        painter.end()
        yield image
