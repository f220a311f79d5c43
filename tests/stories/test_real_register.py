"""A real call register from public open data is taken in whole, row by row accounted for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from dispatch_console.cli.paper_verbs import read_plan
from dispatch_console.desk.check import check
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.press.incoming import Means, read_in
from dispatch_console.press.refused_rows import write_refused
from dispatch_console.queries.layouts import RememberedLayout

NYC = Path(__file__).parent.parent / "data" / "nyc311_calls.csv"
COMPLAINTS = Means({"Complaint Type": "fault", "Descriptor": "remark"})

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


@pytest.mark.requirement("R3", "R217")
def test_235_calls_of_a_city_without_numbers_or_names_come_in_with_their_times_and_their_ends(desk):
    got = read_in(desk, "phone_register", NYC, COMPLAINTS)
    plan = got.plan
    assert plan.summary == {"read": 235, "added": 235, "updated": 0, "same": 0, "refused": 0}
    said = [[str(d) for d in r.doubts] for r in plan.rows]
    assert all("No telephone number." in s for s in said)
    doubtful = [r.line for r, s in zip(plan.rows, said, strict=True) if any("open, but" in d for d in s)]
    assert len(doubtful) == 6
    remember = got.to_remember()
    assert remember is not None
    for command in (remember, plan.command):
        desk.do(command)
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql("select registered_at, closed_at, status, fault from job order by id").fetchall()
        events = connection.exec_driver_sql("select happened_at from event where kind='closed'").fetchall()
    assert len(rows) == 235 and sum(r.status == "closed" for r in rows) == 198 == len(events)
    assert rows[0].fault == "Noise - Residential"
    first = plan.rows[0].entry
    assert first.called_at == at(dt.date(2025, 3, 24), 23, 33)
    assert first.completed_at.date() == dt.date(2025, 3, 24)  # a quarter to one in Shanghai is still the day before in UTC
    again = read_in(desk, "phone_register", NYC)
    assert again.remembered and again.plan.summary["same"] == 235 and again.plan.command is None
    known = desk.ask(RememberedLayout(form="phone_register", layout=got.layout))
    assert dict(known.columns)["Complaint Type"] == "fault"
    assert check(desk, replay=True).clean


@pytest.mark.requirement("R3", "R217")
def test_what_was_refused_is_written_out_corrected_and_taken_in_as_the_first_of_its_kind(desk, tmp_path: Path):
    path = tmp_path / "calls.csv"
    path.write_text("When it was,Who rang,What,Ring\n2026-03-01 09:00,东亭,卡纸,13900171111\n2026-03-01 9:7x,西亭,重影,13900172222\n"
                    "2026-03-01 09:00,东亭,卡纸,13900171111\n", encoding="utf-8")  # fmt: skip
    with pytest.raises(Refused):
        read_plan(desk, "phone_register", path)
    means = Means({"When it was": "called_at", "Who rang": "customer_name", "What": "fault", "Ring": "phone"})
    got = read_in(desk, "phone_register", path, means)
    assert got.plan.summary == {"read": 3, "added": 2, "updated": 0, "same": 0, "refused": 1}
    assert "The same row as line 2: both are counted." in [str(d) for d in got.plan.rows[2].doubts]
    desk.do(got.to_remember())
    desk.do(got.plan.command)
    report = tmp_path / "refused.xlsx"
    assert write_refused(got, report) == 1
    book = openpyxl.load_workbook(report)
    [row] = [r for r in book.active.iter_rows() if r[1].value == "西亭"]
    assert row[0].value == "2026-03-01 9:7x" and "When was the call" in row[4].value
    row[0].value = "2026-03-01 09:07"
    book.save(report)
    back = read_in(desk, "phone_register", report)
    assert back.remembered and back.plan.summary == {"read": 1, "added": 1, "updated": 0, "same": 0, "refused": 0}
    desk.do(back.plan.command)
    assert read_in(desk, "phone_register", path).plan.summary["same"] == 2
    assert check(desk, replay=True).clean


@pytest.mark.requirement("R3")
def test_days_that_nothing_decides_are_asked_and_the_answer_is_kept(desk, tmp_path: Path):
    path = tmp_path / "calls.csv"
    path.write_text("来电时间,客户,电话,故障\n02/03/2026 07:00,东亭,13900171111,卡纸\n01/02/2026 10:00,西亭,13900172222,重影\n", encoding="utf-8")
    got = read_in(desk, "phone_register", path)
    [question] = got.questions
    assert got.plan.summary["refused"] == 2 and {o for o, _day in question.readings} >= {"mdy", "dmy"}
    told = read_in(desk, "phone_register", path, got.means.with_days("called_at", "dmy"), before=got)
    assert not told.questions and told.plan.summary["added"] == 2
    desk.do(told.to_remember())
    later = read_in(desk, "phone_register", path)
    assert later.remembered and later.plan.rows[0].shown[2] == "03-02 07:00"
