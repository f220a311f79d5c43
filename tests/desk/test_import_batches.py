"""A long register goes in by batches, can be stopped, and stays accounted for."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from dispatch_console.desk import import_batches
from dispatch_console.desk.check import check
from dispatch_console.press.incoming import read_in


def long_register(path: Path, rows: int) -> Path:
    start = dt.datetime(2026, 1, 5, 8)
    lines = ["来电时间,客户,电话,故障,类型"]
    for n in range(rows):
        at = start + dt.timedelta(minutes=n % 50_000)
        kind = "催单" if n == rows - 1 else "报修"
        lines.append(f"{at:%Y-%m-%d %H:%M},单位{n % 700:04d}厂,139{n % 700:08d},卡纸{n if kind == '报修' else ''},{kind}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.requirement("R3", "R217")
def test_it_is_stopped_between_two_batches_and_the_rest_comes_in_later(desk, tmp_path):
    path = long_register(tmp_path / "long.csv", 1100)
    plan = read_in(desk, "phone_register", path).plan
    assert import_batches.is_long(plan) and plan.summary["added"] == 1100
    held: list[float] = []
    began = time.monotonic()

    def tell(_n: int) -> None:
        nonlocal began
        held.append(time.monotonic() - began)
        began = time.monotonic()

    done = import_batches.take_in(desk, plan.command, tell, lambda: len(held) >= 2)
    assert done == 500 and max(held) < 3
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql("select read, added, updated, same, refused from import_batch").fetchall()
    assert len(rows) == 2 and all(r[0] == r[1] + r[2] + r[3] + r[4] for r in rows)
    rest = read_in(desk, "phone_register", path).plan
    s = rest.summary
    assert s["same"] == 500 and s["read"] == 1100 == s["added"] + s["updated"] + s["same"] + s["refused"]
    assert check(desk).wrong == []
