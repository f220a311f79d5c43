"""Makes the papers of the desk: asks, fills the form, writes or paints it, and records what left the desk."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch_console import paper
from dispatch_console.commands.papers import COUNTED, RecordExport, RecordPrinted, TakeNumber
from dispatch_console.desk.desk import Desk
from dispatch_console.domain import printing
from dispatch_console.domain.moment import local
from dispatch_console.domain.printing import AS_IT_IS, Profile
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import sheets
from dispatch_console.paper.own_forms import forms_folder
from dispatch_console.paper.sheets import Filled
from dispatch_console.queries.attachments import FirmLogo
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.card import Card, JobCard, PaperLine
from dispatch_console.queries.days import DailyLog, DailyReport
from dispatch_console.queries.job_papers import JobPapers
from dispatch_console.queries.office import FormsBack, FormsOut, People, Settings
from dispatch_console.queries.paper_lists import MaintenanceMonth, QualityCallSheet
from dispatch_console.queries.points import PointsSheet
from dispatch_console.queries.staff import Tools
from dispatch_console.queries.weeks import AttendanceMonth
from dispatch_console.words import N_, Said, say

LISTS = (
    "phone_register", "daily_log", "daily_report", "points_sheet", "quality_call_sheet", "maintenance_plan", "attendance_sheet", "hand_in_list",
)  # fmt: skip
JOB_FORMS = (
    "work_order", "work_order_a4", "work_order_279", "work_order_93", "repair_report", "pickup_slip", "pickup_slip_279",
    "send_in_voucher", "visit_card", "quotation", "service_application", "part_compensation", "quality_fault_report",
    "service_memo", "revisit_report", "satisfaction_survey", "installation_check", "delivery_check", "data_collection",
    "training_sign_in", "project_summary",
)  # fmt: skip
LOGO_ROOM = (1200, 400)  # pixels: sharp on paper, small in a file
OF_A_STAY = ("pickup_slip", "pickup_slip_279", "send_in_voucher")  # a machine must have come in
MARKS = {  # how a day was kept, as one sign on paper
    "present": "勤", "late": "迟", "straight": "直", "straight_late": "迟", "missing": "旷", "leave": "假", "sick": "假", "training": "训", "out_of_town": "外",
    "rest": "休",
}  # fmt: skip
PLIES = {  # the names of the plies when each is a sheet of its own; struck at once they stand all on the form
    "work_order": ("一联存根", "二联派工", "三联客户"), "repair_report": ("存根联", "派工联", "客户联"),
    "pickup_slip": ("一联存根", "二联随机", "三联客户"), "send_in_voucher": ("一联存根", "二联随机", "三联客户"),
    "tool_loan": ("一联存根", "二联借用人"),
}  # fmt: skip


def firm(desk: Desk) -> tuple[str, str]:
    """The firm's name and hotline as they stand on every paper (R217)."""
    known = desk.ask(Settings())
    return known.get("company_name", ""), known.get("hotline", "")


def numbers_of(desk: Desk) -> dict[str, str]:
    """The firm's numbers that stand on every form: hotline and supervision (R217)."""
    known = desk.ask(Settings())
    return {name: known.get(name, "") for name in ("hotline", "watch_phone")}


def own_forms(desk: Desk) -> Path:
    """Where the office's own copies of the forms lie: in the folder of the desk."""
    return forms_folder(desk.store.path.parent)


def list_sheet(desk: Desk, form: str, day: dt.date) -> tuple[Filled, int]:
    """A list of a day (of the day's month for points and maintenance) ready to fill, and how many rows it has."""
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
    if form == "quality_call_sheet":
        due = desk.ask(QualityCallSheet(on_day=day))
        return sheets.quality_call_sheet(day, due, name, desk.actor, desk.zone), len(due)
    if form == "maintenance_plan":
        month = day.replace(day=1)
        planned = desk.ask(MaintenanceMonth(month=month))
        return sheets.maintenance_plan(month, planned, name), len(planned)
    if form == "attendance_sheet":
        kept = desk.ask(AttendanceMonth(month=day.replace(day=1)))
        people_kept = [
            sheets.AttendanceRow(p.code, p.name, {n: MARKS.get(mark, "") for n, mark in enumerate(p.marks, 1) if MARKS.get(mark)}) for p in kept
        ]
        return sheets.attendance_sheet(day.replace(day=1), people_kept, name), len(kept)
    if form == "hand_in_list":
        back = desk.ask(FormsBack(on_day=day))
        handed = [sheets.HandedPaper(paper.form(f.kind).title, f.number, f.job_number, str(f.customer), f"{day:%m-%d}", f.note) for f in back]
        return sheets.hand_in_list(day, desk.actor, handed, len(desk.ask(FormsOut())), name), len(back)
    if form == "daily_report":
        return sheets.daily_report(desk.ask(DailyReport(on_day=day)), name, desk.actor), 1
    raise Refused(N_("{form} cannot be exported. Known: {known}."), form=form, known=", ".join(LISTS))


def filled(
    desk: Desk, sheet: Filled, *, reprint: bool = False, ply: str | None = None
) -> bytes:
    """The filled workbook."""
    return paper.fill_form(
        sheet.kind, sheet.fields, sheet.rows, number=sheet.number, printed_at=desk.clock(), printed_by=desk.actor,
        ply=ply, reprint=reprint, zone=desk.zone, user_forms=own_forms(desk), logo=logo_of(desk), firm=numbers_of(desk),
    )  # fmt: skip


def logo_of(desk: Desk, digest: str = "") -> bytes:
    """The firm's logo as a PNG that we made ourselves (R217); a digest names one of an earlier day. Empty without one."""
    return _looked_at(desk.ask(FirmLogo(digest=digest)))


@lru_cache(maxsize=4)
def _looked_at(content: bytes) -> bytes:
    from dispatch_console.press.looking import look

    return look(content, LOGO_ROOM) if content else b""


def export(desk: Desk, form: str, day: dt.date, path: Path, purpose: str) -> int:
    """Write a list as Excel and record the export with its purpose (R218); returns the rows written.

    Raises Refused without a purpose, StoreTrouble when the file could not be written whole.
    """
    if not purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    sheet, rows = list_sheet(desk, form, day)
    content = filled(desk, sheet)
    paper.write_checked(content, path)
    words = register_told(desk, sheet, day) if form == "phone_register" else ""
    desk.do(RecordExport(form=form, purpose=purpose, rows=rows, sha256=hashlib.sha256(content).hexdigest(),
                         number=sheet.number if words else "", content=words))  # fmt: skip
    return rows


def counted_as(form: str) -> str:
    """Under which kind a sheet's number runs; the voucher has the number of the machine's stay."""
    return "pickup_slip" if form == "send_in_voucher" else paper.kind_of(form)


def why_not(form: str, card: Card) -> Said | None:
    """None when this paper can be made for the job, else the reason; the desk and the window ask alike."""
    if form not in JOB_FORMS:
        return say(N_("{form} cannot be printed. Known: {known}."), form=form, known=", ".join(JOB_FORMS))
    if form in OF_A_STAY and card.stay is None:
        return Said(N_("No machine was taken in for this job."))
    return None


def job_sheet(desk: Desk, form: str, card: Card, number: str) -> Filled:
    """A job's form ready to fill."""
    no = why_not(form, card)
    if no is not None:
        raise Refused(no.msgid, **no.values)
    name, hotline = firm(desk)
    told = desk.ask(JobPapers(job_id=card.id))
    assert told is not None
    who, zone = desk.actor, desk.zone
    numbered: dict[str, Callable[[], Filled]] = {
        "repair_report": lambda: sheets.repair_report(card, told, number, name),
        "send_in_voucher": lambda: sheets.send_in_voucher(card, told, number, name),
        "visit_card": lambda: sheets.visit_card(card, number, name, hotline),
        "quotation": lambda: sheets.quotation(card, told, name, who),
        "service_application": lambda: sheets.service_application(card, told, name, zone),
        "part_compensation": lambda: sheets.part_compensation(card, told, name, who),
        "quality_fault_report": lambda: sheets.quality_fault_report(card, told, name),
        "service_memo": lambda: sheets.service_memo(card, told, name, zone),
        "revisit_report": lambda: sheets.revisit_report(card, told, name, zone),
        "satisfaction_survey": lambda: sheets.satisfaction_survey(card, told, name),
        "installation_check": lambda: sheets.installation_check(card, told, name),
        "delivery_check": lambda: sheets.delivery_check(card, told, name),
        "data_collection": lambda: sheets.data_collection(card, told, name),
        "training_sign_in": lambda: sheets.training_sign_in(card, name),
        "project_summary": lambda: sheets.project_summary(card, told, name, who),
    }
    if paper.kind_of(form) == "work_order":
        return sheets.work_order(card, told, number, name, who, zone, form)
    if paper.kind_of(form) == "pickup_slip":
        return sheets.pickup_slip(card, told, number, name, form)
    return numbered[form]()


def there(form: str, card: Card) -> PaperLine | None:
    """The job's sheet of this kind that has a number already; a number taken for a print that failed is used again.

    Of a kind without numbers the newest that was printed.
    """
    kind = counted_as(form)
    if kind not in COUNTED:
        return next((p for p in reversed(card.papers) if p.kind == kind), None)
    return next((p for p in card.papers if p.kind == kind and p.status in ("printed", "issued", "taken")), None)


def _printed_before(form: str, card: Card, sheet: Filled) -> bool:
    """Whether this very sheet was printed before: it then says so at its foot."""
    if counted_as(form) in COUNTED:
        known = there(form, card)
        return known is not None and known.times > 0
    return any(p.kind == counted_as(form) and p.number == _number_of(sheet, card) and p.times > 0 for p in card.papers)


def _number_of(sheet: Filled, card: Card) -> str:
    return sheet.number or card.number


def preview(desk: Desk, form: str, job_id: int) -> bytes:
    """The filled form of a job as it would be printed, with the number it has or an empty one."""
    card = _card(desk, job_id)
    known = there(form, card)
    sheet = job_sheet(desk, form, card, known.number if known else "—")
    return filled(desk, sheet, reprint=_printed_before(form, card, sheet))


def blank(desk: Desk, form: str) -> bytes:
    """An empty form for a day without the program: ruled and numbered rows, a place to stick the code on."""
    if form not in paper.KINDS:
        raise Refused(N_("{form} is no form. Known: {known}."), form=form, known=", ".join(paper.KINDS))
    name, _hotline = firm(desk)
    return paper.blank_form(form, firm_name=name, printed_at=desk.clock(), printed_by=desk.actor, zone=desk.zone, user_forms=own_forms(desk), logo=logo_of(desk), firm=numbers_of(desk))


def _card(desk: Desk, job_id: int) -> Card:
    card = desk.ask(JobCard(job_id=job_id))
    if card is None:
        raise Refused(N_("There is no job {number}."), number=job_id)
    return card


def plies_of(form: str, profile: Profile) -> Sequence[str | None]:
    """The name of each sheet that is printed; None leaves what stands on the form."""
    names = PLIES.get(paper.kind_of(form), ())
    return names[: profile.sheets] if profile.sheets > 1 and names else (None,)


def profile_of(desk: Desk, printer_name: str) -> Profile:
    """How a printer is set."""
    return printing.read(desk.ask(Settings()).get(printing.setting_of(printer_name), ""))


def hand_out(
    desk: Desk, form: str, job_id: int, give: Callable[[Sequence[bytes]], object], *, profile: Profile = AS_IT_IS
) -> str:
    """Give a job's form to a printer or a file, and record the sheet when that was done (R69, R158); its number.

    First the number is taken, then the sheet is given away, and only then it counts as printed: what a printer
    or a disk refused keeps its number for the next try and is never told as printed.
    """
    card = _card(desk, job_id)
    no = why_not(form, card)
    if no is not None:
        raise Refused(no.msgid, **no.values)
    known, kind = there(form, card), counted_as(form)
    number = known.number if known else ""
    if not number and kind in COUNTED:
        number = str(desk.do(TakeNumber(kind=kind, job_id=job_id)).result["number"])  # type: ignore[index]
    sheet = job_sheet(desk, form, card, number)
    again = _printed_before(form, card, sheet)
    give([filled(desk, sheet, reprint=again, ply=ply) for ply in plies_of(form, profile)])
    if kind in COUNTED:
        desk.do(RecordPrinted(kind=kind, job_id=job_id, content=told(sheet, desk.zone)))
    else:
        desk.do(RecordPrinted(kind=kind, job_id=job_id, number=_number_of(sheet, card), content=told(sheet, desk.zone)))
    return sheet.number


def told(sheet: Filled, zone: ZoneInfo) -> str:
    """What a sheet says, in words, as JSON: kept with its number, so that a form that comes back can be compared."""
    fields = {name: shown(value, zone) for name, value in sheet.fields.items()}
    rows = {name: [{k: shown(v, zone) for k, v in row.items()} for row in rows] for name, rows in sheet.rows.items()}
    return json.dumps({"fields": fields, "rows": rows}, ensure_ascii=False, sort_keys=True)


def register_told(desk: Desk, sheet: Filled, day: dt.date) -> str:
    """What a register says, with the call behind each of its rows."""
    log = desk.ask(CallLog(on_day=day, limit=5000))
    calls = [c.id for c in sheets.heard(log)]
    return json.dumps(json.loads(told(sheet, desk.zone)) | {"calls": calls}, ensure_ascii=False, sort_keys=True)


def shown(value: object, zone: ZoneInfo) -> str:
    """A value of a form in plain words, the same whether it goes out or comes back."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{local(value, zone):%Y-%m-%d %H:%M}"
    if isinstance(value, (list, tuple)):
        return "、".join(str(v) for v in value)
    if isinstance(value, (Decimal, int, float)):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value).strip()


def print_job(desk: Desk, form: str, job_id: int, path: Path) -> str:
    """Paint a job's form as PDF; returns its number. Raises StoreTrouble when the PDF is not whole."""
    from dispatch_console.press.output import to_pdf

    return hand_out(desk, form, job_id, lambda works: to_pdf(works, path))


def print_on(desk: Desk, form: str, job_id: int, printer_name: str) -> int:
    """Print a job's form on a printer as that is set; returns the pages sent. Raises as `printer.print_on`."""
    from dispatch_console.press import printer

    profile, sent = profile_of(desk, printer_name), 0

    def give(works: Sequence[bytes]) -> None:
        nonlocal sent
        sent = printer.print_on(printer_name, works, profile=profile)

    hand_out(desk, form, job_id, give, profile=profile)
    return sent


def print_numbered(desk: Desk, kind: str, numbers: Sequence[str], path: Path) -> int:
    """Paint empty sheets that were given out with their numbers (R158) as one PDF; returns its pages."""
    from dispatch_console.press.output import to_pdf

    name, _hotline = firm(desk)
    made = [
        paper.blank_form(kind, number=number, firm_name=name, printed_at=desk.clock(), printed_by=desk.actor, zone=desk.zone,
                         user_forms=own_forms(desk), logo=logo_of(desk), firm=numbers_of(desk))
        for number in numbers
    ]  # fmt: skip
    return to_pdf(made, path)


def loan_slip(desk: Desk, person_id: int) -> Filled:
    """The slip for everything that is lent to a person now (R166, R168)."""
    lent = [t for t in desk.ask(Tools()) if t.holder_id == person_id]
    if not lent:
        raise Refused(N_("Nothing is lent to him now."))
    person = next(p for p in desk.ask(People(with_former=True)) if p.id == person_id)
    rows = [sheets.LentTool("、".join((t.name, *t.contents)), t.code) for t in lent]
    due = [t.due_on for t in lent if t.due_on is not None]
    out = [t.out_at for t in lent if t.out_at is not None]
    return sheets.tool_loan(person.code, person.name, person.code, rows, firm(desk)[0], lent_at=min(out) if out else None,
                            due_on=min(due) if due else None, lender=desk.actor)  # fmt: skip


def print_loan_slip(desk: Desk, person_id: int, path: Path) -> int:
    """Paint the loan slip as PDF; returns its pages."""
    from dispatch_console.press.output import to_pdf

    return to_pdf([filled(desk, loan_slip(desk, person_id))], path)


def print_blank(desk: Desk, form: str, path: Path) -> int:
    """Paint an empty form as PDF; returns its pages."""
    from dispatch_console.press.output import to_pdf

    return to_pdf([blank(desk, form)], path)


def print_blank_on(desk: Desk, form: str, printer_name: str) -> int:
    """Print an empty form on a printer as that is set; returns the pages sent. Raises as `printer.print_on`."""
    from dispatch_console.press import printer

    return printer.print_on(printer_name, [blank(desk, form)], profile=profile_of(desk, printer_name))
