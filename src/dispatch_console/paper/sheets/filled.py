"""What every filled form shares: the form, its number, its fields and rows; and how the desk's answers are put on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.moment import Moment
from dispatch_console.paper.fill import Value
from dispatch_console.queries.card import Card

Fields = dict[str, Value]
WARRANTY = {"in": "保内", "out": "保外"}
SCORES = {4: "很满意", 3: "满意", 2: "一般", 1: "不满意"}
RESULT = {
    "solved": "已解决", "watched": "观察验证", "again": "再次上门", "taken_in": "拖机维修", "waiting_part": "待件", "unsolved": "未解决",
}  # fmt: skip
ACCESSORIES = ("电源线", "数据线", "适配器", "硒鼓墨盒", "纸盒", "硬盘")
LOOKS = ("完好", "划痕", "破损", "缺件")
CHANNEL = {"phone": "电话", "sms": "短信", "email": "邮件", "online": "线上", "on_site": "现场"}


@dataclass(frozen=True, slots=True)
class Filled:
    """One sheet to fill: its form, number, fields and repeated rows."""

    kind: str
    number: str
    fields: Fields
    rows: dict[str, list[Fields]] = field(default_factory=dict)


def phone_of(text: str) -> str:
    """A telephone number as it is read aloud."""
    return PhoneText(text).shown if text else ""


def yuan(fen: int) -> Decimal:
    """Fen as yuan for a cell."""
    return Decimal(fen) / 100


def points(tenths: int) -> Decimal:
    """Tenths of a point for a cell."""
    return Decimal(tenths) / 10


def when(card: Card, *kinds: str) -> Moment | None:
    """When the first standing fact of one of these kinds happened."""
    found = [e.happened_at for e in card.events if e.kind in kinds and e.corrected_by is None]
    return min(found) if found else None


def customer_of(card: Card) -> Fields:
    """Whose machine it is and where, as it stands on every form of a job."""
    return {
        "customer_name": str(card.customer), "address": str(card.address), "contact": str(card.contact),
        "phone": phone_of(card.phone), "model": card.machine, "serial": card.serial,
    }  # fmt: skip


def technician_of(card: Card) -> str:
    """Who goes, or went last."""
    live = [v for v in card.visits if v.live] or list(card.visits)
    return live[-1].technician if live else ""


def rates_of(rates: tuple[int | None, int | None, int | None, int | None]) -> Fields:
    """Four scores as the boxes to be ticked (R178)."""
    names = ("rate_timely", "rate_skill", "rate_attitude", "rate_charge")
    return {n: SCORES.get(score or 0, "") for n, score in zip(names, rates, strict=True)}


def told(*parts: str, between: str = "；") -> str:
    """Some texts as one, the empty ones left out."""
    return between.join(p for p in parts if p)


def boxes_of(said: str, offered: tuple[str, ...], rest: str) -> list[str]:
    """What was said of a machine as boxes of its slip: the words that are offered, all else on the line of `rest` (R147)."""
    pieces = [p.strip() for p in re.split("[、，,；;]", said) if p.strip()]
    pieces = [p.removeprefix(f"{rest}：") for p in pieces]
    other = "、".join(p for p in pieces if p not in offered)
    return [*(p for p in pieces if p in offered), *([f"{rest}：{other}"] if other else [])]
