"""Takes out of a text what no workbook and no printer can carry; nothing that can be seen is lost."""

from __future__ import annotations

import unicodedata

KEPT = "\n\t"
LONGEST = 32767  # characters in one cell


def safe_text(text: str) -> str:
    """The text without control characters, lone surrogates and U+FFFE/U+FFFF; line ends become \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in KEPT or _fit(c))


def _fit(c: str) -> bool:
    code = ord(c)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return False
    return unicodedata.category(c) not in ("Cc", "Cs") and c not in "\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
