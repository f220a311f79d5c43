"""Takes out of a text what no workbook and no printer can carry; nothing that can be seen is lost."""

from __future__ import annotations

import re

LONGEST = 32767  # characters in one cell, counted as workbooks do: 😀 is two
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]|[\U0001fffe-\U0010ffff]"
)


def safe_text(text: str) -> str:
    """The text without control characters, lone surrogates, invisible marks and U+FFFE; line ends become
    \\n.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNFIT.sub(_kept, text.replace("\r\n", "\n").replace("\r", "\n"))


def _kept(found: re.Match[str]) -> str:
    """Rare characters beyond the first planes stay, save the ones that are none."""
    c = found.group()
    return c if ord(c) > 0x1FFFF and ord(c) & 0xFFFE != 0xFFFE else ""


def shortened(text: str) -> str:
    """The text as long as one cell may be; what had no room is told by … at its end."""
    if len(text) <= LONGEST // 2 or len(units := text.encode("utf-16-le")) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
