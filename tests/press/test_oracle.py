"""LibreOffice as the oracle: our forms must stand on its paper where they stand on ours."""

import re
import shutil
import subprocess

import pytest
from PySide6.QtGui import QImage

from dispatch_console.paper import fill_form
from dispatch_console.paper.form import KINDS, load
from dispatch_console.press import output
from tests.paper.examples import example
from tests.paper.lists import DAY, at, calls

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.xdist_group("soffice"),
]
DPI = 200


@pytest.fixture(scope="module")
def printed(tmp_path_factory, qapp):
    """Every example as a PDF by LibreOffice and by us, made in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("oracle")
    works = {kind: example(kind) for kind in KINDS}
    works["register_40"] = fill_form(
        "phone_register",
        {"register_on": DAY},
        {"row_call": calls(40)},
        number="DH1",
        printed_at=at("17:40"),
        printed_by="王丽",
    )
    works["carried"] = fill_form(
        "work_order", {"fault": "长文本，" * 900}, number="W1", printed_at=at("17:40"), printed_by="王丽"
    )
    for name, data in works.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{n}.xlsx") for n in works),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    for name, data in works.items():
        output.to_pdf([data], folder / f"{name}.ours.pdf")
    return folder


def facts(pdf) -> tuple[int, float, float]:
    said = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    width, high = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", said).groups()
    return int(re.search(r"Pages:\s+(\d+)", said).group(1)), float(width) * 25.4 / 72, float(high) * 25.4 / 72


def frame(pdf) -> tuple[float, float, float, float]:
    """The outermost long black lines in mm: left, top, right, bottom."""
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            str(DPI),
            "-gray",
            "-png",
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            str(pdf),
            str(pdf),
        ],
        check=True,
    )
    image = QImage(f"{pdf}.png").convertToFormat(QImage.Format.Format_Grayscale8)
    wide, high, line = image.width(), image.height(), image.bytesPerLine()
    bits = bytes(image.constBits())
    rows = [y for y in range(high) if sum(b < 128 for b in bits[y * line : y * line + wide]) > wide * 0.6]
    columns = [
        x
        for x in range(wide)
        if sum(b < 128 for b in bits[x : high * line : line]) > (rows[-1] - rows[0]) * 0.9
    ]
    k = 25.4 / DPI
    return columns[0] * k, rows[0] * k, columns[-1] * k, rows[-1] * k


@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_prints_one_page_with_the_frame_where_we_print_it(printed, kind):
    pages, width, high = facts(printed / f"{kind}.pdf")
    assert pages == 1 == facts(printed / f"{kind}.ours.pdf")[0]
    assert (width, high) == pytest.approx(load(kind).paper_mm, abs=0.3)
    assert facts(printed / f"{kind}.ours.pdf")[1:] == pytest.approx(load(kind).paper_mm, abs=0.3)
    assert frame(printed / f"{kind}.pdf") == pytest.approx(frame(printed / f"{kind}.ours.pdf"), abs=0.35)


@pytest.mark.parametrize("name", ["register_40", "carried"])
def test_libreoffice_counts_the_pages_of_a_grown_form_as_we_do(printed, name):
    assert facts(printed / f"{name}.pdf")[0] == facts(printed / f"{name}.ours.pdf")[0] > 1
