"""Reads a filled form that came back: which form and number it is, and what stands in each of its fields."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI
from dispatch_console.domain.refused import Refused
from dispatch_console.paper.carry import TITLE
from dispatch_console.paper.fit import MORE, SHORT_MORE
from dispatch_console.paper.form import KINDS, Form, load
from dispatch_console.paper.reading import days
from dispatch_console.paper.reading.outside import read_form_cells
from dispatch_console.paper.reading.places import Cells, Places, by_names, by_words, named_cell
from dispatch_console.paper.reading.shapes import Blank, FieldValue, Shape, blank_of, is_hidden, value_of
from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.reading.values import Unread, When, words
from dispatch_console.words import N_, Said

NOT_OURS = N_("This is none of our forms: neither its hidden names nor the line at its foot are there.")
NEWER = N_("This form has version {version}; the one known here is {known}. New fields were left out.")
OWN_COPY = N_("The office's own copy of this form cannot be used; the form was read with ours.")
GONE = N_("The place of this field is gone.")
TWO_TEXTS = N_("This text and the continuation sheet do not agree; the form's own text was taken.")
NO_SHEET = N_("This text goes on on a continuation sheet that is missing.")
TWO_NUMBERS = N_("The number {shown} is printed, but the form is {number}.")
HEAD_ROWS = 4  # above the frame of a form: firm, title, day, number
LEFT_OUT = ("foot_line", "number")  # what says which form it is, not what was filled in
_FOOT = re.compile(r"(\S+) ([a-z][a-z0-9_]*) v(\d+)[\u3000 ]+单号 ?([^\u3000]*)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class FormBack:
    """A filled form that came back (R210, R217).

    `fields` and `rows` hold every field by name, None (a choice: no word) for a blank; a value that shows only
    its mask is left out and named in `hidden`, and one that cannot be understood is left out with its reason in
    `problems`. There a field of a row is named row_part/2/part_price. `found_by` is "names" or "foot".
    """

    name: str
    kind: str
    version: int
    number: str
    title: str
    fields: dict[str, FieldValue]
    rows: dict[str, tuple[dict[str, FieldValue], ...]]
    problems: dict[str, Said] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    notes: tuple[Said, ...] = ()
    found_by: str = "names"
    sha256: str = ""


def read_back(
    path: Path,
    *,
    today: dt.date,
    zone: ZoneInfo = SHANGHAI,
    user_forms: Path | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FormBack:
    """Read one of our forms that comes back filled, as .xlsx, .xls, .et or .ods (R210, R217).

    Moments come as aware UTC, amounts in yuan, ticked boxes as their words. Raises Refused, in words, for a
    file that is none of our forms or cannot be taken in; StoreTrouble when it cannot be opened.
    """
    digest, found = read_form_cells(path, cancelled=cancelled)
    return form_in(found, today=today, zone=zone, user_forms=user_forms, sha256=digest)


def form_in(
    found: Mapping[str, Any],
    *,
    today: dt.date,
    zone: ZoneInfo = SHANGHAI,
    user_forms: Path | None = None,
    sha256: str = "",
) -> FormBack:
    """The form in cells and names already read (`read_form_cells`); raises Refused when there is none."""
    known = _known(found, user_forms)
    return _Reading(known, _sheets(found), When(today, zone, order="ymd")).done(sha256)


def _sheets(found: Mapping[str, Any]) -> dict[str, Cells]:
    return {
        sheet["title"]: {
            (line, c): value for line, row in sheet["rows"] for c, value in enumerate(row, 1) if value not in ("", None)
        }
        for sheet in found["sheets"]
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """What a workbook says of itself, the blank form that it was, and where everything stands."""

    form: Form
    blank: Blank
    places: Places
    names: Mapping[str, str]
    sheet: str
    version: int
    number: str
    printed_on: dt.date | None
    notes: tuple[Said, ...]


def _known(found: Mapping[str, Any], user_forms: Path | None) -> _Known:
    names: Mapping[str, str] = found["names"]
    sheets = _sheets(found)
    if "form_kind" in names and named_cell(names.get("number", ""))[0] in sheets:
        title = named_cell(names["number"])[0]
        said = (_word(names["form_kind"]), _word(names.get("form_version", "1")), _word(names.get("form_number", "")))
        foot = _foot(sheets[title])
        return _chosen(said, foot, sheets[title], title, names, user_forms)
    for title, cells in sheets.items():
        if (foot := _foot(cells)) is not None and not _is_continuation(cells):
            said = (foot.group(2), foot.group(3), foot.group(4).strip("＿_ "))
            return _chosen(said, foot, cells, title, {}, user_forms)
    raise Refused(NOT_OURS)


def _word(text: str) -> str:
    return text.strip().removeprefix("=").removeprefix('"').removesuffix('"').replace('""', '"')


def _foot(cells: Cells) -> re.Match[str] | None:
    lines = sorted((row, value) for (row, _c), value in cells.items() if isinstance(value, str) and "单号" in value)
    return next((m for _row, value in reversed(lines) if (m := _FOOT.match(value.strip()))), None)


def _is_continuation(cells: Cells) -> bool:
    return str(cells.get((1, 1), "")).endswith(TITLE.format(title=""))


def _chosen(
    said: tuple[str, str, str],
    foot: re.Match[str] | None,
    cells: Cells,
    title: str,
    names: Mapping[str, str],
    user_forms: Path | None,
) -> _Known:
    """The blank form of that kind that fits best; a kind may have several papers."""
    kind, version, number = said
    best: tuple[tuple[bool, int], _Known] | None = None
    for name in KINDS:
        form, notes = _load(name, user_forms)
        if form.kind != kind:
            continue
        blank = blank_of(form)
        if names:
            places = by_names(form, names, title)
            score = len(form.fields) - 2 * len(places.lost)
        else:
            places, score = by_words(form, blank, cells)
        paper = _word(names.get("form_paper_mm", "")) == f"{form.paper_mm[0]:g}x{form.paper_mm[1]:g}"
        if not version.replace(".0", "").isdigit():
            raise Refused(NOT_OURS)
        number_of = int(float(version))
        if number_of > form.version:
            notes = (*notes, Said(NEWER, {"version": number_of, "known": form.version}))
        printed = _DAY.search(foot.string, foot.end()) if foot else None
        day = dt.date.fromisoformat(printed.group()) if printed else None
        one = _Known(form, blank, places, names, title, number_of, number, day, notes)
        if best is None or (paper, score) > best[0]:
            best = ((paper, score), one)
    if best is None or best[0][1] <= 0:
        raise Refused(NOT_OURS)
    return best[1]


def _load(name: str, user_forms: Path | None) -> tuple[Form, tuple[Said, ...]]:
    try:
        return load(name, user_forms), ()
    except Refused:
        return load(name), (Said(OWN_COPY),)


class _Reading:
    """Takes the values out of a form whose places are known."""

    def __init__(self, known: _Known, sheets: Mapping[str, Cells], when: When) -> None:
        self.known, self.form, self.cells = known, known.form, sheets[known.sheet]
        self.problems: dict[str, Said] = {}
        self.hidden: list[str] = []
        self.longer = _named_texts(known.names, sheets) if known.names else {}
        self.loose = [] if self.longer else _loose_texts(sheets)
        self.when = replace(when, day=self._own_day(when) or known.printed_on)

    def done(self, sha256: str) -> FormBack:
        """Every field and row."""
        known, places = self.known, self.known.places
        fields: dict[str, FieldValue] = {}
        for name in self.form.single:
            if name in LEFT_OUT:
                continue
            if name not in places.fields:
                self.problems[name] = Said(GONE)
                continue
            self._take(fields, name, name, places.fields[name], name)
        rows = {name: self._rows(name) for name in self.form.repeats}
        number = self._number()
        return FormBack(
            self.form.name, self.form.kind, known.version, number, self.form.title, fields, rows, self.problems,
            tuple(self.hidden), known.notes, "names" if known.names else "foot", sha256,
        )  # fmt: skip

    def _own_day(self, when: When) -> dt.date | None:
        """The day that the form is about: the one in its head, else that of the report of the fault."""
        shapes, places = self.known.blank.shapes, self.known.places.fields
        heads = [n for n in places if shapes[n].kind == "date" and self.form.fields[n].row < HEAD_ROWS]
        for name in [*heads, "reported_at"]:
            raw = self.cells.get(places[name]) if name in places else None
            try:
                value = days.day(raw, when) if raw is not None else None
            except Unread:
                continue
            if value is not None:
                return value
        return None

    def _number(self) -> str:
        place = self.known.places.fields.get("number")
        shown = words(self.cells.get(place)) if place else ""
        number = self.known.number or shown
        if shown and shown != words(number):
            self.problems["number"] = Said(TWO_NUMBERS, {"shown": shown, "number": number})
        return number

    def _rows(self, name: str) -> tuple[dict[str, FieldValue], ...]:
        repeat, places = self.form.repeats[name], self.known.places
        rows: list[dict[str, FieldValue]] = []
        last = 0
        for n in range(places.rows[name]):
            record: dict[str, FieldValue] = {}
            before = len(self.hidden) + len(self.problems)
            for key in repeat.fields:
                if key in places.fields:
                    row, column = places.fields[key]
                    self._take(record, key, f"{name}/{n + 1}/{key}", (row + n, column), f"{key}_{n + 1}")
            rows.append(record)
            if len(self.hidden) + len(self.problems) > before or any(v not in (None, ()) for v in record.values()):
                last = n + 1
        return tuple(rows[:last])

    def _take(
        self, into: dict[str, FieldValue], name: str, told: str, place: tuple[int, int], key: str
    ) -> None:
        """Put one field's value where it belongs, or say why it cannot be."""
        shape, raw = self.known.blank.shapes[name], self.cells.get(place)
        if isinstance(raw, str):
            raw = self._whole(raw, key, told, name, shape)
        if is_hidden(name, raw):
            self.hidden.append(told)
            return
        try:
            into[name] = value_of(raw, shape, self.when)
        except Unread as reason:
            self.problems[told] = Said(reason.msgid, {"shown": reason.shown})

    def _whole(self, shown: str, key: str, told: str, name: str, shape: Shape) -> str:
        """A text with its continuation; what stands on the form itself wins when the two do not agree."""
        mark = next((m for m in (MORE, SHORT_MORE) if shown.endswith(m)), "")
        begin = shown.removesuffix(mark)
        whole = self.longer.get(key)
        if whole is None and mark:
            label = self.form.fields[name].label
            row = re.search(r"/(\d+)/", told)
            wanted = f"{row.group(1)}. {label}" if row else label
            at = next((n for n, (l, t) in enumerate(self.loose) if l == wanted and _begins(t, begin)), None)
            whole = self.loose.pop(at)[1] if at is not None else None
        if whole is None:
            if mark == MORE:
                self.problems[told] = Said(NO_SHEET)
            return shown if mark != MORE else begin
        if not mark or not _begins(whole, begin):
            self.problems[told] = Said(TWO_TEXTS)
            return begin
        return whole


def _begins(whole: str, begin: str) -> bool:
    return re.sub(r"\s", "", whole).startswith(re.sub(r"\s", "", begin))


def _named_texts(names: Mapping[str, str], sheets: Mapping[str, Cells]) -> dict[str, str]:
    """The texts on the continuation sheet by the names of their fields."""
    texts = {}
    for name, reference in names.items():
        if not name.startswith("continued_"):
            continue
        sheet, first, column = named_cell(reference)
        last = named_cell(f"{sheet}!{reference.rpartition(':')[2]}")[1] if ":" in reference else first
        cells = sheets.get(sheet, {})
        if first and cells:
            parts = [cells.get((row, column)) for row in range(first, min(last, first + 5_000) + 1)]
            texts[name.removeprefix("continued_")] = "".join(_text(p) for p in parts)
    return texts


def _loose_texts(sheets: Mapping[str, Cells]) -> list[tuple[str, str]]:
    """The texts on a continuation sheet that lost its names: the word printed for each, and the text."""
    texts: list[tuple[str, str]] = []
    for cells in sheets.values():
        if not _is_continuation(cells):
            continue
        for row in range(3, max(r for r, _c in cells) + 1):
            label, text = _text(cells.get((row, 1))), cells.get((row, 2))
            if text is None:
                continue
            if label:
                texts.append((label, _text(text)))
            elif texts:
                texts[-1] = (texts[-1][0], texts[-1][1] + _text(text))
    return texts


def _text(value: Raw) -> str:
    return value if isinstance(value, str) else words(value)
