"""The keys by which a name is found: simplified characters, pinyin and initials in all their readings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from typing import Any

from dispatch_console.domain.surnames import SURNAMES

_CJK = re.compile(r"[㐀-鿿豈-﫿]")
_PARTS = re.compile(r"[㐀-鿿豈-﫿]+|[a-z0-9]+")
_SHORT_NAME = 4  # a person's name: every reading of every character counts
_MOST = 32


@dataclass(frozen=True, slots=True)
class NameKeys:
    """What is stored beside a name: 单志强 → 单志强, (shanzhiqiang, danzhiqiang), (szq, dzq, czq)."""

    simplified: str
    full: tuple[str, ...]
    initials: tuple[str, ...]


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified characters, half width and lower case, so that 單志強 finds 单志强."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isascii():
        return plain.lower()
    return str(_converter().convert(plain)).lower()


def search_keys(name: str) -> NameKeys:
    """All keys of a name; the usual reading first, at most 32 initials. Empty for a name without letters."""
    plain = simplified(name)
    parts = _PARTS.findall(plain)
    if not parts:
        return NameKeys(plain, (), ())
    usual: list[tuple[str, ...]] = []  # syllables, or one word of letters and digits, with its other readings
    letters: list[tuple[str, ...]] = []
    for place, part in enumerate(parts):
        if _CJK.match(part):
            sounds, firsts = _readings(part, place == 0, len(plain) <= _SHORT_NAME)
            usual += sounds
            letters += firsts
        else:
            usual.append((part,))
            letters.append((part,))
    full = _unique("".join(p) for p in islice(product(*usual), 8))
    return NameKeys(plain, full, _initials(letters, len(plain) <= _SHORT_NAME))


def _readings(part: str, first: bool, short: bool) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    from pypinyin import Style, lazy_pinyin, pinyin

    plain = lazy_pinyin(part, style=Style.NORMAL, errors="default", v_to_u=False)
    sounds: list[tuple[str, ...]] = [(s.lower(),) for s in plain]
    firsts: list[tuple[str, ...]] = [(s[0][:1],) for s in sounds]
    if short:
        heard = pinyin(part, style=Style.FIRST_LETTER, heteronym=True, errors="default", strict=False)
        if len(heard) == len(firsts):
            firsts = [_unique((f[0], *sorted(h))) for f, h in zip(firsts, heard, strict=True)]
    if first:
        _put_surname(part, sounds, firsts, short)
    return sounds, firsts


def _put_surname(
    part: str, sounds: list[tuple[str, ...]], firsts: list[tuple[str, ...]], short: bool
) -> None:
    surname = part[:2] if part[:2] in SURNAMES else part[:1]
    if surname not in SURNAMES or len(sounds) != len(part) or (not short and len(surname) == 1):
        return
    for i in range(len(surname)):
        read = tuple(r.split()[i] for r in SURNAMES[surname])
        sounds[i] = _unique((*read, *sounds[i]))
        firsts[i] = _unique((*(r[0] for r in read), *firsts[i]))


def _initials(letters: list[tuple[str, ...]], short: bool) -> tuple[str, ...]:
    if short:
        return _unique("".join(p) for p in islice(product(*letters), _MOST))
    usual = [choice[0] for choice in letters]
    found = ["".join(usual)]
    for i, choice in enumerate(letters):  # in a firm's name one character at a time
        found += ["".join([*usual[:i], other, *usual[i + 1 :]]) for other in choice[1:]]
    return _unique(found)[:_MOST]


def _unique(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))
