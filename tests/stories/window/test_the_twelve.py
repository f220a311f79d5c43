"""The twelve things done most often at the desk, by keyboard alone, each from its beginning to its end."""

from __future__ import annotations

import pytest

from dispatch_console.domain.moment import local
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.calls import CallerCard


def call(keys, number, fault=""):
    """F2: a caller who is known, his fault, saved."""
    keys.press("F2")
    keys.type(number)
    keys.press("Return", "1")
    keys.type(fault)
    keys.press("Ctrl+Return")


def decided(keys, number, fault):
    """A known caller's job on the card, free of charge."""
    call(keys, number, fault)
    keys.press("Ctrl+Shift+D", "Return", "1", "Ctrl+Return")


def sent(keys, number, fault, who, span, start):
    """Decided, agreed, somebody sent, his slip printed and handed over."""
    decided(keys, number, fault)
    keys.press("F7")
    keys.type(span)
    keys.press("Ctrl+Return")
    keys.press("F5")
    keys.type(who)
    keys.press("Return")
    keys.over(start)
    keys.press("Ctrl+Return")
    keys.press("Ctrl+P", "Ctrl+P", "Ctrl+Shift+I")


def clock(moment):
    return f"{local(moment):%m-%d %H:%M}" if moment else ""


@pytest.mark.requirement("R3")
@pytest.mark.requirement("R4")
def test_1_a_known_customer_reports_a_fault(keys):
    keys.at(8, 4)
    keys.press("F2")
    keys.type("62458837")
    keys.press("Return", "1")
    keys.type("复印重影，今天要开标")
    keys.press("Ctrl+Return")
    assert "Saved: WX260302-001" in keys.said
    assert keys.board() == [("宏远国际贸易有限公司", "registered")]
    job = keys.job("-001")
    assert (job.machine, job.fault, job.contact, job.warranty) == ("理光 MP C3004", "复印重影，今天要开标", "周雯", "in")
    keys.press("Ctrl+Z")  # it was the other machine: taken back, and done again
    assert keys.board() == []
    keys.press("Ctrl+Y")
    assert keys.board() == [("宏远国际贸易有限公司", "registered")]
    assert keys.is_whole()


@pytest.mark.requirement("R5")
@pytest.mark.requirement("R14")
def test_2_an_unknown_number_is_saved_and_completed_later(keys):
    keys.at(8, 12)
    keys.press("F2")
    keys.type("13764550081")
    keys.press("Ctrl+Return")
    assert keys.board() == [("13764550081", "registered")]
    (row,) = keys.desk.ask(CallLog())
    assert {"caller", "customer", "address", "model"} <= set(row.still_to_ask)
    keys.at(9, 3)
    keys.press("Ctrl+F6")
    assert "Still to ask" in keys.said
    keys.type("苏老师", "苏河湾画廊", "静安区 长安路 1001 号", "惠普 M227", "56332211")
    keys.press("Ctrl+Return")
    job = keys.job("-001")
    assert (job.customer, job.contact, job.address, job.machine) == ("苏河湾画廊", "苏老师", "静安区 长安路 1001 号", "惠普 M227")
    assert keys.desk.ask(CallLog())[0].still_to_ask == ()
    assert keys.is_whole()


@pytest.mark.requirement("R30")
@pytest.mark.requirement("R31")
def test_3_solved_by_phone_and_checked_two_hours_later(keys):
    keys.at(8, 25)
    keys.press("F2")
    keys.type("13900174420")
    keys.press("Return", "1")
    keys.type("打不出")
    keys.press("F9")
    keys.type("重装驱动")
    keys.press("Ctrl+Return")
    assert keys.board() == [("宏远国际贸易有限公司", "phone_solved")]
    keys.at(10, 26)
    assert keys.owed() == ["check 宏远国际贸易有限公司"]
    keys.press("F4")  # the most urgent thing owed opens its question by itself
    keys.press("1")
    keys.type("正常，能打")
    keys.press("Return")
    assert keys.board() == [] and keys.owed() == [] and str(keys.job("-001").status) == "closed"
    assert keys.is_whole()


@pytest.mark.requirement("R107")
def test_4_a_caller_urges_and_no_second_job_is_made(keys):
    keys.at(8, 8)
    decided(keys, "021-64370011", "卡纸")
    keys.at(9, 50)
    keys.press("F2")
    keys.type("021-64370011")
    keys.press("Return", "1")
    keys.type("人什么时候到")
    keys.press("F8")
    assert [(f.kind, f.count) for f in keys.job("-001").flags] == [("urged", 1)] and len(keys.board()) == 1
    keys.at(10, 30)  # the job is on the card: F8 alone will do
    keys.press("Esc", "F8")
    keys.type("再不来投诉")
    keys.press("Return")
    assert [(f.kind, f.count) for f in keys.job("-001").flags] == [("urged", 2)]
    assert [r.outcome for r in keys.desk.ask(CallLog())] == ["attached", "attached", "registered"]
    assert keys.is_whole()


@pytest.mark.requirement("R40")
@pytest.mark.requirement("R42")
def test_5_a_price_is_told_and_agreed(keys):
    keys.at(8, 32)
    call(keys, "021-64370011", "定影异响")
    keys.press("Ctrl+Shift+D", "Ctrl+Return")  # out of warranty, with a fee: so it stands there already
    assert keys.board() == [("启明律师事务所", "awaiting_consent")]
    keys.press("Ctrl+Shift+Y")
    keys.type("V-01")
    keys.press("Return", "Return", "Return")
    keys.type("L-C05")
    keys.press("Return", "Return", "Return", "Ctrl+Return")
    (quote,) = keys.job("-001").quotes
    assert quote.total_fen == 26000 and quote.answer == ""
    keys.press("1")
    keys.type("可以，来吧")
    keys.press("Ctrl+Return")
    (quote,) = keys.job("-001").quotes
    assert (quote.answer, quote.words) == ("yes", "可以，来吧") and keys.board() == [("启明律师事务所", "to_agree")]
    assert keys.is_whole()


@pytest.mark.requirement("R53")
@pytest.mark.requirement("R60")
def test_6_a_time_is_agreed_and_changed(keys):
    keys.at(8, 40)
    decided(keys, "62458837", "复印重影")
    keys.press("F7")
    keys.type("明天下午2点到4点")
    keys.press("Ctrl+Return")
    job = keys.job("-001")
    assert (clock(job.agreed_from), clock(job.agreed_until)) == ("03-03 14:00", "03-03 16:00")
    keys.at(9, 5)
    keys.press("F7")
    keys.type("0930-1000")
    keys.press("Ctrl+Return")
    assert "needs a reason" in keys.said and clock(keys.job("-001").agreed_from) == "03-03 14:00"
    keys.press("Return", "Return")
    keys.type("客户今天就要")
    keys.press("Ctrl+Return")
    assert clock(keys.job("-001").agreed_from) == "03-02 09:30" and keys.board() == [("宏远国际贸易有限公司", "to_dispatch")]
    assert keys.is_whole()


@pytest.mark.requirement("R69")
@pytest.mark.requirement("R81")
def test_7_a_man_is_sent_with_his_slip_and_another_instead_of_him(keys):
    keys.at(8, 40)
    sent(keys, "62458837", "复印重影", "lq", "0930-1000", "0930")
    job = keys.job("-001")
    assert str(job.status) == "dispatched" and [(p.kind, p.status) for p in job.papers] == [("work_order", "issued")]
    assert keys.man("李强").next_words == "09:30 宏远国际贸易有限公司"
    keys.at(8, 55)
    keys.press("Ctrl+Shift+V")
    keys.type("李强去急单")
    keys.press("Ctrl+Return")
    assert keys.man("李强").next_words == "" and keys.board() == [("宏远国际贸易有限公司", "to_dispatch")]
    keys.press("F5")
    keys.type("sl")
    keys.press("Ctrl+Return")
    assert keys.man("孙立").next_words == "09:30 宏远国际贸易有限公司"
    keys.press("Ctrl+P", "Ctrl+P", "Ctrl+Shift+I")
    assert [(p.number, p.status) for p in keys.job("-001").papers] == [("0000001", "void"), ("0000002", "issued")]
    assert keys.is_whole()


@pytest.mark.requirement("R73")
@pytest.mark.requirement("R101")
@pytest.mark.requirement("R102")
def test_8_he_arrives_is_done_and_takes_the_next_one(keys):
    keys.at(8, 10)
    sent(keys, "62458837", "复印重影", "lq", "0900-0930", "0900")
    keys.at(8, 20)
    decided(keys, "021-64370011", "卡纸")
    keys.at(9, 20)
    keys.line("lq 到 上午 9点")
    assert str(keys.man("李强").state) == "working" and clock(keys.man("李强").since) == "03-02 09:00"
    keys.at(9, 58)
    keys.line("lq w -3 换定影组件")
    assert ("启明律师事务所", "to_agree") in keys.board() and str(keys.job("-001").status) == "work_done"
    assert [e.detail for e in keys.job("-001").events if e.kind == "done"] == ["换定影组件"]
    keys.press("Return")  # the offer: the next job, with him in the sheet already
    keys.press("Ctrl+Return")
    assert keys.man("李强").next_words.endswith("启明律师事务所") and str(keys.job("-002").status) == "scheduled"
    assert keys.is_whole()


@pytest.mark.requirement("R65")
@pytest.mark.requirement("R159")
def test_9_nobody_at_home_a_part_missing_and_the_part_is_here(keys):
    keys.at(8, 10)
    sent(keys, "62458837", "复印重影", "lq", "0900-0930", "0900")
    sent(keys, "021-64370011", "卡纸", "wjp", "0900-0930", "0900")
    keys.at(9, 10)
    keys.line("lq n -5")
    keys.line("lq k 留卡在门缝")
    assert str(keys.job("-001").status) == "waiting_customer"
    keys.line("wjp d -8")
    keys.at(9, 30)
    keys.line("wjp j 搓纸轮")
    assert str(keys.job("-002").status) == "waiting_part"
    keys.at(10, 0, days=1)
    keys.find("0302-002")
    keys.press("Ctrl+Shift+A", "Ctrl+Return")
    assert keys.owed() == ["part 启明律师事务所"] and str(keys.job("-002").status) == "to_agree"
    keys.press("Alt+1")
    keys.type("明早来")
    keys.press("Ctrl+Return")
    assert keys.owed() == [] and "customer_told_part" in [e.kind for e in keys.job("-002").events]
    assert keys.is_whole()


@pytest.mark.requirement("R147")
@pytest.mark.requirement("R149")
@pytest.mark.requirement("R151")
def test_10_a_machine_goes_through_the_workshop_and_home_again(keys):
    keys.at(9, 0)
    sent(keys, "13901234567", "整机不通电", "wjp", "1000-1030", "1000")
    keys.at(10, 5)
    keys.line("wjp d")
    keys.press("Ctrl+G", "Return")
    keys.type("电源线", "备用机 B-05", "")
    keys.press("Return")
    keys.type("明天")
    keys.press("Ctrl+Return")
    stay = keys.job("-001").stay
    assert (stay.consent_by, stay.accessories, stay.loaner, f"{stay.term_on}") == ("老魏", "电源线", "备用机 B-05", "2026-03-03")
    for step in ("received", "diagnosing", "repairing", "tested", "customer_told"):
        keys.press("Ctrl+Shift+G", "Ctrl+Return")  # the next step stands there already
        assert keys.job("-001").stay.status == step
    keys.at(9, 0, days=1)
    keys.press("Ctrl+F7", "Ctrl+Return")  # first the lent one comes back, then the customer's own goes
    keys.press("Ctrl+Shift+G", "Ctrl+Return")
    assert "not back" not in keys.said
    job = keys.job("-001")
    assert (job.stay.status, str(job.status), job.stay.loaner_back) == ("returned", "work_done", True)
    assert keys.is_whole()


@pytest.mark.requirement("R126")
@pytest.mark.requirement("R173")
def test_11_a_complaint_is_told_and_answered(keys):
    keys.at(8, 10)
    decided(keys, "021-64370011", "卡纸")
    keys.at(10, 30)
    keys.press("Ctrl+Shift+L")
    keys.type("一上午没人来")
    keys.press("Return")
    assert keys.owed()[0] == "tell_superior 启明律师事务所"
    keys.press("F4")
    keys.type("沈国栋")
    keys.press("Return")
    assert not [o for o in keys.owed() if o.startswith("tell_superior")] and keys.job("-001").complaint_open
    keys.at(10, 50)
    keys.press("Ctrl+F12")
    keys.type("已派人，免上门费")
    keys.press("Ctrl+Return")
    job = keys.job("-001")
    assert not job.complaint_open and [(c.told_to, c.ended_how) for c in job.complaints] == [("沈国栋", "satisfied")]
    assert keys.is_whole()


@pytest.mark.requirement("R135")
@pytest.mark.requirement("R176")
def test_12_the_report_is_typed_the_customer_called_the_job_closed(keys):
    keys.at(8, 10)
    sent(keys, "62458837", "复印重影", "lq", "0900-0930", "0900")
    keys.at(9, 2)
    keys.line("lq d")
    keys.at(9, 50)
    keys.line("lq w")
    keys.at(16, 30)
    keys.find("0302-001")
    keys.press("Ctrl+R", "Return")
    keys.type("L-C05")
    keys.press("Return")
    keys.type("转印带松", "换定影组件")
    keys.press("Ctrl+Return")
    job = keys.job("-001")
    assert str(job.status) == "quality_due" and "report_typed" in [e.kind for e in job.events]
    keys.at(9, 30, days=1)
    keys.press("Ctrl+Shift+U", "1", "1")
    keys.type("4443")
    keys.type("很满意")
    keys.press("Ctrl+Return")
    assert keys.board() == [] and str(keys.job("-001").status) == "closed"
    (caller,) = keys.desk.ask(CallerCard(number="62458837"))
    assert [str(j.status) for j in caller.last_jobs] == ["closed"] and caller.open_jobs == ()
    assert keys.is_whole()
