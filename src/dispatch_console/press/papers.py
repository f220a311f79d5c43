"""Makes the papers of the desk: asks, fills the form, writes or paints it, and records what left the desk."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from dispatch_console import paper
from dispatch_console.commands.papers import COUNTED, RecordExport, RecordPrinted
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import sheets
from dispatch_console.paper.sheets import Filled
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.card import Card, JobCard
from dispatch_console.queries.days import DailyLog, DailyReport
from dispatch_console.queries.office import Settings
from dispatch_console.queries.points import PointsSheet
from dispatch_console.words import N_

LISTS = ("phone_register", "daily_log", "daily_report", "points_sheet")
JOB_FORMS = ("work_order", "work_order_a4", "repair_report", "pickup_slip", "visit_card")
PLY = {"work_order": "存根联 · 派工联 · 客户联", "pickup_slip": "存根联 · 客户联"}


def firm(desk: Desk) -> tuple[str, str]:
    """The firm's name and hotline as they stand on every paper (R217)."""
    known = desk.ask(Settings())
    return known.get("company_name", ""), known.get("hotline", "")


def list_sheet(desk: Desk, form: str, day: dt.date) -> tuple[Filled, int]:
    """A list of a day (of the day's month for points) ready to fill, and how many rows it has."""
    name, _hotline = firm(desk)
    if form == "phone_register":
        calls = desk.ask(CallLog(on_day=day, limit=5000))
        cards: dict[int, Card] = {}
        for job_id in {c.job_id for c in calls if c.job_id is not None}:
            card = desk.ask(JobCard(job_id=job_id))
            if card is not None:
                cards[job_id] = card
        return sheets.phone_register(day, calls, cards, name, desk.actor), len(calls)
    if form == "daily_log":
        lines = desk.ask(DailyLog(on_day=day))
        return sheets.daily_log(day, lines, name), len(lines)
    if form == "points_sheet":
        people = desk.ask(PointsSheet(month=day.replace(day=1)))
        return sheets.points_sheet(day.replace(day=1), people, name), len(people)
    if form == "daily_report":
        return sheets.daily_report(desk.ask(DailyReport(on_day=day)), name, desk.actor), 1
    raise Refused(N_("{form} cannot be exported. Known: {known}."), form=form, known=", ".join(LISTS))


def filled(desk: Desk, sheet: Filled, *, reprint: bool = False, user_forms: Path | None = None) -> bytes:
    """The filled workbook."""
    return paper.fill_form(
        sheet.kind, sheet.fields, sheet.rows, number=sheet.number, printed_at=desk.clock(), printed_by=desk.actor,
        ply=PLY.get(sheet.kind), reprint=reprint, zone=desk.zone, user_forms=user_forms,
    )  # fmt: skip


def export(desk: Desk, form: str, day: dt.date, path: Path, purpose: str, user_forms: Path | None = None) -> int:
    """Write a list as Excel and record the export with its purpose (R218); returns the rows written.

    Raises Refused without a purpose, StoreTrouble when the file could not be written whole.
    """
    if not purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    sheet, rows = list_sheet(desk, form, day)
    content = filled(desk, sheet, user_forms=user_forms)
    paper.write_checked(content, path)
    desk.do(RecordExport(form=form, purpose=purpose, rows=rows, sha256=hashlib.sha256(content).hexdigest()))
    return rows


def job_sheet(desk: Desk, form: str, card: Card, number: str) -> Filled:
    """A job's form ready to fill."""
    name, hotline = firm(desk)
    if form in ("work_order", "work_order_a4"):
        return sheets.work_order(card, number, name, desk.actor, desk.zone, a4=form == "work_order_a4")
    if form == "repair_report":
        return sheets.repair_report(card, number, name)
    if form == "pickup_slip":
        return sheets.pickup_slip(card, number, name)
    if form == "visit_card":
        return sheets.visit_card(card, number, name, hotline)
    raise Refused(N_("{form} cannot be printed. Known: {known}."), form=form, known=", ".join(JOB_FORMS))


def preview(desk: Desk, form: str, job_id: int, user_forms: Path | None = None) -> bytes:
    """The filled form of a job as it would be printed, with the number it has or an empty one."""
    card = _card(desk, job_id)
    kind = "work_order" if form == "work_order_a4" else form
    there = next((p for p in card.papers if p.kind == kind and p.status in ("printed", "issued")), None)
    sheet = job_sheet(desk, form, card, there.number if there else "—")
    return filled(desk, sheet, reprint=there is not None, user_forms=user_forms)


def _card(desk: Desk, job_id: int) -> Card:
    card = desk.ask(JobCard(job_id=job_id))
    if card is None:
        raise Refused(N_("There is no job {number}."), number=job_id)
    return card


def print_job(desk: Desk, form: str, job_id: int, path: Path, user_forms: Path | None = None) -> str:
    """Paint a job's form as PDF and record the sheet (R69, R158); returns its number.

    The number is taken first; a sheet that could not be written stays recorded as printed once more and can be
    voided. Raises StoreTrouble when the PDF is not whole.
    """
    from dispatch_console.press.output import to_pdf

    card = _card(desk, job_id)
    if form == "pickup_slip" and card.stay is None:
        raise Refused(N_("No machine was taken in for this job."))
    kind = "work_order" if form == "work_order_a4" else form
    there = next((p for p in card.papers if p.kind == kind and p.status in ("printed", "issued")), None)
    number = there.number if there else ""
    if not number and kind in COUNTED:
        number = str(desk.do(RecordPrinted(kind=kind, job_id=job_id)).result["number"])  # type: ignore[index]
    elif there is not None:
        desk.do(RecordPrinted(kind=kind, job_id=job_id))
    sheet = job_sheet(desk, form, card, number)
    to_pdf([filled(desk, sheet, reprint=there is not None and there.times > 0, user_forms=user_forms)], path)
    return number
