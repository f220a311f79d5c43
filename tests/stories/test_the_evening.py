"""The evening: a day closed, its papers made twice and again a week later, the same to the byte; a day on paper and back-filled."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.days import CloseDay, KeepPapers, KeptPaper
from dispatch_console.commands.jobs import AgreeTime, DecideJob
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.promises import MakePromise
from dispatch_console.commands.roster import RecordAttendance, SetRosterDay
from dispatch_console.commands.visits import CallIn, DispatchJob
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.press import day_papers, paper_day
from dispatch_console.queries.closing import ClosedDay, HandedOver
from dispatch_console.queries.days import DailyLog, DailyReport, DayCheck
from dispatch_console.queries.roster import Roster
from tests.press.searched import words_of

MONDAY = dt.date(2026, 3, 2)
ALL = [form for form, _word in day_papers.FORMS]


def written(desk, folder):
    names = day_papers.write(desk, MONDAY, ALL, folder, "归档")
    return {name: (folder / name).read_bytes() for name in names}


def cells(data):
    return [str(c) for row in load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True) for c in row if c is not None]


@pytest.mark.requirement("R196", "R86", "R183", "R91")
def test_a_day_closed_its_papers_made_twice_and_again_a_week_later(day, tmp_path):
    day.now(9)
    day.call("62458837", "复印重影", job="宏远")
    day.decide("宏远")
    day.agree("宏远", 10)
    day.send("宏远", "李强", 10)
    day.now(10, 20)
    day.report("宏远", "arrived", "李强", minutes_ago=15)
    day.do(MakePromise(said="下午给答复", job_id=day.jobs["宏远"], due_at=day.at(16)))
    day.do(SetRosterDay(person_id=day.person("王建平"), on_day=MONDAY + dt.timedelta(days=1), kind="straight"))
    day.now(17, 35)
    open_things = {r.kind: r.count for r in day.desk.ask(DayCheck(on_day=MONDAY))}
    assert open_things["visit"] == 1 and open_things["promise"] == 1 and open_things["back"] == 1  # 李强 is still out
    day.do(RecordAttendance(person_id=day.person("李强"), kind="agreed_with_supervisor"))
    assert {r.kind: r.count for r in day.desk.ask(DayCheck(on_day=MONDAY))}["back"] == 0
    with pytest.raises(Refused, match="not closed yet"):
        written(day.desk, tmp_path / "zu früh")
    day.no(KeepPapers(on_day=MONDAY, papers=(KeptPaper(form="x", content="{}"),)), "not closed yet")

    day.do(CloseDay(on_day=MONDAY, remarks="一切照旧"))
    assert day_papers.keep(day.desk, MONDAY) == 8 and day_papers.keep(day.desk, MONDAY) == 0
    first = written(day.desk, tmp_path / "一")
    assert len(first) == 7
    head = day.desk.ask(ClosedDay(on_day=MONDAY)).audit_head
    assert any(head[:4] in c for c in cells(first["daily_report-2026-03-02.xlsx"]))
    assert "王建平" in cells(first["straight_to_site-2026-03-02.xlsx"]) and "8:45" in cells(first["straight_to_site-2026-03-02.xlsx"])
    assert {str(x.words) for x in day.desk.ask(HandedOver(on_day=MONDAY))} >= {"下午给答复"} and "下午给答复" in cells(first["hand_over-2026-03-02.xlsx"])
    day.now(18, 10)
    assert written(day.desk, tmp_path / "二") == first

    day.now(9, 0, days=7)  # a week later much has changed
    day.report("宏远", "done", "李强", note="换搓纸轮")
    day.call("021-64370011", "卡纸", job="启明")
    day.now(10, 0)
    assert written(day.desk, tmp_path / "三") == first
    day.no(KeepPapers(on_day=MONDAY, papers=(KeptPaper(form="daily_report", content="{}"),)), "kept already")
    assert day.whole() == []


@pytest.mark.requirement("R86", "R102", "R108", "R196")
def test_a_day_on_paper_back_filled_with_the_true_times(day, tmp_path, qapp):
    day.now(9)
    day.call("62458837", "复印重影", job="宏远")
    pages = paper_day.to_file(day.desk, {"work_order": 2, "phone_register": 1}, tmp_path / "纸.pdf", "停电")
    text = words_of(tmp_path / "纸.pdf")
    assert pages >= 5 and "62458837" in text.replace("-", "") and "李强" in text and text.count("派工单") >= 2
    with pytest.raises(Refused, match="purpose"):
        paper_day.to_file(day.desk, {}, tmp_path / "x.pdf", " ")
    with pytest.raises(Refused, match="At most"):
        paper_day.to_file(day.desk, {"work_order": 100}, tmp_path / "x.pdf", "停电")

    day.now(17)  # the computer is back; what stands on paper is entered with its own time
    desk = day.desk
    called = at(MONDAY, 9, 40)
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-64370011", customer_id=2, machine_id=2, said="卡纸", channel="paper", started_at=called)).result["job_id"]
    desk.do(DecideJob(job_id=job, warranty="out", fee=False, basis="纸上已定", happened_at=at(MONDAY, 9, 45)))
    agreed = {"job_id": job, "from_at": at(MONDAY, 10, 30), "until_at": at(MONDAY, 11)}
    day.no(AgreeTime(**agreed), "in the past")  # without its own time it is a slip
    day.no(AgreeTime(**agreed, happened_at=at(MONDAY, 11, 30)), "in the past")
    desk.do(AgreeTime(**agreed, happened_at=at(MONDAY, 9, 50)))
    desk.do(DispatchJob(job_id=job, technician_id=day.person("王建平"), planned_from=at(MONDAY, 10, 30)))
    desk.do(CallIn(job_id=job, move="arrived", happened_at=at(MONDAY, 10, 42), reported_at=at(MONDAY, 10, 45), channel="paper"))
    desk.do(CallIn(job_id=job, move="done", happened_at=at(MONDAY, 11, 30), channel="paper"))
    desk.do(TypeReport(job_id=job, method="换搓纸轮", arrived_at=at(MONDAY, 10, 42), completed_at=at(MONDAY, 11, 30)))
    (line,) = desk.ask(DailyLog(on_day=MONDAY))
    assert (line.arrived_at, line.completed_at, line.minutes) == (at(MONDAY, 10, 42), at(MONDAY, 11, 30), 48)
    figures = desk.ask(DailyReport(on_day=MONDAY))
    assert (figures.calls, figures.jobs_new, figures.jobs_in_time) == (2, 2, 1)  # counted by the time at which it was
    assert next(r for r in desk.ask(Roster()) if r.name == "王建平").state == "free"
    assert day.whole() == []
