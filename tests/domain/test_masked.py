from dataclasses import dataclass

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
    ("name", "hidden"), [("周雯", "周**"), ("启明律师事务所", "启明**"), ("金桥印务", "金**"), ("", "")]
)
def test_a_firm_keeps_two_characters_and_a_person_the_surname(name, hidden):
    assert NameText(name).masked == hidden


def test_only_rows_are_masked():
    with pytest.raises(TypeError):
        masked.mask_row(3)
