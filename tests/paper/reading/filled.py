"""What a filled form must give when it is read back, and values to fill every form with."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from dispatch_console.paper import fill_form
from dispatch_console.paper.form import KINDS, load
from dispatch_console.paper.reading.back import LEFT_OUT, FormBack
from dispatch_console.paper.reading.books import form_cells
from dispatch_console.paper.reading.shapes import PRIVATE, Shape, blank_of
from dispatch_console.paper.safe_text import safe_text
from tests.paper.lists import ZONE, at

TODAY = dt.date(2026, 3, 3)


def expected(value: Any, shape: Shape) -> Any:
    """What reading must give for a value that was filled in."""
    if shape.kind == "choice":
        words = [value] if isinstance(value, str) else list(value or ())
        return sorted(safe_text(w).strip() for w in words if w)
    if value is None or (isinstance(value, str) and not safe_text(value).strip()):
        return None
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return Decimal(str(value))
    return value


def differences(kind: str, fields: dict[str, Any], rows: dict[str, list[dict[str, Any]]], back: FormBack) -> list[Any]:
    """Every value that did not come back as it was filled in; [] when all did."""
    shapes = blank_of(load(kind)).shapes
    wrong: list[Any] = list(back.hidden)
    told = dict(back.problems)

    def check(where: str, name: str, value: Any, there: dict[str, Any]) -> None:
        if isinstance(value, str) and value and shapes[name].kind not in ("text", "choice"):  # words in the place of a day
            if (told.pop(where, None) is None) == (there.get(name) is None):
                wrong.append((where, value, "neither understood nor told"))
            return
        got = there.get(name, "(missing)")
        got = sorted(got) if isinstance(got, tuple) else got
        if got != (want := expected(value, shapes[name])):
            wrong.append((where, want, got))

    for name in load(kind).single:
        if name in fields:
            check(name, name, fields[name], back.fields)
    for name, records in rows.items():
        records = list(records)
        while records and all(expected(v, shapes[k]) in (None, []) for k, v in records[-1].items()):
            records.pop()
        got = back.rows[name]
        if len(got) != len(records):
            wrong.append((name, len(records), len(got)))
        for n, (record, there) in enumerate(zip(records, got, strict=False), 1):
            for key, value in record.items():
                check(f"{name}/{n}/{key}", key, value, there)
    return wrong + [(k, str(v)) for k, v in told.items()]


def filled(kind: str, fields: dict[str, Any], rows: dict[str, list[dict[str, Any]]], number: str) -> bytes:
    return fill_form(kind, fields, rows, number=number, printed_at=at("08:56"), printed_by="王丽")


def cells_of(data: bytes, folder: Any) -> dict[str, Any]:
    """A workbook's cells as the process of its own would tell them."""
    path = folder / "a.xlsx"
    path.write_bytes(data)
    return form_cells(path)


_PIECES = st.one_of(
    st.text(alphabet="卡纸双面复印机理光佳能上海市浦东新区世纪大道龘𠮷々〇", min_size=1, max_size=12),
    st.text(alphabet="ＡＢＣ１２３（）：；，。　＝＋－＠", min_size=1, max_size=6),
    st.sampled_from(["=1+1", "+86", "-3", "@SUM(A1)", "=HYPERLINK(\"x\")", "_x0041_", "_x000D_", "<&>\"'", "\n", " ", "  ", "\t",
                     "😀", "👨‍👩‍👧", "é", "00123", "2026-03-02", "1.50", "TRUE", "#REF!", "\x00\x07", "\u200b", "'"]),
    st.text(max_size=8),
)
SHORT = st.lists(_PIECES, max_size=6).map("".join)
LONG = st.tuples(_PIECES, st.integers(50, 900)).map(lambda t: (t[0] * t[1])[:3_000])
_MOMENTS = st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2150, 1, 1)).map(lambda m: m.replace(microsecond=0, tzinfo=ZONE))
_NOTES = st.text(alphabet="左侧盖板划痕 6cm，abc:：=+-@、😀", max_size=20).map(str.strip)


def _choices(blank: str) -> st.SearchStrategy[tuple[str, ...]]:
    options = [o.strip() for o in re.split("[□■]", blank)[1:]]

    def one(option: str) -> st.SearchStrategy[str]:
        word = option.partition("：")[0]
        if "：" not in option:
            return st.just(word)
        return st.one_of(st.just(word), _NOTES.filter(bool).map(lambda t: f"{word}：{t}"))

    return st.lists(st.sampled_from(options), unique=True).flatmap(lambda chosen: st.tuples(*map(one, chosen)))


def values(name: str, shape: Shape, text: st.SearchStrategy[str] = SHORT) -> st.SearchStrategy[Any]:
    if shape.kind == "choice":
        return _choices(shape.blank)
    held = {
        "text": text.filter(lambda t: name not in PRIVATE or "**" not in safe_text(t)),
        "number": st.one_of(st.integers(-(2**53), 2**53), st.decimals(-10**9, 10**9, places=2, allow_nan=False)),
        "date": st.dates(dt.date(1901, 1, 1), dt.date(2150, 1, 1)),
        "moment": _MOMENTS,
        "time": st.one_of(_MOMENTS, st.times().map(lambda t: t.replace(microsecond=0))),
    }[shape.kind]
    return st.one_of(st.none(), held)


@st.composite
def forms(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, list[dict[str, Any]]], str]:
    """Any form with some of its fields and rows filled."""
    kind = draw(st.sampled_from([k for k in KINDS if load(k).fields]))
    form = load(kind)
    shapes = blank_of(form).shapes
    names = [n for n in form.single if n not in LEFT_OUT]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=6))
    fields = {n: draw(values(n, shapes[n])) for n in chosen}
    if draw(st.integers(0, 5)) == 0 and (long := [n for n in names if shapes[n].kind == "text"]):
        name = draw(st.sampled_from(long))
        fields[name] = draw(values(name, shapes[name], LONG))
    rows = {}
    for repeat in form.repeats.values():
        record = st.fixed_dictionaries({}, optional={n: values(n, shapes[n]) for n in repeat.fields})
        rows[repeat.name] = draw(st.lists(record, max_size=3)) * draw(st.sampled_from([0, 1, 1, repeat.printed // 2 + 3]))
    return kind, fields, rows, draw(st.sampled_from(["WX260302-009", "BG1", "2026/7-A"]))
