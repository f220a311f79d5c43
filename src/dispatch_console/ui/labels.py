"""How wide the labels of a form are: measured from their words in the language in use, never less than drawn."""

from __future__ import annotations

from dispatch_console.ui.theme import SMALL, advance, px
from dispatch_console.words import _


def label_width(*words: str, least: int, most: int = 96) -> int:
    """The width of the longest of these msgids, at least and at most so many pixels at 100 per cent."""
    longest = max((advance(_(word), SMALL) for word in words), default=0.0)
    return round(max(px(least), min(px(most), longest + 2)))
