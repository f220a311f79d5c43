"""Fails the run on any skipped test that tests/allowed_skips.txt does not name."""

from pathlib import Path

import pytest

ALLOWED = Path(__file__).with_name("allowed_skips.txt")
_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    allowed = {line.split("#")[0].strip() for line in ALLOWED.read_text(encoding="utf-8").splitlines()}
    unexpected = [name for name in _skipped if name not in allowed]
    if unexpected and not hasattr(session.config, "workerinput"):
        print("\nskipped without leave:", *unexpected, sep="\n  ")
        session.exitstatus = 1
