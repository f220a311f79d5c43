"""A customer list about customers who stand here: what it says otherwise is shown, and nothing is overwritten in silence."""

from __future__ import annotations

import pytest

from dispatch_console.commands.customers import AddCustomer
from dispatch_console.desk.check import check
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.press.incoming import read_in

pytestmark = pytest.mark.requirement("R201", "R217")
HEADINGS = "客户编号,客户名称,联系人,电话,地址"


@pytest.fixture
def known(desk):
    return desk.do(AddCustomer(name=NameText("东篱茶业"), code="K01", contact=NameText("彭刚"), phones=(PhoneText("13800011001"),),
                               address=AddressText("浦东路 1 号"))).result["customer_id"]  # fmt: skip


@pytest.fixture
def listed(desk, tmp_path):
    def read(*lines):
        path = tmp_path / "list.csv"
        path.write_text("\n".join([HEADINGS, *lines]), encoding="utf-8")
        return read_in(desk, "customers_machines", path).plan

    return read


def here(desk, customer_id):
    def all_(sql):
        with desk.store.reading() as connection:
            return [r[0] for r in connection.exec_driver_sql(f"{sql} order by id", (customer_id,))]

    return (*all_("select name from customer where id=?"), all_("select name from contact where customer_id=?"),
            all_("select raw from phone_number where customer_id=?"), all_("select address from site where customer_id=?"))  # fmt: skip


def told(plan, n=0):
    return {c.field: (c.printed, c.back, c.present, c.takes) for c in plan.rows[n].changes}


def test_another_name_waits_for_a_hand_and_overwrites_only_when_it_is_chosen(desk, known, listed):
    line = "K01,东篱茶业（上海）,彭刚,138-0001-1001,浦东路1号"
    plan = listed(line)
    assert told(plan) == {"customer_name": (None, "东篱茶业（上海）", "东篱茶业", "")}, "the same number and address, only written otherwise"
    assert plan.rows[0].undecided and plan.command is None and plan.summary["refused"] == 1 and "another name" in str(plan.rows[0].reason)
    plan.settle(0, "customer_name", "present")
    plan.close()
    desk.do(plan.command)
    assert here(desk, known) == ("东篱茶业", ["彭刚"], ["13800011001"], ["浦东路 1 号"])
    assert listed(line).summary["same"] == 1, "it is not asked again"
    plan = listed(line.replace("上海", "浦东"))
    plan.settle(0, "customer_name", "back")
    plan.close()
    assert plan.summary == {"read": 1, "added": 0, "updated": 1, "same": 0, "refused": 0}
    desk.do(plan.command)
    assert here(desk, known)[0] == "东篱茶业（浦东）" and check(desk, replay=True).wrong == []


def test_another_person_number_and_address_come_to_those_here_unless_a_hand_says_no(desk, known, listed):
    plan = listed("K01,东篱茶业,罗敏,13900022002,张江路9号")
    assert told(plan) == {"contact": (None, "罗敏", "彭刚", "back"), "phone": (None, "13900022002", "13800011001", "back"),
                          "address": (None, "张江路9号", "浦东路 1 号", "back")}  # fmt: skip
    assert plan.rows[0].decision == "updated"
    plan.settle(0, "address", "present")
    plan.close()
    desk.do(plan.command)
    assert here(desk, known) == ("东篱茶业", ["彭刚", "罗敏"], ["13800011001", "13900022002"], ["浦东路 1 号"])
    assert check(desk, replay=True).wrong == []


def test_a_blank_and_a_mask_say_nothing(desk, known, listed):
    plan = listed("K01,,,,", "K01,东篱茶业,彭*,138****9999,", "K02,新厂,王*,139****1111,")
    assert [r.decision for r in plan.rows] == ["same", "same", "added"] and told(plan) == {}
    assert {f: (v[3]) for f, v in told(plan, 1).items()} == {"contact": "present", "phone": "present"}
    assert all("masked" in str(c.verdict) for c in plan.rows[1].changes)
    before = here(desk, known)
    desk.do(plan.command)
    with desk.store.reading() as connection:
        made = connection.exec_driver_sql("select id from customer where code='K02'").scalar()
    assert here(desk, known) == before and here(desk, made) == ("新厂", [], [], []), "a masked number is no number"


def test_a_list_of_what_stands_here_is_the_same(desk, known, listed):
    plan = listed("K01,东篱茶业,彭刚,13800011001,浦东路 1 号")
    assert plan.summary["same"] == 1 and plan.command is None
