"""Monday morning at the phone: known and unknown callers, a message, a caller put through, one who urges."""

from __future__ import annotations

import pytest

from dispatch_console.commands.calls import CompleteCall, RecordCallBack, RecordMissedCall
from dispatch_console.commands.jobs import RejectJob
from dispatch_console.commands.promises import EndPromise
from dispatch_console.commands.switchboard import TakeMessage, TransferCall
from dispatch_console.commands.texts import SaveScript
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.calls import CallerCard
from dispatch_console.queries.find import Find
from dispatch_console.queries.office import Scripts, Suggest
from dispatch_console.queries.texts import KnowledgeBase, ScriptRecords
from tests.stories.told import name


def log(day):
    """The call log, the newest first: who, what came of it, whether something is still to ask or to do."""
    return [(str(c.who or c.number), c.outcome, c.needs or bool(c.still_to_ask)) for c in day.desk.ask(CallLog())]


@pytest.mark.requirement("R4")
@pytest.mark.requirement("R5")
@pytest.mark.requirement("R6")
@pytest.mark.requirement("R21")
@pytest.mark.requirement("R183")
def test_three_callers_before_nine(day):
    day.now(8, 4)  # 周雯 of 宏远 calls from her mobile
    (caller,) = day.desk.ask(CallerCard(number="139 0017 4420"))
    assert (caller.name, caller.kind, caller.contact.name) == ("宏远国际贸易有限公司", "key", "周雯")
    assert [(m.model, m.verdict) for m in caller.machines] == [("理光 MP C3004", "in")] and caller.open_jobs == ()
    day.call("13900174420", "复印重影，今天要开标", job="宏远")
    assert day.flags("宏远") == ["key"] and day.card("宏远").owner == "陈静" and day.due("宏远", "on_site") == "03-02 12:04"

    day.now(8, 12)  # a number that nobody knows; the line breaks off
    day.call("13764550081", "打印机冒烟", job="新客")
    assert log(day)[0] == ("13764550081", "registered", True)
    asked = day.desk.ask(CallLog())[0].still_to_ask
    assert {"caller", "customer", "address", "model"} <= set(asked)
    assert day.row("新客").customer == "13764550081" and day.row("新客").priority == "urgent"
    assert day.board() == ["宏远", "新客"]

    day.now(8, 30)  # he calls again and says who he is
    call = day.desk.ask(CallLog())[0]
    day.do(CompleteCall(call_id=call.id, caller_name=name("苏老师"), customer_name=name("苏河湾画廊"),
                        address=AddressText("静安区 长安路 1001 号"), model="惠普 M227", answers="已断电"))  # fmt: skip
    card = day.card("新客")
    assert (card.customer, card.contact, card.address, card.machine) == ("苏河湾画廊", "苏老师", "静安区 长安路 1001 号", "惠普 M227")
    assert log(day)[0] == ("苏河湾画廊 苏老师", "registered", False)
    assert [h.group for h in day.desk.ask(Find(text="shw"))] == ["customer"]
    (known,) = day.desk.ask(CallerCard(number="13764550081"))
    assert known.name == "苏河湾画廊" and [j.fault for j in known.open_jobs] == ["打印机冒烟"]

    day.now(8, 41)  # nobody was free to lift the phone
    day.do(RecordMissedCall(number=PhoneText("13901234567"), started_at=day.at(8, 41)))
    assert day.owing("call_back").who == "恒达物流" and day.owing("call_back").level != "over"
    day.now(9, 15)
    assert day.owed()[0] == "call_back 恒达物流!"
    missed = next(c for c in day.desk.ask(CallLog()) if c.outcome == "missed")
    day.do(RecordCallBack(call_id=missed.id, reached=False))
    assert "call_back 恒达物流" in day.owed()
    day.now(9, 30)
    day.do(RecordCallBack(call_id=missed.id, reached=True, answer="问发票抬头"))
    assert not [o for o in day.owed() if o.startswith("call_back")] and log(day)[0][2] is False
    assert day.whole() == []


@pytest.mark.requirement("R18")
@pytest.mark.requirement("R19")
@pytest.mark.requirement("R11")
def test_calls_that_are_for_somebody_else(day):
    day.now(9, 5)  # 老魏 wants the manager, who is back at eleven
    day.do(TakeMessage(whom=name("顾明"), said="续签保养合同", number=PhoneText("13901234567"), caller_name=name("老魏"),
                       customer_id=3, back_at=day.at(11)))  # fmt: skip
    assert log(day)[0] == ("恒达物流 老魏", "message", False)
    message = day.owing("promise")
    assert "顾明：续签保养合同（老魏 13901234567）" in str(message.word) and message.level == "fine"
    day.now(9, 20)  # and 单律师 wants the supervisor, who is there
    day.do(TransferCall(whom=name("沈国栋"), about="上次定影的处理", number=PhoneText("021-64370011"), caller_name=name("单志强"), customer_id=2))
    assert log(day)[0] == ("启明律师事务所 单志强", "transferred", False) and len(day.owed()) == 1
    day.now(9, 40)  # a machine bought abroad is out of scope: explained, kept with its reason
    day.call("13917770088", "国外买的复印机要上门", job="水货")
    day.do(RejectJob(job_id=day.jobs["水货"], reason="非正规渠道，已说明并告知厂家热线"))
    assert day.status("水货") == "rejected" and day.board() == []
    day.now(11, 4)
    assert day.owed() == ["promise 恒达物流!"]
    day.do(EndPromise(promise_id=day.owing("promise").row_id))
    assert day.owed() == []
    assert day.whole() == []


@pytest.mark.requirement("R183")
@pytest.mark.requirement("R86")
def test_who_urges_twice_stands_out_and_no_second_job_is_made(day):
    day.now(8, 10)
    day.call("021-64370011", "手送台频繁卡纸", job="启明")
    day.decide("启明")
    day.agree("启明", 11, until=(12, 0), agreed_with=name("单志强"))
    day.now(10, 30)
    (caller,) = day.desk.ask(CallerCard(number="021-64370011"))
    assert [j.number for j in caller.open_jobs] == [day.card("启明").number]
    day.call("021-64370011", "人什么时候到", CallKind.URGE, job_id=day.jobs["启明"])
    assert day.flags("启明") == ["urged1"] and str(day.row("启明").clock.words(day.desk.clock())) == "30 min left"
    day.now(11, 50)
    day.call("021-64370011", "十二点前不来就算了", CallKind.URGE, job_id=day.jobs["启明"])
    assert day.flags("启明") == ["urged2"] and len(day.board()) == 1
    assert day.desk.ask(CallerCard(number="021-64370011"))[0].calls_today == 3
    assert day.owing("arrive").level == "over" and day.story("启明")[:2] == ["urged", "urged"]
    assert [(who, outcome) for who, outcome, _needs in log(day)[:2]] == [("启明律师事务所 单志强", "attached")] * 2
    assert day.whole() == []


@pytest.mark.requirement("R26")
@pytest.mark.requirement("R10")
@pytest.mark.requirement("R204")
def test_the_new_dispatcher_is_told_what_to_say(day):
    day.now(8, 20)  # 客户 says SC542: what does it mean, what is to ask and try
    found = day.desk.ask(Suggest(fault="开机报 SC542，不能定影", category="copier"))
    assert found.service_type == "repair" and found.fault_code == "C-FUSE" and "显示什么代码" in found.questions
    (first, *_others) = day.desk.ask(KnowledgeBase(step="fee"))
    assert first.step == "fee" and first.text
    by_initials = [k.title for k in day.desk.ask(KnowledgeBase(text="jt"))]
    assert "接听的次序" in [k.title for k in day.desk.ask(KnowledgeBase(text="接听"))] and by_initials
    (line,) = [s for s in day.desk.ask(ScriptRecords()) if s.step == "paid_visit"]
    assert "费用" in line.say and line.avoid
    day.now(8, 45)  # the manager has the sentence changed; from the next call on it is said so
    day.do(SaveScript(script_id=line.id, step="paid_visit", say="按保修政策，本次上门费用为 {fee}，您看可以吗？", avoid="不付钱就不来"))
    (line,) = day.desk.ask(Scripts(step="paid_visit"))
    assert line.say.startswith("按保修政策，本次") and line.avoid == "不付钱就不来"
    day.desk.undo()
    (line,) = day.desk.ask(Scripts(step="paid_visit"))
    assert not line.say.startswith("按保修政策，本次")
    assert day.whole() == []


@pytest.mark.requirement("R218")
def test_a_visitor_at_the_desk_sees_no_number_and_no_name(day):
    from dispatch_console.domain.masked import mask

    day.now(8, 30)
    day.call("13900174420", "卡纸", job="宏远")
    hidden = mask(day.card("宏远"))
    assert (hidden.customer, hidden.contact, hidden.phone.startswith("139 ****")) == (NameText("宏远**"), NameText("周**"), True)
    assert hidden.fault == "卡纸" and day.card("宏远").customer == "宏远国际贸易有限公司"
    assert day.whole() == []
