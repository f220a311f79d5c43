"""What stands on the papers that go along to a customer: memo, revisit, survey, acceptance, arrival, data, training, summary."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI, local
from dispatch_console.paper.sheets.filled import (
    CHANNEL,
    Fields,
    Filled,
    customer_of,
    rates_of,
    technician_of,
    told,
    when,
)
from dispatch_console.queries.card import Card
from dispatch_console.queries.job_papers import Papers

CAME = ("arrived",)
WENT = ("done", "partly_done", "picked_up", "nobody_there")


def _head(card: Card, papers: Papers, firm: str) -> Fields:
    return {
        **customer_of(card), "firm_name": firm, "job_number": card.number, "customer_code": papers.customer_code,
    }  # fmt: skip


def _counter(papers: Papers) -> str:
    known = papers.report.counter if papers.report and papers.report.counter is not None else papers.counter
    return "" if known is None else f"{known:,}"


def service_memo(card: Card, papers: Papers, firm: str, zone: ZoneInfo = SHANGHAI) -> Filled:
    """The service memo 售后服务备忘录（日志）: a line for every visit (R154)."""
    rows: list[Fields] = []
    for visit in card.visits:
        came = [e.happened_at for e in card.events if e.visit_id == visit.id and e.kind in CAME and e.corrected_by is None]
        went = [e.happened_at for e in card.events if e.visit_id == visit.id and e.kind in WENT and e.corrected_by is None]
        hours = f"{local(min(came), zone):%H:%M} 到达" if came else ""
        hours = told(hours, f"{local(max(went), zone):%H:%M} 离开" if went else "", between="，")
        minutes = int((max(went) - min(came)).total_seconds() // 60) if came and went else None
        rows.append(
            {
                "memo_day": local(min(came) if came else visit.planned_from, zone).date(),
                "memo_work": told(visit.technician, hours), "memo_hours": f"{minutes} 分" if minutes is not None else "",
            }
        )  # fmt: skip
    if rows and papers.report is not None:
        rows[-1]["memo_work"] = told(str(rows[-1]["memo_work"]), papers.report.method)
        rows[-1]["memo_left"] = papers.report.left_over
    fields = _head(card, papers, firm) | {
        "counter": _counter(papers), "fault": card.fault, "technician": technician_of(card),
    }  # fmt: skip
    return Filled("service_memo", card.number, fields, {"row_day": rows})


def revisit_report(card: Card, papers: Papers, firm: str, zone: ZoneInfo = SHANGHAI) -> Filled:
    """The revisit report 客户回访售后服务报告 with what is to be known beforehand (R156, R187, R191)."""
    past = [f"{local(at, zone):%Y-%m-%d} {fault}" for _number, at, fault in papers.earlier]
    fields = _head(card, papers, firm) | {
        "bought_on": papers.bought_on, "customer_kind": "重点" if card.customer_kind == "key" else "一般",
        "counter": _counter(papers), "past_service": told(*past), "technician": technician_of(card),
    }  # fmt: skip
    if check := papers.check:
        fields |= {
            "revisit_on": local(check.tried_at, zone).date(), "channel": CHANNEL.get(check.channel, check.channel),
            "opinion": check.opinion, **rates_of(check.rates),
        }  # fmt: skip
        if check.running_well is not None:
            fields["running"] = "正常" if check.running_well else "偶有故障"
    del fields["job_number"]
    return Filled("revisit_report", card.number, fields)


def satisfaction_survey(card: Card, papers: Papers, firm: str) -> Filled:
    """The survey that the customer ticks 顾客满意度调查表: timeliness, skill, attitude, charge (R156, R178)."""
    fields = _head(card, papers, firm) | {
        "completed_at": when(card, "done"), "technician": technician_of(card),
        "method": papers.report.method if papers.report else card.fault,
    }  # fmt: skip
    del fields["customer_code"], fields["serial"]
    return Filled("satisfaction_survey", card.number, fields)


def installation_check(card: Card, papers: Papers, firm: str) -> Filled:
    """The acceptance of an installed machine 装机验收单, point by point (R142, R157)."""
    fields = _head(card, papers, firm) | {
        "bought_on": papers.bought_on, "contract_number": papers.contract_number, "counter": _counter(papers),
        "warranty_until": card.warranty_until, "technician": technician_of(card),
    }  # fmt: skip
    return Filled("installation_check", card.number, fields)


def delivery_check(card: Card, papers: Papers, firm: str) -> Filled:
    """The arrival check 设备到货清点报告 against order and packing list (R154, R157)."""
    fields = _head(card, papers, firm) | {
        "contract_number": papers.contract_number, "technician": technician_of(card),
    }  # fmt: skip
    del fields["model"], fields["serial"]
    goods: list[Fields] = [{"seq": 1, "goods_name": told(card.machine, card.serial, between="　")}] if card.machine else []
    return Filled("delivery_check", card.number, fields, {"row_goods": goods})


def data_collection(card: Card, papers: Papers, firm: str) -> Filled:
    """The list of data to collect at an installation or revisit 资料数据采集清单 (R154, R156, R191)."""
    fields = _head(card, papers, firm) | {
        "counter": _counter(papers), "installed_on": papers.installed_on, "technician": technician_of(card),
        "made_on": papers.application.made_on if papers.application else None,
    }  # fmt: skip
    return Filled("data_collection", card.number, fields)


def training_sign_in(card: Card, firm: str) -> Filled:
    """The sign-in sheet of a training 设备培训人员签到表 (R154)."""
    fields: Fields = {
        "firm_name": firm, "customer_name": str(card.customer), "job_number": card.number, "model": card.machine,
        "training_place": str(card.address), "trainer": technician_of(card),
    }  # fmt: skip
    return Filled("training_sign_in", card.number, fields)


def project_summary(card: Card, papers: Papers, firm: str, author: str) -> Filled:
    """The summary of a whole job or project 项目售后服务总结报告: course, result, papers that belong to it (R154, R158)."""
    report, check = papers.report, papers.check
    people = dict.fromkeys(v.technician for v in card.visits)
    fields = _head(card, papers, firm) | {
        "project": papers.contract_name,
        "contract_number": papers.contract_number, "warranty_until": card.warranty_until,
        "reported_at": card.registered_at, "completed_at": when(card, "done"), "visits": len(card.visits),
        "technicians": "、".join(people), "fault": card.fault, "method": report.method if report else "",
        "left_over": report.left_over if report else "", "advice": report.advice if report else "",
        "satisfaction": told(_satisfied(check.result), check.opinion) if check else "",
        "papers_list": "、".join(dict.fromkeys(p.number for p in card.papers)), "author": author,
    }  # fmt: skip
    return Filled("project_summary", card.number, fields)


def _satisfied(result: str) -> str:
    return {"satisfied": "满意", "unsatisfied": "不满意", "unreachable": "未接通"}.get(result, result)
