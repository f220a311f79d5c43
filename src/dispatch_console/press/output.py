"""Workbooks become pages: a PDF that is whole or not there, pictures for the screen, sheets for a printer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

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


def to_pdf(workbooks: Sequence[bytes], path: Path, *, shift_mm: tuple[float, float] = (0.0, 0.0)) -> int:
    """Write filled workbooks as one PDF and give the number of its pages (R210).

    The file is made in memory, written beside the wanted one, looked at (its end, its size, its pages) and
    then renamed; raises StoreTrouble when that could not be done, Refused for what is no workbook.
    """
    pages = [page for workbook in workbooks for page in pages_of(workbook)]
    if not pages:
        raise StoreTrouble(N_("There is nothing to print."))
    data = _pdf(pages, shift_mm)

    def check(part: Path) -> bool:
        written = part.read_bytes()
        counted = len(re.findall(rb"/Type\s*/Page\b(?!s)", written))
        return len(written) == len(data) and b"%%EOF" in written[-32:] and counted == len(pages)

    write_whole(path, lambda part: _put(part, data), check)
    return len(pages)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _pdf(pages: list[Page], shift_mm: tuple[float, float]) -> bytes:
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    writer.setTitle("Dispatch Console")

    def size(grid: Grid) -> None:
        writer.setPageLayout(layout_of(grid))

    draw_pages(writer, pages, PDF_DPI / 25.4, shift_mm, size, writer.newPage)
    buffer.close()
    return bytes(store.data())


def layout_of(grid: Grid) -> QPageLayout:
    """The paper without margins, told as portrait also when it is wider than high."""
    exact = QPageSize(
        QSizeF(*grid.paper), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    return QPageLayout(exact, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def draw_pages(
    device: QPdfWriter | QPrinter,
    pages: list[Page],
    k: float,
    shift_mm: tuple[float, float],
    size: Callable[[Grid], None],
    new_page: Callable[[], bool],
) -> None:
    """Draw pages on a device of many sheets; raises StoreTrouble when it does not take one."""
    size(pages[0][0])
    painter = QPainter()
    if not painter.begin(device):
        raise StoreTrouble(N_("The printer did not take the page."))
    try:
        for n, (grid, rows, number, count) in enumerate(pages):
            if n:
                size(grid)
                if not new_page():
                    raise StoreTrouble(N_("The printer did not take the page."))
            paint(painter, grid, rows, k, number, count, shift_mm)
    finally:
        painter.end()


def pictures(workbook: bytes, dpi: int = 110) -> list[QImage]:
    """One picture a page, as the paper will look; raises Refused for what is no workbook."""
    return list(_pictures(workbook, dpi))


def _pictures(workbook: bytes, dpi: int) -> Iterator[QImage]:
    for grid, rows, number, count in pages_of(workbook):
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
        paint(painter, grid, rows, k, number, count, (0.0, 0.0))
        painter.end()
        yield image
