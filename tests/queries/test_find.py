"""Anything is found by a few letters, digits or characters (R4, R201)."""

from __future__ import annotations

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.customers import AddCustomer, ChangeCustomer
from dispatch_console.domain.calls import CallKind
from dispatch_console.queries.find import Find


@pytest.mark.requirement("R201")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("启明", "启明律师事务所"),
        ("qmlssws", "启明律师事务所"),
        ("lssws", "启明律师事务所"),
        ("qiming", "启明律师事务所"),
        ("律师", "启明律师事务所"),
        ("szq", "启明律师事务所"),
        ("單志強", "启明律师事务所"),
        ("dzq", "启明律师事务所"),
        ("64370011", "启明律师事务所"),
        ("0011", "启明律师事务所"),
        ("02164370011", "启明律师事务所"),
        ("钦州南路", "启明律师事务所"),
        ("88 号", "启明律师事务所"),
    ],
)
def test_a_customer_is_found_by(desk, typed, found):
    assert found in [h.title for h in desk.ask(Find(text=typed)) if h.group == "customer"]


@pytest.mark.parametrize("typed", ["2QX04417", "2qx0", "04417", "4417"])
def test_a_machine_is_found_by_its_serial_from_either_end(desk, typed):
    assert "2QX04417" in " ".join(h.detail for h in desk.ask(Find(text=typed)) if h.group == "machine")


@pytest.mark.parametrize("typed", ["WX260302-001", "0302-001", "260302-001", "重影", "第二张"])
def test_a_job_is_found_by_its_number_or_two_characters_of_its_fault(desk, typed):
    desk.do(RegisterCall(kind=CallKind.REPAIR, number="1", said="复印有重影，第二张起"))
    assert [h.row_id for h in desk.ask(Find(text=typed)) if h.group == "job"] == [1]


def test_a_changed_name_is_found_by_the_new_one_only_and_undo_brings_the_old_one_back(desk):
    desk.do(ChangeCustomer(customer_id=2, name="晨曦律师事务所"))
    assert desk.ask(Find(text="qmls")) == () and desk.ask(Find(text="cxls"))[0].row_id == 2
    desk.undo()
    assert desk.ask(Find(text="cxls")) == () and desk.ask(Find(text="qmls"))[0].row_id == 2


@pytest.mark.parametrize("typed", ["", " ", "'", '"', "%", "*", "AND", "(", "\x00", "😀", "x" * 500])
def test_strange_signs_find_nothing_and_break_nothing(desk, typed):
    assert isinstance(desk.ask(Find(text=typed)), tuple)


def test_two_customers_of_one_name_are_both_found(desk):
    for address in ("虹口区", "闵行区"):
        desk.do(AddCustomer(name="永兴商行", address=address))
    assert len([h for h in desk.ask(Find(text="yxsh")) if h.group == "customer"]) == 2


@pytest.mark.requirement("R158")
def test_a_scanned_form_finds_its_job_whichever_form_it_is(desk):
    from dispatch_console.commands.papers import RecordPrinted

    job = desk.do(RegisterCall(kind=CallKind.REPAIR, number="13901234567", customer_id=1, said="卡纸")).result
    slip = desk.do(RecordPrinted(kind="work_order", job_id=job["job_id"])).result["number"]
    number = job["number"]
    for code in (f"WO*{slip}", f"QF*{number}", f"QT*{number}-2", f"wo*{number}"):
        assert [(h.group, h.row_id) for h in desk.ask(Find(text=code))] == [("job", job["job_id"])], code
    for code in ("WO*9999999", f"ZZ*{slip}", "PR*260302", f"RR*{slip}"):
        assert not [h for h in desk.ask(Find(text=code)) if h.group == "job"], code
