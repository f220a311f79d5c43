"""A list from outside on its way in: read once, understood as often as its columns are told anew, decided row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from dispatch_console.commands.layouts import ColumnMeans, DayOrder, RememberLayout
from dispatch_console.desk import importing
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import DayQuestion, Heading
from dispatch_console.paper.reading.headings import KINDS
from dispatch_console.paper.reading.layout import Layout, any_layout, layout_of
from dispatch_console.paper.reading.outside import STOPPED, Rows, read_rows
from dispatch_console.paper.reading.register import RegisterRow, understood, warnings_of
from dispatch_console.paper.reading.values import When
from dispatch_console.queries.layouts import RememberedLayout
from dispatch_console.words import N_, Said, _

T = TypeVar("T")
Tell = Callable[[str], None]
WATCHED_EVERY, TOLD_EVERY = 20, 500  # rows between two looks whether to stop, about 2 ms of work; and between two words
NO_ROWS_YET = N_("Say what the columns mean; then the rows can be read.")


def _silent(_words: str) -> None:
    """Nobody listens."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Means:
    """What a hand said of the columns: the field of a heading ("" for none), the order of days of a field."""

    columns: Mapping[str | int, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)

    def with_column(self, headings: tuple[Heading, ...], heading: str, field_name: str) -> Means:
        """One column means this; another that meant it is not read any more."""
        told = {h.name: self.columns.get(h.name, h.field or "") for h in headings}
        freed: dict[str | int, str] = {name: "" if f == field_name else f for name, f in told.items()}
        return replace(self, columns={**freed, heading: field_name})

    def with_days(self, field_name: str, order: str) -> Means:
        """The days of a field are written in this order."""
        return replace(self, days={**self.days, field_name: order})


@dataclass(slots=True)
class Incoming:
    """A list that was read: its columns, what is asked of its days, and what becomes of each row."""

    form: str
    file: Path
    found: Rows
    plan: Plan
    headings: tuple[Heading, ...] = ()
    layout: str = ""
    questions: tuple[DayQuestion, ...] = ()
    means: Means = field(default_factory=Means)
    remembered: bool = False  # the columns were known from the last time
    by_hand: bool = False  # somebody said what they mean
    notes: tuple[Said, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()
    trouble: Said | None = None  # why no row was understood

    @property
    def fields(self) -> tuple[str, ...]:
        """What a column of this list may be."""
        return tuple(KINDS[self.form].headings)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The worksheets among which the list may be chosen; none when there is but one."""
        beside = importing.MACHINE_SHEET if self.form == "customers_machines" else ""
        able = tuple(s for s in self.found.sheets if s == self.found.sheet or (s in self.found.filled and s != beside))
        return able if len(able) > 1 else ()

    def to_remember(self) -> RememberLayout | None:
        """What the desk should know the next time, when a hand said something."""
        if not self.by_hand or not self.layout:
            return None
        columns = tuple(ColumnMeans(heading=h.name, field=h.field or "") for h in self.headings)
        days = tuple(DayOrder(field=f, order=o) for f, o in self.means.days.items())
        return RememberLayout(form=self.form, layout=self.layout, columns=columns, days=days)


def read_in(
    desk: Desk, form: str, file: Path, means: Means | None = None, *, tell: Tell = _silent, stopped: Callable[[], bool] = _never,
    before: Incoming | None = None, sheet: str = "",
) -> Incoming:  # fmt: skip
    """Read a file in a process of its own and decide every row; nothing is written yet (R217).

    Without `means` the columns mean what they meant the last time, else what their words say. `before` is the same
    file read a moment ago: it is not read again. `sheet` is the worksheet, else the first that holds something.
    Raises Refused for a form or file that cannot be taken in; where another worksheet may be the list, it is told.
    """
    if form not in importing.FORMS:
        raise Refused(N_("{form} cannot be taken in. Known: {known}."), form=form, known=", ".join(importing.FORMS))
    if before is not None and before.file == file:
        found = before.found
    else:
        tell(_("Reading {file} …", file=file.name))
        found = read_rows(file, sheet=sheet, progress=lambda n: tell(_("Read {n} rows …", n=n)), cancelled=stopped)
    kind, when = KINDS[form], When(desk.today(), desk.zone)
    known = _remembered(desk, form, found) if means is None else None
    told = means or known or Means()
    nothing = Plan(form, file_name=file.name, sha256=found.sha256)

    def watched(rows: Sequence[T]) -> Iterator[T]:
        for n, row in enumerate(rows):
            if not n % WATCHED_EVERY and stopped():
                raise Refused(STOPPED)
            if not n % TOLD_EVERY:
                tell(_("Understood {n} of {all} rows …", n=n, all=len(rows)))
            yield row

    try:
        list_ = understood(found, kind, when, told.columns, told.days, watched)
    except Refused as no:
        if stopped():
            raise
        layout = _any(found, form, told)
        got = Incoming(form, file, found, nothing, means=told, by_hand=means is not None, notes=warnings_of(found), trouble=no.said)
        if layout is not None:
            return replace(got, headings=layout.headings, layout=layout.key)
        if not got.sheets:
            raise
        return got
    rows = list_.rows
    more: tuple[RegisterRow, ...] = ()
    if form == "customers_machines" and importing.MACHINE_SHEET in found.filled:
        tell(_("Reading the machines …"))
        machines = read_rows(file, sheet=importing.MACHINE_SHEET, cancelled=stopped)
        more = understood(machines, kind, when, watched=watched).rows
    plan = importing.plan(desk, form, watched(rows), watched(more), file_name=file.name, sha256=found.sha256)
    plan.sort()
    return Incoming(form, file, found, plan, list_.headings, list_.layout, list_.questions, told, known is not None,
                    means is not None, list_.notes, list_.skipped)  # fmt: skip


def _any(found: Rows, form: str, told: Means) -> Layout | None:
    """The headings as well as they can be told, with what a hand said of them."""
    try:
        if told.columns:
            return layout_of(found, KINDS[form], told.columns)
        return any_layout(found, KINDS[form])
    except Refused:
        return None


def _remembered(desk: Desk, form: str, found: Rows) -> Means | None:
    """What these headings meant the last time."""
    for layout in (_any(found, form, Means()), _guessed(found, form)):
        known = desk.ask(RememberedLayout(form=form, layout=layout.key)) if layout is not None else None
        if known is not None:
            return Means(dict(known.columns), dict(known.days))
    return None


def _guessed(found: Rows, form: str) -> Layout | None:
    try:
        return layout_of(found, KINDS[form])
    except Refused:
        return None
