"""What each form that comes back asks of the desk: which of its fields are taken in, and the command they make."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dispatch_console.commands.claims import ApplyForService
from dispatch_console.commands.papers import Part, TypeReport
from dispatch_console.commands.quality import RecordQualityCall
from dispatch_console.commands.registry import Command
from dispatch_console.commands.surveys import SaveSurvey
from dispatch_console.commands.visits import CallIn
from dispatch_console.commands.workshop import StepWorkshop, TakeMachineIn
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import FormBack
from dispatch_console.paper.sheets.filled import RESULT, SCORES
from dispatch_console.queries.card import Card
from dispatch_console.words import N_, Said

Values = Mapping[str, Any]
RATES = ("rate_timely", "rate_skill", "rate_attitude", "rate_charge")


@dataclass(frozen=True, slots=True)
class Says:
    """The fields that are taken in, the move that must be open (none: always), and the command of the values that count."""

    takes: frozenset[str]
    command: Callable[[Card, FormBack, Values], Command]
    move: Callable[[Card, Values], str] | None = None
    of_a_stay: frozenset[str] = frozenset()  # what is taken in instead once the machine is here

    def taken(self, card: Card) -> frozenset[str]:
        """The fields that are taken in as the job stands now."""
        return self.of_a_stay if self.of_a_stay and card.stay is not None else self.takes


def text(value: Any) -> str:
    """A value in words."""
    if isinstance(value, (list, tuple)):
        return "、".join(str(v) for v in value)
    return "" if value is None else str(value).strip()


def fen(value: Any) -> int:
    """An amount in yuan as fen."""
    found = re.search(r"-?\d+(\.\d+)?", text(value).replace(",", ""))
    return round(Decimal(found.group()) * 100) if found else 0


def whole(value: Any) -> int | None:
    """A whole number, or None."""
    digits = re.sub(r"[\s,，]", "", text(value))
    found = re.match(r"\d+", digits)
    return int(found.group()) if found else None


def score(value: Any) -> int | None:
    """One of the four words, or its digit."""
    word = text(value)
    if word.isdigit():
        return int(word)
    return next((n for n, said in SCORES.items() if said == word), None)


def repair_report(card: Card, back: FormBack, v: Values) -> Command:
    """The repair report (R108, R135-R140)."""
    timely, skill, attitude, charge = (score(v.get(r)) for r in RATES)
    parts = tuple(
        Part(name=text(r["part_name"]), old_serial=text(r.get("part_old_serial")), new_serial=text(r.get("part_new_serial")),
             quantity=whole(r.get("part_quantity")) or 1, price_fen=fen(r.get("part_price")))
        for r in v.get("parts", ()) if r.get("part_name")
    )  # fmt: skip
    result = text(v.get("result"))
    return TypeReport(
        job_id=card.id, form_number=back.number, arrived_at=v.get("arrived_at"), completed_at=v.get("completed_at"), cause=text(v.get("cause")),
        method=text(v.get("method")), left_over=text(v.get("left_over")), counter=whole(v.get("counter")), parts=parts,
        fee_visit_fen=fen(v.get("fee_visit")), fee_labour_fen=fen(v.get("fee_labour")), fee_other_fen=fen(v.get("fee_other")),
        fee_discount_fen=abs(fen(v.get("fee_discount"))), payment=text(v.get("payment")), rate_timely=timely, rate_skill=skill,
        rate_attitude=attitude, rate_charge=charge, opinion=text(v.get("opinion")), signed_by=NameText(text(v.get("customer_sign"))),
        result=next((code for code, word in RESULT.items() if word == result), ""), advice=text(v.get("advice")),
        checks=tuple(v.get("checks") or ()) if not isinstance(v.get("checks"), str) else (text(v.get("checks")),),
    )  # fmt: skip


def _typing(card: Card, v: Values) -> str:
    """A report that tells when he was done is typed though nobody telephoned; his coming and going are taken from it."""
    if v.get("completed_at") is None or "report_typed" in card.moves:
        return "report_typed"
    return "arrived" if v.get("arrived_at") is not None and "done" not in card.moves else "done"


def pickup_slip(card: Card, back: FormBack, v: Values) -> Command:
    """The pickup slip: the machine is taken with consent, or it is brought back (R147-R150)."""
    if card.stay is None:
        return TakeMachineIn(
            job_id=card.id, consent_by=NameText(text(v.get("consent_sign"))), accessories=text(v.get("accessories")),
            appearance=text(v.get("appearance")), happened_at=v.get("taken_at"), term_on=_day(v.get("due_on")), slip_number=back.number,
        )  # fmt: skip
    if v.get("returned_at") is None:
        raise Refused(N_("The slip does not say when the machine was brought back."))
    note = "；".join(filter(None, (text(v.get("return_check")), text(v.get("return_sign")))))
    return StepWorkshop(job_id=card.id, step="returned", note=note, happened_at=v.get("returned_at"))


def visit_card(card: Card, _back: FormBack, v: Values) -> Command:
    """The card left at a closed door (R65, R152)."""
    return CallIn(job_id=card.id, move="nobody_there", happened_at=v.get("arrived_at"), note=text(v.get("message")), channel="paper")


def service_application(card: Card, _back: FormBack, v: Values) -> Command:
    """The service application (R153)."""
    words: dict[str, Any] = {n: text(v.get(n)) for n in ("goods", "cause", "occurred", "damage", "inspection", "conditions")}
    return ApplyForService(job_id=card.id, made_on=_day(v.get("made_on")), **words)


def _survey(kind: str, parts: Mapping[str, tuple[str, ...]], day: str) -> Callable[[Card, FormBack, Values], Command]:
    """Who puts the fields of a survey's paper into the five answers that are kept (R156, R191)."""

    def make(card: Card, _back: FormBack, v: Values) -> Command:
        if card.customer_id is None:
            raise Refused(N_("Whose job is it? A survey needs its customer."))
        told: dict[str, Any] = {answer: "；".join(filter(None, (text(v.get(f)) for f in fields))) for answer, fields in parts.items()}
        return SaveSurvey(customer_id=card.customer_id, kind=kind, job_id=card.id, on_day=_day(v.get(day)), **told)

    return make


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


DATA = tuple(f"data{kind}_{n}" for n in range(1, 15) for kind in ("", "_note"))
REVISIT = {"quality": ("running", "product_quality", "findings", *RATES), "consumption": ("consumption",),
           "need": ("customer_needs", "market_need"), "competitors": ("competitors",), "opinion": ("opinion",)}  # fmt: skip
SURVEY = {"quality": (*RATES, "rate_whole", "solved", "running", "on_time", "explained", "cleaned", "receipt"),
          "need": ("customer_needs",), "opinion": ("unpleased", "opinion")}  # fmt: skip
COLLECTED = {"quality": DATA, "opinion": ("remark",)}


def _takes(parts: Mapping[str, tuple[str, ...]], *more: str) -> frozenset[str]:
    return frozenset(f for fields in parts.values() for f in fields) | frozenset(more)


SAYS: dict[str, Says] = {
    "repair_report": Says(
        frozenset({"arrived_at", "completed_at", "cause", "method", "left_over", "counter", "fee_visit", "fee_labour", "fee_other",
                   "fee_discount", "payment", *RATES, "opinion", "customer_sign", "result", "advice", "checks", "parts"}),
        repair_report, lambda card, v: _typing(card, v)),
    "pickup_slip": Says(
        frozenset({"consent_sign", "accessories", "appearance", "taken_at", "due_on"}),
        pickup_slip, lambda card, _v: "picked_up" if card.stay is None else "returned",
        frozenset({"returned_at", "return_check", "return_sign"})),
    "visit_card": Says(frozenset({"arrived_at", "message"}), visit_card, lambda _card, _v: "nobody_there"),
    "service_application": Says(
        frozenset({"goods", "cause", "occurred", "damage", "made_on", "inspection", "conditions"}), service_application),
    "revisit_report": Says(_takes(REVISIT, "revisit_on"), _survey("revisit", REVISIT, "revisit_on")),
    "satisfaction_survey": Says(_takes(SURVEY, "survey_on"), _survey("survey", SURVEY, "survey_on")),
    "data_collection": Says(_takes(COLLECTED), _survey("data", COLLECTED, "")),
}  # fmt: skip


def quality_call(card: Card, row: Values) -> Command | Said:
    """A row of the sheet of quality calls as the call that it tells of (R176); or why it tells of none."""
    timely, skill, attitude, charge = rates = tuple(score(row.get(r)) for r in RATES)
    running, opinion = text(row.get("running")), text(row.get("opinion"))
    known = [r for r in rates if r is not None]
    if opinion.startswith("未接通"):
        result = "unreachable"
    elif opinion.startswith("不满意") or running == "差" or any(r <= 2 for r in known):
        result = "unsatisfied"
    elif known:
        result = "satisfied"
    else:
        return Said(N_("Was the customer content? The row gives no score."))
    said = re.sub(r"^(未接通|不满意)[；，、]?", "", opinion)
    return RecordQualityCall(job_id=card.id, result=result, running_well={"好": True, "差": False}.get(running), timely=timely,
                             skill=skill, attitude=attitude, charge=charge, opinion=said)  # fmt: skip
