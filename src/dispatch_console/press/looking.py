"""Has a foreign picture looked at by a process of its own; what comes back is a small PNG that we made ourselves, or nothing."""

from __future__ import annotations

import contextlib
import struct
import subprocess
import threading
import time
from collections.abc import Callable

from dispatch_console.domain.attachments import SHOWN, media_type
from dispatch_console.paper.reading.outside import own_process, own_surroundings

SECONDS = 10.0
LOOK_EVERY = 0.05
THUMBNAIL = (192, 144)  # pixels: twice what the card shows, for screens with small dots
PICTURE = (1600, 1200)
MOST_BYTES = 16 * 1024 * 1024  # of a PNG that comes back
_PNG = b"\x89PNG\r\n\x1a\n"


def look(
    content: bytes, room: tuple[int, int] = PICTURE, *, seconds: float = SECONDS, stopped: Callable[[], bool] = lambda: False
) -> bytes:
    """A PNG of a picture within `room` (wide, high; pixels); empty for what is none, is damaged, or takes too long.

    The bytes go by a pipe: nothing of them lies unencrypted on the disk. `stopped` is asked twenty times a second.
    """
    kind = media_type(content)
    if kind not in SHOWN:
        return b""
    process = subprocess.Popen(
        own_process("dispatch_console.press.look_child", "--look-at-picture", kind.partition("/")[2], *map(str, room)),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=own_surroundings(),
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    told: list[bytes] = []
    into, out = process.stdin, process.stdout

    def give() -> None:
        with contextlib.suppress(OSError, ValueError):
            into.write(content)
            into.close()

    def hear() -> None:
        with contextlib.suppress(OSError, ValueError):
            told.append(out.read(MOST_BYTES + 1))

    giving, hearing = threading.Thread(target=give, daemon=True), threading.Thread(target=hear, daemon=True)
    giving.start()
    hearing.start()
    until = time.monotonic() + seconds
    while hearing.is_alive() and time.monotonic() < until and not stopped():
        hearing.join(LOOK_EVERY)
    process.kill()
    process.wait()
    hearing.join()
    giving.join()
    for pipe in (into, out):
        with contextlib.suppress(OSError):
            pipe.close()
    return told[0] if told and _ours(told[0], room) else b""


def _ours(png: bytes, room: tuple[int, int]) -> bool:
    """Whether it is a whole PNG no larger than was asked for: only such a one is shown in the window's own process."""
    if not png.startswith(_PNG) or len(png) > MOST_BYTES or not png.endswith(b"IEND\xaeB`\x82"):
        return False
    size: tuple[int, int] = struct.unpack(">II", png[16:24])
    return all(0 < side <= max(room) for side in size)
