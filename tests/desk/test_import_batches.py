"""A long register goes in by batches, can be stopped, and stays accounted for."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import Workbook

from dispatch_console.commands.people import AddPerson
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
    assert (done.rows, done.why) == (500, None) and max(held) < 3
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql("select read, added, updated, same, refused from import_batch").fetchall()
    assert len(rows) == 2 and all(r[0] == r[1] + r[2] + r[3] + r[4] for r in rows)
    rest = read_in(desk, "phone_register", path).plan
    s = rest.summary
    assert s["same"] == 500 and s["read"] == 1100 == s["added"] + s["updated"] + s["same"] + s["refused"]
    assert check(desk).wrong == []


def long_customers(path: Path, n: int) -> Path:
    """A list of so many customers, each with a machine."""
    book = Workbook(write_only=True)
    book.create_sheet("客户").append(["客户编号", "客户名称", "联系人", "电话", "地址"])
    book.create_sheet("机器").append(["客户编号", "客户名称", "机型", "机号", "品牌"])
    for k in range(n):
        book["客户"].append([f"K{k:06d}", f"单位{k:05d}厂", f"王{k % 97}", f"139{k:08d}", f"浦东路{k}号"])
        book["机器"].append([f"K{k:06d}", f"单位{k:05d}厂", "MP 3055", f"S{k:07d}", "理光"])
    book.save(path)
    return path


def owned(desk) -> tuple[int, int]:
    """How many machines of the list are here, and how many of them belong to their own customer."""
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "select m.serial, c.code from machine m join customer c on c.id=m.customer_id where m.model='MP 3055' and m.serial like 'S0%'").fetchall()  # fmt: skip
    return len(rows), sum(serial[2:] == code[1:] for serial, code in rows)


@pytest.mark.requirement("R201", "R217")
@pytest.mark.parametrize(("after", "kept"), [(2, (500, 0)), (4, (600, 250))])
def test_customers_go_in_before_their_machines_and_the_rest_comes_in_later(desk, tmp_path, after, kept):
    path = long_customers(tmp_path / "long.xlsx", 600)
    plan = read_in(desk, "customers_machines", path).plan
    assert import_batches.is_long(plan)
    told: list[int] = []
    done = import_batches.take_in(desk, plan.command, told.append, lambda: len(told) >= after)
    assert done.rows == sum(kept) and owned(desk) == (kept[1], kept[1])
    rest = read_in(desk, "customers_machines", path).plan
    assert rest.summary == {"read": 1200, "added": 1200 - sum(kept), "updated": 0, "same": sum(kept), "refused": 0}
    assert import_batches.take_in(desk, rest.command, told.append, lambda: False).rows == 1200 - sum(kept)
    assert owned(desk) == (600, 600)
    with desk.store.reading() as connection:
        batches = connection.exec_driver_sql("select read, added, updated, same, refused from import_batch").fetchall()
    assert all(b[0] == sum(b[1:]) for b in batches) and sum(b[1] for b in batches) == 1200
    assert read_in(desk, "customers_machines", path).plan.summary["same"] == 1200
    assert check(desk, replay=True).wrong == []


@pytest.mark.nightly
@pytest.mark.requirement("R201", "R217")
def test_ten_thousand_customers_and_machines_never_hold_the_desk_for_long(desk, tmp_path, record_property):
    path = long_customers(tmp_path / "long.xlsx", 10_000)
    command = read_in(desk, "customers_machines", path).plan.command
    moments = [time.monotonic()]
    done = import_batches.take_in(desk, command, lambda _n: moments.append(time.monotonic()), lambda: False)
    held = [b - a for a, b in pairwise(moments)]
    record_property("seconds the desk was held at most, and in all", f"{max(held):.2f} {sum(held):.1f}")
    print(f"held at most {max(held):.2f} s, {sum(held):.1f} s in all")
    assert done.rows == 20_000 and owned(desk) == (10_000, 10_000) and max(held) < 3


@pytest.mark.requirement("R201", "R217")
def test_a_machine_whose_customer_is_left_out_is_left_out_and_the_equation_holds(desk, tmp_path):
    path = long_customers(tmp_path / "few.xlsx", 3)
    plan = read_in(desk, "customers_machines", path).plan
    plan.take(1, False)
    plan.close()
    assert plan.summary == {"read": 6, "added": 4, "updated": 0, "same": 0, "refused": 2}
    assert "Whose machine" in str(plan.rows[4].reason)
    desk.do(plan.command)
    assert owned(desk) == (2, 2)


@pytest.mark.requirement("R217")
def test_a_batch_that_a_rule_refuses_ends_it_and_says_why(desk, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("工号,姓名,手机\n" + "\n".join(f"N{n:05d},人员{n},139{n:08d}" for n in range(1100)), encoding="utf-8")
    plan = read_in(desk, "technicians", path).plan
    assert import_batches.is_long(plan) and plan.summary["added"] == 1100
    desk.do(AddPerson(name="先来者", code="N00300"))
    done = import_batches.take_in(desk, plan.command, lambda _n: None, lambda: False)
    assert done.rows == 250 and "N00300" in str(done.why)
    rest = read_in(desk, "technicians", path).plan
    assert rest.summary == {"read": 1100, "added": 849, "updated": 0, "same": 250, "refused": 1}
    assert import_batches.take_in(desk, rest.command, lambda _n: None, lambda: False).rows == 849
    assert check(desk).wrong == []


@pytest.mark.requirement("R42", "R217")
def test_a_price_list_is_never_half_in_force(desk, tmp_path):
    path = tmp_path / "prices.csv"
    path.write_text("代码,名称,类别,单位,报价\n" + "\n".join(f"P{n:05d},项目{n},人工,次,{n + 1}" for n in range(1200)), encoding="utf-8")
    plan = read_in(desk, "price_list", path).plan
    assert import_batches.is_long(plan) and len(import_batches.batches(plan.command)) == 1
    assert import_batches.take_in(desk, plan.command, lambda _n: None, lambda: True).rows == 0
    assert import_batches.take_in(desk, plan.command, lambda _n: None, lambda: False).rows == 1200
