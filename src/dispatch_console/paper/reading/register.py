"""Takes a list of another hand apart: finds its headings, understands its cells, loses no row in silence."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI
from dispatch_console.domain.refused import Refused
from dispatch_console.paper.reading import days, values
from dispatch_console.paper.reading.headings import ENDINGS, KINDS, ListKind, field_of
from dispatch_console.paper.reading.outside import Raw, Rows, read_rows
from dispatch_console.paper.reading.values import Read, Unread, When, words
from dispatch_console.words import N_, Said

HEADING_ROWS = 40
NO_HEADINGS = N_("No headings of a list of this kind were found. Its first rows should name the columns.")
NO_ROWS = N_("Under the headings there are no rows.")
AT_BLANK = N_("Reading stopped after 1,000 blank rows.")
UNSAVED = N_("{count} formulas have no value. Open the file in Excel, save it, and read it again.")
LEADING_ZEROS = N_("This stood as a number; zeros at its beginning may be lost.")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row: its line in the file, the cells understood, those that were not (with the reason), what
    nobody asked for under its own heading, and a key by which the same row is known again (the n-th of its
    equals).
    """

    line: int
    cells: dict[str, Read]
    unread: dict[str, Said] = field(default_factory=dict)
    doubts: dict[str, Said] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)
    key: str = ""
    nth: int = 1


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """A whole list: every row of the file is in `rows` or in `skipped` (line and text)."""

    kind: str
    title: str
    day: dt.date | None
    columns: dict[str, str]
    unknown: tuple[str, ...]
    rows: tuple[RegisterRow, ...]
    skipped: tuple[tuple[int, str], ...]
    notes: tuple[Said, ...]
    sheets: tuple[str, ...]
    sha256: str


def read_list(
    path: Path,
    kind: str,
    *,
    today: dt.date,
    zone: ZoneInfo = SHANGHAI,
    sheet: str = "",
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RegisterSheet:
    """Read a list of a kind (phone_register, customers_machines, technicians, price_list; R217) from outside.

    Moments come as aware UTC, days as dates, money as Decimal yuan, all else as text. Raises Refused, in
    words, for a file that cannot be taken in or has no such headings, StoreTrouble when it cannot be opened.
    """
    found = read_rows(path, sheet=sheet, progress=progress, cancelled=cancelled)
    return understood(found, KINDS[kind], When(today, zone))


def understood(found: Rows, kind: ListKind, when: When) -> RegisterSheet:
    """The list that stands in rows already read; raises Refused when it has no headings or no rows."""
    at, columns, unknown = _headings(found, kind)
    above = [" ".join(filter(None, map(words, cells))) for _line, cells in found.rows[:at]]
    day = next((d for text in above if (d := days.day_in(text, when))), None)
    dated = [c for f, c in columns.items() if kind.forms.get(f) in ("moment", "date", "when")]
    cells_of = (words(cells[c]) for _line, cells in found.rows[at + 1 :] for c in dated if c < len(cells))
    when = When(when.today, when.zone, day)
    rows: list[RegisterRow] = []
    skipped = [(line, " ".join(filter(None, map(words, cells)))) for line, cells in found.rows[:at]]
    seen: Counter[str] = Counter()
    ended = False
    for line, cells in found.rows[at + 1 :]:
        ended = ended or _ends(cells)
        repeated = sum(field_of(words(c), kind) is not None for c in cells) >= max(
            len(columns) - 2, kind.needed
        )
        if ended or repeated or not _filled(cells, columns):
            skipped.append((line, " ".join(filter(None, map(words, cells)))))
            continue
        rows.append(_row(line, cells, columns, unknown, kind, when, seen))
    if not rows:
        raise Refused(NO_ROWS)
    notes = [Said(AT_BLANK)] if found.stopped_at_blank else []
    if found.unsaved_formulas:
        notes.append(Said(UNSAVED, {"count": found.unsaved_formulas}))
    head = found.rows[at][1]
    return RegisterSheet(
        kind.name,
        next((t for t in above if t), ""),
        day,
        {f: words(head[c]) for f, c in columns.items()},
        tuple(unknown.values()),
        tuple(rows),
        tuple(skipped),
        tuple(notes),
        found.sheets,
        found.sha256,
    )


def _headings(found: Rows, kind: ListKind) -> tuple[int, dict[str, int], dict[int, str]]:
    """The row of headings: where it stands, the column of each field, the columns that nobody knows."""
    best: tuple[int, int, dict[str, int]] = (0, -1, {})
    for at, (_line, cells) in enumerate(found.rows[:HEADING_ROWS]):
        columns: dict[str, int] = {}
        for c, cell in enumerate(cells):
            name = field_of(words(cell), kind) if isinstance(cell, str) else None
            if name is not None and name not in columns:
                columns[name] = c
        score = len([f for f in columns if f != "seq"])
        if score > best[0] and (not kind.wanted or any(w in columns for w in kind.wanted)):
            best = (score, at, columns)
    score, at, columns = best
    if score < kind.needed:
        raise Refused(NO_HEADINGS)
    taken = set(columns.values())
    cells = found.rows[at][1]
    unknown = {c: words(cell) for c, cell in enumerate(cells) if c not in taken and words(cell)}
    return at, columns, unknown


def _ends(cells: tuple[Raw, ...]) -> bool:
    first = next((words(c) for c in cells if words(c)), "")
    plain = re.sub(r"\s", "", values.narrow(first))
    return any(plain == e or (plain.startswith(e) and len(plain) < 60 and e.endswith(":")) for e in ENDINGS)


def _filled(cells: tuple[Raw, ...], columns: dict[str, int]) -> bool:
    """Whether a row holds anything beside its printed number; one lone text over many columns is a note."""
    told = [f for f, c in columns.items() if f != "seq" and c < len(cells) and words(cells[c])]
    full = [c for c in cells if words(c)]
    return bool(told) and not (len(full) == 1 and len(words(full[0])) > 40 and len(columns) > 3)


def _row(
    line: int,
    cells: tuple[Raw, ...],
    columns: dict[str, int],
    unknown: dict[int, str],
    kind: ListKind,
    when: When,
    seen: Counter[str],
) -> RegisterRow:
    read: dict[str, Read] = {}
    unread: dict[str, Said] = {}
    doubts: dict[str, Said] = {}
    for name, c in columns.items():
        raw = cells[c] if c < len(cells) else None
        if name == "seq" or words(raw) == "":
            continue
        try:
            _cell(name, raw, kind.forms.get(name, "text"), when, read, doubts)
        except Unread as reason:
            unread[name] = Said(reason.msgid, {"shown": reason.shown})
    other = {heading: words(cells[c]) for c, heading in unknown.items() if c < len(cells) and words(cells[c])}
    surplus = [
        words(v) for c, v in enumerate(cells) if c not in unknown and c not in columns.values() and words(v)
    ]
    if surplus:
        other[""] = " ".join(surplus)
    key = row_key(
        {
            **{n: words(cells[columns[n]]) if columns[n] < len(cells) else "" for n in columns if n != "seq"},
            **other,
        }
    )
    seen[key] += 1
    return RegisterRow(line, read, unread, doubts, other, key, seen[key])


def _cell(name: str, raw: Raw, form: str, when: When, read: dict[str, Read], doubts: dict[str, Said]) -> None:
    """Understand one cell into `read`; raises Unread."""
    if form == "phone":
        first, *more = values.phones(raw)
        read[name] = first
        if more and name == "phone":
            read.setdefault("phone_2", "、".join(more))
        elif more:
            read[name] = "、".join([first, *more])
    elif form == "moment":
        read[name] = days.called(raw, when)
    elif form == "when":  # an agreed time may be told in words: 下午, 明天上午
        try:
            read[name] = days.called(raw, when)
        except Unread:
            read[name] = words(raw)
    elif form == "date":
        read[name] = days.day(raw, when)
    elif form in ("money", "count"):
        read[name] = values.number(raw)
    elif form == "serial":
        read[name] = values.narrow(words(raw)).strip()
        if isinstance(raw, float) and abs(raw) >= 1e15:
            read.pop(name)
            raise Unread(values.DIGITS_LOST, repr(raw))
        if isinstance(raw, (int, float)):
            doubts[name] = Said(LEADING_ZEROS)
    else:
        read[name] = words(raw)


def row_key(cells: dict[str, str]) -> str:
    """The key of a row: sha256 over its normalised cells, the same for a copy that was shuffled or retyped
    wide.
    """
    parts = []
    for name in sorted(cells):
        text = unicodedata.normalize("NFKC", cells[name])
        text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c in "\n\t")
        text = re.sub(r"\s+", " ", text).strip()
        if re.fullmatch(r"\d+\.0+", text):
            text = text.partition(".")[0]
        if text:
            parts.append(f"{name}\x1f{text}")
    return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()
