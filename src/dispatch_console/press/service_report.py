"""The analysis of a period for the manager: one workbook with figures, charts, technicians, warnings and the lists behind them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dispatch_console.commands.papers import RecordExport
from dispatch_console.desk.desk import Desk
from dispatch_console.domain import periods
from dispatch_console.domain.early_warning import LEVEL, Tested
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import Chart, Column
from dispatch_console.paper.kept import Listed
from dispatch_console.paper.listing import Shown
from dispatch_console.paper.listing_book import Drawn, Leaf, write_book
from dispatch_console.press.day_papers import workbook
from dispatch_console.press.loose import Loose
from dispatch_console.queries.causes import CauseLine, CausesAndResults
from dispatch_console.queries.figures import HINTS, WORDS, Figure, PartsUse, PartUse, ServiceFigures
from dispatch_console.queries.office import Settings
from dispatch_console.queries.staff import SurveyRow, Surveys
from dispatch_console.queries.statistics import FORMS, RATES, SERIES, TITLES, Counted, Statistics
from dispatch_console.words import N_, _

FORM = "service_analysis"
MEASURE = "measure"  # settings: what is done about a model or fault that comes back, as typed


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that a period is looked at by: statistics, figures, parts, facts to pass on, measures that were typed."""

    counted: Counted
    figures: tuple[Figure, ...]
    figures_before: tuple[Figure, ...]
    parts: tuple[PartUse, ...]
    causes: tuple[CauseLine, ...]
    to_pass: tuple[SurveyRow, ...]
    measures: dict[str, str]


def measure_name(kind: str, name: str) -> str:
    """Under which setting the measure about a model or fault is kept (R199)."""
    return f"{MEASURE} {'model' if kind == 'models' else 'fault'}: {name}"


def analysis(desk: Desk, period: str, day: dt.date, words: str = "", tell: Callable[[str], None] | None = None,
             stopped: Callable[[], bool] = lambda: False) -> Analysis:  # fmt: skip
    """Count a period (R194, R198, R202); tells each step in words, raises Refused when it was stopped."""

    def step(said: str) -> None:
        if stopped():
            raise Refused(N_("Stopped; nothing was counted."))
        if tell is not None:
            tell(_(said))

    counted = desk.ask(Statistics(day=day, period=period, words=words), step)
    step(N_("Counting the figures"))
    (first, last), (first_before, last_before) = counted.span, periods.before(period, counted.span)
    now, before = (desk.ask(ServiceFigures(first=f, last=t, words=words)) for f, t in ((first, last), (first_before, last_before)))
    step(N_("Counting the parts"))
    parts = desk.ask(PartsUse(first=first, last=last, words=words))
    to_pass = tuple(s for s in desk.ask(Surveys()) if s.passed_at is None and s.on_day <= last)
    measures = {name: str(value) for name, value in desk.ask(Settings()).items() if name.startswith(MEASURE)}
    causes = desk.ask(CausesAndResults(first=first, last=last, words=words))
    return Analysis(counted, now, before, parts, causes, to_pass, measures)



def export(
    desk: Desk, period: str, day: dt.date, path: Path, purpose: str, *, words: str = "", tell: Callable[[str], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> int:  # fmt: skip
    """Write the analysis of a period as one workbook and record it with its purpose (R197, R198, R202, R218); gives its rows.

    Raises Refused without a purpose or when it was stopped, StoreTrouble when the file cannot be written whole.
    """
    if not purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    found = analysis(desk, period, day, words, tell, stopped)
    if tell is not None:
        tell(_(N_("Writing the workbook")))
    name = periods.name_of(period, found.counted.span)
    said = f"{name} · {words + ' · ' if words else ''}{local(desk.clock(), desk.zone):%Y-%m-%d %H:%M} · {desk.actor}"
    sheets, drawn = leaves(found)
    rows = write_book(path, sheets, drawn, said=said, zone=desk.zone, stopped=stopped)
    desk.do(RecordExport(form=f"{FORM} {name}", purpose=purpose.strip(), rows=rows, sha256=hashlib.sha256(path.read_bytes()).hexdigest()))
    return rows


def papers(found: Analysis, front: Listed | None = None) -> tuple[Loose, ...]:
    """The lists of the workbook one by one, as they are shown, to be looked at and printed; the one in front stands first (R197, R202)."""
    name = periods.name_of(found.counted.period, found.counted.span)
    every = [Listed(leaf.title, leaf.columns, leaf.rows) for leaf in leaves(found)[0][:-1]]  # the lists behind all bars are for a screen

    def make(listed: Listed) -> Callable[[Desk, bool], tuple[bytes, int]]:
        return lambda desk, again: workbook(desk, Listed(f"{listed.title} {name}", listed.columns, listed.rows), reprint=again)

    return tuple(Loose(listed.title, listed.title, make(listed)) for listed in (*([front] if front else []), *every) if listed.rows)


def leaves(found: Analysis) -> tuple[list[Leaf], list[Drawn]]:
    """The sheets of the workbook and the charts of its numbers."""
    numbers, drawn = _numbers(found.counted)
    every = [
        Leaf(_("Figures"), _columns((N_("Figure"), 60, "text"), (N_("Good"), 20, "count"), (N_("Of"), 20, "count"), (N_("Per cent"), 20, "points"),
                                    (N_("Aim"), 18, "count"), (N_("Period before"), 20, "points"), (N_("How it is counted"), 100, "text")), _figures(found)),
        Leaf(_("Chart numbers"), _number_columns(), numbers),
        Leaf(_("Common problems"), _columns((N_("Chart"), 50, "text"), (N_("Model or fault"), 44, "text"), (N_("Came back"), 20, "count"), (N_("Of"), 16, "count"),
                                            (N_("Per cent"), 20, "points"), (N_("Own past"), 22, "points"), (N_("Test"), 110, "text"),
                                            (N_("Improvement"), 80, "text")), _problems(found)),
        Leaf(_("Causes and results"), _columns(
            (N_("When"), 34, "moment"), (N_("Kind"), 24, "text"), (N_("No."), 34, "text"), (N_("Customer"), 60, "text"), (N_("Said"), 60, "text"),
            (N_("Cause"), 50, "text"), (N_("Remedy"), 50, "text"), (N_("Answered"), 60, "text"), (N_("Result"), 24, "text")), _causes(found)),
        Leaf(_("Technicians"), _columns(
            (N_("Staff no."), 18, "text"), (N_("Technician"), 26, "text"), (N_("Jobs"), 16, "count"), (N_("First visit"), 26, "text"), (N_("Arrived in time"), 26, "text"),
            (N_("Satisfied"), 26, "text"), (N_("Came back"), 20, "count"), (N_("Hours"), 18, "points"), (N_("Points"), 18, "points"),
            (N_("Complaints upheld"), 24, "count"), (N_("Staff file"), 80, "text")), _people(found.counted)),
        Leaf(_("Parts wanted"), _columns((N_("Part"), 50, "text"), (N_("Put in"), 20, "count"), (N_("Waited for"), 20, "count"), (N_("Days"), 18, "points"),
                                  (N_("Models"), 100, "text")),
             tuple((p.part, p.used, p.asked, p.days_waited, "、".join(p.models)) for p in found.parts)),
        Leaf(_("To pass on"), _columns((N_("Day"), 24, "date"), (N_("Customer"), 60, "text"), (N_("Kind"), 24, "text"), (N_("Use and quality"), 50, "text"),
                                       (N_("Consumption"), 40, "text"), (N_("Need"), 50, "text"), (N_("Competitors"), 40, "text"), (N_("Opinion"), 50, "text")),
             tuple((s.on_day, str(s.customer), s.kind, s.quality, s.consumption, s.need, s.competitors, s.opinion) for s in found.to_pass)),
        Leaf(_("Lists"), _columns((N_("Chart"), 50, "text"), (N_("Bar"), 36, "text"), (N_("No."), 34, "text"), (N_("Customer"), 60, "text"),
                                  (N_("Fault"), 60, "text"), (N_("Technician"), 24, "text"), (N_("When"), 34, "moment"), (N_("Counted"), 20, "text"),
                                  (N_("Remark"), 50, "text")), _lists(found.counted)),
    ]  # fmt: skip
    return every, drawn


def _columns(*plan: tuple[str, float, str]) -> tuple[Column, ...]:
    return tuple(Column(_(word), mm, form) for word, mm, form in plan)


def _number_columns() -> tuple[Column, ...]:
    """The columns of the charts' numbers."""
    return _columns((N_("Bar"), 50, "text"), (N_("First value"), 24, "points"), (N_("Second value"), 24, "points"), (N_("Third value"), 24, "points"),
                    (N_("Of"), 26, "text"), (N_("Period before"), 24, "points"), (N_("Aim"), 18, "points"))  # fmt: skip


def _percent(good: float, of: float) -> float | None:
    return 100 * good / of if of else None


def _figures(found: Analysis) -> tuple[tuple[Shown, ...], ...]:
    before = {f.kind: f.percent for f in found.figures_before}
    rows: list[tuple[Shown, ...]] = [
        (_(WORDS[f.kind]), f.good, f.of, f.percent, f.aim or None, before.get(f.kind), _(HINTS[f.kind])) for f in found.figures
    ]
    c = found.counted
    rows.append((_("Jobs"), c.jobs, None, None, None, c.jobs_before, _("registered in the period; before: as many")))
    rows.append((_("Calls"), c.calls, None, None, None, c.calls_before, _("heard from customers; before: as many")))
    for tile in c.tiles:
        if tile.kind in RATES and tile.kind not in ("satisfied", "ways") and tile.of:
            was = _percent(*tile.before) if tile.before else None
            rows.append((_(TITLES[tile.kind]), int(tile.good), tile.of, _percent(tile.good, tile.of), tile.aim or None, was, ""))
    rows.append((_("Filed complaints, left out of the satisfaction"), c.filed, None, None, None, None, ""))
    if c.correlation is not None:
        about = _("hours on site and returns a job, over {n} technicians; it shows no cause", n=c.technicians)
        rows.append((_("Rank correlation (Spearman)"), None, c.technicians, None, None, None, f"{c.correlation:+.2f} · {about}"))
    if c.expected is not None:
        said = _("from {least} to {most}: the mean of the six before, which in the last six was off by at most {off}",
                 least=c.expected.least, most=c.expected.most, off=c.expected.off)  # fmt: skip
        rows.append((_("Jobs expected in {period}", period=periods.name_of(c.period, c.expected_in)), c.expected.about, None, None, None, None, said))
    for n, group in enumerate(c.groups, 1):
        said = _("{least} to {most} repairs each, {total} together; natural groups (Fisher)", least=group.least, most=group.most, total=group.total)
        rows.append((_("Customers, group {n} of {of}", n=n, of=len(c.groups)), group.members, None, None, None, None, said))
    return tuple(rows)


def _numbers(counted: Counted) -> tuple[tuple[tuple[Shown, ...], ...], list[Drawn]]:
    """Each chart under a line with the names of its series."""
    rows: list[tuple[Shown, ...]] = []
    drawn = []
    heads = [c.heading for c in _number_columns()]
    for tile in counted.tiles:
        names = SERIES.get(tile.kind, (N_("Per cent") if tile.kind in RATES else N_("Count"),))
        rows.append((_(TITLES[tile.kind]), *(_(n) for n in names), *([None] * (3 - len(names))), _("Of"), _("Period before"), _("Aim")))
        first = len(rows)
        for bar in tile.bars:
            of = " ".join(f"{good}/{n}" if tile.kind in RATES else f"n {n}" for good, n in bar.counts)
            rows.append((str(bar.label), *bar.values, *([None] * (3 - len(bar.values))), of, bar.past, tile.aim or None))
        form = "line" if FORMS[tile.kind] == "line" else "bar"
        chart = Chart(f"{_(TITLES[tile.kind])} {periods.name_of(counted.period, counted.span)}", heads[0], tuple(heads[1 : 1 + len(names)]), form, (heads[-1],) if tile.aim else ())
        drawn.append(Drawn(chart, 1, first, len(rows) - 1))
    return tuple(rows), drawn


def words_of_test(tested: Tested) -> str:
    """The test in words: its chance and how often it errs over all that were looked at (R200)."""
    state = _("clearly above its own past year") if tested.warned else _("not clearly above its own past year")
    return _("{state}: one-sided exact binomial test against {past_hits}/{past_of}, p = {p} (Holm over {n}; at most {level} % false warnings in all)",
             state=state, past_hits=tested.past_hits, past_of=tested.past_of, p=f"{tested.corrected:.4f}", n=tested.looked_at, level=round(LEVEL * 100))  # fmt: skip


def _problems(found: Analysis) -> tuple[tuple[Shown, ...], ...]:
    """Models and faults that come back, the warned ones first, with the measure that was typed (R199)."""
    rows: list[tuple[Shown, ...]] = []
    for kind in ("models", "faults_back", "faults"):
        tile = found.counted.tile(kind)
        for bar in tile.bars if tile is not None else ():
            hits, of = bar.counts[0] if bar.counts else (None, int(bar.values[0] or 0))
            told = words_of_test(bar.tested) if bar.tested is not None else _("too little past to be tested") if kind != "faults" else ""
            past = bar.past if kind != "faults" else None
            measure = found.measures.get(measure_name(kind, str(bar.label)), "")
            rows.append((_(TITLES[kind]), str(bar.label), hits, of, bar.values[0] if kind != "faults" else None, past, told, measure))
    return tuple(rows)


ENDED = {"satisfied": N_("Satisfied"), "filed": N_("Filed"), "": N_("open")}


def _causes(found: Analysis) -> tuple[tuple[Shown, ...], ...]:
    """What went wrong, why, and what came of it (R198)."""
    return tuple(
        (c.at, _("Complaint") if c.kind == "complaint" else _("Not satisfied"), c.number, str(c.who), c.said, c.cause, c.method, c.answer,
         _(ENDED.get(c.ended, c.ended)) if c.kind == "complaint" else "")
        for c in found.causes
    )  # fmt: skip


def _people(counted: Counted) -> tuple[tuple[Shown, ...], ...]:
    def rate(pair: tuple[int, int]) -> str:
        share = _percent(*pair)
        return "" if share is None else f"{pair[0]}/{pair[1]} = {share:.1f} %"

    return tuple(
        (a.code, a.name, a.jobs, rate(a.first_time), rate(a.on_time), rate(a.satisfied), a.came_back, round(a.hours, 2), Decimal(a.points) / 10, a.upheld,
         "；".join(a.records))
        for a in counted.people
    )  # fmt: skip


def _lists(counted: Counted) -> tuple[tuple[Shown, ...], ...]:
    """Every line behind every bar of the charts that are of single jobs; the calls by hour stand in the phone register."""
    words = {True: _("Yes"), False: _("No"), None: _("not counted")}
    return tuple(
        (_(TITLES[t.kind]), str(b.label), line.number, str(line.who), line.what, line.technician, line.at, words[line.good], str(line.note))
        for t in counted.tiles
        if t.kind not in ("hours", "customers", "times")
        for b in t.bars
        for line in b.lines
    )
