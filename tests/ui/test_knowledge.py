"""The knowledge base: what is to be known at a step is on the screen at that step, found by words and by a caller's sentence."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from dispatch_console import places
from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.jobs import AgreeTime, DecideJob
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.setup import FillTexts
from dispatch_console.commands.texts import SaveFaultWords, SaveKnowledge, SaveScript, SetCalendarDay
from dispatch_console.commands.visits import CallIn, DispatchJob
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import at
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.steps import STEPS
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.office import Suggest
from dispatch_console.queries.texts import HolidaysMissing, KnowledgeBase, ScriptRecords, SpecialDays
from dispatch_console.ui.calls.scripts import filled
from dispatch_console.ui.sheets.knowledge import KnowledgeSheet
from tests.keys import press, settle, write


@pytest.fixture
def sheet(bridge, qtbot):
    made = KnowledgeSheet(bridge)
    qtbot.addWidget(made)
    made.resize(980, 660)
    made.show()
    settle()
    return made


def stand_at(sheet, step):
    """Every text of a step comes first at that step, and the page shows it whole when it is picked."""
    with (places.resources() / "data" / "knowledge.csv").open(encoding="utf-8", newline="") as file:
        wanted = [row for row in csv.DictReader(file) if row["step"] == step]
    sheet.about(step)
    assert [t.title for t in sheet.texts[: len(wanted)]] == [row["title"] for row in wanted]
    for n, row in enumerate(wanted):
        sheet.list.selectRow(n)
        assert sheet.picked.requirement == row["requirement"]
        assert sheet.page.accessibleDescription() == f"{row['title']}\n{row['text']}"
        assert not sheet.page.grab().isNull()


@pytest.mark.requirement(
    "R1", "R2", "R28", "R206", "R207", "R24", "R243", "R26", "R27", "R21", "R22", "R25", "R17", "R216", "R18",
    "R19", "R20", "R212", "R217", "R9", "R11", "R12", "R15", "R210",
)  # fmt: skip
def test_what_to_mind_at_answer(sheet):
    stand_at(sheet, "answer")


@pytest.mark.requirement(
    "R30", "R34", "R37", "R205", "R33", "R23", "R36", "R31", "R35",
)  # fmt: skip
def test_what_to_mind_at_guide(sheet):
    stand_at(sheet, "guide")


@pytest.mark.requirement(
    "R46", "R48", "R51", "R47", "R39", "R40", "R209", "R41", "R43", "R223", "R44", "R161", "R45", "R49", "R52",
)  # fmt: skip
def test_what_to_mind_at_fee(sheet):
    stand_at(sheet, "fee")


@pytest.mark.requirement(
    "R54", "R208", "R16", "R67", "R66",
)  # fmt: skip
def test_what_to_mind_at_appointment(sheet):
    stand_at(sheet, "appointment")


@pytest.mark.requirement(
    "R71", "R79", "R170", "R169", "R167", "R168",
)  # fmt: skip
def test_what_to_mind_at_dispatch(sheet):
    stand_at(sheet, "dispatch")


@pytest.mark.requirement(
    "R100", "R215", "R238", "R237", "R214",
)  # fmt: skip
def test_what_to_mind_at_door(sheet):
    stand_at(sheet, "door")


@pytest.mark.requirement(
    "R241", "R144", "R239", "R240", "R220", "R221", "R142", "R143", "R145", "R146", "R157", "R189", "R190",
)  # fmt: skip
def test_what_to_mind_at_work(sheet):
    stand_at(sheet, "work")


@pytest.mark.requirement(
    "R147", "R148",
)  # fmt: skip
def test_what_to_mind_at_machine_away(sheet):
    stand_at(sheet, "machine_away")


@pytest.mark.requirement(
    "R159", "R211",
)  # fmt: skip
def test_what_to_mind_at_part_missing(sheet):
    stand_at(sheet, "part_missing")


@pytest.mark.requirement(
    "R171", "R174", "R213",
)  # fmt: skip
def test_what_to_mind_at_complaint(sheet):
    stand_at(sheet, "complaint")


@pytest.mark.requirement(
    "R177", "R178",
)  # fmt: skip
def test_what_to_mind_at_quality_call(sheet):
    stand_at(sheet, "quality_call")


@pytest.mark.requirement(
    "R218", "R219", "R242", "R243", "R244", "R245",
)  # fmt: skip
def test_what_to_mind_at_conduct(sheet):
    stand_at(sheet, "conduct")


def test_every_step_has_texts(desk):
    assert {t.step for t in desk.ask(KnowledgeBase())} == set(STEPS)


@pytest.mark.requirement("R204", "R205")
def test_texts_are_found_by_words_initials_and_by_what_the_caller_says(desk):
    assert [t.title for t in desk.ask(KnowledgeBase(text="串色"))] == ["颜色不对"]
    assert "不能开机" in [t.title for t in desk.ask(KnowledgeBase(text="bnkj"))]
    assert [t.title for t in desk.ask(KnowledgeBase(text="机器早上没电，开不了机"))][0] == "不能开机"
    assert desk.ask(KnowledgeBase(text="没有这种东西")) == ()


@pytest.mark.requirement("R204")
def test_the_office_changes_its_own_texts_and_takes_it_back(desk):
    (first, *_rest) = desk.ask(KnowledgeBase())
    desk.do(SaveKnowledge(knowledge_id=first.id, step="fee", title="发票", text="先问抬头", words="开票"))
    assert [(t.step, t.text) for t in desk.ask(KnowledgeBase(text="开票"))] == [("fee", "先问抬头")]
    desk.undo()
    assert desk.ask(KnowledgeBase())[0] == first
    for wrong in ({"title": ""}, {"text": " "}, {"step": "nowhere"}):
        with pytest.raises(Refused):
            desk.do(SaveKnowledge(**{"step": "fee", "title": "a", "text": "b", **wrong}))


@pytest.mark.requirement("R26")
def test_a_sentence_and_the_one_not_to_say_are_changed(desk):
    found = desk.ask(ScriptRecords())[0]
    desk.do(SaveScript(script_id=found.id, step=found.step, say="您好，请讲。", avoid="喂|说"))
    assert desk.ask(ScriptRecords())[0].avoid == "喂|说"


@pytest.mark.requirement("R30")
def test_new_words_of_a_fault_count_at_the_next_call(desk):
    assert desk.ask(Suggest(fault="玻璃起雾了")).fault_code == ""
    desk.do(SaveFaultWords(words="起雾|水汽", fault_code="C-FOG", priority="urgent", advice="先关机晾半小时"))
    found = desk.ask(Suggest(fault="玻璃起雾了"))
    assert (found.fault_code, found.priority, found.advice) == ("C-FOG", "urgent", "先关机晾半小时")


@pytest.mark.requirement("R29")
def test_a_holiday_put_in_moves_what_is_due_at_once(desk, hands):
    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="13764550081", said="卡纸")).result["job_id"]
    desk.do(DecideJob(job_id=job, warranty="in", fee=False))
    desk.do(AgreeTime(job_id=job, from_at=hands.now, until_at=hands.now))
    desk.do(DispatchJob(job_id=job, technician_id=1, planned_from=hands.now))
    for move in ("arrived", "done"):
        desk.do(CallIn(job_id=job, move=move))
    desk.do(TypeReport(job_id=job, method="清洁"))

    def due():
        return next(c.due_at for c in desk.ask(JobCard(job_id=job)).clocks if c.kind == "quality_call")

    tomorrow = desk.today() + dt.timedelta(days=1)
    assert due() == at(tomorrow, 17)
    desk.do(SetCalendarDay(on_day=tomorrow, kind="off", name="停电"))
    assert due() == at(tomorrow + dt.timedelta(days=1), 17)
    desk.do(SetCalendarDay(on_day=tomorrow, kind="none"))
    assert due() == at(tomorrow, 17) and tomorrow not in [d.on_day for d in desk.ask(SpecialDays())]
    for kind in ("none", "often"):
        with pytest.raises(Refused):
            desk.do(SetCalendarDay(on_day=tomorrow, kind=kind))


@pytest.mark.requirement("R204")
def test_a_desk_of_an_older_program_takes_the_texts_in_once(desk, bridge, qtbot):
    with pytest.raises(Refused):
        desk.do(FillTexts())
    with desk.store.writer.begin():  # as after the migration: the table is there and empty
        desk.store.writer.exec_driver_sql("DELETE FROM knowledge")
    sheet = KnowledgeSheet(bridge)
    qtbot.addWidget(sheet)
    sheet.show()
    settle()
    assert sheet.texts == () and sheet.take.isVisibleTo(sheet)
    press(sheet, "Ctrl+Return")
    assert len(sheet.texts) > 40 and not sheet.take.isVisibleTo(sheet)


@pytest.mark.requirement("R29")
def test_a_year_without_its_holidays_is_told_in_the_status_bar_until_one_is_put_in(window, desk, hands):
    assert desk.ask(HolidaysMissing()) == 0
    hands.now = at(dt.date(2026, 11, 22), 9)
    assert desk.ask(HolidaysMissing()) == 2027
    window.rooms.telling.tell()
    assert any("2027" in words for _icon, words, _token in window.foot.facts)
    desk.do(SetCalendarDay(on_day=dt.date(2027, 1, 1), kind="off", name="元旦"))
    settle()
    assert not any("2027" in words for _icon, words, _token in window.foot.facts)
    hands.now = at(dt.date(2028, 2, 1), 9)
    assert desk.ask(HolidaysMissing()) == 2028


@pytest.mark.requirement("R57")
def test_the_sentence_that_confirms_names_the_time_the_technician_and_his_number(window, jobs):
    window.rooms.show_job(jobs["宏远"])
    window.rooms.card.setFocus()
    press(window, "Shift+F1")
    sheet = window.rooms.sheet
    sheet.list.selectRow(next(n for n, text in enumerate(sheet.texts) if text.step == "dispatch"))
    said = next(line.say for line in sheet.to_say() if "{technician}" in line.say)
    words = filled(said, **sheet.known())
    assert "11:30" in words and "孙立" in words and "…" not in words
    press(window, "Esc")


@pytest.mark.requirement("R204")
def test_shift_f1_opens_at_the_step_of_the_picked_job_and_of_the_call_being_written(window, jobs):
    window.rooms.show_job(jobs["启明"])
    window.rooms.card.setFocus()
    press(window, "Shift+F1")
    assert window.rooms.sheet.step == "work"
    press(window, "Esc")
    press(window, "F2")
    write(window, "13764550081")
    window.rooms.intake.form.fields["fault"].setFocus()
    write(window, "颜色不对")
    press(window, "Shift+F1")
    assert window.rooms.sheet.step == "guide" and window.rooms.sheet.picked.title == "颜色不对"
    write(window, "投诉")
    assert window.rooms.sheet.picked.step in ("complaint", "quality_call")
    press(window, "Esc", "Esc")
