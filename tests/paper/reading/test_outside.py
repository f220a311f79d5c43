import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.paper.reading.outside import read_rows

HOSTILE = Path(__file__).parents[2] / "data" / "hostile"


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.xlsx", b"\x89PNG\r\n", "picture"),
        ("a.xlsx", "姓名,电话\n".encode(), "text"),
        ("a.xls", b"<html><table></table>", "web page"),
        ("a.bin", bytes(range(256)) * 9, "not an Excel"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 99, "damaged"),
    ],
)
def test_a_refusal_says_what_the_file_is(tmp_path, name, data, word):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused, match=word):
        read_rows(tmp_path / name)


def test_an_encrypted_file_is_told_from_a_damaged_one():
    with pytest.raises(Refused, match="password"):
        read_rows(HOSTILE / "encrypted.xlsx")


def test_a_small_file_that_unpacks_to_a_gigabyte_is_refused_at_once(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("[Content_Types].xml", "<Types/>")
        box.writestr("xl/workbook.xml", "<workbook/>")
        box.writestr("xl/worksheets/sheet1.xml", b"0" * (210 * 1024 * 1024))
    with pytest.raises(Refused, match="too large"):
        read_rows(tmp_path / "bomb.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_usual_encoding(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes('姓名,电话\n张三,00139\n"李,四","两\n行"\n'.encode(encoding))
    assert [cells for _line, cells in read_rows(tmp_path / "a.csv").rows] == [
        ("姓名", "电话"),
        ("张三", "00139"),
        ("李,四", "两\n行"),
    ]


def test_more_columns_than_a_list_has_are_refused(tmp_path):
    book = Workbook()
    book.active.append(["x"] * 201)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Refused, match="200"):
        read_rows(tmp_path / "a.xlsx")


def test_more_rows_than_two_hundred_thousand_are_refused(tmp_path):
    (tmp_path / "a.csv").write_text("x\n" * 200_001)
    with pytest.raises(Refused, match="200000"):
        read_rows(tmp_path / "a.csv")


def test_blank_rows_at_the_end_stop_the_reading_and_it_says_so(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n" + ",\n" * 1_200 + "late,row\n")
    found = read_rows(tmp_path / "a.csv")
    assert found.stopped_at_blank and len(found.rows) == 1


def test_reading_tells_its_progress_and_can_be_stopped(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n" * 5_000)
    told: list[int] = []
    read_rows(tmp_path / "a.csv", progress=told.append)
    assert told[:2] == [500, 1000]
    with pytest.raises(Refused):
        read_rows(tmp_path / "a.csv", cancelled=lambda: True)


def test_a_file_that_takes_too_long_is_left_alone(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n" * 5_000)
    with pytest.raises(Refused, match="longer"):
        read_rows(tmp_path / "a.csv", seconds=0.0)


def test_a_file_that_is_not_there_is_the_worlds_trouble(tmp_path):
    with pytest.raises(StoreTrouble):
        read_rows(tmp_path / "none.xlsx")


def test_an_open_document_sheet_is_read(tmp_path):
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>张三</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        box.writestr("META-INF/manifest.xml", manifest)
        box.writestr("content.xml", content)
    assert read_rows(tmp_path / "a.ods").rows[0][1] == ("张三",)


def test_an_old_workbook_keeps_its_dates():
    ((_line, cells),) = read_rows(HOSTILE / "old.xls").rows
    assert cells[3] == dt.datetime(2026, 11, 22, 9, 30)


def test_formulas_that_nobody_worked_out_are_counted(tmp_path):
    book = Workbook()
    book.active.append(["=1+1", "x"])
    store = io.BytesIO()
    book.save(store)
    (tmp_path / "a.xlsx").write_bytes(store.getvalue())
    assert read_rows(tmp_path / "a.xlsx").unsaved_formulas == 1


def test_a_long_list_tells_its_progress_and_is_stopped_in_the_middle(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x,y,z\n" * 100_000)
    told: list[int] = []
    assert len(read_rows(path, progress=told.append).rows) == 100_000
    assert told == sorted(told) and len(told) == 200
    told.clear()
    with pytest.raises(Refused, match="Stopped"):
        read_rows(path, progress=told.append, cancelled=lambda: len(told) > 10)
    assert 10 < len(told) < 200


def test_cells_that_show_an_error_are_counted(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["a", "#REF!", "#N/A"])
    book.save(tmp_path / "a.xlsx")
    found = read_rows(tmp_path / "a.xlsx")
    assert found.error_cells == 2 and found.rows[0][1] == ("a",)
