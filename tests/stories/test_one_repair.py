"""One repair from the ringing phone to the quality call, through the desk."""

from __future__ import annotations

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.jobs import AgreeTime, DecideJob
from dispatch_console.commands.papers import RecordPrinted, TypeReport
from dispatch_console.commands.quality import RecordQualityCall
from dispatch_console.commands.quotes import GiveQuote, QuotedLine, RecordConsent
from dispatch_console.commands.visits import AnswerEscalation, CallIn, DispatchJob, Escalate, IssueVisit
from dispatch_console.desk.check import check
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.board import Board
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.calls import CallerCard
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.find import Find
from dispatch_console.queries.owed import Owed
from dispatch_console.queries.roster import Roster


def status(desk, job_id):
    return desk.ask(JobCard(job_id=job_id)).status


@pytest.mark.requirement("R3")
@pytest.mark.requirement("R86")
@pytest.mark.requirement("R70")
def test_a_repair_out_of_warranty_goes_its_whole_way(desk, hands):
    hands.to(8, 4)
    (caller,) = desk.ask(CallerCard(number="021 6437 0011"))
    assert caller.name == "启明律师事务所" and caller.machines[0].verdict == "out"
    done = desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-64370011", caller_name="单志强",
                                customer_id=caller.customer_id, machine_id=caller.machines[0].id,
                                said="手送台频繁卡纸，客户清过两次", wish="上午"))  # fmt: skip
    job = done.result["job_id"]
    assert done.result["number"] == "WX260302-001"
    (row,) = desk.ask(Board())
    assert row.customer == "启明律师事务所" and str(row.clock.level(desk.clock())) == "fine"
    desk.do(DecideJob(job_id=job, warranty="out", fee=True))
    with pytest.raises(Refused):
        desk.do(GiveQuote(job_id=job, lines=(QuotedLine(code="V-01", price_fen=20000),)))
    quote = desk.do(GiveQuote(job_id=job, lines=(QuotedLine(code="V-01", price_fen=8000),)))
    assert quote.result["total_fen"] == 8000 and status(desk, job) == "awaiting_consent"
    assert desk.ask(Board())[0].clock.level(desk.clock()) is not None
    desk.do(RecordConsent(job_id=job, answer="yes", words="可以，来吧", answered_by="单志强"))
    day = desk.today()
    desk.do(AgreeTime(job_id=job, from_at=at(day, 9, 30), until_at=at(day, 10, 0), agreed_with="单志强"))
    assert status(desk, job) == "to_dispatch"
    visit = desk.do(DispatchJob(job_id=job, technician_id=1, minutes=60)).result["visit_id"]
    slip = desk.do(RecordPrinted(kind="work_order", job_id=job)).result
    assert slip["number"] == "0000001"
    desk.do(IssueVisit(visit_id=visit))
    with pytest.raises(Refused):
        desk.undo()
    hands.to(10, 19)
    desk.do(CallIn(job_id=job, move="arrived", happened_at=at(day, 10, 5)))
    assert status(desk, job) == "working"
    card = desk.ask(JobCard(job_id=job))
    assert {c.kind: str(c.level) for c in card.clocks}["escalation"] == "soon"
    hands.to(10, 31)
    desk.do(Escalate(job_id=job, told_to="沈国栋", problem="卡纸找不到原因"))
    assert desk.ask(Board())[0].flags[0].kind == "escalated"
    assert [o.action for o in desk.ask(Owed())][0] == "advice"
    desk.do(AnswerEscalation(job_id=job, advice="换搓纸轮"))
    hands.to(11, 0)
    desk.do(CallIn(job_id=job, move="done", note="换搓纸轮"))
    assert status(desk, job) == "work_done"
    assert desk.ask(Roster())[0].owes is not None
    hands.to(16, 0)
    desk.do(TypeReport(job_id=job, form_number=slip["number"], arrived_at=at(day, 10, 5), completed_at=at(day, 10, 58),
                       cause="搓纸轮磨损", method="更换搓纸轮", fee_visit_fen=8000, rate_timely=4, signed_by="单志强"))  # fmt: skip
    assert status(desk, job) == "quality_due"
    hands.to(9, 0, days=1)
    desk.do(RecordQualityCall(job_id=job, result="satisfied", timely=4, skill=4, attitude=4, charge=3))
    assert status(desk, job) == "closed" and desk.ask(Board()) == ()
    assert [h.group for h in desk.ask(Find(text="szq"))] == ["customer"]
    assert [h.group for h in desk.ask(Find(text="卡纸"))][0] == "job"
    assert [h.row_id for h in desk.ask(Find(text="260302-001"))] == [job]
    assert desk.ask(CallLog())[0].who.startswith("李强")
    assert check(desk, replay=True).wrong == []
