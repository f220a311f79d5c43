"""Sends filled workbooks to a printer that is there; says so calmly when it is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dispatch_console.domain.printing import AS_IT_IS, Profile
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.press import fonts
from dispatch_console.press.output import draw_pages, pages_of
from dispatch_console.words import N_


def printers() -> list[str]:
    """The names of the printers of this computer, the usual one first."""
    fonts.ready()
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda n: (n != usual, n))


def print_on(printer_name: str, workbooks: Sequence[bytes], *, copies: int = 1, profile: Profile = AS_IT_IS) -> int:
    """Print filled workbooks as this printer is set and give the number of pages sent (R69).

    Raises Refused when there is no printer of that name or nothing to print, StoreTrouble when it gives up on the
    way.
    """
    return send(chosen(printer_name), workbooks, copies=copies, profile=profile)


def chosen(printer_name: str) -> QPrinter:
    """A printer by its name; raises Refused when it is not there."""
    fonts.ready()
    info = QPrinterInfo.printerInfo(printer_name)
    if info.isNull():
        raise Refused(N_("The printer {name} is not there."), name=printer_name)
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def send(printer: QPrinter, workbooks: Sequence[bytes], *, copies: int = 1, profile: Profile = AS_IT_IS) -> int:
    """Print on a printer that is already chosen; see `print_on`."""
    pages = [page for workbook in workbooks for page in pages_of(workbook)]
    if not pages:
        raise Refused(N_("There is nothing to print."))
    printer.setFullPage(True)
    printer.setCopyCount(copies)
    draw_pages(printer, pages, printer.resolution() / 25.4, profile, printer.setPageLayout, printer.newPage)
    whole(printer)
    return len(pages)


def whole(printer: QPrinter) -> None:
    """Raises StoreTrouble when the printer gave up on the way."""
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise StoreTrouble(
            N_("The printer {name} stopped; the page may be missing."), name=printer.printerName()
        )
