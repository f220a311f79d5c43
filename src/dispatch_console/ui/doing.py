"""What the window does with a thing owed, a missed call, a page, a day off: the questions, then the command."""

from __future__ import annotations

from typing import Protocol

from dispatch_console.commands.calls import CompleteCall, RecordCallBack
from dispatch_console.commands.people import AddPerson, AnswerPage, SendPage
from dispatch_console.commands.plans import PlanRevisits, SettlePlanDay
from dispatch_console.commands.promises import EndPromise, PutOff
from dispatch_console.commands.registry import Command
from dispatch_console.commands.roster import RecordAttendance, SetRosterDay
from dispatch_console.commands.switchboard import TakeMessage, TransferCall
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import local
from dispatch_console.domain.plans import MAKES_JOB
from dispatch_console.domain.shifts import SHIFTS
from dispatch_console.queries.call_log import CallRow
from dispatch_console.queries.owed import Owed, OwedRow
from dispatch_console.queries.plans import Plans
from dispatch_console.queries.roster import TechnicianRow
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.calls.intake import Intake
from dispatch_console.ui.calls.panel import CallsPanel
from dispatch_console.ui.job_card.case import span
from dispatch_console.ui.job_card.panel import JobCardPanel
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.owed.panel import OwedStrip
from dispatch_console.ui.roster.panel import RosterPanel
from dispatch_console.ui.sheets.record_table import read_day
from dispatch_console.words import N_, Said, _

OWED_ACTIONS = {  # what an owed row opens
    "arrive": "call_in", "agree": "agree_time", "plan": "tell_plan", "check": "check_solved", "escalate": "escalate",
    "advice": "escalate", "quality": "quality", "report": "report", "part": "tell_part", "open": "open",
    "tell_superior": "tell_superior",
}  # fmt: skip
ATTENDANCE = (
    ("reported_in", N_("Reported in")), ("straight_to_site", N_("Straight to site")), ("left_for_home", N_("Left")),
    ("agreed_with_supervisor", N_("Agreed to stay out")),
)  # fmt: skip
DAY_KINDS = tuple((s.kind, s.words) for s in SHIFTS.values())
REVISITED = (("all", N_("All customers")), ("key", N_("Key customers")), ("ordinary", N_("Ordinary customers")))
KEPT = (("kept", N_("Kept")), ("broken", N_("Broken")), ("released", N_("No longer wanted")))
REACHED = (("yes", N_("Reached")), ("no", N_("Not reached")))


NO_CALL = {
    "call_back": N_("No call is waiting to be called back."), "complete_call": N_("Nothing is left to ask of today's calls."),
}  # fmt: skip
MISSING_WORDS = {
    "caller": N_("Who"), "customer": N_("Customer"), "address": N_("Address"), "model": N_("Machine"), "landline": N_("Landline"),
    "serial": N_("Serial"), "bought_on": N_("Bought on"),
}  # fmt: skip
FIELD_OF = {"caller": "caller_name", "customer": "customer_name", "address": "address", "model": "model", "serial": "serial"}


class Panels(Protocol):
    """What is needed of the window's panels."""

    window: MainWindow
    desk: Desk
    bridge: Bridge
    card: JobCardPanel
    roster: RosterPanel
    calls: CallsPanel
    intake: Intake
    owed: OwedStrip

    def show_job(self, job_id: int) -> None:
        """Show a job on card and board."""

    def say_done(self, words: str) -> None:
        """Say what was done, with the key that takes it back."""


class Doing:
    """The doings of the window that belong to no single panel."""

    def __init__(self, rooms: Panels) -> None:
        self._rooms = rooms
        self._picked_call: CallRow | None = None

    def pick_call(self, row: CallRow | None) -> None:
        """A line of the log is under the cursor."""
        self._picked_call = row

    def owed(self, row: OwedRow) -> None:
        """Open what settles a thing owed."""
        if row.job_id is not None:
            self._rooms.show_job(row.job_id)
        action = OWED_ACTIONS.get(row.action)
        if row.action == "promise":
            self._rooms.card.ask(str(row.word), [Asked("how", N_("Outcome"), "kept", options=KEPT, wide=3)],
                          lambda a: EndPromise(promise_id=row.row_id, how=a["how"]), "promise")  # fmt: skip
        elif row.action == "settle_plan":
            self._settle_plan(row.row_id, str(row.who))
        elif row.action == "call_back":
            self._ask_call_back(row.row_id, str(row.who))
        elif row.action == "page":
            self._rooms.bridge.do(AnswerPage(page_id=row.row_id), self._rooms.card.refuse)
        elif action == "open" or action is None:
            self._rooms.card.setFocus()
        elif action == "call_in":
            self._begin_call_in_for(row)
        else:
            self._rooms.window.do(action)

    def _settle_plan(self, plan_id: int, what: str) -> None:
        """What became of a planned day; moved or skipped it needs a reason."""
        plan = next((p for p in self._rooms.bridge.ask(Plans(due=True)) if p.id == plan_id), None)
        if plan is None:
            return
        options = [("done", N_("Done")), *([("job", N_("Make a job"))] if plan.kind in MAKES_JOB else []), ("skipped", N_("Skip")), ("moved", N_("Another day"))]

        def command(answers: Answers) -> Command:
            moved = span(self._rooms.bridge.now, self._rooms.bridge.zone, answers["day"])[0] if answers["how"] == "moved" else None
            return SettlePlanDay(
                plan_id=plan_id, how=answers["how"], reason=answers["reason"],
                moved_to=local(moved, self._rooms.bridge.zone).date() if moved is not None else None,
            )  # fmt: skip

        asked = [Asked("how", N_("What became of it"), "done", options=tuple(options), wide=3), Asked("reason", N_("Reason"), wide=2),
                 Asked("day", N_("Which day"), "", _("tomorrow, 周三"))]  # fmt: skip
        self._rooms.card.ask(f"{what} · {plan.name}" if what != plan.name else what, asked, command, "promise")

    def put_off(self, number: int) -> None:
        """Put the nth thing owed off for a while; it comes back by itself (Alt+Shift+1…6)."""
        rows = self._rooms.owed.rows
        if number > len(rows):
            self._rooms.window.foot.say(_("Nothing more is owed."))
            return
        row = rows[number - 1]
        if not row.can_snooze:
            self._rooms.card.refuse(No(Said(N_("A complaint is told to the superior at once; it cannot be put off (R171)."))))
            return
        asked = [Asked("reason", N_("Reason"), wide=2), Asked("minutes", N_("For minutes"), "15")]
        self._rooms.card.ask(_("Put off: {what}", what=f"{row.word} {row.who}"), asked, lambda a: PutOff(
            owed_key=row.key, reason=a["reason"], minutes=int(a["minutes"]) if a["minutes"].isdigit() else 0), "put_off")  # fmt: skip

    def _begin_call_in_for(self, row: OwedRow) -> None:
        person = next((p for p in self._rooms.roster.every if p.name == row.detail), None)
        if person is None:
            self._rooms.window.do("dispatch")
            return
        self._rooms.roster.line.begin(person.initials.split()[0])

    def why_not(self, action_id: str) -> str | None:
        """Why no call can be called back or filled in now; None when one can."""
        found = self._to_call_back() if action_id == "call_back" else self._to_complete()
        return None if found is not None else _(NO_CALL[action_id])

    def _to_call_back(self) -> CallRow | None:
        waiting = [r for r in self._rooms.calls.every if r.needs]
        return self._picked_call if self._picked_call is not None and self._picked_call.needs else next(iter(waiting), None)

    def _to_complete(self) -> CallRow | None:
        waiting = [r for r in self._rooms.calls.every if r.still_to_ask]
        picked, job_id = self._picked_call, self._rooms.card.job_id
        own = next((r for r in waiting if job_id and r.job_id == job_id), None)
        return picked if picked is not None and picked.still_to_ask else own or next(iter(waiting), None)

    def call_back(self) -> None:
        """A missed caller was called back: the one picked in the log, else the first that waits."""
        row = self._to_call_back()
        if row is None:
            self._rooms.card.refuse(No(Said(NO_CALL["call_back"])))
            return
        self._ask_call_back(row.id, str(row.who or row.number))

    def complete_call(self) -> None:
        """Ask what a call left open: the one picked in the log, else that of the job on the card, else the newest."""
        row = self._to_complete()
        if row is None:
            self._rooms.card.refuse(No(Said(NO_CALL["complete_call"])))
        else:
            self.ask_missing(row)

    def ask_missing(self, row: CallRow) -> None:
        """The few questions that a call left open; what stays empty is still to ask (R5, R14)."""
        asked = [Asked(q, MISSING_WORDS.get(q, q), wide=2 if q == "address" else 1) for q in row.still_to_ask]

        def command(a: dict[str, str]) -> CompleteCall:
            own = {FIELD_OF[q]: a[q] for q in row.still_to_ask if q in FIELD_OF}
            others = [f"{_(MISSING_WORDS.get(q, q))} {a[q]}" for q in row.still_to_ask if q not in FIELD_OF and a[q]]
            return CompleteCall(
                call_id=row.id, caller_name=NameText(own.get("caller_name", "")), customer_name=NameText(own.get("customer_name", "")),
                address=AddressText(own.get("address", "")), model=own.get("model", ""), serial=own.get("serial", ""),
                answers="；".join(others), still_to_ask=tuple(q for q in row.still_to_ask if not a[q]),
            )  # fmt: skip

        self._rooms.card.ask(_("Still to ask: {who}", who=str(row.who or row.number)), asked, command, "complete_call")

    def message(self) -> None:
        """The caller in front wants a colleague who is away (R19)."""
        typed = self._rooms.intake.form.typed
        asked = [Asked("whom", N_("For whom")), Asked("said", N_("Message"), typed.fault, wide=2), Asked("caller", N_("Caller"), typed.caller),
                 Asked("number", N_("Number"), typed.phone), Asked("back", N_("Back at"), "", _("1430, tomorrow morning"))]  # fmt: skip

        def command(a: dict[str, str]) -> TakeMessage:
            bridge = self._rooms.bridge
            return TakeMessage(
                whom=NameText(a["whom"]), said=a["said"], number=PhoneText(a["number"]), caller_name=NameText(a["caller"]),
                customer_id=typed.customer_id, back_at=span(bridge.now, bridge.zone, a["back"])[0] if a["back"] else None,
            )  # fmt: skip

        self._rooms.card.ask(_("Message for a colleague"), asked, command, "message")

    def transfer(self) -> None:
        """The caller in front was put through to somebody (R18)."""
        typed = self._rooms.intake.form.typed
        asked = [Asked("whom", N_("To whom")), Asked("about", N_("About what"), typed.fault, wide=2),
                 Asked("caller", N_("Caller"), typed.caller), Asked("number", N_("Number"), typed.phone)]  # fmt: skip
        self._rooms.card.ask(_("Put through"), asked, lambda a: TransferCall(
            whom=NameText(a["whom"]), about=a["about"], number=PhoneText(a["number"]), caller_name=NameText(a["caller"]),
            customer_id=typed.customer_id), "transfer")  # fmt: skip

    def _ask_call_back(self, call_id: int, who: str) -> None:
        asked = [Asked("reached", N_("Reached?"), "yes", options=REACHED), Asked("answer", N_("Said"), wide=2)]
        self._rooms.card.ask(_("Called back: {who}", who=who), asked, lambda a: RecordCallBack(
            call_id=call_id, reached=a["reached"] == "yes", answer=a["answer"]), "call_back")  # fmt: skip

    def _technician(self) -> TechnicianRow | None:
        person = self._rooms.roster.picked_technician()
        if person is None:
            self._rooms.card.refuse(No(Said(N_("Pick a technician first (Ctrl+3)."))))
        return person

    def page(self) -> None:
        """Page a technician; his call back is owed."""
        if (person := self._technician()) is not None:
            self._rooms.card.ask(_("Page {name}", name=person.name), [Asked("reason", N_("Reason"), wide=3)],
                          lambda a: SendPage(person_id=person.id, reason=a["reason"]), "page")  # fmt: skip

    def page_answered(self) -> None:
        """The technician called back."""
        if (person := self._technician()) is None:
            return
        pages = [r for r in self._rooms.desk.ask(Owed()) if r.action == "page" and str(r.who) == person.name]
        if not pages:
            self._rooms.card.refuse(No(Said(N_("No page to {name} is open."), {"name": person.name})))
        elif self._rooms.bridge.do(AnswerPage(page_id=pages[0].row_id), self._rooms.card.refuse) is not None:
            self._rooms.say_done(_("{name} called back.", name=person.name))

    def attendance(self) -> None:
        """A technician reported in, went straight to site, or agreed to stay out (R90–R92)."""
        if (person := self._technician()) is not None:
            asked = [Asked("kind", N_("Attendance"), "reported_in", options=ATTENDANCE, wide=3), Asked("note", N_("Note"), wide=2)]
            self._rooms.card.ask(person.name, asked, lambda a: RecordAttendance(
                person_id=person.id, kind=a["kind"], note=a["note"]), "attendance")  # fmt: skip

    def new_person(self) -> None:
        """Put in a technician."""
        asked = [Asked("name", N_("Name")), Asked("initials", N_("Initials"), "", _("as typed in the call-in line")),
                 Asked("mobile", N_("Mobile")), Asked("district", N_("District")), Asked("skills", N_("Skills"))]  # fmt: skip
        self._rooms.card.ask(_("New technician"), asked, lambda a: AddPerson(
            name=NameText(a["name"]), initials=a["initials"].strip().lower(), mobile=PhoneText(a["mobile"]),
            district=a["district"], skills=tuple(a["skills"].split())), "new_person")  # fmt: skip

    def plan_revisits(self) -> None:
        """Contacts and visits of the year for every customer who has none planned (R185)."""
        asked = [Asked("kind", N_("For"), "all", options=REVISITED, wide=3), Asked("from", N_("From"), self._rooms.desk.today().isoformat())]
        self._rooms.card.ask(_("Plan the year's revisits"), asked, lambda a: PlanRevisits(kind=a["kind"], from_day=read_day(a["from"])), "plan_revisits")

    def roster_day(self) -> None:
        """Say what a technician does today."""
        if (person := self._technician()) is not None:
            today = self._rooms.desk.today()
            asked = [Asked("kind", N_("Today"), "work", options=DAY_KINDS, wide=3), Asked("note", N_("Note"), wide=3)]
            self._rooms.card.ask(person.name, asked, lambda a: SetRosterDay(
                person_id=person.id, on_day=today, kind=a["kind"], note=a["note"]), "roster_day")  # fmt: skip
