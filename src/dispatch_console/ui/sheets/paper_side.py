"""Beside a form typed from paper: where on the paper the eye is, and what the man will earn with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain.points import shown
from dispatch_console.queries.reports import Earned
from dispatch_console.ui.paint import MIDDLE, RIGHT, box, draw_icon, line, runs, text
from dispatch_console.ui.theme import BODY, HEAD, SMALL, px
from dispatch_console.words import N_, _

BLOCKS = (
    (N_("Customer, machine"), 26), (N_("Fault, cause, work"), 44), (N_("Parts, old and new numbers"), 44),
    (N_("Arrival, end, counter"), 24), (N_("Fee"), 22), (N_("Scores, signature"), 26),
)  # fmt: skip
RULES = {
    "hours": N_("Hours"), "difficulty": N_("Difficulty"), "newness": N_("Newness"), "fee": N_("Worth"),
    "job_kind": N_("Kind of job"), "repaired": N_("Repaired"), "bonus": N_("Bonus"), "rework": N_("Rework"),
    "once": N_("Counts once"), "sent_out": N_("Sent out"),
}  # fmt: skip


def paint_paper(p: QPainter, r: QRectF, number: str, at: int, done: Sequence[bool]) -> None:
    """The paper in small: the block being typed is tinted, finished ones carry a tick."""
    text(p, QRectF(12, 2, r.width() - 24, px(24)), _("Where on the paper"), "text", BODY, True)
    b = QRectF(12, px(30), r.width() - 24, px(228))
    box(p, b, "surface", "edge", 3)
    head = QRectF(b.left(), b.top() + 2, b.width(), px(20))
    text(p, head, _("Repair report"), "text2", SMALL, True, MIDDLE)
    text(p, head.adjusted(0, 0, -8, 0), number, "text3", SMALL, False, RIGHT)
    y = b.top() + px(24)
    for n, (words, height) in enumerate(BLOCKS):
        h = px(height)
        q = QRectF(b.left() + 6, y, b.width() - 12, h)
        now = n == at
        fill, edge, token = ("accent_bg", "accent", "accent") if now else ("sunken", "line", "text2") if done[n] else (None, "line", "text3")
        box(p, q, fill, edge, 2, 2 if now else 1)
        text(p, q.adjusted(8, 0, -24, 0), _(words), token, SMALL, now)
        if done[n] and not now:
            draw_icon(p, q.right() - px(20), q.center().y(), "check-bold", "text3", 12)
        y += h + 3


def paint_points(p: QPainter, r: QRectF, lines: Sequence[Earned]) -> None:
    """The reckoning, one term a line, the sum below; it counts when it is audited."""
    text(p, QRectF(12, 0, r.width() - 24, px(24)), _("Points he will get"), "text", BODY, True)
    version = max((x.version for x in lines), default=0)
    text(p, QRectF(0, 0, r.width() - 12, px(24)), _("rules, version {n}", n=version) if version else "", "text3", SMALL, False, RIGHT)
    y = float(px(25))
    for earned in lines[:6]:
        parts = [(_(RULES.get(earned.rule, earned.rule)), "text2", BODY), (str(earned.arithmetic), "text3", SMALL)]
        runs(p, 12, y, r.width() - px(70), px(20), parts, 8)
        text(p, QRectF(0, y, r.width() - 12, px(20)), shown(earned.tenths), "text", BODY, False, RIGHT)
        y += px(20)
    line(p, 12, y + 1, r.right() - 12, y + 1)
    text(p, QRectF(12, y + 2, r.width() - px(60), px(24)), _("Together, once audited"), "text", BODY, True)
    text(p, QRectF(0, y + 2, r.width() - 12, px(24)), shown(sum(x.tenths for x in lines)), "text", HEAD, True, RIGHT)
