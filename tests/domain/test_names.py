import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch_console.domain import grams, names


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("李强", "liqiang", "lq"),
        ("王建平", "wangjianping", "wjp"),
        ("单志强", "shanzhiqiang", "szq"),
        ("仇伟", "qiuwei", "qw"),
        ("曾小贤", "zengxiaoxian", "zxx"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("区家麟", "oujialin", "ojl"),
        ("重庆银行", "chongqingyinhang", "cqyh"),
        ("佳图", "jiatu", "jt"),
        ("3M中国", "3mzhongguo", "3mzg"),
        ("吕律师", "lvlvshi", "lls"),
    ],
)
def test_the_usual_reading_comes_first(name, full, initials):
    keys = names.search_keys(name)
    assert full == keys.full[0] and initials == keys.initials[0]


def test_other_readings_find_a_name_too():
    keys = names.search_keys("单志强")
    assert {"szq", "dzq"} <= set(keys.initials) and {"shanzhiqiang", "danzhiqiang"} <= set(keys.full)
    assert {"zlr", "clr"} <= set(names.search_keys("曾丽荣").initials)


def test_traditional_and_full_width_find_the_same():
    assert names.search_keys("單志強") == names.search_keys("单志强")
    assert names.search_keys("ＡＢＣ公司").simplified == "abc公司"


def test_a_long_name_has_few_keys():
    keys = names.search_keys("上海长重乐行朝都会种单贸易发展有限公司")
    assert 1 <= len(keys.initials) <= 32 and len(keys.full) <= 8


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_any_text_has_keys_or_none(text):
    keys = names.search_keys(text)
    assert all(i == i.lower() for i in keys.initials)
    grams.grams(text), grams.gram_query(text)


def test_characters_and_pairs():
    assert grams.grams("卡紙SC542") == "卡 纸 卡纸 s c sc 5 4 2 54 42"
    assert grams.gram_query("卡纸 sc54") == '"卡纸" AND "sc" AND "54"'
    assert grams.gram_query("卡") == '"卡"' and grams.gram_query(' "* ') == ""


@settings(max_examples=60)
@given(st.text(alphabet="卡纸定影辊abc019 -", min_size=1, max_size=12), st.data())
def test_any_part_of_a_text_finds_it(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    wanted = [p.strip('"') for p in grams.gram_query(part).split(" AND ") if p]
    assert set(wanted) <= set(grams.grams(text).split())
