"""Forms filled in by hand come back through the window, by keyboard: what counts is chosen, then taken in."""

from __future__ import annotations

import pytest

from dispatch_console.commands.visits import CallIn
from dispatch_console.desk.check import check
from dispatch_console.domain.moment import at
from dispatch_console.paper import own_forms
from dispatch_console.press.returned import read_form
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.job_papers import JobPapers
from tests.keys import press, settle
from tests.press.test_returned import filled_by_pen, printed


@pytest.fixture
def came_back(window, qtbot):
    """Opens the import sheet with this filled form read, by keyboard."""

    def open_(path):
        window.do("import")
        settle()
        sheet = window.rooms.sheet
        press(sheet, "5")
        sheet.file.edit.setText(str(path))
        press(sheet, "Return")
        qtbot.waitUntil(lambda: sheet.plan is not None and not sheet.busy, timeout=30_000)
        settle()
        return sheet

    return open_


def taken(sheet, qtbot):
    press(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.saved, timeout=30_000)


def facts(desk, job_id, kind):
    with desk.store.reading() as connection:
        return connection.exec_driver_sql("select happened_at, note from event where job_id=? and kind=? order by id", (job_id, kind)).fetchall()


@pytest.mark.requirement("R108", "R135", "R217")
def test_where_both_sides_were_changed_one_key_says_which_counts(came_back, window, desk, hands, jobs, qtbot, tmp_path):
    job = jobs["宏远"]
    data = printed(desk, "repair_report", job)  # nobody has been there yet
    hands.to(11, 40)
    for move, hour, minute in (("arrived", 10, 50), ("done", 11, 20)):
        desk.do(CallIn(job_id=job, move=move, happened_at=at(desk.today(), hour, minute)))
    path = filled_by_pen(data, tmp_path / "back.xlsx", arrived_at="2026-03-02 10:45", completed_at="2026-03-02 11:30", method="更换定影膜", opinion="很快")
    sheet = came_back(path)
    panel = sheet.found.changes
    open_ = [c.field for c in panel.changes if not c.takes]
    assert open_ == ["arrived_at", "completed_at"] and not sheet.take.isEnabled() and panel.isVisible()
    press(sheet, "Alt+Down")
    assert panel.hasFocus() and panel.changes[panel.at].field == "arrived_at"
    press(sheet, "2", "Down")
    assert panel.changes[0].takes == "present" and not sheet.take.isEnabled(), "the other still waits"
    assert "1 wait" not in panel.accessibleDescription() and "11:30" in panel.accessibleDescription()
    press(sheet, "2", "1")  # thought better of it
    assert panel.changes[1].takes == "back" and sheet.take.isEnabled() and sheet.plan.summary["updated"] == 1
    press(sheet, "Esc")
    assert sheet.found.table.hasFocus() and sheet.isVisible(), "Esc leaves the values, not the sheet"
    taken(sheet, qtbot)
    report = desk.ask(JobPapers(job_id=job)).report
    with desk.store.reading() as connection:
        row = connection.exec_driver_sql("select arrived_at, completed_at from repair_report where job_id=?", (job,)).one()
    assert report.method == "更换定影膜" and report.opinion == "很快"
    assert "03:30" in row.completed_at and "02:45" not in str(row.arrived_at), "UTC: 11:30 came back, 10:45 did not count"
    assert came_back(path).plan.summary == {"read": 1, "added": 0, "updated": 0, "same": 1, "refused": 0}
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R147", "R148", "R217")
def test_a_pickup_slip_filled_in_by_hand_takes_the_machine_in(came_back, desk, jobs, qtbot, tmp_path):
    job = jobs["启明"]
    empty = tmp_path / "empty.xlsx"
    own_forms.save_blank("pickup_slip", empty, tmp_path)  # the machine is not here yet: the technician had an empty slip with him
    path = filled_by_pen(empty.read_bytes(), tmp_path / "slip.xlsx", job_number=desk.ask(JobCard(job_id=job)).number, consent_sign="周文",
                         accessories="■电源线  □数据线  □适配器  □硒鼓墨盒  □纸盒  □硬盘  ■其他：手送台",
                         appearance="□完好  ■划痕  □破损  □缺件  □说明：＿＿＿＿", taken_at="2026-03-02 10:30")  # fmt: skip
    sheet = came_back(path)
    told = {c.field: c.takes for c in sheet.found.changes.changes}
    assert {told[f] for f in ("consent_sign", "accessories", "appearance", "taken_at")} == {"back"} and sheet.take.isEnabled()
    taken(sheet, qtbot)
    card = desk.ask(JobCard(job_id=job))
    with desk.store.reading() as connection:
        stay = connection.exec_driver_sql("select consent_by, accessories, appearance, slip_number from device_stay where job_id=?", (job,)).one()
    assert card.stay is not None and (stay.consent_by, stay.accessories, stay.appearance) == ("周文", "电源线、其他：手送台", "划痕")
    assert stay.slip_number and "02:30" in facts(desk, job, "picked_up")[0].happened_at
    assert came_back(path).plan.command is None and check(desk, replay=True).wrong == []


@pytest.mark.requirement("R65", "R152", "R217")
def test_a_visit_card_filled_in_by_hand_says_that_nobody_was_there(came_back, desk, jobs, qtbot, tmp_path):
    job = jobs["启明"]
    path = filled_by_pen(printed(desk, "visit_card", job), tmp_path / "card.xlsx", arrived_at="2026-03-02 10:20", message="前台无人，请来电改约")
    sheet = came_back(path)
    if sheet.found.changes.changes[0].takes == "":  # he called in at 9:40, the card says 10:20
        press(sheet, "Alt+Down", "1", "Return")
    taken(sheet, qtbot)
    [fact] = facts(desk, job, "nobody_there")
    assert "02:20" in fact.happened_at and fact.note == "前台无人，请来电改约"
    assert came_back(path).plan.command is None and read_form(desk, path).summary["same"] == 1
    assert check(desk, replay=True).wrong == []
