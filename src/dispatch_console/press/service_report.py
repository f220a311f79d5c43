"""The analysis of a period for the manager: one workbook with figures, charts, technicians, warnings and the lists behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from dispatch_console.desk.desk import Desk
from dispatch_console.domain import periods
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.figures import Figure, PartsUse, PartUse, ServiceFigures
from dispatch_console.queries.office import Settings
from dispatch_console.queries.staff import SurveyRow, Surveys
from dispatch_console.queries.statistics import Counted, Statistics
from dispatch_console.words import N_, _

MEASURE = "measure"  # settings: what is done about a model or fault that comes back, as typed


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that a period is looked at by: statistics, figures, parts, facts to pass on, measures that were typed."""

    counted: Counted
    figures: tuple[Figure, ...]
    figures_before: tuple[Figure, ...]
    parts: tuple[PartUse, ...]
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
    now, before = desk.ask(ServiceFigures(first=first, last=last)), desk.ask(ServiceFigures(first=first_before, last=last_before))
    step(N_("Counting the parts"))
    parts = desk.ask(PartsUse(first=first, last=last))
    to_pass = tuple(s for s in desk.ask(Surveys()) if s.passed_at is None and s.on_day <= last)
    measures = {name: str(value) for name, value in desk.ask(Settings()).items() if name.startswith(MEASURE)}
    return Analysis(counted, now, before, parts, to_pass, measures)


def export(desk: Desk, period: str, day: dt.date, path: object, purpose: str, *, words: str = "", tell: object = None, stopped: object = None) -> int:
    raise NotImplementedError
