import csv

import pytest

from dispatch_console import places
from dispatch_console.domain.faults import FaultWords, Priority, read_fault_words, suggest
from dispatch_console.domain.prices import read_price_list, why_not_price

DATA = places.resources() / "data"
WORDS = read_fault_words((DATA / "fault_words.csv").read_text("utf-8"))


@pytest.mark.requirement("R10")
@pytest.mark.parametrize(
    ("said", "service", "priority", "code"),
    [
        ("手送台频繁卡纸，客户清过两次", "repair", Priority.NORMAL, "C-JAM"),
        ("开机报 SC542，不能定影", "repair", Priority.NORMAL, "C-FUSE"),
        ("挂号机蓝屏，每小时一次", "repair", Priority.CRITICAL, "K-BLUE"),
        ("機器冒煙有焦味", "repair", Priority.CRITICAL, "X-FIRE"),
        ("新机到货要安装", "installation", Priority.NORMAL, ""),
        ("", "", Priority.NORMAL, ""),
    ],
)
def test_words_of_a_caller_suggest_a_judgement(said, service, priority, code):
    found = suggest(said, WORDS)
    assert (found.service_type, found.priority, found.fault_code) == (service, priority, code)


@pytest.mark.requirement("R144")
def test_before_touching_a_computer_the_backup_is_asked_for():
    assert any("备份" in q for q in suggest("电脑不能开机", WORDS, "computer").questions)


def test_a_category_keeps_other_machines_out():
    assert suggest("漏水", WORDS, "copier").service_type == ""


@pytest.mark.requirement("R42")
def test_every_price_of_the_list_may_be_quoted_as_it_stands():
    prices = read_price_list((DATA / "price_list.csv").read_text("utf-8"))
    assert len({p.item.code for p in prices}) == len(prices) > 60
    assert all(why_not_price(p.item, p.item.list_fen) is None for p in prices)
    assert {"copier", "computer", "aircon", "printer", "all"} == {p.category for p in prices}


def test_every_script_has_a_sentence_and_a_requirement():
    with (DATA / "scripts.csv").open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    assert all(r["say"] and r["requirement"].startswith("R") for r in rows)
    assert len({(r["step"], r["customer_type"]) for r in rows}) == len(rows)


def row(words, service="repair", priority=Priority.NORMAL, code="", questions=(), advice="", category="all"):
    return FaultWords(tuple(words.split("|")), category, service, priority, code, questions, advice)


@pytest.mark.requirement("R10")
def test_the_longest_word_leads_and_the_highest_priority_counts():
    short = row("卡|卡纸不出", "maintenance", Priority.URGENT, "A", ("几时起",), "清洁")
    long = row("纸|卡纸", "repair", Priority.NORMAL, "B", ("哪个纸盒",), "打开后盖")
    third = row("纸", "enquiry", Priority.NORMAL, "C", ("什么纸",), "换纸")
    for known in ([short, long, third], [third, long, short]):
        found = suggest("卡纸", known)
        assert (found.service_type, found.priority, found.fault_code, found.advice) == ("repair", Priority.URGENT, "B", "打开后盖")
    assert suggest("卡纸", [short, long, third]).questions == ("哪个纸盒", "几时起")


@pytest.mark.requirement("R10")
@pytest.mark.parametrize("order", [1, -1])
def test_critical_counts_more_than_urgent_and_urgent_more_than_normal(order):
    smoke, key, jam = row("冒烟", priority=Priority.CRITICAL), row("急", priority=Priority.URGENT), row("卡")
    assert suggest("卡纸，急，冒烟", [smoke, key, jam][::order]).priority is Priority.CRITICAL
    assert suggest("卡纸，急", [key, jam][::order]).priority is Priority.URGENT


@pytest.mark.requirement("R10")
def test_rows_for_every_machine_are_looked_at_for_each():
    assert suggest("冒烟", [row("冒烟", code="X")], "copier").fault_code == "X"
    assert suggest("冒烟", [row("冒烟", code="X", category="aircon")], "copier").fault_code == ""
