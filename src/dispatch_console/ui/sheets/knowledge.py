"""What to know and to mind now: texts found by words or initials at the left, the one picked at the right, what to say below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from dispatch_console.commands.setup import FillTexts
from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.moment import local
from dispatch_console.domain.money import in_words
from dispatch_console.domain.steps import OF_STATUS, SENTENCES, STEPS
from dispatch_console.domain.warranty import BASIS_WORDS
from dispatch_console.queries.card import Card, JobCard
from dispatch_console.queries.office import Line, Scripts, Settings
from dispatch_console.queries.roster import Roster
from dispatch_console.queries.texts import KnowledgeBase, KnowledgeText
from dispatch_console.ui.bridge import Bridge
from dispatch_console.ui.calls.scripts import filled
from dispatch_console.ui.fields import Field
from dispatch_console.ui.lay import column, row
from dispatch_console.ui.paint import draw_icon, paragraph, text
from dispatch_console.ui.sheets.sheet import WorkSheet, group, upright
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.theme import BODY, HEAD, SMALL, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

LEFT = 330
BASIS = {str(basis): word for basis, word in BASIS_WORDS.items()}


class KnowledgeSheet(WorkSheet):
    """Opens at the step where the work stands: the picked job's status, or the call that is being written down."""

    action_id = "knowledge"

    def __init__(self, bridge: Bridge, job_id: int = 0) -> None:
        super().__init__(bridge, "book-open-variant", _("Knowledge"))
        self.step = ""
        self.texts: tuple[KnowledgeText, ...] = ()
        self.card: Card | None = None
        self._scripts = bridge.ask(Scripts())
        self._firm = bridge.ask(Settings())
        self.search = Field("", hint=_("Find: words, initials, or what the caller says"))
        self.search.edited.connect(lambda _typed: self._ask())
        self.search.edit.installEventFilter(self)
        columns = [FactColumn("title", N_("What"), self._look_of)]
        self.list = FactTable(columns, lambda r: r.id, bridge.now, _("Knowledge"), height=44, headed=False)
        self.list.row_picked.connect(lambda _row: self._show())
        self.list.typed.connect(self._type_on)
        self.page = Painted(0, self._draw)
        left = column(row(self.search, margins=(12, 0, 12, 0)), (self.list, 1), margins=(0, 6, 0, 0), spacing=4)
        left.setFixedWidth(px(LEFT))
        right = column(group(_("What to mind"), "", 30), (self.page, 1))
        self.body.addWidget(row(left, upright(), (right, 1), spacing=0), 1)
        self.body.addWidget(self.band)
        change = KeyButton(_("Change the texts"), "Ctrl+M")
        change.clicked.connect(lambda: self.sheet_wanted.emit("upkeep", 0))
        self.take = KeyButton(_("Take in the texts that came with the program"), "Ctrl+Return", "primary")
        self.take.clicked.connect(self.save)
        self.foot([self.take, change, None])
        self.chain(self.search)
        card = self.card = bridge.ask(JobCard(job_id=job_id)) if job_id else None
        self.about(OF_STATUS.get(card.status, "") if card is not None else "", card.fault if card is not None else "")

    def about(self, step: str, said: str = "") -> None:
        """Put the texts of a step first, and before them what the caller's words find."""
        self.step, self._said = step, said
        self.whom = _(STEPS[step]) if step in STEPS else ""
        self._ask()

    def save(self) -> None:
        """On a desk without a text: take in those that came with the program."""
        if self.take.isVisibleTo(self) and self.do(FillTexts(), _("The texts are in.")) is not None:
            self.saved = False
            self._ask()

    def _ask(self) -> None:
        typed = self.search.edit.text().strip()
        found = self.bridge.ask(KnowledgeBase(text=typed, step=self.step))
        if not typed and self._said:
            meant = self.bridge.ask(KnowledgeBase(text=self._said, step=self.step))
            found = (*meant, *(t for t in found if t not in meant))
        self.texts = found
        self.list.show_rows(found, self.bridge.now)
        if found:
            self.list.selectRow(0)
        self.search.say_after(str(len(found)))
        self.take.setVisible(not found and not typed)
        self._show()

    def _show(self) -> None:
        picked = self.picked
        self.page.setAccessibleDescription(f"{picked.title}\n{picked.text}" if picked else "")
        self.page.update()

    @property
    def picked(self) -> KnowledgeText | None:
        """The text in front."""
        found: KnowledgeText | None = self.list.current_row()
        return found

    def to_say(self) -> tuple[Line, ...]:
        """The sentences of the step of the text in front."""
        wanted = SENTENCES.get(self.picked.step, ()) if self.picked is not None else ()
        return tuple(s for name in wanted for s in self._scripts if s.step == name)

    def known(self) -> dict[str, str]:
        """What the sentences may name: the firm, the speaker, and of the job its time, technician, fee, part (R57)."""
        known = {"company": self._firm.get("company_name", ""), "name": self.bridge.desk.actor, "hotline": self._firm.get("hotline", "")}
        card, zone = self.card, self.bridge.zone
        if card is None:
            return {**known, "phone": known["hotline"]}
        live = next((v for v in card.visits if v.live), None)
        person = next((p for p in self.bridge.ask(Roster()) if live is not None and p.id == live.technician_id), None)
        at = card.agreed_from or (live.planned_from if live is not None else None)
        quote = card.quotes[0] if card.quotes else None
        return {
            **known, "time": f"{local(at, zone):%m月%d日 %H:%M}" if at else "", "technician": live.technician if live is not None else "",
            "phone": PhoneText(person.mobile).shown if person is not None else known["hotline"], "address": str(card.address),
            "contact": str(card.contact), "model": card.machine, "fault": card.fault,
            "fee": str(in_words(quote.total_fen)) if quote is not None else "", "part": card.parts[0].name if card.parts else "",
            "until": f"{card.warranty_until:%Y-%m-%d}" if card.warranty_until else "", "basis": _(BASIS.get(card.warranty_basis, "—")),
        }  # fmt: skip

    def _look_of(self, found: KnowledgeText) -> Look:
        here = found.step == self.step
        return Look(found.title, _(STEPS.get(found.step, found.step)), "text", bold=here, sub_token="accent" if here else "text3")

    def _draw(self, p: QPainter, r: QRectF) -> None:
        picked = self.picked
        if picked is None:
            text(p, QRectF(20, 16, r.width() - 40, px(28)), _("Nothing is written about that yet. Ctrl+M, table Knowledge, adds it."), "text2", BODY)
            return
        y = 16.0
        text(p, QRectF(20, y, r.width() - 40, px(30)), picked.title, "text", HEAD, True)
        y += px(38)
        y += paragraph(p, QRectF(20, y, min(r.width() - 40, px(640)), r.height()), picked.text, "text", BODY) + px(14)
        for line in self.to_say():
            if y > r.height() - px(60):
                break
            draw_icon(p, 20, y + px(10), "comment-quote-outline", "accent", 16)
            said = filled(line.say, **self.known())
            y += paragraph(p, QRectF(20 + px(26), y, min(r.width() - 70, px(610)), r.height()), said, "accent", BODY) + 4
            if line.avoid:
                words = _("not: {words}", words=line.avoid.replace("|", " / "))
                y += paragraph(p, QRectF(20 + px(26), y, min(r.width() - 70, px(610)), r.height()), words, "text3", SMALL) + px(8)

    def _type_on(self, typed: str) -> None:
        self.search.setFocus()
        self.search.edit.setText(self.search.edit.text() + typed)
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: in the find field the arrows move in the list."""
        if watched is self.search.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.texts:
                self.list.selectRow(max(0, min(len(self.texts) - 1, self.list.currentIndex().row() + step)))
                return True
        return super().eventFilter(watched, event)
