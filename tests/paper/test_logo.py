"""The firm's own head and numbers on every form: its logo beside its name, its hotline wherever one is told."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from dispatch_console.paper import KINDS, fill_form
from dispatch_console.paper.form import load, read_form
from dispatch_console.paper.logo import size_of
from tests.paper.lists import at
from tests.pictures import picture

pytestmark = pytest.mark.requirement("R217")


def made(kind, **more):
    fields = {"firm_name": "大同机电"} if "firm_name" in load(kind).single else {}
    return fill_form(kind, fields, number="1", printed_at=at("17:40"), printed_by="王丽", **more)


def texts(data):
    return [str(c.value) for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for c in row if c.value is not None]


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_with_the_firms_name_bears_its_logo_once(kind):
    def pictures(data):
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            return b"".join(box.read(n) for n in box.namelist() if n.startswith("xl/drawings/drawing")).count(b'name="firm logo"')

    assert pictures(made(kind)) == 0
    assert pictures(made(kind, logo=picture(wide=300, high=100))) == (1 if "firm_name" in load(kind).fields else 0)
    assert read_form(kind, made(kind, logo=picture(wide=300, high=100))).kind == load(kind).kind


def test_what_is_no_picture_is_left_out_and_a_form_that_has_its_own_keeps_it():
    assert size_of(b"\x89PNG\r\n\x1a\n") is None and size_of(b"GIF89a") is None and size_of(picture(wide=30, high=10)) == (30, 10)
    assert made("work_order", logo=b"GIF89a") == made("work_order")


@pytest.mark.parametrize("kind", KINDS)
def test_no_form_tells_another_firms_number(kind):
    own = " ".join(texts(made(kind, firm={"hotline": "0571-8888 0000", "watch_phone": "0571-8888 0001"})))
    assert "400-820-6188" not in own and "021-6245 8899" not in own
    bare = " ".join(texts(made(kind, firm={"hotline": "", "watch_phone": ""})))
    assert "400-820-6188" not in bare and "服务监督 ＿" not in bare and "021-6245" not in bare


def test_the_hotline_stands_at_the_head_and_at_the_foot():
    told = texts(made("work_order", firm={"hotline": "0571-8888 0000", "watch_phone": ""}))
    assert "服务热线 0571-8888 0000" in told and any("服务热线 0571-8888 0000（" in t and "服务监督" not in t for t in told)
