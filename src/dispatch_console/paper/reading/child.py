"""The process of its own that opens a foreign file: whatever it meets there, the desk goes on.

    python -m dispatch_console.paper.reading.child FILE [SHEET]

Lines of JSON come out: {"progress": n}, {"row": [line, [cells]]}, {"end": {...}} or {"refused": msgid,
"values": {}}.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.reading.preflight import DAMAGED, PASSWORD, TOO_LARGE, kind_of
from dispatch_console.words import N_

MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_BLANK = 1_000
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 30
TOLD_EVERY = 500
MANY_ROWS = N_("The list has more than {rows} rows. Split it into smaller ones.")
MANY_COLUMNS = N_("The list has more than {columns} columns; this is not a list that can be taken in.")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def main(arguments: list[str]) -> int:
    """Read one file and tell its rows on the standard output; never a traceback."""
    _limit()
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", line_buffering=False)

    def tell(what: dict[str, Any]) -> None:
        out.write(json.dumps(what, ensure_ascii=True) + "\n")
        if "row" not in what:
            out.flush()

    try:
        _read(Path(arguments[0]), arguments[1] if len(arguments) > 1 else "", tell)
    except Refused as refused:
        tell({"refused": refused.said.msgid, "values": refused.said.values})
    except MemoryError:
        tell({"refused": TOO_LARGE, "values": {}})
    except Exception as error:
        word = type(error).__name__
        tell({"refused": PASSWORD if word == "PasswordError" else DAMAGED, "values": {}})
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: Path, sheet: str, tell: Any) -> None:
    kind = kind_of(path)
    names: list[str] = []
    unsaved = 0
    if kind == "xlsx":
        names, rows, unsaved = _xlsx(path, sheet)
    elif kind == "csv":
        rows = _csv(path)
    else:
        names, rows = _calamine(path, sheet)
    told = blank = 0
    stopped = False
    for line, row in enumerate(rows, 1):
        cells = list(row)
        while cells and (cells[-1] is None or cells[-1] == ""):
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise Refused(MANY_COLUMNS, columns=MOST_COLUMNS)
        if not cells:
            blank += 1
            if blank >= MOST_BLANK:
                stopped = True
                break
            continue
        blank = 0
        told += 1
        if told > MOST_ROWS:
            raise Refused(MANY_ROWS, rows=MOST_ROWS)
        tell({"row": [line, [_plain(c) for c in cells]]})
        if told % TOLD_EVERY == 0:
            tell({"progress": told})
    tell(
        {
            "end": {
                "rows": told,
                "sheets": names,
                "stopped_at_blank": stopped,
                "unsaved_formulas": unsaved,
                "kind": kind,
            }
        }
    )


def _xlsx(path: Path, wanted: str) -> tuple[list[str], Iterator[Iterable[Any]], int]:
    import warnings

    from openpyxl import load_workbook

    warnings.simplefilter("ignore")
    with path.open("rb") as file:
        data = io.BytesIO(file.read())
    book = load_workbook(data, read_only=True, data_only=True, keep_links=False)
    sheets = [s for s in book.worksheets if s.sheet_state == "visible"] or list(book.worksheets)
    names = [s.title for s in sheets]
    chosen = next((s for s in sheets if s.title == wanted), sheets[0])
    chosen.reset_dimensions()

    def rows() -> Iterator[Iterable[Any]]:
        for row in chosen.iter_rows(values_only=True):
            yield [_decoded(v) if isinstance(v, str) else v for v in row]

    return names, rows(), _unsaved(data)


def _unsaved(data: io.BytesIO) -> int:
    """Formulas that nobody has worked out: their cells look empty."""
    import zipfile

    with zipfile.ZipFile(data) as box:
        part = next((n for n in sorted(box.namelist()) if n.startswith("xl/worksheets/sheet")), None)
        if part is None:
            return 0
        with box.open(part) as sheet:
            text = sheet.read(20 * 1024 * 1024)
    return len(re.findall(rb"(?:</f>|<f[^<>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>", text))


def _decoded(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), text) if "_x" in text else text


def _calamine(path: Path, wanted: str) -> tuple[list[str], Iterator[Iterable[Any]]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    names = list(book.sheet_names)
    sheet = book.get_sheet_by_name(wanted if wanted in names else names[0])
    if sheet.total_width > 16_384 or sheet.total_height * sheet.total_width > 20_000_000:
        raise Refused(TOO_LARGE)
    return names, iter(sheet.to_python(skip_empty_area=False))


def _csv(path: Path) -> Iterator[list[str]]:
    data = path.read_bytes()
    text = decoded_csv(data)
    csv.field_size_limit(1_000_000)
    lines = text.splitlines()[:5]
    sign = max(",\t;", key=lambda s: sum(line.count(s) for line in lines))
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=sign))


def decoded_csv(data: bytes) -> str:
    """The text of a csv: UTF-16 or UTF-8 by its mark or by fitting, else GB18030; raises Refused when none
    fits.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(DAMAGED)


def _plain(value: object) -> object:
    if value is None or isinstance(value, (str, bool, int)):
        return value if not isinstance(value, int) or abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"minutes": value.total_seconds() / 60}
    return str(value)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
