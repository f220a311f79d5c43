"""Ticks the boxes of a choice: □ before every word, ■ before what was chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence

BOX, TICK = "□", "■"


def is_choice(text: object) -> bool:
    """Whether a blank field is a row of boxes."""
    return isinstance(text, str) and (BOX in text or TICK in text)


def ticked(blank: str, chosen: str | Sequence[str]) -> str:
    """The row of boxes with the chosen ones ticked; words after ： go on that choice's line for the pen.

    What was chosen but is not offered is put behind, ticked: nothing is lost.
    """
    wanted = [chosen] if isinstance(chosen, str) else list(chosen)
    said: dict[str, str] = {}
    for text in wanted:
        word, colon, rest = (text if "：" in text else text.replace(":", "：", 1)).partition("：")
        said[word.strip()] = rest if colon else ""
    parts = re.split(f"([{BOX}{TICK}])", blank)
    out = [parts[0]]
    for sign, option in zip(parts[1::2], parts[2::2], strict=True):
        word, colon, pen = option.partition("：")
        name = word.strip()
        if name not in said:
            out += [sign if sign == BOX else BOX, option]
            continue
        extra = said.pop(name)
        gap = option[len(option.rstrip()) :]
        out += [TICK, name, ("：" + (extra or pen.rstrip())) if colon or extra else "", gap]
    for name, extra in said.items():
        if name:
            out += ["  " if len(out) > 1 else "", TICK, name, f"：{extra}" if extra else ""]
    return "".join(out)


def chosen_of(text: str) -> list[str]:
    """The ticked words of a row of boxes as they come back from paper."""
    parts = re.split(f"([{BOX}{TICK}])", text)
    return [o.strip() for s, o in zip(parts[1::2], parts[2::2], strict=True) if s == TICK]
