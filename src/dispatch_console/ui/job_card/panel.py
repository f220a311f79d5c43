"""The job card in the middle: head, clocks left, story right, and below only what can be done now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QStackedLayout, QWidget

from dispatch_console.commands.jobs import AgreeTime
from dispatch_console.commands.registry import Command
from dispatch_console.commands.visits import DispatchJob, ReassignVisit
from dispatch_console.domain.jobs import why_not
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.card import Card, EventLine, JobCard
from dispatch_console.queries.roster import Roster
from dispatch_console.queries.upkeep import PolicyRecords
from dispatch_console.ui import theme
from dispatch_console.ui.actions import BY_ID, Action, Keys
from dispatch_console.ui.asking import Asking
from dispatch_console.ui.band import Answers, Asked, Band, WayOut
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.job_card.case import Case
from dispatch_console.ui.job_card.clocks import Clocks
from dispatch_console.ui.job_card.files import FileStrip
from dispatch_console.ui.job_card.head import Head
from dispatch_console.ui.job_card.story import LATE_RECORD, EventCell, columns
from dispatch_console.ui.job_card.ways import WAYS
from dispatch_console.ui.lay import column, row, take_out
from dispatch_console.ui.lists import ListView
from dispatch_console.ui.paint import icon
from dispatch_console.ui.row_table import RowTable
from dispatch_console.ui.theme import BODY, SMALL, advance, px
from dispatch_console.ui.widgets import Empty, KeyButton, SlimBar
from dispatch_console.words import N_, _

LOW, HIGH = 260, 400  # of the card: below the first its files take one line, below the second so do they while it asks
SHOWN = 6  # as many buttons as there is room for; the others stand behind More
ORDER = (
    "escalate", "check_solved", "report", "quality", "part_arrived", "customer_ready", "approve", "decide", "agree_time",
    "dispatch", "issue", "quote", "arrived", "done", "not_done", "take_in", "workshop", "tell_superior", "tell_part", "urge",
    "recall", "reschedule", "tell_plan", "guide", "phone_solved", "insist", "give_answer", "send_in", "receive",
    "ask_approval", "wait_customer", "wait_part", "reopen", "close", "complain",
    "answer_complaint", "consent_back", "loaner_back", "slip_back", "slip_lost", "ask_answer", "let_part_out", "order_part", "contract", "class", "promise", "major", "claim", "apply", "cancel", "reject", "refer", "replace",
)  # fmt: skip


class JobCardPanel(Asking):
    """One job and what can be done with it. Tells what was done; asks what an action needs in the band."""

    asks = (JobCard, Roster)
    done = Signal(str, str)  # the action, the words for the status bar
    way_picked = Signal(str)
    left = Signal()

    def __init__(self, bridge: Bridge, keys: Keys) -> None:
        super().__init__(bridge)
        self.keys = keys
        self.card: Card | None = None
        self._number = 0
        self.head = Head()
        self.clocks = Clocks(bridge.zone)
        self.rows: RowTable[EventLine] = RowTable(columns(bridge.zone), lambda row: row.id, bridge.now, self)
        self.story = ListView(self.rows, EventCell(bridge.zone), _("Story"), height=39, headed=False)
        self.story.stretch("event")
        self.files = FileStrip(bridge)
        self.band = Band()
        self.buttons: list[KeyButton] = []
        self.empty = Empty(
            "clipboard-text", _("Pick a job on the board"), _("Its clocks, its story and what can be done now stand here."),
            (("owed_first", _("Most urgent"), "F4"), ("key_card", _("Key card"), "F1")),
        )  # fmt: skip
        self.empty.way_picked.connect(self.way_picked)
        self.story.row_opened.connect(lambda _event: self.way_picked.emit("correct"))
        self._build()
        theme.look.changed.connect(self._fit)
        self.setFocusProxy(self.story)

    def _build(self) -> None:
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.clocks)
        scroll.setVerticalScrollBar(SlimBar(scroll))
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        self.clocks.setAutoFillBackground(False)
        self._scroll = scroll
        for part in (scroll, self.story):  # a band may need their room
            part.setMinimumHeight(1)
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.button_row = QWidget()
        self._button_line = QHBoxLayout(self.button_row)
        self._button_line.setContentsMargins(12, 6, 8, 8)
        self._button_line.setSpacing(5)
        self._button_line.addStretch(1)
        middle = row(scroll, (self.story, 1), spacing=0, margins=(0, 8, 0, 0))
        page = column(self.head, (middle, 1), self.files, self.band, self.button_row, margins=(1, 0, 1, 0))
        self.band.opened.connect(self._band_opened)
        self.band.closed.connect(self._band_closed)
        self._page = page
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(page)
        self._fit()

    def _fit(self) -> None:
        self._scroll.setFixedWidth(px(312) if self.width() > px(560) else round(self.width() * 0.45) or 200)

    def _fit_files(self) -> None:
        """Short of room the files give way before clocks and story do."""
        low, asking = self.height() < px(LOW), self.band.asking and self.height() < px(HIGH)
        self.files.set_lines(2 - low - asking)

    def _band_opened(self) -> None:
        self.button_row.setVisible(not self.band.asking)
        self._fit_files()

    def _band_closed(self) -> None:
        self.button_row.show()
        self._fit_files()
        self._stack.setCurrentWidget(self._page if self.card else self.empty)

    # ---- showing ----

    @property
    def job_id(self) -> int:
        """The job shown, or 0."""
        return self._number

    def open_job(self, job_id: int) -> None:
        """Show a job; questions half answered about another one are left."""
        if job_id != self._number:
            self.band.close_band()
        self._number = job_id
        self.files.open_job(job_id)
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        super().refresh()
        card = self.bridge.ask(JobCard(job_id=self._number)) if self._number else None
        self.card = card
        self._stack.setCurrentWidget(self._page if card or self.band.open else self.empty)
        if card is None:
            return
        for part in (self.head, self._scroll, self.story, self.files):
            part.show()
        self.head.show_card(card)
        self.clocks.show_card(card, self.bridge.now)
        kept = self.story.keep_place()
        self.rows.set_rows(card.events, self.bridge.now)
        self.story.restore_place(kept)
        for n, event in enumerate(card.events):
            plain = len(event.reason + event.detail) == 0 and event.reported_at - event.happened_at < LATE_RECORD
            self.story.setRowHeight(n, px(28 if plain else 39))
        self._show_buttons(card)

    def tick(self, now: Moment) -> None:
        """The clocks run."""
        self.refresh()

    def set_compact(self, compact: bool) -> None:
        """Small screens: start and due beside the name."""
        self.clocks.set_small(compact)

    # ---- actions ----

    def open_actions(self) -> list[Action]:
        """The actions that this job allows now, the most likely first."""
        card = self.card
        if card is None:
            return []
        late = () if card.parts else ("tell_part",)  # the desk would take it, but there is no part to tell of
        order = [*(name for name in ORDER if name not in late), *late]
        return [BY_ID[name] for name in order if self.why_not(name) is None]

    def why_not(self, action_id: str) -> str | None:
        """None when the desk would accept it, else the reason in words."""
        action, card = BY_ID[action_id], self.card
        if action.needs in ("job", "event") and card is None:
            return _("Pick a job on the board first.")
        if card is None:
            return None
        if action_id == "escalate":
            wanted = "escalation_answered" if card.escalated else "escalated"
            reason = why_not(wanted, card.status)
            return None if reason is None else str(reason)
        if action_id == "major":
            reason = why_not("major_ended" if card.major else "major_fault", card.status)
            return None if reason is None else str(reason)
        if action_id == "replace" and card.machine_id is None:
            return _("This job names no machine to replace.")
        if action_id == "replace" and card.machine_replaced:
            return _("This machine was replaced before.")
        if action_id == "tell_superior" and not any(c.told_at is None for c in card.complaints):
            return _("No complaint is waiting to be told.")
        if action_id == "answer_complaint" and not any(not c.ended_how for c in card.complaints):
            return _("No complaint is open.")
        if action_id in ("slip_back", "slip_lost") and not any(p.status in ("printed", "issued") for p in card.papers):
            return _("No sheet of this job is out.")
        if action_id == "loaner_back" and (card.stay is None or not card.stay.loaner or card.stay.loaner_back):
            return _("No lent machine is out for this job.")
        if action_id == "give_answer" and not any(p.kind == "answer_owed" and not p.ended_how for p in card.promises):
            return _("No answer was promised for this job.")
        if action_id in ("let_part_out", "order_part") and not any(not p.arrived for p in card.parts):
            return _("This job waits for no part.")
        if action_id == "let_part_out" and all(p.approved_by or p.arrived for p in card.parts):
            return _("Leave was given already.")
        if action_id == "contract" and not card.contracts:
            return _("This customer has no contract.")
        if action_id == "claim" and card.warranty == "out" and all(c.ended_how for c in card.claims):
            return _("This machine is out of warranty: parts are quoted, not made good.")
        if action_id == "consent_back" and not any(q.answer == "yes" for q in card.quotes):
            return _("No consent was given for this job.")
        if action_id == "dispatch" and any(v.live for v in card.visits):
            reason = why_not("reassigned", card.status)
            return None if reason is None else str(reason)
        if action_id == "dispatch" and card.agreed_from is None and why_not("appointed", card.status) is None:
            return None  # goes at once: the desk agrees the time in the same step
        reasons = [why_not(move, card.status) for move in action.moves]
        return None if None in reasons or not reasons else str(reasons[0])

    def label(self, action: Action) -> str:
        """The word on the button: reassign, note the answer and change time where those are meant."""
        card = self.card
        word = action.short or action.word
        if card is not None:
            if action.id == "escalate":
                word = N_("Note answer") if card.escalated else N_("Escalate")
            elif action.id == "dispatch" and any(v.live for v in card.visits):
                word = N_("Reassign")
            elif action.id == "major" and card.major:
                word = N_("Major fault settled")
            elif action.id == "claim" and any(not c.ended_how for c in card.claims):
                word = N_("Decide the claim")
            elif action.id == "apply" and any(not a.approved_by for a in card.applications):
                word = N_("Application signed")
            elif action.id == "agree_time" and card.agreed_from is not None and "appointment_changed" in card.moves:
                word = N_("Change time")
        return _(word)

    def _show_buttons(self, card: Card) -> None:
        actions = self.open_actions()
        shown, chords = self._that_fit(actions)
        shape = [(a.id, self.label(a)) for a in actions], shown, chords
        if getattr(self, "_shape", None) == shape:
            return
        self._shape = shape
        for old in self.buttons:
            take_out(self._button_line, old)
        self.buttons = []
        for n, action in enumerate(actions[:shown]):
            key = self.keys.of(action.id)
            button = KeyButton(self.label(action), key if chords or "+" not in key else "", "plain" if n else "accent")
            button.setObjectName(action.id)
            button.setToolTip(f"{_(action.word)}  {key}")
            button.clicked.connect(self._starts(action.id))
            self._button_line.insertWidget(n, button)
            self.buttons.append(button)
        if len(actions) > shown:
            self.more = KeyButton(_("More"), "", "ghost")
            self.more.clicked.connect(lambda: self._more(actions[shown:]))
            self._button_line.addWidget(self.more)
            self.buttons.append(self.more)

    def _that_fit(self, actions: list[Action]) -> tuple[int, bool]:
        """How many buttons there is room for, and whether their two-key chords fit too: the word stays whole."""
        room = self.width() - 20 - advance(_("More"), BODY) - 30
        for chords in (True, False):
            for count in range(min(SHOWN, len(actions)), 3 if chords else 0, -1):
                used = 0.0
                for action in actions[:count]:
                    key = self.keys.of(action.id)
                    used += advance(self.label(action), BODY) + 26
                    used += advance(key, SMALL) + 9 if chords or "+" not in key else 0
                if used <= room:
                    return count, chords
        return 1, False

    def _starts(self, action_id: str) -> Callable[[], None]:
        return lambda: self.way_picked.emit(action_id)

    def _more(self, actions: list[Action]) -> None:
        menu = QMenu(self)
        for action in actions:
            made = menu.addAction(icon(action.icon), self.label(action))
            made.setShortcut(QKeySequence(self.keys.of(action.id)))
            made.triggered.connect(self._starts(action.id))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def start(self, action_id: str, given: Answers | None = None) -> None:
        """Begin an action: ask what it needs, or do it at once; a no is said in the band."""
        reason = self.why_not(action_id)
        if reason is not None:
            self._stack.setCurrentWidget(self._page if self.card else self.empty)
            self.band.refuse(reason, [WayOut(self.label(a), self._starts(a.id)) for a in self.open_actions()[:3]])
            return
        if self.card is None or action_id not in WAYS:
            return
        case, way = self._case(), WAYS[action_id]
        questions = [self._filled(q, given) for q in way.asks(case)]
        if not questions:
            self._do(action_id, {})
            return
        self.band.ask(self.label(BY_ID[action_id]), questions, lambda answers: self._do(action_id, answers))

    def ask(self, head: str, questions: list[Asked], make: Callable[[Answers], Command], action_id: str) -> None:
        """Ask questions about something that is no job (a page, a missed call) in the same place."""

        def save(answers: Answers) -> None:
            if self.bridge.do(make(answers), self._refused) is not None:
                self.band.close_band()
                self.done.emit(action_id, head)

        self.ask_here(head, questions, save)

    def ask_here(self, head: str, questions: list[Asked], save: Callable[[Answers], None]) -> None:
        """Ask in the band, whatever is on the card."""
        self._stack.setCurrentWidget(self._page)
        for part in (self.head, self._scroll, self.story, self.files):
            part.setVisible(self.card is not None)
        self.band.ask(head, questions, save)

    def refuse(self, no: No) -> None:
        """Say a no that came from elsewhere."""
        self._refused(no)

    def _filled(self, asked: Asked, given: Answers | None) -> Asked:
        if not given or asked.id not in given:
            return asked
        return Asked(asked.id, asked.word, given[asked.id], asked.hint, asked.options, asked.read, asked.wide)

    def _case(self) -> Case:
        assert self.card is not None
        event = self.story.current_row()
        return Case(
            self.card, self.bridge.ask(Roster()), self.bridge.now, self.bridge.zone,
            event if isinstance(event, EventLine) else None, tuple(r.name for r in self.bridge.ask(PolicyRecords())),
        )  # fmt: skip

    def _do(self, action_id: str, answers: Answers) -> None:
        card = self.card
        if card is None:
            return
        command = WAYS[action_id].command(self._case(), answers)
        overriding = isinstance(command, AgreeTime | DispatchJob | ReassignVisit) and not command.override_reason

        def refused(no: No) -> None:
            ways = self._ways_out(action_id, answers) if overriding and "overlap" in no.said.msgid else []
            self.band.refuse(_("{what}: {why}", what=self.label(BY_ID[action_id]), why=str(no)) if not ways else str(no), ways)

        if self.bridge.do(command, refused) is not None:
            words = _("{number} {customer}: {what}", number=card.number[-3:], customer=card.customer,
                      what=self.label(BY_ID[action_id]))  # fmt: skip
            self.band.close_band()
            self.done.emit(action_id, words)

    def _ways_out(self, action_id: str, answers: Answers) -> list[WayOut]:
        """Another man, another time, or the same with a reason of at least four characters."""

        def again(**changed: str) -> Callable[[], None]:
            def go() -> None:
                self.band.close_band()
                self.start(action_id, {**answers, **changed})

            return go

        def anyway() -> None:
            self.band.close_band()
            reason = [Asked("override", N_("Reason, at least 4 characters"), wide=3)]
            self.band.ask(
                _("Send him all the same"), reason, lambda told: self._do(action_id, {**answers, **told})
            )

        another = self._starts("dispatch") if action_id == "agree_time" else again(who="")
        return [
            WayOut(_("Another man"), another), WayOut(_("Another time"), again(span="")),
            WayOut(_("All the same, with a reason"), anyway),
        ]  # fmt: skip

    def _refused(self, no: No) -> None:
        self._stack.setCurrentWidget(self._page)
        self.band.refuse(str(no))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the clocks keep their width while there is room; as many buttons as fit."""
        self._fit()
        self._fit_files()
        if self.card is not None:
            self._show_buttons(self.card)

