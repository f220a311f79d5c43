"""A blank form: which fields it has, where they stand, how large the paper is. The office may change a
copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dispatch_console import places
from dispatch_console.domain.form_codes import CODES
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import form_rules
from dispatch_console.paper.package import Package
from dispatch_console.paper.styles import split_ref
from dispatch_console.paper.xmlspan import Node
from dispatch_console.words import N_, Said, say

ON_OTHER_PAPER = {  # the same form laid out for another paper
    "work_order_a4": "work_order",
    "work_order_279": "work_order",
    "work_order_93": "work_order",
    "pickup_slip_279": "pickup_slip",
}
KINDS = (*CODES, *ON_OTHER_PAPER)
STANDING = ("hotline", "watch_phone")
FORM_NAMES = ("form_kind", "form_version", "form_paper_mm", "form_offset_mm")
MOST_FORM_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Field:
    """A place to be filled: its name, the word printed for it, its cell (rows and columns count from 1)."""

    name: str
    label: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """Ruled rows: the first one is the pattern; so many are printed when there are fewer records."""

    name: str
    row: int
    printed: int
    fields: tuple[str, ...]

    @property
    def grows_after(self) -> int:
        """The row after which more rows are put, so that every area over the ruled rows grows with them."""
        return self.row + max(self.printed - 2, 0)


@dataclass(frozen=True, slots=True)
class Form:
    """One blank form, read and checked; nothing in it changes when it is filled."""

    name: str  # the file: work_order_a4
    kind: str  # what the form says it is: work_order
    version: int
    title: str
    paper_mm: tuple[float, float]
    offset_mm: tuple[float, float]
    fields: dict[str, Field]
    repeats: dict[str, Repeat]
    standing: dict[str, str]  # what stands for the firm's own numbers until it is filled: hotline, watch_phone
    qr: tuple[int, int]  # row and column of the place for the code, (0, 0) for none
    sheet_part: str
    data: bytes

    @property
    def single(self) -> tuple[str, ...]:
        """The names of the fields that stand once on the form."""
        repeated = {f for r in self.repeats.values() for f in r.fields}
        return tuple(n for n in self.fields if n not in repeated)


def kind_of(name: str) -> str:
    """What a form is, whatever paper it is laid out for: work_order for work_order_a4."""
    return ON_OTHER_PAPER.get(name, name)


def load(name: str, user_folder: Path | None = None) -> Form:
    """The blank form of that name (`KINDS`); a changed copy in the user's folder wins over ours.

    Raises Refused when the changed copy is no workbook, another form, or breaks a rule of `form_rules` (each is
    told); ValueError for a name that we do not know.
    """
    if name not in KINDS:
        raise ValueError(name)
    ours = house_form(name)
    changed = user_folder / f"{name}.xlsx" if user_folder else None
    if changed is None or not changed.is_file():
        return ours
    return judged(ours, changed)


def house_form(name: str) -> Form:
    """Our own blank form of that name."""
    own = places.resources() / "forms" / f"{name}.xlsx"
    return _read(name, own, own.stat().st_mtime_ns)


def judged(ours: Form, file: Path) -> Form:
    """A changed copy that keeps the rules of a form; raises Refused that tells each rule it breaks."""
    if file.stat().st_size > MOST_FORM_BYTES:
        raise Refused(N_("{file}: this workbook is too large to be a form."), file=file.name)
    theirs = _read(ours.name, file, file.stat().st_mtime_ns)
    if theirs.kind != ours.kind:
        raise Refused(N_("{file}: this is not the form {title}."), file=file.name, title=ours.title)
    reasons = _broken(ours.name, file, file.stat().st_mtime_ns)
    if reasons:
        said = reasons[0]
        for more in reasons[1:]:
            said = say(N_("{one}; {two}"), one=said, two=more)
        raise Refused(N_("{file} cannot be used as the form {title}: {why}."), file=file.name, title=ours.title, why=said)
    return theirs


@lru_cache(maxsize=64)
def _broken(name: str, path: Path, changed: int) -> tuple[Said, ...]:
    return tuple(form_rules.broken(house_form(name), _read(name, path, changed)))


@lru_cache(maxsize=64)
def _read(name: str, path: Path, _changed: int) -> Form:
    return read_form(name, path.read_bytes())


def read_form(name: str, data: bytes) -> Form:
    """Read a form from its bytes; raises Refused when it is no workbook or says nothing about itself."""
    package = Package(data)
    book = package.tree("xl/workbook.xml")
    names = defined_names(book)
    if any(n not in names for n in FORM_NAMES):
        raise Refused(N_("This workbook does not say which form it is; its hidden names are missing."))
    sheets = {
        n.attrs.get("name", ""): next((v for k, v in n.attrs.items() if k.rpartition(":")[2] == "id"), "")
        for n in (book.first("sheets") or book).all("sheet")
    }
    relations = package.relations("xl/workbook.xml")
    cells: dict[str, tuple[str, int, int]] = {}
    whole: dict[str, tuple[str, int]] = {}
    for key, (text, _label) in names.items():
        sheet, _, ref = text.rpartition("!")
        row, column = split_ref(ref)
        if row:
            cells[key] = (_unquoted(sheet), row, column)
        elif found := re.fullmatch(r"\$?(\d+):\$?(\d+)", ref):
            whole[key] = (_unquoted(sheet), int(found.group(1)))
    title = cells.get("number", ("", 0, 0))[0]
    if title not in sheets or sheets[title] not in relations:
        raise Refused(N_("This workbook does not say which form it is; its hidden names are missing."))
    fields = {
        key: Field(key, names[key][1] or key, row, column)
        for key, (sheet, row, column) in cells.items()
        if sheet == title and not key.startswith(("form_", "_xlnm", "continued_"))
    }
    repeats = {}
    for key, (sheet, row) in whole.items():
        if sheet == title and key.startswith("row_"):
            inside = tuple(f.name for f in fields.values() if f.row == row)
            repeats[key] = Repeat(key, row, max(int(_number(names, f"{key}_printed", "1")), 1), inside)
    width, _, high = _word(names["form_paper_mm"][0]).partition("x")
    left, _, top = _word(names["form_offset_mm"][0]).partition(",")
    try:
        paper, offset = (float(width), float(high)), (float(left), float(top))
        version = int(float(_word(names["form_version"][0])))
    except ValueError:
        raise Refused(
            N_("This workbook does not say which form it is; its hidden names are missing.")
        ) from None
    qr = cells.get("form_qr", ("", 0, 0))
    return Form(
        name,
        _word(names["form_kind"][0]),
        version,
        title,
        paper,
        offset,
        fields,
        repeats,
        {key: _word(names[f"form_{key}"][0]) for key in STANDING if f"form_{key}" in names},
        qr[1:] if qr[0] == title else (0, 0),
        relations[sheets[title]][1],
        data,
    )


def defined_names(book: Node) -> dict[str, tuple[str, str]]:
    """Every defined name of a workbook with its reference or value and its comment (the printed word)."""
    found = book.first("definedNames")
    return {
        n.attrs.get("name", ""): (n.text.strip(), n.attrs.get("comment", ""))
        for n in (found.children if found else [])
    }


def _number(names: dict[str, tuple[str, str]], key: str, default: str) -> str:
    text = _word(names[key][0]) if key in names else default
    return text if text.isdigit() else default


def _word(text: str) -> str:
    return text.strip().removeprefix("=").strip('"')


def _unquoted(sheet: str) -> str:
    return sheet.strip().removeprefix("'").removesuffix("'").replace("''", "'").removeprefix("$")
