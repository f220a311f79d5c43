"""How wide the labels of a form are: measured from their words in the language in use, never less than drawn."""

from __future__ import annotations

import datetime as dt

from dispatch_console.ui.theme import SMALL, advance, px
from dispatch_console.words import N_, _, language

DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: dt.date) -> str:
    """3月2日 周一, Mon 2 Mar."""
    weekday = _(DAYS[day.weekday()])
    return f"{day.month}月{day.day}日 {weekday}" if language() == "zh_CN" else f"{weekday} {day.day} {MONTHS[day.month - 1]}"


def label_width(*words: str, least: int, most: int = 96) -> int:
    """The width of the longest of these msgids, at least and at most so many pixels at 100 per cent."""
    longest = max((advance(_(word), SMALL) for word in words), default=0.0)
    return round(max(px(least), min(px(most), longest + 2)))
