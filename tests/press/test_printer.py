import pytest
from PySide6.QtPrintSupport import QPrinter

from dispatch_console.domain.printing import Profile
from dispatch_console.domain.refused import Refused
from dispatch_console.press import calibration, printer
from dispatch_console.press.printer import send
from tests.paper.examples import example
from tests.press.searched import words_of

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


def pdf(profile, folder, work="work_order") -> str:
    from dispatch_console.press.output import to_pdf

    to_pdf([example(work)], folder / "a.pdf", profile=profile)
    return words_of(folder / "a.pdf")


@pytest.mark.requirement("R69")
def test_on_pre_printed_paper_only_what_was_filled_in_is_printed(tmp_path):
    found = pdf(Profile(data_only=True), tmp_path)
    assert "欧阳文静" in found and "WX260302-009" in found and "■" in found
    for printed in ("客户名称", "派工单号", "保外", "□", "贴码处", "服务热线"):
        assert printed not in found, printed


def test_ruled_rows_on_pre_printed_paper_are_all_filled(tmp_path):
    found = pdf(Profile(data_only=True), tmp_path, "quotation")
    assert "废粉盒" in found and "感光鼓组件" in found and "项目名称" not in found


def test_a_printer_set_right_and_down_moves_everything_and_trims_the_paper(tmp_path):
    first, moved = (places(Profile(**p), tmp_path) for p in ({}, {"right": 20, "down": -10, "trim": 30}))
    assert moved[0] - first[0] == pytest.approx(2.0, abs=0.1) and moved[1] - first[1] == pytest.approx(-1.0, abs=0.1)
    assert moved[2] - first[2] == pytest.approx(3.0, abs=0.36)  # a PDF tells its paper in whole points


def places(profile, folder) -> tuple[float, float, float]:
    """Left and top of the first word and the height of the paper, in mm."""
    import re
    import subprocess

    pdf(profile, folder)
    said = subprocess.run(["pdftotext", "-bbox", str(folder / "a.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    high = re.search(r'height="([\d.]+)"', said)[1]
    word = re.search(r'<word xMin="([\d.]+)" yMin="([\d.]+)"', said)
    return tuple(float(v) * 25.4 / 72 for v in (word[1], word[2], high))


@pytest.mark.parametrize("paper", calibration.PAPERS)
def test_the_page_of_rulers_has_its_crosses_ten_millimetres_from_the_edges(paper, tmp_path):
    size = calibration.PAPERS[paper]
    picture = calibration.picture(size, dpi=254)
    assert (picture.width(), picture.height()) == pytest.approx((size[0] * 10, size[1] * 10), abs=1)
    for x, y in ((100, 100), (round(size[0] * 10) - 100, round(size[1] * 10) - 100)):
        assert any(picture.pixelColor(x + dx, y + 30).lightness() < 128 for dx in (-1, 0, 1))
    calibration.to_pdf(tmp_path / "a.pdf", size, Profile(right=3))
    assert "右移+0.3mm" in words_of(tmp_path / "a.pdf")
