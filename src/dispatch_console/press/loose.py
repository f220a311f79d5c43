"""Papers that belong to no job: looked at, then printed or written as PDF, each time recorded; a kept one says when it comes out again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from dispatch_console.commands.papers import RecordExport
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.refused import Refused
from dispatch_console.press import printer
from dispatch_console.press.output import first_pictures, to_pdf
from dispatch_console.press.papers import profile_of
from dispatch_console.queries.closing import TimesOut
from dispatch_console.words import N_, Said

MOST_SHOWN = 12  # pages on the screen; all of them are printed


@dataclass(frozen=True, slots=True)
class Loose:
    """A paper: the name it is recorded under, its words, how its workbook is made (desk, whether it comes out again: bytes, rows)."""

    name: str
    word: str
    make: Callable[[Desk, bool], tuple[bytes, int]]
    counted: bool = False  # a second print is marked
    why_not: Said | None = None  # it can be looked at, but not printed

    @property
    def recorded(self) -> str:
        """Under what its prints stand in the log of what left the desk."""
        return f"print:{self.name}"


def times(desk: Desk, wanted: Loose) -> int:
    """How often a counted paper was printed."""
    return desk.ask(TimesOut(form=wanted.recorded)) if wanted.counted else 0


def look(desk: Desk, wanted: Loose) -> tuple[list[QImage], int]:
    """The first pages as they would come out now, and how many there are."""
    return first_pictures(wanted.make(desk, times(desk, wanted) > 0)[0], MOST_SHOWN)


def hand_out(desk: Desk, wanted: Loose, purpose: str, give: Callable[[Sequence[bytes]], int]) -> int:
    """Give a paper to a printer or a file and record it when that was done (R69, R218); gives its pages.

    Raises Refused without a purpose and for a paper that cannot be printed yet, and what the printer or the disk raises.
    """
    if wanted.why_not is not None:
        raise Refused(wanted.why_not.msgid, **wanted.why_not.values)
    if not purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    content, rows = wanted.make(desk, times(desk, wanted) > 0)
    pages = give([content])
    desk.do(RecordExport(form=wanted.recorded, purpose=purpose.strip(), rows=rows, sha256=hashlib.sha256(content).hexdigest()))
    return pages


def to_file(desk: Desk, wanted: Loose, purpose: str, path: Path) -> int:
    """Write a paper as PDF, whole or not at all; gives its pages."""
    return hand_out(desk, wanted, purpose, lambda works: to_pdf(works, path))


def to_printer(desk: Desk, wanted: Loose, purpose: str, printer_name: str) -> int:
    """Print a paper as that printer is set; gives the pages sent."""
    return hand_out(desk, wanted, purpose, lambda works: printer.print_on(printer_name, works, profile=profile_of(desk, printer_name)))
