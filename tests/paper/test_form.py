import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dispatch_console.domain.form_codes import CODES
from dispatch_console.domain.refused import Refused
from dispatch_console.paper.form import KINDS, kind_of, load

PAPERS = {(241.0, 279.4), (241.0, 139.7), (241.0, 93.1), (210.0, 297.0), (297.0, 210.0), (148.0, 105.0)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_says_what_it_is_and_on_which_paper(kind):
    form = load(kind)
    assert form.kind == kind_of(kind) and form.kind in CODES
    assert form.version == 1
    assert {"firm_name", "number", "foot_line"} <= set(form.fields)
    assert form.paper_mm in PAPERS
    assert all(field.label != name for name, field in form.fields.items())


@pytest.mark.parametrize("kind", KINDS)
def test_the_normal_style_of_every_form_is_the_bundled_font_at_ten_points(kind):
    book = load_workbook(io.BytesIO(load(kind).data))
    normal = book._named_styles["Normal"].font
    assert (normal.name, normal.sz) == ("Noto Sans CJK SC", 10)


def test_the_phone_register_repeats_thirteen_rows():
    repeat = load("phone_register").repeats["row_call"]
    assert repeat.printed == 13 and "called_at" in repeat.fields and "follow_up" in repeat.fields


def changed(tmp_path: Path, kind: str, change) -> Path:
    book = load_workbook(io.BytesIO(load(kind).data))
    change(book)
    book.save(tmp_path / f"{kind}.xlsx")
    return tmp_path


def test_a_form_changed_by_the_office_wins(tmp_path):
    def rename(book):
        book.active["F1"] = "苏州佳图"

    form = load("work_order", changed(tmp_path, "work_order", rename))
    book = load_workbook(io.BytesIO(form.data))
    assert book.active["F1"].value == "苏州佳图"


def test_a_changed_form_that_lacks_fields_is_refused_and_they_are_named(tmp_path):
    def drop(book):
        del book.defined_names["serial"]
        del book.defined_names["phone"]

    with pytest.raises(Refused) as said:
        load("work_order", changed(tmp_path, "work_order", drop))
    assert "serial" in str(said.value) and "联系电话" in str(said.value)


def test_another_form_under_the_name_is_refused(tmp_path):
    (tmp_path / "work_order.xlsx").write_bytes(load("visit_card").data)
    with pytest.raises(Refused):
        load("work_order", tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04nothing", b"name,phone\n", b"\xd0\xcf\x11\xe0" * 100])
def test_what_is_no_workbook_is_refused_as_a_form(tmp_path, data):
    (tmp_path / "work_order.xlsx").write_bytes(data)
    with pytest.raises(Refused):
        load("work_order", tmp_path)


def test_a_workbook_without_hidden_names_is_refused(tmp_path):
    from openpyxl import Workbook

    Workbook().save(tmp_path / "work_order.xlsx")
    with pytest.raises(Refused):
        load("work_order", tmp_path)


def test_the_forms_are_what_their_generator_makes(tmp_path):
    import subprocess
    import sys

    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, root / "packaging/forms/make_all.py", tmp_path], check=True)
    for kind in KINDS:
        assert (tmp_path / f"{kind}.xlsx").read_bytes() == (
            root / "resources/forms" / f"{kind}.xlsx"
        ).read_bytes()
