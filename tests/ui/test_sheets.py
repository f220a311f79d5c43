"""Each sheet goes its main way by keyboard, and says no in its own place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.jobs import AgreeTime, DecideJob
from dispatch_console.commands.papers import RecordPrinted
from dispatch_console.commands.visits import CallIn, DispatchJob, IssueVisit
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import at
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.dispatching import Candidates
from dispatch_console.queries.points import PointsSheet, ReportsToAudit
from dispatch_console.ui.row_table import drawn
from dispatch_console.ui.sheets import SHEETS
from tests.keys import press, settle, write

ENTER, CTRL_ENTER = Qt.Key.Key_Return, (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def job(desk, hands):
    """A repair of Qiming's copier, out of warranty, registered at 08:04."""
    hands.to(8, 4)
    result = desk.do(RegisterCall(kind=CallKind.REPAIR, number="021-64370011", customer_id=2, machine_id=2,
                                  caller_name="单志强", said="手送台频繁卡纸")).result  # fmt: skip
    return int(result["job_id"])


def status(desk, job_id):
    return str(desk.ask(JobCard(job_id=job_id)).status)


def finished(desk, hands, job_id):
    desk.do(DecideJob(job_id=job_id, warranty="in", fee=False))
    desk.do(AgreeTime(job_id=job_id, from_at=at(desk.today(), 9), until_at=at(desk.today(), 10)))
    visit = desk.do(DispatchJob(job_id=job_id, technician_id=1)).result["visit_id"]
    desk.do(RecordPrinted(kind="work_order", job_id=job_id))
    desk.do(IssueVisit(visit_id=visit))
    hands.to(10, 30)
    desk.do(CallIn(job_id=job_id, move="arrived", happened_at=at(desk.today(), 9, 5)))
    desk.do(CallIn(job_id=job_id, move="done", happened_at=at(desk.today(), 10, 0)))


# ---- dispatch ----


@pytest.mark.requirement("R55")
def test_the_suggested_technician_is_dispatched_with_two_keys(opened, desk, job, keys):
    sheet = opened("dispatch", job)
    assert sheet.chosen.name == "李强" and "his own" in drawn(sheet.people, "way").splitlines()[0]
    keys(CTRL_ENTER)
    card = desk.ask(JobCard(job_id=job))
    assert card.visits[0].technician == "李强" and sheet.told == ["Dispatched to 李强."]
    assert not sheet.isVisible()


@pytest.mark.requirement("R75")
def test_double_booking_is_refused_with_ways_out_and_a_reason_goes_through(opened, desk, job, keys, hands):
    other = desk.do(
        RegisterCall(kind=CallKind.REPAIR, number="13901234567", customer_id=3, said="开机报 SC542")
    ).result["job_id"]
    desk.do(DispatchJob(job_id=other, technician_id=1, planned_from=at(desk.today(), 9, 0), minutes=90))
    sheet = opened("dispatch", job)
    sheet.people.select_key(1)
    sheet.when.setFocus()
    sheet.when.edit.selectAll()
    keys("0930", CTRL_ENTER)
    assert sheet.isVisible() and "Not dispatched to 李强" in sheet.band.words and "60 min overlap" in sheet.band.words
    keys("3")
    assert sheet.reason.edit.hasFocus() and not sheet.go.isEnabled()
    keys("客户指定")
    assert sheet.go.text() == "Dispatch 李强 anyway" and sheet.go.isEnabled()
    keys(CTRL_ENTER)
    assert desk.ask(JobCard(job_id=job)).visits[0].technician == "李强"


def test_who_is_on_leave_is_named_and_not_left_out(desk, job, bridge):
    from dispatch_console.commands.roster import SetRosterDay

    desk.do(SetRosterDay(person_id=8, on_day=desk.today(), kind="leave"))
    rows = desk.ask(Candidates(job_id=job))
    assert len(rows) == 8 and rows[-1].name == "吴刚" and str(rows[-1].why_not) == "leave"


# ---- quote ----


@pytest.mark.requirement("R42")
@pytest.mark.requirement("R40")
def test_a_quote_by_initials_is_told_and_the_consent_noted(opened, desk, job, keys):
    desk.do(DecideJob(job_id=job, warranty="out", fee=True))
    sheet = opened("quote", job)
    keys("V-01", ENTER, ENTER, ENTER, "L-C02", ENTER, ENTER, ENTER)
    assert drawn(sheet.table, "list", "price", "sum") == "80.00 | 80.00 | 80.00\n120.00 | 120.00 | 120.00"
    keys(CTRL_ENTER)
    assert status(desk, job) == "awaiting_consent" and sheet.answer.hasFocus()
    keys("1", "行，来修吧", CTRL_ENTER)
    quote = desk.ask(JobCard(job_id=job)).quotes[0]
    assert (quote.total_fen, quote.answer, quote.words) == (20000, "yes", "行，来修吧")
    assert not sheet.isVisible() and desk.drafts() == []


@pytest.mark.requirement("R42")
def test_a_price_out_of_its_range_needs_a_named_approver(opened, desk, job, keys):
    desk.do(DecideJob(job_id=job, warranty="out", fee=True))
    sheet = opened("quote", job)
    keys("V-01", ENTER, "60", ENTER, ENTER)
    assert "20.00 low" in drawn(sheet.table)
    keys(CTRL_ENTER)
    assert "name who approved it" in sheet.band.words and sheet.approver.edit.hasFocus()
    keys("何敏，老客户", CTRL_ENTER)
    assert desk.ask(JobCard(job_id=job)).quotes[0].approved_by == "何敏，老客户"


# ---- report ----


@pytest.mark.requirement("R108")
def test_a_returned_report_is_typed_in_the_order_of_the_paper(opened, desk, hands, job, keys):
    finished(desk, hands, job)
    sheet = opened("report", job)
    assert "told 09:05" in sheet.fields["arrived"].after
    keys(ENTER, "L-C02", ENTER, "搓纸轮磨损", ENTER, "换搓纸轮，试印正常", ENTER, "2", ENTER, "每月吸尘", ENTER)
    keys("搓纸轮", ENTER, ENTER, "RB2-1820", ENTER, ENTER, ENTER, ENTER)
    assert "not handed back" in drawn(sheet.table)
    keys("0858", ENTER, "1000", ENTER, "184220", ENTER, ENTER, "120", ENTER, "30", ENTER, "10", ENTER, "5", "4434", "125", "2", ENTER, "很快", ENTER, "单志强")
    assert [words for words, *_look in sheet._owed()] == ["parts 0.00", "in all 140.00"]
    assert sheet._differ()[0][0] == "◆ Arrival differs by 7 min"
    assert [e.rule for e in sheet._earned][:2] == ["difficulty", "fee"]
    keys(CTRL_ENTER)
    (waiting,) = desk.ask(ReportsToAudit())
    assert (waiting.method, waiting.fee_fen) == ("换搓纸轮，试印正常", 12000) and not sheet.isVisible()
    with desk.store.reading() as connection:
        row = connection.exec_driver_sql("SELECT result,advice,checks,payment,fee_other_fen,fee_discount_fen FROM repair_report").one()
    assert tuple(row) == ("solved", "每月吸尘", '["已当面试机", "副本已留存"]', "挂账", 3000, 1000)


def test_a_report_without_its_work_is_refused_and_kept_as_a_draft(opened, desk, hands, job, keys, qtbot):
    finished(desk, hands, job)
    sheet = opened("report", job)
    keys(ENTER, ENTER, "搓纸轮磨损", ENTER, ENTER, "3")
    sheet.checks.setFocus()
    keys("13", CTRL_ENTER)
    assert sheet.band.words.startswith("What was done?") and sheet.fields["method"].edit.hasFocus()
    qtbot.waitUntil(lambda: len(desk.drafts()) == 1, timeout=2000)
    sheet.leave()
    again = opened("report", job)
    assert again.fields["cause"].edit.text() == "搓纸轮磨损" and again.result.value == "watched"
    assert again.checks.values == {"已当面试机", "旧件已交还"}


# ---- quality ----


@pytest.mark.requirement("R176")
def test_a_quality_call_is_noted_with_four_digits(opened, desk, hands, job, keys):
    finished(desk, hands, job)
    from dispatch_console.commands.papers import TypeReport

    desk.do(TypeReport(job_id=job, method="换搓纸轮"))
    hands.to(9, 30, days=1)
    sheet = opened("quality")
    assert sheet.job_id == job and sheet.whom == "启明律师事务所"
    keys("1", "1", "4434", "很快", CTRL_ENTER)
    assert status(desk, job) == "closed"


def test_with_nobody_to_call_the_sheet_asks_nothing(opened):
    sheet = opened("quality")
    assert not any(part.isVisible() for part in (sheet.result, sheet.scores, sheet.opinion)) and not sheet.go.isEnabled()


# ---- import ----


@pytest.mark.requirement("R3")
def test_a_list_is_read_beside_the_window_and_taken_with_one_key(opened, desk, qtbot, keys):
    from dispatch_console import places

    sheet = opened("import")
    keys("3")
    sheet.file.edit.setText(str(places.resources() / "sample" / "technicians.xlsx"))
    keys(ENTER)
    qtbot.waitUntil(lambda: sheet.plan is not None, timeout=20000)
    s = sheet.plan.summary
    assert s["read"] == s["added"] + s["updated"] + s["same"] + s["refused"] and s["added"]
    assert sheet.take.text() == f"Take {s['added'] + s['updated']} rows in"
    keys(CTRL_ENTER)
    qtbot.waitUntil(lambda: bool(sheet.told), timeout=20000)
    assert sheet.told and not sheet.isVisible()


def test_a_file_that_is_not_there_is_said_under_its_field(opened, keys):
    sheet = opened("import")
    keys("1", "/nowhere/list.xlsx", ENTER)
    assert sheet.file.error == "There is no file list.xlsx." and sheet.file.edit.hasFocus()


def test_another_file_typed_while_one_is_read_stops_the_reading_and_waits_for_it(opened, keys, qtbot):
    from dispatch_console import places
    from dispatch_console.ui.sheets.worker import Beside

    sheet = opened("import")
    keys("3")
    sheet.file.edit.setText(str(places.resources() / "sample" / "technicians.xlsx"))
    keys(ENTER)
    assert sheet.busy
    keys("2")
    assert not sheet.busy and sheet.plan is None
    qtbot.waitUntil(lambda: not Beside._running, timeout=20000)
    assert sheet.plan is None and sheet.take.text() == "Read the file"


def test_leaving_a_sheet_leaves_nothing_running_beside_the_window(opened, keys, qtbot):
    from dispatch_console import places
    from dispatch_console.ui.sheets.worker import Beside

    sheet = opened("import")
    keys("3")
    sheet.file.edit.setText(str(places.resources() / "sample" / "technicians.xlsx"))
    keys(ENTER)
    sheet.leave()
    assert not sheet.busy
    qtbot.waitUntil(lambda: not Beside._running, timeout=2000)


@pytest.mark.parametrize("name", ["import", "close_day"])
def test_ctrl_o_chooses_from_anywhere_in_a_sheet_with_files(opened, keys, name, monkeypatch):
    sheet = opened(name)
    chosen = []
    monkeypatch.setattr(sheet, "choose", lambda: chosen.append(name))
    keys((Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier))
    assert chosen == [name]


# ---- points ----


@pytest.mark.requirement("R192")
def test_enter_audits_a_report_and_its_points_count(opened, desk, hands, job, keys):
    finished(desk, hands, job)
    from dispatch_console.commands.papers import TypeReport

    desk.do(TypeReport(job_id=job, method="换搓纸轮", price_code="L-C02"))
    sheet = opened("points")
    keys(ENTER)
    assert desk.ask(ReportsToAudit()) == ()
    assert desk.ask(PointsSheet(month=desk.today().replace(day=1)))[0].total > 0
    assert "hours" in drawn(sheet.ledger).lower()


# ---- the day's end, the papers ----


@pytest.mark.requirement("R196")
def test_the_day_is_closed_and_its_papers_written(opened, desk, hands, job, keys, qtbot, tmp_path):
    hands.to(17, 35)
    sheet = opened("close_day")
    assert "handed over" in sheet.go.text()
    sheet.folder.edit.setText(str(tmp_path / "out"))
    keys(CTRL_ENTER)
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=30000)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "daily_log-2026-03-02.xlsx", "daily_report-2026-03-02.xlsx", "hand_over-2026-03-02.xlsx", "phone_register-2026-03-02.xlsx",
        "points-2026-03-02.xlsx", "quality_calls-2026-03-02.xlsx", "straight_to_site-2026-03-02.xlsx",
    ]  # fmt: skip


def test_a_folder_that_cannot_be_made_leaves_the_day_closed_and_says_so(
    opened, desk, hands, job, keys, qtbot, tmp_path
):
    hands.to(17, 35)
    (tmp_path / "file").write_text("x")
    sheet = opened("close_day")
    sheet.folder.edit.setText(str(tmp_path / "file" / "out"))
    keys(CTRL_ENTER)
    qtbot.waitUntil(lambda: "not all files were written" in sheet.band.words, timeout=20000)
    assert sheet.go.text() == "Write the papers again" and sheet.go.isEnabled()


@pytest.mark.requirement("R69")
def test_a_pdf_is_said_to_be_saved_only_when_it_is(opened, desk, hands, job, keys, tmp_path):
    finished(desk, hands, job)
    sheet = opened("print", job)
    assert len(sheet.images) == 1
    sheet.where.choose("")
    sheet.path.edit.setText(str(tmp_path / "no" / "a.pdf"))
    keys((Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier))
    assert sheet.path.error and sheet.told == []
    sheet.path.edit.setText(str(tmp_path / "a.pdf"))
    keys(CTRL_ENTER)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF") and sheet.told


def test_a_machine_not_taken_in_has_no_slip(opened, job):
    sheet = opened("print", job)
    sheet.form.choose("pickup_slip")
    assert not sheet.go.isEnabled() and sheet._why == "No machine was taken in for this job."


def test_every_sheet_leaves_by_escape(opened, job, keys):
    for name in SHEETS:
        sheet = opened(name, job)
        keys(Qt.Key.Key_Escape)
        assert not sheet.isVisible(), name


def registered_with_f5(desk, hands, qtbot, keys):
    """A fresh call saved with F5: the window with the dispatch sheet of its job, the keyboard on the people."""
    from dispatch_console.ui import start
    from dispatch_console.ui.sheets.dispatch import DispatchSheet

    hands.to(8, 4)
    window = start.open_window(desk)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.rooms.intake.form.phone.edit.hasFocus())
    keys("02164370011", ENTER, "1", "手送台频繁卡纸", Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: isinstance(window.rooms.sheet, DispatchSheet))
    qtbot.waitUntil(lambda: window.rooms.sheet.people.hasFocus())
    return window


def test_a_key_of_the_window_means_what_the_sheet_says_while_it_is_open(desk, hands, qtbot, keys):
    registered_with_f5(desk, hands, qtbot, keys)
    keys((Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier))
    assert desk.ask(JobCard(job_id=1)).visits[0].technician == "李强"  # sent first, then its paper


def test_a_fresh_call_saved_with_f5_opens_its_dispatch_in_the_window(desk, hands, qtbot, keys):
    window = registered_with_f5(desk, hands, qtbot, keys)
    keys(CTRL_ENTER)
    assert desk.ask(JobCard(job_id=1)).visits[0].technician == "李强" and window.rooms.sheet is None
    window.close()


# ---- what every sheet does ----


def test_what_is_half_typed_about_a_dispatch_stands_there_again_when_the_sheet_is_opened_again(opened, desk, job, keys):
    sheet = opened("dispatch", job)
    second = sheet.people.table.rows[1]
    sheet.people.select_key(second.id)
    keys(ENTER, "1430")  # over the time that was suggested
    sheet.bring.setFocus()
    keys("搓纸轮")
    sheet.leave()
    again = opened("dispatch", job)
    assert (again.chosen.id, again.when.edit.text(), again.bring.edit.text()) == (second.id, "1430", "搓纸轮")
    again.save()
    assert again.saved and not desk.drafts()


def test_a_dispatch_only_looked_at_leaves_no_draft(opened, desk, job):
    sheet = opened("dispatch", job)
    sheet.touched()
    sheet.leave()
    assert not desk.drafts()


def test_enter_in_the_last_field_goes_to_the_button_that_saves(opened, job):
    sheet = opened("dispatch", job)
    sheet.go_on(sheet.bring)
    assert sheet.primary is sheet.go and sheet.go.hasFocus()


def test_a_button_that_is_grey_is_not_pressed_by_ctrl_enter(opened, job, keys):
    sheet = opened("dispatch", job)
    sheet.go.setEnabled(False)
    keys(CTRL_ENTER)
    assert not sheet.saved and sheet.told == []


def test_enter_in_the_last_field_goes_to_the_button_that_saves_and_it_is_the_filled_one(window, jobs):
    rooms = window.rooms
    rooms.open_work("quote", jobs["宏远"])
    settle()
    sheet = rooms.sheet
    assert sheet.primary is sheet.keep_button and not sheet.primary.quiet
    sheet.go_past()
    assert sheet.keep_button.hasFocus()
    window.rooms.board.list.setFocus()
    settle()
    assert sheet.primary.quiet


@pytest.mark.requirement("R86", "R102")
def test_a_job_from_a_day_on_paper_asks_when_each_step_was(window, desk, hands):
    hands.to(15)
    told = RegisterCall(kind=CallKind.REPAIR, number="021-64370011", customer_id=2, said="卡纸", channel="paper", started_at=at(desk.today(), 9, 40))
    job = desk.do(told).result["job_id"]
    window.rooms.show_job(job)
    for action, typed in (("decide", "0945"), ("agree_time", "0950")):
        window.rooms.card.start(action)
        band = window.rooms.card.band
        if action == "agree_time":
            write(window, "1030-1100")
        band._inputs["when"].setFocus()
        write(window, typed)
        press(window, "Ctrl+Return")
    card = desk.ask(JobCard(job_id=job))
    assert {e.kind: f"{e.happened_at.astimezone(desk.zone):%H:%M}" for e in card.events if e.kind in ("decided", "appointed")} == {"decided": "09:45", "appointed": "09:50"}
    assert card.agreed_from == at(desk.today(), 10, 30)


@pytest.mark.requirement("R95")
def test_after_ten_at_night_the_dispatch_sheet_says_why_he_may_not_answer(opened, hands, job):
    assert "may not answer" not in {c.look(r).words for r in opened("dispatch", job).people.table.rows for c in opened("dispatch", job).people.facts}
    hands.to(22, 15)
    sheet = opened("dispatch", job)
    verdicts = [next(c for c in sheet.people.facts if c.id == "verdict").look(r) for r in sheet.people.table.rows]
    said = [(v.words, v.sub) for v in verdicts]
    assert ("may not answer", "phones are on 8:00–22:00 only") in said
