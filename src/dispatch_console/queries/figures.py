"""How well the promises of a period were kept: each figure with its denominator, its aim, and the list behind it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dispatch_console.domain import warranty
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, at, from_stored, local, stored
from dispatch_console.queries.plans import SilentCustomers, silent_customers
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.facts import WARRANTY_MONTHS, warranty_facts
from dispatch_console.words import N_, say

RINGS_S = 15  # ours: three rings, where the setting is missing (R112)
TARGET = 90  # percent (R133, R182)


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


@query(reads=("job", "customer", "quality_check", "complaint", "call", "promise", "visit", "machine", "product_model", "setting"))
class ServiceFigures(Query[tuple[Figure, ...]]):
    """The figures of a period of local days, both included (R112, R130, R133, R180, R182, R185)."""

    first: dt.date
    last: dt.date


@answers
def service_figures(question: ServiceFigures, reading: Reading) -> tuple[Figure, ...]:
    """In the order of WORDS; a figure without a single case is left out."""
    span = (at(question.first, 0, zone=reading.zone), at(question.last + dt.timedelta(days=1), 0, zone=reading.zone))
    since, until = (stored(m) for m in span)
    made = (
        _satisfied(reading, since, until), _rings(reading, since, until), _missed(reading, since, until), _on_time(reading, since, until),
        _promises(reading, since, until), _first_time(reading, since, until), _warranty_survey(reading, question),
        _key_contact(reading),
    )  # fmt: skip
    return tuple(f for f in made if f.lines)


def _figure(kind: str, lines: Iterable[Behind], aim: int = 0) -> Figure:
    """Count the lines; what went wrong stands first."""
    rows = sorted(lines, key=lambda b: (b.good is not False, b.good is not None, b.at or dt.datetime.max.replace(tzinfo=dt.UTC)))
    return Figure(kind, sum(b.good is True for b in rows), sum(b.good is not None for b in rows), aim, tuple(rows))


def _whole(reading: Reading, name: str, otherwise: int) -> int:
    rows = reading.rows("SELECT CAST(json_extract(value, '$') AS INTEGER) FROM setting WHERE name = :name", name=name)
    return int(rows[0][0]) if rows and rows[0][0] else otherwise


_CHECKS = """\
SELECT j.id, coalesce(c.name, nullif(j.contact_name, ''), j.phone), j.fault, q.tried_at, q.result, q.opinion,
       EXISTS (SELECT 1 FROM complaint k WHERE k.job_id = j.id AND k.ended_how = 'filed')
FROM quality_check q JOIN job j ON j.id = q.job_id LEFT JOIN customer c ON c.id = j.customer_id
WHERE q.tried_at >= :since AND q.tried_at < :until AND q.result IN ('satisfied', 'unsatisfied')
      AND q.id = (SELECT max(id) FROM quality_check o WHERE o.job_id = q.job_id AND o.result IN ('satisfied', 'unsatisfied'))
"""


def _satisfied(reading: Reading, since: str, until: str) -> Figure:
    """The last answer of each job; a customer whose complaint was filed is left out, but listed (R133, R175, R182)."""
    rows = reading.rows(_CHECKS, since=since, until=until)
    return _figure(
        "satisfied",
        (Behind(j, NameText(who or ""), opinion or fault, from_stored(tried), None if filed else result == "satisfied")
         for j, who, fault, tried, result, opinion, filed in rows),
        _whole(reading, "satisfaction_target", TARGET),
    )  # fmt: skip


_RINGS = """\
SELECT k.job_id, coalesce(c.name, nullif(k.caller_name, ''), k.number), k.said, k.started_at, k.rang_at
FROM call k LEFT JOIN customer c ON c.id = k.customer_id
WHERE k.started_at >= :since AND k.started_at < :until AND k.rang_at IS NOT NULL
"""


def _rings(reading: Reading, since: str, until: str) -> Figure:
    """Three rings, as seconds in the settings; only calls of which the telephone told when it began to ring (R1, R112)."""
    most = dt.timedelta(seconds=_whole(reading, "ring_seconds", RINGS_S))
    lines = []
    for job_id, who, said, started, rang in reading.rows(_RINGS, since=since, until=until):
        rung = from_stored(started) - from_stored(rang)
        lines.append(Behind(job_id, NameText(who or ""), f"{rung.total_seconds():.0f} s · {said}".rstrip(" ·"), from_stored(started), rung <= most))
    return _figure("rings", lines)


_MISSED = """\
SELECT k.job_id, coalesce(c.name, nullif(k.caller_name, ''), k.number), k.number, k.started_at, k.called_back_at
FROM call k LEFT JOIN customer c ON c.id = k.customer_id
WHERE k.started_at >= :since AND k.started_at < :until AND k.direction = 'missed'
"""
BACK = dt.timedelta(minutes=30)


def _missed(reading: Reading, since: str, until: str) -> Figure:
    """Called back within half an hour (R1); those that still wait count once the half hour is over."""
    lines = []
    for job_id, who, number, started, back in reading.rows(_MISSED, since=since, until=until):
        began = from_stored(started)
        ended = from_stored(back) if back else None
        good = ended - began <= BACK if ended is not None else False if reading.now - began > BACK else None
        lines.append(Behind(job_id, NameText(who or ""), str(number), began, good))
    return _figure("missed", lines)


_AGREED = """\
SELECT j.id, coalesce(c.name, nullif(j.contact_name, ''), j.phone), j.fault, j.agreed_until, j.arrived_at
FROM job j LEFT JOIN customer c ON c.id = j.customer_id
WHERE j.arrived_at >= :since AND j.arrived_at < :until AND j.agreed_until IS NOT NULL
"""


def _on_time(reading: Reading, since: str, until: str) -> Figure:
    """The first arrival of a job against the time that was agreed (R59)."""
    rows = reading.rows(_AGREED, since=since, until=until)
    return _figure("on_time", (Behind(j, NameText(who or ""), fault, from_stored(arrived), arrived <= agreed) for j, who, fault, agreed, arrived in rows))


_PROMISES = """\
SELECT p.job_id, coalesce(c.name, d.name, nullif(j.contact_name, ''), p.owner), p.said, p.due_at, p.ended_how
FROM promise p LEFT JOIN job j ON j.id = p.job_id LEFT JOIN customer c ON c.id = j.customer_id
     LEFT JOIN customer d ON d.id = p.customer_id
WHERE p.due_at >= :since AND p.due_at < :until
"""


def _promises(reading: Reading, since: str, until: str) -> Figure:
    """What was said to somebody with a time: kept, broken; one still open is broken once its time is over (R107)."""
    now = stored(reading.now)
    lines = [
        Behind(job_id, NameText(who or ""), said, from_stored(due),
               {"kept": True, "broken": False}.get(how, None if how or due > now else False))
        for job_id, who, said, due, how in reading.rows(_PROMISES, since=since, until=until)
    ]  # fmt: skip
    return _figure("promises", lines)


_FINISHED = """\
SELECT j.id, coalesce(c.name, nullif(j.contact_name, ''), j.phone), j.fault, j.done_at,
       (SELECT count(*) FROM visit v WHERE v.job_id = j.id AND v.status NOT IN ('recalled', 'reassigned', 'rescheduled')),
       j.id IN (SELECT r.repeat_of_id FROM job r WHERE r.repeat_of_id IS NOT NULL AND r.registered_at >=
                (SELECT min(o.registered_at) FROM job o WHERE o.done_at >= :since AND o.done_at < :until))
FROM job j LEFT JOIN customer c ON c.id = j.customer_id
WHERE j.done_at >= :since AND j.done_at < :until AND j.service_type = 'repair' AND j.visit_id IS NOT NULL
"""


def _first_time(reading: Reading, since: str, until: str) -> Figure:
    """Repairs that needed one visit and did not come back (R132)."""
    rows = reading.rows(_FINISHED, since=since, until=until)
    return _figure(
        "first_time", (Behind(j, NameText(who or ""), fault, from_stored(done), n <= 1 and not again) for j, who, fault, done, n, again in rows)
    )


ENDS = (  # whose term may end in the time; a month's end may be some days off, what is found is judged by the rule itself
    "({{start}} BETWEEN :far AND :high AND date({{start}}, '+' || {months} || ' months') BETWEEN date(:low, '-4 days') AND date(:high, '+4 days'))"
).format(months=WARRANTY_MONTHS.format(machine="m"))

_MACHINES = f"""\
SELECT m.id, c.name, trim(m.brand || ' ' || m.model), m.bought_on, m.installed_on, m.warranty_until, m.warranty_basis, m.channel,
       {WARRANTY_MONTHS.format(machine="m")},
       (SELECT max(k.started_at) FROM call k WHERE k.customer_id = m.customer_id AND k.machine_id = m.id AND k.kind = 'quality')
FROM machine m JOIN customer c ON c.id = m.customer_id
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


def _warranty_survey(reading: Reading, question: ServiceFigures) -> Figure:
    """Whose warranty ended in the period, and whether he was asked since (R180)."""
    rows = reading.rows(
        _MACHINES, low=question.first.isoformat(), high=question.last.isoformat(), far=(question.first - dt.timedelta(days=3660)).isoformat()
    )
    lines = []
    for machine_id, who, model, bought, installed, until, basis, channel, months, asked in rows:
        facts = warranty_facts(_Dates(_day(bought), _day(installed), _day(until), basis, channel, months))
        end = warranty.verdict(facts, question.last).until
        if end is not None and question.first <= end <= question.last:
            told = asked is not None and local(from_stored(asked), reading.zone).date() >= end
            lines.append(Behind(None, NameText(who), f"{model} · {end:%Y-%m-%d}", None, told, machine_id))
    return _figure("warranty_survey", lines)


def _key_contact(reading: Reading) -> Figure:
    """Key customers, and those among them whom nobody spoke to for too long (R130, R185)."""
    silent = silent_customers(SilentCustomers(limit=500), reading)
    lines = [
        Behind(None, c.name, str(say("machines: {n}, open jobs: {jobs}", n=c.machines, jobs=c.open_jobs)), c.last_at, False, customer_id=c.customer_id)
        for c in silent
    ]
    every = int(reading.rows("SELECT count(*) FROM customer WHERE kind = 'key' AND merged_into_id IS NULL")[0][0])
    return Figure("key_contact", every - len(lines), every, 0, tuple(lines))


@dataclass(frozen=True, slots=True)
class PartUse:
    """A part in a period: pieces put in, how often it was waited for, days waited on the average, for which models."""

    part: str
    used: int
    asked: int
    days_waited: float | None
    models: tuple[str, ...]


@query(reads=("repair_report", "report_part", "part_request", "job", "machine"))
class PartsUse(Query[tuple[PartUse, ...]]):
    """What the store should hold: parts used and waited for in a period, with the models they go into (R161, R165)."""

    first: dt.date
    last: dt.date


_USED = """\
SELECT p.name, p.quantity, m.model FROM report_part p JOIN repair_report r ON r.id = p.report_id JOIN job j ON j.id = r.job_id
     LEFT JOIN machine m ON m.id = j.machine_id
WHERE r.typed_at >= :since AND r.typed_at < :until
"""
_ASKED = """\
SELECT a.part, a.asked_at, a.arrived_at, m.model FROM part_request a JOIN job j ON j.id = a.job_id
     LEFT JOIN machine m ON m.id = j.machine_id
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
    for part, quantity, model in reading.rows(_USED, since=since, until=until):
        used[part.strip()] += quantity
        models[part.strip()].update({model: None} if model else {})
    for part, asked_at, arrived_at, model in reading.rows(_ASKED, since=since, until=until):
        asked[part.strip()] += 1
        models[part.strip()].update({model: None} if model else {})
        if arrived_at:
            waits[part.strip()].append((from_stored(arrived_at) - from_stored(asked_at)).total_seconds() / 86400)
    return tuple(
        sorted(
            (PartUse(part, used[part], asked[part], sum(waits[part]) / len(waits[part]) if waits[part] else None, tuple(models[part]))
             for part in {*used, *asked}),
            key=lambda p: (-p.used - p.asked, p.part),
        )
    )  # fmt: skip
