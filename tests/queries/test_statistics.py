"""The statistics of a period against SQL that was written apart from them, on an invented half year."""

from __future__ import annotations

import datetime as dt
import random
from uuid import UUID

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.papers import Part, TypeReport
from dispatch_console.commands.quality import AnswerComplaint, MakeComplaint, RecordQualityCall, TellSuperior
from dispatch_console.commands.visits import CallIn
from dispatch_console.domain.calls import CallKind
from dispatch_console.queries.statistics import RATES, Statistics
from dispatch_console.store import capture
from tests.commands.common import sent

FAULTS = ("卡纸", "黑线，两条", "漏粉", "异响")
FEBRUARY = dt.date(2026, 2, 10)


def lay(desk):
    """Two hundred and forty days of jobs laid straight into the tables: sixty machines, three districts, four technicians."""
    dice, raw = random.Random(7), desk.store.raw_writer
    capture.remove(raw)
    raw.execute("BEGIN IMMEDIATE")
    start = dt.datetime(2025, 7, 1, 1, tzinfo=dt.UTC)
    for n in range(4, 64):
        raw.execute("INSERT INTO machine(id,customer_id,site_id,brand,model,category,serial,warranty_basis,channel,network) VALUES(?,?,?,'',?,'copier',?,'','regular','')",
                    (n, n % 3 + 1, n % 3 + 1, f"M{n % 4}", f"S{n}"))  # fmt: skip

    def moment(at):
        return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    for n in range(1, 900):
        at = start + dt.timedelta(days=240 * n / 900, minutes=dice.randint(0, 400))
        bad = n % 2 == 1 and at.month == 2
        machine = dice.randint(4, 63) if not bad else 5
        arrived, done = at + dt.timedelta(minutes=dice.randint(20, 900)), at + dt.timedelta(minutes=dice.randint(901, 1500))
        by_phone, agreed = dice.random() < 0.2, dice.random() < 0.8
        technician = dice.randint(1, 4)
        raw.execute(
            "INSERT INTO job(id,uid,number,customer_id,site_id,machine_id,policy_id,service_type,priority,fault,fault_code,wish,phone,contact_name,address,warranty,"
            "warranty_basis,registered_at,owner,agreed_from,agreed_until,status,is_open,visit_id,technician_id,arrived_at,done_at,closed_at) "
            "VALUES(?,?,?,?,?,?,1,?,'normal',?,?,'','','','','in','',?,'x',?,?,'closed',0,?,?,?,?,?)",
            (1000 + n, str(UUID(int=n)), f"T{n:06d}", machine % 3 + 1, machine % 3 + 1, machine, "repair" if n % 9 else "maintenance", dice.choice(FAULTS),
             dice.choice(("", "", "C-JAM", "C-LINE")), moment(at), moment(at) if agreed else None, moment(at + dt.timedelta(minutes=600)) if agreed else None,
             None if by_phone else 1000 + n, None if by_phone else technician, None if by_phone else moment(arrived), moment(done), moment(done)),
        )  # fmt: skip
        raw.execute("INSERT INTO call(uid,direction,channel,number,digits,caller_name,customer_id,kind,outcome,said,answer,still_to_ask,started_at,taken_by,register_line,job_id) "
                    "VALUES(?,?,'phone','1','1','',?,?,?,'x','','[]',?,'x','',?)",
                    (str(UUID(int=n << 40)), dice.choice(("in", "in", "in", "missed", "out")), machine % 3 + 1, dice.choice(("repair", "repair", "enquiry", "complaint", "call_in")),
                     dice.choice(("registered", "phone_solved")), moment(at), 1000 + n))  # fmt: skip
        if not by_phone:
            for v in range(dice.choice((1, 1, 1, 2))):
                visit = 1000 + n + v * 5000
                raw.execute("INSERT INTO visit(id,uid,job_id,technician_id,planned_from,planned_until,bring,override_reason,status,is_live) VALUES(?,?,?,?,?,?,'','','done',0)",
                            (visit, str(UUID(int=visit << 20)), 1000 + n, technician, moment(arrived), moment(arrived)))  # fmt: skip
                for kind, when in (("arrived", arrived), ("done", arrived + dt.timedelta(minutes=90))):
                    raw.execute("INSERT INTO event(job_id,visit_id,kind,happened_at,reported_at,recorded_at,by,channel,reason,note) VALUES(?,?,?,?,?,?,'x','phone_in','','')",
                                (1000 + n, visit, kind, moment(when), moment(when), moment(when)))  # fmt: skip
        if dice.random() < 0.4:
            raw.execute("INSERT INTO quality_check(job_id,tried_at,tried_by,channel,result,opinion) VALUES(?,?,'x','phone',?,'')",
                        (1000 + n, moment(done + dt.timedelta(days=1)), dice.choice(("satisfied",) * 9 + ("unsatisfied", "unreachable"))))  # fmt: skip
        if dice.random() < 0.1:
            raw.execute("INSERT INTO promise(job_id,kind,said,owner,made_at,due_at,ended_at,ended_how) VALUES(?,'x','x','x',?,?,?,?)",
                        (1000 + n, moment(at), moment(done), moment(done), dice.choice(("kept", "kept", "broken", "released"))))  # fmt: skip
    raw.execute("COMMIT")
    capture.install(raw)


@pytest.fixture
def half_year(desk):
    lay(desk)
    return desk


FAULT = ("CASE WHEN j.fault_code <> '' THEN coalesce((SELECT replace(words, ltrim(words, replace(words, '|', '')), '') FROM fault_word w WHERE w.fault_code=j.fault_code "
         "ORDER BY id LIMIT 1), j.fault_code) WHEN instr(j.fault, '，') THEN substr(j.fault, 1, instr(j.fault, '，') - 1) ELSE j.fault END")  # fmt: skip
LOW, HIGH = "2026-01-31T16:00:00.000Z", "2026-02-28T16:00:00.000Z"  # February in Shanghai


def one(desk, sql):
    return desk.store.raw_reader.execute(sql, {"low": LOW, "high": HIGH}).fetchall()


@pytest.mark.requirement("R194", "R202")
def test_calls_by_hour_and_kind(half_year):
    found = half_year.ask(Statistics(day=FEBRUARY))
    theirs = one(half_year, "SELECT CAST(strftime('%H', started_at, '+8 hours') AS INT) h, sum(kind='repair'), sum(kind NOT IN ('repair','complaint')), sum(kind='complaint') "
                            "FROM call WHERE started_at >= :low AND started_at < :high AND direction='in' AND kind <> 'call_in' GROUP BY h ORDER BY h")  # fmt: skip
    assert [(int(b.label), *b.values) for b in found.tile("hours").bars if any(b.values)] == theirs
    assert found.calls == sum(len(b.lines) for b in found.tile("hours").bars)


@pytest.mark.requirement("R194", "R202")
def test_arrivals_as_agreed_by_zone(half_year):
    theirs = one(half_year, "SELECT s.district, sum(j.arrived_at <= j.agreed_until), count(*) FROM job j JOIN site s ON s.id=j.site_id "
                            "WHERE j.arrived_at >= :low AND j.arrived_at < :high AND j.agreed_until IS NOT NULL GROUP BY 1")  # fmt: skip
    found = half_year.ask(Statistics(day=FEBRUARY)).tile("zones")
    assert sorted((b.label, *b.counts[0]) for b in found.bars) == sorted(theirs) and len(theirs) == 3
    assert (found.good, found.of) == tuple(map(sum, zip(*((good, of) for _d, good, of in theirs), strict=True)))


@pytest.mark.requirement("R199", "R200")
def test_what_came_back_within_thirty_days_by_model_and_fault_and_in_the_year_before(half_year):
    back = ("EXISTS (SELECT 1 FROM job p WHERE p.machine_id=j.machine_id AND p.service_type='repair' AND p.done_at <= j.registered_at "
            "AND julianday(j.registered_at) - julianday(p.done_at) <= 30)")  # fmt: skip
    found = half_year.ask(Statistics(day=FEBRUARY))
    for kind, group in (("models", "m.model"), ("faults_back", FAULT)):
        theirs = one(half_year, f"SELECT {group}, sum({back}), count(*) FROM job j JOIN machine m ON m.id=j.machine_id "
                                "WHERE j.registered_at >= :low AND j.registered_at < :high AND j.service_type='repair' GROUP BY 1")  # fmt: skip
        assert sorted((str(b.label), *b.counts[0]) for b in found.tile(kind).bars) == sorted(theirs)
        assert any(0 < hits < of for _name, hits, of in theirs)
    past = one(half_year, f"SELECT m.model, 100.0 * sum({back}) / count(*) FROM job j JOIN machine m ON m.id=j.machine_id "
                          "WHERE j.registered_at < :low AND j.registered_at >= '2025-01-31T16' AND j.service_type='repair' GROUP BY 1")  # fmt: skip
    shown = {b.label: b.past for b in found.tile("models").bars}
    assert all(shown[model] == pytest.approx(share) for model, share in past if model in shown)
    assert [w.name for w in found.warned if w.kind == "models"] == ["M1"]
    assert found.tile("models").bars[0].label == "M1"  # what is warned of stands first
    assert all(b.tested is None or b.tested.looked_at == sum(1 for x in found.tile("models").bars if x.tested) for b in found.tile("models").bars)


@pytest.mark.requirement("R199", "R202")
def test_common_faults_and_customers_beside_the_month_before(half_year):
    found = half_year.ask(Statistics(day=FEBRUARY))
    for kind, group in (("faults", FAULT), ("customers", "c.name")):
        counted = "SELECT {group}, count(*) FROM job j JOIN customer c ON c.id=j.customer_id WHERE j.registered_at >= {since} AND j.registered_at < {until} AND j.service_type='repair' GROUP BY 1"
        theirs = dict(one(half_year, counted.format(group=group, since=":low", until=":high")))
        before = dict(one(half_year, counted.format(group=group, since="'2025-12-31T16:00:00.000Z'", until=":low")))
        assert {str(b.label): (b.values[0], b.past) for b in found.tile(kind).bars} == {name: (n, before.get(name, 0)) for name, n in theirs.items()}
        assert len(theirs) >= 3 and [b.values[0] for b in found.tile(kind).bars] == sorted(theirs.values(), reverse=True)


@pytest.mark.requirement("R194", "R202")
def test_first_visits_phone_solutions_mean_times_promises_and_satisfaction(half_year):
    found = half_year.ask(Statistics(day=FEBRUARY))
    once = one(half_year, "SELECT sum((SELECT count(*) FROM visit v WHERE v.job_id=j.id) <= 1), count(*) FROM job j "
                          "WHERE j.done_at >= :low AND j.done_at < :high AND j.service_type='repair' AND j.visit_id IS NOT NULL")[0]  # fmt: skip
    assert (found.tile("ways").good, found.tile("ways").of) == once
    phone = one(half_year, "SELECT sum(outcome='phone_solved'), count(*) FROM call WHERE started_at >= :low AND started_at < :high AND direction='in' AND kind='repair'")[0]
    assert tuple(map(sum, zip(*(b.counts[1] for b in found.tile("ways").bars), strict=True))) == phone
    hours = one(half_year, "SELECT avg(julianday(done_at) - julianday(registered_at)) * 24 FROM job WHERE done_at >= :low AND done_at < :high AND service_type='repair' AND visit_id IS NOT NULL")
    assert found.tile("times").good == pytest.approx(hours[0][0], abs=1e-3)
    broken = one(half_year, "SELECT sum(ended_how='broken'), sum(ended_how IN ('kept','broken')) FROM promise WHERE due_at >= :low AND due_at < :high")[0]
    assert (found.tile("broken").good, found.tile("broken").of) == broken
    said = one(half_year, "SELECT sum(result='satisfied'), sum(result IN ('satisfied','unsatisfied')) FROM quality_check WHERE tried_at >= :low AND tried_at < :high")[0]
    assert found.tile("satisfied").bars[-1].counts[0] == said and len(found.tile("satisfied").bars) == 6 and found.tile("satisfied").aim == 90


@pytest.mark.requirement("R193", "R194")
def test_the_indicators_of_each_technician(half_year):
    people = {a.person_id: a for a in half_year.ask(Statistics(day=FEBRUARY)).people}
    theirs = one(half_year, "SELECT technician_id, count(*) FROM job WHERE done_at >= :low AND done_at < :high AND service_type='repair' AND visit_id IS NOT NULL GROUP BY 1")
    assert {i: people[i].jobs for i, _n in theirs} == dict(theirs) and sum(a.jobs for a in people.values()) == sum(n for _i, n in theirs)
    hours = one(half_year, "SELECT v.technician_id, sum(1.5) FROM visit v JOIN event e ON e.visit_id=v.id WHERE e.kind='arrived' AND e.happened_at >= :low AND e.happened_at < :high "
                           "AND date(e.happened_at, '+8 hours') = date(e.happened_at, '+570 minutes') GROUP BY 1")  # fmt: skip
    assert {i: round(people[i].hours, 6) for i, _h in hours} == {i: round(h, 6) for i, h in hours}


@pytest.mark.requirement("R200")
@pytest.mark.parametrize("period", ["day", "week", "month", "quarter", "year"])
def test_every_bar_counts_its_own_list_and_every_rate_has_its_denominator(half_year, period):
    found = half_year.ask(Statistics(day=FEBRUARY, period=period))
    for tile in found.tiles:
        for bar in tile.bars:
            if tile.kind in RATES and tile.kind != "ways":
                against = sum(line.good is False for line in bar.lines)
                counted = sum(line.good is not None for line in bar.lines)
                good, of = bar.counts[0]
                assert (counted - against if tile.kind in ("zones", "satisfied") else against, counted) == (good, of)
                assert bar.values[0] == (pytest.approx(100 * good / of) if of else None)


@pytest.mark.requirement("R200")
def test_typed_words_narrow_by_zone_customer_and_model(half_year):
    every = half_year.ask(Statistics(day=FEBRUARY))
    some = half_year.ask(Statistics(day=FEBRUARY, words="浦东 m1"))
    assert [b.label for b in some.tile("zones").bars] == ["浦东"] and {b.label for b in some.tile("models").bars} == {"M1"}
    assert 0 < some.jobs < every.jobs
    assert all(b.values[1] is None for b in some.tile("people").bars)  # points are of all the work, never of a part of it
    assert all(b.values[1] is not None for b in every.tile("people").bars)
    initials = half_year.ask(Statistics(day=FEBRUARY, words="hdwl"))
    assert {str(b.label) for b in initials.tile("customers").bars} == {"恒达物流"}
    assert half_year.ask(Statistics(day=FEBRUARY, words="nobody")).jobs == 0


@pytest.mark.requirement("R193")
def test_an_upheld_complaint_is_counted_unless_its_points_were_given_back(desk):
    raw = desk.store.raw_writer
    capture.remove(raw)
    raw.execute("BEGIN IMMEDIATE")
    for entry, person, rule, tenths, day, counters in (
        (1, 1, "complaint", -50, "2026-02-03", None), (2, 1, "complaint", -50, "2026-02-28", None), (3, 2, "complaint", -50, "2026-02-04", None),
        (4, 2, "complaint", 50, "2026-02-05", 3), (5, 3, "rework", -30, "2026-02-05", None), (6, 3, "complaint", -50, "2026-03-01", None),
    ):  # fmt: skip
        raw.execute("INSERT INTO point_entry(id,person_id,rule_version,rule_code,arithmetic,points_tenths,counted_on,counter_of_id) VALUES(?,?,1,?,'x',?,?,?)", (entry, person, rule, tenths, day, counters))
    raw.execute("COMMIT")
    capture.install(raw)
    assert {a.person_id: a.upheld for a in desk.ask(Statistics(day=FEBRUARY)).people if a.upheld} == {1: 2}


@pytest.mark.requirement("R133", "R175", "R182", "R193")
def test_filed_complainants_are_listed_and_left_out_and_parts_are_counted(desk, hands):
    for at, (hour, result, filed) in enumerate(((9, "satisfied", False), (11, "unsatisfied", True)), 1):
        job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="1", customer_id=2, said="卡纸", machine_id=2)).result["job_id"]
        sent(desk, job, technician=at, hour=hour)
        hands.to(hour, 10)
        desk.do(CallIn(job_id=job, move="arrived"))
        hands.to(hour + 1)
        desk.do(CallIn(job_id=job, move="done"))
        desk.do(TypeReport(job_id=job, method="清洁", parts=(Part(name="搓纸轮", quantity=2),)))
        desk.do(RecordQualityCall(job_id=job, result=result, channel="sms"))
        if filed:
            complaint = desk.do(MakeComplaint(job_id=job, said="态度")).result["complaint_id"]
            desk.do(TellSuperior(complaint_id=complaint, told_to="刘建国"))
            desk.do(AnswerComplaint(complaint_id=complaint, answer="备案", how="filed"))
    found = desk.ask(Statistics(day=desk.today(), period="day"))
    last = found.tile("satisfied").bars[-1]
    assert last.counts[0] == (1, 1) and found.filed == 1 and [line.good for line in last.lines] == [True, None]
    assert [(b.label, b.values) for b in found.tile("parts").bars] == [("搓纸轮", (4,))]
    assert [(a.jobs, a.satisfied) for a in found.people[:2]] == [(1, (1, 1)), (1, (0, 0))]
    assert [round(a.hours, 2) for a in found.people[:2]] == [round(50 / 60, 2)] * 2


@pytest.mark.requirement("R200")
def test_what_the_next_week_is_likely_to_bring_against_its_own_sql(half_year, hands):
    hands.to(9, days=-9)  # Saturday 21 February: the week still runs
    monday = dt.date(2026, 2, 16)
    with half_year.store.reading() as connection:
        weeks = [connection.exec_driver_sql(
            "SELECT count(*) FROM job WHERE date(registered_at,'+8 hours') BETWEEN ? AND ?",
            ((monday - dt.timedelta(weeks=n)).isoformat(), (monday - dt.timedelta(weeks=n) + dt.timedelta(days=6)).isoformat()),
        ).scalar() for n in range(12, 0, -1)]  # fmt: skip
    found = half_year.ask(Statistics(day=monday, period="week"))
    assert found.expected_in == (monday, monday + dt.timedelta(days=6))
    assert found.expected.about == round(sum(weeks[6:]) / 6 + 1e-9) and found.expected.least <= weeks[-1] <= found.expected.most
    assert half_year.ask(Statistics(day=monday - dt.timedelta(days=1), period="week")).expected == found.expected  # of the week that is over: the same to come
    assert half_year.ask(Statistics(day=monday, period="week", words="M1")).expected is None
    assert half_year.ask(Statistics(day=monday, period="year")).expected is None


@pytest.mark.requirement("R200")
def test_customers_fall_into_groups_by_their_repairs(desk):
    raw = desk.store.raw_writer
    capture.remove(raw)
    raw.execute("BEGIN IMMEDIATE")
    n = 0
    for customer, repairs in enumerate((12, 11, 5, 4, 1, 1, 1), 100):
        raw.execute("INSERT INTO customer(id,code,name,kind,note) VALUES(?,?,?,'ordinary','')", (customer, f"C{customer}", f"厂{customer}"))
        for _repair in range(repairs):
            n += 1
            raw.execute(
                "INSERT INTO job(uid,number,customer_id,policy_id,service_type,priority,fault,fault_code,wish,phone,contact_name,address,warranty,warranty_basis,"
                "registered_at,owner,status,is_open) VALUES(?,?,?,1,'repair','normal','x','','','','','','in','','2026-02-05T01:00:00.000Z','x','closed',0)",
                (str(UUID(int=n)), f"T{n}", customer),
            )  # fmt: skip
    raw.execute("COMMIT")
    capture.install(raw)
    groups = desk.ask(Statistics(day=FEBRUARY)).groups
    assert [(g.least, g.most, g.members, g.total) for g in groups] == [(11, 12, 2, 23), (4, 5, 2, 9), (1, 1, 3, 3)]
