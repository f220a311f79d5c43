"""What stands on the forms of a job: dispatch slip, repair report, pickup slip, voucher, visit card."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from dispatch_console.domain import money
from dispatch_console.domain.moment import SHANGHAI, local
from dispatch_console.paper.sheets.filled import (
    ACCESSORIES,
    LOOKS,
    RESULT,
    WARRANTY,
    Fields,
    Filled,
    boxes_of,
    customer_of,
    rates_of,
    technician_of,
    when,
    yuan,
)
from dispatch_console.queries.card import Card
from dispatch_console.queries.job_papers import Papers

SERVICE = {"repair": "上门", "maintenance": "保养", "installation": "装机"}


def work_order(
    card: Card, papers: Papers, number: str, firm: str, dispatcher: str, zone: ZoneInfo = SHANGHAI, form: str = "work_order"
) -> Filled:
    """The dispatch slip 派工单 of a job, on the paper that is asked for: only what the technician needs (R69)."""
    quote = next((q for q in card.quotes if q.answer == "yes"), card.quotes[0] if card.quotes else None)
    live = [v for v in card.visits if v.live] or list(card.visits)
    issued = when(card, "issued") or when(card, "planned")
    fields: Fields = {
        **customer_of(card), "firm_name": firm, "dispatch_on": local(issued or card.registered_at, zone).date(),
        "warranty": WARRANTY.get(card.warranty, ""), "reported_at": card.registered_at, "agreed_at": card.agreed_from,
        "fault": card.fault, "bring": live[-1].bring if live else "",
        "quoted": money.plain(quote.total_fen) + " 元" if quote else "", "dispatcher": dispatcher,
        "technician": technician_of(card),
    }  # fmt: skip
    if form != "work_order_93":  # a third of a sheet has no room for these
        last = "" if papers.counter is None else f"{papers.counter:,}"
        fields |= {"dispatched_at": issued, "customer_code": papers.customer_code, "bought_on": papers.bought_on, "counter_last": last}
    if form in ("work_order_a4", "work_order_279"):
        fields |= {
            "service_type": "返修" if card.repeat_of else SERVICE.get(card.service_type, ""),
            "priority": "常规" if card.priority == "normal" else "加急", "remark": card.wish,
        }  # fmt: skip
    return Filled(form, number, fields)


def repair_report(card: Card, papers: Papers, number: str, firm: str) -> Filled:
    """The repair report 维修报告书 with what is known printed and the rest left for the pen (R135)."""
    issued = when(card, "issued") or when(card, "planned")
    fields: Fields = {
        **customer_of(card), "firm_name": firm, "job_number": card.number, "warranty": WARRANTY.get(card.warranty, ""),
        "warranty_until": card.warranty_until, "reported_at": card.registered_at, "agreed_at": card.agreed_from,
        "dispatched_at": issued, "arrived_at": when(card, "arrived"), "completed_at": when(card, "done"),
        "fault": card.fault, "technician": technician_of(card), "customer_code": papers.customer_code,
        "bought_on": papers.bought_on,
    }  # fmt: skip
    report = papers.report
    if report is None:
        return Filled("repair_report", number, fields)
    fees = dict(zip(("fee_visit", "fee_labour", "fee_parts", "fee_other", "fee_discount"), report.fees, strict=True))
    total = sum(report.fees[:4]) - report.fees[4]
    fields |= {name: yuan(fen) for name, fen in fees.items() if fen}
    fields |= {
        "cause": report.cause, "method": report.method, "left_over": report.left_over, "advice": report.advice,
        "result": RESULT.get(report.result, ""), "payment": report.payment, "checks": list(report.checks), "opinion": report.opinion,
        "counter": "" if report.counter is None else f"{report.counter:,}", **rates_of(report.rates),
        "fee_total": yuan(total), "fee_words": money.capitals(total),
    }  # fmt: skip
    parts: list[Fields] = [
        {"part_name": name, "part_old_serial": old, "part_new_serial": new, "part_quantity": n, "part_price": yuan(fen), "part_amount": yuan(fen * n)}
        for name, old, new, n, fen in report.parts
    ]
    return Filled("repair_report", number, fields, {"row_part": parts} if parts else {})


def pickup_slip(card: Card, papers: Papers, number: str, firm: str, form: str = "pickup_slip") -> Filled:
    """The pickup slip 拖机凭证 that stays with the user (R147)."""
    stay = card.stay
    quote = card.quotes[0] if card.quotes else None
    fields: Fields = {
        **customer_of(card), "firm_name": firm, "job_number": card.number, "fault": card.fault,
        "taken_at": when(card, "picked_up"), "due_on": stay.term_on if stay else None,
        "loaner": f"已提供：{stay.loaner}" if stay and stay.loaner else "不需要",
        "quoted": money.plain(quote.total_fen) + " 元" if quote else "", "technician": technician_of(card),
    }  # fmt: skip
    if stay and stay.accessories:
        fields["accessories"] = boxes_of(stay.accessories, ACCESSORIES, "其他")
    if papers.appearance:
        fields["appearance"] = boxes_of(papers.appearance, LOOKS, "说明")
    return Filled(form, number, fields)


def visit_card(card: Card, number: str, firm: str, hotline: str) -> Filled:
    """The card left at a closed door 到访留言卡 (R65, R152)."""
    surname = str(card.contact)[:1]
    fields: Fields = {
        "firm_name": firm, "surname": surname, "arrived_at": when(card, "nobody_there", "arrived"),
        "technician": technician_of(card), "technician_phone": hotline, "model": card.machine, "job_number": card.number,
    }  # fmt: skip
    return Filled("visit_card", number, fields)


def send_in_voucher(card: Card, papers: Papers, number: str, firm: str) -> Filled:
    """The repair voucher 维修凭证 for a machine that the customer sends in: model, purchase, fault (R149, R150)."""
    stay, quote = card.stay, card.quotes[0] if card.quotes else None
    fields: Fields = {
        **customer_of(card), "firm_name": firm, "job_number": card.number, "fault": card.fault,
        "warranty": WARRANTY.get(card.warranty, ""), "bought_on": papers.bought_on, "received_at": papers.taken_at,
        "due_on": stay.term_on if stay else None, "quoted": money.plain(quote.total_fen) + " 元" if quote else "",
    }  # fmt: skip
    if stay and stay.accessories:
        fields["accessories"] = boxes_of(stay.accessories, ACCESSORIES, "其他")
    if papers.appearance:
        fields["appearance"] = boxes_of(papers.appearance, LOOKS, "说明")
    return Filled("send_in_voucher", number, fields)
