import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch_console.domain import money


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (38000, "叁佰捌拾元整"),
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (105, "壹元零伍分"),
        (1000, "壹拾元整"),
        (1050, "壹拾元伍角整"),
        (100500_00, "壹拾万零伍佰元整"),
        (10001_00, "壹万零壹元整"),
        (100000000_00, "壹亿元整"),
        (100000001_00, "壹亿零壹元整"),
        (100010000_00, "壹亿零壹万元整"),
        (1409_50, "壹仟肆佰零玖元伍角整"),
        (6007_14, "陆仟零柒元壹角肆分"),
        (1680_32, "壹仟陆佰捌拾元叁角贰分"),
        (107000_53, "壹拾万柒仟元伍角叁分"),
        (1_0000_0000_0000_00, "壹万亿元整"),
        (1_2000_0000_0000_00, "壹万贰仟亿元整"),
        (1_0002_0000_0000_00, "壹万零贰亿元整"),
        (-38000, "负叁佰捌拾元整"),
    ],
)
def test_amounts_are_written_in_capitals(fen, written):
    assert money.capitals(fen) == written


def naive(fen: int) -> str:
    """Another way to the same words: write every nought with its unit, then strike out what is not said."""
    units = ["元", *"拾佰仟万拾佰仟亿拾佰仟万拾佰仟"]
    digits = str(fen // 100)
    text = "".join("零壹贰叁肆伍陆柒捌玖"[int(d)] + units[len(digits) - 1 - i] for i, d in enumerate(digits))
    text = re.sub("零[拾佰仟]", "零", text)
    text = re.sub("零+", "零", text)
    text = re.sub("零万", "万零", text)
    text = re.sub("零亿", "亿零", text)
    text = re.sub("亿零?万零?", "亿零", text)
    text = re.sub("零+", "零", text)
    text = re.sub("零?元$", "元", text)
    text = "" if fen < 100 else text
    jiao, cent = fen // 10 % 10, fen % 10
    text += "零壹贰叁肆伍陆柒捌玖"[jiao] + "角" if jiao else ("零" if cent and fen >= 100 else "")
    text += "零壹贰叁肆伍陆柒捌玖"[cent] + "分" if cent else "整"
    return "零元整" if fen == 0 else text


def drop_optional_noughts(text: str) -> str:
    return re.sub("([万亿])零(?=[壹贰叁肆伍陆柒捌玖]仟)", r"\1", text)


@given(st.integers(0, 10**14 - 1))
def test_capitals_agree_with_another_way_of_writing_them(fen):
    assert drop_optional_noughts(money.capitals(fen)) == drop_optional_noughts(naive(fen))


@given(st.integers(0, money.MOST_FEN))
def test_capitals_never_repeat_a_nought(fen):
    text = money.capitals(fen)
    assert "零零" not in text and text[-1] in "整分"


def test_more_than_can_be_written_is_refused():
    with pytest.raises(ValueError):
        money.capitals(money.MOST_FEN + 1)


def test_tables_and_sentences():
    assert money.in_table(38000) == "¥ 380.00" and money.in_table(-5) == "-¥ 0.05"
    assert str(money.in_words(38000)) == "380 yuan" and str(money.in_words(38050)) == "380.50 yuan"


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("380", 38000),
        ("380.5", 38050),
        ("¥ 1,380.00", 138000),
        ("380元", 38000),
        ("-¥ 5", -500),
        ("１２", 1200),
    ],
)
def test_typed_amounts(typed, fen):
    assert money.parse_yuan(typed) == fen


@pytest.mark.parametrize("typed", ["", "1.999", "abc", "1e3", "--5"])
def test_what_is_no_amount_is_not_guessed(typed):
    with pytest.raises(ValueError):
        money.parse_yuan(typed)


@given(st.integers(-(10**12), 10**12))
def test_what_a_table_shows_is_read_back(fen):
    assert money.parse_yuan(money.in_table(fen)) == fen
