"""The sheets of the larger tasks: one work surface each, right of the phone; opened by the id of their action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatch_console.ui.bridge import Bridge
    from dispatch_console.ui.sheets.sheet import WorkSheet


def _dispatch(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.dispatch import DispatchSheet

    return DispatchSheet(bridge, job_id)


def _quote(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.quote import QuoteSheet

    return QuoteSheet(bridge, job_id)


def _report(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.report import ReportSheet

    return ReportSheet(bridge, job_id)


def _quality(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.quality import QualitySheet

    return QualitySheet(bridge, job_id)


def _print(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.preview import PreviewSheet

    return PreviewSheet(bridge, job_id)


def _import(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.importing import ImportSheet

    return ImportSheet(bridge)


def _close_day(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.close_day import CloseDaySheet

    return CloseDaySheet(bridge)


def _points(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.points import PointsSheetView

    return PointsSheetView(bridge)


def _upkeep(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.upkeep import UpkeepSheet

    return UpkeepSheet(bridge)


def _people_records(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.people_records import PeopleSheet

    return PeopleSheet(bridge)


def _point_rules(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.people_records import PointRulesSheet

    return PointRulesSheet(bridge)


def _roster(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.roster_week import RosterSheet

    return RosterSheet(bridge)


def _to_paper(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.to_paper import ToPaperSheet

    return ToPaperSheet(bridge)


def _knowledge(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.knowledge import KnowledgeSheet

    return KnowledgeSheet(bridge, job_id)


def _figures(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.figures import FiguresSheet

    return FiguresSheet(bridge)


def _forms(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.forms import FormsSheet

    return FormsSheet(bridge)


def _files(bridge: Bridge, job_id: int) -> WorkSheet:
    from dispatch_console.ui.sheets.files import FilesSheet

    return FilesSheet(bridge, job_id)


SHEETS: Mapping[str, Callable[[Bridge, int], WorkSheet]] = {  # action id: sheet of a bridge and a job (0 for none)
    "dispatch": _dispatch, "quote": _quote, "report": _report, "quality": _quality, "print": _print,
    "import": _import, "close_day": _close_day, "points": _points, "upkeep": _upkeep,
    "people_records": _people_records, "point_rules": _point_rules, "roster": _roster, "to_paper": _to_paper,
    "knowledge": _knowledge, "figures": _figures, "attach": _files, "forms": _forms,
}  # fmt: skip
