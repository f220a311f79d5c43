"""The statistics of a period: twelve pictures with the list behind each bar, what is compared, what is warned of, each technician."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dispatch_console.domain import early_warning, periods
from dispatch_console.domain.early_warning import Tested
from dispatch_console.domain.forecast import Expected, Group
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.periods import Span
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.words import N_, Said

Values = tuple[float | None, ...]

TITLES: dict[str, str] = {
    "hours": N_("Calls by hour"), "zones": N_("Arrived as agreed by zone"), "satisfied": N_("Satisfaction"),
    "models": N_("Back in 30 days by model"), "people": N_("Technicians"), "ways": N_("How it was repaired"),
    "faults_back": N_("Back in 30 days by fault"), "times": N_("Mean hours"), "broken": N_("Promises broken"),
    "faults": N_("Common faults"), "customers": N_("Who needs us most"), "parts": N_("Parts put in"),
}  # fmt: skip
SERIES: dict[str, tuple[str, ...]] = {
    "hours": (N_("Repair"), N_("Other"), N_("Complaint")), "people": (N_("Hours"), N_("Points")),
    "ways": (N_("First visit"), N_("By phone")), "times": (N_("to arrive"), N_("to repair")),
}  # fmt: skip
FORMS = {
    "hours": "columns", "zones": "rows", "satisfied": "line", "models": "rows", "people": "people", "ways": "pairs",
    "faults_back": "rows", "times": "pairs", "broken": "pairs", "faults": "rows", "customers": "rows", "parts": "rows",
}  # fmt: skip
RATES = ("zones", "satisfied", "models", "ways", "faults_back", "broken")  # in per cent, each with what it is of


@dataclass(frozen=True, slots=True)
class BehindBar:
    """One line of the list behind a bar; good False: it counts against, None: it was left out of the count."""

    job_id: int | None
    number: str
    who: NameText
    what: str
    technician: str
    at: Moment | None
    note: Said | str
    good: bool | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or point: its name, its values (per cent, hours, pieces; None of nothing), what each is of.

    past: the same before (per cent or pieces), for the tick. tested: against its own past year.
    """

    label: str | Said | NameText
    values: Values
    counts: tuple[tuple[int, int], ...] = ()
    past: float | None = None
    tested: Tested | None = None
    lines: tuple[BehindBar, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture. good of `of` is the whole of it, before the same in the period before; aim in per cent, 0 for none."""

    kind: str
    bars: tuple[Bar, ...]
    good: float = 0
    of: int = 0
    before: tuple[float, int] | None = None
    aim: int = 0


@dataclass(frozen=True, slots=True)
class Appraised:
    """A technician's indicators of a period (R193): counts as (good, of), hours on site, points in tenths."""

    person_id: int
    code: str
    name: str
    jobs: int
    first_time: tuple[int, int]
    on_time: tuple[int, int]
    satisfied: tuple[int, int]
    came_back: int
    hours: float
    points: int
    upheld: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """A model or fault clearly above its own past year."""

    kind: str  # models, faults_back
    name: str
    tested: Tested


@dataclass(frozen=True, slots=True)
class Counted:
    """All of a period, and how many were counted, what the next is likely to bring; correlation of hours and returns over `technicians`, None where it says nothing."""

    period: str
    span: Span
    span_before: Span
    calls: int
    calls_before: int
    jobs: int
    jobs_before: int
    filed: int
    tiles: tuple[Tile, ...]
    people: tuple[Appraised, ...]
    warned: tuple[Warned, ...]
    looked_at: int
    correlation: float | None
    technicians: int
    expected_in: Span  # the period that is still to come, or runs
    expected: Expected | None  # its jobs; None when the past is too short, or only some are looked at
    groups: tuple[Group, ...]  # customers by their repairs of the period

    def tile(self, kind: str) -> Tile | None:
        """The picture of this kind, None where nothing happened."""
        return next((t for t in self.tiles if t.kind == kind), None)


@query(
    reads=("call", "job", "customer", "site", "machine", "person", "visit", "event", "quality_check", "complaint", "promise", "report_part",
           "repair_report", "point_entry", "point_rule", "staff_record", "zone", "setting", "fault_word")
)  # fmt: skip
class Statistics(Query[Counted]):
    """The statistics of the day, week, month, quarter or year in which a day lies (R193, R194, R197–R200, R202).

    words narrow it: each must stand in the zone, the customer, the model, the number or the fault (of parts: or the part).
    """

    day: dt.date
    period: str = "month"
    words: str = ""


@answers
def statistics(question: Statistics, reading: Reading) -> Counted:
    """Counted from the rows, each list beside its bar; each step is told before it."""
    from dispatch_console.queries.statistics_tiles import Counting

    span = periods.span_of(question.period, question.day)
    count = Counting(question.period, span, question.words, reading)
    reading.tell(N_("Counting the calls"))
    count.take_calls()
    reading.tell(N_("Counting the jobs"))
    count.take_jobs()
    reading.tell(N_("Comparing with the year before"))
    count.take_repairs()
    reading.tell(N_("Counting people, promises and parts"))
    count.take_rest()
    tiles = tuple(t for t in count.tiles() if t.bars)
    found = [(t.kind, str(b.label), b.tested) for t in tiles for b in t.bars if b.tested is not None and b.tested.warned]
    looked = {t.kind: next((b.tested.looked_at for b in t.bars if b.tested is not None), 0) for t in tiles}
    people = count.appraised()
    worked = [a for a in people if a.jobs]
    return Counted(
        question.period, span, count.span_before, len(count.calls_now), len(count.calls_before), len(count.new_now), len(count.new_before),
        count.filed, tiles, people, tuple(Warned(*f) for f in found), sum(looked.values()),
        early_warning.rank_correlation([a.hours for a in worked], [a.came_back / a.jobs for a in worked]), len(worked),
        *count.expected(), count.customer_groups(),
    )  # fmt: skip
