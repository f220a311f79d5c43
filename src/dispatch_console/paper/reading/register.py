"""Takes a list of another hand apart: finds its headings, understands its cells, loses no row in silence."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI
from dispatch_console.domain.refused import Refused
from dispatch_console.paper.reading import days, values
from dispatch_console.paper.reading.cells import READERS, Cell
from dispatch_console.paper.reading.headings import ENDINGS, KINDS, ListKind, stripped
from dispatch_console.paper.reading.layout import REASON, Heading, Layout, any_layout, layout_of
from dispatch_console.paper.reading.outside import Rows, read_rows
from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.reading.values import Read, Unread, When, words
from dispatch_console.words import N_, Said

NO_ROWS = N_("Under the headings there are no rows.")
AT_BLANK = N_("Reading stopped after 1,000 blank rows.")
UNSAVED = N_("{count} formulas have no value. Open the file in Excel, save it, and read it again.")
ERRORS = N_("{count} cells show an error (#REF!, #N/A); they tell nothing.")
OPEN_BUT_CLOSED = N_("It is open, but it has a time of completion.")
Numbered = list[tuple[int, tuple[Raw, ...]]]
MOST_FILLED = 2_000_000  # cells that merged areas may fill
LONG_NOTE = 40


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
class DayQuestion:
    """A column of days that nothing in it decides: an example, and each order (mdy, dmy, ymd) with the day that it
    would be. Answered by `day_order={field: order}`.
    """

    field: str
    heading: str
    shown: str
    readings: tuple[tuple[str, dt.date], ...]


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """A whole list: every row of the file is in `rows` or in `skipped` (line and text), its headings aside.

    `headings` are all columns with their guessed fields and samples, `layout` is the key of these headings, under
    which a mapping may be remembered; `questions` are to be answered before the rows are believed.
    """

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
    headings: tuple[Heading, ...] = ()
    layout: str = ""
    questions: tuple[DayQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetHeadings:
    """The headings of a list before it is understood, for the window in which a hand says what they mean."""

    headings: tuple[Heading, ...]
    layout: str
    fields: tuple[str, ...]
    sheets: tuple[str, ...]


def read_list(
    path: Path,
    kind: str,
    *,
    today: dt.date,
    zone: ZoneInfo = SHANGHAI,
    sheet: str = "",
    mapping: Mapping[str | int, str] | None = None,
    day_order: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RegisterSheet:
    """Read a list of a kind (phone_register, customers_machines, technicians, price_list; R217) from outside.

    `mapping` tells which field a heading, or a column by its number from 0, means ("" for none) where that is not to be guessed, `day_order` the
    order of day, month and year of a field (mdy, dmy, ymd). Moments come as aware UTC, days as dates, money as
    Decimal yuan, lengths of time in minutes, a status as closed or open, all else as text. Raises Refused, in
    words, for a file that cannot be taken in or has no such headings, StoreTrouble when it cannot be opened.
    """
    found = read_rows(path, sheet=sheet, progress=progress, cancelled=cancelled)
    return understood(found, KINDS[kind], When(today, zone), mapping, day_order)


def read_headings(
    path: Path, kind: str, *, sheet: str = "", cancelled: Callable[[], bool] | None = None
) -> SheetHeadings:
    """The headings of a list with their guessed fields and samples, also when too few of them are known; raises
    as `read_list` for what cannot be read.
    """
    found = read_rows(path, sheet=sheet, cancelled=cancelled)
    layout = any_layout(found, KINDS[kind])
    return SheetHeadings(layout.headings, layout.key, tuple(KINDS[kind].headings), found.sheets)


def understood(
    found: Rows,
    kind: ListKind,
    when: When,
    mapping: Mapping[str | int, str] | None = None,
    day_order: Mapping[str, str] | None = None,
    watched: Callable[[Numbered], Iterable[tuple[int, tuple[Raw, ...]]]] = lambda rows: rows,
) -> RegisterSheet:
    """The list that stands in rows already read; raises Refused when it has no headings or no rows.

    `watched` gives the rows on one by one, to tell how far it is and to raise when it shall stop.
    """
    layout = layout_of(found, kind, mapping)
    above = [(line, _joined(cells)) for line, cells in found.rows[: layout.first]]
    title_day = next((d for _line, text in above if (d := days.day_in(text, when))), None)
    when = replace(when, day=title_day, epoch_1904=found.epoch_1904)
    body = _filled_down(found, layout.last)
    orders, questions = _orders(body, layout, kind, when, day_order or {})
    reader = _Reader(layout, kind, when, orders, max((len(cells) for _line, cells in body), default=0))
    rows: list[RegisterRow] = []
    skipped = list(above)
    ended = False
    for line, cells in watched(body):
        texts = [words(v) for v in cells]
        ended = ended or _ends(texts)
        if ended or reader.is_repeated(texts) or not reader.is_filled(texts):
            skipped.append((line, " ".join(filter(None, texts))))
        else:
            rows.append(reader.row(line, cells, texts))
    if not rows:
        raise Refused(NO_ROWS)
    return RegisterSheet(
        kind.name, next((t for _line, t in above if t), ""), title_day, {h.field: h.name for h in layout.headings if h.field},
        tuple(layout.unknown.values()), tuple(rows), tuple(skipped), warnings_of(found), found.sheets, found.sha256,
        layout.headings, layout.key, questions,
    )  # fmt: skip


def warnings_of(found: Rows) -> tuple[Said, ...]:
    """What is to be said of a file that was read."""
    notes = [Said(AT_BLANK)] if found.stopped_at_blank else []
    if found.unsaved_formulas:
        notes.append(Said(UNSAVED, {"count": found.unsaved_formulas}))
    if found.error_cells:
        notes.append(Said(ERRORS, {"count": found.error_cells}))
    return tuple(notes)


def _joined(cells: tuple[Raw, ...]) -> str:
    return " ".join(filter(None, map(words, cells)))


def _filled_down(found: Rows, last: int) -> list[tuple[int, tuple[Raw, ...]]]:
    """The rows under the headings, a value merged over several rows given to each of them."""
    body = list(found.rows[last + 1 :])
    lines = [line for line, _cells in body]
    left = MOST_FILLED
    for top, column, bottom, _right in found.merges:
        first, end = bisect_left(lines, top), bisect_right(lines, bottom)
        if bottom == top or first == end or lines[first] != top or column >= len(body[first][1]):
            continue
        value = body[first][1][column]
        for n in range(first + 1, end):
            line, cells = body[n]
            wide = list(cells) + [""] * (column + 1 - len(cells))
            if words(wide[column]) == "":
                wide[column] = value
                body[n] = (line, tuple(wide))
        left -= end - first
        if left < 0:
            break
    return body


def _orders(
    body: list[tuple[int, tuple[Raw, ...]]], layout: Layout, kind: ListKind, when: When, answered: Mapping[str, str]
) -> tuple[dict[str, str], tuple[DayQuestion, ...]]:
    """In which order each column of days is written, decided by all of it; what nothing decides is asked."""
    orders: dict[str, str] = {}
    open_: list[tuple[str, set[str], str]] = []
    for name, c in layout.columns.items():
        form = kind.forms.get(name)
        if form not in ("moment", "date", "when", "later"):
            continue
        texts = (values.narrow(v).strip() for _line, cells in body if c < len(cells) and isinstance(v := cells[c], str) and v)
        left, example = days.orders(texts, when.today, past=form in ("moment", "later"))
        if answered.get(name):
            orders[name] = answered[name]
        elif len(left) == 1 or (left and not example):
            orders[name] = min(left)
        elif example:
            open_.append((name, left, example))
    questions = []
    for name, left, example in open_:
        decided = {o for o in orders.values() if o in left}
        if len(decided) == 1:  # the other columns of the same list are written by the same hand
            orders[name] = decided.pop()
            continue
        heading = next(h.name for h in layout.headings if h.field == name)
        readings = days.readings(example, when.today)
        questions.append(DayQuestion(name, heading, example, tuple((o, d) for o, d in readings.items() if o in left or not left)))
    return orders, tuple(questions)


_ENDINGS = tuple(ENDINGS)
_FIRST = {e[0] for e in ENDINGS}


def _ends(texts: list[str]) -> bool:
    """Whether what follows is no list any more: its totals, who made it, who checked it."""
    text = next(filter(None, texts), "")
    if text[:1] not in _FIRST:
        return False
    plain = re.sub(r"\s", "", values.narrow(text))
    return any(plain == e or (plain.startswith(e) and len(plain) < 60 and e.endswith(":")) for e in _ENDINGS)


class _Reader:
    """Understands the rows of one list; what is the same for all of them is worked out once."""

    def __init__(self, layout: Layout, kind: ListKind, when: When, orders: Mapping[str, str], widest: int) -> None:
        self.columns = [(n, c) for n, c in layout.columns.items() if n != "seq"]
        self.plan = [
            (n, c, READERS[kind.forms.get(n, "text")], replace(when, order=orders.get(n, ""))) for n, c in self.columns
        ]
        self.unknown = layout.unknown
        self.heads = {h.column: h.name for h in layout.headings}
        known = {*layout.columns.values(), *self.unknown}
        self.loose = [c for c in range(widest) if c not in known]
        self.first_heads = sorted(self.heads.items())[:3]
        self.repeats = max(len(layout.columns) - 2, kind.needed)
        seq = layout.columns.get("seq")
        self.keyed = sorted((stripped(n) or n, c) for c, n in self.heads.items() if c != seq and n != REASON)
        self.seen: Counter[str] = Counter()
        self.status = next((h.name for h in layout.headings if h.field == "status"), "")
        self.tells_handling = "handling" in layout.columns

    def is_repeated(self, texts: list[str]) -> bool:
        """Whether the headings stand here once more, as on every printed page."""
        if not any(texts[c : c + 1] == [h] for c, h in self.first_heads):
            return False
        return sum(texts[c] == h for c, h in self.heads.items() if c < len(texts)) >= self.repeats

    def is_filled(self, texts: list[str]) -> bool:
        """Whether a row holds anything beside its printed number; one lone text over many columns is a note."""
        wide = len(texts)
        if not any(c < wide and texts[c] for _n, c in self.columns):
            return False
        lone = len(self.columns) > 3 and sum(map(bool, texts)) == 1
        return not (lone and len(next(filter(None, texts))) > LONG_NOTE)

    def row(self, line: int, cells: tuple[Raw, ...], texts: list[str]) -> RegisterRow:
        """One row; a cell that cannot be understood is told and left out."""
        cell = Cell({}, {}, {})
        unread: dict[str, Said] = {}
        wide = len(cells)
        for name, c, read, when in self.plan:
            if c >= wide or not (text := texts[c]):
                continue
            try:
                read(name, cells[c], text, when, cell)
            except Unread as reason:
                unread[name] = Said(reason.msgid, {"shown": reason.shown})
        other = {heading: texts[c] for c, heading in self.unknown.items() if c < wide and texts[c]}
        if surplus := [texts[c] for c in self.loose if c < wide and texts[c]]:
            other[""] = " ".join(surplus)
        key = row_key([(n, texts[c]) for n, c in self.keyed if c < wide])
        self.seen[key] += 1
        if cell.raw:
            self._status(cell, other)
        return RegisterRow(line, cell.read, unread, cell.doubts, other, key, self.seen[key])

    def _status(self, cell: Cell, other: dict[str, str]) -> None:
        """Keep the word behind closed or open, and doubt what is open and yet completed."""
        if not self.tells_handling:
            cell.read["handling"] = cell.raw["status"]
        else:
            other[self.status] = cell.raw["status"]
        if cell.read.get("status") == "open" and cell.read.get("completed_at"):
            cell.doubts["completed_at"] = Said(OPEN_BUT_CLOSED)


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]+")


def row_key(cells: Iterable[tuple[str, str]]) -> str:
    """The key of a row: sha256 over its headings and normalised cells, the same for a copy that was shuffled or
    retyped wide, in other case or with other blanks.
    """
    parts = []
    for name, text in cells:
        if not text:
            continue
        if not text.isascii() and not unicodedata.is_normalized("NFKC", text):  # asking is far cheaper than doing
            text = unicodedata.normalize("NFKC", text)
        parts.append(f"{name}␟{text[:-2] if text.endswith('.0') and text[:-2].isdigit() else text}␞")
    whole = "".join("".join(parts).split())
    if not whole.isprintable():
        whole = _UNSEEN.sub("", whole)
    return hashlib.sha256(whole.casefold().encode("utf-8", "replace")).hexdigest()
