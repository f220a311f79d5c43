"""To paper: today's board, the roster and empty forms in one print, so that the work goes on by hand when the computer does not."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from dispatch_console import paper
from dispatch_console.commands.papers import RecordExport
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.shifts import SHIFTS
from dispatch_console.paper import Column
from dispatch_console.paper.kept import Listed
from dispatch_console.press.day_papers import workbook
from dispatch_console.press.papers import blank
from dispatch_console.queries.closing import PaperBoard
from dispatch_console.queries.weeks import RosterWeek
from dispatch_console.words import N_, _

EMPTY: tuple[tuple[str, str, int], ...] = (  # form, words, so many as a rule
    ("phone_register", N_("Phone register"), 2), ("work_order", N_("Work order"), 10), ("repair_report", N_("Repair report"), 10),
    ("pickup_slip", N_("Pick-up slip"), 3), ("visit_card", N_("Visit card"), 5), ("daily_report", N_("Daily report"), 1),
)  # fmt: skip
MOST = 99


def board(desk: Desk) -> Listed:
    """Every open job with whole numbers and addresses (R86)."""
    columns = tuple(Column(_(word), mm, form) for word, mm, form in (
        (N_("No."), 34.0, "text"), (N_("Status"), 20.0, "text"), (N_("Customer"), 44.0, "text"), (N_("Person"), 22.0, "text"),
        (N_("Phone"), 30.0, "text"), (N_("Address"), 52.0, "text"), (N_("Machine"), 28.0, "text"), (N_("Fault"), 40.0, "text"),
        (N_("Technician"), 18.0, "text"), (N_("Agreed"), 30.0, "moment"), (N_("Due"), 30.0, "moment")))  # fmt: skip
    rows = tuple(
        (r.number, str(r.status), str(r.customer), str(r.contact), str(r.phone), str(r.address), r.machine, r.fault, r.technician, r.agreed_from, r.due_at)
        for r in desk.ask(PaperBoard())
    )
    return Listed(_("Open jobs"), columns, rows)


def roster(desk: Desk, day: dt.date) -> Listed:
    """The week's roster (R90, R91)."""
    week = desk.ask(RosterWeek(from_day=day))
    days = [d.on_day for d in week[0].days] if week else []
    columns = (Column(_("Technician"), 26.0), Column(_("District"), 26.0), *(Column(f"{d:%m-%d}", 28.0) for d in days))
    rows = tuple(
        (r.name, r.district, *(" ".join(filter(None, (_(SHIFTS[c.kind].words) if c.planned or not c.working_day else "", c.note))) for c in r.days)) for r in week
    )
    return Listed(_("Roster of the week"), columns, rows)


def workbooks(desk: Desk, empty: Mapping[str, int]) -> list[bytes]:
    """Board, roster and so many empty forms of each kind, in this order; raises Refused for too many."""
    if any(not 0 <= n <= MOST for n in empty.values()):
        raise Refused(N_("At most {n} of one form."), n=MOST)
    made = [workbook(desk, listed)[0] for listed in (board(desk), roster(desk, desk.today()))]
    for form, _word, _usual in EMPTY:
        made += [blank(desk, form)] * empty.get(form, 0)
    return made


def to_file(desk: Desk, empty: Mapping[str, int], path: Path, purpose: str) -> int:
    """All of it as one PDF; gives its pages. What left the desk is recorded (R218)."""
    from dispatch_console.press.output import to_pdf

    works = _wanted(desk, empty, purpose)
    pages = to_pdf(works, path)
    _record(desk, works, purpose)
    return pages


def to_printer(desk: Desk, empty: Mapping[str, int], printer_name: str, purpose: str) -> int:
    """All of it on a printer; gives the pages sent. What left the desk is recorded (R218)."""
    from dispatch_console.press import printer
    from dispatch_console.press.papers import profile_of

    works = _wanted(desk, empty, purpose)
    pages = printer.print_on(printer_name, works, profile=profile_of(desk, printer_name))
    _record(desk, works, purpose)
    return pages


def _wanted(desk: Desk, empty: Mapping[str, int], purpose: str) -> list[bytes]:
    if not purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    return workbooks(desk, empty)


def _record(desk: Desk, works: Sequence[bytes], purpose: str) -> None:
    digest = hashlib.sha256(b"".join(works)).hexdigest()
    desk.do(RecordExport(form="paper_day", purpose=purpose.strip(), rows=len(works), sha256=digest))


assert {form for form, _w, _n in EMPTY} <= set(paper.KINDS)
