"""Contracts and packages: what they cover, how a job goes on one, and what they take off the bill."""

from __future__ import annotations

import datetime as dt

import pytest

from dispatch_console.commands.calls import CompleteCall, RegisterCall
from dispatch_console.commands.contracts import SaveContract, UseContract
from dispatch_console.commands.customers import AddMachine, MachineFacts
from dispatch_console.commands.jobs import CancelJob, DecideJob
from dispatch_console.commands.quotes import GiveQuote, QuotedLine
from dispatch_console.desk.check import check
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.customers import ContractRecords
from dispatch_console.queries.office import PriceList
from tests.commands.common import card

YEAR = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 12, 31)}


def package(desk, **more):
    return desk.do(SaveContract(customer_id=1, number="TC-7", name="金卡套餐", kind="package", **{**YEAR, **more})).result["contract_id"]


def called(desk, machine=None):
    return desk.do(RegisterCall(kind=CallKind.REPAIR, number="1", customer_id=1, machine_id=machine, said="卡纸")).result["job_id"]


@pytest.mark.requirement("R222", "R223")
def test_a_job_goes_on_the_contract_that_holds_and_counts_as_a_visit_until_it_is_cancelled(desk):
    held = package(desk, visits=2)
    job = called(desk)
    assert card(desk, job).contract_id == held
    assert desk.ask(ContractRecords())[0].used == 1
    called(desk)
    third = called(desk)
    assert card(desk, third).contract_id is None  # both visits are used
    assert str(card(desk, third).contracts[0].why_not) == "All 2 visits of 金卡套餐 are used."
    desk.do(CancelJob(job_id=job, reason="客户不要了"))
    assert desk.ask(ContractRecords())[0].used == 1
    desk.do(UseContract(job_id=third, contract_id=held))
    assert card(desk, third).contract_id == held
    assert check(desk, replay=True).wrong == []


@pytest.mark.requirement("R222")
def test_what_is_covered_is_named_by_serial_or_by_model_and_number(desk):
    other = desk.do(AddMachine(customer_id=1, machine=MachineFacts(model="iR 2525", serial="K1"))).result["machine_id"]
    held = package(desk, covers=("k1", "MP 3055 x2"))
    assert desk.ask(ContractRecords())[0].covers == ("K1", "MP 3055 x2")
    assert card(desk, called(desk, other)).contract_id == held
    third = desk.do(AddMachine(customer_id=1, machine=MachineFacts(model="Epson", serial="E1"))).result["machine_id"]
    job = called(desk, third)
    assert card(desk, job).contract_id is None
    with pytest.raises(Refused, match="does not cover this machine"):
        desk.do(UseContract(job_id=job, contract_id=held))
    with pytest.raises(Refused, match="how many"):
        package(desk, covers=("MP 3055 xx",))


@pytest.mark.requirement("R43", "R223")
def test_a_package_takes_off_the_bill_what_was_agreed_and_what_is_typed_wins(desk):
    package(desk, labour_off_percent=50, visit_off_percent=100)
    job = called(desk)
    desk.do(DecideJob(job_id=job, warranty="out", fee=True))
    labour = next(p for p in desk.ask(PriceList()) if p.kind == "labour")
    visit = next(p for p in desk.ask(PriceList()) if p.kind == "visit")
    lines = tuple(QuotedLine(code=p.code, price_fen=p.price_fen) for p in (labour, visit))
    told = desk.do(GiveQuote(job_id=job, lines=lines)).result
    assert told["total_fen"] == labour.price_fen - labour.price_fen * 50 // 100
    typed = desk.do(GiveQuote(job_id=job, lines=lines, deduction_fen=0)).result
    assert typed["total_fen"] == labour.price_fen + visit.price_fen


@pytest.mark.requirement("R223")
def test_the_one_that_ends_first_is_used_first_and_an_ended_or_future_one_never(desk):
    package(desk, starts_on=dt.date(2026, 4, 1))
    package(desk, ended_on=dt.date(2026, 2, 1))
    long = package(desk)
    short = package(desk, ends_on=dt.date(2026, 6, 30))
    job = called(desk)
    assert card(desk, job).contract_id == short
    assert [str(c.why_not)[-14:] for c in card(desk, job).contracts if c.why_not] == ["on 2026-02-01.", "on 2026-04-01."]
    desk.do(UseContract(job_id=job, contract_id=long))
    desk.do(UseContract(job_id=job))
    assert card(desk, job).contract_id is None
    for again in (None, 999):
        with pytest.raises(Refused):
            desk.do(UseContract(job_id=job, contract_id=again))


@pytest.mark.requirement("R29", "R222")
def test_a_contract_brings_its_own_promises_also_to_a_call_completed_later(desk):
    package(desk, policy="contract_24h")
    assert card(desk, called(desk)).policy == "contract_24h"
    open_call = desk.do(RegisterCall(kind=CallKind.REPAIR, number="13764550081", said="卡纸")).result
    desk.do(CompleteCall(call_id=open_call["call_id"], customer_id=1))
    done = card(desk, open_call["job_id"])
    assert done.contract_id is not None and done.policy == "contract_24h"
    desk.do(UseContract(job_id=done.id))
    desk.do(UseContract(job_id=done.id, contract_id=done.contract_id))
    assert card(desk, done.id).policy == "contract_24h" and check(desk, replay=True).wrong == []


@pytest.mark.parametrize(
    "wrong", [{"ends_on": dt.date(2025, 1, 1)}, {"visits": -1}, {"part_off_percent": 101}, {"policy": "nonesuch"}, {"number": " "}]
)
def test_a_contract_that_cannot_be_is_refused(desk, wrong):
    with pytest.raises(Refused):
        desk.do(SaveContract(**{"customer_id": 1, "number": "X", **YEAR, **wrong}))


def test_a_contract_of_nobody_is_refused(desk):
    with pytest.raises(Refused, match="Whose"):
        desk.do(SaveContract(number="X", **YEAR))
    with pytest.raises(Refused):
        desk.do(SaveContract(number="X", contract_id=77, **YEAR))
