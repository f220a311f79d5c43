"""How many keys the frequent tasks take, counted from real key events; docs/keys.md is this table.

All keys count but those of the caller's own words about the fault; Chinese counts as its pinyin and one key to choose.
A chord counts once. Each task begins with the keyboard on the board and ends in the file.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dispatch_console.domain.moment import at
from dispatch_console.domain.names import search_keys
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.card import JobCard
from tests.keys import press, settle, write

TABLE = Path(__file__).parents[2] / "docs" / "keys.md"


class Fingers:
    """Hands that count."""

    def __init__(self, window) -> None:
        self.window = window
        self.counted = 0

    def press(self, *keys):
        self.counted += len(keys)
        press(self.window, *keys)

    def write(self, words):
        for piece in re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", words):
            self.counted += len(piece) if piece.isascii() else len(search_keys(piece).full[0]) + 1
        write(self.window, words)

    def fault(self, words):
        """The caller's own words."""
        write(self.window, words)


@pytest.fixture
def fingers(window, jobs):
    """A dispatcher with the keyboard on the board at 10:42."""
    window.rooms.show_job(jobs["启明"])
    window.rooms.board.list.setFocus()
    settle()
    return Fingers(window)


def table():
    """Task and keys as written down."""
    return {task: int(n) for task, n in re.findall(r"^\| (.+?) \| (\d+) \|", TABLE.read_text(encoding="utf-8"), re.M)}


def written_down(task, fingers, at_most):
    assert fingers.counted <= at_most
    assert table()[task] == fingers.counted, f"docs/keys.md: {task} takes {fingers.counted}"


def test_a_known_customers_repair_call_is_registered(fingers, desk):
    fingers.press("F2")
    fingers.write("8837")
    fingers.press("Return", "Return")
    fingers.fault("复印重影")
    fingers.press("Ctrl+Return")
    newest = desk.ask(CallLog(on_day=desk.today()))[0]
    assert newest.job_id is not None and str(newest.who).startswith("宏远")
    written_down("known customer's repair call registered", fingers, 12)


def test_a_call_is_solved_by_phone(fingers, desk):
    fingers.press("F2")
    fingers.write("8837")
    fingers.press("Return", "Return")
    fingers.fault("打不出")
    fingers.press("F9")
    fingers.write("重启")
    fingers.press("Ctrl+Return")
    assert desk.ask(CallLog(on_day=desk.today()))[0].outcome == "phone_solved"
    written_down("phone-solved call", fingers, 20)


def test_an_arrival_is_called_in(fingers, desk, hands, jobs):
    hands.to(11)
    fingers.press("F6")
    fingers.write("sl d")
    fingers.press("Return")
    assert desk.ask(JobCard(job_id=jobs["宏远"])).status == "working"
    written_down("call-in: arrived", fingers, 10)


def test_a_job_is_called_in_as_done_and_the_next_is_offered_and_given(fingers, desk, jobs):
    fingers.press("F6")
    fingers.write("lq w")
    fingers.press("Return")
    assert desk.ask(JobCard(job_id=jobs["启明"])).status == "work_done"
    written_down("call-in: done, the next job offered", fingers, 10)


def test_a_visit_gets_another_time(fingers, desk, jobs):
    fingers.press("F3")
    fingers.write("0302-002")
    fingers.press("Return", "F7")
    fingers.press("Ctrl+A")
    fingers.write("1500")
    fingers.press("Return", "Return")
    fingers.write("有事")
    fingers.press("Ctrl+Return")
    assert desk.ask(JobCard(job_id=jobs["宏远"])).agreed_from == at(desk.today(), 15)
    written_down("visit moved to another time", fingers, 30)


def test_a_caller_urges_his_open_job(fingers, desk, jobs):
    before = desk.ask(JobCard(job_id=jobs["宏远"])).events
    fingers.press("F2")
    fingers.write("8837")
    fingers.press("Return", "Return", "F8")
    after = desk.ask(JobCard(job_id=jobs["宏远"])).events
    assert len(after) == len(before) + 1 and after[0].kind == "urged"
    written_down("open job urged (催单)", fingers, 10)


def test_the_table_has_no_other_rows():
    assert len(table()) == 7
    assert all(n > 0 for n in table().values())




def test_the_next_job_is_offered_after_the_report_and_sent_with_two_keys(fingers, desk, jobs):
    """Goes on where the report ended: the line is empty, Enter takes the offer, Ctrl+Enter sends him."""
    from dispatch_console.commands.jobs import DecideJob

    desk.do(DecideJob(job_id=jobs["恒达"], warranty="in", fee=False))
    fingers.press("F6")
    fingers.write("lq w")
    fingers.press("Return")
    line = fingers.window.rooms.roster.line
    assert line.offer.job_id == jobs["恒达"] and "李强 next" in line.offer_words()[0]
    fingers.press("Return")
    sheet = fingers.window.rooms.sheet
    assert sheet.people.current_row().name == "李强"
    fingers.press("Ctrl+Return")
    (visit,) = [v for v in desk.ask(JobCard(job_id=jobs["恒达"])).visits if v.live]
    assert visit.technician == "李强"
    written_down("call-in: done, and sent to the next job", fingers, 10)


@pytest.mark.requirement("R73", "R186")
def test_upkeep_that_is_due_is_offered_when_nothing_waits_and_becomes_his_job_with_two_keys(fingers, desk, jobs):
    from dispatch_console.commands.jobs import CancelJob
    from dispatch_console.commands.plans import SavePlan
    from dispatch_console.queries.board import Board

    rooms = fingers.window.rooms
    made = desk.do(SavePlan(kind="maintenance", name="季度保养", rule="30d", starts_on=desk.today(), machine_id=1)).result["plan_id"]
    desk.do(CancelJob(job_id=jobs["恒达"], reason="客户自修"))
    before = {r.id for r in desk.ask(Board())}
    fingers.press("F6")
    fingers.write("lq w")
    fingers.press("Return")
    assert rooms.roster.line.offer.plan_id == made and "季度保养" in rooms.roster.line.offer_words()[1]
    fingers.press("Return")
    (job,) = {r.id for r in desk.ask(Board())} - before
    assert rooms.sheet.people.current_row().name == "李强"
    fingers.press("Ctrl+Return")
    (visit,) = [v for v in desk.ask(JobCard(job_id=job)).visits if v.live]
    assert visit.technician == "李强"
