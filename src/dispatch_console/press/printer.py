"""Sends filled workbooks to a printer that is there; says so calmly when it is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.press import fonts
from dispatch_console.press.book import Grid
from dispatch_console.press.output import draw_pages, layout_of, pages_of
from dispatch_console.words import N_


def printers() -> list[str]:
    """The names of the printers of this computer, the usual one first."""
    fonts.ready()
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda n: (n != usual, n))


def print_on(
    printer_name: str, workbooks: Sequence[bytes], *, copies: int = 1, shift_tenths: tuple[int, int] = (0, 0)
) -> int:
    """Print filled workbooks and give the number of pages sent (R210).

    `shift_tenths` moves everything right and down in tenths of a millimetre, as set for this printer. Raises
    Refused when there is no printer of that name or nothing to print, StoreTrouble when it gives up on the
    way.
    """
    fonts.ready()
    info = QPrinterInfo.printerInfo(printer_name)
    if info.isNull():
        raise Refused(N_("The printer {name} is not there."), name=printer_name)
    return send(
        QPrinter(info, QPrinter.PrinterMode.HighResolution),
        workbooks,
        copies=copies,
        shift_tenths=shift_tenths,
    )


def send(
    printer: QPrinter, workbooks: Sequence[bytes], *, copies: int = 1, shift_tenths: tuple[int, int] = (0, 0)
) -> int:
    """Print on a printer that is already chosen; see `print_on`."""
    pages = [page for workbook in workbooks for page in pages_of(workbook)]
    if not pages:
        raise Refused(N_("There is nothing to print."))
    printer.setFullPage(True)
    printer.setCopyCount(copies)

    def size(grid: Grid) -> None:
        printer.setPageLayout(layout_of(grid))

    shift = (shift_tenths[0] / 10, shift_tenths[1] / 10)
    draw_pages(printer, pages, printer.resolution() / 25.4, shift, size, printer.newPage)
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise StoreTrouble(
            N_("The printer {name} stopped; the page may be missing."), name=printer.printerName()
        )
    return len(pages)
