"""What a dispatcher does and sees, in a few words, for stories that are told through the desk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from dispatch_console.commands.jobs import AgreeTime, DecideJob
from dispatch_console.commands.papers import RecordPrinted
from dispatch_console.commands.registry import Command
from dispatch_console.commands.rules import SetRule
from dispatch_console.commands.visits import DispatchJob, IssueVisit
from dispatch_console.desk.check import check
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.board import Board, BoardRow
from dispatch_console.queries.owed import Owed, OwedRow
from dispatch_console.queries.roster import Roster, TechnicianRow
from tests.conftest import Hands
from tests.stories.day import Day


@dataclass
class Told(Day):
    """A day whose clock is in hand, and what the screen shows of it."""

    hands: Hands = None  # type: ignore[assignment]

    def now(self, hour: int, minute: int = 0, days: int = 0) -> Moment:
        """It is this time now, of today or of a later day."""
        self.hands.to(hour, minute, days)
        return self.hands.now

    # ---- what is seen ----

    def row(self, job: str) -> BoardRow | None:
        """The job's row of the board; None when it is not there."""
        return next((r for r in self.desk.ask(Board()) if r.id == self.jobs[job]), None)

    def board(self) -> list[str]:
        """Whose jobs stand on the board, the most urgent first."""
        return [next(name for name, job in self.jobs.items() if job == r.id) for r in self.desk.ask(Board())]

    def status(self, job: str) -> str:
        """Where the job stands, in English words."""
        return str(self.card(job).status)

    def flags(self, job: str) -> list[str]:
        """The marks after the customer's name: urged2, repeat2, key, complaint, escalated."""
        return [f"{f.kind}{f.count or ''}" for f in self.card(job).flags]

    def owed(self) -> list[str]:
        """The owed strip: what to do for whom, an exclamation mark when it is over its time."""
        return [f"{o.action} {o.who}{'!' if o.level == 'over' else ''}" for o in self.desk.ask(Owed())]

    def owing(self, action: str) -> OwedRow:
        """The one entry of the owed strip with this action."""
        (found,) = [o for o in self.desk.ask(Owed()) if o.action == action]
        return found

    def man(self, name: str) -> TechnicianRow:
        """A technician as the roster shows him."""
        return next(p for p in self.desk.ask(Roster()) if p.name == name)

    def state(self, name: str) -> str:
        """What a technician is doing now."""
        return str(self.man(name).state)

    def clock(self, job: str, kind: str) -> Any:
        """A clock of the job's card."""
        return next(c for c in self.card(job).clocks if c.kind == kind)

    def clock_says(self, job: str, kind: str) -> str:
        """What the card says of a clock: `2 h 00 left`, `kept`, `38 min late`, `paused: …`."""
        return str(self.clock(job, kind).words)

    def due(self, job: str, kind: str) -> str:
        """When a clock runs out, as local time of day."""
        when = self.clock(job, kind).due_at
        return f"{local(when):%m-%d %H:%M}" if when else ""

    def story(self, job: str) -> list[str]:
        """What happened to a job, the newest first, in words."""
        return [str(e.words) for e in self.card(job).events]

    # ---- what is done ----

    def decide(self, job: str, warranty: str = "in", fee: bool = False) -> None:
        """Warranty and fee decided on what the card says."""
        self.do(DecideJob(job_id=self.jobs[job], warranty=warranty, fee=fee, basis=self.card(job).warranty_basis))

    def agree(self, job: str, hour: int, minute: int = 0, until: tuple[int, int] | None = None, **more: Any) -> None:
        """A time agreed, half an hour long unless said otherwise."""
        start = self.at(hour, minute)
        end = self.at(*until) if until else start + dt.timedelta(minutes=30)
        self.do(AgreeTime(job_id=self.jobs[job], from_at=start, until_at=end, **more))

    def send(self, job: str, who: str, hour: int, minute: int = 0, slip: bool = True, **more: Any) -> str:
        """A technician sent; his slip printed and handed over, its number."""
        visit = self.do(DispatchJob(job_id=self.jobs[job], technician_id=self.person(who), planned_from=self.at(hour, minute), **more))
        if not slip:
            return ""
        number = str(self.do(RecordPrinted(kind="work_order", job_id=self.jobs[job]))["number"])
        self.do(IssueVisit(visit_id=visit["visit_id"], slip_number=number))
        return number

    def enforce(self, rule: str) -> None:
        """The manager has a rule of the house enforced: what breaks it is refused from now on, not only warned of."""
        self.do(SetRule(name=rule, mode="enforce"))

    def no(self, command: Command, why: str) -> None:
        """The desk says no, and why."""
        with pytest.raises(Refused, match=why):
            self.desk.do(command)

    def whole(self) -> list[str]:
        """What is wrong with the file once all of it was rebuilt from the audit; nothing, it is hoped."""
        return [str(w) for w in check(self.desk, replay=True).wrong]


def name(text: str) -> NameText:
    """A person's name as commands take it."""
    return NameText(text)
