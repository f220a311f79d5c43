from dataclasses import dataclass
from typing import NamedTuple

import pytest

from dispatch_console.domain import masked
from dispatch_console.domain.masked import AddressText, NameText, PhoneText


@dataclass(frozen=True, slots=True)
class Inner:
    phone: PhoneText


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: NameText
    address: AddressText
    phone: PhoneText | None
    others: tuple[Inner, ...]
    fault: str


@pytest.mark.requirement("R218")
def test_a_row_hides_what_is_private_and_leaves_the_rest():
    row = Row(
        7, NameText("周雯"), AddressText("上海市徐汇区漕溪北路 88 号"), None,
        (Inner(PhoneText("13900174420")),), "卡纸",
    )  # fmt: skip
    hidden = masked.mask_row(row)
    assert hidden == Row(
        7,
        NameText("周**"),
        AddressText("上海市徐汇区***"),
        None,
        (Inner(PhoneText("139 **** 4420")),),
        "卡纸",
    )
    assert isinstance(hidden.name, NameText) and row.name == "周雯"


@pytest.mark.parametrize(
    ("name", "hidden"), [("周雯", "周**"), ("启明律师事务所", "启明**"), ("金桥印务", "金**"), ("欧阳娜娜子", "欧阳**"), ("上海银行", "上海**"), ("", "")]
)
def test_a_firm_keeps_two_characters_and_a_person_the_surname(name, hidden):
    assert NameText(name).masked == hidden


def test_only_rows_are_masked():
    with pytest.raises(TypeError):
        masked.mask_row(3)


class Pair(NamedTuple):
    name: NameText
    number: int


@pytest.mark.requirement("R218")
def test_text_of_no_known_kind_shows_only_that_it_is_there():
    assert masked.Secret("周雯").masked == "**" and masked.Secret("很长的一句备注").masked == "******"


@pytest.mark.requirement("R218")
def test_a_list_of_rows_is_hidden_row_by_row_and_a_class_or_a_named_pair_is_left_alone():
    assert masked.mask([NameText("周雯"), Inner(PhoneText("13900174420"))]) == ["周**", Inner(PhoneText("139 **** 4420"))]
    assert masked.mask(Inner) is Inner
    pair = Pair(NameText("周雯"), 1)
    assert masked.mask(pair) is pair


@pytest.mark.requirement("R218")
def test_a_row_without_anything_private_is_given_back_itself():
    row = Inner(PhoneText(""))
    assert masked.mask_row(row) is row


def test_a_class_is_no_row():
    with pytest.raises(TypeError):
        masked.mask_row(Inner)


@pytest.mark.requirement("R218")
def test_an_address_keeps_its_district_and_a_number_is_grouped_for_the_eye():
    assert AddressText("天山路 88 号").masked == "天山***" and AddressText("").masked == ""
    assert PhoneText("13900174420").shown == "139 0017 4420" and PhoneText("").shown == "" == PhoneText("").masked
