"""From rows to pictures: what is grouped by hour, zone, model, fault, technician and time, with the list behind each bar."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from dispatch_console.domain import early_warning, forecast, periods
from dispatch_console.domain.early_warning import Tested
from dispatch_console.domain.forecast import Expected, Group
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import from_stored, local
from dispatch_console.domain.periods import Span
from dispatch_console.queries import statistics_rows as rows_of
from dispatch_console.queries.figures import aim_of
from dispatch_console.queries.registry import Reading
from dispatch_console.queries.statistics import Appraised, Bar, BehindBar, Tile
from dispatch_console.queries.statistics_rows import CallRow, Case, JobRow, RepairRow, stretch, within
from dispatch_console.words import N_, Said, say

SHOWN = 7  # bars of a picture that has no end of them
NOWHERE, NO_MODEL = say(N_("No district")), say(N_("No model"))


class Counting:
    """The rows of one period and what came before it, read step by step."""

    def __init__(self, period: str, span: Span, words: str, reading: Reading) -> None:
        self.period, self.span, self.reading = period, span, reading
        self.span_before = periods.before(period, span)
        self.pieces = periods.pieces(period, span)
        self.look = rows_of.wanted(reading, words)
        self.now, self.past = stretch(reading, span), stretch(reading, self.span_before)
        self.all = (min(self.past[0], stretch(reading, self.pieces[0])[0]), self.now[1])
        self.filed = 0

    # ---- reading ----

    def take_calls(self) -> None:
        """Calls of the pieces, the period and the one before."""
        self.calls = rows_of.calls(self.reading, *self.all, self.look)
        self.calls_now = [c for c in self.calls if self.now[0] <= c.at]
        self.calls_before = [c for c in self.calls if self.past[0] <= c.at < self.past[1]]

    def take_jobs(self) -> None:
        """Jobs of which something happened; which of them were done at the first visit."""
        self.jobs = rows_of.jobs(self.reading, *self.all, self.look)
        self.by_id = {j.case.job_id: j for j in self.jobs}
        self.new_now, self.new_before = within(self.jobs, *self.now, rows_of.registered), within(self.jobs, *self.past, rows_of.registered)
        self.first = rows_of.at_first_visit(self.reading, *self.all)

    def take_repairs(self) -> None:
        """Repairs of the period and of the year before it."""
        year = stretch(self.reading, periods.year_before(self.span))
        every = rows_of.repairs(self.reading, year[0], self.now[1], self.look)
        self.repairs_now = [r for r in every if r.registered >= self.now[0]]
        self.repairs_past = [r for r in every if r.registered < self.now[0]]

    def take_rest(self) -> None:
        """Quality calls of six periods, visits, promises, parts, the words of faults."""
        six = periods.last_ones(self.period, self.span, 6)
        self.six = [(s, rows_of.checks(self.reading, *stretch(self.reading, s), self.look)) for s in six]
        self.filed = sum(good is None for _case, _at, good, _said in self.six[-1][1])
        self.visits = rows_of.visits(self.reading, *self.now, self.look)
        self.promises = rows_of.promises(self.reading, *self.all, self.look)
        self.parts_now = rows_of.parts(self.reading, *self.now, self.look)
        self.faults = {code: words.split("|")[0] for code, words in self.reading.rows("SELECT fault_code, words FROM fault_word ORDER BY id DESC")}

    # ---- lines ----

    def _line(self, case: Case, at: str | None, note: Said | str = "", good: bool | None = True) -> BehindBar:
        return BehindBar(case.job_id, case.number, NameText(case.who), case.what, case.technician, from_stored(at) if at else None, note, good)

    def _repair_line(self, row: RepairRow) -> BehindBar:
        job = self.by_id.get(row.case.job_id)
        note: Said | str = ""
        if row.came_back is not None:
            note = say(N_("after {n} days, same fault") if row.same_fault else N_("after {n} days"), n=int(row.came_back))
        return self._line(job.case if job else row.case, row.registered, note, row.came_back is None)

    # ---- pictures ----

    def tiles(self) -> Iterable[Tile]:
        """In the order in which they stand; those without a bar too."""
        yield self._hours()
        yield self._zones()
        yield self._satisfied()
        yield self._back("models", lambda r: r.case.model)
        yield self._people()
        yield self._ways()
        yield self._back("faults_back", lambda r: self.faults.get(r.fault, r.fault))
        yield self._times()
        yield self._broken()
        yield self._common("faults", lambda j: self.faults.get(name := rows_of.fault_of(j.fault_code, j.case.what), name))
        yield self._common("customers", lambda j: NameText(j.case.who))
        yield self._parts()

    def _hours(self) -> Tile:
        by_hour: dict[int, list[CallRow]] = defaultdict(list)
        for call in self.calls_now:
            by_hour[local(from_stored(call.at), self.reading.zone).hour].append(call)
        bars = []
        for hour in range(min(by_hour, default=0), max(by_hour, default=-1) + 1):
            kinds = Counter("complaint" if c.kind == "complaint" else "repair" if c.kind == "repair" else "other" for c in by_hour[hour])
            lines = tuple(self._line(c.case, c.at, CALL_KINDS.get(c.kind, c.kind), c.kind != "complaint") for c in by_hour[hour])
            bars.append(Bar(f"{hour}", (kinds["repair"], kinds["other"], kinds["complaint"]), lines=lines))
        return Tile("hours", tuple(bars), len(self.calls_now), 0, (len(self.calls_before), 0))

    def _on_time(self, span: tuple[str, str]) -> list[tuple[JobRow, bool]]:
        arrived = within(self.jobs, *span, rows_of.arrived)
        return [(j, (j.arrived or "") <= j.agreed_until) for j in arrived if j.agreed_until]

    def _zones(self) -> Tile:
        groups: dict[str, list[tuple[JobRow, bool]]] = defaultdict(list)
        now = self._on_time(self.now)
        for job, good in now:
            groups[self.look.zone(job.case.district)].append((job, good))
        before = self._on_time(self.past)
        bars = []
        for zone, found in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))[:SHOWN]:
            lines = tuple(self._line(j.case, j.arrived, self._late(j) if not good else "", good) for j, good in sorted(found, key=lambda f: f[1]))
            bars.append(_rate(zone or NOWHERE, [g for _j, g in found], lines))
        return Tile("zones", tuple(bars), sum(g for _j, g in now), len(now), (sum(g for _j, g in before), len(before)), aim_of(self.reading, "arrival_target"))

    def _late(self, job: JobRow) -> Said:
        late = from_stored(job.arrived or "") - from_stored(job.agreed_until or "")
        return say("{n} min late", n=max(1, int(late.total_seconds() // 60)))

    def _satisfied(self) -> Tile:
        bars = []
        for span, found in self.six:
            lines = tuple(self._line(c, at, said, good) for c, at, good, said in sorted(found, key=lambda f: (f[2] is not False, f[1])))
            bars.append(_rate(short_name(self.period, span), [g for _c, _at, g, _said in found if g is not None], lines))
        last, earlier = bars[-1].counts[0], bars[-2].counts[0]
        return Tile("satisfied", tuple(bars) if any(b.lines for b in bars) else (), *last, earlier, aim_of(self.reading, "satisfaction_target"))

    def _back(self, kind: str, group: Callable[[RepairRow], str]) -> Tile:
        """How many of the repairs came back, by model or fault, against its own past year (R199, R200)."""
        now, past = _grouped(self.repairs_now, group), _grouped(self.repairs_past, group)
        tested = early_warning.against_past({k: _hits(v) for k, v in now.items()}, {k: _hits(v) for k, v in past.items()})
        # what is warned of comes first and is always shown, then what came back most
        order = sorted(now, key=lambda k: (not _warned(tested.get(k)), -_hits(now[k])[0], -len(now[k]), k))
        bars = []
        for name in order[: max(SHOWN, sum(_warned(t) for t in tested.values()))]:
            hits, of = _hits(now[name])
            before = _hits(past.get(name, []))
            lines = tuple(map(self._repair_line, sorted(now[name], key=lambda r: (r.came_back is None, r.registered))))
            bars.append(Bar(name or NO_MODEL, (100 * hits / of,), ((hits, of),), 100 * before[0] / before[1] if before[1] else None, tested.get(name), lines))
        shown = tuple(bars) if any(b.counts[0][0] for b in bars) else ()
        return Tile(kind, shown, *_hits(self.repairs_now), _hits(self.repairs_past))

    def _people(self) -> Tile:
        self._hours_of: dict[int, float] = defaultdict(float)
        lines: dict[int, list[BehindBar]] = defaultdict(list)
        names: dict[int, str] = {}
        for case, arrived, hours in self.visits:
            if case.technician_id is not None:
                self._hours_of[case.technician_id] += hours or 0
                names[case.technician_id] = case.technician
                note = say(N_("{n:.1f} h on site"), n=hours or 0)
                lines[case.technician_id].append(self._line(case, arrived, note, None if hours is None else True))
        self._points = dict(self.reading.rows(
            "SELECT person_id, sum(points_tenths) FROM point_entry WHERE counted_on BETWEEN :first AND :last GROUP BY person_id",
            first=self.span[0].isoformat(), last=self.span[1].isoformat()))  # fmt: skip
        bars = tuple(
            Bar(names[i], (hours, None if self.look.words else self._points.get(i, 0) / 10), lines=tuple(lines[i]))  # points are of all the work
            for i, hours in sorted(self._hours_of.items(), key=lambda h: -h[1])
        )
        return Tile("people", bars, sum(self._hours_of.values()))

    def _done(self, span: tuple[str, str]) -> list[JobRow]:
        return [j for j in within(self.jobs, *span, rows_of.done) if j.case.job_id in self.first]

    def _ways(self) -> Tile:
        """Repaired at the first visit, and solved by phone, of the repair calls."""
        bars = []
        for piece in self.pieces:
            span = stretch(self.reading, piece)
            done = self._done(span)
            asked = [c for c in self.calls if span[0] <= c.at < span[1] and c.kind == "repair"]
            first, phone = [self.first[j.case.job_id or 0] for j in done], [c.outcome == "phone_solved" for c in asked]
            lines = [self._line(j.case, j.done, "" if good else N_("more than one visit, or came back"), good) for j, good in zip(done, first, strict=True)]
            lines += [self._line(c.case, c.at, say(N_("solved by phone"))) for c, good in zip(asked, phone, strict=True) if good]
            counts = ((sum(first), len(first)), (sum(phone), len(phone)))
            bars.append(Bar(short_name(self._smaller, piece), tuple(100 * g / n if n else None for g, n in counts), counts,
                            lines=tuple(sorted(lines, key=lambda b: b.good is not False))))  # fmt: skip
        now, before = ([self.first[j.case.job_id or 0] for j in self._done(s)] for s in (self.now, self.past))
        return Tile("ways", _some(bars), sum(now), len(now), (sum(before), len(before)))

    @property
    def _smaller(self) -> str:
        return {"month": "week", "quarter": "month", "year": "quarter"}.get(self.period, self.period)

    def _times(self) -> Tile:
        """Mean hours from the call to the arrival and to the repair."""
        bars = [self._mean(short_name(self._smaller, piece), stretch(self.reading, piece)) for piece in self.pieces]
        now, before = self._mean("", self.now), self._mean("", self.past)
        return Tile("times", _some(bars), now.values[1] or 0, now.counts[1][1], (before.values[1] or 0, before.counts[1][1]))

    def _mean(self, label: str | Said, span: tuple[str, str]) -> Bar:
        arrived = [(j, _between(j.registered, j.arrived)) for j in within(self.jobs, *span, rows_of.arrived)]
        done = [(j, _between(j.registered, j.done)) for j in self._done(span)]
        lines = [self._line(j.case, j.arrived, say(N_("arrived after {n:.1f} h"), n=h)) for j, h in arrived]
        lines += [self._line(j.case, j.done, say(N_("repaired after {n:.1f} h"), n=h)) for j, h in done]
        means = tuple(sum(h for _j, h in found) / len(found) if found else None for found in (arrived, done))
        return Bar(label, means, tuple((len(f), len(f)) for f in (arrived, done)), lines=tuple(lines))

    def _broken(self) -> Tile:
        def of(span: tuple[str, str]) -> list[tuple[Case, str, bool | None]]:
            return [p for p in self.promises if span[0] <= p[1] < span[1]]

        bars = []
        for piece in self.pieces:
            found = of(stretch(self.reading, piece))
            lines = tuple(self._line(c, due, "", good) for c, due, good in sorted(found, key=lambda p: (p[2] is not False, p[1])))
            bars.append(_rate(short_name(self._smaller, piece), [not good for _c, _due, good in found if good is not None], lines))
        now, before = ([not good for _c, _due, good in of(s) if good is not None] for s in (self.now, self.past))
        return Tile("broken", _some(bars), sum(now), len(now), (sum(before), len(before)))

    def _common(self, kind: str, group: Callable[[JobRow], str]) -> Tile:
        """Repairs by fault or customer, most first, beside the period before (R199, R200)."""
        now: dict[str, list[JobRow]] = defaultdict(list)
        for job in self.new_now:
            if job.service_type == "repair":
                now[group(job)].append(job)
        before = Counter(group(j) for j in self.new_before if j.service_type == "repair")
        bars = tuple(
            Bar(name, (len(found),), past=before.get(name, 0) if before else None, lines=tuple(self._line(j.case, j.registered) for j in found))
            for name, found in sorted(now.items(), key=lambda g: (-len(g[1]), g[0]))[:SHOWN]
        )
        return Tile(kind, bars, sum(map(len, now.values())), 0, (before.total(), 0) if before else None)

    def _parts(self) -> Tile:
        pieces: Counter[str] = Counter()
        lines: dict[str, list[BehindBar]] = defaultdict(list)
        for case, at, part, quantity in self.parts_now:
            pieces[part] += quantity
            lines[part].append(self._line(case, at, f"× {quantity}"))
        bars = tuple(Bar(part, (n,), lines=tuple(lines[part])) for part, n in sorted(pieces.items(), key=lambda p: (-p[1], p[0]))[:SHOWN])
        return Tile("parts", bars, pieces.total())

    # ---- what may come ----

    def expected(self) -> tuple[Span, Expected | None]:
        """The jobs of the period that runs, or of the one after those that are over (R200)."""
        over = self.span[1] < local(self.reading.now, self.reading.zone).date()
        coming = periods.after(self.period, self.span) if over else self.span
        if self.look.words:
            return coming, None
        past = periods.last_ones(self.period, periods.before(self.period, coming), 2 * forecast.OVER)
        return coming, forecast.expected([rows_of.registered_in(self.reading, *stretch(self.reading, s)) for s in past])

    def customer_groups(self) -> tuple[Group, ...]:
        """Customers by how many repairs they called for (R200)."""
        repairs = (j for j in self.new_now if j.service_type == "repair" and j.case.who)
        return forecast.natural_groups(Counter(j.case.who for j in repairs).values())

    # ---- people ----

    def appraised(self) -> tuple[Appraised, ...]:
        """Every technician who works here or did something, by staff number (R193)."""
        first, last = (d.isoformat() for d in self.span)
        upheld = dict(self.reading.rows(
            "SELECT person_id, count(*) FROM point_entry e WHERE counted_on BETWEEN :first AND :last "
            "AND rule_code IN (SELECT code FROM point_rule WHERE kind = 'complaint') "
            "AND counter_of_id IS NULL AND NOT EXISTS (SELECT 1 FROM point_entry c WHERE c.counter_of_id = e.id) GROUP BY person_id", first=first, last=last))  # fmt: skip
        records: dict[int, list[str]] = defaultdict(list)
        for person, day, title, result in self.reading.rows(
            "SELECT person_id, on_day, title, result FROM staff_record WHERE on_day BETWEEN :first AND :last ORDER BY on_day, id", first=first, last=last
        ):
            records[person].append(" ".join(filter(None, (day[5:], title, result))))
        done, on_time = defaultdict(list), defaultdict(list)
        for job in self._done(self.now):
            done[job.case.technician_id].append(self.first[job.case.job_id or 0])
        for job, good in self._on_time(self.now):
            on_time[job.case.technician_id].append(good)
        satisfied = defaultdict(list)
        for case, _at, pleased, _said in self.six[-1][1]:
            if pleased is not None:
                satisfied[case.technician_id].append(pleased)
        back = Counter(r.earlier_id for r in self.repairs_now if r.came_back is not None)
        found = []
        for person, code, name, active in self.reading.rows("SELECT id, code, name, active FROM person WHERE role = 'technician' ORDER BY code"):
            if active or done.get(person) or self._hours_of.get(person):
                found.append(Appraised(
                    person, code, name, len(done[person]), _count(done[person]), _count(on_time[person]), _count(satisfied[person]), back[person],
                    self._hours_of.get(person, 0.0), self._points.get(person, 0), upheld.get(person, 0), tuple(records.get(person, ()))))  # fmt: skip
        return tuple(found)


CALL_KINDS: dict[str, Said] = {
    "repair": say(N_("Repair")), "enquiry": say(N_("Enquiry")), "complaint": say(N_("Complaint")), "installation": say(N_("Installation")),
    "maintenance": say(N_("Maintenance")), "urge": say(N_("Urged")), "message": say(N_("Message")), "quality": say(N_("Quality call")), "other": say(N_("Other")),
}  # fmt: skip


def short_name(period: str, span: Span) -> Said | str:
    """A period in a picture, where the year is known."""
    first = span[0]
    if period == "month":
        return say(N_("M{n}"), n=first.month)
    if period == "week":
        return say(N_("W{n}"), n=first.isocalendar().week)
    if period == "quarter":
        return say(N_("Q{n}"), n=(first.month + 2) // 3)
    return f"{first:%m-%d}" if period == "day" else f"{first:%Y}"


def _count(found: Sequence[bool]) -> tuple[int, int]:
    return sum(found), len(found)


def _rate(label: str | Said, found: Sequence[bool], lines: tuple[BehindBar, ...]) -> Bar:
    good, of = _count(found)
    return Bar(label, (100 * good / of if of else None,), ((good, of),), lines=lines)


def _grouped(found: Iterable[RepairRow], group: Callable[[RepairRow], str]) -> dict[str, list[RepairRow]]:
    groups: dict[str, list[RepairRow]] = defaultdict(list)
    for row in found:
        groups[group(row)].append(row)
    return groups


def _hits(found: Sequence[RepairRow]) -> tuple[int, int]:
    return sum(r.came_back is not None for r in found), len(found)


def _warned(tested: Tested | None) -> bool:
    return tested is not None and tested.warned


def _between(start: str, end: str | None) -> float:
    return (from_stored(end or start) - from_stored(start)) / dt.timedelta(hours=1)


def _some(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """All of them, or none where none has anything in it."""
    return tuple(bars) if any(any(n for _g, n in b.counts) for b in bars) else ()
