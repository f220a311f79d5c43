"""A real call register from public open data is taken in whole, row by row accounted for."""

from __future__ import annotations

from pathlib import Path

from dispatch_console.cli.paper_verbs import read_plan
from dispatch_console.desk.check import check

ROWS = "Unique Key,Created Date,Complaint Type,Descriptor,Incident Address,Status\n" + "".join(
    f'644461{n:02d},03/{n % 28 + 1:02d}/2025 {n % 12 + 1:02d}:33:07 {"AP"[n % 2]}M,Noise,"Banging, {n}",{n} EAST 35 STREET,Closed\n'
    for n in range(40)
)


def test_an_american_export_with_its_own_headings_and_dates(desk, tmp_path: Path):
    path = tmp_path / "calls.csv"
    path.write_text(ROWS, encoding="utf-8")
    plan = read_plan(desk, "phone_register", path)
    assert plan.summary["read"] == 40 == plan.summary["added"] + plan.summary["refused"]
    assert plan.summary["refused"] == 0
    desk.do(plan.command)
    assert read_plan(desk, "phone_register", path).summary["same"] == 40
    assert check(desk, replay=True).clean
