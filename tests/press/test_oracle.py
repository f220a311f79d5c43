"""LibreOffice as the oracle: our forms must stand on its paper where they stand on ours."""

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dispatch_console import places
from dispatch_console.paper import fill_form, own_forms
from dispatch_console.paper.form import KINDS, load
from dispatch_console.press import output
from dispatch_console.press.book import grids
from tests.paper.examples import example
from tests.paper.lists import DAY, at, calls
from tests.press.printed import cells_of, lines_of, not_there, ruled

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.xdist_group("soffice"),
]
APART_MM = 0.5


def convert(wanted: str, folder: Path, files: list[Path]) -> None:
    """All files in one start of LibreOffice."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)


@pytest.fixture(scope="module")
def printed(tmp_path_factory, qapp):
    """Every example as a PDF by LibreOffice and by us, made once for all workers in one start of LibreOffice."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "oracle"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            _print(folder)
            (folder / "done").touch()
    return folder


def _print(folder: Path) -> None:
    works = {kind: example(kind) for kind in KINDS}
    forty = {"number": "DH1", "printed_at": at("17:40"), "printed_by": "王丽"}
    works["register_40"] = fill_form("phone_register", {"register_on": DAY}, {"row_call": calls(40)}, **forty)
    works["carried"] = fill_form("work_order", {"fault": "长文本，" * 900}, **forty)
    for name, data in works.items():
        (folder / f"{name}.xlsx").write_bytes(data)
        output.to_pdf([data], folder / f"{name}.ours.pdf")
    convert("pdf", folder, [folder / f"{n}.xlsx" for n in works])


def facts(pdf) -> tuple[int, float, float]:
    said = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    width, high = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", said).groups()
    return int(re.search(r"Pages:\s+(\d+)", said).group(1)), float(width) * 25.4 / 72, float(high) * 25.4 / 72


@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_prints_one_page_with_every_line_where_we_print_it(printed, kind):
    theirs, ours = printed / f"{kind}.pdf", printed / f"{kind}.ours.pdf"
    for pdf in (theirs, ours):
        pages, width, high = facts(pdf)
        assert pages == 1
        assert (width, high) == pytest.approx(load(kind).paper_mm, abs=0.3)
    grid = grids((printed / f"{kind}.xlsx").read_bytes())[0]
    edges = ((grid.top, grid.rows, grid.heights), (grid.left, grid.columns, grid.widths))
    for there, here, edge in zip(lines_of(theirs), lines_of(ours), edges, strict=True):
        there, here = ruled(there, *edge), ruled(here, *edge)
        assert len(here) >= 5
        assert not_there(there, here, APART_MM) == [] == not_there(here, there, APART_MM)


@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_prints_the_same_text_in_the_same_cells(printed, kind):
    grid = grids((printed / f"{kind}.xlsx").read_bytes())[0]
    theirs, ours = cells_of(printed / f"{kind}.pdf", grid), cells_of(printed / f"{kind}.ours.pdf", grid)
    differ = {cell: (theirs.get(cell), ours.get(cell)) for cell in theirs.keys() | ours.keys() if theirs.get(cell) != ours.get(cell)}
    assert differ == {}


@pytest.mark.parametrize("name", ["register_40", "carried"])
def test_libreoffice_counts_the_pages_of_a_grown_form_as_we_do(printed, name):
    assert facts(printed / f"{name}.pdf")[0] == facts(printed / f"{name}.ours.pdf")[0] > 1


def test_every_blank_that_libreoffice_saved_can_be_put_in(tmp_path):
    (tmp_path / "saved").mkdir()
    convert("xlsx", tmp_path / "saved", [places.resources() / "forms" / f"{k}.xlsx" for k in KINDS])
    for kind in KINDS:
        own_forms.put_in(kind, tmp_path / "saved" / f"{kind}.xlsx", tmp_path)
    assert [r.trouble for r in own_forms.standing(tmp_path) if r.trouble or not r.own] == []
