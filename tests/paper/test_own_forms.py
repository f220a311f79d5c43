"""The office's own forms: what is refused and in which words, what goes through filling untouched."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dispatch_console.domain.refused import Refused
from dispatch_console.paper import fill_form, own_forms
from dispatch_console.paper.form import KINDS, load
from tests.paper.changed import LOGO, NEW_PARTS, STAMP, VML_HEAD, decorated, rebuilt
from tests.paper.lists import DAY, at, calls

SHEET = "xl/worksheets/sheet1.xml"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {n: box.read(n) for n in box.namelist()}


def filled(folder: Path, count: int) -> dict[str, bytes]:
    data = fill_form(
        "phone_register", {"register_on": DAY}, {"row_call": calls(count)}, number="DH1", printed_at=at("17:40"), printed_by="王丽",
        user_forms=own_forms.forms_folder(folder),
    )  # fmt: skip
    load_workbook(io.BytesIO(data))
    return parts(data)


@pytest.fixture
def own(tmp_path):
    own_forms.put_in("phone_register", decorated(tmp_path), tmp_path)
    return tmp_path


def test_what_the_office_put_on_a_form_is_kept_byte_for_byte_when_nothing_grows(own):
    made = filled(own, 3)
    for name, data in NEW_PARTS.items():
        if name not in ("xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels"):  # our code was added there
            assert made[name] == data, name
    layer = made["xl/drawings/drawing1.xml"].decode()
    assert "苏州站专用" in layer and 'name="stamp"' in layer and 'name="form code"' in layer
    assert made["xl/media/stamp.png"] == STAMP and made["xl/media/logo.png"] == LOGO


def test_what_floats_below_the_ruled_rows_moves_down_with_them(own):
    made = filled(own, 40)  # 27 rows more than the form is ruled for
    layer = made["xl/drawings/drawing1.xml"].decode()
    assert [int(r) for r in re.findall(r"<xdr:row>(\d+)</xdr:row>", layer)][:5] == [0, 2, 44, 44, 45]
    old = made["xl/drawings/vmlDrawing1.vml"].decode()
    assert "1, 0, 44, 3, 3, 10, 45, 0" in old and "<x:FmlaLink>$B$45</x:FmlaLink>" in old and "已抄送主管<br>" in old
    assert b'fmlaLink="$B$45"' in made["xl/ctrlProps/ctrlProp1.xml"]
    sheet = made[SHEET].decode()
    assert 'linkedCell="$B$45"' in sheet and re.findall(r'<xdr:row xmlns:xdr="x">(\d+)<', sheet) == ["44", "45"]
    assert made["xl/drawings/vmlDrawing2.vml"] == VML_HEAD.encode() and "&amp;L&amp;G" in sheet


@pytest.mark.parametrize(
    ("part", "pattern", "after", "said"),
    [
        (SHEET, r' ht="[\d.]+"', "", "no height"),
        (SHEET, r' ht="[\d.]+"', ' ht="28.6"', "0.75 pt"),
        (SHEET, r"<cols>.*</cols>", "", "no width"),
        ("xl/styles.xml", r'val="Noto Sans CJK SC"', 'val="宋体"', "宋体"),
        ("xl/styles.xml", r'<sz val="10"', '<sz val="11"', "11 pt"),
        (SHEET, r'scale="100"', 'scale="95"', "95 per cent"),
        (SHEET, r"<sheetPr>", '<sheetPr><pageSetUpPr fitToPage="1"/>', "fitted to the page"),
        ("xl/workbook.xml", r'name="called_at"', 'name="called_at_2"', "called_at"),
        ("xl/workbook.xml", r'"phone_register"<', '"visit_card"<', "this is not the form"),
    ],
)
def test_a_copy_that_breaks_a_rule_is_refused_and_the_rule_is_told(tmp_path, part, pattern, after, said):
    data = load("phone_register").data
    before = re.search(pattern, parts(data)[part].decode())
    assert before is not None
    file = tmp_path / "a.xlsx"
    file.write_bytes(rebuilt(data, {part: (before.group(), after)}))
    with pytest.raises(Refused) as no:
        own_forms.put_in("phone_register", file, tmp_path)
    assert said in str(no.value) and not own_forms.forms_folder(tmp_path).exists()


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/tables/table1.xml", "xl/comments1.xml", "xl/charts/chart1.xml"])
def test_a_copy_with_parts_that_could_not_follow_is_refused(tmp_path, part):
    file = tmp_path / "a.xlsx"
    file.write_bytes(rebuilt(load("visit_card").data, {}, {part: b"<x/>"}))
    with pytest.raises(Refused, match="cannot be kept"):
        own_forms.put_in("visit_card", file, tmp_path)


def test_a_copy_far_too_large_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "a.xlsx"
    with file.open("wb") as out:
        out.truncate(21 * 1024 * 1024)
    with pytest.raises(Refused, match="too large"):
        own_forms.put_in("visit_card", file, tmp_path)


@pytest.mark.parametrize("name", KINDS)
def test_every_blank_can_be_saved_and_put_in_again_as_it_is(tmp_path, name):
    own_forms.save_blank(name, tmp_path / "blank.xlsx", tmp_path)
    with pytest.raises(Refused, match="there already"):
        own_forms.save_blank(name, tmp_path / "blank.xlsx", tmp_path)
    own_forms.put_in(name, tmp_path / "blank.xlsx", tmp_path)
    row = next(r for r in own_forms.standing(tmp_path) if r.name == name)
    assert row.own and not row.trouble


def test_ours_comes_back_and_the_copy_is_kept(own):
    assert next(r for r in own_forms.standing(own) if r.name == "phone_register").own
    own_forms.restore("phone_register", own)
    assert not next(r for r in own_forms.standing(own) if r.name == "phone_register").own
    assert (own / "forms" / "phone_register.old.xlsx").is_file()
    with pytest.raises(Refused, match="ours already"):
        own_forms.restore("phone_register", own)


def test_a_copy_spoilt_in_its_folder_is_told_in_the_list_of_forms(own):
    (own / "forms" / "phone_register.xlsx").write_bytes(b"nothing")
    row = next(r for r in own_forms.standing(own) if r.name == "phone_register")
    assert row.own and "not an Excel workbook" in row.trouble and row.title == "用户电话登记表"
