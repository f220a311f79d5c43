"""How the telephone system tells the open window that it rings: one line of JSON to a socket of this user alone."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

STATES = ("ringing", "answered", "ended", "missed")
WAIT_S = 2.0


@dataclass(frozen=True, slots=True)
class Ring:
    """What the telephone says of one call: ringing; answered elsewhere; ended before anybody answered; missed."""

    number: str
    name: str = ""
    call_id: str = ""
    state: str = "ringing"

    @property
    def key(self) -> str:
        """What tells one call from another."""
        return self.call_id or self.number

    def line(self) -> bytes:
        """As it goes over the socket."""
        return json.dumps(asdict(self), ensure_ascii=False).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Ring | None:
        """From the socket; None for what is no such line."""
        try:
            told = json.loads(line)
            made = cls(**{k: str(v)[:200] for k, v in told.items()})
        except (ValueError, TypeError, AttributeError):
            return None
        return made if made.number.strip() and made.state in STATES else None


def address(folder: Path) -> str:
    """Where the window of a desk listens: a socket in this user's own folder, a named pipe on Windows."""
    name = f"dispatch-console-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return str(Path(runtime) / f"{name}-{os.getuid()}")


def listened(folder: Path) -> bool:
    """Whether a window of this desk hears already."""
    if sys.platform == "win32":
        return Path(rf"\\.\pipe\{address(folder)}").exists()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(WAIT_S)
        return line.connect_ex(address(folder)) == 0


def tell(folder: Path, ring: Ring) -> bool:
    """Tell the open window of a desk; False when no window is open on it."""
    where = address(folder)
    try:
        if sys.platform == "win32":
            Path(rf"\\.\pipe\{where}").write_bytes(ring.line())
            return True
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(WAIT_S)
            line.connect(where)
            line.sendall(ring.line())
            line.shutdown(socket.SHUT_WR)
            return line.recv(2) == b"ok"
    except OSError:
        return False
