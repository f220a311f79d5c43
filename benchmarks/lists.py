"""Lists in and out, 100,000 rows of 14 columns: reading against python-calamine alone, writing against XlsxWriter."""

from __future__ import annotations

import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dispatch_console.paper import Column, write_list
from dispatch_console.paper.reading.headings import PHONE_REGISTER
from dispatch_console.paper.reading.outside import read_rows
from dispatch_console.paper.reading.register import understood
from dispatch_console.paper.reading.values import When
from lines import Line

ROWS = 100_000
TIMES = 3
MOST_MB = 150
TODAY = dt.date(2026, 12, 1)
BEGUN = dt.datetime(2026, 3, 2, 0, 4, tzinfo=dt.UTC)
COLUMNS = [
    Column("来电时间", 32, "moment"), Column("客户名称", 60), Column("联系人"), Column("联系电话"), Column("地址", 60), Column("机型"),
    Column("机号"), Column("故障现象", 60), Column("约定时间", 32, "moment"), Column("技术员"), Column("备注"),
    Column("金额", 20, "money"), Column("件数", 14, "count"), Column("购机日期", 20, "date"),
]  # fmt: skip


def rows() -> Iterator[list[Any]]:
    for n in range(ROWS):
        at = BEGUN + dt.timedelta(minutes=n)
        yield [
            at, f"上海佳图办公设备有限公司{n}", f"张{n % 97}", f"139{n:08d}", f"长宁区仙霞路{n % 900}弄{n % 30}号", "理光 MP 2555SP",
            f"G717M{n:06d}", f"卡纸，双面频繁 {n}", at, "李强", "急" if n % 3 == 0 else None, n / 100, n % 7, at.date(),
        ]  # fmt: skip


def ours_written(path: Path) -> None:
    write_list(path, "来电清单", COLUMNS, rows())


def theirs_written(path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "remove_timezone": True})
    days = {"moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}), "date": book.add_format({"num_format": "yyyy-mm-dd"})}
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [c.heading for c in COLUMNS])
    for n, row in enumerate(rows(), 1):
        for c, (value, column) in enumerate(zip(row, COLUMNS, strict=True)):
            sheet.write(n, c, value, days.get(column.form))
    book.close()


def theirs_read(path: Path) -> None:
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def taken(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def peak_mb(path: Path) -> float:
    """The most memory that a process needs which writes the list and does nothing else."""
    done = subprocess.run([sys.executable, __file__, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def list_lines() -> list[Line]:
    """In turn, so that both meet the same machine; whole times, the start of the reading process in them."""
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "ours.xlsx", Path(folder) / "theirs.xlsx"
        out, their_out, read, their_read, meant = [], [], [], [], []
        for _ in range(TIMES):
            out.append(taken(lambda: ours_written(path)))
            their_out.append(taken(lambda: theirs_written(other)))
        for _ in range(TIMES):
            their_read.append(taken(lambda: theirs_read(path)))
            read.append(taken(lambda: read_rows(path)))
        found = read_rows(path)
        for _ in range(TIMES):
            meant.append(taken(lambda: understood(found, PHONE_REGISTER, When(TODAY, dt.UTC))))  # type: ignore[arg-type]
        memory = peak_mb(path)
    middle = statistics.median
    w, f, r, c, m = map(middle, (out, their_out, read, their_read, meant))
    return [
        Line("read 100,000 rows / calamine alone", r, c, max(read), "<= 2x", r <= 2 * c),
        Line("understand these rows (14 columns)", m, 0.0, max(meant), "(told, no target)", True),
        Line("write 100,000 rows / XlsxWriter", w, f, max(out), "<= 2x", w <= 2 * f),
        Line("memory while writing, MB", memory, 0.0, memory, f"<= {MOST_MB}", memory <= MOST_MB),
    ]


if __name__ == "__main__":
    ours_written(Path(sys.argv[1]))
    told = Path("/proc/self/status").read_text()  # of getrusage a part is inherited from who started us
    print(int(told.partition("VmHWM:")[2].split()[0]) / 1024)
