"""Quote and consent: left what it costs by the list, right what the customer said and what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from dispatch_console.commands.quotes import GiveQuote, QuotedLine, RecordConsent
from dispatch_console.domain import money, spoken
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import local
from dispatch_console.domain.prices import QuoteLine, total, why_not_price
from dispatch_console.queries.card import Card, JobCard, QuoteVersion
from dispatch_console.queries.office import Price, PriceList, Scripts
from dispatch_console.queries.reports import QuoteMarket
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.fields import Choice, Field
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.lay import column
from dispatch_console.ui.picker import Pick, Picker
from dispatch_console.ui.sheets.dispatch import head_of
from dispatch_console.ui.sheets.quote_parts import (
    Line,
    before_lines,
    paint_before,
    paint_follows,
    paint_say,
    paint_total,
    yuan,
)
from dispatch_console.ui.sheets.sheet import WorkSheet, fields_row, group, labelled, said
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, SMALL
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

DRAFT = "quote"
ANSWERS = (("yes", N_("Agrees")), ("later", N_("Thinks it over")), ("no", N_("Refuses")))
MOST, LABEL = 6, 52


class QuoteSheet(WorkSheet):
    """Line by initials → price → quantity → next line; then what was said, by whom, and the answer."""

    action_id = "quote"

    def __init__(self, bridge: Bridge, job_id: int) -> None:
        super().__init__(bridge, "cash-clock", _("Quote and consent"))
        self.job_id = job_id
        card = bridge.ask(JobCard(job_id=job_id))
        assert card is not None
        self.card: Card = card
        head_of(self, card)
        self.prices = bridge.ask(PriceList())
        self.market = bridge.ask(QuoteMarket(job_id=job_id))
        self.lines: list[Line] = []
        self.found: list[Price] = []
        self._told = card.quotes[0] if card.quotes else None
        self._changed = self._told is None
        script = bridge.ask(Scripts(step="quote"))
        self._avoid = script[0].avoid.split("|")[0] if script else ""
        wide = label_width("Line", "Approved by", "Deduction", "Answer", "His words", "Who said it", "Ask again", least=LABEL)
        self._wide = wide
        self.add = Field(_("Line"), hint=_("name or initials; Enter adds"), label_width=wide)
        self.table = FactTable(self._columns(), lambda ln: ln.item.code, bridge.now, _("Lines of the quote"), height=38)
        self.picks = Picker(_("Which line of the list?"), left=72)
        self.price = Field(_("Price"))
        self.quantity = Field(_("Quantity"))
        self.approver = Field(_("Approved by"), hint=_("who, and why outside the range"), label_width=wide)
        self.held = next((c for c in card.contracts if c.id == card.contract_id), None)
        self.deduction = Field(_("Deduction"), hint=self.held.name if self.held else "0", label_width=wide)
        self.answer = Choice("", [(v, _(w)) for v, w in ANSWERS], "yes")
        self.words = Field(_("His words"), hint=_("as he said it"), label_width=wide)
        self.by = Field(_("Who said it"), label_width=wide)
        self.again_at = Field(_("Ask again"), hint=_("tomorrow 10"), label_width=wide)
        self.by.edit.setText("" if bridge.masked else str(card.contact))  # half a name is never written down
        self._put()
        self._tie()
        kept = self.keep_drafts(f"{DRAFT}:{job_id}", self._content)
        if self._told is not None:
            self._take_version(self._told)
        if kept is not None:
            self._fill(kept)
        self._look()

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+P shows the job's papers."""
        return {"print": lambda: self.go_to("print", self.job_id)}

    # ---- parts ----

    def _put(self) -> None:
        card, bridge = self.card, self.bridge
        self.version = said(self._version_words, 28, right=lambda: _("price list {version}", version=self._list_version()))
        self.before = group(_("Before, and the market"), "", 26)
        self.before_lines = Painted(
            max(1, 22 * before_lines(card, self.market)), lambda p, r: paint_before(p, r, self.card, bridge.zone, self.market))  # fmt: skip
        shown = (self.before, self.before_lines) if before_lines(card, self.market) else ()
        self.total = Painted(84, lambda p, r: paint_total(
            p, r, self._sum_fen(), self._due_fen(), quiet=self.answer.value == "no" and not self._changed))  # fmt: skip
        left = column(self.version, (self.table, 1), fields_row((self.add, 10), (self.price, 5), (self.quantity, 3)), self.picks,
                      *shown, fields_row((self.approver, 3), (self.deduction, 2)), self.total, margins=(0, 2, 0, 2))  # fmt: skip
        self.say = Painted(74, lambda p, r: paint_say(p, r, self.lines, self._due_fen(), self._avoid))
        self.follows = Painted(66, lambda p, r: paint_follows(p, r, "told" if self._changed else self.answer.value))
        right = column(group(_("Say to the customer"), "", 28), self.say, group(_("What he said"), _("his words, who, when"), 28),
                       labelled(_("Answer"), self.answer, self._wide),
                       *(fields_row((field, 1)) for field in (self.words, self.by, self.again_at)), self.follows, None,
                       margins=(0, 2, 0, 4))  # fmt: skip
        self.halves(left, right, 61)
        self.body.addWidget(self.band)
        self.keep_button = KeyButton(_("Save the quote"), "Ctrl+Return", "primary")
        self.keep_button.clicked.connect(self.save)
        print_button = KeyButton(_("Print preview"), "Ctrl+P")
        print_button.clicked.connect(lambda: self.go_to("print", self.job_id))
        self.anew = KeyButton(_("Another version"), "Ctrl+N", "ghost")
        self.anew.clicked.connect(self.another_version)
        self.foot([self.keep_button, print_button, None, self.anew])
        inside_only(self, "Ctrl+N", self.another_version)

    def _tie(self) -> None:
        self.chain(self.answer, self.words, self.by, self.again_at)
        self.add.edited.connect(self._search)
        self.add.entered.connect(self._add_entered)
        self.picks.entered.connect(lambda: self._take(self.picks.at))
        self.price.entered.connect(lambda: self._priced(self.quantity))
        self.quantity.entered.connect(lambda: self._priced(self.add))
        self.table.row_picked.connect(lambda _row: self._show_line())
        self.table.row_opened.connect(lambda _row: self.price.setFocus())
        self.table.installEventFilter(self)
        self.answer.chosen.connect(lambda _v: self._look())
        self.approver.entered.connect(self.deduction.setFocus)
        self.deduction.entered.connect(self.answer.setFocus)
        for field in (self.words, self.by, self.approver, self.deduction, self.again_at):
            field.edited.connect(self._typed)

    def _typed(self, _words: str) -> None:
        self._look()
        self.touched()

    def first(self) -> Field | Choice:
        """A new quote begins with its lines, a told one with the answer."""
        return self.answer if self._told is not None and not self._changed else self.add

    def _columns(self) -> list[FactColumn]:
        def quiet(words: str) -> Look:
            return Look(words, None, "text2", SMALL)

        def share(ln: Line) -> Look:
            i = ln.listed
            return quiet(_("fixed") if i.low_fen == i.high_fen else f"{yuan(i.low_fen)}–{yuan(i.high_fen)}")

        def price(ln: Line) -> Look:
            out = why_not_price(ln.listed, ln.price_fen) is not None
            return Look(yuan(ln.price_fen), None, "risk_tx" if out else "text", bold=out)

        def verdict(ln: Line) -> Look:
            i = ln.listed
            if ln.price_fen < i.low_fen:
                return Look(_("{n} low", n=yuan(i.low_fen - ln.price_fen)), None, chip=("risk", "stamper"))
            if ln.price_fen > i.high_fen:
                return Look(_("{n} high", n=yuan(ln.price_fen - i.high_fen)), None, chip=("risk", "stamper"))
            return Look(_("by the list"), None, "text3", SMALL)

        return [
            FactColumn("name", N_("Line"), lambda ln: Look(ln.item.name, f"{ln.item.code} · {ln.item.unit}")),
            FactColumn("list", N_("List price"), lambda ln: quiet(yuan(ln.item.price_fen)), 64, True),
            FactColumn("range", N_("Range"), share, 112, True), FactColumn("price", N_("Quoted"), price, 70, True),
            FactColumn("n", N_("Qty"), lambda ln: Look(str(ln.quantity)), 40, True),
            FactColumn("sum", N_("Sum"), lambda ln: Look(yuan(ln.price_fen * ln.quantity)), 74, True),
            FactColumn("verdict", "", verdict, 96),
        ]  # fmt: skip

    # ---- lines ----

    def _search(self, typed: str) -> None:
        plain = typed.strip().lower()
        self.found = []
        if plain:
            self.found = [p for p in self.prices if plain in p.name or p.code.lower().startswith(plain)
                          or any(plain in i for i in p.initials)][:MOST]  # fmt: skip
        self.picks.show_picks([Pick(p.name, f"{p.code} · {p.unit}", yuan(p.price_fen)) for p in self.found])
        self.add.say_error(_("Nothing on the list matches {typed}.", typed=typed.strip()) if plain and not self.found else "")

    def _add_entered(self) -> None:
        if not self.add.edit.text().strip():
            (self.approver if self._outside() else self.answer if self._told and not self._changed else self.deduction).setFocus()
        elif len(self.found) == 1:
            self._take(0)
        elif self.found:
            self.picks.setFocus()

    def _take(self, at: int) -> None:
        if at >= len(self.found):
            return
        item = self.found[at]
        self.another_version()
        if all(ln.item.code != item.code for ln in self.lines):
            self.lines.append(Line(item, item.price_fen))
        self.add.edit.clear()
        self._search("")
        self._look()
        self.table.select_key(item.code)
        self._show_line()
        self.price.setFocus()
        self.price.edit.selectAll()
        self.touched()

    def _current(self) -> Line | None:
        row = self.table.current_row()
        return row if isinstance(row, Line) else None

    def _show_line(self) -> None:
        row = self._current()
        for field in (self.price, self.quantity):
            field.setVisible(row is not None)
        if row is not None and not self.price.edit.hasFocus():
            self.price.edit.setText(money.plain(row.price_fen))
            self.quantity.edit.setText(str(row.quantity))
            self.price.say_error("")

    def _priced(self, then: Field) -> None:
        row = self._current()
        if row is None:
            return
        try:
            fen = money.parse_yuan(self.price.edit.text())
        except ValueError:
            self.price.say_error(_("This is no amount in yuan."))
            return
        self.price.say_error("")
        typed = self.quantity.edit.text().strip()
        n = int(typed) if typed.isdigit() and int(typed) > 0 else row.quantity
        at = self.lines.index(row)
        if (fen, n) != (row.price_fen, row.quantity):
            self.another_version()
            self.lines[at] = replace(row, price_fen=fen, quantity=n)
        self._look()
        then.setFocus()
        then.edit.selectAll()
        self.touched()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Delete takes a line out."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            row = self._current()
            if row is not None:
                self.another_version()
                self.lines.remove(row)
                self._look()
                self.touched()
            return True
        return super().eventFilter(watched, event)

    def another_version(self) -> None:
        """From here on it is a new version (Ctrl+N); the one before is kept."""
        if not self._changed:
            self._changed = True
            self._look()

    def _take_version(self, told: QuoteVersion) -> None:
        known = {p.code: p for p in self.prices}
        self.lines = [Line(known[c], fen, n) for c, _name, fen, n in told.lines if c in known]

    # ---- what it comes to ----

    def _outside(self) -> bool:
        return any(why_not_price(ln.listed, ln.price_fen) is not None for ln in self.lines)

    def _deduction_fen(self) -> int:
        typed = self.deduction.edit.text().strip()
        try:
            return money.parse_yuan(typed) if typed else self._package_fen()
        except ValueError:
            return 0

    def _package_fen(self) -> int:
        """What the job's contract or package takes off (R223)."""
        if self.held is None:
            return 0
        return total((QuoteLine(ln.listed, ln.price_fen, ln.quantity, "·") for ln in self.lines), self.held.package).deducted_fen

    def _sum_fen(self) -> int:
        return sum(ln.price_fen * ln.quantity for ln in self.lines)

    def _due_fen(self) -> int:
        if self._told is not None and not self._changed:
            return self._told.total_fen
        return self._sum_fen() - self._deduction_fen()

    def _look(self) -> None:
        self.table.show_rows(self.lines, self.bridge.now)
        self._show_line()
        self.approver.setVisible(self._outside())
        self.again_at.setVisible(self.answer.value == "later")
        asks = self._told is not None and not self._changed
        self.keep_button.setText(
            _("Tell the quote, {total}", total=money.in_table(self._due_fen())) if not asks else
            {"yes": _("Note the consent"), "no": _("Note the refusal"), "later": _("Ask again later")}[self.answer.value])  # fmt: skip
        self.keep_button.updateGeometry()
        for part in (self.total, self.say, self.follows, self.version):
            part.update()

    def _list_version(self) -> str:
        return self.prices[0].version if self.prices else "—"

    def _version_words(self) -> list[tuple[object, ...]]:
        n = len(self.card.quotes) + 1 if self._changed else len(self.card.quotes)
        told = "" if self._changed or self._told is None else f"{local(self._told.told_at, self.bridge.zone):%m-%d %H:%M}"
        return [(_("Version {n}", n=n), "text", BODY, True), (told or _("not told yet"), "text2", SMALL)]

    # ---- saving ----

    def save(self) -> None:
        """Tell the quote, or note the answer to the one that was told."""
        if not self.lines:
            self.refuse(_("A quote needs at least one line."))
        elif self._changed:
            self._give()
        else:
            self._note()

    def _give(self) -> None:
        command = GiveQuote(
            uid=self.uid, job_id=self.job_id,
            lines=tuple(QuotedLine(code=ln.item.code, price_fen=ln.price_fen, quantity=ln.quantity) for ln in self.lines),
            approved_by=NameText(self.approver.edit.text().strip()), deduction_fen=self._deduction_fen() if self.deduction.edit.text().strip() else None,
        )  # fmt: skip
        done = self.do(command, _("Quoted: {total}.", total=money.in_table(self._due_fen())))
        if done is None:
            if self._outside() and not self.approver.edit.text().strip():
                self.approver.setFocus()
            return
        card = self.bridge.ask(JobCard(job_id=self.job_id))
        assert card is not None
        self.card, self._told, self._changed, self.saved = card, card.quotes[0], False, False
        self.keep_drafts(f"{DRAFT}:{self.job_id}", self._content)
        self._look()
        self.answer.setFocus()

    def _note(self) -> None:
        wish = spoken.parse_wish(self.again_at.edit.text(), self.bridge.now, self.bridge.zone) if self.again_at.edit.text().strip() else None
        again = wish.from_at if wish is not None else self.bridge.now + dt.timedelta(days=1)
        command = RecordConsent(
            job_id=self.job_id, answer=self.answer.value, words=self.words.edit.text().strip(),
            answered_by=NameText(self.by.edit.text().strip()), call_again_at=again if self.answer.value == "later" else None,
        )  # fmt: skip
        if self.do(command, dict(ANSWERS)[self.answer.value] and _(dict(ANSWERS)[self.answer.value])) is not None:
            self.leave()
        elif not self.words.edit.text().strip():
            self.words.setFocus()

    # ---- drafts ----

    def _content(self) -> dict[str, object] | None:
        lines = [[ln.item.code, ln.price_fen, ln.quantity] for ln in self.lines]
        typed = {"words": self.words.edit.text(), "approver": self.approver.edit.text(), "deduction": self.deduction.edit.text()}
        if not (self._changed and lines) and not any(typed.values()):
            return None
        return {"lines": lines, "changed": self._changed, **typed}

    def _fill(self, kept: dict[str, object]) -> None:
        known = {p.code: p for p in self.prices}
        lines = kept.get("lines")
        if isinstance(lines, list):
            self.lines = [Line(known[c], int(f), int(n)) for c, f, n in lines if c in known]
        self._changed = bool(kept.get("changed"))
        for name, field in (("words", self.words), ("approver", self.approver), ("deduction", self.deduction)):
            field.edit.setText(str(kept.get(name) or ""))
