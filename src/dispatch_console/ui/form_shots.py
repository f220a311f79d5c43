"""Pictures of every form, filled with the sample day and empty: what `make shots` puts beside the pictures of the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from dispatch_console.desk.desk import Desk
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import sheets
from dispatch_console.paper.form import KINDS
from dispatch_console.paper.sheets import AttendanceRow, Filled, HandedPaper, LentTool
from dispatch_console.press import output, papers
from dispatch_console.queries.board import Board
from dispatch_console.queries.card import Card, JobCard
from dispatch_console.queries.office import FormsOut, People

DPI = 130
TOOLS = (LentTool("彩色密度计 X-Rite 508", "GJ-0043", state="完好"), LentTool("维修手册", "ZL-0208", state="无缺页"))
WORD = {"work_order": "派工单", "repair_report": "维修报告书", "pickup_slip": "拖机凭证"}


def take(desk: Desk, out: Path) -> Iterator[Path]:
    """Every form: name.png with the most that the sample day can tell, name-blank.png without a value."""
    out.mkdir(parents=True, exist_ok=True)
    cards = _cards(desk)
    for name in KINDS:
        for kind, workbook in (("", _filled(desk, name, cards)), ("-blank", papers.blank(desk, name))):
            for page, picture in enumerate(output.pictures(workbook, DPI), 1):
                path = out / f"{name}{kind}{f'-{page}' if page > 1 else ''}.png"
                picture.save(str(path))
                yield path


def _cards(desk: Desk) -> list[Card]:
    """The jobs of the day, those with the longest story first."""
    rows = (*desk.ask(Board()), *desk.ask(Board(closed=True)))
    found = [card for row in rows if (card := desk.ask(JobCard(job_id=row.id))) is not None]
    return sorted(found, key=lambda c: -(len(c.events) + 5 * len(c.quotes) + 8 * len(c.report_ids)))


def _filled(desk: Desk, name: str, cards: list[Card]) -> bytes:
    if name in papers.LISTS:
        return papers.filled(desk, papers.list_sheet(desk, name, desk.today())[0])
    if name in papers.JOB_FORMS:
        wanted = [c for c in cards if papers.why_not(name, c) is None and (name != "quotation" or c.quotes)]
        if wanted:
            return papers.preview(desk, name, wanted[0].id)
        return papers.blank(desk, name)
    return papers.filled(desk, _office(desk, name))


def _office(desk: Desk, name: str) -> Filled:
    """The sheets that have no table yet, with a few plain rows."""
    firm, today = papers.firm(desk)[0], desk.today()
    people = [p for p in desk.ask(People()) if p.role == "technician"]
    if name == "attendance_sheet":
        marks = {day: "休" if (day - 1) % 7 in (0, 6) else "勤" for day in range(1, 32)}
        return sheets.attendance_sheet(today, [AttendanceRow(p.code, p.name, marks) for p in people], firm)
    if name == "tool_loan":
        lent = at(today, 8, 10, zone=desk.zone)
        return sheets.tool_loan("0000031", people[0].name, people[0].code, TOOLS, firm, lent_at=lent, due_on=today + dt.timedelta(days=4))
    if name == "hand_in_list":
        handed = [HandedPaper(WORD.get(f.kind, f.kind), f.number, f.job_number, "", f"{today:%m-%d}") for f in desk.ask(FormsOut())]
        return sheets.hand_in_list(today, people[0].name, handed, 0, firm)
    raise Refused("{form} is no form. Known: {known}.", form=name, known=", ".join(KINDS))
