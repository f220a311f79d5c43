import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from dispatch_console.paper import fill_form
from dispatch_console.paper.choices import chosen_of, ticked
from dispatch_console.paper.fill import fill
from dispatch_console.paper.form import KINDS, load, read_form
from tests.paper.examples import EXAMPLES, example
from tests.paper.lists import DAY, ZONE, at, calls


def book_of(data: bytes):
    return load_workbook(io.BytesIO(data), data_only=True)


def read_back(data: bytes) -> dict[str, object]:
    """Every named cell's value, a carried text from the continuation sheet."""
    book = book_of(data)
    out: dict[str, object] = {}
    for name, defined in book.defined_names.items():
        places = list(defined.destinations)
        if not places or (":" in places[0][1] and not name.startswith("continued_")):
            continue
        cells = book[places[0][0]][places[0][1].replace("$", "")]
        if isinstance(cells, tuple):
            out[name] = "".join(str(row[0].value) for row in cells)
        else:
            out[name] = cells.value
    return out


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_that_was_filled_in_is_read_back_from_its_name(kind):
    number, fields, rows = EXAMPLES[kind]
    found = read_back(example(kind))
    expected = dict(fields)
    for records in rows.values():
        expected |= records[0]
    for name, value in expected.items():
        got = found.get(f"continued_{name}") or found[name]
        if isinstance(value, dt.datetime):
            assert got == value.replace(tzinfo=None), name
        elif isinstance(value, dt.date):
            assert got == dt.datetime.combine(value, dt.time()), name
        elif isinstance(got, str) and "■" in got:
            assert chosen_of(got) == ([value] if isinstance(value, str) else list(value)), name
        elif isinstance(value, (int, float)):
            assert Decimal(str(got)) == Decimal(str(value)), name
        else:
            assert got == value, name
    assert found["number"] == number
    assert number in str(found["foot_line"]) and "王丽 打印" in str(found["foot_line"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_form_still_says_which_form_it_is(kind):
    form = read_form(kind, example(kind))
    assert (form.kind, form.paper_mm) == (load(kind).kind, load(kind).paper_mm)


@pytest.mark.requirement("R210")
def test_forty_calls_fit_on_a_form_of_thirteen_rows():
    data = fill_form(
        "phone_register",
        {"register_on": DAY, "taken_by": "王丽"},
        {"row_call": calls(40)},
        number="DH260302-01",
        printed_at=at("17:40"),
        printed_by="王丽",
    )
    sheet = book_of(data).active
    assert [sheet.cell(4 + n, 1).value for n in (1, 13, 14, 40)] == [1, 13, 14, 40]
    assert sheet.cell(44, 4).value == calls(40)[39]["customer_name"]
    assert sheet["A45"].value == "接听登记" and sheet["D45"].value == "王丽"
    assert sheet.row_dimensions[44].height == sheet.row_dimensions[5].height
    assert "B44:C44" in {str(m) for m in sheet.merged_cells.ranges}
    assert sheet.print_area.endswith("$A$1:$T$49") and sheet.print_title_rows == "$1:$4"
    assert [b.id for b in sheet.row_breaks.brk]
    book = book_of(data)
    assert book.defined_names["row_call_printed"].attr_text == "40"
    assert book.defined_names["taken_by"].attr_text.endswith("$D$45")
    assert "第 3 页 共 3 页" in str(read_back(data)["foot_line"])


def test_sums_stand_in_the_file_and_grow_with_the_rows():
    rows = [{"seq": n, "minutes": 10, "fee_parts": Decimal("1.10")} for n in range(1, 21)]
    data = fill_form(
        "daily_log", {}, {"row_job": rows}, number="RZ1", printed_at=at("18:00"), printed_by="王丽"
    )
    found = read_back(data)
    assert found["total_minutes"] == 200 and found["total_fee_parts"] == 22
    assert found["total_points"] in (None, "")
    book = load_workbook(io.BytesIO(data))
    place = book.defined_names["total_minutes"].attr_text.rpartition("!")[2].replace("$", "")
    assert (
        place.endswith("25")
        and book.active[place].value.count("5:") == 2
        and "24)" in book.active[place].value
    )


def test_text_that_looks_like_a_formula_stays_text():
    data = fill_form(
        "work_order",
        {"fault": "=1+1", "contact": "+86", "bring": "@SUM(A1)", "quoted": "-5"},
        number="W1",
        printed_at=at("08:00"),
        printed_by="王丽",
    )
    found = read_back(data)
    assert (found["fault"], found["contact"], found["bring"], found["quoted"]) == (
        "=1+1",
        "+86",
        "@SUM(A1)",
        "-5",
    )
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        assert b"<f>" not in box.read("xl/worksheets/sheet1.xml")


def test_control_characters_and_lone_surrogates_do_not_harm_the_file():
    nasty = "前\x00\x07后\ud800\ufffe\x1b[0m_x0041_\r\n二行"
    found = read_back(
        fill_form("work_order", {"fault": nasty}, number="W1", printed_at=at("08:00"), printed_by="王\x08丽")
    )
    assert str(found["fault"]).replace("_x005F_", "_") == "前后[0m_x0041_\n二行"
    assert "王丽" in str(found["foot_line"])


def test_telephones_and_long_numbers_stay_text():
    data = fill_form(
        "work_order",
        {"phone": 13900174420, "serial": "00012345678901234567"},
        number="0001",
        printed_at=at("08:00"),
        printed_by="王丽",
    )
    found = read_back(data)
    assert (found["phone"], found["serial"], found["number"]) == (
        "13900174420",
        "00012345678901234567",
        "0001",
    )


def test_a_moment_without_a_zone_is_a_slip_of_the_program():
    with pytest.raises(ValueError):
        fill(load("work_order"), {"reported_at": dt.datetime(2026, 3, 2)}, number="W1")


def test_a_moment_is_told_in_the_zone_of_the_desk():
    utc = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)
    found = read_back(fill(load("work_order"), {"reported_at": utc}, number="W1", zone=ZONE))
    assert found["reported_at"] == dt.datetime(2026, 3, 2, 7, 30)


def test_a_field_that_the_form_does_not_have_is_a_slip_of_the_program():
    with pytest.raises(ValueError, match="remark"):
        fill(load("work_order"), {"remark": "x"}, number="W1")


def test_a_text_too_long_goes_on_on_a_sheet_that_says_so():
    text = "".join(chr(0x4E00 + n) for n in range(3000))
    data = fill_form("work_order", {"fault": text}, number="W1", printed_at=at("08:00"), printed_by="王丽")
    found = read_back(data)
    assert str(found["fault"]).endswith("…（全文见续页）")
    assert found["continued_fault"] == text
    assert book_of(data).sheetnames == ["派工单", "续页"]
    assert "第 1 页 共" in str(found["foot_line"])


@pytest.mark.parametrize(
    ("blank", "chosen", "text"),
    [
        ("□保内  □保外  □合同", "合同", "□保内  □保外  ■合同"),
        ("□可 □否", ("可", "否"), "■可 ■否"),
        ("□正常  □异议：＿＿＿＿", "异议：少纸盒", "□正常  ■异议：少纸盒"),
        ("□正常  □异议：＿＿＿＿", "异议", "□正常  ■异议：＿＿＿＿"),
        ("□现金  □转账", "支票", "□现金  □转账  ■支票"),
    ],
)
def test_choices_are_ticked_and_nothing_chosen_is_lost(blank, chosen, text):
    assert ticked(blank, chosen) == text


def test_a_reprint_says_so_and_the_ply_can_be_named():
    found = read_back(example("repair_report", reprint=True, ply="客户联"))
    assert "补打" in str(found["foot_line"]) and found["ply"] == "客户联"


def test_all_that_is_unknown_in_a_changed_form_stays_byte_for_byte(tmp_path):
    source = io.BytesIO(load("work_order").data)
    drawing = (
        b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col>'
        b'<xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="900000" cy="300000"/>'
        b'<xdr:sp macro=""><xdr:txBody><a:p><a:r><a:t>\xe5\x8a\xa0\xe6\x80\xa5</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/>'
        b"</xdr:oneCellAnchor></xdr:wsDr>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                link = b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId7"/></worksheet>'
                text = text.replace(
                    b"</worksheet>", b'<!-- kept --><extLst><ext uri="{x}"/></extLst></worksheet>'
                ).replace(b"<!-- kept -->", link.removesuffix(b"</worksheet>") + b"<!-- kept -->")
            if name == "[Content_Types].xml":
                text = text.replace(
                    b"</Types>",
                    b'<Override PartName="/xl/drawings/drawing1.xml" ContentType='
                    b'"application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>',
                )
            new.writestr(name, text)
        new.writestr("xl/drawings/drawing1.xml", drawing)
        new.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/>'
            "</Relationships>",
        )
        new.writestr("customXml/item1.xml", b"<office>of the firm</office>")
    (tmp_path / "work_order.xlsx").write_bytes(out.getvalue())
    data = fill_form(
        "work_order",
        {"fault": "卡纸"},
        number="W1",
        printed_at=at("08:00"),
        printed_by="王丽",
        user_forms=tmp_path,
    )
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        assert box.read("customXml/item1.xml") == b"<office>of the firm</office>"
        sheet = box.read("xl/worksheets/sheet1.xml")
        assert b'<!-- kept --><extLst><ext uri="{x}"/></extLst>' in sheet and sheet.count(b"<drawing") == 1
        layer = box.read("xl/drawings/drawing1.xml")
        assert "加急".encode() in layer and b"r:embed" in layer
