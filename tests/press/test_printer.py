import pytest
from PySide6.QtPrintSupport import QPrinter

from dispatch_console.domain.printing import Profile
from dispatch_console.domain.refused import Refused
from dispatch_console.press import printer
from dispatch_console.press.printer import send
from tests.paper.examples import example

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_printer_that_is_not_there_is_said_before_anything_is_sent():
    with pytest.raises(Refused, match="LQ-630"):
        printer.print_on("LQ-630", [example("visit_card")])


def test_the_printers_of_the_computer_are_named():
    assert isinstance(printer.printers(), list)


def test_the_pages_go_to_the_printer_on_their_own_paper(tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    assert send(printer, [example("work_order"), example("visit_card")], profile=Profile(right=5, down=-3)) == 2
    written = (tmp_path / "a.pdf").read_bytes()
    assert b"%%EOF" in written[-32:] and written.count(b"/MediaBox") == 2
