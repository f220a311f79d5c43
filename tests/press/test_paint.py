"""What the painter must not leave out: pictures, check boxes, number formats, shrunk and wrapped texts, title rows, page numbers."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QColor

from dispatch_console.paper import fill_form, own_forms
from dispatch_console.paper.form import load
from dispatch_console.press import output
from dispatch_console.press.book import grids
from dispatch_console.press.paint import laid_out
from tests.paper.changed import decorated
from tests.paper.examples import example
from tests.paper.lists import DAY, at, calls
from tests.press.searched import words_of

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def grown(tmp_path_factory) -> bytes:
    """The office's decorated register with forty calls."""
    folder = tmp_path_factory.mktemp("grown")
    own_forms.put_in("phone_register", decorated(folder), folder)
    return fill_form(
        "phone_register", {"register_on": DAY}, {"row_call": calls(40)}, number="DH1", printed_at=at("17:40"), printed_by="王丽",
        user_forms=own_forms.forms_folder(folder),
    )  # fmt: skip


def coloured(picture, colour: int) -> bool:
    wanted = QColor(colour)
    near = lambda c: abs(c.red() - wanted.red()) + abs(c.green() - wanted.green()) + abs(c.blue() - wanted.blue()) < 24  # noqa: E731
    return any(near(picture.pixelColor(x, y)) for x in range(0, picture.width(), 4) for y in range(0, picture.height(), 4))


def test_the_offices_stamp_text_box_check_box_and_header_picture_are_painted_where_they_moved_to(grown, tmp_path):
    pages = output.pictures(grown, 60)
    stamp, logo = 0xFF3E7C76, 0xFFB5652B
    assert [coloured(p, stamp) for p in pages] == [False, False, True]
    assert all(coloured(p, logo) for p in pages)
    output.to_pdf([grown], tmp_path / "a.pdf")
    found = words_of(tmp_path / "a.pdf")
    assert found.count("苏州站专用") == 3  # it floats over the repeated title rows
    assert found.count("■已抄送主管") == 1


def test_title_rows_and_page_numbers_stand_on_every_page(grown, tmp_path):
    output.to_pdf([grown], tmp_path / "a.pdf")
    found = words_of(tmp_path / "a.pdf")
    assert found.count("故障现象") == 3 and all(f"第{n}页共3页" in found for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [("#,##0.00_)", 1234.5, "1,234.50"), ("0%", 0.93, "93%"), ("0.0_)", Decimal("2.45"), "2.5"), ("yyyy-mm-dd", DAY, "2026-03-02"), ("@", "00123", "00123")],
)
def test_a_number_is_painted_as_its_cell_says(code, value, shown, tmp_path):
    book = load_workbook(io.BytesIO(load("visit_card").data))
    cell = book.active["A8"] if book.active["A8"].__class__.__name__ == "Cell" else book.active.cell(4, 1)
    cell.value, cell.number_format = value, code
    out = io.BytesIO()
    book.save(out)
    output.to_pdf([out.getvalue()], tmp_path / "a.pdf")
    assert shown in words_of(tmp_path / "a.pdf")


def test_a_long_name_shrinks_and_a_long_fault_wraps():
    (grid,) = grids(example("work_order"))
    texts = {t.text: t for t in grid.texts.values()}
    name = next(t for text, t in texts.items() if text.startswith("上海浦东新区陆家嘴"))
    fault = next(t for text, t in texts.items() if text.startswith("复印及打印均卡纸"))
    assert laid_out(name, 107, 6.9).size < 11 and len(laid_out(name, 107, 6.9).lines) == 1
    assert len(laid_out(fault, 160, 13.8).lines) == 2
