"""The window on a copy of the little office, and the same day through the desk to compare it with, step by step."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dispatch_console.desk.check import check, content, digest
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.moment import Moment, at
from dispatch_console.press import printer
from dispatch_console.queries.board import Board
from dispatch_console.queries.card import JobCard
from tests.conftest import Hands
from tests.keys import over, press, settle, write
from tests.keys import shown as said
from tests.stories.day import STEPS, Day
from tests.windows import shown


@dataclass(frozen=True)
class Played:
    """A step as the desk did it: its name, its time, and all that stood in the file after it."""

    name: str
    when: Moment
    rows: tuple[tuple[str, tuple[Any, ...]], ...]
    digest: str


@pytest.fixture
def played(tmp_path: Path, seeded_folder: Path) -> tuple[Played, ...]:
    """The day through the desk alone."""
    from dispatch_console.desk.opening import open_desk

    folder = tmp_path / "by_the_desk"
    shutil.copytree(seeded_folder, folder)
    hands = Hands()
    desk = open_desk(folder, clock=hands, actor="陈静")
    day, steps = Day(desk), []
    for step in STEPS:
        hands.now = at(step.on, step.hour, step.minute)
        step.do(day)
        steps.append(Played(step.name, hands.now, tuple(content(desk)), digest(desk)))
    assert check(desk, replay=True).wrong == []
    desk.close()
    return tuple(steps)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the window puts files when nobody says otherwise; there is no printer."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setattr(printer, "printers", list)
    return folder


@pytest.fixture
def window(qtbot: Any, desk: Desk, home: Path, tmp_path: Path) -> Iterator[Any]:
    """The furnished window, shown."""
    window = shown(qtbot, desk, tmp_path)
    yield window
    window.rooms.let_go()


@pytest.fixture
def clock_goes_to(window: Any, hands: Hands) -> Callable[[Moment], None]:
    """Time passes; the window looks at the clock as it does each second."""

    def goes(when: Moment) -> None:
        hands.now = when
        window.rooms.bridge.look_around()
        settle()

    return goes


@pytest.fixture
def telephone(window: Any) -> Callable[[str], None]:
    """The telephone system says that a number rings."""
    return lambda number: (window.rooms.ring(number), settle())[1]


@pytest.fixture
def differs(desk: Desk) -> Callable[[Played], list[str]]:
    """What differs in the window's file from the desk's after a step; empty when both are the same."""

    def found(step: Played) -> list[str]:
        if digest(desk) == step.digest:
            return []
        mine, theirs = list(content(desk)), list(step.rows)
        only = [f"only the window: {row}" for row in mine if row not in theirs]
        return only + [f"only the desk: {row}" for row in theirs if row not in mine]

    return found


class Keyboard:
    """A dispatcher's hands on the keys, and what is read on the screen meanwhile."""

    def __init__(self, window: Any, desk: Desk, goes: Callable[[Moment], None]) -> None:
        self.window, self.desk, self._goes = window, desk, goes

    def at(self, hour: int, minute: int = 0, days: int = 0) -> None:
        """It is this time now, of today or of a later day."""
        self._goes(at(self.desk.today() + dt.timedelta(days=days), hour, minute))

    def press(self, *keys: str) -> None:
        press(self.window, *keys)

    def type(self, *words: str) -> None:
        """Each into its field, Enter behind each but the last."""
        for n, word in enumerate(words):
            if n:
                self.press("Return")
            write(self.window, word)

    def over(self, words: str) -> None:
        over(self.window, words)

    def find(self, words: str) -> None:
        """F3: a job by its number or its customer, onto the card."""
        self.press("F3")
        self.type(words)
        self.press("Return")

    def line(self, words: str) -> None:
        """F6: what a technician reports."""
        self.press("F6")
        self.type(words)
        self.press("Return")

    # ---- what is seen ----

    @property
    def said(self) -> str:
        """What the window says and asks now."""
        return said(self.window)

    def job(self, number: str) -> Any:
        """The card of a job by the end of its number."""
        rows = [r for closed in (False, True) for r in self.desk.ask(Board(closed=closed)) if r.number.endswith(number)]
        assert len(rows) == 1, number
        return self.desk.ask(JobCard(job_id=rows[0].id))

    def board(self) -> list[tuple[str, str]]:
        """Customer and state of every open job as the board shows them."""
        return [(str(r.customer), str(r.status)) for r in self.window.rooms.board.rows.rows]

    def owed(self) -> list[str]:
        """What the owed strip asks for."""
        return [f"{o.action} {o.who}" for o in self.window.rooms.owed.rows]

    def man(self, name: str) -> Any:
        """A technician as his row shows him."""
        return next(p for p in self.window.rooms.roster.every if p.name == name)

    def is_whole(self) -> bool:
        """The file can be made anew from its audit, and is the same."""
        return [str(w) for w in check(self.desk, replay=True).wrong] == []


@pytest.fixture
def keys(window: Any, desk: Desk, clock_goes_to: Callable[[Moment], None]) -> Keyboard:
    """The keyboard of the window, and nothing behind it."""
    return Keyboard(window, desk, clock_goes_to)
