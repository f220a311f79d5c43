"""A visit in hand on the timeline: dragged or moved by keys, its conflicts named, and nothing done before it was asked."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from dispatch_console.commands.jobs import AgreeTime, DecideJob
from dispatch_console.commands.roster import SetRosterDay
from dispatch_console.commands.visits import CallIn, DispatchJob
from dispatch_console.desk.check import check
from dispatch_console.domain.moment import at
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.roster import Roster
from dispatch_console.ui.board.placing import InHand, gaps, in_the_way, next_step, on_step
from dispatch_console.ui.widgets import KeyButton
from tests.keys import press, settle, write

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def people(desk):
    return {p.name: p.id for p in desk.ask(Roster())}


@pytest.fixture
def timeline(window, jobs):
    press(window, "Ctrl+4", "Ctrl+T")
    return window.rooms.board.timeline


def words(timeline):
    return "\n".join(line for line, _token, _bold in timeline.tip())


def pick(timeline, name):
    found = next(n for n, piece in enumerate(timeline.pieces) if name in piece.words)
    timeline._pick(found)
    timeline.setFocus()
    return timeline.pieces[found].place.center().toPoint()


def place_of(timeline, name, hour, minute=0):
    row = next(n for n, man in enumerate(timeline._people) if man.name == name)
    x = timeline.where(at(dt.date(2026, 3, 2), hour, minute))
    return QPoint(round(x), round(26 + (row + 0.5) * timeline._row_height()))


def drag(timeline, start, end):
    QTest.mousePress(timeline, LEFT, pos=start)
    for place in (start + QPoint(3, 0), start + QPoint(30, 2), end):
        QTest.mouseMove(timeline, place)
        settle()


def the_visit(desk, job):
    return next(v for v in desk.ask(JobCard(job_id=job)).visits if v.live)


def test_five_minutes_are_the_step_and_the_past_is_never_reached():
    noon = at(dt.date(2026, 3, 2), 12)
    minutes = [on_step(noon + dt.timedelta(minutes=m)).minute for m in (0, 2, 3, 7, 8)]
    assert minutes == [0, 0, 5, 5, 10]
    assert next_step(noon + dt.timedelta(minutes=1)) == noon + dt.timedelta(minutes=5) and next_step(noon) == noon
    day = (noon, noon + dt.timedelta(hours=6))
    hand = InHand(1, "恒达", 60, 1, noon)
    assert hand.at(noon - dt.timedelta(hours=2), day).start == noon
    assert hand.at(noon + dt.timedelta(hours=9), day).end == noon + dt.timedelta(hours=6)


def test_what_is_free_is_half_an_hour_at_least():
    eight = at(dt.date(2026, 3, 2), 8)

    def after(minutes):
        return eight + dt.timedelta(minutes=minutes)

    day, taken = (eight, after(240)), [(after(60), after(100)), (after(29), after(40)), (after(90), after(180))]
    assert gaps(taken, day) == [(after(180), after(240))]
    assert gaps([], day) == [day]
    assert gaps([(after(-60), after(300))], day) == []


@pytest.mark.requirement("R68", "R75")
def test_the_free_hours_of_each_technician_are_told_with_their_length(timeline):
    assert "李强 · 10:45–12:00 · 1 h 15 free" in timeline.drawn()
    assert "孙立 · 10:45–11:30 · 45 min free" in timeline.drawn()
    assert "孙立 · 13:00–18:00 · 5 h free" in timeline.drawn()


@pytest.mark.requirement("R60", "R55")
def test_a_visit_moved_by_keys_asks_for_reason_and_consent_before_it_moves(window, timeline, jobs, desk):
    pick(timeline, "宏远")
    press(window, "Shift+Right", "Shift+Right", "Ctrl+Shift+Right")
    assert "孙立 12:10–13:10" in words(timeline)
    before = the_visit(desk, jobs["宏远"]).planned_from
    press(window, "Return")
    band = window.rooms.card.band
    assert timeline.hand is None and band.asking and window.rooms.card.job_id == jobs["宏远"]
    assert the_visit(desk, jobs["宏远"]).planned_from == before == at(desk.today(), 11, 30)
    press(window, "Ctrl+Return")
    assert "needs a reason" in band.words and the_visit(desk, jobs["宏远"]).planned_from == before
    press(window, "Return", "Return")
    write(window, "客户开会")
    press(window, "Ctrl+Return")
    assert the_visit(desk, jobs["宏远"]).planned_from == at(desk.today(), 12, 10)
    assert "孙立 · 12:10–13:10" in timeline.drawn()
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R81", "R69")
def test_esc_takes_it_back_and_a_visit_put_back_where_it_lay_asks_nothing(window, timeline, jobs, desk):
    pick(timeline, "宏远")
    press(window, "Shift+Right")
    assert timeline.hand is not None
    press(window, "Esc")
    assert timeline.hand is None and timeline.hasFocus() and timeline.tip() == []
    press(window, "Shift+Right", "Shift+Left")
    assert "Where it lay" in words(timeline)
    press(window, "Return")
    assert timeline.hand is None and not window.rooms.card.band.open and window.rooms.sheet is None


@pytest.mark.requirement("R69", "R75")
def test_dragged_over_another_visit_the_other_customer_and_the_minutes_are_named(window, timeline, jobs, desk):
    start = pick(timeline, "恒达")
    drag(timeline, start, place_of(timeline, "孙立", 11, 10))
    assert timeline.hand.start == at(desk.today(), 11, 0)
    [(other, minutes)] = timeline.in_the_way()
    assert other.customer == "宏远国际贸易有限公司" and minutes == 30
    assert "overlaps 宏远国际贸易有限公司 by 30 min" in words(timeline)
    over = [token for line, token, _bold in timeline.tip() if "overlaps" in line]
    assert over == ["over_tx"]
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    assert timeline.hand is None
    QTest.mouseMove(timeline, start)
    QTest.mouseRelease(timeline, LEFT, pos=start)
    assert window.rooms.sheet is None and not desk.ask(JobCard(job_id=jobs["恒达"])).visits


@pytest.mark.requirement("R69", "R55")
def test_a_waiting_job_dropped_on_a_row_opens_the_dispatch_with_man_and_time_and_nothing_is_saved(window, timeline, jobs, desk, people):
    start, there = pick(timeline, "恒达"), place_of(timeline, "李强", 14, 10)
    drag(timeline, start, there)
    QTest.mouseRelease(timeline, LEFT, pos=there)
    sheet = window.rooms.sheet
    assert sheet.title == "Dispatch" and sheet.chosen.name == "李强" and sheet.when.edit.text() == "14:00"
    assert not desk.ask(JobCard(job_id=jobs["恒达"])).visits
    press(window, "Ctrl+Return")
    assert the_visit(desk, jobs["恒达"]).planned_from == at(desk.today(), 14)
    assert the_visit(desk, jobs["恒达"]).technician_id == people["李强"]


@pytest.mark.requirement("R81", "R69")
def test_a_visit_taken_to_another_row_asks_why_another_goes(window, timeline, jobs, desk, people):
    pick(timeline, "宏远")
    press(window, "Shift+Up")
    name = next(n for n, i in people.items() if i == timeline.hand.technician_id)
    assert name != "孙立"
    press(window, "Return")
    sheet = window.rooms.sheet
    assert sheet.chosen.name == name and sheet.again and sheet.when.edit.text() == "11:30"
    press(window, "Ctrl+Return")
    assert "reason" in sheet.band.words and the_visit(desk, jobs["宏远"]).technician_id == people["孙立"]


@pytest.mark.requirement("R69")
def test_dispatch_onto_a_conflict_is_a_hard_stop_until_a_reason_is_given(window, timeline, jobs, desk):
    start, there = pick(timeline, "恒达"), place_of(timeline, "孙立", 11, 40)
    drag(timeline, start, there)
    QTest.mouseRelease(timeline, LEFT, pos=there)
    press(window, "Ctrl+Return")
    assert "overlap" in window.rooms.sheet.band.words
    assert not desk.ask(JobCard(job_id=jobs["恒达"])).visits


@pytest.mark.requirement("R56", "R75")
def test_a_man_on_leave_takes_nothing_and_it_is_said_in_place(window, timeline, jobs, desk, people):
    desk.do(SetRosterDay(person_id=people["李强"], on_day=desk.today(), kind="leave", note="病假"))
    settle()
    start, there = pick(timeline, "恒达"), place_of(timeline, "李强", 14)
    drag(timeline, start, there)
    QTest.mouseRelease(timeline, LEFT, pos=there)
    assert "李强 cannot go: leave. Nothing was placed." in words(timeline)
    assert window.rooms.sheet is None and timeline.hand is None
    press(window, "Esc")
    assert timeline.tip() == []


@pytest.mark.requirement("R60")
def test_a_visit_under_way_keeps_its_time(window, timeline, jobs):
    pick(timeline, "启明")
    press(window, "Shift+Right", "Return")
    assert "the time stays" in words(timeline) and not window.rooms.card.band.open


@pytest.mark.requirement("R69")
def test_a_line_of_the_list_dragged_becomes_the_timeline_and_the_list_is_back_afterwards(window, jobs, desk):
    board = window.rooms.board
    press(window, "Ctrl+4")
    row = board.rows.find(jobs["恒达"])
    place = board.list.visualRect(board.rows.index(row, 2)).center()
    view = board.list.viewport()
    QTest.mousePress(view, LEFT, pos=place)
    QTest.mouseMove(view, place + QPoint(4, 1))
    assert not board.as_timeline
    QTest.mouseMove(view, place + QPoint(60, 8))
    settle()
    assert board.as_timeline and board.timeline.hand.job_id == jobs["恒达"]
    there = place_of(board.timeline, "孙立", 15, 10)
    board.timeline._follow(QPointF(there))
    QTest.mouseRelease(board.timeline, LEFT, pos=there)
    settle()
    assert not board.as_timeline
    assert window.rooms.sheet.chosen.name == "孙立" and window.rooms.sheet.when.edit.text() == "15:00"


@pytest.mark.requirement("R69")
def test_an_overlap_counts_over_the_whole_span(desk, jobs, people):
    blocks = next(p for p in desk.ask(Roster()) if p.id == people["孙立"]).blocks
    around = InHand(0, "", 180, people["孙立"], at(desk.today(), 10, 45))
    assert [(str(b.customer), n) for b, n in in_the_way(around, blocks)] == [("宏远国际贸易有限公司", 60)]
    beside = InHand(0, "", 45, people["孙立"], at(desk.today(), 10, 45))
    assert in_the_way(beside, blocks) == []


@pytest.mark.requirement("R60", "R69")
def test_a_changed_time_onto_another_visit_is_refused_on_the_card_until_a_reason_is_given(window, timeline, jobs, desk, people):
    desk.do(DispatchJob(job_id=jobs["恒达"], technician_id=people["孙立"], planned_from=at(desk.today(), 14)))
    settle()
    window.rooms.show_job(jobs["宏远"])
    card = window.rooms.card
    card.start("agree_time", {"span": "14:30-15:30", "reason": "客户开会"})
    press(window, "Ctrl+Return")
    assert "overlap" in card.band.words and the_visit(desk, jobs["宏远"]).planned_from == at(desk.today(), 11, 30)
    next(b for b in card.band.findChildren(KeyButton) if b.text() == "All the same, with a reason").click()
    write(window, "客户只有这时在")
    press(window, "Ctrl+Return")
    assert the_visit(desk, jobs["宏远"]).planned_from == at(desk.today(), 14, 30)


@pytest.mark.requirement("R55", "R60")
def test_what_was_agreed_for_another_day_is_said_while_the_job_is_in_hand(window, timeline, jobs, desk):
    desk.do(DecideJob(job_id=jobs["恒达"], warranty="in", fee=False))
    tomorrow = desk.today() + dt.timedelta(days=1)
    desk.do(AgreeTime(job_id=jobs["恒达"], from_at=at(tomorrow, 9, 30), until_at=at(tomorrow, 10)))
    settle()
    pick(timeline, "恒达")
    press(window, "Shift+Down")
    assert timeline.hand.start == at(desk.today(), 10, 45)
    assert "Agreed" in words(timeline) and "09:30–10:00" in words(timeline)


@pytest.mark.requirement("R60")
def test_a_second_visit_of_the_day_is_taken_up_not_the_one_that_is_over(window, timeline, jobs, desk, people):
    desk.do(CallIn(job_id=jobs["启明"], move="partly_done", reason="time"))
    desk.do(DispatchJob(job_id=jobs["启明"], technician_id=people["李强"], planned_from=at(desk.today(), 15)))
    settle()
    timeline.take_job(jobs["启明"], QPointF(place_of(timeline, "李强", 16)))
    assert timeline.hand is not None and timeline.hand.was == (people["李强"], at(desk.today(), 15))
