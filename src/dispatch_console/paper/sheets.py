"""What stands in each form: answers of the desk turned into the fields of a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dispatch_console.domain import money
from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.moment import SHANGHAI, Moment, local
from dispatch_console.paper.fill import Value
from dispatch_console.queries.call_log import CallRow
from dispatch_console.queries.card import Card
from dispatch_console.queries.days import DayFigures, LogLine
from dispatch_console.queries.points import PersonMonth

Fields = dict[str, Value]
WARRANTY = {"in": "保内", "out": "保外"}
OPEN_REASON = {
    "waiting_part": "待备件", "waiting_customer": "待客户", "in_workshop": "拖机维修", "awaiting_consent": "待同意",
    "quality_due": "待回访", "work_done": "待回单", "phone_solved": "待核实", "to_agree": "待预约",
    "to_dispatch": "待派工", "working": "处理中", "scheduled": "已约", "dispatched": "已派工", "registered": "已登记",
    "decide": "待判定", "en_route": "路上", "collecting": "备料", "report_returned": "回单已录",
    "awaiting_approval": "待审批", "phone_guidance": "电话指导",
}  # fmt: skip
SHIFT = {"work": "在岗", "leave": "请假", "training": "培训", "out_of_town": "市外"}
OUTCOME = {
    "registered": "已登记", "phone_solved": "电话解决", "attached": "催单", "answered": "已答复", "complaint": "投诉",
    "missed": "未接", "called_back": "已回电", "call_in": "回报", "message": "留言", "transferred": "已转接", "quality": "回访", "told": "已告知",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """One sheet to fill: its form, number, fields and repeated rows."""

    kind: str
    number: str
    fields: Fields
    rows: dict[str, list[Fields]] = field(default_factory=dict)


def _phone(text: str) -> str:
    return PhoneText(text).shown if text else ""


def yuan(fen: int) -> Decimal:
    """Fen as yuan for a cell."""
    return Decimal(fen) / 100


def points(tenths: int) -> Decimal:
    """Tenths of a point for a cell."""
    return Decimal(tenths) / 10


def _when(card: Card, *kinds: str) -> Moment | None:
    found = [e.happened_at for e in card.events if e.kind in kinds and e.corrected_by is None]
    return min(found) if found else None


def _customer(card: Card) -> Fields:
    return {
        "customer_name": str(card.customer), "address": str(card.address), "contact": str(card.contact),
        "phone": _phone(card.phone), "model": card.machine, "serial": card.serial,
    }  # fmt: skip


def _technician(card: Card) -> str:
    live = [v for v in card.visits if v.live] or list(card.visits)
    return live[-1].technician if live else ""


def work_order(
    card: Card, number: str, firm: str, dispatcher: str, zone: dt.tzinfo = SHANGHAI, a4: bool = False
) -> Filled:
    """The dispatch slip 派工单 of a job: only what the technician needs (R69)."""
    quote = next((q for q in card.quotes if q.answer == "yes"), card.quotes[0] if card.quotes else None)
    live = [v for v in card.visits if v.live] or list(card.visits)
    issued = _when(card, "issued") or _when(card, "planned")
    fields: Fields = {
        **_customer(card), "firm_name": firm, "dispatch_on": local(issued or card.registered_at).date(),
        "warranty": WARRANTY.get(card.warranty, ""), "reported_at": card.registered_at, "agreed_at": card.agreed_from,
        "dispatched_at": issued, "fault": card.fault, "bring": live[-1].bring if live else "",
        "quoted": money.plain(quote.total_fen) + " 元" if quote else "", "dispatcher": dispatcher,
        "technician": _technician(card),
    }  # fmt: skip
    if a4:
        fields |= {
            "service_type": {
                "repair": "返修" if card.repeat_of else "上门",
                "maintenance": "保养",
                "installation": "装机",
            }.get(card.service_type, ""),
            "priority": "常规" if card.priority == "normal" else "加急",
            "remark": card.wish,
        }
    return Filled("work_order_a4" if a4 else "work_order", number, fields)


def repair_report(card: Card, number: str, firm: str) -> Filled:
    """The repair report 维修报告书 with what is known printed and the rest left for the pen (R135)."""
    issued = _when(card, "issued") or _when(card, "planned")
    fields: Fields = {
        **_customer(card), "firm_name": firm, "job_number": card.number, "warranty": WARRANTY.get(card.warranty, ""),
        "warranty_until": card.warranty_until, "reported_at": card.registered_at, "agreed_at": card.agreed_from,
        "dispatched_at": issued, "arrived_at": _when(card, "arrived"), "completed_at": _when(card, "done"),
        "fault": card.fault, "technician": _technician(card),
    }  # fmt: skip
    return Filled("repair_report", number, fields)


def pickup_slip(card: Card, number: str, firm: str) -> Filled:
    """The pickup slip 拖机凭证 that stays with the user (R147)."""
    stay = card.stay
    quote = card.quotes[0] if card.quotes else None
    fields: Fields = {
        **_customer(card), "firm_name": firm, "job_number": card.number, "fault": card.fault,
        "taken_at": _when(card, "picked_up"), "due_on": stay.term_on if stay else None,
        "loaner": f"已提供：{stay.loaner}" if stay and stay.loaner else "不需要",
        "quoted": money.plain(quote.total_fen) + " 元" if quote else "", "technician": _technician(card),
    }  # fmt: skip
    if stay and stay.accessories:
        fields["accessories"] = f"其他：{stay.accessories}"
    return Filled("pickup_slip", number, fields)


def visit_card(card: Card, number: str, firm: str, hotline: str) -> Filled:
    """The card left at a closed door 到访留言卡 (R65, R152)."""
    surname = str(card.contact)[:1]
    fields: Fields = {
        "firm_name": firm, "surname": surname, "arrived_at": _when(card, "nobody_there", "arrived"),
        "technician": _technician(card), "technician_phone": hotline, "model": card.machine, "job_number": card.number,
    }  # fmt: skip
    return Filled("visit_card", number, fields)


def phone_register(day: dt.date, calls: Sequence[CallRow], cards: dict[int, Card], firm: str, taken_by: str) -> Filled:
    """The phone register 用户电话登记表 of a day (R3)."""
    rows: list[Fields] = []
    heard = [c for c in reversed(calls) if c.direction in ("in", "missed") and c.kind != "call_in"]
    for at, call in enumerate(heard, 1):
        card = cards.get(call.job_id or 0)
        rows.append(
            {
                "seq": at, "called_at": call.started_at,
                "customer_name": str(card.customer) if card else str(call.who),
                "contact": str(card.contact) if card else "", "phone": _phone(call.number),
                "address": str(card.address) if card else "", "model": card.machine if card else "",
                "serial": card.serial if card else "", "warranty": WARRANTY.get(card.warranty, "") if card else "",
                "fault": call.what, "handling": " ".join(filter(None, (OUTCOME.get(call.outcome, ""), call.job_number[-3:]))),
                "agreed_at": card.agreed_from if card else None, "technician": _technician(card) if card else "",
                "follow_up": "",
            }
        )  # fmt: skip
    fields: Fields = {
        "firm_name": firm, "register_on": day, "taken_by": taken_by, "calls_total": len(heard),
        "solved_by_phone": sum(c.outcome == "phone_solved" for c in heard),
    }  # fmt: skip
    return Filled("phone_register", f"{day:%y%m%d}", fields, {"row_call": rows})


def daily_log(day: dt.date, lines: Sequence[LogLine], firm: str) -> Filled:
    """The daily work log 工作日志 (R117)."""
    rows: list[Fields] = [
        {
            "seq": at, "number_job": x.number, "customer_name": str(x.customer), "model": x.model,
            "fault": " / ".join(filter(None, (x.fault, x.method))), "technician": x.technician,
            "dispatched_at": x.dispatched_at, "arrived_at": x.arrived_at, "completed_at": x.completed_at,
            "minutes": x.minutes, "result": str(x.result), "fee_parts": yuan(x.fee_parts_fen),
            "fee_labour": yuan(x.fee_labour_fen), "fee_total": yuan(x.fee_total_fen), "points": points(x.points_tenths),
        }
        for at, x in enumerate(lines, 1)
    ]  # fmt: skip
    return Filled("daily_log", f"{day:%y%m%d}", {"firm_name": firm, "log_on": day}, {"row_job": rows})


def points_sheet(month: dt.date, people: Sequence[PersonMonth], firm: str) -> Filled:
    """The technicians' points of a month 技术员积分表 (R192)."""
    rows: list[Fields] = [
        {
            "seq": at, "tech_code": p.code, "tech_name": p.name, "grade": p.grade, "jobs": p.jobs, "returns": p.returns,
            "points_hours": points(p.hours), "points_value": points(p.value), "points_new": points(p.newness),
            "points_hard": points(p.difficulty), "points_bonus": points(p.bonus), "points_minus": points(p.minus),
            "points_total": points(p.total), "points_standard": points(p.standard),
            "points_over": points(p.total - p.standard),
        }
        for at, p in enumerate(people, 1)
    ]  # fmt: skip
    return Filled("points_sheet", f"{month:%Y%m}", {"firm_name": firm, "month": f"{month:%Y}年{month.month}月"},
                  {"row_technician": rows})  # fmt: skip


def daily_report(f: DayFigures, firm: str, reporter: str) -> Filled:
    """The daily report 每日工作日报; the audit's head is printed on it (R196)."""
    head = f.audit_head[:16]
    spoken = f"审计 {' '.join(head[i : i + 4] for i in range(0, 16, 4))}" if head else ""
    fields: Fields = {
        "firm_name": firm, "report_on": f.on_day, "calls": f.calls, "calls_phone": f.calls_phone,
        "calls_jobs": f.calls_jobs, "calls_late": f.calls_missed, "calls_repair": f.calls_repair,
        "calls_question": f.calls_question, "calls_complaint": f.calls_complaint, "calls_back": f.calls_checked,
        "jobs_before": f.jobs_before, "jobs_new": f.jobs_new, "jobs_done": f.jobs_ended, "jobs_open": f.jobs_open,
        "jobs_in_4h": f.jobs_in_time, "jobs_late": f.jobs_late, "jobs_in_24h": f.jobs_repaired_24h,
        "jobs_again": f.jobs_again, "jobs_parts": f.jobs_parts, "jobs_pickup": f.jobs_pickup,
        "jobs_maintenance": f.jobs_maintenance, "jobs_missed": f.jobs_missed,
        "complaints": "；".join(f.complaints) or "无", "follow_up": f"明日回访 {f.quality_due} 单",
        "paper_back": f"收回 {f.forms_back} 张，在外 {f.forms_out} 张",
        "remarks": " ".join(filter(None, (f.remarks, spoken))), "reporter": f.closed_by or reporter,
    }  # fmt: skip
    technicians: list[Fields] = [
        {
            "tech_code": t.code, "tech_name": t.name, "tech_shift": SHIFT.get(t.shift, t.shift), "tech_jobs": t.jobs,
            "tech_done": t.done, "tech_late": t.late, "tech_points": points(t.points_tenths), "tech_note": "",
        }
        for t in f.technicians
    ]  # fmt: skip
    still: list[Fields] = [
        {
            "open_number": o.number, "open_customer": str(o.customer), "open_reason": OPEN_REASON.get(o.reason, o.reason),
            "open_next": o.next_at, "open_by": o.owner,
        }
        for o in f.open_jobs
    ]  # fmt: skip
    return Filled("daily_report", f"{f.on_day:%y%m%d}", fields, {"row_technician": technicians, "row_open": still})
