"""The sample day through the desk: from an Excel register to the daily log and the points."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl import load_workbook

from dispatch_console.cli import demo
from dispatch_console.cli.paper_verbs import read_plan
from dispatch_console.desk.check import check, digest
from dispatch_console.domain.refused import Refused
from dispatch_console.places import resources
from dispatch_console.press import papers
from dispatch_console.queries.board import Board
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.days import DailyLog, DailyReport, DayCheck
from dispatch_console.queries.owed import Owed
from dispatch_console.queries.points import PointLedger, PointsSheet


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    desk, now = demo.prepare(tmp_path_factory.mktemp("day") / "desk")
    played = demo.Day(desk, now)
    for _name, step in demo.STEPS:
        step(played)
    yield played
    desk.close()


@pytest.mark.requirement("R5")
def test_a_question_mark_in_the_register_is_nobodys_name(day):
    with day.desk.store.reading() as connection:
        assert connection.exec_driver_sql("select count(*) from customer where name in ('？','?')").scalar() == 0
        assert connection.exec_driver_sql("select count(*) from call where caller_name in ('？','?')").scalar() == 0
    missed = [c for c in day.desk.ask(CallLog()) if c.outcome == "missed"]
    assert [(str(c.who), str(c.number)) for c in missed] == [("", "13817040077")]


@pytest.mark.requirement("R3")
@pytest.mark.requirement("R8")
def test_every_row_of_the_untidy_register_is_accounted_for(tmp_path):
    desk, _now = demo.prepare(tmp_path / "desk")
    plan = read_plan(desk, "phone_register", resources() / "sample" / "phone_register.xlsx")
    assert plan.summary == {"read": 78, "added": 0, "updated": 0, "same": 77, "refused": 1}
    assert [r.line for r in plan.rows if r.decision == "refused"] == [77]
    with desk.store.reading() as connection:
        assert connection.exec_driver_sql("select count(*) from call").scalar() == 77
        assert connection.exec_driver_sql("select read,added,refused from import_batch where form='phone_register'").one() == (78, 77, 1)
        two = connection.exec_driver_sql("select job_id from call where register_line in ('54','55')").fetchall()
        assert two[0] == two[1], "one call written down twice is one job"
        same_name = connection.exec_driver_sql("select customer_id from call where register_line='22'").scalar()
        assert same_name is None, "two customers with one name: never matched in silence"
    desk.close()


@pytest.mark.requirement("R196")
def test_the_day_adds_up_and_replays(day):
    found = check(day.desk, replay=True)
    assert [str(w) for w in found.wrong] == []
    figures = day.desk.ask(DailyReport(on_day=demo.DAY))
    assert figures.jobs_before + figures.jobs_new - figures.jobs_ended == figures.jobs_open == len(figures.open_jobs)
    assert figures.jobs_new == 12 and figures.calls_complaint == 1 and figures.audit_head


@pytest.mark.requirement("R126")
@pytest.mark.requirement("R103")
@pytest.mark.requirement("R147")
def test_what_was_promised_to_happen_happened(day):
    card = {name: day.desk.ask(JobCard(job_id=job)) for name, job in day.jobs.items()}
    assert card["金桥"].complaints[0].told_to == "沈国栋"
    kinds = [e.kind for e in card["启明"].events]
    assert kinds.index("escalation_answered") < kinds.index("escalated"), "newest first"
    assert card["明德"].stay.loaner == "备用机 B-05" and card["明德"].status == "in_workshop"
    assert card["恒达"].status == "waiting_part" and card["恒达"].flags[0].count == 2
    assert card["沪南"].status == "closed" and card["沪南"].quotes[0].answer == "no"
    arrived = [e for e in card["复川"].events if e.kind == "arrived"]
    assert len(arrived) == 2 and arrived[-1].corrected_by, "the wrong report stays, pointed at its correction"
    assert card["华彩"].status == "work_done"
    late = {c.kind: str(c.level) for c in card["启明"].clocks}
    assert late["escalation"] == "broken" and late["on_site"] == "kept"


@pytest.mark.requirement("R192")
def test_points_name_their_rule_and_their_evidence(day):
    people = {p.name: p for p in day.desk.ask(PointsSheet(month=demo.DAY))}
    assert people["李强"].jobs == 2 and people["李强"].total > 0
    ledger = day.desk.ask(PointLedger(person_id=people["李强"].person_id, month=demo.DAY))
    assert all(line.rule and line.version == 1 and line.arithmetic and line.form_number for line in ledger)
    assert sum(line.points for line in ledger) == people["李强"].total


def test_the_papers_say_what_the_desk_says(day, tmp_path):
    log = day.desk.ask(DailyLog(on_day=demo.DAY))
    assert len(log) == 10
    for form in papers.LISTS:
        path = tmp_path / f"{form}.xlsx"
        papers.export(day.desk, form, demo.DAY, path, "test")
        book = load_workbook(path)
        words = "\n".join(str(c.value) for row in book.active.iter_rows() for c in row if c.value is not None)
        if form == "daily_log":
            assert all(line.number in words for line in log)
        if form == "points_sheet":
            assert all(n in words for n in day.people)
        if form == "daily_report":
            assert "吴刚病假一天" in words
    with pytest.raises(Refused):
        papers.export(day.desk, "daily_log", demo.DAY, tmp_path / "x.xlsx", " ")
    for form in ("work_order", "work_order_a4", "repair_report"):
        path = tmp_path / f"{form}.pdf"
        papers.print_job(day.desk, form, day.jobs["恒达"], path)
        assert path.read_bytes()[-8:].strip().endswith(b"%%EOF")
    papers.print_job(day.desk, "pickup_slip", day.jobs["明德"], tmp_path / "slip.pdf")
    with pytest.raises(Refused):
        papers.print_job(day.desk, "pickup_slip", day.jobs["恒达"], tmp_path / "no.pdf")
    assert check(day.desk, replay=True).clean


def test_the_same_day_played_twice_ends_in_the_same_content(tmp_path):
    digests = []
    for name in ("one", "two"):
        desk, now = demo.prepare(tmp_path / name)
        played = demo.Day(desk, now)
        for _title, step in demo.STEPS:
            step(played)
        digests.append(digest(desk))
        desk.close()
    assert digests[0] == digests[1]


def test_before_closing_the_list_names_what_is_open(tmp_path):
    desk, now = demo.prepare(tmp_path / "desk")
    played = demo.Day(desk, now)
    demo.morning(played)
    kinds = {c.kind: c.count for c in desk.ask(DayCheck(on_day=demo.DAY))}
    assert kinds["complaint"] == 1 and kinds["missed"] == 1 and kinds["visit"] >= 4
    assert [o.action for o in desk.ask(Owed())][0] == "tell_superior"
    assert len(desk.ask(Board())) == 11
    assert dt.date(2026, 3, 2) == desk.today()
    desk.close()
