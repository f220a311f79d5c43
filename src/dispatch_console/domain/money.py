"""Money in whole fen: in tables, in sentences, and in the capitals that stand on a receipt."""

from __future__ import annotations

import re
import unicodedata

from dispatch_console.words import Said, say

MOST_FEN = 10**18 - 1
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_AMOUNT = re.compile(r"^(-?)(\d{1,16})(?:\.(\d{1,2}))?$")


def in_table(fen: int) -> str:
    """¥ 380.00, for right-aligned columns."""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥ {abs(fen) // 100}.{abs(fen) % 100:02d}"


def plain(fen: int) -> str:
    """380 or 380.50: yuan without a sign, with decimals only where there are fen."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{sign}{yuan}.{rest:02d}" if rest else f"{sign}{yuan}"


def in_words(fen: int) -> Said:
    """380 yuan, for sentences."""
    return say("{yuan} yuan", yuan=plain(fen))


def parse_yuan(text: str) -> int:
    """Whole fen from what was typed (380, 380.5, ¥ 1,380.00, 380元). Raises ValueError; never rounds."""
    bare = unicodedata.normalize("NFKC", text).strip().replace(",", "").replace(" ", "")
    bare = bare.removeprefix("-¥").join(("-", "")) if bare.startswith("-¥") else bare.lstrip("¥")
    found = _AMOUNT.match(bare.removesuffix("元"))
    if not found:
        raise ValueError(text)
    fen = int(found.group(2)) * 100 + int((found.group(3) or "0").ljust(2, "0"))
    return -fen if found.group(1) else fen


def capitals(fen: int) -> str:
    """叁佰捌拾元整: the amount as written on receipts. Raises ValueError beyond 9999 万亿.

    整 follows 元 and 角, never 分; one 零 stands for any run of noughts between digits.
    """
    if abs(fen) > MOST_FEN:
        raise ValueError(fen)
    yuan, rest = divmod(abs(fen), 100)
    jiao, cent = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    if cent:
        if yuan and not jiao:
            text += "零"
        text += f"{_DIGITS[cent]}分"
    else:
        text = f"{text or '零元'}整"
    return f"负{text}" if fen < 0 else text


def _whole(yuan: int) -> str:
    groups = []
    while yuan:
        yuan, part = divmod(yuan, 10_000)
        groups.append(part)
    text, nought = "", False
    for place in range(len(groups) - 1, -1, -1):
        part = groups[place]
        if part:
            if text and (nought or part < 1000):
                text += "零"
            text += _group(part) + _group_name(place, groups)
        nought = part == 0
    return text


def _group_name(place: int, groups: list[int]) -> str:
    if place == 3 and groups[2]:
        return "万"  # 壹万贰仟亿: 亿 is said once, after the group below
    return _GROUPS[place]


def _group(part: int) -> str:
    text, nought = "", False
    for place in range(3, -1, -1):
        digit = part // 10**place % 10
        if digit:
            text += ("零" if nought and text else "") + _DIGITS[digit] + _PLACES[place]
        nought = digit == 0
    return text
