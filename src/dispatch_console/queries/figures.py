"""How well the promises of a period were kept: each figure with its denominator, its aim, and the list behind it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dispatch_console.domain import warranty
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, at, from_stored, local, stored
from dispatch_console.queries.plans import SilentCustomers, silent_customers
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.statistics_rows import Case, Wanted, wanted
from dispatch_console.store.facts import WARRANTY_MONTHS, warranty_facts
from dispatch_console.words import N_, say

RINGS_S = 15  # ours: three rings, where the setting is missing (R112)
AIMS = {"satisfaction_target": 90, "arrival_target": 95}  # per cent, where a desk has no such setting (R133, R182); the second is ours


@dataclass(frozen=True, slots=True)
class Behind:
    """One line of the list behind a figure; good says whether it counted for it, None that it was left out or waits."""

    job_id: int | None
    who: NameText
    what: str
    at: Moment | None
    good: bool | None
    machine_id: int | None = None
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """So many of so many; aim in percent, 0 for none. Lines that were left out are in the list, not in the count."""

    kind: str
    good: int
    of: int
    aim: int
    lines: tuple[Behind, ...]

    @property
    def percent(self) -> float | None:
        """The share, None of nothing."""
        return None if not self.of else 100 * self.good / self.of


WORDS: dict[str, str] = {
    "satisfied": N_("Satisfied customers"), "rings": N_("Answered within three rings"), "missed": N_("Missed calls called back"),
    "on_time": N_("Arrived as agreed"), "promises": N_("Promises kept"), "first_time": N_("Repaired at the first visit"),
    "warranty_survey": N_("Asked at the end of the warranty"), "key_contact": N_("Key customers spoken to"),
}  # fmt: skip
HINTS: dict[str, str] = {
    "satisfied": N_("of those asked; filed complaints are left out and listed"), "rings": N_("of the calls whose ringing was told"),
    "missed": N_("within half an hour"), "on_time": N_("no later than the end of the agreed time"),
    "promises": N_("of those that ended; released ones are left out"), "first_time": N_("of the repairs that were finished"),
    "warranty_survey": N_("of the machines whose warranty ended"), "key_contact": N_("of all key customers, within the months that are set; today"),
}  # fmt: skip


@query(reads=("job", "customer", "quality_check", "complaint", "call", "promise", "visit", "machine", "product_model", "setting", "site", "zone"))
class ServiceFigures(Query[tuple[Figure, ...]]):
    """The figures of a period of local days, both included (R112, R130, R133, R180, R182, R185).

    words narrow each list as they narrow the charts (`statistics_rows.Wanted`), and the count with it.
    """

    first: dt.date
    last: dt.date
    words: str = ""


@answers
def service_figures(question: ServiceFigures, reading: Reading) -> tuple[Figure, ...]:
    """In the order of WORDS; a figure without a single case is left out."""
    span = (at(question.first, 0, zone=reading.zone), at(question.last + dt.timedelta(days=1), 0, zone=reading.zone))
    since, until = (stored(m) for m in span)
    look = wanted(reading, question.words)
    counted = (_satisfied, _rings, _missed, _on_time, _promises, _first_time)
    made = (*(of(reading, look, since, until) for of in counted), _warranty_survey(reading, look, question), _key_contact(reading, look))
    return tuple(f for f in made if f.lines)


def _figure(kind: str, lines: Iterable[Behind], aim: int = 0) -> Figure:
    """Count the lines; what went wrong stands first."""
    rows = sorted(lines, key=lambda b: (b.good is not False, b.good is not None, b.at or dt.datetime.max.replace(tzinfo=dt.UTC)))
    return Figure(kind, sum(b.good is True for b in rows), sum(b.good is not None for b in rows), aim, tuple(rows))


def _looked_at(reading: Reading, look: Wanted, sql: str, **values: str) -> Iterable[list[Any]]:
    """The rows of a list whose words are wanted; each begins with row, name, words and ends with number, district, model."""
    for row_id, who, what, *told, number, district, model in reading.rows(sql, **values):
        if look.has(Case(row_id, number or "", who or "", what or "", district or "", model or "", None, "")):
            yield [row_id, who, what, *told]


_WHO = "coalesce(c.name, nullif(j.contact_name, ''), j.phone)"
_AROUND = "LEFT JOIN customer c ON c.id = j.customer_id LEFT JOIN site s ON s.id = j.site_id LEFT JOIN machine m ON m.id = j.machine_id"
_CALLED = """\
FROM call k LEFT JOIN job j ON j.id = k.job_id LEFT JOIN customer c ON c.id = k.customer_id LEFT JOIN site s ON s.id = j.site_id
     LEFT JOIN machine m ON m.id = coalesce(k.machine_id, j.machine_id)
"""


def _whole(reading: Reading, name: str, otherwise: int) -> int:
    rows = reading.rows("SELECT CAST(json_extract(value, '$') AS INTEGER) FROM setting WHERE name = :name", name=name)
    return int(rows[0][0]) if rows and rows[0][0] else otherwise


def aim_of(reading: Reading, name: str) -> int:
    """An aim in per cent from the settings."""
    return _whole(reading, name, AIMS[name])


_CHECKS = f"""\
SELECT j.id, {_WHO}, j.fault, q.tried_at, q.result, q.opinion,
       EXISTS (SELECT 1 FROM complaint k WHERE k.job_id = j.id AND k.ended_how = 'filed'), j.number, s.district, m.model
FROM quality_check q JOIN job j ON j.id = q.job_id {_AROUND}
WHERE q.tried_at >= :since AND q.tried_at < :until AND q.result IN ('satisfied', 'unsatisfied')
      AND q.id = (SELECT max(id) FROM quality_check o WHERE o.job_id = q.job_id AND o.result IN ('satisfied', 'unsatisfied') AND o.tried_at < :until)
"""


def _satisfied(reading: Reading, look: Wanted, since: str, until: str) -> Figure:
    """The last answer of each job; a customer whose complaint was filed is left out, but listed (R133, R175, R182)."""
    rows = _looked_at(reading, look, _CHECKS, since=since, until=until)
    return _figure(
        "satisfied",
        (Behind(j, NameText(who or ""), opinion or fault, from_stored(tried), None if filed else result == "satisfied")
         for j, who, fault, tried, result, opinion, filed in rows),
        aim_of(reading, "satisfaction_target"),
    )  # fmt: skip


_RINGS = f"""\
SELECT k.job_id, coalesce(c.name, nullif(k.caller_name, ''), k.number), k.said, k.started_at, k.rang_at, j.number, s.district, m.model
{_CALLED}WHERE k.started_at >= :since AND k.started_at < :until AND k.rang_at IS NOT NULL
"""


def _rings(reading: Reading, look: Wanted, since: str, until: str) -> Figure:
    """Three rings, as seconds in the settings; only calls of which the telephone told when it began to ring (R1, R112)."""
    most = dt.timedelta(seconds=_whole(reading, "ring_seconds", RINGS_S))
    lines = []
    for job_id, who, said, started, rang in _looked_at(reading, look, _RINGS, since=since, until=until):
        rung = from_stored(started) - from_stored(rang)
        lines.append(Behind(job_id, NameText(who or ""), f"{rung.total_seconds():.0f} s · {said}".rstrip(" ·"), from_stored(started), rung <= most))
    return _figure("rings", lines)


_MISSED = f"""\
SELECT k.job_id, coalesce(c.name, nullif(k.caller_name, ''), k.number), k.number, k.started_at, k.called_back_at, j.number, s.district, m.model
{_CALLED}WHERE k.started_at >= :since AND k.started_at < :until AND k.direction = 'missed'
"""
BACK = dt.timedelta(minutes=30)


def _missed(reading: Reading, look: Wanted, since: str, until: str) -> Figure:
    """Called back within half an hour (R1); those that still wait count once the half hour is over."""
    lines = []
    for job_id, who, number, started, back in _looked_at(reading, look, _MISSED, since=since, until=until):
        began = from_stored(started)
        ended = from_stored(back) if back else None
        good = ended - began <= BACK if ended is not None else False if reading.now - began > BACK else None
        lines.append(Behind(job_id, NameText(who or ""), str(number), began, good))
    return _figure("missed", lines)


_AGREED = f"""\
SELECT j.id, {_WHO}, j.fault, j.agreed_until, j.arrived_at, j.number, s.district, m.model
FROM job j {_AROUND}
WHERE j.arrived_at >= :since AND j.arrived_at < :until AND j.agreed_until IS NOT NULL
"""


def _on_time(reading: Reading, look: Wanted, since: str, until: str) -> Figure:
    """The first arrival of a job against the time that was agreed (R59)."""
    rows = _looked_at(reading, look, _AGREED, since=since, until=until)
    return _figure("on_time", (Behind(j, NameText(who or ""), fault, from_stored(arrived), arrived <= agreed) for j, who, fault, agreed, arrived in rows),
                   aim_of(reading, "arrival_target"))  # fmt: skip


_PROMISES = f"""\
SELECT p.job_id, coalesce(c.name, d.name, nullif(j.contact_name, ''), p.owner), p.said, p.due_at, p.ended_how, j.number, s.district, m.model
FROM promise p LEFT JOIN job j ON j.id = p.job_id {_AROUND}
     LEFT JOIN customer d ON d.id = p.customer_id
WHERE p.due_at >= :since AND p.due_at < :until
"""


def _promises(reading: Reading, look: Wanted, since: str, until: str) -> Figure:
    """What was said to somebody with a time: kept, broken; one still open is broken once its time is over (R107)."""
    now = stored(reading.now)
    lines = [
        Behind(job_id, NameText(who or ""), said, from_stored(due),
               {"kept": True, "broken": False}.get(how, None if how or due > now else False))
        for job_id, who, said, due, how in _looked_at(reading, look, _PROMISES, since=since, until=until)
    ]  # fmt: skip
    return _figure("promises", lines)


_FINISHED = f"""\
SELECT j.id, {_WHO}, j.fault, j.done_at,
       (SELECT count(*) FROM visit v WHERE v.job_id = j.id AND v.status NOT IN ('recalled', 'reassigned', 'rescheduled')),
       j.id IN (SELECT r.repeat_of_id FROM job r WHERE r.repeat_of_id IS NOT NULL AND r.registered_at >=
                (SELECT min(o.registered_at) FROM job o WHERE o.done_at >= :since AND o.done_at < :until)),
       j.number, s.district, m.model
FROM job j {_AROUND}
WHERE j.done_at >= :since AND j.done_at < :until AND j.service_type = 'repair' AND j.visit_id IS NOT NULL
"""


def _first_time(reading: Reading, look: Wanted, since: str, until: str) -> Figure:
    """Repairs that needed one visit and did not come back (R132)."""
    rows = _looked_at(reading, look, _FINISHED, since=since, until=until)
    return _figure(
        "first_time", (Behind(j, NameText(who or ""), fault, from_stored(done), n <= 1 and not again) for j, who, fault, done, n, again in rows)
    )


ENDS = (  # whose term may end in the time; a month's end may be some days off, what is found is judged by the rule itself
    "({{start}} BETWEEN :far AND :high AND date({{start}}, '+' || {months} || ' months') BETWEEN date(:low, '-4 days') AND date(:high, '+4 days'))"
).format(months=WARRANTY_MONTHS.format(machine="m"))

_MACHINES = f"""\
SELECT m.id, c.name, trim(m.brand || ' ' || m.model), m.bought_on, m.installed_on, m.warranty_until, m.warranty_basis, m.channel,
       {WARRANTY_MONTHS.format(machine="m")},
       (SELECT max(k.started_at) FROM call k WHERE k.customer_id = m.customer_id AND k.machine_id = m.id AND k.kind = 'quality'),
       m.serial, s.district, m.model
FROM machine m JOIN customer c ON c.id = m.customer_id LEFT JOIN site s ON s.id = m.site_id
WHERE m.active = 1 AND m.replaced_by_id IS NULL
      AND (m.warranty_until BETWEEN :low AND :high OR {ENDS.format(start="m.bought_on")} OR {ENDS.format(start="m.installed_on")})
"""


@dataclass(frozen=True, slots=True)
class _Dates:
    bought_on: dt.date | None
    installed_on: dt.date | None
    warranty_until: dt.date | None
    warranty_basis: str
    channel: str
    months: int


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _warranty_survey(reading: Reading, look: Wanted, question: ServiceFigures) -> Figure:
    """Whose warranty ended in the period, and whether he was asked since (R180)."""
    low, high, far = (d.isoformat() for d in (question.first, question.last, question.first - dt.timedelta(days=3660)))
    rows = _looked_at(reading, look, _MACHINES, low=low, high=high, far=far)
    lines = []
    for machine_id, who, model, bought, installed, until, basis, channel, months, asked in rows:
        facts = warranty_facts(_Dates(_day(bought), _day(installed), _day(until), basis, channel, months))
        end = warranty.verdict(facts, question.last).until
        if end is not None and question.first <= end <= question.last:
            told = asked is not None and local(from_stored(asked), reading.zone).date() >= end
            lines.append(Behind(None, NameText(who), f"{model} · {end:%Y-%m-%d}", None, told, machine_id))
    return _figure("warranty_survey", lines)


_KEY = """\
SELECT c.id, c.name, '', '', (SELECT group_concat(s.district, '|') FROM site s WHERE s.customer_id = c.id),
       (SELECT group_concat(m.model, '|') FROM machine m WHERE m.customer_id = c.id)
FROM customer c WHERE c.kind = 'key' AND c.merged_into_id IS NULL
"""


def _key_contact(reading: Reading, look: Wanted) -> Figure:
    """Key customers, and those among them whom nobody spoke to for too long (R130, R185)."""
    every = {row[0] for row in _looked_at(reading, look, _KEY)}
    silent = [c for c in silent_customers(SilentCustomers(limit=-1), reading) if c.customer_id in every]
    lines = [
        Behind(None, c.name, str(say("machines: {n}, open jobs: {jobs}", n=c.machines, jobs=c.open_jobs)), c.last_at, False, customer_id=c.customer_id)
        for c in silent
    ]
    return Figure("key_contact", len(every) - len(lines), len(every), 0, tuple(lines))


@dataclass(frozen=True, slots=True)
class PartUse:
    """A part in a period: pieces put in, how often it was waited for, days waited on the average, for which models."""

    part: str
    used: int
    asked: int
    days_waited: float | None
    models: tuple[str, ...]


@query(reads=("repair_report", "report_part", "part_request", "job", "customer", "site", "machine", "zone"))
class PartsUse(Query[tuple[PartUse, ...]]):
    """What the store should hold: parts used and waited for in a period, with the models they go into (R161, R165).

    words narrow it by the part and its jobs.
    """

    first: dt.date
    last: dt.date
    words: str = ""


_USED = f"""\
SELECT j.id, {_WHO}, j.fault || ' ' || p.name, trim(p.name), p.quantity, m.model, j.number, s.district, m.model
FROM report_part p JOIN repair_report r ON r.id = p.report_id JOIN job j ON j.id = r.job_id {_AROUND}
WHERE r.typed_at >= :since AND r.typed_at < :until
"""
_ASKED = f"""\
SELECT j.id, {_WHO}, j.fault || ' ' || a.part, trim(a.part), a.asked_at, a.arrived_at, m.model, j.number, s.district, m.model
FROM part_request a JOIN job j ON j.id = a.job_id {_AROUND}
WHERE a.asked_at >= :since AND a.asked_at < :until
"""


@answers
def parts_use(question: PartsUse, reading: Reading) -> tuple[PartUse, ...]:
    """The most wanted first."""
    since = stored(at(question.first, 0, zone=reading.zone))
    until = stored(at(question.last + dt.timedelta(days=1), 0, zone=reading.zone))
    used: dict[str, int] = defaultdict(int)
    waits: dict[str, list[float]] = defaultdict(list)
    asked: dict[str, int] = defaultdict(int)
    models: dict[str, dict[str, None]] = defaultdict(dict)
    look = wanted(reading, question.words)
    for _job, _who, _what, part, quantity, model in _looked_at(reading, look, _USED, since=since, until=until):
        used[part] += quantity
        models[part].update({model: None} if model else {})
    for _job, _who, _what, part, asked_at, arrived_at, model in _looked_at(reading, look, _ASKED, since=since, until=until):
        asked[part] += 1
        models[part].update({model: None} if model else {})
        if arrived_at:
            waits[part].append((from_stored(arrived_at) - from_stored(asked_at)).total_seconds() / 86400)
    return tuple(
        sorted(
            (PartUse(part, used[part], asked[part], sum(waits[part]) / len(waits[part]) if waits[part] else None, tuple(models[part]))
             for part in {*used, *asked}),
            key=lambda p: (-p.used - p.asked, p.part),
        )
    )  # fmt: skip
