"""The sample day: Monday 2 March 2026 at the information centre, played through a desk with all that happens."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dispatch_console import places
from dispatch_console.commands.calls import RecordMissedCall, RegisterCall, UrgeJob
from dispatch_console.commands.days import CloseDay
from dispatch_console.commands.jobs import AgreeTime, CheckSolved, CloseJob, DecideJob, TellPlan
from dispatch_console.commands.papers import LoseForm, Part, RecordPrinted, TypeReport
from dispatch_console.commands.people import AnswerPage, SendPage
from dispatch_console.commands.points import AuditReport
from dispatch_console.commands.quality import AnswerComplaint, RecordQualityCall, TellSuperior
from dispatch_console.commands.quotes import GiveQuote, QuotedLine, RecordConsent, TakeBackConsent
from dispatch_console.commands.registry import Command
from dispatch_console.commands.roster import RecordAttendance, SetRosterDay
from dispatch_console.commands.setup import SeedDesk
from dispatch_console.commands.visits import AnswerEscalation, CallIn, CorrectEvent, DispatchJob, Escalate, IssueVisit
from dispatch_console.commands.workshop import StepWorkshop, TakeMachineIn
from dispatch_console.desk import import_register, opening
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import Moment, at
from dispatch_console.queries.board import Board
from dispatch_console.queries.calls import CallerCard
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.office import FormsOut, People
from dispatch_console.queries.points import ReportsToAudit

DAY = dt.date(2026, 3, 2)
ReadPlan = Callable[[Desk, str, Path], Plan]


@dataclass
class Day:
    """The day's clock and its people; each step says its time and does its command."""

    desk: Desk
    now: list[Moment]
    people: dict[str, int] = field(default_factory=dict)
    jobs: dict[str, int] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)

    def time(self, hour: int, minute: int = 0) -> None:
        """Move on to a time of the day."""
        self.now[0] = at(DAY, hour, minute)

    def at(self, hour: int, minute: int = 0) -> Moment:
        """A moment of the day."""
        return at(DAY, hour, minute)

    def do(self, command: Command) -> dict[str, Any]:
        """Carry a command out."""
        result = self.desk.do(command).result
        assert isinstance(result, dict)
        return result

    def call(self, name: str, number: str, said: str, kind: CallKind = CallKind.REPAIR, machine: int = 0,
             **more: Any) -> int:  # fmt: skip
        """A known caller rings; the job is remembered by the name."""
        callers = self.desk.ask(CallerCard(number=PhoneText(number)))
        caller = callers[0] if callers else None
        machines = caller.machines if caller else ()
        result = self.do(RegisterCall(
            kind=kind, number=PhoneText(number), said=said, customer_id=caller.customer_id if caller else None,
            machine_id=machines[machine].id if len(machines) > machine and kind is not CallKind.ENQUIRY else None,
            caller_name=caller.contact.name if caller and caller.contact else NameText(""), **more,
        ))  # fmt: skip
        if "job_id" in result:
            self.jobs[name] = int(result["job_id"])
        return int(result.get("job_id") or result["call_id"])

    def send(self, name: str, technician: str, start: tuple[int, int], minutes: int = 60, bring: str = "") -> None:
        """Agree the time, send the man, print the slip, tell him."""
        job = self.jobs[name]
        begin = self.at(*start)
        card = self.desk.ask(JobCard(job_id=job))
        if card is not None and card.status in ("registered", "decide"):
            self.do(DecideJob(job_id=job, warranty=card.warranty, fee=False))
        self.do(AgreeTime(job_id=job, from_at=begin, until_at=begin + dt.timedelta(minutes=30)))
        visit = self.do(DispatchJob(job_id=job, technician_id=self.people[technician], planned_from=begin,
                                    minutes=minutes, bring=bring))  # fmt: skip
        self.visits[name] = int(visit["visit_id"])
        slip = self.do(RecordPrinted(kind="work_order", job_id=job))
        self.do(IssueVisit(visit_id=self.visits[name], slip_number=slip["number"]))

    def report(self, name: str, move: str, hour: int, minute: int, **more: Any) -> None:
        """A technician's report of something that happened at a time of the day."""
        self.do(CallIn(job_id=self.jobs[name], move=move, happened_at=self.at(hour, minute), **more))


def prepare(folder: Path, read_plan: ReadPlan) -> tuple[Desk, list[Moment]]:
    """Make the sample desk: policies, customers, technicians, and the week's register taken in.

    How a list is read is handed in: the reading of workbooks is no matter of the desk. Raises Refused when there is a desk.
    """
    opening.make(folder, sample=True)
    now = [at(DAY, 7, 50)]
    desk = opening.open_desk(folder, clock=lambda: now[0], actor="陈静")
    desk.do(SeedDesk())
    sample = places.resources() / "sample"
    for form, file in (
        ("customers_machines", "customers_machines"), ("technicians", "technicians"), ("phone_register", "phone_register"),
    ):  # fmt: skip
        plan = read_plan(desk, form, sample / f"{file}.xlsx")
        import_register.ask_later(plan)
        if plan.command is not None:
            desk.do(plan.command)
    return desk, now


def tidy(day: Day) -> None:
    """07:50: what last week's register left open is settled, so that the day begins with what is true."""
    day.people = {p.name: p.id for p in day.desk.ask(People(role="technician"))}
    for row in day.desk.ask(Board()):
        if row.status in ("dispatched", "working"):
            day.do(CallIn(job_id=row.id, move="done", channel="paper", note="上周已完成，登记表漏记"))
        day.do(CloseJob(job_id=row.id, reason="周一核对上周登记表"))
    for complaint_id in (1, 2):
        day.do(TellSuperior(complaint_id=complaint_id, told_to=NameText("沈国栋")))
        day.do(AnswerComplaint(complaint_id=complaint_id, answer="已登门道歉，机器已修好", how="satisfied"))


def morning(day: Day) -> None:
    """08:00 to 10:42: the hour of the design's pictures."""
    tidy(day)
    day.do(SetRosterDay(person_id=day.people["吴刚"], on_day=DAY, kind="leave", note="病假，沈国栋准"))
    for name, minute in (("李强", 0), ("王建平", 1), ("孙立", 3), ("陈晓峰", 4), ("周敏", 5), ("张国生", 7)):
        day.time(8, minute)
        day.do(RecordAttendance(person_id=day.people[name], kind="reported_in"))
    day.time(8, 4)
    day.call("启明", "62458837", "手送台频繁卡纸，客户清过两次")
    day.time(8, 8)
    day.call("百川", "13900174114", "复印有黑线")
    day.send("百川", "赵海涛", (8, 30), 40)
    day.time(8, 14)
    day.call("恒达", "13900174101", "开机报 SC542，不能定影")
    day.time(8, 20)
    day.send("启明", "李强", (9, 30), 90, "搓纸轮 ×1")
    day.time(8, 24)
    day.send("恒达", "王建平", (10, 0), 75, "定影组件")
    day.report("恒达", "accepted", 8, 24)
    day.time(8, 40)
    day.do(RecordAttendance(person_id=day.people["赵海涛"], kind="straight_to_site", happened_at=day.at(8, 38)))
    day.report("百川", "arrived", 8, 38)
    day.time(9, 12)
    day.report("百川", "done", 9, 12, note="清洁扫描玻璃")
    day.time(9, 21)
    day.call("静安里", "13900174109", "制热不出热风", wish="下午都可")
    day.time(9, 33)
    day.call("明德", "13900174103", "挂号机蓝屏，每小时一次", wish="希望上午")
    day.time(9, 40)
    day.call("育才", "13900174104", "印品有竖黑线", wish="11 点前")
    day.send("育才", "张国生", (10, 45), 60)
    day.report("育才", "en_route", 9, 40)
    day.time(9, 51)
    day.call("天元", "13900174105", "驱动重装后打不出", solved_by_phone=True, answer="重装驱动，设默认打印机")
    day.time(9, 58)
    day.call("东篱", "13900177712", "问硒鼓价格", CallKind.ENQUIRY, answer="报单价 260 元，下午回话")
    day.time(10, 2)
    day.call("复川", "13900174107", "不能开机，电源灯不亮")
    day.send("复川", "李强", (11, 30), 60)
    day.time(10, 5)
    day.call("沪南", "13900174110", "复印发淡，定影辊磨损")
    day.do(DecideJob(job_id=day.jobs["沪南"], warranty="out", fee=True, basis="invoice"))
    quoted = (
        QuotedLine(code="V-01", price_fen=8000),
        QuotedLine(code=_code(day, "定影上辊"), price_fen=_price(day, "定影上辊")),
    )
    day.do(GiveQuote(job_id=day.jobs["沪南"], lines=quoted))
    day.time(10, 14)
    day.do(UrgeJob(job_id=day.jobs["恒达"], said="人还没到，第一次催"))
    day.time(10, 19)
    day.report("启明", "arrived", 10, 5)
    day.time(10, 22)
    day.call("华彩", "13900174108", "偏色，喷头堵", wish="13:00")
    day.send("华彩", "赵海涛", (13, 0), 60)
    day.do(SendPage(person_id=day.people["孙立"], reason="海昌船务改到 14:00"))
    day.time(10, 31)
    day.do(Escalate(job_id=day.jobs["启明"], told_to=NameText("沈国栋"), problem="卡纸，清洁无效，请指导"))
    day.time(10, 34)
    day.do(UrgeJob(job_id=day.jobs["恒达"], said="人还没到，第二次催"))
    day.time(10, 36)
    day.call("金桥", "13900174106", "双面套印不准，赶货")
    day.do(RegisterCall(kind=CallKind.COMPLAINT, number=PhoneText("13900174106"), said="套印不准，要求赔纸", job_id=day.jobs["金桥"],
                        customer_id=_customer(day, "金桥")))  # fmt: skip
    day.time(10, 41)
    day.do(RecordMissedCall(number=PhoneText("13817040077")))
    day.time(10, 42)


def _customer(day: Day, name: str) -> int | None:
    card = day.desk.ask(JobCard(job_id=day.jobs[name]))
    return card.customer_id if card else None


def _item(day: Day, word: str) -> Any:
    from dispatch_console.queries.office import PriceList

    items = day.desk.ask(PriceList())
    return next(i for i in items if word in i.name)


def _code(day: Day, word: str) -> str:
    return str(_item(day, word).code)


def _price(day: Day, word: str) -> int:
    return int(_item(day, word).price_fen)


def noon(day: Day) -> None:
    """10:43 to 14:00: answers, consent, a part missing, nobody home, a report of the wrong job."""
    day.time(10, 44)
    complaint = day.desk.ask(JobCard(job_id=day.jobs["金桥"]))
    assert complaint is not None and complaint.complaints
    day.do(TellSuperior(complaint_id=complaint.complaints[0].id, told_to=NameText("沈国栋")))
    day.do(TellPlan(job_id=day.jobs["明德"], plan="下午带内存和系统盘上门"))
    day.time(10, 50)
    day.do(AnswerEscalation(job_id=day.jobs["启明"], advice="换手送台搓纸轮和分离片"))
    day.do(AnswerPage(page_id=1))
    day.time(10, 58)
    day.report("恒达", "arrived", 10, 55)
    day.time(11, 5)
    day.report("启明", "done", 11, 2, note="换搓纸轮，试印二十张正常")
    day.time(11, 8)
    day.do(RecordConsent(job_id=day.jobs["沪南"], answer="yes", words="行，修吧", answered_by=NameText("曹老板")))
    day.report("育才", "arrived", 10, 50)
    day.time(11, 20)
    done = day.do(CallIn(job_id=day.jobs["复川"], move="arrived", happened_at=day.at(11, 18)))
    day.do(CorrectEvent(event_id=int(done["event_id"]), reason="报错单位，还在路上", withdraw=True))
    day.time(11, 40)
    day.report("育才", "done", 11, 38, note="换硒鼓")
    day.time(11, 52)
    day.do(CheckSolved(job_id=day.jobs["天元"], solved=True, words="正常，能打"))
    day.do(TakeBackConsent(job_id=day.jobs["沪南"], words="老板说不修了，太贵"))
    day.do(RecordConsent(job_id=day.jobs["沪南"], answer="no", words="先不修", answered_by=NameText("曹老板")))
    day.time(12, 10)
    day.report(
        "恒达", "partly_done", 12, 5, reason="part", part="定影组件", expected_on=dt.date(2026, 3, 3), note="定影组件坏"
    )
    day.time(12, 20)
    day.report("复川", "arrived", 11, 41)
    day.report("复川", "done", 12, 15, note="换电源")
    day.time(13, 5)
    day.send("明德", "周敏", (13, 30), 60)
    day.send("静安里", "陈晓峰", (13, 30), 90)
    day.send("金桥", "王建平", (14, 0), 120)
    day.time(13, 10)
    day.report("华彩", "nobody_there", 13, 2, note="敲门五分钟无人")
    day.report("华彩", "card_left", 13, 8, note="留卡")
    day.time(13, 40)
    day.report("明德", "arrived", 13, 32)
    day.time(14, 0)


def afternoon(day: Day) -> None:
    """14:00 to 17:30: a machine taken in, the nobody-home job agreed anew, reports typed back."""
    day.time(14, 20)
    slip = day.do(TakeMachineIn(job_id=day.jobs["明德"], consent_by=NameText("赵主任"), accessories="电源线", loaner="备用机 B-05",
                                term_on=dt.date(2026, 3, 5), happened_at=day.at(14, 15)))  # fmt: skip
    assert slip["slip_number"]
    day.report("静安里", "en_route", 13, 20)
    day.report("静安里", "arrived", 13, 40)
    day.time(15, 0)
    day.report("静安里", "done", 14, 55, note="补制冷剂")
    day.do(StepWorkshop(job_id=day.jobs["明德"], step="received"))
    day.time(15, 10)
    day.send("华彩", "赵海涛", (15, 30), 60)
    day.report("金桥", "en_route", 13, 40)
    day.report("金桥", "arrived", 14, 10)
    day.time(16, 30)
    day.report("金桥", "done", 16, 20, note="更换转印带，套印正常")
    day.report("华彩", "arrived", 15, 35)
    day.report("华彩", "done", 16, 25, note="清洗喷头")
    day.time(16, 40)
    day.call("新客", "13764550081", "打印机不通电，新买的", customer_name=NameText("苏河湾画廊"), address=AddressText("上海市静安区北苏州路 1040 号"),
             model="惠普 M227", still_to_ask=("serial", "bought_on"))  # fmt: skip
    _type_back(day)
    day.time(17, 30)


_REPORTS = (
    ("百川", "清洁扫描玻璃窄条", "粉尘", 0, 4), ("启明", "换手送台搓纸轮和分离片", "搓纸轮磨损", 0, 4),
    ("育才", "换硒鼓", "硒鼓到寿命", 0, 3), ("复川", "换电源", "电源烧坏", 9000, 4),
    ("静安里", "补制冷剂，试机 30 分钟", "冷媒泄漏", 0, 4),
)  # fmt: skip


def _type_back(day: Day) -> None:
    day.time(16, 50)
    for name, method, cause, labour, score in _REPORTS:
        card = day.desk.ask(JobCard(job_id=day.jobs[name]))
        assert card is not None
        times = {e.kind: e.happened_at for e in card.events if e.corrected_by is None}
        form = next((p.number for p in card.papers if p.kind == "work_order"), "")
        parts = (Part(name="搓纸轮", old_serial="—", new_serial="RB2-1820", price_fen=0),) if name == "启明" else ()
        day.do(TypeReport(
            job_id=card.id, form_number=form, arrived_at=times.get("arrived"), completed_at=times.get("done"),
            cause=cause, method=method, parts=parts, fee_labour_fen=labour, payment="扫码" if labour else "免费",
            rate_timely=score, rate_skill=4, rate_attitude=4, rate_charge=4, signed_by=card.contact,
            price_code=_code(day, "搓纸" if name == "启明" else "检测"),
        ))  # fmt: skip
    day.time(17, 5)
    for report in day.desk.ask(ReportsToAudit()):
        day.do(AuditReport(report_id=report.report_id))
    day.time(17, 10)
    lost = next(f for f in day.desk.ask(FormsOut()) if f.job_id == day.jobs["金桥"])
    day.do(LoseForm(form_id=lost.id, reason="王建平说落在客户处，明早取"))
    yesterday = day.desk.ask(JobCard(job_id=day.jobs["百川"]))
    assert yesterday is not None
    day.time(17, 15)
    day.do(RecordQualityCall(job_id=day.jobs["育才"], result="satisfied", timely=4, skill=4, attitude=4, charge=4,
                             opinion="很快"))  # fmt: skip


def close(day: Day) -> None:
    """17:30: the day is closed."""
    day.time(17, 35)
    day.do(CloseDay(on_day=DAY, remarks="吴刚病假一天；恒达待定影组件，3 月 3 日到。"))
    day.time(17, 40)


def play_morning(folder: Path, read_plan: ReadPlan) -> None:
    """Make the sample desk as it stands at 10:42; whole or not at all: it gets its name when it is ready."""
    half = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(half, ignore_errors=True)
    desk, now = prepare(half, read_plan)
    try:
        morning(Day(desk, now))
    finally:
        desk.close()
    os.replace(half, folder)


STEPS = (("上午", morning), ("中午", noon), ("下午", afternoon), ("日结", close))
