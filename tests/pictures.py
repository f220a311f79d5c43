"""Pictures and what only looks like one, made for tests."""

from __future__ import annotations

import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage


def picture(kind: str = "PNG", wide: int = 640, high: int = 480, colour: int = 0xFF3E7C76) -> bytes:
    """A whole picture of one colour, with half of it darker."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(colour)
    for x in range(wide // 2):
        image.setPixel(x, 0, 0xFF000000)
    store = QByteArray()
    out = QBuffer(store)
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(out, kind)
    return bytes(store.data())


def lying(wide: int, high: int) -> bytes:
    """A PNG of a few bytes that says it is so large."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 10_000_000)) + part(b"IEND", b"")


HOSTILE = {
    "cut off": picture("JPEG")[:200],
    "only a head": b"\xff\xd8\xff" + b"x" * 999,
    "a bomb": lying(60_000, 60_000),
    "larger than the memory": lying(17_000, 17_000),
    "no size": lying(0, 0),
    "a gif of noise": b"GIF89a" + bytes(range(256)) * 4,
    "a bitmap of noise": b"BM" + b"\xff" * 400,
    "a tiff that points nowhere": b"II*\x00" + b"\xff" * 400,
    "a webp of noise": b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\xff" * 400,
}
