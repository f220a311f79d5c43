"""Has a foreign file read by a process of its own: with a time limit, with progress, and it can be
stopped.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.paper.reading.preflight import DAMAGED, MOST_FILE, TOO_LARGE
from dispatch_console.paper.reading.spoken import Raw, said_in
from dispatch_console.words import N_

SECONDS = 30.0
LOOK_EVERY = 0.05
ABORTED, KILLED, TOO_LONG = -6, -9, -24  # how a process ends that asked for too much memory or time
TOO_SLOW = N_("The file took longer than {seconds} seconds to read; it was left alone.")
STOPPED = N_("Stopped; nothing was taken in.")
Merge = tuple[int, int, int, int]  # first line, first column, last line, last column

__all__ = ["Merge", "Raw", "Rows", "own_process", "own_surroundings", "read_form_cells", "read_rows"]


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands in a foreign sheet: rows by line number (from 1), its name beside those of all sheets and of those
    that hold something, and what else is worth saying.
    """

    rows: tuple[tuple[int, tuple[Raw, ...]], ...]
    sheets: tuple[str, ...]
    kind: str
    stopped_at_blank: bool
    unsaved_formulas: int
    sha256: str
    merges: tuple[Merge, ...] = ()
    epoch_1904: bool = False
    error_cells: int = 0
    sheet: str = ""
    filled: tuple[str, ...] = ()


class _Died(Exception):
    """The process ended before it had said all; its exit code."""


def read_rows(
    path: Path,
    *,
    sheet: str = "",
    seconds: float = SECONDS,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Rows:
    """Read the rows of a workbook or csv from outside (xlsx, xls, et, ods, csv; R217), of this sheet or of the first.

    `progress` is told the rows read so far, `cancelled` is asked twenty times a second. Raises Refused, in
    words, for a file that cannot be taken in and when cancelled; StoreTrouble when it cannot be opened at
    all.
    """
    until = time.monotonic() + seconds
    rows: list[tuple[int, tuple[Raw, ...]]] = []

    def take(said: dict[str, Any]) -> bool:
        rows.extend((line, tuple(cells)) for line, cells in said.get("rows", ()))
        if "progress" in said and progress is not None:
            progress(said["progress"])
        return "end" in said

    for how in ("", "careful"):
        rows.clear()
        try:
            digest, end = _asked(path, (sheet, how), until, seconds, cancelled, take)
            break
        except _Died as died:
            if how or died.args[0] in (KILLED, TOO_LONG):  # a grid without room, or a parser that gave up
                raise Refused(_why(died.args[0], seconds), seconds=round(seconds)) from None
    told = end["end"]
    return Rows(
        tuple(rows),
        tuple(told["sheets"]),
        told["kind"],
        told["stopped_at_blank"],
        told["unsaved_formulas"],
        digest,
        tuple((a, b, c, d) for a, b, c, d in told["merges"]),
        told["epoch_1904"],
        told["error_cells"],
        told["sheet"],
        tuple(told["filled"]),
    )


def read_form_cells(
    path: Path, *, seconds: float = SECONDS, cancelled: Callable[[], bool] | None = None
) -> tuple[str, dict[str, Any]]:
    """The sha256 of a file and all cells and names of what may be one of our forms; raises as `read_rows`."""
    try:
        digest, said = _asked(
            path, ("", "form"), time.monotonic() + seconds, seconds, cancelled, lambda s: "form" in s
        )
    except _Died as died:
        raise Refused(_why(died.args[0], seconds), seconds=round(seconds)) from None
    form: dict[str, Any] = said["form"]
    return digest, form


def _why(code: int, seconds: float) -> str:
    if code == TOO_LONG:
        return TOO_SLOW
    return TOO_LARGE if code in (ABORTED, KILLED) else DAMAGED


def _asked(
    path: Path,
    words: tuple[str, str],
    until: float,
    seconds: float,
    cancelled: Callable[[], bool] | None,
    take: Callable[[dict[str, Any]], bool],
) -> tuple[str, dict[str, Any]]:
    """Start the process and give each thing it says to `take` until that is content; the file's sha256 and
    the last thing said.
    """
    try:
        with path.open("rb") as file:
            small = os.fstat(file.fileno()).st_size <= MOST_FILE
            process = subprocess.Popen(
                own_process("dispatch_console.paper.reading.child", "--read-foreign", str(path), *words),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
                env=own_surroundings(),
            )
            digest = hashlib.file_digest(file, "sha256").hexdigest() if small else ""  # else it is refused
    except OSError as error:
        raise StoreTrouble(
            N_("{file} cannot be opened: {reason}."), file=path.name, reason=error.strerror or "?"
        ) from None
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=50)
    gone = threading.Event()
    threading.Thread(target=_listen, args=(process, lines, gone), daemon=True).start()
    try:
        for said in _heard(process, lines, until, seconds, cancelled):
            if take(said):
                return digest, said
        raise Refused(DAMAGED)
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


def _heard(
    process: subprocess.Popen[bytes],
    lines: queue.Queue[bytes | None],
    until: float,
    seconds: float,
    cancelled: Callable[[], bool] | None,
) -> Iterator[dict[str, Any]]:
    """What the process says, one thing after the other; raises Refused, or _Died when it ends too early."""
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
        said = said_in(line) if line else None
        if said is None:  # the process died: out of memory, killed, crashed
            raise _Died(process.wait())
        if "refused" in said:
            raise Refused(said["refused"], **said["values"])
        yield said
