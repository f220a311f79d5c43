"""The line in which a technician's call is typed while he speaks: who, what, when (lq d -15)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from dispatch_console.domain import spoken
from dispatch_console.domain.moment import SHANGHAI, Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_, Said, say


class Move(StrEnum):
    """What a technician reports: a visit event, or a larger thing of the same name (R58, R61-R65, R82, R101-R103)."""

    ACCEPTED = "accepted"
    OBJECTED = "objected"
    COLLECTING = "collecting"
    EN_ROUTE = "en_route"
    CUSTOMER_CALLED = "customer_called"
    NOBODY_ANSWERED = "nobody_answered"
    ARRIVED = "arrived"
    DONE = "done"
    PARTLY_DONE = "partly_done"
    NEEDS_PART = "needs_part"
    TAKEN_IN = "taken_in"
    NOBODY_THERE = "nobody_there"
    CARD_LEFT = "card_left"
    REFUSED = "refused_at_door"
    ESCALATED = "escalated"
    LEFT = "left"


MOVE_WORDS: dict[Move, str] = {
    Move.ACCEPTED: N_("accepted"),
    Move.OBJECTED: N_("objected"),
    Move.COLLECTING: N_("collecting parts"),
    Move.EN_ROUTE: N_("en route"),
    Move.CUSTOMER_CALLED: N_("customer called"),
    Move.NOBODY_ANSWERED: N_("nobody answered"),
    Move.ARRIVED: N_("arrived"),
    Move.DONE: N_("done"),
    Move.PARTLY_DONE: N_("not finished"),
    Move.NEEDS_PART: N_("waiting for a part"),
    Move.TAKEN_IN: N_("machine taken in"),
    Move.NOBODY_THERE: N_("nobody there"),
    Move.CARD_LEFT: N_("visit card left"),
    Move.REFUSED: N_("refused at the door"),
    Move.ESCALATED: N_("escalated"),
    Move.LEFT: N_("left the site"),
}

_TYPED: dict[Move, tuple[str, ...]] = {
    Move.ACCEPTED: ("接", "接单", "a"),
    Move.OBJECTED: ("异议", "不接", "o"),
    Move.COLLECTING: ("备", "备料", "领料", "b"),
    Move.EN_ROUTE: ("出发", "路上", "c"),
    Move.CUSTOMER_CALLED: ("联系", "已联系", "y"),
    Move.NOBODY_ANSWERED: ("没接", "无人接", "打不通", "x"),
    Move.ARRIVED: ("到", "到达", "到了", "d"),
    Move.DONE: ("完", "完工", "完成", "好了", "w"),
    Move.PARTLY_DONE: ("未", "未完", "没完", "z"),
    Move.NEEDS_PART: ("件", "缺件", "等件", "j"),
    Move.TAKEN_IN: ("拖", "拖机", "t"),
    Move.NOBODY_THERE: ("无人", "没人", "未遇", "n"),
    Move.CARD_LEFT: ("留卡", "卡", "k"),
    Move.REFUSED: ("拒", "拒绝", "不让进", "r"),
    Move.ESCALATED: ("升", "升级", "s"),
    Move.LEFT: ("离", "离开", "走", "l"),
}
MOVE_OF: dict[str, Move] = {word: move for move, words in _TYPED.items() for word in words}
"""What may be typed for each move: Chinese words and one letter, the same as on the key card."""

_BY_LENGTH = sorted((w for w in MOVE_OF if not w.isascii()), key=len, reverse=True)
_MEANT_AS_TIME = re.compile(
    r"^(?:-\d+|\d{3,4}|\d{1,2}[:.点时]\d{0,2}|[昨前今][天日]?\s*\d.*|(?:[昨前今][天日]?\s*)?(?:[早上中下]午|早上?|晚上?|傍晚|am|pm)\s*\d.*)$"
)
_JOB = re.compile(r"^#(\d{1,6})$")
_GLUED = re.compile(r"^([a-z]+|[㐀-鿿]+?)(-\d.*|\d{3,4}|\d{1,2}[:.点]\d{0,2})$")


@dataclass(frozen=True, slots=True)
class Caller:
    """A technician who may call: id, name, the initials by which he is typed (all readings)."""

    id: int
    name: str
    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallIn:
    """What was understood; it may be saved when `trouble` is None. `choices` are numbered from 1."""

    technician: Caller | None
    move: Move | None
    happened_at: Moment | None
    job_number: str = ""
    note: str = ""
    trouble: Said | None = None
    choices: tuple[Caller, ...] = ()


def parse(line: str, technicians: Sequence[Caller], now: Moment, zone: ZoneInfo = SHANGHAI) -> CallIn:
    """Read the line (R101, R102): technician, move, then time, #job and a note in any order; never raises.

    The time is when it happened (-15, 1420, 昨 1740; none means now). A digit straight after ambiguous
    initials picks one of the choices: zhq 2 d.
    """
    words = _words(line)
    if not words:
        return CallIn(None, None, None)
    people, used = _who(words, technicians)
    rest = words[used:]
    if len(people) > 1 and rest and re.fullmatch(r"[1-9]", rest[0]) and int(rest[0]) <= len(people):
        people, rest = (people[int(rest[0]) - 1],), rest[1:]
    move, rest = _what(rest)
    job, rest = _job(rest)
    when, note, trouble = _when(rest, now, zone)
    person = people[0] if len(people) == 1 else None
    first = _who_trouble(people, words[0])
    if first is None and move is None:
        first = say(
            "What does {name} report? d arrived, w done, z not finished.", name=person.name if person else ""
        )
    return CallIn(person, move, when, job, note, first or trouble, people if len(people) > 1 else ())


def _words(line: str) -> list[str]:
    """The line in words; glued ones (李强到-15, lq d-15) are taken apart."""
    found: list[str] = []
    for word in unicodedata.normalize("NFKC", line).strip().lower().split():
        glued = _GLUED.match(word)
        found += glued.groups() if glued else (word,)
    return found


def _who(words: Sequence[str], technicians: Sequence[Caller]) -> tuple[tuple[Caller, ...], int]:
    typed = words[0]
    for test in (_is_exactly, _begins, _is_called):
        found = tuple(t for t in technicians if test(t, typed))
        if found:
            return found, 1
    return (), 1


def _is_exactly(person: Caller, typed: str) -> bool:
    return typed in person.initials or typed == person.name.lower()


def _begins(person: Caller, typed: str) -> bool:
    return any(i.startswith(typed) for i in person.initials)


def _is_called(person: Caller, typed: str) -> bool:
    bare = typed.removeprefix("小").removeprefix("老").removesuffix("工").removesuffix("师傅")
    return bool(bare) and person.name.lower().startswith(bare)


def _who_trouble(people: Sequence[Caller], typed: str) -> Said | None:
    if not people:
        return say("Nobody matches {typed}.", typed=typed)
    if len(people) > 1:
        listed = " ".join(f"{n} {p.name}" for n, p in enumerate(people, 1))
        return say(
            "{n} people match {typed}: {people}. Press a number.", n=len(people), typed=typed, people=listed
        )
    return None


def _what(rest: list[str]) -> tuple[Move | None, list[str]]:
    if rest and rest[0] in MOVE_OF:
        return MOVE_OF[rest[0]], rest[1:]
    for word in _BY_LENGTH if rest else ():
        if rest[0].startswith(word):
            return MOVE_OF[word], [rest[0][len(word) :], *rest[1:]]
    return None, rest


def _job(rest: Iterable[str]) -> tuple[str, list[str]]:
    number, left = "", []
    for word in rest:
        found = _JOB.match(word)
        if found and not number:
            number = found.group(1)
        else:
            left.append(word)
    return number, left


def _when(rest: Sequence[str], now: Moment, zone: ZoneInfo) -> tuple[Moment | None, str, Said | None]:
    """The first words that read as a time (昨 下午 3点), the others as a note; a time still to come is a trouble."""
    for place in range(len(rest)):
        wrong: tuple[None, str, Said] | None = None
        for length in (3, 2, 1):
            piece = " ".join(rest[place : place + length])
            if not any(c.isdigit() for c in piece):
                continue
            note = " ".join((*rest[:place], *rest[place + length :]))
            try:
                return spoken.parse_happened(piece, now, zone), note, None
            except Refused as no:
                if _MEANT_AS_TIME.match(piece):
                    wrong = None, note, no.said
        if wrong:
            return wrong
    return now, " ".join(w for w in rest if w not in ("现在", "刚才", "now")), None
