"""The rows that the statistics count: calls, jobs, visits, quality calls, promises and parts of a time, each read once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dispatch_console.domain.moment import at, from_stored, local, stored
from dispatch_console.domain.names import search_keys
from dispatch_console.domain.periods import Span
from dispatch_console.queries.registry import Reading

REPEAT = dt.timedelta(days=30)  # ours: back within thirty days of the repair (R132 counts the same fault)


class Case(NamedTuple):
    """What every row tells of itself: the job, whose it is, where it stands, which machine, who went."""

    job_id: int | None
    number: str
    who: str
    what: str
    district: str
    model: str
    technician_id: int | None
    technician: str


class CallRow(NamedTuple):
    """A call heard from a customer."""

    case: Case
    at: str
    kind: str
    outcome: str


class JobRow(NamedTuple):
    """A job that was registered, arrived at or done in the time; moments as they are stored."""

    case: Case
    fault_code: str
    service_type: str
    visit_id: int | None
    registered: str
    arrived: str | None
    done: str | None
    agreed_until: str | None


class RepairRow(NamedTuple):
    """A repair against the one before it on the same machine: came_back after so many days, None when it did not."""

    case: Case
    fault: str
    registered: str
    came_back: float | None
    same_fault: bool
    earlier_id: int | None  # whose repair it was that did not last


_CASE = "j.number, coalesce(c.name, nullif(j.contact_name, ''), j.phone), j.fault, s.district, m.model, j.technician_id, p.name"
_AROUND = """\
LEFT JOIN customer c ON c.id = j.customer_id LEFT JOIN site s ON s.id = j.site_id LEFT JOIN machine m ON m.id = j.machine_id
LEFT JOIN person p ON p.id = j.technician_id
"""
_CALLS = """\
SELECT k.job_id, j.number, coalesce(c.name, nullif(k.caller_name, ''), k.number), k.said, s.district, m.model, j.technician_id, p.name,
       k.started_at, k.kind, k.outcome
FROM call k LEFT JOIN job j ON j.id = k.job_id LEFT JOIN customer c ON c.id = k.customer_id LEFT JOIN site s ON s.id = j.site_id
     LEFT JOIN machine m ON m.id = coalesce(k.machine_id, j.machine_id) LEFT JOIN person p ON p.id = j.technician_id
WHERE k.started_at >= :since AND k.started_at < :until AND k.direction = 'in' AND k.kind <> 'call_in'
"""
_JOBS = f"""\
SELECT j.id, {_CASE}, j.fault_code, j.service_type, j.visit_id, j.registered_at, j.arrived_at, j.done_at, j.agreed_until
FROM job j {_AROUND}
WHERE (j.registered_at >= :since AND j.registered_at < :until) OR (j.arrived_at >= :since AND j.arrived_at < :until)
      OR (j.done_at >= :since AND j.done_at < :until)
"""
_REPAIRS = """\
SELECT j.id, j.machine_id, j.registered_at, j.done_at, j.fault_code, j.fault, m.model, j.technician_id
FROM job j LEFT JOIN machine m ON m.id = j.machine_id
WHERE ((j.registered_at >= :since AND j.registered_at < :until) OR (j.done_at >= :early AND j.done_at < :until))
      AND j.service_type = 'repair' AND j.machine_id IS NOT NULL
"""
_WHOSE = "SELECT j.id, j.number, coalesce(c.name, nullif(j.contact_name, ''), j.phone), s.district FROM job j LEFT JOIN customer c ON c.id = j.customer_id LEFT JOIN site s ON s.id = j.site_id WHERE j.registered_at >= :since AND j.registered_at < :until"
_ONCE = """\
SELECT j.id, (SELECT count(*) FROM visit v WHERE v.job_id = j.id AND v.status NOT IN ('recalled', 'reassigned', 'rescheduled'))
FROM job j WHERE j.done_at >= :since AND j.done_at < :until AND j.service_type = 'repair' AND j.visit_id IS NOT NULL
"""
_AGAIN = """\
SELECT DISTINCT repeat_of_id FROM job WHERE repeat_of_id IS NOT NULL AND registered_at >=
       (SELECT min(o.registered_at) FROM job o WHERE o.done_at >= :since AND o.done_at < :until)
"""
_CHECKS = f"""\
SELECT j.id, {_CASE}, q.tried_at, q.result, EXISTS (SELECT 1 FROM complaint k WHERE k.job_id = j.id AND k.ended_how = 'filed'), q.opinion
FROM quality_check q JOIN job j ON j.id = q.job_id {_AROUND}
WHERE q.tried_at >= :since AND q.tried_at < :until AND q.result IN ('satisfied', 'unsatisfied')
      AND q.id = (SELECT max(o.id) FROM quality_check o
                  WHERE o.job_id = q.job_id AND o.result IN ('satisfied', 'unsatisfied') AND o.tried_at < :until)
"""
_VISITS = f"""\
SELECT j.id, {_CASE.replace("j.technician_id", "v.technician_id")}, min(CASE WHEN e.kind = 'arrived' THEN e.happened_at END),
       max(CASE WHEN e.kind IN ('done', 'partly_done', 'picked_up', 'left') THEN e.happened_at END)
FROM visit v JOIN job j ON j.id = v.job_id JOIN event e ON e.visit_id = v.id
{_AROUND.replace("p.id = j.technician_id", "p.id = v.technician_id")}
WHERE v.planned_from >= :early AND v.planned_from < :late AND e.kind IN ('arrived', 'done', 'partly_done', 'picked_up', 'left')
      AND NOT EXISTS (SELECT 1 FROM event x WHERE x.job_id = e.job_id AND x.corrects_id = e.id)
GROUP BY v.id
"""
_PROMISES = f"""\
SELECT j.id, j.number, coalesce(c.name, d.name, p.owner), p.said, s.district, m.model, j.technician_id, p.owner, p.due_at, p.ended_how
FROM promise p LEFT JOIN job j ON j.id = p.job_id {_AROUND.replace("LEFT JOIN person p ON p.id = j.technician_id", "")}
     LEFT JOIN customer d ON d.id = p.customer_id
WHERE p.due_at >= :since AND p.due_at < :until
"""
_PARTS = f"""\
SELECT j.id, {_CASE}, r.typed_at, a.name, a.quantity
FROM report_part a JOIN repair_report r ON r.id = a.report_id JOIN job j ON j.id = r.job_id {_AROUND}
WHERE r.typed_at >= :since AND r.typed_at < :until
"""


def case_of(row: tuple[object, ...]) -> Case:
    """The first eight columns of a row; what is not known is empty."""
    job_id, number, who, what, district, model, technician_id, technician = row[:8]
    return Case(job_id, number or "", who or "", what or "", district or "", model or "", technician_id, technician or "")  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked at: words that must stand in the zone, the customer, the model, the number or the fault (R200)."""

    words: tuple[str, ...]
    zones: dict[str, str]  # which zone a district belongs to

    def zone(self, district: str) -> str:
        """The zone of a district; a district in none is its own."""
        return self.zones.get(district, district)

    def has(self, case: Case) -> bool:
        """Whether a row is among those looked at."""
        return all(self._meets(word, case) for word in self.words)

    def _meets(self, word: str, case: Case) -> bool:
        if any(word in said.lower() for said in (case.district, self.zone(case.district), case.who, case.model, case.number, case.what)):
            return True
        return word.isascii() and word.isalpha() and any(word in i for i in search_keys(case.who).initials)


def wanted(reading: Reading, typed: str) -> Wanted:
    """The typed words, and the zones that the office has made."""
    zones = {d: name for name, districts in reading.rows("SELECT name, districts FROM zone") for d in districts.split("|") if d}
    return Wanted(tuple(typed.lower().split()), zones)


def stretch(reading: Reading, span: Span) -> tuple[str, str]:
    """From the first minute of a span of local days to the first after it, as stored."""
    return stored(at(span[0], 0, zone=reading.zone)), stored(at(span[1] + dt.timedelta(days=1), 0, zone=reading.zone))


def registered_in(reading: Reading, since: str, until: str) -> int:
    """How many jobs were registered."""
    ((n,),) = reading.rows("SELECT count(*) FROM job WHERE registered_at >= :since AND registered_at < :until", since=since, until=until)
    return int(n)


def calls(reading: Reading, since: str, until: str, look: Wanted) -> list[CallRow]:
    """Calls of customers, as in the daily report: heard, and no technician's report."""
    found = [CallRow(case_of(r), *r[8:]) for r in reading.rows(_CALLS, since=since, until=until)]
    return [c for c in found if look.has(c.case)] if look.words else found


def jobs(reading: Reading, since: str, until: str, look: Wanted) -> list[JobRow]:
    """Every job of which something happened in the time."""
    found = [JobRow(case_of(r), *r[8:]) for r in reading.rows(_JOBS, since=since, until=until)]
    return [j for j in found if look.has(j.case)] if look.words else found


def at_first_visit(reading: Reading, since: str, until: str) -> dict[int, bool]:
    """Repairs done in the time: at the first visit, and not come back (R132)."""
    again = {row[0] for row in reading.rows(_AGAIN, since=since, until=until)}
    return {job: visits <= 1 and job not in again for job, visits in reading.rows(_ONCE, since=since, until=until)}


def _earlier(moment: str, days: int) -> str:
    return stored(from_stored(moment) - dt.timedelta(days=days))


def repairs(reading: Reading, since: str, until: str, look: Wanted) -> list[RepairRow]:
    """Repairs registered in the time, each with the one that did not last: done on the same machine in the thirty days before."""
    rows = reading.rows(_REPAIRS, since=since, until=until, early=stored(from_stored(since) - REPEAT))
    ended: dict[int, list[tuple[str, str, int | None]]] = defaultdict(list)
    for _id, machine, _begun, over, code, fault, _model, technician in rows:
        if over:
            ended[machine].append((over, fault_of(code, fault), technician))
    whose: dict[int, tuple[str, str, str]] = {}
    if look.words:
        whose = {i: (number, who or "", district or "") for i, number, who, district in reading.rows(_WHOSE, since=since, until=until)}
    found = []
    for job_id, machine, begun, _over, code, fault, model, technician in rows:
        if not since <= begun < until:
            continue
        number, who, district = whose.get(job_id, ("", "", ""))
        case = Case(job_id, number, who, fault, district, model or "", technician, "")
        if look.words and not look.has(case):
            continue
        named = fault_of(code, fault)
        earlier = max((e for e in ended.get(machine, ()) if e[0] <= begun), default=None)
        gap = from_stored(begun) - from_stored(earlier[0]) if earlier else None
        if earlier is None or gap is None or gap > REPEAT:
            found.append(RepairRow(case, named, begun, None, False, None))
        else:
            found.append(RepairRow(case, named, begun, gap / dt.timedelta(days=1), earlier[1] == named, earlier[2]))
    return found


def fault_of(code: str, words: str) -> str:
    """What a fault is counted under: its code, or the first words where it has none."""
    return code or words.replace(",", "，").split("，")[0].strip()[:12]


def checks(reading: Reading, since: str, until: str, look: Wanted) -> list[tuple[Case, str, bool | None, str]]:
    """The last answer of each job: case, when, satisfied (None: the complaint was filed, left out), what was said (R133, R175)."""
    rows = [(case_of(r), r[8], None if r[10] else r[9] == "satisfied", r[11]) for r in reading.rows(_CHECKS, since=since, until=until)]
    return [r for r in rows if look.has(r[0])]


def visits(reading: Reading, since: str, until: str, look: Wanted) -> list[tuple[Case, str, float | None]]:
    """Arrivals in the time with the hours on site until the technician was done or left.

    Nobody is on site overnight: one that ended on another day has no hours (None) and is only listed.
    """
    rows = reading.rows(_VISITS, early=_earlier(since, 7), late=_earlier(until, -7))
    found = []
    for row in rows:
        begun, ended = row[8], row[9]
        if begun and since <= begun < until and ended and ended >= begun:
            came, went = from_stored(begun), from_stored(ended)
            same_day = local(came, reading.zone).date() == local(went, reading.zone).date()
            found.append((case_of(row), begun, (went - came) / dt.timedelta(hours=1) if same_day else None))
    return [v for v in found if look.has(v[0])]


def promises(reading: Reading, since: str, until: str, look: Wanted) -> list[tuple[Case, str, bool | None]]:
    """What was said with a time: case, when it was due, kept; one still open is broken once its time is over (R107)."""
    now = stored(reading.now)
    rows = [
        (case_of(r), r[8], {"kept": True, "broken": False}.get(r[9], None if r[9] or r[8] > now else False))
        for r in reading.rows(_PROMISES, since=since, until=until)
    ]
    return [r for r in rows if look.has(r[0])]


def parts(reading: Reading, since: str, until: str, look: Wanted) -> list[tuple[Case, str, str, int]]:
    """Parts put in: case, when it was typed, the part, how many (R161, R165); the part is looked at, too."""
    rows = [(case_of(r), r[8], r[9].strip(), r[10]) for r in reading.rows(_PARTS, since=since, until=until)]
    return [r for r in rows if look.has(r[0]._replace(what=f"{r[0].what} {r[2]}"))]


def within(rows: Iterable[JobRow], since: str, until: str, what: Callable[[JobRow], str | None]) -> list[JobRow]:
    """Those that were registered, arrived at or done (what) in the time, in that order."""
    found = [(moment, n, j) for n, j in enumerate(rows) if (moment := what(j)) is not None and since <= moment < until]
    return [j for _moment, _n, j in sorted(found)]


def registered(job: JobRow) -> str:
    """When a job was registered, as stored."""
    return job.registered


def arrived(job: JobRow) -> str | None:
    """When somebody first arrived."""
    return job.arrived


def done(job: JobRow) -> str | None:
    """When it was done."""
    return job.done
