"""LibreOffice as another hand: a filled form that it opened and saved must say the same, in every format."""

import shutil
import subprocess

import pytest

from dispatch_console.paper import KINDS, read_back
from dispatch_console.paper.form import load
from tests.paper.examples import EXAMPLES
from tests.paper.lists import calls
from tests.paper.reading.filled import TODAY, differences, filled

pytestmark = [
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.xdist_group("soffice"),
]
NASTY = {
    "fault": "=1+1\n第二行 😀 ＡＢＣ１２３ <&>\"' _x0041_\n+86 138", "cause": "长" * 900, "method": "@SUM(A1)",
    "left_over": "-3", "opinion": "龘𠮷 é　全角", "serial": "00123", "phone": "+86 139 0017 4420", "fee_other": 0,
}  # fmt: skip
FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8", "xls": "xls:MS Excel 97"}
CASES = {k: (k, *EXAMPLES.get(k, ("X-1", {}, {}))) for k in KINDS if load(k).fields}
CASES["grown"] = ("phone_register", "DH1", EXAMPLES["phone_register"][1], {"row_call": calls(40)})
CASES["nasty"] = ("repair_report", "BG2", {**EXAMPLES["repair_report"][1], **NASTY}, {"row_part": [{"part_name": "=轮"}] * 7})


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Every example as LibreOffice saves it, made in one start for each format."""
    folder = tmp_path_factory.mktemp("saved")
    for name, (kind, number, fields, rows) in CASES.items():
        (folder / f"{name}.xlsx").write_bytes(filled(kind, fields, rows, number))
    for suffix, how in FORMATS.items():
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", how, "--outdir",
             str(folder / suffix), *(str(folder / f"{n}.xlsx") for n in CASES)],
            capture_output=True, timeout=180, check=True,
        )  # fmt: skip
    return folder


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", CASES)
def test_a_form_that_libreoffice_saved_says_the_same(saved, name, suffix):
    kind, number, fields, rows = CASES[name]
    found = read_back(saved / suffix / f"{name}.{suffix}", today=TODAY)
    assert (found.kind, found.number) == (load(kind).kind, number)
    assert found.found_by == ("names" if suffix == "xlsx" else "foot")
    assert differences(kind, fields, rows, found) == []


def test_an_et_file_is_read_by_what_it_is(saved, tmp_path):
    for suffix in ("xls", "xlsx"):
        path = tmp_path / f"{suffix}.et"
        path.write_bytes((saved / suffix / f"repair_report.{suffix}").read_bytes())
        assert read_back(path, today=TODAY).number == "BG260302-0047"
