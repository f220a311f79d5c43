"""Every figure of a month against SQL that was written apart from it, on an invented half year with parts, points and complaints."""

from __future__ import annotations

import datetime as dt
import random
from uuid import UUID

import pytest

from dispatch_console.queries.figures import AIMS, PartsUse, ServiceFigures
from dispatch_console.queries.statistics import Statistics
from dispatch_console.store import capture
from tests.queries.test_statistics import FEBRUARY, one
from tests.queries.test_statistics import lay as lay_jobs

MONTH = {"first": dt.date(2026, 2, 1), "last": dt.date(2026, 2, 28)}
PARTS = ("搓纸轮", "定影膜 ", "硒鼓")


def lay(desk):
    """To the jobs: ringing, calls back, reports with parts, parts waited for, complaints, later answers, warranties, points."""
    lay_jobs(desk)
    dice, raw = random.Random(11), desk.store.raw_writer
    capture.remove(raw)
    raw.execute("BEGIN IMMEDIATE")

    def after(moment, minutes):
        at = dt.datetime.fromisoformat(moment.replace("Z", "+00:00")) + dt.timedelta(minutes=minutes)
        return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    for call, started in raw.execute("SELECT id, started_at FROM call WHERE uid IS NOT NULL ORDER BY id").fetchall():
        rang = after(started, 0).replace(".000Z", ".000Z")
        if dice.random() < 0.6:
            at = dt.datetime.fromisoformat(rang.replace("Z", "+00:00")) - dt.timedelta(seconds=dice.randint(3, 30))
            raw.execute("UPDATE call SET rang_at = ? WHERE id = ?", (at.strftime("%Y-%m-%dT%H:%M:%S.000Z"), call))
        if dice.random() < 0.7:
            raw.execute("UPDATE call SET called_back_at = ? WHERE id = ? AND direction = 'missed'", (after(started, dice.randint(1, 60)), call))
    for n, (job, visit, done) in enumerate(raw.execute("SELECT id, visit_id, done_at FROM job WHERE id > 1000 ORDER BY id").fetchall(), 1):
        if visit is not None and dice.random() < 0.7:
            raw.execute("INSERT INTO repair_report(id,uid,job_id,visit_id,form_number,cause,method,left_over,payment,opinion,signed_by,price_code,fee_visit_fen,"
                        "fee_labour_fen,fee_parts_fen,typed_at,typed_by,audited_by) VALUES(?,?,?,?,?,'','x','','','','','',0,0,0,?,'x','')",
                        (5000 + n, str(UUID(int=n << 60)), job, visit, f"R{n}", after(done, 30)))  # fmt: skip
            for part in dice.sample(PARTS, dice.randint(0, 2)):
                raw.execute("INSERT INTO report_part(report_id,name,old_serial,new_serial,quantity,price_fen) VALUES(?,?,'','',?,0)", (5000 + n, part, dice.randint(1, 3)))
        if dice.random() < 0.15:
            raw.execute("INSERT INTO part_request(job_id,part,asked_at,arrived_at) VALUES(?,?,?,?)",
                        (job, dice.choice(PARTS), done, after(done, dice.randint(100, 9000)) if dice.random() < 0.6 else None))  # fmt: skip
        if dice.random() < 0.1:
            raw.execute("INSERT INTO complaint(job_id,received_at,received_by,said,told_to,answer,ended_how) VALUES(?,?,'x','x','','',?)",
                        (job, after(done, 60), dice.choice(("filed", "satisfied", ""))))  # fmt: skip
        if dice.random() < 0.1:  # asked again weeks later: an answer of the next month
            raw.execute("INSERT INTO quality_check(job_id,tried_at,tried_by,channel,result,opinion) VALUES(?,?,'x','phone',?,'')",
                        (job, after(done, 60 * 24 * 25), dice.choice(("satisfied", "unsatisfied"))))  # fmt: skip
        if n % 13 == 0:
            raw.execute("INSERT INTO promise(job_id,kind,said,owner,made_at,due_at,ended_at,ended_how) VALUES(?,'x','x','x',?,?,?,'broken')", (job, done, done, done))
        if n % 20 == 0:
            raw.execute("UPDATE job SET repeat_of_id = ? WHERE id = ?", (job - 3, job))
        raw.execute("INSERT INTO point_entry(person_id,rule_version,rule_code,arithmetic,points_tenths,counted_on) VALUES(?,1,'hours','x',?,?)",
                    (n % 4 + 1, dice.randint(-50, 90), done[:10]))  # fmt: skip
    for machine in range(4, 64):
        until = dt.date(2026, 1, 20) + dt.timedelta(days=dice.randint(0, 60))
        raw.execute("UPDATE machine SET warranty_until = ?, warranty_basis = 'card' WHERE id = ?", (until.isoformat(), machine))
        if machine % 3 == 0:
            raw.execute("UPDATE call SET kind = 'quality', machine_id = ? , customer_id = (SELECT customer_id FROM machine WHERE id = ?), started_at = ? WHERE id = ?",
                        (machine, machine, f"{until + dt.timedelta(days=dice.randint(-1, 2))}T05:00:00.000Z", 20 + machine))  # fmt: skip
    raw.execute("COMMIT")
    capture.install(raw)


@pytest.fixture
def month(desk):
    lay(desk)
    return desk


SPAN = "{0} >= :low AND {0} < :high"
LAST = "NOT EXISTS (SELECT 1 FROM quality_check o WHERE o.job_id = q.job_id AND o.id > q.id AND o.result IN ('satisfied', 'unsatisfied') AND o.tried_at < :high)"
FILED = "q.job_id IN (SELECT job_id FROM complaint WHERE ended_how = 'filed')"
THEIRS = {
    "satisfied": f"SELECT sum(q.result = 'satisfied'), count(*) FROM quality_check q WHERE {SPAN.format('q.tried_at')} AND q.result <> 'unreachable' AND {LAST} AND NOT {FILED}",
    "rings": f"SELECT sum(ROUND((julianday(started_at) - julianday(rang_at)) * 86400) <= 15), count(*) FROM call WHERE {SPAN.format('started_at')} AND rang_at IS NOT NULL",
    "missed": f"SELECT sum(coalesce(ROUND((julianday(called_back_at) - julianday(started_at)) * 1440, 3) <= 30, 0)), count(*) FROM call WHERE {SPAN.format('started_at')} AND direction = 'missed'",
    "on_time": f"SELECT sum(julianday(arrived_at) <= julianday(agreed_until)), count(*) FROM job WHERE {SPAN.format('arrived_at')} AND agreed_until IS NOT NULL",
    "promises": f"SELECT sum(ended_how = 'kept'), sum(ended_how <> 'released') FROM promise WHERE {SPAN.format('due_at')}",
    "first_time": "SELECT sum((SELECT count(*) FROM visit v WHERE v.job_id = j.id) = 1 AND NOT EXISTS (SELECT 1 FROM job r WHERE r.repeat_of_id = j.id)), count(*) "
                  f"FROM job j WHERE {SPAN.format('j.done_at')} AND j.service_type = 'repair' AND j.visit_id IS NOT NULL",
    "warranty_survey": "SELECT sum(EXISTS (SELECT 1 FROM call k WHERE k.machine_id = m.id AND k.kind = 'quality' AND date(k.started_at, '+8 hours') >= m.warranty_until)), count(*) "
                       "FROM machine m WHERE m.warranty_until BETWEEN '2026-02-01' AND '2026-02-28'",
}  # fmt: skip


@pytest.mark.requirement("R112", "R133", "R180", "R182", "R202")
@pytest.mark.parametrize("kind", sorted(THEIRS))
def test_a_figure_and_its_list_are_what_other_sql_counts(month, kind):
    figure = {f.kind: f for f in month.ask(ServiceFigures(**MONTH))}[kind]
    theirs = one(month, THEIRS[kind])[0]
    assert (figure.good, figure.of) == theirs and 0 < figure.good < figure.of
    assert sum(b.good is True for b in figure.lines) == figure.good and sum(b.good is not None for b in figure.lines) == figure.of


@pytest.mark.requirement("R175", "R182")
def test_filed_complainants_stand_in_the_list_and_in_no_count(month):
    figure = {f.kind: f for f in month.ask(ServiceFigures(**MONTH))}["satisfied"]
    theirs = one(month, f"SELECT q.job_id FROM quality_check q WHERE {SPAN.format('q.tried_at')} AND q.result <> 'unreachable' AND {LAST} AND {FILED}")
    assert sorted(b.job_id for b in figure.lines if b.good is None) == sorted(i for (i,) in theirs) and theirs
    assert month.ask(Statistics(day=FEBRUARY)).filed == len(theirs)


@pytest.mark.requirement("R185")
def test_key_customers_are_all_counted_however_many_are_silent(month, hands):
    raw = month.store.raw_writer
    capture.remove(raw)
    raw.execute("BEGIN IMMEDIATE")
    for n in range(700):
        raw.execute("INSERT INTO customer(id,name,code,kind,note) VALUES(?,?,'','key','')", (5000 + n, f"重点{n}"))
    raw.execute("COMMIT")
    capture.install(raw)
    figure = {f.kind: f for f in month.ask(ServiceFigures(**MONTH))}["key_contact"]
    since = f"{hands.now - dt.timedelta(days=40):%Y-%m-%dT%H}"
    every, spoken = one(month, "SELECT count(*), sum(EXISTS (SELECT 1 FROM call k WHERE k.customer_id = c.id)) FROM customer c WHERE c.kind = 'key'")[0]
    silent = one(month, f"SELECT count(*) FROM customer c WHERE c.kind = 'key' AND NOT EXISTS (SELECT 1 FROM call k WHERE k.customer_id = c.id AND k.started_at >= '{since}')")[0][0]
    assert figure.of == every and spoken is not None and figure.of - figure.good == len(figure.lines) >= 700 and abs(len(figure.lines) - silent) <= 1


@pytest.mark.requirement("R161", "R165")
def test_parts_put_in_and_waited_for(month):
    ours = {u.part: u for u in month.ask(PartsUse(**MONTH))}
    used = dict(one(month, f"SELECT trim(p.name), sum(p.quantity) FROM report_part p JOIN repair_report r ON r.id = p.report_id WHERE {SPAN.format('r.typed_at')} GROUP BY 1"))
    asked = {part: (n, days) for part, n, days in one(month, "SELECT trim(part), count(*), avg(julianday(arrived_at) - julianday(asked_at)) FROM part_request "
                                                             f"WHERE {SPAN.format('asked_at')} GROUP BY 1")}  # fmt: skip
    assert {p: u.used for p, u in ours.items() if u.used} == used and len(used) == 3
    assert {p: u.asked for p, u in ours.items() if u.asked} == {p: n for p, (n, _d) in asked.items()}
    assert all(ours[p].days_waited == pytest.approx(days, abs=1e-4) for p, (_n, days) in asked.items() if days is not None)
    tile = month.ask(Statistics(day=FEBRUARY)).tile("parts")
    assert {str(b.label): b.values[0] for b in tile.bars} == used


@pytest.mark.requirement("R192", "R193")
def test_booked_points_of_each_technician(month):
    theirs = dict(one(month, "SELECT person_id, sum(points_tenths) FROM point_entry WHERE counted_on BETWEEN '2026-02-01' AND '2026-02-28' GROUP BY 1"))
    people = {a.person_id: a.points for a in month.ask(Statistics(day=FEBRUARY)).people}
    assert {p: people[p] for p in theirs} == theirs and len(theirs) == 4


@pytest.mark.requirement("R133", "R202")
def test_an_aim_is_the_setting_and_on_an_older_desk_the_one_default(month):
    def aims():
        return {f.kind: f.aim for f in month.ask(ServiceFigures(**MONTH))}, {t.kind: t.aim for t in month.ask(Statistics(day=FEBRUARY)).tiles}

    raw = month.store.raw_writer
    raw.execute("DELETE FROM setting WHERE name = 'arrival_target'")
    for value in (AIMS["arrival_target"], 71):
        if value == 71:
            raw.execute("INSERT INTO setting(name, value) VALUES('arrival_target', '71')")
        figures, tiles = aims()
        assert figures["on_time"] == tiles["zones"] == value and figures["satisfied"] == tiles["satisfied"] == 90
