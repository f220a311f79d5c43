"""Every hostile file ends as hostile.toml says: in time, in little memory, in words."""

import re
import subprocess
import threading
import time
import tomllib
from pathlib import Path

import pytest

from dispatch_console.domain.refused import Refused
from dispatch_console.paper import read_back
from dispatch_console.paper.reading import outside
from dispatch_console.paper.reading.outside import read_rows
from dispatch_console.paper.reading.register import warnings_of
from dispatch_console.paper.reading.values import words
from tests.paper.large_hostile import LARGE, large_files
from tests.paper.reading.filled import TODAY

FOLDER = Path(__file__).parents[1] / "data" / "hostile"
ENDINGS = tomllib.loads((Path(__file__).parent / "hostile.toml").read_text(encoding="utf-8"))
SECONDS, CHILD_MB, OURS_MB = 10, 512, 64
MEGA = 1024 * 1024


@pytest.fixture(scope="session")
def large(tmp_path_factory):
    return large_files(tmp_path_factory.mktemp("large"))


class Watched:
    """How much memory the processes that read have at most, looked at every 5 ms."""

    def __init__(self, monkeypatch):
        self.most, self.started, self.over = 0, [], threading.Event()
        real = subprocess.Popen

        def start(*given, **more):
            self.started.append(real(*given, **more))
            return self.started[-1]

        monkeypatch.setattr(outside.subprocess, "Popen", start)
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self):
        while not self.over.wait(0.005):
            for process in self.started:
                self.most = max(self.most, memory(process.pid, "VmHWM"))

    def done(self):
        self.over.set()
        self.thread.join()
        return self.most


def memory(pid, what):
    """Bytes of a process as the kernel counts them; 0 when it is gone."""
    try:
        found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found.group(1)) * 1024 if found else 0


def test_every_hostile_file_has_its_ending_written_down():
    assert {p.name for p in FOLDER.iterdir()} | set(LARGE) == set(ENDINGS)


@pytest.mark.requirement("R217")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("name", ENDINGS)
def test_a_hostile_file_ends_as_written_in_time_and_in_little_memory(name, large, monkeypatch):
    path = large[name] if name in LARGE else FOLDER / name
    wanted = ENDINGS[name]
    before, start = memory("self", "VmRSS"), time.monotonic()
    watched = Watched(monkeypatch)
    try:
        if "refused" in wanted:
            with pytest.raises(Refused, match=wanted["refused"]) as no:
                read_rows(path)
            assert "Traceback" not in str(no.value)
        else:
            found = read_rows(path)
            assert len(found.rows) == wanted["rows"]
            said = [str(s) for s in warnings_of(found)]
            assert len(said) == len(wanted.get("says", []))
            assert all(w in s for w, s in zip(wanted.get("says", []), said, strict=True))
            looks = [" | ".join(map(words, cells)) for _line, cells in found.rows]
            assert looks[: len(wanted.get("looks", []))] == wanted.get("looks", [])
    finally:
        most = watched.done()
    assert time.monotonic() - start < SECONDS
    assert 0 < most <= CHILD_MB * MEGA
    assert memory("self", "VmRSS") - before < OURS_MB * MEGA


@pytest.mark.parametrize("name", ENDINGS)
def test_none_of_them_is_taken_for_a_form(name, large):
    path = large[name] if name in LARGE else FOLDER / name
    start = time.monotonic()
    with pytest.raises(Refused):
        read_back(path, today=TODAY)
    assert time.monotonic() - start < SECONDS
