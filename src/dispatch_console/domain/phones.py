"""Telephone numbers as Chinese offices write them: read, shown, hidden and searched; none is ever refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from dispatch_console.words import Said, say

AREA = "021"
EXTENSION_WORD = "转"

_EXTENSION = re.compile(r"(?:转|轉|分机|分機|内线|內線|ext\.?|x|#)\s*[:：]?\s*(\d{1,6})\D*$", re.IGNORECASE)
_DASH_EXTENSION = re.compile(r"^(.*\d.*?\d)\s*-\s*(\d{1,6})\s*$")
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d{1,2}$")
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_SERVICE = re.compile(r"^(?:400|800)\d{7}$")
_SHORT = re.compile(r"^(?:95\d{3,6}|96\d{3,4}|1[012]\d{1,3}|123\d{2})$")
_AREA = re.compile(r"^(?:010|02\d|0[3-9]\d\d)")
_SPLIT = re.compile(r"[,，、;；]|\s+/\s+|/(?=\s*(?:1[3-9]\d{9}|0\d{2,3}|\d{7,8}\b))|\s{2,}|或")


class PhoneKind(StrEnum):
    """What sort of number it is; a mobile asks for a landline too (R15)."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"
    SHORT = "short"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number read: digits with the area code, an extension apart, and why it may be wrong (R4, R15)."""

    digits: str
    kind: PhoneKind
    extension: str = ""
    why_doubtful: Said | None = None

    @property
    def shown(self) -> str:
        """Grouped for the eye: 139 0017 4420, 021-6245 8837 转 801."""
        return shown(self)

    @property
    def masked(self) -> str:
        """With the middle hidden: 139 **** 4420 (R218)."""
        return masked(self)


def parse(value: object, area: str = AREA) -> Phone:
    """Read what was typed or stood in a sheet cell (R4; text, int or float); local numbers get the area code.

    Never raises: what cannot be understood is kept with its digits and a reason to doubt it.
    """
    text = _text_of(value)
    text = _SPLIT.split(text.strip())[0]
    found = _EXTENSION.search(text)
    extension = ""
    if found:
        extension, text = found.group(1), text[: found.start()]
    digits = _digits(text)
    if not extension:
        digits, extension = _dash_extension(text, digits)
    return _judge(digits, extension, area)


def parse_all(value: object, area: str = AREA) -> tuple[Phone, ...]:
    """Read a cell that may hold several numbers (R4, `13900174420 / 62458837`); empty for no digits at all."""
    parts = [p for p in _SPLIT.split(_text_of(value).strip()) if any(c.isdigit() for c in p)]
    return tuple(parse(p, area) for p in parts)


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if abs(value) < 1e18 else ""  # neither endless nor no number
    text = unicodedata.normalize("NFKC", str(value)).strip().lstrip("'")
    if _SCIENTIFIC.match(text):
        return str(int(float(text)))
    return re.sub(r"^(\d{5,})\.0+$", r"\1", text)


def _digits(text: str) -> str:
    abroad = text.strip().startswith(("+86", "(+86", "86-", "86 "))
    digits = re.sub(r"\D", "", text)
    if digits.startswith("0086"):
        digits, abroad = digits[4:], True
    elif digits.startswith("86") and (abroad or len(digits) >= 12):
        digits, abroad = digits[2:], True
    if abroad and not digits.startswith("0") and len(digits) in (10, 11):
        digits = f"0{digits}"
    if digits.startswith("0") and _MOBILE.match(digits[1:]):
        digits = digits[1:]  # the old way to dial a mobile of another city
    return digits


def _dash_extension(text: str, digits: str) -> tuple[str, str]:
    found = _DASH_EXTENSION.match(text)
    if not found:
        return digits, ""
    head, tail = _digits(found.group(1)), found.group(2)
    if _is_whole(head):
        return head, tail
    return digits, ""


def _is_whole(digits: str) -> bool:
    area = _AREA.match(digits)
    if area:
        return len(digits) - len(area.group()) in (7, 8) and digits[len(area.group())] in "23456789"
    return bool(_MOBILE.match(digits) or _SERVICE.match(digits) or re.match(r"^[2-9]\d{7}$", digits))


def _local_length(area: str) -> int:
    return 8 if area == "010" or re.match(r"^02\d$", area) else 7


def _judge(digits: str, extension: str, area: str) -> Phone:
    if not digits:
        return Phone("", PhoneKind.UNKNOWN, "", say("No number. You can save and complete it later."))
    if _MOBILE.match(digits):
        return Phone(digits, PhoneKind.MOBILE, extension)
    if _SERVICE.match(digits):
        return Phone(digits, PhoneKind.SERVICE, extension)
    if _SHORT.match(digits):
        return Phone(digits, PhoneKind.SHORT, extension)
    if re.match(r"^1[3-9]", digits) and len(digits) >= 9:
        return Phone(digits, PhoneKind.MOBILE, extension, _length(len(digits), 11))
    code = _AREA.match(digits)
    if code:
        return _landline(code.group(), digits[len(code.group()) :], extension)
    if re.match(r"^[2-9]", digits) and 6 <= len(digits) <= 9:
        return _landline(area, digits, extension)
    return Phone(digits, PhoneKind.UNKNOWN, extension, say("Not a Chinese number as known: check it."))


def _landline(area: str, number: str, extension: str) -> Phone:
    full = _local_length(area)
    right = (8,) if full == 8 else (7, 8)
    doubt: Said | None = None
    if len(number) not in right:
        doubt = _length(len(number), full)
    elif number[0] in "01":
        doubt = say("Not a Chinese number as known: check it.")
    return Phone(area + number, PhoneKind.LANDLINE, extension, doubt)


def _length(has: int, full: int) -> Said:
    if has == full - 1:
        return say("One digit short ({n} of {full}). You can save and complete it later.", n=has, full=full)
    if has < full:
        return say("{k} digits short ({n} of {full}). You can save and complete it later.",
                   k=full - has, n=has, full=full)  # fmt: skip
    if has == full + 1:
        return say("One digit too many ({n} of {full}).", n=has, full=full)
    return say("{k} digits too many ({n} of {full}).", k=has - full, n=has, full=full)


def shown(phone: Phone) -> str:
    """139 0017 4420 · 021-6245 8837 · 0571-871 2345 · 400-820 1234, with 转 801 behind."""
    head, groups = _grouped(phone)
    text = "-".join(p for p in (head, " ".join(groups)) if p)
    return f"{text} {EXTENSION_WORD} {phone.extension}" if phone.extension else text


def masked(phone: Phone) -> str:
    """The number with its middle hidden and no extension: 139 **** 4420, 021-**** 8837 (R218)."""
    if phone.kind is PhoneKind.SHORT:
        return phone.digits
    head, groups = _grouped(phone)
    if len(groups) == 3:
        return f"{groups[0]} **** {groups[2]}"
    if len(groups) == 2:
        return f"{head}-{'*' * len(groups[0])} {groups[1]}"
    has = len(phone.digits)
    hidden = has - min(4, has // 2)
    return "*" * hidden + phone.digits[hidden:]


def _grouped(phone: Phone) -> tuple[str, list[str]]:
    d = phone.digits
    if phone.kind is PhoneKind.MOBILE and len(d) == 11:
        return "", [d[:3], d[3:7], d[7:]]
    if phone.kind is PhoneKind.SERVICE:
        return d[:3], [d[3:6], d[6:]]
    code = _AREA.match(d)
    if phone.kind is PhoneKind.LANDLINE and code:
        number = d[len(code.group()) :]
        if len(number) > 4:
            return code.group(), [number[:-4], number[-4:]]
        return code.group(), [number]
    return "", [d]


def search_digits(text: object) -> str:
    """Only the digits of what was typed or stored, to look a number up by any part of it."""
    return re.sub(r"\D", "", _text_of(text))


def reversed_digits(text: object) -> str:
    """The digits backwards, so that "ends with 4420" is a search from the left."""
    return search_digits(text)[::-1]
