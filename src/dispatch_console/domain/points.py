"""How many work points a technician has earned with a job, line by line, so that he can check the sum."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isqrt

from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_, Said, say


class RuleKind(StrEnum):
    """The ways in which points arise; the amounts are rows that the office may change (R192)."""

    JOB_KIND = "job_kind"
    HOURS = "hours"
    DIFFICULTY = "difficulty"
    NEWNESS = "newness"
    FEE_ROOT = "fee_root"
    REPAIRED = "repaired"
    BONUS = "bonus"
    REWORK = "rework"
    ONCE_PER_FAULT = "once_per_fault"
    SENT_OUT = "sent_out"
    ON_TIME = "on_time"
    QUALITY = "quality"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class PointRule:
    """One rule in one version. Parameters are whole tenths of a point unless their name says otherwise."""

    code: str
    version: int
    kind: RuleKind
    parameters: Mapping[str, int] = field(default_factory=dict, hash=False)
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None

    def valid_on(self, day: dt.date) -> bool:
        """True when the rule holds on that local day."""
        after = self.valid_from is None or self.valid_from <= day
        return after and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What points are counted from: tenths of the price list, the fee in fen, how often it came back."""

    job_kind: str
    hours_tenths: int = 0
    difficulty_tenths: int = 0
    newness_tenths: int = 0
    fee_fen: int = 0
    repaired: bool = True
    bonus_tenths: int = 0
    bonus_reason: str = ""
    rework_count: int = 0
    same_fault_again: bool = False
    sent_out: bool = False
    on_time: bool = False
    quality_percent: int | None = None
    upheld_complaints: int = 0


@dataclass(frozen=True, slots=True)
class PointLine:
    """One line of the reckoning: which rule in which version, the arithmetic in words, tenths of a point."""

    rule: str
    version: int
    arithmetic: Said
    tenths: int


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade's standard points a month, in tenths, and what a point above or below is worth, in fen."""

    code: str
    name: str
    standard_tenths: int
    fen_per_point: int = 4000


_FIRST = (
    RuleKind.JOB_KIND,
    RuleKind.HOURS,
    RuleKind.DIFFICULTY,
    RuleKind.NEWNESS,
    RuleKind.FEE_ROOT,
    RuleKind.REPAIRED,
    RuleKind.ON_TIME,
    RuleKind.BONUS,
)
_LATER = (RuleKind.QUALITY, RuleKind.COMPLAINT)  # what the customer says afterwards stands, whatever the work earned


def score(facts: JobFacts, rules: Iterable[PointRule]) -> list[PointLine]:
    """Reckon a job by the rules (R192): what it earns, then what is taken off; lines of nought are left out, but for a
    complaint that was upheld: it stays known, whatever the firm takes off for it.

    A job sent out, or the same fault again by the same person, earns nothing: its earnings are countered
    by a line of their own. Deductions for coming back stand in any case.
    """
    known = sorted(rules, key=lambda r: (r.code, -r.version))
    lines = [line for rule in known if rule.kind in _FIRST and (line := _earned(facts, rule)).tenths]
    earned = sum(line.tenths for line in lines)
    for rule in known:
        if rule.kind is RuleKind.SENT_OUT and facts.sent_out and earned:
            lines.append(PointLine(rule.code, rule.version, say("repaired outside: no points"), -earned))
            earned = 0
        elif rule.kind is RuleKind.ONCE_PER_FAULT and facts.same_fault_again and earned:
            lines.append(PointLine(rule.code, rule.version, say("same fault again: counts once"), -earned))
            earned = 0
        elif rule.kind is RuleKind.REWORK and (line := _rework(facts, rule)).tenths:
            lines.append(line)
    for rule in known:
        upheld = rule.kind is RuleKind.COMPLAINT and facts.upheld_complaints
        if rule.kind in _LATER and ((line := _earned(facts, rule)).tenths or upheld):
            lines.append(line)
    return lines


def total_tenths(lines: Iterable[PointLine]) -> int:
    """The sum of a reckoning in tenths of a point."""
    return sum(line.tenths for line in lines)


def fee_root_tenths(fee_fen: int) -> int:
    """round(√(fee in yuan) / 10, 1) in tenths of a point, half up, in whole numbers; 0 for no fee."""
    return (isqrt(max(0, fee_fen) // 25) + 1) // 2


def shown(tenths: int) -> str:
    """Tenths as points: 3.0, -1.5."""
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"


def bonus_fen(points_tenths: int, grade: Grade) -> int:
    """What a month's points are worth above (or below, negative) the grade's standard, in fen."""
    return (points_tenths - grade.standard_tenths) * grade.fen_per_point // 10


def _earned(facts: JobFacts, rule: PointRule) -> PointLine:
    def line(tenths: int, words: Said) -> PointLine:
        return PointLine(rule.code, rule.version, words, tenths)

    match rule.kind:
        case RuleKind.JOB_KIND:
            tenths = rule.parameters.get(facts.job_kind, 0)
            return line(tenths, say("{kind} {points}", kind=Said(JOB_WORDS.get(facts.job_kind, facts.job_kind)), points=shown(tenths)))
        case RuleKind.HOURS:
            return line(facts.hours_tenths, say("hours {points}", points=shown(facts.hours_tenths)))
        case RuleKind.DIFFICULTY:
            return line(
                facts.difficulty_tenths, say("difficulty {points}", points=shown(facts.difficulty_tenths))
            )
        case RuleKind.NEWNESS:
            return line(facts.newness_tenths, say("new product {points}", points=shown(facts.newness_tenths)))
        case RuleKind.FEE_ROOT:
            tenths = fee_root_tenths(facts.fee_fen)
            yuan = f"{facts.fee_fen // 100}.{facts.fee_fen % 100:02d}"
            return line(tenths, say("√{yuan} ÷ 10 = {points}", yuan=yuan, points=shown(tenths)))
        case RuleKind.REPAIRED:
            tenths = rule.parameters.get("points", 0) if facts.repaired else 0
            return line(tenths, say("repaired {points}", points=shown(tenths)))
        case RuleKind.ON_TIME:
            tenths = rule.parameters.get("points", 0) if facts.on_time else 0
            return line(tenths, say("on time {points}", points=shown(tenths)))
        case RuleKind.QUALITY:
            reached = facts.quality_percent is not None and facts.quality_percent >= rule.parameters.get("from_percent", 100)
            tenths = rule.parameters.get("points", 0) if reached else 0
            return line(tenths, say("quality {percent} % ≥ {wanted} %: {points}", percent=facts.quality_percent or 0,
                                    wanted=rule.parameters.get("from_percent", 100), points=shown(tenths)))  # fmt: skip
        case RuleKind.COMPLAINT:
            each = rule.parameters.get("points", 0)
            return line(-each * facts.upheld_complaints, say("upheld complaint {n} × {points}", n=facts.upheld_complaints, points=shown(each)))
        case _:
            words = say(
                "bonus {points}: {reason}", points=shown(facts.bonus_tenths), reason=facts.bonus_reason
            )
            return line(facts.bonus_tenths, words)


def _rework(facts: JobFacts, rule: PointRule) -> PointLine:
    """Base less difficulty, when that is above nought, for each time the machine came back."""
    base = rule.parameters.get("base", 30)
    each = max(0, base - facts.difficulty_tenths)
    words = say(
        "came back {n} × ({base} − difficulty {difficulty}) = −{points}",
        n=facts.rework_count,
        base=shown(base),
        difficulty=shown(facts.difficulty_tenths),
        points=shown(each * facts.rework_count),
    )
    return PointLine(rule.code, rule.version, words, -each * facts.rework_count)


def read_point_rules(text: str) -> tuple[PointRule, ...]:
    """Read point_rules.csv (code, version, kind, valid_from, valid_until, parameters). Raises ValueError."""
    found = []
    for row in csv.DictReader(text.splitlines()):
        pairs = (p.split("=") for p in row["parameters"].split(";") if p)
        found.append(
            PointRule(
                row["code"],
                int(row["version"]),
                RuleKind(row["kind"]),
                {name.strip(): int(value) for name, value in pairs},
                _day(row["valid_from"]),
                _day(row["valid_until"]),
            )
        )
    return tuple(found)


def read_grades(text: str) -> tuple[Grade, ...]:
    """Read grades.csv (code, name, standard_tenths, fen_per_point). Raises ValueError."""
    return tuple(
        Grade(row["code"], row["name"], int(row["standard_tenths"]), int(row["fen_per_point"]))
        for row in csv.DictReader(text.splitlines())
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


PARAMETERS: Mapping[RuleKind, tuple[str, ...]] = {  # which values a kind of rule has; the others have none
    RuleKind.JOB_KIND: ("repair", "installation", "maintenance", "training", "revisit", "survey", "send_in", "parts"),
    RuleKind.REPAIRED: ("points",),
    RuleKind.REWORK: ("base",),
    RuleKind.ON_TIME: ("points",),
    RuleKind.QUALITY: ("points", "from_percent"),
    RuleKind.COMPLAINT: ("points",),
}
JOB_WORDS: Mapping[str, str] = {
    "repair": N_("Repair"), "installation": N_("Installation"), "maintenance": N_("Maintenance"), "training": N_("Training"),
    "revisit": N_("Revisit"), "survey": N_("Survey"), "send_in": N_("Sent in"), "parts": N_("Parts sale"),
}  # fmt: skip
KIND_WORDS: Mapping[RuleKind, str] = {
    RuleKind.JOB_KIND: N_("Per kind of job"), RuleKind.HOURS: N_("Hours of the price list"), RuleKind.DIFFICULTY: N_("Difficulty"),
    RuleKind.NEWNESS: N_("New product"), RuleKind.FEE_ROOT: N_("Root of the fee"), RuleKind.REPAIRED: N_("Repaired"),
    RuleKind.BONUS: N_("Bonus"), RuleKind.REWORK: N_("Came back"), RuleKind.ONCE_PER_FAULT: N_("Once per fault"),
    RuleKind.SENT_OUT: N_("Repaired outside"), RuleKind.ON_TIME: N_("On time"), RuleKind.QUALITY: N_("Quality score"),
    RuleKind.COMPLAINT: N_("Upheld complaint"),
}  # fmt: skip


def read_values(values: Iterable[str]) -> dict[str, int]:
    """installation=10 as typed or kept; raises Refused for what is none."""
    found = {}
    for text in values:
        name, sign, number = text.partition("=")
        if not sign or not number.strip().isdigit():
            raise Refused(N_('"{text}" is no value: write points=5 (tenths of a point).'), text=text)
        found[name.strip()] = int(number)
    return found


def checked_parameters(kind: RuleKind, parameters: Mapping[str, int]) -> dict[str, int]:
    """The values of a rule in the order in which they are told; raises Refused for one that the kind has not, or that cannot be."""
    known = PARAMETERS.get(kind, ())
    for name, value in parameters.items():
        if name not in known:
            raise Refused(N_("{name} is no value of this rule. Known: {known}."), name=name, known=", ".join(known) or "—")
        if not 0 <= value <= (100 if name == "from_percent" else 10_000):
            raise Refused(N_("{name}: {value} cannot be."), name=name, value=value)
    return {name: parameters[name] for name in known if name in parameters}


def rule_words(kind: RuleKind, parameters: Mapping[str, int]) -> Said:
    """A rule in plain words, with its values put in (R192)."""
    points = shown(parameters.get("points", 0))
    match kind:
        case RuleKind.JOB_KIND:
            return say("Each job by its kind: {list}.", list=_listed(parameters))
        case RuleKind.HOURS:
            return say("The hours that stand in the price list for the work.")
        case RuleKind.DIFFICULTY:
            return say("The difficulty that stands in the price list for the work.")
        case RuleKind.NEWNESS:
            return say("The new-product points that stand in the price list.")
        case RuleKind.FEE_ROOT:
            return say("The root of what labour and visit cost in yuan, divided by ten, to one decimal.")
        case RuleKind.REPAIRED:
            return say("{points} when the machine was repaired.", points=points)
        case RuleKind.BONUS:
            return say("What the supervisor adds, with his reason.")
        case RuleKind.REWORK:
            return say("Each time a machine comes back: {base} less its difficulty are taken off; nothing from difficulty {base} on.",
                       base=shown(parameters.get("base", 30)))  # fmt: skip
        case RuleKind.ONCE_PER_FAULT:
            return say("The same fault by the same technician counts once.")
        case RuleKind.SENT_OUT:
            return say("What is repaired outside gives nothing.")
        case RuleKind.ON_TIME:
            return say("{points} when he arrived within the agreed time.", points=points)
        case RuleKind.QUALITY:
            return say("{points} when the quality call gives {percent} % or more.", points=points, percent=parameters.get("from_percent", 100))
        case _:
            return say("{points} off for each complaint that was upheld.", points=points)


def _listed(parameters: Mapping[str, int]) -> Said:
    """repair 0.0, installation 1.0: those that give something."""
    told: Said | None = None
    for name, value in parameters.items():
        if value:
            one = say("{kind} {points}", kind=Said(JOB_WORDS.get(name, name)), points=shown(value))
            told = one if told is None else say("{one}, {other}", one=told, other=one)
    return told or Said("—")


def next_version(rules: Iterable[PointRule], rule: PointRule, from_day: dt.date) -> PointRule:
    """The rule as its next version, valid from a day on; raises Refused for a day before the version in force began (R192)."""
    same = [r for r in rules if r.code == rule.code]
    newest = max(same, key=lambda r: r.version, default=None)
    if newest is not None and newest.valid_from is not None and from_day < newest.valid_from:
        raise Refused(N_("Version {version} holds from {day} on; a newer one cannot begin before it."), version=newest.version,
                      day=newest.valid_from)  # fmt: skip
    return PointRule(rule.code, (newest.version if newest else 0) + 1, rule.kind, checked_parameters(rule.kind, rule.parameters), from_day)


def in_force(rules: Iterable[PointRule], day: dt.date) -> list[PointRule]:
    """The newest version of each rule that holds on a local day."""
    newest: dict[str, PointRule] = {}
    for rule in sorted(rules, key=lambda r: r.version):
        if rule.valid_on(day):
            newest[rule.code] = rule
    return list(newest.values())
