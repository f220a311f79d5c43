"""Every query reads what it declares and nothing else; hot ones go by an index; none shows what is private unmasked."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.cli import demo
from dispatch_console.desk.opening import open_desk
from dispatch_console.domain.masked import mask
from dispatch_console.queries.board import Board
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.calls import CallerCard
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.customers import CustomerRecords, MachineRecords
from dispatch_console.queries.days import DailyLog, DailyReport, DayCheck
from dispatch_console.queries.find import Find
from dispatch_console.queries.office import Suggest
from dispatch_console.queries.points import PointLedger, PointsSheet, WhatIf
from dispatch_console.queries.registry import all_queries
from dispatch_console.queries.weeks import RosterWeek

SQLITE_READ, SQLITE_OK = 20, 0
ARGUMENTS = {
    "CallerCard": lambda: CallerCard(number="13900174101"),
    "JobCard": lambda: JobCard(job_id=60),
    "Find": lambda: Find(text="卡纸"),
    "DailyLog": lambda: DailyLog(on_day=demo.DAY),
    "DailyReport": lambda: DailyReport(on_day=demo.DAY),
    "DayCheck": lambda: DayCheck(on_day=demo.DAY),
    "PointsSheet": lambda: PointsSheet(month=demo.DAY),
    "PointLedger": lambda: PointLedger(person_id=1, month=demo.DAY),
    "Suggest": lambda: Suggest(fault="卡纸"),
    "CustomerRecords": lambda: CustomerRecords(text="hd"),
    "RosterWeek": lambda: RosterWeek(from_day=demo.DAY),
    "WhatIf": lambda: WhatIf(month=demo.DAY, code="hours"),
    "MachineRecords": lambda: MachineRecords(text="hd"),
}


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("played") / "desk"
    desk, now = demo.prepare(folder)
    day = demo.Day(desk, now)
    for _name, step in demo.STEPS:
        step(day)
    yield folder, desk, day
    desk.close()


def question(name):
    spec = all_queries()[name]
    if name in ARGUMENTS:
        return ARGUMENTS[name]()
    try:
        return spec.kind()
    except TypeError:
        needed = {"job_id": 60, "technician_id": 1, "on_day": demo.DAY, "day": demo.DAY, "month": demo.DAY, "person_id": 1, "first": demo.DAY, "last": demo.DAY, "text": "卡纸", "code": "V-01", "number": "0302-001", "kind": "work_order", "form": "phone_register", "layout": "0" * 32, "sha256": "0" * 64}
        import dataclasses

        given = {f.name: needed[f.name] for f in dataclasses.fields(spec.kind) if f.default is dataclasses.MISSING}
        return spec.kind(**given)


@pytest.mark.parametrize("name", sorted(all_queries()))
def test_a_query_reads_what_it_declares(played, name):
    folder, main_desk, _day = played
    seen = set()
    desk = open_desk(folder, clock=main_desk.clock, actor="x")

    def watch(action, table, column, *_rest):
        if action == SQLITE_READ and table:
            seen.add(table)
        return SQLITE_OK

    desk.store.raw_reader.set_authorizer(watch)
    desk.ask(question(name))
    desk.close()
    spec = all_queries()[name]
    tables = {t for t in seen if "grams" not in t and not t.startswith("sqlite_")}
    allowed = spec.reads | {"clock_rule", "calendar", "calendar_day", "find_key", "draft"}
    assert tables <= allowed, f"{name} reads {sorted(tables - spec.reads)} undeclared"
    assert spec.reads - tables <= spec.reads


HOT = {
    "board": (Board(), "ix_job_open_due"),
    "log": (CallLog(on_day=demo.DAY), "ix_call_started_at"),
    "caller": (CallerCard(number="13900174101"), "ix_phone_number_digits"),
    "find": (Find(text="4101"), "ix_find_key_shape_key"),
}


@pytest.mark.parametrize("name", sorted(HOT))
def test_a_hot_query_goes_by_its_index(played, name):
    _folder, desk, _day = played
    asked, index = HOT[name]
    statements = []
    desk.store.raw_reader.set_trace_callback(statements.append)
    desk.ask(asked)
    desk.store.raw_reader.set_trace_callback(None)
    plans = []
    for sql in statements:
        if sql.startswith("SELECT"):
            plans += [r[3] for r in desk.store.raw_reader.execute("EXPLAIN QUERY PLAN " + sql).fetchall()]
    assert any(index in p for p in plans), plans
    assert "OFFSET" not in " ".join(statements).replace("LIMIT -1", "").split("LIMIT")[0]


def test_a_row_can_show_itself_masked(played):
    _folder, desk, _day = played
    (caller,) = desk.ask(CallerCard(number="13900174101"))
    hidden = mask(caller)
    assert "恒达物流" not in str(hidden) and "13900174101" not in str(hidden) and "富特北路" not in str(hidden)
    rows = mask(desk.ask(CallLog(on_day=demo.DAY)))
    assert all("13900174101" not in str(r.number) for r in rows)


def test_the_call_log_pages_on_without_gap_or_repeat(played):
    _folder, desk, _day = played
    seen, before_at, before_id = [], None, 0
    while rows := desk.ask(CallLog(limit=17, before_at=before_at, before_id=before_id)):
        seen += [r.id for r in rows]
        before_at, before_id = rows[-1].started_at, rows[-1].id
    with desk.store.reading() as connection:
        assert len(seen) == len(set(seen)) == connection.exec_driver_sql("select count(*) from call").scalar()
    assert dt.date(2026, 3, 2) == demo.DAY
