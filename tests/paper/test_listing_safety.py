"""Lists that go out: nothing that stands in them may spoil the file or become a formula; every row is there."""

import datetime as dt
import shutil
import subprocess
import zipfile
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.paper import Chart, Column, write_list
from dispatch_console.paper.reading.outside import read_rows
from dispatch_console.paper.safe_text import LONGEST, safe_text, shortened

COLUMNS = [Column("技术员", 30), Column("电话", 30), Column("件数", 20, "count", total=True), Column("金额", 24, "money", total=True),
           Column("积分", 20, "points", total=True), Column("日期", 24, "date")]  # fmt: skip
DAY = dt.date(2026, 3, 2)
ROWS = [["李强", "00139", 3, Decimal("380.50"), Decimal("2.5"), DAY], ["=1+1", "+86 138", 4, Decimal("-12.25"), 1, None],
        ["@SUM(A1)", "-3", None, None, None, DAY]]  # fmt: skip
CHARTS = [Chart("每人件数 <&>", "技术员", ("件数", "积分")), Chart("金额", "技术员", ("金额",), "line")]


def written(tmp_path, **more):
    path = tmp_path / "a.xlsx"
    assert write_list(path, "积分 表", COLUMNS, ROWS, said="王丽", charts=CHARTS, **more) == 3
    return path


def test_totals_are_formulas_with_their_values(tmp_path):
    path = written(tmp_path)
    sheet, seen = load_workbook(path).worksheets[0], load_workbook(path, data_only=True).worksheets[0]
    assert [c.value for c in sheet[7]] == ["合计", None, "=SUM(C4:C6)", "=SUM(D4:D6)", "=SUM(E4:E6)", None]
    assert [c.value for c in seen[7]][2:5] == [7, 368.25, 3.5]
    assert sheet["D7"].font.b and sheet["D7"].number_format == "#,##0.00"
    with pytest.raises(ValueError, match="text"):
        Column("x", total=True)


def test_a_list_can_be_filtered_has_its_widths_and_prints_its_headings(tmp_path):
    sheet = load_workbook(written(tmp_path)).worksheets[0]
    assert sheet.auto_filter.ref == "A3:F6" and sheet.freeze_panes == "A4" and sheet.print_title_rows == "$1:$3"
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.orientation == "landscape"
    assert all(sheet.column_dimensions[c].width > 5 for c in "ABCDEF")


def test_charts_stand_on_a_sheet_of_their_own_and_draw_the_cells_of_the_list(tmp_path):
    path = written(tmp_path)
    book = load_workbook(path)
    assert book.sheetnames == ["积分 表", "图表"]
    first, second = book["图表"]._charts
    assert [s.val.numRef.f for s in first.series] == ["'积分 表'!$C$4:$C$6", "'积分 表'!$E$4:$E$6"]
    assert first.series[0].cat.strRef.f == "'积分 表'!$A$4:$A$6" and type(second).__name__ == "LineChart"
    with pytest.raises(ValueError):
        write_list(tmp_path / "b.xlsx", "x", COLUMNS, ROWS, charts=[Chart("x", "没有", ("件数",))])
    assert not (tmp_path / "b.xlsx").exists()


def test_a_list_without_rows_has_no_totals_no_filter_and_no_chart(tmp_path):
    assert write_list(tmp_path / "a.xlsx", "空", COLUMNS, [], charts=CHARTS) == 0
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["空"] and book.active.max_row == 3 and book.active.auto_filter.ref is None


NASTY = ["=1+1", "+1", "-1", "@x", "\x00\x07a", "\ud800b", "c" * 40_000, "😀" * 20_000, "_x0041_", "<&>\"'", "a\nb", "\ufffe", "00123", "'"]


def test_nothing_that_stands_in_a_list_spoils_it(tmp_path):
    path = tmp_path / "a.xlsx"
    write_list(path, "x\x00\ud800[1]:/\\?*" + "长" * 40, [Column("甲\x07", 60), Column("乙")], [[t, 13800138000] for t in NASTY], said="\x01y")
    sheet = load_workbook(path).active
    for n, text in enumerate(NASTY, 4):
        value = sheet.cell(n, 1).value
        assert (unescape(value) if value else "") == shortened(safe_text(text)) and sheet.cell(n, 1).data_type in "sn"
        assert sheet.cell(n, 2).value == "13800138000"
    assert len(sheet["A10"].value) == LONGEST and sheet["A10"].value.endswith("…")
    assert len(sheet["A11"].value.encode("utf-16-le")) <= 2 * LONGEST and sheet["A11"].value.endswith("😀…")
    assert not any("formula" in str(c.data_type) or c.data_type == "f" for r in sheet.iter_rows() for c in r)


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.one_of(st.none(), st.text(st.characters(), max_size=30)), min_size=2, max_size=2), max_size=8))
def test_any_text_comes_back_as_it_went(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("any") / "a.xlsx"
    assert write_list(path, "单", [Column("甲"), Column("乙")], rows) == len(rows)
    got = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3:]
    want = [[safe_text(t or "") for t in r] for r in rows]
    assert [r[:2] for r in got] + [["", ""]] * (len(want) - len(got)) == want


def test_a_file_that_does_not_read_back_is_not_saved(tmp_path, monkeypatch):
    real = zipfile.ZipFile.writestr

    def lost(self, info, data, *more):
        return real(self, info, data[:-9] if "styles" in info.filename else data, *more)

    monkeypatch.setattr(zipfile.ZipFile, "writestr", lost)
    (tmp_path / "a.xlsx").write_bytes(b"old")
    with pytest.raises(StoreTrouble, match="read back"):
        write_list(tmp_path / "a.xlsx", "x", COLUMNS, ROWS)
    assert (tmp_path / "a.xlsx").read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.xdist_group("soffice")
def test_libreoffice_opens_a_list_with_totals_and_charts_and_sees_the_same(tmp_path):
    path = written(tmp_path)
    write_list(tmp_path / "nasty.xlsx", "难", [Column("甲", 60)], [[t] for t in NASTY])
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                    "--outdir", str(tmp_path / "saved"), str(path), str(tmp_path / "nasty.xlsx")], capture_output=True, timeout=120, check=True)  # fmt: skip
    assert [cells for _n, cells in read_rows(tmp_path / "saved" / "a.xlsx").rows] == [cells for _n, cells in read_rows(path).rows]
    saved = load_workbook(tmp_path / "saved" / "a.xlsx")
    assert saved.worksheets[0]["C7"].value == "=SUM(C4:C6)" and len(saved["图表"]._charts) == 2
    mine, theirs = (read_rows(p).rows[3:] for p in (tmp_path / "nasty.xlsx", tmp_path / "saved" / "nasty.xlsx"))
    assert theirs == mine
