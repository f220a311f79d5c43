"""Where the fields of a form stand in a sheet that came back: by their names, or by the words printed beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dispatch_console.paper.form import Form, Repeat
from dispatch_console.paper.reading.shapes import Blank, plain
from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.styles import split_ref

Cells = Mapping[tuple[int, int], Raw]  # row and column count from 1
MOST_ROWS = 2_000  # of one repetition


@dataclass(slots=True)
class Places:
    """The fields' cells in the sheet that came back, and how many rows each repetition has there."""

    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def named_cell(reference: str) -> tuple[str, int, int]:
    """The sheet, row and column of a defined name's reference ($表.$A$1 too); row 0 for anything else."""
    sheet, _mark, cell = reference.strip().removeprefix("=").rpartition("!")
    sheet = sheet.removeprefix("$").removeprefix("'").removesuffix("'").replace("''", "'")
    row, column = split_ref(cell.partition(":")[0])
    return sheet, row, column


def by_names(form: Form, names: Mapping[str, str], title: str) -> Places:
    """The places told by the defined names; rows that were put in or taken out moved them along."""
    places = Places()
    for name in form.fields:
        sheet, row, column = named_cell(names.get(name, ""))
        if row and sheet == title:
            places.fields[name] = (row, column)
        else:
            places.lost.append(name)
    for repeat in form.repeats.values():
        told = re.sub(r"\D", "", names.get(f"{repeat.name}_printed", ""))
        printed = int(told) if told else repeat.printed
        first = [places.fields[n][0] for n in repeat.fields if n in places.fields]
        below = _next_below(form, repeat)
        if first and below in places.fields:
            gap = form.fields[below].row - repeat.row - repeat.printed
            printed = places.fields[below][0] - first[0] - gap
        places.rows[repeat.name] = min(max(printed, 0), MOST_ROWS)
    return places


def _next_below(form: Form, repeat: Repeat) -> str:
    below = [f for f in form.fields.values() if f.row > repeat.row + repeat.printed - 1 and f.name not in repeat.fields]
    return min(below, key=lambda f: (f.row, f.column)).name if below else ""


def by_words(form: Form, blank: Blank, cells: Cells) -> tuple[Places, int]:
    """The places found by the words printed on the form, and how many more words were found than missed."""
    there: dict[int, dict[int, str]] = {}
    for (row, column), value in cells.items():
        if word := plain(value):
            there.setdefault(row, {})[column] = word
    found = _aligned(form, blank, there)
    places = Places()
    for name, place in form.fields.items():
        near = max((r for r in found if r <= place.row), default=min(found, default=0))
        if near and found[near] + place.row - near > 0:
            places.fields[name] = (found[near] + place.row - near, place.column)
        else:
            places.lost.append(name)
    for repeat in form.repeats.values():
        above = [r for r in found if r < repeat.row]
        below = [r for r in found if r >= repeat.row + repeat.printed]
        printed = repeat.printed
        if above and below:
            printed += found[min(below)] - found[max(above)] - (min(below) - max(above))
        places.rows[repeat.name] = min(max(printed, 0), MOST_ROWS)
    told = {r: w for r, w in blank.printed.items() if not _repeated(form, r)}
    hits = sum(there.get(found[r], {}).get(c) == word for r in found for c, word in told[r].items())
    return places, 2 * hits - sum(map(len, told.values()))


def _repeated(form: Form, row: int) -> bool:
    return any(r.row <= row < r.row + r.printed for r in form.repeats.values())


def _aligned(form: Form, blank: Blank, there: Mapping[int, Mapping[int, str]]) -> dict[int, int]:
    """Which row of the sheet each printed row of the blank form has become, from the top down."""
    found: dict[int, int] = {}
    last = 0
    highest = max(there, default=0)
    for row in sorted(blank.printed):
        if _repeated(form, row):
            continue
        words = blank.printed[row]
        least = (len(words) + 1) // 2
        for at in range(last + 1, highest + 1):
            line = there.get(at, {})
            if sum(line.get(c) == w for c, w in words.items()) >= least:
                found[row] = last = at
                break
    return found
