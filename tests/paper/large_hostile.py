"""Makes large files that would do harm: small on the disk, huge when they are opened. Made once a run."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
HEAD = "".join(f'<c r="{c}1" t="inlineStr"><is><t>{t}</t></is></c>' for c, t in zip("AB", ("姓名", "电话"), strict=True))
END = "</sheetData>{rest}</worksheet>"
MEGA = 1 << 20
Part = tuple[str, bytes, int, int]  # name, deflated, crc, size as told


def _part(name: str, pieces: Iterator[bytes], told: int | None = None) -> Part:
    pack, crc, size, out = zlib.compressobj(1, zlib.DEFLATED, -15), 0, 0, []
    for piece in pieces:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        out.append(pack.compress(piece))
    return name, b"".join([*out, pack.flush()]), crc, size if told is None else told


def _repeated(name: str, before: bytes, block: bytes, times: int, after: bytes, told: int | None = None) -> Part:
    """A part whose middle says the same again and again, packed only once."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = pack.compress(before) + pack.flush(zlib.Z_FULL_FLUSH)
    middle = pack.compress(block) + pack.flush(zlib.Z_FULL_FLUSH)
    last = pack.compress(after) + pack.flush()
    crc = zlib.crc32(before)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    size = len(before) + len(block) * times + len(after)
    return name, first + middle * times + last, zlib.crc32(after, crc), size if told is None else told


def _zip(path: Path, parts: list[Part]) -> None:
    body, index = bytearray(), bytearray()
    for name, data, crc, size in parts:
        at, key = len(body), name.encode()
        shared = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(data), size, len(key), 0)
        body += b"PK\x03\x04" + shared + key + data
        index += b"PK\x01\x02" + struct.pack("<H", 20) + shared + struct.pack("<HHHII", 0, 0, 0, 0, at) + key
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(index), len(body), 0)
    path.write_bytes(bytes(body + index) + end)


def _book(path: Path, sheet: Part, *more: Part) -> None:
    links, types = "", ""
    for name, *_rest in more:
        links += f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="{name.removeprefix("xl/")}"/>'
        types += f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    rels = RELS.format(kind=f"{OFFICE}/worksheet", target="worksheets/sheet1.xml").replace("</Rel", f"{links}</Rel")
    _zip(path, [
        _part("[Content_Types].xml", iter([TYPES.replace("</Types>", f"{types}</Types>").encode()])),
        _part("_rels/.rels", iter([RELS.format(kind=f"{OFFICE}/officeDocument", target="xl/workbook.xml").encode()])),
        _part("xl/workbook.xml", iter([BOOK.encode()])),
        _part("xl/_rels/workbook.xml.rels", iter([rels.encode()])),
        sheet, *more,
    ])  # fmt: skip


NAME = "xl/worksheets/sheet1.xml"
START = f'{SHEET}<row r="1">{HEAD}</row>'.encode()


def gigabyte(path: Path, told: int | None = None) -> None:
    """Rows for a gigabyte in a few megabytes."""
    block = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    _book(path, _repeated(NAME, START, block * (MEGA // len(block)), 1024, END.format(rest="").encode(), told))


def one_cell(path: Path) -> None:
    """One cell with a gigabyte of text."""
    before = START + b'<row r="2"><c r="A2" t="inlineStr"><is><t>'
    _book(path, _repeated(NAME, before, b"x" * MEGA, 1024, f"</t></is></c></row>{END.format(rest='')}".encode()))


def forged(path: Path) -> None:
    """The same gigabyte, said to be a thousand bytes."""
    gigabyte(path, told=1_000)


def blank_rows(path: Path) -> None:
    """Every row that a sheet can have, styled and blank."""
    rows = (f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>'.encode() for n in range(2, MEGA + 1))
    _book(path, _part(NAME, iter([START, *rows, END.format(rest="").encode()])))


def last_column(path: Path) -> None:
    """A merged area over the whole rest of the sheet."""
    body = '<row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c><c r="B2"><v>13800138000</v></c></row>'
    rest = '<mergeCells count="2"><mergeCell ref="A2:XFD1048576"/><mergeCell ref="B1:XFD1"/></mergeCells>'
    _book(path, _part(NAME, iter([START, f"{body}{END.format(rest=rest)}".encode()])))


def echoes(path: Path) -> None:
    """One text of 32,000 characters, shown by a million cells."""
    cells = "".join(f'<c r="{chr(65 + n)}0" t="s"><v>0</v></c>' for n in range(20))
    rows = (f'<row r="{n}">{cells}</row>'.replace('0" t=', f'{n}" t=').encode() for n in range(2, 50_002))
    texts = _part("xl/sharedStrings.xml", iter([
        b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
        b"<si><t>" + b"x" * 32_000 + b"</t></si></sst>"]))  # fmt: skip
    _book(path, _part(NAME, iter([START, *rows, END.format(rest="").encode()])), texts)


LARGE: dict[str, Callable[[Path], None]] = {
    "gigabyte.xlsx": gigabyte, "one_cell.xlsx": one_cell, "forged.xlsx": forged, "blank_rows.xlsx": blank_rows,
    "last_column.xlsx": last_column, "echoes.xlsx": echoes,
}  # fmt: skip


@cache
def large_files(folder: Path) -> dict[str, Path]:
    """The files, made in the folder when they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in LARGE.items():
        if not (folder / name).exists():
            make(folder / name)
    return {name: folder / name for name in LARGE}
