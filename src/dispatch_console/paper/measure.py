"""How wide a line of text is on paper and where it breaks, without asking a screen."""

from __future__ import annotations

from collections.abc import Callable

MM_PT = 25.4 / 72
LINE = 1.448  # the height of a line, in sizes of the font
PAD_MM = 0.35  # air between a cell's line and its text
INDENT_MM = 2.4
LEAST_PT = 6.5  # nothing is printed smaller

# Advance widths of the bundled font in thousandths of its size, from the blank on.
_ASCII = (
    "224 323 474 555 555 921 680 278 338 338 467 555 278 347 278 392 555 555 555 555 555 555 555 555 555 555 "
    "278 278 555 555 555 474 946 608 657 638 688 589 552 689 728 293 535 646 543 812 723 742 633 742 635 596 "
    "599 721 575 878 573 531 603 338 392 338 555 559 606 563 618 510 620 554 325 564 607 275 275 552 284 926 "
    "610 606 620 620 388 468 377 607 521 802 498 521 475 338 270 338 555"
)
_WIDTHS = {chr(32 + n): int(w) / 1000 for n, w in enumerate(_ASCII.split())}
_BOLD = 1.07
NOT_FIRST = set("。，、；：！？）》〉】」』”’…·,.;:!?)]}%℃％")
NOT_LAST = set("（《〈【「『“‘([{")


def em(c: str) -> float:
    """The width of one character in sizes of the font; unknown ones count as whole."""
    width = _WIDTHS.get(c)
    if width is not None:
        return width
    code = ord(c)
    if 0x300 <= code < 0x370 or code == 0x200D or 0xFE00 <= code <= 0xFE0F:
        return 0.0
    return 0.75 if code < 0x2000 else 1.0


def text_mm(text: str, size_pt: float, bold: bool = False) -> float:
    """The width of a line in mm at a size in points."""
    return sum(map(em, text)) * size_pt * MM_PT * (_BOLD if bold else 1.0)


def break_lines(text: str, width: float, advance: Callable[[str], float]) -> list[str]:
    """Cut a text into lines no wider than width (in whatever unit advance tells); joined by nothing they give
    the text back, save its line ends. Latin words stay whole when they can; a closing mark never begins a
    line.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        rest = part
        while True:
            count = _fitting(rest, width, advance)
            if count >= len(rest):
                lines.append(rest)
                break
            count = _good_break(rest, count)
            lines.append(rest[:count])
            rest = rest[count:]
    return lines


def _fitting(text: str, width: float, advance: Callable[[str], float]) -> int:
    if advance(text) <= width:
        return len(text)
    low, high = 1, len(text)
    while high - low > 1:
        middle = (low + high) // 2
        if advance(text[:middle]) <= width:
            low = middle
        else:
            high = middle
    return low


def _good_break(text: str, count: int) -> int:
    if text[count] == " ":  # a blank may hang over the edge
        return count + 1
    for n in range(count, max(count - 24, 0), -1):
        before, after = text[n - 1], text[n]
        if after in NOT_FIRST or before in NOT_LAST:
            continue
        if _latin(before) and _latin(after):
            continue
        return n
    return count


def _latin(c: str) -> bool:
    return c < "\u2000" and not c.isspace() and c not in "-/"


def lines_at(text: str, width_mm: float, size_pt: float, bold: bool = False) -> list[str]:
    """The lines of a wrapped text at a size in points, told a little too wide so that no program needs
    more.
    """
    return break_lines(text, width_mm / 1.02, lambda part: text_mm(part, size_pt, bold))


def tall_mm(lines: int, size_pt: float) -> float:
    """The height of so many lines in mm."""
    return lines * size_pt * LINE * MM_PT
