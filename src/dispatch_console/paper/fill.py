"""Fills a blank form: the values go to their named places, ruled rows grow, nothing typed is ever lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from dispatch_console.domain.form_codes import CODES
from dispatch_console.domain.moment import SHANGHAI
from dispatch_console.paper import choices, floating, logo, numfmt, qr
from dispatch_console.paper.carry import Carried, carry_on
from dispatch_console.paper.fit import Fitted, fitted, fitting_size
from dispatch_console.paper.form import Form
from dispatch_console.paper.package import Package
from dispatch_console.paper.pages import page_starts
from dispatch_console.paper.safe_text import safe_text
from dispatch_console.paper.sheet import Sheet, moved_names
from dispatch_console.paper.styles import Look, Styles
from dispatch_console.paper.xmlspan import attr, parse, splice, with_attr

Value = str | int | float | Decimal | dt.datetime | dt.date | dt.time | Sequence[str] | None
WATCHED = re.compile(r"　*服务监督[^　]*")  # goes when the firm has no such number
BLANK = "＿＿＿＿＿＿"
MOST_EXACT = 2**53  # beyond it a workbook's numbers lose digits


def fill(
    form: Form,
    fields: Mapping[str, Value],
    rows: Mapping[str, Sequence[Mapping[str, Value]]] | None = None,
    *,
    number: str,
    foot_line: str = "",
    ply: str | None = None,
    zone: ZoneInfo = SHANGHAI,
    logo: bytes = b"",
    firm: Mapping[str, str] | None = None,
) -> bytes:
    """A filled copy of a form as .xlsx bytes (R210: the forms are workbooks).

    Money is in yuan, moments are aware (told in `zone` on paper), a choice is a word or several.
    `foot_line` may hold {pages} for the number of pages. Raises ValueError for a field or row that the
    form does not have and for a moment without a zone: both are slips of the program, never of the user.
    """
    return _Filling(form, zone, logo, firm).done(fields, rows or {}, number, foot_line, ply)


@dataclass
class _Filling:
    form: Form
    zone: ZoneInfo
    logo: bytes = b""  # PNG
    firm: Mapping[str, str] | None = None
    carried: list[Carried] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.package = Package(self.form.data)
        self.styles_part = next(
            (n for k, n in self.package.relations("xl/workbook.xml").values() if k == "styles"),
            "xl/styles.xml",
        )
        self.styles = Styles(self.package.parts[self.styles_part])
        self.sheet = Sheet(self.package.parts[self.form.sheet_part], form_strings(self.package))

    def done(
        self,
        fields: Mapping[str, Value],
        rows: Mapping[str, Sequence[Mapping[str, Value]]],
        number: str,
        foot_line: str,
        ply: str | None,
    ) -> bytes:
        form, sheet = self.form, self.sheet
        _known(form, fields, rows)
        number = safe_text(number)
        for name, repeat in form.repeats.items():
            sheet.grow(repeat.grows_after, len(rows.get(name, ())) - repeat.printed)
        sheet.settle()
        if sheet.inserts:
            floating.move(self.package, form.sheet_part, sheet.moved, sheet.moved_text)
        if self.firm is not None:
            self._own_numbers(self.firm)
        values: dict[str, Value] = {**fields, "number": number}
        if ply:
            values["ply"] = ply
        values = {n: v for n, v in values.items() if n in form.fields}
        for name, value in values.items():
            place = form.fields[name]
            self.place(name, place.label, sheet.moved(place.row), place.column, value)
        for name, records in rows.items():
            repeat = form.repeats[name]
            for n, record in enumerate(records):
                row = repeat.row + n
                for key, value in record.items():
                    self.place(
                        f"{key}_{n + 1}",
                        f"{n + 1}. {form.fields[key].label}",
                        row + self._before(repeat.row),
                        form.fields[key].column,
                        value,
                    )
        sheet.work_out()
        starts = page_starts(sheet, form, self._titles())
        pages, more = len(starts), 0
        if self.carried:
            more = carry_on(self.package, self.styles, form, self.carried, number, pages, foot_line)
        if pages > 1:
            sheet.breaks = [s - 1 for s in starts[1:]]
            sheet.footer = "&C&9第 &P 页 共 &N 页"
        if "foot_line" in form.fields and foot_line:
            place = form.fields["foot_line"]
            line = foot_line.replace("{page}", str(pages)).replace("{pages}", str(pages + more))
            self.place("foot_line", place.label, sheet.moved(place.row), place.column, line)
        layer = self._logo(fields)
        code = self._code(number) if number else ""
        drawing = layer or code
        self.package.parts[form.sheet_part] = sheet.packed(drawing)
        self.package.parts[self.styles_part] = self.styles.packed()
        self._names(rows, number)
        return self.package.packed()

    def _before(self, row: int) -> int:
        """By how much the rows put in above have pushed a pattern row down."""
        return self.sheet.moved(row) - row

    # ---- one value
    def place(self, name: str, label: str, row: int, column: int, value: Value) -> None:
        """Write one value where it belongs; a text too long goes on on the continuation sheet."""
        sheet, styles = self.sheet, self.styles
        cell = sheet.cell(row, column)
        look = styles.look(cell.style)
        r0, c0, r1, c1 = sheet.area(row, column)
        width, high = sheet.width_mm(c0, c1), sheet.height_mm(r0, r1)
        written = self._written(value, look, cell.value)
        if written is None or written == "":
            if not choices.is_choice(cell.value):
                sheet.put(row, column, None)
            return
        if isinstance(written, Decimal):
            size = fitting_size(numfmt.shown(written, look.code), look, width)
            sheet.put(
                row,
                column,
                written,
                cell.style if size == look.size else styles.variant(cell.style, size=size),
            )
            return
        fit = fitted(written, look, width, high)
        if not fit.whole:
            self.carried.append(Carried(name, label, written))
        sheet.put(row, column, fit.text, self._style(cell.style, look, fit))

    def _style(self, style: int, look: Look, fit: Fitted) -> int:
        """The cell's own look where that does, else a like one."""
        size = None if fit.size == look.size else fit.size
        wrap = None if fit.wrap == look.wrap or look.rotation else fit.wrap
        quoted = look.code != "@" and fit.text[:1] in "=+-@"
        if size is None and wrap is None and not quoted:
            return style
        return self.styles.variant(style, size=size, wrap=wrap, quoted=quoted)

    def _written(self, value: Value, look: Look, blank: object) -> str | Decimal | None:
        """What goes into the cell: a number where the cell shows numbers or days, else text."""
        if value is None:
            return None
        if choices.is_choice(blank):
            words = (
                [value] if isinstance(value, str) else value if isinstance(value, Sequence) else [str(value)]
            )
            return choices.ticked(str(blank), [safe_text(w) for w in words])
        if isinstance(value, str):
            return safe_text(value)
        if isinstance(value, Sequence):
            return safe_text("、".join(value))
        if isinstance(value, dt.datetime):
            if value.tzinfo is None:
                raise ValueError("a moment needs a zone")
            value = value.astimezone(self.zone).replace(tzinfo=None)
        if isinstance(value, (dt.datetime, dt.date, dt.time)):
            if numfmt.is_date(look.code) and (not isinstance(value, dt.date) or value.year >= 1900):
                return Decimal(str(numfmt.serial(value)))
            return numfmt.shown(value, _short(value) if look.code == "@" else "")
        number = Decimal(str(value))
        if look.code == "@" or not number.is_finite() or abs(number) > MOST_EXACT:
            return str(value)
        return number

    # ---- the rest of the box
    def _own_numbers(self, firm: Mapping[str, str]) -> None:
        """Where the form tells a hotline, the firm's own stands; a number that it has not is a blank, or goes with its word (R217)."""
        for key, sample in self.form.standing.items():
            told = safe_text(firm.get(key, "").strip())
            for row, found in self.sheet.rows.items():
                for column, cell in found.cells.items():
                    if isinstance(cell.value, str) and sample in cell.value and not cell.formula:
                        words = cell.value if told or key == "hotline" else WATCHED.sub("", cell.value)
                        self.sheet.put(row, column, words.replace(sample, told or BLANK))

    def _logo(self, fields: Mapping[str, Value]) -> str:
        """The firm's logo beside its name; a form that brings a picture of its own shows that."""
        place, firm = self.form.fields.get("firm_name"), str(fields.get("firm_name") or "")
        if not self.logo or place is None or not firm or logo.has_picture(self.package, self.form):
            return ""
        look = self.styles.look(self.sheet.cell(self.sheet.moved(place.row), place.column).style)
        return logo.put_logo(self.package, self.form, self.sheet, self.logo, firm, look.size)

    def _code(self, number: str) -> str:
        form, sheet = self.form, self.sheet
        if not form.qr[0]:
            return ""
        row, column = sheet.moved(form.qr[0]), form.qr[1]
        r0, c0, r1, c1 = sheet.area(row, column)
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                cell = sheet.cell(r, c)
                cell.style = self.styles.variant(cell.style, border=False)
        sheet.put(row, column, None)
        box = (sheet.width_mm(c0, c1), sheet.height_mm(r0, r1))
        text = f"{CODES.get(form.kind, 'XX')}*{number}"
        return qr.put_code(self.package, form.sheet_part, text, (row, column), box)

    def _titles(self) -> tuple[int, int]:
        text = next((t for n, t in self._book_names() if n == "_xlnm.Print_Titles"), "")
        found = text.rpartition("!")[2].replace("$", "").partition(":")
        return (int(found[0]), int(found[2])) if found[0].isdigit() and found[2].isdigit() else (0, -1)

    def _book_names(self) -> list[tuple[str, str]]:
        node = self.package.tree("xl/workbook.xml").first("definedNames")
        return [(n.attrs.get("name", ""), n.text) for n in (node.children if node else [])]

    def _names(self, rows: Mapping[str, Sequence[object]], number: str) -> None:
        """Move the references of the names, tell the number of rows and the form's number."""
        data = self.package.parts["xl/workbook.xml"]
        root = parse(data)
        edits = []
        for node in found.children if (found := root.first("definedNames")) else []:
            name = node.attrs.get("name", "")
            text = moved_names(node.text, self.form.title, self.sheet.moved)
            if name == "form_number":
                text = '"' + number.replace('"', '""') + '"'
            elif name.endswith("_printed") and name[: -len("_printed")] in rows:
                repeat = self.form.repeats.get(name[: -len("_printed")])
                text = str(max(repeat.printed, len(rows[repeat.name]))) if repeat else text
            if text != node.text:
                edits.append((node.inner, node.close, attr(text).replace("&quot;", '"').encode()))
        calc = root.first("calcPr")
        if calc is not None:
            edits.append(
                (calc.start, calc.inner, with_attr(data[calc.start : calc.inner], "fullCalcOnLoad", "1"))
            )
        self.package.parts["xl/workbook.xml"] = splice(data, edits)


def _short(value: dt.datetime | dt.date | dt.time) -> str:
    return (
        "mm-dd hh:mm"
        if isinstance(value, dt.datetime)
        else "yyyy-mm-dd"
        if isinstance(value, dt.date)
        else "hh:mm"
    )


def _known(
    form: Form, fields: Mapping[str, Value], rows: Mapping[str, Sequence[Mapping[str, Value]]]
) -> None:
    single = set(form.single)
    unknown = [n for n in fields if n not in single] + [n for n in rows if n not in form.repeats]
    for name, records in rows.items():
        if name in form.repeats:
            inside = set(form.repeats[name].fields)
            unknown += sorted({k for record in records for k in record if k not in inside})
    if unknown:
        raise ValueError(f"not on the form {form.name}: {', '.join(unknown)}")


def form_strings(package: Package) -> list[str]:
    """The texts that the cells of a workbook share, by number."""
    part = next((n for k, n in package.relations("xl/workbook.xml").values() if k == "sharedStrings"), "")
    if part not in package.parts:
        return []
    return ["".join(t.text for t in si.walk() if t.tag == "t") for si in package.tree(part).all("si")]
