"""One working day of the little office through the desk: plain commands in order, each at its time.

The window's story (stories/window) presses keys for the same steps; both days must end in the same content.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from dispatch_console.commands.calls import CompleteCall, RecordCallBack, RecordMissedCall, RegisterCall
from dispatch_console.commands.days import CloseDay
from dispatch_console.commands.jobs import AgreeTime, CheckSolved, DecideJob, TellPlan
from dispatch_console.commands.papers import Part, RecordPrinted, TypeReport
from dispatch_console.commands.points import AuditReport
from dispatch_console.commands.quality import MakeComplaint, RecordQualityCall, TellSuperior
from dispatch_console.commands.quotes import GiveQuote, QuotedLine, RecordConsent
from dispatch_console.commands.registry import Command
from dispatch_console.commands.visits import AnswerEscalation, CallIn, DispatchJob, Escalate, IssueVisit
from dispatch_console.commands.workshop import TakeMachineIn
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.moment import Moment, at, local
from dispatch_console.domain.refused import Refused
from dispatch_console.press import day_papers, papers
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.calls import CallerCard
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.days import DayCheck
from dispatch_console.queries.office import PriceList, Suggest
from dispatch_console.queries.points import ReportsToAudit
from dispatch_console.queries.roster import Roster

MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)


@dataclass
class Day:
    """The desk, and what came of the steps so far."""

    desk: Desk
    jobs: dict[str, int] = field(default_factory=dict)

    def at(self, hour: int, minute: int = 0) -> Moment:
        """A time of this day."""
        return at(local(self.desk.clock(), self.desk.zone).date(), hour, minute)

    def do(self, command: Command) -> dict[str, Any]:
        """Carry a command out."""
        result = self.desk.do(command).result
        assert isinstance(result, dict)
        return result

    def call(self, number: str, said: str = "", kind: CallKind = CallKind.REPAIR, job: str = "", **more: Any) -> dict[str, Any]:
        """A call as a form of the window sends it: who is known, what the words suggest, what is still to ask."""
        callers = self.desk.ask(CallerCard(number=PhoneText(number)))
        caller = callers[0] if callers else None
        found = self.desk.ask(Suggest(fault=said)) if said else None
        asks = [] if caller or kind is CallKind.ENQUIRY else ["caller", "customer", "address", "model", "landline"]
        asks += found.questions if found else ()
        solved = bool(more.get("solved_by_phone"))
        result = self.do(RegisterCall(**{  # type: ignore[arg-type]
            "kind": kind, "number": PhoneText(number), "said": said, "customer_id": caller.customer_id if caller else None,
            "machine_id": caller.machines[0].id if caller and caller.machines and kind is not CallKind.ENQUIRY else None,
            "caller_name": caller.contact.name if caller and caller.contact else NameText(""),
            "priority": "urgent" if found and found.priority in ("urgent", "critical") else "normal",
            "still_to_ask": () if solved or kind is CallKind.URGE else tuple(asks), "started_at": self.desk.clock(), **more,
        }))  # fmt: skip
        if job:
            self.jobs[job] = int(result["job_id"])
        return result

    def card(self, job: str) -> Any:
        """A job as it stands now."""
        return self.desk.ask(JobCard(job_id=self.jobs[job]))

    def person(self, name: str) -> int:
        """A technician's row."""
        return next(p.id for p in self.desk.ask(Roster()) if p.name == name)

    def report(self, job: str, move: str, who: str, minutes_ago: int = 0, **more: Any) -> None:
        """A technician's call as the one line sends it."""
        now = self.desk.clock()
        self.do(CallIn(job_id=self.jobs[job], move=move, technician_id=self.person(who), reported_at=now,
                       happened_at=now - dt.timedelta(minutes=minutes_ago), **more))  # fmt: skip

    def price(self, code: str) -> int:
        """A price of the list."""
        return next(p.price_fen for p in self.desk.ask(PriceList()) if p.code == code)


@dataclass(frozen=True)
class Step:
    """What happens at a time; the window's story has hands of the same name."""

    name: str
    on: dt.date
    hour: int
    minute: int
    do: Callable[[Day], object]


STEPS: list[Step] = []


def step(hour: int, minute: int, on: dt.date = MONDAY) -> Callable[[Callable[[Day], object]], Callable[[Day], object]]:
    """The next step of the day."""

    def add(what: Callable[[Day], object]) -> Callable[[Day], object]:
        STEPS.append(Step(what.__name__, on, hour, minute, what))
        return what

    return add


# ---- calls ----


@step(8, 4)
def a_known_caller_by_his_number(day: Day) -> None:
    day.call("62458837", "复印重影", job="宏远")


@step(8, 8)
def a_known_caller_by_initials(day: Day) -> None:
    day.call("021-6437 0011", "手送台频繁卡纸", job="启明")


@step(8, 12)
def an_unknown_caller_with_only_a_number(day: Day) -> None:
    day.call("13764550081", job="新客")


@step(8, 15)
def a_call_is_half_typed(day: Day) -> None:
    """Nothing is written before it is saved."""


@step(8, 16)
def a_second_caller_meanwhile(day: Day) -> None:
    day.call("13917770088", "问硒鼓价格", CallKind.ENQUIRY)


@step(8, 18)
def the_first_call_is_saved(day: Day) -> None:
    day.call("13901234567", "开机报 SC542", job="恒达", started_at=day.at(8, 15))


@step(8, 25)
def solved_by_phone(day: Day) -> None:
    day.call("13900174420", "打不出", job="电话", solved_by_phone=True, answer="重装驱动，设默认打印机")


# ---- warranty, quotes ----


@step(8, 30)
def in_warranty_it_is_free(day: Day) -> None:
    card = day.card("宏远")
    day.do(DecideJob(job_id=card.id, warranty="in", fee=False, basis=card.warranty_basis))


@step(8, 32)
def out_of_warranty_with_a_fee(day: Day) -> None:
    card = day.card("启明")
    day.do(DecideJob(job_id=card.id, warranty="out", fee=True, basis=card.warranty_basis))


@step(8, 36)
def the_quote_is_told_and_agreed(day: Day) -> None:
    day.do(GiveQuote(job_id=day.jobs["启明"], lines=(QuotedLine(code="V-01", price_fen=day.price("V-01")),)))
    day.do(RecordConsent(job_id=day.jobs["启明"], answer="yes", words="可以，来吧", answered_by=NameText("单志强")))


@step(8, 42)
def another_quote_is_refused(day: Day) -> None:
    day.do(DecideJob(job_id=day.jobs["恒达"], warranty="unknown", fee=True))
    day.do(GiveQuote(job_id=day.jobs["恒达"], lines=(QuotedLine(code="V-01", price_fen=day.price("V-01")),)))
    day.do(RecordConsent(job_id=day.jobs["恒达"], answer="no", words="太贵，先不修", answered_by=NameText("老魏")))


# ---- appointments, dispatch, paper ----


@step(8, 48)
def a_time_is_agreed(day: Day) -> None:
    card = day.card("宏远")
    day.do(AgreeTime(job_id=card.id, from_at=day.at(9, 30), until_at=day.at(10), agreed_with=NameText(card.contact)))


@step(8, 52)
def the_time_is_changed_with_a_reason(day: Day) -> None:
    card = day.card("宏远")
    day.do(AgreeTime(job_id=card.id, from_at=day.at(9, 15), until_at=day.at(9, 45), reason="客户十点要开会",
                     agreed_with=NameText(card.contact)))  # fmt: skip


@step(8, 54)
def a_man_is_dispatched(day: Day) -> None:
    day.do(DispatchJob(job_id=day.jobs["宏远"], technician_id=day.person("李强"), planned_from=day.at(9, 15), minutes=60,
                       bring="定影组件"))  # fmt: skip


@step(8, 57)
def a_double_booking_needs_a_reason(day: Day) -> None:
    def send(reason: str = "") -> None:
        day.do(DispatchJob(job_id=day.jobs["启明"], technician_id=day.person("李强"), planned_from=day.at(10), minutes=60,
                           override_reason=reason))  # fmt: skip

    with pytest.raises(Refused):
        send()
    send("客户指定李强")


@step(9, 0)
def work_orders_are_printed_and_handed_over(day: Day) -> None:
    for name in ("宏远", "启明"):
        card = day.desk.ask(JobCard(job_id=day.jobs[name]))
        words = papers.told(papers.job_sheet(day.desk, "work_order", card, ""), day.desk.zone)
        slip = day.do(RecordPrinted(kind="work_order", job_id=day.jobs[name], content=words))
        day.do(IssueVisit(visit_id=day.card(name).visits[-1].id, slip_number=slip["number"]))


@step(9, 3)
def the_unknown_caller_tells_who_he_is(day: Day) -> None:
    day.do(CompleteCall(call_id=_call_of(day, "新客"), caller_name=NameText("苏老师"), customer_name=NameText("苏河湾画廊"),
                        model="惠普 M227", still_to_ask=("address", "landline")))  # fmt: skip


def _call_of(day: Day, job: str) -> int:
    return next(c.id for c in day.desk.ask(CallLog()) if c.job_id == day.jobs[job])


@step(9, 5)
def the_new_caller_gets_a_man_too(day: Day) -> None:
    day.do(DecideJob(job_id=day.jobs["新客"], warranty="unknown", fee=False))
    day.do(TellPlan(job_id=day.jobs["新客"], plan="上午派人带万用表"))
    day.do(DispatchJob(job_id=day.jobs["新客"], technician_id=day.person("王建平"), planned_from=day.at(9, 30), minutes=30))


# ---- the technicians call in, the customers too ----


@step(9, 31)
def he_reports_an_arrival_fifteen_minutes_old(day: Day) -> None:
    day.report("宏远", "arrived", "李强", 15)


@step(9, 36)
def he_asks_for_help(day: Day) -> None:
    day.do(Escalate(job_id=day.jobs["宏远"], told_to=NameText("沈国栋"), problem="换定影后仍重影", happened_at=day.at(9, 36)))


@step(9, 44)
def the_supervisor_answers(day: Day) -> None:
    day.do(AnswerEscalation(job_id=day.jobs["宏远"], advice="查转印带张力"))


@step(9, 46)
def nobody_is_at_home_and_a_card_is_left(day: Day) -> None:
    day.report("新客", "nobody_there", "王建平", 6)
    day.report("新客", "card_left", "王建平", note="留卡在门缝")


@step(9, 50)
def a_customer_urges(day: Day) -> None:
    day.call("021-64370011", "人什么时候到", CallKind.URGE, job_id=day.jobs["启明"])


@step(9, 52)
def a_customer_complains(day: Day) -> None:
    day.do(MakeComplaint(job_id=day.jobs["启明"], said="一上午没人来", customer_id=2))
    day.do(TellSuperior(complaint_id=1, told_to=NameText("沈国栋")))


@step(9, 55)
def a_call_is_missed(day: Day) -> None:
    day.do(RecordMissedCall(number=PhoneText("13817040077"), started_at=day.at(9, 55)))


@step(10, 2)
def he_is_called_back(day: Day) -> None:
    day.do(RecordCallBack(call_id=_missed(day), reached=True, answer="问几点上班"))


def _missed(day: Day) -> int:
    return next(c.id for c in day.desk.ask(CallLog()) if c.needs)


@step(10, 10)
def the_first_job_is_done(day: Day) -> None:
    day.report("宏远", "done", "李强")


@step(10, 30)
def the_check_two_hours_later(day: Day) -> None:
    day.do(CheckSolved(job_id=day.jobs["电话"], solved=True, words="正常，能打"))


@step(10, 40)
def a_part_is_missing(day: Day) -> None:
    day.report("启明", "arrived", "李强", 10)
    day.report("启明", "partly_done", "李强", reason="part", note="搓纸轮", part="搓纸轮")


@step(11, 0)
def another_machine_is_taken_in(day: Day) -> None:
    day.call("13901234567", "整机不通电", job="拖机")
    day.do(DecideJob(job_id=day.jobs["拖机"], warranty="unknown", fee=False))
    day.do(DispatchJob(job_id=day.jobs["拖机"], technician_id=day.person("王建平"), planned_from=day.at(11, 30), minutes=60))


@step(11, 50)
def with_consent_and_a_lent_one(day: Day) -> None:
    day.report("拖机", "arrived", "王建平", 15)
    day.do(TakeMachineIn(job_id=day.jobs["拖机"], consent_by=NameText("老魏"), accessories="电源线", loaner="备用机 B-05",
                         happened_at=day.at(11, 50)))  # fmt: skip


# ---- paper comes back; the day's end ----


@step(16, 30)
def a_report_is_typed_back(day: Day) -> None:
    card = day.card("宏远")
    number = next(p.number for p in card.papers if p.kind == "work_order")
    day.do(TypeReport(
        job_id=card.id, form_number=number, cause="转印带松", method="调转印带张力，换定影组件", arrived_at=day.at(9, 16),
        completed_at=day.at(10, 8), parts=(Part(name="定影组件", old_serial="—", new_serial="FU-3004"),), payment="免费",
        rate_timely=4, rate_skill=4, rate_attitude=4, rate_charge=3, opinion="很快", signed_by=NameText("周雯"),
        price_code="L-C02",
    ))  # fmt: skip


@step(17, 0)
def the_report_is_audited(day: Day) -> None:
    (report,) = day.desk.ask(ReportsToAudit())
    day.do(AuditReport(report_id=report.report_id))


@step(17, 35)
def the_day_is_closed(day: Day) -> None:
    rows = sorted(day.desk.ask(DayCheck(on_day=MONDAY)), key=lambda r: not r.count)
    left = tuple(f"{r.words}：{who}" for r in rows for who in r.who)
    day.do(CloseDay(on_day=MONDAY, remarks="启明等搓纸轮", handed_over=left))
    day_papers.keep(day.desk, MONDAY)


@step(9, 30, TUESDAY)
def the_quality_call_of_the_next_day(day: Day) -> None:
    day.do(RecordQualityCall(job_id=day.jobs["宏远"], result="satisfied", running_well=True, timely=4, skill=4, attitude=4,
                             charge=4, opinion="很满意"))  # fmt: skip
