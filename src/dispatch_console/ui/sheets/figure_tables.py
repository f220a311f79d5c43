"""The statistics as tables: the figures with their aims, the parts, each technician's indicators, and the numbers of the charts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain.moment import local
from dispatch_console.domain.phones import parse
from dispatch_console.domain.points import shown
from dispatch_console.paper import Column
from dispatch_console.paper.kept import Listed
from dispatch_console.queries.figures import HINTS, WORDS, Behind, Figure
from dispatch_console.queries.statistics import SERIES, TITLES, Appraised, Bar, BehindBar, Tile
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.paint import box
from dispatch_console.ui.sheets.chart_paint import percent, value_words
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.words import N_, _


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar as a line of the table."""

    tile: Tile
    bar: Bar

    @property
    def key(self) -> tuple[str, str]:
        """Which picture and which bar."""
        return self.tile.kind, str(self.bar.label)


def figures_table(bridge: Bridge) -> FactTable:
    """Each figure with its share, its aim and what it is of."""
    return FactTable([
        FactColumn("what", N_("Figure"), lambda f: Look(_(WORDS[f.kind]), _(HINTS[f.kind]))),
        FactColumn("share", N_("Share"), _share, 76, True),
        FactColumn("bar", "", lambda f: Look("", draw=lambda p, r: _bar(p, r, f)), 96, gives=1),
        FactColumn("of", N_("Of"), lambda f: Look(f"{f.good} / {f.of}", None, "text2", SMALL), 72, True),
    ], lambda f: f.kind, bridge.now, _("Figures"), height=48)  # fmt: skip


def behind_table(bridge: Bridge) -> FactTable:
    """The list behind a figure."""
    return FactTable([
        FactColumn("who", N_("Customer"), who),
        FactColumn("at", N_("When"), lambda b: Look(f"{local(b.at, bridge.zone):%m-%d %H:%M}" if b.at else "", None, "text2", SMALL), 96, gives=1),
        FactColumn("good", N_("Counted"), _good, 96),
    ], lambda b: (b.job_id, b.machine_id, b.at), bridge.now, _("The list behind it"), height=40)  # fmt: skip


def parts_table(bridge: Bridge) -> FactTable:
    """Parts put in and waited for."""
    return FactTable([
        FactColumn("part", N_("Part"), lambda u: Look(u.part, "、".join(u.models[:4]) or None)),
        FactColumn("used", N_("Put in"), lambda u: Look(str(u.used or "·")), 62, True),
        FactColumn("asked", N_("Waited for"), lambda u: Look(str(u.asked or "·")), 72, True),
        FactColumn("days", N_("Days"), lambda u: Look(f"{u.days_waited:.1f}" if u.days_waited is not None else "·", None, "text2", SMALL), 56, True, 1),
    ], lambda u: u.part, bridge.now, _("Parts"), height=40)  # fmt: skip


def _rate(counted: tuple[int, int]) -> Look:
    good, of = counted
    return Look(f"{percent(100 * good / of)} %", f"{good}/{of}", "text2", SMALL) if of else Look("·", None, "text3", SMALL)


def people_table(bridge: Bridge) -> FactTable:
    """Each technician's indicators (R193)."""
    def plain(words: str) -> Look:
        return Look(words if words not in ("0", "0.0") else "·", None, "text2", SMALL)

    columns: list[FactColumn] = [
        FactColumn("name", N_("Technician"), lambda a: Look(a.name, " · ".join(a.records) or a.code)),
        FactColumn("jobs", N_("Jobs"), lambda a: plain(str(a.jobs)), 56, True),
        FactColumn("first", N_("First visit"), lambda a: _rate(a.first_time), 84, True),
        FactColumn("time", N_("Arrived in time"), lambda a: _rate(a.on_time), 84, True),
        FactColumn("good", N_("Satisfied"), lambda a: _rate(a.satisfied), 84, True),
        FactColumn("back", N_("Came back"), lambda a: plain(str(a.came_back)), 76, True, 3),
        FactColumn("hours", N_("Hours"), lambda a: plain(f"{a.hours:.1f}"), 64, True, 2),
        FactColumn("points", N_("Points"), lambda a: plain(shown(a.points)), 64, True),
        FactColumn("upheld", N_("Complaints upheld"), lambda a: plain(str(a.upheld)), 84, True, 1),
    ]
    return FactTable(columns, lambda a: a.person_id, bridge.now, _("Technicians"), height=40)


def numbers_table(bridge: Bridge) -> FactTable:
    """The charts as numbers."""
    def series(row: BarRow) -> str:
        names = SERIES.get(row.tile.kind, ())
        if len(names) < 2:
            return value_words(row.tile.kind, row.bar)
        rate = row.tile.kind == "ways"
        said = []
        for n, (name, value) in enumerate(zip(names, row.bar.values, strict=True)):
            of = f" ({row.bar.counts[n][0]}/{row.bar.counts[n][1]})" if rate else ""
            said.append(f"{_(name)} {percent(value)}{' %' if rate and value is not None else ''}{of}")
        return " · ".join(said)

    def past(row: BarRow) -> Look:
        if row.bar.past is None or row.tile.kind in ("faults", "customers"):
            return Look("", None, "text3", SMALL)
        return Look(f"{percent(row.bar.past)} %", None, "text2", SMALL)

    def warned(row: BarRow) -> Look:
        tested = row.bar.tested
        if tested is None:
            return Look("", None, "text3", SMALL)
        return Look(f"p {tested.corrected:.3f}", None, chip=("risk", "alert-outline")) if tested.warned else Look(f"p {tested.corrected:.2f}", None, "text3", SMALL)

    return FactTable([
        FactColumn("what", N_("Chart"), lambda r: Look(_(TITLES[r.tile.kind]), None, "text2", SMALL), 190),
        FactColumn("bar", N_("Bar"), lambda r: Look(str(r.bar.label)), 150),
        FactColumn("value", N_("Value"), lambda r: Look(series(r))),
        FactColumn("past", N_("Own past"), past, 76, True, 2),
        FactColumn("test", N_("Test"), warned, 92, False, 1),
    ], lambda r: r.key, bridge.now, _("Charts as numbers"), height=28)  # fmt: skip


def cases_table(bridge: Bridge) -> FactTable:
    """The list behind a bar."""
    def note(line: BehindBar) -> Look:
        token = "text3" if line.good is None else "risk_tx" if line.good is False else "text2"
        return Look(_("not counted") if line.good is None else str(line.note), None, token, SMALL)

    return FactTable([
        FactColumn("number", N_("No."), lambda b: Look(b.number[-8:] or "·", None, "text2", SMALL), 84),
        FactColumn("who", N_("Customer"), lambda b: Look(_name(str(b.who))), 200),
        FactColumn("what", N_("Fault"), lambda b: Look(b.what)),
        FactColumn("man", N_("Technician"), lambda b: Look(b.technician, None, "text2"), 110, gives=2),
        FactColumn("at", N_("When"), lambda b: Look(f"{local(b.at, bridge.zone):%m-%d %H:%M}" if b.at else "", None, "text2", SMALL), 92, gives=1),
        FactColumn("note", N_("Remark"), note, 196),
    ], lambda b: (b.job_id, b.at, b.what, str(b.note)), bridge.now, _("The list behind it"), height=28)  # fmt: skip


def _name(name: str) -> str:
    return parse(name).shown if name.isdigit() else name


def who(line: Behind) -> Look:
    """A customer, or his number once."""
    name = str(line.who)
    return Look(_name(name), line.what if line.what and line.what != name else None)


def _share(figure: Figure) -> Look:
    if figure.percent is None:
        return Look("—", None, "text3")
    below = figure.aim and figure.percent < figure.aim
    aim = _("aim {n} %", n=figure.aim) if figure.aim else None
    return Look(f"{figure.percent:.0f} %", aim, "risk_tx" if below else "text", BODY, True)


def _bar(p: QPainter, r: QRectF, figure: Figure) -> None:
    whole = QRectF(r.left(), r.center().y() - px(4), r.width() - 8, px(8))
    box(p, whole, "track", None, 4)
    share = (figure.percent or 0) / 100
    if share:
        below = figure.aim and share * 100 < figure.aim
        box(p, QRectF(whole.left(), whole.top(), max(px(8), whole.width() * share), whole.height()), "risk_edge" if below else "bar", None, 4)
    if figure.aim:
        x = whole.left() + whole.width() * figure.aim / 100
        box(p, QRectF(x - 1, whole.top() - 3, 2, whole.height() + 6), "text3", None, 0)


def _good(line: Behind) -> Look:
    if line.good is None:
        return Look(_("not counted"), None, "text3", SMALL)
    return Look(_("Yes"), None, "text2", SMALL) if line.good else Look(_("No"), None, chip=("over", "close-circle-outline"))


def listed(table: FactTable, title: str) -> Listed:
    """A table as it stands, as a list for paper; names are as they are shown."""
    shown = [c for c in table.facts if c.word]
    columns = tuple(Column(_(c.word), round((c.width or 230) * 0.3, 1)) for c in shown)
    return Listed(title, columns, tuple(tuple(c.look(row).plain for c in shown) for row in table.table.rows))


def bar_rows(tiles: tuple[Tile, ...]) -> list[BarRow]:
    """Every bar of every picture."""
    return [BarRow(tile, bar) for tile in tiles for bar in tile.bars]


__all__ = ["Appraised", "BarRow", "bar_rows", "behind_table", "cases_table", "figures_table", "listed", "numbers_table", "parts_table", "people_table", "who"]
