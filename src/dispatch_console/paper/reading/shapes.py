"""What each field of a form holds (text, a day, an amount, boxes), and what stands in it when it comes back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dispatch_console.domain.moment import moment
from dispatch_console.paper import choices, numfmt
from dispatch_console.paper.fill import form_strings
from dispatch_console.paper.form import Form
from dispatch_console.paper.package import Package
from dispatch_console.paper.reading import days, values
from dispatch_console.paper.reading.spoken import Raw
from dispatch_console.paper.reading.values import Unread, When
from dispatch_console.paper.sheet import Sheet
from dispatch_console.paper.styles import Styles
from dispatch_console.words import N_

FieldValue = str | Decimal | dt.datetime | dt.date | dt.time | tuple[str, ...] | None
NOT_OFFERED = N_("{shown} is none of the words that this place offers.")
PRIVATE = {
    "phone", "phone_2", "technician_phone", "customer_name", "contact", "address", "open_customer", "surname",
}  # fmt: skip
BOXES_UNCLEAR = N_("Which boxes are ticked? {shown}")
TICKED_BY_HAND, OPEN_BY_HAND = "☑☒✓✔√✅●◆▣", "☐▢○◇▫"
_HIDDEN = re.compile(r"\*{2,}")
_PEN = "＿_ 　"
_LASTING = re.compile(r"(-)?PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")  # how an .ods tells a time of day


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field holds: text, number, date, moment, time or choice; and the boxes printed in it."""

    kind: str
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank form as it is needed to read a filled one: what each field holds, and the words printed around
    them by row and column.
    """

    shapes: Mapping[str, Shape]
    printed: Mapping[int, Mapping[int, str]]


def blank_of(form: Form) -> Blank:
    """The shapes and printed words of a form."""
    return _blank(form.data, form.sheet_part, tuple((f.name, f.row, f.column) for f in form.fields.values()))


@lru_cache(maxsize=32)
def _blank(data: bytes, part: str, places: tuple[tuple[str, int, int], ...]) -> Blank:
    package = Package(data)
    styles_part = next(
        (n for k, n in package.relations("xl/workbook.xml").values() if k == "styles"), "xl/styles.xml"
    )
    styles = Styles(package.parts[styles_part])
    sheet = Sheet(package.parts[part], form_strings(package))
    shapes = {}
    for name, row, column in places:
        cell = sheet.cell(row, column)
        shapes[name] = _shape(cell.value, styles.look(cell.style).code)
    taken = {(row, column) for _name, row, column in places}
    printed: dict[int, dict[int, str]] = {}
    for number, line in sheet.rows.items():
        for column, cell in line.cells.items():
            if (number, column) not in taken and isinstance(cell.value, str) and plain(cell.value):
                printed.setdefault(number, {})[column] = plain(cell.value)
    return Blank(shapes, printed)


def plain(text: object) -> str:
    """A printed word without blanks and line ends, to be found again."""
    return re.sub(r"\s+", "", str(text)) if isinstance(text, str) else ""


def _shape(value: object, code: str) -> Shape:
    if isinstance(value, str) and choices.is_choice(value):
        return Shape("choice", value)
    if numfmt.is_date(code):
        has_day, has_hour = bool(re.search(r"[yd]", code, re.I)), "h" in code.lower()
        return Shape("moment" if has_day and has_hour else "date" if has_day else "time")
    return Shape("number" if re.search(r"[0#]", code) else "text")


def is_hidden(name: str, value: Raw) -> bool:
    """Whether a private field shows only its mask (138****1234, 张**): that says nothing about the value."""
    return name in PRIVATE and isinstance(value, str) and bool(_HIDDEN.search(value))


def value_of(raw: Raw, shape: Shape, when: When) -> FieldValue:
    """The value of a cell as its field's kind; None for a blank one. Raises Unread in words."""
    if shape.kind == "choice":
        return chosen(values.words(raw) if not isinstance(raw, str) else raw, shape.blank)
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if shape.kind == "number":
        return values.number(raw)
    if shape.kind == "text":
        return raw if isinstance(raw, str) else values.words(raw)
    raw = _day_or_time(raw)
    if shape.kind == "date":
        return days.day(raw, when)
    if isinstance(raw, dt.time):
        return raw if shape.kind == "time" else days.called(raw, when)
    if shape.kind == "time" and (only := days.time_only(raw)) is not None:
        return only
    if isinstance(raw, dt.datetime):  # with its seconds
        return moment(raw.replace(tzinfo=when.zone))
    return days.called(raw, when)


def _day_or_time(raw: Raw) -> Raw:
    """What a program kept as a length of time or a number is the day or the time of day that is shown."""
    if isinstance(raw, str) and (found := _LASTING.fullmatch(raw.strip())) and any(found.groups()[1:]):
        hours, minutes, seconds = (float((g or "0").replace(",", ".")) for g in found.groups()[1:])
        raw = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if isinstance(raw, dt.timedelta):
        raw = raw.total_seconds() / 86400
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and 0 <= raw < 2_958_466:
        found_at = numfmt.moment_of(float(raw))
        return found_at if raw >= 1 else found_at.time()
    if isinstance(raw, dt.datetime):
        raw = (raw + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
        return raw.time() if raw.date() < dt.date(1900, 1, 1) else raw
    if isinstance(raw, dt.time) and raw.microsecond:
        return (dt.datetime.combine(dt.date(2000, 1, 1), raw) + dt.timedelta(microseconds=500_000)).time().replace(microsecond=0)
    return raw


def chosen(text: str, blank: str) -> tuple[str, ...]:
    """The ticked words of a row of boxes, with what was written behind ：; a tick by another sign (☑ √ ●) in the place of a
    box counts. Raises Unread for another word, and when a sign stands where it says nothing.
    """
    text = _by_hand(text, blank)
    if not choices.is_choice(text):
        return _typed(text, blank)
    words = [
        (o.partition("：")[0].strip(), o.rstrip(), "：" in o) for o in re.split(f"[{choices.BOX}{choices.TICK}]", blank)[1:]
    ]
    pattern = r"\s*".join(
        f"([{choices.BOX}{choices.TICK}]){re.escape(word)}" + (r"(?:：(.*?))?" if word else "()") for word, _o, _pen in words
    )
    found = re.fullmatch(rf"\s*{pattern}\s*((?:\s*{choices.TICK}.*)?)", text, re.S)
    if found is None:
        gone = choices.TICK not in text and text.count(choices.BOX) < len(words)
        if gone or any(sign in text for sign in TICKED_BY_HAND):  # a box is gone and none is ticked, or a tick stands elsewhere
            raise Unread(BOXES_UNCLEAR, text.strip())
        return tuple(_trimmed(w) for w in choices.chosen_of(text))
    out = []
    groups = found.groups()
    for (word, _option, _pen), sign, extra in zip(words, groups[:-1:2], groups[1:-1:2], strict=True):
        if sign == choices.TICK:
            out.append(_trimmed(f"{word}：{extra}") if extra else word)
    if groups[-1]:
        out += [_trimmed(w) for w in choices.chosen_of(groups[-1])]
    return tuple(out)


def _by_hand(text: str, blank: str) -> str:
    """The same row with our own signs where others stand before a word that is offered."""
    for option in re.split(f"[{choices.BOX}{choices.TICK}]", blank)[1:]:
        word = re.escape(option.partition("：")[0].strip())
        text = re.sub(rf"[{TICKED_BY_HAND}]\s*(?={word})", choices.TICK, text) if word else text
        text = re.sub(rf"[{OPEN_BY_HAND}]\s*(?={word})", choices.BOX, text) if word else text
    return text


def _trimmed(text: str) -> str:
    """A ticked word without the line for the pen."""
    word, colon, extra = text.partition("：")
    extra = extra.strip(_PEN)
    return f"{word.strip()}：{extra}" if colon and extra else word.strip()


def _typed(text: str, blank: str) -> tuple[str, ...]:
    """Words typed over the boxes: 已解决, or several with 、 between."""
    said = [t.strip() for t in re.split(r"[、,，;；\n]| {2,}", text) if t.strip()]
    offered = {w.partition("：")[0] for w in choices.chosen_of(blank.replace(choices.BOX, choices.TICK))}
    if strange := [s for s in said if s.partition("：")[0].strip() not in offered]:
        raise Unread(NOT_OFFERED, "、".join(strange))
    return tuple(said)
