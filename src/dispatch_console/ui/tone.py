"""A short calm tone, made here: two soft notes that rise for a point that was reached, that fall for a promise that is late."""

from __future__ import annotations

import io
import math
import shutil
import struct
import sys
import tempfile
import wave
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

RATE = 22050  # samples a second
NOTE_S, LOUDNESS = 0.22, 0.16
RISING, FALLING = (523.25, 659.25), (659.25, 440.0)  # hertz
PLAYERS = ("afplay", "pw-play", "paplay", "aplay")  # what a desktop brings with it; none of them is shipped
SILENT = frozenset({"offscreen", "minimal"})


def sound(notes: tuple[float, ...]) -> bytes:
    """The notes one after another as a WAV file; each swells and fades, so that nothing clicks."""
    length = round(RATE * NOTE_S)
    samples = [
        round(32767 * LOUDNESS * math.sin(math.pi * n / length) ** 2 * math.sin(math.tau * hertz * n / RATE))
        for hertz in notes for n in range(length)
    ]  # fmt: skip
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return made.getvalue()


class Tone:
    """Plays the tone by what the system has; where it has nothing, by the system's own beep."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def play(self, late: bool) -> None:
        """Play and go on at once."""
        if QGuiApplication.platformName() in SILENT:
            return
        path = self._file(late)
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            return
        player = next(filter(None, map(shutil.which, PLAYERS)), None)
        if player is None or not QProcess.startDetached(player, [str(path)])[0]:
            QApplication.beep()

    def _file(self, late: bool) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="dispatch-console-tone-")
        path = Path(self._folder.name) / ("late.wav" if late else "soon.wav")
        if not path.exists():
            path.write_bytes(sound(FALLING if late else RISING))
        return path
