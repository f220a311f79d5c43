"""Finds the headings of a list from outside, in one row or two, and which column each of our fields is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.reading.headings import ListKind, field_of, stripped
from dispatch_console.paper.reading.outside import Rows
from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.reading.values import words
from dispatch_console.paper.styles import column_letters
from dispatch_console.words import N_

HEADING_ROWS = 40
SAMPLES = 3
LONGEST_HEADING = 40
REASON = "没有收的原因"  # over the column that we add to rows which were refused; it tells nothing of the rows themselves
NO_HEADINGS = N_("No headings of a list of this kind were found. Its first rows should name the columns.")
SIDE_BY_SIDE = N_("Two lists stand side by side here, from column {first} and from column {second}. Give each a sheet of its own.")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: what stands over it (a group and its part joined, the second of two equals with (2)), where it
    is (from 0), the field it is taken for, the one guessed from its words, and a few of its values.
    """

    name: str
    column: int
    field: str | None
    guessed: str | None
    samples: tuple[str, ...]

    @property
    def letters(self) -> str:
        """The column as a workbook names it."""
        return column_letters(self.column + 1)


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of a list: the first and last of their rows (as places among the rows), every column, and a key
    that is the same for every list with these headings, however its cells are marked.
    """

    first: int
    last: int
    headings: tuple[Heading, ...]
    key: str

    @property
    def columns(self) -> dict[str, int]:
        """The column of each field."""
        return {h.field: h.column for h in self.headings if h.field}

    @property
    def unknown(self) -> dict[int, str]:
        """The headings of the columns that are none of our fields."""
        return {h.column: h.name for h in self.headings if not h.field}


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    names: dict[int, str]  # by column
    fields: dict[int, str | None]

    def score(self, kind: ListKind, mapping: Mapping[str, str]) -> int:
        known = {f for f in self.fields.values() if f and f != "seq"}
        wanted = not kind.wanted or any(w in known for w in kind.wanted)
        mapped = sum(_plain(n) in mapping for n in self.names.values())
        return 2 * mapped + (len(known) if wanted or mapped else 0)


def layout_of(found: Rows, kind: ListKind, mapping: Mapping[str | int, str] | None = None) -> Layout:
    """The headings of a list; `mapping` (heading or number of the column from 0: field, "" for none) goes before
    what they seem to say.

    Raises Refused when there are none, or when two lists stand side by side.
    """
    numbered = {name: field for name, field in (mapping or {}).items() if isinstance(name, int)}
    wanted = {_plain(name): field for name, field in (mapping or {}).items() if isinstance(name, str)}
    if numbered and not wanted:
        return _layout(found, _any(found, kind), wanted, numbered)
    best: _Candidate | None = None
    most = 0
    for candidate in _candidates(found, kind):
        if (score := candidate.score(kind, wanted)) > most:
            best, most = candidate, score
    if best is None or (most < kind.needed and not wanted):
        raise Refused(NO_HEADINGS)
    if not wanted:
        _one_list(best)
    return _layout(found, best, wanted, numbered)


def any_layout(found: Rows, kind: ListKind) -> Layout:
    """The headings as well as they can be told, for the hand that will say what they mean; never refused while
    there is a row of words.
    """
    return _layout(found, _any(found, kind), {}, {})


def _any(found: Rows, kind: ListKind) -> _Candidate:
    candidates = list(_candidates(found, kind))
    if not candidates:
        raise Refused(NO_HEADINGS)
    return max(candidates, key=lambda c: (c.score(kind, {}), len(c.names), -c.first))


def _plain(name: str) -> str:
    base, mark, nth = name.rpartition(" (")
    if mark and nth[:-1].isdigit():
        return f"{stripped(base)}({nth[:-1]})"
    return stripped(name) or name.strip()


def _candidates(found: Rows, kind: ListKind) -> Iterable[_Candidate]:
    for at, (_line, cells) in enumerate(found.rows[:HEADING_ROWS]):
        names = {c: words(v) for c, v in enumerate(cells) if isinstance(v, str) and words(v)}
        if len(names) < 2:
            continue
        yield _Candidate(at, at, names, {c: field_of(n, kind) for c, n in names.items()})
        if at + 1 < len(found.rows) and (two := _two_rows(found, at, kind)) is not None:
            yield two


def _two_rows(found: Rows, at: int, kind: ListKind) -> _Candidate | None:
    """A heading over several others (客户 over 名称 and 电话), or None when the next row is none of headings."""
    (line, above), (next_line, below) = found.rows[at], found.rows[at + 1]
    parts = {c: words(v) for c, v in enumerate(below) if words(v)}
    if next_line != line + 1 or any(not isinstance(below[c], str) or len(p) > LONGEST_HEADING for c, p in parts.items()):
        return None
    groups = _groups(found, line, above, parts)
    names: dict[int, str] = {}
    fields: dict[int, str | None] = {}
    for c in sorted({*groups, *parts}):
        group, part = groups.get(c, ""), parts.get(c, "")
        names[c] = f"{group} {part}" if group and part and group != part else part or group
        fields[c] = (field_of(group + part, kind) if group and part else None) or field_of(part or group, kind)
    return _Candidate(at, at + 1, names, fields)


def _groups(found: Rows, line: int, above: tuple[Raw, ...], parts: Mapping[int, str]) -> dict[int, str]:
    """What stands over each column: a word reaches over its merged area, else over the blanks beside it."""
    groups = {c: words(v) for c, v in enumerate(above) if words(v)}
    merged = [(left, right) for top, left, _bottom, right in found.merges if top == line]
    out = dict(groups)
    for c, word in groups.items():
        right = next((r for left, r in merged if left == c), None)
        if right is not None:
            out.update({k: word for k in range(c, right + 1) if k in parts or k == c})
        elif not merged:
            k = c + 1
            while k in parts and k not in groups:
                out[k] = word
                k += 1
    return out


def _one_list(found: _Candidate) -> None:
    """Refuse when the same headings begin anew further to the right."""
    plain = {c: stripped(n) for c, n in found.names.items() if found.fields[c] not in (None, "seq")}
    twice = [name for name, count in Counter(plain.values()).items() if count > 1]
    if len(twice) < 2:
        return
    first = min(c for c, n in plain.items() if n in twice)
    seen: set[str] = set()
    for c, name in sorted(plain.items()):
        if name in seen:
            raise Refused(SIDE_BY_SIDE, first=column_letters(first + 1), second=column_letters(c + 1))
        seen.add(name)


def _layout(found: Rows, best: _Candidate, wanted: Mapping[str, str], numbered: Mapping[int, str]) -> Layout:
    names: dict[int, str] = {}
    count: Counter[str] = Counter()
    for c, name in sorted(best.names.items()):
        count[name] += 1
        names[c] = f"{name} ({count[name]})" if count[name] > 1 else name
    given = {c: wanted[_plain(n)] for c, n in names.items() if _plain(n) in wanted} | dict(numbered)
    taken = {f for f in given.values() if f}
    headings = []
    for c, name in names.items():
        guess = best.fields[c]
        if c in given:
            field: str | None = given[c] or None
        else:
            field = guess if guess not in taken else None
            taken |= {field} if field else set()
        headings.append(Heading(name, c, field, guess, _samples(found, best.last, c)))
    key = hashlib.sha256("\x1f".join(_plain(n) for n in names.values() if n != REASON).encode()).hexdigest()[:32]
    return Layout(best.first, best.last, tuple(headings), key)


def _samples(found: Rows, last: int, column: int) -> tuple[str, ...]:
    out: list[str] = []
    for _line, cells in found.rows[last + 1 : last + 200]:
        text = words(cells[column]) if column < len(cells) else ""
        if text and text not in out:
            out.append(text)
            if len(out) == SAMPLES:
                break
    return tuple(out)
