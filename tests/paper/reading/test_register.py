import datetime as dt

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from dispatch_console.domain.refused import Refused
from dispatch_console.paper import fill_form, read_list, read_register, write_checked
from dispatch_console.paper.reading.headings import stripped
from tests.paper.lists import DAY, REGISTER, ZONE, at, calls

TODAY = dt.date(2026, 3, 3)


def written(tmp_path, rows, name="a.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


@pytest.mark.requirement("R217")
def test_headings_are_found_under_titles_and_through_their_marks(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "2026年3月 报修电话登记"
    sheet.merge_cells("A1:H1")
    sheet.append([])
    sheet.append(
        [
            "序号",
            "* 来电时间（必填） ",
            "报修人 ",
            "联系电话*",
            "机号（SN）",
            "故障现象：",
            "【约定时间】",
            "收费（￥）",
        ]
    )
    sheet.append([1, "2026.03.02 8:04", "张三", 13748896332.0, "００１２３", "卡纸", "下午", "80"])
    sheet.append([2, "3月2日 08:04", "李四", "1.38E+10", 123, "黑线", dt.datetime(2026, 3, 3, 9), None])
    sheet.append([3])
    for n in range(7, 60):
        sheet.cell(n, 1).border = Border(left=Side(style="thin"))
    sheet["A60"] = "合计"
    book.save(tmp_path / "a.xlsx")
    found = read_register(tmp_path / "a.xlsx", today=TODAY)
    first, second = found.rows
    assert first.cells == {
        "called_at": at("08:04"),
        "contact": "张三",
        "phone": "13748896332",
        "serial": "00123",
        "fault": "卡纸",
        "agreed_at": "下午",
    }
    assert first.other == {"收费（￥）": "80"} and found.unknown == ("收费（￥）",)
    assert (
        second.line == 5
        and "phone" not in second.cells
        and "phone" in second.unread
        and "serial" in second.doubts
    )
    assert second.cells["agreed_at"] == dt.datetime(2026, 3, 3, 9, tzinfo=ZONE)
    assert [line for line, _text in found.skipped] == [1, 6, 60]


def test_our_own_register_reads_back_as_it_was_filled(tmp_path):
    data = fill_form(
        "phone_register",
        REGISTER,
        {"row_call": calls(40)},
        number="DH1",
        printed_at=at("17:40"),
        printed_by="王丽",
    )
    write_checked(data, tmp_path / "a.xlsx")
    found = read_register(tmp_path / "a.xlsx", today=TODAY)
    assert found.day == DAY and len(found.rows) == 40
    expected = {k: v for k, v in calls(40)[5].items() if k != "seq" and v is not None}
    assert found.rows[5].cells == expected
    assert (found.rows[0].key, found.rows[5].key) == (found.rows[5].key, found.rows[0].key)
    assert (found.rows[0].nth, found.rows[5].nth) == (1, 2)


def test_the_same_row_typed_wide_and_with_blanks_has_the_same_key(tmp_path):
    head = ["日期", "联系人", "电话", "故障"]
    one = read_register(
        written(tmp_path, [head, ["2026-03-02", "张三", "13900174420", "卡纸 A4"]]), today=TODAY
    )
    two = read_register(
        written(
            tmp_path, [head, ["２０２６－０３－０２ ", " 张三\u200b", 13900174420.0, "卡纸　A4"]], "b.xlsx"
        ),
        today=TODAY,
    )
    assert one.rows[0].key == two.rows[0].key


def test_no_row_is_dropped_in_silence(tmp_path):
    rows = (
        [["题"], ["时间", "报修人", "电话", "故障"]]
        + [["2026-03-02", f"人{n}", "139", "x"] for n in range(7)]
        + [["合计", 7]]
    )
    found = read_register(written(tmp_path, rows), today=TODAY)
    assert len(found.rows) + len(found.skipped) + 1 == len(rows)


def test_an_english_register_is_understood(tmp_path):
    rows = [
        ["Call Time", "Customer Name", "Phone Number", "Model", "S/N", "Problem Description", "Assigned To"],
        ["2026-03-02 08:04", "Jiatu", "13900174420", "MP 2555", "0012", "jam", "Li"],
    ]
    (row,) = read_register(written(tmp_path, rows), today=TODAY).rows
    assert set(row.cells) == {"called_at", "customer_name", "phone", "model", "serial", "fault", "technician"}


def test_a_workbook_that_is_no_register_is_refused_in_words(tmp_path):
    with pytest.raises(Refused, match="headings"):
        read_register(written(tmp_path, [["苹果", "梨"], [1, 2]]), today=TODAY)
    with pytest.raises(Refused, match="no rows"):
        read_register(written(tmp_path, [["时间", "报修人", "电话", "故障"]]), today=TODAY)


@pytest.mark.parametrize(
    ("kind", "rows", "cells"),
    [
        (
            "customers_machines",
            [
                ["客户名称*", "联系电话", "型号", "机身编号", "购机日期"],
                ["佳图", 13900174420, "MP 2555", "00G7", "2023/5/18"],
            ],
            {
                "customer_name": "佳图",
                "phone": "13900174420",
                "model": "MP 2555",
                "serial": "00G7",
                "bought_on": dt.date(2023, 5, 18),
            },
        ),
        (
            "technicians",
            [["工号", "姓名", "手机号码", "级别"], ["0017", "李强", "139 0017 4420", "高级"]],
            {"tech_code": "0017", "tech_name": "李强", "phone": "139 0017 4420", "grade": "高级"},
        ),
    ],
)
def test_the_simple_lists_are_read_with_the_same_eyes(tmp_path, kind, rows, cells):
    (row,) = read_list(written(tmp_path, rows), kind, today=TODAY).rows
    assert row.cells == cells


def test_a_price_list_is_read_in_yuan(tmp_path):
    rows = [
        ["2026 年收费标准"],
        ["编码", "收费项目", "单位", "单价（￥）"],
        ["F01", "上门费", "次", "￥80.00"],
        ["F02", "检测", "次", "面议"],
    ]
    first, second = read_list(written(tmp_path, rows), "price_list", today=TODAY).rows
    assert str(first.cells["price"]) == "80.00" and "price" in second.unread


def test_marks_are_stripped_from_a_heading():
    assert [stripped(h) for h in ("* 联系电话（必填） ", "单价（￥）", "机号 (S/N)：", "客户\n名称")] == [
        "联系电话",
        "单价",
        "机号",
        "客户名称",
    ]
