"""Has a foreign file read by a process of its own: with a time limit, with progress, and it can be
stopped.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.paper.reading.preflight import DAMAGED
from dispatch_console.words import N_

SECONDS = 30.0
LOOK_EVERY = 0.05
TOO_SLOW = N_("The file took longer than {seconds} seconds to read; it was left alone.")
STOPPED = N_("Stopped; nothing was taken in.")
Raw = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands in a foreign sheet: rows by line number, and what else is worth saying."""

    rows: tuple[tuple[int, tuple[Raw, ...]], ...]
    sheets: tuple[str, ...]
    kind: str
    stopped_at_blank: bool
    unsaved_formulas: int
    sha256: str


def read_rows(
    path: Path,
    *,
    sheet: str = "",
    seconds: float = SECONDS,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Rows:
    """Read the rows of a workbook or csv from outside (xlsx, xls, et, ods, csv; R217).

    `progress` is told the rows read so far, `cancelled` is asked twenty times a second. Raises Refused, in
    words, for a file that cannot be taken in and when cancelled; StoreTrouble when it cannot be opened at
    all.
    """
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise StoreTrouble(
            N_("{file} cannot be opened: {reason}."), file=path.name, reason=error.strerror or "?"
        ) from None
    process = subprocess.Popen(
        own_process("dispatch_console.paper.reading.child", "--read-foreign", str(path), sheet),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=own_surroundings(),
    )
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=2_000)
    gone = threading.Event()
    threading.Thread(target=_listen, args=(process, lines, gone), daemon=True).start()
    try:
        return _gather(lines, time.monotonic() + seconds, seconds, digest, progress, cancelled)
    finally:
        gone.set()
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def own_process(module: str, option: str, *arguments: str) -> list[str]:
    """How one of our modules is started as a process; the built program starts itself with the option."""
    if getattr(sys, "frozen", False):
        return [sys.executable, option, *arguments]
    return [sys.executable, "-m", module, *arguments]


def own_surroundings() -> dict[str, str]:
    """The environment in which such a process finds our modules."""
    package = str(Path(__file__).resolve().parents[3])
    given = os.environ.get("PYTHONPATH", "")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([package, given] if given else [package]),
        "PYTHONUTF8": "1",
    }


def _listen(
    process: subprocess.Popen[bytes], lines: queue.Queue[bytes | None], gone: threading.Event
) -> None:
    def put(line: bytes | None) -> None:
        while not gone.is_set():
            with contextlib.suppress(queue.Full):
                lines.put(line, timeout=0.2)
                return

    with contextlib.suppress(ValueError, OSError):
        for line in process.stdout or ():
            put(line)
    put(None)


def _gather(
    lines: queue.Queue[bytes | None],
    until: float,
    seconds: float,
    digest: str,
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Rows:
    rows: list[tuple[int, tuple[Raw, ...]]] = []
    asked = 0.0
    while True:
        now = time.monotonic()
        if now > until:
            raise Refused(TOO_SLOW, seconds=round(seconds))
        if cancelled is not None and now - asked > LOOK_EVERY:
            asked = now
            if cancelled():
                raise Refused(STOPPED)
        try:
            line = lines.get(timeout=LOOK_EVERY)
        except queue.Empty:
            continue
        said = _said(line)
        if "row" in said:
            number, cells = said["row"]
            rows.append((number, tuple(_raw(c) for c in cells)))
        elif "progress" in said:
            if progress is not None:
                progress(said["progress"])
        elif "refused" in said:
            raise Refused(said["refused"], **said["values"])
        else:
            end = said["end"]
            return Rows(
                tuple(rows),
                tuple(end["sheets"]),
                end["kind"],
                end["stopped_at_blank"],
                end["unsaved_formulas"],
                digest,
            )


def _said(line: bytes | None) -> dict[str, Any]:
    try:
        said = json.loads(line) if line else None
    except ValueError:
        said = None
    if not isinstance(said, dict):  # the process died: out of memory, killed, crashed
        raise Refused(DAMAGED)
    return said


def _raw(cell: Any) -> Raw:
    if isinstance(cell, dict):
        kind, text = next(iter(cell.items()))
        if kind == "minutes":
            return dt.timedelta(minutes=text)
        if kind == "datetime":
            return dt.datetime.fromisoformat(text)
        return dt.date.fromisoformat(text) if kind == "date" else dt.time.fromisoformat(text)
    known: Raw = cell
    return known
