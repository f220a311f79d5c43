"""What speaks for and against each technician: one column a question, the fact above and its evidence below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dispatch_console.domain.durations import length_words
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.visits import DAY_WORDS
from dispatch_console.queries.dispatching import Candidate
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.paint import chip, runs, text
from dispatch_console.ui.sheets.table import FactColumn, Look
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.vocabulary import DAY_CHIPS
from dispatch_console.words import N_, _


class Reasons:
    """The columns of the technician table; `rows` are the candidates in their order."""

    def __init__(
        self, bridge: Bridge, promise: Moment | None, start: Callable[[Candidate], Moment], minutes: Callable[[], dt.timedelta]
    ) -> None:
        self.rows: tuple[Candidate, ...] = ()
        self._zone, self._promise, self._start, self._minutes = bridge.zone, promise, start, minutes

    def columns(self) -> list[FactColumn]:
        """One question each, in the order of the rank."""
        return [
            FactColumn("who", N_("Technician"), self._who, 196), FactColumn("skill", N_("Skill"), self._skill, 98),
            FactColumn("way", N_("District"), self._way, 88), FactColumn("machine", N_("This machine"), self._machine, 108),
            FactColumn("load", N_("Today"), self._load, 120), FactColumn("first", N_("Earliest"), self._first, 136),
            FactColumn("verdict", N_("Verdict"), self._verdict),
        ]  # fmt: skip

    def _who(self, c: Candidate) -> Look:
        at = self.rows.index(c) + 1 if c in self.rows else 0
        kind, glyph = DAY_CHIPS[str(c.state)]
        words = _(DAY_WORDS[c.state])

        def draw(p: QPainter, i: QRectF) -> None:
            y = i.center().y()
            text(p, QRectF(i.left(), y - px(19), 14, px(20)), str(at), "text3", SMALL)
            text(p, QRectF(i.left() + 16, y - px(19), px(54), px(20)), c.name, "text", BODY, True)
            chip(p, i.left() + px(66), y - px(9), words, kind, glyph, 18)
            runs(p, i.left() + 16, y - 1, i.width() - 18, px(18),
                 [(c.initials.split()[0] if c.initials else "", "text3", SMALL), (c.district, "text3", SMALL), (c.now_words, "text3", SMALL)])  # fmt: skip

        return Look("", None, draw=draw)

    def _skill(self, c: Candidate) -> Look:
        if c.level is None:
            return Look(_("any"), _("nothing special asked"), "text2")
        same = _("{n} of this model", n=c.model_visits)
        if c.level == 0:
            return Look(f"✗ {_('cannot')}", same, "risk_tx")
        return Look(f"✓ {c.skill} {c.level}", same)

    def _way(self, c: Candidate) -> Look:
        return Look(f"✓ {_('his own')}" if c.same_district else _("not his"), c.district.split()[0] if c.district else "",
                    "text" if c.same_district else "text2")  # fmt: skip

    def _machine(self, c: Candidate) -> Look:
        if c.machine_visits:
            return Look(f"✓ {_('visits here: {n}', n=c.machine_visits)}", _("knows it"))
        return Look(_("never"), _("has not seen it"), "text2")

    def _load(self, c: Candidate) -> Look:
        hours = f"{c.minutes_today / 60:.1f}"
        head = _("visits: {n} · {hours} h", n=c.visits_today, hours=hours) if c.visits_today else _("nothing yet")
        after = f"{local(c.next_from, self._zone):%H:%M} {c.next_who}" if c.next_from else _("nothing after")
        return Look(head, after, "text2")

    def _first(self, c: Candidate) -> Look:
        if c.why_not is not None:
            return Look("—", str(c.why_not), "text2")
        at = f"{local(c.earliest_at, self._zone):%H:%M}"
        if self._promise is None:
            return Look(at, _("nothing promised"))
        late = int((c.earliest_at - self._promise).total_seconds() // 60)
        if late > 0:
            return Look(f"✗ {at}", _("{n} too late", n=length_words(late)), "risk_tx")
        return Look(f"✓ {at}", _("{n} to spare", n=length_words(-late)))

    def _verdict(self, c: Candidate) -> Look:
        if c.why_not is not None:
            return Look(_("cannot go"), str(c.why_not), "text2")
        if c.overlap is not None:
            o = c.overlap
            at = f"{local(o.planned_from, self._zone):%H:%M} {o.customer}"
            return Look(_("overlap {n} min", n=o.minutes), at, "risk_tx", mark="risk")
        if c.level == 0:
            return Look(_("cannot do it"), _("only with a reason"), "text2")
        if c.phone_off is not None:
            return Look(_("may not answer"), str(c.phone_off), "risk_tx", mark="risk")
        if not c.keeps and c.late_minutes is not None:
            return Look(_("will be late"), str(length_words(c.late_minutes)), "risk_tx", mark="risk")
        if self.rows and c.id == self.rows[0].id:
            end = local(self._start(c) + self._minutes(), self._zone)
            return Look(_("suggested"), _("done by {time}", time=f"{end:%H:%M}"), "accent", bold=True)
        against = _("not his district") if not c.same_district else _("more to do today")
        return Look(_("can go"), against, "text2")
