"""The lines of a quote, and how its sums, the sentence to say and what follows are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain import money
from dispatch_console.domain.moment import local
from dispatch_console.domain.prices import LineKind, PriceItem
from dispatch_console.queries.card import Card
from dispatch_console.queries.office import Price
from dispatch_console.queries.reports import Market
from dispatch_console.ui.paint import RIGHT, box, draw_icon, line, runs, text
from dispatch_console.ui.theme import BODY, SMALL, TITLE, px
from dispatch_console.words import N_, _

ANSWERED = {"yes": N_("agreed"), "no": N_("refused"), "later": N_("wants to think"), "taken_back": N_("taken back")}


def yuan(fen: int) -> str:
    """380.00: a number in a column of money."""
    return f"{'−' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line being quoted."""

    item: Price
    price_fen: int
    quantity: int = 1

    @property
    def listed(self) -> PriceItem:
        """As the rule of prices knows it."""
        i = self.item
        return PriceItem(i.code, i.name, LineKind(i.kind), i.price_fen, i.low_percent, i.high_percent)


def paint_before(p: QPainter, r: QRectF, card: Card, zone: ZoneInfo, market: Market | None) -> None:
    """The versions told before with what was answered, what the model fetched lately, what he paid last."""
    for n, q in enumerate(card.quotes[:2]):
        y = n * px(22)
        at = f"{local(q.told_at, zone):%m-%d %H:%M}"
        answer = _(ANSWERED[q.answer]) if q.answer in ANSWERED else ""
        said = f"{q.answered_by}：{q.words}" if q.words else ""
        head = [(_("Version {n}", n=q.version), "text2", SMALL), (at, "text3", SMALL)]
        runs(p, 12, y, px(140), px(22), head)
        rest = [(yuan(q.total_fen), "text"), (answer, "text2", SMALL), (said, "text3", SMALL)]
        runs(p, px(156), y, r.width() - px(170), px(22), rest, 14)
    lines = []
    if market is not None and market.asked:
        fetched = yuan(market.least_fen) if market.least_fen == market.most_fen else f"{yuan(market.least_fen)}–{yuan(market.most_fen)}"
        words = _("{n} quotes, {agreed} agreed, median {median}", n=market.asked, agreed=market.agreed, median=yuan(market.median_fen))
        lines.append((_("Same model, 90 days"), fetched, words))
    if market is not None and market.last_fen is not None:
        lines.append((_("This customer last"), yuan(market.last_fen), f"{market.last_on}"))
    for n, (word, sum_, words) in enumerate(lines, len(card.quotes[:2])):
        runs(p, 12, n * px(22), px(140), px(22), [(word, "text2", SMALL)])
        runs(p, px(156), n * px(22), r.width() - px(170), px(22), [(sum_, "text"), (words, "text3", SMALL)], 14)


def before_lines(card: Card, market: Market | None) -> int:
    """How many lines of the past there are."""
    known = 0 if market is None else bool(market.asked) + (market.last_fen is not None)
    return len(card.quotes[:2]) + known


def paint_total(p: QPainter, r: QRectF, sum_fen: int, due_fen: int, *, quiet: bool) -> None:
    """Subtotal, deduction, total under the amounts, capitals; quiet when he refused."""
    end = r.right() - px(108)
    y = 2.0
    for words, fen in ((_("Subtotal"), sum_fen), (_("Deduction"), due_fen - sum_fen)):
        text(p, QRectF(12, y, 200, px(22)), words, "text2", BODY)
        text(p, QRectF(0, y, end, px(22)), yuan(fen), "text2", BODY, False, RIGHT)
        y += px(22)
    line(p, 12, y + 2, r.right() - 12, y + 2)
    capitals = money.capitals(due_fen) if due_fen >= 0 else ""
    runs(p, 12, y + 3, end - 150, px(34), [(_("To pay"), "text", BODY, True), (capitals, "text", BODY)], 10)
    token = "text3" if quiet else "text"
    text(p, QRectF(0, y + 3, end, px(34)), money.in_table(due_fen), token, TITLE, True, RIGHT)


def paint_say(p: QPainter, r: QRectF, lines: Sequence[Line], due_fen: int, avoid: str) -> None:
    """What to say: parts, labour, visit, the sum; below it what not to say."""
    b = r.adjusted(12, 4, -12, -4)
    box(p, b, "sunken", None, 5)
    draw_icon(p, b.left() + 10, b.top() + px(16), "comment-quote", "accent", 15)
    words = {"part": _("parts"), "labour": _("labour"), "visit": _("the visit"), "other": _("other")}
    kinds = {k: sum(ln.price_fen * ln.quantity for ln in lines if ln.item.kind == k) for k in words}
    parts = "，".join(f"{words[k]} {money.plain(v)}" for k, v in kinds.items() if v)
    x, w = b.left() + px(32), b.width() - px(40)
    if not lines:
        text(p, QRectF(x, b.top(), w, b.height()), _("Add what it costs; the sentence for the customer stands here."), "text2")
        return
    said = _("{parts}: {sum} yuan in all.", parts=parts, sum=money.plain(due_fen))
    text(p, QRectF(x, b.top() + 3, w, px(22)), said, "text")
    text(p, QRectF(x, b.top() + px(23), w, px(22)), _("We begin only when you agree. May we?"), "text")
    text(p, QRectF(x, b.top() + px(44), w, px(18)), _("Not: {words}", words=avoid) if avoid else "", "text3", SMALL)


FOLLOWS = {
    "yes": (N_("Saved, the clock runs on."), N_("Next: set a time and dispatch, F5.")),
    "later": (N_("Asking again becomes a promise of ours."), N_("The clock stands still until he answers.")),
    "no": (N_("The job closes: not repaired, the customer refused the quote."), N_("A refusal is an outcome, no error.")),
    "told": (N_("First the quote is told; then his answer goes here."), ""),
}


def paint_follows(p: QPainter, r: QRectF, answer: str) -> None:
    """What happens next."""
    for n, words in enumerate(FOLLOWS[answer]):
        token = "text3" if n else "text2"
        text(p, QRectF(px(72), 8 + n * px(20), r.width() - px(84), px(20)), _(words), token, SMALL)
