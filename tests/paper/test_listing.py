import datetime as dt
import errno
import time

import pytest
from openpyxl import load_workbook

from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.paper import Column, write_list
from dispatch_console.paper.checked import cells_in

COLUMNS = [
    Column("单号", 28),
    Column("来电时间", 32, "moment"),
    Column("客户", 60),
    Column("金额", 20, "money"),
    Column("日期", 22, "date"),
    Column("件数", 14, "count"),
    Column("电话", 28),
]
WHEN = dt.datetime(2026, 3, 2, 0, 4, tzinfo=dt.UTC)
ROW = ["WX260302-009", WHEN, "=HYPERLINK(1)\x00 <&>", 380.5, WHEN.date(), 3, "00139"]


def test_a_list_reads_back_as_it_was_written(tmp_path):
    path = tmp_path / "a.xlsx"
    assert write_list(path, "来电清单", COLUMNS, [ROW, [None] * 7], said="王丽 2026-03-02") == 2
    sheet = load_workbook(path).active
    assert [c.value for c in sheet[3]] == [c.heading for c in COLUMNS]
    assert [c.value for c in sheet[4]] == [
        "WX260302-009",
        dt.datetime(2026, 3, 2, 8, 4),
        "=HYPERLINK(1) <&>",
        380.5,
        dt.datetime(2026, 3, 2),
        3,
        "00139",
    ]
    assert [c.data_type for c in sheet[4]] == ["s", "d", "s", "n", "d", "n", "s"]
    assert sheet["A4"].number_format == "@" and sheet["B4"].number_format == "yyyy\\-mm\\-dd\\ hh:mm"
    assert sheet.freeze_panes == "A4" and sheet.print_title_rows == "$1:$3"
    assert sheet["A3"].font.b and sheet["A4"].border.left.style == "thin"
    assert "第&P页 共&N页" in sheet.oddFooter.center.text
    assert sheet["A1"].font.sz == 14


def test_ten_thousand_rows_take_less_than_two_seconds(tmp_path):
    start = time.process_time()
    write_list(tmp_path / "a.xlsx", "长", COLUMNS, (ROW for _ in range(10_000)))
    assert time.process_time() - start < 2
    assert cells_in(tmp_path / "a.xlsx") == 2 + 7 + 70_000


def test_a_list_can_be_stopped_and_leaves_nothing(tmp_path):
    with pytest.raises(Refused):
        write_list(
            tmp_path / "a.xlsx",
            "长",
            COLUMNS,
            (ROW for _ in range(10_000)),
            progress=lambda done: done < 4_000,
        )
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_said_in_words(tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("dispatch_console.paper.listing.SheetOut.head", full)
    with pytest.raises(StoreTrouble, match="full"):
        write_list(tmp_path / "a.xlsx", "长", COLUMNS, [ROW])
    assert not list(tmp_path.iterdir())


def test_a_title_that_no_sheet_may_bear_does_not_spoil_the_file(tmp_path):
    write_list(tmp_path / "a.xlsx", "来电[3/2]：" + "长" * 40, COLUMNS, [ROW])
    assert len(load_workbook(tmp_path / "a.xlsx").sheetnames[0]) <= 31


@pytest.mark.parametrize(("mm", "scale"), [((60.0, 60.0), 100), ((34.0, 52.0, 60.0, 202.0), 78)])
def test_a_wide_list_is_printed_with_all_its_columns_on_one_page(tmp_path, mm, scale):
    path = tmp_path / "wide.xlsx"
    write_list(path, "宽", [Column(f"c{n}", wide) for n, wide in enumerate(mm)], [["x"] * len(mm)])
    sheet = load_workbook(path).active
    assert sheet.page_setup.scale == scale and sum(mm) * scale / 100 <= 273
