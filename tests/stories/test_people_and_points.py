"""A week of the roster with straight-to-site mornings; a month of points under two versions of a rule, with a question and its answer."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.points import AnswerPoints, AskPoints, AuditReport, CounterPoints, SavePointRule
from dispatch_console.commands.quality import AnswerComplaint, MakeComplaint, TellSuperior
from dispatch_console.commands.roster import PlannedDay, PlanWeek, RecordAttendance
from dispatch_console.domain import points
from dispatch_console.queries.points import (
    PointLedger,
    PointMonths,
    PointQuestions,
    PointRules,
    PointsSheet,
    ReportsToAudit,
    WhatIf,
)
from dispatch_console.queries.statistics import Statistics
from dispatch_console.queries.weeks import Attendance, AttendanceMonth, RosterWeek
from tests.stories.told import Told
from tests.stories.told import name as named

MONDAY = dt.date(2026, 3, 2)
NUMBERS = {"宏远": "62458837", "启明": "021-64370011", "恒达": "13901234567"}


def repaired(day: Told, job: str, customer: str, who: str, hour: int, late: bool = False, **report: object) -> None:
    """A repair from the call to the typed and audited report, on the day that it is."""
    day.now(hour)
    day.call(NUMBERS[customer], "卡纸", job=job)
    day.decide(job)
    day.agree(job, hour, 30)
    day.send(job, who, hour, 30)
    day.now(hour + 1, 55 if late else 0)
    day.report(job, "arrived", who, minutes_ago=0 if late else 25)
    day.now(hour + 2)
    day.report(job, "done", who)
    day.do(TypeReport(job_id=day.jobs[job], method="修好", **report))
    (waiting,) = day.desk.ask(ReportsToAudit())
    day.do(AuditReport(report_id=waiting.report_id))


def month(day: Told) -> dict[str, str]:
    """Each technician's points of March, those who have some."""
    return {p.name: points.shown(p.total) for p in day.desk.ask(PointsSheet(month=MONDAY)) if p.total}


@pytest.mark.requirement("R90", "R91", "R92")
def test_a_week_of_the_roster_with_straight_to_site_mornings(day):
    people = {r.name: r.person_id for r in day.desk.ask(RosterWeek(from_day=MONDAY))}
    days = [PlannedDay(person_id=person, on_day=MONDAY + dt.timedelta(days=n), kind="work") for person in people.values() for n in range(5)]
    special = {("王建平", 1): "straight", ("孙立", 1): "straight", ("周敏", 1): "leave", ("李强", 5): "on_duty"}
    for (name, n), kind in special.items():
        days = [d for d in days if (d.person_id, d.on_day) != (people[name], MONDAY + dt.timedelta(days=n))]
        days.append(PlannedDay(person_id=people[name], on_day=MONDAY + dt.timedelta(days=n), kind=kind))
    day.do(PlanWeek(days=tuple(days)))
    assert {r.name: r.minutes // 60 for r in day.desk.ask(RosterWeek(from_day=MONDAY))} == {
        **dict.fromkeys(people, 40), "周敏": 32, "李强": 48}  # fmt: skip

    day.now(17, 0)
    day.call(NUMBERS["宏远"], "卡纸", job="宏远")
    day.decide("宏远")
    day.now(8, 0, days=1)  # Tuesday: two go straight to their customers
    day.agree("宏远", 8, 30)
    day.send("宏远", "王建平", 8, 30)
    for name in set(people) - {"王建平", "孙立", "周敏"}:
        day.do(RecordAttendance(person_id=people[name], kind="reported_in"))
    day.do(RecordAttendance(person_id=people["孙立"], kind="straight_to_site"))
    day.now(8, 41)
    day.report("宏远", "arrived", "王建平")
    day.now(8, 46)  # the list of a quarter to nine
    seen = {r.name: r.kept.mark for r in day.desk.ask(Attendance())}
    assert [n for n, mark in seen.items() if mark == "missing"] == ["孙立"]
    assert seen["王建平"] == "straight" and seen["周敏"] == "off" and seen["李强"] == "present"

    day.now(17, 45)  # closing: who is out and whether that is agreed
    for name in set(people) - {"王建平", "孙立", "周敏", "吴刚"}:
        day.do(RecordAttendance(person_id=people[name], kind="left_for_home"))
    day.do(RecordAttendance(person_id=people["吴刚"], kind="agreed_with_supervisor", note="嘉兴未回"))
    assert [r.name for r in day.desk.ask(Attendance()) if r.kept.not_back] == ["王建平"]
    sheet = {r.name: r for r in day.desk.ask(AttendanceMonth(month=MONDAY))}
    assert [(sheet[n].straight, sheet[n].missing, sheet[n].leave) for n in ("王建平", "孙立", "周敏")] == [(1, 1, 0), (0, 2, 0), (0, 1, 1)]
    assert day.whole() == []


@pytest.mark.requirement("R192", "R111", "R193")
def test_a_month_of_points_under_two_versions_with_a_question(day):
    """The rule of a real firm (forms.md 4.1): hours + √fee ÷ 10 + newness + difficulty; a machine that comes back costs 3 − difficulty."""
    for code, kind, values in (("repaired", "repaired", ("points=0",)), ("job_kind", "job_kind", ())):
        day.do(SavePointRule(code=code, kind=kind, values=values))  # what that firm does not have
    # 1.0 + √120 ÷ 10 = 1.095… → 1.1 + 1.0 = 3.1
    repaired(day, "一", "宏远", "李强", 8, price_code="L-C02", fee_labour_fen=12000)
    # 1.5 + √(180 + 80) ÷ 10 = 1.612… → 1.6 + 1.8 = 4.9
    repaired(day, "二", "启明", "李强", 11, price_code="L-C05", fee_labour_fen=18000, fee_visit_fen=8000)
    # in warranty, no fee: 2.0 + 0 + 2.8 + newness 0.5 = 5.3
    repaired(day, "三", "恒达", "王建平", 14, price_code="L-C09")
    assert month(day) == {"李强": "8.0", "王建平": "5.3"}

    day.now(8, 0, days=7)  # a week later the first machine is back: −(3.0 − 1.0) = −2.0 for 李强; the new work counts for 孙立
    repaired(day, "四", "宏远", "孙立", 9, price_code="L-C04", fee_labour_fen=12000)
    assert month(day) == {"李强": "6.0", "王建平": "5.3", "孙立": "3.3"}  # 1.0 + 1.1 + 1.2
    back = next(e for e in day.desk.ask(PointLedger(person_id=day.person("李强"), month=MONDAY)) if e.points < 0)
    assert str(back.arithmetic) == "came back 1 × (3.0 − difficulty 1.0) = −2.0" and back.version == 1

    day.do(AskPoints(entry_id=back.id, question="第一次换搓纸轮，这次是感光鼓，不是同一处"))
    (asked,) = day.desk.ask(PointQuestions(open_only=True))
    assert asked.asked_by == "李强"
    day.now(16, 0, days=1)
    day.no(AnswerPoints(question_id=asked.id, answer=" ", granted=True), "Write down")
    answer = day.do(AnswerPoints(question_id=asked.id, answer="查两次回单，确非同一故障", granted=True))
    assert month(day)["李强"] == "8.0"
    day.no(CounterPoints(entry_id=back.id, reason="再冲"), "countered already")
    day.no(AnswerPoints(question_id=asked.id, answer="又答"), "answered already")
    counter = next(e for e in day.desk.ask(PointLedger(person_id=day.person("李强"), month=MONDAY)) if e.id == answer["counter_id"])
    assert (counter.counter_of, counter.points, str(counter.arithmetic)) == (back.id, 20, "查两次回单，确非同一故障")

    # from the 16th on it costs 2 − difficulty, and who is on time gets half a point
    what = {c.name: (c.before, c.after, c.fen) for c in day.desk.ask(WhatIf(month=MONDAY, code="rework", values=("base=20",)))}
    assert what["李强"] == (-20, -10, 4000) and what["王建平"] == (0, 0, 0)
    what = {c.name: c.after - c.before for c in day.desk.ask(WhatIf(month=MONDAY, code="on_time", values=("points=5",)))}
    assert what == {**dict.fromkeys(what, 0), "李强": 10, "王建平": 5, "孙立": 5}
    assert month(day) == {"李强": "8.0", "王建平": "5.3", "孙立": "3.3"}  # nothing of it was booked
    sixteenth = dt.date(2026, 3, 16)
    day.do(SavePointRule(code="rework", kind="rework", values=("base=20",), valid_from=sixteenth))
    day.do(SavePointRule(code="on_time", kind="on_time", values=("points=5",), valid_from=sixteenth))
    day.no(SavePointRule(code="rework", kind="rework", values=("base=10",), valid_from=dt.date(2026, 3, 10)), "cannot begin before")
    day.no(SavePointRule(code="hours", kind="rework"), "another kind")
    assert [(r.version, str(r.words)[-30:]) for r in day.desk.ask(PointRules()) if r.code == "rework" and r.in_force][0][0] == 1
    day.now(8, 0, days=8)  # the 18th
    repaired(day, "五", "宏远", "王建平", 9, price_code="L-C02", fee_labour_fen=12000)  # back again: −(2.0 − 1.2) = −0.8 for 孙立
    repaired(day, "六", "恒达", "王建平", 13, late=True, price_code="L-C02", fee_labour_fen=12000)  # back: −(2.0 − 2.8) is nothing
    # 王建平: 5.3 + (1.0 + 1.1 + 1.0 + 0.5 on time); the second machine was his own repair: the same fault by the same man counts once
    ledger = {(e.rule, e.version): e.points for e in day.desk.ask(PointLedger(person_id=day.person("孙立"), month=MONDAY))}
    assert ledger[("rework", 2)] == -8
    assert month(day) == {"李强": "8.0", "王建平": "8.9", "孙立": "2.5"}
    assert day.desk.ask(PointMonths(person_id=day.person("王建平"), month=MONDAY))[-1] == (dt.date(2026, 3, 1), 89)
    assert day.whole() == []


@pytest.mark.requirement("R173", "R192", "R193")
def test_a_complaint_that_was_upheld_is_known_before_a_report_and_before_the_firm_takes_anything_off(day):
    day.now(9)
    day.call(NUMBERS["启明"], "卡纸", job="启明")
    day.decide("启明")
    day.agree("启明", 10)
    day.send("启明", "李强", 10)
    complaint = day.do(MakeComplaint(job_id=day.jobs["启明"], customer_id=2, said="说话难听"))["complaint_id"]
    day.do(TellSuperior(complaint_id=complaint, told_to=named("沈国栋")))
    day.do(AnswerComplaint(complaint_id=complaint, answer="道歉，换人", upheld=True))
    (entry,) = day.desk.ask(PointLedger(month=MONDAY, person_id=day.person("李强")))
    assert (entry.points, str(entry.arithmetic)) == (0, "upheld complaint 1 × 0.0") and month(day) == {}
    assert {a.person_id: a.upheld for a in day.desk.ask(Statistics(day=MONDAY)).people if a.upheld} == {day.person("李强"): 1}
    what = {c.name: (c.before, c.after) for c in day.desk.ask(WhatIf(month=MONDAY, code="complaint", values=("points=15",))) if c.after}
    assert what == {"李强": (0, -15)}
    day.do(CounterPoints(entry_id=entry.id, reason="录音里没有"))
    assert not any(c.after for c in day.desk.ask(WhatIf(month=MONDAY, code="complaint", values=("points=15",))))
    assert not any(a.upheld for a in day.desk.ask(Statistics(day=MONDAY)).people)
    assert day.whole() == []
