"""The crawler: in every state a job can have, every action, key, button and menu ends in something that is seen.

That is: a changed row, a sheet, a band, a panel that looks otherwise, a file, or a refusal in words; never an error.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from dispatch_console.cli import demo
from dispatch_console.desk import sample_day
from dispatch_console.desk.opening import open_desk
from dispatch_console.domain.jobs import Status
from dispatch_console.queries.board import Board
from dispatch_console.queries.card import JobCard
from dispatch_console.ui import theme
from dispatch_console.ui.actions import ACTIONS
from tests.keys import press, settle, shown, write
from tests.ui.states import Maker

S = Status
ANSWERS = {  # what is typed for questions that stand empty
    "span": "16:30", "who": "zht", "when": "", "term": "明天", "scores": "4433", "initials": "xr", "minutes": "45", "mobile": "13900000999",
}  # fmt: skip
JOB_ACTIONS = [a.id for a in ACTIONS if a.needs]
QUICK = {S.REGISTERED, S.SCHEDULED, S.WORKING}  # all the others take two minutes: by night
STATES = [pytest.param(s, marks=() if s in QUICK else pytest.mark.nightly) for s in sorted(Status)]
OTHERS = [a.id for a in ACTIONS if not a.needs and a.id != "quit"]


@pytest.fixture(scope="module")
def played(tmp_path_factory, _keys):
    """The demo day at 14:00 with a job in every state: its folder, its time, the jobs."""
    folder = tmp_path_factory.mktemp("crawled") / "desk"
    desk, now = demo.prepare(folder)
    day = sample_day.Day(desk, now)
    sample_day.morning(day)
    sample_day.noon(day)
    made = Maker(desk).all()
    for status, job in made.items():
        assert desk.ask(JobCard(job_id=job)).status == status
    desk.close()
    return folder, now[0], made


class Crawl:
    """A window on a copy of the day; thrown away and made anew when a step cannot be taken back."""

    def __init__(self, played, place):
        self.folder, self.now, self.jobs = played
        self.place, self.n, self.window = place, 0, None
        self.silent = []  # what was done and nothing was seen of it
        self.anew()

    def anew(self):
        from dispatch_console.ui.start import open_window

        self.close()
        self.n += 1
        copy = self.place / f"desk{self.n}"
        shutil.copytree(self.folder, copy)
        self.desk = open_desk(copy, clock=lambda: self.now, actor="陈静")
        self.window = open_window(self.desk, copy)
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        settle()

    def close(self):
        if self.window is not None:
            self.window.rooms.let_go()
            self.window.close()
            self.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # a turn by hand does not end it
            settle()
            self.desk.close()
            self.window = None

    @property
    def head(self):
        with self.desk.store.reading() as connection:
            return connection.exec_driver_sql("SELECT count(*) FROM audit_entry").scalar()

    def seen(self):
        """All that a person would notice, in one value."""
        w = self.window
        rooms = w.rooms
        focus = w.focusWidget()
        return (
            self.head, shown(w), w.foot.facts, focus.accessibleName() if focus else "", id(focus), rooms.palette.isVisible(), rooms.board.closed,
            rooms.board.as_timeline, rooms.board.filter.text(), rooms.bridge.masked, theme.look.dark, theme.look.percent,
            w.isFullScreen(), len(rooms.intake.forms), rooms.card.job_id, rooms.roster.line.field.edit.text(),
            rooms.intake.form.accessibleDescription(), tuple(d.isFloating() for d in w.docks.values()),
        )  # fmt: skip

    def calm(self, job=0):
        """As before: no sheet, no band, no palette; the keyboard in the list of calls; the status bar silent."""
        rooms = self.window.rooms
        if rooms.sheet is not None:
            rooms.sheet.leave()
        rooms.card.band.close_band()
        if rooms.palette.isVisible():
            rooms.palette.leave()
        rooms.calls.list.setFocus()
        settle()
        if job:
            rooms.show_job(job)
        self.window.foot.say("")
        settle()

    def take_back(self, before):
        """Undo what was done; what cannot be undone gets a new copy of the day."""
        if self.head == before + 1 and not self.desk.why_not_undo():
            self.desk.undo()
        else:
            self.anew()

    @contextmanager
    def something(self, what):
        """What is done in here is seen; afterwards all is as before."""
        before, head = self.seen(), self.head
        yield
        settle()
        for _turn in range(60):  # what is done beside the window says so when it is done
            if self.seen() != before:
                break
            QTest.qWait(50)
        else:
            self.silent.append(what)
        if self.head != head:
            self.take_back(head)


@pytest.fixture
def crawl(qtbot, played, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    made = Crawl(played, tmp_path)
    yield made
    made.close()
    assert made.silent == []
    theme.look.use(dark=False, percent=100)


def test_every_state_is_here(played):
    assert set(played[2]) == set(Status)


def test_every_action_that_needs_no_job_is_seen(crawl):
    for action in OTHERS:
        crawl.calm()
        with crawl.something(action):
            crawl.window.qt_actions[action].trigger()


def test_every_action_is_seen_on_a_desk_without_a_row(empty_window):
    crawl = Crawl.__new__(Crawl)
    crawl.window, crawl.desk, crawl.silent = empty_window, empty_window.rooms.desk, []
    for action in ACTIONS:
        crawl.calm()
        if action.id not in ("quit", "go_calls", "new_call"):  # the keyboard is there already
            with crawl.something(action.id):
                empty_window.qt_actions[action.id].trigger()
    theme.look.use(dark=False, percent=100)
    assert " ".join(crawl.silent) == ""


def test_every_action_says_something_when_no_job_is_picked(crawl):
    for action in JOB_ACTIONS:
        crawl.calm()
        with crawl.something(action):
            crawl.window.qt_actions[action].trigger()


@pytest.mark.parametrize("status", STATES)
def test_every_action_on_a_job_is_seen(crawl, status):
    job = crawl.jobs[status]
    for action in JOB_ACTIONS:
        crawl.calm(job)
        with crawl.something(f"{action} while {status}"):
            crawl.window.qt_actions[action].trigger()


def fill(window):
    """Type an answer where a question stands empty."""
    band = window.rooms.card.band
    for name, asked in band._inputs.items():
        if hasattr(asked, "edit") and not asked.edit.text():
            asked.setFocus()
            write(window, ANSWERS.get(name, "试试这样写"))


@pytest.mark.parametrize("status", STATES)
def test_what_is_asked_is_saved_or_refused_in_words(crawl, status):
    job = crawl.jobs[status]
    crawl.calm(job)
    for action in [a.id for a in crawl.window.rooms.card.open_actions()]:
        crawl.calm(job)
        head = crawl.head
        crawl.window.qt_actions[action].trigger()
        settle()
        if crawl.head != head:
            crawl.take_back(head)
            continue
        with crawl.something(f"{action} saved while {status}"):
            fill(crawl.window)
            press(crawl.window, "Ctrl+Return")


def test_every_key_starts_its_own_action(crawl):
    started = []
    crawl.window.triggered.disconnect()
    crawl.window.triggered.connect(started.append)
    crawl.calm(crawl.jobs[S.WORKING])
    crawl.window.rooms.card.setFocus()
    for action in ACTIONS:
        started.clear()
        press(crawl.window, crawl.window.keys.of(action.id))
        assert started == [action.id], action.id


def buttons(crawl):
    """The buttons that stand on the card now."""
    return {b.objectName(): b for b in crawl.window.rooms.card.buttons if b.objectName()}


def test_every_button_of_the_card_is_seen(crawl):
    for status, job in crawl.jobs.items():
        crawl.calm(job)
        for name in buttons(crawl):
            crawl.calm(job)
            with crawl.something(f"button {name} while {status}"):
                buttons(crawl)[name].click()


def menu_of(opens):
    """The menu that a click opens."""
    opens()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_every_menu_of_a_button_or_a_title_is_seen(crawl):
    more = lambda: crawl.window.rooms.card.more.click()  # noqa: E731
    titles = {name: lambda name=name: crawl.window.titles[name].menu_wanted.emit(QPoint(100, 100)) for name in crawl.window.titles}
    for name, opens in {"More": more, **titles}.items():
        crawl.calm(crawl.jobs[S.SCHEDULED])
        menu = menu_of(opens)
        words = [a.text() for a in menu.actions()]
        menu.close()
        for n, word in enumerate(words):
            crawl.calm(crawl.jobs[S.SCHEDULED])
            menu = menu_of(opens)
            with crawl.something(f"{name}: {word}"):
                menu.actions()[n].trigger()
                menu.close()


@pytest.mark.parametrize("typed", ["", "qm", "4101", "李强", "sc542", "0302-009", "zzzz"])
def test_every_line_of_the_palette_is_seen(crawl, typed):
    window = crawl.window

    def opened():
        crawl.calm()
        window.rooms.card.open_job(0)
        press(window, "F3")
        window.rooms.palette.input.setText(typed)
        window.rooms.palette.search()
        return window.rooms.palette

    lines = opened().lines
    assert lines or window.rooms.palette.drawn() == ""
    for n in range(len(lines)):
        window = crawl.window
        if opened().lines[n].id == "quit":
            continue
        crawl.window.rooms.palette.at = n
        with crawl.something(f"palette {typed}: {lines[n].title}"):
            press(crawl.window, "Return")


def test_enter_on_a_row_of_every_list_is_seen(crawl):
    rooms = crawl.window.rooms
    for name, view in (("board", rooms.board.list), ("roster", rooms.roster.list), ("calls", rooms.calls.list), ("story", rooms.card.story)):
        for row in range(view.model().rowCount()):
            crawl.calm(crawl.jobs[S.WORKING])
            if row >= view.model().rowCount():
                break
            view.setFocus()
            view.selectRow(row)
            settle()
            with crawl.something(f"{name} row {row}: {view.model().index(row, 0).data()}"):
                press(crawl.window, "Return")


def test_quitting_closes_the_window_and_keeps_what_is_half_typed(crawl):
    press(crawl.window, "F2")
    write(crawl.window, "1390017")
    crawl.window.qt_actions["quit"].trigger()
    settle()
    assert not crawl.window.isVisible() and len(crawl.desk.drafts()) == 1
    assert len(crawl.desk.ask(Board())) > 10 and isinstance(crawl.window, QWidget)
