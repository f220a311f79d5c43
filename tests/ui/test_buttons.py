"""A button of the job card is lit exactly when the desk would take what it stands for, in every state that a job can have."""

from __future__ import annotations

import shutil
from types import SimpleNamespace
from uuid import uuid4

import pytest

from dispatch_console.commands.registry import spec_of
from dispatch_console.desk.check import digest
from dispatch_console.desk.opening import open_desk
from dispatch_console.domain.jobs import Status
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.board import Board
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.roster import Roster
from dispatch_console.ui.job_card.case import Case
from dispatch_console.ui.job_card.panel import JobCardPanel
from dispatch_console.ui.job_card.ways import WAYS
from tests.conftest import Hands
from tests.ui.states import Maker

TYPED = {"span": "周三 0930-1000", "minutes": "45", "who": "cxf", "term": "周五", "cost": "380", "when": "", "scores": "4444", "model": "", "override": "客户坚持"}
CHOSEN = {"told": "yes"}
BY_THEMSELVES = {"correct"}  # about an entry of the story, not about the job


class Enough(Exception):
    """The desk would have taken it."""


@pytest.fixture(scope="module")
def states(tmp_path_factory, seeded_folder):
    """A desk with a job in every state."""
    folder = tmp_path_factory.mktemp("buttons") / "desk"
    shutil.copytree(seeded_folder, folder)
    hands = Hands()
    hands.to(9)
    desk = open_desk(folder, clock=hands, actor="陈静")
    Maker(desk).all()
    yield desk
    desk.close()


def takes(desk, command):
    """Whether the desk would take a command; it is taken back before it is kept."""
    def handle(work):
        spec_of(type(command)).handler(command, work)
        raise Enough

    try:
        desk._transact(handle, uid=uuid4(), kind="do", name="x", arguments="{}")
    except Enough:
        return True
    except Refused:
        return False


def answered(asked):
    if asked.options:
        return CHOSEN.get(asked.id) or asked.value or asked.options[0][0]
    return asked.value or TYPED.get(asked.id, "客户要求")


def test_every_button_in_every_state(states):
    desk = states
    before = digest(desk)
    people = desk.ask(Roster())
    jobs = {desk.ask(JobCard(job_id=r.id)).status: r.id for closed in (False, True) for r in desk.ask(Board(closed=closed))}
    assert set(jobs) == set(Status)
    wrong, lit, dark = [], 0, 0
    for status, job_id in jobs.items():
        card = desk.ask(JobCard(job_id=job_id))
        case = Case(card, people, desk.clock(), desk.zone)
        for name in sorted(set(WAYS) - BY_THEMSELVES):
            why = JobCardPanel.why_not(SimpleNamespace(card=card), name)
            try:
                command = WAYS[name].command(case, {a.id: answered(a) for a in WAYS[name].asks(case)})
                taken = takes(desk, command)
            except Refused:
                taken = False
            lit, dark = lit + (why is None), dark + (why is not None)
            if (why is None) != taken:
                wrong.append(f"{status}: {name} is {'lit' if why is None else 'dark'}, the desk says {'yes' if taken else 'no'}")
    assert wrong == []
    assert lit > 300 and dark > 300
    assert digest(desk) == before
