"""Paints filled workbooks on paper: to a PDF, to pictures on the screen, to a printer.

to_pdf(workbooks, path)            -> pages written; the file is whole or not there
pictures(workbook, dpi=110)        -> one QImage a page
print_on(printer_name, workbooks)  -> pages sent; asks first whether the printer is there
printers()                         -> the names of the printers
"""

from __future__ import annotations

from dispatch_console.press.output import pictures, to_pdf
from dispatch_console.press.printer import print_on, printers

__all__ = ["pictures", "print_on", "printers", "to_pdf"]
