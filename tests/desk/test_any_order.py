"""Any commands in any order, legal and illegal: whatever is done, the file stays whole and every step can be taken back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import random
import shutil
import typing
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch_console import places
from dispatch_console.commands import load
from dispatch_console.commands.contracts import SaveContract
from dispatch_console.commands.customers import MachineFacts
from dispatch_console.commands.days import KeptPaper
from dispatch_console.commands.imports import FileFacts
from dispatch_console.commands.loans import LendTool, SaveTool, TakeToolBack
from dispatch_console.commands.quotes import QuotedLine
from dispatch_console.commands.registry import all_commands
from dispatch_console.commands.roster import ATTENDANCE_KINDS, PlannedDay
from dispatch_console.commands.visits import CALL_IN_MOVES, PARTLY_REASONS
from dispatch_console.desk.check import check, digest
from dispatch_console.desk.opening import open_desk
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.house_rules import HOUSE_RULES
from dispatch_console.domain.kinds import GROUNDS, POLICIES
from dispatch_console.domain.loans import STATES
from dispatch_console.domain.masked import PathText
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.shifts import SHIFTS
from dispatch_console.domain.steps import STEPS
from dispatch_console.domain.workshop import StayStatus
from dispatch_console.queries.board import Board
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.customers import CustomerRecords
from tests.conftest import Hands
from tests.ui.states import Maker

load()
OURS = {name: spec for name, spec in all_commands().items() if spec.kind.__module__.startswith("dispatch_console")}
ROWS = {  # which rows a field names
    "job_id": "job", "customer_id": "customer", "machine_id": "machine", "technician_id": "person", "person_id": "person",
    "visit_id": "visit", "form_id": "form_issue", "complaint_id": "complaint", "promise_id": "promise", "call_id": "call",
    "page_id": "page", "event_id": "event", "report_id": "repair_report", "entry_id": "point_entry", "knowledge_id": "knowledge",
    "script_id": "script", "fault_word_id": "fault_word", "contract_id": "contract", "contact_id": "contact", "site_id": "site",
    "model_id": "product_model", "zone_id": "zone", "claim_id": "part_claim", "application_id": "service_application",
    "goes_id": "customer", "stays_id": "customer", "plan_id": "plan",
    "attachment_id": "attachment", "tool_id": "tool", "loan_id": "tool_loan", "record_id": "staff_record", "survey_id": "survey",
    "question_id": "point_question", "policy_id": "service_policy",
}  # fmt: skip
WORDS = {  # what a field may say; the first of a pool is no better than the last
    "move": CALL_IN_MOVES, "ground": tuple(GROUNDS), "policy": (*POLICIES, ""), "priority": ("normal", "urgent", "critical", "soon"),
    "warranty": ("in", "out", "unknown", "maybe"), "result": ("satisfied", "unsatisfied", "unreachable", "bored"),
    "role": ("technician", "dispatcher", "supervisor"), "name": ("hotline", "早班", "节日"), "owed_key": ("clock:1:on_site", "promise:1", "complaint:1"), "price_code": ("", "V-01"),
}  # fmt: skip
OF_COMMAND = {
    ("ChangeCalendar", "name"): ("weekdays", "phone"), ("ChangeCalendar", "weekly"): (("09:00-17:00",) * 7, ("",) * 7), ("SavePlan", "rule"): ("30d", "m10", "oft"),
    ("SavePlan", "kind"): ("office", "maintenance", "contact"), ("SavePlan", "every_count"): (None, 5000), ("PlanRevisits", "kind"): ("all", "key", "none"), ("SettlePlanDay", "how"): ("done", "skipped", "moved", "job"),
    ("ChangeClockRule", "calendar"): ("weekdays", "phone", "nonesuch"), ("ChangeClockRule", "warn_at"): ((50, 80), (80, 50)),
    ("SetRule", "name"): tuple(HOUSE_RULES), ("SetRule", "mode"): ("warn", "enforce"), ("CallIn", "reason"): PARTLY_REASONS, ("StepWorkshop", "step"): tuple(map(str, StayStatus)), ("SaveKnowledge", "step"): tuple(STEPS),
    ("RecordAttendance", "kind"): ATTENDANCE_KINDS, ("SetRosterDay", "kind"): (*SHIFTS, "asleep"),
    ("SaveStaffRecord", "kind"): ("certificate", "breach", "none"), ("SaveTool", "kind"): ("tool", "kit", "none"), ("TakeToolBack", "state"): (*STATES, "gone"),
    ("SaveSurvey", "kind"): ("revisit", "survey", "none"), ("SavePointRule", "kind"): ("repaired", "hours", "none"), ("SavePointRule", "values"): ((), ("points=5",), ("so",)),
    ("SavePointRule", "code"): ("repaired", "neu"), ("SavePolicy", "like"): ("standard", "nonesuch"), ("SetLogo", "path"): (PathText(""),), ("SetLogo", "content"): (None,),
    ("IssueBlanks", "kind"): ("repair_report", "none"), ("KeepPapers", "on_day"): (dt.date(2026, 3, 2), dt.date(2026, 3, 3)), ("AddPerson", "skills"): ((), ("彩机:3",), ("彩机:9",)),
    ("RecordPrinted", "kind"): ("work_order", "pickup_slip", "repair_report"), ("TakeNumber", "kind"): ("work_order", "pickup_slip", "invoice"), ("SetCalendarDay", "kind"): ("off", "work", "none"),
    ("AnswerComplaint", "how"): ("satisfied", "filed", ""), ("EndPromise", "how"): ("kept", "broken", "released", "lost"),
    ("RecordConsent", "answer"): ("yes", "no", "later"), ("ChangeClockRule", "kind"): ("on_site", "plan"), ("ChangeClockRule", "policy"): ("standard",),
    ("ChangeCustomer", "kind"): ("ordinary", "key"), ("AddCustomer", "kind"): ("ordinary", "key"), ("TypeReport", "price_code"): ("", "V-01"),
    ("IssueVisit", "slip_number"): ("",), ("TakeMachineIn", "slip_number"): ("",), ("ReceiveMachine", "voucher_number"): ("",),
    ("RecordPrinted", "number"): ("",), ("CallIn", "channel"): ("phone_in", "paper"), ("ChangePerson", "active"): (True, None),
    ("AttachFile", "path"): tuple(PathText(str(places.resources() / "data" / f"{name}.csv")) for name in ("grades", "prices", "scripts")),
    ("AttachFile", "content"): (None, b"%PDF-1.7", b""),
}  # fmt: skip
LIKELY = {  # half of the time a job is picked for which the command may be meant
    "UseContract": "contract_id IS NOT NULL OR customer_id IN (SELECT customer_id FROM contract)", "GuideByPhone": "status IN ('registered','decide','phone_guidance')", "DecideJob": "status IN ('registered','decide','phone_guidance')", "TypeReport": "status='work_done'", "Escalate": "status='working'", "AnswerEscalation": "escalated=1",
    "RecordQualityCall": "status='quality_due'", "TakeBackConsent": "id IN (SELECT job_id FROM quote WHERE answer='yes')",
    "RecordConsent": "status='awaiting_consent'", "StepWorkshop": "status='in_workshop'", "CheckSolved": "status='phone_solved'",
    "InsistOnVisit": "status IN ('registered','phone_guidance')", "CallIn": "status IN ('dispatched','working','en_route')",
    "ReplaceMachine": "status IN ('working','to_agree','closed') AND machine_id IN (SELECT id FROM machine WHERE replaced_by_id IS NULL)", "ApproveJob": "status='awaiting_approval'",
    "PartArrived": "status='waiting_part'", "CustomerReady": "status='waiting_customer'", "TakeMachineIn": "status='working'",
    "ReopenJob": "status='closed'", "GiveAnswer": "id IN (SELECT job_id FROM promise WHERE kind='answer_owed')",
}  # fmt: skip
ONLY_ONCE = {"SeedDesk": "the desk is set up already", "FillTexts": "the texts are in already"}
EXPLORE = bool(os.environ.get("EXPLORE"))  # make explore: other walks every time; the nightly run walks the same ones
BY_ITS_OWN_TESTS = {"ImportCustomers", "ImportPeople", "ImportPrices", "ImportRegister", "TakeRecords", "TakePunches", "TakeForm", "RememberLayout"}  # tests/cli, tests/ui: their rows come from a plan


class Walk:
    """A desk with a job in every state, and a hand that does anything to it."""

    def __init__(self, desk, hands, seed):
        self.desk, self.hands, self.dice = desk, hands, random.Random(seed)
        self.accepted: dict[str, int] = {}
        self.promised: set[int] = set()
        self.refused: dict[str, int] = {}

    def ids(self, table, where="1"):
        with self.desk.store.reading() as connection:
            return [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM {table} WHERE {where} ORDER BY id DESC LIMIT 40")]

    def moment(self):
        return self.hands.now + dt.timedelta(minutes=self.dice.choice((-90, -5, 0, 0, 30, 120, 60 * 26)))

    def value(self, command, field, kind):
        dice, name = self.dice, field.name
        chosen = OF_COMMAND.get((command, name)) or WORDS.get(name)
        if chosen is not None:
            return dice.choice(chosen)
        if name in ROWS:
            meant = LIKELY.get(command, "1") if name == "job_id" and dice.random() < 0.5 else "1"
            rows = self.ids(ROWS[name], meant) or self.ids(ROWS[name])
            optional = type(None) in typing.get_args(kind)
            return dice.choice([*rows, None] if optional else [*rows, 99999]) if rows else (None if optional else 99999)
        if kind is bool:
            return dice.random() < 0.6
        inside = typing.get_args(kind)
        if type(None) in inside:
            return None if dice.random() < 0.4 else self.value(command, field, next(k for k in inside if k is not type(None)))
        if kind is dt.date:
            return self.desk.today() + dt.timedelta(days=dice.choice((0, 0, 1, 3)))
        if kind is dt.datetime or name.endswith("_at"):
            return self.moment()
        if kind is int:
            return dice.choice((1, 2, 3, 4, 45, 60, 9000))
        if kind is CallKind:
            return dice.choice(list(CallKind))
        if kind is MachineFacts:
            return MachineFacts(model="MP 3055", serial=f"S{dice.randrange(99)}")
        if kind is FileFacts:
            return None
        if name == "papers":
            return (KeptPaper(form="daily_report", content="{}"),) if dice.random() < 0.8 else ()
        if name == "days":
            people = self.ids("person")
            return tuple(PlannedDay(person_id=dice.choice(people), on_day=self.desk.today() + dt.timedelta(days=n), kind=dice.choice((*SHIFTS, "asleep"))) for n in range(2))
        if name == "lines":
            return (QuotedLine(code="V-01", price_fen=dice.choice((5000, 8000, 900000)), quantity=1),)
        if typing.get_origin(kind) is tuple:
            return ()
        if isinstance(kind, type) and issubclass(kind, str):
            return kind(dice.choice(("", *("周雯", "客户有事改期", "13900174107") * 4)))
        return field.default

    def command(self, name):
        kind = OURS[name].kind
        types = typing.get_type_hints(kind)
        given = {}
        for field in dataclasses.fields(kind):
            if field.name == "uid":
                continue
            must = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            if must or self.dice.random() < 0.4:
                given[field.name] = self.value(name, field, types[field.name])
        return kind(**given, uid=UUID(int=self.dice.getrandbits(128), version=4))

    def tried(self, command):
        try:
            return self.desk.do(command), None
        except Refused as no:
            return None, no

    def step(self, name):
        """One command; what the desk takes can be taken back and done again, what it refuses changes nothing."""
        looked = self.dice.random() < 0.04
        before = digest(self.desk) if looked else ""
        command = self.command(name)
        done, no = self.tried(command)
        if done is None:
            assert str(no)
            self.refused[name] = self.refused.get(name, 0) + 1
            assert not looked or digest(self.desk) == before
            return
        self.accepted[name] = self.accepted.get(name, 0) + 1
        assert done.audit_id
        again = self.desk.do(command)  # the gesture's own number: a second Enter does nothing
        assert again.audit_id == done.audit_id
        if looked and str(OURS[name].undo) == "undo":
            after = digest(self.desk)
            self.desk.undo()
            assert digest(self.desk) == before, name
            self.desk.redo()
            assert digest(self.desk) == after, name

    def go(self, steps):
        names = sorted(set(OURS) - BY_ITS_OWN_TESTS)
        for n in range(steps):
            rare = [c for c in names if c not in self.accepted and c not in ONLY_ONCE]
            self.step(self.dice.choice(rare) if rare and n % 3 else self.dice.choice(names))
            self.hands.forward(self.dice.choice((0, 1, 7)))
            if n % 10 == 0:
                self.no_promise_is_lost()

    def no_promise_is_lost(self):
        """A promise once made stays, open or with how and when it ended."""
        with self.desk.store.reading() as connection:
            rows = connection.exec_driver_sql("SELECT id, ended_at, ended_how FROM promise").fetchall()
        assert self.promised <= {row[0] for row in rows}
        assert all((row[1] is None) == (row[2] == "") and row[2] in ("", "kept", "broken", "released") for row in rows)
        self.promised = {row[0] for row in rows}

    def whole(self):
        """Statuses are derived, clocks never run backwards, the audit rebuilds every table."""
        assert [str(w) for w in check(self.desk, replay=True).wrong] == []
        self.no_promise_is_lost()
        for row in self.desk.ask(Board()):
            for clock in self.desk.ask(JobCard(job_id=row.id)).clocks:
                assert clock.fraction >= 0 and (clock.due_at is None or clock.due_at >= clock.started_at - dt.timedelta(days=400))
                assert clock.stopped_at is None or clock.stopped_at >= clock.started_at


@pytest.fixture(scope="module")
def every_state(tmp_path_factory, seeded_folder):
    """The little office with a job in every state, made once."""
    folder = tmp_path_factory.mktemp("states") / "desk"
    shutil.copytree(seeded_folder, folder)
    hands = Hands()
    hands.to(9)
    desk = open_desk(folder, clock=hands, actor="陈静")
    Maker(desk).all()
    for customer in desk.ask(CustomerRecords()):
        desk.do(SaveContract(customer_id=customer.id, number=f"HT-{customer.id}", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31)))
    for name in ("卡尺", "测温仪", "笔记本"):  # broken, and still to be paid
        tool = desk.do(SaveTool(name=name)).result["tool_id"]
        loan = desk.do(LendTool(tool_id=tool, person_id=1)).result["loan_id"]
        desk.do(TakeToolBack(loan_id=loan, state="damaged", compensation_fen=5000, decided_by="沈国栋"))
    desk.close()
    return folder, hands.now


def walk(every_state, tmp_path_factory, seed, steps):
    folder, now = every_state
    here = tmp_path_factory.mktemp("walk") / "desk"
    shutil.copytree(folder, here)
    hands = Hands(now)
    desk = open_desk(here, clock=hands, actor="陈静")
    try:
        made = Walk(desk, hands, seed)
        made.go(steps)
        made.whole()
    finally:
        desk.close()
    return made


def test_every_command_is_taken_at_least_once_and_the_file_stays_whole(every_state, tmp_path_factory):
    never = set(OURS) - BY_ITS_OWN_TESTS - set(ONLY_ONCE)
    for seed in range(15):
        never -= set(walk(every_state, tmp_path_factory, seed, 700).accepted)
        if not never and seed >= 2:
            break
    assert " ".join(sorted(never)) == ""


@pytest.mark.nightly
@settings(max_examples=60, deadline=None, derandomize=not EXPLORE, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_any_walk_leaves_the_file_whole(every_state, tmp_path_factory, seed):
    walk(every_state, tmp_path_factory, seed, 300)
