"""Writes a file so that it is either wholly there and readable or not there at all."""

from __future__ import annotations

import errno
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.words import N_


def trouble(error: OSError, path: Path) -> StoreTrouble:
    """What the world said, in words: disk full, no right to write, file open elsewhere."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreTrouble(N_("The disk is full; {file} was not written."), file=path.name)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY):
        return StoreTrouble(
            N_("{file} cannot be written: it is open in another program or protected."), file=path.name
        )
    return StoreTrouble(
        N_("{file} could not be written: {reason}."), file=path.name, reason=error.strerror or "?"
    )


def write_whole(path: Path, write: Callable[[Path], None], check: Callable[[Path], bool]) -> None:
    """Let `write` make a file beside the wanted one, check it, then put it in place in one step.

    Raises StoreTrouble in words when the disk is full, the place is protected or what was written does not
    read back; the old file, if there was one, is then untouched.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            write(part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            if not check(part):
                raise StoreTrouble(
                    N_("{file} did not read back as it was written; nothing was saved."), file=path.name
                )
            os.replace(part, path)
        except OSError as error:
            raise trouble(error, path) from None
    finally:
        part.unlink(missing_ok=True)


def write_checked(data: bytes, path: Path) -> None:
    """Write a workbook's bytes to a file: written beside it, opened again, counted, then renamed (R210).

    Raises StoreTrouble when the file could not be written whole.
    """

    def check(part: Path) -> bool:
        return part.stat().st_size == len(data) and cells_in(part) == cells_in(data)

    write_whole(path, lambda part: _put(part, data), check)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def cells_in(source: Path | bytes) -> int:
    """The number of cells in all sheets of a workbook; -1 for what is no whole workbook."""
    import io

    count = 0

    def opened(name: str, _attrs: dict[str, str]) -> None:
        nonlocal count
        count += name.rpartition(":")[2] == "c"

    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as box:
            for entry in box.namelist():
                if entry.endswith((".xml", ".rels")):
                    parser = expat.ParserCreate()
                    if entry.startswith("xl/worksheets/"):
                        parser.StartElementHandler = opened
                    with box.open(entry) as part:  # to its end: there its checksum is compared
                        parser.ParseFile(part)
                else:
                    box.read(entry)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, EOFError):
        return -1
    return count
