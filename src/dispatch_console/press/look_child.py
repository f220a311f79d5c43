"""The process of its own that looks at a foreign picture: whatever is in it, the desk goes on.

    python -m dispatch_console.press.look_child FORMAT WIDE HIGH

The file's bytes come in by the standard input; a PNG of at most WIDE × HIGH pixels goes out, or nothing.
"""

from __future__ import annotations

import sys

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 10
MOST_UNPACKED = 512  # megabytes of one picture as Qt unpacks it
MOST_PIXELS = 300_000_000


def main(arguments: list[str]) -> int:
    """Read, make small, write; gives 0 when a picture came out. What goes wrong needs no words: there is no picture."""
    _limit()
    kind, wide, high = arguments[0], int(arguments[1]), int(arguments[2])
    try:
        picture = made_small(sys.stdin.buffer.read(), kind, wide, high)
    except Exception:
        return 1
    sys.stdout.buffer.write(picture)
    sys.stdout.buffer.flush()
    return 0 if picture else 1


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock and Qt's own limit count
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def made_small(content: bytes, kind: str, wide: int, high: int) -> bytes:
    """The picture as PNG within wide × high pixels, upright and without the words it carries; empty for what is none."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
    from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

    QImageReader.setAllocationLimit(MOST_UNPACKED)
    source = QBuffer()
    source.setData(QByteArray(content))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return b""
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    room = QSize(high, wide) if turned else QSize(wide, high)
    if size.width() > room.width() or size.height() > room.height():
        small = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(small.expandedTo(QSize(1, 1)))
    image = reader.read()
    del reader  # before its source: Qt's reader of TIFF looks there once more when it goes
    if image.isNull():
        return b""
    bare = QImage(image.constBits(), image.width(), image.height(), image.bytesPerLine(), image.format())
    bare.setColorTable(image.colorTable())
    store = QByteArray()
    out = QBuffer(store)
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(store.data()) if bare.save(out, "PNG", 80) else b""  # type: ignore[call-overload]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
