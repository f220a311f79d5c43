import datetime as dt
import random
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from dispatch_console.domain.refused import Refused
from dispatch_console.paper import read_headings, read_list, read_register
from dispatch_console.paper.reading.days import called, time_only
from dispatch_console.paper.reading.values import Unread, When, is_closed, minutes
from tests.paper.lists import ZONE, at

TODAY = dt.date(2026, 3, 3)
NEW_YORK = ZoneInfo("America/New_York")
CALLS_311 = Path(__file__).parents[2] / "data" / "nyc311_calls.csv"  # NYC 311, public open data
MAPPING_311 = {"Complaint Type": "fault", "Descriptor": "remark", "Agency": "technician", "City": ""}


def book(tmp_path, rows, merges=(), name="a.xlsx"):
    work = Workbook()
    for row in rows:
        work.active.append(row)
    for area in merges:
        work.active.merge_cells(area)
    work.save(tmp_path / name)
    return tmp_path / name


def read(path, **more):
    return read_register(path, today=TODAY, **more)


@pytest.mark.requirement("R217")
def test_a_real_register_of_another_city_is_read_with_a_mapping():
    found = read_register(CALLS_311, today=dt.date(2025, 5, 1), zone=NEW_YORK, mapping=MAPPING_311)
    assert len(found.rows) == 235 and found.skipped == () and found.questions == ()
    assert not any(row.unread for row in found.rows)
    status = [row.cells["status"] for row in found.rows]
    assert (status.count("closed"), status.count("open")) == (198, 37)
    doubtful = [row for row in found.rows if "completed_at" in row.doubts]
    assert len(doubtful) == 6 and all(r.cells["status"] == "open" and r.cells["completed_at"] for r in doubtful)
    assert not any(row.cells.get("phone") or row.cells.get("customer_name") for row in found.rows)
    first = found.rows[0]
    assert first.line == 2 and first.cells["number"] == "64446107"
    assert first.cells["called_at"] == dt.datetime(2025, 3, 24, 23, 33, 7, tzinfo=NEW_YORK).replace(second=0)
    assert first.cells["completed_at"] == dt.datetime(2025, 3, 25, 0, 45, tzinfo=NEW_YORK)
    assert (first.cells["fault"], first.cells["remark"]) == ("Noise - Residential", "Banging/Pounding")
    assert first.cells["address"] == "1155 EAST 35 STREET" and first.cells["technician"] == "NYPD"
    assert first.other["City"] == "BROOKLYN"


def test_every_time_of_the_real_register_is_the_one_that_stands_there():
    import csv

    found = read_register(CALLS_311, today=dt.date(2025, 5, 1), zone=NEW_YORK, mapping=MAPPING_311)
    with CALLS_311.open(encoding="utf-8") as file:
        for row, line in zip(found.rows, csv.DictReader(file), strict=True):
            for name, heading in (("called_at", "Created Date"), ("completed_at", "Closed Date")):
                want = dt.datetime.strptime(f"{line[heading]} +0000", "%m/%d/%Y %I:%M:%S %p %z").replace(second=0, tzinfo=None) if line[heading] else None
                got = row.cells.get(name)
                assert (got.astimezone(NEW_YORK).replace(tzinfo=None) if got else None) == want


GROUPED = [
    ["2026年3月 报修登记"],
    ["来电时间", "客户", None, "机器", None, "故障现象"],
    [None, "名称", "电话", "型号", "编号", None],
    ["2026-03-02 08:04", "佳图", "13900174420", "MP 2555", "0017", "卡纸"],
]


@pytest.mark.parametrize("merges", [(), ("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3")], ids=["bare", "merged"])
def test_a_heading_over_several_others_is_joined_with_them(tmp_path, merges):
    found = read(book(tmp_path, GROUPED, merges))
    (row,) = found.rows
    assert row.cells == {
        "called_at": at("08:04"), "customer_name": "佳图", "phone": "13900174420", "model": "MP 2555", "serial": "0017", "fault": "卡纸",
    }  # fmt: skip
    assert found.columns["phone"] == "客户 电话" and found.title == "2026年3月 报修登记"


def test_two_lists_side_by_side_are_said_and_not_guessed(tmp_path):
    rows = [["日期", "联系人", "电话", "故障", None, "日期", "联系人", "电话", "故障"], ["2026-03-02", "张", "139", "卡", None, "2026-03-02", "李", "138", "黑"]]
    path = book(tmp_path, rows)
    with pytest.raises(Refused, match=r"A.*F"):
        read(path)
    found = read(path, mapping={"日期": "called_at", "联系人": "contact", "电话": "phone", "故障": "fault", "日期 (2)": ""})
    assert found.rows[0].cells["contact"] == "张" and found.rows[0].other["联系人 (2)"] == "李"


def test_a_value_merged_over_several_rows_belongs_to_each(tmp_path):
    rows = [["日期", "客户名称", "电话", "故障"], ["2026-03-02", "佳图", "139", "卡纸"], [None, None, None, "黑线"], ["2026-03-02", "李", "138", "x"]]
    found = read(book(tmp_path, rows, ("A2:A3", "B2:B3", "C2:C3")))
    assert [r.cells["customer_name"] for r in found.rows] == ["佳图", "佳图", "李"]
    assert found.rows[1].cells["called_at"] == found.rows[0].cells["called_at"] and found.rows[1].cells["fault"] == "黑线"


def test_the_headings_are_offered_for_a_mapping_and_known_again(tmp_path):
    rows = [["客户单位简称", "打来的时间", "座机号"], ["佳图", "2026-03-02 08:04", "021-62458837"], ["李", "2026-03-02 09:04", "62458837"]]
    path = book(tmp_path, rows)
    with pytest.raises(Refused, match="headings"):
        read(path)
    found = read_headings(path, "phone_register")
    assert [(h.name, h.letters, h.guessed) for h in found.headings] == [("客户单位简称", "A", None), ("打来的时间", "B", None), ("座机号", "C", None)]
    assert found.headings[1].samples == ("2026-03-02 08:04", "2026-03-02 09:04") and "fault" in found.fields
    mapping = {"客户单位简称": "customer_name", "打来的时间": "called_at", "座机号": "phone"}
    sheet = read(path, mapping=mapping)
    assert read(path, mapping={0: "customer_name", 1: "called_at", 2: "phone"}).rows == sheet.rows
    assert sheet.rows[1].cells == {"customer_name": "李", "called_at": at("09:04"), "phone": "62458837"}
    other = book(tmp_path, [["* 客户单位简称（必填）", " 打来的时间：", "座机号*"], ["王", "2026-03-02", "1"]], name="b.xlsx")
    assert read_headings(other, "phone_register").layout == sheet.layout == found.layout
    assert read(other, mapping=mapping).rows[0].cells["customer_name"] == "王"


def column(tmp_path, texts, **more):
    return read(book(tmp_path, [["日期", "联系人", "电话", "故障"], *([t, "张", "139", "x"] for t in texts)]), **more)


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["03/04/2025", "03/24/2025"], dt.date(2025, 3, 4)),
        (["03/04/2025", "24/03/2025"], dt.date(2025, 4, 3)),
        (["26.3.2", "26.2.28"], dt.date(2026, 3, 2)),
        (["26-3-2 8:04"], dt.date(2026, 3, 2)),
        (["26年3月2日"], dt.date(2026, 3, 2)),
        (["3/4/25", "3/24/25"], dt.date(2025, 3, 4)),
        (["2026.03.02", "三月三日 上午九点"], dt.date(2026, 3, 2)),
    ],
)
def test_day_or_month_first_is_decided_by_the_whole_column(tmp_path, texts, first):
    found = column(tmp_path, texts)
    assert found.questions == () and not any(r.unread for r in found.rows)
    assert found.rows[0].cells["called_at"].astimezone(ZONE).date() == first


def test_a_column_that_nothing_decides_is_asked_with_both_readings_and_answered(tmp_path):
    found = column(tmp_path, ["03/04/2025", "05/06/2025"])
    (question,) = found.questions
    assert (question.field, question.heading, question.shown) == ("called_at", "日期", "03/04/2025")
    assert dict(question.readings) == {"mdy": dt.date(2025, 3, 4), "dmy": dt.date(2025, 4, 3)}
    assert all("called_at" in r.unread for r in found.rows)
    answered = column(tmp_path, ["03/04/2025", "05/06/2025"], day_order={"called_at": "dmy"})
    assert answered.questions == () and answered.rows[0].cells["called_at"].astimezone(ZONE).date() == dt.date(2025, 4, 3)
    assert [r.key for r in answered.rows] == [r.key for r in found.rows]


def test_a_column_is_read_as_its_neighbour_that_is_clear(tmp_path):
    rows = [["报修时间", "完成时间", "电话", "故障"], ["03/24/2025", "04/05/2025", "139", "x"]]
    found = read(book(tmp_path, rows))
    assert found.rows[0].cells["completed_at"].astimezone(ZONE).date() == dt.date(2025, 4, 5)


def test_days_that_the_column_writes_in_two_hands_are_left_and_asked(tmp_path):
    found = column(tmp_path, ["13/04/2025", "04/13/2025", "05/06/2025"])
    assert len(found.questions) == 1 and [bool(r.unread) for r in found.rows] == [False, False, True]


WHEN = When(TODAY, ZONE, dt.date(2026, 3, 2))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("3月2日 上午9点", "09:00"), ("3月2日上午9点半", "09:30"), ("三月二日 下午三点一刻", "15:15"), ("2026/3/2 12:45:11 AM", "00:45"),
        ("2026/3/2 12:45 PM", "12:45"), ("3月2日 中午12点", "12:00"), ("3月2日 凌晨1:05", "01:05"), ("2026-03-02（周一） 10:24", "10:24"),
        ("46083.336111", "08:04"), ("2026年03月02日 10时24分30秒", "10:24"), ("晚上8点", "20:00"), ("2026-3-2 10:24 p.m.", "22:24"),
    ],
)  # fmt: skip
def test_moments_are_understood_as_people_write_them(raw, shown):
    assert f"{called(raw, WHEN).astimezone(ZONE):%Y-%m-%d %H:%M}" == f"2026-03-02 {shown}"


@pytest.mark.parametrize("raw", ["3月2日 晚上12点", "25:00", "2月30日", "下周", "99999.5"])
def test_a_moment_that_is_none_is_told(raw):
    with pytest.raises(Unread):
        called(raw, WHEN)


def test_days_of_a_workbook_that_counts_from_1904_are_right(tmp_path):
    work = Workbook()
    work.epoch = dt.datetime(1904, 1, 1)
    work.active.append(["日期", "联系人", "电话", "故障"])
    work.active.append([dt.datetime(2026, 3, 2, 8, 4), "张", "139", "x"])
    work.active.append([46083 - 1462, "李", "138", "y"])
    work.save(tmp_path / "a.xlsx")
    assert [r.cells["called_at"].astimezone(ZONE).date() for r in read(tmp_path / "a.xlsx").rows] == [dt.date(2026, 3, 2)] * 2


@pytest.mark.parametrize(
    ("raw", "want"),
    [("4小时4分钟", 244), ("1.5小时", 90), ("90分", 90), ("1时24分", 84), ("半小时", 30), ("2个半小时", 150), ("1:30", 90), ("２小时", 120),
     (90.0, 90), ("45min", 45), ("1h 5m", 65), (dt.timedelta(hours=30), 1800), (dt.time(1, 30), 90), ("1天2小时", 1560)],
)  # fmt: skip
def test_a_length_of_time_is_read_in_minutes(raw, want):
    assert minutes(raw) == want


def test_a_length_of_time_that_is_none_is_told():
    with pytest.raises(Unread):
        minutes("很久")
    assert time_only("10:24") == dt.time(10, 24) and time_only("3月2日 10:24") is None


@pytest.mark.parametrize(("word", "closed"), [("Closed", True), ("已完成", True), ("In Progress", False), ("待解决", False), (" CLOSED ", True), ("蓝色", None)])
def test_status_words_are_known(word, closed):
    assert is_closed(word) is closed


def test_times_after_the_call_and_lengths_come_as_fields(tmp_path):
    rows = [["报修时间", "联系人", "电话", "到达时间", "完工时间", "用时", "完成情况", "处理结果"],
            ["2026-03-02 08:04", "张", "139", "10:24", "2026-03-02 11:48", "1小时24分", "已完成", "换轮"],
            ["2026-03-02 08:04", "李", "138", None, None, None, "没下文", None]]  # fmt: skip
    first, second = read(book(tmp_path, rows)).rows
    assert (first.cells["arrived_at"], first.cells["completed_at"], first.cells["minutes"]) == ("10:24", at("11:48"), 84)
    assert first.cells["status"] == "closed" and first.other["完成情况"] == "已完成" and first.cells["handling"] == "换轮"
    assert "status" not in second.cells and "没下文" in str(second.doubts["status"])


def test_a_copy_that_was_shuffled_and_retyped_has_the_same_keys(tmp_path):
    head = ["日期", "联系人", "电话", "机号", "故障"]
    rows = [["2026-03-02 08:04", f"张 {n} Abc", f"13900{n:06d}", f"g7-{n}", f"卡纸 A{n}"] for n in range(200)]
    one = read(book(tmp_path, [head, *rows]))
    wide = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)} | {" ": "　"})
    order = [4, 0, 2, 3, 1]
    mangled = [[(f" {r[c]}\u200b".translate(wide) if c != 2 else float(r[c])) for c in order] for r in rows]
    mangled = [[v.upper() if isinstance(v, str) else v for v in r] for r in mangled]
    random.Random(1).shuffle(mangled)
    two = read(book(tmp_path, [[head[c] for c in order], *mangled], name="b.xlsx"))
    assert {r.key for r in one.rows} == {r.key for r in two.rows} and len({r.key for r in one.rows}) == 200


def test_equal_rows_in_one_file_are_counted_and_kept(tmp_path):
    row = ["2026-03-02", "张", "139", "卡纸"]
    found = read(book(tmp_path, [["日期", "联系人", "电话", "故障"], row, row, row]))
    assert [r.nth for r in found.rows] == [1, 2, 3] and len({r.key for r in found.rows}) == 1


def test_what_stands_under_no_heading_is_kept(tmp_path):
    rows = [["日期", "联系人", None, "电话", "故障"], ["2026-03-02", "张", "急！"], ["2026-03-02", "李", None, "138", "x", "后面"]]
    assert [r.other.get("") for r in read(book(tmp_path, rows)).rows] == ["急！", "后面"]


def test_headings_printed_on_every_page_are_no_rows(tmp_path):
    head = ["日期", "联系人", "电话", "故障"]
    found = read(book(tmp_path, [head, ["2026-03-02", "张", "139", "x"], head, ["2026-03-02", "李", "138", "y"]]))
    assert len(found.rows) == 2 and found.skipped == ((3, "日期 联系人 电话 故障"),)


LIST = [["客户名称*", "联系电话", "型号", "机身编号", "购机日期"], ["佳图（上海）", "13900174420", "MP 2555", "00G7", "2023/5/18"], ["李", "021-62458837", "iR", "０１２", "2024.1.2"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_with_commas_is_read_like_a_workbook(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes("\r\n".join(",".join(r) for r in LIST).encode(encoding))
    assert_list(tmp_path / "a.csv")


def assert_list(path):
    found = read_list(path, "customers_machines", today=TODAY)
    assert [r.cells for r in found.rows] == [
        {"customer_name": "佳图（上海）", "phone": "13900174420", "model": "MP 2555", "serial": "00G7", "bought_on": dt.date(2023, 5, 18)},
        {"customer_name": "李", "phone": "021-62458837", "model": "iR", "serial": "012", "bought_on": dt.date(2024, 1, 2)},
    ]


@pytest.mark.xdist_group("soffice")
def test_a_list_is_read_the_same_from_every_kind_of_file(tmp_path):
    import shutil

    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    path = book(tmp_path, LIST)
    assert_list(path)
    merged = book(tmp_path, [*GROUPED, [None, None, None, "iR", "0018", "黑线"]], ("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3", "A4:A5", "B4:B5", "C4:C5"), "m.xlsx")
    for suffix in ("ods", "xls"):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", suffix, "--outdir",
                        str(tmp_path), str(path), str(merged)], capture_output=True, timeout=120, check=True)  # fmt: skip
        assert_list(tmp_path / f"a.{suffix}")
        assert [r.cells for r in read(tmp_path / f"m.{suffix}").rows] == [r.cells for r in read(merged).rows]
    first, second = read(merged).rows
    assert (first.cells["phone"], second.cells["phone"], second.cells["serial"]) == ("13900174420", "13900174420", "0018")
    (tmp_path / "a.et").write_bytes((tmp_path / "a.xls").read_bytes())
    assert_list(tmp_path / "a.et")


def test_the_process_that_reads_is_started_by_this_program_alone(tmp_path):
    path = book(tmp_path, LIST)
    done = subprocess.run([sys.executable, "-m", "dispatch_console.paper.reading.child", str(path)], capture_output=True, timeout=20, check=True)
    assert b'"end"' in done.stdout and done.stderr == b""
