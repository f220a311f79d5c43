"""The forms as workbooks: fill them, list things, read what comes back from outside.

fill_form(kind, fields, rows, number=…, printed_at=…, printed_by=…)  -> bytes of a filled .xlsx
blank_form(kind, …)               -> the same without values, for a day on paper
form(kind)                        -> the blank form: its fields, labels, repeated rows, paper
write_checked(data, path)         -> the file is whole or not there
write_list(path, title, columns, rows)   -> a long list as a workbook, checked
read_register(path, today=…)      -> the rows of a foreign phone register
read_list(path, kind, today=…)    -> the same for customers_machines, technicians, price_list
read_headings(path, kind)         -> its headings, guessed fields and samples, for a mapping by hand
read_back(path, today=…)          -> a filled form that came back: its kind, number, fields, rows
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch_console.domain.moment import SHANGHAI, local
from dispatch_console.paper.checked import write_checked
from dispatch_console.paper.fill import Value, fill
from dispatch_console.paper.form import KINDS, Form, kind_of, load
from dispatch_console.paper.listing import Column, write_list
from dispatch_console.paper.listing_chart import Chart
from dispatch_console.paper.reading.back import FormBack, read_back
from dispatch_console.paper.reading.layout import Heading
from dispatch_console.paper.reading.register import (
    DayQuestion,
    RegisterRow,
    RegisterSheet,
    SheetHeadings,
    read_headings,
    read_list,
)

__all__ = [
    "KINDS",
    "Chart",
    "Column",
    "DayQuestion",
    "Form",
    "FormBack",
    "Heading",
    "RegisterRow",
    "RegisterSheet",
    "SheetHeadings",
    "Value",
    "blank_form",
    "fill",
    "fill_form",
    "form",
    "kind_of",
    "read_back",
    "read_headings",
    "read_list",
    "read_register",
    "write_checked",
    "write_list",
]


def form(kind: str, user_forms: Path | None = None) -> Form:
    """The blank form of a kind (`KINDS`), the office's own copy in `user_forms` first (R210).

    Raises Refused when that copy cannot be used.
    """
    return load(kind, user_forms)


def fill_form(
    kind: str,
    fields: Mapping[str, Value],
    rows: Mapping[str, Sequence[Mapping[str, Value]]] | None = None,
    *,
    number: str,
    printed_at: dt.datetime,
    printed_by: str,
    user_forms: Path | None = None,
    ply: str | None = None,
    reprint: bool = False,
    zone: ZoneInfo = SHANGHAI,
    logo: bytes = b"",
    firm: Mapping[str, str] | None = None,
) -> bytes:
    """A filled form as .xlsx bytes, with the line at its foot that says what it is, when and by whom (R210).

    Money in yuan, moments aware; see `fill` for the values. Raises Refused for a changed form that cannot be
    used, ValueError for a field that the form does not have.
    """
    blank = load(kind, user_forms)
    said = f"{local(printed_at, zone):%Y-%m-%d %H:%M} {printed_by} {'补打' if reprint else '打印'}"
    foot = (
        f"{blank.title} {blank.kind} v{blank.version}　单号 {number}　{said}　第 {{page}} 页 共 {{pages}} 页"
    )
    return fill(blank, fields, rows, number=number, foot_line=foot, ply=ply, zone=zone, logo=logo, firm=firm)


def blank_form(
    kind: str,
    *,
    number: str = "",
    firm_name: str,
    printed_at: dt.datetime,
    printed_by: str,
    user_forms: Path | None = None,
    zone: ZoneInfo = SHANGHAI,
    logo: bytes = b"",
    firm: Mapping[str, str] | None = None,
) -> bytes:
    """An empty form for a day on paper: its ruled rows numbered, a line for its number, a place for the code (R210)."""
    blank = load(kind, user_forms)
    rows = {r.name: [{"seq": n + 1} for n in range(r.printed)] for r in blank.repeats.values() if "seq" in r.fields}
    said = f"{local(printed_at, zone):%Y-%m-%d %H:%M} {printed_by} 空白表"
    foot = f"{blank.title} {blank.kind} v{blank.version}　单号 {number or '＿' * 8}　{said}　第 {{page}} 页 共 {{pages}} 页"
    fields = {"firm_name": firm_name} if firm_name else {}
    return fill(blank, fields, rows, number=number, foot_line=foot, zone=zone, logo=logo, firm=firm)


def read_register(
    path: Path,
    kind: str = "phone_register",
    *,
    today: dt.date,
    zone: ZoneInfo = SHANGHAI,
    sheet: str = "",
    mapping: Mapping[str | int, str] | None = None,
    day_order: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RegisterSheet:
    """The rows of a phone register from outside (R217); see `read_list` for what comes back and what it
    raises.
    """
    return read_list(
        path, kind, today=today, zone=zone, sheet=sheet, mapping=mapping, day_order=day_order,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
