"""How a visit in hand looks over the timeline: a dashed outline, what it would lie on, and what speaks for and against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain.durations import length_words
from dispatch_console.domain.moment import Moment, local
from dispatch_console.ui import paint
from dispatch_console.ui.board.placing import InHand
from dispatch_console.ui.paint import box, hatch, text
from dispatch_console.ui.theme import BODY, SMALL, advance, color, px
from dispatch_console.words import _

if TYPE_CHECKING:
    from dispatch_console.queries.dispatching import Candidate
    from dispatch_console.queries.roster import VisitBlock

Line = tuple[str, str, bool]  # words, token, bold
Clashes = Sequence[tuple["VisitBlock", int]]


def span_words(hand: InHand, zone: ZoneInfo) -> str:
    """13:15–14:15."""
    return f"{local(hand.start, zone):%H:%M}–{local(hand.end, zone):%H:%M}"


def reasons(hand: InHand, man: Candidate, promise: Moment | None) -> str:
    """What speaks for him and against him at that time, each with its tick or cross; the promise is the arrival's."""
    late = None if promise is None else int((hand.start - promise).total_seconds() // 60)
    said = [
        "" if man.level is None else f"✓ {man.skill} {man.level}" if man.level else f"✗ {_('cannot')}",
        f"✓ {_('his own')}" if man.same_district else f"✗ {_('not his district')}",
        f"✓ {_('visits here: {n}', n=man.machine_visits)}" if man.machine_visits else "",
        "" if late is None else f"✗ {_('{n} too late', n=length_words(late))}" if late > 0
        else f"✓ {_('{n} to spare', n=length_words(-late))}",
    ]  # fmt: skip
    return "  ".join(filter(None, said))


def tip(hand: InHand, name: str, clashes: Clashes, why: str, zone: ZoneInfo) -> list[Line]:
    """What is said beside the ghost: when and who, each visit in the way with its minutes, for and against, the keys."""
    if not name:
        return [(_("Onto a technician's row"), "text", True), (_("Esc takes it back"), "text3", False)]
    lines = [(f"{hand.customer} → {name} {span_words(hand, zone)}", "text", True)]
    lines += [
        (f"▲ {_('overlaps {customer} by {n} min', customer=block.customer, n=n)}", "over_tx", True) for block, n in clashes
    ]
    if why:
        lines.append((why, "text2", False))
    placing = _("Where it lay") if hand.stays else _("Let go or Enter: asks first · Esc takes it back")
    return [*lines, (placing, "text3", False)]


def draw(p: QPainter, r: QRectF, hand: InHand, clashes: Clashes, x_of: Callable[[Moment], float], zone: ZoneInfo) -> None:
    """The ghost in its row: the time in words while there is room, hatched where another visit lies."""
    p.save()
    p.setOpacity(0.9)
    box(p, r, "surface", None, 4)
    p.restore()
    for block, _n in clashes:
        both = QRectF(r)
        both.setLeft(max(r.left(), x_of(block.planned_from)))
        both.setRight(min(r.right(), x_of(block.planned_until)))
        p.fillRect(both.adjusted(1, 1, -1, -1), color("over_bg"))
        hatch(p, both.adjusted(1, 1, -1, -1), "over", 230)
    token = "over" if clashes else "accent"
    box(p, r, None, token, 4, 2, dash=True)
    words = next((w for w in (span_words(hand, zone), f"{local(hand.start, zone):%H:%M}") if advance(w, SMALL, True) + 12 <= r.width()), "")
    if words and clashes:  # read on a clear ground
        p.fillRect(QRectF(r.left() + 4, r.top() + 4, advance(words, SMALL, True) + 5, r.height() - 8), color("surface"))
    text(p, r.adjusted(6, 0, -2, 0), words, "over_tx" if clashes else "accent", SMALL, True)


def draw_tip(p: QPainter, over: QRectF, inside: QRectF, lines: Sequence[Line]) -> None:
    """The words in a box under the ghost, or above it where there is no room below."""
    step, pad = px(21), px(10)
    sizes = [BODY if n == 0 else SMALL for n in range(len(lines))]
    width = min(max(advance(w, s, b) for (w, _t, b), s in zip(lines, sizes, strict=True)) + 2 * pad, inside.width() - 8)
    height = step * len(lines) + px(8)
    left = max(inside.left() + 4, min(over.left() + px(24), inside.right() - width - 4))
    top = over.bottom() + 6 if over.bottom() + 6 + height < inside.bottom() else over.top() - 6 - height
    place = QRectF(left, max(inside.top() + 2, top), width, height)
    paint.shadow(p, place)
    box(p, place, "surface", "edge", 6)
    for n, ((words, token, bold), size) in enumerate(zip(lines, sizes, strict=True)):
        row = QRectF(place.left() + pad, place.top() + px(4) + n * step, width - 2 * pad + 2, step)
        text(p, row, words, token, size, bold)
