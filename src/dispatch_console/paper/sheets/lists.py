"""What stands in the lists of a day or a month: register, log, points, daily report, quality calls, maintenance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI, local
from dispatch_console.paper.sheets.filled import (
    CHANNEL,
    WARRANTY,
    Fields,
    Filled,
    phone_of,
    points,
    technician_of,
    yuan,
)
from dispatch_console.queries.call_log import CallRow
from dispatch_console.queries.card import Card
from dispatch_console.queries.days import DayFigures, LogLine
from dispatch_console.queries.paper_lists import MaintenanceLine, QualityCallLine
from dispatch_console.queries.points import PersonMonth

OPEN_REASON = {
    "waiting_part": "待备件", "waiting_customer": "待客户", "in_workshop": "拖机维修", "awaiting_consent": "待同意",
    "quality_due": "待回访", "work_done": "待回单", "phone_solved": "待核实", "to_agree": "待预约",
    "to_dispatch": "待派工", "working": "处理中", "scheduled": "已约", "dispatched": "已派工", "registered": "已登记",
    "decide": "待判定", "en_route": "路上", "collecting": "备料", "report_returned": "回单已录",
    "awaiting_approval": "待审批", "phone_guidance": "电话指导",
}  # fmt: skip
SHIFT = {"work": "在岗", "early": "早班", "straight": "直达", "on_duty": "值班", "rest": "休息", "leave": "请假", "sick": "病假", "training": "培训", "out_of_town": "市外"}
OUTCOME = {
    "registered": "已登记", "phone_solved": "电话解决", "attached": "催单", "answered": "已答复", "complaint": "投诉",
    "missed": "未接", "called_back": "已回电", "call_in": "回报", "message": "留言", "transferred": "已转接", "quality": "回访", "told": "已告知",
}  # fmt: skip
LOGGED = {  # one sign for each, as the foot of the work log explains them
    "solved": "完", "not finished": "再", "taken to the workshop": "拖", "nobody there": "空", "refused at the door": "拒", "open": "",
}  # fmt: skip
RESULT = {"satisfied": "", "unsatisfied": "不满意", "unreachable": "未接通"}
RUNNING = {True: "好", False: "差", None: ""}
BECAME = {"done": "已完成", "skipped": "未做", "moved": "改期", "job": "已派工"}


def heard(calls: Sequence[CallRow]) -> list[CallRow]:
    """The calls of a day that stand on its register, in their order there."""
    return [c for c in reversed(calls) if c.direction in ("in", "missed") and c.kind != "call_in"]


def phone_register(day: dt.date, calls: Sequence[CallRow], cards: dict[int, Card], firm: str, taken_by: str) -> Filled:
    """The phone register 用户电话登记表 of a day (R3)."""
    rows: list[Fields] = []
    calls = heard(calls)
    for at, call in enumerate(calls, 1):
        card = cards.get(call.job_id or 0)
        rows.append(
            {
                "seq": at, "called_at": call.started_at,
                "customer_name": str(card.customer) if card else str(call.who),
                "contact": str(card.contact) if card else "", "phone": phone_of(call.number),
                "address": str(card.address) if card else "", "model": card.machine if card else "",
                "serial": card.serial if card else "", "warranty": WARRANTY.get(card.warranty, "") if card else "",
                "fault": call.what, "handling": " ".join(filter(None, (OUTCOME.get(call.outcome, ""), call.job_number[-3:]))),
                "agreed_at": card.agreed_from if card else None, "technician": technician_of(card) if card else "",
                "follow_up": "",
            }
        )  # fmt: skip
    fields: Fields = {
        "firm_name": firm, "register_on": day, "taken_by": taken_by, "calls_total": len(calls),
        "solved_by_phone": sum(c.outcome == "phone_solved" for c in calls),
    }  # fmt: skip
    return Filled("phone_register", f"{day:%y%m%d}", fields, {"row_call": rows})


def daily_log(day: dt.date, lines: Sequence[LogLine], firm: str) -> Filled:
    """The daily work log 工作日志 (R117)."""
    rows: list[Fields] = [
        {
            "seq": at, "number_job": x.number, "customer_name": str(x.customer), "model": x.model,
            "fault": " / ".join(filter(None, (x.fault, x.method))), "technician": x.technician,
            "dispatched_at": x.dispatched_at, "arrived_at": x.arrived_at, "completed_at": x.completed_at,
            "minutes": x.minutes, "result": LOGGED.get(x.result.msgid, str(x.result)), "fee_parts": yuan(x.fee_parts_fen),
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


def quality_call_sheet(
    day: dt.date, lines: Sequence[QualityCallLine], firm: str, caller: str, zone: ZoneInfo = SHANGHAI
) -> Filled:
    """The quality calls of a day 回访跟踪表, with the four scores of those already made (R127, R156, R176-R182)."""
    rows: list[Fields] = [
        {
            "seq": at, "number_job": x.number, "customer_name": str(x.customer), "contact": str(x.contact),
            "phone": phone_of(x.phone), "model": x.model, "technician": x.technician,
            "completed_on": f"{local(x.completed_at, zone):%m-%d}" if x.completed_at else "", "tried_at": x.tried_at,
            "channel": CHANNEL.get(x.channel, x.channel), "running": RUNNING[x.running_well],
            "rate_timely": x.rates[0], "rate_skill": x.rates[1], "rate_attitude": x.rates[2], "rate_charge": x.rates[3],
            "opinion": "；".join(filter(None, (RESULT.get(x.result, x.result), x.opinion))),
        }
        for at, x in enumerate(lines, 1)
    ]  # fmt: skip
    told = [x for x in lines if x.result in ("satisfied", "unsatisfied")]
    happy = sum(x.result == "satisfied" for x in told)
    fields: Fields = {
        "firm_name": firm, "calls_on": day, "caller": caller, "calls_due": len(lines),
        "calls_done": sum(x.tried_at is not None for x in lines),
        "rate_percent": f"{happy} / {len(told)} = {100 * happy // len(told)} %" if told else "",
    }  # fmt: skip
    return Filled("quality_call_sheet", f"{day:%y%m%d}", fields, {"row_call": rows})


def maintenance_plan(month: dt.date, lines: Sequence[MaintenanceLine], firm: str) -> Filled:
    """What is to be maintained in a month 保养计划, day by day (R186, R189)."""
    rows: list[Fields] = [
        {
            "seq": at, "plan_on": x.plan_on, "customer_name": str(x.customer), "address": str(x.address),
            "phone": phone_of(x.phone), "model": x.model, "serial": x.serial, "plan_name": x.name,
            "technician": x.technician, "done_on": BECAME.get(x.how, ""),
        }
        for at, x in enumerate(lines, 1)
    ]  # fmt: skip
    fields: Fields = {"firm_name": firm, "month": f"{month:%Y}年{month.month}月"}
    return Filled("maintenance_plan", f"{month:%Y%m}", fields, {"row_plan": rows})
