"""What stands on papers that ask somebody's leave: quotation, service application, part compensation, quality fault."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from dispatch_console.domain import money
from dispatch_console.domain.moment import SHANGHAI, local
from dispatch_console.paper.sheets.filled import (
    RESULT,
    WARRANTY,
    Fields,
    Filled,
    customer_of,
    technician_of,
    told,
    when,
    yuan,
)
from dispatch_console.queries.card import Card
from dispatch_console.queries.job_papers import Papers

ANSWER = {"yes": "同意", "no": "不同意", "later": "再考虑"}
JUDGED = {"made_good": "同意赔偿", "rejected": "不予赔偿"}


def quotation(card: Card, papers: Papers, firm: str, quoted_by: str) -> Filled:
    """The newest quote of a job 报价单, line by line, with its total in words (R40-R43)."""
    fields: Fields = {
        **customer_of(card), "firm_name": firm, "job_number": card.number, "customer_code": papers.customer_code,
        "bought_on": papers.bought_on, "warranty": WARRANTY.get(card.warranty, ""), "warranty_until": card.warranty_until,
        "fault": card.fault,
    }  # fmt: skip
    quote = card.quotes[0] if card.quotes else None
    if quote is None:
        return Filled("quotation", card.number, fields)
    whole = sum(price * quantity for _code, _name, price, quantity in quote.lines)
    rows: list[Fields] = [
        {
            "seq": at, "line_code": code, "line_name": name, "line_quantity": quantity, "line_price": yuan(price),
            "line_amount": yuan(price * quantity),
        }
        for at, (code, name, price, quantity) in enumerate(quote.lines, 1)
    ]  # fmt: skip
    fields |= {
        "fee_sum": yuan(whole), "fee_discount": yuan(whole - quote.total_fen), "fee_total": yuan(quote.total_fen),
        "fee_words": f"人民币{money.capitals(quote.total_fen)}", "answer": ANSWER.get(quote.answer, ""),
        "answer_words": quote.words, "answered_by": str(quote.answered_by), "approved_by": quote.approved_by,
        "quoted_by": quoted_by,
    }  # fmt: skip
    return Filled("quotation", f"{card.number}-{quote.version}", fields, {"row_line": rows})


def service_application(card: Card, papers: Papers, firm: str, zone: ZoneInfo = SHANGHAI) -> Filled:
    """The service application 售后服务申请表 as it was filled in and signed (R153, R188)."""
    asked = papers.application
    fields: Fields = {
        **customer_of(card), "firm_name": firm, "job_number": card.number, "customer_code": papers.customer_code,
        "contract_name": papers.contract_name, "contract_number": papers.contract_number, "wish": card.wish,
        "application_kind": "安装调试" if card.service_type == "installation" else "故障处理", "fault": card.fault,
        "technician": technician_of(card), "agreed_at": card.agreed_from,
    }  # fmt: skip
    if asked is None:
        return Filled("service_application", card.number, fields)
    fields |= {
        "applied_on": local(asked.filled_at, zone).date(), "goods": asked.goods, "made_on": asked.made_on,
        "occurred": asked.occurred, "damage": asked.damage, "cause": asked.cause, "inspection": asked.inspection,
        "conditions": asked.conditions, "filled_by": asked.filled_by, "approved_by": str(asked.approved_by),
    }  # fmt: skip
    return Filled("service_application", asked.number, fields)


def part_compensation(card: Card, papers: Papers, firm: str, filled_by: str) -> Filled:
    """The part compensation slip 零部件赔偿单: letter, cause, suggestion, leave, plan, cost (R155, R163)."""
    claim = papers.claim
    fields: Fields = {
        **customer_of(card), "firm_name": firm, "job_number": card.number, "customer_code": papers.customer_code,
        "bought_on": papers.bought_on, "warranty": WARRANTY.get(card.warranty, ""), "warranty_until": card.warranty_until,
        "counter": str(papers.counter or ""), "filled_by": filled_by,
    }  # fmt: skip
    if claim is not None:
        fields |= {
            "part_name": claim.part, "claimed_at": claim.claimed_at, "letter": claim.letter, "cause": claim.cause,
            "suggestion": claim.suggestion, "claim_result": JUDGED.get(claim.ended_how, ""),
            "approved_at": claim.approved_at, "approved_by": str(claim.approved_by), "plan": claim.plan,
        }  # fmt: skip
        if claim.cost_fen is not None:
            fields |= {"cost": yuan(claim.cost_fen), "cost_words": f"人民币{money.capitals(claim.cost_fen)}"}
    return Filled("part_compensation", card.number, fields)


def quality_fault_report(card: Card, papers: Papers, firm: str) -> Filled:
    """The report on a quality fault 质量故障处理服务报告: appraisal, cause, what was done (R84, R155)."""
    report, asked = papers.report, papers.application
    seen = [e for e in card.events if e.kind in ("major_fault", "major_ended") and e.corrected_by is None]
    fields: Fields = {
        **customer_of(card), "firm_name": firm, "job_number": card.number, "customer_code": papers.customer_code,
        "bought_on": papers.bought_on, "warranty": WARRANTY.get(card.warranty, ""), "counter": str(papers.counter or ""),
        "reported_at": card.registered_at, "arrived_at": when(card, "arrived"), "completed_at": when(card, "done"),
        "fault_scale": _scale(card), "fault": card.fault,
        "appraisal": told(*(e.detail for e in seen if e.kind == "major_ended")) or told(*(e.detail for e in seen)),
        "technician": technician_of(card),
    }  # fmt: skip
    if asked is not None:
        fields |= {"made_on": asked.made_on, "conditions": asked.conditions}
    if report is not None:
        fields |= {
            "cause": report.cause, "method": report.method, "left_over": report.left_over, "opinion": report.opinion,
            "result": RESULT.get(report.result, ""), "advice": report.advice,
            "parts": told(*(f"{name} ×{n}" for name, _old, _new, n, _fen in report.parts)),
        }  # fmt: skip
    return Filled("quality_fault_report", card.number, fields)


def _scale(card: Card) -> str:
    """A batch fault is told as that, else a major one; nothing is ticked for an ordinary one."""
    marked = [e.reason for e in card.events if e.kind == "major_fault" and e.corrected_by is None]
    return "" if not marked else "批量" if "batch" in marked else "重大"
