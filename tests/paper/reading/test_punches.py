"""Lists of time clocks: a column a day with stamps run together, or a line a stamp."""

import datetime as dt

import pytest
from openpyxl import Workbook

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.reading.punches import read_punches, stamps_of

pytestmark = pytest.mark.requirement("R90")
TODAY = dt.date(2026, 3, 6)


def book(path, rows, title="Sheet"):
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("text", "times"),
    [("08:1018:20", ["08:10", "18:20"]), ("08:10\n18:20", ["08:10", "18:20"]), ("18:20 8:05", ["08:05", "18:20"]), ("08:10:3318:20:01", ["08:10", "18:20"]),
     ("０８：１０", ["08:10"])],
)  # fmt: skip
def test_stamps_run_together_are_parted(text, times):
    assert [f"{t:%H:%M}" for t in stamps_of(text)] == times


@pytest.mark.parametrize("text", ["旷工", "08:10 请假", "25:00", "08:70"])
def test_what_is_no_stamp_is_left_to_the_reader(text):
    assert stamps_of(text) is None


def test_a_month_with_a_column_a_day_is_read_with_the_month_of_its_title(tmp_path):
    head = ["工号", "姓名", *(f"{n}日" for n in range(1, 32))]
    rows = [["考勤记录表"], ["考勤日期：2026-02-01 ~ 2026-02-28"], head,
            ["01", "李强", "08:2817:45", "", "08:3512:00", *[""] * 24, "旷工"], ["02", "王建平", dt.time(8, 40), "08:01\n17:35"]]  # fmt: skip
    sheet = read_punches(book(tmp_path / "打卡.xlsx", rows), today=TODAY)
    said = [(d.name, d.code, d.on_day.isoformat(), [f"{t:%H:%M}" for t in d.stamps]) for d in sheet.days if d.unread is None]
    assert said == [
        ("李强", "01", "2026-02-01", ["08:28", "17:45"]), ("李强", "01", "2026-02-03", ["08:35", "12:00"]),
        ("王建平", "02", "2026-02-01", ["08:40"]), ("王建平", "02", "2026-02-02", ["08:01", "17:35"]),
    ]  # fmt: skip
    assert [str(d.unread) for d in sheet.days if d.unread] == ['The time "旷工" cannot be read.']


def test_without_a_month_it_is_the_last_one_that_has_all_its_days(tmp_path):
    head = ["姓名", *range(1, 29)]
    assert read_punches(book(tmp_path / "a.xlsx", [head, ["李强", "08:00"]]), today=TODAY).days[0].on_day == dt.date(2026, 2, 1)
    assert read_punches(book(tmp_path / "2025年12月.xlsx", [head, ["李强", "08:00"]]), today=TODAY).days[0].on_day == dt.date(2025, 12, 1)


def test_a_line_a_stamp_is_gathered_by_day(tmp_path):
    rows = [["部门", "姓名", "登记号码", "日期时间"], ["维修", "李强", 1, "2026-03-02 08:21:05"], ["维修", "李强", 1, dt.datetime(2026, 3, 2, 17, 40)],
            ["维修", "孙立", 3, "2026/3/3 8:50"], ["维修", "孙立", 3, "昨天"]]  # fmt: skip
    days = read_punches(book(tmp_path / "b.xlsx", rows), today=TODAY).days
    assert [(d.name, d.on_day.day, len(d.stamps)) for d in days] == [("李强", 2, 2), ("孙立", 3, 1), ("孙立", 1, 0)]


def test_another_list_is_refused_in_words(tmp_path):
    with pytest.raises(Refused, match="time clock"):
        read_punches(book(tmp_path / "c.xlsx", [["客户", "电话"], ["宏远", "62458837"]]), today=TODAY)
