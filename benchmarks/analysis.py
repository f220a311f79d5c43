"""The analysis of a month over a million calls: counted, and written as a workbook, against plain SQL for the same figures."""

from __future__ import annotations

import datetime as dt
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from dispatch_console.domain.moment import from_stored, stored
from dispatch_console.press import service_report
from dispatch_console.queries.statistics import Statistics
from lines import Line, opened

DAY, TIMES = dt.date(2026, 2, 10), 5
SPANS = {"low": "2026-01-31T16:00:00.000Z", "high": "2026-02-28T16:00:00.000Z", "before": "2025-12-31T16:00:00.000Z",
         "six": "2025-08-31T16:00:00.000Z", "year": "2025-01-31T16:00:00.000Z"}  # fmt: skip
LIVED = "2024-12-01"


def lived_in(raw: Any) -> None:
    """Give the jobs of the last fourteen months of a copy what make_big leaves out: visits, arrivals, quality calls, promises."""
    dice = random.Random(3)
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE site SET district='区' || (id % 12)")
    jobs = raw.execute("SELECT id, registered_at FROM job WHERE registered_at >= ? AND is_open = 0", (LIVED,)).fetchall()
    for job, registered in jobs:
        at = from_stored(registered)
        came, over = at + dt.timedelta(minutes=dice.randint(30, 600)), at + dt.timedelta(minutes=dice.randint(601, 720))
        agreed, who = stored(at + dt.timedelta(minutes=540)), job % 20 + 1
        raw.execute("UPDATE job SET machine_id=?, agreed_until=?, arrived_at=?, done_at=?, visit_id=?, technician_id=? WHERE id=?",
                    (job % 9000 + 1, agreed, stored(came), stored(over), job, who, job))  # fmt: skip
        raw.execute("INSERT INTO visit(id,uid,job_id,technician_id,planned_from,planned_until,bring,override_reason,status,is_live) VALUES(?,?,?,?,?,?,'','','done',0)",
                    (job, str(UUID(int=job << 60)), job, who, stored(came), stored(over)))  # fmt: skip
        raw.executemany("INSERT INTO event(job_id,visit_id,kind,happened_at,reported_at,recorded_at,by,channel,reason,note) VALUES(?,?,?,?,?,?,'x','phone_in','','')",
                        [(job, job, kind, m, m, m) for kind, m in (("arrived", stored(came)), ("done", stored(over)))])  # fmt: skip
        if job % 3 == 0:
            raw.execute("INSERT INTO quality_check(job_id,tried_at,tried_by,channel,result,opinion) VALUES(?,?,'x','phone',?,'')",
                        (job, stored(over), "satisfied" if job % 30 else "unsatisfied"))  # fmt: skip
        if job % 10 == 0:
            raw.execute("INSERT INTO promise(job_id,kind,said,owner,made_at,due_at,ended_at,ended_how) VALUES(?,'x','x','x',?,?,?,?)",
                        (job, registered, stored(over), stored(over), "kept" if job % 40 else "broken"))  # fmt: skip
    raw.execute("COMMIT")
    raw.execute("ANALYZE")


BACK = ("EXISTS (SELECT 1 FROM job p WHERE p.machine_id = j.machine_id AND p.service_type = 'repair' AND p.done_at <= j.registered_at "
        "AND p.done_at >= strftime('%Y-%m-%dT%H:%M:%f', j.registered_at, '-30 days'))")  # fmt: skip
FAULT = "CASE WHEN j.fault_code <> '' THEN j.fault_code ELSE substr(j.fault, 1, instr(j.fault, '，') - 1) END"
WEEK, LOCAL = "strftime('%W', {at}, '+8 hours')", "strftime('%H', started_at, '+8 hours')"
HEARD = "direction = 'in' AND kind <> 'call_in'"


def _between(low: str, high: str, at: str) -> str:
    return f"{at} >= :{low} AND {at} < :{high}"


def floor_statements() -> list[str]:
    """Each figure of the charts and of the list of figures as one plain statement, for the month and for what it is compared with."""
    found = [
        f"SELECT {LOCAL}, kind, count(*) FROM call WHERE {_between('low', 'high', 'started_at')} AND {HEARD} GROUP BY 1, 2",
        f"SELECT {WEEK.format(at='started_at')}, outcome, count(*) FROM call WHERE {_between('low', 'high', 'started_at')} AND {HEARD} AND kind = 'repair' GROUP BY 1, 2",
        f"SELECT count(*) FROM call WHERE {_between('before', 'low', 'started_at')} AND {HEARD}",
        f"SELECT strftime('%m', tried_at, '+8 hours'), result, count(*) FROM quality_check q WHERE {_between('six', 'high', 'tried_at')} "
        "AND q.id = (SELECT max(id) FROM quality_check o WHERE o.job_id = q.job_id) GROUP BY 1, 2",
        "SELECT v.technician_id, sum(julianday(d.happened_at) - julianday(a.happened_at)) FROM event a JOIN event d ON d.visit_id = a.visit_id AND d.kind = 'done' "
        f"JOIN visit v ON v.id = a.visit_id WHERE a.kind = 'arrived' AND {_between('low', 'high', 'v.planned_from')} GROUP BY 1",
        "SELECT person_id, sum(points_tenths) FROM point_entry WHERE counted_on BETWEEN '2026-02-01' AND '2026-02-28' GROUP BY 1",
        "SELECT a.name, sum(a.quantity) FROM report_part a JOIN repair_report r ON r.id = a.report_id WHERE " + _between("low", "high", "r.typed_at") + " GROUP BY 1",
    ]  # fmt: skip
    for low, high in (("low", "high"), ("year", "low")):
        for group in ("m.model", FAULT):
            found.append(f"SELECT {group}, sum({BACK}), count(*) FROM job j JOIN machine m ON m.id = j.machine_id "
                         f"WHERE {_between(low, high, 'j.registered_at')} AND j.service_type = 'repair' GROUP BY 1")  # fmt: skip
    for low, high in (("low", "high"), ("before", "low")):
        done = f"{_between(low, high, 'j.done_at')} AND j.service_type = 'repair' AND j.visit_id IS NOT NULL"
        new = f"{_between(low, high, 'j.registered_at')} AND j.service_type = 'repair'"
        found += [
            f"SELECT s.district, sum(j.arrived_at <= j.agreed_until), count(*) FROM job j LEFT JOIN site s ON s.id = j.site_id WHERE {_between(low, high, 'j.arrived_at')} GROUP BY 1",
            f"SELECT {WEEK.format(at='j.done_at')}, technician_id, sum((SELECT count(*) FROM visit v WHERE v.job_id = j.id) <= 1 "
            f"AND j.id NOT IN (SELECT repeat_of_id FROM job WHERE repeat_of_id IS NOT NULL AND registered_at >= :before)), count(*), avg(julianday(j.done_at) - julianday(j.registered_at)) FROM job j WHERE {done} GROUP BY 1, 2",
            f"SELECT {WEEK.format(at='j.arrived_at')}, avg(julianday(j.arrived_at) - julianday(j.registered_at)) FROM job j WHERE {_between(low, high, 'j.arrived_at')} GROUP BY 1",
            f"SELECT {WEEK.format(at='due_at')}, ended_how, count(*) FROM promise WHERE {_between(low, high, 'due_at')} GROUP BY 1, 2",
            f"SELECT {FAULT}, count(*) FROM job j WHERE {new} GROUP BY 1 ORDER BY 2 DESC LIMIT 7",
            f"SELECT c.name, count(*) FROM job j JOIN customer c ON c.id = j.customer_id WHERE {new} GROUP BY 1 ORDER BY 2 DESC LIMIT 7",
            f"SELECT count(*) FROM call WHERE {_between(low, high, 'started_at')} AND rang_at IS NOT NULL",
            f"SELECT count(*), sum(julianday(called_back_at) - julianday(started_at) <= 1.0 / 48) FROM call WHERE {_between(low, high, 'started_at')} AND direction = 'missed'",
            "SELECT count(*), sum(EXISTS (SELECT 1 FROM call k WHERE k.customer_id = m.customer_id AND k.machine_id = m.id AND k.kind = 'quality')) FROM machine m "
            f"WHERE m.active = 1 AND date(coalesce(m.bought_on, m.installed_on), '+12 months') BETWEEN date(:{low}) AND date(:{high})",
            "SELECT count(*) FROM customer c WHERE c.kind = 'key' AND NOT EXISTS (SELECT 1 FROM call k WHERE k.customer_id = c.id AND k.started_at >= :low)",
        ]  # fmt: skip
    return found


def analysis_lines(folder: Path) -> list[Line]:
    """In turn: our counting, our workbook, the plain SQL. The folder is a copy that may be written."""
    desk, raw = opened(folder)
    if not raw.execute("SELECT 1 FROM visit LIMIT 1").fetchone():
        lived_in(raw)
    counted, written, floor = [], [], []
    statements = floor_statements()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "analysis.xlsx"

        def theirs() -> None:
            for sql in statements:
                raw.execute(sql, {k: v for k, v in SPANS.items() if f":{k}" in sql}).fetchall()

        def taken(work: Any) -> float:
            begun = time.perf_counter()
            work()
            return (time.perf_counter() - begun) * 1000

        for _ in range(TIMES + 1):
            floor.append(taken(theirs))
            counted.append(taken(lambda: desk.ask(Statistics(day=DAY))))
            written.append(taken(lambda: service_report.export(desk, "month", DAY, path, "bench")))
    desk.close()
    raw.close()
    f, c, w = (statistics.median(times[1:]) for times in (floor, counted, written))
    return [
        Line("charts of a month / plain SQL", c, f, max(counted[1:]), "<= 5x", c <= 5 * f),
        Line("month report as workbook / plain SQL", w, f, max(written[1:]), "<= 5x", w <= 5 * f),
    ]
