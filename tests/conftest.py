"""What every test may ask for: an open desk at a given time, with an empty or a seeded file."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MORNING = dt.datetime(2026, 3, 2, 0, 0, tzinfo=dt.UTC)  # Monday 2 March 2026, 08:00 in Shanghai


class Hands:
    """A clock that stands until it is moved."""

    def __init__(self, now: dt.datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def to(self, hour: int, minute: int = 0, days: int = 0) -> None:
        """Move to a local time of the day."""
        from dispatch_console.domain.moment import at, local

        self.now = at(local(self.now).date() + dt.timedelta(days=days), hour, minute)

    def forward(self, minutes: float) -> None:
        """Move on."""
        self.now += dt.timedelta(minutes=minutes)


@pytest.fixture(scope="session", autouse=True)
def _keys(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["DISPATCH_CONSOLE_KEYS"] = str(tmp_path_factory.mktemp("keys"))
    os.environ["DISPATCH_CONSOLE_LOGS"] = str(tmp_path_factory.mktemp("logs"))


@pytest.fixture(scope="session", autouse=True)
def _one_application() -> object:
    """One QApplication for the whole run: a printed page alone would make a smaller one that windows cannot use."""
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication([])


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory, _keys: None) -> Path:
    from dispatch_console.desk import opening

    folder = tmp_path_factory.mktemp("empty") / "desk"
    opening.make(folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path, empty_folder: Path) -> Path:
    """A copy of an empty desk: made once, copied for each test."""
    target = tmp_path / "desk"
    shutil.copytree(empty_folder, target)
    return target


@pytest.fixture
def bare_desk(folder: Path, hands: Hands) -> Iterator:
    """An open desk without a single row."""
    from dispatch_console.desk.opening import open_desk

    desk = open_desk(folder, clock=hands, actor="陈静")
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory, empty_folder: Path) -> Path:
    """A desk with policies, prices, eight technicians and a few customers."""
    from tests.office import furnish

    target = tmp_path_factory.mktemp("seeded") / "desk"
    shutil.copytree(empty_folder, target)
    furnish(target, Hands())
    return target


@pytest.fixture
def desk(tmp_path: Path, seeded_folder: Path, hands: Hands) -> Iterator:
    """An open desk with an office in it."""
    from dispatch_console.desk.opening import open_desk

    target = tmp_path / "office"
    shutil.copytree(seeded_folder, target)
    desk = open_desk(target, clock=hands, actor="陈静")
    yield desk
    desk.close()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Each test begins in English; a test of the Chinese words chooses them itself."""
    from dispatch_console import words

    words.use("en")
    yield
    words.use("en")
