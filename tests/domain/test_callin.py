import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch_console.commands.visits import CALL_IN_MOVES
from dispatch_console.domain.callin import MOVE_OF, MOVE_WORDS, Caller, Move, parse
from dispatch_console.domain.moment import at, local

NOW = at(dt.date(2026, 3, 2), 10, 42)
TEAM = [
    Caller(1, "李强", ("lq", "lj")),
    Caller(2, "王建平", ("wjp",)),
    Caller(3, "张海清", ("zhq",)),
    Caller(4, "周红旗", ("zhq",)),
    Caller(5, "周敏", ("zm",)),
]


def told(line):
    c = parse(line, TEAM, NOW)
    when = f"{local(c.happened_at):%m-%d %H:%M}" if c.happened_at else None
    return (c.technician.name if c.technician else None, c.move, when, c.job_number, c.note, c.trouble)


@pytest.mark.requirement("R101")
@pytest.mark.parametrize(
    ("line", "name", "move", "when"),
    [
        ("lq d -15", "李强", Move.ARRIVED, "03-02 10:27"),
        ("lq w 1037", "李强", Move.DONE, "03-02 10:37"),
        ("LQ W", "李强", Move.DONE, "03-02 10:42"),
        ("lq w 10:37", "李强", Move.DONE, "03-02 10:37"),
        ("lj d-15", "李强", Move.ARRIVED, "03-02 10:27"),
        ("李强 到 -15", "李强", Move.ARRIVED, "03-02 10:27"),
        ("李强 到-15", "李强", Move.ARRIVED, "03-02 10:27"),
        ("wjp 完 昨 1740", "王建平", Move.DONE, "03-01 17:40"),
        ("wjp 未", "王建平", Move.PARTLY_DONE, "03-02 10:42"),
        ("wjp 件", "王建平", Move.NEEDS_PART, "03-02 10:42"),
        ("wjp 拖机", "王建平", Move.TAKEN_IN, "03-02 10:42"),
        ("wjp 无人 1030", "王建平", Move.NOBODY_THERE, "03-02 10:30"),
        ("wjp 出发", "王建平", Move.EN_ROUTE, "03-02 10:42"),
        ("wjp 离", "王建平", Move.LEFT, "03-02 10:42"),
        ("wjp 升", "王建平", Move.ESCALATED, "03-02 10:42"),
        ("wjp 接", "王建平", Move.ACCEPTED, "03-02 10:42"),
        ("王 d", "王建平", Move.ARRIVED, "03-02 10:42"),
        ("老王 d", "王建平", Move.ARRIVED, "03-02 10:42"),
    ],
)
def test_a_report_in_one_line(line, name, move, when):
    assert told(line)[:3] == (name, move, when) and told(line)[5] is None


def test_a_job_number_and_a_note_may_follow():
    assert told("lq w #009 1037 换搓纸轮")[2:5] == ("03-02 10:37", "009", "换搓纸轮")
    assert told("lq 件 定影组件")[4] == "定影组件"
    assert told("lq w 换 3 个轮")[4] == "换 3 个轮"


def test_ambiguous_initials_list_the_choices():
    c = parse("zhq d", TEAM, NOW)
    assert c.technician is None and [p.id for p in c.choices] == [3, 4] and c.move is Move.ARRIVED
    assert str(c.trouble) == "2 people match zhq: 1 张海清 2 周红旗. Press a number."
    assert told("zhq 2 d")[:2] == ("周红旗", Move.ARRIVED)


def test_exact_initials_win_over_a_beginning():
    assert told("zm d")[0] == "周敏" and len(parse("z d", TEAM, NOW).choices) == 3


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("xx d", "Nobody matches xx."),
        ("lq", "What does 李强 report? d arrived, w done, z not finished."),
        ("lq w 1420", "14:20 is still to come: now it is 10:42. For yesterday put 昨 before it."),
    ],
)
def test_what_is_unclear_is_said(line, trouble):
    assert str(told(line)[5]) == trouble


def test_an_empty_line_says_nothing():
    assert parse("  ", TEAM, NOW).trouble is None


@pytest.mark.requirement("R58", "R61", "R62", "R63", "R64", "R65", "R78", "R82")
def test_every_report_that_the_desk_takes_can_be_typed_by_letter_and_by_word():
    assert set(MOVE_WORDS) == set(MOVE_OF.values()) == set(Move)
    assert set(CALL_IN_MOVES) <= {str(move) for move in Move}
    assert {move for word, move in MOVE_OF.items() if len(word) == 1 and word.isascii()} == set(Move)
    assert told("lq o 路太远")[1] is Move.OBJECTED and told("lq 无人接 -5")[1] is Move.NOBODY_ANSWERED
    assert told("lq r")[1] is Move.REFUSED and told("lq y")[1] is Move.CUSTOMER_CALLED and told("lq b")[1] is Move.COLLECTING


@settings(max_examples=150)
@given(st.text(alphabet="lqwjpzhmd到完未件昨前#0123456789-: .", max_size=14))
def test_no_line_breaks_it(line):
    c = parse(line, TEAM, NOW)
    assert c.happened_at is None or c.happened_at <= NOW


@pytest.mark.requirement("R102")
@pytest.mark.parametrize(
    ("line", "when", "note"),
    [
        ("lq w 昨 1740 换轮", "03-01 17:40", "换轮"),
        ("lq w 昨1740 换轮", "03-01 17:40", "换轮"),
        ("lq w 换轮 2-27 1740 谢谢", "02-27 17:40", "换轮 谢谢"),
        ("lq w 昨 下午 3点 换轮", "03-01 15:00", "换轮"),
        ("lq w 上午 9点", "03-02 09:00", ""),
        ("lq w 刚才 1037", "03-02 10:37", "刚才"),
        ("lq w 刚才", "03-02 10:42", ""),
        ("lq w 现在 换轮", "03-02 10:42", "换轮"),
        ("lq w now", "03-02 10:42", ""),
        ("lq 完工换了轮 谢谢", "03-02 10:42", "换了轮 谢谢"),
        ("lq w #1 #2", "03-02 10:42", "#2"),
    ],
)
def test_the_time_is_found_among_the_words_and_the_rest_is_a_note(line, when, note):
    assert (told(line)[2], told(line)[4], told(line)[5]) == (when, note, None)


@pytest.mark.requirement("R102")
@pytest.mark.parametrize("line", ["lq w 下午 3点", "lq w 今 下午 3点 换轮", "lq w 1500", "lq w 今 1500"])
def test_three_in_the_afternoon_is_not_three_in_the_morning(line):
    c = parse(line, TEAM, NOW)
    assert c.happened_at is None and "15:00 is still to come" in str(c.trouble)
    assert c.note == ("换轮" if "换轮" in line else "")


@pytest.mark.requirement("R101")
def test_who_calls_is_known_by_a_beginning_of_any_of_his_initials_or_by_his_whole_name():
    team = [Caller(1, "单志强", ("szq", "dzq")), Caller(2, "王建", ("wj",)), Caller(3, "王建平", ("wjp",))]

    def who(line):
        return [p.id for p in parse(line, team, NOW).choices] or parse(line, team, NOW).technician

    assert who("sz d").name == "单志强" and who("dz d").name == "单志强"
    assert who("王建 d").name == "王建" and who("wj d").name == "王建"
    assert who("王 d") == [2, 3] and who("小王 d") == [2, 3] and who("王工 d") == [2, 3] and who("单师傅 d").name == "单志强"
    assert who("老 d") is None


@pytest.mark.requirement("R101")
def test_a_digit_picks_only_among_people_that_are_listed():
    one = parse("lq 1 d", TEAM, NOW)
    assert one.technician.name == "李强" and one.move is None and one.choices == ()
    assert parse("zhq 3 d", TEAM, NOW).technician is None
    nobody = parse("xx d", TEAM, NOW)
    assert nobody.move is Move.ARRIVED and str(parse("xx", TEAM, NOW).trouble) == "Nobody matches xx."
